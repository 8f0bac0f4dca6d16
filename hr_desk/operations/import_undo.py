# SPDX-License-Identifier: Apache-2.0
"""Taking a whole import back: who it made goes as in a sweep, who it changed is put back.

The deletion stands in the file as a sweep of its own: it has tombstones, reaches the backup
places, is proven and gets a certificate, so that a restored backup does not bring the batch back.
Of a person whom the import changed, each value goes back to what it was unless somebody has
changed it again since; their work is not overwritten.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from hr_desk.errors import UserError
from hr_desk.operations import documents, scope
from hr_desk.operations.changes import Changes
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.delivery import deliver, send
from hr_desk.operations.hold_problems import BatchHeld
from hr_desk.operations.import_problems import (
    BatchMerged,
    BatchTooOld,
    BatchUndone,
    BatchUnknown,
    BatchWorkedOn,
)
from hr_desk.operations.operation import desk_operation, operation, require
from hr_desk.operations.problems import NobodyReceives
from hr_desk.operations.proofs import finish_proofs, log_unproven
from hr_desk.operations.session import Session
from hr_desk.operations.values import search_terms
from hr_desk.store import hiring, holds, importing, sweeping
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.importing import UPDATED, BatchRecord, RowRecord

_NAMED: Final = 10
"""How many rows a sentence names before it says that there are more."""


@dataclass(frozen=True)
class Undone:
    """What taking an import back did: people removed, people put back, the sweep's number.

    ``proven`` is False while another process has the file open: the deletion stands, its proof
    follows.
    """

    changes: Changes
    removed: int
    put_back: int
    sweep: int | None
    proven: bool


@dataclass(frozen=True)
class Undoable:
    """An import that can be taken back through ``until``; ``at`` is when it began, in UTC."""

    batch_id: str
    at: datetime
    by: str
    new: int
    updated: int
    until: date

    @property
    def people(self) -> int:
        """How many people it brought in or renewed."""
        return self.new + self.updated


def kept_days(session: Session) -> int:
    """Return for how many days an import can be undone: as long as drafts are kept."""
    return session.catalogue.classes[sweeping.DRAFT_CLASS].periods["typed"]


def undoable(session: Session) -> tuple[Undoable, ...]:
    """Return the imports whose days are not over, newest first: the user's own to see.

    One of them may still be refused, for a hold or a merge, which ``undo`` says. Raises
    NotPermitted.
    """
    require(session, "import.undo")
    names = {user.id: user.name for user in session.register.users}
    kept = timedelta(days=kept_days(session))
    found = importing.batches(session.compartment("hiring"))
    return tuple(
        _as_undoable(one, names, kept)
        for one in found
        if one.undone_at is None
        and one.new + one.updated
        and session.today() - one.started_on < kept
        and scope.has_batch(session, one)
    )


def _as_undoable(batch: BatchRecord, names: Mapping[str, str], kept: timedelta) -> Undoable:
    return Undoable(
        batch_id=batch.id,
        at=datetime.fromisoformat(batch.started_at),
        by=names.get(batch.user, batch.user),
        new=batch.new,
        updated=batch.updated,
        until=batch.started_on + kept - timedelta(days=1),
    )


@desk_operation("import.undo", roles=RECRUITING)
def undo(session: Session, batch_id: str, *, also_worked_on: bool = False) -> Undone:
    """Take a whole import back.

    Refuses with BatchWorkedOn, naming the rows, when somebody has worked on its people since;
    ``also_worked_on`` confirms that they go too. Raises BatchUnknown, SomeoneElses, BatchUndone,
    BatchTooOld, BatchMerged, NotPermitted and the file's errors.
    """
    require(session, "import.undo")
    batch = _undoable(session, batch_id)
    lines = importing.worked_on(session.compartment("hiring"), batch.seq)
    if lines and not also_worked_on:
        raise BatchWorkedOn(count=len(lines), rows=_named(lines))
    return take_back(session, batch_id)


def _named(lines: Sequence[int]) -> str:
    return ", ".join(map(str, lines[:_NAMED])) + ("…" if len(lines) > _NAMED else "")


def _undoable(session: Session, batch_id: str) -> BatchRecord:
    batch = importing.batch(session.compartment("hiring"), batch_id)
    if batch is None:
        raise BatchUnknown
    scope.require_batch(session, batch)
    if batch.undone_at is not None:
        raise BatchUndone
    days = kept_days(session)
    if session.today() - batch.started_on >= timedelta(days=days):
        raise BatchTooOld(days=days)
    lines = importing.merged(session.compartment("hiring"), batch.seq)
    if lines:
        raise BatchMerged(count=len(lines), rows=_named(lines))
    _require_free(session, batch)
    return batch


def _require_free(session: Session, batch: BatchRecord) -> None:
    """Raise BatchHeld where somebody whom the import brought in is held."""
    file = session.compartment("hiring")
    kept = holds.kept(file, on=session.today())
    held = [seq for seq, _ in importing.people_made(file, batch.seq) if seq in kept]
    if held:
        raise BatchHeld(count=len(held))


def take_back(session: Session, batch_id: str) -> Undone:
    """Remove what a batch brought in, whoever worked on it; ``undo`` asks first.

    Raises BatchUnknown, BatchUndone, BatchTooOld, BatchMerged and the file's errors.
    """
    batch = _undoable(session, batch_id)
    file = session.compartment("hiring")
    people, number = importing.people_made(file, batch.seq), sweeping.next_number(file)
    rows = importing.rows_of(file, batch.seq)
    changes = _take_back(session, batch, number)
    documents.remove_orphans(session)
    added = any(row.made == UPDATED and row.application is not None for row in rows)
    swept = bool(people) or added
    proven = True
    if swept:
        with suppress(UserError):
            log_unproven(session)
            deliver(session)
            proven = finish_proofs(session)
    put_back = sum(row.made == UPDATED for row in rows)
    return Undone(changes, len(people), put_back, number if swept else None, proven)


@operation("import.take_back", compartment="hiring", roles=RECRUITING)
def _take_back(session: Session, change: Change, /, batch: BatchRecord, number: int) -> None:
    file = session.compartment("hiring")
    people = importing.people_made(file, batch.seq)
    added = importing.applications_added(file, batch.seq)
    updated = [row for row in importing.rows_of(file, batch.seq) if row.made == UPDATED]
    applications = _applications_of(change, people) + [id_ for _, id_ in added]
    for row in updated:
        _put_back(session, change, row)
    _, links = sweeping.remove_undone(change, people, added, number=number, on=session.today())
    _note_sweep(session, change, number, people=len(people), applications=len(applications))
    importing.note_undone(change, batch.seq)
    change.touched("import_batch", batch.id)
    for _, person in people:
        change.touched("person", person)
    for application in applications:
        change.touched("application", application)
    change.facts.update(batch=batch.id, removed=len(people), put_back=len(updated))
    _tell_peers(session, change, links)


def _applications_of(change: Change, people: Sequence[tuple[int, str]]) -> list[str]:
    ids = []
    for seq, _ in people:
        rows = change.execute("SELECT id FROM application WHERE person = ?", (seq,))
        ids += [str(id_) for (id_,) in rows]
    return ids


def _note_sweep(
    session: Session, change: Change, number: int, *, people: int, applications: int
) -> None:
    """Enter the deletion under the class that a candidate's file has."""
    if not applications:
        return
    class_ = session.catalogue.field("full_name").retention["hiring"]
    today = session.today()
    removed = sweeping.Removed({class_: people or applications}, today, today, (), ())
    sweeping.note_sweep(change, number, removed)
    change.touched("sweep", str(number))
    change.facts["sweep"] = number


