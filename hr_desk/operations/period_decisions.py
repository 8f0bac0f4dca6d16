# SPDX-License-Identifier: Apache-2.0
"""Periods of the main desk that its paired desks are to follow.

An HR admin sets a period with its reason, a second person approves that it goes, and from its day
on the paired desks follow it (``period_following``), each of their files by the rules of the desk
it is on: a shorter one reaches what is there, a longer one waits until whoever is responsible there
says that the notice there tells of it. What each does with it comes back.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from hr_desk.operations import desks, policy_sending, scope
from hr_desk.operations.delivery import address, deliver_afterwards, send
from hr_desk.operations.hand_off_problems import ApprovesOwn
from hr_desk.operations.hold_problems import (
    FollowTooEarly,
    MayNotApprovePeriod,
    NothingToFollow,
)
from hr_desk.operations.letters import Letter, Unacceptable, takes_in
from hr_desk.operations.operation import operation
from hr_desk.operations.period_facts import PeriodFact, facts_in
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.problems import UnknownUser
from hr_desk.operations.requests import OFFICER
from hr_desk.operations.session import Session
from hr_desk.operations.standing_hand_offs import APPROVERS
from hr_desk.store import period_decisions as store
from hr_desk.store.compartment import Change
from hr_desk.store.period_decisions import DecisionRecord
from hr_desk.store.period_decisions import PeriodSending as PeriodSending
from hr_desk.vault import canonical

KIND: Final = "retention.decided"
ANSWER: Final = "retention.followed"
CONTEXT: Final = "period"
"""The context of the approver's signature."""

FOLLOWED, WAITS_DAY, WAITS_WORD, OWN = "followed", "waits_day", "waits_word", "own"
"""In force there; from its day on; longer, and to be confirmed there; set otherwise there since."""

UNKNOWN, RANGE, ONLY_SHORTER = "unknown", "range", "only_shorter"
"""What is fixed there: no such kind of record, beyond what is allowed, nothing can keep longer."""

FIXED: Final = (UNKNOWN, RANGE, ONLY_SHORTER)
STATES: Final = (FOLLOWED, WAITS_DAY, WAITS_WORD, OWN, *FIXED)


@dataclass(frozen=True, slots=True)
class Decision:
    """A period that paired desks are to follow, for a page; names of people, aware UTC, a day."""

    class_key: str
    event: str
    days: int
    reason: str
    author: str
    approver: str
    decided_at: datetime
    effective_on: date


@operation("retention.pass_on", compartment=PRIVACY, roles=OFFICER)
def pass_on(
    session: Session, change: Change, /, class_key: str, event: str, *, effective_on: date,
    approver: str, passphrase: str,
) -> None:  # fmt: skip
    """Have paired desks follow a period that was set here, from a day on, approved by a second.

    The second person is not who set it. Raises NothingToFollow, FollowTooEarly, UnknownUser,
    ApprovesOwn, MayNotApprovePeriod, WrongPassphrase.
    """
    fact = _set_here(session, class_key, event)
    if effective_on < session.today():
        raise FollowTooEarly(day=session.today().isoformat())
    by, keys = _second(session, fact, approver, passphrase)
    decided_at = change.now.isoformat(timespec="milliseconds")
    terms = canonical.encode({
        "class": class_key, "event": event, "days": fact.days, "reason": fact.reason,
        "author": fact.by, "approver": by, "decided_at": decided_at,
        "effective_on": effective_on.isoformat(),
    })  # fmt: skip
    store.put_decision(
        change,
        DecisionRecord(class_key, event, fact.days, decided_at, terms.decode(),
                       keys.sign(CONTEXT, terms)),
    )  # fmt: skip
    change.facts.update(days=fact.days, approved_by=by)
    deliver_afterwards(session, change)


def _set_here(session: Session, class_key: str, event: str) -> PeriodFact:
    known = facts_in([session.compartment(PRIVACY)])
    found = [one for one in known if (one.class_key, one.event) == (class_key, event)]
    if not found or found[0].approver:
        raise NothingToFollow
    return found[0]


