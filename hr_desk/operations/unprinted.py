# SPDX-License-Identifier: Apache-2.0
"""Papers that were entered and not printed: the printer took nothing, or the computer stopped.

The register keeps no paper. What is offered again is where it was printed: the person's page, or
the list for a paper about several.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from hr_desk.operations.request_letters import PURPOSE as OF_A_CASE
from hr_desk.operations.session import Session
from hr_desk.store import disclosures

SHOWN_FOR: Final = timedelta(days=7)
"""How long somebody is reminded; the entry itself stays with the register."""
PAGES: Final = {
    "hiring": ("record", "candidates"),
    "visits": ("visit", "front_desk"),
    "personnel": ("joiner", "onboarding"),
}
"""The pages on which a paper about one record, or about several, is printed again."""


@dataclass(frozen=True, slots=True)
class Unprinted:
    """The papers of a file that are not out, and where the newest of them is printed again."""

    file: str
    entries: tuple[str, ...]
    page: str
    record: str | None
    """The record its page shows, None for a list."""


def waiting(session: Session) -> tuple[Unprinted, ...]:
    """Return this user's papers that are not out, by file."""
    since = (session.now() - SHOWN_FOR).isoformat(timespec="seconds")
    found = []
    for file in session.held:
        prints = disclosures.open_prints(session.compartment(file), session.user.id, since=since)
        if prints:
            newest = prints[0]
            entries = tuple(one.id for one in prints)
            found.append(Unprinted(file, entries, *_place(file, newest.purpose, newest.records)))
    return tuple(found)


def _place(file: str, purpose: str, records: tuple[str, ...]) -> tuple[str, str | None]:
    """Return the page on which a paper is printed again, and what it is to show."""
    if not records:
        return "notice", None
    one, several = PAGES.get(file, ("request" if purpose == OF_A_CASE else "incident",) * 2)
    return (one, records[0]) if len(records) == 1 else (several, None)
