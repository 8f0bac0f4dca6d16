# SPDX-License-Identifier: Apache-2.0
"""Which of a company's own stages the hiring file names, and where."""

from hr_desk.store.compartment import Compartment

_NAMED = (
    ("application", "SELECT DISTINCT stage FROM application WHERE stage GLOB ?"),
    ("step", "SELECT DISTINCT stage FROM step WHERE stage GLOB ?"),
    (
        "requisition",
        "SELECT DISTINCT one.value FROM requisition r, json_each(r.stages) one "
        "WHERE one.value GLOB ?",
    ),
    ("stub", "SELECT DISTINCT stage FROM stub WHERE stage GLOB ?"),
)


def named(hiring: Compartment, pattern: str) -> frozenset[str]:
    """Return the stages of a pattern (of GLOB) that anything in the file names."""
    return frozenset(row[0] for _, query in _NAMED for row in hiring.read(query, (pattern,)))
