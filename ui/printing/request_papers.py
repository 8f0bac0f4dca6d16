# SPDX-License-Identifier: Apache-2.0
"""The papers of a request: the receipt, and the person's own copy with who saw what.

The receipt names nobody; the copy is for the person alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.requests import request_rules
from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.domain import joiners as states
from hr_desk.domain.clock import SHANGHAI
from hr_desk.domain.controller import controller_line
from hr_desk.domain.requests import law_said
from hr_desk.i18n import N_, translated
from hr_desk.operations.consent_words import spelt
from hr_desk.operations.contributed_documents import numbered
from hr_desk.operations.contributions import Contribution
from hr_desk.operations.copy_columns import GROUNDS
from hr_desk.operations.copy_words import (
    KEPT_AS,
    KEPT_SINCE,
    document_kept,
    document_named,
    document_said,
    document_since,
    only_stored_said,
    withheld_said,
)
from hr_desk.operations.kept_facts import FACTS, fact_said
from hr_desk.operations.request_copies import OwnCopy, StatementLine
from ui.printing.paper import Boxed, Paper

READ_WORDS: Final = {
    "record.open": N_("Record opened"),
    "record.unmask": N_("Value shown in full"),
    "person.compare": N_("Compared with another record"),
    "message.copy": N_("Text copied to be sent"),
    "document.read": N_("Document shown"),
    "scorecard.open": N_("Interview notes opened"),
    "visit.open": N_("Visit opened"),
    "visit.unmask": N_("Value shown in full"),
    "visit.reveal_contact": N_("Whom to call shown in an emergency"),
    "visit.print": N_("Printed"),
    "joiner.open": N_("Record opened"),
    "joiner.unmask": N_("Value shown in full"),
    "joiner.print": N_("Printed"),
    "joiner.read_document": N_("Document shown"),
    "joiner.see_faces": N_("Face shown in the list of joiners"),
    "joiner.read_sheet": N_("Sheet shown"),
    "joiner.open_evaluation": N_("Interview notes opened"),
    "account.open": N_("Account opened"),
    "account.unmask": N_("Value shown in full"),
    "account.hand_off": N_("Handed off"),
    "disclosure.register": N_("Handed out or printed"),
    "disclosure.send": N_("Handed out or printed"),
    "applicant_disclosure.send": N_("Handed out or printed"),
    "visitor_disclosure.send": N_("Handed out or printed"),
    "hand_off.send": N_("Handed off"),
}
"""Operation that counts as a read to what it is called on paper."""


@dataclass(frozen=True)
class ReceiptFacts:
    """What stands on a receipt; ``at`` is aware."""

    number: str
    code: str
    channel: str
    at: datetime
    company: Mapping[str, str]
    language: str


def receipt_pdf(facts: ReceiptFacts) -> bytes:
    """Return the receipt of a request: its number, what is asked, and what happens now."""
    code, known = facts.language, request_rules()
    paper = Paper(translated(_RECEIPT, code), controller_line(facts.company))
    paper.heading(translated(_RECEIPT, code))
    paper.line(facts.company.get("name", ""), soft=True)
    paper.key(facts.number, points=20)
    asked = known.codes[facts.code]
    paper.fields(
        [
            Boxed(translated(N_("What you ask"), code), asked.label.within(code)),
            Boxed(translated(N_("Legal basis"), code), law_said(asked.law, code)),
            Boxed(translated(N_("Received"), code), _moment(facts.at)),
            Boxed(translated(N_("How it came"), code), known.channels[facts.channel].within(code)),
        ]
    )
    paper.space(4)
    free = {"first": known.terms.free_requests + 1, "months": known.terms.fee_months}
    for text in (_NEXT, _FREE, _KEEP, _COMPLAIN, _SAFE):
        paper.line(translated(text, code, phone=facts.company.get("phone", ""), **free))
    return paper.finish()


def copy_pdf(copy: OwnCopy, catalogue: Catalogue, code: str) -> bytes:
    """Return the person's own copy: every value with its purpose, consents, who saw what, why."""
    paper = Paper(translated(_COPY, code), f"{controller_line(copy.company)}  {copy.number}")
    paper.heading(translated(_COPY, code))
    paper.line(
        translated(_MADE, code, company=copy.company.get("name", ""), number=copy.number,
                   moment=_moment(copy.made_at)),
        soft=True,
    )  # fmt: skip
    if not copy.records:
        paper.line(translated(N_("In none of our files did we find a record of you."), code))
    for number, record in enumerate(copy.records, start=1):
        _record(paper, record, catalogue, code, number, pages=copy.pages)
        for row in (one for one in copy.withheld if one.record == record.record):
            paper.line(withheld_said(catalogue, row, code), points=9)
    _statement(paper, copy, catalogue, code)
    _besides(paper, code)
    return paper.finish()


