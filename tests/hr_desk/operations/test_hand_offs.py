# SPDX-License-Identifier: Apache-2.0
"""Data is handed over through one door: approved, registered first, marked when it changes."""

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hr_desk.i18n import t
from hr_desk.operations import (
    disclosure,
    hand_off_people,
    hand_off_register,
    hand_offs,
    onboarding,
    recipients,
    retention,
    standing_hand_offs,
)
from hr_desk.operations.hand_off_problems import (
    ApprovalOutdated,
    ChangedSince,
    NotFinished,
    NothingNew,
    NotInThisFile,
    NotReady,
    PasswordOver,
)
from hr_desk.operations.problems import (
    NotPermitted,
    NumberOutOfRange,
    TargetExists,
    TargetInDesk,
)
from hr_desk.operations.session import Session
from hr_desk.store import audit
from hr_desk.store.problems import DiskFull
from hr_desk.vault.slots import WrongPassphrase
from tests.support import watched_files
from tests.support.desk import Desk
from tests.support.handing_off import (
    APPROVER,
    APPROVERS_WORDS,
    PASSPHRASE,
    approved,
    cells_of,
    employed,
    unlocked,
)
from tests.support.joining import FIRST_DAY, opened, settle, somebody, typed, welcome

PEOPLE = (
    somebody(name="黎虚构", mobile="13912345678"),
    somebody(name="白虚构", mobile="13912345679"),
)


@pytest.fixture
def joiners(desk: Desk) -> list[str]:
    return employed(desk, *PEOPLE)


@pytest.fixture
def admin(desk: Desk, joiners: list[str]) -> Session:
    return desk.open("admin")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def send(
    session: Session, standing: str, ids: list[str], out: Path, **more: Any
) -> hand_offs.HandedOff:
    return hand_offs.send(
        session,
        standing,
        ids,
        passphrase=PASSPHRASE,
        folder=out,
        **more,
    )


def changes(session: Session, standing: str) -> dict[str, str]:
    return {one.name: one.change for one in hand_off_people.plan(session, standing).people}


def test_new_hires_leave_as_a_locked_workbook(
    admin: Session, joiners: list[str], out: Path
) -> None:
    standing = approved(admin, "payroll_new_hires")
    plan = hand_off_people.plan(admin, standing)
    assert [one.joiner_id for one in plan.proposed] == joiners
    assert plan.next_day == dt.date(2026, 3, 20)
    handed = send(admin, standing, joiners, out)
    assert handed.file.name == "示例公司_新员工薪酬信息_20260316.xlsx"
    assert handed.password is not None
    content = handed.file.read_bytes()
    book = unlocked(content, handed.password)
    rows = cells_of(book)
    assert [row[3] for row in rows] == ["姓名", "黎虚构", "白虚构"]
    assert {row[15] for row in rows[1:]} == {"6222020200112233445"}
    told = dict(row[:2] for row in cells_of(book, 1))
    assert told[t("Recipient")] == "示例市办理中心"
    assert len(told[t("Head of the audit log")].split()[1]) == 64
    (line,) = hand_off_register.list_hand_offs(admin)
    assert (line.people, line.completed, line.plain) == (2, True, False)
    (entry,) = disclosure.registered(admin)
    assert (entry.kind, entry.people, entry.completed) == ("hand_off", 2, True)


def test_payroll_knows_that_it_was_read(admin: Session, joiners: list[str], out: Path) -> None:
    standing = approved(admin, "bank_accounts")
    send(admin, standing, joiners, out)
    entries = list(audit.entries(admin.compartment("payroll").connection))
    read = next(one for one in reversed(entries) if one.operation == "account.hand_off")
    assert len(read.records) == 2 and "bank_account_no" in read.fields
    assert read.purpose == "hire.payroll_si"
    here = list(audit.entries(admin.compartment("personnel").connection))
    sent = next(one for one in reversed(here) if one.operation == "hand_off.send")
    assert {record for _, record, _ in sent.records} >= set(joiners)
    assert "黎虚构" not in str(sent)


