# SPDX-License-Identifier: Apache-2.0
"""When a relation with whoever handles data ended, and whether the word of its deletion is owed."""

import datetime as dt
from dataclasses import replace

import pytest

from hr_desk.domain import entrusting as rules
from hr_desk.domain.entrusting import Agreement

DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(2026, 1, 1), dt.date(2026, 6, 30)
OLD = Agreement(id="old", name="示例单位", party="CHN 1", first=FIRST, last=LAST, over=True,
                given=True)  # fmt: skip


def later(*, gap: int, **changes: object) -> Agreement:
    """Return another agreement with the same party that runs, so many days after the old one."""
    first = LAST + (gap + 1) * DAY
    known = replace(OLD, id="new", first=first, last=first + 99 * DAY, over=False, given=False)
    return replace(known, **changes)  # type: ignore[arg-type]


def owing(*agreements: Agreement) -> list[str]:
    return [one.id for one in rules.ended(agreements) if one.owed()]


def test_it_is_owed_from_the_end_on_where_something_was_given() -> None:
    (one,) = rules.ended([OLD])
    assert (one.id, one.on, one.due) == ("old", LAST, LAST + 30 * DAY)
    assert [one.late(one.due + days * DAY) for days in (0, 1)] == [False, True]
    assert [one.days_left(one.due + days * DAY) for days in (-30, 0, 1)] == [30, 0, -1]
    assert owing(replace(OLD, given=False)) == []
    assert owing(replace(OLD, over=False)) == []


def test_an_agreement_is_over_when_it_is_struck_off_or_its_days_are_past() -> None:
    assert not rules.is_over(LAST, None, LAST)
    assert rules.is_over(LAST, None, LAST + DAY)
    assert rules.is_over(LAST, FIRST, FIRST)
    assert rules.last_day(LAST, None) == LAST
    assert rules.last_day(LAST, FIRST) == FIRST
    assert rules.last_day(LAST, LAST + DAY) == LAST


@pytest.mark.parametrize(("gap", "owed"), [(-30, []), (0, []), (1, ["old"])])
def test_one_that_follows_without_a_gap_goes_on_with_it(gap: int, owed: list[str]) -> None:
    assert owing(OLD, later(gap=gap)) == owing(later(gap=gap), OLD) == owed


def test_what_was_given_before_a_renewal_is_owed_when_the_last_one_ends() -> None:
    new = later(gap=0, over=True)
    (one,) = rules.ended([OLD, new])
    assert (one.id, sorted(one.ids), one.on) == ("new", ["new", "old"], new.last)
    short = later(gap=-60, over=True, last=LAST - 10 * DAY)
    assert [(one.id, one.on) for one in rules.ended([OLD, short])] == [("old", LAST)]


def test_three_that_follow_each_other_are_one_relation() -> None:
    second = later(gap=0, id="second", over=True)
    third = replace(second, id="third", first=second.last + DAY, last=second.last + 9 * DAY)
    assert [(one.id, one.on) for one in rules.ended([third, OLD, second])] == [
        ("third", third.last)
    ]


def test_an_agreement_with_somebody_else_renews_nothing() -> None:
    assert owing(OLD, later(gap=0, party="CHN 2")) == ["old"]


def test_one_that_was_struck_off_before_it_began_carries_nothing_on() -> None:
    never = later(gap=0, last=LAST - DAY, over=True)
    third = later(gap=1, id="third")
    assert [(one.id, one.on) for one in rules.ended([OLD, never, third])] == [("old", LAST)]


def test_an_attestation_counts_from_the_end_on() -> None:
    (one,) = rules.ended([replace(OLD, attested_on=LAST)])
    assert not one.owed() and not one.late(LAST + 99 * DAY)
    assert owing(replace(OLD, attested_on=LAST - DAY)) == ["old"]
    # Renewed after it was attested: what was given since is owed anew.
    assert owing(replace(OLD, attested_on=LAST), later(gap=0, over=True)) == ["new"]


def test_the_one_that_ended_first_is_first() -> None:
    other = replace(OLD, id="other", party="CHN 2", last=LAST - DAY)
    assert owing(OLD, other) == ["other", "old"]
