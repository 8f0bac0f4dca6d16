# SPDX-License-Identifier: Apache-2.0
"""The change of a shift at the front desk: noted in one step, and told to whoever comes next."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hr_desk.domain import visits as states
from hr_desk.operations.directory import VISITING
from hr_desk.operations.operation import operation, require
from hr_desk.operations.session import Session
from hr_desk.operations.visit_reads import counts
from hr_desk.store.compartment import Change

_FACT: Final = "shift_change"


@dataclass(frozen=True, slots=True)
class ShiftChange:
    """Who handed the desk over (login name), when (UTC), and how many were where at that moment."""

    name: str
    at: datetime
    waiting: int
    on_site: int
    expected: int


@operation("shift.change", compartment="visits", roles=VISITING)
def change_over(session: Session, change: Change, /) -> None:
    """Note that this user hands the desk over to the next one; queue and lists stay as they are.

    The window locks afterwards, for the next guard's card (``cards.open_by_card``).
    """
    found = counts(session)
    numbers = {
        "waiting": sum(found.get(state, 0) for state in states.OUTSIDE),
        "on_site": found.get(states.ON_SITE, 0),
        "expected": found.get(states.EXPECTED, 0),
    }
    at = change.now.isoformat(timespec="seconds")
    body = json.dumps({"user": session.user.id, "at": at, **numbers})
    change.compartment.set_fact(_FACT, body)
    change.facts.update(numbers)
    change.touched("desk", session.desk_id)


def last(session: Session) -> ShiftChange | None:
    """Return the latest change of a shift, None before the first; raises NotPermitted."""
    require(session, "shift.change")
    text = session.compartment("visits").fact(_FACT)
    if text is None:
        return None
    kept = json.loads(text)
    return ShiftChange(
        name=session.register.user(kept["user"]).name,
        at=datetime.fromisoformat(kept["at"]),
        waiting=kept["waiting"],
        on_site=kept["on_site"],
        expected=kept["expected"],
    )
