# SPDX-License-Identifier: Apache-2.0
"""A shift is handed over in one step, and the next guard hears what was left to them."""

import pytest

from hr_desk.operations import shifts, visits
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.session import Session
from hr_desk.operations.shifts import ShiftChange
from tests.support.desk import START, Desk
from tests.support.visitors import visitor


@pytest.fixture
def gate(desk: Desk) -> Session:
    return desk.open("gate")


def test_before_the_first_change_there_is_none(gate: Session) -> None:
    assert shifts.last(gate) is None


def test_what_is_left_to_the_next_guard_is_counted(desk: Desk, gate: Session) -> None:
    visits.sign_in(gate, [visitor(gate), visitor(gate, full_name="王芳")])
    shifts.change_over(gate)
    desk.close()
    found = shifts.last(desk.open("admin"))
    assert found == ShiftChange(name="gate", at=START, waiting=0, on_site=2, expected=0)


def test_the_change_is_in_the_log_with_numbers_alone(gate: Session) -> None:
    visits.sign_in(gate, [visitor(gate, full_name="张伟")])
    shifts.change_over(gate)
    (body,) = gate.compartment("visits").read_one(
        "SELECT body FROM audit ORDER BY seq DESC LIMIT 1"
    )
    assert '"shift.change"' in body and '"on_site":1' in body and "张伟" not in body


def test_who_does_not_work_with_visits_changes_no_shift(session: Session) -> None:
    for refused in (shifts.change_over, shifts.last):
        with pytest.raises(NotPermitted):
            refused(session)
