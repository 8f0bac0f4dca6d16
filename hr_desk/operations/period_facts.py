# SPDX-License-Identifier: Apache-2.0
"""Periods that a company set: each file keeps them as facts, the newest one counts."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain import retention
from hr_desk.store.carried_over import PERIOD
from hr_desk.store.compartment import Compartment


@dataclass(frozen=True, slots=True)
class PeriodFact:
    """One period that was set: class, event, days, why, by whom (user id), when (UTC).

    ``earlier`` are the periods that clocks which ran at a lengthening keep. ``approver`` is empty
    for one set at this desk; one of a paired desk names who approved it there, and ``by`` is a name
    there too.
    """

    class_key: str
    event: str
    days: int
    reason: str
    by: str
    at: str
    earlier: tuple[int, ...] = ()
    approver: str = ""

    @property
    def key(self) -> str:
        """The name of the fact."""
        return f"{PERIOD}{self.class_key}:{self.event}"


def facts_in(files: Iterable[Compartment]) -> tuple[PeriodFact, ...]:
    """Return the newest fact for each class and event that any of these files keeps."""
    newest: dict[str, PeriodFact] = {}
    for file in files:
        for name, value in file.read("SELECT name, value FROM fact WHERE name GLOB ?",
                                     (PERIOD + "*",)):  # fmt: skip
            found = read(value)
            if name not in newest or newest[name].at < found.at:
                newest[name] = found
    return tuple(newest[name] for name in sorted(newest))


def read(value: str) -> PeriodFact:
    """Return a fact from its text."""
    found: dict[str, Any] = json.loads(value)
    return PeriodFact(**{**found, "earlier": tuple(found["earlier"])})


def write(file: Compartment, fact: PeriodFact) -> None:
    """Keep a fact in a file; only inside a transaction."""
    file.set_fact(fact.key, json.dumps(asdict(fact), ensure_ascii=False))


def applied(catalogue: Catalogue, facts: Iterable[PeriodFact]) -> Catalogue:
    """Return the catalogue with these periods in force; what it does not know is passed over."""
    classes = dict(catalogue.classes)
    for fact in facts:
        kept = classes.get(fact.class_key)
        if kept is not None and fact.event in kept.periods:
            classes[fact.class_key] = retention.with_period(
                kept, fact.event, fact.days, earlier=fact.earlier
            )
    if classes == catalogue.classes:
        return catalogue
    return catalogue.with_periods(classes)
