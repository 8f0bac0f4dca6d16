# SPDX-License-Identifier: Apache-2.0
"""A place in the pool whose consent is out of date: kept for thirty days, then it ends."""

import datetime as dt

import pytest

from hr_desk.domain import consent
from hr_desk.i18n import LANGUAGES
from hr_desk.operations import (
    candidates,
    period_settings,
    policy_campaign,
    pool,
    pool_clock,
    pool_lapsing,
    recruitment,
    retention,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.hold_problems import PeriodOutOfRange
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.session import Session
from tests.hr_desk.operations.test_consent_cover import change
from tests.support import made_up
from tests.support.desk import Desk
from tests.support.requests import open_officer

KEPT = 365


@pytest.fixture
def session(desk: Desk) -> Session:
    return desk.open("hiring")


def pooled(desk: Desk, session: Session) -> str:
    """Return the application of somebody who was not hired long ago and agreed to stay."""
    (id_,) = desk.take_in(session, [made_up.one()])
    recruitment.reject(session, [id_], reason="skills")
    join(session, id_)
    go(desk, session, 190)
    return id_


def join(session: Session, id_: str) -> None:
    until = session.today() + dt.timedelta(days=KEPT)
    shown = pool.pool_text(session, "zh_CN", until=until)
    pool.join_pool(session, id_, shown=shown, how="signature")


def go(desk: Desk, session: Session, days: int) -> None:
    """Let days pass, and let a person confirm the clock."""
    desk.clock.advance(days=days)
    retention.confirm_time(session)


def outdated(desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a version come into force that changed what the pool is for: the eighth day is its first.

    The officer's session ends with it.
    """
    officer = open_officer(desk)
    change(officer, [pool_clock.PURPOSE], monkeypatch)
    go(desk, session, 7)


def test_silence_for_thirty_days_ends_the_place_and_the_record(
    desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = pooled(desk, session)
    outdated(desk, session, monkeypatch)
    go(desk, session, 29)
    assert pool_lapsing.lapsed(session) == () and retention.sweep(session).counts == {}
    candidates.open_record(session, id_)
    go(desk, session, 1)
    assert len(pool_lapsing.lapsed(session)) == 1
    retention.sweep(session)
    kept = candidates.open_record(session, id_).retention
    assert kept is not None and kept.class_key == "WDR" and pool_lapsing.lapsed(session) == ()
    go(desk, session, 1)
    assert retention.sweep(session).counts["WDR"] == 1
    with pytest.raises(RecordGone):
        candidates.open_record(session, id_)


def test_whoever_agrees_anew_in_time_stays(
    desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = pooled(desk, session)
    outdated(desk, session, monkeypatch)
    go(desk, session, 20)
    join(session, id_)
    go(desk, session, 40)
    assert pool_lapsing.lapsed(session) == ()
    retention.sweep(session)
    kept = candidates.open_record(session, id_).retention
    assert kept is not None and kept.class_key == "POOL"


def test_a_decision_of_late_keeps_its_own_days(
    desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    (id_,) = desk.take_in(session, [made_up.one()])
    recruitment.reject(session, [id_], reason="skills")
    join(session, id_)
    outdated(desk, session, monkeypatch)
    go(desk, session, 30)
    retention.sweep(session)
    kept = candidates.open_record(session, id_).retention
    assert kept is not None and kept.class_key == "REJ"
    assert candidates.count_applications(session, ListQuery()) == 1


def said_of_the_pool(session: Session, code: str) -> str:
    """Return the line of the campaign's text that speaks of the talent pool, empty without one."""
    word = {"zh_CN": "请最迟于", "en": "please agree anew"}[code]
    lines = policy_campaign.message(session, code).splitlines()
    return next((one for one in lines if word in one), "")


def test_people_are_told_the_day_on_which_silence_ends_their_place(
    desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    pooled(desk, session)
    outdated(desk, session, monkeypatch)
    first = session.today()
    last, ends = first + dt.timedelta(days=29), first + dt.timedelta(days=30)
    for code in LANGUAGES:
        said = said_of_the_pool(session, code)
        assert last.isoformat() in said and ends.isoformat() in said
    go(desk, session, 29)
    assert session.today() == last and pool_lapsing.lapsed(session) == ()
    assert said_of_the_pool(session, "en")
    go(desk, session, 1)
    assert session.today() == ends and len(pool_lapsing.lapsed(session)) == 1
    assert said_of_the_pool(session, "en") == ""  # nothing to answer any more


def test_the_day_they_are_told_follows_the_period_in_force(
    desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    outdated(desk, session, monkeypatch)
    first, admin = session.today(), desk.open("admin")
    period_settings.set_period(admin, *consent.RENEWAL, 14, reason="两周足够答复")
    desk.close()
    said = said_of_the_pool(desk.open("hiring"), "zh_CN")
    assert [(first + dt.timedelta(days=n)).isoformat() in said for n in (13, 14, 29)] == [
        True, True, False
    ]  # fmt: skip


def test_a_version_that_leaves_the_pool_alone_says_nothing_of_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = open_officer(desk)
    change(officer, ["photo"], monkeypatch)
    assert [said_of_the_pool(officer, code) for code in LANGUAGES] == ["", ""]


def test_without_a_new_version_nothing_lapses(desk: Desk, session: Session) -> None:
    pooled(desk, session)
    go(desk, session, 60)
    assert pool_lapsing.lapsed(session) == ()


def test_a_company_may_give_them_fewer_days_and_looks_first(
    desk: Desk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = pooled(desk, session)
    outdated(desk, session, monkeypatch)
    go(desk, session, 13)
    admin = desk.open("admin")
    line = next(x for x in period_settings.list_periods(admin) if x.class_key == consent.RENEWAL[0])
    assert (line.event, line.days, line.least, line.most) == ("outdated", 30, 7, 30)
    assert period_settings.effect(admin, *consent.RENEWAL, 14).due == 0
    assert period_settings.effect(admin, *consent.RENEWAL, 13).due == 1
    assert pool_lapsing.lapsed(admin) == ()
    period_settings.set_period(admin, *consent.RENEWAL, 13, reason="人才库的人都用电话联系")
    assert len(pool_lapsing.lapsed(admin)) == 1
    desk.close()
    again = desk.open("hiring")
    retention.sweep(again)
    kept = candidates.open_record(again, id_).retention
    assert kept is not None and kept.class_key == "WDR"


@pytest.mark.parametrize("days", [6, 31])
def test_nobody_gets_less_than_a_week_or_stays_longer_than_was_said(desk: Desk, days: int) -> None:
    admin = desk.open("admin")
    with pytest.raises(PeriodOutOfRange):
        period_settings.set_period(admin, *consent.RENEWAL, days, reason="试试", told=True)


def test_days_that_were_shortened_become_no_more_again(desk: Desk) -> None:
    admin = desk.open("admin")
    period_settings.set_period(admin, *consent.RENEWAL, 14, reason="两周足够答复")
    with pytest.raises(PeriodOutOfRange):
        period_settings.set_period(admin, *consent.RENEWAL, 20, reason="再放宽", told=True)
