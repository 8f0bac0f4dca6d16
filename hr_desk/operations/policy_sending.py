# SPDX-License-Identifier: Apache-2.0
"""Sending versions of the policy to the files of paired desks, and what became of each there.

Each version goes to each file once, signed as it lies here, with whatever the privacy officer
delivers. It goes again by itself where no answer came although nothing of it waits any more (the
file was restored from before it came, or its program does not answer), and where a signature did
not hold there, which a newer introduction mends. Everything else a person looks at first.
"""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from hr_desk.operations import pairing, policies
from hr_desk.operations.delivery import address, deliver_afterwards, send
from hr_desk.operations.letters import Letter, Unacceptable, takes_in
from hr_desk.operations.operation import operation
from hr_desk.operations.policies import PolicyDamaged, PolicyVersion
from hr_desk.operations.policy_copies import (
    ANSWER,
    FILES,
    KEPT,
    KIND,
    OUTCOMES,
    OWN_OFFICE,
    SENDING,
    SIGNATURE,
)
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.session import Session
from hr_desk.store import outbox
from hr_desk.store import policy_sending as store
from hr_desk.store.compartment import Change
from hr_desk.store.policy_sending import Sending as Sending

LOST_AFTER: Final = outbox.KEPT
"""How long an answer may take before a version counts as lost (14 days, as an envelope is kept)."""

AGAIN_AFTER: Final = timedelta(days=1)
"""How long a newer introduction has time to arrive before a version goes once more."""

MOST: Final = 3
"""How often a version goes by itself; whoever sends it again by hand begins anew."""

ANSWERING: Final = frozenset({"front_desk", "recruiter", "onboarding", "hr_admin"})
"""The roles of whoever takes a version in, and so answers."""


REFUSED: Final = frozenset(OUTCOMES) - {KEPT, OWN_OFFICE}
"""Answers of a file that does not have a version, or not this one."""


def send_owed(session: Session) -> None:
    """Send every version to the files of paired desks that do not have it, also of new ones.

    The privacy officer does, on the way of everything that is delivered. A changed policy stops
    nothing else.
    """
    if not session.holds(PRIVACY) or not SENDING & set(session.user.roles):
        return
    try:
        owed = list(_owed(session))
    except PolicyDamaged:
        return
    if owed:
        with session.compartment(PRIVACY).change("policy.send") as change:
            for version, peer, times in owed:
                _send(session, change, version, peer, times=times)


def _owed(session: Session) -> Iterator[tuple[PolicyVersion, str, int]]:
    """Yield what goes now: version, address, and how often it will have gone by itself."""
    went = {(one.policy, one.peer): one for one in store.sendings(session.compartment(PRIVACY))}
    known = tuple(peers(session))
    own = _own(session) if known else []
    for peer in known:
        for version in own:
            before = went.get((version.number, peer))
            if before is None or _goes_again(session, before):
                yield version, peer, 1 if before is None else before.times + 1


def peers(session: Session) -> Iterator[str]:
    """Yield the addresses of the files at paired desks without an office of their own."""
    for desk_id, other in sorted(pairing.known_to(session).items()):
        if PRIVACY not in other.epochs:
            yield from (f"{desk_id}/{name}" for name in FILES if name in other.epochs)


def _own(session: Session) -> list[PolicyVersion]:
    return [one for one in policies.versions(session)
            if policies.path_of(session, one.number).exists()]  # fmt: skip


def _goes_again(session: Session, before: Sending) -> bool:
    if before.times >= MOST:
        return False
    now = session.now()
    if before.answered_at is not None:
        return before.outcome == SIGNATURE and now - before.answered_at >= AGAIN_AFTER
    return lost(session, before.reference, before.sent_at)


def lost(session: Session, reference: str, sent_at: datetime | None) -> bool:
    """Whether what nobody answered has to go again: its time is over, and no envelope waits.

    What waits is carried again and again. ``sent_at`` is None for what went before it was noted.
    """
    if sent_at is not None and session.now() - sent_at < LOST_AFTER:
        return False
    return not reference or outbox.sent(session.compartment(PRIVACY), reference) is None


def _send(
    session: Session, change: Change, version: PolicyVersion, peer: str, *, times: int
) -> None:
    signed = json.loads(policies.path_of(session, version.number).read_bytes())
    reference = send(session, change, receiver=address(session, peer), kind=KIND, record="",
                     message={"signed": signed})  # fmt: skip
    store.note_sent(change, version.number, peer, reference=reference, times=times)


@operation("policy.resend", compartment=PRIVACY, roles=SENDING)
def resend(session: Session, change: Change, /, policy: int, peer: str) -> None:
    """Send a version (its number) to a file of a paired desk (its address) once more.

    Raises RecordGone where there is no such version or file any more, PolicyDamaged.
    """
    found = [one for one in _own(session) if one.number == policy]
    if not found or peer not in peers(session):
        raise RecordGone
    _send(session, change, found[0], peer, times=1)
    deliver_afterwards(session, change)


def sendings(session: Session) -> tuple[Sending, ...]:
    """Return what became of each version at each file of paired desks; raises CompartmentClosed.

    Without desks that this one is not paired with any more, or that have an office of their own.
    """
    known = set(peers(session))
    return tuple(one for one in store.sendings(session.compartment(PRIVACY)) if one.peer in known)


def refused(session: Session) -> int:
    """Count versions at files that did not take them, nor a later one; raises CompartmentClosed."""
    found = sendings(session)
    latest: dict[str, int] = {}
    for one in found:
        if one.outcome == KEPT:
            latest[one.peer] = max(one.policy, latest.get(one.peer, 0))
    return sum(one.outcome in REFUSED and one.policy > latest.get(one.peer, 0) for one in found)


@takes_in(ANSWER, compartment=PRIVACY, roles=ANSWERING)
def _answered(session: Session, change: Change, letter: Letter) -> None:
    """Keep what became of a version; an answer to an earlier envelope is passed over."""
    del session
    outcome, reference = letter.text("outcome", 20), letter.text("about", 32)
    if outcome not in OUTCOMES:
        raise Unacceptable(what="outcome")
    store.note_outcome(change, letter.peer, reference, outcome)
    change.facts["outcome"] = outcome
