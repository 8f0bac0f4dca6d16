# SPDX-License-Identifier: Apache-2.0
"""A slot: one user's own keys under their passphrase. Nothing shared is in it.

The cost of a wrong guess lies in Argon2id (RFC 9106). A slot whose parameters are below the floor
of its kind is refused, so that nobody can make a slot cheap to guess unnoticed. The user signs
their slot, so they can change their passphrase alone and nobody else can put one in its place.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Literal, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.vault import canonical
from hr_desk.vault.keys import (
    KEY_SIZE,
    SIGNATURE_SIZE,
    PublicKeys,
    SignatureProblem,
    UserKeys,
    verify,
)
from hr_desk.vault.passphrases import WeakPassphrase, check_passphrase, passphrase_bytes
from hr_desk.vault.records import Malformed, Record, refuse_newer

__all__ = [
    "DAILY",
    "FLOOR",
    "STRONG",
    "DamagedSlot",
    "Kind",
    "NotEnoughMemory",
    "Slot",
    "Strength",
    "WeakPassphrase",
    "WeakSlot",
    "WrongPassphrase",
    "check_passphrase",
    "create_slot",
    "open_slot",
    "use_cheap_key_derivation",
]

VERSION = 1
SUITE = 1
"""Suite 1: Argon2id version 1.3, AES-256-GCM-SIV, Ed25519."""

Kind = Literal["daily", "strong", "card"]
"""``strong`` for hr_admin, privacy_officer and recovery, ``daily`` for everyone else.

``card`` is a second slot of a daily user: what opens it is a card's secret and a PIN (``cards``).
"""

_SALT_SIZE = 16
_NONCE_SIZE = 12
_WRAPPED_SIZE = 2 * KEY_SIZE + 16
_CONTEXT = "slot"


class WrongPassphrase(UserError):
    """The passphrase does not open the slot."""

    message = N_(
        "This passphrase is not right. Check Caps Lock and the input method and try again; "
        "if it is lost, an HR admin can recover the account."
    )


class WeakSlot(UserError):
    """The slot's parameters would let its passphrase be guessed cheaply, or stall the machine."""

    message = N_(
        "The protection of this account in slots.json is not what HR Desk asks for, so it was "
        "not opened. Restore slots.json from a backup, or ask an HR admin to recover the account."
    )


class DamagedSlot(UserError):
    """The slot was changed by someone who is not its user."""

    message = N_(
        "The keys of this account in slots.json are damaged or were changed by someone else. "
        "Restore slots.json from a backup, or ask an HR admin to recover the account."
    )


class NotEnoughMemory(UserError):
    """The machine cannot lend the memory that the slot asks for."""

    message = N_("Unlocking needs {mebibytes} MiB of free memory. Close other programs, try again.")


@dataclass(frozen=True)
class Strength:
    """Argon2id parameters: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int = 1

    def at_least(self, other: "Strength") -> bool:
        """Say whether neither memory nor passes are below those of ``other``."""
        return self.memory_kib >= other.memory_kib and self.passes >= other.passes


DAILY = Strength(65536, 3)
"""64 MiB, 3 passes: the second recommended option of RFC 9106 section 4, on one lane."""

STRONG = Strength(262144, 3)
"""256 MiB, 3 passes."""

FLOOR: Mapping[Kind, Strength] = {"daily": DAILY, "strong": STRONG, "card": DAILY}
"""What a slot of each kind has at least; also what new slots get."""

CEILING = Strength(1048576, 16)
"""1 GiB, 16 passes: what a slot may ask for at most, lest a changed file stalls the machine."""

_CHEAPEST = Strength(8, 1)


class _InForce:
    """The floor of this process; swapped by ``use_cheap_key_derivation`` alone."""

    floor: Mapping[Kind, Strength] = FLOOR


@contextmanager
def use_cheap_key_derivation() -> Iterator[None]:
    """For tests only: make new slots, and accept slots, with the cheapest Argon2id there is.

    This is the one seam. No setting, environment variable or file leads here, and a slot made
    inside is refused outside.
    """
    before = _InForce.floor
    _InForce.floor = dict.fromkeys(FLOOR, _CHEAPEST)
    try:
        yield
    finally:
        _InForce.floor = before


@dataclass(frozen=True)
class Slot:
    """One user's wrapped keys, as they stand in slots.json; holds nothing readable."""

    user_id: str
    kind: Kind
    strength: Strength
    salt: bytes
    nonce: bytes
    wrapped: bytes = field(repr=False)
    signature: bytes = field(repr=False)

    def to_record(self) -> dict[str, object]:
        """Return the slot as it is written, without its user's id, which is its key there."""
        return {
            "version": VERSION,
            "suite": SUITE,
            "kind": self.kind,
            "memory_kib": self.strength.memory_kib,
            "passes": self.strength.passes,
            "lanes": self.strength.lanes,
            "salt": self.salt.hex(),
            "nonce": self.nonce.hex(),
            "wrapped": self.wrapped.hex(),
            "signature": self.signature.hex(),
        }

    @classmethod
    def from_record(cls, user_id: str, value: object) -> Self:
        """Read what ``to_record`` wrote; raises Malformed, NewerFormat. Nothing is verified yet."""
        refuse_newer(value, version=VERSION, suite=SUITE)
        record = Record(value, *_NAMES)
        record.expect(version=VERSION, suite=SUITE)
        return cls(
            user_id=user_id,
            kind=_kind(record.text("kind")),
            strength=Strength(*(record.number(name, least=1) for name in _PARAMETERS)),
            salt=record.data("salt", _SALT_SIZE),
            nonce=record.data("nonce", _NONCE_SIZE),
            wrapped=record.data("wrapped", _WRAPPED_SIZE),
            signature=record.data("signature", SIGNATURE_SIZE),
        )


