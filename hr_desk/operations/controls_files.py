# SPDX-License-Identifier: Apache-2.0
"""Controls over files, keys and logs: how the desk is kept, and that what is due is gone.

What a file says of itself is asked of those this session holds; the evidence says how many.
"""

import inspect
import sys
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from types import ModuleType
from typing import Final

from hr_desk.i18n import N_
from hr_desk.operations import auditing, backups, check_files, check_keys, due_days, traces
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.controls_places import stored_here
from hr_desk.operations.findings import Finding
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Compartment

SWEPT_WITHIN: Final = timedelta(hours=24)
"""A sweep runs at the opening of a desk and once a day (promises, 4.2-keep)."""

LATEST_ENTRIES: Final = 5_000
"""How far back each log is looked through for unmaskings."""

NETWORK: Final = frozenset({"socket", "ssl", "http", "urllib", "smtplib", "ftplib", "QtNetwork"})
"""Modules that talk to other machines."""

OFFICER_FROM: Final = 1_000_000
"""People from which on an officer has to be reported (PIPL 52, promises L-6)."""

_PEOPLE: Final = {
    "hiring": "SELECT count(*) FROM person",
    "visits": "SELECT count(*) FROM visit",
    "personnel": "SELECT count(*) FROM joiner",
}


def _key_strength(session: Session) -> Seen:
    bad = (one for one in check_keys.keys(session) if one.level == "bad")
    return _found(bad) or Seen.kept(_KEYS, count=len(session.register.slots))


def _files_whole(session: Session) -> Seen:
    return _in_files(session, check_files.integrity(session), _WHOLE)


def _audit_chain(session: Session) -> Seen:
    if not session.held:
        return Seen.not_seen()
    report = auditing.verify(session)
    bad = (one for one in report.findings if one.level == "bad")
    entries = sum(file.last - file.first + 1 for file in report.files)
    return _found(bad) or Seen.kept(_CHAIN, count=entries, files=len(report.files))


def _deletions_proven(session: Session) -> Seen:
    return _in_files(session, check_files.deletions(session), _PROVEN)


def _documents_placed(session: Session) -> Seen:
    return _in_files(session, check_files.leftovers(session), _PLACED)


def _in_files(session: Session, findings: Iterable[Finding], kept: str) -> Seen:
    if not session.held:
        return Seen.not_seen()
    return _found(findings) or Seen.kept(kept, count=len(session.held))


def _found(findings: Iterable[Finding]) -> Seen | None:
    """Return what the most pressing finding says, None where there is none."""
    worst = min(findings, key=lambda one: one.level != "bad", default=None)
    return None if worst is None else Seen.broken(worst.message, **dict(worst.values))


def _swept(session: Session) -> Seen:
    late = _late(session)
    if late:
        return Seen.broken(_OVERDUE, count=len(late), day=min(late.values()))
    swept = [_last_sweep(session.compartment(name)) for name in session.held]
    if not swept:
        return Seen.not_seen()
    known = [at for at in swept if at is not None]
    if len(known) < len(swept):
        return Seen.broken(_NEVER_SWEPT, count=len(swept) - len(known))
    hours = int((session.now() - min(known)) / timedelta(hours=1))
    if session.now() - min(known) > SWEPT_WITHIN:
        return Seen.broken(_NOT_SWEPT, hours=hours)
    return Seen.kept(_SWEPT, count=len(swept), hours=hours)


def _late(session: Session) -> dict[str, date]:
    """Return each file with something past due, by its mark or by what it holds: since which day.

    A held file is believed before the mark beside it.
    """
    late = {one.compartment: one.day for one in due_days.overdue(session.folder, at=session.now())}
    for name in session.held:
        day = due_days.next_due(session, name)
        if day is not None and due_days.is_late(day, session.now()):
            late[name] = day
    return late


def _last_sweep(file: Compartment) -> datetime | None:
    """Return when a file was swept last, by its own log."""
    row = file.read_one(
        "SELECT json_extract(body, '$.at') FROM audit "
        "WHERE json_extract(body, '$.operation') = 'retention.sweep' ORDER BY seq DESC LIMIT 1"
    )
    return None if row is None else datetime.fromisoformat(row[0])


def _backups_gone(session: Session) -> Seen:
    kept = backups.listed(session)
    old = [line for line in kept if line.gone_on < session.trusted_day()]
    if old:
        return Seen.broken(_OLD, count=len(old), day=min(line.gone_on for line in old))
    places = backups.places(session)
    return Seen.kept(_NONE_OLD, count=len(kept), places=sum(place.is_dir() for place in places))


def _unmask_purpose(session: Session) -> Seen:
    if not session.held:
        return Seen.not_seen()
    rows = [row for name in session.held for row in _unmaskings(session.compartment(name))]
    silent = sum(purpose is None for (purpose,) in rows)
    if silent:
        return Seen.broken(_SILENT, count=silent)
    return Seen.kept(_NAMED, count=len(rows))


