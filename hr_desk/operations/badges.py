# SPDX-License-Identifier: Apache-2.0
"""Badges: made for whoever is on site, void when they are lost, and good for leaving by.

A badge's QR holds a random code and nothing else; what is printed beside it is what a colleague
in the corridor needs. A visit has one valid badge: making another voids the one before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from hr_desk.domain import badge_code
from hr_desk.domain import visits as states
from hr_desk.domain.clock import SHANGHAI, day_of
from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.operations.directory import VISITING, by_id
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import ReasonUnknown
from hr_desk.operations.session import Session
from hr_desk.operations.visit_reads import VisitAged, kept, maybe_inside, records
from hr_desk.operations.visit_views import HOST, Shown, is_aged
from hr_desk.operations.visit_writing import (
    AUTOMATIC,
    STAFF,
    free_code,
    has_left,
    leave,
    not_allowed,
    note_when,
)
from hr_desk.store import badges as store
from hr_desk.store import visits
from hr_desk.store.compartment import Change
from hr_desk.store.visits import VisitRecord

PURPOSE: Final = "visit.access"
FIELDS: Final = ("full_name", HOST, "visit_area")
"""What a badge shows of a person, by field key."""

PLATE: Final = "plate_number"
LEAVING_REASON: Final = "leaving_reason"
"""The list of how it is known when somebody left whom nobody saw leaving."""

_CODE_LENGTH: Final = 6


class NobodyLeaves(UserError):
    """Code, plate or badge fits nobody who is inside."""

    message = N_("Nobody inside has this code, plate or badge. Look for the name in the list.")


class SeveralLeave(UserError):
    """The plate fits several people who are inside."""

    message = N_("{count} people inside came with this plate. Sign them out in the list.")


class BadgeVoid(UserError):
    """The badge was reported lost, or another one was made instead."""

    message = N_(
        "This badge is void: it was reported lost or replaced. Keep it, and ask its bearer who "
        "they are."
    )


class LeavingOutOfRange(UserError):
    """The time lies before the arrival or in the future."""

    message = N_("They came at {arrived} and left before now. Enter a time between the two.")


@dataclass(frozen=True, slots=True)
class BadgeFace:
    """What is printed on a badge; ``code`` is what its QR says, ``out_code`` what is typed."""

    visit_id: str
    code: str
    out_code: str
    name: str
    host: str
    area: str
    arrived: datetime | None
    companions: int


@operation("badge.make", compartment="visits", roles=VISITING)
def make(session: Session, change: Change, /, ids: Sequence[str]) -> tuple[str, ...]:
    """Make a badge for each visit on site, instead of an earlier one; returns their codes.

    Raises VisitStepNotAllowed, RecordGone.
    """
    codes = []
    for record in records(session, ids):
        if record.state != states.ON_SITE:
            raise not_allowed(session, record)
        store.void(change, record.id)
        codes.append(badge_code.new())
        store.insert(change, codes[-1], record.id)
    return tuple(codes)


@operation("badge.lost", compartment="visits", roles=VISITING)
def lost(session: Session, change: Change, /, ids: Sequence[str]) -> tuple[str, ...]:
    """Void the badges of visits that were lost: nobody leaves by their QR, nor by their number.

    Whoever is still on site gets another badge and another sign-out code, because the old one
    stood on the lost badge; returns the codes of the new badges. Raises RecordGone.
    """
    codes = []
    for record in records(session, ids):
        store.void(change, record.id)
        if record.state == states.ON_SITE:
            state = replace(visits.state_of(record), code=free_code(session))
            visits.update(change, record, state=state)
            codes.append(badge_code.new())
            store.insert(change, codes[-1], record.id)
    return tuple(codes)


def faces(session: Session, ids: Sequence[str]) -> tuple[BadgeFace, ...]:
    """Return what is to be printed for visits that have a valid badge, as this user may see it."""
    found = records(session, ids)
    codes = store.valid_of(session.compartment("visits"), [one.id for one in found])
    hosts = by_id(session, [one.host for one in found if one.host is not None])
    made = []
    for record in found:
        if record.id in codes:
            shown = Shown(session, record)
            chosen = hosts.get(record.host or "") if shown.full(HOST) else None
            made.append(
                BadgeFace(
                    visit_id=record.id,
                    code=codes[record.id],
                    out_code=record.code if shown.full("visit_left") else "",
                    name=shown.text("full_name"),
                    host=shown.text(HOST) if chosen is None else chosen.name,
                    area=shown.text("visit_area"),
                    arrived=shown.moment("visit_arrived"),
                    companions=shown.number("companions_count"),
                )
            )
    return tuple(made)


def whose(session: Session, text: str) -> str:
    """Return the id of the one visit inside that a badge, a code or a plate stands for.

    Raises NobodyLeaves, SeveralLeave, BadgeVoid.
    """
    typed = "".join(text.split()).upper()
    file = session.compartment("visits")
    if badge_code.is_badge(typed):
        found = store.badge(file, typed)
        if found is not None and found.void:
            raise BadgeVoid
        return _one(maybe_inside(session, "id = ?", ("" if found is None else found.visit,)))
    if len(typed) == _CODE_LENGTH and typed.isdigit():
        return _one(maybe_inside(session, "code = ?", (typed,)))
    plate = _plate(session, typed)
    inside = maybe_inside(session)
    return _one([one for one in inside if plate and one.fields.get(PLATE) == plate])


def _plate(session: Session, typed: str) -> object:
    """Return a plate as it is stored, None where the text is none."""
    type_ = session.catalogue.field(PLATE).type
    try:
        value = type_.parse(typed)
    except UserError:
        return None
    return None if value is None else type_.store(value)


def _one(found: Sequence[VisitRecord]) -> str:
    if len(found) > 1:
        raise SeveralLeave(count=len(found))
    if not found:
        raise NobodyLeaves
    return found[0].id


def name_of(session: Session, visit_id: str) -> str:
    """Return the name of a visitor, as this user may see it; raises RecordGone."""
    (record,) = kept(session, [visit_id])
    return Shown(session, record).text("full_name")


@operation("badge.sign_out", compartment="visits", roles=VISITING)
def sign_out(session: Session, change: Change, /, text: str) -> tuple[str, ...]:
    """Sign out whom a scanned badge, a code or a plate names; returns the visit's id.

    Whoever was closed without being seen leaving is accounted for, as left now. Raises what
    ``whose`` raises.
    """
    (record,) = kept(session, [whose(session, text)])
    if record.unaccounted:
        note_when(change, record, at=session.now(), how=STAFF)
    else:
        leave(session, change, record, at=session.now(), how=STAFF)
    store.void(change, record.id)
    return (record.id,)


@operation("visit.correct_leaving", compartment="visits", roles=VISITING)
def correct_leaving(
    session: Session, change: Change, /, visit_id: str, *, at: datetime, reason: str
) -> None:
    """Say when somebody left whose record the end of the day closed; they are accounted for.

    ``at`` lies between the arrival and now, ``reason`` is a code of the list leaving_reason: how
    that is known. Raises VisitStepNotAllowed for a visit that was not closed automatically,
    LeavingOutOfRange, ReasonUnknown, VisitAged, RecordGone.
    """
    if reason not in session.catalogue.code_lists[LEAVING_REASON].codes:
        raise ReasonUnknown
    (record,) = records(session, [visit_id])
    if is_aged(session, record):
        raise VisitAged
    if record.left_how != AUTOMATIC:
        raise not_allowed(session, record)
    arrived = record.arrived_at or at
    if not arrived <= at <= session.now():
        raise LeavingOutOfRange(arrived=arrived.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"))
    note_when(change, record, at=at, how=STAFF, reason=reason)


def leave_by_badge(
    session: Session, change: Change, code: str, *, at: datetime
) -> VisitRecord | None:
    """Sign out at a kiosk whom a badge names, in a change under way; None where it names nobody.

    A void badge names nobody: a person at the desk decides.
    """
    found = store.badge(session.compartment("visits"), code)
    if found is None or found.void:
        return None
    inside = maybe_inside(session, "id = ?", (found.visit,))
    if not inside:
        return None
    has_left(session, change, inside[0], at=at)
    store.void(change, inside[0].id)
    return inside[0]


def leave_by_plate(
    session: Session, change: Change, plate: str, *, at: datetime
) -> VisitRecord | None:
    """Sign out at a kiosk the one person who came with a plate that day; None otherwise."""
    found = [
        one
        for one in maybe_inside(session, "day = ?", (day_of(at).isoformat(),))
        if one.fields.get(PLATE) == plate and (one.arrived_at or at) <= at
    ]
    if len(found) != 1:
        return None
    has_left(session, change, found[0], at=at)
    store.void(change, found[0].id)
    return found[0]
