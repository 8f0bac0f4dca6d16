# SPDX-License-Identifier: Apache-2.0
"""Find rows (persons, visits, staff) by terms, newest first.

Each posting list is read in row order straight from the key of the term table, so that the first
screenful costs a few pages however long the list is; ranking would read all of it (models, 3c).
"""

from collections.abc import Sequence
from typing import Literal

from hr_desk.store.compartment import Compartment

Alternatives = Sequence[Sequence[frozenset[str]]]
"""Any of these; each one is a conjunction of unions of terms."""

Terms = Literal["term", "staff_term"]
"""A table of terms: ``term`` for what a compartment is about, ``staff_term`` for the directory."""

NO_LIMIT_BEFORE = 2**62


def newest_matching(
    file: Compartment,
    alternatives: Alternatives,
    *,
    before: int | None,
    limit: int,
    terms: Terms = "term",
) -> list[int]:
    """Return at most ``limit`` row numbers below ``before`` that match, highest first."""
    found: set[int] = set()
    for conjunction in alternatives:
        found.update(_matching(file, conjunction, before=before, limit=limit, terms=terms))
    return sorted(found, reverse=True)[:limit]


def _matching(
    file: Compartment,
    conjunction: Sequence[frozenset[str]],
    *,
    before: int | None,
    limit: int,
    terms: Terms,
) -> list[int]:
    unions = [union for union in conjunction if union]
    if len(unions) != len(conjunction) or not unions:
        return []
    # The longest terms are the rarest, so they lead and the others are looked up.
    lead, *others = sorted(unions, key=lambda union: (len(union), -max(map(len, union))))
    below = NO_LIMIT_BEFORE if before is None else before
    conditions, looked_up = _lookups(others, terms)
    selects, values = [], []
    for term in sorted(lead):
        selects.append(f"SELECT seq FROM {terms} t WHERE term = ? AND seq < ?{conditions}")
        values += [term, below, *looked_up]
    sql = " UNION ".join(selects) + " ORDER BY seq DESC LIMIT ?"
    return [row[0] for row in file.read(sql, (*values, limit))]


def _lookups(unions: Sequence[frozenset[str]], table: Terms) -> tuple[str, list[str]]:
    conditions, values = "", []
    for union in unions:
        terms = sorted(union)
        marks = ",".join("?" * len(terms))
        conditions += (
            f" AND EXISTS (SELECT 1 FROM {table} o WHERE o.term IN ({marks}) AND o.seq = t.seq)"
        )
        values += terms
    return conditions, values
