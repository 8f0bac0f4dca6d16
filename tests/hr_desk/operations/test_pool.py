# SPDX-License-Identifier: Apache-2.0
"""The talent pool: its own consent, its own end, asked once, silence ends it."""

import datetime as dt
from dataclasses import replace

import pytest

from hr_desk.operations import candidates, consents, pool, recruitment, requisitions, retention
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.consents import Effect
from hr_desk.operations.problems import AskedAlready, NotGiven, PoolEndOutOfRange, TextChanged
from hr_desk.operations.session import Session
from tests.support.desk import START, Desk
from tests.support.made_up import one

TODAY = START.date()
DAY = dt.timedelta(days=1)


@pytest.fixture
def id_(desk: Desk, session: Session) -> str:
    return desk.take_in(session, [one()])[0]


def join(session: Session, id_: str, days: int | None = None) -> dt.date:
    until = None if days is None else session.today() + days * DAY
    shown = pool.pool_text(session, "zh_CN", until=until)
    pool.join_pool(session, id_, shown=shown, how="signature")
    assert shown.until is not None
    return shown.until


def clock(session: Session, id_: str) -> tuple[str, dt.date] | None:
    kept = candidates.open_record(session, id_).retention
    return None if kept is None else (kept.class_key, kept.due)


def go_to(desk: Desk, session: Session, days: int) -> None:
    desk.clock.at = START + days * DAY
    retention.confirm_time(session)


def people(session: Session) -> int:
    return candidates.count_applications(session, ListQuery())


@pytest.mark.parametrize("days", [None, 30, 200, 731])
@pytest.mark.parametrize("order", ["joined first", "not hired first"])
def test_not_hired_and_in_the_pool_runs_until_the_day_agreed_to(
    session: Session, id_: str, days: int | None, order: str
) -> None:
    if order == "not hired first":
        recruitment.reject(session, [id_], reason="skills")
        assert clock(session, id_) == ("REJ", TODAY + 180 * DAY)
    until = join(session, id_, days)
    assert until == TODAY + (days or 365) * DAY
    if order == "joined first":
        assert clock(session, id_) is None
        recruitment.reject(session, [id_], reason="skills")
    assert clock(session, id_) == ("POOL", until)


@pytest.mark.parametrize("days", [0, 29, 732])
def test_the_pool_ends_neither_too_soon_nor_too_late(session: Session, id_: str, days: int) -> None:
    with pytest.raises(PoolEndOutOfRange):
        pool.pool_text(session, "zh_CN", until=TODAY + days * DAY)


def test_the_end_is_part_of_the_text(session: Session, id_: str) -> None:
    shown = pool.pool_text(session, "zh_CN", until=TODAY + 100 * DAY)
    assert (TODAY + 100 * DAY).isoformat() in shown.text
    longer = pool.pool_text(session, "zh_CN", until=TODAY + 700 * DAY)
    with pytest.raises(TextChanged):
        pool.join_pool(session, id_, shown=replace(shown, until=longer.until), how="tick")
    assert not any(one.in_force for one in consents.state(session, id_))


@pytest.mark.parametrize(("days", "left"), [(364, 1), (365, 0)])
def test_silence_deletes_on_the_day(
    desk: Desk, session: Session, id_: str, days: int, left: int
) -> None:
    recruitment.reject(session, [id_], reason="skills")
    join(session, id_)
    go_to(desk, session, days)
    result = retention.sweep(session)
    assert people(session) == left
    assert dict(result.counts) == ({} if left else {"POOL": 1})


def test_closing_a_requisition_leaves_the_pool_its_end(
    desk: Desk, session: Session, id_: str
) -> None:
    until = join(session, id_, 90)
    requisitions.close_requisition(session, desk.requisition, reason="ended")
    assert clock(session, id_) == ("POOL", until)


def test_whoever_withdraws_an_application_may_stay_in_the_pool(session: Session, id_: str) -> None:
    until = join(session, id_, 90)
    recruitment.withdraw(session, [id_])
    assert clock(session, id_) == ("POOL", until)


def test_a_pool_that_ended_before_the_decision_decides_nothing(
    desk: Desk, session: Session, id_: str
) -> None:
    join(session, id_, 30)
    go_to(desk, session, 30)
    recruitment.reject(session, [id_], reason="skills")
    assert clock(session, id_) == ("REJ", TODAY + 210 * DAY)


