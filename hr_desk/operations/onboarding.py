# SPDX-License-Identifier: Apache-2.0
"""Onboarding: edit a joiner's file, check numbers, note how it went on: started, absent, left.

What payroll keeps goes there by envelope; whoever works here reads none of it again. Nothing that
is missing keeps a file from being saved; what no role may do is let somebody below 16 begin.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.model import Field, Scenario
from hr_desk.catalogue.types import FILE_TYPES, id_papers
from hr_desk.domain import joiners as states
from hr_desk.domain.derived import ID_TYPE
from hr_desk.operations import entries, in_use
from hr_desk.operations.account_sending import tell_payroll
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver, send
from hr_desk.operations.entries import Entry
from hr_desk.operations.joiner_documents import forget_documents
from hr_desk.operations.joiner_problems import BeforeTheStart, DayAhead, NothingToCheck
from hr_desk.operations.joiner_writing import (
    NAME,
    ONBOARDING,
    START,
    first_day,
    not_allowed,
    records,
    require_age_shown,
    require_guardian_of,
    require_open,
    require_working_age,
    start_clocks,
    write_values,
)
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import (
    ChangedMeanwhile,
    DayOutOfRange,
    Missing,
    NotCollected,
    ReasonUnknown,
)
from hr_desk.operations.recruitment import FARTHEST_DAY
from hr_desk.operations.session import Session
from hr_desk.operations.values import ID_NUMBER, merged, stored_values
from hr_desk.store import crossings, number_entries, personnel
from hr_desk.store.compartment import Change
from hr_desk.store.personnel import JoinerRecord

_CHECKED: Final = "id_checked"
LAST_DAY: Final = "leaving_date"
LEAVING_KIND: Final = "leaving_kind"


def edit(
    session: Session, joiner_id: str, values: Mapping[str, object], *, version: int
) -> Changes:
    """Change values of a joiner; None removes one. ``version`` is the one the form was made of.

    An ID number or bank account waits in the user's own sealed draft until ``check``; what payroll
    keeps goes there by envelope. Raises ChangedMeanwhile, RecordGone, Missing for a removed name,
    TooYoung, GuardianNeeded, NumberOfAnotherKind, NobodyReceives, and what checking values raises.
    """
    changes = _edit(session, joiner_id, values, version=version)
    deliver(session)
    return changes


@operation("joiner.edit", compartment="personnel", roles=ONBOARDING)
def _edit(
    session: Session, change: Change, /, joiner_id: str, values: Mapping[str, object], *,
    version: int,
) -> None:  # fmt: skip
    (joiner,) = records(session, [joiner_id])
    if joiner.version != version:
        raise ChangedMeanwhile
    write_typed(session, change, joiner, values)


def write_typed(
    session: Session, change: Change, joiner: JoinerRecord, values: Mapping[str, object]
) -> None:
    """Write typed values of a joiner inside ``change``; numbers to compare wait with this user.

    Raises what ``edit`` raises of values, StepNotAllowed for a file that is closed.
    """
    require_open(session, joiner)
    stored = {place: _checked(session, values, place) for place in ("personnel", "payroll")}
    waiting = {key: value for some in stored.values() for key, value in some.items()
               if value is not None and _is_compared(session.catalogue.field(key))}  # fmt: skip
    own, away = (
        {key: value for key, value in stored[place].items() if key not in waiting}
        for place in ("personnel", "payroll")
    )
    _require_sound(session, joiner, {**own, **waiting})
    forget_documents(session, change, joiner, [key for key in own if own[key] is None])
    write_values(session, change, joiner, own)
    _keep_waiting(session, change, joiner, waiting, removed={k for k in values if k not in waiting})
    personnel.touch(change, joiner, {"fields": own})
    tell_payroll(session, change, joiner, away)
    change.fields.update(values)


def _checked(session: Session, values: Mapping[str, object], place: str) -> dict[str, Any]:
    """Return the stored form of those values that a compartment keeps; raises a UserError."""
    here = {key: value for key, value in values.items() if _lives_in(session, key) == place}
    for key, value in here.items():
        field = session.catalogue.field(key)
        if field.type.name in FILE_TYPES and value is not None:
            raise NotCollected(field=field.label)
    found = stored_values(
        session, here, compartment=place, scenario=Scenario.ONBOARDING, stage=None
    )
    return {key: value for some in found.values() for key, value in some.items()}


def _lives_in(session: Session, key: str) -> str:
    return "payroll" if "payroll" in session.catalogue.field(key).retention else "personnel"


def _is_compared(field: Field) -> bool:
    return field.type.name in states.CHECKED_TYPES


def _require_sound(session: Session, joiner: JoinerRecord, stored: Mapping[str, Any]) -> None:
    """Refuse what no role may enter: no name, too young, a minor without a guardian."""
    after = merged(_known(session, joiner), stored)
    if NAME not in after:
        raise Missing(field=session.catalogue.field(NAME).label)
    require_working_age(session, after, on=first_day(after) or session.today())
    require_guardian_of(session, after)
    _require_kind(session, joiner, stored)


def _known(session: Session, joiner: JoinerRecord) -> Mapping[str, Any]:
    """Return what is stored of a joiner, and the numbers of theirs that wait with this user."""
    waiting = entries.entries_of(session, joiner.id)
    return merged(joiner.fields, {key: entry.value for key, entry in waiting.items()})


def _require_kind(session: Session, joiner: JoinerRecord, stored: Mapping[str, Any]) -> None:
    """Raise NumberOfAnotherKind where a document's number is none of the kind that is said."""
    if not {ID_NUMBER, ID_TYPE} & set(stored):
        return
    known = merged(_known(session, joiner), stored)
    number, kind = known.get(ID_NUMBER), known.get(ID_TYPE)
    if number is not None and not id_papers.fits(number, kind):
        codes = session.catalogue.code_lists[ID_TYPE].codes
        raise id_papers.NumberOfAnotherKind(
            field=session.catalogue.field(ID_NUMBER).label, kind=codes[kind or id_papers.RESIDENT]
        )


