# SPDX-License-Identifier: Apache-2.0
"""A vehicle at the gate: what its plate says, and letting in again who was here before.

Nothing links two visits of one human: an earlier visit is found by the plate that stands outside,
and what it says is copied into a new one. What was confirmed then is copied with its day, so that
a text holds for whoever keeps coming, and goes with their last visit (see ``regulars``).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from hr_desk.catalogue.model import Access, Scenario
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.domain import visits as states
from hr_desk.domain.clock import day_of
from hr_desk.operations import in_use, policies
from hr_desk.operations.directory import VISITING, by_id, require_reader
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import ConfirmationOwed, NotPermitted, PlateUnclear
from hr_desk.operations.regulars import answered, still_holding, visits_with
from hr_desk.operations.session import Session
from hr_desk.operations.values import merged, require_complete, require_guardian
from hr_desk.operations.visit_kinds import (
    holding,
    lacking,
    owed_texts,
    require_of_kind,
    told_now,
)
from hr_desk.operations.visit_reads import VisitAged, records, rows_of
from hr_desk.operations.visit_views import VisitRow, is_aged
from hr_desk.operations.visit_writing import (
    STAFF,
    checked,
    free_code,
    insert_new,
    known_host,
    not_allowed,
    planned_of,
    require_way,
)
from hr_desk.store import visits as store
from hr_desk.store.compartment import Change
from hr_desk.store.visits import Notice, VisitRecord, VisitState

PLATE: Final = "plate_number"
SHOWN_PLATES: Final = 5
_END: Final = re.compile(r"[A-Z0-9]{3,7}[挂学警港澳]?")
"""What is taken for the end of a plate: no province, no sign that means something to a search."""

POSTED: Final = "poster"
"""How the notice reaches a driver unless somebody says otherwise: it hangs at the gate."""

OF_ONE_VISIT: Final = frozenset(
    {"carried_items", "delivery_note", "companions_count", "trailer_plate", "training_records",
     "guardian", "signature_image", "safety_ack"}
)  # fmt: skip
"""What a person says anew at each visit, or what is said by what they confirm."""


@dataclass(frozen=True, slots=True)
class AtTheGate:
    """What is known of a plate: at most one visit of each sort, as this user may see it."""

    plate: str
    inside: VisitRow | None = None
    """On site, or not seen leaving."""
    waiting: VisitRow | None = None
    """Signed in at the kiosk, to be settled in the queue."""
    expected: VisitRow | None = None
    """Expected today."""
    known: VisitRow | None = None
    """The newest visit that is over and still shown in full."""
    owed: tuple[str, ...] = ()
    """Texts, by key, to be confirmed again before whoever is known comes in."""
    confirmed: Mapping[str, date] = field(default_factory=dict)
    """Texts, by key, that they confirmed and that hold, with the day they did."""
    asked: tuple[str, ...] = ()
    """Fields that have to be said before whoever is expected or known comes in."""


def at_the_gate(session: Session, plate: str) -> AtTheGate:
    """Return what is known of a plate as it is typed; the end of one that was here is enough.

    Raises ValueProblem for what is no plate, PlateUnclear for an end that several plates have,
    NotPermitted for a role that sees no plates.
    """
    require_reader(session)
    field = session.catalogue.field(PLATE)
    if session.access(field, stage=None, compartment="visits") < Access.FULL:
        raise NotPermitted
    stored = _ending(session, plate) or str(field.type.store(field.type.parse(plate)))
    found = visits_with(session, PLATE, stored)
    today = session.today()
    inside = _newest(found, lambda one: one.state in (states.ON_SITE, states.NOT_SEEN))
    waiting = _newest(found, lambda one: one.state in states.OUTSIDE)
    expected = _newest(found, lambda one: one.state == states.EXPECTED and one.day == today)
    known = _newest(found, lambda one: one.state == states.LEFT and not is_aged(session, one))
    shown = {row.visit_id: row for row in rows_of(session, [
        one for one in (inside, waiting, expected, known) if one is not None])}  # fmt: skip

    still = {} if known is None else _known(session, known, known.fields)

    def row(one: VisitRecord | None) -> VisitRow | None:
        return None if one is None else shown[one.id]

    return AtTheGate(
        stored,
        inside=row(inside),
        waiting=row(waiting),
        expected=row(expected),
        known=row(known),
        owed=() if known is None else owed_texts(session, known.kind, still),
        confirmed={key: date.fromisoformat(given["on"]) for key, given in still.items()},
        asked=_asked(session, expected, known),
    )


def _asked(
    session: Session, expected: VisitRecord | None, known: VisitRecord | None
) -> tuple[str, ...]:
    if expected is not None:
        return lacking(session.catalogue, expected.kind, expected.fields)
    if known is not None:
        return lacking(session.catalogue, known.kind, _lasting(session, known))
    return ()


def _ending(session: Session, typed: str) -> str | None:
    """Return the one plate of the last days that ends as typed; None where none does."""
    end = _END.fullmatch(clean(typed).replace(" ", "").upper())
    if end is None:
        return None
    days = session.catalogue.classes[states.RETENTION_CLASS].masked_after or 0
    found = store.visits_where(
        session.compartment("visits"),
        f"{in_use.USED} AND day > ? AND json_extract(fields, '$.plate_number') LIKE ?",
        ((session.today() - timedelta(days=days)).isoformat(), f"%{end[0]}"),
    )
    plates = sorted({str(one.fields[PLATE]) for one in found if not is_aged(session, one)})
    if len(plates) > 1:
        raise PlateUnclear(plates=" / ".join(plates[:SHOWN_PLATES]))
    return plates[0] if plates else None


def _newest(
    found: Sequence[VisitRecord], wanted: Callable[[VisitRecord], bool]
) -> VisitRecord | None:
    return next((one for one in found if wanted(one)), None)


@operation("visit.come_again", compartment="visits", roles=VISITING)
def come_again(
    session: Session,
    change: Change,
    /,
    visit_id: str,
    *,
    values: Mapping[str, object] | None = None,
    confirmed: Sequence[str] = (),
    notice: str = POSTED,
    host_id: str | None = None,
) -> tuple[str, ...]:
    """Let in who was here before: a new visit, on site now, of what the earlier one says.

    ``values`` are what differs today; ``confirmed`` are texts, by key, confirmed now; ``notice``
    says how the notice was given if another version is in force than then. Returns the new id.
    Raises VisitStepNotAllowed for a visit that is not over, VisitAged, ConfirmationOwed,
    NeededOfKind, RecordGone, and what ``visits.sign_in`` raises of values.
    """
    (before,) = records(session, [visit_id])
    _require_over(session, before)
    fields = merged(_lasting(session, before), checked(session, values or {}))
    known = {**_known(session, before, fields), **told_now(session, confirmed)}
    _require_confirmed(session, before.kind, known)
    fields |= answered(session, known)
    require_complete(session, fields, Scenario.VISITOR)
    require_guardian(session, fields)
    require_of_kind(session, before.kind, fields)
    now = session.now()
    state = VisitState(
        state=states.ON_SITE,
        day=day_of(now),
        arrived_at=now,
        planned_at=planned_of(fields),
        code=free_code(session),
        host=known_host(session, host_id) or _still_known(session, before.host),
        kind=before.kind,
        confirmed=known,
    )
    given = _notice(session, change, before, notice)
    id_ = insert_new(session, change, origin=STAFF, state=state, notice=given, fields=fields)
    return (id_,)


def _require_over(session: Session, before: VisitRecord) -> None:
    if before.state != states.LEFT:
        raise not_allowed(session, before)
    if is_aged(session, before):
        raise VisitAged


def _lasting(session: Session, before: VisitRecord) -> dict[str, Any]:
    """Return what an earlier visit says of person, vehicle and host, and not of that day.

    Whom to call in an emergency stands for that very day alone.
    """
    known, same_day = session.catalogue.fields, before.day == session.today()
    return {key: value for key, value in before.fields.items()
            if key not in OF_ONE_VISIT
            and key in known and known[key].supplied_by == "person"
            and (same_day or not known[key].emergency_reveal)}  # fmt: skip


def _known(session: Session, before: VisitRecord, fields: Mapping[str, Any]) -> store.Confirmed:
    """Return what need not be confirmed now by whoever comes again and says these values."""
    kept = holding(session, before.kind, before.confirmed)
    return {**kept, **still_holding(session, before.kind, fields)}


def _require_confirmed(session: Session, kind: str, known: store.Confirmed) -> None:
    owed = owed_texts(session, kind, known)
    if owed:
        labels = [str(session.catalogue.acknowledgements[key].label) for key in owed]
        raise ConfirmationOwed(texts=" / ".join(labels))


def _still_known(session: Session, host: str | None) -> str | None:
    """Return the host if they are still in the directory: an old visit keeps whom it named."""
    return host if host is not None and host in by_id(session, [host]) else None


def _notice(session: Session, change: Change, before: VisitRecord, how: str) -> Notice:
    """Return the notice given then if it is the one in force, or that it is given now."""
    require_way(session, how)
    version = policies.require_in_force(session).number
    if before.notice_version == version and before.notice_how != "owed":
        return Notice(version=version, how=before.notice_how, at=before.notice_at,
                      language=before.notice_language)  # fmt: skip
    return Notice(version=version, how=how, at=change.now)
