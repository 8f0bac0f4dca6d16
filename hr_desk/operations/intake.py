# SPDX-License-Identifier: Apache-2.0
"""Taking in what lies in the inbox: each envelope once, by any number of windows at a time.

Who holds a compartment's key takes in what is for it; the rest stays sealed, is counted and waits
for its reader. The reference is written in the same transaction as the record it becomes, so a
second window, a replay or a crash finds it there. What is forged, cut short, too large or for
nobody is moved aside with a reason; the folder cannot fill the memory or the disk.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from hr_desk.catalogue.loader import load
from hr_desk.operations.changes import Changes
from hr_desk.operations.kiosk_errands import shown_by
from hr_desk.operations.letters import Kind, Letter, Unacceptable, kind_of, takes_in
from hr_desk.operations.opening import Aside, identity_of, opened
from hr_desk.operations.operation import changes_of, desk_operation, require
from hr_desk.operations.session import Session
from hr_desk.store import crossings
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.inbox import ENVELOPE, RECEIPT, Arrived, Inbox
from hr_desk.store.spool import Spool
from hr_desk.vault import receipts
from hr_desk.vault.envelopes import (
    LARGEST,
    PEEKED,
    EnvelopeHeader,
    EnvelopeProblem,
    NewerEnvelope,
    peek,
)
from hr_desk.vault.padding import CLASSES

__all__ = ["Intake", "Letter", "Unacceptable", "missing", "take_in", "takes_in", "waiting"]

HOLDERS: Final = tuple(key for key, role in load().roles.items() if role.holds)
LARGEST_FROM_KIOSK: Final = CLASSES[1] + PEEKED + 64
"""Bytes of a kiosk's envelope at most: the second size class, its header and seal."""

A_PASS: Final = 500
"""How many envelopes one call takes in: a window asks again, and stays responsive."""

ASIDE_A_PASS: Final = 2_000
"""How many one call moves aside, for the same reason."""

QUOTA: Final = 2_000
"""How many envelopes wait in the inbox for one reader who is not here; the rest goes aside."""

A_DAY: Final = 5_000
"""How many envelopes of one kiosk a day takes; what comes beyond waits for the next."""

_HOSTILE: Final = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError)
"""What a verb may meet in a message that no HR Desk wrote: it is the message that does not fit, and
must not stop the ones behind it. A file's own trouble is a UserError, and stops the intake."""

RED_AFTER: Final = timedelta(days=3)
"""An envelope that waits longer is red for all (design section 5)."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What one call did: records, how many envelopes, what was set aside, what waits for others.

    ``more`` is True where the call stopped at its limit.
    """

    changes: Changes
    taken: int
    set_aside: Mapping[str, int]
    waiting: Mapping[str, int]
    more: bool = False


@dataclass
class _Pass:
    """What a call has found so far."""

    records: set[tuple[str, str]] = field(default_factory=set)
    taken: int = 0
    aside: "Counter[str]" = field(default_factory=Counter)
    waiting: "Counter[str]" = field(default_factory=Counter)
    more: bool = False


class _Wait(Exception):
    """This envelope stays in the inbox and is counted under a word."""


@desk_operation("intake.take_in", roles=HOLDERS)
def take_in(session: Session) -> Intake:
    """Take in what is for the compartments this session holds; returns what became of it all.

    Raises NotPermitted, DiskFull, FolderReadOnly, the files' own sentences and what
    ``Session.require_standing`` raises. Nothing is lost: what could not be taken in stays where it
    is.
    """
    require(session, "intake.take_in")
    # Whoever was added since this window was opened sends envelopes too.
    session.require_standing()
    inbox = Inbox(DeskFiles(session.folder))
    done = _Pass()
    for one in inbox.arrived(ENVELOPE):
        if done.taken >= A_PASS or sum(done.aside.values()) >= ASIDE_A_PASS:
            done.more = True
            break
        _look_at(session, inbox, one, done)
    _note_aside(session, done)
    inbox.tidy(session.now())
    return Intake(
        changes=Changes("intake.take_in", frozenset(done.records)),
        taken=done.taken,
        set_aside=dict(done.aside),
        waiting=dict(done.waiting),
        more=done.more,
    )


