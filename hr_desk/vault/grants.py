# SPDX-License-Identifier: Apache-2.0
"""A grant: a compartment's secret, or the root, sealed to a user and signed by the granter.

Giving a user a compartment needs the user's public key alone, so adding, removing and recovering
need nobody else's passphrase.
"""

from dataclasses import dataclass, field
from typing import Self

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.vault import canonical
from hr_desk.vault.keys import (
    KEY_SIZE,
    SIGNATURE_SIZE,
    PublicKeys,
    RootKey,
    SignatureProblem,
    UserKeys,
    verify,
)
from hr_desk.vault.records import Record, refuse_newer
from hr_desk.vault.sealing import ADDED, NotForThisKey, open_with, seal_to

VERSION = 1
SUITE = 1
"""Suite 1: HPKE as in ``sealing``, Ed25519."""

ROOT = "root"
"""The subject of a grant of the desk's root key; any other subject is a compartment."""

_CONTEXT = "grant"
_NAMES = ("version", "suite", "subject", "epoch", "to", "sealed", "by", "signature")


class GrantProblem(UserError):
    """The grant is not for this user, was changed, or is not by whom it says."""

    message = N_(
        "The access to {subject} in slots.json is damaged or was changed. "
        "Ask an HR admin to grant it again, or restore slots.json from a backup."
    )


@dataclass(frozen=True)
class Grant:
    """``subject`` in ``epoch``, sealed to the user ``to``, signed by the user ``by``."""

    subject: str
    epoch: int
    to: str
    sealed: bytes = field(repr=False)
    by: str
    signature: bytes = field(repr=False)

    def to_record(self) -> dict[str, object]:
        """Return the grant as it is written in slots.json."""
        return {
            "version": VERSION,
            "suite": SUITE,
            "subject": self.subject,
            "epoch": self.epoch,
            "to": self.to,
            "sealed": self.sealed.hex(),
            "by": self.by,
            "signature": self.signature.hex(),
        }

    @classmethod
    def from_record(cls, value: object) -> Self:
        """Read what ``to_record`` wrote; raises Malformed, NewerFormat. Nothing is verified yet."""
        refuse_newer(value, version=VERSION, suite=SUITE)
        record = Record(value, *_NAMES)
        record.expect(version=VERSION, suite=SUITE)
        return cls(
            subject=record.text("subject"),
            epoch=record.number("epoch"),
            to=record.text("to"),
            sealed=record.data("sealed", KEY_SIZE + ADDED),
            by=record.text("by"),
            signature=record.data("signature", SIGNATURE_SIZE),
        )


def make_grant(
    secret: bytes,
    *,
    desk_id: str,
    subject: str,
    epoch: int,
    to: str,
    to_public: PublicKeys,
    by: str,
    by_keys: UserKeys,
) -> Grant:
    """Return ``secret`` (32 bytes) granted to the user ``to`` by the user ``by``."""
    if len(secret) != KEY_SIZE:
        raise ValueError("what is granted has 32 bytes")
    sealed = seal_to(to_public.sealing, secret, _bound(desk_id, subject, epoch, to))
    unsigned = Grant(subject, epoch, to, sealed, by, b"")
    signature = by_keys.sign(_CONTEXT, _signed_bytes(unsigned, desk_id))
    return Grant(subject, epoch, to, sealed, by, signature)


def open_grant(grant: Grant, *, desk_id: str, keys: UserKeys, granter: PublicKeys) -> bytes:
    """Return the 32 bytes granted; ``granter`` is what the register says of ``grant.by``.

    Raises GrantProblem; a grant of the root must open to the root of this very desk.
    """
    bound = _bound(desk_id, grant.subject, grant.epoch, grant.to)
    try:
        check_granter(grant, desk_id=desk_id, granter=granter)
        secret = open_with(keys.sealing, grant.sealed, bound)
    except (SignatureProblem, NotForThisKey):
        raise GrantProblem(subject=grant.subject) from None
    if len(secret) != KEY_SIZE or (grant.subject == ROOT and RootKey(secret).desk_id != desk_id):
        raise GrantProblem(subject=grant.subject)
    return secret


def check_granter(grant: Grant, *, desk_id: str, granter: PublicKeys) -> None:
    """Raise SignatureProblem unless ``granter`` signed the grant; it needs no key to ask."""
    verify(granter.signing, _CONTEXT, _signed_bytes(grant, desk_id), grant.signature)


def _bound(desk_id: str, subject: str, epoch: int, to: str) -> bytes:
    return canonical.encode(
        {
            "format": "hr-desk-grant",
            "version": VERSION,
            "suite": SUITE,
            "desk": desk_id,
            "subject": subject,
            "epoch": epoch,
            "to": to,
        }
    )


def _signed_bytes(grant: Grant, desk_id: str) -> bytes:
    record = grant.to_record()
    del record["signature"]
    return canonical.encode({**record, "desk": desk_id})
