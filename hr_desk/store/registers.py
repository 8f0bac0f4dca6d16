# SPDX-License-Identifier: Apache-2.0
"""The end of the register's own entries (class DISC): what left, when its years are over.

An entry's clock starts on its day; where the recipient works under an agreement, at the end of
that if it is later (网络数据安全管理条例 12). A hand-off stays beyond its years while it is the
last word that a receiver has of somebody still here: without it they would be told of as new.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from hr_desk.domain.clock import day_of
from hr_desk.store import disclosing, hand_offs
from hr_desk.store.compartment import Change, Compartment

COPIES: Final = "privacy"
"""The file that keeps copies of the entries of all others."""
HAND_OFFS: Final = "personnel"
"""The file whose entries are about registered recipients."""

_AGREEMENT: Final = (
    "SELECT min(r.valid_until, coalesce(date(r.ended_at, '+8 hours'), r.valid_until)) "
    "FROM recipient r WHERE r.agreement != '' AND r.id = coalesce("
    "(SELECT s.recipient FROM hand_off h JOIN standing_hand_off s ON s.id = h.standing "
    "WHERE h.id = d.id), (SELECT q.recipient FROM disclosure_file f "
    "JOIN disclosure_request q ON q.id = f.request WHERE f.id = d.id))"
)
"""The day on which the agreement behind an entry ``d`` ends, none where there is none."""

_LAST_WORD: Final = (
    "SELECT 1 FROM hand_off h JOIN standing_hand_off s ON s.id = h.standing "
    "JOIN hand_off_row o ON o.hand_off = h.seq JOIN disclosure e ON e.id = h.id "
    "WHERE h.id = ? AND e.completed_at IS NOT NULL AND NOT EXISTS ("
    "SELECT 1 FROM hand_off_row n JOIN hand_off l ON l.seq = n.hand_off "
    "JOIN standing_hand_off t ON t.id = l.standing JOIN disclosure w ON w.id = l.id "
    "WHERE n.joiner = o.joiner AND n.hand_off > o.hand_off AND w.completed_at IS NOT NULL "
    "AND t.recipient = s.recipient AND t.template = s.template) LIMIT 1"
)
"""Whether a hand-off is what its receiver was last told of somebody who is still here."""


def _table(file: Compartment) -> str:
    return "disclosure_copy" if file.name == COPIES else "disclosure"


def _entries(file: Compartment, *, upto: date | None = None) -> Iterator[tuple[str, date]]:
    """Yield ids and clock days of entries, in the order of their own days."""
    until = f"({_AGREEMENT})" if file.name == HAND_OFFS else "NULL"
    rows = file.read(
        f"SELECT d.id, d.at, {until} FROM {_table(file)} d "
        "WHERE date(d.at, '+8 hours') <= ? ORDER BY d.at",
        ((upto or date.max).isoformat(),),
    )
    for id_, at, ends in rows:
        day = day_of(datetime.fromisoformat(at))
        yield id_, day if ends is None else max(day, date.fromisoformat(ends))


def _stays(file: Compartment, id_: str) -> bool:
    return file.name == HAND_OFFS and file.read_one(_LAST_WORD, (id_,)) is not None


def oldest(file: Compartment) -> date | None:
    """Return the first clock day of the entries that may go; None where none may."""
    if file.name != HAND_OFFS:
        # Asked whenever a session ends, and a gatehouse prints all day.
        row = file.read_one(f"SELECT min(at) FROM {_table(file)}")
        return day_of(datetime.fromisoformat(row[0])) if row and row[0] else None
    found: date | None = None
    for id_, day in _entries(file):
        if (found is None or day < found) and not _stays(file, id_):
            found = day
    return found


def remove_old(change: Change, cutoff: date, *, number: int) -> list[date]:
    """Remove entries whose clock day is not after ``cutoff``; returns those days.

    With them go requests, approvals and recipients of which nothing is left, with what these
    attested.
    """
    file = change.compartment
    gone = [(id_, day) for id_, day in _entries(file, upto=cutoff)
            if day <= cutoff and not _stays(file, id_)]  # fmt: skip
    ids = [(id_,) for id_, _ in gone]
    change.executemany("DELETE FROM disclosure_file WHERE id = ?", ids)
    change.executemany("DELETE FROM transferred WHERE disclosure = ?", ids)
    if file.name == HAND_OFFS:
        _remove_hand_offs(change, ids)
    change.executemany(f"DELETE FROM {_table(file)} WHERE id = ?", ids)
    change.executemany(
        "INSERT INTO tombstone (id, kind, sweep) VALUES (?, ?, ?)",
        [(id_, _table(file), number) for id_, _ in gone],
    )
    _remove_requests(change, cutoff)
    if file.name == HAND_OFFS:
        _remove_unused(change, cutoff)
    return [day for _, day in gone]


def _remove_hand_offs(change: Change, ids: Sequence[tuple[Any, ...]]) -> None:
    change.executemany(
        "DELETE FROM hand_off_row WHERE hand_off = (SELECT seq FROM hand_off WHERE id = ?)", ids
    )
    change.executemany("DELETE FROM hand_off WHERE id = ?", ids)


def _remove_requests(change: Change, cutoff: date) -> None:
    """Remove requests that no file is left of, and who was told of them."""
    day, old = (
        cutoff.isoformat(),
        (
            "SELECT id FROM disclosure_request q WHERE date(q.asked_at, '+8 hours') <= ? "
            "AND NOT EXISTS (SELECT 1 FROM disclosure_file f WHERE f.request = q.id)"
        ),
    )
    change.execute(f"DELETE FROM disclosure_notice WHERE request IN ({old})", (day,))
    change.execute(f"DELETE FROM disclosure_request WHERE id IN ({old})", (day,))


def _remove_unused(change: Change, cutoff: date) -> None:
    """Remove approvals and recipients that no entry leads to, and whose own days ended too."""
    day = cutoff.isoformat()
    change.execute(
        "DELETE FROM standing_hand_off WHERE coalesce(date(ended_at, '+8 hours'), "
        "json_extract(terms, '$.valid_until')) <= ? "
        "AND NOT EXISTS (SELECT 1 FROM hand_off h WHERE h.standing = standing_hand_off.id)",
        (day,),
    )
    change.execute(
        "DELETE FROM recipient WHERE coalesce(date(ended_at, '+8 hours'), valid_until) <= ? "
        "AND NOT EXISTS (SELECT 1 FROM standing_hand_off s WHERE s.recipient = recipient.id) "
        "AND NOT EXISTS (SELECT 1 FROM disclosure_request q WHERE q.recipient = recipient.id) "
        "AND NOT EXISTS (SELECT 1 FROM recipient_consent c WHERE c.recipient = recipient.id) "
        # What was attested after the end is kept its three years from the day it was entered.
        "AND NOT EXISTS (SELECT 1 FROM attestation a WHERE a.recipient = recipient.id "
        "AND date(a.entered_at, '+8 hours') > ?)",
        (day, day),
    )


def forget_passwords(change: Change, today: date) -> None:
    """Remove the passwords of files whose days are over."""
    disclosing.forget_passwords(change, today)
    if change.compartment.name == HAND_OFFS:
        hand_offs.forget_passwords(change, today)
