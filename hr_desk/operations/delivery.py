# SPDX-License-Identifier: Apache-2.0
"""Sealed envelopes from one compartment to another: put into the outbox, carried to the inbox.

Who cannot read a compartment can add to it, and only that: the envelope is sealed to the receiving
compartment's key, which stands in the register under the root's signature.
"""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hr_desk.operations.session import Session
from hr_desk.store import outbox
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import DeskFiles, replace_whole
from hr_desk.vault import canonical
from hr_desk.vault.envelopes import EnvelopeContext, read_header, seal


def send(
    session: Session, change: Change, *, receiver: str, kind: str, record: str,
    message: Mapping[str, Any],
) -> str:  # fmt: skip
    """Seal a message to a compartment and put it into the outbox of ``change``'s file.

    It carries a random reference, never the sender's record id. Returns the reference.
    """
    context = EnvelopeContext(
        sender=change.compartment.name, receiver=receiver, kind=kind, id=secrets.token_hex(16)
    )
    envelope = seal(
        canonical.encode(dict(message)),
        to=session.register.envelope_keys[receiver],
        context=context,
        signer=session.keys,
    )
    reference = read_header(envelope).reference
    outbox.put(change, envelope, reference=reference, receiver=receiver, kind=kind, record=record)
    return reference


def deliver(session: Session) -> tuple[Path, ...]:
    """Carry what waits in the outboxes to the inbox of this desk; returns the files.

    Repeated until it succeeds: an envelope that already lies there is only noted. Raises DiskFull,
    FolderReadOnly.
    """
    inbox = DeskFiles(session.folder).part("inbox")
    carried = []
    for name in session.held:
        file = session.compartment(name)
        for one in outbox.waiting(file):
            target = inbox / f"{one.receiver}-{one.reference}.envelope"
            if not target.exists():
                replace_whole(target, one.envelope)
            with file.change("envelope.deliver") as change:
                outbox.note_delivered(change, one.seq)
            carried.append(target)
    return tuple(carried)
