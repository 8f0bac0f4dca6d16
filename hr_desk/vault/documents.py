# SPDX-License-Identifier: Apache-2.0
"""Documents and photos: sealed files, each under a random key of its own.

The key stands in the document's row; when the row goes, the file opens for nobody.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.vault import canonical
from hr_desk.vault.keys import KEY_SIZE

MAGIC = b"HRDD"
VERSION = 1
SUITE = 1
"""Suite 1: AES-256-GCM-SIV (RFC 8452) with a random nonce."""

LARGEST = 16 * 1024 * 1024
"""Bytes of a document at most."""

_START_SIZE = len(MAGIC) + 2
_NONCE_SIZE = 12
_ADDED = _START_SIZE + _NONCE_SIZE + 16


class DocumentProblem(UserError):
    """The sealed file is damaged, another one's, or its key is not this one."""

    message = N_("This document is damaged or was exchanged. Restore it from a backup.")


class NewerDocument(DocumentProblem):
    """Sealed by a newer program."""

    message = N_(
        "This document was stored by a newer version of HR Desk. "
        "Update HR Desk on this machine, then open it again."
    )


class DocumentTooLarge(DocumentProblem):
    """More than LARGEST bytes."""

    message = N_(
        "This document has {mebibytes} MiB; {most} MiB is the most. "
        "Scan it at a lower resolution or split it."
    )


def new_document_key() -> bytes:
    """Return a random key of 32 bytes for one document."""
    return secrets.token_bytes(KEY_SIZE)


def seal_document(data: bytes, key: bytes, *, document_id: str) -> bytes:
    """Return the bytes of the sealed file; raises DocumentTooLarge."""
    if len(data) > LARGEST:
        raise DocumentTooLarge(mebibytes=-(-len(data) // 2**20), most=LARGEST // 2**20)
    nonce = secrets.token_bytes(_NONCE_SIZE)
    sealed = AESGCMSIV(key).encrypt(nonce, data, _bound(document_id))
    return MAGIC + bytes((VERSION, SUITE)) + nonce + sealed


def open_document(sealed: bytes, key: bytes, *, document_id: str) -> bytes:
    """Return the document; raises DocumentProblem, NewerDocument."""
    start, nonce = sealed[:_START_SIZE], sealed[_START_SIZE : _START_SIZE + _NONCE_SIZE]
    if start[:4] == MAGIC and any(
        found > known for found, known in zip(start[4:], (VERSION, SUITE), strict=False)
    ):
        raise NewerDocument
    in_size = _ADDED <= len(sealed) <= LARGEST + _ADDED
    if not in_size or start != MAGIC + bytes((VERSION, SUITE)):
        raise DocumentProblem
    try:
        return AESGCMSIV(key).decrypt(
            nonce, sealed[_START_SIZE + _NONCE_SIZE :], _bound(document_id)
        )
    except InvalidTag:
        raise DocumentProblem from None


def _bound(document_id: str) -> bytes:
    return canonical.encode(
        {
            "format": "hr-desk-document",
            "version": VERSION,
            "suite": SUITE,
            "document": document_id,
        }
    )
