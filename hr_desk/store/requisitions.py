# SPDX-License-Identifier: Apache-2.0
"""The SQL of requisitions: what is to be filled, and how many applications stand where."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.days import as_day, as_text


@dataclass(frozen=True, slots=True)
class RequisitionRecord:
    """One requisition; ``closed_on`` is None while it is open.

    ``kind`` is a code of the list requisition_kind, ``stages`` are its choosable stages,
    ``deputies`` the ids of users who stand in for its owner.
    """

    seq: int
    id: str
    version: int
    title: str
    department: str
    place: str
    head_count: int
    owner: str
    opened_on: date
    closed_on: date | None
    close_reason: str | None
    close_entry: int | None
    kind: str
    stages: tuple[str, ...]
    deputies: tuple[str, ...]


_REQUISITION: Final = (
    "SELECT seq, id, version, title, department, place, head_count, owner, opened_on, closed_on, "
    "close_reason, close_entry, kind, stages, deputies FROM requisition"
)


def _requisition(row: Sequence[Any]) -> RequisitionRecord:
    return RequisitionRecord(
        seq=row[0],
        id=row[1],
        version=row[2],
        title=row[3],
        department=row[4],
        place=row[5],
        head_count=row[6],
        owner=row[7],
        opened_on=date.fromisoformat(row[8]),
        closed_on=as_day(row[9]),
        close_reason=row[10],
        close_entry=row[11],
        kind=row[12],
        stages=tuple(json.loads(row[13])),
        deputies=tuple(json.loads(row[14])),
    )


def requisitions(hiring: Compartment, *, include_closed: bool) -> list[RequisitionRecord]:
    """Return requisitions, newest first."""
    which = "" if include_closed else " WHERE closed_on IS NULL"
    return [_requisition(row) for row in hiring.read(f"{_REQUISITION}{which} ORDER BY seq DESC")]


def requisition(hiring: Compartment, id_: str) -> RequisitionRecord | None:
    """Return one requisition, or None."""
    row = hiring.read_one(f"{_REQUISITION} WHERE id = ?", (id_,))
    return None if row is None else _requisition(row)


SHARED: Final = "any_post"
"""The kind (requisition_kind) whose applications every recruiter works on."""


def open_to(hiring: Compartment, user: str) -> tuple[dict[str, int], int]:
    """Return the requisitions a user owns, stands in for or shares: id to row number.

    Beside them the number of all there are. The one place where it is said whose a requisition is.
    """
    rows = hiring.read(
        "SELECT id, seq, owner = ? OR kind = ? OR instr(deputies, ?) > 0 FROM requisition",
        (user, SHARED, json.dumps(user)),
    )
    return {id_: seq for id_, seq, mine in rows if mine}, len(rows)


def requisition_counts(hiring: Compartment) -> dict[tuple[int, str], int]:
    """Return how many applications stand where: (requisition row, stage) to number."""
    rows = hiring.read(
        "SELECT requisition, stage, count(*) FROM application GROUP BY requisition, stage"
    )
    return {(row[0], row[1]): row[2] for row in rows}


def counts_of(hiring: Compartment, requisition_seq: int) -> dict[str, int]:
    """Return how many applications of one requisition (row number) stand at each stage."""
    return dict(
        hiring.read(
            "SELECT stage, count(*) FROM application WHERE requisition = ? GROUP BY stage",
            (requisition_seq,),
        )
    )


def write_requisition(change: Change, record: RequisitionRecord) -> None:
    """Add a requisition (``seq`` 0), or put the record in the place of the one with its id."""
    columns = {
        "id": record.id,
        "version": record.version,
        "title": record.title,
        "department": record.department,
        "place": record.place,
        "head_count": record.head_count,
        "owner": record.owner,
        "opened_on": record.opened_on.isoformat(),
        "closed_on": as_text(record.closed_on),
        "close_reason": record.close_reason,
        "close_entry": record.close_entry,
        "kind": record.kind,
        "stages": json.dumps(record.stages),
        "deputies": json.dumps(record.deputies),
    }
    change.execute(
        f"INSERT INTO requisition ({', '.join(columns)}) "
        f"VALUES ({', '.join('?' * len(columns))}) ON CONFLICT (id) DO UPDATE SET "
        + ", ".join(f"{name} = excluded.{name}" for name in columns if name != "id"),
        tuple(columns.values()),
    )
    change.wrote("requisition", record.id, columns)


def closed_by(hiring: Compartment, entry: int) -> list[RequisitionRecord]:
    """Return the requisitions that one audit entry closed."""
    rows = hiring.read(f"{_REQUISITION} WHERE close_entry = ?", (entry,))
    return [_requisition(row) for row in rows]


def reopen(change: Change, record: RequisitionRecord) -> None:
    """Open a closed requisition again."""
    opened = replace(
        record, version=record.version + 1, closed_on=None, close_reason=None, close_entry=None
    )
    write_requisition(change, opened)
