# SPDX-License-Identifier: Apache-2.0
"""What the privacy office knows of the promise boards of paired desks.

A desk without a privacy office of its own says once a day, with its sweep, how each control stands
that whoever works there can look at: kept or broken, no figure, no name. Several people see
different files, so what one of them cannot see says nothing against what another saw; each control
has the day on which it was looked at last.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from hr_desk.operations import pairing, policy_sending
from hr_desk.operations.controls import BROKEN, KEPT, NOT_SEEN, STATES
from hr_desk.operations.delivery import receives, send
from hr_desk.operations.letters import Letter, Unacceptable, takes_in
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.policy_sending import ANSWERING
from hr_desk.operations.requests import OFFICER
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Change, Compartment

KIND: Final = "promises.reported"
MOST: Final = 500
"""More controls than any program has: a report with more is none."""

_REPORTED: Final = "board_reported"
_KNOWN: Final = "board:"
_EXPECTED: Final = "board_expected:"
"""What the facts are named after: in a file the day it reported; in privacy what each desk said,
and since when a report of it is expected."""


@dataclass(frozen=True, slots=True)
class BoardReport:
    """The board of one paired desk; ``at`` is when it was reported last (UTC), None for never.

    ``states`` maps the controls that can be judged there to ``kept`` or ``broken`` and when that
    was seen; ``unseen`` are those that nobody there could look at. ``days`` is for how many whole
    days nothing was heard of it, since ``since`` where nothing ever was.
    """

    desk: str
    label: str
    since: datetime
    at: datetime | None = None
    states: Mapping[str, tuple[str, datetime]] = field(default_factory=dict)
    unseen: tuple[str, ...] = ()
    days: int = 0

    @property
    def overdue(self) -> bool:
        """Whether it is silent for as long as a paired desk may be (``pairing.RED_AFTER``)."""
        return timedelta(days=self.days) >= pairing.RED_AFTER

    def those(self, state: str) -> tuple[str, ...]:
        """Return the controls in a state."""
        return tuple(key for key, (found, _) in self.states.items() if found == state)


def report_owed(session: Session) -> None:
    """Say how the controls stand, once a day; done with every sweep at a paired desk.

    A person who works there does, not the service slot, to the privacy office of a paired desk.
    """
    if PRIVACY in session.register.epochs or not ANSWERING & set(session.user.roles):
        return
    if not session.held or not receives(session, PRIVACY):
        return
    file, today = session.compartment(session.held[0]), session.today().isoformat()
    if file.fact(_REPORTED) == today:
        return
    states = _looked(session)
    with file.change("promises.report") as change:
        message = {"at": session.now().isoformat(timespec="seconds"), "controls": states}
        send(session, change, receiver=PRIVACY, kind=KIND, record="", message=message)
        file.set_fact(_REPORTED, today)
        change.facts.update(count=len(states))


def _looked(session: Session) -> dict[str, str]:
    # The controls look at what this module is a part of.
    from hr_desk.operations import promises

    return {key: promises.look(session, key).seen.state for key in promises.CONTROLS}


def reported_on(session: Session) -> str:
    """Return the day on which this desk reported last, as far as the files held know; or empty."""
    days = (session.compartment(name).fact(_REPORTED) for name in session.held)
    return max((day for day in days if day), default="")


@takes_in(KIND, compartment=PRIVACY, roles=ANSWERING)
def _reported(session: Session, change: Change, letter: Letter) -> None:
    """Keep how the controls of a paired desk stand; for each the latest look counts."""
    at = min(letter.moment("at"), letter.at)
    said = _controls(letter.message.get("controls"))
    desk = letter.peer.partition("/")[0]
    if desk == session.desk_id:
        raise Unacceptable(what="desk")
    file = change.compartment
    known = _known(file, desk)
    for key, state in said.items():
        before = known["controls"].get(key)
        judged = before is not None and before[0] != NOT_SEEN
        if not (judged and (state == NOT_SEEN or before[1] > _text(at))):
            known["controls"][key] = [state, _text(at)]
    known["at"] = max(known["at"], _text(at))
    file.set_fact(f"{_KNOWN}{desk}", json.dumps(known))
    change.touched("desk", desk)


def _text(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _controls(said: Any) -> Mapping[str, str]:
    """Return control to state of a message; raises Unacceptable for anything else."""
    from hr_desk.operations import promises

    if not isinstance(said, dict) or len(said) > MOST or not said:
        raise Unacceptable(what="controls")
    if not all(state in STATES for state in said.values()):
        raise Unacceptable(what="controls")
    return {key: state for key, state in said.items() if key in promises.CONTROLS}


def _known(file: Compartment, desk: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.fact(f"{_KNOWN}{desk}") or "null") or {
        "at": "",
        "controls": {},
    }
    return found


def expect(session: Session) -> None:
    """Keep since when a report of each paired desk is expected; the officer's deliveries do."""
    if not session.holds(PRIVACY) or not set(OFFICER) & set(session.user.roles):
        return
    file = session.compartment(PRIVACY)
    new = [one for one in _desks(session) if file.fact(f"{_EXPECTED}{one}") is None]
    if new:
        with file.change("promises.expect") as change:
            for desk in new:
                file.set_fact(f"{_EXPECTED}{desk}", _text(session.now()))
                change.touched("desk", desk)


def _desks(session: Session) -> list[str]:
    """Return the paired desks without a privacy office of their own, each once."""
    return list(dict.fromkeys(peer.partition("/")[0] for peer in policy_sending.peers(session)))


def reports(session: Session) -> tuple[BoardReport, ...]:
    """Return the board of every paired desk, the longest silent first; raises CompartmentClosed."""
    file = session.compartment(PRIVACY)
    found = [_report(session, file, desk) for desk in _desks(session)]
    return tuple(sorted(found, key=lambda one: (-one.days, one.label)))


def _report(session: Session, file: Compartment, desk: str) -> BoardReport:
    known = _known(file, desk)
    now = session.now()
    since = datetime.fromisoformat(file.fact(f"{_EXPECTED}{desk}") or _text(now))
    at = datetime.fromisoformat(known["at"]) if known["at"] else None
    seen = {key: (state, datetime.fromisoformat(when))
            for key, (state, when) in known["controls"].items()}  # fmt: skip
    return BoardReport(
        desk, session.register.paired[desk], since, at,
        {key: one for key, one in seen.items() if one[0] in (KEPT, BROKEN)},
        tuple(key for key, one in seen.items() if one[0] == NOT_SEEN),
        max(0, (now - (at or since)).days),
    )  # fmt: skip


def overdue(session: Session) -> int:
    """Count the paired desks that reported nothing for too long; raises CompartmentClosed."""
    return sum(one.overdue for one in reports(session))
