# SPDX-License-Identifier: Apache-2.0
"""What a decision would pass over: files that were not asked or are silent, orders not given.

A case says "done as asked" only where it was done: each record that was found is ordered to be
deleted or kept for a reason, and no file is left out unless it is written why.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from hr_desk.catalogue.requests import request_rules
from hr_desk.domain.clock import day_of
from hr_desk.domain.consent import Act
from hr_desk.domain.letter_words import listed
from hr_desk.errors import UserError
from hr_desk.i18n import N_, translated
from hr_desk.operations.request_problems import (
    DeletionMissing,
    FilesNotAsked,
    FilesSilent,
    NothingOrdered,
    NothingWithdrawn,
)
from hr_desk.operations.session import Session
from hr_desk.store.consents import OUTDATED, WITHDRAWN
from hr_desk.store.requests import OrderRow, PartRow, RefusalRow

ENOUGH: Final[Mapping[str, tuple[str, ...]]] = {"restrict": ("restrict", "delete")}
"""Which orders do what is asked, where another one than that itself does it too."""


@dataclass(frozen=True, slots=True)
class Unsettled:
    """What is open: no file was asked, files (addresses) that are silent, records without an order.

    ``records`` are the addresses of their files, one for each record; ``order`` is what they lack.
    Where a consent is to be withdrawn it is empty, and there is one address for each consent.
    """

    unasked: bool
    silent: tuple[str, ...]
    records: tuple[str, ...]
    order: str
    each: bool

    def problems(self, number: str) -> Iterator[UserError]:
        """Yield what keeps request ``number`` from being decided, in words with the way out."""
        if self.records and self.each:
            yield DeletionMissing(number=number, count=len(self.records))
        if self.unasked:
            yield FilesNotAsked(number=number)
        if self.silent:
            yield FilesSilent(number=number, count=len(self.silent))
        if self.records and not self.order:
            yield NothingWithdrawn(number=number, count=len(self.records))
        elif self.records and not self.each:
            yield NothingOrdered(number=number, count=len(self.records))

    @property
    def excusable(self) -> bool:
        """Whether it is enough to write why: a record is never kept against a request that way."""
        return not (self.records and self.each)


def unsettled(
    code: str,
    received_at: datetime,
    parts: Sequence[PartRow],
    orders: Sequence[OrderRow],
    refusals: Sequence[RefusalRow],
) -> Unsettled:
    """Return what is open of a case that asks for ``code`` since ``received_at`` (aware UTC)."""
    rules = request_rules().codes[code]
    return Unsettled(
        unasked=rules.files and not parts,
        silent=tuple(part.peer for part in parts if rules.files and part.answered_at is None),
        records=tuple(
            _unwithdrawn(day_of(received_at), parts, orders, refusals)
            if rules.withdraws
            else _without_order(code, parts, orders, refusals)
        ),
        order=rules.order,
        each=rules.each,
    )


def _without_order(
    code: str, parts: Sequence[PartRow], orders: Sequence[OrderRow], refusals: Sequence[RefusalRow]
) -> Iterator[str]:
    """Yield the file of every record of which nothing was ordered that the request asks for."""
    rules = request_rules().codes[code]
    kinds = ENOUGH.get(rules.order, (rules.order,))
    ordered = {one.record for one in orders if one.kind in kinds}
    if not rules.order or (not rules.each and (ordered or refusals)):
        return
    for part in parts:
        for record in part.content or ():
            if record["record"] not in ordered and not _kept_whole(record, refusals):
                yield part.peer


def _unwithdrawn(
    since: date, parts: Sequence[PartRow], orders: Sequence[OrderRow],
    refusals: Sequence[RefusalRow],
) -> Iterator[str]:  # fmt: skip
    """Yield the file of every consent that stands, where none was taken back since a day."""
    stopped = any(one.kind in ENOUGH["restrict"] for one in orders) or bool(refusals)
    found = [(part.peer, one) for part in parts for record in part.content or ()
             for one in record.get("consents", ()) if one["act"] == Act.CONSENT.value]  # fmt: skip
    done = any(one["ended_by"] == WITHDRAWN and _day(one["ended_on"]) >= since for _, one in found)
    if not stopped and not done:
        yield from (peer for peer, one in found if one["ended_by"] in ("", OUTDATED))


def _day(end: str) -> date:
    """Return the day of an end, which a file names as a day or as a moment."""
    return day_of(datetime.fromisoformat(end)) if "T" in end else date.fromisoformat(end)


def _kept_whole(record: Mapping[str, Any], refusals: Sequence[RefusalRow]) -> bool:
    """Whether everything of a contributed record is kept for a reason, so that nothing goes."""
    beside = {one["field"] for key in ("documents", "restricted") for one in record.get(key, ())}
    kept = {row.key for row in refusals if row.record == record["record"] and not row.document}
    return {*record["fields"], *beside} <= kept


def said_open(session: Session, left: Unsettled, code: str) -> Iterator[str]:
    """Yield what an answer must not pass over: who is silent, and where nothing was ordered."""
    if left.silent:
        yield translated(_SILENT, code, files=_named(session, left.silent, code))
    if left.records:
        yield translated(_NOT_ORDERED[left.order], code, files=_named(session, left.records, code))


def _named(session: Session, peers: Sequence[str], code: str) -> str:
    """Name files by their addresses, each once, and say of one that it is at another desk."""
    labels = []
    for peer in dict.fromkeys(peers):
        desk, _, name = peer.partition("/")
        label = session.catalogue.compartments[name].within(code)
        mine = desk == session.desk_id
        labels.append(label if mine else translated(_ELSEWHERE, code, file=label))
    return listed(labels, code)


_SILENT: Final = N_(
    "Not known yet when this answer was written, because nobody has answered there: {files}."
)
_ELSEWHERE: Final = N_("{file} at another site")
_NOT_ORDERED: Final = {
    "": N_("No consent was withdrawn in: {files}."),
    "delete": N_("Nothing was deleted in: {files}."),
    "correct": N_("Nothing was corrected in: {files}."),
    "restrict": N_("Your record goes on being used in: {files}."),
}