def waiting(session: Session) -> Mapping[str, int]:
    """Return how many envelopes lie sealed in the inbox for each compartment, without opening any.

    Those of other desks are counted under their address.
    """
    inbox, counts = Inbox(DeskFiles(session.folder)), Counter[str]()
    for one in inbox.arrived(ENVELOPE):
        header = _peeked(inbox, one)
        if header is not None:
            counts[_place(session, header)] += 1
    return dict(counts)


def overdue(session: Session) -> int:
    """Return how many envelopes have waited in the inbox for more than three days."""
    limit = (session.now() - RED_AFTER).timestamp()
    found = Inbox(DeskFiles(session.folder)).arrived(ENVELOPE)
    return sum(1 for one in found if _changed_before(one, limit))


def missing(session: Session) -> Mapping[str, int]:
    """Return how many envelopes each kiosk has numbered that never arrived, where any.

    A kiosk counts over all the compartments it sends to: of one that sends to a file this session
    does not hold nothing can be said.
    """
    highest, taken = Counter[str](), Counter[str]()
    for name in session.held:
        for kiosk, (last, came) in crossings.counts_of_kiosks(session.compartment(name)).items():
            highest[kiosk] = max(highest[kiosk], last)
            taken[kiosk] += came
    return {
        kiosk: last - taken[kiosk]
        for kiosk, last in highest.items()
        if last > taken[kiosk] and _sees_all(session, kiosk)
    }


def _sees_all(session: Session, kiosk: str) -> bool:
    profile = shown_by(session, kiosk.partition("/")[2])
    return profile is None or set(profile.compartments) <= set(session.held)


def _changed_before(one: Arrived, limit: float) -> bool:
    try:
        return one.path.lstat().st_mtime < limit
    except OSError:
        return False


def _peeked(inbox: Inbox, one: Arrived) -> EnvelopeHeader | None:
    data = inbox.read(one.path, PEEKED) if one.plain else None
    try:
        return None if data is None else peek(data, one.bytes)
    except EnvelopeProblem:
        return None


def _place(session: Session, header: EnvelopeHeader) -> str:
    """Return the compartment an envelope is for, or the address at another desk."""
    desk_id, _, compartment = header.context.receiver.partition("/")
    return compartment if desk_id == session.desk_id else header.context.receiver


def _look_at(session: Session, inbox: Inbox, one: Arrived, done: _Pass) -> None:
    try:
        if not one.plain or one.bytes > LARGEST:
            raise Aside("oversized" if one.plain else "strange")
        data = inbox.read(one.path, PEEKED)
        if data is None:
            return
        header = peek(data, one.bytes)
        desk_id, _, compartment = header.context.receiver.partition("/")
        if desk_id == session.desk_id and session.holds(compartment):
            _take_one(session, inbox, one, header, done)
        else:
            _leave(session, header, done)
    except NewerEnvelope:
        done.waiting["newer"] += 1
    except _Wait as reason:
        done.waiting[str(reason)] += 1
    except EnvelopeProblem:
        _move(inbox, one, "forged", done)
    except Aside as reason:
        _move(inbox, one, str(reason), done)
    if done.waiting["newer"] > QUOTA:
        done.waiting["newer"] -= 1
        _move(inbox, one, "quota", done)


def _leave(session: Session, header: EnvelopeHeader, done: _Pass) -> None:
    """Count what waits for another reader; raises Aside for what nobody will ever read."""
    desk_id, _, compartment = header.context.receiver.partition("/")
    here = desk_id == session.desk_id and compartment in session.register.epochs
    if not here and desk_id not in session.register.paired:
        raise Aside("misdirected")
    _wait(_place(session, header), done)


