# SPDX-License-Identifier: Apache-2.0
"""The states of a visit and the one graph between them; nothing else moves a visit on.

A guest is announced by the kiosk or expected by somebody of the company; either is on site only
when somebody at the front desk says so. Three states end: left, turned away, did not come.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t

EXPECTED: Final = "expected"
ANNOUNCED: Final = "announced"
ON_SITE: Final = "on_site"
LEFT: Final = "left"
TURNED_AWAY: Final = "turned_away"
NOT_COME: Final = "not_come"

LABELS: Final[Mapping[str, str]] = {
    EXPECTED: N_("Expected"),
    ANNOUNCED: N_("Waiting at the kiosk"),
    ON_SITE: N_("On site"),
    LEFT: N_("Left"),
    TURNED_AWAY: N_("Turned away"),
    NOT_COME: N_("Did not come"),
}
"""State to its name (English, marked for translation), in the order in which a list shows them."""

STATES: Final = tuple(LABELS)


@dataclass(frozen=True, slots=True)
class Step:
    """One verb: the state it starts from and the one it leads to."""

    source: str
    target: str


GRAPH: Final[Mapping[str, Step]] = {
    "confirm": Step(ANNOUNCED, ON_SITE),
    "turn_away": Step(ANNOUNCED, TURNED_AWAY),
    "arrive": Step(EXPECTED, ON_SITE),
    "not_come": Step(EXPECTED, NOT_COME),
    "sign_out": Step(ON_SITE, LEFT),
}
"""Verb to step."""

UNSEEN: Final = Step(ANNOUNCED, LEFT)
"""The one step without the front desk: somebody signs out at the kiosk whom nobody confirmed."""

ENDS: Final = frozenset({LEFT, TURNED_AWAY, NOT_COME})
"""States in which the clock of class VIS runs."""

AT_DAYS_END: Final[Mapping[str, str]] = {
    ON_SITE: LEFT,
    ANNOUNCED: TURNED_AWAY,
    EXPECTED: NOT_COME,
}
"""What 24:00 (Asia/Shanghai) of its day makes of a visit that is still open."""

RETENTION_CLASS: Final = "VIS"
CLOCK_EVENT: Final = "checked_out"


class VisitStepNotAllowed(UserError):
    """The graph has no such step from where the visit stands."""

    message = N_("“{name}” is at “{state}”, from where this step is not possible. Look again.")


def label(state: str) -> str:
    """Return the state's name in the language in use."""
    return t(LABELS[state])


def allowed(state: str) -> frozenset[str]:
    """Return the verbs that are possible from ``state``."""
    return frozenset(verb for verb, step in GRAPH.items() if step.source == state)


def target_of(state: str, verb: str, *, at_kiosk: bool = False) -> str | None:
    """Return the state ``verb`` leads to from ``state``, or None where it does not."""
    if at_kiosk and verb == "sign_out" and state == UNSEEN.source:
        return UNSEEN.target
    step = GRAPH[verb]
    return step.target if step.source == state else None


def aged(clock_day: date | None, masked_after: int | None, today: date) -> bool:
    """Whether a visit is so old that everybody sees it masked (policy: 30 days after it ended)."""
    if clock_day is None or masked_after is None:
        return False
    return today >= clock_day + timedelta(days=masked_after)
