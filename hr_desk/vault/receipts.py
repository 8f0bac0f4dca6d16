# SPDX-License-Identifier: Apache-2.0
"""The receipt of an envelope: its receiver has it, so the sender may let its copy go.

It names the envelope by reference and digest, so that a receipt for a forged one is none for the
true one. Who checks it needs the desk's id alone: the root's delegation to the signer is in it.
"""

import hashlib
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.vault import canonical
from hr_desk.vault.delegations import RegisteredUser, checked_roles, verify_delegation
from hr_desk.vault.keys import (
    KEY_SIZE,
    SIGNATURE_SIZE,
    SignatureProblem,
    UserKeys,
    desk_id_of,
    verify,
)
from hr_desk.vault.records import Malformed, Record, check_moment, damage_as, refuse_newer, written
from hr_desk.vault.statements import signed_bytes

FORMAT = "hr-desk-receipt"
VERSION = 1
SUITE = 1
"""Suite 1: SHA-256, Ed25519."""

LARGEST = 8 * 1024
"""Bytes of a receipt at most; usual ones have about 1,100."""

Outcome = Literal["taken_in", "set_aside"]
OUTCOMES: tuple[Outcome, ...] = ("taken_in", "set_aside")
"""What became of the envelope; one set aside lies where an HR admin can look at it."""

_CONTEXT = "receipt"
_DIGEST_SIZE = 32
_REFERENCE_SIZE = 16


class ReceiptProblem(UserError):
    """Not a receipt of this desk."""

    message = N_("A receipt does not fit and was passed over. Nothing is lost; it is sent again.")


class NewerReceipt(ReceiptProblem):
    """Written by a newer program."""

    message = N_("A receipt comes from a newer version of HR Desk. Update HR Desk here.")


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """Which envelope, what became of it, when (UTC, 2026-01-31T08:00:00Z), and who says so.

    ``reference`` has 32 hexadecimal digits, ``digest`` is the envelope's SHA-256 in hexadecimal,
    ``receiver`` the address it was for.
    """

    reference: str
    digest: str
    receiver: str
    outcome: str
    at: str
    user: str
    signing: bytes
    roles: tuple[str, ...]
    since: str
    delegation: bytes = field(repr=False)
    root: bytes
    signature: bytes = field(repr=False)


_NAMES = ("format", "version", "suite", *(one.name for one in fields(Receipt)))


def digest_of(envelope: bytes) -> str:
    """Return the digest by which a receipt names an envelope: SHA-256, 64 hexadecimal digits."""
    return hashlib.sha256(envelope).hexdigest()


def issue_receipt(
    envelope: bytes,
    *,
    reference: str,
    receiver: str,
    outcome: Outcome,
    at: str,
    signer: UserKeys,
    user: RegisteredUser,
    root_public: bytes,
) -> bytes:
    """Return the receipt of ``envelope``, signed by ``user``; ``at`` is UTC to the second."""
    unsigned = Receipt(
        reference=reference,
        digest=digest_of(envelope),
        receiver=receiver,
        outcome=outcome,
        at=at,
        user=user.id,
        signing=user.public.signing,
        roles=user.roles,
        since=user.added_at,
        delegation=user.delegation,
        root=root_public,
        signature=b"",
    )
    signature = signer.sign(_CONTEXT, signed_bytes(_record(unsigned)))
    return canonical.encode({**_record(unsigned), "signature": signature.hex()})


def read_receipt(data: bytes, *, desk_id: str) -> Receipt:
    """Return the receipt if the root of ``desk_id`` delegated to its signer; ReceiptProblem."""
    if len(data) > LARGEST:
        raise ReceiptProblem
    with damage_as(ReceiptProblem, NewerReceipt):
        value = canonical.decode(data)
        refuse_newer(value, version=VERSION, suite=SUITE)
        receipt = _read(Record(value, *_NAMES))
    try:
        _verify(receipt, desk_id)
    except SignatureProblem:
        raise ReceiptProblem from None
    return receipt


def _read(record: Record) -> Receipt:
    record.expect(format=FORMAT, version=VERSION, suite=SUITE)
    receipt = Receipt(
        reference=record.data("reference", _REFERENCE_SIZE).hex(),
        digest=record.data("digest", _DIGEST_SIZE).hex(),
        receiver=record.text("receiver"),
        outcome=record.text("outcome"),
        at=record.text("at"),
        user=record.text("user"),
        signing=record.data("signing", KEY_SIZE),
        roles=checked_roles(record.texts("roles")),
        since=record.text("since"),
        delegation=record.data("delegation", SIGNATURE_SIZE),
        root=record.data("root", KEY_SIZE),
        signature=record.data("signature", SIGNATURE_SIZE),
    )
    check_moment(receipt.at)
    check_moment(receipt.since)
    if receipt.outcome not in OUTCOMES:
        raise Malformed("no such outcome")
    return receipt


def _verify(receipt: Receipt, desk_id: str) -> None:
    if desk_id_of(receipt.root) != desk_id or not receipt.roles:
        raise SignatureProblem
    verify(receipt.signing, _CONTEXT, signed_bytes(_record(receipt)), receipt.signature)
    verify_delegation(
        receipt.delegation,
        root_public=receipt.root,
        desk_id=desk_id,
        user_id=receipt.user,
        signing=receipt.signing,
        roles=receipt.roles,
        since=receipt.since,
    )


def _record(receipt: Receipt) -> dict[str, Any]:
    return written(receipt, kind=FORMAT, version=VERSION, suite=SUITE)
