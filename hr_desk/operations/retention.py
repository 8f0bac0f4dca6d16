# SPDX-License-Identifier: Apache-2.0
"""Retention: what is due, and the sweep; its proof and certificate are in ``proofs``.

Everything here is about all files the session holds that a sweep knows how to clear; each file
has its own sweeps, numbers and certificates. Whoever holds a file sweeps it.

The day that counts is the file's trusted day: a clock set back postpones nothing, one set ahead
deletes nothing until a person confirms it (design section 6).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hr_desk.catalogue import load
from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain import consent, joiners
from hr_desk.domain import visits as states
from hr_desk.i18n import t
from hr_desk.operations import (
    auditing,
    backups,
    concluding,
    documents,
    due_days,
    minors_found,
    profiles,
    scope,
    visits,
)
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver, send
from hr_desk.operations.operation import changes_of, desk_operation, require
from hr_desk.operations.problems import DateNeedsConfirmation, NobodyReceives, NotPermitted
from hr_desk.operations.proofs import (
    CertificateLine,
    certificates,
    finish_proofs,
    log_unproven,
    swept_here,
    verify_certificate,
)
from hr_desk.operations.session import Session
from hr_desk.store import importing, parts, sweeping
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.sweeping import DueRecord

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
    "periods",
    "preview",
    "sweep",
    "verify_certificate",
]

DAYS_AHEAD: Final = 7
"""How long before its day a record is listed for its owner (promises, mends)."""

DRAFT_DAYS_AHEAD: Final = 2
"""Staff drafts are warned of on day 5 of 7 (promises, mends)."""

SWEEPING: Final = tuple(
    key for key, role in load().roles.items() if set(role.holds) & set(sweeping.COMPARTMENTS)
)
"""The roles that hold a file which is swept."""


@dataclass(frozen=True, slots=True)
class DueLine:
    """One person, visit or draft that goes: why, since when the clock runs, on which day it ends.

    ``person_id`` is the id of the visit in ``visits``, that of the draft for a draft.
    """

    person_id: str
    name: str
    requisition: str
    class_key: str
    clock_event: str
    clock_day: date
    due: date
    days_left: int
    compartment: str


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


def periods(catalogue: Catalogue, compartment: str = "hiring") -> dict[tuple[str, str], int]:
    """Return the days in force for each class and event that a record there can end in."""
    in_force = due_days.periods(catalogue)
    return {key: in_force[key] for key in _endings(catalogue, compartment)}


def _endings(catalogue: Catalogue, compartment: str) -> Iterator[tuple[str, str]]:
    if compartment == "visits":
        yield from ((states.RETENTION_CLASS, event)
                    for event in catalogue.classes[states.RETENTION_CLASS].periods)  # fmt: skip
        return
    if compartment in parts.OWNERS:
        keys = {field.retention.get(compartment) for field in catalogue.fields.values()}
        yield from joiners.events_of(
            {key: catalogue.classes[key].periods for key in sorted(filter(None, keys))}
        )
        return
    for stage in catalogue.stages.values():
        if stage.clock is not None and stage.clock_event is not None:
            yield stage.clock, stage.clock_event
    yield concluding.CANCELLED
    yield from (consent.WITHDRAWN, minors_found.FOUND)
    for purpose in consent.asked_purposes(catalogue):
        kept = consent.class_of(catalogue, purpose.key)
        yield kept.key, consent.event_of(kept)[0]


def clock_needs_confirmation(session: Session) -> bool:
    """Whether the computer's clock is further ahead than any file may follow by itself."""
    # Asked before the files look at it: a real clock goes on between two looks.
    now = session.now()
    files = [session.compartment(name) for name in session.held]
    trusted = [file.trusted_time() for file in files if file.latest_time() is not None]
    return max(trusted, default=now) < now


def preview(session: Session, *, on: date | None = None) -> tuple[DueLine, ...]:
    """Return what goes on the day ``on`` (default: what goes within seven days), oldest first.

    Of applicants those the user works on. People first, then visits, then drafts, which only say
    whose they are: nobody else can read them. Raises NotPermitted.
    """
    _require_reader(session)
    today = session.trusted_day()
    people = [
        line
        for name in swept_here(session)
        for line in _due_records(session, name, on or today + timedelta(days=DAYS_AHEAD), today)
    ]
    people.sort(key=lambda line: line.compartment != "hiring")
    drafts = [
        line
        for name in swept_here(session)
        for line in _due_drafts(
            session, name, on or today + timedelta(days=DRAFT_DAYS_AHEAD), today
        )
    ]
    return (*people, *drafts)


