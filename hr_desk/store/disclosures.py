# SPDX-License-Identifier: Apache-2.0
"""The SQL that asks the register of a file about one record."""

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


def records_of_content(file: Compartment, sha256: str) -> frozenset[str]:
    """Return the records that the register names of a file that left, by its digest."""
    rows = file.read(
        "SELECT DISTINCT value FROM disclosure, json_each(records) WHERE content_sha256 = ?",
        (sha256,),
    )
    return frozenset(str(row[0]) for row in rows)
