# SPDX-License-Identifier: Apache-2.0
"""Whoever is refused somebody below eighteen is led to where it is asked, and back again."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from hr_desk.errors import UserError
from hr_desk.operations import visits
from hr_desk.operations.minor_problems import MinorNotApproved
from hr_desk.operations.session import Session
from tests.support.visitors import visitor
from ui.pages.minor_way import ways_to_ask
from ui.pages.visit import VisitPage
from ui.pages.way_back import Visit
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]

PUPIL = {"full_name": "小示例", "age_band": "16-17", "guardian": "示例家长 | 母亲 | 13800138001"}


def pupil(session: Session) -> None:
    """Sign a visitor of seventeen in."""
    visits.sign_in(session, [visitor(session, **PUPIL)])


def refused(*records: tuple[str, str]) -> MinorNotApproved:
    """Return the refusal of reading some records."""
    error = MinorNotApproved(count=len(records))
    error.records = records
    return error


def led(around: Surroundings, error: UserError) -> list[tuple[str, object]]:
    """Return where the ways out of a refusal lead."""
    gone: list[tuple[str, object]] = []
    for _label, act in ways_to_ask(around.desk, error, lambda key, what: gone.append((key, what))):
        act()
    return gone


def test_a_guard_is_led_from_a_minors_visit_to_an_approval_for_the_gate(
    open_gate: Callable[..., Surroundings], show: Show, wait_idle: Wait
) -> None:
    around = open_gate(pupil)
    page: VisitPage = show(VisitPage(around))
    found: list[Any] = []
    around.desk.query(visits.list_visits, visits.VisitQuery(), owner=page, done=found.append)
    wait_idle()
    id_ = found[0][0].visit_id
    page.open(id_)
    for _ in range(3):
        wait_idle()
    gone: list[tuple[str, object]] = []
    page.go.connect(lambda key, what: gone.append((key, what)))
    (button,) = (one for one in page.banner.findChildren(QPushButton) if one.text())
    button.click()
    assert gone == [("minors", Visit(("visits", ()), "visit", id_))]


@pytest.mark.parametrize(
    ("records", "visit"),
    [
        ([("application", "a")], Visit(("hiring", ("a",)), "record", "a")),
        ([("application", "a"), ("application", "b")],
         Visit(("hiring", ("a", "b")), "candidates")),
        ([("joiner", "j")], Visit(("personnel", ("j",)), "joiner", "j")),
        ([("account", "a")], Visit(("payroll", ("a",)), "account", "a")),
        ([("visit", "v"), ("visit", "w")], Visit(("visits", ()), "front_desk")),
    ],
)  # fmt: skip
def test_it_is_asked_about_whoever_was_refused(
    around: Surroundings, records: list[tuple[str, str]], visit: Visit
) -> None:
    assert led(around, refused(*records)) == [("minors", visit)]


def test_other_refusals_and_other_records_lead_nowhere(around: Surroundings) -> None:
    assert led(around, UserError()) == []
    assert led(around, refused(("user", "u"))) == []


def test_whoever_may_not_ask_is_offered_nothing(
    around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(around.desk, "means", frozenset)
    assert led(around, refused(("visit", "v"))) == []
