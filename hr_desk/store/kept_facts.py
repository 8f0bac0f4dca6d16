# SPDX-License-Identifier: Apache-2.0
"""The SQL of facts about a record that are columns of their own: which rows are about whom."""

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from hr_desk.store.compartment import Compartment

_IDS: Final = "(SELECT value FROM json_each(?))"
_OF_APPLICATIONS: Final = f"application IN (SELECT seq FROM application WHERE id IN {_IDS})"

_ROWS: Final[Mapping[str, Mapping[str, str]]] = {
    "visits": {
        "visit": f"id IN {_IDS} ORDER BY seq",
        "contact_reveal": f"visit IN {_IDS} ORDER BY revealed_at, id",
    },
    "hiring": {
        "application": f"id IN {_IDS} ORDER BY seq",
        "interview": f"{_OF_APPLICATIONS} ORDER BY seq",
        "step": f"{_OF_APPLICATIONS} ORDER BY seq",
        "source": f"person IN (SELECT seq FROM person WHERE id IN {_IDS}) ORDER BY seq",
    },
    "personnel": {"joiner": f"id IN {_IDS} ORDER BY seq"},
    "payroll": {"account": f"id IN {_IDS} ORDER BY seq"},
}
"""File to the tables with facts, and which of their rows are about records of these ids."""


def tables_of(file: str) -> tuple[str, ...]:
    """Return the tables of a file that have facts about its people."""
    return tuple(_ROWS[file])


def rows(
    file: Compartment, table: str, columns: Sequence[str], *, about: Collection[str]
) -> list[tuple[Any, ...]]:
    """Return columns (our own names) of the rows about records with these ids, the oldest first."""
    return file.read(f"SELECT {', '.join(columns)} FROM {table} WHERE {_ROWS[file.name][table]}",
                     (json.dumps(list(about)),))  # fmt: skip
