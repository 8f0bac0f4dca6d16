# SPDX-License-Identifier: Apache-2.0
"""The SQL of the steps an application has taken: one row for each state it has had.

A step is known by the number of the audit entry that made it, so that what one action did for
thirty people is taken back by one. The newest row is the state the application is in.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.days import as_day, as_text

COLUMNS: Final = (
    "stage",
    "stage_on",
    "retention_class",
    "clock_event",
    "clock_day",
    "reason",
    "offer_told_by",
    "offer_on",
)
"""The columns of a state, named alike in ``step`` and in ``application``; the offer's last."""

_STATE: Final = ", ".join(COLUMNS)


@dataclass(frozen=True, slots=True)
class Step:
    """A state of an application; without a retention class no clock runs.

    A clock starts on the day of the step unless ``clock_on`` names another.
    """

    stage: str
    on: date
    retention_class: str | None = None
    clock_event: str | None = None
    reason: str | None = None
    offer_told_by: str | None = None
    offer_on: date | None = None
    clock_on: date | None = None

    @property
    def clock_day(self) -> date | None:
        """The day its clock started, None while none runs."""
        return None if self.retention_class is None else self.clock_on or self.on


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step as it was written: its row, the entry that made it, and the state it led to."""

    seq: int
    entry: int
    step: Step


def insert(change: Change, application_seq: int, step: Step) -> None:
    """Remember a state of an application (row number), under the entry of this change."""
    change.execute(
        f"INSERT INTO step (application, entry, at, {_STATE}) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (application_seq, change.sequence, change.now.isoformat(timespec="seconds"),
         *columns_of(step)),
    )  # fmt: skip


def columns_of(step: Step) -> Sequence[Any]:
    """Return a state as it is stored, in the order of COLUMNS."""
    return (
        step.stage,
        step.on.isoformat(),
        step.retention_class,
        step.clock_event,
        as_text(step.clock_day),
        step.reason,
        step.offer_told_by,
        as_text(step.offer_on),
    )


def last_two(file: Compartment, application_seq: int) -> list[StepRow]:
    """Return the newest two steps of an application, the newest first."""
    rows = file.read(
        f"SELECT seq, entry, {_STATE} FROM step WHERE application = ? ORDER BY seq DESC LIMIT 2",
        (application_seq,),
    )
    return [_row(row) for row in rows]


def _row(row: Sequence[Any]) -> StepRow:
    seq, entry, stage, on, class_, event, clock_day, reason, told_by, offer_on = row
    step = Step(
        stage=stage,
        on=date.fromisoformat(on),
        retention_class=class_,
        clock_event=event,
        reason=reason,
        offer_told_by=told_by,
        offer_on=as_day(offer_on),
        clock_on=as_day(clock_day),
    )
    return StepRow(seq, entry, step)


def made_by(file: Compartment, entry: int) -> list[str]:
    """Return the ids of the applications that took a step in one audit entry."""
    rows = file.read(
        "SELECT DISTINCT a.id FROM step s JOIN application a ON a.seq = s.application "
        "WHERE s.entry = ? ORDER BY a.seq",
        (entry,),
    )
    return [row[0] for row in rows]


def remove(change: Change, seqs: Collection[int]) -> None:
    """Forget steps (row numbers) that were taken back."""
    change.executemany("DELETE FROM step WHERE seq = ?", [(seq,) for seq in seqs])
