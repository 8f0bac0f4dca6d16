# SPDX-License-Identifier: Apache-2.0
"""Who types a number of a joiner and stays away: what colleagues see, and what becomes of it."""

import pytest

from hr_desk.operations import (
    checklist,
    entries,
    joiner_consents,
    joiner_today,
    joiner_withdrawals,
    onboarding,
    retention,
    today,
)
from hr_desk.operations.checklist import ChecklistLine, NumberIsGone
from hr_desk.operations.joiner_writing import records
from hr_desk.operations.session import Session
from hr_desk.store import number_entries, personnel
from tests.support.desk import Desk
from tests.support.joining import ID_NUMBER, handed_over, opened, settle, somebody, typed

ANOTHER = "110105194912310011"
"""A number whose check digit fits, of the same made-up day of birth."""
CARD = "6222020000000000000"


@pytest.fixture
def joiner(desk: Desk, session: Session, colleague: Session) -> str:
    """Somebody who is due to start."""
    (id_,) = handed_over(desk, session, colleague, people=[somebody(birth_date="1949-12-31")])
    return id_


@pytest.fixture
def other(desk: Desk, joiner: str) -> Session:
    """A second colleague, who works on the same joiners."""
    return desk.open("admin")


def enter(session: Session, joiner: str, number: str = ID_NUMBER) -> None:
    version = opened(session, joiner).version
    onboarding.edit(session, joiner, typed(session, id_number=number), version=version)


def away(desk: Desk, session: Session, *, days: int) -> None:
    """Let days pass in which this session alone sweeps."""
    for _ in range(days):
        desk.clock.advance(days=1)
        retention.sweep(session)


def counts(session: Session) -> dict[str, int]:
    return {line.key: line.count for line in today.summary(session)
            if line.key.startswith("numbers")}  # fmt: skip


def line(session: Session, joiner: str, key: str = "original_id") -> ChecklistLine:
    return next(one for one in checklist.lines(session, joiner) if one.item.key == key)


def test_a_colleague_is_told_the_next_day_with_whom_a_number_waits(
    desk: Desk, colleague: Session, other: Session, joiner: str
) -> None:
    enter(colleague, joiner)
    assert counts(colleague) == {"numbers": 1} and counts(other) == {}
    away(desk, other, days=1)
    assert counts(other) == {"numbers_left": 1}
    (one,) = checklist.progress(other, [joiner])[joiner].unchecked
    assert (one.field.key, one.typed_by, one.gone, one.mine) == (
        "id_number", "welcome", False, False
    )  # fmt: skip
    assert (one.goes_on - one.typed_on).days == 7
    assert joiner in {due.joiner_id for due in joiner_today.due(other)}


def test_a_number_that_went_unchecked_opens_its_line_again_and_is_named(
    desk: Desk, colleague: Session, other: Session, joiner: str
) -> None:
    enter(colleague, joiner)
    checklist.tick(other, joiner, "original_id")
    away(desk, other, days=8)
    assert entries.entries_of(colleague, joiner) == {}
    assert counts(other)["numbers_gone"] == 1 and counts(colleague)["numbers_gone"] == 1
    opened_again = line(other, joiner)
    assert opened_again.done_at is None and opened_again.lost is not None
    assert opened_again.lost.key == "id_number" and line(other, joiner, "account").lost is None
    (one,) = checklist.progress(other, [joiner])[joiner].unchecked
    assert one.gone
    for file in ("contract", "payroll"):
        lacking = checklist.what_is_missing(other, joiner, file)
        assert "id_number" in {field.key for field in lacking.fields}
    lacking = checklist.what_is_missing(other, joiner, "contract")
    assert [item.key for item in lacking.items] == ["original_id"]
    with pytest.raises(NumberIsGone):
        checklist.tick(other, joiner, "original_id")


