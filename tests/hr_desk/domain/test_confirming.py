# SPDX-License-Identifier: Apache-2.0
"""How long a confirmed text holds."""

import datetime as dt
from dataclasses import replace

import pytest

from hr_desk.catalogue import load
from hr_desk.domain.confirming import holds
from hr_desk.i18n import Text

SAFETY = load().acknowledgements["safety"]
GIVEN = {"digest": SAFETY.digest, "on": "2026-03-02"}


@pytest.mark.parametrize(
    ("on", "held"),
    [("2026-03-01", False), ("2026-03-02", True), ("2027-03-01", True), ("2027-03-02", False)],
)
def test_a_confirmation_holds_twelve_months(on: str, held: bool) -> None:
    assert SAFETY.months == 12
    assert holds(GIVEN, SAFETY, dt.date.fromisoformat(on)) is held


def test_another_text_was_never_confirmed() -> None:
    today = dt.date(2026, 3, 3)
    for text in (Text(zh=f"{SAFETY.text.zh}。", en=SAFETY.text.en),
                 Text(zh=SAFETY.text.zh, en=f"{SAFETY.text.en}.")):  # fmt: skip
        assert not holds(GIVEN, replace(SAFETY, text=text), today)
    assert not holds(None, SAFETY, today)


def test_a_text_that_holds_for_one_visit_is_asked_each_day() -> None:
    once = replace(SAFETY, months=0)
    assert holds(GIVEN, once, dt.date(2026, 3, 2))
    assert not holds(GIVEN, once, dt.date(2026, 3, 3))
