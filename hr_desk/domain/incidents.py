# SPDX-License-Identifier: Apache-2.0
"""The clocks of an incident: until when it is to be reported, and until when people are told.

Both run from the finding (policy 4.4, PIPL 57); moments are aware, in UTC.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from hr_desk.catalogue.incidents import IncidentRules

LATE, SOON, CALM, DONE = "late", "soon", "calm", "done"
PRESSING: Final = (LATE, SOON, CALM, DONE)


@dataclass(frozen=True, slots=True)
class Due:
    """Until when something is to be done, and how pressing it is: one of PRESSING."""

    at: datetime
    pressing: str


def report_due(
    rules: IncidentRules, level: str, found_at: datetime, *, now: datetime, done: bool
) -> Due:
    """Return until when the regulator is to be told."""
    at = found_at + timedelta(hours=rules.levels[level].report_hours)
    return _due(rules, at, now=now, done=done)


def tell_due(rules: IncidentRules, found_at: datetime, *, now: datetime, done: bool) -> Due:
    """Return until when the people are to be told."""
    return _due(rules, found_at + timedelta(hours=rules.tell_hours), now=now, done=done)


def _due(rules: IncidentRules, at: datetime, *, now: datetime, done: bool) -> Due:
    if done:
        return Due(at, DONE)
    if now > at:
        return Due(at, LATE)
    return Due(at, SOON if at - now <= timedelta(hours=rules.soon_hours) else CALM)


def channel_of(rules: IncidentRules, fields: Mapping[str, Any]) -> str:
    """Return the first channel that reaches somebody of whom these values are known."""
    return next(
        key for key, one in rules.channels.items() if one.field is None or fields.get(one.field)
    )
