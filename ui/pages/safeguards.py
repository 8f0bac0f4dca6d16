# SPDX-License-Identifier: Apache-2.0
"""Training and security: who was trained when, where computers stand, who keeps the halves."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from hr_desk.i18n import N_, t
from hr_desk.operations import safeguards, training
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.safeguards import SafeguardRecord
from hr_desk.operations.session import Session
from hr_desk.operations.training import TrainingLine
from ui import theme
from ui.pages.action_buttons import ActionButtons
from ui.pages.page import SlicedPage
from ui.pages.safeguard_forms import RuleForm, SafeguardForm, TrainingForm
from ui.slices import Steps
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout

TRAININGS: Final = (
    text_column("name", N_("User name"), width=8),
    text_column("day", N_("Trained on"), width=6),
    text_column("until", N_("Counts until"), width=6),
    text_column("subject", N_("Subject of the training"), width=14),
    text_column("by", N_("Recorded by"), width=7),
    text_column("state", N_("State"), width=8),
)
REGISTER: Final = (
    text_column("what", N_("What is entered"), width=10),
    text_column("name", safeguards.NAME, width=8),
    text_column("keeper", safeguards.KEEPER, width=10),
    text_column("place", safeguards.PLACE, width=12),
    text_column("on", N_("Recorded on"), width=6),
)
OF_THE_REGISTER: Final = ("safeguards.enter", "safeguards.remove")

Found = tuple[tuple[TrainingLine, ...], tuple[SafeguardRecord, ...]]


def read(session: Session) -> Found:
    """Return the trainings and, where ``privacy`` is held, the register; worker."""
    entered = safeguards.list_safeguards(session) if session.holds(PRIVACY) else ()
    return training.list_trainings(session), entered


class SafeguardsPage(SlicedPage):
    """Two tables, one under the other, and the questions that change them."""

    kinds = frozenset({"user", "safeguard"})

    def make(self) -> Steps:
        """Make the tables and the questions."""
        self.lines: tuple[TrainingLine, ...] = ()
        self.trainings = RecordTable(RecordTableModel(TRAININGS), fits=True)
        self.register = RecordTable(RecordTableModel(REGISTER), fits=True)
        self.rule, self.below = Label(tone="soft"), Label(size="heading", bold=True)
        self.nothing = Label(tone="soft")
        yield
        self.training = TrainingForm(self.desk)
        self.ruling, self.entering = RuleForm(self.desk), SafeguardForm(self.desk)
        self.forms = (self.training, self.ruling, self.entering)
        self.buttons = ActionButtons(self.around, self.words, "safeguards", self.handlers)
        self._lay_out()
        yield
        for table in (self.trainings, self.register):
            table.marked_changed.connect(self._show_buttons)
        for form in self.forms:
            form.answered.connect(self.refresh)
        self.buttons.show_ready()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Enter a training for marked users; change the rule; enter and take out places."""
        found: dict[str, Callable[[], object]] = {
            "safeguards.rule": partial(self._open, self.ruling),
            "safeguards.enter": partial(self._open, self.entering),
        }
        if self.trainings.marked():
            found["safeguards.train"] = self.train
        if self.register.marked():
            found["safeguards.remove"] = self.take_out
        return found

    def refresh(self) -> None:
        """Read the trainings and the register."""
        self.desk.query(read, owner=self, done=self._show, failed=self.banner.show_error,
                        slot="safeguards.list")  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Training and security"),
            t("What the company does itself, for whoever asks: it trains, and it knows where "
              "computers and keys are."),
        )  # fmt: skip
        self.trainings.set_name(t("Trainings of users"))
        self.register.set_name(t("Computers, kiosks and custodians"))
        self.below.setText(t("Computers, kiosks and custodians"))
        self.nothing.setText(
            t("Nothing is entered yet. Enter each computer and kiosk with its place, and who keeps "
              "which half of the recovery key.")
        )  # fmt: skip
        self._say_rule()

    def train(self) -> None:
        """Ask for the training of the marked users."""
        self._leave_others(self.training)
        self.training.start(self.trainings.marked())

    def take_out(self) -> None:
        """Take the marked entry out of the register."""
        for id_ in self.register.marked()[:1]:
            self.desk.run(safeguards.remove, id_, owner=self, done=lambda _changes: self.refresh(),
                          failed=self.banner.show_error)  # fmt: skip

    def _open(self, form: RuleForm | SafeguardForm) -> None:
        self._leave_others(form)
        form.start()

    def _leave_others(self, form: object) -> None:
        for other in self.forms:
            if other is not form and not other.isHidden():
                other.leave()

    def _show(self, found: Found) -> None:
        self.lines, entered = found
        self.trainings.show_rows([_training_row(one) for one in self.lines])
        self.register.show_rows([_entry_row(one) for one in entered])
        held = self.desk.session.holds(PRIVACY)
        self.register.setVisible(held and bool(entered))
        self.nothing.setVisible(held and not entered)
        self._say_rule()
        self._show_buttons()

    def _say_rule(self) -> None:
        late = sum(not one.valid for one in self.lines)
        lacking = t("Users to be trained: {count}.", count=late)
        if training.blocks(self.desk.session):
            means = t("Without a training of the last twelve months no sensitive value is shown "
                      "in full.")  # fmt: skip
        else:
            means = t("Without a training of the last twelve months a user is warned before a "
                      "sensitive value is shown in full.")  # fmt: skip
        how = t("Mark whoever was trained, then enter the training.") if late else ""
        self.rule.setText(" ".join(part for part in (lacking, means, how) if part))

    def _show_buttons(self, *_marked: object) -> None:
        self.buttons.show_ready()
        self.situation_changed.emit()

    def _lay_out(self) -> None:
        above, below = FlowLayout(gap=theme.SMALL), FlowLayout(gap=theme.SMALL)
        for key, button in self.buttons.buttons.items():
            (below if key in OF_THE_REGISTER else above).addWidget(button)
        for part in (self.rule, *self.forms):
            self.body.addWidget(part)
        self.body.addWidget(self.trainings, 3)
        self.body.addLayout(above)
        held = self.desk.session.holds(PRIVACY)
        for widget in (self.below, self.nothing, self.register):
            self.body.addWidget(widget, 2 if widget is self.register else 0)
            widget.setVisible(held and widget is self.below)
        self.body.addLayout(below)


def _training_row(one: TrainingLine) -> TableRow:
    return text_row(
        one.id,
        name=one.name,
        day=one.day,
        until=one.until,
        subject=one.subject,
        by=one.recorded_by,
        state=_state(one),
    )


def _state(one: TrainingLine) -> str:
    if one.day is None:
        return t("No training entered")
    return t("Trained") if one.valid else t("To be trained again")


def _entry_row(one: SafeguardRecord) -> TableRow:
    return text_row(
        one.id,
        what=t(safeguards.KINDS[one.kind]),
        name=one.name,
        keeper=one.keeper,
        place=one.place,
        on=one.recorded_on,
    )
