# SPDX-License-Identifier: Apache-2.0
"""The draft of a visit that is being entered: it belongs to the front desk, not to one guard.

A shift may change while a visitor stands at the counter, so whoever takes over goes on with it.
It lies in the visits file and is sealed to nobody: who holds the file's key may read it anyway.
It goes seven days after the last keystroke, as every draft.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Final

from hr_desk.operations import drafts, young_drafts
from hr_desk.operations.directory import require_reader
from hr_desk.operations.drafts import DraftRow
from hr_desk.operations.operation import operation
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Change

ROLES: Final = ("front_desk",)
_FILE: Final = "visits"


def _id(session: Session, key: str) -> str:
    return hashlib.sha256(f"{session.desk_id}/visit/{key}".encode()).hexdigest()[:32]


def save(session: Session, key: str, body: Mapping[str, str]) -> bool:
    """Keep what was typed under ``key`` (``new``, ``expect``), replacing the earlier draft.

    Of a minor without a guardian nothing is kept, and what was kept before goes: then False is
    returned.
    """
    if not young_drafts.may_be_kept(session, body):
        if load(session, key) is not None:
            discard(session, key)
        return False
    content = json.dumps(dict(body), ensure_ascii=False).encode()
    row = DraftRow(_id(session, key), "", content)
    if not drafts.renew(session, _FILE, row):
        _start(session, row)
    return True


@operation("visit.draft", compartment=_FILE, roles=ROLES)
def _start(session: Session, change: Change, /, row: DraftRow) -> None:
    drafts.insert(session, change, row)


def load(session: Session, key: str) -> Mapping[str, str] | None:
    """Return what anybody at the front desk typed and did not save, or None."""
    require_reader(session)
    row = session.compartment(_FILE).read_one(
        "SELECT sealed FROM draft WHERE id = ?", (_id(session, key),)
    )
    return None if row is None else json.loads(bytes(row[0]))


@operation("visit.discard", compartment=_FILE, roles=ROLES)
def discard(session: Session, change: Change, /, key: str) -> None:
    """Throw the draft away; nothing happens when there is none."""
    id_ = _id(session, key)
    change.execute("DELETE FROM draft WHERE id = ?", (id_,))
    change.touched("draft", id_)