def _record(
    paper: Paper, record: Contribution, catalogue: Catalogue, code: str, number: int, *,
    pages: Mapping[str, int],
) -> None:  # fmt: skip
    file = catalogue.compartments[record.file].within(code)
    paper.heading(f"{number}  {file}", points=14)
    for key, since in record.clocks:
        if states.class_of(key) in catalogue.classes:
            label = catalogue.classes[states.class_of(key)].label.within(code)
            text = KEPT_SINCE if since else KEPT_AS
            paper.line(translated(text, code, kept=label, day=since), points=9, soft=True)
    boxes = []
    for key, text in record.fields.items():
        field = catalogue.fields.get(key)
        label = key if field is None else field.label.within(code)
        if field is not None and field.type.name in FILE_TYPES:
            text = translated(N_("{count} documents"), code, count=text)
        why = "" if field is None else field.purpose.within(code)
        boxes.append(
            Boxed(
                label, f"{text or '–'}\n{_used_for(why, code)}" if why else text or "–", wide=True
            )
        )
    paper.fields(boxes)
    _only_stored(paper, record, catalogue, code)
    _documents(paper, record, catalogue, code, pages=pages)
    if record.facts:
        paper.heading(translated(_STANDS, code), points=11)
    for fact, said_of_it in record.facts.items():
        label = translated(FACTS[fact].label, code)
        text = fact_said(catalogue, fact, said_of_it, code)
        paper.line(translated(_ITEM, code, label=label, text=text), points=9)
    for values in record.earlier:
        for key, (text, _) in values.items():
            label = _labels((key,), catalogue, code)
            paper.line(translated(_EARLIER, code, field=label, text=text), points=9)
    for one in record.told:
        names = _labels(one.fields, catalogue, code)
        said = translated(_ALSO, code, day=one.on, recipient=one.name, fields=names)
        paper.line(said, points=9)
    _consents(paper, record, catalogue, code)


def _only_stored(paper: Paper, record: Contribution, catalogue: Catalogue, code: str) -> None:
    """Put below a record what is kept and in no other use, with why and until when."""
    if record.restricted:
        paper.heading(translated(_STORED, code), points=11)
    for kept in record.restricted:
        field = catalogue.field(kept.said.field)
        text = kept.text
        if field.type.name in FILE_TYPES:
            text = translated(N_("{count} documents"), code, count=text)
        paper.line(translated(_ITEM, code, label=field.label.within(code), text=text), points=9)
        paper.line(only_stored_said(kept, code), points=9, soft=True)


def _documents(
    paper: Paper, record: Contribution, catalogue: Catalogue, code: str, *,
    pages: Mapping[str, int],
) -> None:  # fmt: skip
    """List a record's documents as they are called in the package, and how each is kept."""
    if record.documents:
        paper.heading(translated(_DOCUMENTS, code), points=11)
    for one, number in numbered(record.documents):
        name = document_named(catalogue.field(one.field), number, code)
        text = document_said(one, code, pages=pages.get(one.reference))
        said = translated(_ITEM, code, label=name, text=text)
        paper.line("  ".join(part for part in (said, document_since(one, code)) if part), points=9)
        if kept := document_kept(catalogue, one, code):
            paper.line(kept, points=9, soft=True)


