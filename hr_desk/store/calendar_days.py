# SPDX-License-Identifier: Apache-2.0
"""The SQL of the calendar's corrections: single days, and years whose whole notice is in."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from hr_desk.store.compartment import Change, Compartment

STATE: Final = "calendar_state"
"""The fact that names which calendar a file has."""
_SENT: Final = "calendar_sent:"
_BEFORE_STATES: Final = "0"
"""The state of corrections that were made before states were noted: older than any."""


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


def take_whole(
    change: Change, days: Iterable[tuple[date, bool, str]], years: Iterable[tuple[int, str]]
) -> None:
    """Let these days and years, and no others, be what the file knows."""
    change.execute("DELETE FROM calendar_day")
    change.execute("DELETE FROM calendar_year")
    for day, works, source in days:
        put(change, {day: works}, source=source)
    for year, source in years:
        announce(change, year, source=source)


def state(file: Compartment) -> str:
    """Return which calendar a file has: a later state is a greater text, empty says of none."""
    known = file.fact(STATE)
    if known is None:
        return _BEFORE_STATES if days(file) or years(file) else ""
    return known


def note_state(change: Change, value: str) -> None:
    """Keep which calendar the file of a change has."""
    change.compartment.set_fact(STATE, value)


def sent_to(file: Compartment, peer: str) -> str:
    """Return the state of the calendar that went to an address last, empty where none did."""
    return file.fact(f"{_SENT}{peer}") or ""


def note_sent(change: Change, peer: str, value: str) -> None:
    """Keep which calendar went to an address."""
    change.compartment.set_fact(f"{_SENT}{peer}", value)
