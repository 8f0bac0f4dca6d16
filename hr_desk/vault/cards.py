# SPDX-License-Identifier: Apache-2.0
"""A user's card: a long random secret that a scanner types, and a second slot behind it and a PIN.

An HR admin has the card printed and signs which one it is; the user, whose keys nobody else has,
makes the slot with a PIN of their own. The secret stands on the card alone: slots.json holds its
hash, by which a scanned card is found. The strength lies in the card; the PIN keeps whoever finds
it from walking in, at the cost of one Argon2id for each try.
"""

import hashlib
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final, Self

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.vault import canonical
from hr_desk.vault.keys import SIGNATURE_SIZE, PublicKeys, SignatureProblem, UserKeys, verify
from hr_desk.vault.records import Malformed, Record, check_moment, refuse_newer
from hr_desk.vault.slots import Slot, WrongPassphrase, create_slot, open_slot

VERSION: Final = 1
SUITE: Final = 1
"""Suite 1: SHA-256, Ed25519; the slot names its own."""
MARK_SIZE: Final = 16
SHORTEST_PIN: Final = 6
LONGEST_PIN: Final = 12

_CONTEXT: Final = "card"
_LABEL: Final = b"HR Desk card 1: "
_NAMES: Final = ("version", "suite", "mark", "by", "at", "signature", "slot")


class CardPinUnsuitable(UserError):
    """The PIN is too short or too long, has other characters than digits, or is tried first."""

    message = N_(
        "The PIN of a card has {shortest} to {longest} digits that are not all the same and do "
        "not count up or down. Choose another one."
    )


class WrongCardPin(UserError):
    """The PIN does not open the slot behind the card."""

    message = N_("This PIN does not go with the card. Type it again, or use your passphrase.")


class DamagedCard(UserError):
    """The card in slots.json is not what an HR admin signed, or its slot is not the user's."""

    message = N_(
        "This card in slots.json is damaged or was changed by someone else. Unlock with your "
        "passphrase and ask an HR admin for a new card."
    )


@dataclass(frozen=True)
class Card:
    """One user's card as it stands in slots.json; ``slot`` is None until they have taken it up.

    ``mark`` is the hash by which it is found, ``by`` the user id of whoever had it printed, ``at``
    when (UTC, as 2026-01-31T08:00:00Z).
    """

    mark: bytes
    by: str
    at: str
    signature: bytes = field(repr=False)
    slot: Slot | None = None

    def to_record(self) -> dict[str, object]:
        """Return the card as it is written, without its user's id, which is its key there."""
        return {
            "version": VERSION,
            "suite": SUITE,
            "mark": self.mark.hex(),
            "by": self.by,
            "at": self.at,
            "signature": self.signature.hex(),
            "slot": None if self.slot is None else self.slot.to_record(),
        }

    @classmethod
    def from_record(cls, user_id: str, value: object) -> Self:
        """Read what ``to_record`` wrote; raises Malformed, NewerFormat. Nothing is verified yet."""
        refuse_newer(value, version=VERSION, suite=SUITE)
        record = Record(value, *_NAMES)
        record.expect(version=VERSION, suite=SUITE)
        at = record.text("at")
        check_moment(at)
        return cls(
            mark=record.data("mark", MARK_SIZE),
            by=record.text("by"),
            at=at,
            signature=record.data("signature", SIGNATURE_SIZE),
            slot=_slot(user_id, value),
        )


def _slot(user_id: str, value: object) -> Slot | None:
    written = value.get("slot") if isinstance(value, dict) else None
    slot = None if written is None else Slot.from_record(user_id, written)
    if slot is not None and slot.kind != "card":
        raise Malformed("not the slot behind a card")
    return slot


def mark_of(code: str) -> bytes:
    """Return what a card's code is found by: 16 bytes that tell nothing of 159 random bits."""
    return hashlib.sha256(_LABEL + code.encode()).digest()[:MARK_SIZE]


def issue_card(
    code: str, *, desk_id: str, user_id: str, by: str, by_keys: UserKeys, at: str
) -> Card:
    """Return a new card of ``user_id``, signed by whoever has it printed; nothing opens by it yet.

    ``at`` is the moment in UTC, as 2026-01-31T08:00:00Z.
    """
    card = Card(mark=mark_of(code), by=by, at=at, signature=b"")
    return replace(card, signature=by_keys.sign(_CONTEXT, _signed_bytes(card, desk_id, user_id)))


def check_card(card: Card, *, desk_id: str, user_id: str, issuer: PublicKeys) -> None:
    """Raise DamagedCard unless ``issuer`` signed this card for this user."""
    try:
        verify(issuer.signing, _CONTEXT, _signed_bytes(card, desk_id, user_id), card.signature)
    except SignatureProblem:
        raise DamagedCard from None


def with_pin(
    card: Card, code: str, pin: str, *, desk_id: str, user_id: str, keys: UserKeys
) -> Card:
    """Return the card with the user's slot behind it; raises CardPinUnsuitable, NotEnoughMemory."""
    check_pin(pin)
    slot = create_slot(
        desk_id=desk_id, user_id=user_id, keys=keys, passphrase=_opens(code, pin), kind="card"
    )
    return replace(card, slot=slot)


def open_card(card: Card, code: str, pin: str, *, desk_id: str, public: PublicKeys) -> UserKeys:
    """Return the keys behind a card that was taken up.

    Raises DamagedCard for one without a slot, WeakSlot, DamagedSlot, NotEnoughMemory, and
    WrongCardPin at the full cost of a right one.
    """
    if card.slot is None or card.mark != mark_of(code):
        raise DamagedCard
    try:
        return open_slot(card.slot, _opens(code, pin), desk_id=desk_id, public=public, least="card")
    except WrongPassphrase:
        raise WrongCardPin from None


def check_pin(pin: str) -> None:
    """Raise CardPinUnsuitable unless a PIN has the right length and is none that is tried first."""
    digits = [int(one) for one in pin] if pin.isascii() and pin.isdigit() else []
    steps = {(after - before) % 10 for before, after in pairwise(digits)}
    if not SHORTEST_PIN <= len(digits) <= LONGEST_PIN or steps in ({0}, {1}, {9}):
        raise CardPinUnsuitable(shortest=SHORTEST_PIN, longest=LONGEST_PIN)


def _opens(code: str, pin: str) -> str:
    return f"{code}:{pin}"


def _signed_bytes(card: Card, desk_id: str, user_id: str) -> bytes:
    record = card.to_record()
    signed = {name: record[name] for name in ("version", "suite", "mark", "by", "at")}
    return canonical.encode({**signed, "desk": desk_id, "user": user_id})
