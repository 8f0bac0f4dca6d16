# SPDX-License-Identifier: Apache-2.0
"""The line above the queue that says what does not work, and is not there while all is well."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from hr_desk.operations.faults import Fault
from hr_desk.operations.session import Session
from ui.language import Languages
from ui.pages.faults_line import FaultsLine
from ui.printing.printer_watch import Printer, PrinterWatch, of_the_system
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def at_gate(open_gate: Callable[..., Surroundings]) -> Surroundings:
    """A desk opened as the front desk."""
    return open_gate(nothing)


def nothing(_session: Session) -> None:
    """Prepare nothing."""


@pytest.fixture
def line(at_gate: Surroundings, show: Show, languages: Languages) -> FaultsLine:
    languages.use("en")
    made: FaultsLine = show(FaultsLine(at_gate.desk, printer=lambda: None))
    made.show_faults(())
    return made


def test_it_comes_with_the_first_fault_and_goes_with_the_last(
    line: FaultsLine, wait_idle: Wait
) -> None:
    assert line.isHidden()
    inbox = line._desk.session.folder / "inbox"
    inbox.rename(inbox.with_name("unplugged"))
    line.look()
    wait_idle()
    assert line.isVisible() and "inbox is away" in line.text.text()
    inbox.with_name("unplugged").rename(inbox)
    line.look()
    wait_idle()
    assert line.isHidden()


def test_it_follows_the_language_and_counts_what_it_does_not_show(
    line: FaultsLine, languages: Languages, qapp: QApplication
) -> None:
    names = ("东门", "西门", "南门", "北门")
    line.show_faults(tuple(Fault("disk", {"name": name}) for name in names))
    assert line.text.text().count("\n") == 3 and "1 more" in line.text.text()
    before = line.text.text()
    languages.use("zh_CN")
    qapp.processEvents()
    assert "东门" in line.text.text() and line.text.text() != before
    languages.use("en")
    qapp.processEvents()
    assert line.text.text() == before


def test_it_looks_by_itself_while_it_is_told_to(line: FaultsLine, wait_idle: Wait) -> None:
    line.start()
    wait_idle()
    assert line._often.isActive()
    line.stop()
    assert not line._often.isActive()


def test_a_printer_that_went_away_is_told_of_until_it_is_back(
    at_gate: Surroundings, show: Show, wait_idle: Wait, languages: Languages
) -> None:
    languages.use("en")
    here = [Printer(""), Printer("门岗打印机"), Printer(""), Printer("门岗打印机", stopped=True),
            Printer("门岗打印机")]  # fmt: skip
    line: FaultsLine = show(FaultsLine(at_gate.desk, printer=PrinterWatch(partial(here.pop, 0))))
    line.show_faults(())
    told = []
    while here:
        line.look()
        wait_idle()
        told.append(line.text.text())
        assert line.isVisible() == bool(told[-1])
    assert [bool(text) for text in told] == [False, False, True, True, False]
    assert "is gone" in told[2] and "has stopped" in told[3] and "门岗打印机" in told[3]


def test_what_the_system_says_of_its_printer_is_looked_up_beside_the_window(
    at_gate: Surroundings, show: Show, wait_idle: Wait
) -> None:
    threads = list[str]()

    def watch() -> None:
        threads.append(threading.current_thread().name)
        of_the_system()

    line: FaultsLine = show(FaultsLine(at_gate.desk, printer=watch))
    line.look()
    wait_idle()
    assert threads and threads[0].startswith("paper")