@pytest.mark.parametrize(
    ("days", "class_", "due"), [(10, "REJ", 180), (178, "REJ", 180), (179, "WDR", 180),
                                (300, "WDR", 301)],
)  # fmt: skip
def test_leaving_goes_back_to_the_own_class_or_within_a_day(
    desk: Desk, session: Session, id_: str, days: int, class_: str, due: int
) -> None:
    recruitment.reject(session, [id_], reason="skills")
    join(session, id_)
    go_to(desk, session, days)
    expected = Effect(record_class=class_, record_due=TODAY + due * DAY)
    assert consents.effect_of_withdrawal(session, id_, "pool.future") == expected
    pool.leave_pool(session, id_)
    assert clock(session, id_) == (class_, TODAY + due * DAY)
    with pytest.raises(NotGiven):
        pool.leave_pool(session, id_)
    go_to(desk, session, due - 1)
    retention.sweep(session)
    assert people(session) == 1
    go_to(desk, session, due)
    retention.sweep(session)
    assert people(session) == 0


def test_leaving_with_an_open_application_deletes_nothing(session: Session, id_: str) -> None:
    join(session, id_)
    assert consents.effect_of_withdrawal(session, id_, "pool.future") == Effect()
    pool.leave_pool(session, id_)
    assert clock(session, id_) is None


def test_an_accepted_application_is_not_the_pools(session: Session, id_: str) -> None:
    recruitment.accept_offer(session, [id_], told_by="李雷", on=TODAY)
    join(session, id_)
    assert clock(session, id_) is None


def test_who_ends_soon_is_listed_and_asked_once(desk: Desk, session: Session, id_: str) -> None:
    until = join(session, id_, 60)
    go_to(desk, session, 29)
    assert pool.ending_soon(session) == ()
    go_to(desk, session, 30)
    (line,) = pool.ending_soon(session)
    assert (line.application_id, line.until, line.days_left) == (id_, until, 30)
    assert line.asked_on is None
    pool.note_asked(session, [id_])
    (line,) = pool.ending_soon(session)
    assert line.asked_on == session.today()
    with pytest.raises(AskedAlready):
        pool.note_asked(session, [id_])
    longer = join(session, id_, 365)
    assert pool.ending_soon(session) == ()
    assert clock(session, id_) is None
    assert longer > until


def test_joining_again_moves_the_end(session: Session, id_: str) -> None:
    recruitment.reject(session, [id_], reason="skills")
    join(session, id_, 60)
    longer = join(session, id_, 300)
    assert clock(session, id_) == ("POOL", longer)
    rows = session.compartment("hiring").read("SELECT ended_by FROM consent ORDER BY seq")
    assert [row[0] for row in rows] == ["replaced", None]


def test_the_list_of_whose_place_ends_is_that_of_today(desk: Desk, session: Session) -> None:
    ids = desk.take_in(session, [one("蓝天", "13800138001"), one("蓝海", "13800138002"),
                                 one("蓝湖", "13800138003")])  # fmt: skip
    soon, later = join(session, ids[0], 31), join(session, ids[1], 200)
    recruitment.reject(session, ids[:2], reason="skills")
    asked = ListQuery(pool_ends_within=30)
    assert candidates.list_applications(session, asked).rows == ()
    go_to(desk, session, 1)
    (row,) = candidates.list_applications(session, asked).rows
    assert (row.application_id, row.pool_until) == (ids[0], soon)
    assert [line.application_id for line in pool.ending_soon(session)] == [ids[0]]
    assert candidates.count_applications(session, asked) == 1
    assert candidates.list_applications(session, ListQuery(text="蓝", pool_ends_within=30)).rows
    assert all(row.pool_until is None for row in
               candidates.list_applications(session, ListQuery()).rows)  # fmt: skip
    pool.note_asked(session, [ids[0]])
    assert len(candidates.list_applications(session, asked).rows) == 1
    join(session, ids[0], 300)
    assert candidates.list_applications(session, asked).rows == ()
    wide = ListQuery(pool_ends_within=400)
    ends = {row.application_id: row.pool_until for row in
            candidates.list_applications(session, wide).rows}  # fmt: skip
    assert ends[ids[1]] == later and set(ends) == {ids[0], ids[1]}
    pool.leave_pool(session, ids[1])
    assert len(candidates.list_applications(session, wide).rows) == 1
