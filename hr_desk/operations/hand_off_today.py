# SPDX-License-Identifier: Apache-2.0
"""What waits today of hand-offs: days of receivers, approvals, files not completed or not deleted.

Nobody's data is read for it: whom a hand-off is about is counted on its own page.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hr_desk.domain import hand_offs as rules
from hr_desk.i18n import Text
from hr_desk.operations import hand_off_register, hand_off_views, recipients
from hr_desk.operations.hand_off_views import IN_FORCE, STOPPED, WAITING, BoardLine
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
class Ending:
    """A recipient, or what was approved for one, whose last day is near; a line leads to ``id``.

    ``template`` is None where the recipient itself ends.
    """

    id: str
    recipient: str
    template: Text | None
    day: date
    days_left: int
    pressing: bool


@dataclass(frozen=True, slots=True)
class HandOffsToday:
    """What of hand-offs somebody should look at; standing hand-offs are named by their ids."""

    days: tuple[WantedDay, ...]
    approvals: tuple[str, ...]
    """Asked for, and nobody has approved yet."""
    stopped: tuple[str, ...]
    """Approved, and out of force since: a day is over, a recipient or template was changed."""
    endings: tuple[Ending, ...]
    """What ends soon, the nearest first."""
    unfinished: int
    """Entries of the register without their file."""
    plain: int
    """Unlocked files that are still where they were written."""


def waiting(session: Session) -> HandOffsToday:
    """Return what waits; raises NotPermitted, CompartmentClosed, CatalogueProblem."""
    lines, today = hand_off_views.board(session), session.today()
    return HandOffsToday(
        days=tuple(
            WantedDay(
                one.standing.id, one.template.label, one.standing.recipient.recipient.name,
                one.next_day, (one.next_day - today).days,
            )
            for one in lines
            if one.state == IN_FORCE and one.standing and one.template and one.next_day
        ),
        approvals=_of_state(lines, WAITING),
        stopped=_of_state(lines, STOPPED),
        endings=_endings(session, lines),
        unfinished=len(hand_off_register.unfinished(session)),
        plain=len(hand_off_register.plain_files(session)),
    )  # fmt: skip


def _of_state(lines: Iterable[BoardLine], state: str) -> tuple[str, ...]:
    return tuple(one.standing.id for one in lines if one.state == state and one.standing)


def _endings(session: Session, lines: Iterable[BoardLine]) -> tuple[Ending, ...]:
    """Return what ends soon; what ends with its recipient is said of the recipient alone."""
    found, today = [], session.today()
    for known in recipients.list_recipients(session):
        last = known.recipient.valid_until
        if not known.ended and known.recipient.valid_from <= today and rules.ends_soon(last, today):
            found.append(_ending(known.id, known.recipient.name, None, last, today))
    for one in lines:
        standing = one.standing
        if standing is not None and one.template is not None and one.ends == standing.valid_until:
            name, label = standing.recipient.recipient.name, one.template.label
            found.append(_ending(standing.id, name, label, one.ends, today))
    return tuple(sorted(found, key=lambda one: one.day))


def _ending(id_: str, recipient: str, template: Text | None, day: date, today: date) -> Ending:
    pressing = rules.is_pressing(day, today)
    return Ending(id_, recipient, template, day, (day - today).days, pressing)
