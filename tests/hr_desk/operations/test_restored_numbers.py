# SPDX-License-Identifier: Apache-2.0
"""What a restored file tells others is taken in: no word of it counts as one that comes late."""

from dataclasses import replace

import pytest

from hr_desk.operations import accounts, hand_off_templates, recipients
from hr_desk.operations.session import Session
from hr_desk.store import policies
from tests.support.desk import Desk
from tests.support.handing_off import recipient
from tests.support.joining import edit_of, handed_over, settle, somebody, typed, welcome
from tests.support.requests import carry, open_officer, reopen_officer
from tests.support.restoring import backup_of, lose, restored

WORDS = ("示例支行", "第二支行", "第三支行")


def branch(admin: Session) -> object:
    """Return what payroll has of the branch of the one account."""
    (row,) = accounts.list_accounts(admin)
    view = accounts.open_account(admin, row.account_id).named("bank_branch")
    return None if view is None else view.value


def joined(desk: Desk, session: Session) -> tuple[str, Session, Session]:
    """Hand somebody over whose bank is known to payroll; returns joiner, colleague and admin."""
    colleague = welcome(desk)
    (joiner,) = handed_over(desk, session, colleague, people=[somebody()])
    admin = desk.open("admin")
    edit_of(colleague, joiner, typed(colleague, bank_name="虚构示例银行"))
    settle(colleague, admin)
    return joiner, colleague, admin


@pytest.mark.parametrize("lost", [False, True])
@pytest.mark.parametrize("times", [1, 3])
def test_payroll_takes_what_a_restored_personnel_says(
    desk: Desk, session: Session, lost: bool, times: int
) -> None:
    """Three corrections are forgotten in personnel alone; the fourth is a new one all the same."""
    joiner, colleague, admin = joined(desk, session)
    source = backup_of(admin, "personnel")
    for time in range(times):
        for word in WORDS:
            edit_of(colleague, joiner, typed(colleague, bank_branch=word))
            settle(colleague, admin)
        assert branch(admin) == WORDS[-1]
        if lost:
            lose(desk, "personnel")
        desk.clock.advance(minutes=10)
        restored(desk, source, user="admin")
        colleague, admin = desk.open("welcome"), desk.open("admin")
        settle(colleague, admin)
        assert branch(admin) == WORDS[-1], "what payroll has stays until somebody says otherwise"
        edit_of(colleague, joiner, typed(colleague, bank_branch=f"第{time}新支行"))
        settle(colleague, admin)
        assert branch(admin) == f"第{time}新支行"


def test_a_word_from_before_the_restore_that_comes_late_replaces_nothing(
    desk: Desk, session: Session
) -> None:
    joiner, colleague, admin = joined(desk, session)
    source = backup_of(admin, "personnel")
    edit_of(colleague, joiner, typed(colleague, bank_branch="迟到支行"))
    late = {path: path.read_bytes() for path in (desk.folder / "inbox").glob("*.envelope")}
    assert late
    for path in late:
        path.unlink()
    restored(desk, source, user="admin")
    colleague, admin = desk.open("welcome"), desk.open("admin")
    edit_of(colleague, joiner, typed(colleague, bank_branch="新支行"))
    settle(colleague, admin)
    for path, word in late.items():
        path.write_bytes(word)
    settle(admin)
    assert branch(admin) == "新支行"


def test_a_clock_that_was_set_back_makes_no_restored_file_speak_low(
    desk: Desk, session: Session
) -> None:
    joiner, colleague, admin = joined(desk, session)
    source = backup_of(admin, "personnel")
    for word in WORDS[:2]:
        restored(desk, source, user="admin")
        colleague, admin = desk.open("welcome"), desk.open("admin")
        edit_of(colleague, joiner, typed(colleague, bank_branch=word))
        settle(colleague, admin)
        assert branch(admin) == word
        desk.clock.advance(days=-1)


def test_payroll_restored_alone_takes_the_next_word(desk: Desk, session: Session) -> None:
    joiner, colleague, admin = joined(desk, session)
    source = backup_of(admin, "payroll")
    for word in WORDS:
        edit_of(colleague, joiner, typed(colleague, bank_branch=word))
        settle(colleague, admin)
    restored(desk, source, user="admin")
    colleague, admin = desk.open("welcome"), desk.open("admin")
    settle(colleague, admin)
    assert branch(admin) is None
    edit_of(colleague, joiner, typed(colleague, bank_branch="再次支行"))
    settle(colleague, admin)
    assert branch(admin) == "再次支行"


def test_the_privacy_office_takes_what_a_restored_register_says_of_a_recipient(
    desk: Desk, admin: Session
) -> None:
    officer = open_officer(desk)
    template = next(iter(hand_off_templates.list_templates(admin).values())).template
    (id_,) = recipients.register(admin, recipient(template)).created
    source = backup_of(admin, "personnel")
    for contact in ("第二联系人", "第三联系人"):
        view = recipients.recipient_named(admin, id_)
        recipients.edit(
            admin, id_, replace(view.recipient, contact=contact), version=view.version
        )  # fmt: skip
    carry(admin, officer)
    restored(desk, source, user="admin")
    again, officer = desk.open("admin"), reopen_officer(desk)
    assert policies.copies(officer.compartment("privacy"))[id_]["contact"] == "第三联系人"
    view = recipients.recipient_named(again, id_)
    recipients.edit(
        again, id_, replace(view.recipient, contact="新联系人"), version=view.version
    )  # fmt: skip
    carry(again, officer)
    assert policies.copies(officer.compartment("privacy"))[id_]["contact"] == "新联系人"
