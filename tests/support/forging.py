# SPDX-License-Identifier: Apache-2.0
"""What somebody can do to a log who holds the key of its file, and brings a tool of their own.

They write the file with SQL and know how entries are hashed; they sign as themselves alone.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hr_desk.operations.session import Session
from hr_desk.store import audit, driver
from hr_desk.store.anchors import Head
from tests.support.desk import file_key

Sign = Callable[[str, bytes], bytes]


@contextmanager
def raw(session: Session, compartment: str = "hiring") -> Iterator[Any]:
    """Yield a connection of one's own to a file, opened with the file's key."""
    path: Path = session.compartment(compartment).path
    connection = driver.connect(path, file_key(session, compartment), cache_mib=1)
    try:
        yield connection
    finally:
        connection.close()


def drop_last(connection: Any, count: int) -> None:
    """Take the last entries away, as an older copy of the file would."""
    (last,) = connection.execute("SELECT max(seq) FROM audit").fetchone()
    connection.execute("DELETE FROM audit WHERE seq > ?", (last - count,))
    connection.execute("DELETE FROM audit_record WHERE seq > ?", (last - count,))


def swap(connection: Any, first: int, second: int) -> None:
    """Exchange two entries, everything in them and about them."""
    connection.execute("UPDATE audit SET seq = -1 WHERE seq = ?", (first,))
    connection.execute("UPDATE audit SET seq = ? WHERE seq = ?", (first, second))
    connection.execute("UPDATE audit SET seq = ? WHERE seq = -1", (second,))


def edit(connection: Any, sequence: int, **changes: Any) -> None:
    """Change what an entry says, and nothing else."""
    (body,) = connection.execute("SELECT body FROM audit WHERE seq = ?", (sequence,)).fetchone()
    changed = json.dumps({**json.loads(body), **changes}, ensure_ascii=False,
                         separators=(",", ":"), sort_keys=True)  # fmt: skip
    connection.execute("UPDATE audit SET body = ? WHERE seq = ?", (changed, sequence))


def rechain(
    connection: Any, session: Session, *, since: int = 1, sign: Sign | None = None,
    user: str | None = None, skip: int | None = None,
) -> None:  # fmt: skip
    """Write the chain anew from entry ``since`` on, signed by ``sign`` in the name of ``user``.

    ``skip`` leaves one entry out; those behind it move up. Without ``sign`` signatures stay.
    """
    rows = connection.execute(
        "SELECT seq, body, signature FROM audit WHERE seq >= ? ORDER BY seq", (since,)
    ).fetchall()
    file = session.compartment("hiring")
    before = audit.genesis(session.desk_id, file.name)
    if since > 1:
        row = connection.execute("SELECT hash FROM audit WHERE seq = ?", (since - 1,)).fetchone()
        before = bytes(row[0])
    head = Head(since - 1, before)
    connection.execute("DELETE FROM audit WHERE seq >= ?", (since,))
    for seq, body, signature in rows:
        if seq != skip:
            head = _write(connection, json.loads(body), bytes(signature), head, sign, user)


def _write(
    connection: Any, told: dict[str, Any], signature: bytes, before: Head, sign: Sign | None,
    user: str | None,
) -> Head:  # fmt: skip
    entry = {**told, "seq": before.sequence + 1, "user": user or told["user"]}
    body = audit.entry_from(json.dumps(entry)).body()
    digest = audit._chained(before.hash, body)
    signed = signature if sign is None else sign(audit.SIGNATURE_CONTEXT, digest)
    connection.execute(
        "INSERT INTO audit (seq, body, hash, signature) VALUES (?, ?, ?, ?)",
        (before.sequence + 1, body, digest, signed),
    )
    return Head(before.sequence + 1, digest)
