# SPDX-License-Identifier: Apache-2.0
"""Retention: what is due, and the sweep; its proof and certificate are in ``proofs``.

Everything here is about all files the session holds that a sweep knows how to clear; each file
has its own sweeps, numbers and certificates. Whoever holds a file sweeps it.

The day that counts is the session's deletion day: a clock set back postpones nothing, one set far
ahead deletes nothing until a person confirms it (design section 6).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hr_desk.domain import consent
from hr_desk.operations import (
    account_removals,
    auditing,
    backups,
    board_reports,
    concluding,
    documents,
    due_days,
    emergency_contacts,
    for_good,
    joiner_removals,
    minors_found,
    onboarding,
    period_following,
    policy_campaign,
    pool_lapsing,
    profiles,
    request_sweep,
    visits,
)
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver, send
from hr_desk.operations.due_days import periods
from hr_desk.operations.due_lines import SWEEPING, DueLine, draft_days, in_force, preview
from hr_desk.operations.operation import changes_of, desk_operation, require
from hr_desk.operations.problems import DateNeedsConfirmation, NobodyReceives
from hr_desk.operations.proofs import (
    CertificateLine,
    certificates,
    finish_proofs,
    forget_certificates,
    log_unproven,
    swept_here,
    verify_certificate,
)
from hr_desk.operations.session import Session
from hr_desk.store import (
    due_records,
    holds,
    importing,
    payroll,
    request_tasks,
    said_words,
    sources,
    stubs,
    sweeping,
    temperatures,
)
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import DeskFiles

__all__ = [
    "CertificateLine",
    "DueLine",
    "FileSwept",
    "SweepResult",
    "certificates",
    "clock_needs_confirmation",
    "confirm_day",
    "confirm_time",
    "finish_proofs",
    "in_force",
    "periods",
    "preview",
    "sweep",
    "verify_certificate",
]


@dataclass(frozen=True, slots=True)
class FileSwept:
    """What a sweep took from one file; the certificate is None while its proof has to wait."""

    compartment: str
    number: int
    counts: Mapping[str, int]
    certificate: bytes | None


@dataclass(frozen=True, slots=True)
class SweepResult:
    """What a sweep did: an entry for each file in which something was due, in catalogue order.

    ``proven`` is False while any proof, of this or an earlier sweep, waits.
    """

    changes: Changes
    files: tuple[FileSwept, ...]
    proven: bool

    @property
    def counts(self) -> Mapping[str, int]:
        """Records per class, over all files."""
        total: Counter[str] = Counter()
        for file in self.files:
            total.update(file.counts)
        return dict(total)

    @property
    def number(self) -> int | None:
        """The number of the first file's sweep; None when nothing was due anywhere."""
        return self.files[0].number if self.files else None

    @property
    def certificate(self) -> bytes | None:
        """The certificate of the first file's sweep, if there is one."""
        return self.files[0].certificate if self.files else None

    @property
    def certificates(self) -> tuple[bytes, ...]:
        """The certificates of this sweep, one for each file."""
        return tuple(file.certificate for file in self.files if file.certificate is not None)


def clock_needs_confirmation(session: Session) -> bool:
    """Whether the computer's clock is further ahead than any file may follow by itself."""
    # Asked before the files look at it: a real clock goes on between two looks.
    now = session.now()
    files = [session.compartment(name) for name in session.held]
    trusted = [file.trusted_time() for file in files if file.latest_time() is not None]
    return max(trusted, default=now) < now


@desk_operation("retention.confirm_time", roles=SWEEPING)
def confirm_time(session: Session) -> Changes:
    """Take this user's word that the computer's clock is right, after a long pause.

    Said once, entered into every file they hold. Raises NotPermitted.
    """
    require(session, "retention.confirm_time")
    records: frozenset[tuple[str, str]] = frozenset()
    for name in session.held:
        with session.compartment(name).change("retention.confirm_time") as change:
            session.compartment(name).confirm_time(change)
        records |= changes_of(change).records
    return Changes("retention.confirm_time", records)


def confirm_day(session: Session, day: date) -> None:
    """Confirm the clock by naming today; raises DateNeedsConfirmation for another day."""
    today = session.today()
    if day != today:
        raise DateNeedsConfirmation(today=today.isoformat(), day=day.isoformat())
    if clock_needs_confirmation(session):
        confirm_time(session)


@desk_operation("retention.sweep", roles=(*SWEEPING, SERVICE_ROLE))
def sweep(session: Session) -> SweepResult:
    """Delete what is due today, prove it, and issue a certificate for each file it went from.

    Visits of earlier days are closed first, and numbers that this user typed of joiners and never
    compared are kept; keys of kiosks whose days are over are destroyed.
    Where another process has a file open, its rewriting waits: the deletion stands, the
    certificate comes with the next ``finish_proofs``. Raises NotPermitted and the files' errors.
    """
    require(session, "retention.sweep")
    files = DeskFiles(session.folder)
    files.release_reserve()
    try:
        closed = (*_close_days(session), *_forget_contacts(session),
                  *_conclude_untouched(session), *_lapse_places(session),
                  *_forget_proofs(session), *minors_found.lock_found(session),
                  *account_removals.release(session), *joiner_removals.release(session),
                  *account_removals.forget_empty(session), *_keep_numbers(session))  # fmt: skip
        period_following.settle(session)
        # An entry each time, also when nothing is due: it lets the file follow the clock.
        done = [_sweep_file(session, name) for name in swept_here(session)]
        closed += for_good.settled(session)
        log_unproven(session)
        documents.remove_orphans(session)
        backups.expire(session)
        profiles.forget_old_keys(session)
        policy_campaign.report_news(session)
        deliver(session)
        proven = finish_proofs(session)
        auditing.cut_old(session)
        due_days.note(session)
        board_reports.report_owed(session)
    finally:
        files.keep_reserve()
    changes = _together([*closed, *(one.changes for one in done)])
    return SweepResult(changes=changes, files=_swept(session, done), proven=proven)


