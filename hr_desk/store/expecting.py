# SPDX-License-Identifier: Apache-2.0
"""The SQL of series of expected visits, of invitation codes, and of what a brought code led to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.days import as_day, as_text

WEEKLY, LIST = "weekly", "list"
"""How the visits of a series came: every week, or from one list."""

_MOST_VARIABLES: Final = 500


@dataclass(frozen=True, slots=True)
class SeriesRecord:
    """What visits of one series have in common; a list has neither weekdays nor an end."""

    id: str
    how: str
    user: str
    made_at: str
    weekdays: frozenset[int]
    until: date | None
    working_days: bool


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """One invitation code: its visit, and since when it is used or void."""

    code: str
    visit: str
    used: bool
    void: bool


def insert_series(change: Change, series: SeriesRecord, visits: Iterable[str]) -> None:
    """Write a series with its visits (ids)."""
    weekdays = "".join(str(day) for day in sorted(series.weekdays))
    change.execute(
        "INSERT INTO series (id, how, user, made_at, weekdays, until, working_days) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (series.id, series.how, series.user, series.made_at, weekdays, as_text(series.until),
         int(series.working_days)),
    )  # fmt: skip
    change.executemany(
        "INSERT INTO series_visit (visit, series) VALUES (?, ?)",
        [(visit, series.id) for visit in visits],
    )
    change.touched("series", series.id)


def series(file: Compartment, id_: str) -> SeriesRecord | None:
    """Return one series, or None."""
    found = [one for one in all_series(file) if one.id == id_]
    return found[0] if found else None


def all_series(file: Compartment) -> list[SeriesRecord]:
    """Return every series, the newest first."""
    rows = file.read(
        "SELECT id, how, user, made_at, weekdays, until, working_days FROM series "
        "ORDER BY made_at DESC, id"
    )
    return [
        SeriesRecord(id_, how, user, at, frozenset(map(int, weekdays)), as_day(until), bool(only))
        for id_, how, user, at, weekdays, until, only in rows
    ]


def series_of(file: Compartment, visits: Collection[str]) -> dict[str, str]:
    """Return visit to series, for those of these visits (ids) that are in one."""
    found: dict[str, str] = {}
    for some in _portions(visits):
        rows = file.read(
            f"SELECT visit, series FROM series_visit WHERE visit IN ({_marks(some)})", some
        )
        found.update(dict(rows))
    return found


def visits_in(file: Compartment, series_id: str) -> list[str]:
    """Return the ids of the visits of a series that are still there."""
    rows = file.read("SELECT visit FROM series_visit WHERE series = ?", (series_id,))
    return [str(visit) for (visit,) in rows]


def insert_code(change: Change, code: str, visit: str) -> None:
    """Write a new code of an expected visit."""
    change.execute(
        "INSERT INTO invitation_code (code, visit, made_at) VALUES (?, ?, ?)",
        (code, visit, _now(change)),
    )
    change.touched("visit", visit)


def void_codes(change: Change, visit: str) -> None:
    """Let nobody come in by the codes of a visit any more."""
    change.execute(
        "UPDATE invitation_code SET voided_at = ? WHERE visit = ? AND voided_at IS NULL",
        (_now(change), visit),
    )


def use_code(change: Change, code: str) -> None:
    """Note that a guest came with a code."""
    change.execute("UPDATE invitation_code SET used_at = ? WHERE code = ?", (_now(change), code))


def code(file: Compartment, text: str) -> CodeRecord | None:
    """Return one code, or None."""
    row = file.read_one(
        "SELECT code, visit, used_at IS NOT NULL, voided_at IS NOT NULL FROM invitation_code "
        "WHERE code = ?",
        (text,),
    )
    return None if row is None else CodeRecord(row[0], row[1], bool(row[2]), bool(row[3]))


def valid_codes(file: Compartment, visits: Collection[str]) -> dict[str, str]:
    """Return visit to code, for those of these visits (ids) that have one nobody has used."""
    found: dict[str, str] = {}
    for some in _portions(visits):
        rows = file.read(
            f"SELECT visit, code FROM invitation_code WHERE visit IN ({_marks(some)}) "
            "AND used_at IS NULL AND voided_at IS NULL",
            some,
        )
        found.update(dict(rows))
    return found


def note_brought(change: Change, visit: str, *, standing: str, expected: str) -> None:
    """Keep what became of the code a visitor brought; ``expected`` is the visit it names, or ""."""
    change.execute(
        "INSERT INTO brought_code (visit, standing, expected) VALUES (?, ?, ?)",
        (visit, standing, expected),
    )


def brought(file: Compartment, visits: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return visit to standing and expected visit, for those that brought a code."""
    found: dict[str, tuple[str, str]] = {}
    for some in _portions(visits):
        rows = file.read(
            f"SELECT visit, standing, expected FROM brought_code WHERE visit IN ({_marks(some)})",
            some,
        )
        found.update({visit: (standing, expected) for visit, standing, expected in rows})
    return found


def _portions(ids: Collection[str]) -> Iterable[list[str]]:
    listed = list(ids)
    for start in range(0, len(listed), _MOST_VARIABLES):
        yield listed[start : start + _MOST_VARIABLES]


def _marks(ids: Collection[str]) -> str:
    return ",".join("?" * len(ids))


def _now(change: Change) -> str:
    return change.now.isoformat(timespec="seconds")
