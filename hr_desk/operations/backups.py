# SPDX-License-Identifier: Apache-2.0
"""Backups: verified copies that live for the days of class BKP, and the log of deletions.

Before a certificate is issued, the tombstones of its sweep stand, signed, in ``deleted.log`` of
every backup place that can be reached; it outlives the copies, and a restore applies it before
anything opens the file.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from hr_desk.catalogue import load
from hr_desk.domain.clock import day_of
from hr_desk.domain.letter_texts import OWN_FOLDER
from hr_desk.errors import UserError
from hr_desk.operations import place_permits
from hr_desk.operations.operation import desk_operation, require
from hr_desk.operations.problems import BackupUnusable, ReplacedByRestore
from hr_desk.operations.session import Author, Session
from hr_desk.store import backup
from hr_desk.store.carried_over import PLACES
from hr_desk.store.compartment import Compartment
from hr_desk.store.desk_files import (
    OVERLAY,
    REGISTER,
    DeskFiles,
    flush_folder,
    replace_whole,
    writing,
)
from hr_desk.store.presence import exclusive
from hr_desk.store.sealed_files import ENDING, id_of, path_of
from hr_desk.vault import canonical

KEPT: Final = ("BKP", "created")
"""Class and event whose period is how long a backup lives."""

KEPT_DAYS: Final = load().classes[KEPT[0]].periods[KEPT[1]]
"""The period it ships with: shorter than the shortest 15 working days, 18 calendar days."""

DELETIONS: Final = "deleted.log"
DOCUMENTS: Final = "documents"
MANIFEST_CONTEXT: Final = "backup"
DELETION_CONTEXT: Final = "deletion"
KEEPERS: Final = tuple(key for key, role in load().roles.items() if role.holds)
"""Whoever holds the key of a file may keep a copy of it."""

_STAMP: Final = "%Y%m%dT%H%M%S%fZ"
_REPLACED: Final = ".replaced"
"""Ends the name of a file that a restore replaced: it lies among the backups and is none."""
LEFT_BEHIND: Final = timedelta(days=1)
"""After this time a part belongs to nobody who is still at work."""


@dataclass(frozen=True, slots=True)
class BackupLine:
    """One backup file, or one that a restore replaced; it goes as backups of its day do.

    ``at`` is UTC, ``days`` how long backups live.
    """

    path: Path
    compartment: str
    at: datetime
    bytes: int
    days: int = KEPT_DAYS

    @property
    def gone_on(self) -> date:
        """The day (Asia/Shanghai) on which it is deleted."""
        return day_of(self.at) + timedelta(days=self.days)

    @property
    def replaced(self) -> bool:
        """Whether a restore replaced it: nothing restores it, so it stands for no backup."""
        return self.path.stem.endswith(_REPLACED)


def kept_days(session: Session) -> int:
    """Return how many days a backup lives by the period in force."""
    class_, event = KEPT
    return session.catalogue.classes[class_].periods[event]


@desk_operation("backup.create", roles=KEEPERS)
def create(session: Session, *, to: Path | None = None) -> tuple[BackupLine, ...]:
    """Back up every compartment file this session holds, into ``to`` or the desk's own folder.

    The sealed documents go along. Returns the new backups; raises NotPermitted, NotLocal,
    CopiedElsewhere (each with a way out of its own, ``place_permits``), DiskFull, FolderReadOnly,
    FileBusy, FileDamaged. Backups whose days are over are removed.
    """
    require(session, "backup.create")
    place = to or _own_place(session)
    with writing(place):
        place_permits.require_backups(session.folder, session.register, place, on=session.today())
        (place / DOCUMENTS).mkdir(parents=True, exist_ok=True)
    for name in session.held:
        _remember(session.compartment(name), place.absolute())
    _copy_signed_files(DeskFiles(session.folder), place)
    author = Author(session.user.id, session.keys)
    made = tuple(
        back_up(
            session.compartment(name), place, desk_id=session.desk_id,
            epoch=session.register.epochs[name], author=author, at=session.now(),
            days=kept_days(session),
        )
        for name in session.held
    )  # fmt: skip
    for line in made:
        _note(session, line)
    expire(session)
    return made


def _note(session: Session, line: BackupLine) -> None:
    """Enter a backup into the log of its file."""
    with session.compartment(line.compartment).change("backup.create") as change:
        change.touched("backup", line.path.name)


def _remember(file: Compartment, place: Path) -> None:
    """Enter a place before its first byte: what lies there must be told of every deletion."""
    known = stored_places(file)
    if str(place) not in known:
        with file.change("backup.place"):
            file.set_fact(PLACES, json.dumps(sorted({*known, str(place)})))


def _copy_signed_files(files: DeskFiles, place: Path) -> None:
    """Copy what opens and explains the desk: the register, the policies, the overlay, the letters.

    The first two are signed by the root and hold no personal data but login names.
    """
    policies = sorted(files.part("policies").glob("*.json"))
    letters = sorted(files.part(OWN_FOLDER).glob("*.toml"))
    for source in (files.folder / REGISTER, files.folder / OVERLAY, *policies, *letters):
        target = place / source.relative_to(files.folder)
        if source.exists() and place.absolute() != files.folder.absolute():
            with writing(place):
                target.parent.mkdir(exist_ok=True)
            replace_whole(target, source.read_bytes())


def back_up(
    file: Compartment, place: Path, *, desk_id: str, epoch: int, author: Author, at: datetime,
    days: int = KEPT_DAYS,
) -> BackupLine:  # fmt: skip
    """Make a verified copy of one open file with its signed manifest and its documents."""
    target, at = _reserved(place, file.name, at.astimezone(UTC))
    try:
        copied = backup.copy_verified(file, target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    documents = _documents_of(file)
    manifest = {
        "desk": desk_id,
        "compartment": file.name,
        "epoch": epoch,
        "at": at.isoformat(timespec="microseconds"),
        "sequence": copied.head.sequence,
        "head": copied.head.hash.hex(),
        "sha256": copied.sha256,
        "documents": documents,
        "by": author.id,
    }
    signature = author.sign(MANIFEST_CONTEXT, canonical.encode(manifest))
    signed = {"manifest": manifest, "signature": signature.hex()}
    # Named before they are copied: another session must not take them for forgotten ones.
    replace_whole(target.with_suffix(".json"), canonical.encode(signed))
    _copy_documents(file, documents, place / DOCUMENTS)
    return BackupLine(target, file.name, at, copied.bytes, days)


def _reserved(place: Path, name: str, at: datetime) -> tuple[Path, datetime]:
    """Return a path of one's own: two backups of the same moment must not share a file."""
    while True:
        target = place / f"{name}-{at.strftime(_STAMP)}.db"
        try:
            with writing(place):
                target.touch(exist_ok=False)
        except FileExistsError:
            at += timedelta(microseconds=1)
        else:
            return target, at