def _close_days(session: Session) -> tuple[Changes, ...]:
    if session.holds("visits") and visits.days_waiting(session):
        return (visits.close_day(session),)
    return ()


def _forget_contacts(session: Session) -> tuple[Changes, ...]:
    if session.holds("visits") and emergency_contacts.over(session):
        return (emergency_contacts.forget(session),)
    return ()


def _conclude_untouched(session: Session) -> tuple[Changes, ...]:
    if session.holds("hiring") and concluding.untouched(session):
        return (concluding.conclude_untouched(session),)
    return ()


def _lapse_places(session: Session) -> tuple[Changes, ...]:
    if session.holds("hiring") and pool_lapsing.lapsed(session):
        return (pool_lapsing.lapse(session),)
    return ()


def _forget_proofs(session: Session) -> tuple[Changes, ...]:
    done = request_sweep.sweep(session) if session.may("request.sweep") else None
    return () if done is None else (done,)


def _keep_numbers(session: Session) -> tuple[Changes, ...]:
    """Keep what this user never compared before the draft that holds it could go.

    Where nobody receives an account it waits: the list of joiners says so, and the sweep goes on.
    """
    if not session.holds("personnel") or not session.may("joiner.carry_on"):
        return ()
    try:
        late = onboarding.carry_on(session)
    except NobodyReceives:
        return ()
    return (Changes("joiner.carry_on", frozenset(("joiner", id_) for id_ in late)),)


@dataclass(frozen=True, slots=True)
class _Done:
    """The change a sweep made in one file; ``number`` is None where nothing was due."""

    compartment: str
    changes: Changes
    number: int | None


def _sweep_file(session: Session, name: str) -> _Done:
    """Delete what is due in one file, with tombstones; then the files of its documents."""
    file, today = session.compartment(name), session.deletion_day()
    running = in_force(session, name)
    records = due_records.due_records(file, running, on=today)
    number = sweeping.next_number(file)
    with file.change("retention.sweep") as change:
        cutoffs = _cutoffs(session, today)
        if name == "payroll":
            said_words.bury_swept(change, records, number=number)
            payroll.forget_grown(change, today)
        removed = sweeping.remove(change, records, number=number, cutoffs=cutoffs)
        _restrict_held(change, running, today)
        if name == "hiring":
            importing.forget_rows(change, cutoffs.draft)
        change.facts["counts"] = {} if removed is None else dict(removed.counts)
        if removed is not None:
            sweeping.note_sweep(change, number, removed)
            change.touched("sweep", str(number))
            change.facts["sweep"] = number
            _tell_peers(session, change, removed)
    if removed is not None:
        documents.remove_files(session, removed.documents, name)
        forget_certificates(session, name, removed.certificates)
    return _Done(name, changes_of(change), None if removed is None else number)


def _restrict_held(change: Change, running: Mapping[tuple[str, str], int], today: date) -> None:
    """Keep from being used what a hold alone keeps: stored and protected, nothing else.

    PIPL 47(2). It ends with the hold.
    """
    for row, hold in due_records.held_beyond(change.compartment, running, on=today).items():
        request_tasks.restrict(change, record=holds.record_of(change, hold), row=row,
                               reference=hold)  # fmt: skip


def _cutoffs(session: Session, today: date) -> sweeping.Cutoffs:
    days = periods(session.catalogue)
    return sweeping.Cutoffs(
        today=today,
        draft=today - timedelta(days=draft_days(session)),
        consent=today - timedelta(days=days[consent.EVIDENCE]),
        register=today - timedelta(days=days[due_days.REGISTER]),
        certificate=today - timedelta(days=days[due_days.CERTIFICATE]),
        stub=today - timedelta(days=days[stubs.CLASS]),
        temperature=today - timedelta(days=days[temperatures.CLASS]),
        refused=today - timedelta(days=days[sources.CLASS]),
    )


def _tell_peers(session: Session, change: Change, removed: sweeping.Removed) -> None:
    """Say that records are gone to whoever knows them by a reference."""
    for link in removed.links:
        try:
            send(session, change, receiver=link.peer, kind="record.gone", record="",
                 message={"about": link.reference})  # fmt: skip
        except NobodyReceives:
            change.facts["unreachable"] = link.peer


def _together(changes: Sequence[Changes]) -> Changes:
    records = frozenset(record for one in changes for record in one.records)
    return Changes("retention.sweep", records)


def _swept(session: Session, done: Sequence[_Done]) -> tuple[FileSwept, ...]:
    lines = {(line.compartment, line.number): line for line in certificates(session)}
    found = [lines[one.compartment, one.number] for one in done if one.number is not None]
    return tuple(
        FileSwept(line.compartment, line.number, line.counts, line.certificate) for line in found
    )
