# SPDX-License-Identifier: Apache-2.0
"""One corrected calendar counts everywhere: how it reaches each file, and what it changes there."""

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hr_desk.domain.weekly import Weekly
from hr_desk.domain.working_days import WorkingCalendar
from hr_desk.operations import (
    calendar_copies,
    calendar_days,
    checklist,
    expecting,
    hand_off_people,
    users,
)
from hr_desk.operations.calendar_copies import COPIES, KIND
from hr_desk.operations.delivery import address, deliver
from hr_desk.operations.exchanging import exchange
from hr_desk.operations.intake import take_in
from hr_desk.operations.letters import Letter, Unacceptable, kind_of
from hr_desk.operations.session import Session
from hr_desk.store import outbox
from tests.support.desk import Desk
from tests.support.forging import raw
from tests.support.joining import FIRST_DAY, handed_over, settle
from tests.support.requests import OFFICER, reopen_officer
from tests.support.two_desks import Side, pair_both
from tests.support.visitors import guest

MONDAY = dt.date(2026, 3, 9)
"""Five working days before FIRST_DAY."""
NOTICE = "示例通知 1 号"


def due(session: Session, joiner: str, item: str) -> tuple[dt.date | None, bool]:
    lines = {one.item.key: one for one in checklist.lines(session, joiner)}
    return lines[item].due, lines[item].provisional


def told(session: Session, message: dict[str, Any], *, file: str = "personnel") -> None:
    """Take a message of the privacy office in."""
    kind = kind_of(file, KIND)
    assert kind is not None
    letter = Letter(
        kind=KIND, reference="0" * 32, sender=f"{address(session, 'privacy')}/officer",
        message=message, at=session.now(),
    )  # fmt: skip
    with session.compartment(file).change("test") as change:
        kind.take(session, change, letter)


def test_a_corrected_day_moves_a_joiners_checklist(
    desk: Desk, session: Session, colleague: Session, officer: Session
) -> None:
    (joiner,) = handed_over(desk, session, colleague)
    assert due(colleague, joiner, "welcome_letter") == (MONDAY, False)
    calendar_days.correct_days(officer, {MONDAY: False}, source=NOTICE)
    settle(officer, colleague)
    assert due(colleague, joiner, "welcome_letter") == (dt.date(2026, 3, 6), False)
    calendar_days.forget_day(officer, MONDAY)
    settle(officer, colleague)
    assert due(colleague, joiner, "welcome_letter") == (MONDAY, False)


def test_a_year_without_its_notice_is_provisional_until_it_is_in(
    desk: Desk, session: Session, colleague: Session, officer: Session
) -> None:
    (joiner,) = handed_over(desk, session, colleague)
    with raw(colleague, "personnel") as connection:
        connection.execute(
            "UPDATE part SET fields = replace(fields, ?, '2027-03-15')",
            (FIRST_DAY.isoformat(),),
        )
    early, flagged = due(colleague, joiner, "welcome_letter")
    assert flagged and early is not None and early < dt.date(2027, 3, 8)
    assert due(colleague, joiner, "form") == (dt.date(2027, 3, 15), False)
    limits = {one.key: one for one in checklist.countdowns(colleague, joiner)}
    assert limits["contract"].provisional
    calendar_days.announce(officer, 2027, {dt.date(2027, 3, 8): True}, source=NOTICE)
    settle(officer, colleague)
    assert due(colleague, joiner, "welcome_letter") == (dt.date(2027, 3, 8), False)
    limits = {one.key: one for one in checklist.countdowns(colleague, joiner)}
    assert not limits["contract"].provisional


def test_every_file_has_it_and_the_newest_counts(desk: Desk, officer: Session) -> None:
    admin = desk.open("admin")
    calendar_days.correct_days(officer, {MONDAY: False}, source=NOTICE)
    settle(officer, admin)
    for name in COPIES:
        known = admin.compartment(name).read("SELECT day, works, source FROM calendar_day")
        assert known == [(MONDAY.isoformat(), 0, NOTICE)]
    sunday = MONDAY - dt.timedelta(days=1)
    told(admin, {"state": "9", "days": [[sunday.isoformat(), 1, NOTICE]], "years": []})
    assert calendar_days.in_force(admin) == WorkingCalendar({sunday: True}, frozenset())
    settle(officer, admin)
    assert calendar_days.in_force(officer).overrides == {MONDAY: False}


def test_one_that_was_overtaken_changes_nothing(colleague: Session, officer: Session) -> None:
    calendar_days.correct_days(officer, {MONDAY: False}, source=NOTICE)
    settle(officer, colleague)
    counts = calendar_days.in_force(colleague)
    told(colleague, {"state": "1", "days": [], "years": []})
    assert calendar_days.in_force(colleague) == counts != WorkingCalendar({}, frozenset())