def _keep_waiting(
    session: Session, change: Change, joiner: JoinerRecord, waiting: Mapping[str, Any], *,
    removed: set[str],
) -> None:  # fmt: skip
    before = entries.entries_of(session, joiner.id)
    new = {key: Entry(value, session.today()) for key, value in waiting.items()}
    after = {key: one for key, one in {**before, **new}.items() if key not in removed}
    if after != before:
        entries.put_entries(session, change, joiner.id, after)


def check(session: Session, joiner_id: str, keys: Sequence[str]) -> Changes:
    """Note that numbers this user entered were compared with the original; they are kept now.

    Bank accounts go to payroll. From now on they are masked. A colleague may have let the joiner
    start without seeing the number: it is looked at again whether they are old enough. Raises
    RecordGone, NothingToCheck, TooYoung.
    """
    changes = _check(session, joiner_id, keys)
    deliver(session)
    return changes


@operation("joiner.check", compartment="personnel", roles=ONBOARDING)
def _check(session: Session, change: Change, /, joiner_id: str, keys: Sequence[str]) -> None:
    waiting = entries.entries_of(session, joiner_id)
    if not keys or not set(keys) <= set(waiting):
        raise NothingToCheck
    _keep(session, change, joiner_id, keys, checked=True)


def carry_on(session: Session) -> tuple[str, ...]:
    """Keep what this user entered on an earlier day and never checked; returns the joiners.

    It is masked then, and the ID not marked as seen; where a colleague has entered and kept the
    number meanwhile, theirs stays. The pages of joiners do this by themselves,
    and so does every sweep: nobody has to look at a joiner for it.
    """
    waiting = entries.joiners_waiting(session, before=session.today())
    known = personnel.joiners(session.compartment("personnel"), waiting)
    late = tuple(one.id for one in in_use.only(session, "personnel", known))
    for joiner_id in late:
        _carry_on(session, joiner_id)
    if late:
        deliver(session)
    return late


@operation("joiner.carry_on", compartment="personnel", roles=ONBOARDING)
def _carry_on(session: Session, change: Change, /, joiner_id: str) -> None:
    waiting = entries.entries_of(session, joiner_id)
    late = [key for key, entry in waiting.items() if entry.on < session.today()]
    replaced = number_entries.replaced(change, joiner_id, user=session.user.id)
    _keep(session, change, joiner_id, late, checked=False, replaced=replaced)


def _keep(
    session: Session, change: Change, joiner_id: str, keys: Iterable[str], *, checked: bool,
    replaced: Collection[str] = (),
) -> None:  # fmt: skip
    """Move entries to where they are kept; one that was ``replaced`` meanwhile goes."""
    (joiner,) = records(session, [joiner_id])
    waiting = entries.entries_of(session, joiner_id)
    done = set(keys)
    moved = {key: waiting[key].value for key in done - set(replaced)}
    own = {k: v for k, v in moved.items() if _lives_in(session, k) == "personnel"}
    if own and checked:
        own[_CHECKED] = True
        begins = first_day(joiner.fields) or session.today()
        require_working_age(session, merged(joiner.fields, own), on=begins)
    write_values(session, change, joiner, own)
    left = {key: entry for key, entry in waiting.items() if key not in done}
    entries.put_entries(session, change, joiner_id, left)
    number_entries.replace(change, joiner_id, moved, user=session.user.id)
    personnel.touch(change, joiner, {"fields": own})
    away = {k: v for k, v in moved.items() if _lives_in(session, k) == "payroll"}
    tell_payroll(session, change, joiner, away, compared=away if checked else ())
    change.facts["checked"] = checked
    change.fields.update(moved)


def start(session: Session, ids: Sequence[str], *, on: date) -> Changes:
    """Note that joiners began to work on a day; hiring is told, and its clocks start.

    Raises StepNotAllowed, RecordGone, DayAhead, DayOutOfRange, TooYoung, AgeNotShown.
    """
    changes = _start(session, ids, on=on)
    deliver(session)
    return changes


