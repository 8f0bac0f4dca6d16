# SPDX-License-Identifier: Apache-2.0
"""Whom to call of a visitor who is hurt: revealed by the front desk alone, told of afterwards.

A visitor who goes where there is danger may name somebody at the kiosk. It is masked or hidden to
everybody until the front desk reveals it, for a reason of a closed list (PIPL 13(1)(4)): of whoever
may be inside, or of a visit of today. Nothing stops it: no training that is missing, no approval
for a minor, no restriction of use. What is shown is in the log before it is shown, and in the same
transaction stands the task to tell whom it concerned within three working days (PIPL 18(2)). The
contact goes the day after the visitor left; the task goes with the visit.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from hr_desk.domain import emergencies as rules
from hr_desk.domain.clock import day_of
from hr_desk.domain.free_text import find
from hr_desk.errors import UserError
from hr_desk.i18n import N_, Message, Text
from hr_desk.operations import calendar_days, gone_values, reveal_copies
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.changes import Changes
from hr_desk.operations.directory import VISITING, require_reader
from hr_desk.operations.due_days import periods
from hr_desk.operations.operation import operation, require
from hr_desk.operations.problems import NotPermitted, ReasonUnknown, RecordGone
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.operations.values import FREE_TEXT, merged
from hr_desk.operations.visit_reads import EMERGENCY, kept
from hr_desk.operations.visit_views import Shown
from hr_desk.operations.visit_writing import write_values
from hr_desk.store import contact_reveals as store
from hr_desk.store import visits
from hr_desk.store.compartment import Change
from hr_desk.store.contact_reveals import RevealRecord
from hr_desk.store.visits import VisitRecord

GATE: Final = ("front_desk",)
"""Who reveals, and nobody else."""
REVEAL: Final = "visit.reveal_contact"
REASONS: Final = "reveal_reason"
OTHER: Final = "other"
"""The list of reasons, and the code of it that needs words of one's own."""
TOLD: Final = "told_of_reveal"
HOW: Final = "told_how"
"""The lists of whom and how somebody was told; the second is that of what leaves once, too."""
WORDS: Final = N_("What happened to them")
LONGEST: Final = 120
NOTE: Final = "reveal_words"
"""What the log calls the words of one's own."""


class NobodyNamed(UserError):
    """The visitor left the question empty, or the contact has gone already."""

    message = N_("This visitor named nobody to call. Ask whoever came with them, or their host.")


class OutOfReach(UserError):
    """The visit is of another day, and nobody of it may be inside."""

    message = N_(
        "This visit is over. Whom to call is shown of those who may be inside and of visits of "
        "today, and of no others."
    )


class ToldAlready(UserError):
    """Somebody else has noted meanwhile that they were told."""

    message = N_("It is noted already that they were told. Look again.")


class ToldOutside(UserError):
    """A day before the reveal, or one that is still to come."""

    message = N_("They were told on a day from {first} to today. Choose such a day.")


@dataclass(frozen=True, slots=True)
class Revealed:
    """Whom to call of a visitor, in full: once, for the screen. ``tell_by`` is the task's day."""

    changes: Changes
    visit_id: str
    visitor: str
    name: str
    relation: Text
    phone: str
    reveal_id: str
    tell_by: date


@dataclass(frozen=True, slots=True)
class RevealTask:
    """A reveal, and what became of telling whom it concerned; nothing of the contact itself.

    ``days_left`` counts calendar days and is negative once it is late.
    """

    reveal_id: str
    visit_id: str
    visitor: str
    reason: Text
    words: str
    by: str
    at: datetime
    due: date
    days_left: int
    told: Text | None
    how: Text | None
    told_on: date | None

    @property
    def late(self) -> bool:
        """Whether nobody was told and the day is over."""
        return self.told_on is None and self.days_left < 0


def reveal(session: Session, visit_id: str, *, reason: str, words: str = "") -> Revealed:
    """Return whom to call of a visitor; logged first, with the task to tell of it.

    ``reason`` is a code of the list reveal_reason; ``other`` needs ``words``. Raises NotPermitted,
    ReasonUnknown, TextMissing, TextTooLong, RecordGone, OutOfReach, NobodyNamed.
    """
    require(session, REVEAL)
    field = session.catalogue.field(rules.CONTACT)
    if not field.emergency_reveal & set(GATE):
        raise NotPermitted
    (record,) = kept(session, [visit_id])
    done = _note(session, record, reason=reason, words=words)
    (task,) = store.where(session.compartment("visits"), "id = ?", done.created)
    contact = field.type.load(record.fields[rules.CONTACT])
    relations = session.catalogue.code_lists[field.code_list or ""].codes
    phone = session.catalogue.field("mobile").type
    return Revealed(
        changes=done,
        visit_id=record.id,
        visitor=_visitor(session, record),
        name=contact.name,
        relation=relations[contact.relation],
        phone=phone.show(contact.phone),
        reveal_id=task.id,
        tell_by=task.due,
    )


