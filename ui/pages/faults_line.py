# SPDX-License-Identifier: Apache-2.0
"""What does not work at the gate, above the queue: a line for each fault, with the way out."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QFrame, QSizePolicy

from hr_desk.errors import UserError
from hr_desk.i18n import t
from hr_desk.operations import faults
from hr_desk.operations.faults import Fault
from ui import theme
from ui.printing.printer_watch import PrinterWatch
from ui.session import OpenDesk
from ui.widgets.label import Label
from ui.widgets.layouts import column

Watch = Callable[[], UserError | None]
LOOK_MS = 30_000
"""How often the gate is looked at while the page is in front, in milliseconds."""
MOST_SHOWN = 3
"""Faults that are told at once; of others it says how many there are."""


class FaultsLine(QFrame):
    """Hidden while everything works; looks by itself while it can be seen."""

    def __init__(
        self, desk: OpenDesk, *, look_ms: int = LOOK_MS, printer: Watch | None = None
    ) -> None:
        """``printer`` returns what is wrong with the printer, or None; asked beside the desk."""
        super().__init__()
        self.setObjectName("Panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk = desk
        self.found: tuple[Fault, ...] = ()
        self.paper: UserError | None = None
        self._printer, self._asked = printer or PrinterWatch(), False
        self.text = Label(tone="danger")
        self.text.setAccessibleName(t("What does not work"))
        column(self, margin=theme.SMALL).addWidget(self.text)
        self._often = QTimer(self)
        self._often.setInterval(look_ms)
        self._often.timeout.connect(self.look)
        self.hide()

    def look(self) -> None:
        """Ask what does not work."""
        self._desk.query(faults.faults, owner=self, done=self.show_faults, slot="gate.faults")
        if not self._asked:  # a printer that answers slowly is not asked a second time meanwhile
            self._asked = True
            self._desk.draw(self._printer, owner=self, done=self.show_paper)

    def start(self) -> None:
        """Look now, and again and again."""
        self._often.start()
        self.look()

    def stop(self) -> None:
        """Look no more by itself."""
        self._often.stop()

    def show_faults(self, found: tuple[Fault, ...]) -> None:
        """Tell of these faults."""
        self.found = found
        self._say()

    def show_paper(self, fault: UserError | None) -> None:
        """Tell of the printer, None where nothing is wrong with it."""
        self.paper, self._asked = fault, False
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.text.setAccessibleName(t("What does not work"))
            self._say()

    def _say(self) -> None:
        told = (*self.found, *(() if self.paper is None else (self.paper,)))
        lines = [one.text() for one in told[:MOST_SHOWN]]
        if len(told) > MOST_SHOWN:
            lines.append(t("and {count} more faults", count=len(told) - MOST_SHOWN))
        self.text.setText("\n".join(lines))
        self.setVisible(bool(told))
