# SPDX-License-Identifier: Apache-2.0
"""One person in one file: who matches a request, what is kept of them, who has read it.

Finding compares whole values: a telephone number, an address, or a whole name. A human is not
linked across records by the program; somebody who reads the file says which of them it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.catalogue.types.documents import ids_of
from hr_desk.domain.reads import READS
from hr_desk.domain.terms import terms_of
from hr_desk.kiosk.joiner_form import SIGNATURE
from hr_desk.operations.session import Session
from hr_desk.operations.told_of import told_of
from hr_desk.store import audit, hiring, payroll, personnel, request_tasks, signatures, visits
from hr_desk.store.compartment import Compartment
from hr_desk.store.parts import PartRecord

FILES: Final = ("visits", "hiring", "personnel", "payroll")
"""The files a request may be about."""

ALIASES: Final = {"full_name": ("full_name", "account_holder")}
"""Under which keys a file may keep what is asked with; others are kept under their own."""

Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """What one record of a file says of somebody: values by key, and where its clock stands.

    ``id`` is what envelopes know it by; ``ids`` are those under which the log names it.
    """

    kind: str
    id: str
    ids: tuple[str, ...]
    fields: Fields
    clocks: tuple[tuple[str, str], ...]
    """Class and the day its clock began, empty while it does not run."""
    earlier: tuple[Fields, ...] = ()
    """What earlier applications of the person say otherwise, the latest of them first."""
    kept: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Key of a value to the clock of the part that keeps it; of records without parts empty."""

    def clock_of(self, key: str) -> tuple[str, str]:
        """Return class and day of the clock that ends a value: of the whole record, the last."""
        if key in self.kept or not self.clocks:
            return self.kept.get(key, ("", ""))
        running = [clock for clock in self.clocks if clock[1]]
        still_open = [clock for clock in self.clocks if not clock[1]]
        return still_open[0] if still_open else max(running, key=lambda clock: clock[1])


@dataclass(frozen=True, slots=True)
class Read:
    """One read: when (UTC, ISO 8601), by whom, how, for which purpose, which fields."""

    at: str
    user: str
    operation: str
    purpose: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recipient:
    """One time somebody else was told: the day (ISO 8601), whom, how to reach them, what (keys)."""

    on: str
    name: str
    contact: str
    fields: tuple[str, ...]


def matching(session: Session, name: str, asked: Fields) -> tuple[PersonRecord, ...]:
    """Return the records of a file with one of these stored values, newest first."""
    file = session.compartment(name)
    if name == "payroll":
        found = [_account(one) for one in payroll.accounts(file)]
    else:
        rows = _rows_having(session, file, asked)
        found = [] if not rows else _of_rows(file, rows)
    return tuple(one for one in found if _matched(one.fields, asked))


def everybody(session: Session, name: str) -> tuple[PersonRecord, ...]:
    """Return every record of a file, newest first."""
    file = session.compartment(name)
    if name == "hiring":
        return tuple(_persons(hiring.applications_where(file, "1", (), limit=-1)))
    if name == "visits":
        return tuple(_visit(file, one) for one in visits.visits_where(file, "1", ()))
    if name == "personnel":
        return tuple(_joiner(one) for one in personnel.where(file, "1", ()))
    return tuple(_account(one) for one in payroll.accounts(file))


def matched_keys(record: PersonRecord, asked: Fields) -> tuple[str, ...]:
    """Return which of the values asked with a record has."""
    return tuple(key for key in asked if _has(record.fields, key, asked[key]))


def _matched(fields: Fields, asked: Fields) -> bool:
    return any(_has(fields, key, value) for key, value in asked.items())


def _has(fields: Fields, key: str, value: Any) -> bool:
    return any(fields.get(name) == value for name in ALIASES.get(key, (key,)))


def _rows_having(session: Session, file: Compartment, asked: Fields) -> list[int]:
    """Return the rows that one of the values' longest search terms points at."""
    kinds = {key: session.catalogue.field(key).search for key in asked}
    found = [terms_of(kinds[key], value, key) for key, value in asked.items()]
    terms = [max(one, key=len) for one in found if one]
    return request_tasks.rows_having(file, terms)


def _of_rows(file: Compartment, rows: Sequence[int]) -> list[PersonRecord]:
    marks = ",".join(map(str, rows))
    if file.name == "hiring":
        condition = f"a.person IN ({marks})"
        return _persons(hiring.applications_where(file, condition, (), limit=-1))
    if file.name == "visits":
        found = visits.visits_where(file, f"seq IN ({marks})", ())
        return [_visit(file, one) for one in found]
    return [_joiner(one) for one in personnel.where(file, f"seq IN ({marks})", ())]


