# SPDX-License-Identifier: Apache-2.0
"""What became of invitations that no interview brought, and taking one back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, t
from hr_desk.operations import invitations
from hr_desk.operations.invitations import InvitationLine
from ui import theme
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import column, emptied
from ui.widgets.panels import Card

STATES = {
    "sent": N_("Expected"),
    "arrived": N_("Has arrived"),
    "left": N_("Has left"),
    "not_come": N_("Did not come"),
    "cancelled": N_("Taken back"),
}
"""What became of an invitation, in a person's words."""


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
        """Show the invitations, newest first; those of interviews are told by their own card."""
        lines = [one for one in lines if not one.of_interview]
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
