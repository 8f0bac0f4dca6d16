# SPDX-License-Identifier: Apache-2.0
"""The control over what is found of minors without a guardian's consent (policy 6.3).

Locked at once, gone within a day with a certificate, and nothing of them in the log: each of these
is read from the files as they are.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from hr_desk.domain import joiners as states
from hr_desk.domain.clock import start_of
from hr_desk.domain.minors import FOUND
from hr_desk.i18n import N_
from hr_desk.operations import minors_found
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.controls_files import LATEST_ENTRIES
from hr_desk.operations.session import Session
from hr_desk.store import audit
from hr_desk.store.compartment import Compartment

WITHIN: Final = timedelta(hours=24)
"""How long after the finding, or after whoever was inside left, a record may still be there."""

SAID: Final = frozenset({"class", "delivered_afterwards", "unreachable"})
"""What an entry about such a record may say beside ids and keys of fields: nothing of a person."""

_LOCKED: Final = {
    "hiring": (
        "SELECT p.id, a.clock_day, p.seq IN (SELECT row FROM record_restriction) "
        "FROM application a JOIN person p ON p.seq = a.person WHERE a.retention_class = ?"
    ),
    "visits": (
        "SELECT id, clock_day, seq IN (SELECT row FROM record_restriction) "
        "FROM visit WHERE retention_class = ?"
    ),
    "personnel": (
        "SELECT j.id, p.clock_day, j.state = '" + states.UNGUARDED + "' "
        "FROM part p JOIN joiner j ON j.seq = p.owner WHERE p.retention_class = ?"
    ),
}
"""File to what waits in it to be deleted: whose, since which day, and whether nobody may use it."""

_SAID_OF_THEM: Final = (
    "SELECT body FROM audit WHERE seq > (SELECT max(seq) FROM audit) - ? "
    "AND json_extract(body, '$.facts.class') = ?"
)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A locked record that is still there, and whether its day is over."""

    locked: bool
    late: bool


def _minors_cleared(session: Session) -> Seen:
    held = [session.compartment(name) for name in _LOCKED if session.holds(name)]
    if not held:
        return Seen.not_seen()
    waiting = [one for file in held for one in _waiting(session, file)]
    free = sum(minors_found.unlocked(session).values())
    free += sum(not one.locked for one in waiting)
    if free:
        return Seen.broken(_FREE, count=free)
    late = sum(one.late for one in waiting)
    if late:
        return Seen.broken(_LATE, count=late)
    return _proven(session, held, waiting=len(waiting))


def _waiting(session: Session, file: Compartment) -> Iterator[_Waiting]:
    """Yield each record of the class once, with the last day that its clock was started on."""
    last: dict[str, tuple[str, bool]] = {}
    for id_, day, locked in file.read(_LOCKED[file.name], (FOUND[0],)):
        known, always = last.get(id_, ("", True))
        last[id_] = (max(known, day), always and bool(locked))
    for id_, (day, locked) in last.items():
        since = max(start_of(date.fromisoformat(day)), _found_at(file, id_))
        yield _Waiting(locked, session.now() - since > WITHIN)


def _found_at(file: Compartment, id_: str) -> datetime:
    """Return when the log says that a record was found; the beginning of time where it does not."""
    moments = (
        datetime.fromisoformat(entry.at)
        for entry in audit.entries_about(file.connection, (id_,), limit=-1)
        if entry.facts.get("class") == FOUND[0]
    )
    return min(moments, default=start_of(date(1, 1, 2)))


def _proven(session: Session, held: list[Compartment], *, waiting: int) -> Seen:
    """Return what certificates and logs say of what was deleted."""
    sweeps = [row for file in held for row in _sweeps(file)]
    before = session.now() - WITHIN
    bare = sum(people for people, at, certified in sweeps if not certified and at < before)
    if bare:
        return Seen.broken(_BARE, count=bare)
    entries = [entry for file in held for entry in _entries(file)]
    telling = sum(not entry.facts.keys() <= SAID for entry in entries)
    if telling:
        return Seen.broken(_TELLING, count=telling)
    deleted = sum(people for people, _, _ in sweeps)
    return Seen.kept(_CLEARED, count=waiting, deleted=deleted, entries=len(entries))


def _sweeps(file: Compartment) -> Iterator[tuple[int, datetime, bool]]:
    """Yield how many minors each sweep took, when, and whether it is certified."""
    for counts, at, certified in file.read(
        "SELECT counts, swept_at, certificate IS NOT NULL FROM sweep"
    ):
        people = json.loads(counts).get(FOUND[0], 0)
        if people:
            yield people, datetime.fromisoformat(at), bool(certified)


def _entries(file: Compartment) -> list[audit.Entry]:
    rows = file.read(_SAID_OF_THEM, (LATEST_ENTRIES, FOUND[0]))
    return [audit.entry_from(body) for (body,) in rows]


_FREE: Final = N_(
    "{count} records of people below eighteen without a guardian are not locked. Delete what is "
    "due now: it locks them first."
)
_LATE: Final = N_(
    "{count} locked records of minors are still there after a day. Delete what is due, and look "
    "whether a hold keeps them."
)
_BARE: Final = N_(
    "{count} records of minors were deleted more than a day ago and have no certificate yet. Close "
    "the other windows and delete what is due."
)
_TELLING: Final = N_("{count} entries about locked minors say more than that something was locked.")
_CLEARED: Final = N_(
    "{count} records of minors without a guardian wait, locked, for less than a day; {deleted} "
    "were deleted with a certificate; {entries} entries of the log name nobody."
)

CONTROLS: Final = (
    Control("minors_cleared", N_("Minors without a guardian are cleared"), _minors_cleared),
)
"""What becomes of data that should not have come in."""
