# SPDX-License-Identifier: Apache-2.0
"""The privacy office's page of the policy: versions, what changed, who was told, lists, risks."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, language, t
from hr_desk.operations import (
    assessments,
    policies,
    policy_campaign,
    policy_drafts,
    policy_sending,
)
from hr_desk.operations.assessments import AssessmentRecord
from hr_desk.operations.paired_today import REFUSED
from hr_desk.operations.policies import PolicyVersion
from hr_desk.operations.policy_campaign import Progress, Silent
from hr_desk.operations.policy_drafts import DRAFT, Draft
from hr_desk.operations.policy_sending import Sending
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.action_buttons import ActionButtons
from ui.pages.file_names import file_within
from ui.pages.page import SlicedPage
from ui.pages.policy_assessments import Assessments
from ui.pages.policy_paired import PairedVersions
from ui.pages.policy_sheets import Sheets
from ui.pages.policy_steps import Approve, Discard, Publish
from ui.pages.policy_versions import Comparison, Versions
from ui.pages.policy_writing import PolicyWriting
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableCell, TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.label import Label
from ui.widgets.layouts import column, reveal, row
from ui.widgets.panels import EmptyState

TABS: Final = (
    N_("Versions"), N_("What changed"), N_("Who was told"), N_("Lists"), N_("Impact assessments"),
    N_("At paired desks"),
)  # fmt: skip
TOLD: Final = 2
LISTS: Final = 3
RISKS: Final = 4
PAIRED: Final = 5
COLUMNS: Final = (
    text_column("policy", N_("Version"), width=3),
    text_column("file", N_("Part of the desk"), width=14),
    text_column("concerned", N_("Concerned"), width=3),
    text_column("told", N_("Told"), width=3),
    text_column("left", N_("Not told yet"), width=3),
    text_column("given", N_("Agreed anew"), width=3),
    text_column("refused", N_("Did not agree"), width=3),
    text_column("renew", N_("Still to ask"), width=3),
    text_column("at", N_("Last heard"), width=13),
)


@dataclass(frozen=True, slots=True)
class Known:
    """Everything the page shows of the policy."""

    versions: tuple[PolicyVersion, ...]
    current: PolicyVersion | None
    draft: Draft | None
    progress: tuple[Progress, ...]
    silent: tuple[Silent, ...]
    assessments: tuple[AssessmentRecord, ...]
    sendings: tuple[Sending, ...]


def read(session: Session) -> Known:
    """Return what the page shows; worker. What a power cut left unwritten is written first."""
    policy_drafts.write_missing(session)
    return Known(
        policies.versions(session),
        policies.in_force(session),
        policy_drafts.draft(session),
        policy_campaign.progress(session),
        policy_campaign.silent(session),
        assessments.list_assessments(session),
        policy_sending.sendings(session),
    )


class PoliciesPage(SlicedPage):
    """Six tabs, and the form of a new version in their place."""

    kinds = frozenset({"policy", "policy_draft", "assessment", "recipient"})

    def make(self) -> Steps:
        """Make the tabs one by one."""
        self.known: Known | None = None
        self.versions, self.comparison = Versions(self.desk), Comparison(self.desk)
        yield
        self.sheets, self.risks = Sheets(self.desk), Assessments(self.desk)
        self.paired = PairedVersions(self.desk)
        yield
        self.writing = PolicyWriting(self.desk)
        self.approving, self.publishing = Approve(self.desk), Publish(self.desk)
        self.discarding = Discard(self.desk)
        yield
        self.told = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.told_hint, self.nobody = Label(tone="soft"), EmptyState("users")
        self.mute = Label(tone="warning")
        self.tabs, self._view = QTabWidget(), QStackedWidget()
        self.buttons = ActionButtons(self.around, self.words, "policies", self.handlers)
        yield
        yield from self._lay_out()
        self._connect()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What the tab in front and the version under way allow."""
        if self._view.currentWidget() is self.writing or self.known is None:
            return {}
        if self.tabs.currentIndex() == LISTS:
            return {"policies.print": self.sheets.ask_target}
        if self.tabs.currentIndex() == RISKS:
            return {} if self.risks.is_writing() else {"policies.assess": self.begin_assessment}
        if self.tabs.currentIndex() == PAIRED:
            return {} if self.paired.marked() is None else {"policies.resend": self.resend}
        return self._of_versions(self.known)

    def receive(self, argument: Any) -> None:
        """Show what became of versions at paired desks, where Today leads there."""
        if argument == REFUSED:
            self.tabs.setCurrentIndex(PAIRED)

    def _of_versions(self, known: Known) -> Mapping[str, Callable[[], object]]:
        about = known.draft
        if not known.versions:
            return {}
        found: dict[str, Callable[[], object]] = {"policies.write": self.begin}
        if about is not None and about.state == DRAFT:
            found["policies.approve"] = lambda: self.approving.start(about)
            found["policies.discard"] = lambda: self.discarding.start(about)
        elif about is not None:
            found["policies.publish"] = lambda: self.publishing.start(about)
        return found

    def refresh(self) -> None:
        """Read everything again."""
        self.desk.query(
            read, owner=self, done=self._show, failed=self.banner.show_error, slot="policies.read"
        )
        self.sheets.refresh()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Privacy policy"),
            t("Every version with its text, written by one person and approved by a second."),
        )
        for place, label in enumerate(TABS):
            self.tabs.setTabText(place, t(label))
        self.tabs.setAccessibleName(t("Privacy policy"))
        self.told.set_name(t("Who was told"))
        self.told_hint.setText(
            t(
                "Whoever works on people tells them of a new version, on the page People to tell. "
                "Here stand the numbers; whoever was not told stays on the text they know. Where a "
                "purpose changed, whoever had agreed is asked anew: they agreed, did not, or are "
                "still to be asked."
            )
        )
        self.nobody.say(
            t("Nobody had to be told yet"),
            t("After a new version it stands here how many know it, for each file."),
        )
        for part in (self.versions, self.comparison, self.sheets, self.risks, self.paired):
            part.retranslate()
        if self.known is not None:
            self._show_told(self.known)

    def begin(self) -> None:
        """Show the form with the latest texts, or with those of the version under way."""
        if self.known is None or not self.known.versions:
            return
        self._leave_questions()
        self._view.setCurrentWidget(self.writing)
        self.writing.start(self.known.versions[-1], self.known.draft)
        self._show_buttons()

    def begin_assessment(self) -> None:
        """Show the form of an assessment."""
        self.tabs.setCurrentIndex(RISKS)
        self.risks.begin_new()
        self._show_buttons()

    def resend(self) -> None:
        """Send the marked version to its paired desk once more."""
        one = self.paired.marked()
        if one is not None:
            self.desk.run(
                policy_sending.resend, one.policy, one.peer, owner=self,
                done=lambda _done: self.banner.show_text("good", _sent_again),
                failed=self.banner.show_error,
            )  # fmt: skip

    def _close(self) -> None:
        self._view.setCurrentWidget(self.tabs)
        self._show_buttons()
        self.refresh()

    def _show(self, known: Known) -> None:
        self.known = known
        self.versions.show_versions(known.versions, known.current, known.draft)
        self.comparison.offer(known.versions, known.draft)
        self._show_told(known)
        self.risks.show_assessments(known.assessments)
        self.paired.show_sendings(known.sendings)
        self._show_buttons()

    def _show_told(self, known: Known) -> None:
        """Show what the files said, and above it that some said nothing."""
        rows = [self._silent_row(one) for one in known.silent]
        rows += [self._row(one) for one in known.progress]
        self.told.show_rows(rows)
        reveal(self.told, bool(rows))
        reveal(self.nobody, not rows)
        reveal(self.mute, bool(known.silent))
        if known.silent:
            self.mute.setText(
                t("Files that never said how many people are to be told of version {number}: "
                  "{count}. Whoever works with such a file opens the desk, and its numbers come "
                  "by themselves.", number=known.silent[0].policy, count=len(known.silent))
            )  # fmt: skip

    def _silent_row(self, one: Silent) -> TableRow:
        days = one.days
        never = t("Never, for {days} days", days=days) if days else t("Nothing heard yet")
        return text_row(
            f"{one.policy}/{one.peer}",
            policy=str(one.policy),
            file=self._named(one.peer),
            concerned=None,
            told=None,
            left=None,
            given=None,
            refused=None,
            renew=None,
            at=TableCell(never, sort="", late=days > 0),
        )

    def _named(self, peer: str) -> str:
        return file_within(self.desk.session, peer, language())

    def _row(self, one: Progress) -> TableRow:
        return text_row(
            f"{one.policy}/{one.peer}",
            policy=str(one.policy),
            file=self._named(one.peer),
            concerned=one.concerned,
            told=one.told,
            left=one.concerned - one.told,
            given=one.given,
            refused=one.refused,
            renew=one.renew,
            at=_moment(one.at)[:10],
        )

    def _leave_questions(self) -> None:
        for question in (self.approving, self.publishing, self.discarding):
            question.leave()

    def _show_buttons(self, *_changed: object) -> None:
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _lay_out(self) -> Steps:
        # The places first, then what stands in them: each part is styled as it comes.
        self.body.addWidget(self._view, 1)
        self._view.addWidget(self.tabs)
        yield
        told = QWidget()
        layout = column(told, margin=theme.SMALL, gap=theme.SMALL)
        layout.addWidget(self.told_hint)
        layout.addWidget(self.mute)
        layout.addWidget(self.told, 1)
        layout.addWidget(self.nobody, 1)
        self.nobody.hide()
        self.mute.hide()
        for widget in (
            self.versions, self.comparison, told, self.sheets, self.risks, self.paired,
        ):  # fmt: skip
            self.tabs.addTab(widget, "")
            yield
        self._view.addWidget(self.writing)
        yield
        for question in (self.approving, self.publishing, self.discarding):
            self.body.addWidget(question)
        below = row()
        for button in self.buttons.buttons.values():
            below.addWidget(button)
        below.addStretch(1)
        self.body.addLayout(below)

    def _connect(self) -> None:
        self.writing.left.connect(self._close)
        self.risks.form.left.connect(self._show_buttons)
        self.paired.table.marked_changed.connect(self._show_buttons)
        self.tabs.currentChanged.connect(self._turn)
        for question in (self.approving, self.publishing, self.discarding):
            question.answered.connect(self._show_buttons)
        self.buttons.show_ready()

    def _turn(self, _place: int) -> None:
        self._leave_questions()
        self._show_buttons()


def _sent_again() -> str:
    return t("It goes with the next exchange. What becomes of it there stands here then.")


def _moment(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
