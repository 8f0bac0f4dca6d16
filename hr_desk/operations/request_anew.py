# SPDX-License-Identifier: Apache-2.0
"""A file that is asked a second time for one case: its new answer takes the place of the earlier.

Nothing is there twice, neither in the case nor in the copy nor in what closing clears. A record
keeps the reference by which the case knows it, so that orders and refusals still mean it; the
file says which references it gave before. A document is known again by what it says. A refusal
whose record or value is not contributed any more falls away, and the case says so; where an order
stands it stays, because something is kept for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from hr_desk.i18n import t
from hr_desk.operations.contributed_documents import from_line, piece_kinds
from hr_desk.operations.contributions import AGAIN
from hr_desk.operations.letters import Letter
from hr_desk.operations.sealed_documents import folder_of
from hr_desk.operations.session import Session
from hr_desk.operations.withheld import may_be_refused
from hr_desk.store import crossings
from hr_desk.store import requests as store
from hr_desk.store.compartment import Change
from hr_desk.store.requests import PartRow, RefusalRow, RequestRecord
from hr_desk.store.sealed_files import forget

Content = Mapping[str, Any]


def replaced(
    session: Session, change: Change, case: RequestRecord, letter: Letter,
    records: Sequence[Content],
) -> list[dict[str, Any]]:  # fmt: skip
    """Return contributed records under the references the case knows them by.

    What the same file answered earlier is gone after this, with its documents.
    """
    about = letter.text("about", 32)
    earlier = [part for part in store.parts(change.compartment, case.seq)
               if part.peer == letter.peer and part.reference != about]  # fmt: skip
    before = {one["record"]: one for part in earlier for one in part.content or ()}
    now, kept = _known_by(records, before)
    for part in earlier:
        _forget(session, change, case, part)
    _carry_refusals(session, change, case, before, now, kept)
    return kept


def _known_by(
    records: Iterable[Content], before: Mapping[str, Content]
) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Return which reference stands for each earlier one, and the records under theirs."""
    now: dict[str, str] = {}
    kept = []
    for one in records:
        known = [reference for reference in one.get(AGAIN, ())
                 if reference in before and reference not in now]  # fmt: skip
        own = known[0] if known else one["record"]
        now |= dict.fromkeys(known, own)
        kept.append({key: part for key, part in one.items() if key != AGAIN} | {"record": own})
    return now, kept


def _forget(session: Session, change: Change, case: RequestRecord, part: PartRow) -> None:
    """Delete an earlier question with its answer; what is still on its way for it finds no case."""
    for one in part.content or ():
        for line in one.get("documents", ()):
            for kind in piece_kinds(from_line(line)):
                forget(change, folder_of(session), record=case.id, kind=kind)
    store.remove_part(change, part.reference)
    crossings.unlink(change, part.reference)


def _carry_refusals(
    session: Session, change: Change, case: RequestRecord, before: Mapping[str, Content],
    now: Mapping[str, str], kept: Sequence[Content],
) -> None:  # fmt: skip
    """Let each refusal about an earlier answer mean what the new one says, or fall away."""
    new = {one["record"]: one for one in kept}
    ordered = {one.record for one in store.orders(change.compartment, case.seq)}
    for row in store.refusals(change.compartment, case.seq):
        if row.record not in before:
            continue
        meant = _meant(row, before[row.record], new.get(now.get(row.record, "")))
        if meant is not None:
            store.move_refusal(change, case.seq, row, to=meant)
        elif row.record not in ordered:
            store.remove_refusal(change, case.seq, row.record, row.field)
            field = session.catalogue.fields.get(row.key)
            label = row.key if field is None else field.label
            text = t("Asked again, the file has no “{field}” of this record any more: what was "
                     "refused of it is refused no longer.", field=label)  # fmt: skip
            store.add_note(change, case.seq, user=session.user.id, text=text)


def _meant(row: RefusalRow, before: Content, now: Content | None) -> RefusalRow | None:
    """Return a refusal as it is about the new answer; None where that has no such thing."""
    if now is None:
        return None
    field = row.field
    if row.document:
        field = next(_same(row, before, now), "")
    if not field or not may_be_refused(now, field):
        return None
    return replace(row, record=now["record"], field=field)


def _same(row: RefusalRow, before: Content, now: Content) -> Iterator[str]:
    """Yield what a refusal of one document names in the new answer: what says the same."""
    digests = {one["sha256"] for one in before.get("documents", ())
               if one["reference"] == row.document and one["pieces"]}  # fmt: skip
    for one in now.get("documents", ()):
        if one["field"] == row.key and one["sha256"] in digests:
            yield f"{row.key}/{one['reference']}"
