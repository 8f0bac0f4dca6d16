# SPDX-License-Identifier: Apache-2.0
"""Whose data may leave once: joiners, applicants and visitors, each in the file that has them.

An applicant is known by an application and a visitor by a visit: what leaves is one try's, or one
visit's, and nobody's records are put together for it (promises, b.5).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, ParamSpec

from hr_desk.catalogue.model import Access, Field
from hr_desk.operations import in_use, scope, visit_views
from hr_desk.operations.accounts import PAYROLL
from hr_desk.operations.directory import VISITING
from hr_desk.operations.hand_off_people import payroll_values
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.joiner_writing import NAME
from hr_desk.operations.operation import Body, Verb, operation
from hr_desk.operations.session import Session
from hr_desk.store import hiring, personnel, visits
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.personnel import JoinerRecord
from hr_desk.store.visits import VisitRecord

HIRING: Final = scope.FILE
VISITS: Final = "visits"

RECORDS: Final[Mapping[str, str]] = {HERE: "joiner", HIRING: "application", VISITS: "visit"}
"""File to the kind of record by which it knows somebody."""

NOUNS: Final[Mapping[str, str]] = {
    HERE: "disclosure",
    HIRING: "applicant_disclosure",
    VISITS: "visitor_disclosure",
}
"""File to what its operations are named after: each file registers what leaves it."""

_ROLES: Final[Mapping[str, Sequence[str]]] = {HERE: PAYROLL, HIRING: PAYROLL, VISITS: VISITING}
"""File to who lets data out of it: of a visit the front desk alone sees the most."""

_FILES: Final[Mapping[str, frozenset[str]]] = {HERE: frozenset({HERE, "payroll"})}
"""File to those whose fields are read of somebody; the others read their own alone."""


P = ParamSpec("P")


def in_each(verb: str) -> Callable[[Body[P]], Mapping[str, Verb[P]]]:
    """Make an operation for each file of a function; returns them by file."""

    def decorate(body: Body[P]) -> Mapping[str, Verb[P]]:
        return {
            file: operation(f"{noun}.{verb}", compartment=file, roles=_ROLES[file])(body)
            for file, noun in NOUNS.items()
        }

    return decorate


@dataclass(frozen=True, slots=True)
class Someone:
    """One person as a file knows them; ``stage`` is that of an application, else None."""

    id: str
    seq: int
    stage: str | None
    values: Mapping[str, Any]
    """Stored values by key."""

    @property
    def name(self) -> str:
        """Their name, empty where it is not known."""
        return str(self.values.get(NAME, ""))


def fields_of(session: Session, file: str) -> tuple[Field, ...]:
    """Return the fields that are kept of somebody in a file, in the order of forms."""
    files = _FILES.get(file, frozenset({file}))
    return tuple(one for one in session.catalogue.fields.values() if files & set(one.retention))


def classes_of(field: Field, file: str) -> tuple[str, ...]:
    """Return the retention classes by which what a file knows of somebody's field ends."""
    files = _FILES.get(file, frozenset({file}))
    return tuple(key for one, key in field.retention.items() if one in files)


def people(session: Session, file: str, ids: Sequence[str]) -> list[Someone]:
    """Return those of the people whose record is still there, in the order of the ids.

    Raises CompartmentClosed, Restricted, SomeoneElses for an application the user does not work on.
    """
    return list({HERE: _joiners, HIRING: _applicants, VISITS: _visitors}[file](session, ids))


def there(session: Session, file: str, ids: Sequence[str]) -> list[str]:
    """Return those of the people whose record is still there, to be told of what left.

    Also where its use is restricted: being told is the person's own right (PIPL 35). Raises
    CompartmentClosed, SomeoneElses.
    """
    if file == HIRING:
        known, restricted = _applications(session, ids)
        scope.require(session, [one for one in known if one.person_seq not in restricted])
        return [one.id for one in known]
    return [one.id for one in _records(session, file, ids)]


def usable(session: Session, file: str, ids: Sequence[str]) -> list[str]:
    """Return those of the people whom ``people`` takes: there, and not restricted.

    Raises CompartmentClosed.
    """
    if file == HIRING:
        known, restricted = _applications(session, ids)
        return [one.id for one in known if one.person_seq not in restricted]
    return [one.id for one in in_use.only(session, file, _records(session, file, ids))]


def _applications(
    session: Session, ids: Sequence[str]
) -> tuple[list[ApplicationRecord], frozenset[int]]:
    """Return the applications that are there, and the people (rows) whose use is restricted."""
    return hiring.applications(session.compartment(HIRING), ids), scope.of(session).restricted


def _records(
    session: Session, file: str, ids: Sequence[str]
) -> Sequence[VisitRecord] | Sequence[JoinerRecord]:
    held = session.compartment(file)
    if file == VISITS:
        return visits.visits(held, ids)
    return personnel.joiners(held, list(ids))


def _joiners(session: Session, ids: Sequence[str]) -> Iterator[Someone]:
    paid = payroll_values(session, ids) if session.holds("payroll") else {}
    found = personnel.joiners(session.compartment(HERE), list(ids))
    in_use.require(session, HERE, found)
    for one in found:
        yield Someone(one.id, one.seq, None, {**one.fields, **paid.get(one.id, {})})


def _applicants(session: Session, ids: Sequence[str]) -> Iterator[Someone]:
    found = hiring.applications(session.compartment(HIRING), ids)
    scope.require(session, found)
    for one in found:
        yield Someone(one.id, one.seq, one.stage, {**one.person_fields, **one.fields})


def _visitors(session: Session, ids: Sequence[str]) -> Iterator[Someone]:
    fields = fields_of(session, VISITS)
    found = visits.visits(session.compartment(VISITS), ids)
    in_use.require(session, VISITS, found)
    for one in found:
        shown = visit_views.Shown(session, one)
        values = {field.key: shown.stored(field) for field in fields}
        yield Someone(one.id, one.seq, None, values)


def is_closed(session: Session, file: str, field: Field, stage: str | None) -> bool:
    """Whether the user's roles see nothing of a field where a file keeps it.

    Of a visitor nothing leaves that an emergency alone reveals, whoever sees it masked.
    """
    if file == VISITS and field.emergency_reveal:
        return True
    files = _FILES.get(file, frozenset({file})) & set(field.retention)
    return all(session.access(field, stage=stage, compartment=one) is Access.NONE for one in files)
