# SPDX-License-Identifier: Apache-2.0
"""Answers about deleted people that were received since a backup: said by the replaced file.

An answer says in the clear, until its receipt comes, what was found of somebody. One that its
receiver still lacks stays after the person is deleted, as nothing else answers the question
(``outbox.forget_answers``); the copy cannot know that the receipt came since. Everything else that
waited when the backup was made is sent again: its receiver may have been restored as well.
"""

from dataclasses import dataclass
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Settled:
    """References in an outbox: those with a receipt, and all that are there.

    ``head`` is the hash of the log's entry of a number that the reader named, None without one.
    """

    received: frozenset[bytes] = frozenset()
    there: frozenset[bytes] = frozenset()
    head: bytes | None = None


NOTHING: Final = Settled()
"""Of a file that cannot be read any more."""

_ANSWERS: Final = (
    "SELECT reference FROM outbox WHERE EXISTS (SELECT 1 FROM json_each("
    "CASE WHEN outbox.record LIKE '[%' THEN outbox.record ELSE '[]' END) AS one "
    "JOIN tombstone ON tombstone.id = one.value)"
)


def read(connection: Any, sequence: int) -> Settled:
    """Return what an open file knows of its envelopes; the copy's log ends at ``sequence``."""
    rows = connection.execute("SELECT reference, receipt_at FROM outbox").fetchall()
    head = connection.execute("SELECT hash FROM audit WHERE seq = ?", (sequence,)).fetchone()
    return Settled(
        frozenset(bytes(reference) for reference, at in rows if at is not None),
        frozenset(bytes(reference) for reference, _ in rows),
        None if head is None else bytes(head[0]),
    )


def forget(connection: Any, settled: Settled) -> None:
    """Delete such answers in a copy, inside the caller's transaction, once its people are deleted.

    One that is no longer in the file which descends from the copy was received as well.
    """
    head = connection.execute("SELECT hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    descends = head is not None and settled.head == bytes(head[0])
    answers = [bytes(one) for (one,) in connection.execute(_ANSWERS).fetchall()]
    connection.executemany(
        "DELETE FROM outbox WHERE reference = ?",
        [(one,) for one in answers
         if one in settled.received or (descends and one not in settled.there)],
    )  # fmt: skip
