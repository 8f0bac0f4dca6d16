# SPDX-License-Identifier: Apache-2.0
"""Arranging interviews: what is kept, what the gate hears of it, who clashes."""

import datetime as dt
from dataclasses import replace

import pytest

from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.operations import (
    backups,
    concluding,
    intake,
    interview_views,
    interviews,
    invitations,
    recruitment,
    requisitions,
    restoring,
    retention,
    scorecards,
    taking_back,
    visits,
)
from hr_desk.operations.interviews import Plan
from hr_desk.operations.problems import (
    AlreadyInvited,
    ChangedMeanwhile,
    DayOutOfRange,
    InterviewStepNotAllowed,
    NotPermitted,
    NumberOutOfRange,
    RecordGone,
    StepNotAllowed,
    TextTooLong,
)
from hr_desk.operations.scorecards import Findings
from hr_desk.operations.session import Session
from hr_desk.operations.visits import VisitQuery
from tests.support.desk import PASSPHRASES, START, Desk
from tests.support.made_up import people

AT = START + dt.timedelta(days=1)
TOMORROW = dt.date(2026, 3, 3)
PLAN = Plan(at=AT, minutes=20, host="刘经理", place="二楼会议室", interviewers=("王工", "hiring"))


@pytest.fixture
def ids(desk: Desk, session: Session) -> tuple[str, ...]:
    return desk.take_in(session, list(people(4, seed=8)))


def expected(desk: Desk) -> list[tuple[dt.datetime | None, str]]:
    """Return planned time and state of every visit at the gate, the earliest first."""
    gate = desk.open("gate")
    intake.take_in(gate)
    rows = visits.list_visits(gate, VisitQuery())
    found = sorted((row.planned or START, row.state) for row in rows)
    gate.close()
    return list(found)


def lines(session: Session) -> list[interview_views.InterviewLine]:
    return list(interview_views.of_day(session, TOMORROW))


def test_several_are_arranged_in_a_row_and_expected(
    desk: Desk, session: Session, ids: tuple[str, ...]
) -> None:
    made = interviews.arrange(session, ids, PLAN, every=20).created
    found = lines(session)
    assert [one.id for one in found] == list(made)
    assert [one.starts_at - AT for one in found] == [dt.timedelta(minutes=20 * n) for n in range(4)]
    first = found[0]
    assert (first.place, first.host, first.interviewers) == (
        "二楼会议室", "刘经理", ("王工", "hiring"),
    )  # fmt: skip
    assert (first.state, first.visit, first.clash) == ("planned", "sent", False)
    assert expected(desk) == [(one.starts_at, "expected") for one in found]


def test_a_user_of_the_desk_is_kept_by_id_and_others_by_name(
    session: Session, ids: tuple[str, ...]
) -> None:
    interviews.arrange(session, ids[:1], PLAN)
    (stored,) = session.compartment("hiring").read_one("SELECT interviewers FROM interview")
    assert stored == f'["王工", "@{session.user.id}"]'


def test_moving_tells_the_gate_the_new_time_alone(
    desk: Desk, session: Session, ids: tuple[str, ...]
) -> None:
    interviews.arrange(session, ids[:1], PLAN)
    (line,) = lines(session)
    later = replace(PLAN, at=AT + dt.timedelta(hours=3))
    interviews.move(session, line.id, later, version=line.version)
    (moved,) = lines(session)
    assert (moved.starts_at, moved.visit) == (later.at, "sent")
    # Envelopes have no order: the first time is not entered at all, or is over at once.
    assert [one for one in expected(desk) if one[1] == "expected"] == [(later.at, "expected")]
    with pytest.raises(ChangedMeanwhile):
        interviews.move(session, line.id, PLAN, version=line.version)


def test_another_room_is_nothing_to_the_gate(session: Session, ids: tuple[str, ...]) -> None:
    interviews.arrange(session, ids[:1], PLAN)
    (line,) = lines(session)
    interviews.move(session, line.id, replace(PLAN, place="培训室"), version=line.version)
    sent = session.compartment("hiring").read("SELECT kind FROM outbox")
    assert sent == [("visit.expected",)]


def test_one_is_called_off_before_and_after_the_gate_took_it_in(
    desk: Desk, session: Session, ids: tuple[str, ...]
) -> None:
    made = interviews.arrange(session, ids[:2], PLAN, every=20).created
    interviews.cancel(session, made[:1])
    assert [state for _, state in expected(desk) if state != "not_come"] == ["expected"]
    interviews.cancel(session, made[1:])
    assert {state for _, state in expected(desk)} == {"not_come"}
    assert [one.visit for one in lines(session)] == ["cancelled", "cancelled"]
    with pytest.raises(InterviewStepNotAllowed):
        interviews.cancel(session, made[1:])


