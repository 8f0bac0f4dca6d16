# SPDX-License-Identifier: Apache-2.0
"""Imports that are being prepared, each kept by its file: the choices, the columns, the repairs.

The files stay where they are and are opened once more. Repairs are put back into the very rows they
were made in, or not at all.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from hr_desk.exchange.sheets import Sheet
from hr_desk.i18n import N_, t
from hr_desk.operations import drafts, importing
from hr_desk.operations.importing import Reading
from hr_desk.operations.session import Session
from ui.pages.drafting import Drafting, import_key
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
    digests = tuple(map(_digest, sheets))
    return Opened(path, sheets, importing.likeliest(session, sheets), digests)


def _digest(sheet: Sheet) -> str:
    content = json.dumps([sheet.name, sheet.rows], ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def body_of(
    opened: Opened, sheet: Sheet, reading: Reading, *, others: Mapping[int, Reading]
) -> dict[str, str]:
    """Return the draft of a reading, and of what was done in other sheets, by their places.

    It is empty where nothing was repaired and no column chosen.
    """
    worked = {opened.digests[at]: one for at, one in others.items() if one.chosen or one.repairs}
    worked.pop(opened.digest_of(sheet), None)
    if not (reading.chosen or reading.repairs or worked):
        return {}
    return {
        "path": str(opened.path.absolute()),
        "rows": str(len(sheet.rows)),
        "sheet": opened.digest_of(sheet),
        "requisition": reading.requisition_id or "",
        "notice": reading.notice,
        "update": "yes" if reading.update else "",
        **_worked(reading),
        "others": json.dumps({digest: _worked(one) for digest, one in worked.items()}),
    }


def _worked(reading: Reading) -> dict[str, str]:
    repairs = [(row, place, text) for (row, place), text in reading.repairs.items()]
    return {
        "chosen": json.dumps(list(reading.chosen.items())),
        "repairs": json.dumps(repairs, ensure_ascii=False),
    }


@dataclass(frozen=True)
class Found:
    """An opened file, the draft that was kept of it, and the reading of that draft.

    The draft is empty where there is none; the reading is None then, and where the sheet is not
    the same any more. ``others`` are those of other sheets that are, by their places.
    """

    key: str
    opened: Opened
    body: Mapping[str, str]
    reading: Reading | None
    others: Mapping[int, Reading] = field(default_factory=dict)


def open_with_draft(session: Session, path: Path, key: str) -> Found:
    """Open a file with the draft under ``key``; raises what ``read_file`` raises."""
    opened, body = read(session, path), drafts.load(session, key) or {}
    if body.get("sheet") not in opened.digests:
        return Found(key, opened, body, None)
    meant = opened.sheets[opened.digests.index(body["sheet"])]
    again = Opened(opened.path, opened.sheets, meant, opened.digests)
    return Found(key, again, body, _reading(body), _others(body, opened.digests))


def _others(body: Mapping[str, str], digests: Sequence[str]) -> dict[int, Reading]:
    worked: Mapping[str, Mapping[str, str]] = json.loads(body.get("others", "{}"))
    known = {digests.index(digest): one for digest, one in worked.items() if digest in digests}
    return {place: _reading({**body, **one}) for place, one in known.items()}


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
    """Keeps what is prepared of the file in front, and opens files with what was kept of them."""

    opened = Signal(object, object, object)
    """An Opened, the Reading to go on with or None to begin, and those of other sheets by place."""

    def __init__(
        self, desk: OpenDesk, banner: Banner, body: Callable[[], Mapping[str, str]]
    ) -> None:
        """``body`` returns the draft of what is prepared now, empty for nothing."""
        super().__init__(banner)
        self._desk, self._banner = desk, banner
        self.drafting = Drafting(desk, body, self)

    def open(self, path: Path, key: str = "") -> None:
        """Open a file, with what was prepared of it; what is in front now is kept first.

        ``key`` is that of its draft where it is known already.
        """
        self.drafting.keep()
        self._banner.clear()
        self._desk.query(
            open_with_draft, path, key or import_key(path), owner=self, done=self._show,
            failed=self._banner.show_error, slot="import.read",
        )  # fmt: skip

    def note(self) -> None:
        """Remember that something was chosen or repaired, or is done with."""
        if self.drafting.is_shown():
            self.drafting.note()

    def _show(self, found: Found) -> None:
        self.drafting.keep()
        self.drafting.begin(found.key)
        self.drafting.take_up(found.body)
        file = found.opened.path.name
        if found.reading is not None:
            self._banner.show_text(
                "info",
                lambda: t("What you prepared of “{file}” earlier is here again.", file=file),
                ((N_("Begin anew"), partial(self._begin_anew, found.opened)),),
            )
        elif found.body:
            self.drafting.discard()
            self._banner.show_text("warn", partial(t, _ANOTHER, file=file))
        self.opened.emit(found.opened, found.reading, found.others)

    def _begin_anew(self, opened: Opened) -> None:
        self._banner.clear()
        self.drafting.discard()
        self.opened.emit(opened, None, {})
