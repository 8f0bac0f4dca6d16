# SPDX-License-Identifier: Apache-2.0
"""Writing one portion of an import: new people, and people of the file whose values are renewed."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from hr_desk.operations import import_columns, import_rows, policies, recruitment, scope
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.import_rows import Row
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.requisitions import found
from hr_desk.operations.session import Session
from hr_desk.operations.values import merged, require_guardian, search_terms
from hr_desk.store import hiring, importing
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.importing import NEW, UPDATED, RowRecord

if TYPE_CHECKING:
    from hr_desk.operations.importing import Preview

FORM: Final = "application"
"""The form a sheet fills: the one on which somebody applies."""


@operation("import.portion", compartment="hiring", roles=RECRUITING)
def enter_portion(
    session: Session,
    change: Change,
    /,
    batch_id: str,
    previewed: "Preview",
    rows: Sequence[Row],
    *,
    planned: int,
    last: bool,
) -> tuple[str, ...]:
    """Write some rows of a batch, the first of which begins it and the last ends it."""
    policy = policies.require_in_force(session).number
    for id_ in {row.ready.requisition.id for row in rows if row.ready is not None}:
        found(session, id_)
    known = importing.batch(session.compartment("hiring"), batch_id)
    if known is None:
        batch = _begin(session, change, batch_id, previewed, policy=policy, planned=planned)
    else:
        batch = known.seq
    change.touched("import_batch", batch_id)
    done, created = _write(session, change, rows, policy=policy)
    importing.add_rows(change, batch, done)
    change.facts.update(batch=batch_id, rows=len(done), notice=previewed.reading.notice)
    if last:
        importing.finish_batch(change, batch)
        change.facts["finished"] = True
    return created


def _begin(
    session: Session, change: Change, batch_id: str, previewed: "Preview", *, policy: int,
    planned: int,
) -> int:  # fmt: skip
    heads = previewed.sheet.rows[previewed.heading_row]
    import_columns.remember(session, change, heads, previewed.columns)
    return importing.insert_batch(
        change, batch_id, form=FORM, user=session.user.id, on=session.today(),
        notice=(policy, previewed.reading.notice), planned=planned,
    )  # fmt: skip


def _write(
    session: Session, change: Change, rows: Sequence[Row], *, policy: int
) -> tuple[list[RowRecord], tuple[str, ...]]:
    """Write the rows; a new one whose person came into the file meanwhile is passed over."""
    arrived = _arrived(session, rows)
    done: list[RowRecord] = []
    created: list[str] = []
    for row in rows:
        if row.ready is None or row.line in arrived:
            continue
        if row.twin is not None:
            record, made = _update(session, change, row.line, row.ready, person=row.twin.seq)
        else:
            entered = recruitment.enter(session, change, row.ready, policy=policy)
            record = RowRecord(row.line, NEW, entered.person, 1, entered.application, 1)
            made = entered.application_id
        done.append(record)
        if made is not None:
            created.append(made)
    return done, tuple(created)


def _arrived(session: Session, rows: Sequence[Row]) -> set[int]:
    """Return the lines of new rows whose person is in the file by now."""
    wanted = {
        row.line: list(import_rows.identity_terms(session, row.ready.person))
        for row in rows
        if row.ready is not None and row.twin is None
    }
    terms = {term for found_terms in wanted.values() for _, term in found_terms}
    known = importing.twins(session.compartment("hiring"), terms)
    return {
        line
        for line, found_terms in wanted.items()
        for key, term in found_terms
        if import_rows.twin_in(session, known.get(term, ()), key, term) is not None
    }


def _update(
    session: Session, change: Change, line: int, ready: recruitment.Checked, *, person: int
) -> tuple[RowRecord, str | None]:
    """Renew a person's values; they apply for the row's post too unless they do already.

    Returns what was done, and the id of a new application.
    """
    records = hiring.applications_where(
        session.compartment("hiring"), "p.seq = ?", (person,), limit=-1
    )
    if not records:
        raise RecordGone
    scope.require_person(session, records)
    latest, open_one = records[0], _open_for(records, ready)
    old, new = latest.person_fields, merged(latest.person_fields, ready.person)
    require_guardian(session, new)
    was = {} if open_one is None else open_one.fields
    own = {} if open_one is None else merged(open_one.fields, ready.application)
    terms = (search_terms(session, {**old, **was}), search_terms(session, {**new, **own}))
    hiring.update_person(change, latest, new, terms=terms)
    change.fields.update(ready.everything)
    before: dict[str, object] = {"person": _changed(old, new)}
    version = latest.person_version + 1
    if open_one is not None:
        hiring.update_application(change, open_one, own)
        before["application"] = {open_one.id: _changed(open_one.fields, own)}
        return RowRecord(line, UPDATED, person, version, None, None, before), None
    entered = recruitment.apply_once_more(session, change, ready, person=person)
    hiring.insert_terms(change, person, search_terms(session, ready.application))
    done = RowRecord(line, UPDATED, person, version, entered.application, 1, before)
    return done, entered.application_id


def _open_for(
    records: Sequence[ApplicationRecord], ready: recruitment.Checked
) -> ApplicationRecord | None:
    wanted = ready.requisition.id
    undecided = (one for one in records if one.retention_class is None)
    return next((one for one in undecided if one.requisition_id == wanted), None)


def _changed(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, list[object]]:
    """Return each field that differs: what it was (None: nothing) and what it is now."""
    return {
        key: [old.get(key), new.get(key)]
        for key in sorted({*old, *new})
        if old.get(key) != new.get(key)
    }
