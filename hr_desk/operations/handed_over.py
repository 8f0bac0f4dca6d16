# SPDX-License-Identifier: Apache-2.0
"""Files that people hand over: opened for the screen, added to a record, read as CVs.

What a file says is read in the confined process of ``exchange.confined`` alone, whose ``Reader``
the caller keeps and always uses on the one thread of the desk. Nothing here writes a file: what
was sealed is opened in memory, and its reading is logged.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hr_desk.catalogue.model import Access, Scenario
from hr_desk.catalogue.types.documents import Document
from hr_desk.exchange.confined import Reader
from hr_desk.exchange.contacts import Proposal, propose
from hr_desk.exchange.file_problems import FileUnreadable
from hr_desk.exchange.files import DOCX, MAX_BYTES, Examined, PagePicture
from hr_desk.i18n import Text
from hr_desk.operations import documents, recruitment, scope
from hr_desk.operations.changes import Changes
from hr_desk.operations.concluding import FIRST_STAGE, RECRUITING
from hr_desk.operations.import_rows import identity_terms, twin_in
from hr_desk.operations.operation import operation, require
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.session import Session
from hr_desk.operations.values import POSITION
from hr_desk.store import importing
from hr_desk.store.compartment import Change

CV_FIELD: Final = "resume_file"
"""The field that holds the files of a CV."""

NAME_FIELD: Final = "full_name"


@dataclass(frozen=True, slots=True)
class Paper:
    """An opened document: its kind (exchange.files), pages, text and content.

    The pages of a PDF or picture are drawn by ``draw``; a DOCX is shown as its text.
    """

    kind: str
    pages: int
    text: str
    content: bytes

    @property
    def is_text(self) -> bool:
        """Whether it is shown as text rather than as pages."""
        return self.kind == DOCX


@dataclass(frozen=True, slots=True)
class Cv:
    """A CV that was read and belongs to nobody yet: its file's name, and what it proposes."""

    file: str
    paper: Paper
    proposal: Proposal
    digest: str
    """SHA-256 of the file as it lay there, in hexadecimal: whether it is still the same one."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the file with the same value: its label, and a name where it may be seen.

    ``held_by`` is the name of the user to ask where other recruiters alone work on them.
    """

    field: Text
    name: str
    held_by: str = ""


def read_bytes(path: Path) -> bytes:
    """Return a chosen file; raises FileUnreadable. One byte beyond the limit tells it is over."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        raise FileUnreadable from None


def open_paper(
    session: Session, reader: Reader, application_id: str, field_key: str, document_id: str
) -> Paper:
    """Open a sealed document for the screen; the reading is logged (document.read).

    Raises RecordGone, NotYours, FileProblem or PhotoProblem.
    """
    content = documents.read(session, application_id, field_key, document_id)
    return _paper(reader.examine(content))


def draw(session: Session, reader: Reader, paper: Paper, number: int, *, width: int) -> PagePicture:
    """Return page ``number`` (from 0) of an opened document, ``width`` pixels wide."""
    del session  # no desk is asked: the page comes from what was opened
    return reader.page(paper.content, number, width=width)


def add_file(
    session: Session, reader: Reader, application_id: str, field_key: str, path: Path
) -> Changes:
    """Add a chosen file to a field of a record, sealed, with its text to be found by.

    Raises FileUnreadable, FileProblem, PhotoProblem, and what ``documents.add`` raises.
    """
    require(session, "document.add")
    found = reader.examine(read_bytes(path))
    return documents.add(session, application_id, field_key, found.content, text=found.text)


def portrait(session: Session, reader: Reader, data: bytes) -> bytes:
    """Make the ID photo of a picture: a JPEG of pixels alone; raises a PhotoProblem."""
    del session  # no desk is asked: it is sealed once the record is saved
    return reader.portrait(data)


def keep_portrait(
    session: Session,
    reader: Reader,
    add: Callable[..., Changes],
    record_id: str,
    field_key: str,
    content: bytes,
) -> Changes:
    """Seal a new picture of a record, and of an ID photo its small picture beside it.

    ``add`` is the operation that seals documents of such a record. Raises what it raises, and a
    PhotoProblem.
    """
    kind = session.catalogue.field(field_key).type
    of_one_piece = isinstance(kind, Document) and kind.sides == 1
    small = reader.small(content) if of_one_piece else b""
    return add(session, record_id, field_key, content, small=small)


def read_cv(session: Session, reader: Reader, path: Path) -> Cv:
    """Read a CV and propose from it; nothing is stored.

    Raises NotPermitted, FileUnreadable, FileProblem, PhotoProblem.
    """
    require(session, "application.take_in")
    content = read_bytes(path)
    found = reader.examine(content)
    proposal = propose(found.text, file_name=path.name)
    return Cv(path.name, _paper(found), proposal, hashlib.sha256(content).hexdigest())


def known_in_file(session: Session, values: Mapping[str, object]) -> tuple[Known, ...]:
    """Return who in the file has the same number or address as these values (by field key)."""
    require(session, "application.take_in")
    known = session.catalogue
    stored = {key: known.field(key).type.store(value)
              for key, value in values.items() if value is not None}  # fmt: skip
    terms = tuple(identity_terms(session, stored))
    twins = importing.twins(session.compartment("hiring"), {term for _, term in terms})
    mine = scope.people(session, {twin.id for same in twins.values() for twin in same})
    found = ((key, twin_in(session, twins.get(term, ()), key, term)) for key, term in terms)
    return tuple(
        Known(known.field(key).label, _name(session, twin.fields.get(NAME_FIELD)))
        if twin.id in mine
        else Known(known.field(key).label, "", scope.holder_of(session, twin.seq))
        for key, twin in found
        if twin is not None
    )


@operation("application.take_in_cv", compartment="hiring", roles=RECRUITING)
def take_in_cv(
    session: Session, change: Change, /, new: NewCandidate, paper: Paper
) -> tuple[str, ...]:
    """Take in the person of a CV and seal the CV with them, both or neither.

    Returns the id of the application. Raises what ``recruitment.take_in`` and ``documents.add``
    raise.
    """
    ids = recruitment.entered(session, change, (new,))
    (application,) = recruitment.records(session, ids)
    documents.put(session, change, application, CV_FIELD, paper.content, text=paper.text)
    return ids


def asked_of_cv(session: Session) -> tuple[str, ...]:
    """Return the keys a CV's row asks for: name, the ways to reach somebody, and what is owed.

    The owed ones come from the catalogue (``missing``): what an application needs is asked.
    """
    given = {NAME_FIELD, "mobile", "email"}
    owed = session.catalogue.missing(Scenario.RECRUITMENT, given | {POSITION})
    return (NAME_FIELD, "mobile", "email", *(group[0].key for group in owed))


def _paper(found: Examined) -> Paper:
    return Paper(found.kind, found.pages, found.text, found.content)


def _name(session: Session, stored: object) -> str:
    field = session.catalogue.field(NAME_FIELD)
    may_see = session.access(field, stage=FIRST_STAGE) >= Access.FULL
    return field.type.show(field.type.load(stored)) if may_see and stored is not None else ""
