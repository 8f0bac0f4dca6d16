# SPDX-License-Identifier: Apache-2.0
"""Recruitment: take in, edit, advance, reject, withdraw, decline, accept; always over lists.

Person, application and requisition are separate records. A decision starts the clock of its
class on the day it is made (promises: a missing notice to the applicant is a task, not a brake).
"""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from hr_desk.catalogue.model import Scenario
from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.domain import stages
from hr_desk.operations import policies, scope
from hr_desk.operations.calling_off import end
from hr_desk.operations.concluding import (
    FIRST_STAGE,
    RECRUITING,
    conclude_filled,
    ending,
    not_hired,
)
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import (
    ChangedMeanwhile,
    DayOutOfRange,
    Missing,
    ReasonUnknown,
    RecordGone,
    StepNotAllowed,
)
from hr_desk.operations.requisitions import found
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.operations.values import (
    POSITION,
    merged,
    note_free_text,
    require_complete,
    require_guardian,
    search_terms,
    stored_values,
)
from hr_desk.store import hiring
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.requisitions import RequisitionRecord
from hr_desk.store.sealed_files import forget
from hr_desk.store.steps import Step

LONGEST_TELLER: Final = 60
REASONS: Final[Mapping[str, str]] = {
    "reject": "decision_reason",
    "withdraw": "withdraw_reason",
    "decline_offer": "withdraw_reason",
}
"""Verb that ends an application to the closed list of why."""

NOT_SAID: Final = "not_said"
"""Why somebody withdrew who did not say it."""

FARTHEST_DAY: Final = timedelta(days=366)
"""How far from today the day of an accepted offer may lie: a year, and a leap day."""


@dataclass(frozen=True, kw_only=True)
class NewCandidate:
    """One person who applies: typed values by field key, and how the notice was given.

    ``notice`` is a code of the list notice_how (promises: screen, paper, read out, poster, given
    by the source, owed).
    """

    requisition_id: str
    values: Mapping[str, object]
    notice: str = "paper"


@operation("application.take_in", compartment="hiring", roles=RECRUITING)
def take_in(
    session: Session, change: Change, /, candidates: Sequence[NewCandidate]
) -> tuple[str, ...]:
    """Take in candidates; returns the ids of their applications in the same order.

    All or none. Raises PolicyMissing, RequisitionClosed, Missing, GuardianNeeded, ValueProblem,
    NotCollected, NotYours, ReasonUnknown for an unknown way of giving the notice.
    """
    return entered(session, change, candidates)


