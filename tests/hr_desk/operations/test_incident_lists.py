# SPDX-License-Identifier: Apache-2.0
"""Whom an account in other hands could list, beside those whose record was opened with it."""

import datetime as dt

from hr_desk.operations import (
    candidates,
    incident_views,
    memberships,
    recruitment,
    requisitions,
    taking_back,
)
from hr_desk.operations.incidents import Facts
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.incidents import answered, opened
from tests.support.made_up import candidates as made_up_candidates
from tests.support.made_up import one
from tests.support.visitors import signed_in


def how_far(officer: Session, incident: str) -> tuple[set[str], set[str]]:
    """Return whose record was opened, and who could be listed."""
    people = incident_views.open_in_full(officer, incident).people
    opened = {one.name for one in people if not one.listed}
    return opened, {one.name for one in people if one.listed}


def in_other_hands(officer: Session, desk: Desk, user: Session) -> str:
    """Return an incident of the account of somebody, from a minute ago to this moment."""
    desk.clock.advance(hours=1)
    until = officer.now()
    since = until - dt.timedelta(minutes=1)
    desk.clock.advance(hours=1)
    return opened(officer, Facts(way="account", level="general", found_at=officer.now(),
                                 named=user.user.id, since=since, until=until))  # fmt: skip


def test_an_account_in_other_hands_touches_whom_its_entries_name_in_that_time(
    desk: Desk, officer: Session, admin: Session, session: Session
) -> None:
    before, seen, after, _never = desk.take_in(
        admin,
        [one(name, f"1380013800{n}") for n, name in enumerate(("赵一", "钱二", "孙三", "李四"))],
    )
    candidates.open_record(session, before)
    desk.clock.advance(hours=2)
    since = officer.now()
    candidates.open_record(session, seen)
    until = officer.now()
    desk.clock.advance(hours=1)
    candidates.open_record(session, after)
    used = Facts(way="account", level="general", found_at=officer.now(), named=session.user.id,
                 since=since, until=until)  # fmt: skip
    incident = opened(officer, used)
    answered(officer, admin, incident)
    assert how_far(officer, incident) == ({"钱二"}, {"赵一", "孙三", "李四"})


def test_an_account_could_list_its_own_requisitions_alone_and_nobody_who_came_later(
    desk: Desk, officer: Session, admin: Session, session: Session
) -> None:
    desk.take_in(admin, [one("赵一", "13800138000")])
    other = requisitions.open_requisition(
        admin, title="会计", department="财务部", place="青岛", head_count=1
    ).created[0]
    new = made_up_candidates([one("钱二", "13800138001")], admin.catalogue, other)
    recruitment.take_in(admin, new)
    signed_in(desk.open("gate"), full_name="孙小梅", mobile="13900001234")
    incident = in_other_hands(officer, desk, session)
    desk.take_in(admin, [one("李四", "13800138003")])
    answered(officer, admin, incident)
    assert how_far(officer, incident) == (set(), {"赵一"})


def test_a_gatehouse_account_could_list_visitors_and_an_admins_everybody(
    desk: Desk, officer: Session, admin: Session, session: Session
) -> None:
    desk.take_in(admin, [one("赵一", "13800138000", expected_salary="8000")])
    gate = desk.open("gate")
    signed_in(gate, full_name="孙小梅", mobile="13900001234")
    desk.clock.advance(hours=1)
    for user, expected in ((gate, {"孙小梅"}), (admin, {"孙小梅", "赵一"})):
        incident = in_other_hands(officer, desk, user)
        answered(officer, admin, incident)
        assert how_far(officer, incident) == (set(), expected)
        view = incident_views.open_in_full(officer, incident)
        assert view.kinds == () and {"full_name", "mobile"} <= set(view.list_kinds)
        assert "expected_salary" not in view.list_kinds


def test_what_was_moved_since_may_have_been_listed_before(
    desk: Desk, officer: Session, admin: Session, session: Session
) -> None:
    (moved,) = desk.take_in(admin, [one("赵一", "13800138000")])
    incident = in_other_hands(officer, desk, session)
    other = requisitions.open_requisition(
        admin, title="会计", department="财务部", place="青岛", head_count=1
    ).created[0]
    taking_back.move(admin, {moved: other})
    answered(officer, admin, incident)
    assert how_far(officer, incident) == (set(), {"赵一"})


def test_roles_of_that_time_decide_not_those_of_today(
    desk: Desk, officer: Session, admin: Session
) -> None:
    desk.take_in(admin, [one("赵一", "13800138000")])
    gate = desk.open("gate")
    signed_in(gate, full_name="孙小梅", mobile="13900001234")
    desk.clock.advance(hours=1)
    incident = in_other_hands(officer, desk, gate)
    gate.close()
    memberships.change_roles(admin, gate.user.id, ["recruiter"])
    answered(officer, admin, incident)
    assert how_far(officer, incident) == (set(), {"孙小梅"})
