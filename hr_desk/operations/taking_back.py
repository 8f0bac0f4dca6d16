# SPDX-License-Identifier: Apache-2.0
"""Taking a step back, giving applications to someone else, moving them to another requisition.

A step is taken back as it was made: one action for thirty people by one for the same thirty. The
state before it returns with its day and without the clock that the step had started; both the
step and its return stand in the audit log. What has moved on since is not touched.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hr_desk.operations import decision_stubs, scope
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.interviews import plan_again
from hr_desk.operations.operation import operation
from hr_desk.operations.pool_clock import pooled
from hr_desk.operations.problems import (
    MovedSince,
    NothingToTakeBack,
    RequisitionClosed,
    UnknownUser,
)
from hr_desk.operations.recruitment import name_of, not_allowed, records
from hr_desk.operations.requisitions import found
from hr_desk.operations.session import Session
from hr_desk.operations.values import POSITION, merged, search_terms
from hr_desk.store import hiring, requisitions, steps
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord


@operation("application.take_back", compartment="hiring", roles=RECRUITING)
def take_back(session: Session, change: Change, /, entry: int) -> None:
    """Take back every step that one action made; ``entry`` is the ``sequence`` of its Changes.

    A requisition that the action closed is open again. All or none: raises MovedSince where one
    of them has taken another step since, NothingToTakeBack, StepNotAllowed once onboarding began.
    """
    file = session.compartment("hiring")
    closed = requisitions.closed_by(file, entry)
    ids = steps.made_by(file, entry)
    if not ids and not closed:
        raise NothingToTakeBack
    for requisition in closed:
        scope.require_requisition(session, requisition)
        requisitions.reopen(change, requisition)
    if ids:
        for application in records(session, ids):
            _return(session, change, application, entry=entry)
    change.facts["taken_back"] = entry


@operation("application.bring_back", compartment="hiring", roles=RECRUITING)
def bring_back(session: Session, change: Change, /, ids: Sequence[str]) -> None:
    """Take back the last step of each of these applications.

    Raises RequisitionClosed where its requisition is closed, NothingToTakeBack for one that has
    only been taken in, StepNotAllowed once onboarding began, RecordGone.
    """
    for application in records(session, ids):
        requisition = requisitions.requisition(
            session.compartment("hiring"), application.requisition_id
        )
        if requisition is not None and requisition.closed_on is not None:
            raise RequisitionClosed(title=requisition.title)
        _return(session, change, application)


def _return(
    session: Session, change: Change, application: ApplicationRecord, *, entry: int | None = None
) -> None:
    if not session.catalogue.reached("offer_accepted", application.stage):
        raise not_allowed(session, application)
    newest, *earlier = steps.last_two(session.compartment("hiring"), application.seq)
    if entry is not None and newest.entry != entry:
        raise MovedSince(name=name_of(session, application))
    if not earlier:
        raise NothingToTakeBack
    steps.remove(change, (newest.seq,))
    decision_stubs.forget(change, application)
    hiring.return_to(change, application, pooled(session, application, earlier[0].step))
    (again,) = records(session, [application.id])
    plan_again(session, change, again, entry=newest.entry)


@dataclass(frozen=True, slots=True)
class Recruiter:
    """A user who can own applications and requisitions."""

    id: str
    name: str


@operation("application.assign", compartment="hiring", roles=RECRUITING)
def assign(session: Session, change: Change, /, owners: Mapping[str, str]) -> None:
    """Give applications to users: application id to user id, so that it can be taken back alike.

    Raises UnknownUser for someone who does not run recruitment here, RecordGone.
    """
    known = {user.id for user in recruiters(session)}
    for application in records(session, owners):
        owner = owners[application.id]
        if owner not in known:
            raise UnknownUser(name=owner)
        hiring.set_owner(change, application, owner)


def recruiters(session: Session) -> tuple[Recruiter, ...]:
    """Return who can own an application or a requisition: the users that run recruitment."""
    return tuple(
        Recruiter(user.id, user.name)
        for user in session.register.users
        if set(user.roles) & set(RECRUITING)
    )


def stands_under(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Return application id to the id of its requisition; raises RecordGone, SomeoneElses."""
    return {one.id: one.requisition_id for one in records(session, ids)}


@operation("application.move", compartment="hiring", roles=RECRUITING)
def move(session: Session, change: Change, /, targets: Mapping[str, str]) -> None:
    """Put undecided applications under other requisitions, such as those for any post.

    ``targets`` maps application id to requisition id, so that it can be taken back alike
    (``stands_under``). They keep their stage. Raises RequisitionClosed, StepNotAllowed for a
    decided one, RecordGone.
    """
    known = {id_: found(session, id_) for id_ in set(targets.values())}
    for application in records(session, targets):
        target = known[targets[application.id]]
        if application.retention_class is not None:
            raise not_allowed(session, application)
        fields = merged(application.fields, {POSITION: target.title})
        hiring.move_application(change, application, target.seq, fields)
        _follow_terms(session, change, application, fields)


def _follow_terms(
    session: Session, change: Change, application: ApplicationRecord, fields: Mapping[str, object]
) -> None:
    person = application.person_fields
    terms = (
        search_terms(session, {**person, **application.fields}),
        search_terms(session, {**person, **fields}),
    )
    hiring.update_person(change, application, person, terms=terms)
