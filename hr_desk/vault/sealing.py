# SPDX-License-Identifier: Apache-2.0
"""HPKE with the one suite of this program: sealing to an X25519 public key (RFC 9180).

Base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305: the suite of the RFC's own
appendix A.2, equally fast on machines without AES instructions. Everything a message is bound to
stands in ``info``; the associated data is empty.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

ADDED = 48
"""Bytes that sealing adds: the encapsulated key (32) before, the tag (16) after."""

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


class NotForThisKey(Exception):
    """The bytes were not sealed to this key with this info, or were changed."""


def seal_to(public: bytes, message: bytes, info: bytes) -> bytes:
    """Return ``message`` sealed to the X25519 key ``public``, bound to ``info``."""
    return _SUITE.encrypt(message, X25519PublicKey.from_public_bytes(public), info=info)


def open_with(secret: bytes, sealed: bytes, info: bytes) -> bytes:
    """Return what was sealed to the key of ``secret`` with ``info``; raises NotForThisKey."""
    key = X25519PrivateKey.from_private_bytes(secret)
    try:
        return _SUITE.decrypt(sealed, key, info=info)
    except (InvalidTag, ValueError):
        raise NotForThisKey from None
