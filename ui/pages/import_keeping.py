# SPDX-License-Identifier: Apache-2.0
"""An import that is being prepared, kept over a lock: the choices, the columns, the repairs.

The file stays where it is and is opened once more. Repairs are put back into the very rows they
were made in, or not at all.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from hr_desk.exchange.sheets import Sheet
from hr_desk.i18n import N_, t
from hr_desk.operations import importing
from hr_desk.operations.importing import Reading
from hr_desk.operations.session import Session
from ui.pages.drafting import IMPORT, Drafting
from ui.session import OpenDesk
from ui.widgets.banner import Banner

_ANOTHER: Final = N_(
    "“{file}” was changed since: what was repaired here does not fit it any more. Please look anew."
)


@dataclass(frozen=True)
class Opened:
    """A file with its sheets, the one meant, and what each is known by."""

    path: Path
    sheets: tuple[Sheet, ...]
    meant: Sheet
    digests: tuple[str, ...]

    def digest_of(self, sheet: Sheet) -> str:
        """Return what one of the sheets is known by."""
        return self.digests[self.sheets.index(sheet)]


def read(session: Session, path: Path) -> Opened:
    """Open a file and find the sheet that is most likely meant; raises what read_file raises."""
    sheets = importing.read_file(session, path)
    return opened_of(path, sheets, importing.likeliest(session, sheets))


def opened_of(path: Path, sheets: tuple[Sheet, ...], meant: Sheet) -> Opened:
    """Return a file whose sheets were read, with what each is known by."""
    return Opened(path, sheets, meant, tuple(map(_digest, sheets)))


def _digest(sheet: Sheet) -> str:
    content = json.dumps([sheet.name, sheet.rows], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def body_of(opened: Opened, sheet: Sheet, reading: Reading) -> dict[str, str]:
    """Return the draft of a reading; empty where nothing was repaired and no column chosen."""
    if not (reading.chosen or reading.repairs):
        return {}
    repairs = [(row, place, text) for (row, place), text in reading.repairs.items()]
    return {
        "path": str(opened.path.absolute()),
        "sheet": opened.digest_of(sheet),
        "requisition": reading.requisition_id or "",
        "notice": reading.notice,
        "update": "yes" if reading.update else "",
        "chosen": json.dumps(list(reading.chosen.items())),
        "repairs": json.dumps(repairs, ensure_ascii=False),
    }


def open_again(session: Session, body: Mapping[str, str]) -> tuple[Opened, Reading | None]:
    """Open the file of a draft; the reading is None where its sheet is not the same any more.

    Raises what ``read_file`` raises.
    """
    opened = read(session, Path(body["path"]))
    if body["sheet"] not in opened.digests:
        return opened, None
    meant = opened.sheets[opened.digests.index(body["sheet"])]
    again = Opened(opened.path, opened.sheets, meant, opened.digests)
    return again, _reading(body)


def _reading(body: Mapping[str, str]) -> Reading:
    repairs: Sequence[tuple[int, int, str]] = json.loads(body["repairs"])
    return Reading(
        requisition_id=body["requisition"] or None,
        chosen=dict(json.loads(body["chosen"])),
        notice=body["notice"],
        update=bool(body["update"]),
        repairs={(row, place): text for row, place, text in repairs},
    )


class ImportKeeping(QObject):
    """Keeps what is prepared, and offers once what was prepared before a lock."""

    again = Signal(object, object)
    """An Opened, and the Reading to go on with; None where the file is not the same any more."""

    def __init__(
        self, desk: OpenDesk, banner: Banner, body: Callable[[], Mapping[str, str]]
    ) -> None:
        """``body`` returns the draft of what is prepared now, empty for nothing."""
        super().__init__(banner)
        self._desk, self._banner = desk, banner
        self.drafting = Drafting(desk, body, self)
        self.drafting.begin(IMPORT)

    def look(self) -> None:
        """The page is shown: ask once for what was prepared earlier."""
        if not self.drafting.is_shown():
            self.drafting.look(self._offer)

    def note(self) -> None:
        """Remember that something was chosen or repaired, or is done with."""
        if self.drafting.is_shown():
            self.drafting.note()

    def _offer(self, body: Mapping[str, str]) -> None:
        name = Path(body["path"]).name
        self._banner.show_text(
            "info",
            lambda: t("You prepared “{file}” earlier and did not import it.", file=name),
            (
                (N_("Continue with it"), partial(self._go_on, body)),
                (N_("Discard it"), self._discard),
            ),
        )

    def _discard(self) -> None:
        self._banner.clear()
        self.drafting.discard()

    def _go_on(self, body: Mapping[str, str]) -> None:
        self._banner.clear()
        self._desk.query(
            open_again, body, owner=self, done=partial(self._show, body),
            failed=self._banner.show_error, slot="import.read",
        )  # fmt: skip

    def _show(self, body: Mapping[str, str], found: tuple[Opened, Reading | None]) -> None:
        opened, reading = found
        if reading is None:
            self.drafting.discard()
            self._banner.show_text("warn", partial(t, _ANOTHER, file=opened.path.name))
        else:
            self.drafting.continue_with(body)
        self.again.emit(opened, reading)
