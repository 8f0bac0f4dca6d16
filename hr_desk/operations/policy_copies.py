# SPDX-License-Identifier: Apache-2.0
"""Versions of the policy at paired desks: the privacy office sends each, signed as it lies there.

A desk without a privacy office of its own asks consent under the text of the desk it is paired
with, and reports its people to the campaign there. Each of its files keeps every version, so that
whoever works there knows it whatever they hold, also once the desks are no longer paired.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from hr_desk.operations import pairing, policies
from hr_desk.operations.delivery import address, send
from hr_desk.operations.letters import HOSTILE, Letter, Unacceptable, takes_in
from hr_desk.operations.policies import PolicyDamaged, PolicyVersion
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.session import Session
from hr_desk.store.carried_over import COPY
from hr_desk.store.compartment import Change

KIND: Final = "policy.published"
FILES: Final = ("visits", "hiring", "personnel", "payroll")
"""The files that take a version in."""

SENDING: Final = frozenset({"privacy_officer"})
_SENT: Final = "policy_sent:"
"""What the facts are named after in which the office keeps where a version was sent."""


def send_owed(session: Session) -> None:
    """Send every version to the files of paired desks that were not sent it, also of new ones.

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
            for version, peer in owed:
                _send(session, change, version, peer)


def _owed(session: Session) -> Iterator[tuple[PolicyVersion, str]]:
    file = session.compartment(PRIVACY)
    own = [one for one in policies.versions(session)
           if policies.path_of(session, one.number).exists()]  # fmt: skip
    for desk_id, other in sorted(pairing.known_to(session).items()):
        if PRIVACY in other.epochs:
            continue
        for peer in (f"{desk_id}/{name}" for name in FILES if name in other.epochs):
            last = int(file.fact(f"{_SENT}{peer}") or 0)
            yield from ((version, peer) for version in own if version.number > last)


def _send(session: Session, change: Change, version: PolicyVersion, peer: str) -> None:
    signed = json.loads(policies.path_of(session, version.number).read_bytes())
    send(session, change, receiver=address(session, peer), kind=KIND, record="",
         message={"signed": signed})  # fmt: skip
    change.compartment.set_fact(f"{_SENT}{peer}", str(version.number))
    change.touched("policy", str(version.number))


def _take(session: Session, change: Change, letter: Letter) -> None:
    """Keep a version of a paired desk that holds all of its signatures, unless one is here.

    A desk that keeps ``privacy`` has a policy of its own.
    """
    version = _version_in(session, letter)
    own = policies.path_of(session, version.number).exists()
    if own or PRIVACY in session.register.epochs:
        return
    change.compartment.set_fact(
        f"{COPY}{version.number}", json.dumps(letter.message["signed"], ensure_ascii=False)
    )
    change.touched("policy", str(version.number))
    change.facts["sha256"] = version.sha256


def _version_in(session: Session, letter: Letter) -> PolicyVersion:
    """Return the version of a letter; raises Unacceptable where anything in it was changed."""
    signed: Any = letter.message.get("signed")
    other = pairing.known_to(session).get(letter.sender.partition("/")[0])
    if other is None or not isinstance(signed, Mapping):
        raise Unacceptable(what="policy")
    try:
        return policies.checked(signed, other)
    except HOSTILE:
        raise Unacceptable(what="policy") from None


for _file in FILES:
    takes_in(KIND, compartment=_file, roles=SENDING)(_take)
