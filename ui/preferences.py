# SPDX-License-Identifier: Apache-2.0
"""What this machine remembers for its user: language, look, known desks. No personal data."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, QStandardPaths

from hr_desk.i18n import LANGUAGES

RECENT = 8
"""How many desks are remembered."""


_STAYS = ("language", "scheme", "veil")
"""What a person chose for the window itself: no desk, no user, no filter."""


class Preferences:
    """Typed access to one INI file."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    @property
    def file(self) -> Path:
        """Where these preferences are kept."""
        return Path(self._settings.fileName())

    @property
    def remembered(self) -> tuple[str, ...]:
        """What ``forget`` would forget: the keys of everything but language, look and veil."""
        return tuple(key for key in self._settings.allKeys() if key not in _STAYS)

    def forget(self) -> None:
        """Forget everything but language, look and veil."""
        for key in self.remembered:
            self._settings.remove(key)
        self._settings.sync()

    @property
    def language(self) -> str:
        """The language chosen last, one of LANGUAGES."""
        code = str(self._settings.value("language", LANGUAGES[0], type=str))
        return code if code in LANGUAGES else LANGUAGES[0]

    @language.setter
    def language(self, code: str) -> None:
        self._settings.setValue("language", code)

    @property
    def scheme(self) -> str:
        """``light`` or ``dark``."""
        return "dark" if self._settings.value("scheme", "light", type=str) == "dark" else "light"

    @scheme.setter
    def scheme(self, name: str) -> None:
        self._settings.setValue("scheme", name)

    @property
    def desks(self) -> tuple[Path, ...]:
        """Folders of desks opened before, latest first, those that are still there."""
        kept = str(self._settings.value("desks", "", type=str)).split("\n")
        return tuple(Path(name) for name in kept if name and is_desk(Path(name)))

    def remember_desk(self, folder: Path) -> None:
        """Put a desk first in the list of known desks."""
        others = [known for known in self.desks if known != folder]
        names = [str(known) for known in (folder, *others)][:RECENT]
        self._settings.setValue("desks", "\n".join(names))

    def last_user(self, desk: Path) -> str:
        """Return who unlocked a desk last on this machine, empty if nobody did."""
        return str(self._settings.value(f"user/{_named(desk)}", "", type=str))

    def keep_last_user(self, desk: Path, name: str) -> None:
        """Remember who unlocked a desk; the name stands in its slots.json for everyone to read."""
        self._settings.setValue(f"user/{_named(desk)}", name)

    def exchange_folder(self, desk_id: str) -> Path | None:
        """Return the folder through which a desk exchanges on this machine, None if none is set.

        It is the machine's own: a stick or a share is found elsewhere on another one.
        """
        kept = str(self._settings.value(f"exchange/{desk_id}", "", type=str))
        return Path(kept) if kept else None

    def keep_exchange_folder(self, desk_id: str, folder: Path) -> None:
        """Remember the folder through which a desk exchanges."""
        self._settings.setValue(f"exchange/{desk_id}", str(folder))

    def roll_call_place(self, desk_id: str) -> Path | None:
        """Return the second place of a desk's roll call on this machine, None if none is set."""
        kept = str(self._settings.value(f"roll_call/{desk_id}", "", type=str))
        return Path(kept) if kept else None

    def keep_roll_call_place(self, desk_id: str, folder: Path) -> None:
        """Remember the second place: a share or a stick, found elsewhere on another machine."""
        self._settings.setValue(f"roll_call/{desk_id}", str(folder))

    @property
    def veils(self) -> bool:
        """Whether an idle window of the front desk is veiled on this machine, and not locked."""
        return bool(self._settings.value("veil", False, type=bool))

    @veils.setter
    def veils(self, on: bool) -> None:
        self._settings.setValue("veil", on)

    def filters(self, desk_id: str, user_id: str) -> dict[str, Mapping[str, Any]]:
        """Return a user's saved filters of a desk by name, in the order of saving."""
        try:
            kept = json.loads(str(self._settings.value(_filters(desk_id, user_id), "{}", type=str)))
        except ValueError:
            return {}
        return {
            name: values
            for name, values in (kept.items() if isinstance(kept, dict) else ())
            if isinstance(values, dict)
        }

    def keep_filters(
        self, desk_id: str, user_id: str, filters: Mapping[str, Mapping[str, Any]]
    ) -> None:
        """Remember a user's saved filters of a desk; they hold choices, nobody's data."""
        text = json.dumps(dict(filters), ensure_ascii=False)
        self._settings.setValue(_filters(desk_id, user_id), text)


def _filters(desk_id: str, user_id: str) -> str:
    return f"filters/{desk_id}/{user_id}"


def _named(desk: Path) -> str:
    """Return a folder as a key of the settings, which parts keys at slashes."""
    return str(desk.absolute()).replace("/", "|").replace("\\", "|")


def is_desk(folder: Path) -> bool:
    """Whether a folder holds a desk."""
    return (folder / "slots.json").is_file()


def user_preferences() -> Preferences:
    """Return the preferences in the user's configuration folder."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppConfigLocation)
    return Preferences(QSettings(f"{folder}/window.ini", QSettings.Format.IniFormat))


def default_desk_folder() -> Path:
    """Return where a first desk is put unless the person chooses another folder."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "desk"


def problem_folder() -> Path:
    """Return where crash files go."""
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "problems"
