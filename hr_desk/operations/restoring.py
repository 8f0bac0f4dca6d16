# SPDX-License-Identifier: Apache-2.0
"""Put a backup in the place of a compartment file.

The file is rewritten under the present secret, what was deleted since is deleted again before
anything opens it, and an entry names the head it replaces. Refused where a certificate promises a
deletion that no log at hand can repeat (design section 6).
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from hr_desk.domain.clock import Clock, SystemClock, day_of
from hr_desk.errors import UserError
from hr_desk.operations import desks
from hr_desk.operations.backups import (
    DELETION_CONTEXT,
    DELETIONS,
    DOCUMENTS,
    MANIFEST_CONTEXT,
    place_of_replaced,
    read_manifest,
)
from hr_desk.operations.problems import (
    BackupTooOld,
    BackupUnusable,
    DeskInUse,
    UnknownUser,
)
from hr_desk.operations.session import Author
from hr_desk.store import (
    audit,
    backup,
    carried_over,
    carried_register,
    corrected,
    driver,
    holds,
    renewal,
    sent_numbers,
    settled,
    since_backup,
    stopped_use,
)
from hr_desk.store.anchors import Head
from hr_desk.store.carried_over import CarriedOver
from hr_desk.store.compartment import RESTORE
from hr_desk.store.corrected import Corrected
from hr_desk.store.desk_files import DeskFiles, replace_whole
from hr_desk.store.presence import Presence
from hr_desk.store.sealed_files import path_of
from hr_desk.store.settled import NOTHING as NOTHING_SETTLED
from hr_desk.store.settled import Settled
from hr_desk.store.since_backup import Since
from hr_desk.store.stopped_use import NOTHING, StoppedUse
from hr_desk.vault import canonical
from hr_desk.vault.access import secret_for
from hr_desk.vault.certificates import verify_certificate
from hr_desk.vault.delegations import RegisteredUser
from hr_desk.vault.keys import CompartmentSecret, SignatureProblem, UserKeys, verify
from hr_desk.vault.register import Register

UNKNOWN_HEAD = 2**53
"""What a restore says it replaced when the replaced file could not be read any more."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did: which file, the backup's moment, how many records were deleted again.

    ``lost`` is what the replaced file was given since, None where it cannot be said; ``carried``
    whether that file could be read, so that the copy took over what nobody says again.
    """

    compartment: str
    at: str
    deleted_again: int
    replaced: Path | None
    lost: Since | None = None
    carried: bool = True


def restore(
    folder: Path, source: Path, *, user: str, passphrase: str, clock: Clock | None = None
) -> Restored:
    """Put the backup ``source`` in force as ``user``, who must hold the compartment's key.

    The file that is replaced is kept as long as a backup of today, and is none. Raises
    BackupUnusable, BackupTooOld, DeskInUse, NotGranted and what opening a desk raises.
    """
    register = desks.read_register(folder, clock=clock)
    registered, keys = _who(register, user, passphrase)
    manifest = _trusted_manifest(register, source)
    files, name = DeskFiles(folder), str(manifest["compartment"])
    path = files.compartment(name, register.epochs[name])
    old, new = _secrets(register, registered.id, keys, name, int(manifest["epoch"]))
    deletions = known_deletions(register, name, (files.part("backups"), source.parent))
    _require_covered(files, register.desk_id, name, deletions)
    presence = Presence(path.with_suffix(".open"))
    try:
        with presence.alone() as alone:
            # Another epoch may have come into force while this waited for its turn.
            if not alone or desks.read_register(folder).epochs != register.epochs:
                raise DeskInUse(file=path.name)
            return _replace(
                path, source, old=old, new=new, deletions=deletions, register=register,
                author=Author(registered.id, keys), name=name, manifest=manifest,
                now=(clock or SystemClock()).now(), backups=files.part("backups"),
            )  # fmt: skip
    finally:
        presence.close()


def verify_backup(folder: Path, source: Path, *, user: str, passphrase: str) -> str:
    """Check a backup in full without touching the desk; returns its compartment.

    Raises BackupUnusable, FileDamaged, FileNewer, NotGranted and what opening a desk raises.
    """
    register = desks.read_register(folder)
    registered, keys = _who(register, user, passphrase)
    manifest = _trusted_manifest(register, source)
    name = str(manifest["compartment"])
    old, _ = _secrets(register, registered.id, keys, name, int(manifest["epoch"]))
    scratch = folder / f".{source.name}.{secrets.token_hex(4)}.checking"
    try:
        with backup.prepared(
            source, scratch, compartment=name, key=old.file_key(), new_key=old.file_key()
        ):
            pass
    finally:
        backup.remove_file(scratch)
    return name


def _who(register: Register, user: str, passphrase: str) -> tuple[RegisteredUser, UserKeys]:
    registered = register.named(user)
    if registered is None or registered.id not in register.slots:
        raise UnknownUser(name=user)
    return registered, desks.keys_of(register, registered, passphrase)


def _trusted_manifest(register: Register, source: Path) -> Any:
    manifest, signature = read_manifest(source)
    try:
        by = register.user(manifest["by"]).public.signing
        verify(by, MANIFEST_CONTEXT, canonical.encode(manifest), signature)
    except (KeyError, SignatureProblem):
        raise BackupUnusable(file=source.name) from None
    known = manifest["desk"] == register.desk_id and manifest["compartment"] in register.epochs
    if not known or not source.exists() or backup.sha256_of(source) != manifest["sha256"]:
        raise BackupUnusable(file=source.name)
    return manifest


def _secrets(
    register: Register, user_id: str, keys: UserKeys, name: str, epoch: int
) -> tuple[CompartmentSecret, CompartmentSecret]:
    """Return the compartment's secret of the backup's epoch and the one in force."""
    return (
        CompartmentSecret(secret_for(register, name, user_id=user_id, keys=keys, epoch=epoch)),
        CompartmentSecret(secret_for(register, name, user_id=user_id, keys=keys)),
    )


def known_deletions(
    register: Register, name: str, places: tuple[Path, ...]
) -> dict[int, backup.Deletion]:
    """Return the signed deletions of a compartment from every log at hand, by number."""
    found: dict[int, backup.Deletion] = {}
    for place in dict.fromkeys(path.absolute() for path in places):
        log = place / DELETIONS
        for line in log.read_bytes().splitlines() if log.exists() else ():
            deletion = _deletion(register, name, line)
            if deletion is not None:
                found.setdefault(deletion.number, deletion)
    return dict(sorted(found.items()))


def _deletion(register: Register, name: str, line: bytes) -> backup.Deletion | None:
    try:
        signed: Any = canonical.decode(line)
        deletion = signed["deletion"]
        by = register.user(deletion["by"]).public.signing
        verify(by, DELETION_CONTEXT, canonical.encode(deletion), bytes.fromhex(signed["signature"]))
    except (KeyError, ValueError, TypeError, UserError):
        return None
    if deletion["desk"] != register.desk_id or deletion["compartment"] != name:
        return None
    return backup.Deletion(
        number=deletion["number"],
        swept_at=deletion["swept_at"],
        counts=deletion["counts"],
        earliest_due=deletion["earliest_due"],
        latest_due=deletion["latest_due"],
        tombstones=tuple((kind, id_) for kind, id_ in deletion["tombstones"]),
        certificate=None,
    )


def _require_covered(
    files: DeskFiles, desk_id: str, name: str, deletions: dict[int, backup.Deletion]
) -> None:
    """Raise BackupTooOld when a certificate promises a deletion that no log repeats."""
    for path in files.part("certificates").glob("*.certificate"):
        certificate = verify_certificate(path.read_bytes())
        own = certificate.desk_id == desk_id and certificate.compartment == name
        if own and certificate.number not in deletions:
            raise BackupTooOld


def _replace(
    path: Path, source: Path, *, old: CompartmentSecret, new: CompartmentSecret,
    deletions: dict[int, backup.Deletion], register: Register, author: Author, name: str,
    manifest: Any, now: datetime, backups: Path,
) -> Restored:  # fmt: skip
    start = audit.genesis(register.desk_id, name)
    present = _read_replaced(
        path, new, start, sequence=int(manifest["sequence"]), last=bytes.fromhex(manifest["head"])
    )
    replaced = present.head
    known = {one.number: one for one in present.deletions} | deletions
    scratch = path.with_name(f".{path.name}.{secrets.token_hex(4)}.restoring")
    with backup.prepared(
        source, scratch, compartment=name, key=old.file_key(), new_key=new.file_key()
    ) as connection:
        audit.verify_chain(connection, start, verify=register.was_signed_by, file=source.name)
        connection.execute("BEGIN IMMEDIATE")
        again = backup.apply_deletions(connection, [known[number] for number in sorted(known)])
        settled.forget(connection, present.settled)
        holds.put_rows(connection, present.holds, file=name)
        corrected.put(connection, present.corrected)
        stopped_use.put(connection, present.stopped, file=name)
        carried_register.put(connection, present.register)
        carried_over.put(connection, present.carried)
        sent_numbers.begin_anew(connection, present.numbers, now=now)
        if int(manifest["epoch"]) != register.epochs[name]:
            renewal.take_into_epoch(connection, register.epochs[name], day_of(now).isoformat())
        facts = {
            "backup_at": manifest["at"],
            "deleted_again": again,
            "replaced_sequence": replaced.sequence,
            "replaced_hash": replaced.hash.hex(),
        }
        backup.append_entry(
            connection, facts, start=start, author=author,
            at=now.isoformat(timespec="milliseconds"), operation=RESTORE,
        )  # fmt: skip
        connection.execute("COMMIT")
        documents = [row[0] for row in connection.execute("SELECT id FROM document")]
    kept = place_of_replaced(backups, name, now) if path.exists() else None
    if kept is not None:
        backup.move_away(path, kept)
    scratch.replace(path)
    backup.remove_file(scratch)
    _bring_back(name, documents, source.parent / DOCUMENTS, path.parent / DOCUMENTS)
    return Restored(
        name, manifest["at"], again, kept, present.since, carried=replaced.sequence != UNKNOWN_HEAD
    )


def _bring_back(name: str, documents: list[str], kept: Path, folder: Path) -> None:
    """Copy the sealed files back that the desk lacks."""
    for id_ in documents:
        source, target = (path_of(place, id_, name) for place in (kept, folder))
        if source.exists() and not target.exists():
            replace_whole(target, source.read_bytes())


@dataclass(frozen=True, slots=True)
class _Replaced:
    """What can still be read of the file that is replaced."""

    head: Head
    deletions: tuple[backup.Deletion, ...] = ()
    holds: tuple[tuple[Any, ...], ...] = ()
    """What was held since the backup stays held."""
    stopped: StoppedUse = NOTHING
    """What nobody may use since the backup is used by nobody."""
    corrected: tuple[Corrected, ...] = ()
    """What an order corrected since the backup stays correct."""
    carried: CarriedOver = carried_over.NOTHING
    """What another file or desk said since, and will not say again."""
    register: carried_register.Register = carried_register.NOTHING
    """What left since the backup stays in the register."""
    settled: Settled = NOTHING_SETTLED
    """Answers about deleted people, which their receivers have by now."""
    since: Since | None = None
    """What it was given after the backup."""
    numbers: int = 0
    """What it added to its versions in what it told others."""


def _read_replaced(
    path: Path, secret: CompartmentSecret, start: bytes, *, sequence: int, last: bytes
) -> _Replaced:
    """Read head and deletions of the file that is replaced, as far as it can still be read.

    ``sequence`` and ``last`` are number and hash of the copy's last entry.
    A deletion whose proof still waits may stand nowhere else.
    """
    unknown = _Replaced(Head(UNKNOWN_HEAD, start))
    if not path.exists():
        return unknown
    try:
        connection = driver.connect(path, secret.file_key(), cache_mib=1)
    except UserError:
        return unknown
    try:
        with driver.told(path):
            head = audit.head_of(connection, start)
            deletions, held = backup.deletions_in(connection), holds.rows_in(connection)
            return _Replaced(
                head, tuple(deletions), tuple(held), stopped_use.read(connection),
                corrected.read(connection), carried_over.read(connection),
                carried_register.read(connection), settled.read(connection, sequence),
                since_backup.read(connection, sequence=sequence, head=last),
                sent_numbers.begin(connection),
            )  # fmt: skip
    except UserError:
        return unknown
    finally:
        connection.close()
