# SPDX-License-Identifier: Apache-2.0
"""What screens read of joiners: lists, one file, one value in full.

Masking happens here and nowhere above. What payroll keeps is shown only as given or not: whoever
works here reads none of it again. A number that waits for its check is shown to the one who
entered it, and to nobody else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from hr_desk.catalogue.model import Access, Field, Scenario
from hr_desk.domain import joiners as states
from hr_desk.domain import retention
from hr_desk.operations import consent_cover, entries, in_use, training
from hr_desk.operations.candidates import (
    Cell,
    FieldView,
    NoticeNote,
    RetentionNote,
    in_full,
    view_of,
)
from hr_desk.operations.finding import alternatives_of, found_openly
from hr_desk.operations.history import HistoryLine, history_of
from hr_desk.operations.joiner_writing import NAME, ONBOARDING, first_day, records
from hr_desk.operations.onboarding import carry_on
from hr_desk.operations.operation import operation, require
from hr_desk.operations.problems import PurposeUnknown
from hr_desk.operations.session import Session
from hr_desk.store import personnel, search
from hr_desk.store.compartment import Change
from hr_desk.store.parts import OwnedParts
from hr_desk.store.personnel import JoinerRecord

_HERE: Final = "personnel"
_VERBS: Final = {
    "start": "joiner.start",
    "not_report": "joiner.not_report",
    "leave": "joiner.leave",
}


@dataclass(frozen=True, slots=True)
class JoinerRow:
    """One joiner for a table; absent cells are values the role may not see or never given."""

    joiner_id: str
    seq: int
    state: str
    """One of domain.joiners.STATES."""
    state_on: date
    first_day: date | None
    cells: Mapping[str, Cell]


@dataclass(frozen=True, kw_only=True)
class JoinerQuery:
    """Which joiners: words, states; ``before`` (a row's seq) continues an earlier page."""

    text: str = ""
    states: tuple[str, ...] = ()
    before: int | None = None
    limit: int = 200


@dataclass(frozen=True, slots=True)
class Waiting:
    """A number this user entered and has not compared with the original yet."""

    field: Field
    shown: str
    on: date
    """The day it was typed on; it is kept without a check once that day is over."""


@dataclass(frozen=True, slots=True)
class JoinerView:
    """One joiner, as this user may see them."""

    joiner_id: str
    version: int
    state: str
    state_on: date
    first_day: date | None
    fields: tuple[FieldView, ...]
    """What personnel keeps."""
    adding: tuple[FieldView, ...]
    """What payroll keeps and this user may add: never a value, only whether it was given."""
    waiting: tuple[Waiting, ...]
    allowed: frozenset[str]
    """Of "edit", "start", "not_report", "leave"."""
    clocks: tuple[RetentionNote, ...]
    notice: NoticeNote
    history: tuple[HistoryLine, ...]

    def named(self, key: str) -> FieldView | None:
        """Return one field's view, or None where the role may not see it."""
        return next((view for view in (*self.fields, *self.adding) if view.field.key == key), None)


def list_joiners(session: Session, query: JoinerQuery) -> tuple[JoinerRow, ...]:
    """Return joiners, newest first; at most ``limit``. Raises NotPermitted, CompartmentClosed.

    What this user entered on an earlier day and never checked is kept first (``carry_on``). Who
    has no name any more, because only evidence is left of them, is in no list.
    """
    require(session, "joiner.open")
    carry_on(session)
    found = _searched(session, query) if query.text.strip() else _page(session, query)
    columns = session.catalogue.columns(_HERE)
    return tuple(_row(session, one, columns) for one in found if NAME in one.fields)


def _page(session: Session, query: JoinerQuery) -> list[JoinerRecord]:
    condition, values = _condition(query)
    return personnel.where(session.compartment(_HERE), condition, values, limit=query.limit)


def _condition(query: JoinerQuery) -> tuple[str, list[Any]]:
    parts, values = [in_use.USED], list[Any](query.states)
    if query.states:
        parts.append(f"state IN ({','.join('?' * len(query.states))})")
    if query.before is not None:
        parts.append("seq < ?")
        values.append(query.before)
    return " AND ".join(parts), values


def _searched(session: Session, query: JoinerQuery) -> list[JoinerRecord]:
    """Walk the matching joiners, newest first, until a page is full.

    A hit that may rest on a value closed to the user is checked against the open ones.
    """
    file = session.compartment(_HERE)
    alternatives = alternatives_of(session, query.text, compartment=_HERE)
    found: list[JoinerRecord] = []
    before = query.before
    while len(found) < query.limit:
        seqs = search.newest_matching(file, alternatives, before=before, limit=query.limit)
        if seqs:
            condition, values = _condition(replace(query, before=None))
            marks = ",".join("?" * len(seqs))
            hits = personnel.where(file, f"{condition} AND seq IN ({marks})", [*values, *seqs])
            found += [
                one
                for one in hits
                if found_openly(session, one.fields, alternatives, stage=None, compartment=_HERE)
            ]
            before = seqs[-1]
        if len(seqs) < query.limit:
            break
    return found[: query.limit]


def _row(session: Session, joiner: JoinerRecord, columns: Iterable[Field]) -> JoinerRow:
    stored, cells = joiner.fields, {}
    for field in columns:
        if field.key in stored:
            view = _view(session, field, stored[field.key])
            if view is not None:
                sort = "" if view.masked else str(stored[field.key])
                cells[field.key] = Cell(view.shown, view.masked, sort)
    return JoinerRow(joiner.id, joiner.seq, joiner.state, joiner.state_on, first_day(stored), cells)


def _view(session: Session, field: Field, stored: Any) -> FieldView | None:
    """Return a field of personnel; a checked number is masked for whoever may only write it."""
    view = view_of(session, field, stored, stage=None, compartment=_HERE)
    if view is None or not view.given or field.type.name not in states.CHECKED_TYPES:
        return view
    if view.access is Access.WRITE:
        return FieldView(field, Access.MASKED, True, True, None, field.type.mask(view.value))
    return view


def open_joiner(session: Session, joiner_id: str) -> JoinerView:
    """Return one joiner, as this user may see them; the opening is logged.

    What they entered on an earlier day and never checked is kept first. Raises RecordGone,
    NotPermitted.
    """
    require(session, "joiner.open")
    carry_on(session)
    (joiner,) = records(session, [joiner_id])
    views = _views(session, joiner)
    _note_opening(session, joiner, [view.field.key for view in views if view.given])
    at = datetime.fromisoformat(joiner.notice_at)
    return JoinerView(
        joiner_id=joiner.id,
        version=joiner.version,
        state=joiner.state,
        state_on=joiner.state_on,
        first_day=first_day(joiner.fields),
        fields=views,
        adding=_adding(session, joiner),
        waiting=_waiting(session, joiner),
        allowed=_allowed(session, joiner),
        clocks=clocks_of(session, joiner),
        notice=NoticeNote(joiner.notice_version, joiner.notice_how, at),
        history=history_of(session, _HERE, (joiner.id,)),
    )


@operation("joiner.open", compartment="personnel", roles=ONBOARDING)
def _note_opening(
    session: Session, change: Change, /, joiner: JoinerRecord, keys: Iterable[str]
) -> None:
    del session
    change.touched("joiner", joiner.id)
    change.fields.update(keys)


def _views(session: Session, joiner: JoinerRecord) -> tuple[FieldView, ...]:
    stored = joiner.fields
    held = consent_cover.held_of(session, _HERE, joiner.id)
    fields = session.catalogue.fields_of(_HERE, Scenario.ONBOARDING)
    views = (
        _view(session, field, stored.get(field.key)) for field in fields if field.key not in held
    )
    return tuple(view for view in views if view is not None)


def readable(session: Session, joiner: JoinerRecord) -> dict[str, Any]:
    """Return the stored values of a joiner that this user sees in full."""
    views = {v.field.key for v in _views(session, joiner) if v.given and not v.masked}
    return {key: value for key, value in joiner.fields.items() if key in views}


def _adding(session: Session, joiner: JoinerRecord) -> tuple[FieldView, ...]:
    """Return the fields of payroll that this user may add, as given or not."""
    found = []
    for field in session.catalogue.fields_of("payroll", Scenario.ONBOARDING):
        access = session.access(field, stage=None, compartment="payroll")
        if access is not Access.NONE:
            given = field.key in joiner.handed
            found.append(FieldView(field, access, given, given, None, ""))
    return tuple(found)


def _waiting(session: Session, joiner: JoinerRecord) -> tuple[Waiting, ...]:
    found = entries.entries_of(session, joiner.id)
    fields = ((session.catalogue.field(key), entry) for key, entry in found.items())
    return tuple(
        Waiting(field, field.type.show(field.type.load(entry.value)), entry.on)
        for field, entry in fields
    )


def _allowed(session: Session, joiner: JoinerRecord) -> frozenset[str]:
    verbs = {verb for verb in states.allowed(joiner.state) if session.may(_VERBS[verb])}
    if joiner.state not in states.SHUT and session.may("joiner.edit"):
        verbs.add("edit")
    return frozenset(verbs)


def clocks_of(session: Session, owner: OwnedParts) -> tuple[RetentionNote, ...]:
    """Return the clocks that run on the parts of a joiner or an account, the first to end first."""
    found = []
    for part in owner.parts:
        if part.retention_class and part.clock_event and part.clock_day:
            class_ = session.catalogue.classes[part.retention_class]
            due = retention.due(class_, part.clock_event, part.clock_day)
            if due is not None:
                found.append(RetentionNote(class_.key, part.clock_event, part.clock_day, due))
    return tuple(sorted(found, key=lambda note: note.due))


def unmask(
    session: Session, joiner_id: str, keys: Iterable[str], *, purpose: str
) -> Mapping[str, FieldView]:
    """Return masked values in full; the purpose, the fields and the user are logged first.

    Fields the user may not see even masked are left out. Raises PurposeUnknown, RecordGone,
    TrainingMissing.
    """
    require(session, "joiner.unmask")
    if purpose not in session.catalogue.purposes:
        raise PurposeUnknown
    (joiner,) = records(session, [joiner_id])
    wanted, stored = set(keys), joiner.fields
    views = [v for v in _views(session, joiner) if v.field.key in wanted and v.given]
    seen = [view.field.key for view in views]
    training.require_trained(session, seen, operation="joiner.unmask")
    _note_unmasking(session, joiner, seen, purpose=purpose)
    return {view.field.key: in_full(view, stored[view.field.key]) for view in views}


@operation("joiner.unmask", compartment="personnel", roles=ONBOARDING)
def _note_unmasking(
    session: Session, change: Change, /, joiner: JoinerRecord, keys: Iterable[str], *, purpose: str
) -> None:
    del session
    change.purpose = purpose
    change.touched("joiner", joiner.id)
    change.fields.update(keys)
