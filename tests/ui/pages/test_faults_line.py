# SPDX-License-Identifier: Apache-2.0
"""The line above the queue that says what does not work, and is not there while all is well."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from hr_desk.operations.faults import Fault
from hr_desk.operations.session import Session
from ui.language import Languages
from ui.pages.faults_line import FaultsLine
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
    made: FaultsLine = show(FaultsLine(at_gate.desk))
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