def _tell_peers(session: Session, change: Change, links: Sequence[sweeping.Link]) -> None:
    for link in links:
        try:
            send(session, change, receiver=link.peer, kind="record.gone", record="",
                 message={"about": link.reference})  # fmt: skip
        except NobodyReceives:
            change.facts["unreachable"] = link.peer


def _put_back(session: Session, change: Change, row: RowRecord) -> None:
    """Give a changed person each value back that is still the import's."""
    file = session.compartment("hiring")
    records = hiring.applications_where(file, "p.seq = ?", (row.person,), limit=-1)
    if not records or row.before is None:
        return
    kept = [one for one in records if one.seq != row.application]
    before, after = _texts_of(records[0], records), records[0].person_fields
    person = _restored(after, row.before.get("person", {}))
    applications = row.before.get("application", {})
    fields = {
        one.id: _restored(one.fields, applications[one.id]) if one.id in applications
        else one.fields
        for one in kept
    }  # fmt: skip
    for one in kept:
        if one.id in applications:
            hiring.update_application(change, one, fields[one.id])
    now = dict(person)
    terms = search_terms(session, now)
    for own in fields.values():
        terms |= search_terms(session, own)
    old_terms: set[str] = set()
    for everything in before:
        old_terms |= search_terms(session, everything)
    hiring.update_person(change, records[0], person, terms=(old_terms, terms))
    change.fields.update(row.before.get("person", {}))


def _texts_of(
    person: ApplicationRecord, records: Sequence[ApplicationRecord]
) -> list[Mapping[str, Any]]:
    return [person.person_fields, *(one.fields for one in records)]


def _restored(now: Mapping[str, Any], changed: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields with each changed one as it was, unless it is something else by now."""
    restored = dict(now)
    for key, (was, became) in changed.items():
        if restored.get(key) == became:
            restored[key] = was
    return {key: value for key, value in restored.items() if value is not None}
