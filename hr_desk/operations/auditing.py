# SPDX-License-Identifier: Apache-2.0
"""The audit logs looked at from outside: walked in full, compared with who saw where they stood.

A log proves by itself that nothing in it was changed, not that nothing is missing at its end.
That needs witnesses outside the file: what this computer remembers, the heads on certificates,
and checkpoints, which are written here and kept elsewhere. Entries older than their class go
with the sweep; a statement signed by whoever swept says where the log begins from then on.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from hr_desk.domain.clock import day_of, start_of
from hr_desk.i18n import N_, Message
from hr_desk.operations import disclosure, standing
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.backups import KEEPERS
from hr_desk.operations.changes import Changes
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.findings import Finding
from hr_desk.operations.operation import changes_of, desk_operation, require
from hr_desk.operations.problems import CheckpointElsewhere
from hr_desk.operations.session import Session
from hr_desk.store.anchors import Head, anchors_of
from hr_desk.store.audit import Walk, entries_about
from hr_desk.store.compartment import RESTORE, Compartment
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.problems import ChainBroken
from hr_desk.vault.certificates import CertificateProblem, verify_certificate
from hr_desk.vault.checkpoints import Checkpoint, FileHead, Heads, read_checkpoint, write_checkpoint
from hr_desk.vault.register import Register

CLASS: Final = "AUD"
ENTERED: Final = "entered"


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was found in one log: its first and last entry, the last one's hash (hex), findings."""

    compartment: str
    file: str
    first: int
    last: int
    head: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What was found in the logs of this session's files.

    ``unseen`` are compartments that the checkpoint names and this session does not hold.
    """

    files: tuple[FileReport, ...]
    unseen: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was found, file by file."""
        return tuple(finding for file in self.files for finding in file.findings)

    @property
    def whole(self) -> bool:
        """Whether every log is as it was written, as far as the witnesses can tell."""
        return all(finding.level != "bad" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class _Witness:
    """Somebody outside the file who saw its log end with an entry, and when (None: not known).

    ``noted`` are the restores that were taken note of before: each excuses one gap only.
    """

    name: str
    head: Head
    at: datetime | None = None
    noted: frozenset[bytes] = frozenset()


@dataclass(frozen=True, slots=True)
class _Restore:
    """A restore in the log: its entry, the number up to which it replaced, when and who."""

    entry: Head
    replaced: int
    at: datetime
    user: str


_MEMORY: Final = N_("the memory of this computer")
_CERTIFICATE: Final = N_("a deletion certificate")
_CHECKPOINT: Final = N_("the checkpoint")

_SENTENCES: Final = {
    "start": N_(
        "“{file}”: nobody of this desk signed for where the log begins. "
        "Keep the file as evidence and restore the newest backup."
    ),
    "gap": N_(
        "“{file}”: entry {sequence} of the log is missing. "
        "Keep the file as evidence and restore the newest backup."
    ),
    "content": N_(
        "“{file}”: entry {sequence} of the log was changed after it was written. "
        "Keep the file as evidence and restore the newest backup."
    ),
    "signature": N_(
        "“{file}”: entry {sequence} of the log is not signed by the user it names. "
        "Keep the file as evidence and restore the newest backup."
    ),
    "clock": N_(
        "“{file}”: entry {sequence} is dated more than two days before the one above it. "
        "Find out who set this computer's clock back; the log itself is whole there."
    ),
    "early": N_(
        "“{file}”: the log was cut at entry {sequence} before its time. "
        "Keep the file as evidence and compare it with the newest backup."
    ),
    "short": N_(
        "“{file}”: the log ends at entry {last}, but {witness} has seen entry {sequence}. "
        "Keep the file as evidence and restore the newest backup."
    ),
    "other": N_(
        "“{file}”: entry {sequence} is not the one that {witness} has seen; the log was written "
        "anew from there or before. Keep the file as evidence and restore the newest backup."
    ),
    "restored": N_(
        "“{file}”: entry {sequence}, which {witness} has seen, went when {user} restored a backup "
        "on {day}. Ask whether that was meant."
    ),
}
_WARNS: Final = ("restored",)


def verify(session: Session, *, against: bytes | None = None) -> AuditReport:
    """Walk every log this session holds and compare it with all witnesses at hand.

    ``against`` are the bytes of a checkpoint. Nothing is changed. Raises CheckpointProblem,
    CheckpointElsewhere and the files' own sentences.
    """
    checkpoint = None if against is None else read_own_checkpoint(session, against)
    files = tuple(verify_file(session, name, checkpoint) for name in session.held)
    named = () if checkpoint is None else tuple(sorted(checkpoint.files))
    return AuditReport(files, tuple(name for name in named if not session.holds(name)))


def read_own_checkpoint(session: Session, data: bytes) -> Checkpoint:
    """Return a checkpoint of this desk; raises CheckpointProblem, CheckpointElsewhere."""
    checkpoint = read_checkpoint(data)
    if checkpoint.desk_id != session.desk_id:
        raise CheckpointElsewhere(company=checkpoint.company_name)
    return checkpoint


def verify_file(session: Session, name: str, checkpoint: Checkpoint | None = None) -> FileReport:
    """Walk the log of one compartment and compare it with the witnesses."""
    file = session.compartment(name)
    walk = file.walk_log(_register(session).was_signed_by)
    found = [
        _finding(file, flaw.kind, sequence=flaw.sequence)
        for flaw in (walk.broken, walk.set_back)
        if flaw is not None
    ]
    if walk.broken is None or walk.broken.kind != "start":
        found += _early(session, file, walk)
        found += compared(session, name, checkpoint)
    return FileReport(
        compartment=name,
        file=file.path.name,
        first=walk.begin.sequence + 1,
        last=walk.head.sequence,
        head=walk.head.hash.hex(),
        findings=tuple(found),
    )


def compared(
    session: Session, name: str, checkpoint: Checkpoint | None = None
) -> tuple[Finding, ...]:
    """Compare one log with all witnesses, without walking it.

    Of several that say the same, the one who has seen most is told.
    """
    file = session.compartment(name)
    restores = list(_restores(session, file))
    witnesses = [*_remembered(session, name), *_certified(session, name)]
    if checkpoint is not None and name in checkpoint.files:
        witnesses.append(_stated(checkpoint, checkpoint.files[name]))
    found: dict[tuple[str, str], Finding] = {}
    for one in sorted(witnesses, key=lambda one: one.head.sequence, reverse=True):
        told = _compare(session, file, one, restores)
        if told is not None:
            found.setdefault((told.key, one.name), told)
    return tuple(found.values())


def _register(session: Session) -> Register:
    """Return the latest register: a colleague may have been added since this session began."""
    return standing.reread(session.folder, session.register)


def _compare(
    session: Session, file: Compartment, seen: _Witness, restores: list[_Restore]
) -> Finding | None:
    """Return what a witness tells against a log, None where both agree."""
    sequence, cut = seen.head.sequence, file.cut()
    if sequence == 0 or file.hash_at(sequence) == seen.head.hash:
        return None
    if cut is not None and sequence < cut.sequence:
        early = seen.at is not None and _is_early(session, seen.at, cut.at)
        return _finding(file, "early", sequence=cut.sequence) if early else None
    about = {"sequence": sequence, "witness": Message(seen.name)}
    for one in restores:
        if _excuses(one, seen):
            return _finding(file, "restored", user=one.user, day=day_of(one.at), **about)
    last = file.head().sequence
    return _finding(file, "short" if sequence > last else "other", last=last, **about)


def _excuses(restore: _Restore, seen: _Witness) -> bool:
    """Whether a restore, later than what was seen and not taken note of, replaced that entry."""
    return (
        restore.entry.sequence <= seen.head.sequence <= restore.replaced
        and restore.entry.hash not in seen.noted
        and (seen.at is None or seen.at <= restore.at)
    )


def _early(session: Session, file: Compartment, walk: Walk) -> list[Finding]:
    """Tell of a log whose last removed entry was not old enough when it was removed."""
    if walk.cut is None:
        return []
    entry_at = datetime.fromisoformat(walk.cut.entry_at)
    if not _is_early(session, entry_at, walk.cut.at):
        return []
    return [_finding(file, "early", sequence=walk.cut.sequence)]


def _is_early(session: Session, written: datetime, cut_at: str) -> bool:
    """Whether an entry of that moment could not be cut yet, by the shortest period there may be."""
    least = timedelta(days=session.catalogue.classes[CLASS].minimum)
    return min(datetime.fromisoformat(cut_at), session.now()) < written + least


def _remembered(session: Session, name: str) -> Iterator[_Witness]:
    for anchor in anchors_of(session.profile, session.desk_id, name).values():
        head = anchor.read()
        if head is not None:
            yield _Witness(_MEMORY, head, noted=anchor.restores())


def _certified(session: Session, name: str) -> Iterator[_Witness]:
    folder = DeskFiles(session.folder).part("certificates")
    for path in sorted(folder.glob("*.certificate")):
        with suppress(CertificateProblem, OSError):
            one = verify_certificate(path.read_bytes())
            if one.desk_id == session.desk_id and one.compartment == name:
                head = Head(one.audit_sequence, bytes.fromhex(one.audit_head))
                yield _Witness(_CERTIFICATE, head, datetime.fromisoformat(one.issued_at))


def _stated(checkpoint: Checkpoint, head: FileHead) -> _Witness:
    at = datetime.fromisoformat(checkpoint.issued_at)
    return _Witness(_CHECKPOINT, Head(head.sequence, bytes.fromhex(head.head)), at)


def _restores(session: Session, file: Compartment) -> Iterator[_Restore]:
    names = {user.id: user.name for user in _register(session).users}
    for entry in entries_about(file.connection, [RESTORE], limit=1000):
        hash_ = file.hash_at(entry.sequence)
        if hash_ is not None and entry.operation == RESTORE:
            yield _Restore(
                entry=Head(entry.sequence, hash_),
                replaced=int(entry.facts["replaced_sequence"]),
                at=datetime.fromisoformat(entry.at),
                user=names.get(entry.user, entry.user),
            )


def _finding(file: Compartment, kind: str, **values: object) -> Finding:
    level = "warn" if kind in _WARNS else "bad"
    values = {"file": file.path.name, **values}
    return Finding(kind, level, _SENTENCES[kind], tuple(sorted(values.items())))


@desk_operation("audit.checkpoint", roles=RECRUITING)
def checkpoint(session: Session) -> bytes:
    """Return a signed statement where the logs of this session's files stand now.

    Each is walked first: nobody signs for a log that is broken. Raises NotPermitted, ChainBroken.
    """
    require(session, "audit.checkpoint")
    files = {}
    for name in session.held:
        head = session.compartment(name).verify_chain(_register(session).was_signed_by)
        files[name] = FileHead(session.register.epochs[name], head.sequence, head.hash.hex())
    heads = Heads(
        desk_id=session.desk_id,
        company_name=session.company["name"],
        issued_at=session.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        files=files,
    )
    return write_checkpoint(
        heads,
        signer=session.keys,
        user=session.register.user(session.user.id),
        root_public=session.register.root_public,
    )


def save_checkpoint(session: Session, target: Path) -> Changes:
    """Write a checkpoint outside the desk, through the one door; raises what ``release`` raises."""
    about = disclosure.Disclosure(
        kind="checkpoint", recipient=session.company["name"], purpose="stat.anonymous"
    )
    return disclosure.release(session, about, checkpoint(session), target)


@desk_operation("audit.cut", roles=(*KEEPERS, SERVICE_ROLE))
def cut_old(session: Session) -> Changes:
    """Remove the entries whose class has ended from every log this session holds.

    The history of records goes with them. A log that is broken there is left as it is, because
    what is wrong with it is evidence. Raises NotPermitted and the files' own sentences.
    """
    require(session, "audit.cut")
    kept = session.catalogue.classes[CLASS]
    days = timedelta(days=max(kept.periods[ENTERED], kept.floor))
    before = start_of(session.deletion_day() - days + timedelta(days=1))
    records: frozenset[tuple[str, str]] = frozenset()
    for name in session.held:
        with suppress(ChainBroken):
            records |= _cut(session, session.compartment(name), before)
    return Changes("audit.cut", records)


def _cut(session: Session, file: Compartment, before: datetime) -> frozenset[tuple[str, str]]:
    if not file.log_reaches_before(before):
        return frozenset()
    with file.change("audit.cut") as change:
        change.facts["until"] = file.cut_log(change, before, _register(session).was_signed_by)
        change.touched("file", "audit.cut")
    return changes_of(change).records
