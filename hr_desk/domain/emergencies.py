# SPDX-License-Identifier: Apache-2.0
"""Revealing whom to call of a visitor in an emergency: of whom, and until when they are told so.

PIPL 13(1)(4) lets it be done without asking, 18(2) demands that the person is told afterwards, "in
time". Three working days are our own choice (clause 3.4(4)).
"""

from datetime import date
from typing import Final

from hr_desk.domain import visits as states
from hr_desk.domain.working_days import WorkingCalendar, deadline

CONTACT: Final = "emergency_contact"
"""The field that is revealed."""

WORKING_DAYS: Final = 3
"""Within how many working days after the reveal somebody is told."""

VISITOR: Final = "visitor"
"""Of the list told_of_reveal: the visitor themselves was told."""

KEPT_CLASS: Final = ("EMG", "checked_out")
"""The class of a visitor's contact, and the event its days are counted from."""

STILL_COMING: Final = (states.EXPECTED, states.ANNOUNCED, *states.MAYBE_INSIDE)
"""Whose contact is kept whatever the day: they may be inside, or come in."""


def in_reach(state: str, day: date, today: date) -> bool:
    """Whether it may be revealed of a visit: they may be inside, or the visit is one of today."""
    return state in states.MAYBE_INSIDE or day == today


def tell_by(day: date, calendar: WorkingCalendar) -> date:
    """Return the last day on which whoever was concerned by a reveal on ``day`` is to be told.

    A year without a notice is counted on the early side.
    """
    return deadline(day, WORKING_DAYS, calendar.overrides, announced=calendar.announced).day
