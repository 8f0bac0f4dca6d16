# SPDX-License-Identifier: Apache-2.0
"""Minors whose data is there without a guardian's consent (policy 6.3): locked, gone within a day.

Nothing is stored of somebody below eighteen before the guardian's act, so this finds what slipped
through: data that says so at a closer look, or a person's word. Visits are in ``minor_visitors``.
From the same transaction on the record is in no list, search, export or print; its clock is that of
class MINOR-X, and the sweep's certificate counts it and names nobody.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from hr_desk.domain import joiners as states
from hr_desk.domain import minors
from hr_desk.operations import consents, joiner_withdrawals, minor_visitors, scope
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.changes import Changes
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.joiner_writing import ONBOARDING
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import GuardianKnown
from hr_desk.operations.session import Session
from hr_desk.operations.values import GUARDIAN, lacks_guardian
from hr_desk.store import hiring, minors_counts, personnel, request_tasks
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord

FILE: Final = "hiring"
PERSONNEL: Final = "personnel"
FOUND: Final = minors.FOUND
"""Class and event of what is found of a minor without a guardian's consent."""


def lock_found(session: Session) -> tuple[Changes, ...]:
    """Lock applicants, visitors, and joiners who are to start, below eighteen without a guardian.

    Done before each sweep: at opening, at midnight, on command. Raises the file's errors.
    """
    done = []
    if session.may("minor.lock") and (found := _without_guardian(session)):
        done.append(_lock(session, found))
    if session.may("minor.lock_joiner") and (joiners := _joiners(session)):
        done.append(_lock_joiners(session, joiners))
    if session.may("minor.lock_visit") and (visitors := minor_visitors.unlocked(session)):
        done.append(minor_visitors.lock_visitors(session, visitors))
    return tuple(done)


def unlocked(session: Session) -> Mapping[str, int]:
    """Return how many people of each held file are below eighteen, unguarded and not locked yet."""
    looks = {FILE: _without_guardian, PERSONNEL: _joiners, "visits": minor_visitors.unlocked}
    return {file: len(look(session)) for file, look in looks.items() if session.holds(file)}


def _without_guardian(session: Session) -> list[str]:
    """Return one application of each such person that is not locked yet."""
    found: dict[str, str] = {}
    for one in minors_counts.perhaps_young(
        session.compartment(FILE),
        born_from=minors.eldest_birth(session.today()),
        bands=minors.YOUNG_BANDS,
    ):
        stored = {**one.person_fields, **one.fields}
        if one.retention_class != FOUND[0] and lacks_guardian(session, stored):
            found.setdefault(one.person_id, one.id)
    return list(found.values())


def _joiners(session: Session) -> list[str]:
    """Return the joiners who have not started yet and of whom no guardian's act is known."""
    found = personnel.perhaps_young(
        session.compartment(PERSONNEL), (states.EXPECTED,),
        born_from=minors.eldest_birth(session.today()), bands=minors.YOUNG_BANDS,
    )  # fmt: skip
    return [
        one.id
        for one in found
        if lacks_guardian(session, one.fields) and GUARDIAN not in one.handed
    ]


@operation("minor.lock_joiner", compartment=PERSONNEL, roles=(*ONBOARDING, SERVICE_ROLE))
def _lock_joiners(session: Session, change: Change, /, joiner_ids: Sequence[str]) -> None:
    for joiner in personnel.joiners(session.compartment(PERSONNEL), joiner_ids):
        joiner_withdrawals.close(session, change, joiner, states.UNGUARDED)
        change.touched("joiner", joiner.id)
    change.facts["class"] = FOUND[0]


@operation("minor.lock", compartment=FILE, roles=(*RECRUITING, SERVICE_ROLE))
def _lock(session: Session, change: Change, /, application_ids: Sequence[str]) -> None:
    for application in hiring.applications(session.compartment(FILE), application_ids):
        _end(session, change, application)


@operation("minor.found", compartment=FILE, roles=RECRUITING)
def found(session: Session, change: Change, /, application_ids: Sequence[str]) -> None:
    """Note a person's word that applicants are below eighteen and no guardian agreed.

    All or none; their records are locked at once and gone within a day. Raises GuardianKnown where
    a guardian's act stands, RecordGone, SomeoneElses.
    """
    known = hiring.applications(session.compartment(FILE), application_ids)
    scope.require(session, known)
    for application in known:
        everything = hiring.applications_of(session.compartment(FILE), application.person_id)
        if any(one.fields.get(GUARDIAN) or one.person_fields.get(GUARDIAN) for one in everything):
            raise GuardianKnown
        _end(session, change, application)


def _end(session: Session, change: Change, application: ApplicationRecord) -> None:
    consents.end_for_guardian(session, change, application, FOUND)
    consents.tell_personnel(session, change, application)
    request_tasks.restrict(
        change, record=application.person_id, row=application.person_seq, reference=""
    )
    change.touched("application", application.id)
    change.touched("person", application.person_id)
    change.facts["class"] = FOUND[0]
