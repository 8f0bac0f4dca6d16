# SPDX-License-Identifier: Apache-2.0
"""What every change of a visit has in common: its step, its clock, its terms, its answer.

A clock of class VIS starts when a visit ends, at the latest at 24:00 of its day, however late
somebody presses the button. That of somebody below eighteen without a guardian's act is of class
MINOR-X: with the end of the visit it is locked, and gone within a day (policy 6.3).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from hr_desk.catalogue.model import Scenario
from hr_desk.domain import consent
from hr_desk.domain import visits as states
from hr_desk.domain.clock import day_of
from hr_desk.domain.minors import FOUND
from hr_desk.operations.delivery import deliver_afterwards, send
from hr_desk.operations.directory import by_id
from hr_desk.operations.problems import (
    DayOutOfRange,
    Missing,
    NobodyReceives,
    NotYours,
    ReasonUnknown,
    RecordGone,
)
from hr_desk.operations.regulars import answered, still_holding
from hr_desk.operations.session import Session
from hr_desk.operations.values import (
    lacks_guardian,
    note_free_text,
    require_complete,
    require_guardian,
    search_terms,
    stored_values,
)
from hr_desk.operations.visit_kinds import known_kind, require_of_kind, told_now
from hr_desk.store import crossings, request_tasks, signatures
from hr_desk.store import visits as store
from hr_desk.store.compartment import Change
from hr_desk.store.visits import Notice, VisitRecord, VisitState

NAME: Final = "full_name"
FARTHEST: Final = timedelta(days=366)
"""How far from now a guest may be expected: a year, and a leap day."""

KIOSK: Final = "kiosk"
STAFF: Final = "staff"
INVITED: Final = "invited"
"""Where a visit comes from."""

AUTOMATIC: Final = "automatic"
"""How somebody left whom nobody saw leave: 24:00. Otherwise ``KIOSK`` or ``STAFF``."""

NO_GUARDIAN: Final = "no_guardian"
"""The reason of the list turned_away_reason that says somebody is below eighteen, and that no
guardian agreed: a person's word, whatever the age band says."""

PLANNED: Final = "visit_planned"
"""The one time a person gives; it stands in a column, not among the values."""


def not_allowed(session: Session, record: VisitRecord) -> states.VisitStepNotAllowed:
    """Return the refusal of a step that the graph does not have."""
    field = session.catalogue.field("full_name")
    name = record.fields.get("full_name")
    return states.VisitStepNotAllowed(
        name="" if name is None else field.type.show(field.type.load(name)),
        state=states.label(record.state),
    )


_OWN_CLOCKS: Final = frozenset(
    (states.RETENTION_CLASS, event) for event in (states.CLOCK_EVENT, states.HAZARD_EVENT)
)
"""Class and event of a visit's own clock; an order or a lock has another."""


def move(
    session: Session,
    change: Change,
    record: VisitRecord,
    verb: str,
    *,
    on: date,
    reason: str | None = None,
) -> None:
    """End a visit that never began; its clock starts on the day ``on``.

    Raises VisitStepNotAllowed.
    """
    target = states.target_of(record.state, verb)
    if target is None:
        raise not_allowed(session, record)
    state = replace(store.state_of(record), state=target, reason=reason)
    _end(session, change, record, state, on=on)


def _end(
    session: Session, change: Change, record: VisitRecord, state: VisitState, *, on: date
) -> None:
    """Write the end of a visit with its clock, which starts on the day ``on``."""
    if state.reason == NO_GUARDIAN or lacks_guardian(session, record.fields):
        lock(change, record, state, on=on)
        return
    began = replace(state, retention_class=states.RETENTION_CLASS, clock_event=states.CLOCK_EVENT,
                    clock_day=on)  # fmt: skip
    ended = _from_where(session, began, record.fields)
    if is_ordered_away(record):
        ended = out_on(state, on)
    store.update(change, record, state=ended)
    if state.state in (states.TURNED_AWAY, states.NOT_COME):
        # Otherwise whatever strangers seal to a kiosk's key would stay for years.
        signatures.withdraw(change, record.id, on=on)


def _from_where(session: Session, state: VisitState, fields: Mapping[str, Any]) -> VisitState:
    """Return ``state`` with the event of class VIS that kind and area say, where that runs."""
    if (state.retention_class, state.clock_event) not in _OWN_CLOCKS:
        return state
    kind = session.catalogue.visit_types.get(state.kind)
    event = states.clock_event_of(kind, state.state, fields.get(states.AREA))
    return replace(state, clock_event=event)


