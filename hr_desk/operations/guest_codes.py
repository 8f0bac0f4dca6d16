# SPDX-License-Identifier: Apache-2.0
"""An invited guest at a kiosk becomes one visit, not two: their code finds the expected one.

A kiosk neither knows nor learns whether a code is any good. Here it is believed only where it is
the unused code of a visit expected on that day whose name is the one that was typed; everything
else lets the visitor in like anybody else, and says to the front desk why the code did not help.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from hr_desk.domain import invitation_code
from hr_desk.domain import visits as states
from hr_desk.domain.clock import day_of
from hr_desk.domain.confirming import holds
from hr_desk.errors import UserError
from hr_desk.operations import in_use
from hr_desk.operations.directory import VISITING, require_reader
from hr_desk.operations.expecting_problems import (
    InvitationCalledOff,
    InvitationOtherDay,
    InvitationUnknown,
    InvitationUsed,
)
from hr_desk.operations.operation import operation
from hr_desk.operations.regulars import answered, spelled
from hr_desk.operations.session import Session
from hr_desk.operations.values import merged
from hr_desk.operations.visit_reads import records
from hr_desk.operations.visit_views import HOST
from hr_desk.operations.visit_writing import KIOSK, insert_new, not_allowed, write_values
from hr_desk.store import expecting as codes
from hr_desk.store import visits as store
from hr_desk.store.compartment import Change
from hr_desk.store.visits import Notice, VisitRecord, VisitState

JOINED: Final = "joined"
"""The code found the expected visit, and both are one now."""
OTHER_NAME: Final = "other_name"
OTHER_DAY: Final = "other_day"
CALLED_OFF: Final = "called_off"
USED: Final = "used"
UNKNOWN: Final = "unknown"

STANDINGS: Final = (JOINED, OTHER_NAME, OTHER_DAY, CALLED_OFF, USED, UNKNOWN)
"""What can become of a code that somebody brings."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What a code stands for on a day."""

    standing: str
    visit: VisitRecord | None = None