def _second(session: Session, fact: PeriodFact, approver: str, passphrase: str) -> tuple[str, Any]:
    user = session.register.named(approver)
    if user is None:
        raise UnknownUser(name=approver)
    if user.id == fact.by:
        raise ApprovesOwn
    if not APPROVERS & set(user.roles):
        raise MayNotApprovePeriod(name=user.name)
    return user.id, desks.keys_of(session.register, user, passphrase)


def who_may_approve(session: Session, class_key: str, event: str) -> tuple[str, ...]:
    """Return the names of those who may approve that paired desks follow a period."""
    fact = _set_here(session, class_key, event)
    return tuple(one.name for one in session.register.users
                 if APPROVERS & set(one.roles) and one.id != fact.by)  # fmt: skip


def send_owed(session: Session) -> None:
    """Send each decision to the files of paired desks that were not sent it; the officer does.

    Also to desks that are paired later, and again what was not answered in 14 days.
    """
    if not session.holds(PRIVACY) or not set(OFFICER) & set(session.user.roles):
        return
    owed = list(_owed(session))
    if owed:
        with session.compartment(PRIVACY).change("retention.send_decision") as change:
            for one, peer in owed:
                message = {"terms": one.terms, "signature": one.signature.hex()}
                reference = send(session, change, receiver=address(session, peer), kind=KIND,
                                 record="", message=message)  # fmt: skip
                store.note_sent(change, one, peer, reference=reference)


def _owed(session: Session) -> Iterator[tuple[DecisionRecord, str]]:
    file = session.compartment(PRIVACY)
    known = store.decisions(file)
    went = {(one.class_key, one.event, one.peer): one for one in store.sendings(file)}
    for peer in policy_sending.peers(session) if known else ():
        for one in known:
            before = went.get((one.class_key, one.event, peer))
            if before is None or before.decided_at != one.decided_at or _lost(session, before):
                yield one, peer


def _lost(session: Session, before: PeriodSending) -> bool:
    unheard = before.answered_at is None
    return unheard and policy_sending.lost(session, before.reference, before.sent_at)


def decisions(session: Session) -> tuple[Decision, ...]:
    """Return what paired desks are to follow; raises CompartmentClosed."""
    return tuple(_shown(session, one) for one in store.decisions(session.compartment(PRIVACY)))


def _shown(session: Session, one: DecisionRecord) -> Decision:
    terms = json.loads(one.terms)
    return Decision(
        one.class_key, one.event, one.days, terms["reason"], scope.holder(session, terms["author"]),
        scope.holder(session, terms["approver"]), datetime.fromisoformat(one.decided_at),
        date.fromisoformat(terms["effective_on"]),
    )  # fmt: skip


def sendings(session: Session) -> tuple[PeriodSending, ...]:
    """Return what each file of paired desks does with each period; raises CompartmentClosed."""
    known = set(policy_sending.peers(session))
    return tuple(one for one in store.sendings(session.compartment(PRIVACY)) if one.peer in known)


def not_followed(session: Session) -> int:
    """Count periods at files that do not follow them though their day has come."""
    days = {(one.class_key, one.event): one.effective_on for one in decisions(session)}
    grace = timedelta(days=1)
    today = session.today()
    return sum(
        one.state in (WAITS_WORD, OWN, *FIXED)
        and days[one.class_key, one.event] + grace <= today
        for one in sendings(session)
    )  # fmt: skip


@takes_in(ANSWER, compartment=PRIVACY, roles=policy_sending.ANSWERING)
def _followed(session: Session, change: Change, letter: Letter) -> None:
    """Keep what a file does with a period; one that was overtaken is passed over."""
    del session
    key, state = (letter.text("class", 40), letter.text("event", 40)), letter.text("state", 20)
    decided_at, days = letter.text("decided_at", 40), letter.number("days")
    if state not in STATES:
        raise Unacceptable(what="state")
    store.note_state(
        change, letter.peer, key, decided_at=decided_at, said=letter.number("said"), state=state,
        days=days,
    )  # fmt: skip
