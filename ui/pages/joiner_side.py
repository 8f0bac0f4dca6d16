# SPDX-License-Identifier: Apache-2.0
"""What stands beside the form of a joiner: what is owed, limits, checklist, doubts."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.types.base import Notice
from hr_desk.domain.clock import SHANGHAI
from hr_desk.domain.employment import Difference
from hr_desk.i18n import N_, t
from hr_desk.operations import (
    checklist,
    evaluations,
    joiner_board,
    joiner_twins,
    recruiting_papers,
)
from hr_desk.operations.checklist import ChecklistLine, CountdownLine, Progress
from hr_desk.operations.entries import Unchecked
from hr_desk.operations.history import HistoryLine
from hr_desk.operations.joiner_twins import JoinerTwin
from hr_desk.operations.joiner_views import JoinerView
from hr_desk.operations.recruiting_papers import RecruitingPapers
from hr_desk.operations.session import Session
from ui import theme
from ui.pages.history_words import hold_said, once_said
from ui.pages.hold_card import HoldCard
from ui.pages.joiner_evaluation import EvaluationCard
from ui.pages.joiner_twins import TwinsCard
from ui.pages.onboarding import limit_said
from ui.pages.request_words import day_said
from ui.pages.told_card import ToldCard
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card

PERSON = "person"
"""Who does an item that is no role: the joiner."""

HAPPENED = {
    "joiner.edit": N_("Changed"),
    "joiner.check": N_("Compared with the original"),
    "joiner.carry_on": N_("Kept without comparing"),
    "joiner.start": N_("Has started work"),
    "joiner.not_report": N_("Did not report"),
    "joiner.leave": N_("Left the company"),
    "joiner.open": N_("Opened"),
    "joiner.open_evaluation": N_("Evaluation looked at"),
    "joiner.unmask": N_("Shown in full"),
    "joiner.add_document": N_("Document added"),
    "joiner.read_document": N_("Document looked at"),
    "joiner.see_faces": N_("Face seen in the list"),
    "joiner.scan_confirmed": N_("ID scan deleted: the agency has it"),
    "joiner.print": N_("Form printed"),
    "joiner.consent": N_("Consent given"),
    "joiner.hand_code": N_("Code handed out"),
    "joiner.take_form": N_("Own part taken over"),
    "joiner.discard_form": N_("Own part thrown away"),
    "joiner.withdraw": N_("Consent withdrawn"),
    "joiner.release": N_("Deleted once no hold kept it any more"),
    "joiner.guardian_sheets": N_("Guardian's sheet kept"),
    "joiner.read_sheet": N_("Guardian's sheet looked at"),
    "checklist.tick": N_("Checklist: done"),
    "checklist.untick": N_("Checklist: not done after all"),
    "checklist.take_over": N_("Present checklist taken over"),
    "intake.take_in": N_("Handed over by recruitment"),
    "joiner.leave_listed": N_("Left the company"),
    "joiner.printed": N_("Print completed"),
    "hand_off.send": N_("In a hand-off"),
    "hand_off.complete": N_("Hand-off completed"),
    "minor.lock_joiner": N_("Locked: under 18, no guardian's consent"),
    **hold_said("joiner_hold"),
    **once_said("disclosure"),
}
"""Operations that a joiner's history names, in a person's words."""
SHOWN = 12
"""How many lines of history are shown."""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a joiner's form."""

    progress: Progress
    lines: tuple[ChecklistLine, ...]
    doubts: tuple[Notice, ...]
    differences: tuple[Difference, ...]
    outdated: bool
    """Whether the joiner began with another list than the one in force."""
    evaluations: int
    """How many scorecards came from recruitment."""
    papers: RecruitingPapers | None
    """What recruitment keeps of the joiner."""
    twins: tuple[JoinerTwin, ...]
    """Who else in the file may be the same human."""


def read_around(session: Session, joiner_id: str) -> Around:
    """Return what stands around a joiner's form; raises RecordGone, NotPermitted."""
    return Around(
        checklist.progress(session, [joiner_id])[joiner_id],
        checklist.lines(session, joiner_id),
        checklist.doubts(session, joiner_id),
        checklist.derived(session, joiner_id),
        checklist.is_outdated(session, joiner_id),
        evaluations.count(session, joiner_id),
        recruiting_papers.of_joiner(session, joiner_id),
        joiner_twins.twins_of(session, joiner_id),
    )


