# SPDX-License-Identifier: Apache-2.0
"""What screens read of visits: lists, one visit, who is inside, a value in full.

Masking happens here and nowhere above. What the catalogue closes to a role is not in the answer:
an HR admin sees name and phone of a visitor, and neither host, plate nor times.

Aged visits. Thirty days after its clock started (``masked_after`` of class VIS) a visit is shown
masked to every role, in lists, records and search results: each value whose field has a masking
rule, and times to the hour. Unmasking is then refused to the front desk (VisitAged) and left to
an HR admin, for the fields that the catalogue opens to that role, with purpose and log entry.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.model import Access, Field, Scenario
from hr_desk.domain import visits as states
from hr_desk.domain.terms import Conjunction
from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.operations import in_use, training
from hr_desk.operations.candidates import FieldView, in_full, view_of
from hr_desk.operations.directory import VISITING, StaffLine, by_id, guesses, require_reader
from hr_desk.operations.finding import alternatives_of, found_openly
from hr_desk.operations.history import history_of
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import PurposeUnknown, RecordGone
from hr_desk.operations.regulars import spelled
from hr_desk.operations.session import Session
from hr_desk.operations.signing import signed_texts
from hr_desk.operations.visit_kinds import lacking, owed_texts
from hr_desk.operations.visit_views import (
    HOST,
    RollCallLine,
    Shown,
    Unmatched,
    VisitRow,
    VisitView,
    is_aged,
)
from hr_desk.operations.visit_writing import AUTOMATIC
from hr_desk.store import expecting as codes
from hr_desk.store import search
from hr_desk.store import visits as store
from hr_desk.store.compartment import Change
from hr_desk.store.visit_notes import notes_of
from hr_desk.store.visits import VisitRecord

PURPOSE: Final = "visit_purpose"
"""The field that says as much as the kind of visitor does: who sees one sees the other."""

EMERGENCY: Final = "visit.emergency"
PURPOSES: Final = ("visit.access", EMERGENCY)
"""The reasons for seeing a visitor's value in full."""

AGED_OPEN_TO: Final = ("hr_admin",)
"""Who may still unmask a visit whose days are over."""


@dataclass(frozen=True, kw_only=True)
class VisitQuery:
    """Which visits: words, states, kinds of visitors, one day (Asia/Shanghai) of arrival or plan.

    ``inside`` are those who may be inside: let in, on site, or not seen leaving.
    """

    text: str = ""
    states: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    day: date | None = None
    inside: bool = False
    limit: int = 200


class VisitAged(UserError):
    """The visit is masked for good; the front desk neither unmasks nor changes it any more."""

    message = N_(
        "This visit ended so long ago that it is only kept masked. If it matters, ask an HR admin."
    )


def records(session: Session, ids: Iterable[str]) -> list[VisitRecord]:
    """Return the visits with these ids, to be used; raises RecordGone, Restricted."""
    found = kept(session, ids)
    in_use.require(session, "visits", found)
    return found


def kept(session: Session, ids: Iterable[str]) -> list[VisitRecord]:
    """Return the visits with these ids, also where nobody may use them: for who leaves.

    Raises RecordGone when one is missing.
    """
    wanted = list(dict.fromkeys(ids))
    found = store.visits(session.compartment("visits"), wanted)
    if len(found) != len(wanted) or not wanted:
        raise RecordGone
    return found


def list_visits(session: Session, query: VisitQuery) -> tuple[VisitRow, ...]:
    """Return visits, newest first; raises CompartmentClosed, NotPermitted."""
    require_reader(session)
    found = _searched(session, query) if query.text.strip() else _listed(session, query)
    rows = rows_of(session, found)
    # What a role does not see of a visitor's purpose no filter may tell it either.
    return tuple(row for row in rows if not query.kinds or row.kind in query.kinds)


def _listed(session: Session, query: VisitQuery) -> list[VisitRecord]:
    conditions, values = _conditions(query)
    where = " AND ".join(conditions)
    return store.visits_where(session.compartment("visits"), where, values, limit=query.limit)


def _conditions(query: VisitQuery) -> tuple[list[str], list[Any]]:
    conditions: list[str] = [in_use.USED]
    values: list[Any] = []
    if query.states:
        conditions.append(f"state IN ({_marks(query.states)})")
        values += query.states
    if query.inside:
        conditions.append(f"state IN ({_marks(states.MAYBE_INSIDE)})")
        values += states.MAYBE_INSIDE
    if query.kinds:
        conditions.append(f"kind IN ({_marks(query.kinds)})")
        values += query.kinds
    if query.day is not None:
        conditions.append("day = ?")
        values.append(query.day.isoformat())
    return conditions, values


def _marks(values: Sequence[str]) -> str:
    return ",".join("?" * len(values))


