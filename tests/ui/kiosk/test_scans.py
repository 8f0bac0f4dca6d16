# SPDX-License-Identifier: Apache-2.0
"""Codes at the kiosk's scanner: a badge's bearer leaves, and whoever types is not disturbed."""

from collections.abc import Callable, Iterator, Sequence
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from hr_desk.domain import badge_code
from hr_desk.domain.scan_frames import PREFIX
from hr_desk.kiosk import flow
from hr_desk.kiosk.problems import NotKept
from tests.support.beam import KINDS, Hand, mixed
from tests.ui.kiosk.conftest import Shown
from ui.kiosk.scans import Scans
from ui.widgets.scanner import Scanner

Open = Callable[..., Shown]


class Beam:
    """A scanner that types every 4 ms of its own time."""

    def __init__(self) -> None:
        self.at = 0.0

    def time_of(self, _event: QKeyEvent) -> float:
        self.at += 4.0
        return self.at

    def scan(self, code: str, onto: Any) -> None:
        self.at += 1000
        QTest.keyClicks(onto, PREFIX + code)
        QTest.keyClick(onto, Qt.Key.Key_Return)


@pytest.fixture
def beam() -> Beam:
    return Beam()


@pytest.fixture
def shown(open_kiosk: Open) -> Shown:
    return open_kiosk()


@pytest.fixture(autouse=True)
def scanner(shown: Shown, qapp: QApplication, beam: Beam) -> Iterator[Scanner]:
    """The kiosk's scanner, at work."""
    made = Scanner(shown.visit, time_of=beam.time_of)
    qapp.installEventFilter(made)
    Scans(shown.visit, shown.dropped, made)
    yield made
    qapp.removeEventFilter(made)


def test_a_badge_on_the_first_page_says_goodbye(shown: Shown, beam: Beam) -> None:
    code = badge_code.new()
    beam.scan(code, shown.screen)
    assert shown.dropped.badges == [code]
    assert shown.visit.step == flow.SIGN_OUT_THANKS


def test_a_badge_while_somebody_types_leaves_their_visit_alone(shown: Shown, beam: Beam) -> None:
    shown.visit.choose(flow.ADULT)
    shown.visit.choose("business")
    form = next(key for key in (flow.FORM + page.key for page in shown.visit.pages))
    shown.visit.go(form)
    before = shown.visit.step
    field = next(one for one in shown.screen.findChildren(QLineEdit) if one.isVisible())
    field.setText("王")
    code = badge_code.new()
    beam.scan(code, field)
    assert shown.dropped.badges == [code]
    assert (field.text(), shown.visit.step) == ("王", before)


def test_another_code_goes_nowhere(shown: Shown, beam: Beam) -> None:
    beam.scan("INV-4711", shown.screen)
    beam.scan("1" * badge_code.LENGTH, shown.screen)
    assert shown.dropped.badges == [] and shown.visit.step == flow.START


def test_a_badge_that_cannot_be_kept_is_said_where_nobody_else_stands(
    shown: Shown, beam: Beam
) -> None:
    shown.dropped.problem = NotKept()
    beam.scan(badge_code.new(), shown.screen)
    assert shown.dropped.badges == []
    assert shown.visit.step not in (flow.START, flow.SIGN_OUT_THANKS)


def name_line(shown: Shown) -> QLineEdit:
    """Go to the first page of a form, as somebody who signs in, and return its first line."""
    shown.visit.choose(flow.ADULT)
    shown.visit.choose("business")
    shown.visit.choose(flow.AGREE)
    return next(one for one in shown.screen.findChildren(QLineEdit) if one.isVisible())


def codes_come_by(shown: Shown, scanner: Scanner, scans: int, kinds: Sequence[ModuleType]) -> None:
    """Let people hold codes to the scanner while somebody types their name."""
    came, line, heard = mixed(5, scans, kinds), name_line(shown), list[str]()
    scanner.scanned.connect(heard.append)
    line.setMaxLength(1_000_000)
    before = shown.visit.step
    Hand(scanner).play(line, came.events)
    assert heard == came.codes and len(heard) == scans
    assert shown.dropped.badges == [code for code in came.codes if badge_code.is_badge(code)]
    assert line.text() == came.typed
    assert shown.visit.step == before
    others = [one for one in shown.screen.findChildren(QLineEdit) if one is not line]
    assert others and {one.text() for one in others} == {""}


@pytest.mark.parametrize("kind", KINDS)
def test_a_hundred_codes_while_somebody_types(
    shown: Shown, scanner: Scanner, kind: ModuleType
) -> None:
    codes_come_by(shown, scanner, 100, (kind,))


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("kinds", [*((kind,) for kind in KINDS), KINDS])
def test_a_thousand_codes_while_somebody_types(
    shown: Shown, scanner: Scanner, kinds: Sequence[ModuleType]
) -> None:
    codes_come_by(shown, scanner, 1_000, kinds)
