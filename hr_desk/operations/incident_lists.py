# SPDX-License-Identifier: Apache-2.0
"""Whom an account in other hands could see in a list, where no entry says that it looked.

A list of names and telephone numbers leaves no entry. On the safe side everybody counts whom the
account's roles of these days list: within its requisitions in hiring, everybody in other files.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hr_desk.catalogue.model import Access
from hr_desk.operations import scope
from hr_desk.operations.account_sending import HOLDER
from hr_desk.operations.account_views import CARD
from hr_desk.operations.operation import named
from hr_desk.operations.request_records import PersonRecord
from hr_desk.operations.role_history import histories
from hr_desk.operations.session import Session
from hr_desk.store import audit
from hr_desk.store.compartment import Compartment
from hr_desk.store.hiring import applications_where
from hr_desk.store.incidents import TaskRow

LISTS: Final[Mapping[str, str]] = {
    "visits": "visit.open", "hiring": "record.open", "personnel": "joiner.open",
    "payroll": "account.open",
}  # fmt: skip
"""File to the operation whose roles see its lists."""

_MOVES: Final = frozenset(
    {"application.assign", "application.move", "application.take_back", "requisition.edit"}
)
"""The operations that change whose an application is: who has it now may not have had it then."""

_OF_ACCOUNTS: Final = (HOLDER, CARD)
"""What the list of payroll shows; it has no columns of the catalogue."""


@dataclass(frozen=True, slots=True)
class LogMet:
    """What the log of a file says of an account and a time: ids of records.

    ``seen`` are those its entries name then, ``later`` those that came afterwards, ``moved`` those
    of which somebody changed since whose they are.
    """

    seen: frozenset[str]
    later: frozenset[str]
    moved: frozenset[str]


def met(file: Compartment, task: TaskRow) -> LogMet:
    """Return what the log says of what the officer asks."""
    since, until = _span(task)
    seen, known, later, moved = set[str](), set[str](), set[str](), set[str]()
    for entry in audit.entries(file.connection):
        at, ids = datetime.fromisoformat(entry.at), {id_ for _, id_, _ in entry.records}
        if at <= until:
            known |= ids
        else:
            later |= ids - known
        if entry.user == task.named and since <= at <= until:
            seen |= ids
        if entry.operation in _MOVES and at >= since:
            moved |= ids
    # Where the oldest entries are gone nobody can say any more that a record came later.
    whole = audit.cut_of(file.connection) is None
    return LogMet(frozenset(seen), frozenset(later if whole else ()), frozenset(moved))


def roles_then(session: Session, task: TaskRow) -> frozenset[str]:
    """Return every role the account had in that time; all there are where no log says which."""
    history = histories(session).get(task.named)
    if history is None:
        return frozenset()
    since, until = _span(task)
    changes = (history.since, *(moment for moment, _ in history.before))
    held = {history.at(moment) for moment in (since, *(c for c in changes if since < c <= until))}
    if None in held:
        return frozenset(session.catalogue.roles)
    return frozenset(role for roles in held for role in roles or ())


def could_list(
    session: Session, file: Compartment, task: TaskRow, known: Iterable[PersonRecord], log: LogMet
) -> list[PersonRecord]:
    """Return those of a file's records that the account could see in a list."""
    roles = roles_then(session, task)
    if not roles & named(LISTS[file.name]).roles:
        return []
    there = [one for one in known if not log.later.issuperset(one.ids)]
    if file.name != scope.FILE:
        return there
    ids = _listed_in_hiring(file, task.named, roles, log.moved)
    return [one for one in there if not ids.isdisjoint(one.ids)]


def _listed_in_hiring(
    file: Compartment, user: str, roles: frozenset[str], moved: frozenset[str]
) -> frozenset[str]:
    """Return the applications (ids) of the account's requisitions, then or now."""
    mine = scope.of_user(file, user, roles)
    return frozenset(
        one.id for one in applications_where(file, "1", (), limit=-1)
        if mine.has(one) or not moved.isdisjoint((one.id, one.requisition_id))
    )  # fmt: skip


def shown_keys(session: Session, file: str, roles: frozenset[str]) -> frozenset[str]:
    """Return the keys of what a list of a file shows to these roles, masked or in full."""
    catalogue = session.catalogue
    columns = catalogue.columns(file) or tuple(map(catalogue.field, _OF_ACCOUNTS))
    return frozenset(
        one.key for one in columns
        if catalogue.access(one, roles, compartment=file) is not Access.NONE
    )  # fmt: skip


def _span(task: TaskRow) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(task.since_at), datetime.fromisoformat(task.until_at)