def _visitor(session: Session, record: VisitRecord) -> str:
    return Shown(session, record).text("full_name")


@operation(REVEAL, compartment="visits", roles=GATE)
def _note(
    session: Session, change: Change, /, record: VisitRecord, *, reason: str, words: str
) -> tuple[str, ...]:
    """Enter a reveal with its task; returns the id of the task."""
    if reason not in session.catalogue.code_lists[REASONS].codes:
        raise ReasonUnknown
    said = one_line(words, label=Message(WORDS), longest=LONGEST, required=reason == OTHER)
    if not rules.in_reach(record.state, record.day, session.today()):
        raise OutOfReach
    if record.fields.get(rules.CONTACT) is None:
        raise NobodyNamed
    id_, now = secrets.token_hex(16), change.now
    due = rules.tell_by(day_of(now), calendar_days.in_force(session))
    made = RevealRecord(id_, record.id, reason, said, session.user.id, now, due)
    store.add(change, made)
    reveal_copies.tell_office(session, change, made)
    change.purpose = EMERGENCY
    change.fields.add(rules.CONTACT)
    change.facts.update({store.FACT: id_, "reason": reason, "tell_by": due.isoformat()})
    if find(said, session.catalogue.forbidden):
        change.facts[FREE_TEXT] = [NOTE]
    return (id_,)


def tasks(session: Session, *, closed: bool = False) -> tuple[RevealTask, ...]:
    """Return the reveals of which nobody was told yet, the first due first; ``closed``: the others.

    Raises NotPermitted, CompartmentClosed.
    """
    require_reader(session)
    file = session.compartment("visits")
    found = store.where(file, f"told_on IS {'NOT ' if closed else ''}NULL")
    known = {one.id: one for one in visits.visits(file, {task.visit for task in found})}
    names = {user.id: user.name for user in session.register.users}
    return tuple(_task(session, one, known[one.visit], names) for one in found)


def _task(
    session: Session, one: RevealRecord, visit: VisitRecord, names: Mapping[str, str]
) -> RevealTask:
    lists = session.catalogue.code_lists
    return RevealTask(
        reveal_id=one.id,
        visit_id=visit.id,
        visitor=_visitor(session, visit),
        reason=lists[REASONS].codes[one.reason],
        words=one.words,
        by=names.get(one.revealed_by, one.revealed_by),
        at=one.revealed_at,
        due=one.due,
        days_left=(one.due - session.today()).days,
        told=None if one.told is None else lists[TOLD].codes[one.told],
        how=None if one.told_how is None else lists[HOW].codes[one.told_how],
        told_on=one.told_on,
    )


@operation("visit.tell_of_reveal", compartment="visits", roles=VISITING)
def tell(
    session: Session, change: Change, /, reveal_id: str, *, told: str, how: str, on: date
) -> None:
    """Close a task: whom (told_of_reveal) and how (told_how) somebody told, and on which day.

    Raises RecordGone, ToldAlready, ReasonUnknown, ToldOutside.
    """
    lists = session.catalogue.code_lists
    if told not in lists[TOLD].codes or how not in lists[HOW].codes:
        raise ReasonUnknown
    found = store.where(session.compartment("visits"), "id = ?", (reveal_id,))
    if not found:
        raise RecordGone
    (record,) = found
    if record.told_on is not None:
        raise ToldAlready
    first = day_of(record.revealed_at)
    if not first <= on <= session.today():
        raise ToldOutside(first=first)
    store.close(change, record, told=told, how=how, on=on, by=session.user.id)
    reveal_copies.tell_office(session, change, record, told_on=on)
    change.facts.update({store.FACT: reveal_id, "told": told, "how": how, "on": on.isoformat()})


def over(session: Session) -> tuple[VisitRecord, ...]:
    """Return the visits whose contact is to go: they ended, and its days are over."""
    today, kept_days = session.deletion_day(), _days(session)
    return tuple(
        store.contacts_over(session.compartment("visits"), until=today - kept_days, today=today)
    )


def _days(session: Session) -> timedelta:
    return timedelta(days=periods(session.catalogue)[rules.KEPT_CLASS])


@operation("visit.forget_contacts", compartment="visits", roles=(*VISITING, SERVICE_ROLE))
def forget(session: Session, change: Change, /) -> None:
    """Take out of visits whom to call, the day after the visitor left; the visits stay.

    It is a sweep of its own, with tombstones and a certificate (class EMG): a restore of an older
    backup takes the contacts out again.
    """
    gone = over(session)
    if not gone:
        return
    for record in gone:
        fields = merged(record.fields, {rules.CONTACT: None})
        write_values(session, change, record, state=visits.state_of(record), fields=fields)
    change.fields.add(rules.CONTACT)
    values = {one.id: (rules.CONTACT,) for one in gone}
    gone_values.let_go_each(session, change, values, counts={rules.KEPT_CLASS[0]: len(gone)})
