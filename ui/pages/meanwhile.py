# SPDX-License-Identifier: Apache-2.0
"""The line of the lock page that counts who signed in meanwhile, and rings for each."""

from pathlib import Path

from PySide6.QtCore import QEvent

from hr_desk.i18n import t
from ui.bell import InboxBell
from ui.tasks import Tasks
from ui.widgets.label import Label


class Meanwhile(Label):
    """A count without names, of sign-ins that wait sealed; hidden while there is none."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(tone="warning", bold=True)
        self.bell = InboxBell(tasks, self)
        self.bell.counted.connect(self.show_count)
        self._count = 0
        self.hide()

    def begin(self, folder: Path) -> None:
        """Count in the inbox of the desk in ``folder`` from now on."""
        self.show_count(0)
        self.bell.listen(folder)

    def show_count(self, count: int) -> None:
        """Say how many there are."""
        self._count = count
        self._say()
        self.setVisible(bool(count))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        said = t("{count} signed in at the kiosk while this is locked.", count=self._count)
        self.setText(said if self._count else "")
