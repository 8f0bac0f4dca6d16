# SPDX-License-Identifier: Apache-2.0
"""What restoring one backup would lose and keep, and how it is done: beside the list of backups."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame

from hr_desk.errors import UserError
from hr_desk.i18n import t
from hr_desk.operations import restore_outlook
from hr_desk.operations.restore_outlook import Outlook
from ui import theme
from ui.session import OpenDesk
from ui.widgets.label import CopyLabel, Label
from ui.widgets.layouts import column


class RestorePanel(QFrame):
    """Hidden until one backup is chosen; the restore itself needs the desk for itself."""

    shown = Signal()
    """It says something about a backup: bring it into sight."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._words: Callable[[], tuple[str, ...]] | None = None
        self.heading = Label(bold=True)
        self.lost, self.stays, self.how = Label(), Label(tone="soft"), Label()
        self.command, self.afterwards = CopyLabel(), Label()
        self._lines = (
            self.heading, self.lost, self.stays, self.how, self.command, self.afterwards,
        )  # fmt: skip
        body = column(self, gap=theme.SMALL)
        for widget in self._lines:
            body.addWidget(widget)
        self.hide()

    def choose(self, paths: tuple[str, ...]) -> None:
        """Look a backup up where just one is marked; hide otherwise."""
        if len(paths) != 1:
            self._words = None
            self.hide()
            return
        self._desk.query(
            restore_outlook.outlook, Path(paths[0]), owner=self, done=self._show,
            failed=self._not_one, slot="settings.restore",
        )  # fmt: skip

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange and self._words is not None:
            self._say()
        super().changeEvent(event)

    def _show(self, found: Outlook) -> None:
        self._words = lambda: self._of(found)
        self._say()
        self.shown.emit()

    def _not_one(self, error: UserError) -> None:
        """Say why it is nothing to restore, as the file that a restore replaced; offer nothing."""
        self._words = lambda: (error.text(),)
        self._say()
        self.shown.emit()

    def _say(self) -> None:
        said = () if self._words is None else self._words()
        for place, widget in enumerate(self._lines):
            widget.setText(said[place] if place < len(said) else "")
            widget.setVisible(place < len(said))
        self.show()

    def _of(self, found: Outlook) -> tuple[str, ...]:
        catalogue = self._desk.catalogue
        name, at = catalogue.compartments[found.compartment], restore_outlook.moment(found.at)
        return (
            t("Restoring “{compartment}” as it was at {at}", compartment=str(name), at=at),
            restore_outlook.lost(found.since, catalogue),
            restore_outlook.stays(),
            t("To restore it, close HR Desk on every computer of this desk and run in a terminal:"),
            found.command,
            restore_outlook.afterwards(),
        )
