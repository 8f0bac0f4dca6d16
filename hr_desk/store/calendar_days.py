# SPDX-License-Identifier: Apache-2.0
"""The SQL of the calendar's corrections: single days, and years whose whole notice is in."""

from collections.abc import Mapping
from datetime import date

from hr_desk.store.compartment import Change, Compartment


def days(file: Compartment) -> dict[date, tuple[bool, str]]:
    """Return day to (people work, where it is written), in order."""
    rows = file.read("SELECT day, works, source FROM calendar_day ORDER BY day")
    return {date.fromisoformat(day): (bool(works), source) for day, works, source in rows}


def years(file: Compartment) -> dict[int, str]:
    """Return the years whose whole notice is in, with its name."""
    return dict(file.read("SELECT year, source FROM calendar_year ORDER BY year"))


def put(change: Change, works: Mapping[date, bool], *, source: str) -> None:
    """Set days, each replacing what was said of it."""
    change.executemany(
        "INSERT OR REPLACE INTO calendar_day (day, works, source) VALUES (?, ?, ?)",
        [(day.isoformat(), int(at_work), source) for day, at_work in sorted(works.items())],
    )


def remove(change: Change, day: date) -> bool:
    """Let the program's own calendar count again for a day; False where nothing was said."""
    return bool(
        change.execute("DELETE FROM calendar_day WHERE day = ?", (day.isoformat(),)).rowcount
    )


def announce(change: Change, year: int, *, source: str) -> None:
    """Note that the whole notice of a year is in."""
    change.execute(
        "INSERT OR REPLACE INTO calendar_year (year, source) VALUES (?, ?)", (year, source)
    )


def take_back(change: Change, year: int) -> None:
    """Make a year provisional again."""
    change.execute("DELETE FROM calendar_year WHERE year = ?", (year,))