def record_of(file: Compartment, id_: str) -> PersonRecord | None:
    """Return the record behind an id that an envelope was linked with; None where it is gone."""
    if file.name == "hiring":
        known = hiring.applications(file, [id_])
        everything = hiring.applications_of(file, known[0].person_id) if known else []
        found = _persons(everything)
    elif file.name == "visits":
        found = [_visit(file, one) for one in visits.visits(file, [id_])]
    elif file.name == "personnel":
        found = [_joiner(one) for one in personnel.joiners(file, [id_])]
    else:
        found = [_account(one) for one in payroll.accounts(file, [id_])]
    return found[0] if found else None


def _persons(applications: Sequence[hiring.ApplicationRecord]) -> list[PersonRecord]:
    """Return one record for each person, of all their applications; known by the oldest's id."""
    of_person: dict[str, list[hiring.ApplicationRecord]] = {}
    for one in applications:
        of_person.setdefault(one.person_id, []).append(one)
    return [
        PersonRecord(
            kind="candidate",
            id=mine[-1].id,
            ids=(person, *(one.id for one in mine)),
            fields={**_own(mine), **mine[0].person_fields},
            clocks=tuple((one.retention_class or "", _day(one.clock_day)) for one in mine),
            earlier=_earlier(mine),
        )
        for person, mine in of_person.items()
    ]


def _own(applications: Sequence[hiring.ApplicationRecord]) -> dict[str, Any]:
    """Return what the applications say, the newest deciding."""
    return {key: value for one in reversed(applications) for key, value in one.fields.items()}


def _earlier(applications: Sequence[hiring.ApplicationRecord]) -> tuple[Fields, ...]:
    """Return what each earlier application says otherwise than the values that decide."""
    newest = _own(applications)
    said = (
        {key: value for key, value in one.fields.items() if newest[key] != value}
        for one in applications[1:]
    )
    return tuple(one for one in said if one)


def _visit(file: Compartment, one: visits.VisitRecord) -> PersonRecord:
    clock = (one.retention_class or "", _day(one.clock_day))
    signed = {SIGNATURE: one.id} if signatures.texts_of(file, one.id) else {}
    return PersonRecord("visit", one.id, (one.id,), {**one.fields, **signed}, (clock,))


def _joiner(one: personnel.JoinerRecord) -> PersonRecord:
    return PersonRecord("joiner", one.id, (one.id,), one.fields, **_clocks(one.parts))


def _account(one: payroll.AccountRecord) -> PersonRecord:
    return PersonRecord("account", one.id, (one.id,), one.fields, **_clocks(one.parts))


def _clocks(owned: Sequence[PartRecord]) -> dict[str, Any]:
    """Return the clocks of the parts of a record, and which of them keeps which value."""
    clock = {one.kind: (one.retention_class or one.kind, _day(one.clock_day)) for one in owned}
    kept = {key: clock[one.kind] for one in owned for key in one.fields}
    return {"clocks": tuple(clock.values()), "kept": kept}


def _day(day: Any) -> str:
    return "" if day is None else str(day.isoformat())


def contributed_fields(session: Session, record: PersonRecord) -> dict[str, Any]:
    """Return the stored values that go into a case; of documents, whose ids stay here, how many."""
    known, given = session.catalogue.fields, dict(record.fields)
    for key in given:
        if key in known and known[key].type.name in FILE_TYPES:
            given[key] = {"documents": len(ids_of(str(given[key])))}
    return given


def reads_of(session: Session, name: str, record: PersonRecord) -> tuple[Read, ...]:
    """Return every read of a record that the file's log has, oldest first."""
    names = {user.id: user.name for user in session.register.users}
    connection = session.compartment(name).connection
    entries = audit.entries_about(connection, record.ids, limit=-1)
    return tuple(
        Read(one.at, names.get(one.user, one.user), one.operation, one.purpose or "", one.fields)
        for one in reversed(entries)
        if one.operation in READS
    )


def recipients_of(session: Session, name: str, record: PersonRecord) -> tuple[Recipient, ...]:
    """Return who else was told of a record, by the register of its file; the first time first."""
    told = [one for id_ in record.ids for one in told_of(session, name, id_)]
    return tuple(
        Recipient(
            on=one.on.isoformat(),
            name=one.recipient,
            contact=one.contact,
            fields=tuple(told.key for told in one.fields),
        )
        for one in sorted(told, key=lambda one: one.on)
    )