def entered(
    session: Session, change: Change, candidates: Sequence[NewCandidate]
) -> tuple[str, ...]:
    """Check candidates and write them inside ``change``; what ``take_in`` is made of."""
    version = policies.require_in_force(session).number
    rows = {id_: found(session, id_) for id_ in {c.requisition_id for c in candidates}}
    ready = [checked(session, one, requisition=rows[one.requisition_id]) for one in candidates]
    return tuple(enter(session, change, one, policy=version).application_id for one in ready)


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A candidate who may be taken in: what is stored of person and application.

    ``owner`` is the id of the user they go to, by default whoever takes them in.
    """

    requisition: RequisitionRecord
    notice: str
    person: Mapping[str, Any]
    application: Mapping[str, Any]
    owner: str = ""

    @property
    def everything(self) -> dict[str, Any]:
        """Both together, by field key."""
        return {**self.person, **self.application}


@dataclass(frozen=True, slots=True)
class Entered:
    """Where a candidate stands in the file: number of the person, number and id of the try."""

    person: int
    application: int
    application_id: str


def checked(
    session: Session, candidate: NewCandidate, *, requisition: RequisitionRecord
) -> Checked:
    """Check one candidate without writing; raises what ``take_in`` raises of values."""
    if candidate.notice not in session.catalogue.code_lists["notice_how"].codes:
        raise ReasonUnknown
    given = {key: value for key, value in candidate.values.items() if value is not None}
    stored = stored_values(
        session, given, compartment="hiring", scenario=Scenario.RECRUITMENT, stage=FIRST_STAGE
    )
    stored["application"][POSITION] = requisition.title
    ready = Checked(
        requisition=requisition,
        notice=candidate.notice,
        person=stored["person"],
        application=stored["application"],
    )
    require_complete(session, ready.everything, Scenario.RECRUITMENT)
    require_guardian(session, ready.everything)
    return ready


def enter(session: Session, change: Change, ready: Checked, *, policy: int) -> Entered:
    """Write a candidate who was checked, inside ``change``; ``policy`` is the version in force."""
    note_free_text(session, change, ready.everything)
    person = hiring.NewPerson(
        id=secrets.token_hex(16),
        created_at=change.now.isoformat(timespec="seconds"),
        notice_version=policy,
        notice_how=ready.notice,
        fields=ready.person,
    )
    seq = hiring.insert_person(change, person)
    hiring.insert_terms(change, seq, search_terms(session, ready.everything))
    return apply_once_more(session, change, ready, person=seq)


def apply_once_more(session: Session, change: Change, ready: Checked, *, person: int) -> Entered:
    """Write the application of a person who is in the file (row number) already."""
    application_id = secrets.token_hex(16)
    number = hiring.insert_application(
        change,
        application_id,
        person=person,
        requisition=ready.requisition.seq,
        step=Step(stage=FIRST_STAGE, on=session.today()),
        owner=ready.owner or session.user.id,
        fields=ready.application,
    )
    change.fields.update(ready.everything)
    return Entered(person, number, application_id)


@operation("application.edit", compartment="hiring", roles=RECRUITING)
def edit(
    session: Session,
    change: Change,
    /,
    application_id: str,
    values: Mapping[str, object],
    *,
    version: int,
) -> None:
    """Change values of a candidate; None removes one. ``version`` is the one the form was made of.

    Raises ChangedMeanwhile when somebody else saved first, and what ``take_in`` raises of values.
    """
    application = records(session, [application_id])[0]
    if application.person_version + application.version != version:
        raise ChangedMeanwhile
    stored = stored_values(
        session, values, compartment="hiring", scenario=Scenario.RECRUITMENT,
        stage=application.stage,
    )  # fmt: skip
    person = merged(application.person_fields, stored["person"])
    own = merged(application.fields, stored["application"])
    for owed in session.catalogue.missing(Scenario.RECRUITMENT, {**person, **own}):
        # What an older catalogue did not ask for is not owed for an edit of something else.
        if any(field.key in values for field in owed):
            raise Missing(field=" / ".join(str(field.label) for field in owed))
    require_guardian(session, {**person, **own})
    note_free_text(session, change, {**stored["person"], **stored["application"]})
    if stored["person"] or stored["application"]:
        terms = (
            search_terms(session, {**application.person_fields, **application.fields}),
            search_terms(session, {**person, **own}) | _terms_of_others(session, application),
        )
        hiring.update_person(change, application, person, terms=terms)
    if stored["application"]:
        hiring.update_application(change, application, own)
    for key in stored["person"]:
        if stored["person"][key] is None and session.catalogue.field(key).type.name in FILE_TYPES:
            folder = DeskFiles(session.folder).part("documents")
            gone = forget(change, folder, record=application.person_id, kind=key)
            hiring.remove_terms(change, application.person_seq, gone)
    change.fields.update(values)


def _terms_of_others(session: Session, application: ApplicationRecord) -> set[str]:
    """Return what the person's other applications are found by: an edit must not take it away."""
    file, person = session.compartment("hiring"), application.person_seq
    everyone = hiring.applications_where(file, "a.person = ?", (person,), limit=-1)
    others = (one for one in everyone if one.seq != application.seq)
    return {term for one in others for term in search_terms(session, one.fields)}


@operation("application.advance", compartment="hiring", roles=RECRUITING)
def advance(session: Session, change: Change, /, ids: Sequence[str], *, to: str) -> None:
    """Move applications on to the stage ``to``; raises StepNotAllowed, RecordGone."""
    for application in records(session, ids):
        if to not in steps_on(session, application.stage, application.requisition_stages):
            raise not_allowed(session, application)
        hiring.set_step(change, application, Step(stage=to, on=session.today()))


@operation("application.reject", compartment="hiring", roles=RECRUITING)
def reject(session: Session, change: Change, /, ids: Sequence[str], *, reason: str) -> None:
    """Decide that applications end as not hired; the clock of their class starts today.

    ``reason`` is a code of the closed list decision_reason. Raises ReasonUnknown,
    StepNotAllowed, RecordGone.
    """
    _require_reason(session, "reject", reason)
    for application in records(session, ids):
        require_step(session, application, "reject")
        end(session, change, application, not_hired(session, reason=reason))


@operation("application.withdraw", compartment="hiring", roles=RECRUITING)
def withdraw(
    session: Session, change: Change, /, ids: Sequence[str], *, reason: str = NOT_SAID
) -> None:
    """Note that people withdrew, and why (a code of withdraw_reason) where they said so.

    Raises ReasonUnknown, StepNotAllowed, RecordGone.
    """
    _end(session, change, ids, verb="withdraw", reason=reason)