def test_another_office_says_nothing_here(colleague: Session) -> None:
    kind = kind_of("personnel", KIND)
    assert kind is not None
    message = {"state": "9", "days": [[MONDAY.isoformat(), 0, NOTICE]], "years": []}
    letter = Letter(KIND, "0" * 32, f"{'e' * 64}/privacy/officer", message, colleague.now())
    with colleague.compartment("personnel").change("test") as change:
        kind.take(colleague, change, letter)
    assert calendar_days.in_force(colleague).overrides == {}


@pytest.mark.parametrize(
    ("changes", "part"),
    [
        ({"days": [["2026-02-30", 0, NOTICE]]}, "days"), ({"days": [["2026-03-09", 0]]}, "days"),
        ({"days": None}, "days"), ({"days": [["2026-03-09", 0, "x" * 121]]}, "days"),
        ({"years": [["2027", NOTICE]]}, "years"), ({"years": [[2027, 5]]}, "years"),
        ({"state": 5}, "state"),
    ],
)  # fmt: skip
def test_a_message_that_does_not_fit_is_set_aside(
    colleague: Session, changes: dict[str, Any], part: str
) -> None:
    with pytest.raises(Unacceptable) as refusal:
        told(colleague, {"state": "9", "days": [], "years": [], **changes})
    assert refusal.value.values["what"] == part


def test_it_goes_once_to_each_file_from_the_officer_alone(desk: Desk, officer: Session) -> None:
    def sent() -> list[str]:
        waiting = outbox.waiting(officer.compartment("privacy"))
        return sorted(one.receiver.partition("/")[2] for one in waiting if one.kind == KIND)

    deliver(officer)
    assert sent() == []
    calendar_days.correct_days(officer, {MONDAY: False}, source=NOTICE)
    deliver(officer)
    assert sent() == sorted(COPIES)
    calendar_copies.tell(desk.open("admin"))
    assert sent() == sorted(COPIES)


def test_what_was_corrected_before_copies_went_out_goes_too(
    desk: Desk, colleague: Session, officer: Session
) -> None:
    with raw(officer, "privacy") as connection:
        connection.execute(
            "INSERT INTO calendar_day (day, works, source) VALUES (?, 0, ?)",
            (MONDAY.isoformat(), NOTICE),
        )
    again = reopen_officer(desk)
    settle(again, colleague)
    assert calendar_days.in_force(colleague).overrides == {MONDAY: False}


def test_visits_and_hand_offs_count_on_it(desk: Desk, officer: Session) -> None:
    admin, gate = desk.open("admin"), desk.open("gate")
    friday = dt.date(2026, 3, 20)
    assert hand_off_people.next_day(admin, 20) == friday
    calendar_days.correct_days(officer, {MONDAY: False, friday: False}, source=NOTICE)
    settle(officer, admin)
    assert hand_off_people.next_day(admin, 20) == dt.date(2026, 3, 19)
    plan = Weekly(weekdays=frozenset({0}), begin=MONDAY, until=MONDAY + dt.timedelta(days=7),
                  working_days=True)  # fmt: skip
    expecting.expect_weekly(gate, guest(gate, "2026-03-09 09:30"), plan)
    (only,) = expecting.ahead(gate)
    assert only.row.planned is not None and only.row.planned.date() == FIRST_DAY
    every = replace(plan, working_days=False)
    assert len(expecting.expect_weekly(gate, guest(gate, "2026-03-09 10:30"), every).created) == 2


def test_a_paired_desk_hears_of_it_over_the_shared_folder(
    sides: tuple[Side, Side], shared: Path
) -> None:
    gate, office = sides
    officer = _officer_of(office)
    calendar_days.correct_days(officer, {MONDAY: False}, source=NOTICE)
    deliver(officer)
    guard = gate.sessions[0]
    for side in (office, gate):
        exchange(side.folder, shared)
    take_in(guard)
    assert calendar_days.in_force(guard).overrides == {MONDAY: False}


def test_a_desk_that_is_paired_later_gets_it_too(unpaired: tuple[Side, Side], shared: Path) -> None:
    gate, office = unpaired
    officer = _officer_of(office)
    calendar_days.correct_days(officer, {MONDAY: False}, source=NOTICE)
    office.close()
    pair_both(gate, office)
    officer, guard = office.open("officer", OFFICER), gate.sessions[0]
    deliver(officer)
    for side in (office, gate):
        exchange(side.folder, shared)
    take_in(guard)
    assert calendar_days.in_force(guard).overrides == {MONDAY: False}


def _officer_of(office: Side) -> Session:
    recovered = users.open_by_recovery(
        office.folder, halves=office.recovery_halves, clock=office.clock, profile=office.profile
    )
    users.add(recovered, name="officer", passphrase=OFFICER, roles=["privacy_officer"])
    recovered.close()
    return office.open("officer", OFFICER)
