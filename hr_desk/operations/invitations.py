# SPDX-License-Identifier: Apache-2.0
"""Inviting candidates: "expect her at two" travels to whoever keeps the visits, the answer back.

The two sides know each other's record by one random reference. What travels is what the front
desk needs to let somebody in: name, time, host.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from hr_desk.catalogue.model import Stage
from hr_desk.domain.clock import start_of
from hr_desk.operations.changes import Changes
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.delivery import deliver, send
from hr_desk.operations.directory import VISITING
from hr_desk.operations.joiner_writing import ONBOARDING
from hr_desk.operations.letters import Letter, Unacceptable, takes_in
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import AlreadyInvited, DayOutOfRange, RecordGone, StepNotAllowed
from hr_desk.operations.recruitment import records
from hr_desk.operations.session import Session
from hr_desk.operations.values import NotInItsForm
from hr_desk.store import crossings, invitations
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord

LONGEST_HOST: Final = 40
FARTHEST: Final = timedelta(days=366)
SENT, CANCELLED = "sent", "cancelled"
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
    """

    reference: str
    application_id: str
    planned_at: datetime
    host: str
    state: str
    state_at: datetime


@operation("invitation.send", compartment="hiring", roles=RECRUITING)
def _send(
    session: Session, change: Change, /, ids: Sequence[str], *, at: datetime, host: str
) -> tuple[str, ...]:
    return tuple(
        _invite_one(session, change, application, at=at, host=host)
        for application in records(session, ids)
    )


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
    stage: Stage = session.catalogue.stages[application.stage]
    name = application.person_fields["full_name"]
    if stage.ends:
        shown = session.catalogue.field("full_name").type
        raise StepNotAllowed(name=shown.show(shown.load(name)), stage=stage.label)
    now = session.now()
    if not now - timedelta(hours=1) <= at <= now + FARTHEST:
        raise DayOutOfRange(day=at.astimezone(UTC).date().isoformat())
    if invitations.open_of(change.compartment, application.seq, now.isoformat()):
        raise AlreadyInvited
    planned = at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    fields = {"full_name": name, "host_employee": _host(session, host)}
    reference = send(
        session, change, receiver="visits", kind="visit.expected", record=application.id,
        message={"fields": fields, "planned": planned, "kind": "interview"},
    )  # fmt: skip
    peer = invitations.receiver_of(change, reference)
    crossings.link(change, reference, record=application.id, peer=peer)
    invitations.insert(change, reference, application=application.seq, planned=planned,
                       host=fields["host_employee"])  # fmt: skip
    change.touched("application", application.id)
    change.fields.update(fields)
    return reference


def _host(session: Session, typed: str) -> str:
    """Return the host as the field of a visit keeps it; raises ValueProblem."""
    field = session.catalogue.field("host_employee")
    value = field.type.parse(typed)
    if value is None:
        raise NotInItsForm(field=field.label)
    field.type.check(value, session.today())
    return str(field.type.store(value))


@operation("invitation.cancel", compartment="hiring", roles=RECRUITING)
def _cancel(session: Session, change: Change, /, references: Sequence[str]) -> None:
    for reference in references:
        found = crossings.linked(change.compartment, reference)
        if found is None:
            raise RecordGone
        record, peer = found
        if invitations.set_state(change, reference, CANCELLED, was=(SENT,)):
            send(session, change, receiver=peer, kind="visit.cancelled", record=record,
                 message={"about": reference})  # fmt: skip
        change.touched("application", record)


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
            datetime.fromisoformat(at),
        )
        for reference, planned, host, state, at in invitations.of_application(
            session.compartment("hiring"), application.seq
        )
    )  # fmt: skip


def counts_today(session: Session) -> Mapping[str, int]:
    """Return how many invitations for today stand in each state."""
    begin = start_of(session.today())
    return invitations.counts_between(
        session.compartment("hiring"), begin, begin + timedelta(days=1)
    )


def _about(change: Change, letter: Letter) -> tuple[str, str | None]:
    """Return the reference a letter is about and the application behind it, if it is still there.

    Raises Unacceptable for the reference of an invitation that went to somebody else.
    """
    about = letter.text("about", 32)
    try:
        found = crossings.linked(change.compartment, about)
    except ValueError:
        raise Unacceptable(what="about") from None
    if found is not None and found[1] != letter.peer:
        raise Unacceptable(what="about")
    return about, None if found is None else found[0]


def _answer(session: Session, change: Change, letter: Letter) -> str | None:
    """Note what became of an invitation; one whose candidate is gone is passed over."""
    del session
    about, application = _about(change, letter)
    if application is not None:
        answer = ANSWERS[letter.kind]
        invitations.set_state(change, about, answer.state, was=answer.was, at=letter.moment("at"))
        change.touched("application", application)
    return application


for _kind in ANSWERS:
    takes_in(_kind, compartment="hiring", roles=VISITING)(_answer)


@takes_in("record.gone", compartment="hiring", roles=(*VISITING, *ONBOARDING))
def _gone(session: Session, change: Change, letter: Letter) -> str | None:
    """Forget the reference of a visit or a joiner that is gone on the other side."""
    del session
    about, application = _about(change, letter)
    if application is not None:
        crossings.unlink(change, about)
    return application
