# SPDX-License-Identifier: Apache-2.0
"""Requisitions: open one, close one, list them.

Closing decides the applications that are still open and starts their clocks, because the purpose
they were given for is then achieved or impossible (PIPL 47(1)).
"""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from hr_desk.domain import openings
from hr_desk.domain.stages import choosable, takes_opening, usual
from hr_desk.i18n import N_, Message
from hr_desk.operations import scope
from hr_desk.operations.catalogue_in_force import follow
from hr_desk.operations.changes import Changes
from hr_desk.operations.concluding import RECRUITING, conclude, taken, undecided
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import (
    ChangedMeanwhile,
    NumberOutOfRange,
    ReasonUnknown,
    RecordGone,
    RequisitionClosed,
    UnknownUser,
)
from hr_desk.operations.requisition_problems import FillsLastOpening, HeadCountBelowHired
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import requisitions as store
from hr_desk.store.compartment import Change
from hr_desk.store.requisitions import RequisitionRecord

LONGEST: Final = 60
MOST_OPENINGS: Final = 999
_LABELS: Final = {
    "title": N_("Position"),
    "department": N_("Department"),
    "place": N_("Place of work"),
}


WITHOUT_HEAD_COUNT: Final = ("evergreen", "any_post")
"""The kinds (requisition_kind) that are never filled and close only by hand."""


@dataclass(frozen=True, slots=True)
class RequisitionRow:
    """A requisition for a list: its openings, how many are taken, who is still in the running.

    ``head_count`` is 0 where the kind has none; ``owner`` and ``deputies`` are ids of users.
    """

    id: str
    version: int
    title: str
    department: str
    place: str
    head_count: int
    filled: int
    open_applications: int
    opened_on: date
    closed_on: date | None
    close_reason: str | None
    close_entry: int | None
    """What ``taking_back.take_back`` opens it again with; None while it is open."""
    kind: str
    stages: tuple[str, ...]
    owner: str
    deputies: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Whether it still takes applications."""
        return self.closed_on is None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a requisition says: post, department, place, openings, stations, who stands in.

    ``kind`` is a code of the list requisition_kind; ``head_count`` counts for ``openings`` alone.
    ``stages`` are choosable stages of the catalogue (None: the usual ones), ``deputies`` the ids
    of users; ``owner`` is the id of its owner (None: whoever opens it, or the present one).
    """

    title: str
    department: str
    place: str
    head_count: int = 1
    kind: str = "openings"
    stages: tuple[str, ...] | None = None
    owner: str | None = None
    deputies: tuple[str, ...] = ()


def open_requisition(
    session: Session,
    *,
    title: str,
    department: str,
    place: str,
    head_count: int = 1,
    kind: str = "openings",
    stages: tuple[str, ...] | None = None,
    owner: str | None = None,
    deputies: tuple[str, ...] = (),
) -> Changes:
    """Open a requisition of the words of ``Wanted``; raises what ``open_as_wanted`` does."""
    wanted = Wanted(
        title=title,
        department=department,
        place=place,
        head_count=head_count,
        kind=kind,
        stages=stages,
        owner=owner,
        deputies=deputies,
    )
    return open_as_wanted(session, wanted)


@operation("requisition.open", compartment="hiring", roles=RECRUITING)
def open_as_wanted(session: Session, change: Change, /, wanted: Wanted) -> tuple[str]:
    """Open a requisition, owned by whoever opens it unless it says otherwise; returns its id.

    Raises TextMissing, TextTooLong, NumberOutOfRange (1 to 999 openings), ReasonUnknown for an
    unknown kind, UnknownUser.
    """
    id_ = secrets.token_hex(16)
    empty = RequisitionRecord(
        seq=0, id=id_, version=0, title="", department="", place="", head_count=0,
        owner=session.user.id, opened_on=session.today(), closed_on=None, close_reason=None,
        close_entry=None, kind="openings", stages=(), deputies=(),
    )  # fmt: skip
    store.write_requisition(change, _filled_in(session, empty, wanted))
    return (id_,)


@operation("requisition.edit", compartment="hiring", roles=RECRUITING)
def edit_requisition(
    session: Session, change: Change, /, requisition_id: str, wanted: Wanted, *, version: int,
    concludes: bool = False,
) -> None:  # fmt: skip
    """Change an open requisition; ``version`` is the one the form was made of.

    Stages that are taken away lead nowhere any more; whoever stands at one stays there until the
    next step. A head count that as many have accepted concludes hiring as the last acceptance
    does; ``concludes`` confirms that. Raises ChangedMeanwhile, RecordGone, RequisitionClosed,
    HeadCountBelowHired, FillsLastOpening and what opening raises.
    """
    record = found(session, requisition_id)
    scope.require_own(session, record)
    if record.version != version:
        raise ChangedMeanwhile
    wished = _filled_in(session, record, wanted)
    if not _fills_the_last(session, record, wished):
        store.write_requisition(change, wished)
        return
    if not concludes:
        count = len(undecided(session, wished.seq))
        raise FillsLastOpening(title=wished.title, filled=wished.head_count, count=count)
    conclude(session, change, wished, reason="filled")