def _consents(paper: Paper, record: Contribution, catalogue: Catalogue, code: str) -> None:
    """Put what the person agreed to below a record, each act with its text and its end."""
    if record.consents:
        paper.heading(translated(_AGREED, code), points=11)
    for one in record.consents:
        said = spelt(catalogue, one, code)
        paper.line(said.what, points=9)
        for text in (said.way, said.text, said.end):
            if text:
                paper.line(text, points=9, soft=text != said.end)


def _used_for(purpose: str, code: str) -> str:
    return translated(_USED_FOR, code, purpose=purpose)


def _statement(paper: Paper, copy: OwnCopy, catalogue: Catalogue, code: str) -> None:
    paper.heading(translated(_WHO_SAW, code), points=14)
    paper.line(translated(_COUNTED, code, count=len(copy.reads)), points=9, soft=True)
    for line in copy.reads:
        paper.line(_read(line, catalogue, code), points=9)


def _besides(paper: Paper, code: str) -> None:
    """Say what is kept and stands in no copy, by the ground it stays out for."""
    paper.heading(translated(_KEPT_BESIDES, code), points=14)
    for ground in GROUNDS.values():
        paper.line(translated(ground, code), points=9)


def _read(line: StatementLine, catalogue: Catalogue, code: str) -> str:
    word = READ_WORDS.get(line.operation)
    purpose = catalogue.purposes.get(line.purpose)
    parts = [
        _moment(line.at),
        line.user,
        catalogue.compartments[line.file].within(code),
        line.operation if word is None else translated(word, code),
        "" if purpose is None else purpose.label.within(code),
        _labels(line.fields, catalogue, code),
    ]
    return "  ".join(part for part in parts if part)


def _labels(keys: tuple[str, ...], catalogue: Catalogue, code: str) -> str:
    known = catalogue.fields
    between = translated(N_(", "), code)
    return between.join(known[key].label.within(code) if key in known else key for key in keys)


def drawn_in(catalogue: Catalogue, code: str) -> Callable[[OwnCopy], bytes]:
    """Return what puts a copy on paper in a language."""
    return lambda copy: copy_pdf(copy, catalogue, code)


def _moment(at: datetime) -> str:
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M:%S")


_RECEIPT: Final = N_("Receipt for a request about your data")
_NEXT: Final = N_(
    "We first make sure that it is you, normally within three working days. From then on you have "
    "our answer, with reasons, normally within fifteen working days."
)
_FREE: Final = N_(
    "It costs you nothing. Only from request number {first} of the same kind within {months} "
    "months on may we ask for at most what it really costs us; the answer then says how much, "
    "what for and why."
)
_KEEP: Final = N_("Keep this number. With it you can ask how far we are: {phone}.")
_COMPLAIN: Final = N_(
    "If you do not agree with the answer you may complain to the cyberspace administration, turn "
    "to the consumer association, or sue at the people's court where our company has its seat."
)
_SAFE: Final = N_("We never ask for bank passwords or SMS codes.")
_COPY: Final = N_("Copy of your personal data")
_MADE: Final = N_("{company}, request {number}, as of {moment}. For you alone.")
_USED_FOR: Final = N_("Used for: {purpose}")
_EARLIER: Final = N_("In an earlier application, {field}: {text}")
_ALSO: Final = N_("On {day} given to {recipient}: {fields}")
_STORED: Final = N_("Kept and in no other use")
_DOCUMENTS: Final = N_("Your documents, as they are called in the package")
_ITEM: Final = N_("{label}: {text}")
_AGREED: Final = N_("What you agreed to or took note of")
_STANDS: Final = N_("How this record stands")
_KEPT_BESIDES: Final = N_("What is kept about you beside this, and why it is not in the copy")
_WHO_SAW: Final = N_("Who saw your data, when and why")
_COUNTED: Final = N_(
    "Counted are: a record opened, a value shown in full, a document shown, a print, a file handed "
    "out. In all: {count}. Times are those of Beijing."
)
