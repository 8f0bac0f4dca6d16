# SPDX-License-Identifier: Apache-2.0
"""When the copies here of what left go, in a person's words with the day."""

from collections.abc import Iterable

from hr_desk.i18n import t
from hr_desk.operations import hand_off_clocks
from hr_desk.operations.hand_off_clocks import CopyLine
from hr_desk.operations.session import Session


def copies_said(session: Session, lines: Iterable[CopyLine]) -> list[str]:
    """Say of each kind of copy when it goes, and of how many people it is."""
    return [said for line in lines for said in _line_said(session, line)]


def _line_said(session: Session, line: CopyLine) -> list[str]:
    """Say when the copies go whose clock runs, then what the clock of the others waits for."""
    class_ = session.catalogue.classes[line.class_key]
    found = []
    if line.first_due is not None and line.first_due == line.last_due:
        found.append(
            t(
                "{record}: deleted on {day} (people: {count})",
                record=class_.label, day=line.first_due, count=line.running,
            )
        )  # fmt: skip
    elif line.first_due is not None:
        found.append(
            t(
                "{record}: deleted from {first} to {last} (people: {count})",
                record=class_.label, first=line.first_due, last=line.last_due, count=line.running,
            )
        )  # fmt: skip
    if line.waiting:
        days = hand_off_clocks.days_after(session, line.class_key)
        found.append(
            t(
                "{record}: deleted {days} days after: {event} (people: {count})",
                record=class_.label, days=days, event=class_.clock_event, count=line.waiting,
            )
        )  # fmt: skip
    return found


def copy_said(session: Session, line: CopyLine) -> str:
    """Say of one person when a kind of copy goes."""
    class_ = session.catalogue.classes[line.class_key]
    if line.last_due is not None:
        return t("{record}: deleted on {day}.", record=class_.label, day=line.last_due)
    days = hand_off_clocks.days_after(session, line.class_key)
    return t(
        "{record}: deleted {days} days after: {event}.",
        record=class_.label, days=days, event=class_.clock_event,
    )  # fmt: skip
