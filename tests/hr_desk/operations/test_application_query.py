# SPDX-License-Identifier: Apache-2.0
"""A list is narrowed by source, owner and the end of the record, by words as well."""

import datetime as dt

import pytest

from hr_desk.operations import interviews, own_stages, recruitment, requisitions, today
from hr_desk.operations.candidates import ListQuery, count_applications, list_applications
from hr_desk.operations.interviews import Plan
from hr_desk.operations.own_stages import OwnStage
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.made_up import candidates, one


@pytest.fixture
def taken(desk: Desk, session: Session) -> tuple[str, ...]:
    """Four people: walk-in, walk-in who withdrew, referral who was turned down, one of nobody."""
    sources = ("现场应聘", "现场应聘", "内部推荐")
    known = [
        one(f"陈建{n}", source_channel=text) for n, text in zip("国军华", sources, strict=True)
    ]
    ids = desk.take_in(session, known)
    other = desk.take_in(desk.open("second"), [one("陈建业")])
    recruitment.withdraw(session, ids[1:2])
    recruitment.reject(session, ids[2:], reason="skills")
    return (*ids, *other)


def found(session: Session, **asked: object) -> set[str]:
    """Return the ids a query finds; with words and without, and counted, it is the same."""
    query = ListQuery(**asked)  # type: ignore[arg-type]
    ids = {row.application_id for row in list_applications(session, query).rows}
    assert count_applications(session, query) == len(ids)
    worded = ListQuery(text="建", **asked)  # type: ignore[arg-type]
    assert {row.application_id for row in list_applications(session, worded).rows} == ids
    return ids


def test_by_source(session: Session, taken: tuple[str, ...]) -> None:
    assert found(session, source="walk_in") == {*taken[:2]}
    assert found(session, source="walk_in", stages=("applied",)) == {taken[0]}
    assert found(session, source="agency") == set()


def test_by_owner(desk: Desk, session: Session, taken: tuple[str, ...]) -> None:
    second = next(user.id for user in session.register.users if user.name == "second")
    assert found(session, owner=second) == {taken[3]}
    assert found(session, owner=session.user.id) == {*taken[:3]}
    assert found(session, owner="' OR 1=1 --") == set()


def test_by_the_end_of_the_record(desk: Desk, session: Session, taken: tuple[str, ...]) -> None:
    classes = session.catalogue.classes
    sooner = classes["WD"].periods["withdrew"]
    later = classes["REJ"].periods["decision"]
    assert found(session, ends_within=sooner - 1) == set()
    assert found(session, ends_within=sooner) == {taken[1]}
    assert found(session, ends_within=later) == {*taken[1:3]}
    assert found(session, ends_within=later, source="referral") == {taken[2]}


def test_no_clock_runs_and_nothing_ends(desk: Desk, session: Session) -> None:
    desk.take_in(session, [one("陈建国")])
    assert found(session, ends_within=9999) == set()


def test_whoever_may_not_see_the_source_cannot_ask_by_it(
    desk: Desk, taken: tuple[str, ...]
) -> None:
    admin = desk.open("admin")
    with pytest.raises(NotPermitted):
        list_applications(admin, ListQuery(source="walk_in"))
    with pytest.raises(NotPermitted):
        count_applications(admin, ListQuery(source="walk_in"))
    assert found(admin, owner=admin.user.id) == set()


def arranged(desk: Desk, session: Session, application: str) -> str:
    """Arrange an interview in an hour, and let two hours go by; returns it."""
    plan = Plan(at=desk.clock.at + dt.timedelta(hours=1), minutes=30, host="王主管")
    (id_,) = interviews.arrange(session, [application], plan).created
    desk.clock.advance(hours=2)
    return id_


def test_by_an_interview_that_nobody_arranged(desk: Desk, session: Session) -> None:
    """A company's own stage says whether people come there to be interviewed."""
    for english, interviewed in (("Talk with the plant", True), ("Trial work", False)):
        own_stages.keep(
            session, OwnStage(zh=english, en=english, after="interview", interviews=interviewed)
        )
    talk, trial = "x_talk_with_the_plant", "x_trial_work"
    (welder,) = requisitions.open_requisition(
        session, title="焊工", department="制造部", place="青岛", stages=("interview", talk, trial)
    ).created
    new = candidates([one("陈建国"), one("陈建军"), one("陈建华")], session.catalogue, welder)
    first, second, third = recruitment.take_in(session, new).created
    assert found(session, interview_owed=True) == set()

    recruitment.advance(session, [first], to=talk)
    recruitment.advance(session, [second], to="interview")
    recruitment.advance(session, [third], to=trial)
    assert found(session, interview_owed=True) == {first, second}
    assert found(session, interview_owed=True, stages=(talk,)) == {first}
    (line,) = [one for one in today.summary(session) if one.key == "interview_owed"]
    assert (line.count, line.page) == (2, "candidates")

    interviews.cancel(session, [arranged(desk, session, first)])
    sitting = arranged(desk, session, second)
    assert found(session, interview_owed=True) == {first}
    interviews.miss(session, [sitting])
    assert found(session, interview_owed=True) == {first, second}
    interviews.hold(session, [sitting])
    assert found(session, interview_owed=True) == {first}

    recruitment.advance(session, [second], to=talk)
    assert found(session, interview_owed=True) == {first, second}
