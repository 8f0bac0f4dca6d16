# SPDX-License-Identifier: Apache-2.0
"""Rules of an employment's beginning: countdowns, and what is doubtful about terms and pay.

Nothing here refuses anything: a doubtful value is kept with a warning. Days are days in
Asia/Shanghai.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from hr_desk.catalogue.types.base import Notice
from hr_desk.domain import derived
from hr_desk.domain.clock import months_later
from hr_desk.domain.working_days import WorkingCalendar, last_working_day
from hr_desk.i18n import N_

ENROLMENT_DAYS: Final = 30
"""社会保险法 58, 住房公积金管理条例 15: calendar days from the first day of work."""

LEAST_SHARE: Final = Decimal("0.8")
"""Pay in probation to agreed pay (劳动合同法 20)."""

LIMITS: Final = {
    "contract": N_("Written contract"),
    "social_insurance": N_("Social insurance"),
    "housing_fund": N_("Housing fund"),
}
"""What the law counts down from the first day; the keys are items of the checklist too."""

TOO_LONG: Final = N_(
    "The probation is longer than the term of the contract allows: one month below one year, two "
    "below three years, six from three years on (Labour Contract Law, article 19)."
)
NO_PROBATION: Final = N_(
    "A contract below three months, or until a task is done, has no probation (Labour Contract "
    "Law, article 19)."
)
TOO_LITTLE: Final = N_(
    "The pay in probation is below 80 percent of the agreed pay (Labour Contract Law, article 20)."
)
ANOTHER_START: Final = N_("The contract does not begin on the first day of work.")
ANOTHER_HOLDER: Final = N_(
    "The account is held in another name than the employee's. Wages go to their own account."
)


@dataclass(frozen=True, slots=True)
class Countdown:
    """A legal limit: its last day, and the last working day on or before it.

    ``provisional`` where that one rests on a year whose notice is not known.
    """

    key: str
    limit: date
    working_day: date
    provisional: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What an ID number says of a field, where something else was typed."""

    field_key: str
    derived: Any
    """As the field's own type has it: a date, a code."""


def service(first_day: date, last_day: date) -> tuple[int, int, int]:
    """Return whole years, months and days of an employment, both its days included."""
    end = last_day + timedelta(days=1)
    months = (end.year - first_day.year) * 12 + end.month - first_day.month
    if months_later(first_day, months) > end:
        months -= 1
    return *divmod(months, 12), (end - months_later(first_day, months)).days


def countdowns(first_day: date, calendar: WorkingCalendar) -> tuple[Countdown, ...]:
    """Return the limits that run from the first day of work (劳动合同法 10, 社会保险法 58)."""
    thirty = first_day + timedelta(days=ENROLMENT_DAYS)
    days = {
        "contract": months_later(first_day, 1),
        "social_insurance": thirty,
        "housing_fund": thirty,
    }
    return tuple(_countdown(key, limit, calendar) for key, limit in days.items())


def _countdown(key: str, limit: date, calendar: WorkingCalendar) -> Countdown:
    day = last_working_day(limit, calendar)
    return Countdown(key, limit, day, calendar.is_estimated(day, limit))


def most_probation_months(start: date, end: date | None) -> int:
    """Return how many months of probation a term allows; ``end`` None is an open-ended contract.

    劳动合同法 19. The last day belongs to the term: one from 2 March to 1 March of the third
    year after is three years.
    """
    if end is None:
        return 6
    after = end + timedelta(days=1)
    for months, allowed in ((36, 6), (12, 2), (3, 1)):
        if after >= months_later(start, months):
            return allowed
    return 0


def doubts(values: Mapping[str, Any]) -> tuple[Notice, ...]:
    """Return the warnings about values (as the types have them) that belong together."""
    found = [*_about_probation(values), *_about_pay(values)]
    term, first = values.get("contract_term"), values.get("start_date")
    if term is not None and first is not None and term.start != first.isoformat():
        found.append(ANOTHER_START)
    holder, name = values.get("account_holder"), values.get("full_name")
    if holder is not None and name is not None and holder != name:
        found.append(ANOTHER_HOLDER)
    return tuple(Notice(message) for message in found)


def _about_probation(values: Mapping[str, Any]) -> tuple[str, ...]:
    term, until = values.get("contract_term"), values.get("probation_until")
    if term is None or until is None:
        return ()
    start = date.fromisoformat(term.start)
    end = date.fromisoformat(term.end) if term.end else None
    most = most_probation_months(start, end)
    if values.get("contract_type") == "task" or most == 0:
        return (NO_PROBATION,)
    return (TOO_LONG,) if until >= months_later(start, most) else ()


def _about_pay(values: Mapping[str, Any]) -> tuple[str, ...]:
    base, probation = values.get("base_pay"), values.get("probation_pay")
    if base is None or probation is None or probation >= base * LEAST_SHARE:
        return ()
    return (TOO_LITTLE,)


def differences(values: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Return where an ID number contradicts or completes what was typed; it overwrites nothing."""
    return tuple(Difference(one.key, one.derived) for one in derived.compared(values))
