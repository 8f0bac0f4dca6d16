# SPDX-License-Identifier: Apache-2.0
"""The one door: personal data leaves the desk through ``release`` and nothing else.

The register names kind, recipient, purpose, fields and people before the file is written; an
entry without its file says "not completed".
"""

import errno
import hashlib
import json
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hr_desk.catalogue.types.cleaning import clean
from hr_desk.errors import UserError
from hr_desk.exchange.outside import write_outside
from hr_desk.i18n import t
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver, send
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import (
    NothingToHandOut,
    PurposeUnknown,
    TargetExists,
    TargetInDesk,
)
from hr_desk.operations.requisitions import RECRUITING
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import writing

KINDS: Final = ("export", "print", "certificate", "recovery_key")
"""What leaves: a list, a print of daily work, a certificate's counterpart, the recovery sheet."""

LONGEST_RECIPIENT: Final = 120

IMPERSONAL: Final = ("certificate", "recovery_key")
"""Kinds that hold no personal data; they are registered all the same."""


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """What leaves, to whom and why; ``records`` are the application ids it is about."""

    kind: str
    recipient: str
    purpose: str
    fields: tuple[str, ...] = ()
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DisclosureLine:
    """One entry of the register; ``completed`` is False when the file was never finished."""

    id: str
    at: str
    user: str
    kind: str
    recipient: str
    purpose: str
    people: int
    completed: bool


def release(session: Session, disclosure: Disclosure, content: bytes, target: Path) -> Changes:
    """Register a disclosure, write its file outside the desk, and note that it is complete.

    Raises TargetExists, TargetInDesk, PurposeUnknown, TextMissing, NothingToHandOut, NotPermitted,
    DiskFull, FolderReadOnly.
    """
    _require_place(session, target)
    _require_entry(session, disclosure)
    changes = _register(session, disclosure, content)
    try:
        with writing(target.parent):
            write_outside(target, content)
    except FileExistsError:
        raise TargetExists(file=target.name) from None
    _complete(session, changes.created[0], disclosure, content)
    with suppress(UserError):
        # The file is out and its password still has to be shown; the envelope waits its turn.
        deliver(session)
    return changes


def _require_place(session: Session, target: Path) -> None:
    with writing(target.parent):
        if target.exists():
            raise TargetExists(file=target.name)
        if not target.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "no such folder", str(target.parent))
    if target.resolve().is_relative_to(session.folder.resolve()):
        raise TargetInDesk(file=target.name)


def _require_entry(session: Session, disclosure: Disclosure) -> None:
    if disclosure.kind not in KINDS:
        raise ValueError(disclosure.kind)
    if disclosure.purpose not in session.catalogue.purposes:
        raise PurposeUnknown
    one_line(disclosure.recipient, label=t("Recipient"), longest=LONGEST_RECIPIENT)
    # A print without fields is a notice: it names nobody.
    if disclosure.kind not in IMPERSONAL and disclosure.fields and not disclosure.records:
        raise NothingToHandOut


@operation("disclosure.register", compartment="hiring", roles=RECRUITING)
def _register(
    session: Session, change: Change, /, disclosure: Disclosure, content: bytes
) -> tuple[str]:
    id_ = secrets.token_hex(16)
    digest = hashlib.sha256(content).hexdigest()
    change.purpose = disclosure.purpose
    change.execute(
        "INSERT INTO disclosure (id, at, user, kind, recipient, purpose, fields, records, "
        "content_sha256, content_bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (id_, change.now.isoformat(timespec="seconds"), session.user.id, disclosure.kind,
         clean(disclosure.recipient, prose=True), disclosure.purpose, json.dumps(disclosure.fields),
         json.dumps(disclosure.records), digest, len(content)),
    )  # fmt: skip
    change.touched("disclosure", id_)
    for record in disclosure.records:
        change.touched("application", record)
    change.fields.update(disclosure.fields)
    change.facts.update(kind=disclosure.kind, people=len(disclosure.records), content=digest)
    return (id_,)


def _copy_to_privacy(
    session: Session, change: Change, disclosure: Disclosure, *, record: str, digest: str
) -> None:
    """Tell the privacy office what leaves: kinds and numbers, nobody's name (promises, mends)."""
    message = {
        "kind": disclosure.kind,
        "recipient": clean(disclosure.recipient, prose=True),
        "purpose": disclosure.purpose,
        "fields": list(disclosure.fields),
        "people": len(disclosure.records),
        "content_sha256": digest,
        "at": change.now.isoformat(timespec="seconds"),
    }
    send(session, change, receiver="privacy", kind="disclosure", record=record, message=message)


@operation("disclosure.complete", compartment="hiring", roles=RECRUITING)
def _complete(
    session: Session, change: Change, /, id_: str, disclosure: Disclosure, content: bytes
) -> None:
    change.execute(
        "UPDATE disclosure SET completed_at = ? WHERE id = ?",
        (change.now.isoformat(timespec="seconds"), id_),
    )
    change.touched("disclosure", id_)
    digest = hashlib.sha256(content).hexdigest()
    _copy_to_privacy(session, change, disclosure, record=id_, digest=digest)


def registered(session: Session) -> tuple[DisclosureLine, ...]:
    """Return the register of what left the desk, newest first."""
    names = {user.id: user.name for user in session.register.users}
    rows = session.compartment("hiring").read(
        "SELECT id, at, user, kind, recipient, purpose, records, completed_at FROM disclosure "
        "ORDER BY seq DESC"
    )
    return tuple(
        DisclosureLine(
            id=row[0],
            at=row[1],
            user=names.get(row[2], row[2]),
            kind=row[3],
            recipient=row[4],
            purpose=row[5],
            people=len(json.loads(row[6])),
            completed=row[7] is not None,
        )
        for row in rows
    )
