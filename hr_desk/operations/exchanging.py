# SPDX-License-Identifier: Apache-2.0
"""Carrying sealed envelopes between paired desks, through a folder that may vanish at any moment.

It needs no key and no session: it moves what is sealed and signed, and believes nothing of what it
finds. An envelope leaves ``outgoing`` only when its receipt has come, and leaves the folder only
when it lies safely in ``inbox``; so whatever breaks in between is done again by the next run, and
what comes twice is refused by the intake.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from hr_desk.domain.clock import Clock, SystemClock
from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.operations import desks
from hr_desk.operations.introductions import said_by
from hr_desk.operations.pairing import known
from hr_desk.store.desk_files import DeskFiles, writing
from hr_desk.store.inbox import ENVELOPE, RECEIPT, Inbox
from hr_desk.store.shared_folder import Lying, SharedFolder
from hr_desk.store.spool import Spool, room_of
from hr_desk.vault import receipts
from hr_desk.vault.envelopes import (
    LARGEST,
    PEEKED,
    EnvelopeHeader,
    EnvelopeProblem,
    peek,
    read_header,
)
from hr_desk.vault.register import Register

FILES_A_RUN: Final = 1_000
BYTES_A_RUN: Final = 128 * 1024 * 1024
"""What one run takes in at most; the next takes the rest."""

INBOX_FILES: Final = 20_000
INBOX_BYTES: Final = 2 * 1024 * 1024 * 1024
"""With so much in the inbox nothing more is brought; it waits in the shared folder."""

KIOSK: Final = "kiosk"


class ExchangeInDesk(UserError):
    """The shared folder is the desk itself, or lies inside it."""

    message = N_(
        "“{folder}” lies in the desk's own folder. Choose a folder on a share or a stick that the "
        "other desk reaches too."
    )


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one run did, in numbers of files.

    ``given`` were left for others, ``taken`` brought in, ``settled`` found their receipt,
    ``forwarded`` passed on to another desk, ``strange`` left where they lie because they are no
    envelope for this desk, ``waiting`` left for the next run. ``renewed`` are the ids of paired
    desks of which something newer is known now.
    """

    given: int
    taken: int
    settled: int
    forwarded: int
    strange: int
    waiting: int
    renewed: tuple[str, ...]


@dataclass
class _Run:
    """One run under way: where it looks, whom it knows, what it has done."""

    folder: Path
    own: Register
    inbox: Inbox
    spool: Spool
    shared: SharedFolder
    given: int = 0
    taken: int = 0
    settled: int = 0
    forwarded: int = 0
    strange: int = 0
    waiting: int = 0
    moved_bytes: int = 0
    renewed: list[str] = field(default_factory=list)
    heard: set[str] = field(default_factory=set)

    def others(self) -> Iterator[str]:
        """Yield the ids of the paired desks in a fixed order."""
        yield from sorted(self.own.paired)


def exchange(folder: Path, shared: Path, *, clock: Clock | None = None) -> Exchange:
    """Carry what waits between the desk in ``folder`` and its paired desks, through ``shared``.

    Any number of processes may do so at once. Raises ExchangeFolderAway, ExchangeFolderFull,
    ExchangeFolderReadOnly, ExchangeInDesk, DiskFull, FolderReadOnly and what ``read_register``
    raises; what was done until then stays done, and the next run goes on.
    """
    if shared.resolve().is_relative_to(folder.resolve()):
        raise ExchangeInDesk(folder=str(shared)[-80:])
    files = DeskFiles(folder)
    own = desks.read_register(folder, clock=clock)
    run = _Run(folder, own, Inbox(files), Spool(files), SharedFolder(shared))
    with writing(folder):
        _introduce(run)
        # Seen before the introductions are read: who sent one of them is introduced by then.
        found, run.strange = run.shared.letters(own.desk_id)
        _renew(run)
        _forward(run)
        _take(run, found)
        _return_receipts(run)
        _give(run)
        run.spool.tidy()
        run.spool.note_exchanged((clock or SystemClock()).now(), run.heard)
    return Exchange(
        run.given, run.taken, run.settled, run.forwarded, run.strange, run.waiting,
        tuple(run.renewed),
    )  # fmt: skip


