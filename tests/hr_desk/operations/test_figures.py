# SPDX-License-Identifier: Apache-2.0
"""Figures count what is there, for who may see it, and say nothing small outside."""

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.operations import figures, recruitment, requisitions, retention
from hr_desk.operations.figures import FunnelLine, SourceLine, Span, StayLine
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.session import Session
from tests.support import made_up
from tests.support.desk import Desk
from tests.support.made_up import MadeUp

DAY = dt.date(2026, 3, 2)


def span(days: int = 40, **narrower: str) -> Span:
    return Span(first=DAY, last=DAY + dt.timedelta(days=days), **narrower)


def some(count: int, seed: int = 1) -> list[MadeUp]:
    return list(made_up.people(count, seed=seed))


@pytest.fixture
def walked(desk: Desk, session: Session) -> tuple[str, ...]:
    """Six people: two stay, one withdraws, three go on, one of them to the accepted offer."""
    ids = desk.take_in(session, some(6))
    desk.clock.advance(days=2)
    recruitment.advance(session, ids[:2], to="interview")
    desk.clock.advance(days=5)
    recruitment.advance(session, ids[2:3], to="interview")
    recruitment.advance(session, ids[:1], to="offered")
    recruitment.withdraw(session, ids[3:4])
    recruitment.reject(session, ids[1:2], reason="skills")
    desk.clock.advance(days=1)
    recruitment.accept_offer(session, ids[:1], told_by="陈晓", on=session.today())
    return ids


def reached(lines: tuple[FunnelLine, ...]) -> dict[str, int]:
    return {line.stage: line.reached for line in lines}


def test_the_funnel_counts_who_came_so_far_or_farther(
    session: Session, walked: tuple[str, ...]
) -> None:
    assert reached(figures.funnel(session, span())) == {
        "applied": 6,
        "interview": 3,
        "offered": 1,
        "offer_accepted": 1,
        "onboarding": 0,
        "employed": 0,
    }


def test_the_funnel_counts_who_was_taken_in_within_the_span(
    desk: Desk, session: Session, walked: tuple[str, ...]
) -> None:
    desk.take_in(session, some(2, 9))
    later = Span(first=session.today(), last=session.today())
    assert reached(figures.funnel(session, later))["applied"] == 2
    assert reached(figures.funnel(session, span(days=0)))["applied"] == 6
    before = Span(first=DAY - dt.timedelta(days=9), last=DAY - dt.timedelta(days=1))
    assert set(reached(figures.funnel(session, before)).values()) == {0}


def test_the_days_of_a_span_are_days_in_china(desk: Desk, session: Session) -> None:
    desk.clock.at = dt.datetime(2026, 3, 4, 15, 59, tzinfo=dt.UTC)
    desk.take_in(session, some(1))
    desk.clock.at = dt.datetime(2026, 3, 4, 16, 0, tzinfo=dt.UTC)
    desk.take_in(session, some(2, 9))
    for day, number in ((4, 1), (5, 2)):
        one = Span(first=dt.date(2026, 3, day), last=dt.date(2026, 3, day))
        assert reached(figures.funnel(session, one))["applied"] == number


def test_the_funnel_shows_the_stages_of_its_requisition(
    desk: Desk, session: Session, walked: tuple[str, ...]
) -> None:
    other = requisitions.open_requisition(
        session, title="质检员", department="质量部", place="青岛", stages=("test",)
    ).created[0]
    new = made_up.candidates(some(1, 9), session.catalogue, other)
    recruitment.take_in(session, new)
    own = reached(figures.funnel(session, span(requisition_id=other)))
    assert own["applied"] == 1
    assert "test" in own and "interview" not in own
    assert {"test", "interview"} <= set(reached(figures.funnel(session, span())))
    first = figures.funnel(session, span(requisition_id=desk.requisition))
    assert reached(first)["applied"] == 6


def test_a_stage_lasts_until_the_next_one(session: Session, walked: tuple[str, ...]) -> None:
    assert figures.stays(session, span()) == (
        StayLine("applied", left=4, median=2, slow=7),
        StayLine("interview", left=2, median=5, slow=5),
        StayLine("offered", left=1, median=1, slow=1),
    )
    assert figures.stays(session, Span(first=dt.date(2020, 1, 1), last=dt.date(2020, 1, 2))) == ()


