# SPDX-License-Identifier: Apache-2.0
"""The SQL of impact assessments; one that was replaced runs on its clock (class PIA)."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment

CLASS: Final = ("PIA", "superseded")
"""Class and event of an assessment that a later one replaced."""

_COLUMNS: Final = (
    "id, version, subject, occasion, necessity, impact, measures, result, assessed_on, review_on, "
    "assessed_by, replaces, clock_day"
)


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """One assessment; days are days in Asia/Shanghai, ``clock_day`` that of its replacement."""

    id: str
    version: int
    subject: str
    occasion: str
    necessity: str
    impact: str
    measures: str
    result: str
    assessed_on: str
    review_on: str
    assessed_by: str
    replaces: str | None = None
    clock_day: str | None = None


def every(privacy: Compartment) -> tuple[AssessmentRecord, ...]:
    """Return every assessment, the latest first."""
    rows = privacy.read(f"SELECT {_COLUMNS} FROM assessment ORDER BY seq DESC")
    return tuple(AssessmentRecord(*row) for row in rows)


def current(privacy: Compartment) -> tuple[AssessmentRecord, ...]:
    """Return those that no later one replaced."""
    return tuple(one for one in every(privacy) if one.clock_day is None)


def insert(change: Change, made: AssessmentRecord, *, on: date) -> None:
    """Add an assessment; the clock of the one it replaces starts on the day ``on``."""
    names = _COLUMNS.split(", ")
    values: list[Any] = [getattr(made, name) for name in names]
    marks = ", ".join("?" * len(names))
    change.execute(f"INSERT INTO assessment ({_COLUMNS}) VALUES ({marks})", values)
    change.wrote("assessment", made.id, {"result": made.result, "occasion": made.occasion})
    if made.replaces is not None:
        change.execute(
            "UPDATE assessment SET retention_class = ?, clock_event = ?, clock_day = ? "
            "WHERE id = ?",
            (*CLASS, on.isoformat(), made.replaces),
        )
        change.touched("assessment", made.replaces)


def due(privacy: Compartment, *, by: date) -> tuple[str, ...]:
    """Return the ids of replaced assessments whose clock day is not after ``by``."""
    rows = privacy.read(
        "SELECT id FROM assessment WHERE retention_class = ? AND clock_event = ? "
        "AND clock_day <= ? ORDER BY seq",
        (*CLASS, by.isoformat()),
    )
    return tuple(row[0] for row in rows)