def test_the_entry_stands_before_the_file(
    admin: Session, joiners: list[str], out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = approved(admin, "payroll_new_hires")

    def full(_target: Path, _content: bytes) -> None:
        assert len(hand_off_register.unfinished(admin)) == 1
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disclosure, "write_outside", full)
    with pytest.raises(DiskFull):
        send(admin, standing, joiners, out)
    (line,) = hand_off_register.unfinished(admin)
    assert not line.completed and list(out.iterdir()) == []
    # Nobody was told of anything: both are new, the next time too.
    assert set(changes(admin, standing).values()) == {"new"}
    with pytest.raises(NotFinished):
        hand_offs.again(admin, line.id, passphrase=PASSPHRASE, folder=out)
    assert hand_off_register.finish(admin, line.id) is None


def test_a_file_whose_entry_was_cut_off_is_finished_by_its_own_bytes(
    admin: Session, joiners: list[str], out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standing = approved(admin, "payroll_new_hires")
    with monkeypatch.context() as killed:
        killed.setattr(hand_offs, "_complete", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            send(admin, standing, joiners, out)
    (line,) = hand_off_register.unfinished(admin)
    (file,) = out.iterdir()
    content = file.read_bytes()
    file.write_bytes(b"another")
    assert hand_off_register.finish(admin, line.id) is None
    file.write_bytes(content)
    done = hand_off_register.finish(admin, line.id)
    assert done is not None and done.records == {("disclosure", line.id)}
    assert hand_off_register.unfinished(admin) == ()
    assert set(changes(admin, standing).values()) == {"same"}


def test_nothing_goes_twice_silently(admin: Session, joiners: list[str], out: Path) -> None:
    standing = approved(admin, "payroll_new_hires")
    send(admin, standing, joiners, out)
    assert hand_off_people.plan(admin, standing).proposed == ()
    with pytest.raises(NothingNew):
        send(admin, standing, joiners, out)


def test_a_correction_is_marked_and_a_refused_row_comes_up_again(
    desk: Desk, admin: Session, joiners: list[str], tmp_path: Path
) -> None:
    standing = approved(admin, "payroll_new_hires")
    first, second = tmp_path / "one", tmp_path / "two"
    first.mkdir()
    second.mkdir()
    handed = send(admin, standing, joiners, first)
    colleague = welcome(desk)
    version = opened(colleague, joiners[0]).version
    onboarding.edit(colleague, joiners[0], typed(colleague, base_pay="7000"), version=version)
    settle(colleague, admin)
    assert changes(admin, standing) == {"黎虚构": "corrected", "白虚构": "same"}
    hand_off_register.note_refused(admin, handed.id, [2])
    assert changes(admin, standing) == {"黎虚构": "corrected", "白虚构": "refused"}
    again = send(admin, standing, joiners, second)
    rows = cells_of(unlocked(again.file.read_bytes(), again.password or ""))
    assert [row[1] for row in rows[1:]] == ["更正", "退回重报"]
    with pytest.raises(NumberOutOfRange):
        hand_off_register.note_refused(admin, handed.id, [3])


def test_who_left_is_told_to_those_who_know_them(
    desk: Desk, admin: Session, joiners: list[str], out: Path, tmp_path: Path
) -> None:
    payroll, stop = approved(admin, "payroll_new_hires"), approved(admin, "social_insurance_stop")
    send(admin, payroll, joiners[:1], out)
    colleague = welcome(desk)
    onboarding.record_leaving(colleague, joiners, on=FIRST_DAY, kind="resigned")
    settle(colleague, admin)
    # Finance never heard of the second one, so there is nothing to take back.
    assert changes(admin, payroll) == {"黎虚构": "leaving"}
    plan = hand_off_people.plan(admin, stop)
    assert [one.days_left for one in plan.proposed] == [15, 15]
    lines = send(admin, stop, joiners, out).file.read_bytes().decode("gb18030").splitlines()
    assert [line.split(",")[2] for line in lines] == ["姓名", "黎虚构", "白虚构"]
    second = tmp_path / "second"
    second.mkdir()
    send(admin, payroll, joiners[:1], second)
    assert changes(admin, payroll) == {}


def test_who_is_not_complete_goes_out_by_name_alone(
    desk: Desk, admin: Session, joiners: list[str], out: Path
) -> None:
    colleague = welcome(desk)
    version = opened(colleague, joiners[0]).version
    onboarding.edit(colleague, joiners[0], typed(colleague) | {"bank_name": None}, version=version)
    settle(colleague, admin)
    standing = approved(admin, "payroll_new_hires")
    plan = hand_off_people.plan(admin, standing)
    (waiting,) = plan.incomplete
    assert [field.key for field in waiting.missing] == ["bank_name"]
    assert waiting.missing[0].supplied_by == "person"
    assert [one.name for one in plan.proposed] == ["白虚构"]
    with pytest.raises(NotReady):
        send(admin, standing, joiners, out)
    assert list(out.iterdir()) == []
    assert send(admin, standing, joiners, out, incomplete=joiners[:1]).rows == 2


def test_the_same_file_again_is_one_logged_act(
    desk: Desk, admin: Session, joiners: list[str], out: Path, tmp_path: Path
) -> None:
    standing = approved(admin, "payroll_new_hires")
    first = send(admin, standing, joiners, out)
    second = tmp_path / "again"
    second.mkdir()
    again = hand_offs.again(admin, first.id, passphrase=PASSPHRASE, folder=second)
    assert again.password == first.password and again.id != first.id
    password = first.password or ""
    one, two = (cells_of(unlocked(h.file.read_bytes(), password)) for h in (first, again))
    assert one == two
    assert len(hand_off_register.list_hand_offs(admin)) == 2
    colleague = welcome(desk)
    version = opened(colleague, joiners[0]).version
    onboarding.edit(colleague, joiners[0], typed(colleague, base_pay="7000"), version=version)
    settle(colleague, admin)
    with pytest.raises(ChangedSince):
        hand_offs.again(admin, first.id, passphrase=PASSPHRASE, folder=tmp_path)


def test_the_same_file_again_by_the_approval_that_took_the_place_of_its_own(
    admin: Session, joiners: list[str], out: Path, tmp_path: Path
) -> None:
    standing = approved(admin, "payroll_new_hires")
    first, (recipient,) = send(admin, standing, joiners, out), recipients.list_recipients(admin)
    moved = replace(recipient.recipient, contact="新联系人")
    recipients.edit(admin, recipient.id, moved, version=recipient.version)
    until = admin.today() + dt.timedelta(days=30)
    with pytest.raises(ApprovalOutdated):
        hand_offs.again(admin, first.id, passphrase=PASSPHRASE, folder=tmp_path)
    (anew,) = standing_hand_offs.ask(admin, recipient.id, "payroll_new_hires", until=until).created
    with pytest.raises(ApprovalOutdated):
        hand_offs.again(admin, first.id, passphrase=PASSPHRASE, folder=tmp_path)
    standing_hand_offs.approve(admin, anew, approver=APPROVER, passphrase=APPROVERS_WORDS)
    again = hand_offs.again(admin, first.id, passphrase=PASSPHRASE, folder=tmp_path)
    assert (again.rows, again.password) == (2, first.password)
    line = hand_off_register.list_hand_offs(admin)[0]
    assert (line.id, line.standing.id) == (again.id, anew)


def test_a_password_is_seen_again_for_thirty_days_and_each_look_is_logged(
    desk: Desk, admin: Session, joiners: list[str], out: Path
) -> None:
    handed = send(admin, approved(admin, "payroll_new_hires"), joiners, out)
    assert hand_off_register.password(admin, handed.id) == handed.password
    entries = list(audit.entries(admin.compartment("personnel").connection))
    assert entries[-1].operation == "hand_off.password"
    assert (handed.password or "x") not in str(entries)
    desk.clock.at += dt.timedelta(days=30)
    retention.confirm_time(admin)
    assert hand_off_register.password(admin, handed.id) == handed.password
    desk.clock.at += dt.timedelta(days=1)
    with pytest.raises(PasswordOver):
        hand_off_register.password(admin, handed.id)
    kept = admin.compartment("personnel").read("SELECT password FROM hand_off")
    assert kept == [(None,)]
    assert hand_off_register.list_hand_offs(admin)[0].password_until is None


def test_a_receipt_says_whether_the_receiver_has_this_file(
    admin: Session, joiners: list[str], out: Path
) -> None:
    handed = send(admin, approved(admin, "payroll_new_hires"), joiners, out)
    digest = hashlib.sha256(handed.file.read_bytes()).hexdigest()
    hand_off_register.note_receipt(admin, handed.id, rows=1, sha256=digest)
    assert not hand_off_register.list_hand_offs(admin)[0].receipt_fits
    hand_off_register.note_receipt(admin, handed.id, rows=2, sha256=f" {digest.upper()}\n")
    line = hand_off_register.list_hand_offs(admin)[0]
    assert line.receipt_fits and line.receipt_at is not None


def test_a_plain_file_is_reminded_of_until_it_is_gone(
    admin: Session, joiners: list[str], out: Path
) -> None:
    handed = send(admin, approved(admin, "social_insurance_enrolment"), joiners, out)
    assert handed.password is None
    assert [line.id for line in hand_off_register.plain_files(admin)] == [handed.id]
    assert hand_off_register.look_for_plain_files(admin) is None
    handed.file.unlink()
    gone = hand_off_register.look_for_plain_files(admin)
    assert gone is not None and gone.records == {("disclosure", handed.id)}
    assert hand_off_register.plain_files(admin) == ()
    with pytest.raises(PasswordOver):
        hand_off_register.password(admin, handed.id)


def test_the_door_refuses_places(desk: Desk, admin: Session, joiners: list[str], out: Path) -> None:
    standing = approved(admin, "payroll_new_hires")
    with pytest.raises(TargetInDesk):
        send(admin, standing, joiners, desk.folder / "documents")
    (out / "示例公司_新员工薪酬信息_20260316.xlsx").write_bytes(b"mine")
    with pytest.raises(TargetExists):
        send(admin, standing, joiners, out)
    assert disclosure.registered(admin) == ()


def test_an_unlocked_desk_alone_sends_nothing(
    desk: Desk, admin: Session, joiners: list[str], out: Path
) -> None:
    standing = approved(admin, "payroll_new_hires")
    with pytest.raises(WrongPassphrase):
        hand_offs.send(admin, standing, joiners, passphrase="not this one", folder=out)
    with pytest.raises(NotPermitted):
        send(welcome(desk), standing, joiners, out)
    with pytest.raises(NotInThisFile):
        send(admin, standing, ["0" * 32], out)
    assert list(out.iterdir()) == [] and disclosure.registered(admin) == ()


@pytest.mark.parametrize("key", ["payroll_new_hires", "housing_fund_enrolment"])
def test_nothing_is_opened_for_writing_but_the_file_and_its_sibling(
    desk: Desk, admin: Session, joiners: list[str], out: Path, key: str
) -> None:
    standing = approved(admin, key)
    with watched_files.watching() as opened:
        handed = send(admin, standing, joiners, out)
    (sibling,) = opened.written(outside=(desk.folder, desk.profile))
    assert sibling.parent == out and sibling.name.endswith(".part")
    assert list(out.iterdir()) == [handed.file]
