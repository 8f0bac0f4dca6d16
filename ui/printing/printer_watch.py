# SPDX-License-Identifier: Apache-2.0
"""Whether the printer of this machine is still there, before an alarm needs it.

A machine that never had a printer while the window was open is told of nothing: some gates have
none. One that had it and has it no more, or whose printer the system has stopped, is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from hr_desk.errors import UserError
from hr_desk.i18n import N_


class PrinterGone(UserError):
    """The printer that was here is not there any more."""

    message = N_(
        "The printer “{name}” is gone: roll call, badges and slips cannot be printed. Connect it, "
        "or choose another default printer in the settings of the system; lists can be saved as a "
        "PDF. Visitors get in without paper."
    )


class PrinterStopped(UserError):
    """The system takes nothing for the printer: out of paper, switched off, or paused."""

    message = N_(
        "The printer “{name}” has stopped: roll call, badges and slips cannot be printed. Look "
        "whether it is switched on and has paper; lists can be saved as a PDF. Visitors get in "
        "without paper."
    )


@dataclass(frozen=True, slots=True)
class Printer:
    """The system's own printer: its name, empty where there is none, and whether it has stopped."""

    name: str
    stopped: bool = False


def of_the_system() -> Printer:
    """Return what the system says now; asking may take a while, so never on the main thread."""
    info = QPrinterInfo.defaultPrinter()
    if info.isNull():
        return Printer("")
    return Printer(info.description() or info.printerName(), info.state() == _STOPPED)


_STOPPED: Final = QPrinter.PrinterState.Error


class PrinterWatch:
    """Remembers the printer it saw; each call returns what is wrong with it now, or None."""

    def __init__(self, look: Callable[[], Printer] = of_the_system) -> None:
        self._look, self._name = look, ""

    def __call__(self) -> UserError | None:
        """Look at the printer once."""
        found = self._look()
        if not found.name:
            return PrinterGone(name=self._name) if self._name else None
        self._name = found.name
        return PrinterStopped(name=found.name) if found.stopped else None
