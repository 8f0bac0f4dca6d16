# SPDX-License-Identifier: Apache-2.0
"""Periods are settings: within the law, with a reason; shorter at once, longer never silently."""

import datetime as dt

import pytest

from hr_desk.catalogue.model import Scenario
from hr_desk.operations import (
    backups,
    due_days,
    holds,
    intake,
    period_settings,
    policies,
    promises,
    recruitment,
    retention,
)
from hr_desk.operations.hold_problems import (
    LongerNeedsNotice,
    PeriodOutOfRange,
    PeriodUnchanged,
    PeriodUnknown,
)
from hr_desk.operations.holds import Approval, Wanted
from hr_desk.operations.period_settings import PeriodLine
from hr_desk.operations.problems import NotPermitted, TextMissing
from hr_desk.operations.session import Session
from hr_desk.store import audit
from tests.support.desk import PASSPHRASES, START, Desk
from tests.support.made_up import people
from tests.support.requests import open_officer, reopen_officer

WHY = "经法务核对，六十天内可能有争议"


@pytest.fixture
def admin(desk: Desk) -> Session:
    """An HR admin at a desk where three people were not hired today."""
    recruiter = desk.open("hiring")
    recruitment.reject(recruiter, desk.take_in(recruiter, list(people(3, seed=1))), reason="skills")
    desk.close()
    return desk.open("admin")


def go_to(desk: Desk, session: Session, days: int) -> None:
    desk.clock.at = START + dt.timedelta(days=days)
    retention.confirm_time(session)


def line(session: Session, class_: str, event: str) -> PeriodLine:
    return next(one for one in period_settings.list_periods(session)
                if (one.class_key, one.event) == (class_, event))  # fmt: skip


def test_a_shorter_period_counts_for_what_is_there_after_a_look(desk: Desk, admin: Session) -> None:
    go_to(desk, admin, 70)
    looked = period_settings.effect(admin, "REJ", "decision", 60)
    assert (looked.before, looked.due, looked.keep_earlier, looked.longer) == (180, 3, 0, False)
    assert retention.preview(admin) == ()
    period_settings.set_period(admin, "REJ", "decision", 60, reason=WHY)
    assert [one.days_left for one in retention.preview(admin)] == [-10] * 3
    assert due_days.next_due(admin, "hiring") == START.date() + dt.timedelta(days=60)
    entry = audit.entries_about(admin.compartment("hiring").connection, ["REJ.decision"], limit=1)[
        0
    ]
    assert (entry.facts["days"], entry.facts["before"]) == (60, 180)
    desk.close()
    again = desk.open("hiring")
    assert again.catalogue.classes["REJ"].periods["decision"] == 60
    assert retention.sweep(again).counts == {"REJ": 3}
    found = line(again, "REJ", "decision")
    assert (found.reason, found.by, found.least, found.most) == (WHY, "admin", 30, 730)


def test_a_longer_period_is_told_of_and_leaves_running_clocks_alone(
    desk: Desk, admin: Session
) -> None:
    looked = period_settings.effect(admin, "REJ", "decision", 365)
    assert (looked.longer, looked.due, looked.keep_earlier) == (True, 0, 3)
    with pytest.raises(LongerNeedsNotice):
        period_settings.set_period(admin, "REJ", "decision", 365, reason=WHY)
    period_settings.set_period(admin, "REJ", "decision", 365, reason=WHY, told=True)
    desk.close()
    recruiter = desk.open("hiring")
    recruitment.reject(recruiter, desk.take_in(recruiter, list(people(2, seed=2))), reason="skills")
    go_to(desk, recruiter, 180)
    assert retention.sweep(recruiter).counts == {"REJ": 3}
    go_to(desk, recruiter, 364)
    assert retention.sweep(recruiter).counts == {}
    go_to(desk, recruiter, 365)
    assert retention.sweep(recruiter).counts == {"REJ": 2}


def test_shortening_after_a_lengthening_reaches_every_clock(desk: Desk, admin: Session) -> None:
    period_settings.set_period(admin, "REJ", "decision", 365, reason=WHY, told=True)
    go_to(desk, admin, 100)
    assert period_settings.effect(admin, "REJ", "decision", 90).due == 3
    period_settings.set_period(admin, "REJ", "decision", 90, reason=WHY)
    assert retention.sweep(admin).counts == {"REJ": 3}


