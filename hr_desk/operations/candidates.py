# SPDX-License-Identifier: Apache-2.0
"""What screens read of candidates: lists, one record, one value in full.

Masking happens here and nowhere above, so that tables, prints, search and the clipboard get the
masked text too (promises b.5). A field the role may not see is not in the answer at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from hr_desk.catalogue.model import Access, Field, Scenario
from hr_desk.domain import retention, stages
from hr_desk.domain.clock import day_of
from hr_desk.domain.terms import Conjunction
from hr_desk.operations import consent_cover, pool_clock, scope, training
from hr_desk.operations.application_query import ListQuery as ListQuery
from hr_desk.operations.application_query import conditions as conditions_of
from hr_desk.operations.catalogue_in_force import follow
from hr_desk.operations.concluding import RECRUITING, require_recruiting
from hr_desk.operations.finding import alternatives_of, found_openly
from hr_desk.operations.history import HistoryLine, history_of
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import PurposeUnknown
from hr_desk.operations.recruitment import records, steps_on
from hr_desk.operations.session import Session
from hr_desk.operations.values import POSITION
from hr_desk.store import consents, hiring, merging, sealed_files, search
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord

_VERBS: Final = {
    "edit": "application.edit",
    "advance": "application.advance",
    "reject": "application.reject",
    "withdraw": "application.withdraw",
    "decline_offer": "application.decline_offer",
    "accept_offer": "application.accept_offer",
    "hand_over": "application.hand_over",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One value for a table; ``sort`` is comparable within its column."""

    text: str
    masked: bool = False
    sort: str = ""


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """One application for a table; absent cells are values the role may not see or never given."""

    application_id: str
    person_id: str
    seq: int
    cells: Mapping[str, Cell]
    requisition: str
    stage: str
    stage_since: date
    due: date | None
    owner: str
    stations: tuple[str, ...]
    """The choosable stages its requisition has."""
    next_stages: tuple[str, ...]
    pool_until: date | None = None
    """When the person's place in the talent pool ends, where the list was asked for that."""


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """Rows, newest first; ``next_before`` continues, None at the end."""

    rows: tuple[ApplicationRow, ...]
    next_before: int | None


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field as this user may see it; ``value`` is None unless it is shown in full."""

    field: Field
    access: Access
    given: bool
    masked: bool
    value: Any
    shown: str


@dataclass(frozen=True, slots=True)
class RetentionNote:
    """The clock that runs on a record: class, the day it started, the day it ends."""

    class_key: str
    clock_event: str
    clock_day: date
    due: date


@dataclass(frozen=True, slots=True)
class NoticeNote:
    """How and when the notice was given, and which policy version it showed."""

    version: int
    how: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RecordView:
    """One application with its person, as this user may see it."""

    application_id: str
    person_id: str
    version: int
    fields: tuple[FieldView, ...]
    requisition_id: str
    requisition: str
    stage: str
    stage_since: date
    reason: str | None
    stations: tuple[str, ...]
    """The choosable stages its requisition has."""
    next_stages: tuple[str, ...]
    allowed: frozenset[str]
    retention: RetentionNote | None
    notice: NoticeNote
    history: tuple[HistoryLine, ...]

    def named(self, key: str) -> FieldView | None:
        """Return one field's view, or None where the role may not see it."""
        return next((view for view in self.fields if view.field.key == key), None)


def list_applications(session: Session, query: ListQuery) -> ApplicationPage:
    """Return one page of applications, newest first; raises CompartmentClosed, NotPermitted."""
    require_recruiting(session)
    found, following = _page(session, query)
    columns = session.catalogue.columns("hiring")
    rows = (_row(session, one, columns) for one in found)
    if query.pool_ends_within is not None:
        persons = {one.person_id for one in found}
        least = pool_clock.least(session)
        ends = consents.ends(
            session.compartment("hiring"), pool_clock.PURPOSE, persons, least=least
        )
        rows = (replace(row, pool_until=ends.get(row.person_id)) for row in rows)
    return ApplicationPage(tuple(rows), following)


def _page(session: Session, query: ListQuery) -> tuple[list[ApplicationRecord], int | None]:
    if query.text.strip():
        return _searched(session, query)
    conditions, values = conditions_of(session, query)
    if query.before is not None:
        conditions.append("a.seq < ?")
        values.append(query.before)
    where = " AND ".join(conditions) or "1"
    file = session.compartment("hiring")
    found = hiring.applications_where(file, where, values, limit=query.limit)
    return found, found[-1].seq if len(found) == query.limit else None


