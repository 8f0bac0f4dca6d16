# SPDX-License-Identifier: Apache-2.0
"""The SQL that finds minors, and counts what the yearly report asks."""

import json
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any, Final

from hr_desk.store import audit
from hr_desk.store.audit import Entry
from hr_desk.store.compartment import Compartment
from hr_desk.store.hiring import ApplicationRecord, applications_where
from hr_desk.store.visits import VisitRecord, visits_where


def perhaps_young(
    hiring: Compartment, *, born_from: date, bands: Collection[str]
) -> list[ApplicationRecord]:
    """Return applications of persons who were born on a day or later, or say they are young."""
    return applications_where(hiring, *_young("p.fields", born_from, bands), limit=-1)


def visits_perhaps_young(
    visits: Compartment, *, born_from: date, bands: Collection[str]
) -> list[VisitRecord]:
    """Return unrestricted visits of people born on a day or later, or who say they are young."""
    condition, values = _young("fields", born_from, bands)
    return visits_where(
        visits, f"({condition}) AND seq NOT IN (SELECT row FROM record_restriction)", values
    )


def _young(fields: str, born_from: date, bands: Collection[str]) -> tuple[str, list[str]]:
    """Return the condition that stored values (a column) speak for a minor, and its values."""
    marks = ",".join("?" * len(bands))
    return (
        f"{fields} ->> '$.birth_date' >= ? OR (length({fields} ->> '$.id_number') = 18 "
        f"AND substr({fields} ->> '$.id_number', 7, 8) >= ?) "
        f"OR {fields} ->> '$.age_band' IN ({marks})"
    ), [born_from.isoformat(), born_from.strftime("%Y%m%d"), *bands]


_PEOPLE: Final = {
    "hiring": "SELECT id, fields FROM person ORDER BY seq",
    "visits": "SELECT id, fields FROM visit ORDER BY seq",
    "personnel": (
        "SELECT j.id, p.fields FROM joiner j JOIN part p ON p.owner = j.seq ORDER BY j.seq"
    ),
    "payroll": (
        "SELECT id, json_object('adult_from', adult_from) FROM account "
        "WHERE adult_from IS NOT NULL ORDER BY seq"
    ),
}


def people(file: Compartment) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the id and the stored values of everybody in a file; a joiner's parts together.

    In payroll that is whoever is known to be a minor.
    """
    found: dict[str, dict[str, Any]] = {}
    for id_, fields in file.read(_PEOPLE[file.name]):
        found.setdefault(id_, {}).update(json.loads(fields))
    yield from found.items()


def ids_of(file: Compartment, id_: str) -> list[str]:
    """Return the ids under which the log names a person: their own and their applications'."""
    if file.name != "hiring":
        return [id_]
    rows = file.read(
        "SELECT a.id FROM application a JOIN person p ON p.seq = a.person WHERE p.id = ?", (id_,)
    )
    return [id_, *(row[0] for row in rows)]


def deleted(file: Compartment, class_: str, first: str, last: str) -> int:
    """Return how many records of a class were swept from a moment (UTC) until before another."""
    rows = file.read("SELECT counts FROM sweep WHERE swept_at >= ? AND swept_at < ?", (first, last))
    return sum(int(json.loads(counts).get(class_, 0)) for (counts,) in rows)


def withdrawn(file: Compartment, key: str, first: str, last: str) -> int:
    """Return how often a consent was noted as taken back here between two moments (UTC).

    What another file noted and told this one of is counted there.
    """
    (found,) = file.read_one(
        "SELECT count(*) FROM audit WHERE json_extract(body, '$.at') >= ?2 "
        "AND json_extract(body, '$.at') < ?3 AND ("
        "(json_extract(body, '$.operation') = 'consent.withdraw' "
        "AND json_extract(body, '$.facts.subject') = ?1) OR "
        "(json_extract(body, '$.operation') = 'joiner.withdraw' "
        "AND ?1 IN (SELECT value FROM json_each(body, '$.fields'))))",
        (key, first, last),
    )
    return int(found)


def entries_of(file: Compartment, id_: str) -> list[Entry]:
    """Return every entry of the log that names a person or an application of theirs, newest first.

    One operation may name both; each entry stands once.
    """
    return audit.entries_about(file.connection, tuple(ids_of(file, id_)), limit=-1)
