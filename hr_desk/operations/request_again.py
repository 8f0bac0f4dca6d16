# SPDX-License-Identifier: Apache-2.0
"""A file that is asked again: its new answer takes the place of the earlier one.

Each answer names its records by references of its own, so two of them would show, count and hand
over everything twice. Where something of the earlier answer was ordered or kept it stays: what was
ordered names it.
"""

from collections.abc import Sequence

from hr_desk.operations.sealed_documents import folder_of
from hr_desk.operations.session import Session
from hr_desk.store import crossings
from hr_desk.store import requests as store
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.requests import PartRow, RequestRecord
from hr_desk.store.sealed_files import forget


def in_use(file: Compartment, case: RequestRecord, parts: Sequence[PartRow]) -> tuple[PartRow, ...]:
    """Return the contributions of whose records something was ordered or kept for a reason."""
    named = {order.record for order in store.orders(file, case.seq)}
    named |= {refusal.record for refusal in store.refusals(file, case.seq)}
    return tuple(
        part for part in parts if named & {one["record"] for one in part.content or ()}
    )  # fmt: skip


def replace_earlier(
    session: Session, change: Change, case: RequestRecord, *, peer: str, now: str
) -> None:
    """Forget what a file gave before the answer to question ``now``, its documents too."""
    parts = store.parts(change.compartment, case.seq)
    stays = {now, *(part.reference for part in in_use(change.compartment, case, parts))}
    for part in parts:
        if part.peer == peer and part.answered_at is not None and part.reference not in stays:
            _forget(session, change, case, part)


def _forget(session: Session, change: Change, case: RequestRecord, part: PartRow) -> None:
    for record in part.content or ():
        crossings.unlink(change, record["record"])
        for one in record.get("documents", ()):
            for number in range(one["pieces"]):
                kind = f"{one['reference']}.{number}"
                forget(change, folder_of(session), record=case.id, kind=kind)
    store.forget_part(change, part.reference)
