# SPDX-License-Identifier: Apache-2.0
"""Whether a visitor's temperature was normal: only under a health order, only until 24:00.

The value measured is never entered. What is noted is a yes or no of one visit, after the visitor
was read why and agreed (PIPL 29: a consent of its own); the log keeps that they agreed and to which
text, never the answer. It is shown to whoever may write it and to nobody else, goes into no case,
list, export or print, and is wiped by the sweep of the next day (class TEMP).
"""

import hashlib
from dataclasses import dataclass
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Access
from hr_desk.domain import visits as states
from hr_desk.domain.health_orders import HealthOrder
from hr_desk.domain.letter_words import said_day
from hr_desk.errors import UserError
from hr_desk.i18n import N_, translated
from hr_desk.operations import health_orders
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.session import Session
from hr_desk.operations.visit_reads import records
from hr_desk.operations.visit_views import Shown
from hr_desk.operations.visit_writing import not_allowed
from hr_desk.store import temperatures as store
from hr_desk.store.compartment import Change

FIELD: Final = "temperature"
GATE: Final = ("front_desk",)


class AgreementMissing(UserError):
    """The visitor did not say yes to this one thing."""

    message = N_(
        "Read the text to the visitor first and tick that they agree. Whoever does not agree is "
        "not noted."
    )


@dataclass(frozen=True, slots=True)
class Check:
    """What may be noted of a visit now: under which order; ``normal`` is None where nothing is."""

    visit_id: str
    name: str
    order: HealthOrder
    normal: bool | None


def agreement(catalogue: Catalogue, order: HealthOrder, code: str) -> str:
    """Return the text that a visitor is read before: why, by which order, what becomes of it."""
    field = catalogue.field(FIELD)
    said = translated(
        _TEXT, code, purpose=field.purpose.within(code), number=order.number,
        issuer=order.issued_by, since=said_day(order.since, code),
        until=said_day(order.until, code), refusal=field.refusal.within(code),
    )  # fmt: skip
    return said


@operation("visit.temperature", compartment="visits", roles=GATE)
def note(
    session: Session, change: Change, /, visit_id: str, *, normal: bool, agreed: bool, language: str
) -> None:
    """Note whether the temperature of a visitor was normal, until the end of today.

    ``language`` is that of the text they agreed to. Raises NoHealthOrder, AgreementMissing,
    VisitStepNotAllowed for a visit that is not of today, RecordGone, Restricted, NotPermitted.
    """
    order = health_orders.require_in_force(session)
    if not agreed:
        raise AgreementMissing
    _require_access(session)
    (record,) = records(session, [visit_id])
    if record.state not in states.HERE or record.day != session.today():
        raise not_allowed(session, record)
    store.put(change, visit_id, order=order.id, day=session.today(), normal=normal)
    change.fields.add(FIELD)
    text = agreement(session.catalogue, order, language)
    change.facts["agreed"] = hashlib.sha256(text.encode()).hexdigest()


@operation("visit.forget_temperature", compartment="visits", roles=GATE)
def forget(session: Session, change: Change, /, visit_id: str) -> None:
    """Wipe the note of a visit at once: they do not agree any more. Raises RecordGone."""
    _require_access(session)
    (record,) = records(session, [visit_id])
    store.remove(change, record.id)
    change.fields.add(FIELD)


def check_of(session: Session, visit_id: str) -> Check | None:
    """Return what the gate may note of a visit; None without an order, or for anybody else.

    Raises RecordGone, Restricted, CompartmentClosed.
    """
    if not session.holds("visits") or not _may(session):
        return None
    order = health_orders.in_force(session)
    (record,) = records(session, [visit_id])
    today = session.today()
    if order is None or record.state not in states.HERE or record.day != today:
        return None
    noted = store.of(session.compartment("visits"), visit_id, on=today)
    return Check(visit_id, Shown(session, record).text("full_name"), order, noted)


def _may(session: Session) -> bool:
    field = session.catalogue.field(FIELD)
    return session.access(field, stage=None, compartment="visits") is Access.WRITE


def _require_access(session: Session) -> None:
    if not _may(session):
        raise NotPermitted


_TEXT: Final = N_(
    "{purpose} Order {number} of {issuer}, in force from {since} to {until}. Noted is only whether "
    "it was normal; nobody but the front desk sees it, and it is wiped at the end of the day. "
    "{refusal}"
)
