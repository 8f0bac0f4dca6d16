# SPDX-License-Identifier: Apache-2.0
"""The questions of the page of measures: a training, what a missing one means, a place."""

from collections.abc import Collection
from typing import Final

from hr_desk.i18n import N_, t
from hr_desk.operations import safeguards, training
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.session import OpenDesk
from ui.widgets.entry import choice, chosen_day, day_line, fill, line, show_day
from ui.widgets.layouts import row

WARNS, BLOCKS = "warns", "blocks"
RULES: Final = {
    WARNS: N_("they are warned before it is shown (default)"),
    BLOCKS: N_("it is not shown to them"),
}


class TrainingForm(MarkedQuestion):
    """Asks on which day the marked users were trained, and in what."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        day, self.day = day_line(self._own, N_("Day of the training"))
        about, self.subject = line(self._own, training.SUBJECT)
        across = row(gap=theme.MEDIUM)
        across.addWidget(day, 1)
        across.addWidget(about, 3)
        self.content.addLayout(across)

    def start(self, users: Collection[str]) -> None:
        """Ask about these users (ids)."""
        self.begin(users)
        show_day(self.day, self._desk.session.today())
        self.subject.clear()
        self._say()
        self.subject.setFocus()

    def _say(self) -> None:
        self.ask(
            t("Training in handling personal data, for {count} users", count=len(self._about)),
            t("Enter the training"), self._run,
        )  # fmt: skip

    def _run(self) -> None:
        self._do_it(
            training.record, tuple(self._about), day=chosen_day(self.day),
            subject=self.subject.text(), done=self.leave,
        )  # fmt: skip


class RuleForm(MarkedQuestion):
    """Asks what a missing training means for its user."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        entry, self.rule = choice(self._own, N_("Before a sensitive value is shown in full"))
        entry.setMaximumWidth(520)
        self.content.addWidget(entry)

    def start(self) -> None:
        """Ask, with the rule of today."""
        self.begin(("rule",))
        self._say()
        now = BLOCKS if training.blocks(self._desk.session) else WARNS
        self.rule.setCurrentIndex(self.rule.findData(now))
        self.rule.setFocus()

    def _say(self) -> None:
        fill(self.rule, [(t(text), key) for key, text in RULES.items()])
        self.ask(
            t("If somebody was not trained within the last twelve months"),
            t("Set the rule"), self._run,
        )  # fmt: skip

    def _run(self) -> None:
        blocks = str(self.rule.currentData()) == BLOCKS
        self._do_it(training.set_rule, blocks=blocks, done=self.leave)


class SafeguardForm(MarkedQuestion):
    """Asks where a computer, a kiosk or a half of the recovery key is, and who answers for it."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        what, self.kind = choice(self._own, N_("What is entered"))
        self._name_entry, self.name = line(self._own, safeguards.NAME)
        who, self.keeper = line(self._own, safeguards.KEEPER)
        where, self.place = line(self._own, safeguards.PLACE)
        across = row(gap=theme.MEDIUM)
        for entry in (what, self._name_entry, who, where):
            across.addWidget(entry, 1)
        self.content.addLayout(across)
        self.kind.currentIndexChanged.connect(lambda _row: self._show_name())

    def start(self) -> None:
        """Ask for one entry."""
        self.begin(("entry",))
        for editor in (self.name, self.keeper, self.place):
            editor.clear()
        self._say()
        self.kind.setFocus()

    def _say(self) -> None:
        fill(self.kind, [(t(text), key) for key, text in safeguards.KINDS.items()])
        self._show_name()
        self.ask(
            t("What is entered here takes the place of what was said of the same thing before."),
            t("Put it into the register"), self._run,
        )  # fmt: skip

    def _show_name(self) -> None:
        self._name_entry.setEnabled(str(self.kind.currentData()) == safeguards.STATION)

    def _run(self) -> None:
        self._do_it(
            safeguards.enter, str(self.kind.currentData()), name=self.name.text(),
            keeper=self.keeper.text(), place=self.place.text(), done=self.leave,
        )  # fmt: skip
