# SPDX-License-Identifier: Apache-2.0
"""The person's own copy in words: what each file knows, how long it stays, who read it and why.

Every value is said as it stands in the copy's machine-readable part, with its name and purpose
(PIPL 44, 45).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hr_desk.domain import joiners as states
from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, translated
from hr_desk.operations import policies
from hr_desk.operations.request_asking import Contribution
from hr_desk.operations.session import Session


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One read: when (aware UTC), in which file, by whom, how, why, which fields (keys)."""

    at: datetime
    file: str
    user: str
    operation: str
    purpose: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopyPart:
    """What one file contributed: its name, how long it stays, and each value with its purpose."""

    title: str
    kept_as: tuple[str, ...]
    values: tuple[tuple[str, str, str], ...]
    """Name, value and purpose of a field."""


@dataclass(frozen=True, slots=True)
class CopyText:
    """A copy in one language; ``reads`` is one line for each time somebody read it."""

    title: str
    number: str
    on: date
    company: Mapping[str, str]
    parts: tuple[CopyPart, ...]
    reads_title: str
    reads: tuple[str, ...]
    rights: str
    """Who is responsible, how to reach them, and what the person may ask for."""


def statement_of(records: Sequence[Contribution]) -> tuple[StatementLine, ...]:
    """Return the reads of contributed records, oldest first."""
    lines = [
        StatementLine(
            datetime.fromisoformat(read["at"]), one.file, read["user"], read["operation"],
            read["purpose"], tuple(read["fields"]),
        )
        for one in records
        for read in one.reads
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: line.at))


def text_of(
    session: Session, number: str, records: Sequence[Contribution], *, code: str
) -> CopyText:
    """Return the copy of what files contributed to a request, in the language ``code``."""
    return CopyText(
        title=translated(_TITLE, code),
        number=number,
        on=session.today(),
        company=session.company,
        parts=tuple(_part(session, one, code) for one in records),
        reads_title=translated(_READS, code),
        reads=tuple(_read(session, one, code) for one in statement_of(records)),
        rights=policies.controller_text(session, code),
    )


def _part(session: Session, one: Contribution, code: str) -> CopyPart:
    known = session.catalogue
    kept = [
        translated(_KEPT, code, record=known.classes[key].label.within(code), day=day)
        for key, day in ((states.class_of(kind), day) for kind, day in one.clocks)
        if key in known.classes and day
    ]
    values = [
        (known.field(key).label.within(code), text, known.field(key).purpose.within(code))
        for key, text in one.fields.items()
    ]
    return CopyPart(known.compartments[one.file].within(code), tuple(kept), tuple(values))


def _read(session: Session, line: StatementLine, code: str) -> str:
    known = session.catalogue
    time = line.at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
    purposes = known.purposes
    purpose = purposes[line.purpose].label.within(code) if line.purpose in purposes else ""
    return translated(
        _READ, code, time=time, user=line.user, file=known.compartments[line.file].within(code),
        purpose=purpose or translated(_DAILY, code),
    )  # fmt: skip


_TITLE = N_("Copy of your personal data")
_KEPT = N_("{record}: the period began on {day}")
_READS = N_("Who read your data")
_READ = N_("{time}  {user}, {file}: {purpose}")
_DAILY = N_("daily work")
