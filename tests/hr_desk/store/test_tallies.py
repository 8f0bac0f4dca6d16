# SPDX-License-Identifier: Apache-2.0
"""Counts that stay: whatever happened, none is of fewer than five people or gives one away."""

import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from hr_desk.store.tallies import SMALLEST, covered, joined

DAYS = [
    f"{year}-{month:02}-{day:02}" for year in (2025, 2026) for month in (1, 2) for day in (1, 9)
]
COUNTS = st.dictionaries(
    st.sampled_from([(day, "") for day in (*DAYS, "2025-01", "2026")]), st.integers(1, 9)
)


@settings(max_examples=60)
@given(stored=COUNTS)
def test_small_days_join_a_longer_period_or_are_dropped(stored: dict[tuple[str, str], int]) -> None:
    found = joined(stored, {})
    assert all(people >= SMALLEST for people in found.values())
    lost = sum(stored.values()) - sum(found.values())
    assert 0 <= lost < SMALLEST * len({period[:4] for period, _ in stored} or {""})
    assert joined(found, {}) == found


def test_who_is_still_there_counts_so_that_a_day_is_not_cut_into_pieces() -> None:
    day = ("2026-03-02", "")
    assert joined({day: 1}, {day: 4}) == {day: 1}
    assert joined({day: 1}, {day: 3}) == {}
    march = {("2026-03-02", ""): 2, ("2026-03-09", ""): 3}
    assert joined(march, {}) == {("2026-03", ""): 5}
    assert joined(march | {("2026-04-01", ""): 1}, {}) == {("2026-03", ""): 5}


def test_no_total_gives_a_dropped_count_away() -> None:
    year = "2026"
    counts = {(year, "referral"): 12, (year, "campus"): 6}
    assert covered(counts, {year: 18}) == counts
    assert covered(counts, {year: 21}) == {(year, "referral"): 12}
    assert covered(counts, {year: 23}) == counts
    assert covered({(year, "campus"): 6}, {year: 8}) == {}


def test_an_attacker_who_knows_all_but_one_is_left_with_five_at_least() -> None:
    """A thousand requisitions' people: every count, and every rest of a total, is of five or more.

    What a published count says of the one person left is what it says of the others in it.
    """
    chance = random.Random(7)
    for _ in range(1000):
        values = chance.choices(["referral", "campus", "agency", ""], [9, 3, 1, 5], k=20)
        people = Counter(("2026", value) for value in values)
        enough = {key: count for key, count in people.items() if count >= SMALLEST}
        found = covered(enough, {"2026": len(values)})
        rest = len(values) - sum(found.values())
        assert all(count >= SMALLEST for count in found.values())
        assert rest == 0 or rest >= SMALLEST or not found
