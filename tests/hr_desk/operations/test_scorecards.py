# SPDX-License-Identifier: Apache-2.0
"""Scorecards: entered for whoever interviewed, read by recruiters alone."""

import datetime as dt

import pytest

from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.operations import interview_views, interviews, recruitment, scorecards
from hr_desk.operations.evaluations import OTHER
from hr_desk.operations.interviews import Plan
from hr_desk.operations.problems import (
    ChangedMeanwhile,
    InterviewStepNotAllowed,
    Missing,
    NotYours,
    NumberOutOfRange,
    ReasonUnknown,
)
from hr_desk.operations.scorecards import Findings
from hr_desk.operations.session import Session
from hr_desk.store import interviews as store
from tests.support.desk import START, Desk
from tests.support.made_up import people

PLAN = Plan(at=START + dt.timedelta(hours=2), minutes=20, host="刘经理", interviewers=("王工",))
FOUND = Findings(
    points={"safety": 4, "experience": 3}, remarks={"safety": "戴了护目镜", OTHER: "住得近"},
    proposal="hire", test_score=85, note="会看图纸",
)  # fmt: skip


@pytest.fixture
def interview(desk: Desk, session: Session) -> str:
    ids = desk.take_in(session, list(people(1, seed=2)))
    return interviews.arrange(session, ids, PLAN).created[0]


def state(session: Session) -> str:
    return interview_views.of_day(session, session.today())[0].state


def test_what_was_found_is_kept_and_the_interview_was_held(
    session: Session, interview: str
) -> None:
    scorecards.enter(session, interview, FOUND, interviewer="王工")
    (card,) = scorecards.of_interview(session, interview)
    assert card.points == {"safety": 4, "experience": 3}
    assert card.remarks == {"safety": "戴了护目镜", OTHER: "住得近"}
    assert card.mean == 3.5
    assert card.proposal == "hire"
    assert card.test_score is not None and card.test_score.value == 85
    assert card.note is not None and card.note.shown == "会看图纸"
    assert (card.interviewer, card.entered_by) == ("王工", "hiring")
    assert state(session) == "held"
    assert interview_views.of_day(session, session.today())[0].scorecards == 1


def test_each_interviewer_has_one_that_is_replaced_knowingly(
    session: Session, interview: str
) -> None:
    first = scorecards.enter(session, interview, FOUND, interviewer="王工").created
    scorecards.enter(session, interview, FOUND, interviewer="李主任")
    with pytest.raises(ChangedMeanwhile):
        scorecards.enter(session, interview, FOUND, interviewer="王工")
    better = Findings(points={"safety": 5})
    again = scorecards.enter(session, interview, better, interviewer="王工", version=1).created
    assert again == first
    cards = scorecards.of_interview(session, interview)
    assert [(card.interviewer, card.version) for card in cards] == [("王工", 2), ("李主任", 1)]
    assert cards[0].test_score is not None and not cards[0].test_score.given
    assert [card.remarks for card in cards] == [{}, dict(FOUND.remarks)]


