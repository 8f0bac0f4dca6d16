# SPDX-License-Identifier: Apache-2.0
"""The form of one stage: its names, where it stands, and what it means for whoever is there."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox

from hr_desk.i18n import N_, t
from hr_desk.operations import own_stages
from hr_desk.operations.own_stages import OwnStage, StageLine
from ui import theme
from ui.pages.about_marked import MarkedQuestion
from ui.session import OpenDesk
from ui.widgets.entry import choice, fill, line
from ui.widgets.layouts import FlowLayout, row

NEW = "new"
"""Stands for the stage that is being added."""


class StageForm(MarkedQuestion):
    """Adds a stage of the company's own, or changes one; of one that ships only its default."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._line: StageLine | None = None
        self._lines: Sequence[StageLine] = ()
        self._zh, self.zh = line(self._own, N_("Name in Chinese"))
        self._en, self.en = line(self._own, N_("Name in English"))
        self._after, self.after = choice(self._own, N_("Stands after"))
        self._counts, self.counts_as = choice(self._own, N_("In the funnel"))
        self.usual, self.interviews, self.skippable = QCheckBox(), QCheckBox(), QCheckBox()
        self._own.put(N_("New requisitions have it by default"), self.usual.setText)
        self._own.put(N_("People come here to be interviewed"), self.interviews.setText)
        self._own.put(N_("May be skipped on the way to an offer"), self.skippable.setText)
        across, boxes = row(gap=theme.MEDIUM), FlowLayout(gap=theme.MEDIUM)
        for entry in (self._zh, self._en, self._after, self._counts):
            across.addWidget(entry, 1)
        for box in (self.usual, self.interviews, self.skippable):
            boxes.addWidget(box)
        self.content.addLayout(across)
        self.content.addLayout(boxes)

    def start(self, lines: Sequence[StageLine], about: StageLine | None = None) -> None:
        """Ask for a new stage, or change one of these."""
        self.begin((NEW if about is None else about.stage.key,))
        self._line, self._lines = about, lines
        wanted = self._wanted()
        own = about is None or about.own
        for part in (self._zh, self._en, self._after, self._counts, self.interviews,
                     self.skippable):  # fmt: skip
            part.setVisible(own)
        self.zh.setText(wanted.zh)
        self.en.setText(wanted.en)
        self.usual.setChecked(wanted.usual)
        self.interviews.setChecked(wanted.interviews)
        self.skippable.setChecked(wanted.skippable)
        self._say()
        self.after.setCurrentIndex(max(0, self.after.findData(wanted.after)))
        self.counts_as.setCurrentIndex(max(0, self.counts_as.findData(wanted.counts_as or "")))
        (self.zh if own else self.usual).setFocus()

    def wanted(self) -> OwnStage:
        """Return what the form says."""
        return replace(
            self._wanted(), zh=self.zh.text(), en=self.en.text(), after=self.after.currentData(),
            counts_as=self.counts_as.currentData() or None, usual=self.usual.isChecked(),
            interviews=self.interviews.isChecked(), skippable=self.skippable.isChecked(),
        )  # fmt: skip

    def _wanted(self) -> OwnStage:
        return OwnStage() if self._line is None else self._line.wanted()

    def _say(self) -> None:
        about = self._line
        others = [one for one in self._lines if not one.stage.vanished and one is not about]
        fill(self.after, [(str(one.stage.label), one.stage.key) for one in others])
        shipped = [(str(one.stage.label), one.stage.key) for one in others if not one.own]
        fill(self.counts_as, [(t("A line of its own"), ""), *shipped])
        self.ask(self._sentence, self._yes, self._run)

    def _sentence(self) -> str:
        if self._line is None:
            return t("A stage of your own, before the offer")
        return t("Change the stage “{stage}”", stage=self._line.stage.label)

    def _yes(self) -> str:
        return t("Add the stage") if self._line is None else t("Save")

    def _run(self) -> None:
        self._do_it(own_stages.keep, self.wanted(), done=self.leave)
