# SPDX-License-Identifier: Apache-2.0
"""The list of candidates as a board: a column for each stage, the newest of it, and its number."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hr_desk.operations.candidates import (
    ApplicationRow,
    ListQuery,
    count_applications,
    list_applications,
)
from hr_desk.operations.session import Session

FIRST: int = 60
"""Cards of a column that are read; whoever looks for more narrows the filter."""


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One stage: how many applications of the query stand there, and the newest of them.

    ``count`` is that of the cards where words are searched for: who searches reads, not counts.
    """

    stage: str
    count: int
    rows: tuple[ApplicationRow, ...]


def board(session: Session, query: ListQuery, *, stages: Sequence[str]) -> tuple[BoardColumn, ...]:
    """Return a column for each of the stages, over the query of the list.

    Raises CompartmentClosed, NotPermitted.
    """
    return tuple(_column(session, query, stage) for stage in stages)


def _column(session: Session, query: ListQuery, stage: str) -> BoardColumn:
    own = replace(query, stages=(stage,), before=None, limit=FIRST)
    if query.stages and stage not in query.stages:
        return BoardColumn(stage, 0, ())
    rows = list_applications(session, own).rows
    count = len(rows) if query.text.strip() else count_applications(session, own)
    return BoardColumn(stage, count, rows)
