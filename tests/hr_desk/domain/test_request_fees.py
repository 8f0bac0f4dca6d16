# SPDX-License-Identifier: Apache-2.0
"""Which of its kind a request is: the same person, the same question, within twelve months."""

from datetime import date

import pytest

from hr_desk.catalogue.requests import request_rules
from hr_desk.domain import request_fees as rules
from hr_desk.domain.request_fees import Counted

RULES = request_rules()
HER = {"full_name": "孙小梅", "mobile": "+8613900001234", "email": "mei@example.com"}
NOW = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("code", "on", "fields", "which"),
    [
        ("access", date(2025, 3, 6), HER, 2),
        ("access", date(2025, 3, 5), HER, 1),
        ("access", NOW, HER, 2),
        ("access", date(2026, 3, 6), HER, 1),
        ("copy", NOW, HER, 1),
        ("access", NOW, {**HER, "mobile": "+8613900000000"}, 2),
        ("access", NOW, {"full_name": "孙小梅", "mobile": "+8613900000000"}, 1),
        ("access", NOW, {"full_name": "孙小梅"}, 1),
        ("access", NOW, {**HER, "full_name": "孙大梅"}, 1),
    ],
)
def test_5_3_fee_what_counts_as_an_earlier_one(
    code: str, on: date, fields: dict[str, str], which: int
) -> None:
    one = Counted("access", NOW, HER)
    assert rules.which_of_year(RULES, one, [Counted(code, on, fields)]) == which


def test_5_3_fee_the_first_three_are_free() -> None:
    assert [rules.may_cost(RULES, which) for which in range(1, 6)] == [False] * 3 + [True] * 2
