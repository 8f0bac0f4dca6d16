# SPDX-License-Identifier: Apache-2.0
"""Steps of visits outside the queue: sign out at once, arrive and not come after a question."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import visits
from hr_desk.operations.visits import VisitRow
from ui.pages.needed_fields import NeededFields
from ui.session import OpenDesk
from ui.widgets.entry import Entry, choice, fill
from ui.widgets.layouts import row
from ui.widgets.panels import Question
from ui.widgets.words import Words

SENTENCES = {
    "arrive": N_("Let in {count} expected."),
    "not_come": N_("Note that {count} expected did not come."),
}
"""The question of each verb that asks one."""
ANSWERS = {"arrive": N_("They are here"), "not_come": N_("Did not come")}
FIRST_NOTICE = "paper"
NO_ALIGNMENT = Qt.AlignmentFlag(0)
ENTRY_WIDTH = 360
"""Width of what a question asks for, in pixels."""


def beside(entry: Entry, *others: QWidget) -> QHBoxLayout:
    """Return an entry with the buttons of its question beside it: the page is full already."""
    entry.setFixedWidth(ENTRY_WIDTH)
    across = row()
    across.addWidget(entry)
    for other in others:
        place = Qt.AlignmentFlag.AlignBottom if isinstance(other, QPushButton) else NO_ALIGNMENT
        across.addWidget(other, 0, place)
    across.addStretch(1)
    return across


class VisitStep(Question):
    """Runs one verb of hr_desk.operations.visits over some visits."""

    asking = Signal(bool)
    """A question is open now, or none any more."""
    taken = Signal(str)
    """The verb that was carried out."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._own = Words()
        self._verb, self._ids = "", tuple[str, ...]()
        self.needed = NeededFields(desk)
        self._failed: Callable[[UserError], object] = lambda _error: None
        self._entry, self.notice = choice(self._own, N_("How was the notice given?"))
        self.content.addLayout(beside(self._entry, self.needed, self.yes, self.no))
        self._say()

    def fail_with(self, failed: Callable[[UserError], object]) -> None:
        """Hand what was refused to ``failed``, the page's banner."""
        self._failed = failed

    def start(self, verb: str, rows: Sequence[VisitRow]) -> None:
        """Take a step for these visits, after its question where it has one.

        Of a single guest who arrives is asked what their kind of visitor has to say and did not.
        """
        self._verb, self._ids = verb, tuple(one.visit_id for one in rows)
        alone = verb == "arrive" and len(rows) == 1
        self.needed.ask(rows[0].lacks if alone else ())
        if verb not in SENTENCES:
            self._run()
            return
        self._say()
        self.ask(self.sentence.text(), self.yes.text(), self._run)
        (self.notice if verb == "arrive" else self.yes).setFocus()
        self.needed.focus_first()
        self.asking.emit(True)

    def leave(self) -> None:
        """Hide the question."""
        super().leave()
        self.asking.emit(False)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()
            self._say()

    def _say(self) -> None:
        first = self.notice.count() == 0
        codes = self._desk.catalogue.code_lists["notice_how"].codes
        fill(self.notice, [(str(label), code) for code, label in codes.items()])
        if first:
            self.notice.setCurrentIndex(self.notice.findData(FIRST_NOTICE))
        self._entry.setVisible(self._verb == "arrive")
        if self._verb in SENTENCES:
            self.sentence.setText(t(SENTENCES[self._verb], count=len(self._ids)))
            self.yes.setText(t(ANSWERS[self._verb]))

    def _run(self) -> None:
        operation: Callable[..., Any] = getattr(visits, self._verb)
        said = self.needed.values()
        if said is None:
            return
        given: Mapping[str, Any] = (
            {"notice": self.notice.currentData(), "values": said} if self._verb == "arrive" else {}
        )
        self._desk.run(
            operation, self._ids, owner=self, done=self._done, failed=self._failed, **given
        )

    def _done(self, _changes: Any) -> None:
        verb = self._verb
        if not self.isHidden():
            self.leave()
        self.taken.emit(verb)
