# SPDX-License-Identifier: Apache-2.0
"""Who was told of one person: the finished entries of the register that name them.

Prints of daily work and rows sent back to be corrected stay with the company and are not among
them. What one file held of one person is kept nowhere, only which fields the file had.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from hr_desk.catalogue.model import Field
from hr_desk.domain.clock import day_of
from hr_desk.i18n import Text
from hr_desk.operations.disclosure import IMPERSONAL, IMPORT_ERRORS
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.session import Session
from hr_desk.store import disclosures, hand_offs

_STAYS_HERE: Final = ("print", IMPORT_ERRORS, *IMPERSONAL)


@dataclass(frozen=True, slots=True)
class Told:
    """One time somebody else was told: when, whom, how to reach them, for what, which fields."""

    entry: str
    """The id of its entry in the register."""
    kind: str
    """One of operations.disclosure.KINDS."""
    on: date
    recipient: str
    contact: str
    """Empty where the register knows none."""
    purpose: Text
    fields: tuple[Field, ...]


def told_of(session: Session, compartment: str, record: str) -> tuple[Told, ...]:
    """Return who was told of a record (application or joiner id), the first time first.

    Raises CompartmentClosed.
    """
    file, known = session.compartment(compartment), session.catalogue.fields
    contacts = hand_offs.contacts(file) if compartment == HERE else {}
    found = disclosures.of_record(
        file, record, but=_STAYS_HERE, not_to=session.company.get("name", "")
    )
    return tuple(
        Told(
            entry=one.id,
            kind=one.kind,
            on=day_of(datetime.fromisoformat(one.completed_at)),
            recipient=one.recipient,
            contact=contacts.get(one.id, ""),
            purpose=session.catalogue.purposes[one.purpose].label,
            fields=tuple(known[key] for key in one.fields if key in known),
        )
        for one in found
    )
