# SPDX-License-Identifier: Apache-2.0
"""Rules of entrusting that ended: whoever had data deletes it or gives it back, and says so.

When the contract ends, they return or delete the data and keep nothing (PIPL 21(2)). The law names
no day and no proof; that it is attested, and within 30 days, is our reading.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Final

ATTEST_WITHIN: Final = timedelta(days=30)
"""How long after the end the attestation may take (own limit)."""

WARNED_AHEAD: Final = 7
"""Days before that day from which the task is pressing."""

_NEXT_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One registered agreement with somebody who handles data for the company.

    ``party`` is the same for every agreement with the same legal entity. ``first`` and ``last``
    are the days it runs, ``last`` the day on which it was struck off where that came earlier;
    ``over`` says that it runs no more. ``given`` says whether a file left under it, and
    ``attested_on`` is the latest day of which an attestation speaks.
    """

    id: str
    name: str
    party: str
    first: date
    last: date
    over: bool
    given: bool
    attested_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A relation that ended after something was given: ``id`` and ``name`` of its last agreement.

    ``ids`` are all agreements that followed each other in it, ``attested_on`` the day on which
    deletion or return was attested, None while it is owed.
    """

    id: str
    name: str
    ids: frozenset[str]
    on: date
    attested_on: date | None

    @property
    def due(self) -> date:
        """Return the last day for the attestation."""
        return self.on + ATTEST_WITHIN

    def days_left(self, today: date) -> int:
        """Return the days until it is due, below zero when it is overdue."""
        return (self.due - today).days

    def owed(self) -> bool:
        """Whether nobody has attested anything yet."""
        return self.attested_on is None

    def late(self, today: date) -> bool:
        """Whether it is owed and overdue."""
        return self.owed() and self.due < today


def last_day(valid_until: date, struck_off: date | None) -> date:
    """Return the last day of an agreement."""
    return valid_until if struck_off is None else min(valid_until, struck_off)


def is_over(valid_until: date, struck_off: date | None, today: date) -> bool:
    """Whether an agreement runs no more: struck off, or past its last day."""
    return struck_off is not None or valid_until < today


def follows(first: date, last: date) -> bool:
    """Whether an agreement that begins on ``first`` goes on from one that ends on ``last``."""
    return first <= last + _NEXT_DAY


def ended(agreements: Iterable[Agreement]) -> tuple[Ended, ...]:
    """Return each relation that ended and under which something was given, the first due first.

    An agreement with the same party that follows without a gap goes on with the relation: what was
    given before stays with it, and is owed when the last one ends. After a gap it is another one.
    """
    found = (_ended(one) for one in relations(agreements))
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.on))


def relations(agreements: Iterable[Agreement]) -> Iterator[Sequence[Agreement]]:
    """Yield the agreements with one party that follow each other, relation by relation."""
    known = sorted(agreements, key=lambda one: (one.party, one.first, one.last))
    for _, same in groupby(known, key=lambda one: one.party):
        under_way: list[Agreement] = []
        for one in same:
            if under_way and not follows(one.first, max(each.last for each in under_way)):
                yield under_way
                under_way = []
            under_way.append(one)
        yield under_way


def _ended(relation: Sequence[Agreement]) -> Ended | None:
    if not all(one.over for one in relation) or not any(one.given for one in relation):
        return None
    last = max(relation, key=lambda one: one.last)
    days = [one.attested_on for one in relation if one.attested_on is not None]
    attested = max(days, default=None)
    # What was attested before the relation was renewed says nothing of what was given after it.
    counts = attested is not None and attested >= last.last
    return Ended(id=last.id, name=last.name, ids=frozenset(one.id for one in relation),
                 on=last.last, attested_on=attested if counts else None)  # fmt: skip
