# SPDX-License-Identifier: Apache-2.0
"""The stages before an offer: those that ship, and the company's own, added and retired here."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from hr_desk.i18n import N_, t
from hr_desk.operations import own_stages
from hr_desk.operations.own_stages import StageLine
from ui.pages.action_buttons import ActionButtons
from ui.pages.page import Page
from ui.pages.stage_form import StageForm
from ui.session import Surroundings
from ui.tables.model import RecordTableModel
from ui.tables.rows import TableRow, text_column, text_row
from ui.tables.view import RecordTable
from ui.widgets.layouts import row

COLUMNS: Final = (
    text_column("place", N_("No."), width=3),
    text_column("stage", N_("Stage"), width=10),
    text_column("usual", N_("By default"), width=6),
    text_column("skippable", N_("May be skipped"), width=6),
    text_column("interviews", N_("Interviews"), width=6),
    text_column("counted", N_("In the funnel"), width=9),
    text_column("here", N_("People there now"), width=7),
    text_column("state", N_("State"), width=9),
)
ABOVE: Final = ("stages.back", "stages.add")


class StagesPage(Page):
    """A table of the stations, and the form of one."""

    kinds = frozenset({"stage", "application", "requisition"})

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.lines: dict[str, StageLine] = {}
        self.table = RecordTable(RecordTableModel(COLUMNS), fits=True)
        self.form = StageForm(self.desk)
        self.steps = ActionButtons(around, self.words, "stages", self.handlers)
        below = row()
        for id_, button in self.steps.buttons.items():
            if id_ in ABOVE:
                self.header.add(button)
            else:
                below.addWidget(button)
        below.addStretch(1)
        self.body.addWidget(self.form)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(below)
        self.table.marked_changed.connect(lambda _ids: self._show_buttons())
        self.table.opened.connect(lambda _id: self.steps.press("stages.change"))
        self.retranslate()
        self._show_buttons()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Adding always; what fits the marked stage."""
        found: dict[str, Callable[[], object]] = {
            "stages.back": lambda: self.go.emit("requisitions", None),
            "stages.add": lambda: self.form.start(tuple(self.lines.values())),
        }
        one = self._marked()
        if one is None or (one.stage.choice is None and not one.own):
            return found
        found["stages.change"] = lambda: self.form.start(tuple(self.lines.values()), one)
        if one.own and not one.stage.vanished:
            verb = "stages.restore" if one.stage.retired else "stages.retire"
            found[verb] = partial(self._retire, one)
            if not one.in_use:
                found["stages.remove"] = partial(self._run, own_stages.remove, one.stage.key)
        return found

    def refresh(self) -> None:
        """Read the stages again."""
        self.desk.query(
            own_stages.listed, owner=self, done=self._show, failed=self.banner.show_error,
            slot="stages.list",
        )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.header.set_texts(
            t("Stages before an offer"),
            t("A requisition chooses among them. Add what your company does besides, such as a "
              "day of trial work."),
        )  # fmt: skip
        self.table.set_name(t("Stages before an offer"))

    def _marked(self) -> StageLine | None:
        marked = self.table.marked()
        return self.lines.get(marked[0]) if len(marked) == 1 else None

    def _show(self, lines: tuple[StageLine, ...]) -> None:
        self.lines = {one.stage.key: one for one in lines}
        self.table.show_rows([self._row(place, one) for place, one in enumerate(lines, 1)])
        self._show_buttons()

    def _row(self, place: int, one: StageLine) -> TableRow:
        stages = self.desk.catalogue.stages
        stage, yes = one.stage, t("yes")
        counted = stage.label if stage.counts_as is None else stages[stage.counts_as].label
        return text_row(
            stage.key, place=place, stage=str(stage.label),
            usual=t("every one") if stage.choice is None else self._flag(stage.choice == "usual"),
            skippable=yes if stage.skippable and stage.choice else t("no"),
            interviews=self._flag(stage.interviews), counted=str(counted), here=one.here,
            state=_state(one),
        )  # fmt: skip

    def _flag(self, on: bool) -> str:
        return t("yes") if on else t("no")

    def _show_buttons(self) -> None:
        self.steps.show_ready()
        self.situation_changed.emit()

    def _retire(self, one: StageLine) -> None:
        wanted = one.wanted()
        self._run(own_stages.keep, replace(wanted, retired=not wanted.retired))

    def _run(self, verb: Callable[..., object], about: object) -> None:
        self.banner.clear()
        self.desk.run(verb, about, owner=self, failed=self.banner.show_error)


def _state(one: StageLine) -> str:
    if one.stage.vanished:
        return t("declared no more")
    if one.stage.retired:
        return t("retired")
    return t("your own") if one.own else t("of the program")
