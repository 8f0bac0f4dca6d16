# SPDX-License-Identifier: Apache-2.0
"""Numbers that wait to be compared with the original: sealed to whoever typed them.

An ID number or a bank account is readable to the one who entered it until it is checked against
the card, at most that day (promises, mends); then it goes to its compartment and is masked. Until
then it is a draft of theirs, which nobody else can open: nobody else can check it, and it is kept
unchecked when they are next here. Of whoever stays away it goes with the draft, after seven days.
Beside the draft stands in clear which number waits, with whom and since when, so that colleagues
see what is missing and enter it again; what they keep replaces the one that waits.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from hr_desk.catalogue.model import Field
from hr_desk.operations.session import Session
from hr_desk.store import number_entries
from hr_desk.store.compartment import Change
from hr_desk.store.sweeping import DRAFT_CLASS
from hr_desk.vault.envelopes import open_own, seal_to_self

_LABEL: Final = "entry"


@dataclass(frozen=True, slots=True)
class Entry:
    """One stored value that waits, and the day (Asia/Shanghai) it was typed on."""

    value: Any
    on: date


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A number of a joiner that was typed and not compared; the number itself stands nowhere here.

    ``goes_on`` is the day on which the draft that holds it goes; ``gone`` where it went already.
    """

    field: Field
    typed_by: str
    """The user's name."""
    typed_on: date
    goes_on: date
    gone: bool
    mine: bool


def unchecked(session: Session, joiners: Collection[str]) -> dict[str, tuple[Unchecked, ...]]:
    """Return what waits of these joiners (ids), or is gone; raises CompartmentClosed."""
    names = {user.id: user.name for user in session.register.users}
    kept = timedelta(days=session.catalogue.classes[DRAFT_CLASS].periods["typed"])
    known, found = session.catalogue.fields, {}
    for id_, rows in number_entries.of(session.compartment("personnel"), joiners).items():
        found[id_] = tuple(
            Unchecked(
                known[one.field], names.get(one.user, one.user), one.typed_on,
                one.typed_on + kept, one.gone, one.user == session.user.id,
            )
            for one in rows
            if one.field in known
        )  # fmt: skip
    return found


def _id(session: Session, joiner_id: str) -> str:
    """Return the row id of a user's entries about a joiner; the id does not show which."""
    own = f"{session.desk_id}/{session.user.id}/{_LABEL}:{joiner_id}".encode()
    return hashlib.sha256(session.keys.own_key() + own).hexdigest()[:32]


def entries_of(session: Session, joiner_id: str) -> dict[str, Entry]:
    """Return what this user entered of a joiner and has not checked yet, by field key."""
    row = session.compartment("personnel").read_one(
        "SELECT sealed FROM draft WHERE id = ?", (_id(session, joiner_id),)
    )
    if row is None:
        return {}
    content = json.loads(open_own(bytes(row[0]), session.keys, label=_LABEL))
    return {key: Entry(value, date.fromisoformat(on)) for key, (value, on) in content.items()}


def put_entries(
    session: Session, change: Change, joiner_id: str, entries: Mapping[str, Entry]
) -> None:
    """Keep these entries of a joiner and no others, inside ``change``; none removes the draft."""
    id_ = _id(session, joiner_id)
    change.execute("DELETE FROM draft WHERE id = ?", (id_,))
    change.touched("draft", id_)
    typed = {key: entry.on for key, entry in entries.items()}
    number_entries.put(change, joiner_id, typed, user=session.user.id, draft=id_)
    if not entries:
        return
    content = {key: (entry.value, entry.on.isoformat()) for key, entry in entries.items()}
    sealed = seal_to_self(json.dumps(content).encode(), session.keys, label=_LABEL)
    change.execute(
        "INSERT INTO draft (id, user, record, typed_on, saved_at, sealed) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (id_, session.user.id, joiner_id, max(e.on for e in entries.values()).isoformat(),
         change.now.isoformat(timespec="seconds"), sealed),
    )  # fmt: skip


def joiners_waiting(session: Session, *, before: date) -> tuple[str, ...]:
    """Return the joiners of whom this user entered something before a day, and has not checked."""
    rows = session.compartment("personnel").read(
        "SELECT record, id FROM draft WHERE user = ? ORDER BY saved_at", (session.user.id,)
    )
    own = [record for record, id_ in rows if id_ == _id(session, record)]
    return tuple(
        record
        for record in own
        if any(entry.on < before for entry in entries_of(session, record).values())
    )
