# SPDX-License-Identifier: Apache-2.0
"""The checklist of a joiner, what a file still waits for, countdowns and doubts.

Nothing that is missing keeps anybody from saving; it keeps a file (contract, payroll, enrolment)
from being complete, and says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from hr_desk.catalogue.checklist import Checklist, FileNeeds, Item
from hr_desk.catalogue.model import Field, Scenario
from hr_desk.catalogue.types.base import Notice
from hr_desk.domain import employment
from hr_desk.domain import joiners as states
from hr_desk.domain.employment import Difference
from hr_desk.domain.working_days import Deadline, WorkingCalendar, working_day_from
from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.operations import calendar_days, checklist_template, entries
from hr_desk.operations.entries import Unchecked
from hr_desk.operations.joiner_writing import ONBOARDING, ROSTER, first_day, records
from hr_desk.operations.operation import operation, require
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.session import Session
from hr_desk.store import crossings, number_entries, payroll, personnel
from hr_desk.store.compartment import Change
from hr_desk.store.parts import PartRecord
from hr_desk.store.personnel import JoinerRecord


class ItemUnknown(UserError):
    """The checklist has no such item."""

    message = N_("The checklist has no such item. Refresh the page and choose again.")


class NumberIsGone(UserError):
    """A number is to be noted as compared that nobody has."""

    message = N_(
        "“{field}” was not compared with the original in time and is gone. Enter it again from the "
        "original first."
    )


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One item for one joiner; ``due`` is None while no first day is known.

    A ``provisional`` day rests on a year whose working days have not been published.
    """

    item: Item
    due: date | None
    done_at: datetime | None
    done_by: str
    """The user's name, empty while it is not done."""
    late: bool
    provisional: bool = False
    lost: Field | None = None
    """The field of which the number is gone that nobody compared: the item is open again."""


@dataclass(frozen=True, slots=True)
class CountdownLine:
    """A legal limit of one joiner; ``days_left`` is below zero once it has passed."""

    key: str
    limit: date
    working_day: date
    days_left: int
    done: bool
    provisional: bool
    """Whether ``working_day`` rests on a year whose working days have not been published."""