def test_two_interviews_of_a_day_are_one_visit(
    desk: Desk, session: Session, ids: tuple[str, ...]
) -> None:
    first = interviews.arrange(session, ids[:1], PLAN).created[0]
    later = replace(PLAN, at=AT + dt.timedelta(hours=2), host="陈总")
    interviews.arrange(session, ids[:1], later)
    assert expected(desk) == [(AT, "expected")]
    interviews.cancel(session, [first])
    assert sorted(expected(desk)) == [(AT, "not_come"), (later.at, "expected")]


def test_nobody_inside_is_expected_again(
    desk: Desk, session: Session, ids: tuple[str, ...]
) -> None:
    interviews.arrange(session, ids[:1], PLAN)
    expected(desk)
    desk.clock.advance(days=1)
    gate = desk.open("gate")
    (row,) = visits.list_visits(gate, VisitQuery())
    visits.arrive(gate, [row.visit_id], notice="poster")
    intake.take_in(session)
    assert lines(session)[0].visit == "arrived"
    later = replace(PLAN, at=AT + dt.timedelta(hours=2))
    interviews.move(session, lines(session)[0].id, later, version=lines(session)[0].version)
    assert lines(session)[0].visit == "arrived"
    assert [state for _, state in expected(desk)] == ["on_site"]


def test_held_and_missed_are_noted_and_mended(session: Session, ids: tuple[str, ...]) -> None:
    made = interviews.arrange(session, ids[:2], PLAN, every=20).created
    interviews.hold(session, made)
    interviews.miss(session, made[1:])
    assert [one.state for one in lines(session)] == ["held", "missed"]
    interviews.hold(session, made[1:])
    with pytest.raises(InterviewStepNotAllowed):
        interviews.cancel(session, made)
    assert interview_views.planned_on(session, TOMORROW) == 0


@pytest.mark.parametrize("verb", ["reject", "withdraw", "close"])
def test_whoever_is_out_of_the_running_is_not_expected(
    desk: Desk, session: Session, ids: tuple[str, ...], verb: str
) -> None:
    interviews.arrange(session, ids, PLAN, every=20)
    assert len(expected(desk)) == 4
    if verb == "reject":
        recruitment.reject(session, ids, reason="skills")
    elif verb == "withdraw":
        recruitment.withdraw(session, ids)
    else:
        requisitions.close_requisition(session, desk.requisition, reason="ended")
    assert {one.state for one in lines(session)} == {"cancelled"}
    assert {state for _, state in expected(desk)} == {"not_come"}
    with pytest.raises(StepNotAllowed):
        interviews.arrange(session, ids[:1], PLAN)


def test_a_rejection_taken_back_plans_again_what_it_called_off(
    desk: Desk, session: Session, ids: tuple[str, ...]
) -> None:
    first, second = interviews.arrange(session, ids[:2], PLAN, every=20).created
    interviews.cancel(session, [second])
    expected(desk)
    entry = recruitment.reject(session, ids[:2], reason="skills").sequence
    taking_back.take_back(session, entry)
    assert {one.id: (one.state, one.visit) for one in lines(session)} == {
        first: ("planned", "sent"),
        second: ("cancelled", "cancelled"),
    }
    assert [one for one in expected(desk) if one[1] == "expected"] == [(AT, "expected")]


def test_what_nobody_went_on_with_is_called_off_too(
    desk: Desk, session: Session, ids: tuple[str, ...]
) -> None:
    interviews.arrange(session, ids[:1], replace(PLAN, at=AT + dt.timedelta(days=90)))
    for days, state in ((61, "planned"), (90, "planned"), (1, "cancelled")):
        desk.clock.advance(days=days)
        retention.confirm_time(session)
        concluding.conclude_untouched(session)
        assert interview_views.of_candidate(session, ids[0])[0].state == state
    assert expected(desk) in ([], [(AT + dt.timedelta(days=90), "not_come")])


def test_who_clashes_is_told_and_not_refused(session: Session, ids: tuple[str, ...]) -> None:
    interviews.arrange(session, ids[:1], PLAN)
    close = replace(PLAN, at=AT + dt.timedelta(minutes=10), interviewers=("王工",))
    found = interview_views.conflicts(session, ids[:2], close, every=30)
    told = {(one.who, one.is_candidate, one.at) for one in found}
    assert told == {(lines(session)[0].name, True, close.at), ("王工", False, close.at)}
    after = replace(close, at=AT + dt.timedelta(minutes=20))
    assert interview_views.conflicts(session, ids[:1], after) == ()
    interviews.arrange(session, ids[1:2], close)
    assert [one.clash for one in lines(session)] == [True, True]
    moved = lines(session)[0]
    alone = interview_views.conflicts(session, ids[:1], PLAN, instead_of=moved.id)
    assert [one.who for one in alone] == ["王工"]


def test_a_row_that_is_too_close_clashes_with_itself(
    session: Session, ids: tuple[str, ...]
) -> None:
    found = interview_views.conflicts(session, ids[:2], PLAN, every=10)
    assert {one.who for one in found} == {"王工", "hiring"}
    assert interview_views.conflicts(session, ids[:2], PLAN, every=20) == ()
    assert interview_views.conflicts(session, ids[:2], PLAN, every=0) == (), "a group"


