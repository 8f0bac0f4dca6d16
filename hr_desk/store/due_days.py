# SPDX-License-Identifier: Apache-2.0
"""The next due day of a file, and the small file beside it that says this day without a key.

``hiring.due`` holds one day and nothing else, so that a desk which nobody opens any more still
shows that something should have been deleted. It proves nothing: whoever can write the folder can
change it, and the next session puts it right.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from hr_desk.store import holds, references
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.desk_files import replace_whole

SUFFIX: Final = ".due"
_LONGEST: Final = 32
"""Bytes of a mark that are read at most; a day has ten."""

Periods = Mapping[tuple[str, str], int]
"""(class, event) to days in force."""

TABLES: Final = {
    "hiring": "application",
    "visits": "visit",
    "personnel": "part",
    "payroll": "part",
}
"""The table whose rows carry the clocks of a file; ``tables_of`` knows those of ``privacy`` too."""

OWNER: Final = {"hiring": "person", "visits": "seq", "personnel": "owner", "payroll": "owner"}
"""The column of that table by which a hold knows whose row it is."""

_TOGETHER: Final = {"application": "person"}
"""What the rows of one human have in common: they go together, with the last of them."""


def tables_of(file: Compartment) -> tuple[str, ...]:
    """Return the tables whose rows carry the clocks of a file.

    In ``privacy`` each kind of case has a table, known by its columns: a later kind is swept and
    certified without a line here.
    """
    if file.name in TABLES:
        return (TABLES[file.name],)
    return tuple(references.clocked(file.connection)) if file.name == "privacy" else ()


def running(file: Compartment, periods: Periods) -> dict[tuple[str, str], int]:
    """Return those of the periods whose clocks run in a file: one look into the index for each."""
    asked = [
        f"SELECT 1 FROM {table} WHERE retention_class = ? AND clock_event = ? LIMIT 1"
        for table in tables_of(file)
    ]
    return {
        key: days for key, days in periods.items() if any(file.read_one(one, key) for one in asked)
    }


def count_running(file: Compartment, class_key: str, event: str) -> int:
    """Return how many clocks of a class and event run in a file."""
    counted = "SELECT count(*) FROM {} WHERE retention_class = ? AND clock_event = ?"
    found = [file.read_one(counted.format(table), (class_key, event)) for table in tables_of(file)]
    return sum(int(row[0]) for row in found)


def rename_event(change: Change, class_key: str, event: str, *, to: str) -> None:
    """Let the clocks of a class and event that run be known by another event."""
    for table in tables_of(change.compartment):
        change.execute(
            f"UPDATE {table} SET clock_event = ? WHERE retention_class = ? AND clock_event = ?",
            (to, class_key, event),
        )


def next_record(file: Compartment, periods: Periods, *, today: date) -> date | None:
    """Return the day on which the next record of a file is due; None where no clock runs.

    Each class and event is read from its oldest clock on, in an index, until one that decides.
    What a hold keeps on ``today`` is due after its review day at the earliest.
    """
    kept = holds.kept(file, on=today)
    days = [
        _next_of(file, table, periods, key, kept) for table in tables_of(file) for key in periods
    ]
    days += [_held_until(file, periods, row, last) for row, last in kept.items()]
    return min((day for day in days if day is not None), default=None)


def _held_until(file: Compartment, periods: Periods, row: int, last: date) -> date | None:
    """Return the day on which something of a held record may go; None while no clock of it runs."""
    (table,) = tables_of(file)
    clocks = file.read(
        f"SELECT retention_class, clock_event, clock_day FROM {table} "
        f"WHERE {OWNER[file.name]} = ?", (row,),
    )  # fmt: skip
    days = [
        date.fromisoformat(day) + timedelta(days=periods[class_, event])
        for class_, event, day in clocks
        if (class_, event) in periods
    ]
    together = table in _TOGETHER
    if not days or (together and len(days) < len(clocks)):
        return None
    return max(max(days) if together else min(days), last + timedelta(days=1))


def _next_of(
    file: Compartment, table: str, periods: Periods, key: tuple[str, str], kept: Mapping[int, date]
) -> date | None:
    own = f"date(a.clock_day, '+{periods[key]} days')"
    alone, values = _decides(table, own, periods)
    free = ""
    if kept:
        # Row numbers stand in the text: there may be more of them than a statement has places.
        free = f"AND a.{OWNER[file.name]} NOT IN ({','.join(map(str, kept))})"
    row = file.read_one(
        f"SELECT {own} FROM {table} a WHERE a.retention_class = ? AND a.clock_event = ? "
        f"AND a.clock_day IS NOT NULL {free} {alone} ORDER BY a.clock_day LIMIT 1",
        (*key, *values),
    )
    return None if row is None else date.fromisoformat(row[0])


def _decides(table: str, own: str, periods: Periods) -> tuple[str, list[str]]:
    """Return the condition that no other row of the same human is open or ends later."""
    if table not in _TOGETHER:
        return "", []
    cases, values = [], []
    for (class_, event), days in sorted(periods.items()):
        cases.append("WHEN b.retention_class = ? AND b.clock_event = ? "
                     f"THEN date(b.clock_day, '+{int(days)} days')")  # fmt: skip
        values += [class_, event]
    same = _TOGETHER[table]
    other = f"CASE {' '.join(cases)} END"
    return (
        f"AND NOT EXISTS (SELECT 1 FROM {table} b WHERE b.{same} = a.{same} "
        f"AND ifnull({other}, '9999-12-31') > {own})"
    ), values


def oldest_certificate(file: Compartment) -> date | None:
    """Return the day (Asia/Shanghai) of the oldest certified sweep of a file."""
    row = file.read_one(
        "SELECT min(date(swept_at, '+8 hours')) FROM sweep WHERE certificate IS NOT NULL"
    )
    return date.fromisoformat(row[0]) if row and row[0] else None


def oldest_draft(file: Compartment) -> date | None:
    """Return the day on which the oldest draft of a file was typed."""
    row = file.read_one("SELECT min(typed_on) FROM draft")
    return date.fromisoformat(row[0]) if row and row[0] else None


def write_mark(folder: Path, compartment: str, day: date | None) -> None:
    """Say beside a file when its next record is due; nothing is written if it says so already.

    Raises DiskFull, FolderReadOnly.
    """
    path = folder / f"{compartment}{SUFFIX}"
    if day is None:
        with suppress(OSError):
            path.unlink(missing_ok=True)
    elif _day_in(path) != day:
        replace_whole(path, f"{day.isoformat()}\n".encode("ascii"))


def marks(folder: Path) -> dict[str, date]:
    """Return the next due day of each compartment, as far as the marks can be read."""
    return dict(_readable(folder))


def _readable(folder: Path) -> Iterator[tuple[str, date]]:
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        day = None if path.name.startswith(".") else _day_in(path)
        if day is not None:
            yield path.stem, day


def _day_in(path: Path) -> date | None:
    try:
        with path.open("rb") as file:
            return date.fromisoformat(file.read(_LONGEST).decode("ascii").strip())
    except (OSError, ValueError):
        return None
