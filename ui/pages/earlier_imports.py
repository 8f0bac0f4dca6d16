# SPDX-License-Identifier: Apache-2.0
"""The imports that can still be taken back, in the place where the next one begins."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, t
from hr_desk.operations import import_undo
from hr_desk.operations.import_undo import Undoable
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import clear, column, row
from ui.widgets.panels import Card

MOST = 5
"""How many imports are shown, the newest first; older ones follow when these are taken back."""


class EarlierImports(Card):
    """Says when each import was made, by whom and how much, with the button that undoes it."""

    undo_wanted = Signal(str, int)
    """The import and how many people it brought in or renewed."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._wanted = True
        self.found: tuple[Undoable, ...] = ()
        self.buttons: list[Button] = []
        self._lines = column()
        self.body.addLayout(self._lines)

    def look(self) -> None:
        """Read which imports there are."""
        self._desk.query(import_undo.undoable, owner=self, done=self._show, slot="import.earlier")

    def want(self, wanted: bool) -> None:
        """Show the list where there is something in it, or keep it away."""
        self._wanted = wanted
        self.setVisible(wanted and bool(self.found))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show(self.found)

    def _show(self, found: tuple[Undoable, ...]) -> None:
        self.found, self.buttons = found, []
        self.set_heading(t("Imports that can still be undone"))
        clear(self._lines)
        for one in found[:MOST]:
            self._add(one)
        self.want(self._wanted)

    def _add(self, one: Undoable) -> None:
        sentence, button = Label(_said(one)), Button(icon="undo-2")
        button.setText(t(_UNDO))
        button.setAccessibleName(t("Undo the import of {when}", when=_moment(one.at)))
        button.clicked.connect(partial(self.undo_wanted.emit, one.batch_id, one.people))
        self.buttons.append(button)
        line = QWidget()
        across = row(line)
        across.addWidget(sentence, 1)
        across.addWidget(button)
        self._lines.addWidget(line)


_UNDO = N_("Undo this import")


def _moment(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def _said(one: Undoable) -> str:
    return t(
        "{when}, {name}: {new} new, {updated} renewed. Until {day}.",
        when=_moment(one.at),
        name=one.by,
        new=one.new,
        updated=one.updated,
        day=one.until.isoformat(),
    )