def _due_records(session: Session, name: str, day: date, today: date) -> Iterator[DueLine]:
    in_force = periods(session.catalogue, name)
    due = sweeping.due_records(session.compartment(name), in_force, on=day)
    if name == scope.FILE:
        mine = scope.people(session, [record.id for record in due])
        due = [record for record in due if record.id in mine]
    for record in due:
        yield DueLine(
            person_id=record.id,
            name=_shown_name(session, record),
            requisition=record.requisition,
            class_key=record.retention_class,
            clock_event=record.clock_event,
            clock_day=record.clock_day,
            due=record.due,
            days_left=(record.due - today).days,
            compartment=name,
        )


def _shown_name(session: Session, record: DueRecord) -> str:
    """Return a name as it may be shown; that of an aged record is masked for everybody.

    Empty where the name itself is gone already: a part may outlive it.
    """
    field = session.catalogue.field("full_name")
    if "full_name" not in record.fields:
        return ""
    value = field.type.load(record.fields["full_name"])
    masked_after = session.catalogue.classes[record.retention_class].masked_after
    if states.aged(record.clock_day, masked_after, session.today()):
        return field.type.mask(value)
    return field.type.show(value)


def _due_drafts(session: Session, name: str, day: date, today: date) -> Iterator[DueLine]:
    names = {user.id: user.name for user in session.register.users}
    kept = timedelta(days=_draft_days(session))
    for id_, user, typed_on in session.compartment(name).read(
        "SELECT id, user, typed_on FROM draft WHERE typed_on <= ? ORDER BY typed_on",
        ((day - kept).isoformat(),),
    ):
        typed = date.fromisoformat(typed_on)
        yield DueLine(
            person_id=id_,
            name=t("Draft of {user}", user=names.get(user, user)),
            requisition="",
            class_key=sweeping.DRAFT_CLASS,
            clock_event="typed",
            clock_day=typed,
            due=typed + kept,
            days_left=(typed + kept - today).days,
            compartment=name,
        )


def _draft_days(session: Session) -> int:
    return session.catalogue.classes[sweeping.DRAFT_CLASS].periods["typed"]


def _require_reader(session: Session) -> None:
    if not set(SWEEPING) & set(session.user.roles):
        raise NotPermitted


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


@desk_operation("retention.sweep", roles=SWEEPING)
def sweep(session: Session) -> SweepResult:
    """Delete what is due today, prove it, and issue a certificate for each file it went from.

    Visits of earlier days are closed first, keys of kiosks whose days are over are destroyed.
    Where another process has a file open, its rewriting waits: the deletion stands, the
    certificate comes with the next ``finish_proofs``. Raises NotPermitted and the files' errors.
    """
    require(session, "retention.sweep")
    files = DeskFiles(session.folder)
    files.release_reserve()
    try:
        closed = (*_close_days(session), *_conclude_untouched(session),
                  *minors_found.lock_found(session))  # fmt: skip
        # An entry each time, also when nothing is due: it lets the file follow the clock.
        done = [_sweep_file(session, name) for name in swept_here(session)]
        log_unproven(session)
        documents.remove_orphans(session)
        backups.expire(session)
        profiles.forget_old_keys(session)
        deliver(session)
        proven = finish_proofs(session)
        auditing.cut_old(session)
        due_days.note(session)
    finally:
        files.keep_reserve()
    changes = _together([*closed, *(one.changes for one in done)])
    return SweepResult(changes=changes, files=_swept(session, done), proven=proven)


def _close_days(session: Session) -> tuple[Changes, ...]:
    if session.holds("visits") and visits.days_waiting(session):
        return (visits.close_day(session),)
    return ()


def _conclude_untouched(session: Session) -> tuple[Changes, ...]:
    if session.holds("hiring") and concluding.untouched(session):
        return (concluding.conclude_untouched(session),)
    return ()


@dataclass(frozen=True, slots=True)
class _Done:
    """The change a sweep made in one file; ``number`` is None where nothing was due."""

    compartment: str
    changes: Changes
    number: int | None


def _sweep_file(session: Session, name: str) -> _Done:
    """Delete what is due in one file, with tombstones; then the files of its documents."""
    file, today = session.compartment(name), session.trusted_day()
    records = sweeping.due_records(file, periods(session.catalogue, name), on=today)
    number = sweeping.next_number(file)
    with file.change("retention.sweep") as change:
        cutoffs = _cutoffs(session, today)
        removed = sweeping.remove(change, records, number=number, cutoffs=cutoffs)
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
    return _Done(name, changes_of(change), None if removed is None else number)


def _cutoffs(session: Session, today: date) -> sweeping.Cutoffs:
    in_force = due_days.periods(session.catalogue)
    return sweeping.Cutoffs(
        today=today,
        draft=today - timedelta(days=_draft_days(session)),
        consent=today - timedelta(days=in_force[consent.EVIDENCE]),
        register=today - timedelta(days=in_force[due_days.REGISTER]),
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