def _wait(place: str, done: _Pass) -> None:
    """Count what stays; raises Aside beyond the quota, and its sender brings it again later."""
    if done.waiting[place] >= QUOTA:
        raise Aside("quota")
    done.waiting[place] += 1


def _move(inbox: Inbox, one: Arrived, reason: str, done: _Pass) -> None:
    inbox.set_aside(one.path, reason)
    done.aside[reason] += 1


def _take_one(
    session: Session, inbox: Inbox, one: Arrived, header: EnvelopeHeader, done: _Pass
) -> None:
    compartment = header.context.receiver.partition("/")[2]
    kind = kind_of(compartment, header.context.kind)
    if kind is None:
        raise Aside("unknown")
    if kind.kiosk and one.bytes > LARGEST_FROM_KIOSK:
        raise Aside("oversized")
    data = inbox.read(one.path, LARGEST + 1)
    if data is None:
        return
    outcome: receipts.Outcome = "taken_in"
    try:
        _record(session, kind, data, header, done)
    except Aside as reason:
        if str(reason) != "unacceptable":
            raise
        outcome = "set_aside"
    # The receipt first: a crash before the file goes leaves a replay, which is refused.
    _receipt(session, inbox, data, header, outcome)
    if outcome == "set_aside":
        raise Aside("unacceptable")
    inbox.remove(one.path)


def _record(session: Session, kind: Kind, data: bytes, header: EnvelopeHeader, done: _Pass) -> None:
    """Write what an envelope says, unless that was done before."""
    file = session.compartment(kind.compartment)
    identity = identity_of(kind, data, header)
    if crossings.is_known(file, identity):
        return
    message = opened(session, file, kind, data, header)
    letter = Letter(kind.name, header.reference, header.context.sender, message, session.now())
    try:
        with file.change("intake.take_in") as change:
            if crossings.is_known(file, identity):
                return
            crossings.note_received(change, identity, header.context.sender, kind.name,
                                    header.key_name)  # fmt: skip
            if kind.kiosk:
                _count(session, change, letter)
            change.facts.update(kind=kind.name, reference=header.reference)
            kind.take(session, change, letter)
    except (Unacceptable, *_HOSTILE) as problem:
        if kind.aside is not None:
            with file.change("intake.answer_aside") as change:
                change.facts.update(kind=kind.name, reference=header.reference)
                kind.aside(session, change, letter, problem)
        raise Aside("unacceptable") from None
    done.taken += 1
    done.records |= changes_of(change).records


def _count(session: Session, change: Change, letter: Letter) -> None:
    """Count a kiosk's envelope; raises _Wait beyond its quota."""
    today = crossings.count_kiosk(
        change, letter.sender, letter.number("number"), day=session.today().isoformat(),
        most=A_DAY,
    )  # fmt: skip
    if today > A_DAY:
        raise _Wait("quota")


def _receipt(
    session: Session, inbox: Inbox, data: bytes, header: EnvelopeHeader, outcome: receipts.Outcome
) -> None:
    """Tell the sender that its envelope is here, so that it lets its copy go."""
    receipt = receipts.issue_receipt(
        data,
        reference=header.reference,
        receiver=header.context.receiver,
        outcome=outcome,
        at=_moment(session.now()),
        signer=session.keys,
        user=session.register.user(session.user.id),
        root_public=session.register.root_public,
    )
    desk_id = header.context.sender.partition("/")[0]
    name = f"{header.reference}{RECEIPT}"
    if desk_id in session.register.paired:
        Spool(DeskFiles(session.folder)).put(desk_id, name, receipt)
    else:
        # A false one may lie there, so that the true one could never be seen.
        inbox.replace(name, receipt)


def _moment(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _note_aside(session: Session, done: _Pass) -> None:
    """Enter what was set aside into the log of the first file at hand: reasons and numbers."""
    if done.aside and session.held:
        with session.compartment(session.held[0]).change("intake.set_aside") as change:
            change.facts["reasons"] = dict(sorted(done.aside.items()))
