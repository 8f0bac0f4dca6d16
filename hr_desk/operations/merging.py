# SPDX-License-Identifier: Apache-2.0
"""Two records of one human: compare them, make one of them, make both again.

The applications of both stay as they are, with all that hangs on them; only the values of the
person are chosen. What undoing needs goes with the person at their sweep, and so does the id of
the one who went: until then it has no tombstone.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from hr_desk.catalogue.model import Access, Field, Scenario
from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.catalogue.types.documents import ids_of
from hr_desk.operations import scope
from hr_desk.operations.applications import all_of, terms_of_person
from hr_desk.operations.candidates import FieldView, view_of
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import MergedAgain, MergeGone, NotYours, SamePerson
from hr_desk.operations.recruitment import records
from hr_desk.operations.sealed_documents import folder_of
from hr_desk.operations.session import Session
from hr_desk.operations.values import require_guardian
from hr_desk.store import hiring, merging, sealed_files
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord, Fields
from hr_desk.store.merging import Merge

Side = Literal["kept", "gone"]
OWED: Final = "owed"
"""The code of a notice that was not given yet."""


@dataclass(frozen=True, slots=True)
class FieldPair:
    """One field of both persons as this user may see it, and the side taken unless chosen."""

    field: Field
    kept: FieldView
    gone: FieldView
    differs: bool
    default: Side


@dataclass(frozen=True, slots=True)
class MergeNote:
    """The last merge into a person, which can be undone."""

    merge_id: str
    at: datetime


def compare(session: Session, kept: str, gone: str) -> tuple[FieldPair, ...]:
    """Return both persons (ids) side by side, given fields only, in the order of the form.

    It is a read of both and logged. Fields closed to the user for one of them are left out. Raises
    MinorNotApproved, RecordGone, SamePerson,
    SomeoneElses, CompartmentClosed.
    """
    one, other = _both(session, kept, gone)
    every = (
        _pair(session, field, one[0], other[0])
        for field in session.catalogue.fields_of("hiring", Scenario.RECRUITMENT)
        if field.record == "person"
    )
    pairs = tuple(pair for pair in every if pair is not None)
    _note_comparing(session, (one[0], other[0]), [pair.field.key for pair in pairs])
    return pairs


@operation("person.compare", compartment="hiring", roles=RECRUITING)
def _note_comparing(
    session: Session, change: Change, /, both: Iterable[ApplicationRecord], keys: Iterable[str]
) -> None:
    del session
    for one in both:
        change.touched("application", one.id)
    change.fields.update(keys)


def _pair(
    session: Session, field: Field, one: ApplicationRecord, other: ApplicationRecord
) -> FieldPair | None:
    left, right = one.person_fields.get(field.key), other.person_fields.get(field.key)
    kept = view_of(session, field, left, stage=one.stage)
    gone = view_of(session, field, right, stage=other.stage)
    if kept is None or gone is None or left is right is None:
        return None
    return FieldPair(field, kept, gone, left != right, _default(field.key, one, other))


def _default(key: str, one: ApplicationRecord, other: ApplicationRecord) -> Side:
    """The given value; of two the one of who was taken in later."""
    if key not in other.person_fields:
        return "kept"
    newer = other.person_seq > one.person_seq
    return "gone" if newer or key not in one.person_fields else "kept"


def _both(
    session: Session, kept: str, gone: str
) -> tuple[list[ApplicationRecord], list[ApplicationRecord]]:
    if kept == gone:
        raise SamePerson
    both = all_of(session, kept), all_of(session, gone)
    for applications in both:
        scope.require_person(session, applications)
    return both


@operation("person.merge", compartment="hiring", roles=RECRUITING)
def merge(
    session: Session,
    change: Change,
    /,
    kept: str,
    gone: str,
    *,
    choices: Mapping[str, Side] | None = None,
) -> tuple[str]:
    """Make one of two persons (ids) who are one human; returns the id by which it is undone.

    ``choices`` says for a field whose value stays; the others follow ``FieldPair.default``.
    Raises RecordGone, SamePerson, NotYours for a choice of a closed field, GuardianNeeded.
    """
    one, other = _both(session, kept, gone)
    chosen = choices or {}
    _require_open(session, chosen, one[0], other[0])
    result = _result(one[0], other[0], chosen)
    for application in (*one, *other):
        require_guardian(session, {**result, **application.fields})
    file, id_ = session.compartment("hiring"), secrets.token_hex(16)
    rows = (
        merging.person_row(file, one[0].person_seq),
        merging.person_row(file, other[0].person_seq),
    )
    notice = rows[1] if rows[0]["notice_how"] == OWED else rows[0]
    merging.join(change, id_, kept=rows[0], gone=rows[1], result=result, notice=notice)
    terms = terms_of_person(session, [*one, *other], result)
    hiring.insert_terms(change, one[0].person_seq, terms)
    change.touched("person", gone)
    for application in (*one, *other):
        change.touched("application", application.id)
    change.facts["merge"] = id_
    change.fields.update(chosen)
    return (id_,)


def _require_open(
    session: Session,
    choices: Mapping[str, Side],
    one: ApplicationRecord,
    other: ApplicationRecord,
) -> None:
    """Raise NotYours for a field the user may not see of one of them: nobody chooses blindly."""
    for key in choices:
        field = session.catalogue.field(key)
        if any(session.access(field, stage=a.stage) is Access.NONE for a in (one, other)):
            raise NotYours(field=field.label)


def _result(
    one: ApplicationRecord, other: ApplicationRecord, choices: Mapping[str, Side]
) -> dict[str, Any]:
    keys = {**one.person_fields, **other.person_fields}
    sides = {key: choices.get(key) or _default(key, one, other) for key in keys}
    values = {
        key: (other if side == "gone" else one).person_fields.get(key)
        for key, side in sides.items()
    }
    return {key: value for key, value in values.items() if value is not None}


def last_merge(session: Session, application_id: str) -> MergeNote | None:
    """Return the last merge into the person of an application, None where none stands."""
    record = records(session, [application_id])[0]
    found = merging.latest_of(session.compartment("hiring"), record.person_seq)
    return None if found is None else MergeNote(found.id, datetime.fromisoformat(found.merged_at))


@operation("person.unmerge", compartment="hiring", roles=RECRUITING)
def undo_merge(session: Session, change: Change, /, merge_id: str) -> tuple[str]:
    """Bring both persons of a merge back; returns the id of the one who had gone.

    What was changed since stays with the one who was kept, and so does an application made since.
    Raises MergeGone, MergedAgain while a later merge into the same person stands.
    """
    file = session.compartment("hiring")
    found = merging.merge_of(file, merge_id)
    if found is None:
        raise MergeGone
    latest = merging.latest_of(file, found.kept)
    if latest is None or latest.id != merge_id:
        raise MergedAgain
    scope.require_person(session, all_of(session, str(found.snapshot["kept"]["id"])))
    kept, gone = _values_again(session, found)
    merging.part(change, found, kept=kept, gone=gone)
    id_ = str(found.snapshot["gone"]["id"])
    change.wrote("person", id_, {"fields": gone})
    for person, fields in ((str(found.snapshot["kept"]["id"]), kept), (id_, gone)):
        _settle(session, change, person, fields)
    change.facts["merge"] = merge_id
    return (id_,)


def _values_again(session: Session, merge: Merge) -> tuple[Fields, Fields]:
    """Return both persons' values: as they were, and what was edited since in the kept one."""
    file = session.compartment("hiring")
    now = json.loads(merging.person_row(file, merge.kept)["fields"])
    result = merge.snapshot["result"]
    edited = {key: now.get(key) for key in {**now, **result} if now.get(key) != result.get(key)}
    kept = {**json.loads(merge.snapshot["kept"]["fields"]), **edited}
    gone = json.loads(merge.snapshot["gone"]["fields"])
    lost = _lost_documents(session, merge)
    return _present(session, kept, lost), _present(session, gone, lost)