def is_ordered_away(record: VisitRecord) -> bool:
    """Whether the privacy officer ordered the visit deleted: its class stays to the end."""
    return (record.retention_class, record.clock_event) == consent.WITHDRAWN


def out_on(state: VisitState, on: date) -> VisitState:
    """Return ``state`` with the clock of an order begun on the day ``on``, once they are out.

    One that runs goes on; who may be inside has none, so that no sweep takes them from a roll call.
    """
    if (state.retention_class, state.clock_event) != consent.WITHDRAWN:
        return state
    inside = state.state in states.MAYBE_INSIDE
    return replace(state, clock_day=None if inside else state.clock_day or on)


def lock(change: Change, record: VisitRecord, state: VisitState, *, on: date) -> None:
    """Lock a minor's visit in ``state``, gone the day after ``on`` with what was signed (6.3).

    It is in no list from now on, but in the roll call while they may be inside.
    """
    class_, event = FOUND
    found = replace(state, retention_class=class_, clock_event=event, clock_day=on)
    store.update(change, record, state=found)
    signatures.withdraw(change, record.id, on=on)
    request_tasks.restrict(change, record=record.id, row=record.seq, reference="")
    change.facts["class"] = class_


def leave(session: Session, change: Change, record: VisitRecord, *, at: datetime, how: str) -> None:
    """Note that somebody left at ``at``, and tell whoever invited them.

    Raises VisitStepNotAllowed.
    """
    target = states.target_of(record.state, "sign_out", at_kiosk=how == KIOSK)
    if how == AUTOMATIC:
        target = states.AT_DAYS_END.get(record.state)
    if target is None:
        raise not_allowed(session, record)
    left_at = max(at, record.arrived_at or at)
    state = replace(store.state_of(record), state=target, left_at=left_at, left_how=how)
    _end(session, change, record, state, on=_clock_day(session, record, left_at))
    tell_peers(session, change, record, "visit.left", at=left_at)


def _clock_day(session: Session, record: VisitRecord, left_at: datetime) -> date:
    """Return the day a leaving is counted from.

    Whoever is gone a day after it stays in the roll call of the whole next day where nobody saw
    them leave: a visit of a few hours across midnight may not vanish while somebody is inside.
    """
    on = day_of(left_at)
    return on if lacks_guardian(session, record.fields) else min(on, record.day)


def has_left(session: Session, change: Change, record: VisitRecord, *, at: datetime) -> None:
    """Note a sign-out at a kiosk, also of a visit that 24:00 closed before it was carried here.

    Raises VisitStepNotAllowed.
    """
    if not record.unaccounted:
        leave(session, change, record, at=at, how=KIOSK)
        return
    note_when(change, record, at=max(at, record.arrived_at or at), how=KIOSK)


def note_when(
    change: Change, record: VisitRecord, *, at: datetime, how: str, reason: str | None = None
) -> None:
    """Say when and how somebody left whose record 24:00 closed; they are accounted for.

    ``reason`` says how that is known, a code of the list leaving_reason.
    """
    target = states.target_of(record.state, "account_for") or record.state
    left = replace(store.state_of(record), state=target, left_at=at, left_how=how, reason=reason)
    store.update(change, record, state=out_on(left, day_of(change.now)))


def write_values(
    session: Session,
    change: Change,
    record: VisitRecord,
    *,
    state: VisitState,
    fields: Mapping[str, Any],
    notice: Notice | None = None,
) -> None:
    """Replace a visit's values with their search terms; the times stand in ``state``.

    One that has ended is kept as long as where it went, as corrected, asks for.
    """
    state = _from_where(session, state, fields)
    kept = {key: value for key, value in fields.items() if key != PLANNED}
    store.update(change, record, state=state, fields=kept, notice=notice)
    store.set_terms(
        change,
        record.seq,
        old=search_terms(session, record.fields),
        new=search_terms(session, kept),
    )
    changed = {key: value for key, value in kept.items() if value != record.fields.get(key)}
    note_free_text(session, change, changed)
    change.fields.update(changed)


def tell_peers(
    session: Session, change: Change, record: VisitRecord, kind: str, *, at: datetime | None
) -> None:
    """Answer whoever invited this visitor, in the same change; a desk unpaired since is passed."""
    message = {"at": _stamp(at or change.now)}
    for reference, peer in crossings.links_of(session.compartment("visits"), record.id):
        try:
            send(session, change, receiver=peer, kind=kind, record=record.id,
                 message={"about": reference, **message})  # fmt: skip
        except NobodyReceives:
            change.facts["unreachable"] = peer
        else:
            deliver_afterwards(session, change)


