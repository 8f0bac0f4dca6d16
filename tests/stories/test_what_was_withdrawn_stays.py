# SPDX-License-Identifier: Apache-2.0
"""Whoever left the talent pool, or withdrew what one recipient may have, is never asked twice.

No older backup that is put back, no merge and no import that is undone brings it back; nor what
payroll was told to remove.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from hr_desk.operations import (
    account_drafts,
    accounts,
    candidates,
    consents,
    disclosing,
    import_undo,
    importing,
    intake,
    joiner_consents,
    joiner_withdrawals,
    merging,
    onboarding,
    pool,
    pool_clock,
    recipient_consents,
    recruitment,
    request_asking,
    retention,
)
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.handing_off import employed
from tests.support.importing import ZHANG, seen
from tests.support.joining import (
    edit_of,
    handed_over,
    opened,
    settle,
    somebody,
    typed,
    welcome,
)
from tests.support.leaving_once import agree, wish_for
from tests.support.made_up import one
from tests.support.requests import carry, contributed, open_officer, verified
from tests.support.restoring import backup_of, lose, restored

NAMES = ("张伟国", "李雷", "韩梅梅", "王芳")
YEAR = 365
CARD = "6222020200112233445"

PutBack = Callable[[Desk, Path, str], None]


def with_the_file(desk: Desk, source: Path, user: str) -> None:
    restored(desk, source, user=user)


def without_the_file(desk: Desk, source: Path, user: str) -> None:
    lose(desk, source.name.partition("-")[0])
    restored(desk, source, user=user)


put_back = pytest.mark.parametrize("put_back", [with_the_file, without_the_file])
"""The file that is replaced is there, or lost: then the backup places alone know."""


def join(session: Session, id_: str) -> None:
    until = session.today() + dt.timedelta(days=YEAR)
    shown = pool.pool_text(session, "zh_CN", until=until)
    pool.join_pool(session, id_, shown=shown, how="signature")


def in_the_pool(session: Session, id_: str) -> bool:
    person = candidates.open_record(session, id_).person_id
    return pool_clock.in_pool(session, person) is not None


def clock(session: Session, id_: str) -> tuple[str, dt.date] | None:
    kept = candidates.open_record(session, id_).retention
    return None if kept is None else (kept.class_key, kept.due)


def go(desk: Desk, session: Session, days: int) -> None:
    desk.clock.advance(days=days)
    retention.confirm_time(session)


@put_back
def test_who_left_the_pool_is_not_in_it_after_a_restore(
    desk: Desk, session: Session, put_back: PutBack
) -> None:
    long_ago, of_late, undecided, stays = desk.take_in(
        session, [one(name, f"1380013800{n}") for n, name in enumerate(NAMES)]
    )
    recruitment.reject(session, [long_ago], reason="skills")
    for id_ in (long_ago, of_late, undecided, stays):
        join(session, id_)
    go(desk, session, 190)
    recruitment.reject(session, [of_late, stays], reason="skills")
    source = backup_of(session, "hiring")
    for id_ in (long_ago, of_late, undecided):
        pool.leave_pool(session, id_)
    before = [clock(session, id_) for id_ in (long_ago, of_late, undecided, stays)]
    assert [kept and kept[0] for kept in before] == ["WDR", "REJ", None, "POOL"]
    put_back(desk, source, "hiring")
    again = desk.open()
    everyone = (long_ago, of_late, undecided, stays)
    assert [clock(again, id_) for id_ in everyone] == before
    assert [in_the_pool(again, id_) for id_ in everyone] == [False, False, False, True]
    states = {x.subject: x for x in consents.state(again, of_late)}
    assert states[pool_clock.PURPOSE].ended_by == "withdrawn"
    go(desk, again, 1)
    assert retention.sweep(again).counts == {"WDR": 1}
    with pytest.raises(RecordGone):
        candidates.open_record(again, long_ago)


def test_who_came_back_into_the_pool_stays_in_it(desk: Desk, session: Session) -> None:
    """A backup of after they came back knows better than the word of before."""
    (id_,) = desk.take_in(session, [one()])
    recruitment.reject(session, [id_], reason="skills")
    join(session, id_)
    pool.leave_pool(session, id_)
    join(session, id_)
    source = backup_of(session, "hiring")
    restored(desk, source)
    again = desk.open()
    kept = clock(again, id_)
    assert in_the_pool(again, id_) and kept is not None and kept[0] == "POOL"


def two_in_the_pool(desk: Desk, session: Session) -> tuple[list[str], list[str]]:
    """Return the applications and the persons of two who are one human and both in the pool."""
    ids = desk.take_in(session, [one("张伟国", "13800138000"), one("章卫国", "13800138001")])
    recruitment.reject(session, ids, reason="skills")
    for id_ in ids:
        join(session, id_)
    return list(ids), [candidates.open_record(session, id_).person_id for id_ in ids]


def test_undoing_a_merge_puts_nobody_back_into_the_pool(desk: Desk, session: Session) -> None:
    ids, people = two_in_the_pool(desk, session)
    source = backup_of(session, "hiring")
    merge = merging.merge(session, people[0], people[1]).created[0]
    pool.leave_pool(session, ids[0])
    assert [in_the_pool(session, id_) for id_ in ids] == [False, False]
    merging.undo_merge(session, merge)
    assert [in_the_pool(session, id_) for id_ in ids] == [False, False]
    assert [kept and kept[0] for kept in (clock(session, id_) for id_ in ids)] == ["REJ", "REJ"]
    restored(desk, source)
    again = desk.open()
    assert [in_the_pool(again, id_) for id_ in ids] == [False, False]
    assert [kept and kept[0] for kept in (clock(again, id_) for id_ in ids)] == ["REJ", "REJ"]


def test_a_backup_of_a_merge_that_was_undone_puts_nobody_back(desk: Desk, session: Session) -> None:
    """Where the two are one again, what the other of them agreed to stays."""
    ids, people = two_in_the_pool(desk, session)
    merge = merging.merge(session, people[0], people[1]).created[0]
    source = backup_of(session, "hiring")
    merging.undo_merge(session, merge)
    pool.leave_pool(session, ids[1])
    restored(desk, source)
    again = desk.open()
    acts = again.compartment("hiring").read("SELECT ended_by FROM consent ORDER BY seq")
    assert acts == [(None,), ("withdrawn",)]
    kept = [clock(again, id_) for id_ in ids]
    assert [one and one[0] for one in kept] == ["POOL", "REJ"]


def test_undoing_an_import_puts_nobody_back_into_the_pool(desk: Desk, session: Session) -> None:
    (id_,) = desk.take_in(session, [one("张伟国", "13800138000")])
    recruitment.reject(session, [id_], reason="skills")
    join(session, id_)
    source = backup_of(session, "hiring")
    done = importing.take_in(session, seen(desk, session, ZHANG, update=True))
    pool.leave_pool(session, id_)
    import_undo.undo(session, done.batch_id, also_worked_on=True)
    kept = clock(session, id_)
    assert not in_the_pool(session, id_) and kept is not None and kept[0] == "REJ"
    restored(desk, source)
    again = desk.open()
    assert not in_the_pool(again, id_) and clock(again, id_) == kept


@put_back
def test_what_one_recipient_may_have_stays_withdrawn(desk: Desk, put_back: PutBack) -> None:
    (joiner,) = employed(desk, somebody())
    admin = desk.open("admin")
    withdrawn, kept = (wish_for(admin, [joiner], "partner") for _ in range(2))
    for wish in (withdrawn, kept):
        agree(admin, joiner, wish, "full_name", "mobile")
    source = backup_of(admin, "personnel")
    recipient_consents.withdraw(admin, joiner, withdrawn.recipient_id)
    put_back(desk, source, "admin")
    again = desk.open("admin")
    acts = {act.recipient.id: act for act in recipient_consents.acts(again, joiner)}
    assert acts[withdrawn.recipient_id].withdrawn_at is not None
    assert acts[kept.recipient_id].withdrawn_at is None
    assert disclosing.look(again, withdrawn).fields == ()
    assert disclosing.look(again, kept).fields == ("full_name", "mobile")


def test_a_consent_without_a_value_stays_withdrawn_too(desk: Desk, session: Session) -> None:
    colleague = welcome(desk)
    (joiner,) = handed_over(desk, session, colleague)
    joiner_consents.give(colleague, joiner, ["political_status"])
    source = backup_of(colleague, "personnel")
    joiner_withdrawals.withdraw(colleague, joiner, "political_status")
    restored(desk, source, user="welcome")
    lines = {x.field.key: x for x in joiner_consents.lines(welcome(desk), joiner)}
    assert lines["political_status"].withdrawn_at is not None


@put_back
def test_what_payroll_was_told_to_remove_stays_away(
    desk: Desk, session: Session, put_back: PutBack
) -> None:
    colleague = welcome(desk)
    (joiner,) = handed_over(desk, session, colleague, people=[somebody()])
    admin = desk.open("admin")
    edit_of(colleague, joiner, typed(colleague, bank_name="虚构示例银行", bank_branch="示例支行"))
    settle(colleague, admin)
    (row,) = accounts.list_accounts(admin)
    account_drafts.save(admin, f"pay:{row.account_id}", {"bank_branch": "示例支行"})
    source = backup_of(admin, "payroll")
    edit_of(colleague, joiner, {"bank_branch": None})
    settle(colleague, admin)
    assert account_drafts.load(admin, f"pay:{row.account_id}") is None
    assert opened(colleague, joiner).joiner_id == joiner
    put_back(desk, source, "admin")
    again = desk.open("admin")
    (left,) = accounts.list_accounts(again)
    assert left.given == {"bank_name", "account_holder"}
    written = again.compartment("payroll").read("SELECT fields FROM part")
    assert not any("示例支行" in fields for (fields,) in written)


@pytest.mark.parametrize("last", ["taken back", "given"])
def test_what_was_taken_back_stays_away_whichever_word_arrives_first(
    desk: Desk, session: Session, last: str
) -> None:
    """Words that wait together have no order: the last one that was said counts."""
    colleague = welcome(desk)
    (joiner,) = handed_over(desk, session, colleague, people=[somebody()])
    admin = desk.open("admin")
    said: list[dict[str, object]] = [
        typed(colleague, bank_branch="示例支行"),
        {"bank_branch": None},
    ]
    words: dict[Path, bytes] = {}
    for values in said if last == "taken back" else [*said, said[0]]:
        edit_of(colleague, joiner, values)
        here = {path: path.read_bytes() for path in (desk.folder / "inbox").glob("*.envelope")}
        words.update({path: word for path, word in here.items() if path not in words})
        for path in here:
            path.unlink()
    for path, word in reversed(words.items()):
        path.write_bytes(word)
        settle(admin)
    (row,) = accounts.list_accounts(admin)
    assert ("bank_branch" in row.given) == (last == "given")


def test_what_was_taken_back_goes_although_a_later_word_came_before(
    desk: Desk, session: Session
) -> None:
    """The later one is about something else."""
    colleague = welcome(desk)
    (joiner,) = handed_over(desk, session, colleague, people=[somebody()])
    admin = desk.open("admin")
    edit_of(colleague, joiner, typed(colleague, bank_branch="示例支行"))
    settle(colleague, admin)
    edit_of(colleague, joiner, {"bank_branch": None})
    overtaken = {path: path.read_bytes() for path in (desk.folder / "inbox").glob("*.envelope")}
    for path in overtaken:
        path.unlink()
    edit_of(colleague, joiner, typed(colleague, bank_name="虚构示例银行"))
    for path in overtaken:
        path.unlink(missing_ok=True)
    intake.take_in(admin)
    for path, word in overtaken.items():
        path.write_bytes(word)
    settle(admin)
    (row,) = accounts.list_accounts(admin)
    assert row.given == {"bank_name", "account_holder"}


def both(desk: Desk, session: Session, put_back: PutBack) -> Callable[[], None]:
    """Make backups of personnel and payroll; returns what puts both back."""
    sources = {name: backup_of(session, name) for name in ("personnel", "payroll")}

    def back() -> None:
        for source in sources.values():
            put_back(desk, source, "admin")

    return back


def given(desk: Desk) -> list[frozenset[str]]:
    """Return the keys of what each account has, after everything that waited was taken in."""
    admin = desk.open("admin")
    settle(desk.open("welcome"), admin)
    return [row.given for row in accounts.list_accounts(admin)]


@put_back
@pytest.mark.parametrize("known", [False, True])
def test_a_word_that_comes_again_after_both_files_went_back_gives_nothing_back(
    desk: Desk, session: Session, put_back: PutBack, known: bool
) -> None:
    """It still waited when the backups were made: the one sends it, the other never had it."""
    colleague = welcome(desk)
    (joiner,) = handed_over(desk, session, colleague, people=[somebody()])
    admin = desk.open("admin")
    if known:
        edit_of(colleague, joiner, typed(colleague, base_pay="6500"))
        settle(colleague, admin)
    edit_of(colleague, joiner, typed(colleague, bank_name="虚构示例银行", bank_branch="示例支行"))
    back = both(desk, admin, put_back)
    settle(colleague, admin)
    edit_of(colleague, joiner, {"bank_branch": None})
    settle(colleague, admin)
    before = [row.given for row in accounts.list_accounts(admin)]
    back()
    assert given(desk) == before
    written = desk.open("admin").compartment("payroll").read("SELECT fields FROM part")
    assert not any("示例支行" in fields for (fields,) in written)
    assert any("虚构示例银行" in fields for (fields,) in written)


def test_a_word_that_came_late_gives_nothing_back_either(desk: Desk, session: Session) -> None:
    colleague = welcome(desk)
    (joiner,) = handed_over(desk, session, colleague, people=[somebody()])
    admin = desk.open("admin")
    edit_of(colleague, joiner, typed(colleague, bank_name="虚构示例银行", bank_branch="示例支行"))
    back = both(desk, admin, with_the_file)
    first = {path: path.read_bytes() for path in (desk.folder / "inbox").glob("*.envelope")}
    edit_of(colleague, joiner, {"bank_branch": None})
    for path in first:
        path.unlink()
    intake.take_in(admin)
    for path, word in first.items():
        path.write_bytes(word)
    settle(colleague, admin)
    before = [row.given for row in accounts.list_accounts(admin)]
    assert "bank_branch" not in before[0]
    back()
    assert given(desk) == before


def her_joining(desk: Desk, session: Session) -> tuple[Session, Session, Session, str]:
    """Hand somebody over who may ask for her data: officer, colleague, admin, her file (id)."""
    officer = open_officer(desk)
    colleague = welcome(desk)
    her = somebody(name="孙小梅", mobile="13900001234")
    (joiner,) = handed_over(desk, session, colleague, people=[her])
    admin = desk.open("admin")
    return officer, colleague, admin, joiner


def test_a_deleted_account_is_made_by_no_word_that_comes_again(
    desk: Desk, session: Session
) -> None:
    officer, colleague, admin, joiner = her_joining(desk, session)
    edit_of(colleague, joiner, typed(colleague, bank_name="虚构示例银行"))
    back = both(desk, admin, with_the_file)
    settle(colleague, admin)
    onboarding.not_report(colleague, [joiner], on=colleague.today())
    settle(colleague, admin)
    case = verified(officer, {"full_name": "孙小梅"}, code="delete", ground="not_used")
    (found,) = (x for x in contributed(officer, admin, case) if x.file == "payroll")
    request_asking.order(officer, case, found.record, kind="delete")
    carry(admin, officer)
    go(desk, admin, 2)
    retention.sweep(admin)
    assert accounts.list_accounts(admin) == ()
    back()
    assert given(desk) == []


def test_what_an_order_corrected_is_said_otherwise_by_no_word_that_comes_again(
    desk: Desk, session: Session
) -> None:
    officer, colleague, admin, joiner = her_joining(desk, session)
    edit_of(colleague, joiner, typed(colleague, base_pay="6500"))
    settle(colleague, admin)
    edit_of(colleague, joiner, typed(colleague, bank_branch="错误支行"))
    back = both(desk, admin, with_the_file)
    settle(colleague, admin)
    case = verified(officer, {"full_name": "孙小梅"}, code="correct")
    (found,) = (x for x in contributed(officer, admin, case) if x.file == "payroll")
    right = officer.catalogue.field("bank_branch").type.parse("示例支行")
    request_asking.order(officer, case, found.record, kind="correct", fields={"bank_branch": right})
    carry(admin, officer)
    back()
    assert "bank_branch" in given(desk)[0]
    written = str(desk.open("admin").compartment("payroll").read("SELECT fields FROM part"))
    assert "示例支行" in written and "错误支行" not in written


def test_a_number_that_is_away_was_compared_by_nobody(desk: Desk, session: Session) -> None:
    colleague = welcome(desk)
    (joiner,) = handed_over(desk, session, colleague, people=[somebody()])
    admin = desk.open("admin")
    edit_of(colleague, joiner, typed(colleague, bank_name="虚构示例银行"))
    settle(colleague, admin)
    (row,) = accounts.list_accounts(admin)
    version = accounts.open_account(admin, row.account_id).version
    accounts.edit(admin, row.account_id, typed(admin, bank_account_no=CARD), version=version)
    accounts.compare(admin, row.account_id, ["bank_account_no"])
    source = backup_of(admin, "payroll")
    edit_of(colleague, joiner, {"bank_account_no": None})
    settle(colleague, admin)
    restored(desk, source, user="admin")
    again = desk.open("admin")
    assert again.compartment("payroll").read("SELECT compared FROM account") == [("[]",)]
    assert not any(
        CARD in f for (f,) in again.compartment("payroll").read("SELECT fields FROM part")
    )
