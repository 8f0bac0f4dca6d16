# SPDX-License-Identifier: Apache-2.0
"""Cards for the front desk: a guard unlocks with a scanned card and a PIN instead of a passphrase.

An HR admin has the card printed; its user takes it up with a PIN of their own, because nobody
else has their keys. Only roles of ordinary strength may have one: whoever finds a card and has a
copy of slots.json needs the PIN alone, and a PIN is short.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hr_desk.catalogue import load
from hr_desk.domain import card_code
from hr_desk.domain.clock import Clock, SystemClock
from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.operations import desks, epochs, granting
from hr_desk.operations.admission import RECOVERY_ROLE, SERVICE_ROLE
from hr_desk.operations.changes import Changes
from hr_desk.operations.epochs import Act
from hr_desk.operations.operation import desk_operation, require
from hr_desk.operations.problems import NotPermitted, UnknownUser
from hr_desk.operations.session import Session
from hr_desk.operations.users import ADMINS, EVERYBODY
from hr_desk.store.anchors import profile_folder
from hr_desk.store.desk_files import DeskFiles
from hr_desk.vault import cards
from hr_desk.vault.cards import Card, WrongCardPin
from hr_desk.vault.delegations import RegisteredUser
from hr_desk.vault.keys import UserKeys
from hr_desk.vault.register import Register
from hr_desk.vault.slots import WrongPassphrase, open_slot


class CardUnknown(UserError):
    """No user of the desk has this card: blocked, replaced, of another desk, or none at all."""

    message = N_(
        "This card opens nothing here: it was blocked or replaced, or belongs to another desk. "
        "Unlock with your passphrase."
    )


class CardNotTakenUp(UserError):
    """The card was printed and has no PIN yet."""

    message = N_(
        "This card has no PIN yet. Unlock with your passphrase, then “Settings”, “My card”."
    )


class CardNotForRoles(NotPermitted):
    """The user's roles ask for a passphrase."""

    message = N_(
        "“{name}” has a role whose keys need a passphrase. A card is for the front desk and other "
        "roles of ordinary strength."
    )


class CardOfSomebodyElse(UserError):
    """The card was printed for another user."""

    message = N_("This card was printed for somebody else. Scan your own.")


@dataclass(frozen=True, slots=True)
class Issued:
    """A new card to be printed: whose it is, and what its QR says; it is kept nowhere else."""

    changes: Changes
    name: str
    code: str


@desk_operation("user.card", roles=ADMINS)
def issue(session: Session, user_id: str) -> Issued:
    """Make a card for a user, instead of an earlier one, which opens nothing any more.

    The user takes it up with a PIN (``take_up``). Raises UnknownUser, CardNotForRoles,
    NotPermitted.
    """
    require(session, "user.card")
    code = card_code.new()
    with _register_alone(session):
        user = _person(session, user_id)
        _require_ordinary(user)
        card = cards.issue_card(
            code, desk_id=session.desk_id, user_id=user.id, by=session.user.id,
            by_keys=session.keys, at=granting.moment(session.now()),
        )  # fmt: skip
        _write(session, session.register.with_card(user.id, card))
    return Issued(_noted(session, "user.card", user.id), user.name, code)


@desk_operation("user.card_block", roles=ADMINS)
def block(session: Session, user_id: str) -> Changes:
    """Let a user's card open nothing any more: it is lost, or they need none.

    Whoever copied slots.json before and has card and PIN still gets the user's keys by them; new
    keys (``memberships.set_passphrase``) end that. Raises UnknownUser, CardUnknown, NotPermitted.
    """
    require(session, "user.card_block")
    with _register_alone(session):
        user = _person(session, user_id)
        if user.id not in session.register.cards:
            raise CardUnknown
        _write(session, session.register.with_card(user.id, None))
    return _noted(session, "user.card_block", user.id)


@desk_operation("user.card_take_up", roles=EVERYBODY)
def take_up(session: Session, code: str, *, pin: str) -> Changes:
    """Let the session's own user unlock with their card and this PIN, or with another PIN.

    Raises CardUnknown, CardOfSomebodyElse, CardPinUnsuitable, CardNotForRoles, DamagedCard.
    """
    require(session, "user.card_take_up")
    with _register_alone(session):
        user, card = find(session.register, code)
        if user.id != session.user.id:
            raise CardOfSomebodyElse
        _require_ordinary(user)
        if not set(session.register.user(card.by).roles) & set(ADMINS):
            raise CardUnknown
        card = cards.with_pin(
            card, code, pin, desk_id=session.desk_id, user_id=user.id, keys=session.keys
        )
        _write(session, session.register.with_card(user.id, card))
    return _noted(session, "user.card_take_up", user.id)


