# SPDX-License-Identifier: Apache-2.0
"""One action for thirty people is taken back by one; applications change hands and posts."""

from dataclasses import replace

import pytest

from hr_desk.operations import candidates, recruitment, requisitions, taking_back
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.problems import (
    MovedSince,
    NothingToTakeBack,
    RecordGone,
    RequisitionClosed,
    StepNotAllowed,
    UnknownUser,
)
from hr_desk.operations.session import Session
from hr_desk.store.hiring import ApplicationRecord
from tests.support.desk import START, Desk
from tests.support.made_up import people


def states(session: Session, ids: tuple[str, ...]) -> list[ApplicationRecord]:
    """The applications as they stand, their versions left out: those only count changes."""
    return [replace(one, version=0, person_version=0) for one in recruitment.records(session, ids)]


@pytest.fixture
def thirty(desk: Desk, session: Session) -> tuple[str, ...]:
    ids = desk.take_in(session, list(people(30, seed=30)))
    recruitment.advance(session, ids[:7], to="interview")
    return ids


def test_thirty_are_turned_down_in_one_action_and_come_back_in_one(
    desk: Desk, session: Session, thirty: tuple[str, ...]
) -> None:
    before = states(session, thirty)
    desk.clock.advance(days=3)
    done = recruitment.reject(session, thirty, reason="skills")
    assert {one.stage for one in states(session, thirty)} == {"not_hired"}
    back = taking_back.take_back(session, done.sequence)
    assert states(session, thirty) == before
    assert {id_ for kind, id_ in back.records if kind == "application"} == set(thirty)


def test_what_is_taken_back_may_be_decided_again(
    desk: Desk, session: Session, thirty: tuple[str, ...]
) -> None:
    done = recruitment.reject(session, thirty[:2], reason="skills")
    taking_back.take_back(session, done.sequence)
    with pytest.raises(NothingToTakeBack):
        taking_back.take_back(session, done.sequence)
    desk.clock.advance(days=1)
    again = recruitment.withdraw(session, thirty[:2])
    assert {one.clock_day for one in states(session, thirty[:2])} == {session.today()}
    taking_back.take_back(session, again.sequence)


def test_one_that_moved_on_keeps_all_where_they_are(
    session: Session, thirty: tuple[str, ...]
) -> None:
    done = recruitment.advance(session, thirty[10:13], to="interview")
    recruitment.advance(session, thirty[11:12], to="offered")
    before = states(session, thirty)
    with pytest.raises(MovedSince):
        taking_back.take_back(session, done.sequence)
    assert states(session, thirty) == before


def test_an_accepted_offer_is_taken_back_with_who_told_it(
    session: Session, thirty: tuple[str, ...]
) -> None:
    done = recruitment.accept_offer(session, thirty[:1], told_by="李经理", on=START.date())
    taking_back.take_back(session, done.sequence)
    sql = "SELECT offer_told_by, offer_on FROM application WHERE id = ?"
    assert session.compartment("hiring").read_one(sql, thirty[:1]) == (None, None)


def test_single_ones_are_brought_back_from_their_own_last_step(
    session: Session, thirty: tuple[str, ...]
) -> None:
    before = states(session, thirty[:8])
    recruitment.reject(session, thirty[:3], reason="skills")
    recruitment.withdraw(session, thirty[3:8])
    taking_back.bring_back(session, [thirty[n] for n in (0, 4, 7)])
    after = states(session, thirty[:8])
    assert [after[n] for n in (0, 4, 7)] == [before[n] for n in (0, 4, 7)]
    assert [one.stage for one in after].count("not_hired") == 2


def test_the_first_station_cannot_be_taken_back(session: Session, thirty: tuple[str, ...]) -> None:
    with pytest.raises(NothingToTakeBack):
        taking_back.bring_back(session, thirty[20:21])
    with pytest.raises(RecordGone):
        taking_back.bring_back(session, ["none"])


def test_once_onboarding_began_nothing_is_taken_back(
    session: Session, thirty: tuple[str, ...]
) -> None:
    done = recruitment.accept_offer(session, thirty[:1], told_by="李经理", on=START.date())
    with session.compartment("hiring").change("test") as change:
        change.execute("UPDATE application SET stage = 'onboarding' WHERE id = ?", thirty[:1])
    with pytest.raises(StepNotAllowed):
        taking_back.take_back(session, done.sequence)


def test_a_closing_is_taken_back_with_everyone_it_ended(
    desk: Desk, session: Session, thirty: tuple[str, ...]
) -> None:
    before = states(session, thirty)
    closed = requisitions.close_requisition(session, desk.requisition, reason="cancelled")
    assert {one.retention_class for one in states(session, thirty)} == {"CANC"}
    with pytest.raises(RequisitionClosed):
        taking_back.bring_back(session, thirty[:1])
    taking_back.take_back(session, closed.sequence)
    assert states(session, thirty) == before
    assert requisitions.list_requisitions(session)[0].is_open


def test_applications_change_hands_and_back(
    desk: Desk, session: Session, thirty: tuple[str, ...]
) -> None:
    admin = next(one for one in taking_back.recruiters(session) if one.name == "admin")
    owners = {one.id: one.owner for one in recruitment.records(session, thirty[:5])}
    taking_back.assign(session, dict.fromkeys(owners, admin.id))
    assert {one.owner for one in recruitment.records(session, thirty[:5])} == {admin.id}
    taking_back.assign(session, owners)
    assert {one.id: one.owner for one in recruitment.records(session, thirty[:5])} == owners
    front_desk = next(user for user in session.register.users if user.roles == ("front_desk",))
    with pytest.raises(UnknownUser):
        taking_back.assign(session, {thirty[0]: front_desk.id})


def test_moved_ones_are_found_under_the_new_post_only(
    desk: Desk, session: Session, thirty: tuple[str, ...]
) -> None:
    other = requisitions.open_requisition(
        session, title="仓管员", department="物流部", place="青岛", kind="evergreen"
    ).created[0]
    before = taking_back.stands_under(session, thirty[:4])
    taking_back.move(session, dict.fromkeys(thirty[:4], other))
    found = candidates.list_applications(session, ListQuery(text="仓管"))
    assert {row.application_id for row in found.rows} == set(thirty[:4])
    old = candidates.list_applications(session, ListQuery(text="装配", limit=100))
    assert {row.application_id for row in old.rows} == set(thirty[4:])
    assert [one.stage for one in states(session, thirty[:4])] == ["interview"] * 4
    recruitment.reject(session, thirty[5:6], reason="skills")
    with pytest.raises(StepNotAllowed):
        taking_back.move(session, {thirty[5]: other})
    taking_back.move(session, before)
    assert taking_back.stands_under(session, thirty[:4]) == before
    assert candidates.list_applications(session, ListQuery(text="仓管")).rows == ()
