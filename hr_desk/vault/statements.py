# SPDX-License-Identifier: Apache-2.0
"""What a statement that is checked without a desk says of its signer: certificate, checkpoint.

A user signs it, and the root's delegation to that user stands in it; the root's public key is the
one whose hash is the desk's id. So whoever has the statement alone can check all but whose desk
it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hr_desk.vault import canonical
from hr_desk.vault.delegations import RegisteredUser, checked_roles, verify_delegation
from hr_desk.vault.keys import KEY_SIZE, SIGNATURE_SIZE, SignatureProblem, desk_id_of, verify
from hr_desk.vault.records import Record, check_moment


@dataclass(frozen=True, kw_only=True)
class Signed:
    """The signer of a statement: a user id, their key, and the root's delegation to it.

    ``signer_since`` is UTC (2026-01-31T08:00:00Z): since when the delegation holds.
    """

    signer: str
    signer_signing: bytes = field(repr=False)
    signer_roles: tuple[str, ...]
    signer_since: str
    delegation: bytes = field(repr=False)
    root_public: bytes = field(repr=False)
    signature: bytes = field(repr=False)


def signed_by(user: RegisteredUser, root_public: bytes) -> dict[str, Any]:
    """Return what a statement of ``user`` says of its signer, still without signature."""
    return {
        "signer": user.id,
        "signer_signing": user.public.signing,
        "signer_roles": user.roles,
        "signer_since": user.added_at,
        "delegation": user.delegation,
        "root_public": root_public,
        "signature": b"",
    }


def signer_of(record: Record) -> dict[str, Any]:
    """Read what a statement says of its signer; raises Malformed."""
    check_moment(since := record.text("signer_since"))
    return {
        "signer": record.text("signer"),
        "signer_signing": record.data("signer_signing", KEY_SIZE),
        "signer_roles": checked_roles(record.texts("signer_roles")),
        "signer_since": since,
        "delegation": record.data("delegation", SIGNATURE_SIZE),
        "root_public": record.data("root_public", KEY_SIZE),
        "signature": record.data("signature", SIGNATURE_SIZE),
    }


def verify_signer(
    statement: Signed, record: Mapping[str, Any], *, desk_id: str, context: str
) -> None:
    """Raise SignatureProblem unless the root of ``desk_id`` delegated to the signer of it."""
    if desk_id_of(statement.root_public) != desk_id:
        raise SignatureProblem
    verify(statement.signer_signing, context, signed_bytes(record), statement.signature)
    verify_delegation(
        statement.delegation,
        root_public=statement.root_public,
        desk_id=desk_id,
        user_id=statement.signer,
        signing=statement.signer_signing,
        roles=statement.signer_roles,
        since=statement.signer_since,
    )


def signed_bytes(record: Mapping[str, Any]) -> bytes:
    """Return what a signature of a record covers: its one spelling without the signature."""
    return canonical.encode({name: value for name, value in record.items() if name != "signature"})
