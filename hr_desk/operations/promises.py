# SPDX-License-Identifier: Apache-2.0
"""The promise board: each clause of the policy and the law, green or red by its controls.

A clause is green when every control it names is. Nothing is remembered: a board is what is true
while it is made, and each answer says when it was given.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hr_desk.catalogue.promises import Clause, clauses
from hr_desk.errors import UserError
from hr_desk.operations import (
    controls_asked,
    controls_catalogue,
    controls_emergencies,
    controls_files,
    controls_for_good,
    controls_incidents,
    controls_leaving,
    controls_minor_reads,
    controls_minors,
    controls_people,
    controls_policy_changes,
    controls_privacy,
    controls_reads,
    controls_requests,
    controls_sources,
    controls_told,
    controls_training,
)
from hr_desk.operations.controls import BROKEN, KEPT, NOT_SEEN, Control, Evidence, Seen
from hr_desk.operations.problems import CompartmentClosed, NotPermitted
from hr_desk.operations.session import Session

CONTROLS: Final[Mapping[str, Control]] = {
    control.key: control
    for module in (
        controls_catalogue,
        controls_asked,
        controls_reads,
        controls_emergencies,
        controls_people,
        controls_told,
        controls_requests,
        controls_leaving,
        controls_for_good,
        controls_files,
        controls_privacy,
        controls_policy_changes,
        controls_minors,
        controls_incidents,
        controls_sources,
        controls_training,
        controls_minor_reads,
    )
    for control in module.CONTROLS
}
"""Every control by its key."""


@dataclass(frozen=True, slots=True)
class ClauseState:
    """One clause and what its controls saw, in the order it names them."""

    clause: Clause
    evidence: tuple[Evidence, ...]

    @property
    def green(self) -> bool:
        """Whether every control holds."""
        return all(one.green for one in self.evidence)

    @property
    def state(self) -> str:
        """How it stands, a word of ``controls.STATES``: what is broken before what is not seen."""
        lacking = {one.seen.state for one in self.evidence} - {KEPT}
        if not lacking:
            return KEPT
        return NOT_SEEN if lacking == {NOT_SEEN} else BROKEN

    @property
    def looked_at(self) -> datetime:
        """When its controls were looked at last (aware, UTC)."""
        return max(one.at for one in self.evidence)

    def text(self) -> str:
        """Return what was seen, control by control, in the language in use."""
        return " ".join(one.named() for one in self.evidence)


def look(session: Session, key: str) -> Evidence:
    """Ask one control; raises KeyError for one that does not exist.

    A control that cannot look, because what it reads refuses, does not hold; what these roles may
    not read is not seen.
    """
    control = CONTROLS[key]
    try:
        seen = control.look(session)
    except (NotPermitted, CompartmentClosed):
        seen = Seen.not_seen()
    except UserError as error:
        seen = Seen.broken(error.message, **error.values)
    return Evidence(key, control.label, seen, session.now())


def put_together(evidence: Iterable[Evidence]) -> tuple[ClauseState, ...]:
    """Return the clauses whose controls have all been asked, in the order of the policy."""
    known = {one.control: one for one in evidence}
    return tuple(
        ClauseState(clause, tuple(known[key] for key in clause.controls))
        for clause in clauses().values()
        if known.keys() >= set(clause.controls)
    )


def board(session: Session) -> tuple[ClauseState, ...]:
    """Ask every control once and return every clause."""
    return put_together(look(session, key) for key in CONTROLS)
