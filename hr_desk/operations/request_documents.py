# SPDX-License-Identifier: Apache-2.0
"""The documents in a case: taken in piece by piece, sealed again, looked at, gone with the case.

They lie beside the privacy file under keys of its own and end when the case is closed, at the
latest with its class DSR. Each look at one is logged.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Final

from hr_desk.catalogue.types.documents import is_id
from hr_desk.exchange.confined import Reader
from hr_desk.exchange.file_problems import FileProblem
from hr_desk.exchange.files import JPEG, PDF, PNG
from hr_desk.operations.contributed_documents import (
    MOST_PIECES,
    PIECE,
    PersonDocument,
    piece_kind,
    piece_kinds,
)
from hr_desk.operations.contributions import Contribution
from hr_desk.operations.handed_over import Paper
from hr_desk.operations.letters import Letter, Unacceptable, takes_in
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.request_asking import CONTRIBUTING, asked_in, records_of
from hr_desk.operations.request_problems import DocumentOnItsWay
from hr_desk.operations.requests import OFFICER, PRIVACY, stepped
from hr_desk.operations.sealed_documents import opened, seal_into
from hr_desk.operations.session import Session
from hr_desk.store import requests as store
from hr_desk.store.compartment import Change, Compartment
from hr_desk.vault.documents import DocumentProblem

PURPOSE: Final = "other.request"


@takes_in("request.document", compartment=PRIVACY, roles=CONTRIBUTING)
def _arrived(session: Session, change: Change, letter: Letter) -> str | None:
    """Seal a piece into its case; one that is closed by now keeps nothing.

    It may come before the contribution that lists it, and a second time.
    """
    document, number = letter.text("document", 32), letter.number("piece")
    if not is_id(document) or number >= MOST_PIECES:
        raise Unacceptable(what="document")
    content, case = _content(letter), asked_in(change, letter)
    if case is None:
        return None
    kind = piece_kind(document, number)
    if kind not in _pieces(change.compartment, case.id):
        seal_into(session, change, record=case.id, kind=kind, content=content)
    change.touched("request", case.id)
    return case.id


def _content(letter: Letter) -> bytes:
    try:
        content = base64.b64decode(letter.text("content", 2 * PIECE), validate=True)
    except (binascii.Error, ValueError):
        raise Unacceptable(what="content") from None
    if not 0 < len(content) <= PIECE:
        raise Unacceptable(what="content")
    return content


def _pieces(file: Compartment, case: str) -> dict[str, str]:
    """Return kind to id of every piece that lies in a case."""
    return dict(file.read("SELECT kind, id FROM document WHERE record = ?", (case,)))


def missing(session: Session, request_id: str, records: Sequence[Contribution]) -> int:
    """Return how many of these records' documents have not arrived whole yet."""
    there = _pieces(session.compartment(PRIVACY), request_id).keys()
    listed = [one for record in records for one in record.documents]
    return sum(not set(piece_kinds(one)) <= there for one in listed)


def content_of(session: Session, request_id: str, document: PersonDocument) -> bytes:
    """Return a document of a case, compared with what its file said of it.

    Raises RecordGone for one that could not be opened in its file, DocumentOnItsWay, and
    DocumentProblem where it is not what was sent.
    """
    there = _pieces(session.compartment(PRIVACY), request_id)
    kinds = piece_kinds(document)
    if not kinds:
        raise RecordGone
    if not set(kinds) <= there.keys():
        raise DocumentOnItsWay
    content = b"".join(opened(session, PRIVACY, there[kind]) for kind in kinds)
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise DocumentProblem
    return content


def counted_pages(reader: Reader, contents: Mapping[PersonDocument, bytes]) -> dict[str, int]:
    """Return how many pages documents have, by reference; one that has no number is left out.

    A Word document has none before a program lays it out, nor has what is no whole PDF.
    """
    found: dict[str, int] = {}
    for one, content in contents.items():
        with suppress(FileProblem):
            if one.kind in (JPEG, PNG):
                found[one.reference] = 1
            elif one.kind == PDF:
                found[one.reference] = reader.examine(content).pages
    return found


def open_document(session: Session, reader: Reader, request_id: str, reference: str) -> Paper:
    """Open a document of a case for the screen; the reading is logged.

    Raises RequestGone, CaseStepNotAllowed, RecordGone, DocumentOnItsWay, DocumentProblem,
    FileProblem or PhotoProblem.
    """
    _note_reading(session, request_id, reference)
    document = _named(session, request_id, reference)
    found = reader.examine(content_of(session, request_id, document))
    return Paper(found.kind, found.pages, found.text, found.content)


@operation("request.read_document", compartment=PRIVACY, roles=OFFICER)
def _note_reading(session: Session, change: Change, /, request_id: str, reference: str) -> None:
    case = stepped(change, request_id, "read")
    change.purpose = PURPOSE
    change.touched("request", case.id)
    change.fields.add(_named(session, request_id, reference).field)


def _named(session: Session, request_id: str, reference: str) -> PersonDocument:
    (case,) = store.where(session.compartment(PRIVACY), "id = ?", (request_id,))
    for record in records_of(session, case):
        for one in record.documents:
            if one.reference == reference:
                return one
    raise RecordGone
