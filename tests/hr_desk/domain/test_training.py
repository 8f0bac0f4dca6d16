# SPDX-License-Identifier: Apache-2.0
from datetime import date

import pytest

from hr_desk.domain.training import is_valid, valid_until


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2025, 3, 2), date(2026, 3, 2)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2025, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_training_counts_for_twelve_months(day: date, last: date) -> None:
    assert valid_until(day) == last
    assert is_valid(day, last) and not is_valid(day, date.fromordinal(last.toordinal() + 1))


def test_no_training_never_counts() -> None:
    assert not is_valid(None, date(2026, 3, 2))
