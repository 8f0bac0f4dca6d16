# SPDX-License-Identifier: Apache-2.0
"""What ends soon is said 30 and 7 days before: a recipient's validity, what was approved for it."""

import datetime as dt

import pytest

from hr_desk.operations import hand_off_today, recipients, retention, standing_hand_offs, today
from hr_desk.operations.hand_off_problems import ApprovalOver, RecipientNotValid
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.handing_off import APPROVER, APPROVERS_WORDS, approved
from tests.support.joining import FIRST_DAY

LAST = dt.date(2026, 12, 31)
"""The last day of whatever ends in these tests."""


@pytest.fixture
def admin(desk: Desk) -> Session:
    desk.clock.at = dt.datetime.combine(FIRST_DAY, dt.time(4), tzinfo=dt.UTC)
    return desk.open("admin")


def on(desk: Desk, admin: Session, day: dt.date) -> None:
    desk.clock.at = dt.datetime.combine(day, dt.time(4), tzinfo=dt.UTC)
    while retention.clock_needs_confirmation(admin):
        retention.confirm_time(admin)


def ask_again(admin: Session, before: str, until: dt.date) -> str:
    known = standing_hand_offs.standing_named(admin, before)
    (id_,) = standing_hand_offs.ask(
        admin, known.recipient.id, known.template_key, until=until
    ).created
    return str(id_)


def said(admin: Session, key: str) -> list[tuple[int, str, str, str | None]]:
    lines = [one for one in today.summary(admin) if one.key == key]
    return [(one.count, one.level, one.page, one.argument) for one in lines]


def test_a_recipient_is_named_thirty_days_before_its_last_and_pressing_seven_before(
    desk: Desk, admin: Session
) -> None:
    standing = approved(admin, "payroll_new_hires", valid_until=LAST)
    recipient = standing_hand_offs.standing_named(admin, standing).recipient.id
    for days, level in ((31, None), (30, "calm"), (8, "calm"), (7, "soon"), (0, "soon")):
        on(desk, admin, LAST - dt.timedelta(days=days))
        wanted = [] if level is None else [(days, level, "recipients", recipient)]
        assert said(admin, "recipient_ends") == wanted
        # Its hand-off ends with it, and is not named a second time.
        assert said(admin, "hand_off_ends") == []
    on(desk, admin, LAST + dt.timedelta(days=1))
    assert said(admin, "recipient_ends") == []
    assert hand_off_today.waiting(admin).stopped == (standing,)
    with pytest.raises(RecipientNotValid):
        standing_hand_offs.require_in_force(admin, standing)


def test_an_approval_is_named_until_another_one_goes_on_in_its_place(
    desk: Desk, admin: Session
) -> None:
    standing = approved(admin, "payroll_new_hires")
    last = standing_hand_offs.standing_named(admin, standing).valid_until
    on(desk, admin, last - dt.timedelta(days=31))
    assert said(admin, "hand_off_ends") == []
    on(desk, admin, last - dt.timedelta(days=30))
    assert said(admin, "hand_off_ends") == [(30, "calm", "standing_hand_offs", standing)]
    (ending,) = hand_off_today.waiting(admin).endings
    assert (ending.day, ending.pressing) == (last, False)
    anew = ask_again(admin, standing, last + dt.timedelta(days=90))
    # Asked for is not approved: until then the day is still said.
    assert said(admin, "hand_off_approvals") == [(1, "soon", "standing_hand_offs", anew)]
    assert len(said(admin, "hand_off_ends")) == 1
    standing_hand_offs.approve(admin, anew, approver=APPROVER, passphrase=APPROVERS_WORDS)
    assert said(admin, "hand_off_ends") == []
    on(desk, admin, last + dt.timedelta(days=1))
    with pytest.raises(ApprovalOver):
        standing_hand_offs.require_in_force(admin, standing)
    assert said(admin, "hand_off_stopped") == [(1, "soon", "standing_hand_offs", standing)]


def test_nothing_is_said_of_what_was_struck_off_or_is_not_valid_yet(
    desk: Desk, admin: Session
) -> None:
    standing = approved(admin, "payroll_new_hires", valid_until=LAST)
    known = standing_hand_offs.standing_named(admin, standing).recipient
    on(desk, admin, LAST - dt.timedelta(days=3))
    recipients.end(admin, known.id)
    assert hand_off_today.waiting(admin).endings == ()
