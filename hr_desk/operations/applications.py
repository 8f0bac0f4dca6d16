# SPDX-License-Identifier: Apache-2.0
"""Several applications of one person: apply again, and see what else they applied for.

A person goes with the last of their applications, so a new one keeps the whole record as long as
it is open (promises, clock rule 1).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from hr_desk.catalogue.model import Scenario
from hr_desk.operations import policies, scope
from hr_desk.operations.concluding import FIRST_STAGE, RECRUITING
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import AlreadyApplies, ReasonUnknown, RecordGone
from hr_desk.operations.recruitment import Checked, apply_once_more, records
from hr_desk.operations.requisitions import found
from hr_desk.operations.session import Session
from hr_desk.operations.values import (
    POSITION,
    merged,
    note_free_text,
    require_complete,
    require_guardian,
    search_terms,
    stored_values,
)
from hr_desk.store import hiring, sealed_files
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """One application of a person for a list; ``is_open`` while no clock runs."""

    application_id: str
    requisition: str
    stage: str
    stage_since: date
    is_open: bool


def of_person(session: Session, application_id: str) -> tuple[ApplicationLine, ...]:
    """Return the person's applications that the user works on, newest first; raises RecordGone."""
    record, mine = records(session, [application_id])[0], scope.of(session)
    return tuple(
        ApplicationLine(
            one.id, one.requisition_title, one.stage, one.stage_on, one.retention_class is None
        )
        for one in all_of(session, record.person_id)
        if mine.has(one)
    )


def all_of(session: Session, person_id: str) -> list[ApplicationRecord]:
    """Return the applications of a person, newest first, whoever works on them.

    Raises RecordGone where there is none.
    """
    file = session.compartment("hiring")
    everything = hiring.applications_where(file, "p.id = ?", (person_id,), limit=-1)
    if not everything:
        raise RecordGone
    return everything


@operation("application.again", compartment="hiring", roles=RECRUITING)
def apply_again(
    session: Session,
    change: Change,
    /,
    application_id: str,
    requisition_id: str,
    *,
    values: Mapping[str, object],
    notice: str = "paper",
) -> tuple[str]:
    """Take in another application of the person of ``application_id``; returns its id.

    ``values`` are what was given this time: they stand in the place of earlier ones, what is not
    given again stays. The notice given now counts from now on. Raises AlreadyApplies while an
    application for the same requisition is open, and what ``recruitment.take_in`` raises.
    """
    version = policies.require_in_force(session).number
    requisition = found(session, requisition_id)
    known = all_of(session, records(session, [application_id])[0].person_id)
    if any(one.requisition_id == requisition_id and _is_open(one) for one in known):
        raise AlreadyApplies(title=requisition.title)
    if notice not in session.catalogue.code_lists["notice_how"].codes:
        raise ReasonUnknown
    given = {key: value for key, value in values.items() if value is not None}
    stored = stored_values(
        session, given, compartment="hiring", scenario=Scenario.RECRUITMENT, stage=FIRST_STAGE
    )
    own = {**_given_before(session, known), **stored["application"], POSITION: requisition.title}
    person = merged(known[0].person_fields, stored["person"])
    require_complete(session, {**person, **own}, Scenario.RECRUITMENT)
    require_guardian(session, {**person, **own})
    hiring.update_person(change, known[0], person, terms=_terms(session, known, person, own))
    hiring.give_notice(change, known[0], version=version, how=notice)
    note_free_text(session, change, {**stored["person"], **stored["application"]})
    ready = Checked(requisition=requisition, notice=notice, person=person, application=own)
    entered = apply_once_more(session, change, ready, person=known[0].person_seq)
    change.fields.intersection_update(given)
    return (entered.application_id,)


def _is_open(application: ApplicationRecord) -> bool:
    return application.retention_class is None


def _given_before(session: Session, known: list[ApplicationRecord]) -> dict[str, object]:
    """Return the values of the latest application that this stage asks for as well.

    Of those the user works on: what was given to somebody else is not theirs to copy.
    """
    catalogue, mine = session.catalogue, scope.of(session)
    latest = next(one for one in known if mine.has(one))
    return {
        key: value
        for key, value in latest.fields.items()
        if key in catalogue.fields
        and catalogue.reached(FIRST_STAGE, catalogue.field(key).earliest_stage)
    }


def _terms(
    session: Session,
    known: list[ApplicationRecord],
    person: Mapping[str, object],
    own: Mapping[str, object],
) -> tuple[set[str], set[str]]:
    """Return the terms of the person before and after."""
    before = terms_of_person(session, known, known[0].person_fields)
    after = terms_of_person(session, known, person) | search_terms(session, own)
    return before, after


def terms_of_person(
    session: Session, known: list[ApplicationRecord], person: Mapping[str, object]
) -> set[str]:
    """Return what a person with these applications and values is found by, documents included."""
    papers = partial(sealed_files.terms_of, session.compartment("hiring"))
    found_by = search_terms(session, person, papers)
    for one in known:
        found_by |= search_terms(session, one.fields)
    return found_by
