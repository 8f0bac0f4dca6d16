# SPDX-License-Identifier: Apache-2.0
"""What waits today of those who join: what is to be done of their lists, what the law counts down.

Looked at is whoever is due to start, and whoever began within a year: after that a checklist is
history, and a company has far more employees than joiners.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hr_desk.catalogue.checklist import PERSON
from hr_desk.domain import joiners as states
from hr_desk.operations import checklist, entries, in_use
from hr_desk.operations.checklist import ChecklistLine, CountdownLine
from hr_desk.operations.entries import Unchecked
from hr_desk.operations.joiner_writing import ROSTER, first_day
from hr_desk.operations.operation import require
from hr_desk.operations.session import Session
from hr_desk.store import personnel
from hr_desk.store.personnel import JoinerRecord

LOOK_BACK: Final = timedelta(days=365)
"""How long after the first day somebody still counts as joining."""

SOON: Final = 7
"""Days before a limit of the law from which it is named here."""


@dataclass(frozen=True, slots=True)
class JoinerDue:
    """What waits of one joiner."""

    joiner_id: str
    begins_today: bool
    items: tuple[ChecklistLine, ...]
    """Not done, and due today or before; those this user or the joiner does."""
    limits: tuple[CountdownLine, ...]
    """Not done, and passed or ending within SOON days."""
    lost: bool
    """Whether a number is gone that nobody compared."""
    left_behind: bool
    """Whether a number waits that a colleague typed on an earlier day."""


def due(session: Session) -> tuple[JoinerDue, ...]:
    """Return of whom something waits, newest first; raises NotPermitted, CompartmentClosed."""
    require(session, "checklist.tick")
    joiners = _joining(session)
    work = checklist.overview(session, [one.id for one in joiners])
    found = (_due(session, one, *work[one.id]) for one in joiners)
    return tuple(one for one in found if _waits(one))


def _waits(one: JoinerDue) -> bool:
    return bool(one.begins_today or one.items or one.limits or one.lost or one.left_behind)


def waiting_numbers(session: Session) -> int:
    """Return of how many joiners this user typed a number and has not compared it yet."""
    require(session, "joiner.check")
    return len(entries.joiners_waiting(session, before=date.max))


def _joining(session: Session) -> list[JoinerRecord]:
    since = (session.today() - LOOK_BACK).isoformat()
    found = personnel.where(
        session.compartment("personnel"),
        f"{in_use.USED} AND (state = ? OR (state = ? AND state_on >= ?))",
        (states.EXPECTED, states.STARTED, since),
    )
    return [one for one in found if one.part(ROSTER) is not None]


def _due(
    session: Session, joiner: JoinerRecord,
    lines: Iterable[ChecklistLine], countdowns: Iterable[CountdownLine],
    numbers: Sequence[Unchecked],
) -> JoinerDue:  # fmt: skip
    today, mine = session.today(), {*session.user.roles, PERSON}
    return JoinerDue(
        joiner_id=joiner.id,
        begins_today=joiner.state == states.EXPECTED and first_day(joiner.fields) == today,
        items=tuple(
            one
            for one in lines
            if one.done_at is None and one.due is not None and one.due <= today
            and one.item.who in mine
        ),
        limits=tuple(one for one in countdowns if not one.done and one.days_left <= SOON),
        lost=any(one.gone for one in numbers),
        left_behind=any(
            not one.gone and not one.mine and one.typed_on < today for one in numbers
        ),
    )  # fmt: skip
