# SPDX-License-Identifier: Apache-2.0
"""Inviting candidates: "expect her at two" travels to whoever keeps the visits, the answer back.

The two sides know each other's record by one random reference. What travels is what the front
desk needs to let somebody in: name, time, host. An interview brings its invitation by itself
(``keep_expected``): a candidate is expected once on a day, at the first interview of that day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from hr_desk.catalogue.model import Stage
from hr_desk.domain.clock import start_of
from hr_desk.operations import calling_off, scope
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.calling_off import take_back_one
from hr_desk.operations.changes import Changes
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.delivery import deliver, send
from hr_desk.operations.directory import VISITING
from hr_desk.operations.joiner_writing import ONBOARDING
from hr_desk.operations.letters import Letter, about, takes_in
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import (
    AlreadyInvited,
    DayOutOfRange,
    RecordGone,
    StepNotAllowed,
)
from hr_desk.operations.recruitment import records
from hr_desk.operations.session import Session
from hr_desk.operations.values import NotInItsForm, name_in, require_name
from hr_desk.store import crossings, invitations
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord

LONGEST_HOST: Final = 40
FARTHEST: Final = timedelta(days=366)
SENT, CANCELLED = calling_off.SENT, calling_off.CANCELLED
ARRIVED, LEFT, NOT_COME = "arrived", "left", "not_come"


@dataclass(frozen=True, slots=True)
class Answer:
    """What an answer of the visits compartment makes of an invitation, and of which alone.

    Envelopes have no order: who has left is not brought back by the news that they came.
    """

    state: str
    was: tuple[str, ...]


ANSWERS: Final[Mapping[str, Answer]] = {
    "visit.arrived": Answer(ARRIVED, (SENT, CANCELLED)),
    "visit.left": Answer(LEFT, (SENT, CANCELLED, ARRIVED)),
    "visit.not_come": Answer(NOT_COME, (SENT,)),
}
"""Kind of envelope to its answer."""


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """One invitation of an application: when it is for (UTC), whom to ask for, what became of it.

    ``state`` is sent, cancelled, arrived, left or not_come; ``state_at`` is UTC.
    ``of_interview`` says that interviews say the same of themselves.
    """

    reference: str
    application_id: str
    planned_at: datetime
    host: str
    state: str
    state_at: datetime
    of_interview: bool


@operation("invitation.send", compartment="hiring", roles=RECRUITING)
def _send(
    session: Session, change: Change, /, ids: Sequence[str], *, at: datetime, host: str
) -> tuple[str, ...]:
    asked = records(session, ids)
    for application in asked:
        require_possible(session, application, at=at)
        if invitations.open_of(change.compartment, application.seq, session.now().isoformat()):
            raise AlreadyInvited
    return tuple(_invite_one(session, change, one, at=at, host=host) for one in asked)


def invite(session: Session, ids: Sequence[str], *, at: datetime, host: str) -> Changes:
    """Tell whoever keeps the visits to expect these candidates; ``at`` is aware.

    Returns the Changes; its ``created`` are the references. Raises RecordGone, StepNotAllowed for
    an application that has ended, DayOutOfRange for a time past or more than a year off,
    AlreadyInvited, NobodyReceives, ValueProblem for the host.
    """
    changes = _send(session, ids, at=at, host=host)
    deliver(session)
    return changes


def _invite_one(
    session: Session, change: Change, application: ApplicationRecord, *, at: datetime, host: str
) -> str:
    require_possible(session, application, at=at)
    name = require_name(session, application.person_fields)
    planned = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    fields = {"full_name": name, "host_employee": checked_host(session, host)}
    reference = send(
        session, change, receiver="visits", kind="visit.expected", record=application.id,
        message={"fields": fields, "planned": planned, "kind": ""},
    )  # fmt: skip
    peer = invitations.receiver_of(change, reference)
    crossings.link(change, reference, record=application.id, peer=peer)
    invitations.insert(change, reference, application=application.seq, planned=planned,
                       host=fields["host_employee"])  # fmt: skip
    change.touched("application", application.id)
    change.fields.update(fields)
    return reference


def require_possible(session: Session, application: ApplicationRecord, *, at: datetime) -> None:
    """Raise StepNotAllowed for an application that has ended, DayOutOfRange for such a time."""
    stage: Stage = session.catalogue.stages[application.stage]
    if stage.ends:
        name = name_in(session, application.person_fields)
        raise StepNotAllowed(name=name, stage=stage.label)
    now = session.now()
    if not now - timedelta(hours=1) <= at <= now + FARTHEST:
        raise DayOutOfRange(day=at.astimezone(UTC).date().isoformat())


def checked_host(session: Session, typed: str) -> str:
    """Return the host as the field of a visit keeps it; raises ValueProblem."""
    field = session.catalogue.field("host_employee")
    value = field.type.parse(typed)
    if value is None:
        raise NotInItsForm(field=field.label)
    field.type.check(value, session.today())
    return str(field.type.store(value))


@operation("invitation.cancel", compartment="hiring", roles=RECRUITING)
def _cancel(session: Session, change: Change, /, references: Sequence[str]) -> None:
    invited = invitations.applications_of(change.compartment, references)
    if invited:
        records(session, invited)
    for reference in references:
        if not take_back_one(session, change, reference):
            raise RecordGone


def keep_expected(
    session: Session, change: Change, application: ApplicationRecord, *, day: date,
    wanted: tuple[datetime, str] | None,
) -> str | None:  # fmt: skip
    """Let the front desk expect a candidate once on ``day``: at ``wanted`` (time, host) or not.

    What it was told otherwise is taken back; nothing is sent where it knows already, or where the
    candidate is inside. Returns the reference of the invitation in force, None where there is
    none. Raises what ``invite`` raises, AlreadyInvited excepted.
    """
    begin = start_of(day)
    known = invitations.of_day(
        change.compartment, application.seq, begin, begin + timedelta(days=1)
    )
    inside = next((one[0] for one in known if one[3] == ARRIVED), None)
    kept = inside if wanted is not None else None
    for reference, planned, host, state in known:
        if state != SENT:
            continue
        same = wanted == (datetime.fromisoformat(planned), host)
        if same and kept is None:
            kept = reference
        else:
            take_back_one(session, change, reference)
    if wanted is None or kept is not None:
        return kept
    return _invite_one(session, change, application, at=wanted[0], host=wanted[1])


def cancel(session: Session, references: Sequence[str]) -> Changes:
    """Take invitations back that nobody has come for yet; returns the Changes; RecordGone."""
    changes = _cancel(session, references)
    deliver(session)
    return changes


def invitations_of(session: Session, application_id: str) -> tuple[InvitationLine, ...]:
    """Return an application's invitations, newest first; raises RecordGone."""
    application = records(session, [application_id])[0]
    return tuple(
        InvitationLine(
            reference, application_id, datetime.fromisoformat(planned), host, state,
            datetime.fromisoformat(at), bool(tied),
        )
        for reference, planned, host, state, at, tied in invitations.of_application(
            session.compartment("hiring"), application.seq
        )
    )  # fmt: skip


