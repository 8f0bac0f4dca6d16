# SPDX-License-Identifier: Apache-2.0
"""What becomes of a copy: floors that run, that have not begun, that are over; holds."""

import datetime as dt

import pytest

from hr_desk.catalogue.loader import load
from hr_desk.domain.for_good import FLOOR, GONE, HELD, Fate, fate

LEFT = dt.date(2026, 3, 31)
FLOOR_DAYS = 731
OVER = LEFT + dt.timedelta(days=FLOOR_DAYS)
HOLD = dt.date(2030, 1, 1)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(("class_key", "clock_day", "hold", "on", "expected"), [
    ("EMP", None, None, LEFT, Fate(FLOOR, "EMP", None)),
    ("EMP", LEFT, None, LEFT, Fate(FLOOR, "EMP", OVER)),
    ("EMP", LEFT, None, OVER - DAY, Fate(FLOOR, "EMP", OVER)),
    ("EMP", LEFT, None, OVER, Fate(GONE, "EMP")),
    ("EMP", LEFT, HOLD, OVER - DAY, Fate(FLOOR, "EMP", OVER)),
    ("EMP", LEFT, HOLD, OVER, Fate(HELD, "EMP", HOLD)),
    ("PAY", None, None, LEFT, Fate(GONE, "PAY")),
    ("PAY", LEFT, HOLD, LEFT, Fate(HELD, "PAY", HOLD)),
    ("ID", LEFT, None, LEFT, Fate(GONE, "ID")),
])  # fmt: skip
def test_only_a_floor_or_a_hold_keeps_a_copy(
    class_key: str, clock_day: dt.date | None, hold: dt.date | None, on: dt.date, expected: Fate
) -> None:
    classes = load().classes
    assert classes["EMP"].floor == FLOOR_DAYS and classes["PAY"].floor == 0
    assert fate(classes[class_key], clock_day, hold=hold, on=on) == expected
