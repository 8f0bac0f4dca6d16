# SPDX-License-Identifier: Apache-2.0
"""A candidate who accepted, handed over to an onboarding colleague who holds no hiring key."""

import datetime as dt
from collections.abc import Mapping, Sequence

from hr_desk.operations import (
    delivery,
    handing_over,
    intake,
    joiner_views,
    onboarding,
    policies,
    recruitment,
    users,
)
from hr_desk.operations.joiner_views import JoinerQuery, JoinerView
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.session import Session
from tests.support.desk import PASSPHRASES, Desk
from tests.support.made_up import MadeUp, one

FIRST_DAY = dt.date(2026, 3, 16)
"""A Monday, two weeks after the desk was made."""

ID_NUMBER = "11010519491231002X"
"""A published sample."""

WELCOME = "warm soup on a cold day"
PASSPHRASES.setdefault("welcome", WELCOME)


def welcome(desk: Desk) -> Session:
    """Return a session of an onboarding colleague, who is added first where they are not yet."""
    admin = desk.open("admin")
    if admin.register.named("welcome") is None:
        users.add(admin, name="welcome", passphrase=WELCOME, roles=["onboarding"])
    admin.close()
    desk.sessions.remove(admin)
    return desk.open("welcome")


def settle(*sessions: Session) -> None:
    """Carry and take in until nothing moves any more."""
    for _ in range(4):
        for session in sessions:
            delivery.deliver(session)
            intake.take_in(session)


def accepted(desk: Desk, session: Session, person: MadeUp) -> str:
    """Return the application of a person who accepted an offer."""
    assert policies.in_force(session) is not None
    new = NewCandidate(
        requisition_id=desk.requisition, values=person.values(session.catalogue), notice="paper"
    )
    (id_,) = recruitment.take_in(session, [new]).created
    recruitment.accept_offer(session, [id_], told_by="刘经理", on=session.today())
    return id_


def somebody(**more: str) -> MadeUp:
    """Return one adult with a date of birth."""
    return one(**{"birth_date": "1990-05-12", **more})


def handed_over(
    desk: Desk, recruiter: Session, colleague: Session, *, people: Sequence[MadeUp] = ()
) -> list[str]:
    """Return the ids of the joiners that candidates became, the first handed over first."""
    found = []
    for person in people or [somebody()]:
        application = accepted(desk, recruiter, person)
        handing_over.hand_over(recruiter, [application], start_on=FIRST_DAY)
        settle(recruiter, colleague)
        found.append(joiner_views.list_joiners(colleague, JoinerQuery(limit=1))[0].joiner_id)
    return found


def opened(session: Session, joiner_id: str) -> JoinerView:
    """Return one joiner as this session sees them."""
    return joiner_views.open_joiner(session, joiner_id)


def typed(session: Session, **texts: str) -> dict[str, object]:
    """Return typed texts as values of the catalogue."""
    return {key: session.catalogue.field(key).type.parse(text) for key, text in texts.items()}


def edit_of(session: Session, joiner_id: str, values: Mapping[str, object]) -> None:
    """Save values of a joiner over the version in force."""
    onboarding.edit(session, joiner_id, values, version=opened(session, joiner_id).version)
