# SPDX-License-Identifier: Apache-2.0
"""The SQL of the texts for candidates that a company wrote itself, in the hiring file."""

from hr_desk.i18n import Text
from hr_desk.store.compartment import Change, Compartment


def own(hiring: Compartment) -> dict[str, Text]:
    """Return the company's own text of each occasion that has one."""
    rows = hiring.read("SELECT occasion, zh, en FROM message_text ORDER BY occasion")
    return {occasion: Text(zh, en) for occasion, zh, en in rows}


def write(change: Change, occasion: str, text: Text | None) -> None:
    """Keep a text for an occasion in place of the one before; None goes back to the shipped one."""
    change.execute("DELETE FROM message_text WHERE occasion = ?", (occasion,))
    if text is not None:
        change.execute(
            "INSERT INTO message_text (occasion, zh, en) VALUES (?, ?, ?)",
            (occasion, text.zh, text.en),
        )
