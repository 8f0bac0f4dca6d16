# SPDX-License-Identifier: Apache-2.0
"""slots.json: who has which role and key at this desk, signed by its root.

The root signs the desk's id, the company, the serial, the users, the epochs, the compartments'
envelope keys, the desks it is paired with and the users' trainings. That part alone, without slots
and grants, is the desk's introduction to a paired desk. Slots are signed by their users, so a
passphrase changes without the root; grants are signed by their granters, the slots behind cards by
their users. It holds no personal data but login names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.vault import canonical
from hr_desk.vault.cards import Card
from hr_desk.vault.delegations import RegisteredUser, comparable, verify_delegation
from hr_desk.vault.grants import Grant
from hr_desk.vault.keys import (
    KEY_SIZE,
    SIGNATURE_SIZE,
    RootKey,
    SignatureProblem,
    desk_id_of,
    verify,
)
from hr_desk.vault.records import Malformed, Record, damage_as, data_of, refuse_newer
from hr_desk.vault.slots import Slot
from hr_desk.vault.trainings import Trainings

FORMAT = "hr-desk-slots"
VERSION = 1
SUITE = 1
"""Suite 1: SHA-256, Ed25519; slots and grants name their own suites."""

LARGEST = 16 * 1024 * 1024
"""Bytes of slots.json at most; a desk of 1,000 users has about 2 MB."""

_CONTEXT = "register"
_SIGNED = (
    "format",
    "version",
    "suite",
    "desk",
    "company",
    "serial",
    "root",
    "users",
    "epochs",
    "envelope_keys",
    "paired",
)
_NAMES = (*_SIGNED, "signature", "slots", "grants")
_CARDS = "cards"
"""Stands there only where somebody has a card."""
_TRAININGS = "trainings"
"""Stands there, among what is signed, only where a training or its rule was entered."""


class DamagedRegister(UserError):
    """slots.json does not hold together or is not signed by this desk's root."""

    message = N_(
        "slots.json is damaged or was changed outside HR Desk, so the desk was not opened. "
        "Restore slots.json from the newest backup and tell an HR admin."
    )


class NewerRegister(UserError):
    """slots.json was written by a newer program."""

    message = N_(
        "This desk was last used with a newer version of HR Desk. "
        "Update HR Desk on this machine, then open the desk again."
    )


