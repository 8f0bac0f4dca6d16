# SPDX-License-Identifier: Apache-2.0
"""Until when which row has to be there, worked out beside the program and compared with it."""

import datetime as dt
from dataclasses import dataclass, field

from hr_desk.operations.session import Session

Key = tuple[str, str]
"""A place of PLACES and the id of a row there."""

PLACES = {
    "hiring": ("hiring", "application"),
    "visits": ("visits", "visit"),
    "personnel": ("personnel", "part"),
    "payroll": ("payroll", "part"),
    "evidence": ("hiring", "consent"),
}
"""Place to its file and table."""


@dataclass
class Expected:
    """Until when which row has to be there; on that day it has to be gone.

    A row that is ``open`` has no day yet and has to be there.
    """

    until: dict[Key, dt.date] = field(default_factory=dict)
    open: set[Key] = field(default_factory=set)
    ended: int = 0

    def check(self, session: Session, today: dt.date, *, swept: dt.date) -> None:
        """Compare with what is there; ``swept`` is the last day that was swept by a right clock."""
        there = {
            (place, id_)
            for place, (name, table) in PLACES.items()
            for (id_,) in session.compartment(name).read(f"SELECT id FROM {table}")  # noqa: S608
        }
        early = {key for key, day in self.until.items() if key not in there and today < day}
        late = {key for key, day in self.until.items() if key in there and day <= swept}
        assert (early, late, self.open - there) == (set(), set(), set()), (today, swept)
        over = [key for key, day in self.until.items() if day <= swept]
        self.ended += len(over)
        for key in over:
            del self.until[key]

    def overdue(self, session: Session, today: dt.date) -> int:
        """Return how many rows are still there that should be gone today."""
        found = 0
        for (place, id_), day in self.until.items():
            if day <= today:
                name, table = PLACES[place]
                query = f"SELECT count(*) FROM {table} WHERE id = ?"  # noqa: S608 - our own names
                found += session.compartment(name).read_one(query, (id_,))[0]
        return found
