# SPDX-License-Identifier: Apache-2.0
"""The sealed files beside a compartment: their rows, and the order in which both go.

On deletion the row goes first, in the transaction; the file follows once that is committed. What
a crash leaves between the two, the next start removes.
"""

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
    for (id_,) in rows:
        change.touched("document", id_)
        change.afterwards.append(partial(path_of(documents, id_).unlink, missing_ok=True))