@operation("application.decline_offer", compartment="hiring", roles=RECRUITING)
def decline_offer(
    session: Session, change: Change, /, ids: Sequence[str], *, reason: str = NOT_SAID
) -> None:
    """Note that people declined an offer, and why (a code of withdraw_reason).

    Raises ReasonUnknown, StepNotAllowed, RecordGone.
    """
    _end(session, change, ids, verb="decline_offer", reason=reason)


@operation("application.accept_offer", compartment="hiring", roles=RECRUITING)
def accept_offer(
    session: Session,
    change: Change,
    /,
    ids: Sequence[str],
    *,
    told_by: str,
    on: date,
    keep_open: bool = False,
) -> None:
    """Note that people accepted an offer: who told it, on which day (a spoken offer counts).

    Opens the stage gates of what may be asked only after the offer. Where the last opening is
    taken now, hiring concludes: the requisition closes and what is undecided ends as not hired,
    unless it is to be kept open. ``told_by`` has at most 60 characters, ``on`` lies within a year
    of today. Raises StepNotAllowed, RecordGone, Missing, TextTooLong, DayOutOfRange.
    """
    teller = _teller(session, told_by)
    if abs(on - session.today()) > FARTHEST_DAY:
        raise DayOutOfRange(day=on.isoformat())
    accepting = records(session, ids)
    for application in accepting:
        stage = require_step(session, application, "accept_offer")
        step = Step(stage=stage, on=session.today(), offer_told_by=teller, offer_on=on)
        hiring.set_step(change, application, step)
    if not keep_open:
        conclude_filled(session, change, [one.requisition_id for one in accepting])


def _teller(session: Session, told_by: str) -> str:
    label = session.catalogue.stages["offer_accepted"].label
    teller = one_line(told_by, label=str(label), longest=LONGEST_TELLER, required=False)
    if not teller:
        raise Missing(field=label)
    return teller


def steps_on(session: Session, stage: str, chosen: Collection[str]) -> tuple[str, ...]:
    """Return the stages ``advance`` leads to here, up to the offer; the rest is onboarding's.

    ``chosen`` are the choosable stages of the application's requisition.
    """
    accepted = session.catalogue.stages["offer_accepted"].order
    following = stages.next_stages(session.catalogue, stage, chosen)
    return tuple(key for key in following if session.catalogue.stages[key].order < accepted)


def _require_reason(session: Session, verb: str, reason: str) -> None:
    """Raise ReasonUnknown for what is not in the closed list of a verb."""
    if reason not in session.catalogue.code_lists[REASONS[verb]].codes:
        raise ReasonUnknown


def _end(session: Session, change: Change, ids: Iterable[str], *, verb: str, reason: str) -> None:
    _require_reason(session, verb, reason)
    for application in records(session, ids):
        stage = session.catalogue.stages[require_step(session, application, verb)]
        end(session, change, application, ending(session, stage.key, reason=reason))


def records(session: Session, ids: Iterable[str]) -> list[ApplicationRecord]:
    """Return the applications with these ids.

    Raises RecordGone when one is missing, SomeoneElses where the user does not work on one.
    """
    found_records = records_of_all(session, ids)
    scope.require(session, found_records)
    return found_records


def records_of_all(session: Session, ids: Iterable[str]) -> list[ApplicationRecord]:
    """Return applications whoever works on them, for what the program does by itself.

    Raises RecordGone when one is missing.
    """
    wanted = list(dict.fromkeys(ids))
    found_records = hiring.applications(session.compartment("hiring"), wanted)
    if len(found_records) != len(wanted) or not wanted:
        raise RecordGone
    return found_records


def require_step(session: Session, application: ApplicationRecord, verb: str) -> str:
    """Return the stage ``verb`` leads to; raises StepNotAllowed."""
    try:
        chosen = application.requisition_stages
        return stages.target_of(session.catalogue, application.stage, verb, chosen=chosen).key
    except stages.StepNotAllowed:
        raise not_allowed(session, application) from None


def not_allowed(session: Session, application: ApplicationRecord) -> StepNotAllowed:
    """Return the refusal of a step that does not exist from where an application stands."""
    return StepNotAllowed(
        name=name_of(session, application),
        stage=session.catalogue.stages[application.stage].label,
    )


def name_of(session: Session, application: ApplicationRecord) -> str:
    """Return the candidate's name for a sentence, empty where none is given."""
    field = session.catalogue.field("full_name")
    name = application.person_fields.get("full_name")
    return "" if name is None else field.type.show(field.type.load(name))