def may_have(session: Session) -> bool:
    """Whether the session's own user may unlock with a card."""
    return granting.kind_for(session.catalogue, session.user.roles) == "daily"


def holder(folder: Path, code: str) -> str:
    """Return the login name of whoever unlocks with a scanned card; needs no key.

    Raises CardUnknown, CardNotTakenUp, CardNotForRoles, DamagedCard, DeskMissing.
    """
    return _usable(desks.read_register(folder), code)[0].name


def open_by_card(
    folder: Path, *, code: str, pin: str, clock: Clock | None = None, profile: Path | None = None
) -> Session:
    """Open the desk with a scanned card and its PIN.

    Raises WrongCardPin, what ``holder`` raises, and what ``desks.open_desk`` raises of files.
    """
    register = desks.read_register(folder, clock=clock)
    user, card = _usable(register, code)
    keys = cards.open_card(card, code, pin, desk_id=register.desk_id, public=user.public)
    return desks.open_with_keys(
        folder, register=register, registered=user, keys=keys, clock=clock or SystemClock(),
        profile=profile or profile_folder(),
    )  # fmt: skip


def find(register: Register, code: str) -> tuple[RegisteredUser, Card]:
    """Return whose card a code is, and the card as its issuer signed it.

    Raises CardUnknown, DamagedCard.
    """
    mark = cards.mark_of(code)
    found = [(id_, one) for id_, one in register.cards.items() if one.mark == mark]
    if not card_code.is_card(code) or len(found) != 1:
        raise CardUnknown
    user_id, card = found[0]
    user = register.user(user_id)
    if not user.roles:
        raise CardUnknown
    issuer = register.user(card.by).public
    cards.check_card(card, desk_id=register.desk_id, user_id=user_id, issuer=issuer)
    return user, card


def is_wrong_secret(error: UserError) -> bool:
    """Whether a passphrase or a PIN was tried and is not the one."""
    return isinstance(error, WrongPassphrase | WrongCardPin)


def require_own_card(session: Session, code: str, pin: str) -> None:
    """Raise unless card and PIN are those of the session's own user; nothing is opened anew.

    Raises CardOfSomebodyElse, WrongCardPin and what ``holder`` raises.
    """
    session.require_standing()
    user, card = _usable(session.register, code)
    if user.id != session.user.id:
        raise CardOfSomebodyElse
    _require_same(
        session, cards.open_card(card, code, pin, desk_id=session.desk_id, public=user.public)
    )


def require_own_passphrase(session: Session, passphrase: str) -> None:
    """Raise WrongPassphrase unless it is that of the session's own user; opens nothing anew."""
    session.require_standing()
    user, slot = session.register.user(session.user.id), session.register.slots[session.user.id]
    _require_same(
        session,
        open_slot(slot, passphrase, desk_id=session.desk_id, public=user.public, least=slot.kind),
    )


def _require_same(session: Session, keys: UserKeys) -> None:
    if keys != session.keys:
        raise CardOfSomebodyElse


def _usable(register: Register, code: str) -> tuple[RegisteredUser, Card]:
    user, card = find(register, code)
    _require_ordinary(user)
    if card.slot is None:
        raise CardNotTakenUp
    return user, card


def _require_ordinary(user: RegisteredUser) -> None:
    if granting.kind_for(load(), user.roles) != "daily":
        raise CardNotForRoles(name=user.name)


def _person(session: Session, user_id: str) -> RegisteredUser:
    users = session.register.users
    user = next((one for one in users if one.id == user_id and one.roles), None)
    if user is None or {RECOVERY_ROLE, SERVICE_ROLE} & set(user.roles):
        raise UnknownUser(name=user_id)
    return user


@contextmanager
def _register_alone(session: Session) -> Iterator[None]:
    with DeskFiles(session.folder).register_alone():
        session.require_standing()
        yield


def _write(session: Session, register: Register) -> None:
    DeskFiles(session.folder).write_register(register.to_bytes())
    session.adopt(register)


def _noted(session: Session, operation: str, user_id: str) -> Changes:
    """Enter a change of cards into the log of a file that is open."""
    if session.held:
        epochs.note(session, session.held[0], Act(operation=operation, user_id=user_id))
    return Changes(operation, frozenset({("user", user_id)}))
