# SPDX-License-Identifier: Apache-2.0
"""The states of a visit and the one graph between them; nothing else moves a visit on.

A guest is announced by the kiosk or expected by somebody of the company. The host says yes or no;
either guest is on site only when somebody at the front desk says so. Whoever 24:00 finds on site
was not seen leaving, and stays in the roll call until somebody knows they are out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hr_desk.catalogue.model import VisitType
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t

EXPECTED: Final = "expected"
ANNOUNCED: Final = "announced"
LET_IN: Final = "let_in"
ON_SITE: Final = "on_site"
LEFT: Final = "left"
REFUSED: Final = "refused"
TURNED_AWAY: Final = "turned_away"
NOT_COME: Final = "not_come"
NOT_SEEN: Final = "not_seen"

LABELS: Final[Mapping[str, str]] = {
    EXPECTED: N_("Expected"),
    ANNOUNCED: N_("Waiting for host"),
    LET_IN: N_("Let in by host"),
    ON_SITE: N_("On site"),
    LEFT: N_("Left"),
    REFUSED: N_("Refused by host"),
    TURNED_AWAY: N_("Turned away"),
    NOT_COME: N_("Did not come"),
    NOT_SEEN: N_("Not seen leaving"),
}
"""State to its name (English, marked for translation), in the order in which a list shows them."""

STATES: Final = tuple(LABELS)


@dataclass(frozen=True, slots=True)
class Step:
    """One verb: the states it starts from and the one it leads to."""

    sources: tuple[str, ...]
    target: str


GRAPH: Final[Mapping[str, Step]] = {
    "host_agrees": Step((ANNOUNCED, REFUSED), LET_IN),
    "host_refuses": Step((ANNOUNCED, LET_IN), REFUSED),
    "confirm": Step((ANNOUNCED, LET_IN), ON_SITE),
    "turn_away": Step((ANNOUNCED, LET_IN), TURNED_AWAY),
    "arrive": Step((EXPECTED,), ON_SITE),
    "not_come": Step((EXPECTED,), NOT_COME),
    "sign_out": Step((ON_SITE,), LEFT),
    "account_for": Step((NOT_SEEN,), LEFT),
}
"""Verb to step."""

UNSEEN: Final = Step((ANNOUNCED, LET_IN), LEFT)
"""The one step without the front desk: somebody signs out at the kiosk whom nobody confirmed."""

OUTSIDE: Final = (ANNOUNCED, LET_IN)
"""Who stands at the gate and is to be settled by somebody at the front desk."""

MAYBE_INSIDE: Final = (LET_IN, ON_SITE, NOT_SEEN)
"""Whom a roll call looks for: who was let in may have walked through before anybody said so."""

HERE: Final = (ANNOUNCED, LET_IN, ON_SITE)
"""Who has a code to sign out with."""

ENDS: Final = frozenset({LEFT, TURNED_AWAY, NOT_COME})
"""States from which no step leads on."""

CLOSED: Final = ENDS | {REFUSED, NOT_SEEN}
"""States in which the clock of class VIS runs; a host may change a no into a yes that day, and
whoever was not seen leaving is known to be out one day."""

AT_DAYS_END: Final[Mapping[str, str]] = {
    ON_SITE: NOT_SEEN,
    LET_IN: NOT_SEEN,
    ANNOUNCED: TURNED_AWAY,
    EXPECTED: NOT_COME,
}
"""What 24:00 (Asia/Shanghai) of its day makes of a visit that is still open."""

RETENTION_CLASS: Final = "VIS"
CLOCK_EVENT: Final = "checked_out"
HAZARD_EVENT: Final = "hazard_area"
"""The event of who went out of an area of danger: an accident there is looked into for longer."""

AREA: Final = "visit_area"
"""The field that says where in the plant a visitor went."""


def clock_event_of(kind: VisitType | None, state: str, area: object) -> str:
    """Return which event of class VIS the end of a visit is, by its kind and where it went.

    Who never came in was in no such area.
    """
    came_in = state in (LEFT, NOT_SEEN)
    return HAZARD_EVENT if kind and came_in and area in kind.hazard_areas else CLOCK_EVENT


class VisitStepNotAllowed(UserError):
    """The graph has no such step from where the visit stands."""

    message = N_("“{name}” is at “{state}”, from where this step is not possible. Look again.")


def label(state: str) -> str:
    """Return the state's name in the language in use."""
    return t(LABELS[state])


def allowed(state: str) -> frozenset[str]:
    """Return the verbs that are possible from ``state``."""
    return frozenset(verb for verb, step in GRAPH.items() if state in step.sources)


def target_of(state: str, verb: str, *, at_kiosk: bool = False) -> str | None:
    """Return the state ``verb`` leads to from ``state``, or None where it does not."""
    if at_kiosk and verb == "sign_out" and state in UNSEEN.sources:
        return UNSEEN.target
    step = GRAPH[verb]
    return step.target if state in step.sources else None


def aged(clock_day: date | None, masked_after: int | None, today: date) -> bool:
    """Whether a visit is so old that everybody sees it masked (policy: 30 days after it ended)."""
    if clock_day is None or masked_after is None:
        return False
    return today >= clock_day + timedelta(days=masked_after)
