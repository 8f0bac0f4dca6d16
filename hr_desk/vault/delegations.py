# SPDX-License-Identifier: Apache-2.0
"""A registered user and the root's word for them: this key holds these roles since this time."""

import unicodedata
from dataclasses import dataclass, field
from typing import Self

from hr_desk.vault import canonical
from hr_desk.vault.keys import KEY_SIZE, SIGNATURE_SIZE, PublicKeys, RootKey, verify
from hr_desk.vault.records import Malformed, Record, check_moment

_CONTEXT = "delegation"
_NAMES = ("id", "name", "roles", "sealing", "signing", "added_at", "delegation")


@dataclass(frozen=True)
class RegisteredUser:
    """A user of the desk; one without roles is struck and stays for old signatures alone.

    ``name`` is the login name, the only personal data here; ``added_at`` is the UTC time
    (2026-01-31T08:00:00Z) from which the roles hold.
    """

    id: str
    name: str
    roles: tuple[str, ...]
    public: PublicKeys
    added_at: str
    delegation: bytes = field(repr=False)

    def to_record(self) -> dict[str, object]:
        """Return the user as they are written in slots.json."""
        return {
            "id": self.id,
            "name": self.name,
            "roles": self.roles,
            "sealing": self.public.sealing.hex(),
            "signing": self.public.signing.hex(),
            "added_at": self.added_at,
            "delegation": self.delegation.hex(),
        }

    @classmethod
    def from_record(cls, value: object) -> Self:
        """Read what ``to_record`` wrote; raises Malformed. Nothing is verified yet."""
        record = Record(value, *_NAMES)
        check_moment(added_at := record.text("added_at"))
        return cls(
            id=record.text("id"),
            name=record.text("name"),
            roles=checked_roles(record.texts("roles")),
            public=PublicKeys(record.data("sealing", KEY_SIZE), record.data("signing", KEY_SIZE)),
            added_at=added_at,
            delegation=record.data("delegation", SIGNATURE_SIZE),
        )


def admit(
    root: RootKey, *, user_id: str, name: str, roles: tuple[str, ...], public: PublicKeys, at: str
) -> RegisteredUser:
    """Return the user with the root's delegation; ``at`` is the UTC time now, to the second.

    Also used to change roles or a key: the old delegation is replaced. No roles strike the user.
    """
    check_moment(at)
    ordered = tuple(sorted(set(roles)))
    payload = delegated_bytes(root.desk_id, user_id, public.signing, ordered, at)
    return RegisteredUser(user_id, name, ordered, public, at, root.sign(_CONTEXT, payload))


def verify_delegation(
    delegation: bytes,
    *,
    root_public: bytes,
    desk_id: str,
    user_id: str,
    signing: bytes,
    roles: tuple[str, ...],
    since: str,
) -> None:
    """Raise SignatureProblem unless the root gave this user's key these roles at that time."""
    payload = delegated_bytes(desk_id, user_id, signing, roles, since)
    verify(root_public, _CONTEXT, payload, delegation)


def delegated_bytes(
    desk_id: str, user_id: str, signing: bytes, roles: tuple[str, ...], since: str
) -> bytes:
    """Return the bytes that a delegation signs."""
    return canonical.encode(
        {
            "version": 1,
            "desk": desk_id,
            "user": user_id,
            "signing": signing.hex(),
            "roles": roles,
            "from": since,
        }
    )


def checked_roles(roles: tuple[str, ...]) -> tuple[str, ...]:
    """Return ``roles``; raises Malformed unless they are sorted and each stands once."""
    if list(roles) != sorted(set(roles)):
        raise Malformed("roles not in order")
    return roles


def comparable(name: str) -> str:
    """Return the form in which two login names are the same name."""
    return unicodedata.normalize("NFKC", name).strip().casefold()
