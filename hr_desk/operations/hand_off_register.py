# SPDX-License-Identifier: Apache-2.0
"""What was handed over: files and their passwords, receipts, rows that came back, files to delete.

A password is seen again for 30 days, and every look is logged. A plain file, which a portal asked
for, stays on the list until it is gone from where it was written.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from hr_desk.i18n import N_, Message
from hr_desk.operations import disclosure
from hr_desk.operations.changes import Changes
from hr_desk.operations.hand_off_people import ROLES, Planned, plan_of
from hr_desk.operations.hand_off_problems import (
    ChangedSince,
    NotFinished,
    NotInThisFile,
    PasswordOver,
)
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.operation import operation, require
from hr_desk.operations.problems import NumberOutOfRange, RecordGone
from hr_desk.operations.session import Session
from hr_desk.operations.standing_hand_offs import (
    READING,
    Standing,
    require_carried_on,
    standing_named,
)
from hr_desk.store import hand_offs as store
from hr_desk.store.compartment import Change
from hr_desk.store.hand_offs import HandOffRecord


@dataclass(frozen=True, slots=True)
class HandOffLine:
    """One file of the register; moments in UTC, ``user`` is a name."""

    id: str
    at: datetime
    user: str
    standing: Standing
    people: int
    file: str
    plain: bool
    completed: bool
    password_until: date | None
    """Until when its password is shown; None where it has none any more."""
    receipt_at: datetime | None
    receipt_fits: bool
    """Whether the receiver has the file that left, row for row and byte for byte."""
    removed: bool
    """Whether a plain file is gone from where it was written."""


def list_hand_offs(session: Session) -> tuple[HandOffLine, ...]:
    """Return the register of hand-offs, newest first; raises NotPermitted, CompartmentClosed."""
    require(session, READING)
    names = {user.id: user.name for user in session.register.users}
    return tuple(_line(session, one, names) for one in store.files(session.compartment(HERE)))


def _line(session: Session, record: HandOffRecord, names: dict[str, str]) -> HandOffLine:
    shown = record.password is not None and session.today() <= record.password_until
    received = record.receipt_at
    return HandOffLine(
        id=record.id,
        at=datetime.fromisoformat(record.at),
        user=names.get(record.user, record.user),
        standing=standing_named(session, record.standing),
        people=record.people,
        file=Path(record.place).name,
        plain=record.plain,
        completed=record.completed_at is not None,
        password_until=record.password_until if shown else None,
        receipt_at=None if received is None else datetime.fromisoformat(received),
        receipt_fits=record.receipt_rows == record.people
        and record.receipt_sha256 == record.content_sha256,
        removed=record.removed_at is not None,
    )


def unfinished(session: Session) -> tuple[HandOffLine, ...]:
    """Return the files that were registered and never finished: shown as "not completed"."""
    return tuple(one for one in list_hand_offs(session) if not one.completed)


def _found(session: Session, id_: str) -> HandOffRecord:
    found = store.files(session.compartment(HERE), [id_])
    if not found:
        raise RecordGone
    return found[0]


def finish(session: Session, id_: str) -> Changes | None:
    """Complete an entry whose very file lies where it was to be written; None where it does not.

    A computer that went off between the file and its entry leaves such a one. Raises RecordGone.
    """
    require(session, "hand_off.finish")
    record = _found(session, id_)
    place = Path(record.place)
    if record.completed_at is not None or not place.is_file():
        return None
    if hashlib.sha256(place.read_bytes()).hexdigest() != record.content_sha256:
        return None
    return _finish(session, id_)


@operation("hand_off.finish", compartment=HERE, roles=ROLES)
def _finish(session: Session, change: Change, /, id_: str) -> None:
    disclosure.complete(session, change, id_)


def password(session: Session, id_: str) -> str:
    """Return the password of a file again; the look is logged before it is shown.

    Raises RecordGone, PasswordOver.
    """
    require(session, "hand_off.password")
    record = _found(session, id_)
    if record.password is None or session.today() > record.password_until:
        _forget(session)
        raise PasswordOver
    _look(session, id_)
    return record.password


@operation("hand_off.password", compartment=HERE, roles=ROLES)
def _look(session: Session, change: Change, /, id_: str) -> None:
    del session
    change.touched("disclosure", id_)


@operation("hand_off.forget", compartment=HERE, roles=ROLES)
def _forget(session: Session, change: Change, /) -> None:
    store.forget_passwords(change, session.today())


@operation("hand_off.receipt", compartment=HERE, roles=ROLES)
def note_receipt(session: Session, change: Change, /, id_: str, *, rows: int, sha256: str) -> None:
    """Note what the receiver confirms: how many rows, and the SHA-256 of the file they have.

    What does not fit is noted too; ``HandOffLine.receipt_fits`` says so. Raises RecordGone,
    NotFinished.
    """
    record = _found(session, id_)
    if record.completed_at is None:
        raise NotFinished
    digest = "".join(sha256.split()).casefold()
    store.note_receipt(change, record.seq, rows=rows, sha256=digest)
    change.touched("disclosure", id_)
    change.facts.update(rows=rows, content=digest[:64])


@operation("hand_off.refused", compartment=HERE, roles=ROLES)
def note_refused(session: Session, change: Change, /, id_: str, lines: Sequence[int]) -> None:
    """Note the rows (序号) that the receiver sent back: they come up again.

    Raises RecordGone, NotFinished, NumberOutOfRange, NotInThisFile for a row whose person is gone.
    """
    record = _found(session, id_)
    if record.completed_at is None:
        raise NotFinished
    wanted = set(lines)
    if not wanted or not all(1 <= line <= record.people for line in wanted):
        raise NumberOutOfRange(field=Message(N_("No.")), least=1, most=record.people)
    if store.note_refused(change, record.seq, wanted) != len(wanted):
        raise NotInThisFile
    change.touched("disclosure", id_)
    change.facts["lines"] = sorted(wanted)


def plain_files(session: Session) -> tuple[HandOffLine, ...]:
    """Return the plain files that nobody has deleted yet: the desk reminds until they are gone."""
    return tuple(
        one for one in list_hand_offs(session) if one.plain and one.completed and not one.removed
    )


def look_for_plain_files(session: Session) -> Changes | None:
    """Note which plain files are gone from where they were written; None where all are there.

    A file that was moved elsewhere counts as gone here: the program cannot know better.
    """
    require(session, "hand_off.removed")
    waiting = plain_files(session)
    gone = [one.id for one in waiting if not Path(_found(session, one.id).place).exists()]
    return _removed(session, gone) if gone else None


@operation("hand_off.removed", compartment=HERE, roles=ROLES)
def _removed(session: Session, change: Change, /, ids: Sequence[str]) -> None:
    for id_ in ids:
        store.note_removed(change, _found(session, id_).seq)
        change.touched("disclosure", id_)


def same_people(session: Session, id_: str) -> tuple[HandOffRecord, tuple[Planned, ...]]:
    """Return a finished file and its people exactly as they were told, in its order.

    Raises RecordGone, NotFinished, ChangedSince where one of them is gone or has changed.
    """
    record = _found(session, id_)
    if record.completed_at is None:
        raise NotFinished
    rows = store.rows_of(session.compartment(HERE), record.seq)
    standing, known = require_carried_on(session, record.standing)
    people = {one.seq: one for one in plan_of(session, standing, known.template).people}
    same = [row for row in rows if row.joiner in people]
    if len(same) != record.people or any(people[r.joiner].digest != r.digest for r in same):
        raise ChangedSince
    if not all(people[row.joiner].consents for row in same):
        raise ChangedSince
    return record, tuple(replace(people[row.joiner], change=row.change) for row in same)