@dataclass(frozen=True, slots=True)
class FileGap:
    """What a file still waits for; both empty where it can be made."""

    fields: tuple[Field, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a joiner's file is: what they owe, what each file waits for, the legal limits."""

    owed: tuple[Field, ...]
    """Required of a joiner and not given; a number that waits for its check is not there yet."""
    required: int
    """How many fields are required of a joiner in all."""
    gaps: Mapping[str, FileGap]
    countdowns: tuple[CountdownLine, ...]
    unchecked: tuple[Unchecked, ...] = ()
    """Numbers that wait with a colleague, or are gone because nobody compared them."""


Overview = tuple[tuple[ChecklistLine, ...], tuple[CountdownLine, ...], tuple[Unchecked, ...]]
"""The checklist of a joiner, the limits of the law, and the numbers nobody compared."""

_SHOWN: Final = frozenset({states.EXPECTED, states.STARTED})


def files_of(session: Session) -> Mapping[str, FileNeeds]:
    """Return what can wait for something: key of a file to what it needs, in declared order."""
    return checklist_template.shipped(session).files


@dataclass(frozen=True, slots=True)
class _Work:
    """A joiner, the list of their file and what is ticked of it, the calendar, lost numbers."""

    joiner: JoinerRecord
    known: Checklist
    newest: bool
    ticks: Mapping[str, tuple[str, str]]
    """Without those of items that are open again, because a number is gone."""
    calendar: WorkingCalendar
    unchecked: tuple[Unchecked, ...]
    lost: Mapping[str, Field]
    """Item key to the field of which the number is gone."""


def _work(session: Session, ids: Iterable[str]) -> list[_Work]:
    """Return what the joiners' lists are made of, in the order of the ids; raises RecordGone."""
    file = session.compartment("personnel")
    ticked = [(one, personnel.ticks(file, _roster(one))) for one in records(session, ids)]
    lists = checklist_template.lists_of(session, ticked)
    calendar = calendar_days.in_force(session)
    numbers = entries.unchecked(session, {one.id for one, _ in ticked if one.state in _SHOWN})
    found = []
    for joiner, ticks in ticked:
        unchecked = numbers.get(joiner.id, ())
        lost = _lost_by_item(session, unchecked)
        done = {key: tick for key, tick in ticks.items() if key not in lost}
        found.append(_Work(joiner, *lists[joiner.id], done, calendar, unchecked, lost))
    return found


def _lost_by_item(session: Session, unchecked: Iterable[Unchecked]) -> dict[str, Field]:
    """Return the items that compare a number which is gone, as the shipped list says of them."""
    gone = {one.field.key: one.field for one in unchecked if one.gone}
    items = checklist_template.shipped(session).items.values()
    return {one.key: gone[one.checks] for one in items if one.checks in gone}


def is_outdated(session: Session, joiner_id: str) -> bool:
    """Whether a joiner began with another list than the one in force; raises RecordGone."""
    require(session, "checklist.tick")
    (work,) = _work(session, [joiner_id])
    return not work.newest


def lines(session: Session, joiner_id: str) -> tuple[ChecklistLine, ...]:
    """Return a joiner's checklist, in declared order; raises RecordGone, NotPermitted."""
    require(session, "checklist.tick")
    (work,) = _work(session, [joiner_id])
    return _lines(session, work)


def overview(session: Session, ids: Iterable[str]) -> dict[str, Overview]:
    """Return checklist, limits and unchecked numbers of several joiners, by id."""
    require(session, "checklist.tick")
    wanted = list(ids)
    found = _work(session, wanted) if wanted else []
    return {
        one.joiner.id: (_lines(session, one), _countdowns(session, one), one.unchecked)
        for one in found
    }


def _lines(session: Session, work: _Work) -> tuple[ChecklistLine, ...]:
    names = {user.id: user.name for user in session.register.users}
    return tuple(
        _line(item, _due(item, work), work.ticks.get(item.key), names, today=session.today(),
              lost=work.lost.get(item.key))
        for item in work.known.items.values()
    )  # fmt: skip


def _due(item: Item, work: _Work) -> Deadline | None:
    first = first_day(work.joiner.fields)
    return None if first is None else working_day_from(first, item.days, work.calendar)


def _line(
    item: Item, due: Deadline | None, done: tuple[str, str] | None, names: Mapping[str, str], *,
    today: date, lost: Field | None,
) -> ChecklistLine:  # fmt: skip
    day, provisional = (None, False) if due is None else (due.day, due.provisional)
    if done is None:
        late = day is not None and day < today
        return ChecklistLine(item, day, None, "", late, provisional, lost)
    at, who = datetime.fromisoformat(done[0]), names.get(done[1], done[1])
    return ChecklistLine(item, day, at, who, late=False, provisional=provisional)


def _roster(joiner: JoinerRecord) -> PartRecord:
    """Return the part the checklist hangs on; raises RecordGone where it has been deleted."""
    part = joiner.part(ROSTER)
    if part is None:
        raise RecordGone
    return part


@operation("checklist.tick", compartment="personnel", roles=ONBOARDING)
def tick(session: Session, change: Change, /, joiner_id: str, item: str) -> None:
    """Note an item as done, now and by this user; raises RecordGone, ItemUnknown, NumberIsGone."""
    part = _part_for(session, change, joiner_id, item)
    _settle_lost(session, change, joiner_id, item)
    personnel.tick(change, part, item, by=session.user.id)


def _settle_lost(session: Session, change: Change, joiner_id: str, item: str) -> None:
    """Forget that a number is gone where another one is kept: it was compared now."""
    (work,) = _work(session, [joiner_id])
    lost = work.lost.get(item)
    if lost is None:
        return
    if lost.key not in _given(session, work.joiner):
        raise NumberIsGone(field=lost.label)
    number_entries.forget_gone(change, joiner_id, lost.key)


@operation("checklist.untick", compartment="personnel", roles=ONBOARDING)
def untick(session: Session, change: Change, /, joiner_id: str, item: str) -> None:
    """Note an item as not done after all; raises RecordGone, ItemUnknown."""
    personnel.untick(change, _part_for(session, change, joiner_id, item), item)


def _part_for(session: Session, change: Change, joiner_id: str, item: str) -> PartRecord:
    (work,) = _work(session, [joiner_id])
    if item not in work.known.items:
        raise ItemUnknown
    change.touched("joiner", joiner_id)
    change.facts["item"] = item
    return _roster(work.joiner)


def what_is_missing(session: Session, joiner_id: str, file: str) -> FileGap:
    """Return the fields and items a file still waits for; never a reason not to save.

    A number that waits for its check is not there yet. Raises RecordGone, NotPermitted, KeyError
    for a file the checklist does not name.
    """
    require(session, "checklist.tick")
    (work,) = _work(session, [joiner_id])
    return _gap(session, file, _given(session, work.joiner), work)


def progress(session: Session, ids: Iterable[str]) -> dict[str, Progress]:
    """Return how far each of these joiners' files is, by id; raises RecordGone, NotPermitted."""
    require(session, "checklist.tick")
    return {work.joiner.id: _progress(session, work) for work in _work(session, ids)}


def _progress(session: Session, work: _Work) -> Progress:
    given = _given(session, work.joiner)
    required = session.catalogue.required(Scenario.ONBOARDING)
    return Progress(
        owed=tuple(field for field in required if field.key not in given),
        required=len(required),
        gaps={file: _gap(session, file, given, work) for file in work.known.files},
        countdowns=_countdowns(session, work),
        unchecked=tuple(one for one in work.unchecked if one.gone or not one.mine),
    )


def _given(session: Session, joiner: JoinerRecord) -> set[str]:
    return set(joiner.fields) | joiner.handed | _known_to_payroll(session, joiner)


def _gap(session: Session, file: str, given: set[str], work: _Work) -> FileGap:
    known = work.known
    waits = (one for one in known.items.values() if one.blocks == file)
    return FileGap(
        tuple(session.catalogue.field(k) for k in known.files[file].fields if k not in given),
        tuple(one for one in waits if one.key not in work.ticks),
    )


def _known_to_payroll(session: Session, joiner: JoinerRecord) -> set[str]:
    """Return the keys of what payroll has, entered there too, for who holds that file as well."""
    if not session.holds("payroll"):
        return set()
    payroll_file = session.compartment("payroll")
    for reference, _ in crossings.links_of(session.compartment("personnel"), joiner.id):
        found = crossings.linked(payroll_file, reference)
        if found is not None:
            return {key for one in payroll.accounts(payroll_file, [found[0]]) for key in one.fields}
    return set()


def countdowns(session: Session, joiner_id: str) -> tuple[CountdownLine, ...]:
    """Return the legal limits of a joiner that run from the first day; raises RecordGone.

    Ticking the item of the same key ends one. None where no first day is known, or nobody works.
    """
    require(session, "checklist.tick")
    (work,) = _work(session, [joiner_id])
    return _countdowns(session, work)


def _countdowns(session: Session, work: _Work) -> tuple[CountdownLine, ...]:
    first = first_day(work.joiner.fields)
    if first is None or work.joiner.state not in _SHOWN:
        return ()
    return tuple(
        CountdownLine(
            one.key, one.limit, one.working_day, (one.limit - session.today()).days,
            one.key in work.ticks, one.provisional,
        )
        for one in employment.countdowns(first, work.calendar)
    )  # fmt: skip


def doubts(
    session: Session, joiner_id: str, typed: Mapping[str, object] | None = None
) -> tuple[Notice, ...]:
    """Return the warnings about a joiner's values, with ``typed`` ones in their place.

    Pay is kept where it cannot be read here, so it is compared while it is typed.
    """
    return employment.doubts(_values(session, joiner_id, typed))


def derived(
    session: Session, joiner_id: str, typed: Mapping[str, object] | None = None
) -> tuple[Difference, ...]:
    """Return where the ID number says something else than was typed; it overwrites nothing.

    Only to who may read the number: it is their own entry, or they see it in full.
    """
    return employment.differences(_values(session, joiner_id, typed))


def _values(session: Session, joiner_id: str, typed: Mapping[str, object] | None) -> dict[str, Any]:
    """Return a joiner's values as the types have them, those this user may read."""
    from hr_desk.operations.joiner_views import readable

    require(session, "checklist.tick")
    (joiner,) = records(session, [joiner_id])
    waiting = entries.entries_of(session, joiner_id)
    stored = {**readable(session, joiner), **{key: one.value for key, one in waiting.items()}}
    own = {key: session.catalogue.field(key).type.load(value) for key, value in stored.items()}
    return {**own, **(typed or {})}
