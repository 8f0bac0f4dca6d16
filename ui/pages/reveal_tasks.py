# SPDX-License-Identifier: Apache-2.0
"""Whom to call was revealed: who is still to be told, by which day, and that they were told.

The reveal that is due first, at the front desk; hidden while nobody waits to be told.
"""

from PySide6.QtCore import QDate, QEvent
from PySide6.QtWidgets import QComboBox, QFrame, QSizePolicy

from hr_desk.domain.clock import day_of
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import emergency_contacts
from hr_desk.operations.emergency_contacts import HOW, TOLD, RevealTask
from ui import theme
from ui.pages.visit_rows import clock_time
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.day_boxes import DayBox
from ui.widgets.entry import chosen_day, fill, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.words import Words


class RevealTasks(QFrame):
    """One task, and how many wait behind it; whom, how and when is chosen beside it."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self.setObjectName("Panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk, self._words = desk, Words()
        self._waiting: tuple[RevealTask, ...] = ()
        self._about = ""
        self.sentence, self.error = Label(bold=True), Label(tone="danger")
        self.told, self.how, self.day = QComboBox(), QComboBox(), DayBox()
        self.done_button = Button(kind="primary")
        self._lay_out()
        self.error.hide()
        self.hide()

    def show_tasks(self, waiting: tuple[RevealTask, ...]) -> None:
        """Show what waits, the first due first."""
        self._waiting = waiting
        self._say()

    def text(self) -> str:
        """Return the sentence shown."""
        return self.sentence.text() if not self.isHidden() else ""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._say()

    def close_task(self) -> None:
        """Note that they were told, as it is chosen."""
        self.error.hide()
        if self._waiting:
            self._desk.run(
                emergency_contacts.tell, self._waiting[0].reveal_id, owner=self,
                failed=self._fail, told=self.told.currentData(), how=self.how.currentData(),
                on=chosen_day(self.day),
            )  # fmt: skip

    def _fail(self, error: UserError) -> None:
        self.error.setText(error.text())
        self.error.show()

    def _say(self) -> None:
        self.setVisible(bool(self._waiting))
        if not self._waiting:
            return
        one, more = self._waiting[0], len(self._waiting) - 1
        said = self._sentence(one)
        self.sentence.setText(t("{said} Waiting behind it: {count}.", said=said, count=more)
                              if more else said)  # fmt: skip
        self.sentence.retone("danger" if one.late else "")
        lists = self._desk.catalogue.code_lists
        for box, key in ((self.told, TOLD), (self.how, HOW)):
            fill(box, [(str(label), code) for code, label in lists[key].codes.items()])
        if self._about != one.reveal_id:
            self._about = one.reveal_id
            self._offer_days(one)

    def _offer_days(self, one: RevealTask) -> None:
        first, today = day_of(one.at), self._desk.session.today()
        self.day.setDateRange(QDate(first.year, first.month, first.day),
                              QDate(today.year, today.month, today.day))  # fmt: skip
        show_day(self.day, today)

    def _sentence(self, one: RevealTask) -> str:
        at = clock_time(one.at, self._desk.session.today())
        said = N_("{user} saw at {time} whom to call for {name} ({reason}). Tell them by {day}.")
        if one.late:
            said = N_(
                "{user} saw at {time} whom to call for {name} ({reason}). They should have been "
                "told by {day}."
            )
        return t(said, user=one.by, time=at, name=one.visitor, reason=one.reason, day=one.due)

    def _lay_out(self) -> None:
        self._words.put(N_("Noted: they were told"), self.done_button.setText)
        self._words.put(N_("Who was told of the reveal"), self.told.setAccessibleName)
        self._words.put(N_("How they were told"), self.how.setAccessibleName)
        self._words.put(N_("On which day they were told"), self.day.setAccessibleName)
        across = row(gap=theme.MEDIUM)
        across.addWidget(self.sentence, 1)
        for widget in (self.told, self.how, self.day, self.done_button):
            across.addWidget(widget)
        body = column(self, margin=theme.MEDIUM)
        body.addLayout(across)
        body.addWidget(self.error)
        self.done_button.clicked.connect(self.close_task)
