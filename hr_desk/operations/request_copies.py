# SPDX-License-Identifier: Apache-2.0
"""The person's own copy: what every file contributed, documents too, who read it, when and why.

It leaves through the one door under a code that is shown once and kept nowhere, is registered as
the person's own copy, and names nobody in the register: the receipt's number stands for them. A
read is what opened, unmasked, showed, printed or took out their record; a list is one.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from hr_desk.catalogue.requests import request_rules
from hr_desk.domain import joiners as states
from hr_desk.domain.disclosing import OWN_COPY
from hr_desk.exchange.confined import Reader
from hr_desk.exchange.files import DOCX, JPEG, PDF, PNG
from hr_desk.exchange.own_copies import locked_paper, packed
from hr_desk.exchange.workbook import new_password
from hr_desk.i18n import LANGUAGES, language, translated
from hr_desk.operations import disclosure, request_documents
from hr_desk.operations.changes import Changes
from hr_desk.operations.consent_words import label_of
from hr_desk.operations.contributed_documents import Contents, PersonDocument, numbered
from hr_desk.operations.contributions import Contribution, OnlyStored
from hr_desk.operations.copy_columns import GROUNDS, besides
from hr_desk.operations.copy_words import document_named
from hr_desk.operations.delivery import deliver_afterwards
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.given_consents import GivenConsent
from hr_desk.operations.kept_facts import FACTS, fact_said
from hr_desk.operations.operation import operation
from hr_desk.operations.request_asking import Findings, findings
from hr_desk.operations.request_orders import OFFICER
from hr_desk.operations.request_problems import CopyNotWhole
from hr_desk.operations.requests import PRIVACY, stepped
from hr_desk.operations.session import Session
from hr_desk.operations.withheld import withheld, without
from hr_desk.store import requests as store
from hr_desk.store.compartment import Change
from hr_desk.store.requests import RefusalRow, RequestRecord

PURPOSE: Final = "other.request"
DATA: Final = "data.json"
READS: Final = "reads.json"
WITHHELD: Final = "withheld.json"
BESIDES: Final = "kept_besides.json"
PAPER: Final = "copy.pdf"
FOLDER: Final = "documents"
ENDINGS: Final = {PDF: "pdf", DOCX: "docx", JPEG: "jpg", PNG: "png"}
"""What a document is to how its name ends."""
_UNSAFE: Final = re.compile(r"[^\w() -]")
"""What no name of a file in the package has, whatever a company calls its fields."""


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
    """What goes on paper: the receipt's number, when it was made, every record, every read.

    ``withheld`` is what stays out of it for a reason.
    """

    number: str
    company: Mapping[str, str]
    made_at: datetime
    records: tuple[Contribution, ...]
    reads: tuple[StatementLine, ...]
    withheld: tuple[RefusalRow, ...] = ()
    pages: Mapping[str, int] = field(default_factory=dict)
    """How many pages documents have, by reference, as far as they have a number."""


Draw = Callable[[OwnCopy], bytes]
"""Puts a copy on paper and returns it as a PDF."""


@dataclass(frozen=True, slots=True)
class HandedCopy:
    """A copy that left: ``code`` alone opens it, and nothing keeps it; a lost one means anew."""

    changes: Changes
    code: str


def hand_out(
    session: Session, request_id: str, target: Path, *, draw: Draw, reader: Reader
) -> HandedCopy:
    """Write the person's own copy outside the desk, with its statement of who read what.

    A target that ends in ``.pdf`` gets the readable paper alone, any other a package: a ZIP of
    JSON, the same paper and the person's documents, with a manifest. Either is encrypted under a
    fresh code, which is in the answer and nowhere else. What was refused stays out where the person
    asks to see their data. ``reader`` counts the pages of what is handed over. Raises
    RequestGone, CaseStepNotAllowed, CopyNotWhole while a file has not answered, a document has not
    come or such a refusal is not approved, and what ``disclosure.release`` raises.
    """
    found = findings(session, request_id)
    disclosure.require_place(session, target)
    (case,) = store.where(session.compartment(PRIVACY), "id = ?", (request_id,))
    copy = _copy(session, case, found)
    open_ = {
        "files": found.waiting,
        "documents": request_documents.missing(session, request_id, copy.records),
        "refusals": sum(row.approved_by is None for row in copy.withheld),
    }
    if any(open_.values()):
        raise CopyNotWhole(number=case.number, open=sum(open_.values()), **open_)
    contents = {one: request_documents.content_of(session, request_id, one)
                for record in copy.records for one in record.documents if one.pieces}  # fmt: skip
    copy = replace(copy, pages=request_documents.counted_pages(reader, contents))
    paper, code = draw(copy), new_password()
    alone = target.suffix.lower() == Path(PAPER).suffix
    content = locked_paper(paper, code) if alone else _package(session, copy, contents, paper, code)
    keys = tuple(sorted({key for one in copy.records for key in one.fields}))
    entry = Disclosure(kind=OWN_COPY, recipient=case.number, purpose=PURPOSE, fields=keys,
                       records=(request_id,))  # fmt: skip
    disclosure.require_entry(session, entry)
    changes = _register(session, request_id, entry, content)
    disclosure.write_registered(content, target)
    _complete(session, request_id, changes.created[0])
    return HandedCopy(changes, code)


def _copy(session: Session, case: RequestRecord, found: Findings) -> OwnCopy:
    kept_back = withheld(case, found.refusals)
    return OwnCopy(
        number=case.number, company=dict(session.company), made_at=session.now(),
        records=tuple(without(one, kept_back) for one in found.records),
        reads=statement_of(found.records), withheld=kept_back,
    )  # fmt: skip


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


def _package(session: Session, copy: OwnCopy, contents: Contents, paper: bytes, code: str) -> bytes:
    reads = [
        {"at": line.at.isoformat(timespec="milliseconds"), "file": line.file, "user": line.user,
         "operation": line.operation, "purpose": line.purpose, "fields": list(line.fields)}
        for line in copy.reads
    ]  # fmt: skip
    named = document_names(session, copy.records)
    about = {
        "company": dict(session.company),
        "request": copy.number,
        "made_at": copy.made_at.isoformat(timespec="seconds"),
        "records": len(copy.records),
        "fields": sum(len(one.fields) for one in copy.records),
        "restricted": sum(len(one.restricted) for one in copy.records),
        "documents": sum(len(one.documents) for one in copy.records),
        "withheld": len(copy.withheld),
        "consents": sum(len(one.consents) for one in copy.records),
        "reads": len(reads),
    }
    records = [_record(session, one, named, copy.pages) for one in copy.records]
    parts = {DATA: records, READS: reads, WITHHELD: list(_kept_back(session, copy)),
             BESIDES: [{"ground": _in_both(GROUNDS[ground]), "kept": list(columns)}
                       for ground, columns in besides()]}  # fmt: skip
    papers = {named[one]: contents[one] for one in named}
    return packed(parts, about=about, papers={PAPER: paper, **papers}, code=code)


def document_names(
    session: Session, records: Sequence[Contribution]
) -> Mapping[PersonDocument, str]:
    """Return the name in the package of every document that could be opened.

    It says the number of its record, as on the paper, what it is, and its own number, in the
    language in use.
    """
    return {
        one: f"{FOLDER}/{number} {_file_name(session, one, own)}"
        for number, record in enumerate(records, start=1)
        for one, own in numbered(record.documents)
        if one.pieces
    }


def _file_name(session: Session, one: PersonDocument, number: int) -> str:
    name = _UNSAFE.sub("_", document_named(session.catalogue.field(one.field), number, language()))
    return f"{name}.{ENDINGS[one.kind]}" if one.kind else name


def _kept_back(session: Session, copy: OwnCopy) -> Iterator[dict[str, Any]]:
    """Yield what stays out of the copy: of which record, what, and for which reason."""
    for number, record in enumerate(copy.records, start=1):
        for row in (one for one in copy.withheld if one.record == record.record):
            reason = request_rules().refusals[row.reason]
            yield {
                "record": number,
                "field": row.key,
                "label": _both(session.catalogue.field(row.key).label),
                "one_document": bool(row.document),
                "reason": _both(reason.label),
                "clause": reason.law,
                "evidence": row.evidence,
                "looked_at_again": row.review_on.isoformat(),
            }


def _record(
    session: Session, one: Contribution, named: Mapping[PersonDocument, str],
    pages: Mapping[str, int],
) -> dict[str, Any]:  # fmt: skip
    """Return one record: every value as stored and as text, with its label and purpose."""
    known = session.catalogue
    return {
        "file": one.file,
        "kind": one.kind,
        "kept_as": [kept for clock in one.clocks for kept in _kept_as(session, *clock)],
        "fields": {
            key: {
                "label": _both(known.field(key).label),
                "purpose": _both(known.field(key).purpose),
                "value": one.stored[key],
                "text": text,
            }
            for key, text in one.fields.items()
        },
        "restricted": [_only_stored(session, kept) for kept in one.restricted],
        "documents": [_document(session, kept, named, pages) for kept in one.documents],
        "facts": {key: _fact(session, key, values) for key, values in one.facts.items()},
        "earlier": [
            {key: {"value": stored, "text": text} for key, (text, stored) in said.items()}
            for said in one.earlier
        ],
        "consents": [_consent(session, given) for given in one.consents],
    }


def _only_stored(session: Session, kept: OnlyStored) -> dict[str, Any]:
    field = session.catalogue.field(kept.said.field)
    return {**asdict(kept.said), "label": _both(field.label), "text": kept.text}


def _kept_as(session: Session, key: str, day: str) -> list[dict[str, Any]]:
    """Return what something is kept as and since when; nothing where the class is unknown."""
    known = session.catalogue.classes.get(states.class_of(key))
    return [] if known is None else [{"class": key, "since": day, "label": _both(known.label)}]


def _document(
    session: Session, one: PersonDocument, named: Mapping[PersonDocument, str],
    pages: Mapping[str, int],
) -> dict[str, Any]:  # fmt: skip
    """Return one document; ``name`` is empty for one that cannot be opened where it lies.

    ``pages`` is null for one whose pages have no number.
    """
    return {
        "field": one.field,
        "label": _both(session.catalogue.field(one.field).label),
        "name": named.get(one, ""),
        "kind": one.kind,
        "bytes": one.size,
        "pages": pages.get(one.reference),
        "since": one.on,
        "kept_as": next(iter(_kept_as(session, one.kept_as, one.counted_from)), None),
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


def _fact(session: Session, key: str, values: tuple[str, ...]) -> dict[str, Any]:
    """Return one fact: its label, and what its rows hold, as stored and as text."""
    chinese, english = (fact_said(session.catalogue, key, values, code) for code in LANGUAGES)
    return {"label": _in_both(FACTS[key].label), "values": list(values),
            "text": {"zh": chinese, "en": english}}  # fmt: skip


def _in_both(message: str) -> dict[str, str]:
    """Return a marked message in both languages."""
    chinese, english = LANGUAGES
    return {"zh": translated(message, chinese), "en": translated(message, english)}


def _both(text: Any) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
