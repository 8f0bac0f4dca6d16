# SPDX-License-Identifier: Apache-2.0
"""The sealed files beside a compartment: their rows, their terms, the order in which all go.

On deletion the row goes first, in the transaction; the file follows once that is committed. What
a crash leaves between the two, the next start removes. The terms a document is found by stand in
its row as well as in the table of terms, so that they can go with it without its text.

The small picture of a photo is a document beside it: of the same record and kind, so that whatever
removes the documents of a field removes it too, with a key and a file of its own.
"""

from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path
from typing import Final

from hr_desk.store.compartment import Change, Compartment

ENDING: Final = ".sealed"
FIRST: Final = "hiring"
"""The file whose documents are called by their id alone; those of another one name it as well.

Whoever holds one file must be able to tell its forgotten documents from those of another.
"""


def path_of(documents: Path, id_: str, compartment: str = FIRST) -> Path:
    """Return where the sealed file of a document lies."""
    middle = "" if compartment == FIRST else f".{compartment}"
    return documents / f"{id_}{middle}{ENDING}"


def id_of(path: Path) -> str:
    """Return the id in the name of a sealed file."""
    return path.name.partition(".")[0]


def own_files(documents: Path, compartment: str) -> list[Path]:
    """Return the sealed files there that are called as those of a compartment are."""
    return [path for path in documents.glob(f"*{ENDING}") if _is_of(path.name, compartment)]


def unfinished_files(documents: Path, compartment: str) -> list[Path]:
    """Return what is left there of writing a compartment's files: ``.<name>.<mark>.part``."""
    parts = documents.glob(f".*{ENDING}.*.part")
    return [path for path in parts if _is_of(path.name[1:].rsplit(".", 2)[0], compartment)]


def _is_of(name: str, compartment: str) -> bool:
    return name == path_of(Path(), name.partition(".")[0], compartment).name


def terms_of(hiring: Compartment, stored: str) -> frozenset[str]:
    """Return what the documents are found by whose ids ``stored`` holds, with spaces between."""
    ids = stored.split()
    marks = ",".join("?" * len(ids))
    rows = hiring.read(f"SELECT terms FROM document WHERE id IN ({marks})", ids)
    return frozenset(term for (terms,) in rows for term in terms.split())


def small_picture(file: Compartment, of: str) -> tuple[str, bytes] | None:
    """Return id and key of the small picture of a document (id), or None."""
    row = file.read_one("SELECT id, key FROM document WHERE small_of = ?", (of,))
    return None if row is None else (str(row[0]), bytes(row[1]))


def with_small_picture(file: Compartment, ids: Collection[str]) -> frozenset[str]:
    """Return which of these documents (ids, some hundreds at most) have a small picture."""
    wanted = list(ids)
    marks = ",".join("?" * len(wanted))
    rows = file.read(f"SELECT small_of FROM document WHERE small_of IN ({marks})", wanted)
    return frozenset(str(of) for (of,) in rows)


def forget(
    change: Change, documents: Path, *, record: str, kind: str, only: str | None = None
) -> frozenset[str]:
    """Delete a record's documents of one kind: the rows now, the files after the commit.

    ``only`` is the id of the one that goes, with its small picture. Returns the terms that no
    document of the record has any more.
    """
    which = "" if only is None else " AND ? IN (id, small_of)"
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


def hang_on(change: Change, id_: str, *, record: str) -> None:
    """Let a document and its small picture be those of another record (id)."""
    change.execute("UPDATE document SET record = ? WHERE ? IN (id, small_of)", (record, id_))


def forget_others(change: Change, documents: Path, *, record: str, named: Collection[str]) -> None:
    """Delete a record's documents whose ids are not ``named`` by its values.

    A small picture is named by the value that names what it is of.
    """
    rows = change.execute(
        "SELECT id, coalesce(small_of, id) FROM document WHERE record = ?", (record,)
    ).fetchall()
    others = [id_ for id_, meant in rows if meant not in named]
    change.executemany("DELETE FROM document WHERE id = ?", [(id_,) for id_ in others])
    _remove_afterwards(change, documents, others)


def _remove_afterwards(change: Change, documents: Path, ids: Iterable[str]) -> None:
    for id_ in ids:
        change.touched("document", id_)
        path = path_of(documents, id_, change.compartment.name)
        change.afterwards.append(partial(path.unlink, missing_ok=True))
