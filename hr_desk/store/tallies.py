# SPDX-License-Identifier: Apache-2.0
"""Counts that stay when records go (class STAT), and nothing that points to somebody.

A count is of one thing in one period: no two facts about the same people are crossed. A count of
fewer than five people, with those whose records are still there, is joined to a longer period or
dropped (promises c.3); where a total would give a dropped one away, the next smallest goes too.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from hr_desk.store.compartment import Change, Compartment

SMALLEST: Final = 5
"""The fewest people that a count is kept of."""

OUTCOME: Final = "outcome"
SOURCE: Final = "source"
VISITS: Final = "visits"
LEFT: Final = "left"
"""What is counted: how applications ended, where they came from, visits, people who left."""

YEAR, MONTH, DAY = len("2026"), len("2026-03"), len("2026-03-02")
"""Characters of the three kinds of period."""


@dataclass(frozen=True, slots=True)
class Tally:
    """So many people of one value in a year, month or day (as ISO 8601 writes it)."""

    period: str
    what: str
    value: str
    people: int


def every(file: Compartment) -> tuple[Tally, ...]:
    """Return all counts of a file that are of enough people, the latest period first."""
    rows = file.read(
        "SELECT period, what, value, people FROM tally WHERE people >= ? "
        "ORDER BY period DESC, what, people DESC, value",
        (SMALLEST,),
    )
    return tuple(Tally(*row) for row in rows)


def add(change: Change, what: str, counts: Mapping[tuple[str, str], int]) -> None:
    """Add people to counts: (period, value) to how many."""
    change.executemany(
        "INSERT INTO tally (period, what, value, people) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (period, what, value) DO UPDATE SET people = people + excluded.people",
        [(period, what, value, people) for (period, value), people in sorted(counts.items())],
    )


_SWEPT: Final = {"visits": VISITS, "personnel": LEFT}
"""File to what is counted in it when its rows are removed."""


def count_swept(change: Change) -> None:
    """Count the visits and leavers among the rows that are being removed (temp.swept)."""
    what = _SWEPT.get(change.compartment.name)
    if what is not None:
        add(change, what, _counted(change, "a.seq IN (SELECT seq FROM swept)"))


_THERE: Final = {
    "visits": "SELECT day, count(*) FROM visit a WHERE a.arrived_at IS NOT NULL "
    "AND (a.retention_class IS NULL OR a.retention_class = 'VIS') AND {} GROUP BY day",
    "personnel": "SELECT substr(clock_day, 1, 4), count(*) FROM part a "
    "WHERE a.retention_class = 'EMP' AND substr(a.clock_event, 1, 4) = 'left' AND {} GROUP BY 1",
}
"""File to the people in it that are counted once they go, by the shortest period."""


def _counted(change: Change, condition: str) -> Counter[tuple[str, str]]:
    sql = _THERE[change.compartment.name].format(condition)
    return Counter({(period, ""): people for period, people in change.execute(sql).fetchall()})


def thin_swept(change: Change) -> None:
    """Join or drop what is of too few people, in a file of visits or of personnel."""
    what = _SWEPT.get(change.compartment.name)
    if what is not None:
        there = _counted(change, "1")
        _store(change, what, joined(_stored(change, what), there))


def thin_decisions(change: Change, there: Mapping[str, Mapping[tuple[str, str], int]]) -> None:
    """Drop what is of too few people in hiring; ``there`` is what to the people still there."""
    outcomes = _enough(_stored(change, OUTCOME), there[OUTCOME])
    sources = _enough(_stored(change, SOURCE), there[SOURCE])
    _store(change, OUTCOME, outcomes)
    _store(change, SOURCE, covered(sources, _by_period(outcomes)))


def _by_period(counts: Mapping[tuple[str, str], int]) -> Counter[str]:
    whole: Counter[str] = Counter()
    for (period, _), people in counts.items():
        whole[period] += people
    return whole


def _enough(
    stored: Mapping[tuple[str, str], int], there: Mapping[tuple[str, str], int]
) -> dict[tuple[str, str], int]:
    return {key: people for key, people in stored.items() if people + there.get(key, 0) >= SMALLEST}


def covered(
    counts: Mapping[tuple[str, str], int], whole: Mapping[str, int]
) -> dict[tuple[str, str], int]:
    """Return counts without what a period's whole would give away.

    Where the rest is of one to four people, the smallest count goes too.
    """
    found = dict(counts)
    for period, total in whole.items():
        here = sorted((people, key) for key, people in found.items() if key[0] == period)
        rest = total - sum(people for people, _ in here)
        if here and 0 < rest < SMALLEST:
            del found[here[0][1]]
    return found


def joined(
    stored: Mapping[tuple[str, str], int], there: Mapping[tuple[str, str], int]
) -> dict[tuple[str, str], int]:
    """Return counts of at least five people: small days join their month, small months their year.

    ``there`` are people whose records are still in the file: their day will be counted with them.
    """
    kept, small, coming = {}, Counter(stored), Counter(there)
    for length in (DAY, MONTH, YEAR):
        periods = sorted({period for period, _ in (*small, *coming) if len(period) == length})
        for period in periods:
            people, later = small.pop((period, ""), 0), coming.pop((period, ""), 0)
            if people + later >= SMALLEST:
                kept[period, ""] = people
            elif length > YEAR:
                above = (period[: MONTH if length == DAY else YEAR], "")
                small[above] += people
                coming[above] += later
    return {key: people for key, people in kept.items() if people}


def _stored(change: Change, what: str) -> dict[tuple[str, str], int]:
    rows: Iterable[tuple[str, str, int]] = change.execute(
        "SELECT period, value, people FROM tally WHERE what = ?", (what,)
    ).fetchall()
    return {(period, value): people for period, value, people in rows}


def _store(change: Change, what: str, counts: Mapping[tuple[str, str], int]) -> None:
    if dict(counts) != _stored(change, what):
        change.execute("DELETE FROM tally WHERE what = ?", (what,))
        add(change, what, counts)
