# SPDX-License-Identifier: Apache-2.0
"""Retention: what is due, the sweep, its proof and its certificate.

The day that counts is the file's trusted day: a clock set back postpones nothing, one set ahead
deletes nothing until a person confirms it (design section 6).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.i18n import t
from hr_desk.operations import backups, documents
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver
from hr_desk.operations.operation import OPERATIONS, operation, require
from hr_desk.operations.problems import DateNeedsConfirmation, NotPermitted
from hr_desk.operations.requisitions import RECRUITING
from hr_desk.operations.session import Session
from hr_desk.store import sweeping
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import DeskFiles, replace_whole
from hr_desk.vault import certificates as vault_certificates

DAYS_AHEAD: Final = 7
"""How long before its day a record is listed for its owner (promises, mends)."""

DRAFT_DAYS_AHEAD: Final = 2
"""Staff drafts are warned of on day 5 of 7 (promises, mends)."""

FILE: Final = "hiring"


@dataclass(frozen=True, slots=True)
class DueLine:
    """One person or draft that goes: why, since when the clock runs, on which day it ends."""

    person_id: str
    name: str
    requisition: str
    class_key: str
    clock_event: str
    clock_day: date
    due: date
    days_left: int


@dataclass(frozen=True, slots=True)
class SweepResult:
    """What a sweep did; the certificate is None when nothing was due or the proof has to wait."""

    changes: Changes
    counts: Mapping[str, int]
    number: int | None
    certificate: bytes | None
    proven: bool


@dataclass(frozen=True, slots=True)
class CertificateLine:
    """One sweep for a list; ``certificate`` is None while its proof waits."""

    number: int
    swept_at: datetime
    counts: Mapping[str, int]
    earliest_due: date
    latest_due: date
    certificate: bytes | None


def periods(catalogue: Catalogue) -> dict[tuple[str, str], int]:
    """Return the days in force for each class and event that an application can end in."""
    found = {}
    for stage in catalogue.stages.values():
        if stage.clock is not None and stage.clock_event is not None:
            days = catalogue.classes[stage.clock].periods[stage.clock_event]
            found[stage.clock, stage.clock_event] = max(days, catalogue.classes[stage.clock].floor)
    return found


def clock_needs_confirmation(session: Session) -> bool:
    """Whether the computer's clock is further ahead than the file may follow by itself."""
    return session.now() - session.compartment(FILE).trusted_time() > timedelta(0)


def preview(session: Session, *, on: date | None = None) -> tuple[DueLine, ...]:
    """Return what goes on the day ``on`` (default: what goes within seven days), oldest first.

    People first, then drafts, which only say whose they are: nobody else can read them.
    """
    _require_reader(session)
    today = session.trusted_day()
    people = _due_people(session, on or today + timedelta(days=DAYS_AHEAD), today)
    drafts = _due_drafts(session, on or today + timedelta(days=DRAFT_DAYS_AHEAD), today)
    return (*people, *drafts)


def _due_people(session: Session, day: date, today: date) -> Iterator[DueLine]:
    field = session.catalogue.field("full_name")
    for person in sweeping.due_persons(
        session.compartment(FILE), periods(session.catalogue), on=day
    ):
        yield DueLine(
            person_id=person.id,
            name=field.type.show(field.type.load(person.fields["full_name"])),
            requisition=person.requisition,
            class_key=person.retention_class,
            clock_event=person.clock_event,
            clock_day=person.clock_day,
            due=person.due,
            days_left=(person.due - today).days,
        )


def _due_drafts(session: Session, day: date, today: date) -> Iterator[DueLine]:
    names = {user.id: user.name for user in session.register.users}
    kept = timedelta(days=_draft_days(session))
    for id_, user, typed_on in session.compartment(FILE).read(
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
        )


def _draft_days(session: Session) -> int:
    return session.catalogue.classes[sweeping.DRAFT_CLASS].periods["typed"]


def _require_reader(session: Session) -> None:
    if not OPERATIONS["retention.sweep"].roles & set(session.user.roles):
        raise NotPermitted


@operation("retention.confirm_time", compartment=FILE, roles=RECRUITING)
def confirm_time(session: Session, change: Change, /) -> None:
    """Take this user's word that the computer's clock is right, after a long pause."""
    session.compartment(FILE).confirm_time(change)


def confirm_day(session: Session, day: date) -> None:
    """Confirm the clock by naming today; raises DateNeedsConfirmation for another day."""
    today = session.today()
    if day != today:
        raise DateNeedsConfirmation(today=today.isoformat(), day=day.isoformat())
    if clock_needs_confirmation(session):
        confirm_time(session)