class ProgressCard(Card):
    """What the joiner still owes, what each file waits for, and the limits of the law."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = column(gap=theme.TIGHT)
        self.body.addLayout(self._lines)

    def show_progress(self, session: Session, progress: Progress) -> None:
        """Show how far the file is."""
        self.set_heading(t("What is still missing"))
        clear(self._lines)
        owed = t(", ").join(str(field.label) for field in progress.owed)
        count = t("{count} of {required}", count=len(progress.owed), required=progress.required)
        said = t("From the joiner ({count}): {fields}", count=count, fields=owed)
        self._lines.addWidget(Label(said if owed else t("The joiner owes nothing.")))
        for key, label in joiner_board.files(session).items():
            self._show_file(str(label), progress.gaps[key])
        for number in progress.unchecked:
            self._lines.addWidget(Label(_unchecked(number), tone="danger" if number.gone else ""))
        for one in progress.countdowns:
            tone = "soft" if one.done else "danger" if one.days_left < 0 else ""
            self._lines.addWidget(Label(_limit(one), tone=tone))

    def _show_file(self, label: str, gap: checklist.FileGap) -> None:
        waits = [str(field.label) for field in gap.fields] + [str(i.label) for i in gap.items]
        what = t(", ").join(waits)
        said = t("{file} waits for: {what}", file=label, what=what)
        ready = t("{file}: nothing is missing", file=label)
        self._lines.addWidget(Label(said if waits else ready, size="small"))


def _unchecked(one: Unchecked) -> str:
    """Say of a number that nobody compared whether it can still be, and what is to be done."""
    said = {"field": one.field.label, "name": one.typed_by, "day": one.typed_on}
    if one.gone:
        return t(
            "“{field}”, typed by {name} on {day}, was not checked and is gone: enter it again from "
            "the original.", **said,
        )  # fmt: skip
    return t(
        "“{field}” was typed by {name} on {day} and not checked; nobody else can open it, and it "
        "goes on {end}. Where it is needed sooner, enter it again from the original.",
        end=one.goes_on, **said,
    )  # fmt: skip


def _limit(one: CountdownLine) -> str:
    """Say a limit, and the last working day before it where it ends on a day off."""
    if one.done:
        return t("{limit} (done)", limit=limit_said(one))
    if one.working_day == one.limit:
        return limit_said(one)
    day = day_said(one.working_day, provisional=one.provisional)
    return t("{limit}; last working day before it: {day}", limit=limit_said(one), day=day)


class ChecklistCard(Card):
    """Each item with who does it and by when, and a tick."""

    tick_wanted = Signal(str, bool)
    """An item, and whether it is done."""
    list_wanted = Signal()
    """The list in force is to be taken over."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue
        self._lines = column(gap=theme.SMALL)
        self.body.addLayout(self._lines)
        self.boxes: dict[str, QCheckBox] = {}

    def show_lines(self, lines: Sequence[ChecklistLine], *, outdated: bool) -> None:
        """Show the checklist as it stands; offer the one in force where it is ``outdated``.

        The item that has the keyboard keeps it: the next one is one Tab away.
        """
        held = next((item for item, box in self.boxes.items() if box.hasFocus()), None)
        self.set_heading(t("Checklist"))
        clear(self._lines)
        self.boxes = {}
        if outdated:
            said = t("The company's list has changed since; this file keeps its own.")
            self._lines.addWidget(Label(said, size="small", tone="soft"))
            self.take_over = Button(t("Take the present list over"), kind="plain")
            self.take_over.clicked.connect(self.list_wanted)
            self._lines.addWidget(self.take_over)
        for one in lines:
            box = QCheckBox(str(one.item.label).replace("&", "&&"))
            box.setChecked(one.done_at is not None)
            box.toggled.connect(partial(self.tick_wanted.emit, one.item.key))
            self.boxes[one.item.key] = box
            self._lines.addWidget(box)
            tone = "danger" if one.late or one.lost is not None else "soft"
            self._lines.addWidget(Label(self._said(one), size="small", tone=tone))
        if held in self.boxes:
            self.boxes[held].setFocus(Qt.FocusReason.OtherFocusReason)

    def _said(self, one: ChecklistLine) -> str:
        if one.done_at is not None:
            day = one.done_at.astimezone(SHANGHAI).date()
            return t("{name}, {day}", name=one.done_by, day=day)
        roles = self._catalogue.roles
        who = t("Joiner") if one.item.who == PERSON else str(roles[one.item.who].label)
        if one.lost is not None:
            return t(
                "{name}: “{field}” was not checked and is gone. Enter it again from the original.",
                name=who, field=one.lost.label,
            )  # fmt: skip
        if one.due is None:
            return who
        if one.late:
            return t("{name}, was due on {day}", name=who, day=one.due)
        until = day_said(one.due, provisional=one.provisional)
        return t("{name}, by {day}", name=who, day=until)