def _lost_documents(session: Session, merge: Merge) -> set[str]:
    """Return the ids of documents of both that were removed since."""
    ids = [id_ for id_, _, _ in merge.snapshot["documents"]]
    return set(ids) - merging.documents_left(session.compartment("hiring"), ids)


def _present(session: Session, fields: Fields, lost: set[str]) -> dict[str, Any]:
    """Return the values without the ids of documents that are ``lost``."""
    known = session.catalogue.fields.items()
    files = {key for key, field in known if field.type.name in FILE_TYPES}
    kept = {key: _left(value, lost) if key in files else value for key, value in fields.items()}
    return {key: value for key, value in kept.items() if value is not None}


def _left(stored: str | None, lost: set[str]) -> str | None:
    return " ".join(id_ for id_ in ids_of(stored) if id_ not in lost) or None


def _settle(session: Session, change: Change, person: str, fields: Fields) -> None:
    """Make the terms of a person who is back afresh, and drop documents no value names."""
    everything = all_of(session, person)
    terms = terms_of_person(session, everything, fields)
    hiring.insert_terms(change, everything[0].person_seq, terms)
    for application in everything:
        change.touched("application", application.id)
    folder = folder_of(session)
    named = {id_ for value in fields.values() if isinstance(value, str) for id_ in ids_of(value)}
    sealed_files.forget_others(change, folder, record=person, named=named)
