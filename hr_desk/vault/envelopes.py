# SPDX-License-Identifier: Apache-2.0
"""Sealed messages: what crosses a border between compartments, desks and the kiosk.

An envelope shows where it goes and what kind it is, a random reference and its size class, and
nothing else. It opens for one key in one context only. Staff sign inside the seal; a kiosk has no
key to sign with, and what it sends is not to be trusted until a person confirms it.
"""

import hashlib
import secrets
from dataclasses import asdict, dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.vault import canonical
from hr_desk.vault.keys import SIGNATURE_SIZE, SignatureProblem, UserKeys, sealing_public, verify
from hr_desk.vault.padding import CLASSES, TooLong, padded, unpadded
from hr_desk.vault.records import Malformed, NewerFormat, Record, damage_as
from hr_desk.vault.sealing import ADDED, NotForThisKey, open_with, seal_to

MAGIC = b"HRDE"
OWN_MAGIC = b"HRDO"
VERSION = 1
SUITE = 1
"""Suite 1: HPKE as in ``sealing``, Ed25519, SHA-256; for own data AES-256-GCM-SIV."""

REFERENCE_SIZE = 16
"""Bytes of an envelope's reference: random, never a record's id."""

_FIXED = len(MAGIC) + 4
_LARGEST_HEADER = 1024
LARGEST = _FIXED + _LARGEST_HEADER + CLASSES[-1] + ADDED
"""Bytes of an envelope at most."""

PEEKED = _FIXED + _LARGEST_HEADER
"""How many bytes ``peek`` needs."""

_KEY_NAME_SIZE = 8
_NONCE_SIZE = 12
_TAG_SIZE = 16
_CONTEXT = "envelope"
_NAMES = ("sender", "receiver", "kind", "id", "reference", "key")
_UNSIGNED = bytes(1 + SIGNATURE_SIZE)


class EnvelopeProblem(UserError):
    """Forged, truncated, oversized, for another key or another context."""

    message = N_(
        "This sealed message is damaged, forged or meant for someone else. "
        "It was set aside; ask the sender to send it again."
    )


class NewerEnvelope(EnvelopeProblem):
    """Sealed by a newer program."""

    message = N_(
        "This sealed message comes from a newer version of HR Desk. "
        "Update HR Desk on this machine; the message waits."
    )


class MessageTooLong(EnvelopeProblem):
    """More than the largest size class holds."""

    message = N_("This message is too large to send. Leave out attachments or send them singly.")


class DraftProblem(EnvelopeProblem):
    """A user's own sealed data does not open."""

    message = N_("This draft cannot be opened: it is damaged or another user's. Start a new one.")


@dataclass(frozen=True)
class EnvelopeContext:
    """What an envelope is bound to: who sends, which compartment or desk receives, what, which.

    All four are ids and keys, never personal data: they can be read on the envelope.
    """

    sender: str
    receiver: str
    kind: str
    id: str


@dataclass(frozen=True)
class EnvelopeHeader:
    """What can be read on a closed envelope; believed only once it is opened."""

    context: EnvelopeContext
    reference: str
    key_name: str


@dataclass(frozen=True)
class OpenedEnvelope:
    """The message, its reference (32 hexadecimal digits) and whether its signer was verified."""

    message: bytes = field(repr=False)
    reference: str
    signed: bool


def key_name(public: bytes) -> str:
    """Return the short name by which an envelope says which key opens it: 16 digits."""
    return hashlib.sha256(public).digest()[:_KEY_NAME_SIZE].hex()


def seal(
    message: bytes, *, to: bytes, context: EnvelopeContext, signer: UserKeys | None,
    reference: str | None = None,
) -> bytes:  # fmt: skip
    """Return ``message`` sealed to the X25519 key ``to``; raises MessageTooLong.

    ``signer`` is the sending user, None for a kiosk. The reference is new each time; only what is
    sealed afresh keeps the one (32 hexadecimal digits) under which it may have been taken in.
    """
    start = _start(context, reference or secrets.token_hex(REFERENCE_SIZE), key_name(to))
    mark = _UNSIGNED
    if signer is not None:
        mark = b"\x01" + signer.sign(_CONTEXT, _signed_bytes(start, to, message))
    try:
        inner = padded(mark + message)
    except TooLong:
        raise MessageTooLong from None
    return start + seal_to(to, inner, start)


def read_header(data: bytes) -> EnvelopeHeader:
    """Return what stands on a closed envelope, to route and count it.

    Raises EnvelopeProblem for anything that cannot be an envelope, NewerEnvelope.
    """
    with damage_as(EnvelopeProblem, NewerEnvelope):
        _, header = _parsed(data)
    return header


def peek(start: bytes, size: int) -> EnvelopeHeader:
    """Return what stands on an envelope of ``size`` bytes, from its first PEEKED bytes alone.

    Raises EnvelopeProblem and NewerEnvelope as ``read_header`` does.
    """
    with damage_as(EnvelopeProblem, NewerEnvelope):
        return _header(start[_FIXED : _end_of_header(start, size)])


