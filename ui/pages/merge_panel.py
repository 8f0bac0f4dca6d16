# SPDX-License-Identifier: Apache-2.0
"""Making one record of two, side by side: for each field that differs, which value stays."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from hr_desk.catalogue.model import Field
from hr_desk.catalogue.types.documents import Document, Documents, ids_of
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import merging
from hr_desk.operations.candidates import FieldView
from hr_desk.operations.changes import Changes
from hr_desk.operations.merging import FieldPair, Side
from ui import theme
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.label import Label
from ui.widgets.layouts import AsHighAsNeeded
from ui.widgets.panels import Question

SIDES: tuple[Side, Side] = ("kept", "gone")
HEIGHT = 220
"""Height of the fields in pixels, so that the list behind stays in view."""


class MergePanel(Question):
    """Two columns of values; the keyboard walks the pairs, Enter merges, Escape leaves."""

    merged = Signal(str)
    """The id by which the merge is undone."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._persons = ("", "")
        self.choices: dict[str, tuple[QRadioButton, QRadioButton]] = {}
        self._lines: list[tuple[FieldPair, Label]] = []
        self._groups: list[QButtonGroup] = []
        self.banner = Banner()
        self._grid = QGridLayout()
        fields = QWidget()
        fields.setLayout(self._grid)
        area = AsHighAsNeeded(fields)
        area.setMaximumHeight(HEIGHT)
        self.content.addWidget(self.banner)
        self.content.addWidget(area)

    def start(self, kept: str, gone: str) -> None:
        """Show two persons (ids) side by side; the first one's record stays."""
        self._persons = (kept, gone)
        self.banner.clear()
        self._desk.query(
            merging.compare, kept, gone, owner=self, done=self._show,
            failed=self._refuse, slot="merge.compare",
        )  # fmt: skip

    def chosen(self) -> dict[str, Side]:
        """Return which side stays for each field that differs."""
        return {
            key: SIDES[0] if left.isChecked() else SIDES[1]
            for key, (left, _right) in self.choices.items()
        }

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; what is chosen stays chosen."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _show(self, pairs: tuple[FieldPair, ...]) -> None:
        self._clear()
        agreeing = [one.field for one in pairs if not one.differs]
        differing = [one for one in pairs if one.differs]
        for place, pair in enumerate(differing):
            self._add(place, pair)
        self._say()
        self.ask(partial(_question, agreeing), lambda: t("Make one record"), self._merge)
        if self.choices:
            next(iter(self.choices.values()))[0].setFocus()

    def _add(self, place: int, pair: FieldPair) -> None:
        group = QButtonGroup(self)
        self._groups.append(group)
        label = Label(tone="soft")
        self._lines.append((pair, label))
        self._grid.addWidget(label, place, 0)
        made = []
        for number in range(len(SIDES)):
            button = QRadioButton()
            button.setChecked(pair.default == SIDES[number])
            group.addButton(button)
            self._grid.addWidget(button, place, number + 1)
            made.append(button)
        self._grid.setHorizontalSpacing(theme.LARGE)
        self.choices[pair.field.key] = (made[0], made[1])

    def _say(self) -> None:
        for pair, label in self._lines:
            label.setText(str(pair.field.label))
            views = (pair.kept, pair.gone)
            for button, view in zip(self.choices[pair.field.key], views, strict=True):
                button.setText(_shown(view))
                button.setAccessibleName(f"{pair.field.label} {button.text()}")

    def _clear(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for group in self._groups:
            group.deleteLater()
        self._groups, self._lines, self.choices = [], [], {}

    def _merge(self) -> None:
        self._desk.run(
            merging.merge, *self._persons, choices=self.chosen(), owner=self,
            done=self._done, failed=self.banner.show_error,
        )  # fmt: skip

    def _done(self, changes: Changes) -> None:
        self.leave()
        self.merged.emit(changes.created[0])

    def _refuse(self, error: UserError) -> None:
        self.show()
        self.banner.show_error(error)


def _shown(view: FieldView) -> str:
    """Return a value in the language in use; one that is not shown in full as it was covered."""
    if not view.given:
        return t("(not given)")
    if isinstance(view.field.type, Document | Documents):
        return t("Sealed files: {count}", count=len(ids_of(view.value)))
    return view.shown if view.value is None else view.field.type.show(view.value)


def _question(agreeing: Sequence[Field]) -> str:
    if not agreeing:
        return t("One person? Both applications stay. No value is the same in both.")
    same = t(", ").join(str(field.label) for field in agreeing)
    return t("One person? Both applications stay. The same in both: {fields}.", fields=same)


def offer_undo(desk: OpenDesk, merge_id: str, banner: Banner) -> None:
    """Say that two records were made one, with a button that takes it back."""
    banner.show_text(
        "good",
        lambda: t("The two records are one now."),
        ((N_("Undo the merge"), partial(_take_back, desk, merge_id, banner)),),
    )


def _take_back(desk: OpenDesk, merge_id: str, banner: Banner) -> None:
    banner.clear()
    desk.run(merging.undo_merge, merge_id, owner=banner, failed=banner.show_error)
