# SPDX-License-Identifier: Apache-2.0
"""The corrections of the working-day calendar: what a later notice of the State Council says.

The program's calendar ends with the last notice it was built with. Until a year's whole notice is
typed in, whatever is due in it is provisional and kept on the early side; a date is never stored,
so a correction counts for every open case at once. The officer keeps the corrections in privacy;
each other file, at paired desks too, gets a copy of the whole by envelope
(``operations/calendar_copies.py``), so that one calendar counts everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hr_desk.domain.working_days import WorkingCalendar, last_official_year
from hr_desk.i18n import N_, Message
from hr_desk.operations.delivery import deliver_afterwards
from hr_desk.operations.operation import operation
from hr_desk.operations.request_problems import YearUnknown
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import calendar_days as store
from hr_desk.store.compartment import Change

PRIVACY: Final = "privacy"
SETTING: Final = ("privacy_officer",)
SOURCE: Final = N_("Where it is written")
LONGEST: Final = 120
FIRST_YEAR: Final = 2004
"""The first year the library's notices cover."""
YEARS_AHEAD: Final = 10
TOUCHED: Final = ("calendar", "working_days")
"""The kind and id under which a page hears of a corrected calendar."""


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """One corrected day: whether people work, and where that is written."""

    day: date
    works: bool
    source: str


def in_force(session: Session) -> WorkingCalendar:
    """Return the calendar that counts here: privacy's own, or the newest copy of it in these files.

    Who holds no file has the program's own.
    """
    if not session.held:
        return WorkingCalendar({})
    files = [session.compartment(name) for name in session.held]
    newest = max(files, key=lambda file: (file.name == PRIVACY, store.state(file)))
    known = {day: works for day, (works, _) in store.days(newest).items()}
    return WorkingCalendar(known, frozenset(store.years(newest)))


def list_days(session: Session) -> tuple[CalendarLine, ...]:
    """Return the corrected days in order; raises CompartmentClosed."""
    found = store.days(session.compartment(PRIVACY))
    return tuple(CalendarLine(day, works, source) for day, (works, source) in found.items())


def announced_years(session: Session) -> Mapping[int, str]:
    """Return the years whose whole notice is in, and its name; raises CompartmentClosed."""
    return store.years(session.compartment(PRIVACY))


@operation("calendar.correct", compartment=PRIVACY, roles=SETTING)
def correct_days(
    session: Session, change: Change, /, works: Mapping[date, bool], *, source: str
) -> None:
    """Say of days whether people work; each replaces what was said of it before.

    Raises TextMissing, TextTooLong, YearUnknown.
    """
    for day in works:
        _require_year(session, day.year)
    written = one_line(source, label=Message(SOURCE), longest=LONGEST)
    store.put(change, works, source=written)
    _changed(session, change)
    change.facts["days"] = sorted(day.isoformat() for day in works)


@operation("calendar.forget", compartment=PRIVACY, roles=SETTING)
def forget_day(session: Session, change: Change, /, day: date) -> None:
    """Let the program's own calendar count again for a day."""
    store.remove(change, day)
    _changed(session, change)
    change.facts["days"] = [day.isoformat()]


@operation("calendar.announce", compartment=PRIVACY, roles=SETTING)
def announce(
    session: Session, change: Change, /, year: int, works: Mapping[date, bool], *, source: str
) -> None:
    """Take in a year's whole notice: its days off and make-up days; it is provisional no more.

    Raises YearUnknown also where a day is of another year, TextMissing, TextTooLong.
    """
    for named in {year, *(day.year for day in works)}:
        _require_year(session, named)
    if any(day.year != year for day in works):
        raise YearUnknown(first=year, last=year)
    written = one_line(source, label=Message(SOURCE), longest=LONGEST)
    store.put(change, works, source=written)
    store.announce(change, year, source=written)
    _changed(session, change)
    change.facts.update(year=year, days=sorted(day.isoformat() for day in works))


@operation("calendar.take_back", compartment=PRIVACY, roles=SETTING)
def take_back(session: Session, change: Change, /, year: int) -> None:
    """Make a year provisional again; its corrected days stay."""
    store.take_back(change, year)
    _changed(session, change)
    change.facts["year"] = year


def _changed(session: Session, change: Change) -> None:
    """Note that the calendar is another from now on, and have its copies sent."""
    store.note_state(change, f"{change.now.isoformat(timespec='seconds')}/{change.sequence:09d}")
    change.touched(*TOUCHED)
    deliver_afterwards(session, change)


def _require_year(session: Session, year: int) -> None:
    last = max(last_official_year(), session.today().year) + YEARS_AHEAD
    if not FIRST_YEAR <= year <= last:
        raise YearUnknown(first=FIRST_YEAR, last=last)
