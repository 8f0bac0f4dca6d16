# SPDX-License-Identifier: Apache-2.0
"""Public-health orders: entered with number, issuing body and both days; each ends by itself.

An HR admin enters one where the visits are kept. A privacy officer who does not hold them has it
go there by envelope.
"""

import secrets
from datetime import date
from typing import Final

from hr_desk.domain import health_orders as rules
from hr_desk.domain.health_orders import LONGEST_DAYS, HealthOrder
from hr_desk.errors import UserError
from hr_desk.i18n import N_, Message
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver, send
from hr_desk.operations.directory import require_reader
from hr_desk.operations.letters import Letter, Unacceptable, takes_in
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import temperatures as store
from hr_desk.store.compartment import Change

ORDERING: Final = ("hr_admin", "privacy_officer")
VISITS: Final = "visits"
KIND: Final = "health_order.entered"
LONGEST: Final = 120
NUMBER: Final = N_("Number of the health order")
ISSUED_BY: Final = N_("Issued by which authority")


class OrderDaysDoNotFit(UserError):
    """An order without an end, that is over, or whose days are the wrong way round."""

    message = N_(
        "A health order has a first and a last day: the last one not before the first, not in the "
        "past, and at most {days} days on. Enter one that goes on anew."
    )


class NoHealthOrder(UserError):
    """No order is in force: nothing of anybody's temperature is noted."""

    message = N_(
        "No health order is in force today. Without one nothing of anybody's temperature is noted."
    )


def enter(session: Session, number: str, *, issued_by: str, since: date, until: date) -> Changes:
    """Enter an order; both days count.

    Raises TextMissing, TextTooLong, OrderDaysDoNotFit, NotPermitted, NobodyReceives.
    """
    changes = _enter(session, number, issued_by=issued_by, since=since, until=until)
    deliver(session)
    return changes


@operation("health_order.enter", compartment=VISITS, otherwise=("privacy",), roles=ORDERING)
def _enter(
    session: Session, change: Change, /, number: str, *, issued_by: str, since: date, until: date
) -> tuple[str, ...]:
    named = one_line(number, label=Message(NUMBER), longest=LONGEST)
    issuer = one_line(issued_by, label=Message(ISSUED_BY), longest=LONGEST)
    if not rules.days_fit(since, until, today=session.today()):
        raise OrderDaysDoNotFit(days=LONGEST_DAYS)
    if change.compartment.name != VISITS:
        message = {"number": named, "issued_by": issuer, "since": since.isoformat(),
                   "until": until.isoformat()}  # fmt: skip
        send(session, change, receiver=VISITS, kind=KIND, record="", message=message)
        return ()
    order = HealthOrder(secrets.token_hex(16), named, issuer, since, until)
    store.add_order(change, order, by=session.user.id)
    return (order.id,)


@takes_in(KIND, compartment=VISITS, roles=("privacy_officer",))
def _entered(session: Session, change: Change, letter: Letter) -> str:
    """Take in an order that a privacy officer entered elsewhere."""
    since, until = letter.day("since"), letter.day("until")
    # It may have ended on its way here; then it never came into force, and nothing follows.
    if not rules.days_fit(since, until, today=min(since, session.today())):
        raise Unacceptable(what="until")
    order = HealthOrder(
        secrets.token_hex(16), letter.text("number", LONGEST), letter.text("issued_by", LONGEST),
        since, until,
    )  # fmt: skip
    store.add_order(change, order, by=letter.sender.rpartition("/")[2])
    return order.id


@operation("health_order.end", compartment=VISITS, roles=ORDERING)
def end(session: Session, change: Change, /, order_id: str) -> None:
    """Note that an order was lifted before its last day. Raises RecordGone where it is over."""
    known = {one.id: one for one in store.orders(change.compartment)}
    order = known.get(order_id)
    if order is None or order.ended or order.until < session.today():
        raise RecordGone
    store.end_order(change, order_id)


def orders(session: Session) -> tuple[HealthOrder, ...]:
    """Return every order, the one that ends last first; raises CompartmentClosed, NotPermitted."""
    require_reader(session)
    return tuple(store.orders(session.compartment(VISITS)))


def in_force(session: Session) -> HealthOrder | None:
    """Return the order of today, None where there is none; raises CompartmentClosed."""
    return rules.ruling(store.orders(session.compartment(VISITS)), on=session.today())


def require_in_force(session: Session) -> HealthOrder:
    """Return the order of today; raises NoHealthOrder."""
    order = in_force(session)
    if order is None:
        raise NoHealthOrder
    return order
