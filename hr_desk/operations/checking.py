# SPDX-License-Identifier: Apache-2.0
"""A check of the whole desk: what is well, what needs somebody, and what to do about it.

A check reads and changes nothing. It is made of parts, so that a window can show each line as it
comes: ``CHECKS`` names them in their order, ``run`` does one, ``check`` does all.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.operations import check_files, check_keys, due_days, intake
from hr_desk.operations.findings import Finding
from hr_desk.operations.session import Session
from hr_desk.store.desk_files import RESERVE, DeskFiles
from hr_desk.store.inbox import Inbox

SET_BACK: Final = timedelta(hours=1)
"""How far the clock may be behind the latest time seen: setting it right by the net is less."""

LEAST_ROOM: Final = 2
"""How often the largest file must fit into the free space: the rewriting of a sweep needs it."""

ENOUGH_ROOM: Final = 4
"""Below so many times it is told."""

_MIB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Check:
    """One part of a check: what it is called, what it looks for, and what it says if all is well.

    ``finds`` yields what needs somebody; ``ok`` is asked where it yields nothing.
    """

    label: str
    finds: Callable[[Session], Iterator[Finding]]
    ok: Callable[[Session], Finding]


def check(
    session: Session, *, tell: Callable[[Finding], object] | None = None
) -> tuple[Finding, ...]:
    """Run every part in turn; ``tell`` hears of each line as it comes. Raises nothing of its own.

    A part that cannot be done is itself a line.
    """
    found: list[Finding] = []
    for key in CHECKS:
        for line in run(session, key):
            found.append(line)
            if tell is not None:
                tell(line)
    return tuple(found)


def run(session: Session, key: str) -> tuple[Finding, ...]:
    """Run one part; returns what it found, the most pressing first, or one line that all is well.

    Raises KeyError for a part that does not exist.
    """
    part = CHECKS[key]
    if not session.held and key in _OF_FILES:
        return (Finding(key, "ok", _NO_FILES),)
    try:
        found = sorted(part.finds(session), key=lambda line: line.level != "bad")
        return tuple(found) or (part.ok(session),)
    except UserError as error:
        return (Finding(key, "bad", error.message, tuple(error.values.items())),)


def _clock(session: Session) -> Iterator[Finding]:
    now = session.clock.now()
    behind = session.now() - now
    if behind > SET_BACK:
        hours = round(behind / timedelta(hours=1))
        yield Finding("clock", "bad", _BEHIND, (("count", hours),), hours)
    files = [session.compartment(name) for name in session.held]
    ahead = [now - file.trusted_time() for file in files if file.latest_time() is not None]
    if ahead and min(ahead) > timedelta(0):
        values = (("count", min(ahead).days + 1), ("day", session.today()))
        yield Finding("clock", "bad", _AHEAD, values, min(ahead).days + 1, "retention")


def _clock_ok(session: Session) -> Finding:
    return Finding("clock", "ok", _IN_STEP, (("day", session.trusted_day()),))


def _space(session: Session) -> Iterator[Finding]:
    free, largest = _room(session)
    values = (
        ("free", round(free / _MIB)),
        ("needed", -(-LEAST_ROOM * largest // _MIB)),
        ("times", free // largest),
    )
    if free < LEAST_ROOM * largest:
        yield Finding("space", "bad", _NO_ROOM, values, free // largest)
    elif free < ENOUGH_ROOM * largest:
        yield Finding("space", "warn", _LITTLE_ROOM, values, free // largest)
    if not (session.folder / RESERVE).exists():
        yield Finding("space", "warn", _NO_RESERVE, (), 0, "retention")


def _space_ok(session: Session) -> Finding:
    free, largest = _room(session)
    values = (("free", free // _MIB), ("needed", -(-LEAST_ROOM * largest // _MIB)))
    return Finding("space", "ok", _ROOM, values, free // largest)


def _room(session: Session) -> tuple[int, int]:
    """Return the free bytes of the desk's disk and the bytes of its largest file with its log."""
    sizes = [
        sum(_size(path) for path in session.folder.glob(f"{file.name}*"))
        for file in session.folder.glob("*.db")
    ]
    return shutil.disk_usage(session.folder).free, max(sizes, default=1) or 1


