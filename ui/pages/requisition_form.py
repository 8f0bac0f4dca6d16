# SPDX-License-Identifier: Apache-2.0
"""The form of a requisition: post, place, openings, its own stations, and who stands in."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from hr_desk.domain import openings
from hr_desk.domain.stages import choosable, usual
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import requisitions, taking_back
from hr_desk.operations.changes import Changes
from hr_desk.operations.requisition_problems import FillsLastOpening, HeadCountBelowHired
from hr_desk.operations.requisitions import RequisitionRow, Wanted
from hr_desk.operations.taking_back import Recruiter
from ui import theme
from ui.pages.decisions import deletion_sentence
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.entry import Entry, choice, fill, line
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout, clear, row
from ui.widgets.number_box import NumberBox
from ui.widgets.panels import Question
from ui.widgets.words import Words


class RequisitionForm(Question):
    """Asks for a new requisition, or changes one that is open.

    A head count that as many have accepted concludes hiring: said while it is typed.
    """

    concluded = Signal(str, int)
    """The title of what was closed by that, and the entry that takes it back."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._own = Words()
        self._about: RequisitionRow | None = None
        self.banner = Banner()
        self._title, self.title = line(self._own, N_("Position"))
        self._department, self.department = line(self._own, N_("Department"))
        self._place, self.place = line(self._own, N_("Place of work"))
        self._kind, self.kind = choice(self._own, N_("Kind"))
        self.head_count = NumberBox()
        self.head_count.setRange(1, requisitions.MOST_OPENINGS)
        self._number = Entry(self.head_count)
        self.effect = Label(tone="danger")
        self._told = False
        """Whether the operation itself said that saving concludes hiring."""
        self._owner, self.owner = choice(self._own, N_("Owner"))
        self.stages: dict[str, QCheckBox] = {}
        self.deputies: dict[str, QCheckBox] = {}
        self._stage_label, self._deputy_label = Label(wrap=False), Label(wrap=False)
        self._stage_row, self._deputy_row = FlowLayout(gap=theme.SMALL), FlowLayout(gap=theme.SMALL)
        self._own.put(N_("Head count"), self._number.set_label)
        self._own.put(N_("Stations before an offer"), self._stage_label.setText)
        self._own.put(N_("Stand in for the owner"), self._deputy_label.setText)
        self.kind.currentIndexChanged.connect(lambda _row: self._show_number())
        self.head_count.valueChanged.connect(lambda _number: self._count_again())
        self._lay_out()
        self._fill_lists()

    def start(self) -> None:
        """Show the empty form."""
        self._about = None
        for editor in (self.title, self.department, self.place):
            editor.clear()
        self.head_count.setValue(1)
        self.kind.setCurrentIndex(0)
        self._tick_stages(usual(self._desk.catalogue))
        self._open()

    def start_edit(self, about: RequisitionRow) -> None:
        """Show a requisition that is to be changed."""
        self._about = about
        self.title.setText(about.title)
        self.department.setText(about.department)
        self.place.setText(about.place)
        self.head_count.setValue(max(1, about.head_count))
        self.kind.setCurrentIndex(self.kind.findData(about.kind))
        self._tick_stages(about.stages)
        self._open()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._own.again()
        self._fill_lists()
        self.sentence.setText(self._sentence())
        self._say_effect()

    def wanted(self) -> Wanted:
        """Return what the form says."""
        return Wanted(
            title=self.title.text(),
            department=self.department.text(),
            place=self.place.text(),
            head_count=self.head_count.value(),
            kind=self.kind.currentData(),
            stages=tuple(key for key, box in self.stages.items() if box.isChecked()),
            owner=self.owner.currentData(),
            deputies=tuple(key for key, box in self.deputies.items() if box.isChecked()),
        )

    def _open(self) -> None:
        self.banner.clear()
        self._told = False
        self._show_number()
        self._desk.query(
            taking_back.recruiters, owner=self, done=self._show_people, slot="requisition.people"
        )
        self.ask(self._sentence(), self._yes(), self._run)
        self._say_effect()
        self.title.setFocus()

    def _sentence(self) -> str:
        if self._about is None:
            return t("A new requisition")
        return t("Change “{title}”", title=self._about.title)

    def _yes(self) -> str:
        if self._about is None:
            return t("Open a requisition")
        return t("Save and conclude hiring") if self._fills_the_last() else t("Save")

    def _does(self) -> str:
        """Return what the head count does, nothing where the form counts no openings."""
        about = self._about
        if about is None or self.kind.currentData() in requisitions.WITHOUT_HEAD_COUNT:
            return openings.NOTHING
        return openings.effect(about.head_count, self.head_count.value(), filled=about.filled)

    def _fills_the_last(self) -> bool:
        return self._does() == openings.FILLS

    def _count_again(self) -> None:
        self._told = False
        self._say_effect()

    def _say_effect(self) -> None:
        """Say what the head count would do, before it is saved."""
        self.effect.setText(self._effect())
        self.effect.setVisible(bool(self.effect.text()))
        self.yes.setText(self._yes())

    def _effect(self) -> str:
        does, about = self._does(), self._about
        if about is None or does == openings.NOTHING:
            return ""
        if does == openings.TOO_LOW:
            return HeadCountBelowHired(title=about.title, filled=about.filled).text()
        said = t(
            "Accepted offers: {filled}. With this head count the last opening is filled and the "
            "requisition is closed. Open applications that end as not hired today: {count}.",
            filled=about.filled, count=about.open_applications,
        )  # fmt: skip
        ends = next(s for s in self._desk.catalogue.stages.values() if s.operation == "reject")
        return f"{said} {deletion_sentence(self._desk, ends)}" if about.open_applications else said

    def _show_people(self, people: tuple[Recruiter, ...]) -> None:
        about = self._about
        owner = self._desk.session.user.id if about is None else about.owner
        chosen = () if about is None else about.deputies
        fill(self.owner, [(one.name, one.id) for one in people])
        self.owner.setCurrentIndex(max(0, self.owner.findData(owner)))
        clear(self._deputy_row)
        self.deputies = {one.id: QCheckBox(one.name) for one in people if one.id != owner}
        for key, box in self.deputies.items():
            box.setChecked(key in chosen)
            self._deputy_row.addWidget(box)
        self._deputy_label.setVisible(bool(self.deputies))
        self.updateGeometry()

    def _run(self) -> None:
        common: dict[str, Any] = {
            "owner": self,
            "done": self._saved,
            "failed": self._refused,
        }
        about = self._about
        if about is None:
            self._desk.run(requisitions.open_as_wanted, self.wanted(), **common)
        else:
            self._desk.run(
                requisitions.edit_requisition,
                about.id,
                self.wanted(),
                version=about.version,
                concludes=self._told or self._fills_the_last(),
                **common,
            )

    def _saved(self, changes: Changes) -> None:
        closes = self._told or self._fills_the_last()
        title = self.title.text()
        self.leave()
        if closes:
            self.concluded.emit(title, changes.sequence)

    def _refused(self, error: UserError) -> None:
        self._told = isinstance(error, FillsLastOpening)
        self.banner.show_error(error)

    def _show_number(self) -> None:
        self._number.setVisible(self.kind.currentData() not in requisitions.WITHOUT_HEAD_COUNT)
        self._say_effect()

    def _tick_stages(self, chosen: tuple[str, ...]) -> None:
        """Offer the stages there are by now, the company's own among them."""
        clear(self._stage_row)
        self.stages = {key: QCheckBox() for key in choosable(self._desk.catalogue, chosen)}
        for key, box in self.stages.items():
            box.setChecked(key in chosen)
            self._stage_row.addWidget(box)
        self._name_stages()
        self.updateGeometry()

    def _name_stages(self) -> None:
        for key, box in self.stages.items():
            stage = self._desk.catalogue.stages[key]
            retired = t("{stage} (retired)", stage=stage.label)
            box.setText(retired if stage.retired else str(stage.label))

    def _fill_lists(self) -> None:
        catalogue = self._desk.catalogue
        kinds = catalogue.code_lists["requisition_kind"].codes
        fill(self.kind, [(str(label), code) for code, label in kinds.items()])
        self._name_stages()

    def _lay_out(self) -> None:
        upper, lower = row(gap=theme.MEDIUM), row(gap=theme.MEDIUM)
        for entry in (self._title, self._department, self._place):
            upper.addWidget(entry, 1)
        for entry in (self._kind, self._number, self._owner):
            lower.addWidget(entry, 1)
        self.content.addWidget(self.banner)
        self.content.addLayout(upper)
        self.content.addLayout(lower)
        self.content.addWidget(self.effect)
        for label, boxes in (
            (self._stage_label, self._stage_row),
            (self._deputy_label, self._deputy_row),
        ):
            self.content.addWidget(label)
            self.content.addLayout(boxes)
