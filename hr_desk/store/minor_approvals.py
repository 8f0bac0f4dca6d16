# SPDX-License-Identifier: Apache-2.0
"""The SQL of approvals to read about minors, and of the minors that a read names."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment

SINCE: Final = "minor_reads_after"
"""The fact of the last entry that was written before reads could name an approval."""


@dataclass(frozen=True, slots=True)
class ApprovalRecord:
    """One approval; ``terms`` is what the approver signed, moments are ISO 8601 in UTC."""

    id: str
    terms: str
    asked_by: str
    asked_at: str
    approved_by: str | None = None
    approved_at: str | None = None
    signature: bytes | None = None
    ended_at: str | None = None


def every(file: Compartment) -> list[ApprovalRecord]:
    """Return all approvals of a file, the latest asked for first."""
    rows = file.read(
        "SELECT id, terms, asked_by, asked_at, approved_by, approved_at, signature, ended_at "
        "FROM minor_approval ORDER BY seq DESC"
    )
    return [ApprovalRecord(*row) for row in rows]


def insert(change: Change, record: ApprovalRecord) -> None:
    """Write what was asked for."""
    change.execute(
        "INSERT INTO minor_approval (id, terms, asked_by, asked_at) VALUES (?, ?, ?, ?)",
        (record.id, record.terms, record.asked_by, record.asked_at),
    )
    change.wrote("minor_approval", record.id, {"terms": record.terms})


def approve(change: Change, id_: str, *, by: str, signature: bytes) -> None:
    """Write who approved, and their signature."""
    at = change.now.isoformat(timespec="seconds")
    change.execute(
        "UPDATE minor_approval SET approved_by = ?, approved_at = ?, signature = ? WHERE id = ?",
        (by, at, signature, id_),
    )
    change.wrote("minor_approval", id_, {"approved_by": by, "at": at})


def end(change: Change, id_: str) -> None:
    """Write that nothing is read under it any more."""
    at = change.now.isoformat(timespec="seconds")
    change.execute("UPDATE minor_approval SET ended_at = ? WHERE id = ?", (at, id_))
    change.wrote("minor_approval", id_, {"ended_at": at})


_YOUNG: Final = (
    "(fields ->> '$.birth_date' >= ?2 OR (length(fields ->> '$.id_number') = 18 "
    "AND substr(fields ->> '$.id_number', 7, 8) >= ?3) "
    "OR fields ->> '$.age_band' IN (SELECT value FROM json_each(?4)))"
)
_NAMED: Final = {
    "hiring": (
        "SELECT p.id, p.fields FROM person p WHERE p.seq IN ("
        "SELECT seq FROM person WHERE id IN (SELECT value FROM json_each(?1)) UNION "
        "SELECT person FROM application WHERE id IN (SELECT value FROM json_each(?1))) AND "
        + _YOUNG
    ),
    "visits": (
        "SELECT id, fields FROM visit WHERE id IN (SELECT value FROM json_each(?1)) AND " + _YOUNG
    ),
    "personnel": (
        "SELECT j.id, p.fields FROM joiner j JOIN part p ON p.owner = j.seq "
        "WHERE j.id IN (SELECT value FROM json_each(?1)) AND " + _YOUNG
    ),
    "payroll": (
        "SELECT id, json_object('adult_from', adult_from) FROM account WHERE id IN "
        "(SELECT value FROM json_each(?1)) AND adult_from IS NOT NULL"
    ),
}
FILES: Final = tuple(_NAMED)
"""The files that know who is below eighteen."""

PAYROLL: Final = "payroll"
"""The one of them that keeps no birthday: its people are those of personnel, and counted there."""


def perhaps_young_among(
    file: Compartment, ids: Collection[str], *, born_from: date, bands: Sequence[str]
) -> list[tuple[str, dict[str, Any]]]:
    """Return id and stored values of whom ``ids`` name (or their applications) and may be young.

    One query, whatever their number; an applicant is named by the id of the person.
    """
    ages = (born_from.isoformat(), born_from.strftime("%Y%m%d"), json.dumps(list(bands)))
    asked = (json.dumps(list(ids)), *(() if file.name == PAYROLL else ages))
    rows = file.read(_NAMED[file.name], asked)
    return [(id_, json.loads(fields)) for id_, fields in rows]
