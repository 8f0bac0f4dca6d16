# SPDX-License-Identifier: Apache-2.0
"""Guests expected every week: single records that are changed and called off as one or singly."""

from datetime import date, timedelta

import pytest

from hr_desk.domain import visits as states
from hr_desk.domain.clock import SHANGHAI
from hr_desk.domain.weekly import Weekly
from hr_desk.operations import expecting, guest_codes, visits
from hr_desk.operations.expecting import Ahead
from hr_desk.operations.expecting_problems import NoDays, NotExpectedNow
from hr_desk.operations.problems import ChangedMeanwhile, Missing, NotPermitted, RecordGone
from hr_desk.operations.session import Session
from hr_desk.store import expecting as store
from hr_desk.store import visits as visit_store
from tests.support.desk import START, Desk
from tests.support.visitors import guest, typed, visitor

MONDAY = START.astimezone(SHANGHAI).date()
"""2026-03-02."""
TUESDAYS = Weekly(
    weekdays=frozenset({1}), begin=MONDAY, until=MONDAY + timedelta(days=27), working_days=False
)


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk."""
    return desk.open("gate")


def weekly(session: Session, plan: Weekly = TUESDAYS, **texts: str) -> tuple[str, ...]:
    made = guest(session, "2026-03-03 09:30", **texts)
    return expecting.expect_weekly(session, made, plan).created


def planned(session: Session) -> list[str]:
    found = [one.row.planned for one in expecting.ahead(session)]
    return [f"{at.astimezone(SHANGHAI):%m-%d %H:%M}" for at in found if at is not None]


def state_of(session: Session, id_: str) -> str:
    return visit_store.visits(session.compartment("visits"), [id_])[0].state


def test_each_week_is_a_visit_of_its_own(gate: Session) -> None:
    ids = weekly(gate)
    assert len(ids) == len(set(ids)) == 4
    assert planned(gate) == ["03-03 09:30", "03-10 09:30", "03-17 09:30", "03-24 09:30"]
    first, *_, last = expecting.ahead(gate)
    assert (first.how, first.later, last.later, first.code) == ("weekly", 4, 1, "")
    assert {one.series for one in expecting.ahead(gate)} == {first.series} != {""}
    assert {one.row.origin for one in expecting.ahead(gate)} == {"invited"}


def test_days_that_are_over_are_left_out_and_none_is_refused(gate: Session) -> None:
    begun = Weekly(weekdays=frozenset({1}), begin=MONDAY - timedelta(days=20), until=MONDAY)
    with pytest.raises(NoDays):
        weekly(gate, begun)
    with pytest.raises(NoDays):
        weekly(gate, Weekly(weekdays=frozenset(), begin=MONDAY, until=MONDAY))
    with pytest.raises(Missing):
        expecting.expect_weekly(gate, visitor(gate), TUESDAYS)
    assert expecting.ahead(gate) == ()


def test_holidays_are_skipped_where_that_is_asked(gate: Session) -> None:
    plan = Weekly(weekdays=frozenset({0}), begin=date(2026, 4, 1), until=date(2026, 5, 10),
                  working_days=True)  # fmt: skip
    weekly(gate, plan)
    days = [text[:5] for text in planned(gate)]
    assert "04-13" in days and "05-04" not in days  # Labour Day is a holiday of five days


def test_one_is_changed_singly(gate: Session) -> None:
    weekly(gate)
    second = expecting.ahead(gate)[1]
    values = typed(gate, {"visit_planned": "2026-03-11 15:00", "employer": "示例机电"})
    expecting.change_expected(gate, second.row.visit_id, values, version=second.version)
    assert planned(gate) == ["03-03 09:30", "03-11 15:00", "03-17 09:30", "03-24 09:30"]
    named = [one.row.cells.get("employer") for one in expecting.ahead(gate)]
    assert [bool(cell) for cell in named] == [False, True, False, False]


def test_the_series_is_changed_from_one_on_and_keeps_its_days(gate: Session) -> None:
    weekly(gate)
    second = expecting.ahead(gate)[1]
    values = typed(gate, {"visit_planned": "2026-03-10 15:00", "host_employee": "王芳"})
    expecting.change_expected(gate, second.row.visit_id, values, version=second.version, whole=True)
    assert planned(gate) == ["03-03 09:30", "03-10 15:00", "03-17 15:00", "03-24 15:00"]
    hosts = [one.row.cells["host_employee"].text for one in expecting.ahead(gate)]
    assert hosts == ["张伟", "王芳", "王芳", "王芳"]


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(gate: Session) -> None:
    weekly(gate)
    first = expecting.ahead(gate)[0]
    values = typed(gate, {"employer": "示例机电"})
    expecting.change_expected(gate, first.row.visit_id, values, version=first.version)
    with pytest.raises(ChangedMeanwhile):
        expecting.change_expected(gate, first.row.visit_id, values, version=first.version)
    with pytest.raises(Missing):
        expecting.change_expected(gate, first.row.visit_id, {"full_name": None},
                                  version=first.version + 1)  # fmt: skip


def test_one_or_the_rest_of_a_series_is_called_off(gate: Session) -> None:
    ids = weekly(gate)
    expecting.call_off(gate, ids[1:2])
    assert planned(gate) == ["03-03 09:30", "03-17 09:30", "03-24 09:30"]
    expecting.call_off(gate, ids[2:3], whole=True)
    assert planned(gate) == ["03-03 09:30"]
    assert [state_of(gate, one) for one in ids] == ["expected", *["not_come"] * 3]


def test_who_is_here_already_is_neither_changed_nor_called_off(gate: Session, desk: Desk) -> None:
    ids = weekly(gate)
    desk.clock.advance(days=1, hours=1)
    visits.arrive(gate, ids[:1])
    for whole in (False, True):
        with pytest.raises(NotExpectedNow):
            expecting.call_off(gate, ids[:1], whole=whole)
    expecting.call_off(gate, ids[1:2], whole=True)
    assert state_of(gate, ids[0]) == states.ON_SITE


def test_a_visit_alone_is_no_series(gate: Session) -> None:
    (id_,) = visits.expect(gate, [guest(gate, "2026-03-04 10:00")]).created
    (one,) = expecting.ahead(gate)
    assert (one.series, one.how, one.later) == ("", "", 1)
    expecting.call_off(gate, [id_], whole=True)
    assert expecting.ahead(gate) == ()


def test_a_series_goes_with_its_last_visit(gate: Session) -> None:
    ids = weekly(gate)
    file = gate.compartment("visits")
    guest_codes.hand_out(gate, ids)
    with file.change("test") as change:
        for record in visit_store.visits(file, ids[:3]):
            visit_store.remove_joined(change, record)
    assert len(store.all_series(file)) == 1
    assert set(store.valid_codes(file, ids)) == {ids[3]}
    with file.change("test") as change:
        visit_store.remove_joined(change, visit_store.visits(file, ids[3:])[0])
    assert store.all_series(file) == [] and store.valid_codes(file, ids) == {}


def test_roles_that_keep_no_visits_expect_nobody(session: Session, gate: Session) -> None:
    made = guest(gate, "2026-03-03 09:30")
    for call in (
        lambda: expecting.expect_weekly(session, made, TUESDAYS),
        lambda: expecting.call_off(session, ["0" * 32]),
        lambda: expecting.ahead(session),
        lambda: guest_codes.hand_out(session, ["0" * 32]),
    ):
        with pytest.raises(NotPermitted):
            call()
    with pytest.raises(RecordGone):
        expecting.call_off(gate, ["0" * 32])


def test_the_soonest_is_first_and_what_is_past_is_not_ahead(gate: Session, desk: Desk) -> None:
    weekly(gate)
    visits.expect(gate, [guest(gate, "2026-03-02 17:00")])
    assert planned(gate)[:2] == ["03-02 17:00", "03-03 09:30"]
    desk.clock.advance(days=2)
    assert planned(gate)[0] == "03-10 09:30"
    assert isinstance(expecting.ahead(gate)[0], Ahead)