@operation("invitation_code.hand_out", compartment="visits", roles=VISITING)
def hand_out(session: Session, change: Change, /, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the code of each expected visit, made where there is none yet, in their order.

    A code holds nobody's data. It is good on the day of its visit, once. Raises
    VisitStepNotAllowed for a visit that nobody expects any more, RecordGone.
    """
    found = records(session, ids)
    known = codes.valid_codes(session.compartment("visits"), [one.id for one in found])
    for record in found:
        if record.state != states.EXPECTED:
            raise not_allowed(session, record)
        if record.id not in known:
            known[record.id] = _new_code(session, record)
            codes.insert_code(change, known[record.id], record.id)
    return tuple(known[id_] for id_ in dict.fromkeys(ids))


def _new_code(session: Session, record: VisitRecord) -> str:
    """Return a code nobody has; its mark says whether every text is confirmed for that day."""
    kind = session.catalogue.visit_types.get(record.kind)
    texts = (
        [session.catalogue.acknowledgements[key] for key in kind.acknowledgements] if kind else []
    )
    leaned = leaning(session, record, record.day)
    whole = bool(texts) and all(text.key in leaned for text in texts)
    mark = invitation_code.mark_of(text.digest for text in texts if whole)
    while codes.code(session.compartment("visits"), (made := invitation_code.new(mark))):
        pass
    return made


def leaning(session: Session, record: VisitRecord, on: date) -> store.Confirmed:
    """Return what a guest confirmed at an earlier visit of the same series and still holds ``on``.

    The visits of a series are one guest's because whoever invited said so. Each confirmation keeps
    the day on which it was given.
    """
    file = session.compartment("visits")
    series = codes.series_of(file, [record.id]).get(record.id)
    kept = None if series is None else codes.series(file, series)
    if kept is None or kept.how != codes.WEEKLY:
        return {}
    texts, found = session.catalogue.acknowledgements, dict[str, Mapping[str, str]]()
    for one in in_use.only(session, "visits", store.visits(file, codes.visits_in(file, kept.id))):
        for key, given in one.confirmed.items():
            if key not in texts or one.state == states.EXPECTED or not holds(given, texts[key], on):
                continue
            if key not in found or found[key]["on"] < given["on"]:
                found[key] = given
    return found


def whose(session: Session, code: str) -> str:
    """Return the visit (its id) that is expected today by a code that is held to the desk.

    Raises InvitationUnknown, InvitationUsed, InvitationOtherDay, InvitationCalledOff, NotPermitted.
    """
    require_reader(session)
    found = _standing(session, code, session.now())
    if found.standing == OTHER_DAY and found.visit is not None:
        raise InvitationOtherDay(day=found.visit.day.isoformat())
    if found.standing in _REFUSALS:
        raise _REFUSALS[found.standing]
    if found.visit is None:
        raise InvitationUnknown
    return found.visit.id


_REFUSALS: Final[Mapping[str, type[UserError]]] = {
    USED: InvitationUsed,
    CALLED_OFF: InvitationCalledOff,
    UNKNOWN: InvitationUnknown,
}


def come_in(
    session: Session, change: Change, code: str, *, state: VisitState, notice: Notice,
    fields: Mapping[str, Any],
) -> str:  # fmt: skip
    """Take in what somebody typed at a kiosk, in a change under way; returns the visit's id.

    With a good ``code`` (empty: none was brought) it goes into the expected visit, which is
    announced from now on; otherwise into a visit of its own.
    """
    found = _of_code(session, code, state.arrived_at or session.now(), fields)
    if found.standing == JOINED and found.visit is not None:
        join(session, change, found.visit, state=state, notice=notice, fields=fields)
        codes.use_code(change, code)
        codes.note_brought(change, found.visit.id, standing=JOINED, expected="")
        return found.visit.id
    id_ = insert_new(session, change, origin=KIOSK, state=state, notice=notice, fields=fields)
    if code:
        expected = found.visit.id if found.visit is not None else ""
        codes.note_brought(change, id_, standing=found.standing, expected=expected)
    return id_


def _of_code(session: Session, code: str, at: datetime, fields: Mapping[str, Any]) -> _Found:
    found = _standing(session, code, at)
    if found.standing != JOINED or found.visit is None:
        return _Found(found.standing)
    same = spelled(found.visit.fields) == spelled(fields)
    return found if same else _Found(OTHER_NAME, found.visit)


def _standing(session: Session, code: str, at: datetime) -> _Found:
    """Return what a code is worth at a moment, whoever brings it; JOINED for a good one.

    That of a restricted visit is as unknown as any other: its guest comes in by a visit of their
    own, which the front desk sees.
    """
    file = session.compartment("visits")
    kept = codes.code(file, code) if code else None
    named = store.visits(file, [kept.visit]) if kept is not None else []
    named = in_use.only(session, "visits", named)
    if kept is None or not named:
        return _Found(UNKNOWN)
    visit = named[0]
    if kept.used or visit.state not in (states.EXPECTED, states.NOT_COME):
        return _Found(USED)
    if visit.day != day_of(at):
        return _Found(OTHER_DAY, visit)
    if kept.void or visit.state != states.EXPECTED:
        return _Found(CALLED_OFF)
    return _Found(JOINED, visit)


def join(
    session: Session, change: Change, expected: VisitRecord, *, state: VisitState,
    notice: Notice, fields: Mapping[str, Any],
) -> None:  # fmt: skip
    """Let the expected visit be announced, with what the guest said; the host is the inviter's."""
    host = {HOST: expected.fields[HOST]} if HOST in expected.fields else {}
    leaned = leaning(session, expected, state.day)
    announced = replace(
        state,
        planned_at=expected.planned_at or state.planned_at,
        host=expected.host,
        kind=state.kind or expected.kind,
        confirmed={**leaned, **expected.confirmed, **state.confirmed},
    )
    answers = answered(session, leaned)
    given = merged(merged(expected.fields, fields), {**host, **answers})
    write_values(session, change, expected, state=announced, fields=given, notice=notice)
