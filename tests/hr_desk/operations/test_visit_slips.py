# SPDX-License-Identifier: Apache-2.0
"""Whose slip is printed as soon as they are let in."""

import pytest

from hr_desk.operations import intake, visit_slips, visits
from hr_desk.operations.session import Session
from hr_desk.operations.visits import VisitQuery
from tests.support import gatehouse
from tests.support.desk import Desk
from tests.support.visitors import guest, signed_in, visitor


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk."""
    return desk.open("gate")


def due(gate: Session, *ids: str) -> list[str]:
    return [one.visit_id for one in visit_slips.due(gate, ids)]


@pytest.mark.parametrize(
    ("purpose", "at_once"),
    [("business", True), ("contractor", True), ("family", False), ("interview", False),
     ("delivery", False)],
)  # fmt: skip
def test_the_kind_says_whose_slip_is_printed_at_once(
    gate: Session, purpose: str, at_once: bool
) -> None:
    id_ = signed_in(gate, visit_purpose=purpose)
    assert due(gate, id_) == ([id_] if at_once else [])


def test_a_slip_that_is_out_or_back_is_not_printed_again(gate: Session) -> None:
    first, second = signed_in(gate), signed_in(gate, full_name="田野")
    assert due(gate, second, first, first) == [first, second]
    visits.slip_out(gate, [first])
    assert due(gate, first, second) == [second]
    visits.slip_back(gate, [first])
    assert due(gate, first, second) == [second]


def test_who_is_not_inside_or_is_gone_gets_none(gate: Session) -> None:
    id_ = signed_in(gate)
    visits.sign_out(gate, [id_])
    (expected,) = visits.expect(gate, [guest(gate, "2026-03-02 14:00")]).created
    assert due(gate, id_, expected, "no-such-visit") == []
    assert due(gate) == []


def test_after_every_way_in_a_slip_is_looked_for(gate: Session) -> None:
    gatehouse.hold_key(gate)
    gatehouse.sign_in(gate, 1, full_name="田野")
    intake.take_in(gate)
    (announced,) = visits.list_visits(gate, VisitQuery(states=("announced",)))
    (expected,) = visits.expect(
        gate, [guest(gate, "2026-03-02 14:00", visit_purpose="business")]
    ).created
    stranger = visitor(gate, full_name="常来客")
    ways = [visits.sign_in(gate, [stranger])]
    visits.sign_out(gate, ways[0].created)
    ways += [
        visits.come_again(gate, ways[0].created[0], confirmed=("secrecy",)),
        visits.arrive(gate, [expected], notice="paper"),
        visits.confirm(gate, announced.visit_id),
    ]
    assert {one.operation for one in ways} == visit_slips.LETS_IN
    for one in ways[1:]:
        assert len(due(gate, *(id_ for kind, id_ in one.records if kind == "visit"))) == 1
