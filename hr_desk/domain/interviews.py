# SPDX-License-Identifier: Apache-2.0
"""Interviews: their states, which step leads where, and when two of them clash."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hr_desk.i18n import N_

PLANNED, HELD, MISSED, CANCELLED = "planned", "held", "missed", "cancelled"
STATES: Final[Mapping[str, str]] = {
    PLANNED: N_("Planned"),
    HELD: N_("Held"),
    MISSED: N_("Missed"),
    CANCELLED: N_("Called off"),
}
"""Each state in a person's words."""

LEAST, MOST = 1, 5
"""The range of points that a criterion gets; 3 is what the post asks for."""

STEPS: Final[Mapping[str, tuple[str, frozenset[str]]]] = {
    "move": (PLANNED, frozenset({PLANNED})),
    "cancel": (CANCELLED, frozenset({PLANNED})),
    "hold": (HELD, frozenset({PLANNED, MISSED})),
    "miss": (MISSED, frozenset({PLANNED, HELD})),
}
"""Verb to the state it leads to and those it starts from: what was noted wrongly is mended."""


def allows(verb: str, state: str) -> bool:
    """Whether a verb is possible for an interview in a state."""
    return state in STEPS[verb][1]


@dataclass(frozen=True, slots=True)
class Span:
    """When and where a candidate and interviewers are taken; people are ids or names."""

    begin: datetime
    minutes: int
    place: str
    candidate: str
    interviewers: frozenset[str]

    @property
    def end(self) -> datetime:
        """Return when it is over."""
        return self.begin + timedelta(minutes=self.minutes)

    def clashes(self, other: "Span") -> frozenset[str]:
        """Return who would have to be at both: nobody where one ends as the other begins.

        Interviewers who see several candidates at one time in one place see them as a group.
        """
        if self.begin >= other.end or other.begin >= self.end:
            return frozenset()
        group = (self.begin, self.place) == (other.begin, other.place)
        busy = frozenset() if group else self.interviewers & other.interviewers
        return busy | ({self.candidate} & {other.candidate})


def clashing(spans: Collection[Span]) -> list[bool]:
    """Return for each span whether it clashes with another one of them."""
    listed = list(spans)
    return [
        any(one is not other and one.clashes(other) for other in listed) for one in listed
    ]  # fmt: skip


def people_in(text: str) -> tuple[str, ...]:
    """Return the names of a typed line, parted by 、 ， , ; or /, each once."""
    names = (part.strip() for part in re.split(r"[、，,;；/\n]", text))
    return tuple(dict.fromkeys(name for name in names if name))