@pytest.mark.parametrize(
    ("found", "problem"),
    [
        (Findings(points={}), Missing),
        (Findings(points={"safety": 6}), NumberOutOfRange),
        (Findings(points={"safety": 0}), NumberOutOfRange),
        (Findings(points={"looks": 3}), ReasonUnknown),
        (Findings(points={"safety": 3}, proposal="perhaps"), ReasonUnknown),
        (Findings(points={"safety": 3}, test_score=101), ValueProblem),
        (Findings(points={"safety": 3}, note="长" * 2001), ValueProblem),
        (Findings(points={}, remarks={"safety": None}), Missing),
        (Findings(points={}, remarks={"looks": "高"}), ReasonUnknown),
        (Findings(points={}, remarks={OTHER: "长" * 2001}), ValueProblem),
    ],
)
def test_what_does_not_fit_is_refused(
    session: Session, interview: str, found: Findings, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        scorecards.enter(session, interview, found, interviewer="王工")
    assert scorecards.of_interview(session, interview) == ()
    assert state(session) == "planned"


def test_one_called_off_has_none(session: Session, interview: str) -> None:
    interviews.cancel(session, [interview])
    with pytest.raises(InterviewStepNotAllowed):
        scorecards.enter(session, interview, FOUND, interviewer="王工")


def test_an_hr_admin_who_does_not_recruit_neither_reads_nor_enters(
    admin: Session, session: Session, interview: str
) -> None:
    scorecards.enter(session, interview, FOUND, interviewer="王工")
    (card,) = scorecards.of_interview(admin, interview)
    assert (card.points, card.proposal, card.mean) == (None, None, None)
    assert (card.test_score, card.note, card.remarks) == (None, None, None)
    (opened,) = admin.compartment("hiring").read(
        "SELECT json_extract(body, '$.fields') FROM audit "
        "WHERE json_extract(body, '$.operation') = 'scorecard.open'"
    )
    assert opened == ("[]",), "the log names as read what was shown"
    for found in (
        Findings(points={"safety": 3}),
        Findings(points={}, note="记一句"),
        Findings(points={}, remarks={"safety": "记一句"}),
        Findings(points={}, proposal="hire"),
    ):
        with pytest.raises(NotYours):
            scorecards.enter(admin, interview, found, interviewer="王工", version=1)


def test_the_log_names_fields_and_no_word_of_the_note(session: Session, interview: str) -> None:
    scorecards.enter(session, interview, FOUND, interviewer="王工")
    scorecards.of_interview(session, interview)
    bodies = session.compartment("hiring").read("SELECT body FROM audit ORDER BY seq DESC LIMIT 2")
    opened, entered = (body for (body,) in bodies)
    assert '"scorecard.enter"' in entered and '"interview_notes","test_score"' in entered
    assert '"scorecard.open"' in opened
    assert "图纸" not in entered + opened and "王工" not in entered + opened
    assert "护目镜" not in entered + opened


@pytest.mark.parametrize(
    "about",
    [
        Findings(points={}, note="已婚，尚未生育"),
        Findings(points={}, remarks={"safety": "好", OTHER: "已婚，尚未生育"}, note="好"),
    ],
)
def test_a_note_that_holds_what_must_not_be_collected_is_named_in_the_log(
    session: Session, interview: str, about: Findings
) -> None:
    scorecards.enter(session, interview, about, interviewer="王工")
    (body,) = session.compartment("hiring").read_one(
        "SELECT body FROM audit ORDER BY seq DESC LIMIT 1"
    )
    assert '"free_text":["interview_notes"]' in body
    assert "已婚" not in body


def test_forgetting_what_was_found_of_one_leaves_the_empty_scorecard_of_another(
    desk: Desk, session: Session
) -> None:
    ids = desk.take_in(session, list(people(2, seed=2)))
    sittings = interviews.arrange(session, ids, PLAN).created
    for sitting in sittings:
        scorecards.enter(session, sitting, FOUND, interviewer="王工")
    first, second = (one.person_seq for one in recruitment.records(session, ids))
    file = session.compartment("hiring")
    with file.change("test") as change:
        change.execute("UPDATE scorecard SET points = '{}', proposal = NULL, note = NULL, "
                       "score = NULL")  # fmt: skip
        assert store.forget_found(change, first, (store.NOTES, store.SCORE)) == 1
    left = file.read(
        "SELECT a.person FROM scorecard s JOIN interview i ON i.seq = s.interview "
        "JOIN application a ON a.seq = i.application"
    )
    assert left == [(second,)]


def test_what_says_something_more_stays_when_one_key_is_forgotten(
    session: Session, interview: str
) -> None:
    scorecards.enter(session, interview, FOUND, interviewer="王工")
    file = session.compartment("hiring")
    ((person,),) = file.read("SELECT seq FROM person")
    with file.change("test") as change:
        store.forget_found(change, person, (store.SCORE,))
    (card,) = scorecards.of_interview(session, interview)
    assert card.test_score is not None and not card.test_score.given and card.points
    with file.change("test") as change:
        store.forget_found(change, person, (store.NOTES,))
    assert scorecards.of_interview(session, interview) == ()
