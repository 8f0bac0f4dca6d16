# SPDX-License-Identifier: Apache-2.0
"""The pure rules of a case: which step is allowed, until when it is to be answered, how pressing.

The steps themselves are data (resources/requests); days are those of Asia/Shanghai.
"""

import re
import secrets
from datetime import date, datetime, timedelta
from typing import Final

from hr_desk.catalogue.requests import RequestRules
from hr_desk.domain.working_days import (
    Deadline,
    WorkingCalendar,
    deadline,
    working_days_between,
)
from hr_desk.i18n import N_, translated

_ARTICLE: Final = re.compile(r"PIPL (\d+(?:\(\d+\))*)")
_ITEM: Final = re.compile(r"(\(\d+\))")
_LAW: Final = N_("Personal Information Protection Law, article {article}")

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NUMBER_LENGTH: Final = 12
"""Characters of a receipt number without its hyphens: sixty random bits."""

ASKED_WITH: Final = ("full_name", "mobile", "email")
"""What is noted of whoever asks: enough to find them and to answer, and nothing more."""


class StepRefused(ValueError):
    """The case is not in a state from which the step starts."""


def target_of(rules: RequestRules, state: str, verb: str) -> str:
    """Return the state a verb leads to; raises StepRefused."""
    step = rules.verbs[verb]
    if state not in step.sources:
        raise StepRefused(verb)
    return step.target or state


def allowed(rules: RequestRules, state: str) -> tuple[str, ...]:
    """Return the verbs that start from a state, in the order of the declaration."""
    return tuple(name for name, verb in rules.verbs.items() if state in verb.sources)


def answer_by(rules: RequestRules, verified_on: date, calendar: WorkingCalendar) -> Deadline:
    """Return the last day to answer: fifteen working days after the day of verification."""
    return deadline(
        verified_on, rules.terms.working_days, calendar.overrides, announced=calendar.announced
    )


def verify_by(rules: RequestRules, received_on: date, calendar: WorkingCalendar) -> Deadline:
    """Return the last day of our own target for verifying the identity."""
    return deadline(
        received_on, rules.terms.verify_within, calendar.overrides, announced=calendar.announced
    )


def forget_proof_by(rules: RequestRules, result_on: date, calendar: WorkingCalendar) -> date:
    """Return the last day on which what proved an identity may still be there."""
    return deadline(
        result_on, rules.terms.proof_within, calendar.overrides, announced=calendar.announced
    ).day


def days_left(due: date, today: date, calendar: WorkingCalendar) -> int:
    """Return the working days from today (excluded) to ``due``; below zero when it has passed."""
    if due >= today:
        return working_days_between(today, due, calendar.overrides)
    return -max(1, working_days_between(due, today, calendar.overrides))


def pressing(rules: RequestRules, left: int) -> str:
    """Return "late", "soon" or "calm" for the working days left (5 and 2 are warned of)."""
    if left < 0:
        return "late"
    return "soon" if left <= max(rules.terms.warn_at) else "calm"


def locked_until(rules: RequestRules, failures: int, at: datetime) -> datetime | None:
    """Return until when nobody may try to verify again after the ``failures``-th failed try."""
    if failures % rules.terms.failures:
        return None
    return at + timedelta(hours=rules.terms.lock_hours)


def law_said(law: str, code: str) -> str:
    """Say the article of a declaration in full: people read it in letters and on receipts."""
    return _ARTICLE.sub(lambda found: translated(_LAW, code, article=found[1]), law)


def articles(basis: str) -> tuple[str, ...]:
    """Return the articles of the law on personal information that a legal basis names, one by one.

    ``PIPL 13(2)(3)`` are two: 13(2) and 13(3).
    """
    return tuple(
        f"{number}{item}"
        for found in _ARTICLE.findall(basis)
        for number, *items in [_ITEM.split(found)]
        for item in (items[::2] or [""])
    )


def new_number() -> str:
    """Return a new receipt number in three groups; made without asking who has which."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(NUMBER_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, NUMBER_LENGTH, 4))


def is_number(text: str) -> bool:
    """Whether a text is written as ``new_number`` writes one."""
    groups = text.split("-")
    return [len(one) for one in groups] == [4] * (NUMBER_LENGTH // 4) and set(
        "".join(groups)
    ) <= set(_ALPHABET)
