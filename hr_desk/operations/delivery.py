# SPDX-License-Identifier: Apache-2.0
"""Sealed envelopes from one compartment to another: put into the outbox, carried to the inbox.

Who cannot read a compartment can add to it, and only that: the envelope is sealed to the receiving
compartment's key, which stands in the register under the root's signature. The receiver may be a
compartment of this desk or of a paired one; both are addressed alike. Delivery is repeated until
the receipt comes; taking in the same envelope twice does nothing. What has waited for 14 days, or
whose sender may not speak for the file any more, is sealed afresh by whoever delivers.
"""

import secrets
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from hr_desk.errors import UserError
from hr_desk.operations import pairing
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.letters import kind_of
from hr_desk.operations.opening import may_send
from hr_desk.operations.problems import NobodyReceives
from hr_desk.operations.session import Session
from hr_desk.store import outbox
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.inbox import ENVELOPE, RECEIPT, Inbox
from hr_desk.store.spool import Spool
from hr_desk.vault import canonical, receipts
from hr_desk.vault.envelopes import EnvelopeContext, read_header, seal


def address(session: Session, compartment: str) -> str:
    """Return ``desk/compartment`` of whoever holds the compartment: this desk or a paired one.

    An address is returned as it is. Raises NobodyReceives.
    """
    if "/" in compartment:
        return compartment
    if compartment in session.register.epochs:
        return f"{session.desk_id}/{compartment}"
    for desk_id, other in sorted(pairing.known_to(session).items()):
        if compartment in other.epochs:
            return f"{desk_id}/{compartment}"
    raise NobodyReceives(compartment=session.catalogue.compartments[compartment])


def addresses(session: Session, compartments: Collection[str]) -> tuple[str, ...]:
    """Return the address of every file of these compartments, here and at paired desks."""
    registers = {session.desk_id: session.register, **pairing.known_to(session)}
    return tuple(
        f"{desk_id}/{name}"
        for desk_id, register in sorted(registers.items())
        for name in compartments
        if name in register.epochs
    )


def receives(session: Session, compartment: str) -> bool:
    """Whether anybody keeps a compartment, here or at a paired desk."""
    try:
        address(session, compartment)
    except NobodyReceives:
        return False
    return True


def _key_of(session: Session, receiver: str) -> bytes:
    """Return the X25519 public key of an address; raises NobodyReceives."""
    desk_id, _, compartment = receiver.partition("/")
    register = session.register
    if desk_id != session.desk_id:
        register = pairing.known_to(session).get(desk_id, register)
    if register.desk_id != desk_id or compartment not in register.envelope_keys:
        raise NobodyReceives(compartment=session.catalogue.compartments[compartment])
    return register.envelope_keys[compartment]


def send(
    session: Session, change: Change, *, receiver: str, kind: str, record: str,
    message: Mapping[str, Any],
) -> str:  # fmt: skip
    """Seal a message to a compartment and put it into the outbox of ``change``'s file.

    ``receiver`` is a compartment's key or an address. The envelope carries a random reference,
    never the sender's record id. Returns the reference; raises NobodyReceives.
    """
    to = address(session, receiver)
    context = EnvelopeContext(
        sender=f"{session.desk_id}/{change.compartment.name}/{session.user.id}",
        receiver=to,
        kind=kind,
        id=secrets.token_hex(16),
    )
    content = canonical.encode(dict(message))
    envelope = seal(content, to=_key_of(session, to), context=context, signer=session.keys)
    reference = read_header(envelope).reference
    outbox.put(
        change, envelope, reference=reference, receiver=to, kind=kind, record=record,
        message=content,
    )  # fmt: skip
    return reference


def deliver(session: Session) -> tuple[Path, ...]:
    """Carry what waits in the outboxes to where its receiver looks; returns what was put there.

    Receipts are noted first; what has none and has vanished is carried again. Raises DiskFull,
    FolderReadOnly, and what ``Session.require_standing`` raises.
    """
    # They send through this module.
    from hr_desk.operations import board_reports, calendar_copies, period_decisions
    from hr_desk.operations.disclosure import tell_privacy
    from hr_desk.operations.policy_campaign import report_owed
    from hr_desk.operations.policy_sending import send_owed
    from hr_desk.operations.recipient_copies import tell_waiting

    session.require_standing()
    pairing.remember(session)
    tell_privacy(session)
    tell_waiting(session)
    report_owed(session)
    send_owed(session)
    period_decisions.send_owed(session)
    board_reports.expect(session)
    calendar_copies.tell(session)
    files = DeskFiles(session.folder)
    inbox, spool = Inbox(files), Spool(files)
    _note_receipts(session, inbox, spool)
    for name in session.held:
        _seal_afresh(session, name, inbox, spool)
    return tuple(path for name in session.held for path in _carry(session, name, inbox, spool))


def deliver_afterwards(session: Session, change: Change) -> None:
    """Deliver once the change is committed; where that fails the envelope waits in the outbox."""

    def carry() -> None:
        with suppress(UserError):
            deliver(session)

    if "delivered_afterwards" not in change.facts:
        change.facts["delivered_afterwards"] = True
        change.afterwards.append(carry)