_PARAMETERS = ("memory_kib", "passes", "lanes")
_NAMES = ("version", "suite", "kind", *_PARAMETERS, "salt", "nonce", "wrapped", "signature")


def create_slot(*, desk_id: str, user_id: str, keys: UserKeys, passphrase: str, kind: Kind) -> Slot:
    """Return a new slot of ``keys``; raises WeakPassphrase, NotEnoughMemory.

    Salt and nonce are new each time: two slots of one passphrase have no bytes in common.
    """
    check_passphrase(passphrase)
    empty = Slot(
        user_id,
        kind,
        _InForce.floor[kind],
        salt=secrets.token_bytes(_SALT_SIZE),
        nonce=secrets.token_bytes(_NONCE_SIZE),
        wrapped=b"",
        signature=b"",
    )
    cipher = AESGCMSIV(_wrapping_key(empty, passphrase))
    wrapped = cipher.encrypt(empty.nonce, keys.sealing + keys.signing, _bound(empty, desk_id))
    sealed = replace(empty, wrapped=wrapped)
    return replace(sealed, signature=keys.sign(_CONTEXT, _signed_bytes(sealed, desk_id)))


def open_slot(
    slot: Slot, passphrase: str, *, desk_id: str, public: PublicKeys, least: Kind = "daily"
) -> UserKeys:
    """Return the user's keys; ``public`` is what the register says of that user.

    ``least`` is the kind that the user's roles ask for. Raises WeakSlot, DamagedSlot,
    NotEnoughMemory, and WrongPassphrase at the full cost of a right one.
    """
    check_slot(slot, desk_id=desk_id, public=public, least=least)
    cipher = AESGCMSIV(_wrapping_key(slot, passphrase))
    try:
        opened = cipher.decrypt(slot.nonce, slot.wrapped, _bound(slot, desk_id))
    except InvalidTag:
        raise WrongPassphrase from None
    keys = UserKeys(opened[:KEY_SIZE], opened[KEY_SIZE:])
    if keys.public != public:
        raise DamagedSlot
    return keys


def check_slot(slot: Slot, *, desk_id: str, public: PublicKeys, least: Kind = "daily") -> None:
    """Check strength and signer, which needs no passphrase; raises WeakSlot, DamagedSlot."""
    _check_strength(slot, least)
    _check_signature(slot, desk_id, public)


def derive_only(slot: Slot, passphrase: str) -> None:
    """Spend what a slot's key derivation costs and nothing else: the unlock figure's baseline."""
    _wrapping_key(slot, passphrase)


def _kind(text: str) -> Kind:
    if text == "daily":
        return "daily"
    if text == "strong":
        return "strong"
    if text == "card":
        return "card"
    raise Malformed("no such kind of slot")


def _check_strength(slot: Slot, least: Kind) -> None:
    floor, needed = _InForce.floor[slot.kind], _InForce.floor[least]
    strength = slot.strength
    in_bounds = strength.at_least(floor) and strength.at_least(needed)
    if not in_bounds or not CEILING.at_least(strength) or strength.lanes != 1:
        raise WeakSlot


def _check_signature(slot: Slot, desk_id: str, public: PublicKeys) -> None:
    try:
        verify(public.signing, _CONTEXT, _signed_bytes(slot, desk_id), slot.signature)
    except SignatureProblem:
        raise DamagedSlot from None


def _wrapping_key(slot: Slot, passphrase: str) -> bytes:
    strength = slot.strength
    derivation = Argon2id(
        salt=slot.salt,
        length=KEY_SIZE,
        iterations=strength.passes,
        lanes=strength.lanes,
        memory_cost=strength.memory_kib,
    )
    try:
        return derivation.derive(passphrase_bytes(passphrase))
    except MemoryError:
        raise NotEnoughMemory(mebibytes=strength.memory_kib // 1024) from None


def _bound(slot: Slot, desk_id: str) -> bytes:
    record = slot.to_record()
    bound = {name: record[name] for name in ("version", "suite", "kind", *_PARAMETERS, "salt")}
    return canonical.encode({**bound, "desk": desk_id, "user": slot.user_id})


def _signed_bytes(slot: Slot, desk_id: str) -> bytes:
    record = slot.to_record()
    del record["signature"]
    return canonical.encode({**record, "desk": desk_id, "user": slot.user_id})