@pytest.mark.parametrize(
    ("class_", "event", "days", "problem"),
    [
        ("EMP", "left", 730, PeriodOutOfRange),
        ("DISC", "disclosed", 1095, PeriodOutOfRange),
        ("DISC", "disclosed", 1200, PeriodOutOfRange),
        ("REJ", "decision", 29, PeriodOutOfRange),
        ("REJ", "decision", 731, PeriodOutOfRange),
        ("REJ", "decision", 180, PeriodUnchanged),
        ("REJ", "left", 100, PeriodUnknown),
        ("BKP", "created", 15, PeriodOutOfRange),
        ("BKP", "created", 0, PeriodOutOfRange),
        ("HOLD", "reviewed", 91, PeriodOutOfRange),
        ("WDR", "withdrawn", 2, PeriodOutOfRange),
        ("TEMP", "day_ended", 1, PeriodUnknown),
        ("STAT", "x", 10, PeriodUnknown),
    ],
)
def test_floors_and_ranges_stand(
    admin: Session, class_: str, event: str, days: int, problem: type[Exception]
) -> None:
    with pytest.raises(problem):
        period_settings.effect(admin, class_, event, days)
    with pytest.raises(problem):
        period_settings.set_period(admin, class_, event, days, reason=WHY, told=True)


def test_an_admin_with_a_reason_sets_it(desk: Desk, admin: Session) -> None:
    with pytest.raises(TextMissing):
        period_settings.set_period(admin, "REJ", "decision", 90, reason=" ")
    with pytest.raises(NotPermitted):
        period_settings.set_period(desk.open("hiring"), "REJ", "decision", 90, reason=WHY)


def test_the_privacy_office_is_told(desk: Desk, admin: Session) -> None:
    officer = open_officer(desk)
    period_settings.set_period(admin, "DSR", "closed", 730, reason=WHY)
    intake.take_in(officer)
    assert officer.catalogue.classes["DSR"].periods["closed"] == 730
    officer.close()
    desk.sessions.remove(officer)
    assert line(reopen_officer(desk), "DSR", "closed").reason == WHY


def test_backups_live_for_the_shorter_period_at_once(desk: Desk, admin: Session) -> None:
    made = backups.create(admin)
    assert {one.gone_on for one in made} == {START.date() + dt.timedelta(days=14)}
    go_to(desk, admin, 6)
    assert period_settings.effect(admin, "BKP", "created", 6).due == len(made)
    assert period_settings.effect(admin, "BKP", "created", 7).due == 0
    period_settings.set_period(admin, "BKP", "created", 7, reason=WHY)
    assert backups.last_gone_on(admin) == START.date() + dt.timedelta(days=7)
    assert "备份在此后 7 天内一并清除" in policies.notice_text(admin, Scenario.VISITOR, "zh_CN")
    retention.sweep(admin)
    assert len(backups.listed(admin)) == len(made)
    go_to(desk, admin, 7)
    retention.sweep(admin)
    assert backups.listed(admin) == ()
    with pytest.raises(PeriodOutOfRange):  # a certificate named the seventh day already
        period_settings.set_period(admin, "BKP", "created", 14, reason=WHY, told=True)


def test_a_shorter_time_to_the_review_brings_holds_forward_and_ends_none(
    desk: Desk, admin: Session
) -> None:
    rows = admin.compartment("hiring").read("SELECT id FROM application ORDER BY seq")
    near, far, recruiter = rows[0][0], rows[1][0], desk.open("hiring")
    for one, days in ((near, 20), (far, 90)):
        wish = Wanted("litigation", "示字 1 号", START.date() + dt.timedelta(days=days))
        holds.put(recruiter, "hiring", one, wish, approval=Approval("admin", PASSPHRASES["admin"]))
    go_to(desk, admin, 15)
    assert period_settings.effect(admin, "HOLD", "reviewed", 10).due == 1
    period_settings.set_period(admin, "HOLD", "reviewed", 10, reason=WHY)
    reviews = [one.review_on - START.date() for one in holds.list_holds(admin)]
    assert [one.days for one in reviews] == [20, 25]
    assert all(one.genuine for one in holds.list_holds(admin))
    assert promises.look(admin, "holds").green
    assert holds.latest_review(admin) == admin.today() + dt.timedelta(days=10)


def test_what_cannot_be_set_has_no_days_or_goes_the_same_day(admin: Session) -> None:
    shown = {one.class_key for one in period_settings.list_periods(admin)}
    rest = {one.key: dict(one.periods) for one in period_settings.fixed(admin)}
    assert rest == {"TEMP": {"day_ended": 0}, "POL": {}, "STAT": {}}
    assert shown | rest.keys() == admin.catalogue.classes.keys() and not shown & rest.keys()
