# SPDX-License-Identifier: Apache-2.0
"""The evaluation of somebody who is hired: it crosses, ends by itself, and few may read it."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from hr_desk.domain import retention as rules
from hr_desk.operations import (
    backups,
    delivery,
    evaluations,
    handing_over,
    intake,
    interviews,
    joiner_views,
    onboarding,
    restoring,
    retention,
    scorecards,
)
from hr_desk.operations.interviews import Plan
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.scorecards import Findings
from hr_desk.operations.session import Session
from tests.support.desk import START, Desk
from tests.support.joining import (
    FIRST_DAY,
    WELCOME,
    accepted,
    edit_of,
    opened,
    settle,
    somebody,
    typed,
)

PLAN = Plan(at=START + dt.timedelta(hours=2), minutes=20, host="刘经理", interviewers=("王工",))
FOUND = Findings(
    points={"safety": 4, "experience": 3}, remarks={"safety": "戴了护目镜"}, proposal="hire",
    test_score=85, note="会看图纸",
)  # fmt: skip


@pytest.fixture
def interview(desk: Desk, session: Session, colleague: Session) -> str:
    """The interview of somebody whose scorecard is in, and who is handed over."""
    application = accepted(desk, session, somebody())
    (made,) = interviews.arrange(session, [application], PLAN).created
    scorecards.enter(session, made, FOUND, interviewer="王工")
    scorecards.enter(session, made, Findings(points={"safety": 5}), interviewer="hiring")
    handing_over.hand_over(session, [application], start_on=FIRST_DAY)
    settle(session, colleague)
    return made


@pytest.fixture
def joiner(colleague: Session, interview: str) -> str:
    return joiner_views.list_joiners(colleague, JoinerQuery())[0].joiner_id


def kept(session: Session) -> list[tuple[Any, ...]]:
    return [
        tuple(row)
        for row in session.compartment("personnel").read(
            "SELECT e.interviewer, e.points, e.remarks, e.proposal, e.score, e.note, p.kind "
            "FROM evaluation e JOIN part p ON p.seq = e.part ORDER BY e.seq"
        )
    ]


def test_it_goes_along_in_the_part_of_its_class(colleague: Session, joiner: str) -> None:
    """What an interviewer with an account found comes under their name: ids cross no border."""
    assert kept(colleague) == [
        (
            "王工",
            '{"experience": 3, "safety": 4}',
            '{"safety": "戴了护目镜"}',
            "hire",
            "85",
            '"会看图纸"',
            "EVAL",
        ),
        ("hiring", '{"safety": 5}', "{}", None, None, None, "EVAL"),
    ]
    assert evaluations.count(colleague, joiner) == 2


def test_what_was_found_is_not_for_whoever_works_here(colleague: Session, joiner: str) -> None:
    """fields.json: notes and scores are for recruiters, who hold no personnel; it is logged."""
    before = colleague.compartment("personnel").head().sequence
    shown = evaluations.of_joiner(colleague, joiner)
    assert [(one.interviewer, one.held_at.date()) for one in shown] == [
        ("王工", START.date()), ("hiring", START.date()),
    ]  # fmt: skip
    assert {(one.points, one.remarks, one.proposal, one.test_score, one.note) for one in shown} == {
        (None, None, None, None, None)
    }
    file = colleague.compartment("personnel")
    assert file.head().sequence == before + 1
    (fields,) = file.read_one(
        "SELECT json_extract(body, '$.fields') FROM audit ORDER BY seq DESC LIMIT 1"
    )
    assert fields == "[]", "the log names as read what was shown"


def test_it_ends_eighteen_months_after_the_first_day(
    desk: Desk, session: Session, colleague: Session, joiner: str
) -> None:
    assert "EVAL" not in {note.class_key for note in opened(colleague, joiner).clocks}
    desk.clock.advance(days=20)
    onboarding.start(colleague, [joiner], on=FIRST_DAY)
    (note,) = [one for one in opened(colleague, joiner).clocks if one.class_key == "EVAL"]
    class_ = colleague.catalogue.classes["EVAL"]
    assert note.due == rules.due(class_, "started", FIRST_DAY)
    assert (note.due - FIRST_DAY).days == 548
    desk.clock.advance(days=540)
    retention.confirm_time(colleague)
    source = next(one.path for one in backups.create(colleague) if one.compartment == "personnel")
    desk.clock.advance(days=10)
    retention.confirm_time(colleague)
    assert retention.sweep(colleague).counts == {"EVAL": 1}
    assert kept(colleague) == [] and evaluations.count(colleague, joiner) == 0
    desk.close()
    restoring.restore(desk.folder, source, user="welcome", passphrase=WELCOME, clock=desk.clock)
    again = desk.open("welcome")
    assert kept(again) == [], "a backup does not bring it back"
    assert opened(again, joiner).named("full_name") is not None


def test_who_did_not_report_leaves_no_evaluation(
    desk: Desk, colleague: Session, joiner: str
) -> None:
    desk.clock.advance(days=20)
    onboarding.not_report(colleague, [joiner], on=FIRST_DAY)
    assert {note.class_key for note in opened(colleague, joiner).clocks} == {"WD"}
    desk.clock.advance(days=31)
    retention.confirm_time(colleague)
    retention.sweep(colleague)
    assert kept(colleague) == []


def test_it_outlives_the_values_beside_it(colleague: Session, joiner: str) -> None:
    """The history of work is of the same class: taking it out takes no scorecard along."""
    edit_of(
        colleague, joiner, typed(colleague, work_history="示例公司 | 装配工 | 2015-03 | 2019-06")
    )
    edit_of(colleague, joiner, {"work_history": None})
    assert len(kept(colleague)) == 2


def test_what_is_entered_after_the_hand_over_follows(
    session: Session, colleague: Session, interview: str, joiner: str
) -> None:
    scorecards.enter(session, interview, Findings(points={"safety": 2}), interviewer="李主任")
    better = Findings(points={"safety": 3}, note="再看一次")
    scorecards.enter(session, interview, better, interviewer="王工", version=1)
    settle(session, colleague)
    found = {name: (points, note) for name, points, _, _, _, note, _ in kept(colleague)}
    assert found == {
        "王工": ('{"safety": 3}', '"再看一次"'),
        "hiring": ('{"safety": 5}', None),
        "李主任": ('{"safety": 2}', None),
    }


def test_nothing_follows_somebody_who_is_not_handed_over(desk: Desk, session: Session) -> None:
    application = accepted(desk, session, somebody())
    (made,) = interviews.arrange(session, [application], PLAN).created
    before = session.compartment("hiring").read_one("SELECT count(*) FROM outbox")[0]
    scorecards.enter(session, made, FOUND, interviewer="王工")
    assert session.compartment("hiring").read_one("SELECT count(*) FROM outbox")[0] == before


GOOD: Mapping[str, Any] = {
    "held_at": "2026-03-02T03:00:00Z", "interviewer": "王工", "points": {"safety": 4},
    "proposal": "hire", "score": 85, "note": "会看图纸",
}  # fmt: skip
BAD: Mapping[str, Any] = {
    "no list": {"a": 1},
    "no record": ["a"],
    "a part more": [{**GOOD, "more": 1}],
    "no moment": [{**GOOD, "held_at": "yesterday"}],
    "another spelling": [{**GOOD, "held_at": "2026-03-02T03:00:00+00:00"}],
    "no name": [{**GOOD, "interviewer": ""}],
    "an unknown criterion": [{**GOOD, "points": {"looks": 4}}],
    "too many points": [{**GOOD, "points": {"safety": 6}}],
    "points as a text": [{**GOOD, "points": {"safety": "4"}}],
    "an unknown proposal": [{**GOOD, "proposal": "perhaps"}],
    "a score as a text": [{**GOOD, "score": "85"}],
    "a score too high": [{**GOOD, "score": 101}],
    "a note too long": [{**GOOD, "note": "长" * 2001}],
    "a remark on something unknown": [{**GOOD, "remarks": {"looks": "高"}}],
    "a remark too long": [{**GOOD, "remarks": {"safety": "长" * 2001}}],
    "remarks as a text": [{**GOOD, "remarks": "好"}],
    "too many": [GOOD] * (evaluations.MOST + 1),
}


def test_a_scorecard_from_an_earlier_version_has_no_remarks(
    session: Session, colleague: Session, interview: str, joiner: str
) -> None:
    (reference,) = session.compartment("hiring").read_one(
        "SELECT reference FROM link WHERE peer LIKE '%/personnel'"
    )
    with session.compartment("hiring").change("test") as change:
        delivery.send(
            session, change, receiver="personnel", kind="joiner.evaluated", record="r",
            message={"about": bytes(reference).hex(), "evaluation": [GOOD]},
        )  # fmt: skip
    settle(session, colleague)
    assert ("王工", '{"safety": 4}', "{}", "hire", "85", '"会看图纸"', "EVAL") in kept(colleague)


def test_what_does_not_fit_is_set_aside_whole(
    session: Session, colleague: Session, interview: str, joiner: str
) -> None:
    """So is one about somebody personnel does not know, such as one that overtook its hand-over."""
    (reference,) = session.compartment("hiring").read_one(
        "SELECT reference FROM link WHERE peer LIKE '%/personnel'"
    )
    letters = [(bytes(reference).hex(), one) for one in BAD.values()] + [("ab" * 16, [GOOD])]
    before = kept(colleague)
    for about, sent in letters:
        with session.compartment("hiring").change("test") as change:
            delivery.send(
                session, change, receiver="personnel", kind="joiner.evaluated", record="r",
                message={"about": about, "evaluation": sent},
            )  # fmt: skip
    delivery.deliver(session)
    assert intake.take_in(colleague).set_aside == {"unacceptable": len(letters)}
    assert kept(colleague) == before
