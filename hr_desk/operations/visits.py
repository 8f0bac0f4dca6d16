# SPDX-License-Identifier: Apache-2.0
"""Visits: sign in, expect, confirm, sign out, close the day; always over lists.

Reads are in ``visit_reads`` and can be called from here too. What comes by envelope is in
``visit_letters``, what all changes have in common in ``visit_writing``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from hr_desk.catalogue.model import Scenario
from hr_desk.domain import visits as states
from hr_desk.domain.clock import day_of, start_of
from hr_desk.operations import guest_codes, policies
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.directory import VISITING
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import ChangedMeanwhile, Missing, ReasonUnknown, RecordGone
from hr_desk.operations.regulars import confirmed_before, still_holding
from hr_desk.operations.session import Session
from hr_desk.operations.values import merged, require_complete, require_guardian
from hr_desk.operations.visit_gate import AtTheGate, at_the_gate, come_again
from hr_desk.operations.visit_hosts import host_agrees, host_refuses, slip_back, slip_out
from hr_desk.operations.visit_joining import one_guest
from hr_desk.operations.visit_kinds import kind_after, lacking, require_of_kind
from hr_desk.operations.visit_reads import (
    VisitAged,
    VisitQuery,
    counts,
    form_fields,
    kept,
    list_visits,
    open_visit,
    records,
    roll_call,
    unmask,
    unmatched,
)
from hr_desk.operations.visit_views import RollCallLine, Unmatched, VisitRow, VisitView, is_aged
from hr_desk.operations.visit_writing import (
    AUTOMATIC,
    INVITED,
    NAME,
    PLANNED,
    STAFF,
    NewVisit,
    checked,
    free_code,
    has_left,
    known_host,
    leave,
    move,
    not_allowed,
    out_on,
    planned_of,
    require_way,
    tell_peers,
    write_new,
    write_values,
)
from hr_desk.store import visits as store
from hr_desk.store.compartment import Change
from hr_desk.store.visits import Notice, VisitRecord, VisitState

__all__ = [
    "VISITING",
    "AtTheGate",
    "NewVisit",
    "RollCallLine",
    "Unmatched",
    "VisitAged",
    "VisitQuery",
    "VisitRow",
    "VisitView",
    "account_for",
    "arrive",
    "at_the_gate",
    "close_day",
    "come_again",
    "confirm",
    "confirmed_before",
    "counts",
    "days_waiting",
    "edit",
    "expect",
    "form_fields",
    "host_agrees",
    "host_refuses",
    "list_visits",
    "not_come",
    "open_visit",
    "roll_call",
    "settle",
    "sign_in",
    "sign_out",
    "slip_back",
    "slip_out",
    "turn_away",
    "unmask",
    "unmatched",
]

UNCONFIRMED: Final = "unconfirmed"
"""The reason of the list turned_away_reason that 24:00 gives."""


@operation("visit.sign_in", compartment="visits", roles=VISITING)
def sign_in(session: Session, change: Change, /, visits: Sequence[NewVisit]) -> tuple[str, ...]:
    """Take in visitors who stand at the front desk: on site at once. Returns their ids in order.

    All or none. Raises PolicyMissing, Missing, GuardianNeeded, ValueProblem, NotCollected,
    NotYours, ReasonUnknown (way of giving the notice), RecordGone (host).
    """
    version = policies.require_in_force(session).number
    now = session.now()
    state = VisitState(state=states.ON_SITE, day=day_of(now), arrived_at=now)
    return tuple(
        write_new(session, change, visit, state=state, origin=STAFF, version=version)
        for visit in visits
    )


@operation("visit.expect", compartment="visits", roles=VISITING)
def expect(session: Session, change: Change, /, visits: Sequence[NewVisit]) -> tuple[str, ...]:
    """Enter guests who are to come; ``values`` hold ``visit_planned``. Returns their ids in order.

    Only the name and the time are required, and of a minor the guardian; the rest is added when it
    is known. Raises what ``sign_in`` raises, and Missing.
    """
    version = policies.require_in_force(session).number
    state = VisitState(state=states.EXPECTED, day=session.today())
    return tuple(
        write_new(session, change, visit, state=state, origin=INVITED, version=version)
        for visit in visits
    )


@operation("visit.confirm", compartment="visits", roles=VISITING)
def confirm(
    session: Session,
    change: Change,
    /,
    visit_id: str,
    *,
    expected: str | None = None,
    values: Mapping[str, object] | None = None,
    host_id: str | None = None,
) -> None:
    """Let in somebody the kiosk announced: ``values`` correct or add to what was typed there.

    With ``expected`` both are one guest (``visit_joining``). Raises VisitStepNotAllowed,
    RecordGone, and what ``sign_in`` raises of values.
    """
    (announced,) = records(session, [visit_id])
    record = one_guest(session, change, announced, expected)
    same_day = record.day == session.today()
    fields = merged(record.fields, checked(session, values or {}))
    kind = kind_after(session, record.kind, fields)
    require_complete(session, fields, Scenario.VISITOR)
    require_guardian(session, fields)
    require_of_kind(session, kind, fields)
    state = _arriving(session, record, "confirm")
    state = replace(
        state,
        arrived_at=record.arrived_at if same_day else state.arrived_at,
        planned_at=planned_of(fields) or record.planned_at,
        kind=kind,
        confirmed={**_leaning(session, record, fields), **record.confirmed},
        host=known_host(session, host_id) or record.host,
    )
    write_values(session, change, record, state=state, fields=fields)
    tell_peers(session, change, record, "visit.arrived", at=state.arrived_at)


def _leaning(session: Session, record: VisitRecord, fields: Mapping[str, Any]) -> store.Confirmed:
    """Return what a guest confirmed before and holds today: of their series, or as a regular."""
    series = guest_codes.leaning(session, record, session.today())
    return {**series, **still_holding(session, record.kind, fields)}


def _arriving(session: Session, record: VisitRecord, verb: str) -> VisitState:
    """Return the state of somebody who is let in now; raises VisitStepNotAllowed."""
    target = states.target_of(record.state, verb)
    if target is None:
        raise not_allowed(session, record)
    now = session.now()
    return replace(store.state_of(record), state=target, day=day_of(now), arrived_at=now)


@operation("visit.arrive", compartment="visits", roles=VISITING)
def arrive(
    session: Session,
    change: Change,
    /,
    ids: Sequence[str],
    *,
    notice: str | None = None,
    values: Mapping[str, object] | None = None,
) -> None:
    """Let in expected guests; ``notice`` says how the notice was given to them now.

    ``values`` are what each of them said at the gate, such as a group's head count. Of a minor the
    guardian has to stand in the visit. Raises VisitStepNotAllowed, RecordGone, ReasonUnknown,
    PolicyMissing, GuardianNeeded, NeededOfKind, and what ``sign_in`` raises of values.
    """
    said = checked(session, values or {})
    given = None
    if notice is not None:
        require_way(session, notice)
        version = policies.require_in_force(session).number
        given = Notice(version=version, how=notice, at=change.now)
    for record in records(session, ids):
        fields = merged(record.fields, said)
        require_guardian(session, fields)
        require_of_kind(session, record.kind, fields)
        known = {**_leaning(session, record, fields), **record.confirmed}
        state = _arriving(session, record, "arrive")
        state = replace(state, code=free_code(session), confirmed=known)
        write_values(session, change, record, state=state, fields=fields, notice=given)
        tell_peers(session, change, record, "visit.arrived", at=state.arrived_at)


@operation("visit.turn_away", compartment="visits", roles=VISITING)
def turn_away(
    session: Session,
    change: Change,
    /,
    ids: Sequence[str],
    *,
    reason: str,
    expected: str | None = None,
) -> None:
    """Do not let announced people in; ``reason`` is a code of the list turned_away_reason.

    Whoever invited one of them hears that nobody came in. Of whom a minor without a guardian's
    consent is said, everything is locked at once and gone within a day (policy 6.3). With
    ``expected`` the one announced visit is this expected one, and ends with it.

    Raises ReasonUnknown, VisitStepNotAllowed, RecordGone.
    """
    if reason not in session.catalogue.code_lists["turned_away_reason"].codes:
        raise ReasonUnknown
    for each in records(session, ids):
        record = one_guest(session, change, each, expected)
        move(session, change, record, "turn_away", on=session.today(), reason=reason)
        tell_peers(session, change, record, "visit.not_come", at=session.now())


@operation("visit.sign_out", compartment="visits", roles=VISITING)
def sign_out(session: Session, change: Change, /, ids: Sequence[str]) -> None:
    """Note that people left now; the clock of class VIS starts today.

    Raises VisitStepNotAllowed, RecordGone.
    """
    for record in kept(session, ids):
        leave(session, change, record, at=session.now(), how=STAFF)


@operation("visit.account_for", compartment="visits", roles=VISITING)
def account_for(session: Session, change: Change, /, ids: Sequence[str]) -> None:
    """Settle who was closed at 24:00 without being seen leaving: somebody knows they are out.

    Raises VisitStepNotAllowed for a visit that does not wait for this, RecordGone.
    """
    for record in kept(session, ids):
        target = states.target_of(record.state, "account_for")
        if target is None:
            raise not_allowed(session, record)
        state = replace(store.state_of(record), state=target)
        store.update(change, record, state=out_on(state, session.today()))


@operation("visit.not_come", compartment="visits", roles=VISITING)
def not_come(session: Session, change: Change, /, ids: Sequence[str]) -> None:
    """Note that expected guests did not come. Raises VisitStepNotAllowed, RecordGone."""
    for record in records(session, ids):
        move(session, change, record, "not_come", on=session.today())
        tell_peers(session, change, record, "visit.not_come", at=session.now())


@operation("visit.edit", compartment="visits", roles=VISITING)
def edit(
    session: Session,
    change: Change,
    /,
    visit_id: str,
    values: Mapping[str, object],
    *,
    version: int,
    host_id: str | None = None,
) -> None:
    """Change values of a visit; None removes one. ``version`` is the one the form was made of.

    ``host_id`` chooses the host; None leaves it. Raises ChangedMeanwhile, RecordGone, VisitAged,
    and what ``sign_in`` raises of values.
    """
    (record,) = records(session, [visit_id])
    if is_aged(session, record):
        raise VisitAged
    if record.version != version:
        raise ChangedMeanwhile
    stored = checked(session, values)
    fields = merged(record.fields, stored)
    everything = {**fields, PLANNED: stored.get(PLANNED, record.planned_at)}
    kind = kind_after(session, record.kind, fields)
    _require_still_complete(session, record, everything, values)
    if record.state != states.EXPECTED and (
        kind != record.kind or lacking(session.catalogue, kind, record.fields) == ()
    ):
        require_of_kind(session, kind, fields)
    host = known_host(session, host_id) or record.host
    state = replace(store.state_of(record), host=host, kind=kind)
    if PLANNED in stored:
        state = replace(state, planned_at=planned_of(stored))
        if record.state == states.EXPECTED and state.planned_at is not None:
            state = replace(state, day=day_of(state.planned_at))
    write_values(session, change, record, state=state, fields=fields)
    change.fields.update(values)


def _require_still_complete(
    session: Session, record: VisitRecord, fields: Mapping[str, Any], values: Mapping[str, object]
) -> None:
    """Raise Missing for what this edit takes away, GuardianNeeded for a minor without one."""
    if record.state == states.EXPECTED:
        for key in (NAME, PLANNED):
            if fields.get(key) is None:
                raise Missing(field=session.catalogue.field(key).label)
        require_guardian(session, fields)
        return
    for owed in session.catalogue.missing(Scenario.VISITOR, set(fields)):
        if any(field.key in values for field in owed):
            raise Missing(field=" / ".join(str(field.label) for field in owed))
    require_guardian(session, fields)


@operation("visit.close_day", compartment="visits", roles=(*VISITING, SERVICE_ROLE))
def close_day(session: Session, change: Change, /) -> None:
    """Close what earlier days (Asia/Shanghai) left open, as 24:00 of each visit's day demands.

    On site or let in becomes not seen leaving, automatic, and stays in the roll call; announced
    becomes turned away, expected becomes not come. Sign-outs that nobody matched go.
    """
    # A clock that leapt ahead must not send everybody home: the day is the one deleting trusts.
    today = session.trusted_day()
    file = session.compartment("visits")
    open_states = tuple(states.AT_DAYS_END)
    for record in store.visits_where(
        file, f"state IN ({','.join('?' * len(open_states))}) AND day < ?",
        (*open_states, today.isoformat()),
    ):  # fmt: skip
        _close(session, change, record)
    old = [one.id for one in store.unmatched(file) if one.day < today]
    store.remove_unmatched(change, old)


def _close(session: Session, change: Change, record: VisitRecord) -> None:
    at = start_of(record.day + timedelta(days=1))
    if states.AT_DAYS_END[record.state] == states.NOT_SEEN:
        leave(session, change, record, at=at, how=AUTOMATIC)
    elif record.state == states.ANNOUNCED:
        move(session, change, record, "turn_away", on=record.day, reason=UNCONFIRMED)
        tell_peers(session, change, record, "visit.not_come", at=at)
    else:
        move(session, change, record, "not_come", on=record.day)
        tell_peers(session, change, record, "visit.not_come", at=at)


def days_waiting(session: Session) -> bool:
    """Whether ``close_day`` has something to do; costs one look at an index."""
    today = session.trusted_day().isoformat()
    file = session.compartment("visits")
    marks = ",".join("?" * len(states.AT_DAYS_END))
    late = f"state IN ({marks}) AND day < ?"
    if store.visits_where(file, late, (*states.AT_DAYS_END, today), limit=1):
        return True
    return file.read_one("SELECT 1 FROM unmatched WHERE day < ?", (today,)) is not None


@operation("visit.settle", compartment="visits", roles=VISITING)
def settle(session: Session, change: Change, /, unmatched_id: str, visit_id: str | None) -> None:
    """Say whose sign-out that was; None throws it away. Raises VisitStepNotAllowed, RecordGone."""
    waiting = {one.id: one for one in store.unmatched(session.compartment("visits"))}
    if unmatched_id not in waiting:
        raise RecordGone
    if visit_id is not None:
        (record,) = kept(session, [visit_id])
        has_left(session, change, record, at=waiting[unmatched_id].at)
    store.remove_unmatched(change, [unmatched_id])
