# SPDX-License-Identifier: Apache-2.0
"""A record that the end of the day closed: the front desk says when its visitor left."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hr_desk.domain.clock import SHANGHAI, FixedClock
from hr_desk.operations import visits
from hr_desk.operations.badges import NotThen
from hr_desk.operations.session import Session
from hr_desk.operations.visits import NewVisit, VisitQuery, VisitRow
from tests.ui.conftest import typed
from ui.language import Languages
from ui.pages.visit import VisitPage
from ui.session import Surroundings
from ui.widgets.entry import chosen_day, show_day

Show = Callable[..., Any]
Wait = Callable[[], None]
Do = Callable[..., Any]


def closed(session: Session) -> None:
    """Let somebody in, and close the day without their having left."""
    texts = {"full_name": "王芳", "age_band": "adult", "visit_purpose": "business",
             "host_employee": "陈晓"}  # fmt: skip
    visits.sign_in(session, [NewVisit(values=typed(session.catalogue, **texts))])
    tomorrow = FixedClock(session.now() + timedelta(days=1))
    session.clock = session.compartment("visits")._clock = tomorrow
    visits.close_day(session)


@pytest.fixture
def at_gate(open_gate: Callable[..., Surroundings]) -> Surroundings:
    return open_gate(closed)


def row(do: Do) -> VisitRow:
    one: VisitRow = do(visits.list_visits, VisitQuery())[0]
    return one


@pytest.fixture
def page(
    at_gate: Surroundings, show: Show, do: Do, wait_idle: Wait, languages: Languages
) -> VisitPage:
    languages.use("en")
    made: VisitPage = show(VisitPage(at_gate))
    made.receive(row(do).visit_id)
    wait_idle()
    wait_idle()
    return made


def test_the_time_of_leaving_is_corrected_once(page: VisitPage, do: Do, wait_idle: Wait) -> None:
    assert row(do).left_how == "automatic" and len(do(visits.roll_call)) == 1
    assert page.leaving.button.isVisible()
    page.leaving.button.click()
    assert "王芳" in page.leaving.sentence.text()
    arrived = row(do).arrived
    assert arrived is not None
    later = (arrived + timedelta(minutes=5)).astimezone(SHANGHAI)
    show_day(page.leaving.day, later.date())
    QTest.keyClicks(page.leaving.time, f"{later:%H:%M}")
    QTest.keyClick(page.leaving.time, Qt.Key.Key_Return)
    wait_idle()
    wait_idle()
    one = row(do)
    assert one.left == later.replace(second=0, microsecond=0)
    assert (one.state, one.left_how, do(visits.roll_call)) == ("left", "staff", ())
    assert not page.leaving.isVisible() and not page.leaving.button.isVisible()


@pytest.mark.parametrize("text", ["", "25:00", "12:60", "noon", "٠٩:٠٠"])
def test_what_is_no_time_is_said(page: VisitPage, do: Do, text: str) -> None:
    page.leaving.button.click()
    page.leaving.time.setText(text)
    page.leaving.yes.click()
    assert "14:30" in page.leaving._time_entry.error()
    assert row(do).left_how == "automatic"


def test_nobody_leaves_before_they_came(page: VisitPage, do: Do, wait_idle: Wait) -> None:
    page.leaving.button.click()
    show_day(page.leaving.day, chosen_day(page.leaving.day) - timedelta(days=1))
    page.leaving.time.setText("0830")
    page.leaving.yes.click()
    wait_idle()
    assert page.leaving._time_entry.error() == NotThen().text()
    assert row(do).left_how == "automatic"
    QTest.keyClick(page.leaving.time, Qt.Key.Key_Escape)
    assert not page.leaving.isVisible()
