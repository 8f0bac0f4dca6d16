# SPDX-License-Identifier: Apache-2.0
"""What stands beside the form of a visit: where it stands, and what happened."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain import visits as states
from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, t
from hr_desk.operations.badges import LEAVING_REASON
from hr_desk.operations.history import HistoryLine
from hr_desk.operations.visits import VisitRow, VisitView
from ui import theme
from ui.pages.history_words import hold_said, once_said
from ui.pages.hold_card import HoldCard
from ui.pages.leaving_step import LeavingStep
from ui.pages.page import Page
from ui.pages.temperature_card import TemperatureCard
from ui.pages.visit_rows import staff_choice
from ui.widgets.label import Label
from ui.widgets.layouts import column, emptied
from ui.widgets.panels import Card

HAPPENED = {
    "intake.take_in": N_("Arrived as a sealed message"),
    "visit.sign_in": N_("Signed in at the front desk"),
    "visit.expect": N_("Entered as expected"),
    "visit.confirm": N_("Let in"),
    "visit.arrive": N_("Let in"),
    "visit.turn_away": N_("Turned away"),
    "visit.host_agrees": N_("The host said yes"),
    "visit.host_refuses": N_("The host said no"),
    "visit.come_again": N_("Let in again"),
    "visit.slip_out": N_("Slip handed out"),
    "visit.slip_back": N_("Slip handed back"),
    "visit.sign_out": N_("Signed out"),
    "visit.settle": N_("Signed out at the kiosk, assigned here"),
    "visit.account_for": N_("Known to be out"),
    "visit.not_come": N_("Did not come"),
    "visit.edit": N_("Changed"),
    "visit.correct_leaving": N_("Leaving corrected"),
    "visit.note": N_("Note for the shift"),
    "visit.temperature": N_("Temperature checked under the health order"),
    "visit.forget_temperature": N_("Temperature check wiped"),
    "visit.reveal_contact": N_("Whom to call shown in an emergency"),
    "visit.tell_of_reveal": N_("Told that it was shown whom to call"),
    "visit.forget_contacts": N_("Whom to call deleted, its day was over"),
    "badge.make": N_("Badge printed"),
    "badge.lost": N_("Badge lost"),
    "badge.sign_out": N_("Signed out"),
    "visit.close_day": N_("Closed at the end of the day"),
    "visit.open": N_("Opened"),
    "visit.unmask": N_("Shown in full"),
    "visit.print": N_("Paper printed"),
    "visit.printed": N_("Print completed"),
    "series.expect": N_("Entered as expected"),
    "series.change": N_("Changed"),
    "series.call_off": N_("Called off with its series"),
    "guest_list.take_in": N_("Entered from a guest list"),
    "invitation_code.hand_out": N_("Code of the invitation handed out"),
    "roll_call.call": N_("On the list of a roll call"),
    "minor.lock_visit": N_("Locked: under 18, no guardian's consent"),
    **hold_said("visit_hold"),
    **once_said("visitor_disclosure"),
}
"""Operations that a visit's history names, in a person's words."""
ORIGINS = {
    "kiosk": N_("Signed in at the kiosk"),
    "staff": N_("Entered at the front desk"),
    "invited": N_("Invited beforehand"),
}
HOW = {
    "kiosk": N_("Left, signed out at the kiosk"),
    "staff": N_("Left, signed out at the front desk"),
    "automatic": N_("Closed at the end of the day; nobody saw them leave"),
}
SHOWN = 12
"""How many lines of history are shown."""


class VisitSide(QWidget):
    """Where the visit stands, the latest history, and the way to what leaves once."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        desk = page.desk
        self._catalogue, self.hold = desk.catalogue, HoldCard(desk, "visits")
        self.temperature = TemperatureCard(desk)
        self.leaving = LeavingStep(page, "visit", "visits")
        self.facts, self.history = Card(), Card()
        self._facts, self._lines = column(gap=theme.TIGHT), column(gap=theme.TIGHT)
        self.facts.body.addLayout(self._facts)
        self.history.body.addLayout(self._lines)
        layout = column(self, gap=theme.MEDIUM)
        layout.addWidget(self.temperature)
        layout.addWidget(self.facts)
        layout.addWidget(self.hold)
        layout.addWidget(self.history)
        layout.addWidget(self.leaving.button)
        layout.addStretch(1)

    def show_visit(self, view: VisitView) -> None:
        """Show where a visit stands and what happened to it."""
        name = view.named("full_name")
        person = (view.row.visit_id, "" if name is None else name.shown)
        self.hold.show_for(*person)
        self.leaving.look(*person)
        self.temperature.show_for(view.row.visit_id)
        self.facts.set_heading(states.label(view.row.state))
        self.history.set_heading(t("What happened"))
        with emptied(self, self._facts, self._lines):
            signed = _signed(view, self._catalogue)
            about = _about(view.row, self._catalogue)
            for text in (*_of_kind(view.row, self._catalogue), *signed, *about):
                self._facts.addWidget(Label(text))
            for line in view.history[:SHOWN]:
                self._lines.addWidget(Label(self._happened(line), size="small"))

    def _happened(self, line: HistoryLine) -> str:
        what = t(HAPPENED[line.operation]) if line.operation in HAPPENED else line.operation
        if line.purpose is not None and line.purpose in self._catalogue.purposes:
            label = self._catalogue.purposes[line.purpose].label
            what = t("{what} ({purpose})", what=what, purpose=label)
        return t("{time} {user}: {what}", time=_local(line.at), user=line.user, what=what)


SLIPS = {
    "out": N_("The slip is out, to be signed by the host"),
    "back": N_("The slip came back"),
}


def _of_kind(one: VisitRow, catalogue: Catalogue) -> list[str]:
    """Say what kind of visitor it is, what is still to be confirmed, and where the slip is."""
    kind = catalogue.visit_types.get(one.kind)
    said = [str(kind.label)] if kind is not None else []
    said += [
        t("Not confirmed: {text}", text=catalogue.acknowledgements[key].label) for key in one.owed
    ]
    return [*said, t(SLIPS[one.slip])] if one.slip in SLIPS else said


def _signed(view: VisitView, catalogue: Catalogue) -> list[str]:
    """Say what the visitor signed; a text that the company has dropped is named by its key."""
    texts = catalogue.acknowledgements
    labels = [str(texts[key].label) if key in texts else key for key in view.signed]
    return [t("Signed at the kiosk: {text}", text=label) for label in labels]


def _about(one: VisitRow, catalogue: Catalogue) -> list[str]:
    said = [t(ORIGINS[one.origin])] if one.origin in ORIGINS else []
    if one.code:
        said.append(t("Sign-out code: {code}", code=one.code))
    if one.host is not None:
        said.append(t("Host: {host}", host=staff_choice(one.host)))
    if one.minutes is not None and one.state == states.ON_SITE:
        said.append(t("On site for {count} min", count=one.minutes))
    if one.left_how in HOW:
        said.append(t(HOW[one.left_how]))
    known = catalogue.code_lists[LEAVING_REASON].codes
    if one.state == states.LEFT and one.reason in known:
        said.append(t("Corrected afterwards: {reason}", reason=known[one.reason]))
    if one.aged:
        said.append(t("Masked: more than the days for which it is shown in full have passed."))
    return said


def _local(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