def _searched(session: Session, query: ListQuery) -> tuple[list[ApplicationRecord], int | None]:
    """Walk the matching persons, newest first, until a page of their applications is full.

    Found is only what the user may see at least masked: terms of kinds that are closed to them are
    not looked up, and a hit that may rest on a closed value is checked against the open ones.
    """
    file, alternatives = session.compartment("hiring"), alternatives_of(session, query.text)
    conditions, values = conditions_of(session, query)
    found: list[ApplicationRecord] = []
    before = query.before
    while len(found) < query.limit:
        persons = search.newest_matching(file, alternatives, before=before, limit=query.limit)
        if persons:
            marks = ",".join("?" * len(persons))
            where = " AND ".join([f"a.person IN ({marks})", *conditions])
            hits = hiring.applications_where(file, where, [*persons, *values], limit=-1)
            some = [one for one in hits if _found_openly(session, one, alternatives)]
            found += sorted(some, key=lambda one: (-one.person_seq, -one.seq))
            before = persons[-1]
        if len(persons) < query.limit:
            return found, None
    return found, before


def _found_openly(
    session: Session, record: ApplicationRecord, alternatives: Sequence[Conjunction]
) -> bool:
    stored = {**record.person_fields, **record.fields}
    papers = partial(sealed_files.terms_of, session.compartment("hiring"))
    return found_openly(session, stored, alternatives, stage=record.stage, papers=papers)


def count_applications(session: Session, query: ListQuery) -> int:
    """Return how many applications meet a query without words."""
    require_recruiting(session)
    conditions, values = conditions_of(session, query)
    where = " AND ".join(conditions) or "1"
    sql = f"SELECT count(*) FROM application a WHERE {where}"
    return int(session.compartment("hiring").read_one(sql, values)[0])


def stage_counts(session: Session) -> Mapping[str, int]:
    """Return how many of the applications the user works on stand at each stage."""
    require_recruiting(session)
    follow(session)
    return hiring.stage_counts(session.compartment("hiring"), *scope.where(session))


def _row(session: Session, record: ApplicationRecord, columns: Sequence[Field]) -> ApplicationRow:
    stored = {**record.person_fields, **record.fields}
    cells = {}
    for field in columns:
        if field.key in stored:
            view = view_of(session, field, stored[field.key], stage=record.stage)
            if view is not None:
                sort = "" if view.masked else str(stored[field.key])
                cells[field.key] = Cell(view.shown, view.masked, sort)
    return ApplicationRow(
        application_id=record.id,
        person_id=record.person_id,
        seq=record.seq,
        cells=cells,
        requisition=record.requisition_title,
        stage=record.stage,
        stage_since=record.stage_on,
        due=due_of(session, record),
        owner=record.owner,
        stations=record.requisition_stages,
        next_stages=steps_on(session, record.stage, record.requisition_stages),
    )


def due_of(session: Session, record: ApplicationRecord) -> date | None:
    """Return the day on which a record goes, None while no clock runs on it."""
    if record.retention_class is None or record.clock_event is None or record.clock_day is None:
        return None
    class_ = session.catalogue.classes[record.retention_class]
    return retention.due(class_, record.clock_event, record.clock_day)


def view_of(
    session: Session,
    field: Field,
    stored: Any,
    *,
    stage: str | None,
    compartment: str = "hiring",
    aged: bool = False,
) -> FieldView | None:
    """Return a field as the user may see it at ``stage``; None where it is not for them.

    An ``aged`` record shows masked whatever has a masking rule (class key ``masked_after``).
    """
    access = session.access(field, stage=stage, compartment=compartment)
    if access is Access.NONE:
        return None
    if aged and field.mask != "none":
        access = Access.MASKED
    if stored is None:
        return FieldView(field, access, False, False, None, "")
    value = field.type.load(stored)
    if access is Access.MASKED:
        return FieldView(field, access, True, True, None, field.type.mask(value))
    return FieldView(field, access, True, False, value, field.type.show(value))


def blank(field: Field) -> FieldView:
    """Return a field of a form that nobody has filled in and no role restricts: on paper."""
    return FieldView(field, Access.WRITE, False, False, None, "")


def form_fields(session: Session) -> tuple[FieldView, ...]:
    """Return the empty fields of the form for a new candidate, as this user may enter them."""
    fields = session.catalogue.fields_of("hiring", Scenario.RECRUITMENT)
    views = (
        view_of(session, field, None, stage="applied") for field in fields if field.key != POSITION
    )
    return tuple(view for view in views if view is not None)


