# SPDX-License-Identifier: Apache-2.0
"""Which roles a user had when: by the register from its last change on, by the log before."""

import datetime as dt

from hr_desk.operations import memberships
from hr_desk.operations.role_history import RoleHistory, histories
from hr_desk.operations.session import Session
from tests.support.desk import START, Desk

SINCE = dt.datetime(2026, 3, 2, 9, 0, 0, tzinfo=dt.UTC)
AT = SINCE + dt.timedelta(milliseconds=400)
"""When the last change was logged; the register keeps the second alone."""

EARLIER = SINCE - dt.timedelta(days=3)
LONG_AGO = SINCE - dt.timedelta(days=30)
TICK = dt.timedelta(milliseconds=1)


def test_without_a_change_the_roles_hold_since_the_user_was_added() -> None:
    known = RoleHistory(("recruiter",), SINCE)
    assert known.at(SINCE) == ("recruiter",)
    assert known.at(SINCE - TICK) is None


def test_a_change_holds_from_its_own_moment_on() -> None:
    known = RoleHistory(("auditor",), SINCE, ((EARLIER, ("hr_admin",)), (AT, ("recruiter",))))
    assert known.at(LONG_AGO) == ("hr_admin",)
    assert known.at(EARLIER) == ("recruiter",)
    assert known.at(AT - TICK) == ("recruiter",), "in the very second of the register"
    assert known.at(AT) == ("auditor",)


def test_a_change_that_says_nothing_of_before_leaves_it_open() -> None:
    known = RoleHistory(("auditor",), SINCE, ((EARLIER, ("hr_admin",)), (AT, None)))
    assert known.at(LONG_AGO) == ("hr_admin",)
    assert known.at(EARLIER) is None
    assert known.at(AT) == ("auditor",)


def test_a_last_change_in_a_log_that_is_not_at_hand_leaves_it_open() -> None:
    known = RoleHistory(("auditor",), SINCE, ((EARLIER, ("hr_admin",)),))
    assert known.at(LONG_AGO) == ("hr_admin",)
    assert known.at(EARLIER) is None
    assert known.at(SINCE) == ("auditor",)


def test_it_is_read_from_the_logs_of_the_files_that_are_held(desk: Desk, admin: Session) -> None:
    gate = next(one.id for one in admin.register.users if one.name == "gate")
    for days, roles in ((1, ["auditor"]), (2, ["front_desk", "auditor"])):
        desk.clock.advance(days=days)
        memberships.change_roles(admin, gate, roles)
    known = histories(admin)[gate]
    day = dt.timedelta(days=1)
    assert [known.at(START + number * day) for number in (0, 1, 2, 3)] == [
        ("front_desk",), ("auditor",), ("auditor",), ("auditor", "front_desk"),
    ]  # fmt: skip
    assert histories(admin)[admin.user.id].at(START) == ("hr_admin",)
