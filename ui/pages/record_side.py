# SPDX-License-Identifier: Apache-2.0
"""What stands beside the form of a record: why a field is asked, what is kept, what happened."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, t
from hr_desk.operations import recruitment
from hr_desk.operations.candidates import RecordView
from hr_desk.operations.history import HistoryLine
from ui import theme
from ui.pages.consenting import ConsentCard
from ui.pages.history_words import hold_said, once_said
from ui.pages.hold_card import HoldCard
from ui.pages.interview_card import InterviewsCard
from ui.pages.inviting import InvitationsCard
from ui.pages.source_card import SourcesCard
from ui.session import OpenDesk
from ui.widgets.label import Label
from ui.widgets.layouts import column, emptied
from ui.widgets.panels import Card

HAPPENED = {
    "application.take_in": N_("Taken in"),
    "application.take_in_cv": N_("Taken in with a CV"),
    "application.edit": N_("Changed"),
    "application.advance": N_("Moved to the next stage"),
    "application.reject": N_("Decided: not hired"),
    "application.withdraw": N_("Candidate withdrew"),
    "application.decline_offer": N_("Offer declined"),
    "application.accept_offer": N_("Offer accepted"),
    "application.take_back": N_("Step taken back"),
    "application.bring_back": N_("Step taken back"),
    "application.assign": N_("Given to someone else"),
    "application.move": N_("Moved to another requisition"),
    "application.hand_over": N_("Handed over to personnel"),
    "application.conclude_untouched": N_("Ended by itself: nobody went on with it"),
    "application.again": N_("Applied again"),
    "person.compare": N_("Compared with another record"),
    "person.merge": N_("Merged with another record"),
    "person.unmerge": N_("Merge undone"),
    "person.keep_apart": N_("Not the same as another person"),
    "person.allow_pair": N_("May be the same as another person again"),
    "record.open": N_("Opened"),
    "record.unmask": N_("Shown in full"),
    "requisition.close": N_("Requisition closed"),
    "disclosure.register": N_("Printed or exported"),
    "document.add": N_("Document added"),
    "document.read": N_("Document looked at"),
    "document.remove": N_("Document removed"),
    "consent.give": N_("Consent given"),
    "consent.withdraw": N_("Consent withdrawn"),
    "source.enter": N_("Public source noted"),
    "source.remove": N_("Note of a public source taken out"),
    "source.refuse": N_("Use of public data refused"),
    "pool.join": N_("Joined the talent pool"),
    "pool.leave": N_("Left the talent pool"),
    "pool.ask": N_("Asked whether to stay in the talent pool"),
    "pool.lapse": N_("The place in the talent pool ended: it was not renewed"),
    "invitation.send": N_("Invited to come"),
    "invitation.cancel": N_("Invitation taken back"),
    "interview.arrange": N_("Interview arranged"),
    "interview.move": N_("Interview moved"),
    "interview.cancel": N_("Interview called off"),
    "interview.hold": N_("Interview took place"),
    "interview.miss": N_("Did not come to the interview"),
    "scorecard.enter": N_("Scorecard entered"),
    "scorecard.open": N_("Scorecards looked at"),
    "message.copy": N_("Text copied"),
    "intake.take_in": N_("Answer from the front desk"),
    "disclosure.complete": N_("Print completed"),
    "import.portion": N_("Taken in from a list"),
    "minor.found": N_("Found to be under 18"),
    "minor.lock": N_("Locked: under 18, no guardian's consent"),
    **hold_said("applicant_hold"),
    **once_said("applicant_disclosure"),
}
"""Operations that a record's history names, in a person's words."""
SHOWN = 12
"""How many lines of history are shown."""


class RecordSide(QWidget):
    """Two cards: how long this is kept and why, and the latest history."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._catalogue, self.hold = desk.catalogue, HoldCard(desk, "hiring")
        self.kept, self.history, self.invitations = Card(), Card(), InvitationsCard()
        self.consents, self.interviews = ConsentCard(), InterviewsCard()
        self.sources = SourcesCard(desk)
        self._facts, self._lines = column(gap=theme.TIGHT), column(gap=theme.TIGHT)
        self.kept.body.addLayout(self._facts)
        self.history.body.addLayout(self._lines)
        layout = column(self, gap=theme.MEDIUM)
        for card in (self.interviews, self.kept, self.hold, self.consents):
            layout.addWidget(card)
        for card in (self.invitations, self.sources, self.history):
            layout.addWidget(card)
        layout.addStretch(1)

    def show_record(self, view: RecordView) -> None:
        """Show the retention, the notice and the history of a record."""
        name = view.named("full_name")
        self.hold.show_for(view.application_id, "" if name is None else name.shown)
        self.sources.show_for(view)
        self.kept.set_heading(t("How long this is kept"))
        self.history.set_heading(t("What happened"))
        with emptied(self, self._facts, self._lines):
            for text in self._about(view):
                self._facts.addWidget(Label(text))
            for line in view.history[:SHOWN]:
                self._lines.addWidget(Label(self._happened(line), size="small"))

    def _about(self, view: RecordView) -> list[str]:
        notice = t(
            "Notice: {how}, {day}, policy version {number}.",
            how=self._catalogue.code_lists["notice_how"].codes[view.notice.how],
            day=_local(view.notice.at)[:10],
            number=view.notice.version,
        )
        if view.retention is None:
            return [t("No clock runs: the application is not decided yet."), notice]
        kept = self._catalogue.classes[view.retention.class_key]
        about = [
            t("Deleted on {day}.", day=view.retention.due),
            t("{record}, counted from {day}.", record=kept.label, day=view.retention.clock_day),
        ]
        verb = self._catalogue.stages[view.stage].operation or ""
        listed = recruitment.REASONS.get(verb, "decision_reason")
        reasons = self._catalogue.code_lists[listed].codes
        if view.reason is not None and view.reason in reasons:
            about.append(t("Reason: {reason}", reason=reasons[view.reason]))
        return [*about, notice]

    def _happened(self, line: HistoryLine) -> str:
        what = t(HAPPENED[line.operation]) if line.operation in HAPPENED else line.operation
        if line.purpose is not None and line.purpose in self._catalogue.purposes:
            what = t("{what} ({purpose})", what=what,
                     purpose=self._catalogue.purposes[line.purpose].label)  # fmt: skip
        return t("{time} {user}: {what}", time=_local(line.at), user=line.user, what=what)


def _local(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