@operation("retention.sweep", compartment=FILE, roles=RECRUITING)
def _sweep_rows(session: Session, change: Change, /) -> tuple[str, ...]:
    """Delete what is due, with tombstones; the ids are the documents whose files go next."""
    file = session.compartment(FILE)
    today = session.trusted_day()
    persons = sweeping.due_persons(file, periods(session.catalogue), on=today)
    number = sweeping.next_number(file)
    removed = sweeping.remove(
        change, persons, number=number, draft_cutoff=today - timedelta(days=_draft_days(session))
    )
    if removed is None:
        change.facts["counts"] = {}
        return ()
    sweeping.note_sweep(change, number, removed)
    change.touched("sweep", str(number))
    change.facts.update(counts=dict(removed.counts), sweep=number)
    return removed.documents


def sweep(session: Session) -> SweepResult:
    """Delete what is due today, prove it, and issue the certificate.

    Where another process has the file open, the rewriting waits: the deletion stands, the
    certificate comes with the next ``finish_proofs``. Raises NotPermitted and the file's errors.
    """
    require(session, "retention.sweep")
    files = DeskFiles(session.folder)
    files.release_reserve()
    try:
        # An entry each time, also when nothing is due: it lets the file follow the clock.
        changes = _sweep_rows(session)
        documents.remove_files(session, changes.created)
        _log_unproven(session)
        documents.remove_orphans(session)
        backups.expire(session)
        deliver(session)
        proven = finish_proofs(session)
    finally:
        files.keep_reserve()
    number = _sweep_number(changes)
    line = next((one for one in certificates(session) if one.number == number), None)
    return SweepResult(
        changes=changes,
        counts={} if line is None else line.counts,
        number=number,
        certificate=None if line is None else line.certificate,
        proven=proven,
    )


def _log_unproven(session: Session) -> None:
    """Tell the backup places at once: a restore must not wait for the proof to delete again."""
    for line in certificates(session):
        if line.certificate is None:
            backups.log_deletions(session, line.number)


def _sweep_number(changes: Changes) -> int | None:
    return next((int(id_) for kind, id_ in changes.records if kind == "sweep"), None)


def finish_proofs(session: Session) -> bool:
    """Rewrite the file and issue the certificates that wait for it; False when it is in use.

    Tombstones reach every backup place that can be reached before a certificate is issued; the
    certificate names the others.
    """
    waiting = [line.number for line in certificates(session) if line.certificate is None]
    if not waiting:
        return True
    file = session.compartment(FILE)
    if not sweeping.rewrite(file):
        return False
    vacuumed_at = session.now()
    if not sweeping.empty_log(file):
        return False
    for number in waiting:
        unreached = backups.log_deletions(session, number)
        _certify(session, number, vacuumed_at=vacuumed_at, unreached=unreached)
    return sweeping.empty_log(file)


@operation("retention.certify", compartment=FILE, roles=RECRUITING)
def _certify(
    session: Session, change: Change, /, number: int, *, vacuumed_at: datetime,
    unreached: tuple[str, ...],
) -> None:  # fmt: skip
    at = _moment(vacuumed_at)
    line = next(one for one in certificates(session) if one.number == number)
    head = session.compartment(FILE).head()
    facts = vault_certificates.Facts(
        number=number,
        desk_id=session.desk_id,
        company_name=session.company["name"],
        compartment=FILE,
        issued_at=_moment(session.now()),
        counts=dict(line.counts),
        earliest_due=line.earliest_due.isoformat(),
        latest_due=line.latest_due.isoformat(),
        vacuumed_at=at,
        truncated_at=at,
        last_backup_gone_on=backups.last_gone_on(session).isoformat(),
        unreached_backup_places=unreached,
        audit_sequence=head.sequence,
        audit_head=head.hash.hex(),
    )
    certificate = vault_certificates.issue(
        facts,
        signer=session.keys,
        user=session.register.user(session.user.id),
        root_public=session.register.root_public,
    )
    change.execute(
        "UPDATE sweep SET certificate = ?, vacuumed_at = ?, truncated_at = ? WHERE number = ?",
        (certificate, at, at, number),
    )
    change.touched("sweep", str(number))
    folder = DeskFiles(session.folder).part("certificates")
    replace_whole(folder / f"{FILE}-{number:06}.certificate", certificate)


def _moment(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def certificates(session: Session) -> tuple[CertificateLine, ...]:
    """Return the sweeps of this desk, newest first, each with its certificate."""
    rows = session.compartment(FILE).read(
        "SELECT number, swept_at, counts, earliest_due, latest_due, certificate FROM sweep "
        "ORDER BY number DESC"
    )
    return tuple(
        CertificateLine(
            number,
            datetime.fromisoformat(swept_at),
            json.loads(counts),
            date.fromisoformat(earliest),
            date.fromisoformat(latest),
            None if certificate is None else bytes(certificate),
        )
        for number, swept_at, counts, earliest, latest, certificate in rows
    )


def verify_certificate(data: bytes) -> vault_certificates.Certificate:
    """Return a certificate's facts if every check holds; needs no desk.

    Raises CertificateProblem.
    """
    return vault_certificates.verify_certificate(data)
