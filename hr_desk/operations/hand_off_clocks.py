# SPDX-License-Identifier: Apache-2.0
"""After a hand-off: which copies of what left are still here, and when they go.

The receiver has the data now, and the copies here end by their own clocks: recruiting material
(RAW) from the first day of work, the bank account (PAY) from the last wage settled, contributions
(SI) from the transfer, the contract (EMP) from the last day. Nothing is written here.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hr_desk.domain import joiners as states
from hr_desk.operations import due_days
from hr_desk.operations.hand_off_people import account_ids
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.joiner_writing import records
from hr_desk.operations.operation import require
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.session import Session
from hr_desk.operations.standing_hand_offs import READING
from hr_desk.operations.told_of import Told, told_of
from hr_desk.store import crossings, hiring, payroll, personnel
from hr_desk.store.parts import PartRecord
from hr_desk.store.personnel import JoinerRecord

HIRING: Final = "hiring"
PAYROLL: Final = "payroll"


@dataclass(frozen=True, slots=True)
class CopyLine:
    """The copies of one class in one compartment, over everybody in a file.

    ``running`` people have a clock that ends from ``first_due`` to ``last_due``; of the ``waiting``
    it has not started, because what ``RetentionClass.clock_event`` names has not happened.
    """

    compartment: str
    class_key: str
    running: int
    waiting: int
    first_due: date | None
    last_due: date | None

    @property
    def people(self) -> int:
        """Of how many people there is such a copy."""
        return self.running + self.waiting


@dataclass(frozen=True, slots=True)
class Afterwards:
    """Who was told of one person, the first time first, and when the copies here go."""

    told: tuple[Told, ...]
    copies: tuple[CopyLine, ...]


_Clocks = dict[tuple[str, str], list[date | None]]
"""Compartment and class to a due day for each person, None where no clock runs."""


def copies_of(session: Session, entry_id: str) -> tuple[CopyLine, ...]:
    """Return when the copies of what left go: by compartment and class.

    ``entry_id`` is that of a hand-off, or of another entry of the register about joiners.

    Of personnel and payroll the classes of the fields that were told, of hiring whatever is left
    of the application, where the session holds it. Who is deleted already has no copies. Raises
    NotPermitted, RecordGone, CompartmentClosed.
    """
    require(session, READING)
    joiners, told = _people_in(session, entry_id)
    return _copies(session, joiners, told)


def after(session: Session, joiner_id: str) -> Afterwards:
    """Return who was told of a joiner, and when the copies go of what they were told.

    Raises NotPermitted, RecordGone, Restricted, CompartmentClosed.
    """
    require(session, READING)
    joiners = records(session, [joiner_id])
    told = told_of(session, HERE, joiner_id)
    keys = {field.key for one in told for field in one.fields}
    return Afterwards(told, _copies(session, joiners, keys) if told else ())


def days_after(session: Session, class_key: str) -> int:
    """Return after how many days a class ends, counted from its event, the longest of several."""
    known = due_days.periods(session.catalogue)
    return max(days for (key, _event), days in known.items() if key == class_key)


def _copies(
    session: Session, joiners: Sequence[JoinerRecord], told: Collection[str]
) -> tuple[CopyLine, ...]:
    found: _Clocks = {}
    for joiner in joiners:
        _add(session, found, HERE, _of_fields(joiner.parts, told))
    if session.holds(PAYROLL):
        _add_accounts(session, found, joiners, told)
    if session.holds(HIRING):
        _add_applications(session, found, joiners)
    order = list(session.catalogue.compartments)
    lines = (_line(*key, days) for key, days in found.items())
    return tuple(sorted(lines, key=lambda one: (order.index(one.compartment), one.class_key)))


def _people_in(session: Session, entry_id: str) -> tuple[list[JoinerRecord], tuple[str, ...]]:
    """Return who stands in an entry and is still here, and the keys of what it told."""
    file = session.compartment(HERE)
    row = file.read_one("SELECT records, fields FROM disclosure WHERE id = ?", (entry_id,))
    if row is None:
        raise RecordGone
    return personnel.joiners(file, json.loads(row[0])), tuple(json.loads(row[1]))


def _of_fields(parts: Iterable[PartRecord], told: Iterable[str]) -> list[PartRecord]:
    keys = set(told)
    return [part for part in parts if keys & set(part.fields)]


def _add(session: Session, found: _Clocks, compartment: str, parts: Iterable[PartRecord]) -> None:
    for part in parts:
        key = (compartment, part.retention_class or states.class_of(part.kind))
        day = _due(session, part.retention_class, part.clock_event, part.clock_day)
        found.setdefault(key, []).append(day)


def _due(
    session: Session, class_key: str | None, event: str | None, day: date | None
) -> date | None:
    if class_key is None or event is None or day is None:
        return None
    return day + timedelta(days=due_days.periods(session.catalogue)[class_key, event])


def _add_accounts(
    session: Session, found: _Clocks, joiners: Iterable[JoinerRecord], told: Iterable[str]
) -> None:
    known = account_ids(session)
    ids = [known[one.id] for one in joiners if one.id in known]
    for account in payroll.accounts(session.compartment(PAYROLL), ids):
        _add(session, found, PAYROLL, _of_fields(account.parts, told))


def _add_applications(session: Session, found: _Clocks, joiners: Iterable[JoinerRecord]) -> None:
    ids = list(_applications(session, joiners))
    for one in hiring.applications(session.compartment(HIRING), ids):
        class_key = one.retention_class
        if class_key is not None:
            day = _due(session, class_key, one.clock_event, one.clock_day)
            found.setdefault((HIRING, class_key), []).append(day)


def _applications(session: Session, joiners: Iterable[JoinerRecord]) -> Iterator[str]:
    """Yield the applications that joiners came from: both sides know them by one reference."""
    here: Mapping[str, str] = crossings.links_to(session.compartment(HERE), f"/{HIRING}")
    there = crossings.links_to(session.compartment(HIRING), f"/{HERE}")
    wanted = {one.id for one in joiners}
    for reference, record in here.items():
        if record in wanted and reference in there:
            yield there[reference]


def _line(compartment: str, class_key: str, days: list[date | None]) -> CopyLine:
    running = [day for day in days if day is not None]
    first, last = (min(running), max(running)) if running else (None, None)
    return CopyLine(compartment, class_key, len(running), len(days) - len(running), first, last)
