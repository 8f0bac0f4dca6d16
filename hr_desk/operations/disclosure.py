# SPDX-License-Identifier: Apache-2.0
"""The one door: personal data leaves the desk through ``release`` and nothing else.

The register names kind, recipient, purpose, fields and people before the file is written; an
entry without its file says "not completed".
"""

import errno
import hashlib
import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hr_desk.catalogue.loader import load
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.domain.disclosing import WAYS
from hr_desk.errors import UserError
from hr_desk.exchange.outside import write_outside
from hr_desk.i18n import N_, Message
from hr_desk.operations.changes import Changes
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.delivery import deliver, receives, send
from hr_desk.operations.letters import Letter, Unacceptable, takes_in
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import (
    NobodyReceives,
    NothingToHandOut,
    PurposeUnknown,
    TargetExists,
    TargetInDesk,
)
from hr_desk.operations.recipient_copies import tell_given
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import outbox
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import writing

IMPORT_ERRORS: Final = "import_errors"
"""Rows of a user's own sheet that were not taken in; ``records`` are their numbers in it."""

HAND_OFF: Final = "hand_off"
"""A file for a registered recipient (operations.hand_offs); ``records`` are joiner ids."""

MINORS_REPORT: Final = "minors_report"
"""The yearly report on minors for the authority (operations.minors_papers): numbers alone."""

KINDS: Final = (
    "export",
    "print",
    "certificate",
    "recovery_key",
    "checkpoint",
    MINORS_REPORT,
    IMPORT_ERRORS,
    HAND_OFF,
    *WAYS,
)
"""What leaves: a list, a print of daily work, a certificate's counterpart, the recovery sheet, a
statement where the logs stand, the report on minors, rows to be corrected, a hand-off, and what
leaves once: by a request (operations.disclosure_files), or to a person who asked for their own data
(request_copies)."""

LONGEST_RECIPIENT: Final = 120

PRIVACY: Final = "privacy"
"""Where a copy of each entry goes."""
RECIPIENTS: Final = "personnel"
"""The file whose entries are about registered recipients."""
_COPY: Final = "disclosure"
"""The kind of the letter in which a file tells privacy what left it."""

HOLDERS: Final = tuple(key for key, role in load().roles.items() if role.holds)
"""Whose files register disclosures, and tell the privacy office."""

IMPERSONAL: Final = ("certificate", "recovery_key", "checkpoint", MINORS_REPORT)
"""Kinds that hold no personal data; they are registered all the same."""


@dataclass(frozen=True, kw_only=True)
class Disclosure:
    """What leaves, to whom and why; ``records`` are the ids it is about."""

    kind: str
    recipient: str
    purpose: str
    fields: tuple[str, ...] = ()
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Print:
    """How a paper leaves: its entry says "not completed" until somebody knows that it is out.

    ``register`` gets the paper and writes the entry, ``complete`` gets the entry's id.
    """

    register: Callable[[Session, bytes], Changes]
    complete: Callable[[Session, str], Changes]


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


@dataclass(frozen=True, slots=True)
class DisclosureCopy:
    """What a file told the privacy office of one disclosure; ``sender`` is its address."""

    id: str
    sender: str
    at: str
    kind: str
    recipient: str
    purpose: str
    people: int


def release(session: Session, disclosure: Disclosure, content: bytes, target: Path) -> Changes:
    """Register a disclosure, write its file outside the desk, and note that it is complete.

    Raises TargetExists, TargetInDesk, PurposeUnknown, TextMissing, NothingToHandOut, NotPermitted,
    DiskFull, FolderReadOnly.
    """
    return let_out(session, paper(disclosure), content, target)


def paper(disclosure: Disclosure) -> Print:
    """Return how a paper about candidates leaves, or one that names nobody."""
    return Print(lambda session, content: _register(session, disclosure, content), _complete)


def let_out(
    session: Session, leaving: Print, content: bytes, target: Path, *, entry: str = ""
) -> Changes:
    """Write a paper as a file: its entry first, then the file, then that it is complete.

    ``entry`` is that of a print that failed: the file completes it. Raises TargetExists,
    TargetInDesk, DiskFull, FolderReadOnly, and what ``leaving.register`` raises.
    """
    require_place(session, target)
    changes = None if entry else leaving.register(session, content)
    _write(content, target)
    completed = leaving.complete(session, entry if changes is None else changes.created[0])
    with suppress(UserError):
        # The file is out and its password still has to be shown; the envelope waits its turn.
        deliver(session)
    return changes or completed


def write_impersonal(session: Session, content: bytes, target: Path) -> None:
    """Write a file that holds nobody's data, such as an empty template; no entry tells of it.

    Raises TargetExists, TargetInDesk, PlaceUnusable, DiskFull, FolderReadOnly.
    """
    require_place(session, target)
    _write(content, target)


def write_registered(content: bytes, target: Path) -> None:
    """Write a file whose entry stands in the register already; the place was looked at before.

    Raises TargetExists, DiskFull, FolderReadOnly.
    """
    _write(content, target)


def _write(content: bytes, target: Path) -> None:
    try:
        with writing(target.parent):
            write_outside(target, content)
    except FileExistsError:
        raise TargetExists(file=target.name) from None


def require_place(session: Session, target: Path) -> None:
    """Raise TargetExists, TargetInDesk or PlaceUnusable where no file may be written."""
    with writing(target.parent):
        if target.exists():
            raise TargetExists(file=target.name)
        if not target.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, "no such folder", str(target.parent))
    if target.resolve().is_relative_to(session.folder.resolve()):
        raise TargetInDesk(file=target.name)