@operation("joiner.start", compartment="personnel", roles=ONBOARDING)
def _start(session: Session, change: Change, /, ids: Sequence[str], *, on: date) -> None:
    _require_past(session, on)
    for joiner in records(session, ids):
        _require_step(session, joiner, "start")
        known = _known(session, joiner)
        require_age_shown(session, known)
        require_working_age(session, known, on=on)
        write_values(session, change, joiner, {START: on.isoformat()})
        _move(session, change, joiner, states.STARTED, on)
        _answer(session, change, joiner, "joiner.started", on)


def not_report(session: Session, ids: Sequence[str], *, on: date) -> Changes:
    """Note that joiners did not come on their first day; what is known of them goes soon.

    Raises StepNotAllowed, RecordGone, DayAhead, DayOutOfRange.
    """
    changes = _not_report(session, ids, on=on)
    deliver(session)
    return changes


@operation("joiner.not_report", compartment="personnel", roles=ONBOARDING)
def _not_report(session: Session, change: Change, /, ids: Sequence[str], *, on: date) -> None:
    for joiner in records(session, ids):
        note_absence(session, change, joiner, on=on)


def note_absence(session: Session, change: Change, joiner: JoinerRecord, *, on: date) -> None:
    """Note inside ``change`` that somebody did not report; raises what ``not_report`` raises."""
    require_absence(session, joiner, on=on)
    _move(session, change, joiner, states.NOT_REPORTED, on)
    _answer(session, change, joiner, "joiner.not_reported", on)
    tell_payroll(session, change, joiner, {}, ended=(states.NOT_REPORTED, on))


def require_absence(session: Session, joiner: JoinerRecord, *, on: date) -> None:
    """Raise what ``not_report`` raises of one joiner."""
    _require_past(session, on)
    _require_step(session, joiner, "not_report")


def record_leaving(session: Session, ids: Sequence[str], *, on: date, kind: str) -> Changes:
    """Note the last day of employees, and how it ended: every clock starts from that day.

    ``kind`` is a code of the list leaving_kind; ``on`` may lie ahead. Payroll is told. Raises
    StepNotAllowed, RecordGone, ReasonUnknown, DayOutOfRange, BeforeTheStart.
    """
    changes = _leave(session, ids, on=on, kind=kind)
    deliver(session)
    return changes


@operation("joiner.leave", compartment="personnel", roles=ONBOARDING)
def _leave(session: Session, change: Change, /, ids: Sequence[str], *, on: date, kind: str) -> None:
    for joiner in records(session, ids):
        note_leaving(session, change, joiner, on=on, kind=kind)


def note_leaving(
    session: Session, change: Change, joiner: JoinerRecord, *, on: date, kind: str
) -> None:
    """Note inside ``change`` that somebody leaves; raises what ``record_leaving`` raises."""
    require_leaving(session, joiner, on=on, kind=kind)
    write_values(session, change, joiner, {LAST_DAY: on.isoformat(), LEAVING_KIND: kind})
    _move(session, change, joiner, states.LEFT, on)
    tell_payroll(session, change, joiner, {}, ended=(states.LEFT, on))


def require_leaving(session: Session, joiner: JoinerRecord, *, on: date, kind: str) -> None:
    """Raise what ``record_leaving`` raises of one joiner."""
    kinds = session.catalogue.code_lists[LEAVING_KIND].codes
    if kind not in kinds or kind == states.NOT_REPORTED:
        raise ReasonUnknown
    if abs(on - session.today()) > FARTHEST_DAY:
        raise DayOutOfRange(day=on.isoformat())
    _require_step(session, joiner, "leave")
    began = first_day(joiner.fields)
    if began is not None and on < began:
        raise BeforeTheStart(day=began.isoformat())


def _move(session: Session, change: Change, joiner: JoinerRecord, state: str, on: date) -> None:
    (fresh,) = records(session, [joiner.id])
    personnel.set_state(change, joiner, state, on)
    start_clocks(change, fresh, state, since=on)


def _answer(session: Session, change: Change, joiner: JoinerRecord, kind: str, on: date) -> None:
    """Tell hiring, if it is hiring that handed somebody over and still knows them."""
    for reference, peer in crossings.links_of(change.compartment, joiner.id):
        if peer.endswith("/hiring"):
            send(
                session, change, receiver=peer, kind=kind, record=joiner.id,
                message={"about": reference, "on": on.isoformat()},
            )  # fmt: skip


def _require_past(session: Session, on: date) -> None:
    if on > session.today():
        raise DayAhead(day=on.isoformat())
    if session.today() - on > FARTHEST_DAY:
        raise DayOutOfRange(day=on.isoformat())


def _require_step(session: Session, joiner: JoinerRecord, verb: str) -> None:
    if verb not in states.allowed(joiner.state):
        raise not_allowed(session, joiner)
