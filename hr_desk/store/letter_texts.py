# SPDX-License-Identifier: Apache-2.0
"""The SQL of letters that a company wrote itself, in the file of the records they are made from."""

from hr_desk.store.compartment import Change, Compartment

KIND = "letter"
"""What the audit log calls one: its record is the letter's key."""


def own(file: Compartment) -> dict[str, str]:
    """Return the company's own letters of a file: key to TOML text."""
    return dict(file.read("SELECT key, source FROM letter_text ORDER BY key"))


def put(change: Change, key: str, source: str) -> None:
    """Keep a letter in place of the one before."""
    change.execute(
        "INSERT OR REPLACE INTO letter_text (key, source, saved_at) VALUES (?, ?, ?)",
        (key, source, change.now.isoformat(timespec="seconds")),
    )
    change.wrote(KIND, key, {"source": source})


def remove(change: Change, key: str) -> bool:
    """Take a letter of the company's own away; False where there is none."""
    change.touched(KIND, key)
    return bool(change.execute("DELETE FROM letter_text WHERE key = ?", (key,)).rowcount)
