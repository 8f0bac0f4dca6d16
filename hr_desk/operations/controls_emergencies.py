# SPDX-License-Identifier: Apache-2.0
"""The control over revealing whom to call in an emergency: by whom, and whether it is told of.

What the catalogue and the verbs allow is seen by every session; the reveals themselves and their
tasks by whoever holds ``visits``.
"""

from datetime import date
from typing import Final

from hr_desk.catalogue.model import Access
from hr_desk.domain import emergencies
from hr_desk.domain.clock import day_of
from hr_desk.domain.working_days import WorkingCalendar
from hr_desk.i18n import N_
from hr_desk.operations import calendar_days
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.controls_files import LATEST_ENTRIES
from hr_desk.operations.emergency_contacts import GATE, REVEAL
from hr_desk.operations.operation import named
from hr_desk.operations.session import Session
from hr_desk.store import contact_reveals as store
from hr_desk.store.contact_reveals import RevealRecord


def _emergency_reveal(session: Session) -> Seen:
    return _others(session) or _tasks(session)


def _others(session: Session) -> Seen | None:
    """Return that somebody else than the front desk reveals or reads what is revealed."""
    catalogue, gate = session.catalogue, frozenset(GATE)
    if named(REVEAL).roles - gate:
        return Seen.broken(_VERB)
    for field in catalogue.fields.values():
        if field.emergency_reveal and _reads(session, field.key) | field.emergency_reveal - gate:
            return Seen.broken(_REVEALED, field=field.label)
    return None


def _reads(session: Session, key: str) -> set[str]:
    """Return the roles that see a visitor's value in full without revealing it."""
    catalogue = session.catalogue
    return {
        role
        for role in catalogue.roles
        if catalogue.access(key, (role,), compartment=store.FILE) >= Access.FULL
        and catalogue.holds((role,), store.FILE)
    }


def _tasks(session: Session) -> Seen:
    fields = sum(bool(one.emergency_reveal) for one in session.catalogue.fields.values())
    if not session.holds(store.FILE):
        return Seen.kept(_REVEAL, count=fields)
    file, today = session.compartment(store.FILE), session.today()
    logged = store.logged(file, latest=LATEST_ENTRIES)
    lost = store.without_task(file, logged)
    if lost:
        return Seen.broken(_NO_TASK, count=lost)
    found = store.where(file, "1")
    calendar = calendar_days.in_force(session)
    slow = sum(_is_slow(one, calendar) for one in found)
    if slow:
        return Seen.broken(_TOO_LATE, count=slow, days=emergencies.WORKING_DAYS)
    untold = sum(_is_late(one, today) for one in found)
    if untold:
        return Seen.broken(_UNTOLD, count=untold)
    return Seen.kept(_TOLD, count=len(logged), days=emergencies.WORKING_DAYS)


def _is_slow(one: RevealRecord, calendar: WorkingCalendar) -> bool:
    """Whether its day is later than it may be, and nobody was told by the one it should have."""
    limit = emergencies.tell_by(day_of(one.revealed_at), calendar)
    return one.due > limit and (one.told_on is None or one.told_on > limit)


def _is_late(one: RevealRecord, today: date) -> bool:
    """Whether nobody was told in time, or is told yet although the day is over."""
    return (one.told_on or today) > one.due


_VERB: Final = N_("Others than the front desk may reveal whom to call in an emergency.")
_REVEALED: Final = N_(
    "“{field}” of a visitor can be revealed or read by others than the front desk."
)
_REVEAL: Final = N_("{count} fields can be revealed in an emergency, by the front desk alone.")
_NO_TASK: Final = N_("{count} reveals in an emergency have no task to tell of them afterwards.")
_TOO_LATE: Final = N_(
    "{count} reveals in an emergency are to be told of later than {days} working days afterwards."
)
_UNTOLD: Final = N_("{count} reveals in an emergency were not told of by their day.")
_TOLD: Final = N_(
    "{count} reveals in an emergency, by the front desk alone, each with a task to tell of it "
    "within {days} working days."
)

CONTROLS: Final = (Control("emergency_reveal", N_("Revealing in an emergency"), _emergency_reveal),)
"""What an emergency allows and owes."""
