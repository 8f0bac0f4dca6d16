# SPDX-License-Identifier: Apache-2.0
"""What the pages of hand-offs read: states, counts, covered previews, entries with their rows."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from hr_desk.operations import (
    hand_off_people,
    hand_off_register,
    hand_off_views,
    hand_offs,
    onboarding,
    recipients,
    standing_hand_offs,
    today,
)
from hr_desk.operations.hand_off_problems import ApprovalOutdated
from hr_desk.operations.hand_off_views import IN_FORCE, STOPPED, UNASKED, WAITING
from hr_desk.operations.problems import NotPermitted, RecordGone
from hr_desk.operations.session import Session
from hr_desk.store.problems import DiskFull
from tests.support.desk import Desk
from tests.support.handing_off import APPROVER, PASSPHRASE, approved, approver_of, employed
from tests.support.handing_off import recipient as recipient_of
from tests.support.joining import opened, settle, somebody, welcome

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


def test_the_board_says_how_far_each_template_is(admin: Session) -> None:
    assert {one.state for one in hand_off_views.board(admin)} == {UNASKED}
    monthly = approved(admin, "payroll_new_hires")
    register = approved(admin, "staff_register")
    changed = standing_hand_offs.standing_named(admin, register).recipient
    wider = replace(changed.recipient, contact="另一位联系人")
    recipients.edit(admin, changed.id, wider, version=changed.version)
    banks = hand_off_views.board(admin)[-1].template
    assert banks is not None
    (bank,) = recipients.register(admin, recipient_of(banks)).created
    standing_hand_offs.ask(admin, bank, banks.key, until=dt.date(2026, 12, 31))
    lines = hand_off_views.board(admin)
    assert [one.state for one in lines[:4]] == [IN_FORCE, WAITING, STOPPED, UNASKED]
    assert lines[0].standing is not None and lines[0].standing.id == monthly
    assert lines[0].next_day == dt.date(2026, 3, 20)
    assert isinstance(lines[2].why, ApprovalOutdated)
    assert len({one.template.key for one in lines if one.template}) == len(lines) == 9


def test_the_second_person_is_neither_whoever_asked_nor_of_another_duty(admin: Session) -> None:
    approver_of(admin)
    template = hand_off_views.board(admin)[0].template
    assert template is not None
    (receiver,) = recipients.register(admin, recipient_of(template)).created
    (asked,) = standing_hand_offs.ask(
        admin, receiver, template.key, until=dt.date(2026, 12, 31)
    ).created  # fmt: skip
    names = hand_off_views.who_may_approve(admin, asked)
    assert APPROVER in names and "admin" not in names and "welcome" not in names


def test_people_are_counted_by_why_they_stand_there(
    desk: Desk, admin: Session, joiners: list[str], out: Path
) -> None:
    standing = approved(admin, "social_insurance_enrolment")
    before = hand_off_views.tally(admin, standing)
    assert (before.changes, before.going, before.incomplete) == ({"new": 2}, 2, 0)
    assert before.days_left == 30
    hand_offs.send(admin, standing, joiners[:1], passphrase=PASSPHRASE, folder=out)
    colleague = welcome(desk)
    version = opened(colleague, joiners[1]).version
    onboarding.edit(colleague, joiners[1], {"id_number": None}, version=version)
    settle(colleague, admin)
    after = hand_off_views.tally(desk.open("admin"), standing)
    assert (after.changes, after.going, after.incomplete) == ({"same": 1, "new": 1}, 0, 1)


def test_a_preview_covers_numbers_and_shows_how_codes_and_days_are_written(
    admin: Session, joiners: list[str]
) -> None:
    standing = approved(admin, "social_insurance_enrolment")
    seen = hand_off_views.preview(admin, standing, joiners)
    assert seen.people == 2 and len(seen.rows) == 2
    row = dict(zip(seen.columns, seen.rows[0], strict=True))
    assert (row["序号"], row["姓名"], row["证件类型"]) == ("1", "黎虚构", "01")
    known = hand_off_people.plan(admin, standing).people[0].values
    shown = " ".join(text for line in seen.rows for text in line)
    for key in ("id_number", "mobile", "social_insurance_no", "si_base", "bank_account_no"):
        if key in known:
            assert str(known[key]) not in shown, key
    assert hand_off_views.preview(admin, standing, []).rows == ()


def test_an_entry_names_its_facts_and_its_rows(
    admin: Session, joiners: list[str], out: Path
) -> None:
    standing = approved(admin, "payroll_new_hires")
    handed = hand_offs.send(admin, standing, joiners, passphrase=PASSPHRASE, folder=out)
    hand_off_register.note_refused(admin, handed.id, [2])
    hand_off_register.note_receipt(admin, handed.id, rows=2, sha256="ab" * 32)
    found = hand_off_views.entry(admin, handed.id)
    assert [(row.number, row.name, row.refused) for row in found.rows] == [
        (1, "黎虚构", False),
        (2, "白虚构", True),
    ]
    assert found.purpose.key == "hire.payroll_si" and len(found.sha256) == 64
    assert found.place == str(handed.file) and found.template is not None
    assert (found.receipt_rows, found.receipt_sha256) == (2, "ab" * 32)
    assert "bank_account_no" in {field.key for field in found.fields}
    handed.file.unlink()
    (last, *_) = (
        hand_offs.again(admin, handed.id, passphrase=PASSPHRASE, folder=out).changes.created
    )  # fmt: skip
    assert hand_off_views.entry(admin, last).again_of == found.line.at
    with pytest.raises(RecordGone):
        hand_off_views.entry(admin, "no such entry")


def test_today_names_the_day_the_approvals_and_what_was_not_finished(
    admin: Session, joiners: list[str], out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monthly = approved(admin, "payroll_new_hires")
    uploaded = approved(admin, "social_insurance_enrolment")
    hand_offs.send(admin, uploaded, joiners, passphrase=PASSPHRASE, folder=out)

    def full(_target: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hr_desk.operations.disclosure.write_outside", full)
    with pytest.raises(DiskFull):
        hand_offs.send(admin, monthly, joiners, passphrase=PASSPHRASE, folder=out)
    said = today.summary(admin)
    lines = {one.key: one for one in said}
    days = {one.argument: one for one in said if one.key == "hand_off_day"}
    assert (days[monthly].about["day"], days[monthly].count) == (dt.date(2026, 3, 20), 4)
    assert days[monthly].level == "calm"
    assert days[uploaded].about["day"] == dt.date(2026, 4, 15), "that of March is over"
    assert lines["hand_off_unfinished"].level == "late"
    assert lines["hand_off_plain"].count == 1
    assert not {"hand_off_approvals", "hand_off_stopped"} & lines.keys()


def test_who_hands_nothing_over_reads_none_of_it(desk: Desk, admin: Session) -> None:
    colleague = welcome(desk)
    with pytest.raises(NotPermitted):
        hand_off_views.board(colleague)
    assert not any(one.key.startswith("hand_off") for one in today.summary(colleague))
