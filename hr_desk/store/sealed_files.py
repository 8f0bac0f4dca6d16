# SPDX-License-Identifier: Apache-2.0
"""The sealed files beside a compartment: their rows, and the order in which both go.

On deletion the row goes first, in the transaction; the file follows once that is committed. What
a crash leaves between the two, the next start removes.
"""

from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path

from hr_desk.store.compartment import Change


def path_of(documents: Path, id_: str) -> Path:
    """Return where the sealed file of a document lies."""
    return documents / f"{id_}.sealed"


def forget(change: Change, documents: Path, *, record: str, kind: str) -> None:
    """Delete a record's documents of one kind: the rows now, the files after the commit."""
    rows = change.execute(
        "DELETE FROM document WHERE record = ? AND kind = ? RETURNING id", (record, kind)
    ).fetchall()
    _remove_afterwards(change, documents, [id_ for (id_,) in rows])


def forget_others(change: Change, documents: Path, *, record: str, named: Collection[str]) -> None:
    """Delete a record's documents whose ids are not ``named`` by its values."""
    rows = change.execute("SELECT id FROM document WHERE record = ?", (record,)).fetchall()
    others = [id_ for (id_,) in rows if id_ not in named]
    change.executemany("DELETE FROM document WHERE id = ?", [(id_,) for id_ in others])
    _remove_afterwards(change, documents, others)


def _remove_afterwards(change: Change, documents: Path, ids: Iterable[str]) -> None:
    for id_ in ids:
        change.touched("document", id_)
        change.afterwards.append(partial(path_of(documents, id_).unlink, missing_ok=True))
