# SPDX-License-Identifier: Apache-2.0
"""One search over all a user may see: candidates, joiners, accounts, visits, requisitions, staff.

Each kind is searched by its own read, with its own rules of who sees what; what is masked there is
masked here. A kind that belongs to a compartment or role the user lacks is passed over in silence.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from hr_desk.catalogue.model import Field
from hr_desk.domain.clock import day_of
from hr_desk.domain.terms import matches, queries, terms_of
from hr_desk.operations import (
    account_views,
    candidates,
    directory,
    joiner_views,
    scope,
    visit_reads,
)
from hr_desk.operations.accounts import PAYROLL
from hr_desk.operations.candidates import Cell, ListQuery
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.directory import VISITING
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.joiner_writing import ONBOARDING
from hr_desk.operations.session import Session
from hr_desk.store import requisitions

MOST: Final = 6
"""How many hits of one kind are returned unless asked otherwise."""

_NAME: Final = "full_name"
_BESIDE_NAME: Final = 2
"""How many further values say which of two people of one name is meant."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found: its kind, its id, and what says which one it is.

    ``state`` is a stage of a candidate, a state of a visit or joiner, how the work of an account's
    holder ended, ``open`` or ``closed`` of a requisition, empty for an employee. ``day`` is that of
    a visit, the first one of a joiner, the last one of an account's holder.
    """

    kind: str
    """One of KINDS."""
    id: str
    """Of the application, visit, requisition, joiner, account or employee."""
    name: str
    details: tuple[str, ...]
    state: str = ""
    day: date | None = None


def look_up(session: Session, text: str, *, most: int = MOST) -> tuple[Hit, ...]:
    """Return what a text finds, at most ``most`` of each kind, kind by kind as in KINDS.

    Names are found in characters, by pinyin and initials, numbers by head and tail, addresses,
    positions and whatever else each kind is found by. An empty text finds nothing.
    """
    if not text.strip():
        return ()
    return tuple(
        hit
        for compartment, roles, search in KINDS.values()
        if session.holds(compartment) and set(roles) & set(session.user.roles)
        for hit in search(session, text.strip(), most)
    )


def _candidates(session: Session, text: str, most: int) -> Iterator[Hit]:
    page = candidates.list_applications(session, ListQuery(text=text, limit=most))
    columns = session.catalogue.columns("hiring")
    for row in page.rows[:most]:
        name, beside = _named(row.cells, columns)
        details = (*beside, row.requisition)
        yield Hit("candidate", row.application_id, name, details, row.stage)


def _visits(session: Session, text: str, most: int) -> Iterator[Hit]:
    columns = session.catalogue.columns("visits")
    for row in visit_reads.list_visits(session, visit_reads.VisitQuery(text=text, limit=most)):
        name, beside = _named(row.cells, columns)
        moment = row.arrived or row.planned
        day = None if moment is None else day_of(moment)
        yield Hit("visit", row.visit_id, name, beside, row.state, day)


def _joiners(session: Session, text: str, most: int) -> Iterator[Hit]:
    columns = session.catalogue.columns("personnel")
    for row in joiner_views.list_joiners(session, JoinerQuery(text=text, limit=most)):
        name, beside = _named(row.cells, columns)
        yield Hit("joiner", row.joiner_id, name, beside, row.state, row.first_day)


def _accounts(session: Session, text: str, most: int) -> Iterator[Hit]:
    for line in account_views.find(session, text, most=most):
        beside = (line.card_shown,) if line.card_shown else ()
        yield Hit("account", line.account_id, line.holder, beside, line.ended or "", line.ended_on)


def _named(cells: Mapping[str, Cell], columns: tuple[Field, ...]) -> tuple[str, tuple[str, ...]]:
    """Return the name and the first values beside it, as the user may see them."""
    name = cells[_NAME].text if _NAME in cells else ""
    others = (cells[f.key].text for f in columns if f.key in cells and f.key != _NAME)
    return name, tuple(text for text in others if text)[:_BESIDE_NAME]


def _requisitions(session: Session, text: str, most: int) -> Iterator[Hit]:
    alternatives = queries(text)
    known = requisitions.requisitions(session.compartment("hiring"), include_closed=True)
    mine = scope.of(session)
    rows = [row for row in known if mine.has_requisition(row.id)]
    found = [
        row
        for row in sorted(rows, key=lambda row: row.closed_on is not None)
        if text.casefold() in row.title.casefold()
        or matches(alternatives, _words(row.title) | _words(row.department) | _words(row.place))
    ]
    for row in found[:most]:
        state = "open" if row.closed_on is None else "closed"
        yield Hit("requisition", row.id, row.title, (row.department, row.place), state)


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    """Return the words a position is found by.

    Not its reading: loading the table of readings holds up everything else for 0.4 s (measured).
    """
    return terms_of("text", text)


def _staff(session: Session, text: str, most: int) -> Iterator[Hit]:
    for line in directory.list_staff(session, text)[:most]:
        beside = tuple(part for part in (line.department, line.extension) if part)
        yield Hit("staff", line.id, line.name, beside)


Search = Callable[[Session, str, int], Iterator[Hit]]

KINDS: Final[Mapping[str, tuple[str, tuple[str, ...], Search]]] = {
    "candidate": ("hiring", RECRUITING, _candidates),
    "joiner": ("personnel", ONBOARDING, _joiners),
    "account": ("payroll", PAYROLL, _accounts),
    "visit": ("visits", VISITING, _visits),
    "requisition": ("hiring", RECRUITING, _requisitions),
    "staff": ("visits", VISITING, _staff),
}
"""Each kind with the compartment it lives in, the roles that see it, and its search."""
