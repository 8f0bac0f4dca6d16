# SPDX-License-Identifier: Apache-2.0
"""Reads about a minor in payroll are approved too: it knows from which day they are an adult."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import (
    account_views,
    accounts,
    hand_offs,
    joiner_withdrawals,
    minor_approvals,
    minors_report,
    promises,
    request_asking,
    retention,
    users,
)
from hr_desk.operations.account_views import AccountQuery
from hr_desk.operations.minor_problems import MinorNotApproved
from hr_desk.operations.session import Session
from hr_desk.operations.values import adult_from
from hr_desk.store import audit, outbox
from tests.support.desk import PASSPHRASES, Desk
from tests.support.joining import edit_of, handed_over, settle, somebody, typed
from tests.support.minor_reading import approved, welcomes_interns
from tests.support.requests import HER, carry, contributed, copied, open_officer, verified
from tests.support.restoring import backup_of, restored

BORN = "2009-01-01"
GROWN = "2027-01-02"
"""The day after the eighteenth birthday."""

AGREED = "王芳 | 母亲 | 13800138000"
PURPOSE = "hire.payroll_si"


@pytest.fixture
def colleague(desk: Desk) -> Session:
    """Whoever welcomes interns, with an approval to read about them."""
    return welcomes_interns(desk)


@pytest.fixture
def admin(desk: Desk, colleague: Session) -> Session:
    """An HR admin, who reads payroll, at a desk with somebody who can approve that."""
    del colleague
    session = desk.open("admin")
    secret = PASSPHRASES.setdefault("watch", "three quiet owls awake")
    users.add(session, name="watch", passphrase=secret, roles=("auditor",))
    return session


@pytest.fixture
def joiner(desk: Desk, session: Session, colleague: Session, admin: Session) -> str:
    """Somebody of seventeen whose bank payroll was told."""
    young = somebody(birth_date=BORN, age_band="16-17", guardian=AGREED)
    (id_,) = handed_over(desk, session, colleague, people=[young])
    edit_of(colleague, id_, typed(colleague, bank_name="虚构示例银行"))
    settle(colleague, admin)
    return id_


def account_of(admin: Session) -> str:
    (row,) = account_views.board(admin, AccountQuery())
    return row.account_id


def kept(admin: Session) -> Any:
    """Return what payroll keeps of the age of its one account."""
    return admin.compartment("payroll").read_one("SELECT adult_from FROM account")[0]


def last(admin: Session) -> audit.Entry:
    return list(audit.entries(admin.compartment("payroll").connection))[-1]


def words(session: Session) -> list[Mapping[str, Any]]:
    """Return what waits for payroll."""
    found = outbox.waiting(session.compartment("personnel"))
    return [json.loads(one.message) for one in found if one.kind == "account.told"]


def go_to(desk: Desk, admin: Session, day: dt.date) -> None:
    desk.clock.at = dt.datetime.combine(day, dt.time(1), dt.UTC)
    retention.confirm_time(admin)


def test_an_account_of_a_minor_is_read_under_an_approval_alone(admin: Session, joiner: str) -> None:
    id_ = account_of(admin)
    with pytest.raises(MinorNotApproved):
        account_views.open_file(admin, id_)
    with pytest.raises(MinorNotApproved):
        account_views.unmask(admin, id_, ["bank_name"], purpose=PURPOSE)
    assert (last(admin).operation, last(admin).facts["operation"]) == ("denied", "account.unmask")
    with pytest.raises(MinorNotApproved):
        hand_offs.note_payroll_read(admin, [joiner], ["bank_name"], purpose=PURPOSE)
    approval = approved(admin, "payroll", "hr_admin", id_, by="watch")
    account_views.open_file(admin, id_)
    assert last(admin).facts["approvals"] == [approval]
    hand_offs.note_payroll_read(admin, [joiner], ["bank_name"], purpose=PURPOSE)
    assert last(admin).facts["approvals"] == [approval]
    assert minors_report.unapproved(admin, "payroll") == (2, 0)
    (counted,) = (one for one in minors_report.report(admin, 2026) if one.file == "payroll")
    assert (counted.older, counted.reads, counted.approvals) == (0, 2, 1)
    minor_approvals.end(admin, approval)
    with pytest.raises(MinorNotApproved):
        accounts.open_account(admin, id_)


def test_payroll_hears_no_birthday_and_forgets_the_day_once_it_has_come(
    desk: Desk, colleague: Session, admin: Session, joiner: str
) -> None:
    edit_of(colleague, joiner, typed(colleague, bank_branch="示例支行"))
    (said,) = words(colleague)
    assert said["adult_from"] == GROWN == kept(admin)
    assert BORN not in str(said)
    go_to(desk, admin, dt.date(2027, 1, 1))
    retention.sweep(admin)
    assert kept(admin) == GROWN
    go_to(desk, admin, dt.date(2027, 1, 2))
    accounts.open_account(admin, account_of(admin))
    retention.sweep(admin)
    assert kept(admin) is None


def test_of_who_is_grown_nothing_is_told(
    desk: Desk, session: Session, colleague: Session, admin: Session
) -> None:
    (id_,) = handed_over(desk, session, colleague)
    edit_of(colleague, id_, typed(colleague, bank_name="虚构示例银行"))
    (said,) = words(colleague)
    settle(colleague, admin)
    assert said["adult_from"] is None
    assert kept(admin) is None
    accounts.open_account(admin, account_of(admin))


def test_a_corrected_birthday_reaches_payroll_and_other_values_do_not(
    desk: Desk, session: Session, colleague: Session, admin: Session
) -> None:
    (id_,) = handed_over(desk, session, colleague)
    edit_of(colleague, id_, typed(colleague, bank_name="虚构示例银行"))
    settle(colleague, admin)
    accounts.open_account(admin, account_of(admin))
    edit_of(colleague, id_, typed(colleague, uniform_size="L"))
    assert words(colleague) == []
    edit_of(colleague, id_, typed(colleague, birth_date=BORN, guardian=AGREED))
    settle(colleague, admin)
    assert kept(admin) == GROWN
    # The read of before anybody knew is nobody's fault.
    assert minors_report.unapproved(admin, "payroll") == (0, 0)
    with pytest.raises(MinorNotApproved):
        accounts.open_account(admin, account_of(admin))
    edit_of(colleague, id_, typed(colleague, birth_date="1990-05-12"))
    settle(colleague, admin)
    assert kept(admin) is None


def test_an_officers_correction_of_the_birthday_reaches_payroll(
    desk: Desk, session: Session, colleague: Session, admin: Session
) -> None:
    officer = open_officer(desk)
    her = somebody(name="孙小梅", mobile="13900001234")
    (id_,) = handed_over(desk, session, colleague, people=[her])
    edit_of(colleague, id_, typed(colleague, bank_name="虚构示例银行"))
    settle(colleague, admin)
    case = verified(officer, {"full_name": "孙小梅", "mobile": "13900001234"}, code="correct")
    found = contributed(officer, admin, case)
    (record,) = (one.record for one in found if one.file == "personnel")
    born = officer.catalogue.field("birth_date").type.parse(BORN)
    request_asking.order(officer, case, record, kind="correct", fields={"birth_date": born})
    carry(admin, officer)
    settle(admin)
    assert kept(admin) == GROWN


def test_a_birthday_that_was_corrected_after_the_backup_stays_known(
    desk: Desk, session: Session, colleague: Session, admin: Session
) -> None:
    (id_,) = handed_over(desk, session, colleague)
    edit_of(colleague, id_, typed(colleague, bank_name="虚构示例银行"))
    settle(colleague, admin)
    source = backup_of(admin, "payroll")
    edit_of(colleague, id_, typed(colleague, birth_date=BORN, guardian=AGREED))
    settle(colleague, admin)
    restored(desk, source, user="admin")
    again = desk.open("admin")
    assert kept(again) == GROWN
    with pytest.raises(MinorNotApproved):
        accounts.open_account(again, account_of(again))


def test_an_overtaken_word_makes_nobody_older(
    desk: Desk, colleague: Session, admin: Session, joiner: str
) -> None:
    edit_of(colleague, joiner, typed(colleague, birth_date="2009-05-01"))
    overtaken = {path: path.read_bytes() for path in (desk.folder / "inbox").glob("*.envelope")}
    for path in overtaken:
        path.unlink()
    edit_of(colleague, joiner, typed(colleague, birth_date="2009-06-01"))
    settle(admin)
    assert kept(admin) == "2027-06-02"
    for path, word in overtaken.items():
        path.write_bytes(word)
    settle(admin)
    assert kept(admin) == "2027-06-02"


def test_it_goes_with_the_account(
    desk: Desk, session: Session, colleague: Session, admin: Session, joiner: str
) -> None:
    joiner_withdrawals.withdraw(colleague, joiner, "guardian")
    settle(colleague, admin, session)
    go_to(desk, admin, admin.today() + dt.timedelta(days=2))
    retention.sweep(admin)
    assert admin.compartment("payroll").read("SELECT * FROM account") == []


def test_an_age_band_alone_is_taken_at_its_longest(session: Session) -> None:
    assert adult_from(session, {"age_band": "16-17"}) == dt.date(2028, 3, 3)
    assert adult_from(session, {"age_band": "adult"}) is None
    both = {"age_band": "16-17", "birth_date": BORN}
    assert adult_from(session, both) == dt.date.fromisoformat(GROWN)


def test_the_board_is_red_for_a_read_in_payroll_that_nobody_approved(
    admin: Session, joiner: str
) -> None:
    approval = approved(admin, "payroll", "hr_admin", by="watch")
    accounts.open_account(admin, account_of(admin))
    assert _control(admin)
    with admin.compartment("payroll").change("spoiling") as change:
        change.execute("UPDATE minor_approval SET signature = x'00' WHERE id = ?", (approval,))
    assert not _control(admin)


def _control(admin: Session) -> bool:
    return promises.look(admin, "minors_report").green


def test_l_5_her_copy_has_the_day_that_payroll_keeps_in_place_of_her_birthday(
    desk: Desk, session: Session, colleague: Session, admin: Session, tmp_path: Path
) -> None:
    officer = open_officer(desk)
    young = somebody(name="孙小梅", mobile="13900001234", birth_date=BORN, age_band="16-17",
                     guardian=AGREED)  # fmt: skip
    (id_,) = handed_over(desk, session, colleague, people=[young])
    edit_of(colleague, id_, typed(colleague, account_holder="孙小梅"))
    settle(colleague, admin)
    case = verified(officer, HER, code="copy")
    found = contributed(officer, admin, case)
    (account,) = (one for one in found if one.file == "payroll")
    assert account.facts["account.adult_from"] == (GROWN,)
    copy = copied(officer, case, tmp_path / "copy.zip")
    (said,) = (one["facts"] for one in copy.parts["data.json"] if one["file"] == "payroll")
    assert said["account.adult_from"]["values"] == [GROWN]
    assert said["account.adult_from"]["label"]["en"].startswith("Day on which you turn eighteen")