def _searched(session: Session, query: VisitQuery) -> list[VisitRecord]:
    """Walk the matching visits, newest first, until the page is full.

    Found is only what the user may see at least masked (``finding``).
    """
    file = session.compartment("visits")
    alternatives = alternatives_of(session, query.text, compartment="visits")
    conditions, values = _conditions(query)
    found: list[VisitRecord] = []
    before = None
    while len(found) < query.limit:
        seqs = search.newest_matching(file, alternatives, before=before, limit=query.limit)
        if seqs:
            where = " AND ".join([f"seq IN ({','.join('?' * len(seqs))})", *conditions])
            hits = store.visits_where(file, where, [*seqs, *values])
            found += [one for one in hits if _found_openly(session, one, alternatives)]
            before = seqs[-1]
        if len(seqs) < query.limit:
            break
    return found[: query.limit]


def _found_openly(
    session: Session, record: VisitRecord, alternatives: Sequence[Conjunction]
) -> bool:
    return found_openly(session, record.fields, alternatives, stage=None, compartment="visits")


def rows_of(session: Session, found: Sequence[VisitRecord]) -> tuple[VisitRow, ...]:
    """Return records as this user may see them."""
    return tuple(_rows(session, found))


def _rows(session: Session, found: Sequence[VisitRecord]) -> Iterator[VisitRow]:
    columns = session.catalogue.columns("visits")
    hosts = by_id(session, [record.host for record in found if record.host is not None])
    expected = _expected_by_name(session, found)
    notes = notes_of(session.compartment("visits"), [record.id for record in found])
    brought = codes.brought(session.compartment("visits"), [record.id for record in found])
    for record in found:
        standing, named = brought.get(record.id, ("", ""))
        shown = Shown(session, record)
        guessing = record.state in states.OUTSIDE and shown.full(HOST)
        yield VisitRow(
            visit_id=record.id,
            state=record.state,
            cells=shown.cells(columns),
            code=record.code if shown.full("visit_left") else "",
            planned=shown.moment("visit_planned"),
            arrived=shown.moment("visit_arrived"),
            left=shown.moment("visit_left"),
            left_how=record.left_how,
            host=hosts.get(record.host or "") if shown.full(HOST) else None,
            host_guesses=_host_guesses(session, record) if guessing else (),
            expected_guesses=_named_first(named, expected.get(record.id, ())),
            minutes=shown.minutes(),
            origin=record.origin,
            aged=shown.aged,
            kind=record.kind if shown.full(PURPOSE) else "",
            owed=owed_texts(session, record.kind, record.confirmed) if shown.full(PURPOSE) else (),
            lacks=lacking(session.catalogue, record.kind, record.fields),
            slip=record.slip,
            reason=record.reason or "",
            note=notes.get(record.id, "") if shown.full("visit_area") else "",
            invitation=standing if shown.full(PURPOSE) else "",
            emergency=shown.revealable(),
        )


def _named_first(named: str, guesses: tuple[str, ...]) -> tuple[str, ...]:
    """Return the expected visits to offer: that of the code somebody brought before the others."""
    return (named, *(one for one in guesses if one != named)) if named else guesses


def _host_guesses(session: Session, record: VisitRecord) -> tuple[StaffLine, ...]:
    return () if record.host is not None else guesses(session, record.fields.get(HOST, ""))


def _expected_by_name(session: Session, found: Sequence[VisitRecord]) -> dict[str, tuple[str, ...]]:
    """Return announced visit to today's expected visits of the same name; asks once for all."""
    announced = [record for record in found if record.state in states.OUTSIDE]
    if not announced:
        return {}
    waiting = store.visits_where(
        session.compartment("visits"), f"{in_use.USED} AND state = ? AND day = ?",
        (states.EXPECTED, session.today().isoformat()),
    )  # fmt: skip
    by_name: dict[str, list[str]] = {}
    for record in reversed(waiting):
        by_name.setdefault(spelled(record.fields), []).append(record.id)
    return {record.id: tuple(by_name.get(spelled(record.fields), ())) for record in announced}


def counts(session: Session) -> Mapping[str, int]:
    """Return state to number: everybody on site or announced, and what else today is about."""
    require_reader(session)
    return store.state_counts(session.compartment("visits"), session.today())


def form_fields(session: Session) -> tuple[FieldView, ...]:
    """Return the empty fields of the form for a new visitor, as this user may enter them."""
    require_reader(session)
    fields = session.catalogue.fields_of("visits", Scenario.VISITOR)
    asked = [one for one in fields if one.supplied_by != "program" and not one.emergency_reveal]
    views = (view_of(session, one, None, stage=None, compartment="visits") for one in asked)
    return tuple(view for view in views if view is not None)


@operation("visit.open", compartment="visits", roles=VISITING)
def _note_opening(
    session: Session, change: Change, /, record: VisitRecord, keys: Iterable[str]
) -> None:
    del session
    change.touched("visit", record.id)
    change.fields.update(keys)


