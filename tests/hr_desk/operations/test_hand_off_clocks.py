# SPDX-License-Identifier: Apache-2.0
"""After a hand-off: when the copies here go, and that the sweep takes them on that day."""

import datetime as dt
from pathlib import Path

import pytest

from hr_desk.operations import (
    accounts,
    hand_off_clocks,
    hand_off_people,
    hand_offs,
    onboarding,
    retention,
)
from hr_desk.operations.hand_off_clocks import CopyLine
from hr_desk.operations.problems import NotPermitted, RecordGone
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.handing_off import PASSPHRASE, approved, employed
from tests.support.joining import FIRST_DAY, settle, somebody, welcome


def later(desk: Desk, session: Session, day: dt.date) -> None:
    desk.clock.at = dt.datetime.combine(day, dt.time(4), tzinfo=dt.UTC)
    retention.confirm_time(session)


def lines(admin: Session, id_: str) -> dict[tuple[str, str], CopyLine]:
    found = hand_off_clocks.copies_of(admin, id_)
    return {(one.compartment, one.class_key): one for one in found}


def test_copies_end_by_their_own_clocks_and_the_sweep_takes_them(
    desk: Desk, tmp_path: Path
) -> None:
    (joiner,) = employed(desk, somebody(name="黎虚构", mobile="13912345678"))
    admin = desk.open("admin")
    standing = approved(admin, "payroll_new_hires")
    handed = hand_offs.send(admin, standing, [joiner], passphrase=PASSPHRASE, folder=tmp_path)
    known = lines(admin, handed.id)
    # Recruiting material ends from the first day of work; the account waits for the last wage.
    raw = FIRST_DAY + dt.timedelta(days=90)
    assert known["hiring", "RAW"] == CopyLine("hiring", "RAW", 1, 0, raw, raw)
    assert known["payroll", "PAY"] == CopyLine("payroll", "PAY", 0, 1, None, None)
    assert known["personnel", "EMP"].waiting == known["personnel", "ID"].waiting == 1
    # Of one person it is the same, and who was told stands before it.
    after = hand_off_clocks.after(admin, joiner)
    assert after.copies == tuple(known.values())
    assert [(one.entry, one.recipient) for one in after.told] == [(handed.id, "示例市办理中心")]
    assert hand_off_clocks.days_after(admin, "PAY") == 90
    later(desk, admin, raw)
    assert retention.sweep(admin).counts["RAW"] == 1
    assert ("hiring", "RAW") not in lines(admin, handed.id)

    left = raw + dt.timedelta(days=10)
    later(desk, admin, left)
    onboarding.record_leaving(admin, [joiner], on=left, kind="resigned")
    settle(admin)
    assert lines(admin, handed.id)["payroll", "PAY"].last_due == left + dt.timedelta(days=90)
    (account,) = accounts.list_accounts(admin)
    settled = left + dt.timedelta(days=15)
    accounts.settle(admin, account.account_id, on=settled)
    due = settled + dt.timedelta(days=90)
    assert lines(admin, handed.id)["payroll", "PAY"].first_due == due
    later(desk, admin, due - dt.timedelta(days=1))
    assert "PAY" not in retention.sweep(admin).counts
    later(desk, admin, due)
    assert retention.sweep(admin).counts["PAY"] == 1
    known = lines(admin, handed.id)
    assert ("payroll", "PAY") not in known and known["personnel", "EMP"].running == 1
    # The receiver still knows them: the end of their employment is news, once.
    (planned,) = hand_off_people.plan(admin, standing).people
    assert planned.change == "leaving"
    emp = known["personnel", "EMP"].last_due
    assert emp == left + dt.timedelta(days=731)
    later(desk, admin, left + dt.timedelta(days=1096))
    retention.sweep(admin)
    assert hand_off_clocks.copies_of(admin, handed.id) == ()


def test_only_who_may_hand_over_is_told(desk: Desk) -> None:
    colleague = welcome(desk)
    with pytest.raises(NotPermitted):
        hand_off_clocks.copies_of(colleague, "0")
    with pytest.raises(NotPermitted):
        hand_off_clocks.after(colleague, "0")
    with pytest.raises(RecordGone):
        hand_off_clocks.after(desk.open("admin"), "0")
    with pytest.raises(RecordGone):
        hand_off_clocks.copies_of(desk.open("admin"), "0")
