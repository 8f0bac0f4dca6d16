# SPDX-License-Identifier: Apache-2.0
"""The SQL of evaluations in the personnel file: what interviewers found of somebody hired."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.parts import PartRecord


@dataclass(frozen=True, slots=True)
class EvaluationRecord:
    """What one interviewer found in one interview.

    ``held_at`` is when it began (UTC, ISO 8601); ``remarks`` (by criterion), ``test_score`` and
    ``note`` are stored catalogue values.
    """

    held_at: str
    interviewer: str
    points: Mapping[str, int]
    remarks: Mapping[str, Any]
    proposal: str | None
    test_score: Any
    note: Any


def put(change: Change, part: PartRecord, found: Sequence[EvaluationRecord]) -> None:
    """Keep evaluations with a part; one of the same interview and interviewer is replaced."""
    change.executemany(
        "INSERT OR REPLACE INTO evaluation (part, held_at, interviewer, points, remarks, proposal, "
        "score, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (part.seq, one.held_at, one.interviewer, json.dumps(one.points, sort_keys=True),
             _json(dict(one.remarks)), one.proposal, _json(one.test_score), _json(one.note))
            for one in found
        ],
    )  # fmt: skip


def of_part(file: Compartment, part: PartRecord) -> list[EvaluationRecord]:
    """Return the evaluations that hang on a part, in the order of the interviews."""
    rows = file.read(
        "SELECT held_at, interviewer, points, remarks, proposal, score, note FROM evaluation "
        "WHERE part = ? ORDER BY held_at, seq",
        (part.seq,),
    )
    return [
        EvaluationRecord(
            row[0],
            row[1],
            json.loads(row[2]),
            json.loads(row[3]),
            row[4],
            _loaded(row[5]),
            _loaded(row[6]),
        )
        for row in rows
    ]


def joiners_with(file: Compartment) -> list[str]:
    """Return the ids of the joiners of whom evaluations are kept."""
    rows = file.read(
        "SELECT DISTINCT j.id FROM evaluation e JOIN part p ON p.seq = e.part "
        "JOIN joiner j ON j.seq = p.owner"
    )
    return [id_ for (id_,) in rows]


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _loaded(stored: str | None) -> Any:
    return None if stored is None else json.loads(stored)