def _unmaskings(file: Compartment) -> list[tuple[str | None]]:
    rows = file.read(
        "SELECT json_extract(body, '$.purpose') FROM audit "
        "WHERE seq > (SELECT max(seq) FROM audit) - ? "
        "AND json_extract(body, '$.operation') LIKE '%.unmask'",
        (LATEST_ENTRIES,),
    )
    return [(purpose,) for (purpose,) in rows]


def _no_network(session: Session) -> Seen:
    """Look through the program's own modules as they are loaded now."""
    del session
    own = [one for name, one in list(sys.modules.items()) if _is_ours(name)]
    talking = [one.__name__ for one in own if _reaches(one)]
    if talking:
        return Seen.broken(_TALKS, module=talking[0])
    return Seen.kept(_SILENT_NET, count=len(own))


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] in ("hr_desk", "ui")


def _reaches(module: ModuleType) -> bool:
    """Whether a module holds one that talks to other machines, or something taken out of it."""
    return any(NETWORK & set(_home(one).split(".")) for one in list(vars(module).values()))


def _home(thing: object) -> str:
    """Return the name of the module that something is, or that it was defined in."""
    name = thing.__name__ if inspect.ismodule(thing) else getattr(thing, "__module__", "")
    return name if isinstance(name, str) else ""


def _traces_known(session: Session) -> Seen:
    foreign = traces.unknown(session.profile)
    if foreign:
        return Seen.broken(_FOREIGN, count=len(foreign), file=foreign[0].name)
    found = traces.list_traces(session.profile)
    return Seen.kept(_KNOWN, count=sum(one.files for one in found))


def _head_count(session: Session) -> Seen:
    held = [name for name in _PEOPLE if session.holds(name)]
    if not held:
        return Seen.not_seen()
    count = sum(session.compartment(name).read_one(_PEOPLE[name])[0] for name in held)
    if count >= OFFICER_FROM:
        return Seen.broken(_REPORT, count=count)
    return Seen.kept(_PEOPLE_KEPT, count=count, files=len(held), least=f"{OFFICER_FROM:,}")


_KEYS: Final = N_("The keys of {count} users are made as strong as their roles ask.")
_WHOLE: Final = N_("{count} files are encrypted and sound, with no table that is not ours.")
_CHAIN: Final = N_("{count} entries in {files} logs are as they were written.")
_PROVEN: Final = N_("Every deletion in {count} files is certified and known where backups lie.")
_PLACED: Final = N_("Every sealed document of {count} files belongs to a record.")
_OVERDUE: Final = N_("{count} files hold something that is past due, since {day} at the earliest.")
_NEVER_SWEPT: Final = N_("{count} files were never swept. Delete what is due now.")
_NOT_SWEPT: Final = N_("A file was swept {hours} hours ago, not within a day. Delete what is due.")
_SWEPT: Final = N_("{count} files were swept, {hours} hours ago at most, and nothing is past due.")
_OLD: Final = N_("{count} backups should have gone, the first on {day}.")
_NONE_OLD: Final = N_("{count} backups in {places} places, none past its last day.")
_SILENT: Final = N_("{count} values were shown in full without a purpose.")
_NAMED: Final = N_("Each of {count} logged unmaskings names a purpose.")
_TALKS: Final = N_("“{module}” of the program can reach a network.")
_SILENT_NET: Final = N_("None of {count} loaded parts of the program can reach a network.")
_FOREIGN: Final = N_("{count} files outside the desk are of no known kind, “{file}” first.")
_KNOWN: Final = N_("{count} files lie outside the desk, all of known kinds.")
_REPORT: Final = N_("{count} people are kept: the officer has to be reported to the authority.")
_PEOPLE_KEPT: Final = N_(
    "{count} records of people in {files} files; from {least} on the officer would have to be "
    "reported to the authority."
)

CONTROLS: Final = (
    Control("key_strength", N_("Keys are strong"), _key_strength),
    Control("files_whole", N_("Files are encrypted and sound"), _files_whole),
    Control("audit_chain", N_("The log is whole"), _audit_chain),
    Control("swept", N_("What is due is deleted"), _swept),
    Control("deletions_proven", N_("Deletions are proven"), _deletions_proven),
    Control("documents_placed", N_("No document is left over"), _documents_placed),
    Control("backups_gone", N_("Old backups are gone"), _backups_gone),
    Control("unmask_purpose", N_("Unmasking names a purpose"), _unmask_purpose),
    Control("stored_here", N_("Stored on this computer"), stored_here),
    Control("no_network", N_("No network"), _no_network),
    Control("traces_known", N_("Known traces alone"), _traces_known),
    Control("head_count", N_("How many people there are"), _head_count),
)
"""What files, keys and logs show."""