@dataclass(frozen=True)
class Register:
    """The content of slots.json.

    ``company`` is the controller's record (name, address, phone), ``epochs`` the epoch in force
    and ``envelope_keys`` the X25519 public key of each compartment, ``slots`` is keyed by user id,
    ``paired`` gives the ids of the desks that envelopes are exchanged with what they are called.
    ``cards`` is keyed by user id: who unlocks with a card and a PIN beside their passphrase.
    ``trainings`` says when each user was trained in handling personal data.
    ``serial`` rises with every signature; every file remembers the latest one it saw.
    """

    desk_id: str
    company: Mapping[str, str]
    serial: int
    root_public: bytes
    users: tuple[RegisteredUser, ...]
    epochs: Mapping[str, int]
    slots: Mapping[str, Slot]
    grants: tuple[Grant, ...]
    envelope_keys: Mapping[str, bytes] = field(default_factory=dict)
    paired: Mapping[str, str] = field(default_factory=dict)
    cards: Mapping[str, Card] = field(default_factory=dict)
    trainings: Trainings = field(default_factory=Trainings)
    signature: bytes = field(default=b"", repr=False)

    def user(self, user_id: str) -> RegisteredUser:
        """Return the user with this id; raises KeyError."""
        for user in self.users:
            if user.id == user_id:
                return user
        raise KeyError(user_id)

    def named(self, name: str) -> RegisteredUser | None:
        """Return the user with this login name, in any case or width, or None; never a struck one.

        A struck user keeps the name that their entries are read under, and somebody else, or the
        same person with new keys, may have it again.
        """
        wanted = comparable(name)
        return next((u for u in self.users if u.roles and comparable(u.name) == wanted), None)

    def was_signed_by(self, user_id: str, context: str, payload: bytes, signature: bytes) -> bool:
        """Whether a user, struck ones included, signed ``payload`` for the purpose ``context``."""
        try:
            verify(self.user(user_id).public.signing, context, payload, signature)
        except (KeyError, SignatureProblem):
            return False
        return True

    def grants_to(self, user_id: str) -> tuple[Grant, ...]:
        """Return what was granted to a user, in the order it was granted."""
        return tuple(grant for grant in self.grants if grant.to == user_id)

    def with_user(self, user: RegisteredUser) -> Self:
        """Return the register with this user in the place of the one with their id, or added."""
        if all(one.id != user.id for one in self.users):
            return replace(self, users=(*self.users, user))
        return replace(self, users=tuple(user if u.id == user.id else u for u in self.users))

    def introduction(self) -> Self:
        """Return what a paired desk is given: users, keys and epochs, no slot and no grant."""
        return replace(self, slots={}, grants=(), cards={})

    def with_slot(self, slot: Slot) -> Self:
        """Return the register with this slot in its user's place; needs no new signature."""
        return replace(self, slots={**self.slots, slot.user_id: slot})

    def with_card(self, user_id: str, card: Card | None) -> Self:
        """Return the register with a user's one card, or without any; needs no new signature."""
        others = {id_: one for id_, one in self.cards.items() if id_ != user_id}
        return replace(self, cards=others if card is None else {**others, user_id: card})

    def with_grants(self, grants: Iterable[Grant]) -> Self:
        """Return the register with more grants; needs no new signature."""
        return replace(self, grants=(*self.grants, *grants))

    def signed(self, root: RootKey) -> Self:
        """Return the register with the next serial and the root's signature.

        Raises ValueError for a root of another desk, DamagedRegister for what could not be read
        again.
        """
        if root.public != self.root_public:
            raise ValueError("not the root of this desk")
        following = replace(self, serial=self.serial + 1)
        signature = root.sign(_CONTEXT, following._signed_bytes())
        signed = replace(following, signature=signature)
        with damage_as(DamagedRegister, NewerRegister):
            _verify(signed)
        return signed

    def to_bytes(self) -> bytes:
        """Return the bytes of slots.json; raises ValueError before the first signature."""
        if not self.signature:
            raise ValueError("a register is signed before it is written")
        rest: dict[str, object] = {
            "signature": self.signature.hex(),
            "slots": {user_id: slot.to_record() for user_id, slot in self.slots.items()},
            "grants": [grant.to_record() for grant in self.grants],
        }
        if self.cards:
            rest[_CARDS] = {user_id: card.to_record() for user_id, card in self.cards.items()}
        return canonical.encode({**self._signed_part(), **rest})

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Return the register these bytes spell, verified.

        Checked are the root's signature, the desk's id against the root key, each delegation and
        that ids and names are unique; slots and grants are verified when they are opened. Raises
        DamagedRegister, NewerRegister.
        """
        if len(data) > LARGEST:
            raise DamagedRegister
        with damage_as(DamagedRegister, NewerRegister):
            value = canonical.decode(data)
            refuse_newer(value, version=VERSION, suite=SUITE)
            there = value.keys() if isinstance(value, dict) else ()
            further = tuple(name for name in (_CARDS, _TRAININGS) if name in there)
            register = cls._read(Record(value, *_NAMES, *further), further)
            _verify(register)
        return register

    @classmethod
    def _read(cls, record: Record, further: tuple[str, ...]) -> Self:
        record.expect(format=FORMAT, version=VERSION, suite=SUITE)
        keys = record.table("envelope_keys")
        return cls(
            desk_id=record.text("desk"),
            company=record.words("company"),
            serial=record.number("serial", least=1),
            root_public=record.data("root", KEY_SIZE),
            users=tuple(RegisteredUser.from_record(row) for row in record.rows("users")),
            epochs=record.numbers("epochs"),
            slots=_slots(record),
            grants=tuple(Grant.from_record(row) for row in record.rows("grants")),
            envelope_keys={name: data_of(key, KEY_SIZE) for name, key in keys.items()},
            paired=record.words("paired"),
            cards=_cards(record) if _CARDS in further else {},
            trainings=_trainings(record) if _TRAININGS in further else Trainings(),
            signature=record.data("signature", SIGNATURE_SIZE),
        )

    def _signed_part(self) -> dict[str, object]:
        part: dict[str, object] = {
            "format": FORMAT,
            "version": VERSION,
            "suite": SUITE,
            "desk": self.desk_id,
            "company": self.company,
            "serial": self.serial,
            "root": self.root_public.hex(),
            "users": [user.to_record() for user in self.users],
            "epochs": self.epochs,
            "envelope_keys": {name: key.hex() for name, key in self.envelope_keys.items()},
            "paired": self.paired,
        }
        if self.trainings != Trainings():
            part[_TRAININGS] = self.trainings.to_record()
        return part

    def _signed_bytes(self) -> bytes:
        return canonical.encode(self._signed_part())


def _slots(record: Record) -> Mapping[str, Slot]:
    slots = {id_: Slot.from_record(id_, row) for id_, row in record.table("slots").items()}
    if any(slot.kind == "card" for slot in slots.values()):
        raise Malformed("the slot behind a card stands with the card")
    return slots


def _cards(record: Record) -> Mapping[str, Card]:
    cards = {id_: Card.from_record(id_, row) for id_, row in record.table(_CARDS).items()}
    if not cards:
        raise Malformed("no card is written as no table")
    return cards


def _trainings(record: Record) -> Trainings:
    return Trainings.from_record(record.table(_TRAININGS))


def new_register(root: RootKey, *, company: Mapping[str, str]) -> Register:
    """Return the empty, unsigned register of a new desk; ``signed`` makes its first serial 1."""
    return Register(
        desk_id=root.desk_id,
        company=dict(company),
        serial=0,
        root_public=root.public,
        users=(),
        epochs={},
        slots={},
        grants=(),
    )


def _verify(register: Register) -> None:
    if desk_id_of(register.root_public) != register.desk_id:
        raise Malformed("not the root of this desk")
    try:
        verify(register.root_public, _CONTEXT, register._signed_bytes(), register.signature)
        for user in register.users:
            _verify_user(register, user)
    except SignatureProblem:
        raise Malformed("not signed by the root") from None
    _check_unique(user.id for user in register.users)
    _check_unique(comparable(user.name) for user in register.users if user.roles)
    _check_references(register)


def _verify_user(register: Register, user: RegisteredUser) -> None:
    verify_delegation(
        user.delegation,
        root_public=register.root_public,
        desk_id=register.desk_id,
        user_id=user.id,
        signing=user.public.signing,
        roles=user.roles,
        since=user.added_at,
    )


def _check_unique(values: Iterable[str]) -> None:
    listed = list(values)
    if len(listed) != len(set(listed)):
        raise Malformed("something stands twice")


def _check_references(register: Register) -> None:
    known = {user.id for user in register.users}
    named = {*register.slots, *register.cards}
    named.update(name for grant in register.grants for name in (grant.to, grant.by))
    named.update(card.by for card in register.cards.values())
    named |= register.trainings.users()
    if not named <= known:
        raise Malformed("a slot, grant, card or training of an unknown user")
