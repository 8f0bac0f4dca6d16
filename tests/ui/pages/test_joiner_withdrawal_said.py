# SPDX-License-Identifier: Apache-2.0
"""What a withdrawal of a joiner's consent does is told before it is done, a hold too."""

import datetime as dt

import pytest

from hr_desk.catalogue import load
from hr_desk.i18n import use_language
from hr_desk.operations.joiner_withdrawals import Withdrawal
from ui.pages.joiner_consenting import effect_said

PHOTO, PARTY = (load().field(key) for key in ("photo", "political_status"))
UNTIL, DUE = dt.date(2026, 6, 1), dt.date(2026, 3, 3)


@pytest.mark.parametrize(
    ("found", "parts", "never"),
    [
        (Withdrawal(removed=(PHOTO,)), ["deleted at once: Photo"], "hold"),
        (Withdrawal(held=(PHOTO,), held_until=UNTIL),
         ["A hold keeps this until 2026-06-01: Photo", "deleted when the hold ends"], "at once"),
        (Withdrawal(removed=(PARTY,), held=(PHOTO,), held_until=UNTIL),
         ["2026-06-01: Photo", f"deleted at once: {PARTY.label.en}"], "Nothing that rests"),
        (Withdrawal(held=(PHOTO,), held_until=UNTIL, stored_only=True),
         ["2026-06-01: Photo", "The rest is only stored"], "Deleted at once"),
        (Withdrawal(record_due=DUE, held_until=UNTIL),
         ["A hold keeps the file until 2026-06-01", "deleted by 2026-03-03"], "this until"),
        (Withdrawal(), ["Nothing that rests on it is kept."], "hold"),
    ],
)  # fmt: skip
def test_a_hold_is_told_with_its_day_and_what_it_keeps(
    found: Withdrawal, parts: list[str], never: str
) -> None:
    use_language("en")
    said = effect_said(found)
    assert all(part in said for part in parts), said
    assert never not in said