def test_lists_of_a_candidate_and_of_an_interviewer(session: Session, ids: tuple[str, ...]) -> None:
    interviews.arrange(session, ids[:2], PLAN, every=20)
    interviews.arrange(session, ids[:1], replace(PLAN, at=AT + dt.timedelta(days=1)))
    assert len(interview_views.of_candidate(session, ids[0])) == 2
    mine = interview_views.of_interviewer(session, "王工", begin=TOMORROW, days=2)
    assert [one.application_id for one in mine] == [ids[0], ids[1], ids[0]]
    assert interview_views.of_interviewer(session, "陈工", begin=TOMORROW) == ()
    assert interview_views.planned_on(session, TOMORROW) == 2


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"minutes": 4}, NumberOutOfRange),
        ({"minutes": 481}, NumberOutOfRange),
        ({"at": START - dt.timedelta(days=2)}, DayOutOfRange),
        ({"host": " "}, ValueProblem),
        ({"place": "长" * 61}, TextTooLong),
        ({"interviewers": tuple(f"工{n}" for n in range(9))}, NumberOutOfRange),
    ],
)
def test_what_cannot_be_meant_is_refused_as_a_whole(
    session: Session, ids: tuple[str, ...], change: dict[str, object], problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        interviews.arrange(session, ids, replace(PLAN, **change))  # type: ignore[arg-type]
    assert session.compartment("hiring").read("SELECT * FROM interview") == []
    assert session.compartment("hiring").read("SELECT * FROM outbox") == []


def test_others_neither_arrange_nor_look(
    desk: Desk, session: Session, ids: tuple[str, ...]
) -> None:
    gate = desk.open("gate")
    with pytest.raises(NotPermitted):
        interviews.arrange(gate, ids, PLAN)
    with pytest.raises(NotPermitted):
        interview_views.of_day(gate, TOMORROW)
    with pytest.raises(RecordGone):
        interviews.hold(session, ["0" * 32])


def test_no_id_or_interviewer_crosses_the_border(
    desk: Desk, session: Session, ids: tuple[str, ...]
) -> None:
    (made,) = interviews.arrange(session, ids[:1], PLAN).created
    gate = desk.open("gate")
    intake.take_in(gate)
    file = gate.compartment("visits")
    tables = ("visit", "link", "audit", "audit_record", "received", "outbox")
    dump = str([file.read(f"SELECT * FROM {table}") for table in tables])  # noqa: S608
    for word in (made, ids[0], session.user.id, "王工", "二楼会议室"):
        assert (word in dump) is (word == session.user.id), word


def filled(desk: Desk, session: Session, ids: tuple[str, ...]) -> str:
    made = interviews.arrange(session, ids[:2], PLAN, every=20).created
    found = Findings(points={"safety": 4}, note="评语独一无二7731", test_score=88)
    for id_ in made:
        scorecards.enter(session, id_, found, interviewer="评委独一无二")
    recruitment.withdraw(session, ids[:2])
    return "独一无二"


def test_a_sweep_leaves_nothing_of_an_interview(
    desk: Desk, session: Session, ids: tuple[str, ...]
) -> None:
    filled(desk, session, ids)
    interviews.arrange(session, ids[2:3], PLAN)
    desk.clock.advance(days=30)
    retention.confirm_time(session)
    assert retention.sweep(session).counts == {"WD": 2}
    file = session.compartment("hiring")
    assert file.read("SELECT * FROM scorecard") == []
    (kept,) = file.read("SELECT a.id FROM interview i JOIN application a ON a.seq = i.application")
    assert kept == (ids[2],)


def test_a_restored_file_does_not_bring_them_back(
    desk: Desk, session: Session, ids: tuple[str, ...]
) -> None:
    filled(desk, session, ids)
    desk.clock.advance(days=29)
    retention.confirm_time(session)
    made = backups.create(session)
    source = next(line.path for line in made if line.compartment == "hiring")
    desk.clock.advance(days=1)
    retention.sweep(session)
    desk.close()
    restoring.restore(
        desk.folder, source, user="hiring", passphrase=PASSPHRASES["hiring"], clock=desk.clock
    )
    again = desk.open("hiring")
    for table in ("interview", "scorecard"):
        assert again.compartment("hiring").read(f"SELECT * FROM {table}") == []  # noqa: S608


def test_an_invitation_by_itself_serves_an_interview_of_that_hour(
    desk: Desk, session: Session, ids: tuple[str, ...]
) -> None:
    invitations.invite(session, ids[:1], at=AT, host="刘经理")
    interviews.arrange(session, ids[:1], PLAN)
    assert expected(desk) == [(AT, "expected")]
    assert lines(session)[0].visit == "sent"


def test_nobody_with_an_interview_is_invited_beside_it(
    session: Session, ids: tuple[str, ...]
) -> None:
    interviews.arrange(session, ids[:1], PLAN)
    with pytest.raises(AlreadyInvited):
        invitations.invite(session, ids[:1], at=AT, host="刘经理")
