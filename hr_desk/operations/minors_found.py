# SPDX-License-Identifier: Apache-2.0
"""Minors whose data is there without a guardian's consent (policy 6.3): locked, gone within a day.

Nothing is stored of somebody below eighteen before the guardian's act, so this finds what slipped
through: data that says so at a closer look, or a person's word. Visits are in ``minor_visitors``.
From the same transaction on the record is in no list, search, export or print; its clock is that of
class MINOR-X, and the sweep's certificate counts it and names nobody.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hr_desk.domain import joiners as states
from hr_desk.domain import minors
from hr_desk.domain.clock import start_of
from hr_desk.operations import consents, joiner_withdrawals, minor_visitors, scope
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.changes import Changes
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.joiner_writing import ONBOARDING
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import GuardianKnown
from hr_desk.operations.request_records import READS
from hr_desk.operations.session import Session
from hr_desk.operations.values import GUARDIAN, births, is_young, lacks_guardian
from hr_desk.store import hiring, minors_counts, personnel, request_tasks
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord

FILE: Final = "hiring"
PERSONNEL: Final = "personnel"
FOUND: Final = minors.FOUND
"""Class and event of what is found of a minor without a guardian's consent."""
HERE: Final = ("hiring", "personnel", "visits")
"""The files that know how old somebody is."""


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


@dataclass(frozen=True, slots=True)
class MinorsReport:
    """The figures of one file for the yearly audit (未成年人网络保护条例 37).

    ``younger`` are below fourteen, ``older`` fourteen to seventeen, as of today; ``guardians`` of
    them have a guardian's act; ``deleted`` were found without one and deleted in the year;
    ``reads`` is how often one of their records was opened in the year, each with its entry.
    """

    file: str
    younger: int
    older: int
    guardians: int
    deleted: int
    reads: int


def report(session: Session, year: int) -> tuple[MinorsReport, ...]:
    """Return the figures of the files this session holds, for a calendar year (Asia/Shanghai)."""
    return tuple(_report(session, file, year) for file in HERE if session.holds(file))


def _report(session: Session, file: str, year: int) -> MinorsReport:
    compartment, today = session.compartment(file), session.today()
    people = list(_young(session, file))
    bands = [_band(session, stored, today) for _, stored in people]
    ids = [one for id_, _ in people for one in minors_counts.ids_of(compartment, id_)]
    return MinorsReport(
        file=file,
        younger=sum(band == "under-14" for band in bands),
        older=sum(band != "under-14" for band in bands),
        guardians=sum(bool(stored.get(GUARDIAN)) for _, stored in people),
        deleted=minors_counts.deleted(compartment, FOUND[0], *_year(year)),
        reads=minors_counts.entries(compartment, ids, READS, *_year(year)) if ids else 0,
    )


def _year(year: int) -> tuple[str, str]:
    """Return the first moment of a calendar year in Shanghai and of the next, in UTC."""
    first, last = start_of(date(year, 1, 1)), start_of(date(year + 1, 1, 1))
    return first.isoformat(timespec="seconds"), last.isoformat(timespec="seconds")


def _young(session: Session, file: str) -> Iterator[tuple[str, dict[str, object]]]:
    for id_, stored in minors_counts.people(session.compartment(file)):
        if is_young(session, stored):
            yield id_, stored


def _band(session: Session, stored: dict[str, object], today: date) -> str:
    """Return the youngest band that anything stored speaks for."""
    told: Iterable[str] = [minors.age_band(birth, today) for birth in births(session, stored)]
    declared = stored.get("age_band")
    found = [*told, *([str(declared)] if declared is not None else [])]
    return min(found, key=lambda band: minors.BANDS[band])