class PapersCard(Card):
    """Where the CV and the other recruiting papers are, and the way there for whoever may go."""

    wanted = Signal(str)
    """The application to show."""

    def __init__(self) -> None:
        super().__init__()
        self.open_button = Button(icon="briefcase", kind="plain")
        self.open_button.clicked.connect(self._go)
        self._said, self._application = Label(size="small", tone="soft"), ""
        self.body.addWidget(self._said)
        self.body.addWidget(self.open_button)
        self.hide()

    def show_papers(self, papers: RecruitingPapers | None) -> None:
        """Say what recruitment keeps; nothing where it keeps nothing any more."""
        self.setVisible(papers is not None)
        if papers is None:
            return
        self._application = papers.application_id
        self.set_heading(t("CV and other recruiting papers"))
        self._said.setText(
            t("They stay with recruitment, whose recruiters alone read a CV, and are deleted "
              "{days} days after the first day of work.", days=papers.days)
        )  # fmt: skip
        self.open_button.setText(t("Open the application"))
        self.open_button.setVisible(bool(papers.application_id))

    def _go(self) -> None:
        self.wanted.emit(self._application)


class JoinerSide(QWidget):
    """Cards: who else it may be, doubts, progress, checklist, papers and what is kept."""

    def __init__(self, desk: OpenDesk, evaluation: EvaluationCard, *first: QWidget) -> None:
        """``first`` stand above the cards: what is to be done at once."""
        super().__init__()
        self._session, self._catalogue = desk.session, desk.catalogue
        self.evaluation, self.hold = evaluation, HoldCard(desk, "personnel")
        self.papers, self.told, self.twins = PapersCard(), ToldCard(desk), TwinsCard()
        self.progress, self.checklist = ProgressCard(), ChecklistCard(desk.catalogue)
        self.doubts, self.kept, self.history = Card(), Card(), Card()
        self._doubt_lines, self._facts = column(gap=theme.TIGHT), column(gap=theme.TIGHT)
        self._lines = column(gap=theme.TIGHT)
        for card, lines in (
            (self.doubts, self._doubt_lines), (self.kept, self._facts), (self.history, self._lines),
        ):  # fmt: skip
            card.body.addLayout(lines)
        layout = column(self, gap=theme.MEDIUM)
        for widget in (self.twins, *first):
            layout.addWidget(widget)
        for card in (
            self.doubts, self.progress, self.checklist, self.papers, evaluation,
            self.told, self.kept, self.hold, self.history,
        ):  # fmt: skip
            layout.addWidget(card)
        layout.addStretch(1)

    def show_joiner(self, view: JoinerView, around: Around) -> None:
        """Show everything around the form of a joiner."""
        name = view.named("full_name")
        self.hold.show_for(view.joiner_id, "" if name is None else name.shown)
        self.progress.show_progress(self._session, around.progress)
        self.checklist.show_lines(around.lines, outdated=around.outdated)
        self._show_doubts(around)
        self.twins.show_twins(around.twins)
        self.told.look(view.joiner_id)
        self.told.retranslate()
        self._show_kept(view)
        self.papers.show_papers(around.papers)
        self.evaluation.look(view.joiner_id, around.evaluations)
        self.history.set_heading(t("What happened"))
        clear(self._lines)
        for line in view.history[:SHOWN]:
            self._lines.addWidget(Label(_happened(line), size="small"))

    def _show_doubts(self, around: Around) -> None:
        clear(self._doubt_lines)
        self.doubts.set_heading(t("Worth a look"))
        said = [str(notice) for notice in around.doubts]
        for one in around.differences:
            field = self._catalogue.field(one.field_key)
            shown = field.type.show(one.derived)
            said.append(t("The ID number says of “{field}”: {value}. Nothing was changed.",
                          field=field.label, value=shown))  # fmt: skip
        self.doubts.setVisible(bool(said))
        for sentence in said:
            self._doubt_lines.addWidget(Label(sentence, tone="warning"))

    def _show_kept(self, view: JoinerView) -> None:
        self.kept.set_heading(t("How long this is kept"))
        clear(self._facts)
        if not view.clocks:
            text = t("No clock runs: somebody still works on the file.")
            self._facts.addWidget(Label(text))
        for note in view.clocks:
            label = self._catalogue.classes[note.class_key].label
            said = t("{record}: deleted on {day}.", record=label, day=note.due)
            self._facts.addWidget(Label(said, size="small"))


def _happened(line: HistoryLine) -> str:
    what = t(HAPPENED[line.operation]) if line.operation in HAPPENED else line.operation
    time = line.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    return t("{time} {user}: {what}", time=time, user=line.user, what=what)
