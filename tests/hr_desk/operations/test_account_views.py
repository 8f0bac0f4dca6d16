# SPDX-License-Identifier: Apache-2.0
"""What the screens of payroll read: standing of numbers, what is missing, covered and in full."""

import datetime as dt

import pytest

from hr_desk.operations import account_views, accounts, looking_up, onboarding
from hr_desk.operations.account_views import COMPARED, ELSEWHERE, GIVEN, MISSING, AccountQuery
from hr_desk.operations.joiner_problems import NothingToCompare, StillEmployed
from hr_desk.operations.problems import NotPermitted, PurposeUnknown, RecordGone, StepNotAllowed
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.joining import (
    FIRST_DAY,
    ID_NUMBER,
    handed_over,
    opened,
    settle,
    somebody,
    typed,
)

CARD = "6222020200112233445"


@pytest.fixture
def joiner(desk: Desk, session: Session, colleague: Session) -> str:
    (id_,) = handed_over(desk, session, colleague, people=[somebody(birth_date="1949-12-31")])
    return id_


@pytest.fixture
def admin(desk: Desk, joiner: str) -> Session:
    return desk.open("admin")


def edit(session: Session, joiner_id: str, **texts: str) -> None:
    version = opened(session, joiner_id).version
    onboarding.edit(session, joiner_id, typed(session, **texts), version=version)


def only(session: Session, query: AccountQuery | None = None) -> account_views.AccountLine:
    (line,) = account_views.board(session, query or AccountQuery())
    return line


def test_what_was_compared_stands_in_the_list(
    colleague: Session, admin: Session, joiner: str
) -> None:
    edit(colleague, joiner, base_pay="6500", bank_account_no=CARD, id_number=ID_NUMBER)
    settle(colleague, admin)
    line = only(admin)
    assert (line.card, line.card_shown, line.id_number) == (MISSING, "", MISSING)
    assert line.joiner_id == joiner and line.state == "expected" and line.first_day == FIRST_DAY
    assert line.gap is not None and "bank_account_no" in {f.key for f in line.gap.fields}
    onboarding.check(colleague, joiner, ["bank_account_no", "id_number"])
    settle(colleague, admin)
    line = only(admin)
    assert (line.card, line.id_number) == (COMPARED, COMPARED)
    assert line.card_shown.endswith(CARD[-4:]) and CARD[:6] not in line.card_shown
    assert line.gap is not None and "bank_account_no" not in {f.key for f in line.gap.fields}


def test_what_nobody_compared_is_compared_here(
    desk: Desk, colleague: Session, admin: Session, joiner: str
) -> None:
    edit(colleague, joiner, bank_account_no=CARD, id_number=ID_NUMBER)
    desk.clock.advance(days=1)
    onboarding.carry_on(colleague)
    settle(colleague, admin)
    line = only(admin)
    assert (line.card, line.id_number) == (GIVEN, GIVEN)
    with pytest.raises(NothingToCompare):
        accounts.compare(admin, line.account_id, ["account_holder"])
    with pytest.raises(NothingToCompare):
        accounts.compare(admin, line.account_id, [])
    accounts.compare(admin, line.account_id, ["bank_account_no"])
    assert only(admin).card == COMPARED
    file = account_views.open_file(admin, line.account_id)
    assert file.compared == {"bank_account_no"}
    assert "account.compare" in {one.operation for one in file.history}


def test_a_number_that_is_replaced_is_to_be_compared_anew(
    colleague: Session, admin: Session, joiner: str
) -> None:
    edit(colleague, joiner, bank_account_no=CARD)
    onboarding.check(colleague, joiner, ["bank_account_no"])
    settle(colleague, admin)
    file = account_views.open_file(admin, only(admin).account_id)
    new = typed(admin, bank_account_no="6222020200998877665")
    accounts.edit(admin, file.view.account_id, new, version=file.view.version)
    assert only(admin).card == GIVEN
    edit(colleague, joiner, bank_name="示例银行示例支行")
    settle(colleague, admin)
    assert only(admin).card == GIVEN


def test_an_account_is_opened_covered_and_shown_for_a_purpose(
    colleague: Session, admin: Session, joiner: str
) -> None:
    edit(colleague, joiner, bank_account_no=CARD, base_pay="6500")
    onboarding.check(colleague, joiner, ["bank_account_no"])
    settle(colleague, admin)
    id_ = only(admin).account_id
    file = account_views.open_file(admin, id_)
    covered, pay = file.view.named("bank_account_no"), file.view.named("base_pay")
    assert covered is not None and covered.masked and covered.value is None
    assert CARD not in covered.shown and pay is not None and pay.value is not None
    with pytest.raises(PurposeUnknown):
        account_views.unmask(admin, id_, ["bank_account_no"], purpose="curiosity")
    full = account_views.unmask(admin, id_, ["bank_account_no"], purpose="hire.payroll_si")
    assert full["bank_account_no"].value == CARD
    newest = account_views.open_file(admin, id_).history[1]
    assert (newest.operation, newest.purpose) == ("account.unmask", "hire.payroll_si")


