# SPDX-License-Identifier: Apache-2.0
"""Guests expected every week: each visit its own record, changed or called off singly or together.

A series says that its visits are one guest's; nothing else links two visits of the same human. It
goes with its last visit.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from hr_desk.catalogue.model import Access
from hr_desk.domain import visits as states
from hr_desk.domain.clock import SHANGHAI, day_of
from hr_desk.domain.weekly import Weekly, days_of
from hr_desk.operations import calendar_days, in_use, policies
from hr_desk.operations.directory import VISITING, require_reader
from hr_desk.operations.expecting_problems import NoDays, NotExpectedNow
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import ChangedMeanwhile, Missing
from hr_desk.operations.session import Session
from hr_desk.operations.values import merged, require_guardian
from hr_desk.operations.visit_kinds import kind_after
from hr_desk.operations.visit_reads import records, rows_of
from hr_desk.operations.visit_views import VisitRow
from hr_desk.operations.visit_writing import (
    INVITED,
    NAME,
    PLANNED,
    NewVisit,
    checked,
    known_host,
    move,
    planned_of,
    tell_peers,
    write_new,
    write_values,
)
from hr_desk.store import expecting as store
from hr_desk.store import visits as visit_store
from hr_desk.store.compartment import Change
from hr_desk.store.expecting import SeriesRecord
from hr_desk.store.visits import VisitRecord, VisitState

MOST_SHOWN: Final = 1_000
"""Visits ahead that are listed, the soonest first."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """One visit that is still expected, as this user may see it."""

    row: VisitRow
    version: int
    series: str
    """The series it belongs to, "" where it stands alone."""
    how: str
    """"" (alone), "weekly" or "list"."""
    later: int
    """How many visits of its series are expected from this one on, itself among them."""
    code: str
    """The invitation code it was given, "" where none is."""


@operation("series.expect", compartment="visits", roles=VISITING)
def expect_weekly(
    session: Session, change: Change, /, visit: NewVisit, plan: Weekly
) -> tuple[str, ...]:
    """Expect a guest on each day of a plan, at the hour of ``visit_planned``; returns the ids.

    A day whose hour is past is left out. Raises NoDays, Missing for a time that is not given, and
    what ``visits.expect`` raises.
    """
    version = policies.require_in_force(session).number
    first = visit.values.get(PLANNED)
    if not isinstance(first, datetime):
        raise Missing(field=session.catalogue.field(PLANNED).label)
    hour = first.astimezone(SHANGHAI).time()
    days = days_of(plan, calendar_days.in_force(session).overrides)
    moments = [datetime.combine(day, hour, SHANGHAI) for day in days]
    wanted = [at for at in moments if at >= session.now() - timedelta(hours=1)]
    if not wanted:
        raise NoDays
    state = VisitState(state=states.EXPECTED, day=session.today())
    ids = tuple(
        write_new(
            session, change, replace(visit, values={**visit.values, PLANNED: at}),
            state=state, origin=INVITED, version=version,
        )
        for at in wanted
    )  # fmt: skip
    store.insert_series(change, _weekly(session, change, plan), ids)
    return ids


def _weekly(session: Session, change: Change, plan: Weekly) -> SeriesRecord:
    return SeriesRecord(
        id=secrets.token_hex(16),
        how=store.WEEKLY,
        user=session.user.name,
        made_at=change.now.isoformat(timespec="seconds"),
        weekdays=plan.weekdays,
        until=plan.until,
        working_days=plan.working_days,
    )


@operation("series.change", compartment="visits", roles=VISITING)
def change_expected(
    session: Session,
    change: Change,
    /,
    visit_id: str,
    values: Mapping[str, object],
    *,
    version: int,
    whole: bool = False,
    host_id: str | None = None,
) -> None:
    """Change an expected visit, with ``whole`` each that is still expected after it in its series.

    Of ``visit_planned`` the whole series takes the hour, and each visit keeps its day. None removes
    a value. Raises ChangedMeanwhile, NotExpectedNow, Missing, RecordGone, and what
    ``visits.expect`` raises of values.
    """
    (record,) = records(session, [visit_id])
    if record.version != version:
        raise ChangedMeanwhile
    stored = checked(session, values)
    host = known_host(session, host_id)
    for one in _meant(session, [record], whole=whole):
        planned = _planned(one, stored, whole=whole)
        fields = merged(one.fields, stored)
        if fields.get(NAME) is None or planned is None:
            raise Missing(field=session.catalogue.field(NAME).label)
        require_guardian(session, fields)
        state = replace(
            visit_store.state_of(one),
            planned_at=planned,
            day=day_of(planned),
            host=host or one.host,
            kind=kind_after(session, one.kind, fields),
        )
        write_values(session, change, one, state=state, fields=fields)
    change.fields.update(values)


def _planned(one: VisitRecord, stored: Mapping[str, Any], *, whole: bool) -> datetime | None:
    """Return when a visit is planned now: at the new time, in a series on its own day."""
    if PLANNED not in stored:
        return one.planned_at
    new = planned_of(stored)
    if new is None or not whole:
        return new
    hour = new.astimezone(SHANGHAI).time()
    return datetime.combine(one.day, hour, SHANGHAI)


@operation("series.call_off", compartment="visits", roles=VISITING)
def call_off(
    session: Session, change: Change, /, ids: Sequence[str], *, whole: bool = False
) -> None:
    """Expect guests no more, with ``whole`` on no later day of their series either.

    Their codes are void from now on, and whoever invited is told. Raises NotExpectedNow,
    RecordGone.
    """
    for one in _meant(session, records(session, ids), whole=whole):
        move(session, change, one, "not_come", on=session.today())
        store.void_codes(change, one.id)
        tell_peers(session, change, one, "visit.not_come", at=session.now())


def _meant(
    session: Session, chosen: Sequence[VisitRecord], *, whole: bool
) -> tuple[VisitRecord, ...]:
    """Return the visits that are meant, each once: chosen, or with what follows in their series."""
    found = {one.id: one for one in chosen}
    for one in chosen:
        if one.state != states.EXPECTED:
            field = session.catalogue.field(NAME)
            name = one.fields.get(NAME)
            raise NotExpectedNow(name="" if name is None else field.type.show(name))
        if whole:
            found.update({later.id: later for later in _from_on(session, one)})
    return tuple(found.values())


def _from_on(session: Session, one: VisitRecord) -> list[VisitRecord]:
    """Return the visits of the same series that are expected on its day or later."""
    file = session.compartment("visits")
    series = store.series_of(file, [one.id]).get(one.id)
    ids = [] if series is None else store.visits_in(file, series)
    return [
        other
        for other in in_use.only(session, "visits", visit_store.visits(file, ids))
        if other.state == states.EXPECTED and other.day >= one.day
    ]


def ahead(session: Session) -> tuple[Ahead, ...]:
    """Return whoever is expected from today on, the soonest first; MOST_SHOWN at most.

    Raises NotPermitted, CompartmentClosed.
    """
    require_reader(session)
    file = session.compartment("visits")
    found = visit_store.visits_where(file, f"{in_use.USED} AND state = ? AND day >= ?",
                                     (states.EXPECTED, session.today().isoformat()))  # fmt: skip
    found.sort(key=lambda one: (one.planned_at or one.notice_at, one.seq))
    ids = [one.id for one in found]
    series, known = store.series_of(file, ids), {one.id: one for one in store.all_series(file)}
    codes = store.valid_codes(file, ids) if _sees_times(session) else {}
    left: dict[str, int] = {}
    later = {}
    for one in reversed(found):
        left[series.get(one.id, one.id)] = left.get(series.get(one.id, one.id), 0) + 1
        later[one.id] = left[series.get(one.id, one.id)]
    shown = found[:MOST_SHOWN]
    return tuple(
        Ahead(
            row,
            one.version,
            series.get(one.id, ""),
            known[series[one.id]].how if one.id in series else "",
            later[one.id],
            codes.get(one.id, ""),
        )
        for one, row in zip(shown, rows_of(session, shown), strict=True)
    )


def _sees_times(session: Session) -> bool:
    """Whether the user sees when guests come: who does not is shown no code either."""
    field = session.catalogue.field(PLANNED)
    return session.access(field, stage=None, compartment="visits") >= Access.FULL
