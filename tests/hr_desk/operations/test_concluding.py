# SPDX-License-Identifier: Apache-2.0
"""Hiring concludes: the last opening is filled, the post is cancelled, nobody goes on with it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from hr_desk.operations import (
    concluding,
    documents,
    interviews,
    messages,
    recruitment,
    requisitions,
    retention,
    scorecards,
    taking_back,
)
from hr_desk.operations.interviews import Plan
from hr_desk.operations.scorecards import Findings
from hr_desk.operations.session import Session
from tests.support.desk import START, Desk
from tests.support.made_up import people

UNTOUCHED_DAYS = 60


@pytest.fixture
def six(desk: Desk, session: Session) -> tuple[str, ...]:
    return desk.take_in(session, list(people(6, seed=6)))


def stages_of(session: Session, ids: tuple[str, ...]) -> list[str]:
    return [one.stage for one in recruitment.records(session, ids)]


def accept(session: Session, ids: tuple[str, ...], **more: bool) -> int:
    done = recruitment.accept_offer(session, ids, told_by="李经理", on=START.date(), **more)
    return done.sequence


def test_the_last_opening_concludes_hiring(session: Session, six: tuple[str, ...]) -> None:
    accept(session, six[:2])
    assert requisitions.list_requisitions(session)[0].is_open
    last = accept(session, six[2:3])
    assert stages_of(session, six) == ["offer_accepted"] * 3 + ["not_hired"] * 3
    after = recruitment.records(session, six[3:])
    assert {(one.reason, one.retention_class) for one in after} == {("other_chosen", "REJ")}
    (row,) = requisitions.list_requisitions(session, include_closed=True)
    assert (row.is_open, row.close_reason, row.filled) == (False, "filled", 3)
    taking_back.take_back(session, last)
    assert stages_of(session, six) == ["offer_accepted"] * 2 + ["applied"] * 4
    assert requisitions.list_requisitions(session)[0].is_open


def test_a_full_requisition_may_be_kept_open(session: Session, six: tuple[str, ...]) -> None:
    accept(session, six[:3], keep_open=True)
    assert stages_of(session, six)[3:] == ["applied"] * 3
    assert requisitions.list_requisitions(session)[0].is_open


@pytest.mark.parametrize("kind", requisitions.WITHOUT_HEAD_COUNT)
def test_what_has_no_head_count_is_never_filled(desk: Desk, session: Session, kind: str) -> None:
    desk.requisition = requisitions.open_requisition(
        session, title="普工", department="制造部", place="青岛", head_count=7, kind=kind
    ).created[0]
    ids = desk.take_in(session, list(people(3, seed=3)))
    accept(session, ids[:2])
    row = next(r for r in requisitions.list_requisitions(session) if r.id == desk.requisition)
    assert (row.is_open, row.head_count, row.filled) == (True, 0, 2)


def wait(desk: Desk, session: Session, days: int) -> None:
    desk.clock.advance(days=days)
    retention.confirm_time(session)


def test_what_nobody_touches_for_sixty_days_ends_and_its_clock_starts(
    desk: Desk, session: Session, six: tuple[str, ...]
) -> None:
    accept(session, six[:1])
    wait(desk, session, 30)
    recruitment.advance(session, six[1:2], to="interview")
    wait(desk, session, UNTOUCHED_DAYS - 30)
    assert concluding.untouched(session) == ()
    wait(desk, session, 1)
    retention.sweep(session)
    assert stages_of(session, six) == ["offer_accepted", "interview", *["not_hired"] * 4]
    after = recruitment.records(session, six[2:])
    assert {(one.reason, one.clock_day) for one in after} == {("untouched", session.today())}


def test_an_edit_or_a_new_owner_is_a_touch(
    desk: Desk, session: Session, six: tuple[str, ...]
) -> None:
    wait(desk, session, UNTOUCHED_DAYS - 1)
    version = sum(
        (one := recruitment.records(session, six[:1])[0], one.version + one.person_version)[1:]
    )
    value = session.catalogue.field("employer").type.parse("虚构机械厂")
    recruitment.edit(session, six[0], {"employer": value}, version=version)
    me = recruitment.records(session, six[1:2])[0].owner
    taking_back.assign(session, {six[1]: me})
    wait(desk, session, 2)
    assert {one.id for one in concluding.untouched(session)} == set(six[2:])


PLAN = Plan(at=START + timedelta(days=70), minutes=20, host="刘经理", place="一楼")
DID: dict[str, Callable[[Session, str, str], object]] = {
    "moved": lambda session, _who, made: interviews.move(
        session, made, replace(PLAN, place="二楼"), version=1
    ),
    "held": lambda session, _who, made: interviews.hold(session, [made]),
    "missed": lambda session, _who, made: interviews.miss(session, [made]),
    "called off": lambda session, _who, made: interviews.cancel(session, [made]),
    "scored": lambda session, _who, made: scorecards.enter(
        session, made, Findings(points={"safety": 4}), interviewer="王工"
    ),
    "written to": lambda session, who, _made: messages.copied(session, [who], "offer"),
    "a photo": lambda session, who, _made: documents.add(session, who, "photo", b"made up"),
}
"""What somebody may do for a candidate without a step; the interview is there before."""


@pytest.mark.parametrize("act", DID)
def test_whatever_is_done_for_somebody_is_a_touch(
    desk: Desk, session: Session, six: tuple[str, ...], act: str
) -> None:
    (made,) = interviews.arrange(session, six[:1], replace(PLAN, at=START)).created
    wait(desk, session, UNTOUCHED_DAYS - 1)
    DID[act](session, six[0], made)
    wait(desk, session, UNTOUCHED_DAYS)
    assert six[0] not in {one.id for one in concluding.untouched(session)}
    if act != "moved":  # to a day that is still to come within the sixty
        wait(desk, session, 1)
        assert six[0] in {one.id for one in concluding.untouched(session)}


def test_an_interview_that_is_arranged_is_a_touch_and_so_is_its_day(
    desk: Desk, session: Session, six: tuple[str, ...]
) -> None:
    interviews.arrange(session, six[:1], PLAN)
    interviews.arrange(session, six[1:2], replace(PLAN, at=START + timedelta(days=1)))
    wait(desk, session, 69)
    assert {one.id for one in concluding.untouched(session)} == set(six[1:])
    retention.sweep(session)
    assert stages_of(session, six) == ["applied", *["not_hired"] * 5]
    wait(desk, session, UNTOUCHED_DAYS + 1)
    assert concluding.untouched(session) == ()
    wait(desk, session, 1)
    assert [one.id for one in concluding.untouched(session)] == [six[0]]


def test_a_cancelled_post_has_the_shorter_class_and_is_swept(
    desk: Desk, session: Session, six: tuple[str, ...]
) -> None:
    requisitions.close_requisition(session, desk.requisition, reason="cancelled")
    days = session.catalogue.classes["CANC"].periods["cancelled"]
    assert days < session.catalogue.classes["REJ"].periods["decision"]
    wait(desk, session, days - 1)
    assert retention.sweep(session).counts == {}
    wait(desk, session, 1)
    assert retention.sweep(session).counts == {"CANC": len(six)}
    assert session.compartment("hiring").read("SELECT * FROM step") == []


def test_a_clock_far_ahead_concludes_nothing(
    desk: Desk, session: Session, six: tuple[str, ...]
) -> None:
    desk.clock.advance(days=400)
    retention.sweep(session)
    assert set(stages_of(session, six)) == {"applied"}
    assert session.today() > date(2027, 1, 1)