def _introduce(run: _Run) -> None:
    """Say what this desk is, unless a later state of it said so already."""
    present = said_by(run.shared, run.own.desk_id)
    if present is None or present.serial <= run.own.serial:
        introduction = run.own.introduction().to_bytes()
        run.given += run.shared.put_introduction(run.own.desk_id, introduction)


def _renew(run: _Run) -> None:
    """Keep the newer introductions of paired desks: removed users, new users, new epochs."""
    present = known(run.folder, run.own)
    for desk_id in run.others():
        newer = said_by(run.shared, desk_id)
        if newer is None:
            continue
        if desk_id not in present or newer.serial > present[desk_id].serial:
            run.spool.keep_introduction(desk_id, newer.to_bytes())
            run.renewed.append(desk_id)
            run.heard.add(desk_id)


def _forward(run: _Run) -> None:
    """Pass on unopened what lies in the inbox and is for a paired desk, such as a kiosk's."""
    for one in run.inbox.arrived(ENVELOPE):
        start = run.inbox.read(one.path, PEEKED) if one.plain else None
        header = None if start is None else _header(start, one.bytes, one.path.name)
        desk_id = "" if header is None else _receiving_desk(header)
        if desk_id not in run.own.paired:
            continue
        data = run.inbox.read(one.path, LARGEST + 1)
        if data is not None and _pass_on(run, desk_id, one.path.name, data):
            run.inbox.remove(one.path)


def _pass_on(run: _Run, desk_id: str, name: str, data: bytes) -> bool:
    """Put an envelope on its way to another desk; False while another of its name waits there."""
    put = run.spool.put(desk_id, name, data)
    run.forwarded += put
    return _is_there(put, run.spool.read(desk_id, name), data)


def _header(start: bytes, size: int, name: str) -> EnvelopeHeader | None:
    """Return what stands on an envelope of that name, None for what is none."""
    with suppress(EnvelopeProblem):
        header = peek(start, size)
        return header if name == f"{header.reference}{ENVELOPE}" else None
    return None


def _receiving_desk(header: EnvelopeHeader) -> str:
    return header.context.receiver.partition("/")[0]


def _sending_desk(header: EnvelopeHeader) -> str:
    return header.context.sender.partition("/")[0]


def _take(run: _Run, found: Sequence[Lying]) -> None:
    """Bring in what was found for this desk, as much as one run and the inbox may hold."""
    files, size = room_of(run.inbox.folder)
    for place, one in enumerate(found):
        moved = run.taken + run.forwarded
        if moved >= FILES_A_RUN or run.moved_bytes + one.bytes > BYTES_A_RUN:
            run.waiting += len(found) - place
            return
        if files + moved >= INBOX_FILES or size + run.moved_bytes + one.bytes > INBOX_BYTES:
            run.waiting += len(found) - place
            return
        fitting = (
            _take_receipt(run, one) if one.name.endswith(RECEIPT) else _take_envelope(run, one)
        )
        run.strange += not fitting


def _take_envelope(run: _Run, one: Lying) -> bool:
    """Bring one envelope in; False where it is none, or for nobody here."""
    start = run.shared.read(one.path, PEEKED)
    if start is None:
        return True
    header = _header(start, one.bytes, one.name)
    desk_id = "" if header is None else _receiving_desk(header)
    if header is None or desk_id not in (run.own.desk_id, *run.own.paired):
        return False
    data = run.shared.read(one.path, LARGEST + 1)
    if data is None:
        return True
    if len(data) != one.bytes or not data.startswith(start):
        return False
    if desk_id == run.own.desk_id:
        _bring_in(run, one, header, data)
    elif _pass_on(run, desk_id, one.name, data):
        run.shared.take_away(one.path)
    return True


def _bring_in(run: _Run, one: Lying, header: EnvelopeHeader, data: bytes) -> None:
    """Put an envelope into the inbox, and only then take it out of the shared folder."""
    sender = _sending_desk(header)
    if _has_receipt(run, sender, one, data):
        run.shared.take_away(one.path)
        return
    if sender == KIOSK:
        run.spool.note_brought(header.reference)
    put, path = run.inbox.put(one.name, data), run.inbox.folder / one.name
    if not _is_there(put, run.inbox.read(path, LARGEST + 1), data):
        # Another of the same name is being taken in; this one has its turn afterwards.
        run.waiting += 1
        return
    run.shared.take_away(one.path)
    run.heard.add(sender)
    run.taken += put
    run.moved_bytes += one.bytes


