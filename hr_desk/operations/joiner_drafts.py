# SPDX-License-Identifier: Apache-2.0
"""Drafts of joiners' forms: as those of recruitment, in the personnel file and nowhere else.

What is typed there may be a number that hiring must never hold, sealed or not.
"""

from collections.abc import Mapping

from hr_desk.operations import drafts, young_drafts
from hr_desk.operations.drafts import DraftRow
from hr_desk.operations.joiner_writing import ONBOARDING
from hr_desk.operations.operation import operation
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Change

_FILE = "personnel"


def save(session: Session, key: str, body: Mapping[str, str]) -> bool:
    """Keep a draft under ``key`` (``join:<joiner id>``), replacing the earlier one.

    It goes with that joiner, and otherwise seven days after the last keystroke. Of a minor without
    a guardian nothing is kept, and what was kept before goes: then False is returned.
    """
    if not young_drafts.of_joiner(session, key.partition(":")[2], body):
        if load(session, key) is not None:
            discard(session, key)
        return False
    row = drafts.row_of(session, key, body)
    if not drafts.renew(session, _FILE, row):
        _start(session, row)
    return True


@operation("joiner.draft", compartment=_FILE, roles=ONBOARDING)
def _start(session: Session, change: Change, /, row: DraftRow) -> None:
    drafts.insert(session, change, row)


def load(session: Session, key: str) -> Mapping[str, str] | None:
    """Return a draft of this user, or None."""
    return drafts.read(session, _FILE, key)


@operation("joiner.discard", compartment=_FILE, roles=ONBOARDING)
def discard(session: Session, change: Change, /, key: str) -> None:
    """Throw a draft away; nothing happens when there is none."""
    drafts.delete(session, change, key)