def _documents_of(file: Compartment) -> list[str]:
    """Return the ids of the file's documents."""
    return [str(id_) for (id_,) in file.read("SELECT id FROM document ORDER BY id")]


def _copy_documents(file: Compartment, ids: list[str], place: Path) -> None:
    """Copy the sealed files that are not there yet."""
    folder = DeskFiles(file.path.parent).part("documents")
    for id_ in ids:
        source, target = (path_of(one, id_, file.name) for one in (folder, place))
        if source.exists() and not target.exists():
            replace_whole(target, source.read_bytes())


def place_of_replaced(place: Path, name: str, now: datetime) -> Path:
    """Return where a replaced file is kept: never where a backup, the source say, lies."""
    while (path := place / f"{name}-{now.strftime(_STAMP)}{_REPLACED}.db").exists():
        now += timedelta(microseconds=1)
    return path


def read_manifest(path: Path) -> tuple[Mapping[str, Any], bytes]:
    """Return a backup's manifest and signature, unverified; raises BackupUnusable.

    Raises ReplacedByRestore for a file that a restore put aside.
    """
    line = _line(path, days=KEPT_DAYS)
    if line is not None and line.replaced:
        raise ReplacedByRestore(file=path.name, day=day_of(line.at))
    try:
        signed: Any = canonical.decode(path.with_suffix(".json").read_bytes())
        return signed["manifest"], bytes.fromhex(signed["signature"])
    except (OSError, ValueError, KeyError, TypeError, canonical.NotCanonical):
        raise BackupUnusable(file=path.name) from None


def _own_place(session: Session) -> Path:
    return DeskFiles(session.folder).part("backups")


def stored_places(file: Compartment) -> list[str]:
    """Return the folders other than the desk's own that backups of a file were made in."""
    stored = file.fact(PLACES)
    return [] if stored is None else list(json.loads(stored))


def places(session: Session) -> tuple[Path, ...]:
    """Return every folder that backups of this desk were made in, the desk's own first."""
    stored = {text for name in session.held for text in stored_places(session.compartment(name))}
    others = (Path(text) for text in sorted(stored))
    return tuple(dict.fromkeys((_own_place(session).absolute(), *others)))


def listed(session: Session) -> tuple[BackupLine, ...]:
    """Return the backups that can be reached and the files restores replaced, newest first."""
    days = kept_days(session)
    found = [line for place in places(session) for line in backups_in(place, days=days)]
    return tuple(sorted(found, key=lambda line: line.at, reverse=True))


