# SPDX-License-Identifier: Apache-2.0
"""The SQL of what a decision leaves behind: a stub of classes STUB, and what is counted of it.

Written at the decision and taken back with it. While the application is there the stub is its
own; once the application goes it names nobody, and stays only among five with the same post, stage
and reason (promises c.1).
"""

import json
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hr_desk.store import tallies
from hr_desk.store.compartment import Change, Compartment

FILE: Final = "hiring"
"""The file that has the table."""

CLASS: Final = ("STUB", "decision")

Points = Sequence[Mapping[str, int]]
"""The numbers of each scorecard: criterion to points."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What is kept of one: the post (id), from which stage to which, why, the numbers, whose role.

    ``source`` is counted and not kept; ``stub`` False leaves nothing but counts.
    """

    requisition: str
    stage: str
    outcome: str
    reason: str
    points: Points
    on: date
    role: str
    source: str
    stub: bool


@dataclass(frozen=True, slots=True)
class StubGroup:
    """Stubs with the same post (id), stage and reason: how many, and the points of each card."""

    requisition: str
    stage: str
    reason: str
    people: int
    points: Points
    first_week: date
    last_week: date


def week_of(day: date) -> date:
    """Return the Monday of a day's week: a stub names no exact day."""
    return day - timedelta(days=day.weekday())


def insert(change: Change, application: int, decision: Decision) -> None:
    """Keep what a decision about an application (row number) leaves, in place of an earlier one."""
    remove(change, application)
    # A random key, not a rising number: the order would tell whose each is.
    change.execute(
        "INSERT INTO stub (id, application, requisition, stage, outcome, reason, points, week, "
        "role, source, kept, counted) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
        (secrets.token_hex(16), application, decision.requisition, decision.stage,
         decision.outcome, decision.reason, json.dumps(decision.points, sort_keys=True),
         week_of(decision.on).isoformat(), decision.role, decision.source, int(decision.stub)),
    )  # fmt: skip


def remove(change: Change, application: int) -> None:
    """Forget what was decided about an application (row number): taken back, or never counted."""
    change.execute("DELETE FROM stub WHERE application = ?", (application,))


def settle(change: Change, cutoff: date, *, number: int) -> list[date]:
    """Count the decisions whose applications are gone, and remove what may not stay.

    ``cutoff`` is the last week that is over. Returns the weeks of the stubs that had their years.
    """
    _count(change)
    _drop_small(change)
    rows = change.execute(
        "SELECT id, week FROM stub WHERE application IS NULL AND week <= ?", (cutoff.isoformat(),)
    ).fetchall()
    change.executemany(
        "INSERT INTO tombstone (id, kind, sweep) VALUES (?, 'stub', ?)",
        [(id_, number) for id_, _ in rows],
    )
    change.executemany("DELETE FROM stub WHERE id = ?", [(id_,) for id_, _ in rows])
    return [date.fromisoformat(week) for _, week in rows]


def _count(change: Change) -> None:
    """Add what is newly alone to the counts; a stub that is counted keeps no source."""
    for what in (tallies.OUTCOME, tallies.SOURCE):
        tallies.add(change, what, _by(change, what, "application IS NULL AND counted = 0"))
    change.execute("DELETE FROM stub WHERE application IS NULL AND kept = 0")
    change.execute("UPDATE stub SET counted = 1, source = '' WHERE application IS NULL")
    attached = "application IS NOT NULL"
    there = {what: _by(change, what, attached) for what in (tallies.OUTCOME, tallies.SOURCE)}
    tallies.thin_decisions(change, there)


def _by(change: Change, column: str, condition: str) -> Counter[tuple[str, str]]:
    rows = change.execute(
        f"SELECT substr(week, 1, 4), {column}, count(*) FROM stub WHERE {condition} GROUP BY 1, 2"
    ).fetchall()
    return Counter({(year, value): people for year, value, people in rows})


def _drop_small(change: Change) -> None:
    """Drop what stands alone among fewer than five; who is still there counts."""
    change.execute(
        "DELETE FROM stub WHERE application IS NULL AND (requisition, stage, reason) IN "
        "(SELECT requisition, stage, reason FROM stub WHERE kept = 1 "
        "GROUP BY requisition, stage, reason HAVING count(*) < ?)",
        (tallies.SMALLEST,),
    )


def oldest(file: Compartment) -> date | None:
    """Return the first week of a stub that stands alone; None where there is none."""
    row = file.read_one("SELECT min(week) FROM stub WHERE application IS NULL")
    return date.fromisoformat(row[0]) if row and row[0] else None


def groups(file: Compartment) -> tuple[StubGroup, ...]:
    """Return the stubs that stand alone, group by group, the latest first."""
    rows = file.read(
        "SELECT requisition, stage, reason, count(*), json_group_array(json(points)), min(week), "
        "max(week) FROM stub WHERE application IS NULL GROUP BY requisition, stage, reason "
        "ORDER BY max(week) DESC, requisition, stage, reason"
    )
    return tuple(
        StubGroup(
            requisition, stage, reason, people,
            tuple(card for cards in json.loads(points) for card in cards),
            date.fromisoformat(first), date.fromisoformat(last),
        )
        for requisition, stage, reason, people, points, first, last in rows
    )  # fmt: skip
