# SPDX-License-Identifier: Apache-2.0
"""The bell on the front desk's page: who rings, since when, and the ways to answer."""

from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from hr_desk.i18n import N_, t
from hr_desk.operations.visits import VisitRow
from ui import theme
from ui.arrival_bell import ArrivalBell, bell_of
from ui.pages.visit_rows import HOST, NAME, clock_time, host_words, joined, text_of
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import row
from ui.widgets.words import Words

EMPLOYER: Final = "employer"


class RingingLine(QFrame):
    """Hidden while nobody rings. Answering takes the one who rings longest into hand."""

    answered = Signal(str)
    """The id of the visit that is to be taken into hand."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self.setObjectName("Panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk, self._words = desk, Words()
        self.bell: ArrivalBell = bell_of(desk)
        self.text = Label(tone="warning", bold=True)
        self.answer_button = Button(kind="primary", icon="user-check")
        self.quiet_button = Button()
        across = row(self, margin=theme.SMALL)
        across.addWidget(self.text, 1)
        for button in (self.answer_button, self.quiet_button):
            across.addWidget(button)
        self._words.put(N_("Answer (Shift+F6)"), self.answer_button.setText)
        self._words.put(N_("Stop ringing"), self.quiet_button.setText)
        self.answer_button.clicked.connect(self.answer)
        self.quiet_button.clicked.connect(lambda: self.bell.answer())
        self.bell.changed.connect(self._show)
        self.hide()
        self._show()

    def answer(self) -> None:
        """Take who rings longest into hand; they ring no more."""
        ringing = self.bell.ringing()
        if ringing:
            first = ringing[0].visit_id
            self.bell.answer((first,))
            self.answered.emit(first)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._show()

    def _show(self) -> None:
        ringing = self.bell.ringing()
        if ringing:
            self.text.setText(self._said(ringing))
        self.setVisible(bool(ringing))

    def _said(self, ringing: tuple[VisitRow, ...]) -> str:
        first, others = ringing[0], len(ringing) - 1
        since = clock_time(self.bell.since(first.visit_id), self._desk.session.today())
        who = joined((text_of(first, NAME), text_of(first, EMPLOYER), _wanted(first)))
        said = t("Rings since {time}: {who}", time=since, who=who)
        if not others:
            return said
        return t("{said} · and {count} more", said=said, count=others)


def _wanted(one: VisitRow) -> str:
    """Say whom they want to see; empty where nobody said or the role may not see it."""
    host = host_words(one) if one.host is not None or text_of(one, HOST) else ""
    return t("to see {host}", host=host) if host else ""