@operation("record.open", compartment="hiring", roles=RECRUITING)
def _note_opening(
    session: Session, change: Change, /, application: ApplicationRecord, keys: Iterable[str]
) -> None:
    del session
    change.touched("application", application.id)
    change.touched("person", application.person_id)
    change.fields.update(keys)


def open_record(session: Session, application_id: str) -> RecordView:
    """Return one application in full, as this user may see it; the opening is logged.

    Raises RecordGone, NotPermitted.
    """
    require_recruiting(session)
    record = records(session, [application_id])[0]
    views = _views(session, record)
    _note_opening(session, record, [view.field.key for view in views if view.given])
    merged_away = merging.gone_into(session.compartment("hiring"), record.person_seq)
    return RecordView(
        application_id=record.id,
        person_id=record.person_id,
        version=record.person_version + record.version,
        fields=views,
        requisition_id=record.requisition_id,
        requisition=record.requisition_title,
        stage=record.stage,
        stage_since=record.stage_on,
        reason=_reason(session, record),
        stations=record.requisition_stages,
        next_stages=steps_on(session, record.stage, record.requisition_stages),
        allowed=_allowed(session, record),
        retention=_retention_note(session, record),
        notice=NoticeNote(
            record.notice_version, record.notice_how, datetime.fromisoformat(record.notice_at)
        ),
        history=history_of(session, "hiring", (record.id, record.person_id, *merged_away)),
    )


def _reason(session: Session, record: ApplicationRecord) -> str | None:
    """Return the code of the decision's reason where the user may read it."""
    access = session.access(session.catalogue.field("decision_reason"), stage=record.stage)
    return record.reason if access >= Access.FULL else None


def _views(session: Session, record: ApplicationRecord) -> tuple[FieldView, ...]:
    stored = {**record.person_fields, **record.fields}
    fields = session.catalogue.fields_of("hiring", Scenario.RECRUITMENT)
    held = consent_cover.held_of(session, "hiring", record.person_id)
    asked = [field for field in fields if field.key != POSITION and field.key not in held]
    views = (view_of(session, field, stored.get(field.key), stage=record.stage) for field in asked)
    return tuple(view for view in views if view is not None)


def _allowed(session: Session, record: ApplicationRecord) -> frozenset[str]:
    stations = record.requisition_stages
    verbs = set(stages.allowed(session.catalogue, record.stage, stations)) | {"edit"}
    if not steps_on(session, record.stage, stations):
        verbs.discard("advance")
    return frozenset(verb for verb in verbs if verb in _VERBS and session.may(_VERBS[verb]))


def _retention_note(session: Session, record: ApplicationRecord) -> RetentionNote | None:
    due = due_of(session, record)
    if due is None or record.retention_class is None or record.clock_event is None:
        return None
    day = record.clock_day or day_of(session.now())
    return RetentionNote(record.retention_class, record.clock_event, day, due)


def unmask(
    session: Session, application_id: str, keys: Iterable[str], *, purpose: str
) -> Mapping[str, FieldView]:
    """Return masked values in full; the purpose, the fields and the user are logged first.

    Fields the user may not see even masked are left out. Raises PurposeUnknown, RecordGone,
    TrainingMissing.
    """
    if purpose not in session.catalogue.purposes:
        raise PurposeUnknown
    record = records(session, [application_id])[0]
    wanted = set(keys)
    views = [view for view in _views(session, record) if view.field.key in wanted and view.given]
    seen = [view.field.key for view in views]
    training.require_trained(session, seen, operation="record.unmask")
    _note_unmasking(session, record, seen, purpose=purpose)
    stored = {**record.person_fields, **record.fields}
    return {view.field.key: in_full(view, stored[view.field.key]) for view in views}


@operation("record.unmask", compartment="hiring", roles=RECRUITING)
def _note_unmasking(
    session: Session,
    change: Change,
    /,
    application: ApplicationRecord,
    keys: Iterable[str],
    *,
    purpose: str,
) -> None:
    del session
    change.purpose = purpose
    change.touched("person", application.person_id)
    change.touched("application", application.id)
    change.fields.update(keys)


def in_full(view: FieldView, stored: Any) -> FieldView:
    """Return a masked view with its value in full; the caller has logged why."""
    value = view.field.type.load(stored)
    return FieldView(view.field, view.access, True, False, value, view.field.type.show(value))
