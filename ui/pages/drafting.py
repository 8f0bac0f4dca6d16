# SPDX-License-Identifier: Apache-2.0
"""Keeping what is typed: every two seconds into the sealed drafts of the desk."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from hr_desk.operations import drafts
from ui.session import OpenDesk

EVERY_MS = 2000
"""How long typed text stays unsaved at most, in milliseconds."""
TAKE_IN = "take_in"
"""The key of the draft of a new candidate."""

CVS = "cvs"
"""The key of the draft of the CVs that are on their way in."""

IMPORT = "import"
"""What the keys of drafts of imports begin with; both are names of their pages too."""

CHECKLIST = "checklist"
"""The key of the draft of the company's checklist."""


def key_of(application_id: str | None) -> str:
    """Return the draft key of a record's form; None is the form of a new candidate."""
    return TAKE_IN if application_id is None else f"edit:{application_id}"


def joiner_key(joiner_id: str) -> str:
    """Return the draft key of a joiner's form."""
    return f"join:{joiner_id}"


def account_key(account_id: str) -> str:
    """Return the draft key of the form of payroll's account."""
    return f"pay:{account_id}"


def import_key(file: Path) -> str:
    """Return the draft key of an import: each file has one, whose key does not show its path."""
    path = str(file.absolute()).encode("utf-8", "surrogateescape")
    return f"{IMPORT}/{hashlib.sha256(path).hexdigest()[:32]}"


def place_of(key: str) -> tuple[str, str | None]:
    """Return the page where a recruiter's draft goes on, and the application it is about."""
    name = key.partition("/")[0]
    if name in (CVS, IMPORT):
        return name, None
    return "record", key.partition(":")[2] or None


class Drafting(QObject):
    """Keeps one form's text; ``body`` returns it, empty when nothing was typed."""

    unkept = Signal()
    """What was typed may not be kept, for the first time since the form was begun."""

    def __init__(
        self,
        desk: OpenDesk,
        body: Callable[[], Mapping[str, str]],
        parent: QObject,
        *,
        place: Any = drafts,
    ) -> None:
        """``place`` is the module of operations that keeps such drafts."""
        super().__init__(parent)
        self._desk, self._body, self._place = desk, body, place
        self._key = TAKE_IN
        self._kept: Mapping[str, str] = {}
        self._shown = self._told = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.keep)

    def begin(self, key: str) -> None:
        """Start with another form; until it is shown (``look``) nothing is kept."""
        self._timer.stop()
        self._key, self._kept, self._shown = key, {}, False
        self._told = False

    def key(self) -> str:
        """Return the key of the draft."""
        return self._key

    def is_shown(self) -> bool:
        """Whether the form on the screen is the one this draft is about."""
        return self._shown

    def continue_with(self, body: Mapping[str, str]) -> None:
        """Go on with a draft that was found: taking all of it out throws it away."""
        self._kept = dict(body)

    def take_up(self, body: Mapping[str, str]) -> None:
        """The form is shown with this earlier draft, an empty one for none; it is kept from now."""
        self._shown = True
        self.continue_with(body)

    def note(self, *_edited: object) -> None:
        """Remember that something was typed; it is kept within EVERY_MS."""
        if not self._timer.isActive():
            self._timer.start()

    def waits(self) -> bool:
        """Whether something typed will be kept soon."""
        return self._timer.isActive()

    def interval(self) -> int:
        """Return how long typed text waits at most, in milliseconds."""
        return self._timer.interval()

    def keep(self) -> None:
        """Queue the saving of what was typed, or its discarding if all was taken out again."""
        self._timer.stop()
        body = dict(self._body()) if self._shown else self._kept
        if body == self._kept:
            return
        if not body:
            self.discard()
            return
        self._kept = body
        self._desk.run(self._place.save, self._key, body, owner=self, done=self._saved)

    def _saved(self, kept: object) -> None:
        """Tell once that nothing is kept: of a minor before a guardian agreed."""
        if kept is False and self._shown and not self._told:
            self._told = True
            self.unkept.emit()

    def look(self, found: Callable[[Mapping[str, str]], Any]) -> None:
        """The form is shown: ask for an earlier draft; ``found`` is called if there is one."""
        self._shown = True
        self._desk.query(
            self._place.load,
            self._key,
            owner=self,
            done=lambda body: found(body) if body else None,
            slot=f"draft.{id(self)}",
        )

    def discard(self) -> None:
        """Throw the draft away: not wanted any more."""
        self._timer.stop()
        self._kept = {}
        self._desk.run(self._place.discard, self._key, owner=self)

    def end(self) -> None:
        """Throw the draft away and keep no other: what was typed is saved."""
        self.discard()
        self._shown = False
