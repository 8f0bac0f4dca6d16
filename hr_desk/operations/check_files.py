# SPDX-License-Identifier: Apache-2.0
"""The part of a check that looks at the files: whole, watched, backed up, and nothing left over."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from hr_desk.i18n import N_
from hr_desk.operations import auditing, backups, restoring
from hr_desk.operations.findings import Finding
from hr_desk.operations.sealed_documents import folder_of
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Compartment
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.due_days import SUFFIX
from hr_desk.store.sealed_files import own_files, path_of

BACKUP_AGE: Final = timedelta(days=1)
"""How old the newest backup of a file may be before it is told."""

LEFT_BEHIND: Final = timedelta(days=1)
"""After this time an unfinished file belongs to nobody who is still at work."""

_UNFINISHED: Final = (".*.part", "*.part", ".*.checking", ".*.restoring", ".*.renewing")


def integrity(session: Session) -> Iterator[Finding]:
    """Read every page of every file: authentic, sound, and with our tables alone."""
    for name in session.held:
        file = session.compartment(name)
        if not file.is_whole():
            yield Finding("integrity", "bad", _DAMAGED, (("file", file.path.name),), 1, "settings")
        elif not file.has_its_own_schema():
            yield Finding("integrity", "bad", _FOREIGN, (("file", file.path.name),), 1)


def integrity_ok(session: Session) -> Finding:
    """Say that all files are whole, and how many they are."""
    count = len(session.held)
    return Finding("integrity", "ok", _WHOLE, (("count", count),), count)


def audit(session: Session) -> Iterator[Finding]:
    """Compare the end of each log with who saw it from outside."""
    for name in session.held:
        for found in auditing.compared(session, name):
            yield Finding("audit", found.level, found.message, found.values, 1, "checks")


def audit_ok(session: Session) -> Finding:
    """Say how many entries there are."""
    count = sum(session.compartment(name).head().sequence for name in session.held)
    return Finding("audit", "ok", _SEEN, (("count", count),), count)


def deletions(session: Session) -> Iterator[Finding]:
    """Ask each backup place whether it was told of what was deleted since its backups were made."""
    for name in session.held:
        file = session.compartment(name)
        waiting = file.read_one("SELECT count(*) FROM sweep WHERE certificate IS NULL")[0]
        if waiting:
            yield Finding(
                "deletions", "warn", _UNPROVEN, (("count", waiting),), waiting, "retention"
            )
        for place in _places(session, file):
            yield from _told(session, file, place)


def deletions_ok(session: Session) -> Finding:
    """Say how many deletions were proven."""
    count = sum(len(_certified(session.compartment(name))) for name in session.held)
    return Finding("deletions", "ok", _TOLD, (("count", count),), count)


def _places(session: Session, file: Compartment) -> list[Path]:
    own = DeskFiles(session.folder).part("backups")
    return [own, *(Path(place) for place in backups.stored_places(file) if Path(place) != own)]


def _told(session: Session, file: Compartment, place: Path) -> Iterator[Finding]:
    where = ("place", str(place))
    if not place.is_dir():
        yield Finding("deletions", "warn", _UNREACHED, (where,), 1)
        return
    kept = [line.at for line in backups.backups_in(place) if line.compartment == file.name]
    oldest = min(kept, default=None)
    known = restoring.known_deletions(session.register, file.name, (place,))
    missing = [
        number
        for number, swept_at in _certified(file).items()
        if number not in known and oldest is not None and oldest <= swept_at
    ]
    if missing:
        values = (where, ("count", len(missing)))
        yield Finding("deletions", "bad", _UNTOLD, values, len(missing))


def _certified(file: Compartment) -> dict[int, datetime]:
    rows = file.read("SELECT number, swept_at FROM sweep WHERE certificate IS NOT NULL")
    return {int(number): datetime.fromisoformat(swept_at) for number, swept_at in rows}


def backed_up(session: Session) -> Iterator[Finding]:
    """Look for a backup of each file that is not older than a day."""
    newest = backups.newest(session)
    for name in session.held:
        label = ("compartment", session.catalogue.compartments[name])
        if name not in newest:
            yield Finding("backups", "warn", _NO_BACKUP, (label,), 0, "settings")
        elif (age := session.now() - newest[name]) > BACKUP_AGE:
            values = (label, ("count", age.days))
            yield Finding("backups", "warn", _OLD_BACKUP, values, age.days, "settings")


def backed_up_ok(session: Session) -> Finding:
    """Say how many backups can be reached."""
    count = sum(not line.replaced for line in backups.listed(session))
    return Finding("backups", "ok", _BACKED_UP, (("count", count),), count)


def leftovers(session: Session) -> Iterator[Finding]:
    """Look for sealed files without a row, rows without a file, and what was never finished."""
    folder = folder_of(session)
    rows = {
        path_of(folder, id_, name)
        for name in session.held
        for id_ in _documents(session.compartment(name))
    }
    missing = [path for path in rows if not path.exists()]
    if missing:
        count = len(missing)
        yield Finding("leftovers", "bad", _MISSING, (("count", count),), count, "settings")
    own = [path for name in session.held for path in own_files(folder, name)]
    orphans = [path for path in own if path not in rows]
    if orphans:
        count = len(orphans)
        yield Finding("leftovers", "warn", _ORPHANS, (("count", count),), count, "retention")
    parts = _unfinished(session)
    if parts:
        count = len(parts)
        yield Finding("leftovers", "warn", _PARTS, (("count", count),), count, "retention")


def leftovers_ok(session: Session) -> Finding:
    """Say how many sealed documents there are."""
    count = sum(len(_documents(session.compartment(name))) for name in session.held)
    return Finding("leftovers", "ok", _TIDY, (("count", count),), count)


def _documents(file: Compartment) -> list[str]:
    return [str(id_) for (id_,) in file.read("SELECT id FROM document")]


def _unfinished(session: Session) -> set[Path]:
    limit = (session.now() - LEFT_BEHIND).timestamp()
    folders = [session.folder, *(path for path in session.folder.iterdir() if path.is_dir())]
    folders += [place for place in backups.places(session) if place.is_dir()]
    found = {path for folder in folders for form in _UNFINISHED for path in folder.glob(form)}
    return {path for path in found if path.suffix != SUFFIX and _changed(path) < limit}


def _changed(path: Path) -> float:
    """Return when a file was written (seconds); one that has just gone counts as new."""
    try:
        return path.lstat().st_mtime
    except OSError:
        return float("inf")


_WHOLE: Final = N_("Every page of {count} files is authentic and sound.")
_DAMAGED: Final = N_(
    "“{file}” is damaged. Stop working with it and restore the newest backup: "
    "hr-desk backup restore."
)
_FOREIGN: Final = N_(
    "“{file}” has tables or triggers that HR Desk never made. Keep the file as evidence and "
    "restore the newest backup: hr-desk backup restore."
)
_SEEN: Final = N_("The logs end where they were last seen from outside; {count} entries so far.")
_TOLD: Final = N_("Every backup place knows what was deleted; {count} certificates so far.")
_UNPROVEN: Final = N_(
    "{count} deletions wait for their certificate. Close the desk elsewhere on this computer; "
    "the proof follows by itself."
)
_UNREACHED: Final = N_(
    "The backup place “{place}” cannot be reached, so it is not told of deletions. Connect it, "
    "or delete the backups there."
)
_UNTOLD: Final = N_(
    "“{place}” lacks {count} deletions in its “deleted.log”. Copy that file there from the "
    "desk's folder “backups”, so that a restore deletes again."
)
_BACKED_UP: Final = N_("Each file was backed up within the last day; {count} backups are kept.")
_NO_BACKUP: Final = N_("“{compartment}” has no backup that can be reached. Back it up now.")
_OLD_BACKUP: Final = N_("The newest backup of “{compartment}” is {count} days old. Back it up now.")
_TIDY: Final = N_("Nothing is left over; {count} sealed documents have their place.")
_MISSING: Final = N_(
    "{count} documents are named in a record and are not there. Restore the newest backup, which "
    "brings them back."
)
_ORPHANS: Final = N_(
    "{count} sealed files belong to no record. The next deletion run removes them."
)
_PARTS: Final = N_(
    "{count} unfinished files are left from interrupted work. The next deletion run removes them."
)