def counts_today(session: Session) -> Mapping[str, int]:
    """Return how many invitations for today stand in each state, of those the user works on."""
    begin = start_of(session.today())
    condition, values = scope.where(session)
    return invitations.counts_between(
        session.compartment("hiring"), begin, begin + timedelta(days=1), condition, values
    )


def _answer(session: Session, change: Change, letter: Letter) -> str | None:
    """Note what became of an invitation; one whose candidate is gone is passed over."""
    del session
    reference, application = about(change, letter)
    if application is not None:
        answer = ANSWERS[letter.kind]
        at = letter.moment("at")
        invitations.set_state(change, reference, answer.state, was=answer.was, at=at)
        change.touched("application", application)
    return application


for _kind in ANSWERS:
    # A day that nobody closed is closed by the service: it says who left, never who came.
    _closing = (SERVICE_ROLE,) if _kind != "visit.arrived" else ()
    takes_in(_kind, compartment="hiring", roles=(*VISITING, *_closing))(_answer)


@takes_in("record.gone", compartment="hiring", roles=(*VISITING, *ONBOARDING, SERVICE_ROLE))
def _gone(session: Session, change: Change, letter: Letter) -> str | None:
    """Forget the reference of a visit or a joiner that is gone on the other side."""
    del session
    reference, application = about(change, letter)
    if application is not None:
        crossings.unlink(change, reference)
    return application