def backups_in(place: Path, *, days: int = KEPT_DAYS) -> list[BackupLine]:
    """Return the backup files in a folder, which live so many days; others are left alone."""
    paths = place.glob("*-*.db") if place.is_dir() else ()
    return [line for path in paths if (line := _line(path, days=days)) is not None]


def _line(path: Path, *, days: int) -> BackupLine | None:
    """Return what a file's name says of it; None where it is no backup's, or gone."""
    compartment, _, stamp = path.stem.removesuffix(_REPLACED).rpartition("-")
    try:
        at = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
        return BackupLine(path, compartment, at, path.stat().st_size, days)
    except (ValueError, FileNotFoundError):
        return None  # another session may be removing what is too old


def newest(session: Session) -> Mapping[str, datetime]:
    """Return when the newest backup of each compartment was made, of those that can be restored."""
    made = [line for line in listed(session) if not line.replaced]
    return {line.compartment: line.at for line in reversed(made)}


def expire(session: Session) -> tuple[Path, ...]:
    """Remove the backups whose days are over; returns what was removed.

    The day is that of deletions: a clock that jumped ahead costs no backup.

    Copies that an interrupted backup, check or restore left behind go too: no day would end them.
    """
    today = session.deletion_day()
    gone = [line for line in listed(session) if line.gone_on <= today]
    for line in gone:
        backup.remove_file(line.path)
        line.path.with_suffix(".json").unlink(missing_ok=True)
    for path in _left_behind(session):
        backup.remove_file(path)
    for place in places(session):
        _forget_documents(place)
    return tuple(line.path for line in gone)


def _forget_documents(place: Path) -> None:
    """Remove the sealed files that no backup left in this place names."""
    named: set[str] = set()
    for line in backups_in(place):
        with suppress(BackupUnusable):
            named.update(read_manifest(line.path)[0].get("documents", ()))
    for path in (place / DOCUMENTS).glob(f"*{ENDING}"):
        if id_of(path) not in named:
            path.unlink(missing_ok=True)


def _left_behind(session: Session) -> list[Path]:
    limit = (session.now() - LEFT_BEHIND).timestamp()
    parts = [path for place in places(session) for path in place.glob(f"*{backup.PART}")]
    parts += session.folder.glob(".*.checking")
    old = [path for path in parts if _written_before(path, limit)]
    # A restore needs the file for itself, so none is under way while this session has it open.
    return old + [
        path for name in session.held for path in session.folder.glob(f".{name}*.restoring")
    ]


def _written_before(path: Path, limit: float) -> bool:
    """Whether a part is that old; one that another session has just finished is nobody's."""
    with suppress(FileNotFoundError):
        return path.stat().st_mtime < limit
    return False


def last_gone_on(session: Session) -> date:
    """Return the day on which the last backup that could hold what is here now goes.

    Places that cannot be reached count as if a backup had been made there today.
    """
    days = [line.gone_on for line in listed(session)]
    if any(not place.is_dir() for place in places(session)):
        days.append(session.today() + timedelta(days=kept_days(session)))
    return max(days, default=session.today())


def log_deletions(session: Session, compartment: str, number: int) -> tuple[str, ...]:
    """Append a sweep's tombstones to every backup place; returns the places not reached."""
    line = _deletion_line(session, compartment, number)
    unreached = []
    for place in places(session):
        try:
            _append(place / DELETIONS, line)
        except (OSError, UserError):
            unreached.append(str(place))
    return tuple(unreached)


def _append(path: Path, line: bytes) -> None:
    """Put a line at the end of a log that any number of sessions write, and flush it.

    One at a time: a line that two sessions wrote together must not be lost, nor torn by a crash
    of one between reading and writing.
    """
    if not path.parent.is_dir():
        raise FileNotFoundError(path.parent)
    with exclusive(path.with_name(f".{path.name}.lock")):
        known = path.read_bytes() if path.exists() else b""
        if line not in known:
            replace_whole(path, known + line)
            flush_folder(path.parent)


def _deletion_line(session: Session, compartment: str, number: int) -> bytes:
    file = session.compartment(compartment)
    row = file.read_one(
        "SELECT swept_at, counts, earliest_due, latest_due FROM sweep WHERE number = ?", (number,)
    )
    tombstones = file.read("SELECT kind, id FROM tombstone WHERE sweep = ?", (number,))
    deletion = {
        "desk": session.desk_id,
        "compartment": compartment,
        "number": number,
        "swept_at": row[0],
        "counts": row[1],
        "earliest_due": row[2],
        "latest_due": row[3],
        "tombstones": [[kind, id_] for kind, id_ in tombstones],
        "by": session.user.id,
    }
    signature = session.keys.sign(DELETION_CONTEXT, canonical.encode(deletion)).hex()
    return canonical.encode({"deletion": deletion, "signature": signature}) + b"\n"