def open_envelope(
    data: bytes, *, secret: bytes, context: EnvelopeContext, signer: bytes | None
) -> OpenedEnvelope:
    """Return what the envelope holds if it is the one expected.

    ``secret`` is the X25519 secret key of the receiver, ``signer`` the sender's Ed25519 public
    key, or None where an unsigned envelope is expected; a signed one is then refused. Raises
    EnvelopeProblem, NewerEnvelope.
    """
    with damage_as(EnvelopeProblem, NewerEnvelope):
        start, header = _parsed(data)
        if header.context != context:
            raise Malformed("an envelope of another context")
        content = _opened(data, start, secret)
        mark, message = content[: len(_UNSIGNED)], content[len(_UNSIGNED) :]
        _check_mark(mark, signer, _signed_bytes(start, sealing_public(secret), message))
    return OpenedEnvelope(message, header.reference, signer is not None)


def seal_to_self(message: bytes, keys: UserKeys, *, label: str) -> bytes:
    """Return ``message`` sealed so that this user alone can read and make it, such as a draft.

    ``label`` says what it is; it opens under the same label only. Raises MessageTooLong.
    """
    start = OWN_MAGIC + bytes((VERSION, SUITE)) + secrets.token_bytes(_NONCE_SIZE)
    try:
        inner = padded(message)
    except TooLong:
        raise MessageTooLong from None
    cipher = AESGCMSIV(keys.own_key())
    return start + cipher.encrypt(start[-_NONCE_SIZE:], inner, _own_bound(start, label))


def open_own(data: bytes, keys: UserKeys, *, label: str) -> bytes:
    """Return what ``seal_to_self`` sealed under this label; raises DraftProblem."""
    size = len(OWN_MAGIC) + 2 + _NONCE_SIZE
    start, sealed = data[:size], data[size:]
    if start[:6] != OWN_MAGIC + bytes((VERSION, SUITE)) or len(sealed) - _TAG_SIZE not in CLASSES:
        raise DraftProblem
    cipher = AESGCMSIV(keys.own_key())
    try:
        return unpadded(cipher.decrypt(start[-_NONCE_SIZE:], sealed, _own_bound(start, label)))
    except (InvalidTag, Malformed):
        raise DraftProblem from None


def _start(context: EnvelopeContext, reference: str, key: str) -> bytes:
    header = canonical.encode({**asdict(context), "reference": reference, "key": key})
    if len(header) > _LARGEST_HEADER:
        raise ValueError("the context of an envelope is short")
    return MAGIC + bytes((VERSION, SUITE)) + len(header).to_bytes(2, "big") + header


def _parsed(data: bytes) -> tuple[bytes, EnvelopeHeader]:
    end = _end_of_header(data, len(data))
    return data[:end], _header(data[_FIXED:end])


def _end_of_header(data: bytes, size: int) -> int:
    if not _FIXED < size <= LARGEST or data[:4] != MAGIC:
        raise Malformed("not an envelope")
    if data[4] > VERSION or data[5] > SUITE:
        raise NewerFormat
    if data[4:6] != bytes((VERSION, SUITE)):
        raise Malformed("no such version or suite")
    end = _FIXED + int.from_bytes(data[6:8], "big")
    if end - _FIXED > _LARGEST_HEADER or size - end - ADDED not in CLASSES:
        raise Malformed("not one of the sizes")
    return end


def _header(data: bytes) -> EnvelopeHeader:
    record = Record(canonical.decode(data), *_NAMES)
    context = EnvelopeContext(*(record.text(name) for name in _NAMES[:4]))
    reference = record.data("reference", REFERENCE_SIZE).hex()
    return EnvelopeHeader(context, reference, record.data("key", _KEY_NAME_SIZE).hex())


def _opened(data: bytes, start: bytes, secret: bytes) -> bytes:
    try:
        content = unpadded(open_with(secret, data[len(start) :], start))
    except NotForThisKey:
        raise Malformed("not sealed to this key") from None
    if len(content) < len(_UNSIGNED):
        raise Malformed("too short")
    return content


def _check_mark(mark: bytes, signer: bytes | None, payload: bytes) -> None:
    if signer is None:
        if mark != _UNSIGNED:
            raise Malformed("signed where no signature is expected")
        return
    if mark[0] != 1:
        raise Malformed("not signed")
    try:
        verify(signer, _CONTEXT, payload, mark[1:])
    except SignatureProblem:
        raise Malformed("not signed by the sender") from None


def _signed_bytes(start: bytes, to: bytes, message: bytes) -> bytes:
    # The receiver's key is signed too: nobody can seal a message signed for them to another.
    return canonical.encode(
        {
            "start": hashlib.sha256(start).hexdigest(),
            "to": to.hex(),
            "message": hashlib.sha256(message).hexdigest(),
        }
    )


def _own_bound(start: bytes, label: str) -> bytes:
    return start + label.encode("utf-8")
