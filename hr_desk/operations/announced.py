# SPDX-License-Identifier: Apache-2.0
"""How many visitors signed in while nobody is here to read it: a count that needs no key.

What stands outside an envelope says that it is a sign-in, and nothing of who came or why.
"""

from itertools import islice
from pathlib import Path
from typing import Final

from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.inbox import ENVELOPE, Arrived, Inbox
from hr_desk.vault.envelopes import PEEKED, EnvelopeProblem, peek

SIGN_IN: Final = "visit.sign_in"
MOST_COUNTED: Final = 99
MOST_LOOKED_AT: Final = 1_000
"""Of a flood of envelopes only the beginning is looked at: it is counted every few seconds."""


def announced(folder: Path) -> int:
    """Return how many sign-ins wait sealed in a desk's inbox, up to MOST_COUNTED.

    Anybody who reaches the inbox can add to the count: it rings a bell and lets nobody in.
    """
    inbox = Inbox(DeskFiles(folder))
    found = 0
    for one in islice(inbox.arrived(ENVELOPE), MOST_LOOKED_AT):
        found += _is_sign_in(inbox, one)
        if found == MOST_COUNTED:
            break
    return found


def _is_sign_in(inbox: Inbox, one: Arrived) -> bool:
    data = inbox.read(one.path, PEEKED) if one.plain else None
    try:
        return data is not None and peek(data, one.bytes).context.kind == SIGN_IN
    except EnvelopeProblem:
        return False
