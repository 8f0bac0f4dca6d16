# SPDX-License-Identifier: Apache-2.0
"""Inviting candidates: when and whom to ask for, asked in the page; and what became of it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QDate, QDateTime, QObject, QTime, Signal
from PySide6.QtWidgets import QDateTimeEdit

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, t
from hr_desk.operations import invitations
from hr_desk.operations.invitations import InvitationLine
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, line
from ui.widgets.label import Label
from ui.widgets.layouts import column, emptied, row
from ui.widgets.panels import Card

FIRST_HOUR = 14
"""The hour (Asia/Shanghai) of the next day that an invitation begins with."""

STATES = {
    "sent": N_("Expected"),
    "arrived": N_("Has arrived"),
    "left": N_("Has left"),
    "not_come": N_("Did not come"),
    "cancelled": N_("Taken back"),
}
"""What became of an invitation, in a person's words."""


class InvitePanel(MarkedQuestion):
    """Asks time and host, then tells whoever keeps the visits to expect the chosen candidates."""

    invited = Signal()

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.at = QDateTimeEdit()
        self.at.setDisplayFormat("yyyy-MM-dd HH:mm")
        self.at.setCalendarPopup(True)
        at = Entry(self.at)
        self._own.put(N_("When"), at.set_label)
        host, self.host = line(self._own, N_("Whom to ask for"))
        self._told = Label(tone="soft", size="small")
        inputs = row(gap=theme.MEDIUM)
        for entry in (at, host):
            entry.setMinimumWidth(220)
            inputs.addWidget(entry)
        inputs.addStretch(1)
        self.content.addLayout(inputs)
        self.content.addWidget(self._told)

    def start(self, ids: Sequence[str]) -> None:
        """Ask about these applications."""
        self.begin(tuple(ids))
        today = self._desk.session.today()
        tomorrow = QDate(today.year, today.month, today.day).addDays(1)
        self.at.setDateTime(QDateTime(tomorrow, QTime(FIRST_HOUR, 0)))
        self._say()
        self.at.setFocus()

    def _say(self) -> None:
        self._told.setText(
            t("The front desk is told the name, the time and whom to ask for, nothing else.")
        )
        count = len(self._about)
        self.ask(t("Invite {count} selected to come.", count=count), t("Invite"), self._run)

    def _run(self) -> None:
        self._do_it(
            invitations.invite, self._about, at=self._chosen(), host=self.host.text(),
            done=self._tell,
        )  # fmt: skip

    def _chosen(self) -> datetime:
        typed = self.at.dateTime().toString("yyyy-MM-ddTHH:mm:ss")
        return datetime.fromisoformat(typed).replace(tzinfo=SHANGHAI)

    def _tell(self) -> None:
        self.leave()
        self.invited.emit()


class InvitationsCard(Card):
    """What became of a candidate's invitations, and taking one back."""

    cancelled = Signal(str)
    """The reference of the invitation a person takes back."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(gap=theme.TIGHT)
        self.body.addLayout(self._lines)
        self.hide()

    def show_lines(self, lines: Sequence[InvitationLine]) -> None:
        """Show the invitations, newest first; nothing at all where there is none."""
        self.set_heading(t("Invitations"))
        with emptied(self, self._lines):
            for one in lines:
                self._lines.addWidget(Label(_words(one)))
                if one.state == invitations.SENT:
                    button = Button(kind="plain")
                    button.setText(t("Take the invitation back"))
                    button.clicked.connect(self._taker(one.reference))
                    self._lines.addWidget(button)
        self.setVisible(bool(lines))

    def _taker(self, reference: str) -> Callable[[], None]:
        return lambda: self.cancelled.emit(reference)


class Invitations(QObject):
    """Keeps a card of invitations up to date for the record a page shows."""

    def __init__(self, desk: OpenDesk, card: InvitationsCard) -> None:
        super().__init__(card)
        self._desk, self._card, self._id = desk, card, ""
        card.cancelled.connect(self._cancel)

    def look(self, application_id: str) -> None:
        """Show the invitations of this application."""
        self._id = application_id
        self._desk.query(
            invitations.invitations_of,
            application_id,
            owner=self,
            done=self._card.show_lines,
            slot="record.invitations",
        )

    def _cancel(self, reference: str) -> None:
        self._desk.run(
            invitations.cancel, (reference,), owner=self, done=lambda _: self.look(self._id)
        )


def _words(one: InvitationLine) -> str:
    return t(
        "{time}, to see {host}: {state}",
        time=one.planned_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"),
        host=one.host,
        state=t(STATES[one.state]),
    )