def require_entry(session: Session, disclosure: Disclosure) -> None:
    """Raise PurposeUnknown, TextMissing or NothingToHandOut for an entry that says too little."""
    if disclosure.kind not in KINDS:
        raise ValueError(disclosure.kind)
    if disclosure.purpose not in session.catalogue.purposes:
        raise PurposeUnknown
    one_line(disclosure.recipient, label=Message(N_("Recipient")), longest=LONGEST_RECIPIENT)
    # A print without fields is a notice: it names nobody.
    if disclosure.kind not in IMPERSONAL and disclosure.fields and not disclosure.records:
        raise NothingToHandOut


@operation("disclosure.register", compartment="hiring", otherwise=("visits",), roles=RECRUITING)
def _register(
    session: Session, change: Change, /, disclosure: Disclosure, content: bytes
) -> tuple[str]:
    require_entry(session, disclosure)
    kind = "visit" if change.compartment.name == "visits" else "application"
    return (enter(session, change, disclosure, content, kind=kind),)


def enter(
    session: Session, change: Change, disclosure: Disclosure, content: bytes, *, kind: str
) -> str:
    """Write an entry in a change under way; its records are of ``kind``. Returns its id."""
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
    for record in () if disclosure.kind == IMPORT_ERRORS else disclosure.records:
        change.touched(kind, record)
    change.fields.update(disclosure.fields)
    change.facts.update(kind=disclosure.kind, people=len(disclosure.records), content=digest)
    return id_


def _copy_to_privacy(session: Session, change: Change, record: str) -> None:
    """Tell the privacy office what leaves: kinds and numbers, nobody's name (promises, mends).

    Where nobody keeps privacy yet, the copy waits until this desk is paired with one that does.
    """
    message = _message_of(change, record)
    try:
        send(session, change, receiver=PRIVACY, kind=_COPY, record=record, message=message)
    except NobodyReceives:
        outbox.put_off(change, receiver=PRIVACY, kind=_COPY, record=record)


def _message_of(change: Change, record: str) -> dict[str, object]:
    row = change.execute(
        "SELECT kind, recipient, purpose, fields, records, content_sha256, completed_at "
        "FROM disclosure WHERE id = ?",
        (record,),
    ).fetchone()
    return {
        "kind": row[0],
        "recipient": row[1],
        "purpose": row[2],
        "fields": json.loads(row[3]),
        "people": len(json.loads(row[4])),
        "content_sha256": row[5],
        "at": row[6],
    }


def tell_privacy(session: Session) -> None:
    """Send the copies that waited until somebody kept privacy, if somebody does now.

    A person does: the service slot speaks of what it deleted, and of nothing that left.
    """
    if not set(HOLDERS) & set(session.user.roles):
        return
    for name in session.held:
        file = session.compartment(name)
        if outbox.were_put_off(file, PRIVACY, kind=_COPY) and receives(session, PRIVACY):
            with file.change("disclosure.tell") as change:
                for record in outbox.take_up(change, PRIVACY, kind=_COPY):
                    _copy_to_privacy(session, change, record)


@operation("disclosure.complete", compartment="hiring", otherwise=("visits",), roles=RECRUITING)
def _complete(session: Session, change: Change, /, id_: str) -> None:
    complete(session, change, id_)


def complete(session: Session, change: Change, id_: str) -> None:
    """Note in a change under way that what an entry names is out, and tell the privacy office."""
    change.execute(
        "UPDATE disclosure SET completed_at = ? WHERE id = ?",
        (change.now.isoformat(timespec="seconds"), id_),
    )
    change.touched("disclosure", id_)
    _copy_to_privacy(session, change, id_)
    if change.compartment.name == RECIPIENTS:
        tell_given(session, change, id_)


@takes_in(_COPY, compartment="privacy", roles=HOLDERS)
def _take_copy(session: Session, change: Change, letter: Letter) -> str:
    """Keep another file's word of what left it, for the privacy office."""
    id_, fields = secrets.token_hex(16), letter.message.get("fields")
    if not isinstance(fields, list) or not set(fields) <= session.catalogue.fields.keys():
        raise Unacceptable(what="fields")
    if letter.text("kind") not in KINDS or letter.text("purpose") not in session.catalogue.purposes:
        raise Unacceptable(what="kind")
    change.execute(
        "INSERT INTO disclosure_copy (id, sender, at, kind, recipient, purpose, fields, people, "
        "content_sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (id_, letter.sender, letter.moment("at").isoformat(timespec="seconds"),
         letter.text("kind"), letter.text("recipient", LONGEST_RECIPIENT), letter.text("purpose"),
         json.dumps(fields), letter.number("people"), letter.text("content_sha256", 64)),
    )  # fmt: skip
    change.touched("disclosure", id_)
    return id_


def copies(session: Session) -> tuple[DisclosureCopy, ...]:
    """Return what the files of this desk and of paired ones told of disclosures, newest first.

    Raises CompartmentClosed for whoever does not hold privacy.
    """
    rows = session.compartment("privacy").read(
        "SELECT id, sender, at, kind, recipient, purpose, people FROM disclosure_copy "
        "ORDER BY at DESC, seq DESC"
    )
    return tuple(DisclosureCopy(*row) for row in rows)


def registered(session: Session) -> tuple[DisclosureLine, ...]:
    """Return the register of what left the desk, newest first."""
    names = {user.id: user.name for user in session.register.users}
    rows = [
        row
        for name in session.held
        for row in session.compartment(name).read(
            "SELECT id, at, user, kind, recipient, purpose, records, completed_at FROM disclosure "
            "ORDER BY seq DESC"
        )
    ]
    rows.sort(key=lambda row: row[1], reverse=True)
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