def test_an_account_is_found_by_name_and_never_by_a_number(
    desk: Desk, colleague: Session, admin: Session, joiner: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever holds personnel too is led there by its search; the others read payroll's names."""
    edit(colleague, joiner, bank_account_no=CARD, id_type="居民身份证", id_number=ID_NUMBER)
    onboarding.check(colleague, joiner, ["bank_account_no", "id_number"])
    settle(colleague, admin)
    line = only(admin)
    name = line.holder
    for holds in (True, False):
        if not holds:
            monkeypatch.setattr(
                type(admin), "holds", lambda self, key: key != "personnel" and key in self.held
            )
        for typed_text in (name, name[0], "zhang"):
            hits = [one for one in looking_up.look_up(admin, typed_text) if one.kind == "account"]
            assert [(one.id, one.name, one.details) for one in hits] == [
                (line.account_id, name, ("**** **** **** 3445",))
            ]
        for number in (CARD, CARD[-4:], ID_NUMBER, "13800138000"):
            assert [one for one in looking_up.look_up(admin, number) if one.kind == "account"] == []
    assert "account" not in {one.kind for one in looking_up.look_up(colleague, name)}


def test_settled_and_transferred_is_what_somebody_left(
    desk: Desk, colleague: Session, admin: Session, joiner: str
) -> None:
    edit(colleague, joiner, bank_account_no=CARD, base_pay="6500")
    onboarding.check(colleague, joiner, ["bank_account_no"])
    settle(colleague, admin)
    id_ = only(admin).account_id
    assert account_views.open_file(admin, id_).allowed == {"edit"}
    edit(colleague, joiner, hukou_type="城镇")
    settle(colleague, admin)
    for step in (accounts.settle, accounts.transfer):
        with pytest.raises(StillEmployed) as refused:
            step(admin, id_, on=admin.today())
        assert only(admin).holder in refused.value.text()
    assert account_views.open_file(admin, id_).clocks == ()
    desk.clock.advance(days=30)
    onboarding.start(colleague, [joiner], on=FIRST_DAY)
    settle(colleague, admin)
    assert account_views.open_file(admin, id_).allowed == {"edit", "leave"}
    left = colleague.today()
    onboarding.record_leaving(admin, [joiner], on=left, kind="resigned")
    settle(admin, colleague)
    file = account_views.open_file(admin, id_)
    assert file.line.ended == "left" and file.line.ended_on == left
    assert file.allowed == {"edit", "settle", "transfer"}
    before = {note.class_key: note.due for note in file.clocks}["PAY"]
    accounts.settle(admin, id_, on=left + dt.timedelta(days=20))
    after = {note.class_key: note.due for note in account_views.open_file(admin, id_).clocks}
    assert after["PAY"] == before + dt.timedelta(days=20)


def test_nothing_is_settled_of_who_never_came(
    desk: Desk, colleague: Session, admin: Session, joiner: str
) -> None:
    """Their account goes within thirty days; a wage's clock would keep it for ninety."""
    edit(colleague, joiner, bank_account_no=CARD, base_pay="6500")
    desk.clock.advance(days=20)
    onboarding.not_report(colleague, [joiner], on=FIRST_DAY)
    settle(colleague, admin)
    id_ = only(admin).account_id
    assert account_views.open_file(admin, id_).allowed == {"edit"}
    with pytest.raises(StepNotAllowed):
        accounts.settle(admin, id_, on=admin.today())
    assert {note.class_key for note in account_views.open_file(admin, id_).clocks} == {"WD"}


def test_accounts_are_narrowed_by_name_and_by_who_has_gone(
    desk: Desk, session: Session, colleague: Session, admin: Session, joiner: str
) -> None:
    other = somebody(full_name="欧阳示例", mobile="13912340000")
    (second,) = handed_over(desk, session, colleague, people=[other])
    for one in (joiner, second):
        edit(colleague, one, base_pay="6500")
    onboarding.not_report(colleague, [second], on=colleague.today())
    settle(colleague, admin)
    assert len(account_views.board(admin, AccountQuery())) == 2
    assert only(admin, AccountQuery(ended=False)).joiner_id == joiner
    assert only(admin, AccountQuery(ended=True)).joiner_id == second
    for text in ("欧阳", "ouyang", "oysl"):
        assert only(admin, AccountQuery(text=text)).joiner_id == second
    assert account_views.board(admin, AccountQuery(text="没有这个人")) == ()
    assert len(account_views.board(admin, AccountQuery(limit=1))) == 1


def test_a_joiners_file_that_is_gone_leaves_the_account_readable(
    colleague: Session, admin: Session, joiner: str
) -> None:
    edit(colleague, joiner, base_pay="6500")
    settle(colleague, admin)
    id_ = only(admin).account_id
    file = admin.compartment("personnel")
    with file.change("test") as change:
        for table in ("tick", "part", "joiner"):
            change.execute(f"DELETE FROM {table}")  # noqa: S608
    line = only(admin)
    assert (line.joiner_id, line.id_number, line.gap) == (None, ELSEWHERE, None)
    assert account_views.open_file(admin, id_).line.state is None


def test_payroll_is_for_who_holds_it(colleague: Session, admin: Session, joiner: str) -> None:
    edit(colleague, joiner, base_pay="6500")
    settle(colleague, admin)
    id_ = only(admin).account_id
    with pytest.raises(NotPermitted):
        account_views.board(colleague, AccountQuery())
    with pytest.raises(NotPermitted):
        account_views.unmask(colleague, id_, ["base_pay"], purpose="hire.payroll_si")
    with pytest.raises(NotPermitted):
        accounts.compare(colleague, id_, ["bank_account_no"])
    with pytest.raises(RecordGone):
        account_views.open_file(admin, "none")
