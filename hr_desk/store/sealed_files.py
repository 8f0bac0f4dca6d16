# SPDX-License-Identifier: Apache-2.0
"""The sealed files beside a compartment: their rows, their terms, the order in which all go.

On deletion the row goes first, in the transaction; the file follows once that is committed. What
a crash leaves between the two, the next start removes. The terms a document is found by stand in
its row as well as in the table of terms, so that they can go with it without its text.
"""

from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path

from hr_desk.store.compartment import Change, Compartment


def path_of(documents: Path, id_: str) -> Path:
    """Return where the sealed file of a document lies."""
    return documents / f"{id_}.sealed"


def terms_of(hiring: Compartment, stored: str) -> frozenset[str]:
    """Return what the documents are found by whose ids ``stored`` holds, with spaces between."""
    ids = stored.split()
    marks = ",".join("?" * len(ids))
    rows = hiring.read(f"SELECT terms FROM document WHERE id IN ({marks})", ids)
    return frozenset(term for (terms,) in rows for term in terms.split())


def forget(
    change: Change, documents: Path, *, record: str, kind: str, only: str | None = None
) -> frozenset[str]:
    """Delete a record's documents of one kind: the rows now, the files after the commit.

    ``only`` is the id of the one that goes. Returns the terms that no document of the record has
    any more.
    """
    which = "" if only is None else " AND id = ?"
    values = (record, kind) if only is None else (record, kind, only)
    rows = change.execute(
        f"DELETE FROM document WHERE record = ? AND kind = ?{which} RETURNING id, terms", values
    ).fetchall()
    _remove_afterwards(change, documents, [id_ for id_, _ in rows])
    gone = {term for _, found in rows for term in found.split()}
    if not gone:
        return frozenset()
    left = change.execute("SELECT terms FROM document WHERE record = ?", (record,)).fetchall()
    return frozenset(gone - {term for (found,) in left for term in found.split()})


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
