# SPDX-License-Identifier: Apache-2.0
"""Whose applications a recruiter sees and changes: the one rule, and all that keeps it.

A recruiter works on applications of requisitions they own or stand in for, on those of a
requisition for any post, and on those assigned to them; an HR admin works on all (promises: R =
own requisitions). Which requisitions that are is said by ``store.requisitions.open_to`` alone. A
person is seen by whoever sees one of their applications. Whose use is restricted at their own
request is seen by nobody. Kept by the program's code, not by keys.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from hr_desk.operations.operation import note_denied
from hr_desk.operations.problems import SomeoneElses
from hr_desk.operations.request_problems import Restricted
from hr_desk.operations.session import Session
from hr_desk.store import request_tasks, requisitions
from hr_desk.store.compartment import Compartment
from hr_desk.store.hiring import ApplicationRecord, applications_where, persons_having
from hr_desk.store.importing import BatchRecord
from hr_desk.store.requisitions import RequisitionRecord

FILE: Final = "hiring"
UNLIMITED: Final = ("hr_admin",)
"""The roles that see the applications of everybody."""
LOOK: Final = "application.look"
"""What a refused read is called in the log; reads have no entry of their own."""
_USED: Final = "a.person NOT IN (SELECT row FROM record_restriction)"
NOBODY: Final = "–"
"""What stands for the name of a user who was removed."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What one user works on: their requisitions (id to row number), None for all of them."""

    user: str
    requisitions: Mapping[str, int] | None
    restricted: frozenset[int] = frozenset()
    """Row numbers of the persons whose use is restricted."""

    def conditions(self) -> tuple[list[str], list[Any]]:
        """Return the condition on applications ``a``, none where nothing is out of reach."""
        used = [_USED] if self.restricted else []
        if self.requisitions is None:
            return used, []
        # Row numbers stand in the text: there may be more of them than a statement has places.
        rows = ",".join(map(str, sorted(self.requisitions.values())))
        return [*used, f"(a.owner = ? OR a.requisition IN ({rows}))"], [self.user]

    def has(self, application: ApplicationRecord) -> bool:
        """Whether an application is among them."""
        if application.person_seq in self.restricted:
            return False
        mine = self.requisitions is None or application.owner == self.user
        return mine or self.has_requisition(application.requisition_id)

    def has_requisition(self, requisition_id: str) -> bool:
        """Whether the applications of a requisition are."""
        return self.requisitions is None or requisition_id in self.requisitions


def of(session: Session) -> Scope:
    """Return what the session's user works on; raises CompartmentClosed."""
    user, file = session.user, session.compartment(FILE)
    restricted = frozenset(request_tasks.restricted(file).values())
    return replace(of_user(file, user.id, user.roles), restricted=restricted)


def of_user(hiring: Compartment, user: str, roles: Collection[str]) -> Scope:
    """Return what a user (id) with these roles works on, whoever is restricted included."""
    if set(UNLIMITED) & set(roles):
        return Scope(user, None)
    mine, known = requisitions.open_to(hiring, user)
    return Scope(user, None if len(mine) == known else mine)


def where(session: Session) -> tuple[str, list[Any]]:
    """Return the condition on applications ``a`` as one text, "1" where nothing is out of reach."""
    conditions, values = of(session).conditions()
    return " AND ".join(conditions) or "1", values


def require(session: Session, applications: Iterable[ApplicationRecord]) -> None:
    """Raise SomeoneElses where one of them is not for this user; the try is logged once.

    Raises Restricted where a person's use is restricted.
    """
    mine, applications = of(session), list(applications)
    _require_unrestricted(session, mine, applications)
    others = [one for one in applications if not mine.has(one)]
    if others:
        _refuse(session, others[0].owner, [("application", one.id) for one in others])


def require_person(session: Session, applications: Collection[ApplicationRecord]) -> None:
    """Raise SomeoneElses where none of a person's applications is for this user; logged.

    Raises Restricted where the person's use is restricted.
    """
    mine = of(session)
    _require_unrestricted(session, mine, applications)
    if not any(mine.has(one) for one in applications):
        newest = next(iter(applications))
        _refuse(session, newest.owner, [("person", newest.person_id)])


def require_requisition(session: Session, requisition: RequisitionRecord) -> None:
    """Raise SomeoneElses for a requisition whose applications are not for this user; logged."""
    if not of(session).has_requisition(requisition.id):
        _refuse(session, requisition.owner, [("requisition", requisition.id)])


def require_own(session: Session, requisition: RequisitionRecord) -> None:
    """Raise SomeoneElses for whoever may not change the requisition itself; logged.

    One for any post is open to all recruiters, but its owner and deputies alone change it.
    """
    unlimited = set(UNLIMITED) & set(session.user.roles)
    if not unlimited and session.user.id not in (requisition.owner, *requisition.deputies):
        _refuse(session, requisition.owner, [("requisition", requisition.id)])


def people(session: Session, ids: Collection[str]) -> frozenset[str]:
    """Return those of these persons (ids) of whom the user sees an application."""
    condition, values = where(session)
    if condition == "1":
        return frozenset(ids)
    return persons_having(session.compartment(FILE), ids, condition, values)


def has_batch(session: Session, batch: BatchRecord) -> bool:
    """Whether an import is for this user: their own, or any where nothing is out of reach."""
    return batch.user == session.user.id or of(session).requisitions is None


def require_batch(session: Session, batch: BatchRecord) -> None:
    """Raise SomeoneElses for an import that is not for this user; the try is logged."""
    if not has_batch(session, batch):
        _refuse(session, batch.user, [("import_batch", batch.id)])


def holder_of(session: Session, person: int) -> str:
    """Return the name of the user whose the newest application of a person (row number) is."""
    newest = applications_where(session.compartment(FILE), "a.person = ?", (person,), limit=1)
    return holder(session, newest[0].owner) if newest else NOBODY


def holder(session: Session, user_id: str) -> str:
    """Return the name of the user who has something; a dash for one who is no longer here."""
    names = {user.id: user.name for user in session.register.users}
    return names.get(user_id, NOBODY)


def _require_unrestricted(
    session: Session, mine: Scope, applications: Iterable[ApplicationRecord]
) -> None:
    kept = [("application", one.id) for one in applications if one.person_seq in mine.restricted]
    if kept:
        refused = Restricted()
        refused.records = tuple(kept)
        if not session.compartment(FILE).is_writing:
            note_denied(session, FILE, LOOK, kept)
        raise refused


def _refuse(session: Session, owner: str, records: list[tuple[str, str]]) -> None:
    refused = SomeoneElses(owner=holder(session, owner))
    refused.records = tuple(records)
    if not session.compartment(FILE).is_writing:
        # Inside a change the operation that is refused writes the entry, after it is undone.
        note_denied(session, FILE, LOOK, refused.records)
    raise refused
