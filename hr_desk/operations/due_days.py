# SPDX-License-Identifier: Apache-2.0
"""What should have been deleted and still is there, for everyone to see, with or without a key.

The next due day of each file stands beside it, without data (design section 6). What is overdue by
twelve hours is red on the page where a desk is unlocked, and in the line below every page.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from hr_desk.catalogue import Catalogue, load
from hr_desk.domain import consent, emergencies
from hr_desk.domain.clock import start_of
from hr_desk.errors import UserError
from hr_desk.operations.session import Session
from hr_desk.store import (
    consents,
    contact_reveals,
    due_days,
    registers,
    signatures,
    sources,
    stubs,
    temperatures,
)
from hr_desk.store.sweeping import CERTIFICATE_CLASS, DRAFT_CLASS, REGISTER_CLASS

PATIENCE: Final = timedelta(hours=12)
"""How long after its day began a record may still be there before it is red."""


REGISTER: Final = (REGISTER_CLASS, "disclosed")
"""The class of the register's own entries, and the event their clock starts from."""

CERTIFICATE: Final = (CERTIFICATE_CLASS, "issued")
"""The class of deletion certificates, and the event their clock starts from."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """A compartment with something that was due on ``day`` (Asia/Shanghai) and is still there."""

    compartment: str
    day: date
    label: object
    """What the compartment is called; ``str`` gives it in the language in use."""


def next_due(session: Session, compartment: str) -> date | None:
    """Return the day on which the next record, draft, evidence or entry of a held file is due."""
    file, catalogue = session.compartment(compartment), session.catalogue
    running = due_days.running(file, periods(catalogue))
    found = due_days.next_record(file, running, today=session.trusted_day())
    days = [found]
    typed = due_days.oldest_draft(file)
    if typed is not None:
        days.append(typed + timedelta(days=catalogue.classes[DRAFT_CLASS].periods["typed"]))
    ended = consents.oldest_end(file) if compartment in consents.FILES else None
    if ended is not None:
        days.append(ended + timedelta(days=periods(catalogue)[consent.EVIDENCE]))
    if compartment == signatures.FILE:
        kept = timedelta(days=periods(catalogue)[consent.EVIDENCE])
        days.append(signatures.next_due(file, kept=kept))
    if compartment == temperatures.FILE:
        kept = timedelta(days=periods(catalogue)[temperatures.CLASS])
        days.append(temperatures.next_due(file, kept=kept))
    if compartment == contact_reveals.FILE:
        over = contact_reveals.oldest_contact(file, today=session.trusted_day())
        within = timedelta(days=periods(catalogue)[emergencies.KEPT_CLASS])
        days.append(None if over is None else over + within)
    alone = stubs.oldest(file) if compartment == stubs.FILE else None
    if alone is not None:
        days.append(alone + timedelta(days=periods(catalogue)[stubs.CLASS]))
    if compartment == sources.FILE:
        refused = sources.next_refused(file, today=session.trusted_day())
        within = timedelta(days=periods(catalogue)[sources.CLASS])
        days.append(None if refused is None else refused + within)
    told = registers.oldest(file)
    if told is not None:
        days.append(told + timedelta(days=periods(catalogue)[REGISTER]))
    certified = due_days.oldest_certificate(file)
    if certified is not None:
        days.append(certified + timedelta(days=periods(catalogue)[CERTIFICATE]))
    return min((day for day in days if day is not None), default=None)


def periods(catalogue: Catalogue) -> dict[tuple[str, str], int]:
    """Return the days in force of every class and event that has any."""
    return {
        (class_.key, event): max(days, class_.floor)
        for class_ in catalogue.classes.values()
        for event, days in class_.every.items()
    }


def note(session: Session) -> None:
    """Write the next due day beside each file this session holds.

    Done after each sweep and when a session ends. A folder that refuses is no reason to fail: the
    mark is a reminder, and the old one only reminds too early.
    """
    for name in session.held:
        with suppress(UserError):
            due_days.write_mark(session.folder, name, next_due(session, name))


def overdue(folder: Path, *, at: datetime) -> tuple[Overdue, ...]:
    """Return what was due more than twelve hours before ``at`` (UTC) and is there; needs no key."""
    labels = load().compartments
    return tuple(
        Overdue(name, day, labels[name])
        for name, day in due_days.marks(folder).items()
        if name in labels and is_late(day, at)
    )


def is_late(day: date, at: datetime) -> bool:
    """Whether ``at`` is more than twelve hours after the beginning of a due day."""
    return at > start_of(day) + PATIENCE
