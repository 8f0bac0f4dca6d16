# SPDX-License-Identifier: Apache-2.0
"""Drafts of joiners' forms: in the personnel file alone, one's own, gone with the joiner."""

import pytest

from hr_desk.operations import drafts, entries, joiner_drafts, onboarding, retention
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.joining import FIRST_DAY, handed_over

BODY = {"current_address": "青岛市虚构路 8 号", "id_number": "1101051990"}


@pytest.fixture
def joiner(desk: Desk, session: Session, colleague: Session) -> str:
    """Somebody who is due to start."""
    (id_,) = handed_over(desk, session, colleague)
    return id_


def rows(session: Session, compartment: str) -> int:
    return len(session.compartment(compartment).read("SELECT id FROM draft"))


def test_a_draft_is_kept_renewed_and_thrown_away(
    desk: Desk, session: Session, colleague: Session, joiner: str
) -> None:
    key = f"join:{joiner}"
    assert joiner_drafts.load(colleague, key) is None
    joiner_drafts.save(colleague, key, {"current_address": "青"})
    joiner_drafts.save(colleague, key, BODY)
    assert joiner_drafts.load(colleague, key) == BODY
    assert (rows(colleague, "personnel"), rows(session, "hiring")) == (1, 0)
    admin = desk.open("admin")
    assert joiner_drafts.load(admin, key) is None
    assert drafts.load(admin, key) is None
    assert entries.entries_of(colleague, joiner) == {}
    assert entries.joiners_waiting(colleague, before=colleague.today()) == ()
    joiner_drafts.discard(colleague, key)
    assert rows(colleague, "personnel") == 0


def test_a_draft_goes_after_seven_days(desk: Desk, colleague: Session, joiner: str) -> None:
    joiner_drafts.save(colleague, f"join:{joiner}", BODY)
    admin = desk.open("admin")
    desk.clock.advance(days=7)
    retention.confirm_time(admin)
    assert retention.sweep(admin).counts == {"DRAFT": 1}
    assert rows(colleague, "personnel") == 0


def test_a_draft_goes_with_its_joiner(desk: Desk, colleague: Session, joiner: str) -> None:
    admin = desk.open("admin")
    desk.clock.advance(days=14)
    retention.confirm_time(admin)
    onboarding.not_report(colleague, [joiner], on=FIRST_DAY)
    desk.clock.advance(days=29)
    retention.confirm_time(admin)
    joiner_drafts.save(colleague, f"join:{joiner}", BODY)
    desk.clock.advance(days=1)
    retention.confirm_time(admin)
    retention.sweep(admin)
    assert rows(colleague, "personnel") == 0
