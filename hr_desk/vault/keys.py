# SPDX-License-Identifier: Apache-2.0
"""The keys of a user, a compartment and a desk, and signatures with them.

A user has an X25519 key (what is sealed to them) and an Ed25519 key (what they sign). A compartment
has one secret of 32 bytes from which every key of it is derived, each by its own label. A desk has
a root key; the desk's id is the hash of its public half.
"""

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.vault import crockford

KEY_SIZE = 32
"""Bytes of every secret and public key here."""

SIGNATURE_SIZE = 64
"""Bytes of an Ed25519 signature (RFC 8032)."""

_SIGNATURE_PREFIX = b"HR Desk signature 1\0"
_COMPARTMENT_LABEL = b"HR Desk compartment 1: "
_OWN_LABEL = b"HR Desk user 1: own data"


class SignatureProblem(UserError):
    """A signature does not fit the bytes, the purpose or the key."""

    message = N_(
        "A signature does not fit: something was changed outside HR Desk. "
        "Take the original again, or restore it from a backup and tell an HR admin."
    )


@dataclass(frozen=True)
class PublicKeys:
    """The public halves of a user's keys, 32 bytes each; safe to show."""

    sealing: bytes
    signing: bytes

    def __post_init__(self) -> None:
        _check_sizes(self.sealing, self.signing)


@dataclass(frozen=True)
class UserKeys:
    """One user's secret keys: X25519 ``sealing`` and the Ed25519 seed ``signing``."""

    sealing: bytes = field(repr=False)
    signing: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _check_sizes(self.sealing, self.signing)

    @classmethod
    def generate(cls) -> Self:
        """Return new random keys."""
        return cls(secrets.token_bytes(KEY_SIZE), secrets.token_bytes(KEY_SIZE))

    @property
    def public(self) -> PublicKeys:
        """The public halves."""
        return PublicKeys(sealing_public(self.sealing), signing_public(self.signing))

    def sign(self, context: str, payload: bytes) -> bytes:
        """Return the signature of ``payload`` for one purpose (``context``) alone."""
        return _sign(self.signing, context, payload)

    def own_key(self) -> bytes:
        """Return the 32-byte key of what this user keeps for themselves, such as drafts."""
        return _derived(self.sealing, _OWN_LABEL)


@dataclass(frozen=True)
class CompartmentSecret:
    """The one secret of a compartment in one epoch; all its keys are derived from it."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _check_sizes(self.secret)

    @classmethod
    def generate(cls) -> Self:
        """Return a new random secret."""
        return cls(secrets.token_bytes(KEY_SIZE))

    def file_key(self) -> bytes:
        """Return the raw 32-byte key of the compartment's SQLCipher file."""
        return _derived(self.secret, _COMPARTMENT_LABEL + b"file")

    def digest_key(self) -> bytes:
        """Return the 32-byte key of the row digests in the audit entries."""
        return _derived(self.secret, _COMPARTMENT_LABEL + b"digests")

    def envelope_secret(self) -> bytes:
        """Return the X25519 secret key that opens what staff seal to the compartment."""
        return _derived(self.secret, _COMPARTMENT_LABEL + b"envelopes")

    def envelope_public(self) -> bytes:
        """Return the X25519 public key that staff seal to."""
        return sealing_public(self.envelope_secret())


@dataclass(frozen=True)
class RootKey:
    """The desk's Ed25519 seed: it signs the register, kiosk profiles and delegations."""

    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        _check_sizes(self.seed)

    @classmethod
    def generate(cls) -> Self:
        """Return the root key of a new desk."""
        return cls(secrets.token_bytes(KEY_SIZE))

    @property
    def public(self) -> bytes:
        """The public half, 32 bytes."""
        return signing_public(self.seed)

    @property
    def desk_id(self) -> str:
        """The id of the desk this key is the root of: 64 hexadecimal digits."""
        return desk_id_of(self.public)

    def sign(self, context: str, payload: bytes) -> bytes:
        """Return the signature of ``payload`` for one purpose (``context``) alone."""
        return _sign(self.seed, context, payload)


def verify(public_signing: bytes, context: str, payload: bytes, signature: bytes) -> None:
    """Raise SignatureProblem unless the key signed ``payload`` for the purpose ``context``."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public_signing)
        key.verify(signature, _signed_bytes(context, payload))
    except (InvalidSignature, ValueError):
        raise SignatureProblem from None


def desk_id_of(root_public: bytes) -> str:
    """Return the desk id that belongs to a root public key: its SHA-256 in hexadecimal."""
    return hashlib.sha256(root_public).hexdigest()


def fingerprint(desk_id: str) -> str:
    """Return the first 80 bits of a desk id as 16 characters in four groups, to compare."""
    return crockford.grouped(crockford.spell(bytes.fromhex(desk_id)[:10]), 4)


def sealing_public(secret: bytes) -> bytes:
    """Return the X25519 public key of a secret one."""
    return X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()


def signing_public(seed: bytes) -> bytes:
    """Return the Ed25519 public key of a seed."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def _sign(seed: bytes, context: str, payload: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).sign(_signed_bytes(context, payload))


def _signed_bytes(context: str, payload: bytes) -> bytes:
    # The length keeps one purpose from being the beginning of another.
    name = context.encode("utf-8")
    return _SIGNATURE_PREFIX + len(name).to_bytes(2, "big") + name + payload


def _derived(secret: bytes, label: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_SIZE, salt=None, info=label).derive(secret)


def _check_sizes(*keys: bytes) -> None:
    if any(len(key) != KEY_SIZE for key in keys):
        raise ValueError("a key has 32 bytes")
