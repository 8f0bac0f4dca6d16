# SPDX-License-Identifier: Apache-2.0
"""When somebody really left whose record the end of the day closed, and how that is known."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QDate, QDateTime, QEvent, QTime, Signal

from hr_desk.domain.clock import SHANGHAI
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import badges
from hr_desk.operations.badges import LEAVING_REASON
from hr_desk.operations.visits import VisitRow
from ui.pages.purposes import choose_none, needs_choice
from ui.session import OpenDesk
from ui.widgets.day_boxes import MomentBox
from ui.widgets.entry import Entry, choice, fill
from ui.widgets.layouts import row
from ui.widgets.panels import Question
from ui.widgets.words import Words

ENTRY_WIDTH: Final = 260
"""Width of what the question asks for, in pixels."""


class CorrectLeaving(Question):
    """Time and reason for one visit; ``corrected`` when it is written."""

    corrected = Signal(str)
    """The id of the visit."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk, self._own, self._id = desk, Words(), ""
        self._failed: Callable[[UserError], object] = lambda _error: None
        self.at = MomentBox()
        at_entry = Entry(self.at)
        self._own.put(N_("When did they leave?"), at_entry.set_label)
        entry, self.reason = choice(self._own, N_("How is that known?"))
        across = row()
        for one in (at_entry, entry):
            one.setFixedWidth(ENTRY_WIDTH)
            across.addWidget(one)
        across.addStretch(1)
        self.content.addLayout(across)
        self._say()
        needs_choice(self.reason, self.yes)

    def fail_with(self, failed: Callable[[UserError], object]) -> None:
        """Hand what was refused to ``failed``, the page's banner."""
        self._failed = failed

    def start(self, one: VisitRow) -> None:
        """Ask about one visit; the time begins with their arrival."""
        self._id = one.visit_id
        self.at.setDateTime(_local(one.arrived or self._desk.session.now()))
        choose_none(self.reason)
        self._say()
        self.ask(self.sentence.text(), self.yes.text(), self._run)
        self.at.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()
            self._say()

    def _say(self) -> None:
        none_yet = self.reason.currentData() is None
        codes = self._desk.catalogue.code_lists[LEAVING_REASON].codes
        fill(self.reason, [(str(label), code) for code, label in codes.items()])
        if none_yet:
            choose_none(self.reason)
        self.sentence.setText(
            t("The end of the day closed this visit; nobody was seen leaving. Enter what is known.")
        )
        self.yes.setText(t("Correct the leaving"))

    def _run(self) -> None:
        self.yes.setEnabled(False)
        self._desk.run(
            badges.correct_leaving, self._id, at=self._chosen(),
            reason=str(self.reason.currentData()), owner=self,
            done=self._done, failed=self._refuse,
        )  # fmt: skip

    def _chosen(self) -> datetime:
        text = self.at.dateTime().toString("yyyy-MM-ddTHH:mm:00")
        return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)

    def _done(self, _changes: Any) -> None:
        self.yes.setEnabled(True)
        self.leave()
        self.corrected.emit(self._id)

    def _refuse(self, error: UserError) -> None:
        self.yes.setEnabled(True)
        self._failed(error)


def _local(moment: datetime) -> QDateTime:
    there = moment.astimezone(SHANGHAI)
    return QDateTime(QDate(there.year, there.month, there.day), QTime(there.hour, there.minute))
