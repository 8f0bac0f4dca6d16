# SPDX-License-Identifier: Apache-2.0
"""What else the person of a record applied for; and taking a merge of two records back."""

from functools import partial

from PySide6.QtCore import QEvent, Signal

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import applications, merging
from hr_desk.operations.applications import ApplicationLine
from hr_desk.operations.merging import MergeNote
from ui import theme
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card
from ui.widgets.words import Words


class OtherApplications(Card):
    """A button for each other application, newest first; hidden where there is nothing to show."""

    opened = Signal(str)
    undone = Signal()
    failed = Signal(UserError)

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._words = Words()
        self._here = ""
        self._lines: tuple[ApplicationLine, ...] = ()
        self._merge: MergeNote | None = None
        self._list = column(gap=theme.TIGHT)
        self.undo = Button(icon="undo-2")
        self._words.put(N_("Undo the merge"), self.undo.setText)
        self.undo.clicked.connect(self._undo)
        self.body.addLayout(self._list)
        self.body.addWidget(self.undo)
        self.hide()

    def look(self, application_id: str) -> None:
        """Read what else the person of this application applied for."""
        self._here = application_id
        self._show_lines(())
        self._show_merge(None)
        self._desk.query(
            applications.of_person, application_id, owner=self, done=self._show_lines,
            failed=self.failed.emit, slot="record.others",
        )  # fmt: skip
        self._desk.query(
            merging.last_merge, application_id, owner=self, done=self._show_merge,
            failed=self.failed.emit, slot="record.merge",
        )  # fmt: skip

    def buttons(self) -> list[Button]:
        """Return the buttons of the other applications."""
        items = [self._list.itemAt(n) for n in range(self._list.count())]
        found = (item.widget() for item in items if item is not None)
        return [one for one in found if isinstance(one, Button)]

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._show_lines(self._lines)

    def _show_lines(self, lines: tuple[ApplicationLine, ...]) -> None:
        self._lines = tuple(one for one in lines if one.application_id != self._here)
        self.set_heading(t("Other applications") if self._lines else "")
        clear(self._list)
        for one in self._lines:
            stage = self._desk.catalogue.stages[one.stage].label
            text = t("{requisition}, {stage}", requisition=one.requisition, stage=stage)
            button = Button(text, kind="plain", icon="file-text")
            button.clicked.connect(partial(self.opened.emit, one.application_id))
            self._list.addWidget(button)
        self._arrange()

    def _show_merge(self, note: MergeNote | None) -> None:
        self._merge = note if self._desk.may("person.unmerge") else None
        self._arrange()

    def _arrange(self) -> None:
        self.undo.setVisible(self._merge is not None)
        self.setVisible(bool(self._lines) or self._merge is not None)

    def _undo(self) -> None:
        if self._merge is not None:
            self._desk.run(
                merging.undo_merge, self._merge.merge_id, owner=self,
                done=lambda _changes: self.undone.emit(), failed=self.failed.emit,
            )  # fmt: skip
