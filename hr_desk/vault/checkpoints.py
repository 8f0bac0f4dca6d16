# SPDX-License-Identifier: Apache-2.0
"""The checkpoint: a signed statement where the audit logs of a desk stood, kept outside the desk.

A log inside a file proves nothing about its own end: whoever holds the file's key can drop the
newest entries, or write all of them anew under their own name. A statement that lies elsewhere,
on another disk or in a drawer, shows both. It names heads and a user id, no personal data, and is
checked without a desk, like a certificate.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self

from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.vault import canonical
from hr_desk.vault.delegations import RegisteredUser
from hr_desk.vault.keys import SignatureProblem, UserKeys
from hr_desk.vault.records import Record, check_moment, damage_as, refuse_newer, written
from hr_desk.vault.statements import Signed, signed_by, signed_bytes, signer_of, verify_signer

FORMAT = "hr-desk-checkpoint"
VERSION = 1
SUITE = 1
"""Suite 1: SHA-256, Ed25519."""

LARGEST = 64 * 1024
"""Bytes of a checkpoint at most; usual ones have about 1,500."""

_CONTEXT = "checkpoint"
_HASH_SIZE = 32


class CheckpointProblem(UserError):
    """The checkpoint says nothing about a desk."""

    message = N_("This checkpoint is not valid. Compare the log with another one.")


class DamagedCheckpoint(CheckpointProblem):
    """Not the bytes that were written."""

    message = N_(
        "This is not a checkpoint of an audit log, or it was changed after it was written. "
        "Compare the log with another copy of it."
    )


class NewerCheckpoint(CheckpointProblem):
    """Written by a newer program."""

    message = N_(
        "This checkpoint was written by a newer version of HR Desk. "
        "Update HR Desk, then compare again."
    )


class ForgedCheckpoint(CheckpointProblem):
    """A signature in it does not fit."""

    message = N_(
        "A signature on this checkpoint does not fit, so it says nothing about the log. "
        "Keep it as evidence, and compare the log with another one."
    )


@dataclass(frozen=True, slots=True)
class FileHead:
    """Where the log of one compartment file stood: its last entry, by number and hash (hex)."""

    epoch: int
    sequence: int
    head: str

    @classmethod
    def from_record(cls, value: object) -> Self:
        """Read what stands in a checkpoint; raises Malformed."""
        record = Record(value, *(one.name for one in fields(cls)))
        return cls(
            epoch=record.number("epoch", least=1),
            sequence=record.number("sequence"),
            head=record.data("head", _HASH_SIZE).hex(),
        )


@dataclass(frozen=True)
class Heads:
    """Where the logs of a desk stood: compartment to head; ``issued_at`` is UTC to the second."""

    desk_id: str
    company_name: str
    issued_at: str
    files: Mapping[str, FileHead]


@dataclass(frozen=True)
class Checkpoint(Heads, Signed):
    """Heads with their signer."""


_NAMES = ("format", "version", "suite", *(one.name for one in fields(Checkpoint)))


def write_checkpoint(
    heads: Heads, *, signer: UserKeys, user: RegisteredUser, root_public: bytes
) -> bytes:
    """Return the signed statement as the user ``user``.

    Raises a CheckpointProblem where it would not verify: another desk's heads, a user whose keys
    or delegation are not these.
    """
    values: dict[str, Any] = {one.name: getattr(heads, one.name) for one in fields(Heads)}
    unsigned = Checkpoint(**values, **signed_by(user, root_public))
    signature = signer.sign(_CONTEXT, signed_bytes(_record(unsigned)))
    data = canonical.encode(_record(replace(unsigned, signature=signature)))
    read_checkpoint(data)
    return data


def read_checkpoint(data: bytes) -> Checkpoint:
    """Return the checkpoint if every check holds; raises a CheckpointProblem that says why not.

    As with a certificate: the spelling, the names and types, the desk's id against the root key,
    the signature, the delegation. Whose desk it is, the caller asks.
    """
    if len(data) > LARGEST:
        raise DamagedCheckpoint
    with damage_as(DamagedCheckpoint, NewerCheckpoint):
        value = canonical.decode(data)
        refuse_newer(value, version=VERSION, suite=SUITE)
        checkpoint = _read(Record(value, *_NAMES))
    try:
        verify_signer(checkpoint, _record(checkpoint), desk_id=checkpoint.desk_id, context=_CONTEXT)
    except SignatureProblem:
        raise ForgedCheckpoint from None
    return checkpoint


def _read(record: Record) -> Checkpoint:
    record.expect(format=FORMAT, version=VERSION, suite=SUITE)
    check_moment(issued_at := record.text("issued_at"))
    return Checkpoint(
        desk_id=record.text("desk_id"),
        company_name=record.text("company_name"),
        issued_at=issued_at,
        files={name: FileHead.from_record(row) for name, row in record.table("files").items()},
        **signer_of(record),
    )


def _record(checkpoint: Checkpoint) -> dict[str, Any]:
    record = written(checkpoint, kind=FORMAT, version=VERSION, suite=SUITE)
    record["files"] = {
        name: {"epoch": one.epoch, "sequence": one.sequence, "head": one.head}
        for name, one in checkpoint.files.items()
    }
    return record