def _stamp(at: datetime) -> str:
    """Return a moment as messages carry it: UTC, whole seconds, Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True, kw_only=True)
class NewVisit:
    """One visitor: typed values by field key, how the notice was given, the host if known.

    ``notice`` is a code of the list notice_how, ``host_id`` an id of the staff directory; ``kind``
    is a key of the catalogue's visit_types, empty for that of the purpose; ``confirmed`` are the
    texts, by key, that the visitor confirmed to somebody at the desk.
    """

    values: Mapping[str, object]
    notice: str = "paper"
    host_id: str | None = None
    kind: str = ""
    confirmed: tuple[str, ...] = ()


def write_new(
    session: Session, change: Change, visit: NewVisit, *, state: VisitState, origin: str,
    version: int,
) -> str:  # fmt: skip
    """Check a visit that somebody of the staff enters, and insert it; returns its id."""
    require_way(session, visit.notice)
    given = {key: value for key, value in visit.values.items() if value is not None}
    stored = checked(session, given)
    planned = planned_of(stored)
    if state.state == states.EXPECTED:
        _require_named(session, stored, planned)
        state = replace(state, day=state.day if planned is None else day_of(planned))
    else:
        require_complete(session, stored, Scenario.VISITOR)
        state = replace(state, code=free_code(session))
    require_guardian(session, stored)
    kind = known_kind(session, visit.kind, stored)
    if state.state != states.EXPECTED:
        require_of_kind(session, kind, stored)
    before = {} if state.state == states.EXPECTED else still_holding(session, kind, stored)
    stored |= answered(session, before)
    state = replace(
        state,
        planned_at=planned,
        host=known_host(session, visit.host_id),
        kind=kind,
        confirmed={**before, **told_now(session, visit.confirmed)},
    )
    notice = Notice(version=version, how=visit.notice, at=change.now)
    return insert_new(session, change, origin=origin, state=state, notice=notice, fields=stored)


def free_code(session: Session) -> str:
    """Return six random digits with which no open visit signs out."""
    taken = store.open_codes(session.compartment("visits"))
    while (code := f"{secrets.randbelow(1_000_000):06}") in taken:
        pass
    return code


def insert_new(
    session: Session, change: Change, *, origin: str, state: VisitState, notice: Notice,
    fields: Mapping[str, Any],
) -> str:  # fmt: skip
    """Insert a visit of checked stored values with its search terms; returns its id."""
    id_ = secrets.token_hex(16)
    kept = {key: value for key, value in fields.items() if key != PLANNED}
    seq = store.insert(change, id_, origin=origin, state=state, notice=notice, fields=kept)
    store.set_terms(change, seq, old=(), new=search_terms(session, kept))
    note_free_text(session, change, kept)
    change.fields.update(fields)
    return id_


def require_way(session: Session, notice: str) -> None:
    """Raise ReasonUnknown for a way of giving the notice that is not in the list."""
    if notice not in session.catalogue.code_lists["notice_how"].codes:
        raise ReasonUnknown


def checked(session: Session, values: Mapping[str, object]) -> dict[str, Any]:
    """Return typed values as they are stored, by field key; raises what ``stored_values`` does.

    NotYours too for whom to call in an emergency: a visitor says that at the kiosk, to nobody here.
    """
    for field in map(session.catalogue.field, values):
        if field.emergency_reveal:
            raise NotYours(field=field.label)
    kinds = stored_values(
        session, values, compartment="visits", scenario=Scenario.VISITOR, stage=None
    )
    return {**kinds["person"], **kinds["visit"]}


def planned_of(stored: Mapping[str, Any]) -> datetime | None:
    """Return the planned time among stored values."""
    text = stored.get(PLANNED)
    return None if text is None else datetime.fromisoformat(text)


def _require_named(session: Session, stored: Mapping[str, Any], planned: datetime | None) -> None:
    """Raise Missing without name or time, DayOutOfRange for a time more than a year away."""
    for key, value in ((NAME, stored.get(NAME)), (PLANNED, planned)):
        if value is None:
            raise Missing(field=session.catalogue.field(key).label)
    if planned is not None and abs(planned - session.now()) > FARTHEST:
        raise DayOutOfRange(day=day_of(planned).isoformat())


def known_host(session: Session, host_id: str | None) -> str | None:
    """Return the id of a host that is in the directory, or None; raises RecordGone."""
    if host_id is not None and host_id not in by_id(session, [host_id]):
        raise RecordGone
    return host_id