def _fills_the_last(session: Session, record: RequisitionRecord, wished: RequisitionRecord) -> bool:
    """Whether another head count is the one that is reached; raises HeadCountBelowHired."""
    if wished.kind in WITHOUT_HEAD_COUNT:
        return False
    before = 0 if record.kind in WITHOUT_HEAD_COUNT else record.head_count
    filled = taken(session, wished.seq)
    does = openings.effect(before, wished.head_count, filled=filled)
    if does == openings.TOO_LOW:
        raise HeadCountBelowHired(title=wished.title, filled=filled)
    return does == openings.FILLS


def _filled_in(session: Session, record: RequisitionRecord, wanted: Wanted) -> RequisitionRecord:
    if wanted.kind not in session.catalogue.code_lists["requisition_kind"].codes:
        raise ReasonUnknown
    texts = {"title": wanted.title, "department": wanted.department, "place": wanted.place}
    cleaned = {
        name: one_line(text, label=Message(_LABELS[name]), longest=LONGEST)
        for name, text in texts.items()
    }
    return replace(
        record,
        title=cleaned["title"],
        department=cleaned["department"],
        place=cleaned["place"],
        version=record.version + 1,
        head_count=_head_count(wanted),
        kind=wanted.kind,
        stages=_stages(session, wanted.stages, kept=record.stages),
        owner=_known_user(session, wanted.owner or record.owner),
        deputies=tuple(_known_user(session, user) for user in dict.fromkeys(wanted.deputies)),
    )


def _head_count(wanted: Wanted) -> int:
    if wanted.kind in WITHOUT_HEAD_COUNT:
        return 0
    if not 1 <= wanted.head_count <= MOST_OPENINGS:
        raise NumberOutOfRange(field=Message(N_("Head count")), least=1, most=MOST_OPENINGS)
    return wanted.head_count


def _stages(
    session: Session, chosen: Iterable[str] | None, *, kept: Collection[str]
) -> tuple[str, ...]:
    if chosen is None:
        return usual(session.catalogue)
    known = set(chosen)
    return tuple(key for key in choosable(session.catalogue, kept) if key in known)


def _known_user(session: Session, user_id: str) -> str:
    if user_id not in {user.id for user in session.register.users}:
        raise UnknownUser(name=user_id)
    return user_id


@operation("requisition.close", compartment="hiring", roles=RECRUITING)
def close_requisition(
    session: Session, change: Change, /, requisition_id: str, *, reason: str
) -> None:
    """Close a requisition; its open applications end as not hired and their clocks start today.

    Accepted applications stay. ``reason`` is a code of the list close_reason; a cancelled post
    has its own, shorter class. Taken back by ``taking_back.take_back``. Raises RecordGone,
    RequisitionClosed, ReasonUnknown.
    """
    requisition = found(session, requisition_id)
    scope.require_own(session, requisition)
    if reason not in session.catalogue.code_lists["close_reason"].codes:
        raise ReasonUnknown
    conclude(session, change, requisition, reason=reason)


def found(session: Session, requisition_id: str) -> RequisitionRecord:
    """Return an open requisition that the user works on.

    Raises RecordGone, RequisitionClosed, SomeoneElses.
    """
    requisition = store.requisition(session.compartment("hiring"), requisition_id)
    if requisition is None:
        raise RecordGone
    scope.require_requisition(session, requisition)
    if requisition.closed_on is not None:
        raise RequisitionClosed(title=requisition.title)
    return requisition


def open_ones(session: Session) -> list[RequisitionRecord]:
    """Return the requisitions that take applications of the user's, newest first."""
    return _mine(session, include_closed=False)


def _mine(session: Session, *, include_closed: bool) -> list[RequisitionRecord]:
    mine, file = scope.of(session), session.compartment("hiring")
    known = store.requisitions(file, include_closed=include_closed)
    return [record for record in known if mine.has_requisition(record.id)]


def list_requisitions(
    session: Session, *, include_closed: bool = False
) -> tuple[RequisitionRow, ...]:
    """Return the requisitions the user works on, newest first, with their counts."""
    follow(session)
    counts = store.requisition_counts(session.compartment("hiring"))
    return tuple(
        _row(session, record, counts) for record in _mine(session, include_closed=include_closed)
    )


def _row(
    session: Session, record: RequisitionRecord, counts: dict[tuple[int, str], int]
) -> RequisitionRow:
    catalogue = session.catalogue
    filled = waiting = 0
    for (seq, stage), number in counts.items():
        if seq != record.seq:
            continue
        if takes_opening(catalogue, stage):
            filled += number
        elif not catalogue.stages[stage].ends:
            waiting += number
    return RequisitionRow(
        id=record.id,
        version=record.version,
        title=record.title,
        department=record.department,
        place=record.place,
        head_count=record.head_count,
        filled=filled,
        open_applications=waiting,
        opened_on=record.opened_on,
        closed_on=record.closed_on,
        close_reason=record.close_reason,
        close_entry=record.close_entry,
        kind=record.kind,
        stages=record.stages,
        owner=record.owner,
        deputies=record.deputies,
    )