def _is_there(put: bool, present: bytes | None, data: bytes) -> bool:
    """Whether a file lies where it belongs: written now, there before, or taken from there."""
    return put or present in (None, data)


def _has_receipt(run: _Run, sender: str, one: Lying, data: bytes) -> bool:
    """Whether the receipt of this very envelope is already on its way: it was sent once more."""
    if sender not in run.own.paired:
        return False
    name = f"{Path(one.name).stem}{RECEIPT}"
    lying = run.shared.read(run.shared.folder / sender / name, receipts.LARGEST + 1)
    found = (run.spool.read(sender, name), lying)
    return any(_confirms(run, receipt, data) for receipt in found if receipt is not None)


def _confirms(run: _Run, receipt: bytes, envelope: bytes) -> bool:
    """Whether a receipt is this desk's own for these bytes."""
    with suppress(receipts.ReceiptProblem):
        read = receipts.read_receipt(receipt, desk_id=run.own.desk_id)
        return read.digest == receipts.digest_of(envelope)
    return False


def _take_receipt(run: _Run, one: Lying) -> bool:
    """Let an envelope go whose receiver has it; False where this is no receipt of a paired desk.

    One for which nothing waits any more has done its work, and one for other bytes was written
    for a forgery: both just go.
    """
    data = run.shared.read(one.path, receipts.LARGEST + 1)
    if data is None:
        return True
    name = f"{Path(one.name).stem}{ENVELOPE}"
    waits_at = [id_ for id_ in run.others() if (run.spool.outgoing(id_) / name).exists()]
    found = _receipt(run, data)
    if found is None or one.name != f"{found.reference}{RECEIPT}":
        if not waits_at:
            run.shared.take_away(one.path)
        return not waits_at
    desk_id = found.receiver.partition("/")[0]
    envelope = run.spool.read(desk_id, name)
    if envelope is not None and receipts.digest_of(envelope) == found.digest:
        _settle(run, one.name, data, read_header(envelope))
        run.spool.remove(desk_id, name)
        run.settled += 1
    # What lies there is a copy, or a forgery: what still waits is left there again.
    run.shared.remove(desk_id, name)
    run.heard.add(desk_id)
    run.shared.take_away(one.path)
    return True


def _receipt(run: _Run, data: bytes) -> receipts.Receipt | None:
    for desk_id in run.others():
        with suppress(receipts.ReceiptProblem):
            receipt = receipts.read_receipt(data, desk_id=desk_id)
            if receipt.receiver.startswith(f"{desk_id}/"):
                return receipt
    return None


def _settle(run: _Run, name: str, data: bytes, header: EnvelopeHeader) -> None:
    """Lay a receipt where the envelope's sender looks: here, or at the desk it came from."""
    sender = _sending_desk(header)
    if sender in run.own.paired:
        run.spool.put(sender, name, data)
    else:
        run.inbox.put(name, data)


def _return_receipts(run: _Run) -> None:
    """Give the receipts of kiosks' envelopes that another desk brought back to the desks.

    Nobody signs for a kiosk, so which desk brought one is not known: each gets the receipt, and
    the one that still waits for it takes it.
    """
    for reference in run.spool.brought():
        path = run.inbox.folder / f"{reference}{RECEIPT}"
        data = run.inbox.read(path, receipts.LARGEST + 1)
        if data is not None:
            for desk_id in run.others():
                run.spool.put(desk_id, path.name, data)
            run.spool.forget_brought(reference)
            run.inbox.remove(path)


def _give(run: _Run) -> None:
    """Leave for each paired desk what waits for it; a receipt leaves for good, once it is safe."""
    for desk_id in run.others():
        for path in run.spool.waiting(desk_id):
            data = run.spool.read(desk_id, path.name)
            if data is None:
                continue
            run.given += run.shared.put(desk_id, path.name, data)
            if path.suffix == RECEIPT:
                run.spool.remove(desk_id, path.name)
        run.shared.tidy(desk_id)