def _carry(session: Session, name: str, inbox: Inbox, spool: Spool) -> list[Path]:
    file = session.compartment(name)
    carried, first = [], []
    for one in outbox.waiting(file):
        if not _speaks(session, one):
            continue
        desk_id = one.receiver.partition("/")[0]
        if desk_id == session.desk_id:
            put = inbox.put(f"{one.reference}{ENVELOPE}", one.envelope)
            path = inbox.folder / f"{one.reference}{ENVELOPE}"
        else:
            put = spool.put(desk_id, f"{one.reference}{ENVELOPE}", one.envelope)
            path = spool.outgoing(desk_id) / f"{one.reference}{ENVELOPE}"
        if put:
            carried.append(path)
        if not one.delivered:
            first.append(one.seq)
    if first:
        with file.change("envelope.deliver") as change:
            outbox.note_delivered(change, first)
            change.facts["count"] = len(first)
    return carried


def _seal_afresh(session: Session, name: str, inbox: Inbox, spool: Spool) -> None:
    """Seal again what its receiver would not take any more, or whose key may be gone soon."""
    stale = [one for one in outbox.waiting(session.compartment(name)) if _is_stale(session, one)]
    if not stale:
        return
    with session.compartment(name).change("envelope.reseal") as change:
        for one in stale:
            outbox.seal_afresh(change, one.seq, _sealed_by(session, one))
        change.facts["count"] = len(stale)
    for one in stale:
        desk_id = one.receiver.partition("/")[0]
        if desk_id == session.desk_id:
            inbox.remove(inbox.folder / f"{one.reference}{ENVELOPE}")
        else:
            spool.remove(desk_id, f"{one.reference}{ENVELOPE}")


def _is_stale(session: Session, one: outbox.Waiting) -> bool:
    """Whether an envelope is to be sealed afresh, and this user may do so."""
    context = read_header(one.envelope).context
    kind = kind_of(one.receiver.partition("/")[2], one.kind)
    _, file, user_id = context.sender.split("/")
    if kind is None or not may_send(kind, session.user.roles, file):
        return False
    if not _is_reached(session, one.receiver):
        return False
    sender = session.register.user(user_id)
    changed = datetime.fromisoformat(sender.added_at) > one.sealed_at
    old = session.now() - one.sealed_at > outbox.KEPT
    return old or changed or not may_send(kind, sender.roles, file)


def _speaks(session: Session, one: outbox.Waiting) -> bool:
    """Whether an envelope may go: not what the service slot sealed and would not be believed of it.

    What it closed may concern a file that it may not write to; that waits in the outbox until
    somebody who may seals it in their own name.
    """
    kind = kind_of(one.receiver.partition("/")[2], one.kind)
    _, file, user_id = read_header(one.envelope).context.sender.split("/")
    roles = session.register.user(user_id).roles
    return SERVICE_ROLE not in roles or kind is None or may_send(kind, roles, file)


def _is_reached(session: Session, receiver: str) -> bool:
    try:
        _key_of(session, receiver)
    except NobodyReceives:
        return False
    return True


def _sealed_by(session: Session, one: outbox.Waiting) -> bytes:
    before = read_header(one.envelope).context
    context = replace(before, sender=f"{before.sender.rpartition('/')[0]}/{session.user.id}")
    return seal(
        one.message, to=_key_of(session, one.receiver), context=context, signer=session.keys,
        reference=one.reference,
    )  # fmt: skip


def _note_receipts(session: Session, inbox: Inbox, spool: Spool) -> None:
    """Let go of what its receiver has; a receipt that fits nothing here waits for its reader."""
    found = [_receipt(session, inbox, one.path) for one in inbox.arrived(RECEIPT) if one.plain]
    for name in session.held:
        file = session.compartment(name)
        fitting = [
            (path, receipt)
            for path, receipt in filter(None, found)
            if (envelope := outbox.sent(file, receipt.reference)) is not None
            and receipts.digest_of(envelope) == receipt.digest
        ]
        limit = (session.now() - outbox.KEPT).isoformat(timespec="seconds")
        if fitting or outbox.has_old(file, limit):
            with file.change("envelope.receipt") as change:
                outbox.note_receipts(change, [receipt.reference for _, receipt in fitting])
                outbox.forget_old(change)
                change.facts["count"] = len(fitting)
        for path, receipt in fitting:
            inbox.remove(path)
            spool.remove(receipt.receiver.partition("/")[0], f"{receipt.reference}{ENVELOPE}")


def _receipt(session: Session, inbox: Inbox, path: Path) -> tuple[Path, receipts.Receipt] | None:
    data = inbox.read(path, receipts.LARGEST + 1)
    if data is None:
        return None
    newer = False
    for desk_id in (session.desk_id, *session.register.paired):
        try:
            receipt = receipts.read_receipt(data, desk_id=desk_id)
        except receipts.NewerReceipt:
            newer = True
        except receipts.ReceiptProblem:
            continue
        else:
            if receipt.receiver.startswith(f"{desk_id}/") and _stands(session, desk_id, receipt):
                return path, receipt
    if not newer:
        inbox.set_aside(path, "forged")
    return None


def _stands(session: Session, desk_id: str, receipt: receipts.Receipt) -> bool:
    """Whether whoever signed a receipt still is a user of their desk, with the same key.

    Where they left meanwhile the envelope comes again, and whoever is there signs another one.
    """
    register = session.register
    if desk_id != session.desk_id:
        register = pairing.known_to(session).get(desk_id, register)
    try:
        user = register.user(receipt.user)
    except KeyError:
        return False
    return bool(user.roles) and user.public.signing == receipt.signing