@given(st.dictionaries(st.integers(0, 400), st.integers(1, 30), min_size=1, max_size=20))
def test_the_median_is_a_day_half_of_the_stays_ended_by(days: Mapping[int, int]) -> None:
    every = sorted(day for day, number in days.items() for _ in range(number))
    assert figures.within(days, 1, 2) == every[(len(every) + 1) // 2 - 1]
    ninth = figures.within(days, 9, 10)
    assert sum(day <= ninth for day in every) * 10 >= 9 * len(every)
    assert sum(day < ninth for day in every) * 10 < 9 * len(every)


def test_a_step_noted_for_an_earlier_day_took_no_time(
    session: Session, walked: tuple[str, ...]
) -> None:
    with session.compartment("hiring").change("test") as change:
        change.execute("UPDATE step SET stage_on = '2020-01-01' WHERE stage = 'offered'")
    stays = {line.stage: (line.left, line.median) for line in figures.stays(session, span())}
    assert stays["interview"][1] == 0
    assert all(median >= 0 for _, median in stays.values())


def test_sources_say_what_came_of_them(desk: Desk, session: Session) -> None:
    known = [made_up.one(source_channel=text) for text in ("现场应聘", "现场应聘", "内部推荐")]
    ids = desk.take_in(session, [*known, made_up.one()])
    recruitment.accept_offer(session, ids[:1], told_by="陈晓", on=session.today())
    assert figures.sources(session, span()) == (
        SourceLine("walk_in", 2, 1),
        SourceLine("referral", 1, 0),
        SourceLine(None, 1, 0),
    )


def test_who_may_not_see_the_source_gets_no_source(desk: Desk, walked: tuple[str, ...]) -> None:
    admin = desk.open("admin")
    assert figures.sources(admin, span()) == ()
    assert reached(figures.funnel(admin, span()))["applied"] == 6


def test_openings_stand_against_the_days_they_are_open(
    desk: Desk, session: Session, walked: tuple[str, ...]
) -> None:
    requisitions.open_requisition(
        session, title="普工", department="制造部", place="青岛", kind="evergreen"
    )
    lines = figures.openings(session)
    assert [(one.title, one.openings, one.filled, one.days_open) for one in lines] == [
        ("装配工", 3, 1, 8),
        ("普工", 0, 0, 0),
    ]
    requisitions.close_requisition(session, desk.requisition, reason="ended")
    desk.clock.advance(days=4)
    assert [one.title for one in figures.openings(session)] == ["普工"]
    asked = figures.openings(session, requisition_id=desk.requisition)
    assert [(one.title, one.days_open) for one in asked] == [("装配工", 8)]


def test_what_ends_is_what_the_preview_says(
    desk: Desk, session: Session, walked: tuple[str, ...]
) -> None:
    lines = figures.endings(session)
    first = session.trusted_day()
    assert [line.first for line in lines[:2]] == [first, first + dt.timedelta(days=7)]
    for line in lines:
        ended = retention.preview(session, on=line.first + dt.timedelta(days=6))
        sofar = sum(one.whole for one in lines if one.first <= line.first)
        assert sofar == len(ended)
    assert [dict(line.counts) for line in lines if line.counts] == [{"WD": 1}]
    desk.clock.advance(days=100)
    with session.compartment("hiring").change("test") as change:
        session.compartment("hiring").confirm_time(change)
    counted = [line for line in figures.endings(session) if line.counts]
    assert [dict(line.counts) for line in counted] == [{"WD": 1}, {"REJ": 1}]
    assert counted[0].first == session.trusted_day()


def test_what_is_overdue_stands_in_the_first_week(
    desk: Desk, session: Session, walked: tuple[str, ...]
) -> None:
    desk.clock.advance(days=200)
    with session.compartment("hiring").change("test") as change:
        session.compartment("hiring").confirm_time(change)
    lines = figures.endings(session)
    assert lines[0].whole == len(retention.preview(session)) == 2
    retention.sweep(session)
    assert all(line.whole == 0 for line in figures.endings(session))
    assert reached(figures.funnel(session, span()))["applied"] == 4


def test_a_person_ends_once_with_the_last_application(
    desk: Desk, session: Session, walked: tuple[str, ...]
) -> None:
    file, first = session.compartment("hiring"), session.trusted_day()
    kept = session.catalogue.classes["REJ"].periods["decision"]
    with file.change("test") as change:
        change.execute(
            "INSERT INTO application (id, version, person, requisition, stage, stage_on, owner, "
            "fields, retention_class, clock_event, clock_day, touched_on) SELECT 'again', 1, "
            "person, requisition, 'not_hired', stage_on, owner, '{}', 'REJ', 'decision', "
            "?, stage_on FROM application WHERE id = ?",
            ((first + dt.timedelta(days=80 - kept)).isoformat(), walked[3]),
        )
    counted = [line for line in figures.endings(session) if line.counts]
    assert [(line.first, dict(line.counts)) for line in counted] == [
        (first + dt.timedelta(days=77), {"REJ": 1})
    ]
    with file.change("test") as change:
        change.execute("UPDATE application SET retention_class = NULL WHERE id = 'again'")
    assert all(line.whole == 0 for line in figures.endings(session))


@pytest.mark.parametrize("read", [figures.funnel, figures.stays, figures.sources])
def test_figures_are_for_who_recruits(desk: Desk, read: object) -> None:
    gate = desk.open("gate")
    assert callable(read)
    with pytest.raises(NotPermitted):
        read(gate, span())
    for other in (figures.openings, figures.endings):
        with pytest.raises(NotPermitted):
            other(gate)


@given(st.lists(st.integers(0, 40), max_size=12))
def test_nothing_small_is_said_outside(numbers: list[int]) -> None:
    said = figures.said_outside(numbers)
    assert len(said) == len(numbers)
    for number, shown in zip(numbers, said, strict=True):
        assert shown in (None, number)
        assert shown is None or shown >= figures.SMALLEST
    if len(numbers) > 1:
        assert said.count(None) != 1
