# SPDX-License-Identifier: Apache-2.0
"""A read of somebody below eighteen names its approval (未成年人网络保护条例 36), or is refused.

Asked once for each entry that is a read, whatever number of records it names; lists and searches
are no reads, the faces that a list shows are (``joiner_faces``). What has to go on without an
approval: the roll call, whom to call in an emergency, prints of names alone (the guard's list, the
sheets that guardians sign), a print that is out already (it is registered all the same), the
guardian's act and the person's own requests, which are not among the reads.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hr_desk.domain import minors
from hr_desk.domain.reads import EMERGENCY, READS
from hr_desk.operations.minor_problems import MinorNotApproved
from hr_desk.operations.session import Session
from hr_desk.operations.values import is_young
from hr_desk.store import minor_approvals as store
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.minor_approvals import ApprovalRecord

CONTEXT: Final = "minor_approval"
"""The context of an approver's signature."""

FACT: Final = "approvals"
"""The fact of a read's entry that holds the ids of the approvals it was made under."""

AGE_TOLD: Final = "age_told"
"""The fact of an entry in payroll with which it learnt how old somebody is."""

ROLL_CALL: Final = ("visit.print", "visit.emergency")
"""The print of who is in the building, and its purpose: in an alarm nobody asks first."""

NAMES: Final = ("visit.print", "joiner.print")
"""Prints that ask nobody while they tell names alone: the guard's list, the guardians' sheets."""

_PERSONS: Final = frozenset({"person", "application", "visit", "joiner", "account"})


@dataclass(frozen=True, slots=True)
class MinorApproval:
    """Who may read about which minors of a file, why and when; user ids of asker and approver.

    ``records`` are empty for every minor of the file, also those who come; a class of interns is
    one approval with all of their ids.
    """

    id: str
    file: str
    role: str
    records: tuple[str, ...]
    purpose: str
    valid_from: date
    valid_until: date
    asked_by: str
    approved_by: str | None
    approved_at: str | None
    ended: bool

    def holds_on(self, day: date) -> bool:
        """Whether it is approved, not ended, and a day lies within its period."""
        approved = self.approved_by is not None and not self.ended
        return approved and self.valid_from <= day <= self.valid_until

    def covers(self, id_: str) -> bool:
        """Whether it is about a record: a person in hiring, a visit, a joiner, an account."""
        return not self.records or id_ in self.records


def view_of(file: str, record: ApprovalRecord) -> MinorApproval:
    """Return an approval as it was signed."""
    terms = json.loads(record.terms)
    return MinorApproval(
        id=record.id,
        file=file,
        role=terms["role"],
        records=tuple(terms["records"]),
        purpose=terms["purpose"],
        valid_from=date.fromisoformat(terms["valid_from"]),
        valid_until=date.fromisoformat(terms["valid_until"]),
        asked_by=record.asked_by,
        approved_by=record.approved_by,
        approved_at=record.approved_at,
        ended=record.ended_at is not None,
    )


def is_signed(session: Session, record: ApprovalRecord, file: str) -> bool:
    """Whether an approval was signed by a second person, for this file."""
    if record.approved_by is None or record.signature is None:
        return False
    terms = json.loads(record.terms)
    bound = (terms["id"], terms["file"], terms["desk"]) == (record.id, file, session.desk_id)
    by_two = record.approved_by != record.asked_by
    payload = record.terms.encode()
    return bound and by_two and session.signed_by(
        record.approved_by, CONTEXT, payload, record.signature
    )  # fmt: skip


def note_read(session: Session, change: Change) -> None:
    """Write into a read's entry under which approvals it was made.

    Raises MinorNotApproved where somebody it names is below eighteen and no approval covers them.
    """
    if change.operation not in READS or goes_on(change.operation, change.purpose, change.fields):
        return
    young = named_by(session, change)
    if not young:
        return
    under = _approvals(session, change.compartment, young)
    lacking = [one for one, approval in under.items() if not approval]
    if lacking:
        refused = MinorNotApproved(count=len(lacking))
        refused.records = tuple((kind, id_) for kind, id_, _ in change.records)
        raise refused
    change.facts[FACT] = sorted({approval for approval in under.values() if approval})


def closed_among(session: Session, file: Compartment, ids: Collection[str]) -> frozenset[str]:
    """Return which of these records nobody has approved this user to read about: of minors."""
    young = young_among(session, file, ids) if ids else ()
    under = _approvals(session, file, young) if young else {}
    return frozenset(one for one, approval in under.items() if not approval)


def _approvals(session: Session, file: Compartment, young: Collection[str]) -> dict[str, str]:
    """Return the approval (id) under which this user reads about each of them, empty for none."""
    usable = _usable(session, file)
    return {one: next((each.id for each in usable if each.covers(one)), "") for one in young}


def goes_on(operation: str, purpose: str | None, fields: Collection[str]) -> bool:
    """Whether a read needs no approval: an emergency, the roll call, and prints of names alone."""
    names_alone = operation in NAMES and set(fields) <= {"full_name"}
    return names_alone or operation == EMERGENCY or (operation, purpose) == ROLL_CALL


def named_by(session: Session, change: Change) -> tuple[str, ...]:
    """Return the ids of those below eighteen whom a change names."""
    file = change.compartment
    ids = [id_ for kind, id_, _ in change.records if kind in _PERSONS]
    if not ids or file.name not in store.FILES:
        return ()
    return young_among(session, file, ids)


def young_among(session: Session, file: Compartment, ids: Collection[str]) -> tuple[str, ...]:
    """Return which of these records are of people below eighteen today; one query."""
    # Two days more than it takes: the birthday of somebody born on 29 February moves.
    eldest = session.today() - timedelta(days=minors.ADULT * 366 + 2)
    bands = [band for band in minors.BANDS if minors.is_minor_band(band)]
    found = store.perhaps_young_among(file, ids, born_from=eldest, bands=bands)
    return tuple(dict.fromkeys(id_ for id_, stored in found if is_young(session, stored)))


def _usable(session: Session, file: Compartment) -> list[MinorApproval]:
    """Return the approvals under which this user may read today; none they gave themselves."""
    today, roles = session.today(), set(session.user.roles)
    known = [(record, view_of(file.name, record)) for record in store.every(file)]
    return [
        one
        for record, one in known
        if one.holds_on(today)
        and one.role in roles
        and one.approved_by != session.user.id
        and is_signed(session, record, file.name)
    ]
