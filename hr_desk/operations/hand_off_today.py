# SPDX-License-Identifier: Apache-2.0
"""What waits today of hand-offs: days of receivers, approvals, files not completed or not deleted.

Nobody's data is read for it: whom a hand-off is about is counted on its own page.
"""

from dataclasses import dataclass
from datetime import date

from hr_desk.i18n import Text
from hr_desk.operations import hand_off_register, hand_off_views
from hr_desk.operations.hand_off_views import IN_FORCE, STOPPED, WAITING
from hr_desk.operations.session import Session


@dataclass(frozen=True, slots=True)
class WantedDay:
    """The next day on which a recipient wants a file."""

    standing_id: str
    template: Text
    recipient: str
    day: date
    days_left: int


@dataclass(frozen=True, slots=True)
class HandOffsToday:
    """What of hand-offs somebody should look at."""

    days: tuple[WantedDay, ...]
    approvals: int
    """Asked for, and nobody has approved yet."""
    stopped: int
    """Approved, and out of force since: a day is over, a recipient or template was changed."""
    unfinished: int
    """Entries of the register without their file."""
    plain: int
    """Unlocked files that are still where they were written."""


def waiting(session: Session) -> HandOffsToday:
    """Return what waits; raises NotPermitted, CompartmentClosed, CatalogueProblem."""
    lines, today = hand_off_views.board(session), session.today()
    states = [one.state for one in lines]
    return HandOffsToday(
        days=tuple(
            WantedDay(
                one.standing.id, one.template.label, one.standing.recipient.recipient.name,
                one.next_day, (one.next_day - today).days,
            )
            for one in lines
            if one.state == IN_FORCE and one.standing and one.template and one.next_day
        ),
        approvals=states.count(WAITING),
        stopped=states.count(STOPPED),
        unfinished=len(hand_off_register.unfinished(session)),
        plain=len(hand_off_register.plain_files(session)),
    )  # fmt: skip
