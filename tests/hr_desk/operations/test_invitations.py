# SPDX-License-Identifier: Apache-2.0
"""Inviting a candidate: what travels to the front desk, and what comes back."""

import datetime as dt
from typing import Any

import pytest

from hr_desk.operations import intake, invitations, letters, recruitment
from hr_desk.operations.letters import Unacceptable
from hr_desk.operations.problems import (
    AlreadyInvited,
    DayOutOfRange,
    NotPermitted,
    RecordGone,
    StepNotAllowed,
)
from hr_desk.operations.session import Session
from hr_desk.store import crossings
from hr_desk.vault import canonical
from hr_desk.vault.access import secret_for
from hr_desk.vault.envelopes import open_envelope, read_header
from hr_desk.vault.keys import CompartmentSecret
from tests.support.desk import START, Desk
from tests.support.made_up import one

AT = START + dt.timedelta(days=1)


@pytest.fixture
def candidate(desk: Desk, session: Session) -> str:
    return desk.take_in(session, [one("欧阳娜娜", "13900139000")])[0]


def message(session: Session, desk: Desk) -> Any:
    """Return what lies in the inbox for visits, opened with the front desk's key."""
    (path,) = (desk.folder / "inbox").glob("*.envelope")
    gate = desk.open("gate")
    secret = secret_for(gate.register, "visits", user_id=gate.user.id, keys=gate.keys)
    data = path.read_bytes()
    signer = gate.register.user(session.user.id).public.signing
    opened = open_envelope(
        data, secret=CompartmentSecret(secret).envelope_secret(),
        context=read_header(data).context, signer=signer,
    )  # fmt: skip
    return canonical.decode(opened.message)


def test_the_front_desk_is_told_name_time_and_host_alone(
    desk: Desk, session: Session, candidate: str
) -> None:
    invitations.invite(session, [candidate], at=AT, host="刘经理")
    told = message(session, desk)
    assert told == {
        "fields": {"full_name": "欧阳娜娜", "host_employee": "刘经理"},
        "kind": "",
        "planned": "2026-03-03T01:00:00Z",
    }
    assert candidate not in canonical.encode(told).decode()
    (line,) = invitations.invitations_of(session, candidate)
    assert (line.state, line.planned_at, line.host) == ("sent", AT, "刘经理")


@pytest.mark.parametrize("late", [0, 90])
def test_the_answer_finds_its_invitation(
    desk: Desk, session: Session, candidate: str, late: int
) -> None:
    reference = invitations.invite(session, [candidate], at=AT, host="刘经理").created[0]
    gate = desk.open("gate")
    intake.take_in(gate)
    from hr_desk.operations import delivery

    for kind, minutes in (("visit.left", 90), ("visit.arrived", late)):
        at = (AT + dt.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")
        with gate.compartment("visits").change("test") as change:
            delivery.send(
                gate, change, receiver="hiring", kind=kind, record="v",
                message={"about": reference, "at": at},
            )  # fmt: skip
        delivery.deliver(gate)
        intake.take_in(session)
    (line,) = invitations.invitations_of(session, candidate)
    assert line.state == "left", "an answer that comes late takes nothing back"


def test_today_counts_the_invitations_of_the_day(
    desk: Desk, session: Session, candidate: str
) -> None:
    invitations.invite(session, [candidate], at=AT, host="刘经理")
    assert invitations.counts_today(session) == {}
    desk.clock.advance(days=1)
    assert invitations.counts_today(session) == {"sent": 1}


def test_an_invitation_is_taken_back_once(desk: Desk, session: Session, candidate: str) -> None:
    reference = invitations.invite(session, [candidate], at=AT, host="刘经理").created[0]
    invitations.cancel(session, [reference])
    invitations.cancel(session, [reference])
    assert invitations.invitations_of(session, candidate)[0].state == "cancelled"
    sent = session.compartment("hiring").read("SELECT kind FROM outbox ORDER BY seq")
    assert [kind for (kind,) in sent] == ["visit.expected", "visit.cancelled"]
    with pytest.raises(RecordGone):
        invitations.cancel(session, ["0f" * 16])


def test_nobody_is_expected_twice_or_after_the_end(session: Session, candidate: str) -> None:
    invitations.invite(session, [candidate], at=AT, host="刘经理")
    with pytest.raises(AlreadyInvited):
        invitations.invite(session, [candidate], at=AT, host="刘经理")
    recruitment.reject(session, [candidate], reason="skills")
    with pytest.raises(StepNotAllowed):
        invitations.invite(session, [candidate], at=AT, host="刘经理")


@pytest.mark.parametrize("days", [-2, 400])
def test_a_day_past_or_far_off_is_refused(session: Session, candidate: str, days: int) -> None:
    with pytest.raises(DayOutOfRange):
        invitations.invite(session, [candidate], at=START + dt.timedelta(days=days), host="刘经理")


def test_the_front_desk_invites_nobody(desk: Desk, session: Session, candidate: str) -> None:
    with pytest.raises(NotPermitted):
        invitations.invite(desk.open("gate"), [candidate], at=AT, host="刘经理")


def test_a_record_that_is_gone_over_there_is_forgotten(
    desk: Desk, session: Session, candidate: str
) -> None:
    from hr_desk.operations import delivery

    reference = invitations.invite(session, [candidate], at=AT, host="刘经理").created[0]
    gate = desk.open("gate")
    with gate.compartment("visits").change("test") as change:
        delivery.send(gate, change, receiver="hiring", kind="record.gone", record="v",
                      message={"about": reference})  # fmt: skip
    delivery.deliver(gate)
    intake.take_in(session)
    assert crossings.linked(session.compartment("hiring"), reference) is None
    assert invitations.invitations_of(session, candidate)[0].state == "sent"


@pytest.mark.parametrize("kind", ["visit.arrived", "record.gone"])
def test_only_whom_the_invitation_went_to_answers_it(
    session: Session, candidate: str, kind: str
) -> None:
    reference = invitations.invite(session, [candidate], at=AT, host="刘经理").created[0]
    message = {"about": reference, "at": "2026-03-02T01:00:00Z"}
    other = letters.Letter(kind, "ab" * 16, f"{'0' * 64}/visits/u", message, session.now())
    found = letters.kind_of("hiring", kind)
    assert found is not None
    with session.compartment("hiring").change("test") as change, pytest.raises(Unacceptable):
        found.take(session, change, other)
    (line,) = invitations.invitations_of(session, candidate)
    assert line.state == "sent"
