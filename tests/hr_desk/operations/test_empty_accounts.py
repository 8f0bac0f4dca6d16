# SPDX-License-Identifier: Apache-2.0
"""An account whose last value was taken back goes with the next sweep; nothing fills it late."""

import datetime as dt

import pytest

from hr_desk.operations import account_drafts, accounts, holds, intake, retention
from hr_desk.operations.delivery import deliver
from hr_desk.operations.holds import Approval, Wanted
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.joining import edit_of, handed_over, settle, somebody, typed
from tests.support.requests import OFFICER, contributed, open_officer, reopen_officer, verified
from tests.support.restoring import backup_of, restored

HOLDER = "账户示例"
GIVEN = {"account_holder": HOLDER, "bank_name": "虚构示例银行"}


@pytest.fixture
def admin(desk: Desk) -> Session:
    return desk.open("admin")


@pytest.fixture
def joiner(desk: Desk, session: Session, colleague: Session, admin: Session) -> str:
    """Somebody whose bank payroll was told."""
    (id_,) = handed_over(desk, session, colleague, people=[somebody()])
    edit_of(colleague, id_, typed(colleague, **GIVEN))
    settle(colleague, admin)
    return id_


def rows(session: Session) -> int:
    return int(session.compartment("payroll").read_one("SELECT count(*) FROM account")[0])


def taken_back(colleague: Session, admin: Session, joiner: str) -> None:
    """Take every value of the account back."""
    edit_of(colleague, joiner, dict.fromkeys(GIVEN))
    settle(colleague, admin)


def test_47_it_goes_with_the_next_sweep_and_with_everything_that_named_it(
    colleague: Session, admin: Session, joiner: str
) -> None:
    (account,) = accounts.list_accounts(admin)
    taken_back(colleague, admin, joiner)
    account_drafts.save(admin, f"pay:{account.account_id}", {"bank_name": "虚构示例银行"})
    assert rows(admin) == 1, "other words of the day may fill it again"
    retention.sweep(admin)
    assert rows(admin) == 0 and accounts.list_accounts(admin) == ()
    file = admin.compartment("payroll")
    for table, column in (("link", "record"), ("draft", "record"), ("part", "owner")):
        assert file.read(f"SELECT * FROM {table} WHERE {column} IS NOT NULL") == []  # noqa: S608
    assert (account.account_id, "account") in file.read("SELECT id, kind FROM tombstone")


def test_what_is_given_later_makes_it_anew_and_once(
    colleague: Session, admin: Session, joiner: str
) -> None:
    taken_back(colleague, admin, joiner)
    retention.sweep(admin)
    settle(colleague, admin)
    for name in ("虚构示例银行", "另一示例银行"):
        edit_of(colleague, joiner, typed(colleague, bank_name=name))
        settle(colleague, admin)
    assert rows(admin) == 1
    retention.sweep(admin)
    assert rows(admin) == 1, "one that keeps something stays"


def test_a_word_that_comes_late_gives_nothing_back(
    desk: Desk, session: Session, colleague: Session, admin: Session
) -> None:
    (joiner,) = handed_over(desk, session, colleague, people=[somebody()])
    edit_of(colleague, joiner, typed(colleague, **GIVEN))
    deliver(colleague)
    inbox = desk.folder / "inbox"
    (late,) = inbox.glob("*.envelope")
    data = late.read_bytes()
    late.unlink()
    edit_of(colleague, joiner, dict.fromkeys(GIVEN))
    deliver(colleague)
    for path in inbox.glob("*.envelope"):
        if path.name == late.name:
            path.unlink()
    intake.take_in(admin)
    assert rows(admin) == 1
    retention.sweep(admin)
    assert rows(admin) == 0
    late.write_bytes(data)
    intake.take_in(admin)
    assert rows(admin) == 0 and not list(inbox.glob("*.envelope"))


def test_a_hold_keeps_it_and_so_does_an_end_that_personnel_may_still_speak_of(
    desk: Desk, colleague: Session, admin: Session, joiner: str
) -> None:
    (account,) = accounts.list_accounts(admin)
    officer = open_officer(desk)
    approval = Approval(officer.user.name, OFFICER)
    wanted = Wanted(reason="litigation", evidence="（2026）示例01民初1号",
                    review_on=admin.today() + dt.timedelta(days=30))  # fmt: skip
    hold = holds.put(admin, "payroll", account.account_id, wanted, approval=approval).created[0]
    taken_back(colleague, admin, joiner)
    retention.sweep(admin)
    assert rows(admin) == 1
    with admin.compartment("payroll").change("test") as change:
        change.execute("UPDATE account SET ended = 'left', ended_on = '2026-03-02'")
    holds.lift(admin, "payroll", hold, because="案件已结")
    retention.sweep(admin)
    assert rows(admin) == 1, "what comes late is counted from its end"
    with admin.compartment("payroll").change("test") as change:
        change.execute("DELETE FROM link WHERE peer LIKE '%/personnel'")
    retention.sweep(admin)
    assert rows(admin) == 0


def test_a_hold_that_comes_after_the_last_value_went_keeps_it_too(
    desk: Desk, colleague: Session, admin: Session, joiner: str
) -> None:
    (account,) = accounts.list_accounts(admin)
    taken_back(colleague, admin, joiner)
    officer = open_officer(desk)
    wanted = Wanted(reason="litigation", evidence="（2026）示例01民初1号",
                    review_on=admin.today() + dt.timedelta(days=30))  # fmt: skip
    holds.put(admin, "payroll", account.account_id, wanted,
              approval=Approval(officer.user.name, OFFICER))  # fmt: skip
    retention.sweep(admin)
    assert rows(admin) == 1
    desk.clock.advance(days=31)
    retention.confirm_time(admin)
    retention.sweep(admin)
    assert rows(admin) == 0


def test_a_backup_of_before_brings_it_back_empty_handed(
    desk: Desk, colleague: Session, admin: Session, joiner: str
) -> None:
    source = backup_of(admin, "payroll")
    taken_back(colleague, admin, joiner)
    retention.sweep(admin)
    restored(desk, source, user="admin")
    again = desk.open("admin")
    settle(colleague, again)
    retention.sweep(again)
    assert rows(again) == 0
    assert again.compartment("payroll").read("SELECT * FROM part") == []


def test_the_officer_who_has_it_in_a_case_hears_that_it_is_gone(
    desk: Desk, colleague: Session, admin: Session, joiner: str
) -> None:
    officer = open_officer(desk)
    case = verified(officer, {"full_name": HOLDER, "mobile": "13900001234"})
    (record,) = contributed(officer, admin, case)
    taken_back(colleague, admin, joiner)
    retention.sweep(admin)
    known = officer.compartment("privacy")
    assert known.read_one("SELECT count(*) FROM link WHERE hex(reference) = upper(?)",
                          (record.record,))[0] == 1  # fmt: skip
    intake.take_in(reopen_officer(desk))
    assert known.read_one("SELECT count(*) FROM link WHERE hex(reference) = upper(?)",
                          (record.record,))[0] == 0  # fmt: skip
