# SPDX-License-Identifier: Apache-2.0
"""Versions of the policy at paired desks: what becomes of one that arrives, and its answer.

A desk without a privacy office of its own asks consent under the text of the desk it is paired
with, and reports its people to the campaign there. Each of its files keeps every version, so that
whoever works there knows it whatever they hold, also once the desks are no longer paired. Each
answers what became of a version (``policy_sending``), also of one that it sets aside.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from hr_desk.operations import pairing, policies, policy_facts
from hr_desk.operations.delivery import send
from hr_desk.operations.letters import Letter, Unacceptable, takes_in
from hr_desk.operations.policies import PolicyVersion
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.problems import NobodyReceives
from hr_desk.operations.session import Session
from hr_desk.store.carried_over import COPY
from hr_desk.store.compartment import Change
from hr_desk.vault.keys import SignatureProblem

KIND: Final = "policy.published"
ANSWER: Final = "policy.arrived"
FILES: Final = ("visits", "hiring", "personnel", "payroll")
"""The files that take a version in."""

SENDING: Final = frozenset({"privacy_officer"})
KEPT, OLDER, OTHER_TEXT, OWN_OFFICE = "kept", "older", "other_text", "own_office"
"""What becomes of a version that can be read: it is there; or another text of its number, published
later or not, stays; or the desk has an office of its own."""

UNREADABLE, SIGNATURE, HASH = "unreadable", "signature", "hash"
"""Why a version is set aside: parts are missing, a signature does not hold, another text."""

ASIDE: Final = (UNREADABLE, SIGNATURE, HASH)
OUTCOMES: Final = (KEPT, OLDER, OTHER_TEXT, OWN_OFFICE, *ASIDE)
_ANSWERED: Final = "policy_aside"
"""The fact in which a file keeps the envelopes it set aside and answered."""
_REMEMBERED: Final = 50


class _Unfit(Unacceptable):
    """A version that is set aside, and why."""

    def __init__(self, why: str) -> None:
        super().__init__(what="policy")
        self.why = why


def _take(session: Session, change: Change, letter: Letter) -> None:
    """Keep a version of a paired desk that holds all of its signatures, unless one is here.

    A desk that keeps ``privacy`` has a policy of its own.
    """
    version = _version_in(session, letter)
    outcome = _outcome(session, change, letter, version)
    if outcome == KEPT and not policies.path_of(session, version.number).exists():
        change.compartment.set_fact(
            f"{COPY}{version.number}", json.dumps(letter.message["signed"], ensure_ascii=False)
        )
        change.touched("policy", str(version.number))
        change.facts["sha256"] = version.sha256
    _answer(session, change, letter, outcome)


def _outcome(session: Session, change: Change, letter: Letter, version: PolicyVersion) -> str:
    """Return what becomes of a version here.

    A text that is there under that number stays: people agreed under it.
    """
    if PRIVACY in session.register.epochs:
        return OWN_OFFICE
    path = policies.path_of(session, version.number)
    present = policy_facts.copies_in(change.compartment).get(version.number)
    if path.exists():
        present = json.loads(path.read_bytes())
    if present is None or present["policy"]["sha256"] == version.sha256:
        return KEPT
    return OLDER if _day(letter.message["signed"]) < _day(present) else OTHER_TEXT


def _day(signed: Mapping[str, Any]) -> str:
    """Return the day on which a version was published."""
    return str(signed.get("publication", {}).get("on", signed["policy"]["valid_from"]))


def _version_in(session: Session, letter: Letter) -> PolicyVersion:
    """Return the version of a letter; raises _Unfit where anything in it was changed."""
    signed: Any = letter.message.get("signed")
    other = pairing.known_to(session).get(letter.sender.partition("/")[0])
    if other is None or not isinstance(signed, Mapping):
        raise _Unfit(UNREADABLE)
    try:
        policy = signed["policy"]
        if policies.hash_of(policy["zh"], policy["en"]) != policy["sha256"]:
            raise _Unfit(HASH)
        return policies.checked(signed, other)
    except (SignatureProblem, ValueError):
        raise _Unfit(SIGNATURE) from None
    except (TypeError, LookupError, AttributeError, ArithmeticError):
        raise _Unfit(UNREADABLE) from None


def _set_aside(session: Session, change: Change, letter: Letter, problem: Exception) -> None:
    """Answer why a version was set aside, once for each envelope."""
    file = change.compartment
    known: list[str] = json.loads(file.fact(_ANSWERED) or "[]")
    if letter.reference in known:
        return
    file.set_fact(_ANSWERED, json.dumps([*known, letter.reference][-_REMEMBERED:]))
    why = problem.why if isinstance(problem, _Unfit) else UNREADABLE
    change.facts["why"] = why
    _answer(session, change, letter, why)


def _answer(session: Session, change: Change, letter: Letter, outcome: str) -> None:
    with suppress(NobodyReceives):
        send(session, change, receiver=letter.peer, kind=ANSWER, record="",
             message={"about": letter.reference, "outcome": outcome})  # fmt: skip


for _file in FILES:
    takes_in(KIND, compartment=_file, roles=SENDING, aside=_set_aside)(_take)
