# SPDX-License-Identifier: Apache-2.0
"""Values that are only stored since a consent was withdrawn: whose, since when, why, until when.

In hiring that is what another law or a hold keeps; in payroll what a hold keeps of an account
although personnel took it back; in personnel what it keeps of a joiner.

Nothing uses them any more, and nobody at the desk sees them; but they are still kept, so they go
into the person's case and copy (PIPL 45), with the reason and the day on which they go.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.model import Scenario
from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.domain import consent, retention
from hr_desk.operations.session import Session
from hr_desk.store import consents, hiring, holds
from hr_desk.store.hiring import ApplicationRecord

FILE: Final = "hiring"
BY_HOLD: Final = frozenset({"payroll", "personnel"})
"""The files in which nothing but a hold keeps such a value."""
LAW: Final = "law"
HOLD: Final = "hold"
WHYS: Final = frozenset({LAW, HOLD})
"""Why a value stays: another basis than consent, or a hold."""


@dataclass(frozen=True, slots=True)
class RestrictedValue:
    """One value as stored; ``since`` is a day (ISO 8601), ``until`` too, empty while none is set.

    ``basis`` is the article it stays under, empty for a hold.
    """

    field: str
    value: Any
    since: str
    why: str
    basis: str
    until: str


def values_only_stored(session: Session, person: str, *, file: str) -> tuple[RestrictedValue, ...]:
    """Return the values of a person, a joiner or an account (id) that are only stored, by field."""
    if file in BY_HOLD:
        return _held(session, person, file=file)
    if file != FILE:
        return ()
    held = session.compartment(FILE)
    hold = holds.of_record(held, person, on=session.today())
    goes = _goes_on(session, hiring.applications_of(held, person))
    if hold is not None and goes is not None:
        goes = max(goes, hold.review_on)
    return tuple(_said(session, row, goes=goes) for row in consents.only_stored(held, person))


def _held(session: Session, record: str, *, file: str) -> tuple[RestrictedValue, ...]:
    held = session.compartment(file)
    hold = holds.of_record(held, record, on=session.today())
    until = "" if hold is None else hold.review_on.isoformat()
    return tuple(
        RestrictedValue(key, value, since.isoformat(), HOLD, "", until)
        for key, since, value in consents.only_stored(held, record)
    )


def _said(session: Session, row: tuple[str, date, Any], *, goes: date | None) -> RestrictedValue:
    key, since, value = row
    field = session.catalogue.fields.get(key)
    basis = None if field is None else consent.fallback_basis(field, Scenario.RECRUITMENT)
    return RestrictedValue(
        field=key, value=value, since=since.isoformat(), why=HOLD if basis is None else LAW,
        basis=basis or "", until="" if goes is None else goes.isoformat(),
    )  # fmt: skip


def _goes_on(session: Session, applications: Sequence[ApplicationRecord]) -> date | None:
    """Return the day on which a person goes: when the last of their applications is due."""
    days = [_due(session, one) for one in applications]
    known = [day for day in days if day is not None]
    return max(known) if days and len(known) == len(days) else None


def _due(session: Session, one: ApplicationRecord) -> date | None:
    if one.retention_class is None or one.clock_event is None or one.clock_day is None:
        return None
    kept = session.catalogue.classes[one.retention_class]
    return retention.due(kept, one.clock_event, one.clock_day)


_PARTS: Final = frozenset(one.name for one in fields(RestrictedValue))
_TEXTS: Final = tuple(sorted(_PARTS - {"value"}))


def as_line(session: Session, one: RestrictedValue) -> dict[str, Any]:
    """Return a value as a message says it; of documents, whose ids stay here, how many."""
    kept = session.catalogue.fields.get(one.field)
    line = asdict(one)
    if kept is not None and kept.type.name in FILE_TYPES:
        line["value"] = {"documents": len(str(one.value).split())}
    return line


def from_line(line: Mapping[str, Any]) -> RestrictedValue:
    """Return the value of a line that ``is_line`` takes."""
    return RestrictedValue(**line)


def is_line(session: Session, one: Any) -> bool:
    """Whether this is such a value as a message says it, with nothing unknown in it."""
    if not isinstance(one, dict) or one.keys() != _PARTS:
        return False
    if not all(isinstance(one[name], str) for name in _TEXTS):
        return False
    days = [one["since"], *([one["until"]] if one["until"] else [])]
    try:
        list(map(date.fromisoformat, days))
    except ValueError:
        return False
    return one["field"] in session.catalogue.fields and one["why"] in WHYS
