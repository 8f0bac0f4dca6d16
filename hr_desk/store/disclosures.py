# SPDX-License-Identifier: Apache-2.0
"""The SQL that asks the register of a file: about one record, and what is still open."""

import json
from collections.abc import Collection
from dataclasses import dataclass

from hr_desk.store.compartment import Compartment


@dataclass(frozen=True, slots=True)
class DisclosureRecord:
    """One finished entry of the register; ``completed_at`` is ISO 8601 in UTC."""

    id: str
    kind: str
    completed_at: str
    recipient: str
    purpose: str
    fields: tuple[str, ...]


def of_record(
    file: Compartment, record: str, *, but: Collection[str], not_to: str
) -> list[DisclosureRecord]:
    """Return the finished entries that name a record, the first one first.

    Left out are kinds of ``but``, and what went to the recipient ``not_to``.
    """
    marks = ",".join("?" * len(but))
    rows = file.read(
        "SELECT id, kind, completed_at, recipient, purpose, fields FROM disclosure "
        f"WHERE completed_at IS NOT NULL AND recipient <> ? AND kind NOT IN ({marks}) "
        "AND EXISTS (SELECT 1 FROM json_each(records) WHERE value = ?) ORDER BY completed_at, seq",
        (not_to, *but, record),
    )
    return [
        DisclosureRecord(id_, kind, at, recipient, purpose, tuple(json.loads(fields)))
        for id_, kind, at, recipient, purpose, fields in rows
    ]


@dataclass(frozen=True, slots=True)
class OpenPrint:
    """A print that was entered and, as far as anybody knows, is on no paper."""

    id: str
    purpose: str
    records: tuple[str, ...]


def open_prints(file: Compartment, user: str, *, since: str) -> list[OpenPrint]:
    """Return a user's prints since a moment (ISO 8601) that are not completed, the newest first.

    One of the same records for the same purpose that came out later stands for it.
    """
    rows = file.read(
        # Only what is new is looked at: a gate prints a hundred papers a day, for three years.
        "SELECT id, purpose, records FROM disclosure AS mine "
        "WHERE seq > coalesce((SELECT seq FROM disclosure WHERE at < ? ORDER BY seq DESC LIMIT 1), "
        "0) AND kind = 'print' AND completed_at IS NULL AND user = ? AND NOT EXISTS ("
        "SELECT 1 FROM disclosure AS later WHERE later.seq > mine.seq AND later.kind = 'print' "
        "AND later.completed_at IS NOT NULL AND later.purpose = mine.purpose "
        "AND later.records = mine.records) ORDER BY seq DESC",
        (since, user),
    )
    return [OpenPrint(id_, purpose, tuple(json.loads(records))) for id_, purpose, records in rows]


def records_of_content(file: Compartment, sha256: str) -> frozenset[str]:
    """Return the records that the register names of a file that left, by its digest."""
    rows = file.read(
        "SELECT DISTINCT value FROM disclosure, json_each(records) WHERE content_sha256 = ?",
        (sha256,),
    )
    return frozenset(str(row[0]) for row in rows)
