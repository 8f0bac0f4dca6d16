# SPDX-License-Identifier: Apache-2.0
"""What the published policy and the law promise, clause by clause: one declaration.

Read from ``resources/promises/clauses.toml``, strictly. The controls that keep a clause are named
here and looked at in ``hr_desk.operations.promises``; nothing else keeps a list of clauses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from hr_desk.catalogue.source import Table, read
from hr_desk.i18n import RESOURCES, Text

FILE: Final = RESOURCES / "promises" / "clauses.toml"

IN: Final = "in"
PARTLY: Final = "partly"
OUT: Final = "out"
SCOPES: Final = (IN, PARTLY, OUT)
"""For the program; for it and for people; for people alone, with a principle kept here."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One promise: its summary in our own words, the controls that keep it, and where it is kept.

    ``kept`` is the key of a page of the window or of a compartment. ``reason`` says what people do
    themselves; None where the whole clause is the program's.
    """

    id: str
    scope: str
    summary: Text
    controls: tuple[str, ...]
    kept: str
    reason: Text | None


@lru_cache(maxsize=1)
def clauses() -> Mapping[str, Clause]:
    """Return every clause by its id, in the order of the policy; raises CatalogueProblem."""
    return clauses_of(read(FILE))


def clauses_of(file: Table) -> Mapping[str, Clause]:
    """Return the clauses of a file; raises CatalogueProblem at the first mistake."""
    file.only(("clause",))
    return {table.key: _clause(table) for table in file.tables("clause")}


def _clause(table: Table) -> Clause:
    table.only(("scope", "summary", "controls", "kept", "reason"))
    scope = table.name("scope", SCOPES, "word")
    return Clause(
        id=table.key,
        scope=scope,
        summary=table.words("summary"),
        controls=table.strings("controls"),
        kept=table.string("kept"),
        reason=table.words_or_none("reason") if scope == IN else table.words("reason"),
    )