def _size(path: Path) -> int:
    """Return the bytes of a file; a log may go while one looks."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _overdue(session: Session) -> Iterator[Finding]:
    now = session.now()
    for name in session.held:
        day = due_days.next_due(session, name)
        if day is not None and day <= session.today():
            late = due_days.is_late(day, now)
            about = _about(session.catalogue.compartments[name], day)
            yield Finding("overdue", "bad" if late else "warn", _LATE, about,
                          (session.today() - day).days, "retention")  # fmt: skip
    for one in due_days.overdue(session.folder, at=now):
        if not session.holds(one.compartment):
            about = _about(one.label, one.day)
            yield Finding(
                "overdue", "bad", _LATE_ELSEWHERE, about, (session.today() - one.day).days
            )


def _about(compartment: object, day: date) -> tuple[tuple[str, object], ...]:
    return ("compartment", compartment), ("day", day)


def _overdue_ok(session: Session) -> Finding:
    days = [due_days.next_due(session, name) for name in session.held]
    following = min((day for day in days if day is not None), default=None)
    if following is None:
        return Finding("overdue", "ok", _NOTHING_DUE)
    left = (following - session.today()).days
    return Finding("overdue", "ok", _NEXT_DUE, (("day", following),), left)


def _envelopes(session: Session) -> Iterator[Finding]:
    late = intake.overdue(session)
    if late:
        yield Finding("envelopes", "bad", _WAITS, (("count", late),), late)
    aside = sum(Inbox(DeskFiles(session.folder)).stands_aside().values())
    if aside:
        yield Finding("envelopes", "warn", _ASIDE, (("count", aside),), aside)
    lost = sum(intake.missing(session).values())
    if lost:
        yield Finding("envelopes", "warn", _LOST, (("count", lost),), lost)


def _envelopes_ok(session: Session) -> Finding:
    count = sum(intake.waiting(session).values())
    return Finding("envelopes", "ok", _NONE_LATE, (("count", count),), count)


_NO_FILES: Final = N_("Your roles open no file, so there was nothing to look at.")
_IN_STEP: Final = N_("The computer's clock is in step with the desk: {day}.")
_BEHIND: Final = N_(
    "The computer's clock is {count} hours behind the latest entry. Set it right; until then "
    "the desk goes on with the later time."
)
_AHEAD: Final = N_(
    "The computer's clock is {count} days further ahead than the desk may follow by itself, so "
    "nothing is deleted. If today is {day}, confirm it; otherwise set the clock right."
)
_ROOM: Final = N_("{free} MB are free; the proof of a deletion needs {needed} MB.")
_LITTLE_ROOM: Final = N_(
    "Only {free} MB are free, {times} times the largest file. Free some space before deleting "
    "needs it ({needed} MB)."
)
_NO_ROOM: Final = N_(
    "Only {free} MB are free, and the proof of a deletion needs {needed} MB. Free some space on "
    "this disk now."
)
_NO_RESERVE: Final = N_(
    "The reserve that lets a full disk delete is missing. The next deletion run makes it again."
)
_LATE: Final = N_(
    "In “{compartment}” something was due on {day} and is still there. Delete what is due now."
)
_LATE_ELSEWHERE: Final = N_(
    "In “{compartment}” something was due on {day}. Somebody who holds its key has to open this "
    "desk, which deletes it."
)
_NOTHING_DUE: Final = N_("Nothing is overdue, and no clock runs.")
_NEXT_DUE: Final = N_("Nothing is overdue; the next day on which something is deleted is {day}.")
_WAITS: Final = N_(
    "{count} envelopes have waited for more than three days. Somebody who holds their compartment "
    "has to open this desk."
)
_ASIDE: Final = N_(
    "{count} envelopes were set aside because they did not fit. Ask their senders; they lie in "
    "the folder “aside” of the desk for 14 days."
)
_LOST: Final = N_(
    "Kiosks have numbered {count} envelopes that never came. Switch those kiosks on, so that they "
    "deliver again."
)
_NONE_LATE: Final = N_("No envelope has waited for three days; {count} wait for their readers.")

_OF_FILES: Final = ("integrity", "audit", "deletions", "backups", "leftovers")

CHECKS: Final[Mapping[str, Check]] = {
    "integrity": Check(N_("Data files"), check_files.integrity, check_files.integrity_ok),
    "keys": Check(N_("Keys and grants"), check_keys.keys, check_keys.keys_ok),
    "audit": Check(N_("Audit log"), check_files.audit, check_files.audit_ok),
    "deletions": Check(N_("Log of deletions"), check_files.deletions, check_files.deletions_ok),
    "clock": Check(N_("Clock"), _clock, _clock_ok),
    "space": Check(N_("Free space"), _space, _space_ok),
    "overdue": Check(N_("Overdue records"), _overdue, _overdue_ok),
    "backups": Check(N_("Backups"), check_files.backed_up, check_files.backed_up_ok),
    "envelopes": Check(N_("Envelopes"), _envelopes, _envelopes_ok),
    "leftovers": Check(N_("Left-over files"), check_files.leftovers, check_files.leftovers_ok),
}
"""The parts of a check in their order, by key."""
