# SPDX-License-Identifier: Apache-2.0
"""The SQL that counts: how far applications came, how long that took, what ends when.

Everything is counted over what is in the file. A person who was deleted is in no count any more,
with all applications and steps of theirs.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from hr_desk.store.compartment import Compartment
from hr_desk.store.due_days import tables_of

Periods = Mapping[tuple[str, str], int]
"""(class, event) to days in force."""

Condition = tuple[str, Sequence[Any]]
"""A condition on applications ``a``, and its values."""

EVERYTHING: Final[Condition] = ("1", ())


@dataclass(frozen=True, kw_only=True)
class Taken:
    """Which applications are counted: taken in from ``start`` on and before ``end`` (UTC).

    ``requisition_id`` narrows it to one requisition, ``within`` by a condition on applications
    ``a`` with its values.
    """

    start: datetime
    end: datetime
    requisition_id: str | None = None
    within: Condition = EVERYTHING


_FARTHEST: Final = (
    "SELECT s.application, max(CASE s.stage {cases} ELSE 0 END) AS reached FROM step s "
    "{where} GROUP BY s.application HAVING min(s.at) >= ? AND min(s.at) < ?"
)


def _farthest(taken: Taken, orders: Mapping[str, float]) -> tuple[str, list[Any]]:
    """Return the query of each counted application with the highest order it has reached."""
    cases = "WHEN ? THEN ? " * len(orders)
    values: list[Any] = [part for pair in orders.items() for part in pair]
    where = _counted(taken, "s.application", values)
    values += _moments(taken)
    return _FARTHEST.format(cases=cases, where=where), values


def _counted(taken: Taken, column: str, values: list[Any]) -> str:
    condition, more = taken.within
    if taken.requisition_id is not None:
        condition += " AND a.requisition = (SELECT seq FROM requisition WHERE id = ?)"
        more = [*more, taken.requisition_id]
    if condition == EVERYTHING[0]:
        return ""
    values.extend(more)
    return f"WHERE {column} IN (SELECT a.seq FROM application a WHERE {condition})"


def _moments(taken: Taken) -> list[str]:
    return [moment.isoformat(timespec="seconds") for moment in (taken.start, taken.end)]


def farthest(hiring: Compartment, taken: Taken, orders: Mapping[str, float]) -> dict[float, int]:
    """Return how many applications came how far at most: order of a stage to number.

    ``orders`` are the stages that count as a way made; 0 stands for none of them.
    """
    query, values = _farthest(taken, orders)
    rows = hiring.read(f"SELECT reached, count(*) FROM ({query}) GROUP BY reached", values)
    return dict(rows)


def stays(hiring: Compartment, taken: Taken) -> dict[str, dict[int, int]]:
    """Return how long stages lasted that were left: stage to days to number of stays.

    A step that is noted later than it happened (an offer accepted by phone, a first day) may lie
    before the one it follows: it took no time.
    """
    values: list[Any] = []
    where = _counted(taken, "application", values)
    rows = hiring.read(
        "SELECT stage, days, count(*) FROM (SELECT stage, "
        "max(0, CAST(julianday(lead(stage_on) OVER own) - julianday(stage_on) AS INTEGER)) "
        "AS days, "
        "first_value(at) OVER own AS taken_at "
        f"FROM step {where} WINDOW own AS (PARTITION BY application ORDER BY seq)) "
        "WHERE days IS NOT NULL AND taken_at >= ? AND taken_at < ? GROUP BY stage, days",
        [*values, *_moments(taken)],
    )
    found: dict[str, dict[int, int]] = {}
    for stage, days, number in rows:
        found.setdefault(stage, {})[days] = number
    return found


def sources(
    hiring: Compartment, taken: Taken, orders: Mapping[str, float], *, field: str, accepted: float
) -> dict[str | None, tuple[int, int]]:
    """Return code of a field of applications (None: not given) to (taken in, accepted).

    Accepted is who reached a stage of the order ``accepted`` or a later one.
    """
    query, values = _farthest(taken, orders)
    rows = hiring.read(
        "SELECT json_extract(a.fields, ?), count(*), sum(f.reached >= ?) "
        f"FROM ({query}) f JOIN application a ON a.seq = f.application GROUP BY 1",
        [f"$.{field}", accepted, *values],
    )
    return {code: (taken_in, reached) for code, taken_in, reached in rows}


def ending(
    file: Compartment, periods: Periods, *, first: date, last: date,
    within: Condition = EVERYTHING,
) -> dict[tuple[str, int], int]:  # fmt: skip
    """Return how many records end in which week: (class, weeks after ``first``) to number.

    What was due before ``first`` counts in week 0. A person counts once, under the class of the
    clock that ends last, and not at all while an application is open or ends after ``last``. Read
    from the index of the clocks; ``periods`` are those that run (store.due_days.running).
    ``within`` narrows it, in the hiring file, to persons with such an application.
    """
    if not periods:
        return {}
    parts, values = [], []
    clocks = [(table, *one) for table in tables_of(file) for one in sorted(periods.items())]
    for table, (class_, event), days in clocks:
        parts.append(_ending_part(table, days))
        values += [class_, event, (last - timedelta(days=days)).isoformat()]
    together = " UNION ALL ".join(parts)
    if file.name == "hiring":
        # A bare column beside max() is taken from the row of the maximum.
        together = (
            f"SELECT class, max(due) AS due FROM ({together}) d GROUP BY d.who "
            "HAVING count(*) = (SELECT count(*) FROM application b WHERE b.person = d.who) "
            f"AND EXISTS (SELECT 1 FROM application a WHERE a.person = d.who AND {within[0]})"
        )
        values += within[1]
    rows = file.read(
        "SELECT class, max(0, CAST((julianday(due) - julianday(?)) / 7 AS INTEGER)) AS week, "
        f"count(*) FROM ({together}) GROUP BY class, week",
        [first.isoformat(), *values],
    )
    return {(class_, week): number for class_, week, number in rows}


def _ending_part(table: str, days: int) -> str:
    who = "a.person" if table == "application" else "a.seq"
    return (
        f"SELECT {who} AS who, a.retention_class AS class, "
        f"date(a.clock_day, '+{int(days)} days') AS due FROM {table} a "
        "WHERE a.retention_class = ? AND a.clock_event = ? AND a.clock_day <= ?"
    )


def drafts_ending(file: Compartment, *, first: date, last: date, kept: int) -> dict[int, int]:
    """Return how many drafts end in which week after ``first``, until ``last``."""
    rows = file.read(
        "SELECT max(0, CAST((julianday(typed_on) + ? - julianday(?)) / 7 AS INTEGER)) AS week, "
        "count(*) FROM draft WHERE typed_on <= ? GROUP BY week",
        (kept, first.isoformat(), (last - timedelta(days=kept)).isoformat()),
    )
    return dict(rows)


def chosen_stages(hiring: Compartment, requisition_id: str | None) -> Collection[str]:
    """Return the choosable stages that one requisition has, or any of them."""
    which, values = ("", ()) if requisition_id is None else ("WHERE r.id = ?", (requisition_id,))
    rows: Sequence[Any] = hiring.read(
        f"SELECT DISTINCT one.value FROM requisition r, json_each(r.stages) one {which}", values
    )
    return frozenset(row[0] for row in rows)
