# SPDX-License-Identifier: Apache-2.0
"""When a request may cost something: which of its kind it is within twelve months (policy 5.3).

The same person is who gave the same name and the same telephone number or e-mail address; a name
alone is not enough, because a fee must never rest on a mistaken identity.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.requests import RequestRules
from hr_desk.domain.clock import months_later

NAME: Final = "full_name"
REACHED_BY: Final = ("mobile", "email")
"""Of what is noted of whoever asks: two who share one of these and the name are one person."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What counts of one request: what is asked, the day it came in, who asked (stored values)."""

    code: str
    on: date
    fields: Mapping[str, Any]


def which_of_year(rules: RequestRules, one: Counted, earlier: Iterable[Counted]) -> int:
    """Return the number of a request among those of its kind, beginning with 1."""
    return 1 + sum(_counts(rules, one, other) for other in earlier)


def may_cost(rules: RequestRules, which: int) -> bool:
    """Whether a fee is possible for the ``which``-th request of a kind within the months."""
    return which > rules.terms.free_requests


def same_person(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two requests were made by one person, as far as what they gave can show it."""
    reached = any(one.get(key) and one.get(key) == other.get(key) for key in REACHED_BY)
    return reached and one.get(NAME) == other.get(NAME)


def _counts(rules: RequestRules, one: Counted, earlier: Counted) -> bool:
    within = earlier.on <= one.on < months_later(earlier.on, rules.terms.fee_months)
    return within and earlier.code == one.code and same_person(one.fields, earlier.fields)
