# SPDX-License-Identifier: Apache-2.0
"""Codes at the front desk's scanner while somebody types into a field of its page."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.support.beam import Hand, mixed
from ui.pages.front_desk import FrontDeskPage
from ui.session import Surroundings
from ui.widgets.scanner import Scanner

Show = Callable[..., Any]


@pytest.fixture
def page(open_gate: Callable[..., Surroundings], show: Show) -> FrontDeskPage:
    made: FrontDeskPage = show(FrontDeskPage(open_gate(lambda _session: None)))
    return made


@pytest.fixture
def scanner(qapp: QApplication, page: FrontDeskPage) -> Iterator[Scanner]:
    made = Scanner(page)
    qapp.installEventFilter(made)
    yield made
    qapp.removeEventFilter(made)


def lines(page: FrontDeskPage) -> dict[str, QLineEdit]:
    """Return the lines somebody types into: in the entry of a vehicle, and for a badge."""
    page.open_gate()
    page.gate.another()
    name = page.gate.form.editors["full_name"].controls()[0]
    assert isinstance(name, QLineEdit)
    return {"name": name, "leaving": page.badges.text}


def codes_come_by(page: FrontDeskPage, scanner: Scanner, *, into: str, scans: int) -> None:
    """Let codes of every kind be scanned while somebody types; nothing of one is in the other."""
    came, heard, here = mixed(7, scans), list[str](), lines(page)
    scanner.scanned.connect(heard.append)
    line = here.pop(into)
    line.setFocus()
    line.setMaxLength(1_000_000)
    Hand(scanner).play(line, came.events)
    assert heard == came.codes and len(heard) == scans
    assert line.text() == came.typed
    assert {one.text() for one in here.values()} == {""}
    assert page.gate.isVisible() and not page.gate.error.isVisible()


@pytest.mark.parametrize("into", ["name", "leaving"])
def test_a_hundred_codes_while_somebody_types(
    page: FrontDeskPage, scanner: Scanner, into: str
) -> None:
    codes_come_by(page, scanner, into=into, scans=100)


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_a_thousand_codes_while_somebody_types(page: FrontDeskPage, scanner: Scanner) -> None:
    codes_come_by(page, scanner, into="name", scans=1_000)
