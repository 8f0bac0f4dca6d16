# SPDX-License-Identifier: Apache-2.0
"""What kinds of envelopes a compartment takes in, from whom, and what becomes of each.

One table, filled by the decorator where the receiving verb lives; intake and delivery read it. A
kind names the roles whose staff may send it; a kiosk's kinds are unsigned and never to be trusted.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib import import_module
from typing import Any, Final

from hr_desk.catalogue.model import Field
from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.operations.session import Session
from hr_desk.operations.values import require_parsed
from hr_desk.store import crossings
from hr_desk.store.compartment import Change


class Unacceptable(UserError):
    """The envelope opened, but what it says cannot be taken in."""

    message = N_("The message inside does not fit: {what}. It was set aside; nothing is lost.")


@dataclass(frozen=True, slots=True)
class Letter:
    """An opened envelope: its reference (32 hexadecimal digits), who sent it, what it says.

    ``sender`` is an address with a user, or ``kiosk/<profile>``; ``at`` (UTC) is when it is taken
    in.
    """

    kind: str
    reference: str
    sender: str
    message: Mapping[str, Any]
    at: datetime

    @property
    def peer(self) -> str:
        """The sending compartment's address, where an answer goes."""
        return self.sender.rpartition("/")[0]

    def text(self, name: str, longest: int = 200) -> str:
        """Return a text of the message; raises Unacceptable."""
        value = self.message.get(name)
        if not isinstance(value, str) or len(value) > longest:
            raise Unacceptable(what=name)
        return value

    def number(self, name: str) -> int:
        """Return a whole number, not below zero, of the message; raises Unacceptable."""
        value = self.message.get(name)
        if type(value) is not int or value < 0:
            raise Unacceptable(what=name)
        return value

    def moment(self, name: str) -> datetime:
        """Return a moment (aware, UTC) of the message; raises Unacceptable."""
        try:
            moment = datetime.fromisoformat(self.text(name, 40))
            if moment.tzinfo is None:
                raise Unacceptable(what=name)
            return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            raise Unacceptable(what=name) from None

    def day(self, name: str) -> date:
        """Return a day of the message; raises Unacceptable."""
        try:
            return date.fromisoformat(self.text(name, 10))
        except ValueError:
            raise Unacceptable(what=name) from None


HOSTILE: Final = (UserError, TypeError, ValueError, LookupError, AttributeError, ArithmeticError)
"""What a value type may raise for JSON that it never wrote."""


def value_of(field: Field, stored: Any, today: date | None = None) -> Any:
    """Return a value of a message, spelled as its type stores it; raises Unacceptable.

    Without ``today`` the rules about the day are left to whoever took the value down: somebody's
    birthday does not make their letter unreadable.
    """
    try:
        value = field.type.load(stored)
        field.type.check(value, today)
        require_parsed(field, value)
        same = field.type.store(value)
    except HOSTILE:
        raise Unacceptable(what=field.key) from None
    if same != stored:
        raise Unacceptable(what=field.key)
    return same


def about(change: Change, letter: Letter) -> tuple[str, str | None]:
    """Return the reference a letter is about and the record behind it, None where it is gone.

    Raises Unacceptable for a reference that went to somebody else.
    """
    reference = letter.text("about", 32)
    try:
        found = crossings.linked(change.compartment, reference)
    except ValueError:
        raise Unacceptable(what="about") from None
    if found is not None and found[1] != letter.peer:
        raise Unacceptable(what="about")
    return reference, None if found is None else found[0]


Handler = Callable[[Session, Change, Letter], str | None]
"""Writes what a letter says inside the change; returns the id of the record it is about now."""

Aside = Callable[[Session, Change, Letter, Exception], None]
"""Writes, in a change of its own, what is told of a letter that is set aside because it does not
fit; the exception says why."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of envelope a compartment takes in; ``aside`` answers for what does not fit."""

    name: str
    compartment: str
    roles: frozenset[str]
    kiosk: bool
    take: Handler
    aside: Aside | None = None


RECEIVING: Final = (
    "disclosure",
    "invitations",
    "visit_letters",
    "applicant_letters",
    "handing_over",
    "joiner_letters",
    "evaluations",
    "joiner_withdrawals",
    "own_forms",
    "accounts",
    "period_settings",
    "requests",
    "kiosk_requests",
    "request_answers",
    "request_asking",
    "request_documents",
    "request_orders",
    "for_good",
    "for_good_letters",
    "policy_campaign",
    "policy_copies",
    "policy_sending",
    "period_decisions",
    "period_following",
    "board_reports",
    "recipient_copies",
    "incident_people",
    "health_orders",
    "minors_figures",
    "calendar_copies",
    "reveal_copies",
)
"""The modules whose verbs receive envelopes; a test holds that no other one does."""

KINDS: dict[tuple[str, str], Kind] = {}
"""(compartment, kind) to what is done with it."""


def takes_in(
    kind: str, *, compartment: str, roles: Iterable[str] = (), kiosk: bool = False,
    aside: Aside | None = None,
) -> Callable[[Handler], Handler]:  # fmt: skip
    """Enter a handler: whose staff may send the kind, or that kiosks do."""

    def decorate(handler: Handler) -> Handler:
        KINDS[compartment, kind] = Kind(kind, compartment, frozenset(roles), kiosk, handler, aside)
        return handler

    return decorate


@lru_cache(maxsize=1)
def _fill() -> None:
    """Import the verbs that receive; they import this module, so it cannot be done above."""
    for name in RECEIVING:
        import_module(f"hr_desk.operations.{name}")


def kind_of(compartment: str, name: str) -> Kind | None:
    """Return what a compartment does with envelopes of a kind, None where it takes none in."""
    _fill()
    return KINDS.get((compartment, name))
