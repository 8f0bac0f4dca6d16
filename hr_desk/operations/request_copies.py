# SPDX-License-Identifier: Apache-2.0
"""The person's own copy: what every file contributed, consents too, who read it, when and why.

It leaves through the one door, is registered as the person's own copy, and names nobody in the
register: the receipt's number stands for them. A read is what opened, unmasked, showed, printed or
took out their record; a list is one.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from hr_desk.domain import joiners as states
from hr_desk.domain.disclosing import OWN_COPY
from hr_desk.exchange.own_copies import packed
from hr_desk.i18n import LANGUAGES
from hr_desk.operations import disclosure
from hr_desk.operations.changes import Changes
from hr_desk.operations.consent_words import label_of
from hr_desk.operations.contributions import Contribution
from hr_desk.operations.delivery import deliver_afterwards
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.given_consents import GivenConsent
from hr_desk.operations.operation import operation
from hr_desk.operations.request_asking import Findings, findings
from hr_desk.operations.request_orders import OFFICER
from hr_desk.operations.request_problems import StillWaiting
from hr_desk.operations.requests import PRIVACY, stepped
from hr_desk.operations.session import Session
from hr_desk.store import requests as store
from hr_desk.store.compartment import Change

PURPOSE: Final = "other.request"
DATA: Final = "data.json"
READS: Final = "reads.json"
PAPER: Final = "copy.pdf"


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One read: when (aware UTC), in which file, by whom, how, why, which fields (keys)."""

    at: datetime
    file: str
    user: str
    operation: str
    purpose: str
    fields: tuple[str, ...]


def statement(session: Session, request_id: str) -> tuple[StatementLine, ...]:
    """Return who read the contributed records, oldest first; the reading is logged.

    Raises RequestGone, CaseStepNotAllowed.
    """
    return statement_of(findings(session, request_id).records)


def statement_of(records: Sequence[Contribution]) -> tuple[StatementLine, ...]:
    """Return the reads of contributed records, oldest first."""
    lines = [
        StatementLine(
            datetime.fromisoformat(read["at"]), one.file, read["user"], read["operation"],
            read["purpose"], tuple(read["fields"]),
        )
        for one in records
        for read in one.reads
    ]  # fmt: skip
    return tuple(sorted(lines, key=lambda line: line.at))


@dataclass(frozen=True, slots=True)
class OwnCopy:
    """What goes on paper: the receipt's number, when it was made, every record, every read."""

    number: str
    company: Mapping[str, str]
    made_at: datetime
    records: tuple[Contribution, ...]
    reads: tuple[StatementLine, ...]


Draw = Callable[[OwnCopy], bytes]
"""Puts a copy on paper and returns it as a PDF."""


def hand_out(session: Session, request_id: str, target: Path, *, draw: Draw) -> Changes:
    """Write the person's own copy outside the desk, with its statement of who read what.

    A target that ends in ``.pdf`` gets the readable paper alone, any other a package: a ZIP of
    JSON and the same paper, with a manifest. Raises RequestGone, CaseStepNotAllowed, StillWaiting
    while a file has not answered, and what ``disclosure.release`` raises.
    """
    found = findings(session, request_id)
    disclosure.require_place(session, target)
    (case,) = store.where(session.compartment(PRIVACY), "id = ?", (request_id,))
    if found.waiting:
        raise StillWaiting(number=case.number, open=found.waiting)
    paper = draw(_copy(session, case.number, found))
    alone = target.suffix.lower() == Path(PAPER).suffix
    content = paper if alone else _package(session, case.number, found, paper)
    keys = tuple(sorted({key for one in found.records for key in one.fields}))
    entry = Disclosure(kind=OWN_COPY, recipient=case.number, purpose=PURPOSE, fields=keys,
                       records=(request_id,))  # fmt: skip
    disclosure.require_entry(session, entry)
    changes = _register(session, request_id, entry, content)
    disclosure.write_registered(content, target)
    _complete(session, request_id, changes.created[0])
    return changes


def _copy(session: Session, number: str, found: Findings) -> OwnCopy:
    return OwnCopy(
        number, dict(session.company), session.now(), found.records, statement_of(found.records)
    )


@operation("request.copy", compartment=PRIVACY, roles=OFFICER)
def _register(
    session: Session, change: Change, /, request_id: str, entry: Disclosure, content: bytes
) -> tuple[str]:
    stepped(change, request_id, "hand_copy")
    return (disclosure.enter(session, change, entry, content, kind="request"),)


@operation("request.copied", compartment=PRIVACY, roles=OFFICER)
def _complete(session: Session, change: Change, /, request_id: str, entry: str) -> None:
    change.touched("request", request_id)
    disclosure.complete(session, change, entry)
    deliver_afterwards(session, change)


def _package(session: Session, number: str, found: Findings, paper: bytes) -> bytes:
    reads = [
        {"at": line.at.isoformat(timespec="milliseconds"), "file": line.file, "user": line.user,
         "operation": line.operation, "purpose": line.purpose, "fields": list(line.fields)}
        for line in statement_of(found.records)
    ]  # fmt: skip
    about = {
        "company": dict(session.company),
        "request": number,
        "made_at": session.now().isoformat(timespec="seconds"),
        "records": len(found.records),
        "fields": sum(len(one.fields) for one in found.records),
        "consents": sum(len(one.consents) for one in found.records),
        "reads": len(reads),
    }
    records = [_record(session, one) for one in found.records]
    return packed({DATA: records, READS: reads}, about=about, papers={PAPER: paper})


def _record(session: Session, one: Contribution) -> dict[str, Any]:
    """Return one record: every value as stored and as text, with its label and purpose."""
    known = session.catalogue
    return {
        "file": one.file,
        "kind": one.kind,
        "kept_as": [
            {"class": key, "since": day, "label": _both(known.classes[states.class_of(key)].label)}
            for key, day in one.clocks
            if states.class_of(key) in known.classes
        ],
        "fields": {
            key: {
                "label": _both(known.field(key).label),
                "purpose": _both(known.field(key).purpose),
                "value": one.stored[key],
                "text": text,
            }
            for key, text in one.fields.items()
        },
        "earlier": [
            {key: {"value": stored, "text": text} for key, (text, stored) in said.items()}
            for said in one.earlier
        ],
        "consents": [_consent(session, given) for given in one.consents],
    }


def _consent(session: Session, given: GivenConsent) -> dict[str, Any]:
    """Return one act as the file contributed it, with a label for each of its subjects."""
    chinese, english = LANGUAGES
    labels = {
        key: {"zh": label_of(session.catalogue, key, chinese),
              "en": label_of(session.catalogue, key, english)}
        for key in given.subjects
    }  # fmt: skip
    return {**asdict(given), "subjects": labels}


def _both(text: Any) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