def test_entering_it_again_settles_it(
    desk: Desk, colleague: Session, other: Session, joiner: str
) -> None:
    enter(colleague, joiner)
    away(desk, other, days=8)
    enter(other, joiner)
    assert "numbers_gone" not in counts(other) and line(other, joiner).lost is None
    onboarding.check(other, joiner, ["id_number"])
    assert counts(other) == {} and counts(colleague) == {}
    assert checklist.progress(colleague, [joiner])[joiner].unchecked == ()


def test_a_correction_that_is_lost_is_settled_by_looking_at_the_original(
    desk: Desk, colleague: Session, other: Session, joiner: str
) -> None:
    enter(other, joiner)
    onboarding.check(other, joiner, ["id_number"])
    enter(colleague, joiner, ANOTHER)
    away(desk, other, days=8)
    assert line(other, joiner).lost is not None
    checklist.tick(other, joiner, "original_id")
    assert line(other, joiner).lost is None and line(other, joiner).done_at is not None
    assert "numbers_gone" not in counts(other)


def test_what_a_colleague_kept_meanwhile_is_not_overwritten_by_what_waits(
    desk: Desk, colleague: Session, other: Session, joiner: str
) -> None:
    enter(colleague, joiner, ANOTHER)
    away(desk, other, days=1)
    enter(other, joiner)
    onboarding.check(other, joiner, ["id_number"])
    assert counts(other) == {}
    assert onboarding.carry_on(colleague) == (joiner,)
    assert entries.entries_of(colleague, joiner) == {}
    number = opened(other, joiner).named("id_number")
    assert number is not None and number.value == ID_NUMBER
    settle(colleague, other)
    assert checklist.progress(other, [joiner])[joiner].unchecked == ()


def test_a_number_kept_by_its_typist_leaves_no_word_behind(
    desk: Desk, colleague: Session, other: Session, joiner: str
) -> None:
    enter(colleague, joiner)
    away(desk, colleague, days=1)
    number = opened(colleague, joiner).named("id_number")
    assert number is not None and number.given
    assert counts(other) == {} and line(other, joiner).lost is None
    assert colleague.compartment("personnel").read("SELECT * FROM number_entry") == []


def test_an_account_of_which_the_draft_went_opens_the_line_of_the_wage_card(
    desk: Desk, colleague: Session, other: Session, joiner: str
) -> None:
    version = opened(colleague, joiner).version
    values = typed(colleague, bank_account_no=CARD)
    onboarding.edit(colleague, joiner, values, version=version)
    away(desk, other, days=8)
    lost = line(other, joiner, "account").lost
    assert lost is not None and lost.key == "bank_account_no"
    missing = checklist.what_is_missing(other, joiner, "payroll").fields
    assert "bank_account_no" in {field.key for field in missing}


def test_of_who_did_not_report_nothing_is_to_be_entered_again(
    desk: Desk, colleague: Session, other: Session, joiner: str
) -> None:
    enter(colleague, joiner)
    away(desk, other, days=8)
    desk.clock.advance(days=14)
    retention.confirm_time(other)
    onboarding.not_report(other, [joiner], on=other.today())
    assert "numbers_gone" not in counts(other)
    assert checklist.progress(other, [joiner])[joiner].unchecked == ()


def test_a_number_that_goes_with_another_withdrawal_is_named_too(
    colleague: Session, other: Session, joiner: str
) -> None:
    enter(colleague, joiner)
    joiner_consents.give(other, joiner, ["id_image"])
    joiner_withdrawals.withdraw(other, joiner, "id_image")
    assert entries.entries_of(colleague, joiner) == {}
    assert counts(other) == {"numbers_gone": 1}


def test_what_was_withdrawn_itself_is_not_asked_for_again(
    colleague: Session, other: Session, joiner: str
) -> None:
    enter(colleague, joiner)
    (record,) = records(other, [joiner])
    with other.compartment("personnel").change("test") as change:
        personnel.forget_drafts(change, record)
        number_entries.forget(change, joiner, ["id_number"])
    assert counts(other) == {}