def open_visit(session: Session, visit_id: str) -> VisitView:
    """Return one visit as this user may see it; the opening is logged. Raises RecordGone."""
    require_reader(session)
    (record,) = records(session, [visit_id])
    views = _views(session, record)
    _note_opening(session, record, [view.field.key for view in views if view.given])
    (row,) = _rows(session, [record])
    return VisitView(
        visit_id=record.id,
        version=record.version,
        fields=views,
        row=row,
        history=history_of(session, "visits", (record.id,)),
        allowed=_allowed(session, record),
        signed=signed_texts(session, record.id),
    )


def _views(session: Session, record: VisitRecord) -> tuple[FieldView, ...]:
    shown = Shown(session, record)
    fields = session.catalogue.fields_of("visits", Scenario.VISITOR)
    return tuple(view for field in fields if (view := shown.view(field)) is not None)


def _allowed(session: Session, record: VisitRecord) -> frozenset[str]:
    names = {f"visit.{verb}" for verb in states.allowed(record.state)}
    aged = is_aged(session, record)
    if not aged:
        names.update(("visit.edit", "visit.note"))
    if not aged and record.left_how == AUTOMATIC:
        names.add("visit.correct_leaving")
    if not aged or set(AGED_OPEN_TO) & set(session.user.roles):
        names.add("visit.unmask")
    return frozenset(name for name in names if session.may(name))


def unmask(
    session: Session, visit_id: str, keys: Iterable[str], *, purpose: str
) -> Mapping[str, FieldView]:
    """Return masked values in full; purpose, fields and user are logged first.

    ``purpose`` is "visit.access" or "visit.emergency". Fields the user may not see even masked are
    left out. Raises PurposeUnknown, RecordGone, TrainingMissing, VisitAged (see the
    module).
    """
    if purpose not in PURPOSES:
        raise PurposeUnknown
    require_reader(session)
    (record,) = records(session, [visit_id])
    wanted, aged = set(keys), is_aged(session, record)
    if aged and not set(AGED_OPEN_TO) & set(session.user.roles):
        raise VisitAged
    views = [
        view
        for view in _views(session, record)
        if view.field.key in wanted and view.given and _may_unmask(session, view.field, aged)
    ]
    seen = [view.field.key for view in views]
    if purpose != EMERGENCY:
        training.require_trained(session, seen, operation="visit.unmask")
    _note_unmasking(session, record, seen, purpose=purpose)
    shown = Shown(session, record)
    return {view.field.key: in_full(view, shown.stored(view.field)) for view in views}


def _may_unmask(session: Session, field: Field, aged: bool) -> bool:
    """Whether the field is open at all; an aged one has to be so to the role that may ask.

    What an emergency reveals is unmasked by nobody here: that leaves a task (emergency_contacts).
    """
    if field.emergency_reveal:
        return False
    roles = AGED_OPEN_TO if aged else session.user.roles
    access = session.catalogue.access(field, roles, stage=None, compartment="visits")
    return access is not Access.NONE


@operation("visit.unmask", compartment="visits", roles=VISITING)
def _note_unmasking(
    session: Session,
    change: Change,
    /,
    record: VisitRecord,
    keys: Iterable[str],
    *,
    purpose: str,
) -> None:
    del session
    change.purpose = purpose
    change.touched("visit", record.id)
    change.fields.update(keys)


def roll_call(session: Session) -> tuple[RollCallLine, ...]:
    """Return whoever may be inside, the longest first; raises NotPermitted, CompartmentClosed."""
    require_reader(session)
    inside = maybe_inside(session)
    hosts = by_id(session, [record.host for record in inside if record.host is not None])
    return tuple(_roll_call_line(Shown(session, record), record, hosts) for record in inside)


def maybe_inside(
    session: Session, condition: str = "1", values: Sequence[object] = ()
) -> list[VisitRecord]:
    """Return who may be inside, the longest first; ``condition`` in SQL picks some of them.

    Raises CompartmentClosed.
    """
    inside = store.visits_where(
        session.compartment("visits"),
        f"({condition}) AND state IN ({_marks(states.MAYBE_INSIDE)})",
        (*values, *states.MAYBE_INSIDE),
    )
    inside.sort(key=lambda record: (record.arrived_at or record.notice_at, record.seq))
    return inside


def _roll_call_line(
    shown: Shown, record: VisitRecord, hosts: Mapping[str, StaffLine]
) -> RollCallLine:
    chosen = hosts.get(record.host or "") if shown.full(HOST) else None
    return RollCallLine(
        visit_id=record.id,
        name=shown.text("full_name"),
        host=shown.text(HOST) if chosen is None else chosen.name,
        area=shown.text("visit_area"),
        arrived=shown.moment("visit_arrived"),
        seen_leaving=not record.unaccounted,
        companions=shown.number("companions_count"),
        phone=shown.text("mobile"),
    )


def unmatched(session: Session) -> tuple[Unmatched, ...]:
    """Return the sign-outs that wait for a person to say whose they are, oldest first."""
    require_reader(session)
    waiting = store.unmatched(session.compartment("visits"))
    return tuple(Unmatched(one.id, one.at, one.code, one.phone_tail) for one in waiting)
