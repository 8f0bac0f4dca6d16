# SPDX-License-Identifier: Apache-2.0
"""Documents and photos: sealed files beside the compartment, one random key each.

A file is written as a part, flushed and renamed under the file's write lock before its row
commits; on deletion the row goes first. A start removes files without a row under the same lock.
"""

from dataclasses import dataclass
from pathlib import Path

from hr_desk.catalogue.model import Access, Field, Scenario
from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.catalogue.types.documents import Documents, ids_of
from hr_desk.domain.terms import document_terms
from hr_desk.i18n import Text
from hr_desk.operations import consent_cover, small_pictures
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import NotADocumentField, NotYours, RecordGone
from hr_desk.operations.recruitment import records
from hr_desk.operations.sealed_documents import enter, folder_of, new_id, seal
from hr_desk.operations.session import Session
from hr_desk.operations.values import merged, require_enterable
from hr_desk.store import hiring
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.sealed_files import forget, id_of, own_files, path_of, unfinished_files
from hr_desk.vault.documents import open_document


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """One sealed document of a field; ``size`` in bytes before sealing."""

    id: str
    size: int


@operation("document.add", compartment="hiring", roles=RECRUITING)
def add(
    session: Session,
    change: Change,
    /,
    application_id: str,
    field_key: str,
    content: bytes,
    *,
    text: str = "",
    small: bytes = b"",
) -> tuple[str]:
    """Seal ``content`` as a document of a field: in the place of the earlier one, or beside others.

    The caller has made the content harmless (exchange.confined). Of ``text``, what it says, only
    terms are kept, and only for a field that is searched by its documents. ``small`` is the small
    picture of a photo. Raises RecordGone, NotCollected, NotYours, NotADocumentField,
    TooManyDocuments.
    """
    (application,) = records(session, [application_id])
    id_ = put(session, change, application, field_key, content, text=text)
    small_pictures.keep(
        session, change, of=id_, record=application.person_id, kind=field_key, picture=small
    )
    return (id_,)


def put(
    session: Session,
    change: Change,
    application: ApplicationRecord,
    field_key: str,
    content: bytes,
    *,
    text: str,
) -> str:
    """Seal a document inside ``change``; returns its id. Raises what ``add`` raises."""
    field = _enterable(session, application, field_key)
    id_ = new_id()
    earlier: tuple[str, ...] = ()
    if isinstance(field.type, Documents):
        earlier = ids_of(application.person_fields.get(field_key))
        field.type.parse(" ".join((*earlier, id_)))
    terms = document_terms(text) if field.search == "document" else ()
    sealed = seal(session, "hiring", content, id_=id_)
    if not earlier:
        gone = forget(change, folder_of(session), record=application.person_id, kind=field_key)
        hiring.remove_terms(change, application.person_seq, gone)
    enter(change, sealed, record=application.person_id, kind=field_key, terms=terms)
    hiring.insert_terms(change, application.person_seq, terms)
    _store_ids(change, application, field_key, (*earlier, id_))
    return id_


@operation("document.remove", compartment="hiring", roles=RECRUITING)
def remove(
    session: Session, change: Change, /, application_id: str, field_key: str, document_id: str
) -> None:
    """Delete one document of a field, and what it was found by.

    Raises RecordGone, NotCollected, NotYours, NotADocumentField.
    """
    application = records(session, [application_id])[0]
    _enterable(session, application, field_key)
    ids = ids_of(application.person_fields.get(field_key))
    if document_id not in ids:
        raise RecordGone
    gone = forget(
        change, folder_of(session), record=application.person_id, kind=field_key, only=document_id
    )
    hiring.remove_terms(change, application.person_seq, gone)
    _store_ids(change, application, field_key, tuple(id_ for id_ in ids if id_ != document_id))


def listed(session: Session, application_id: str, field_key: str) -> tuple[DocumentLine, ...]:
    """Return the documents of a field in the order they came.

    Raises RecordGone, NotYours, ConsentOutdated.
    """
    application = records(session, [application_id])[0]
    _require_readable(session, application, field_key)
    rows = session.compartment("hiring").read(
        "SELECT id, bytes FROM document WHERE record = ? AND kind = ?",
        (application.person_id, field_key),
    )
    sizes = {row[0]: row[1] for row in rows}
    ids = ids_of(application.person_fields.get(field_key))
    return tuple(DocumentLine(id_, sizes[id_]) for id_ in ids if id_ in sizes)


def read(
    session: Session, application_id: str, field_key: str, document_id: str | None = None
) -> bytes:
    """Return a document's content, of several the one with this id; the reading is logged.

    Raises RecordGone, NotYours, ConsentOutdated.
    """
    application, id_, key = _located(session, application_id, field_key, document_id)
    _note_reading(session, application.person_id, field_key, id_)
    return open_document(_path(session, id_).read_bytes(), key, document_id=id_)


def preview(session: Session, application_id: str, field_key: str) -> bytes:
    """Return the small picture of a photo; one that has none is returned itself.

    To look at it is to read the photo: it is allowed, refused and logged as ``read``.
    """
    application, id_, key = _located(session, application_id, field_key, None)
    _note_reading(session, application.person_id, field_key, id_)
    small = small_pictures.content(session, session.compartment("hiring"), id_)
    return small or open_document(_path(session, id_).read_bytes(), key, document_id=id_)


def _located(
    session: Session, application_id: str, field_key: str, document_id: str | None
) -> tuple[ApplicationRecord, str, bytes]:
    """Return whose document is meant, its id and its key; raises what ``read`` raises."""
    application = records(session, [application_id])[0]
    _require_readable(session, application, field_key)
    ids = ids_of(application.person_fields.get(field_key))
    wanted = document_id if document_id is not None else (ids[-1] if ids else "")
    row = session.compartment("hiring").read_one(
        "SELECT id, key FROM document WHERE id = ? AND record = ? AND kind = ?",
        (wanted, application.person_id, field_key),
    )
    if row is None or not _path(session, row[0]).exists():
        raise RecordGone
    return application, row[0], row[1]


@operation("document.read", compartment="hiring", roles=RECRUITING)
def _note_reading(
    session: Session, change: Change, /, person_id: str, field_key: str, document_id: str
) -> None:
    del session
    change.touched("person", person_id)
    change.touched("document", document_id)
    change.fields.add(field_key)


def readers_of(session: Session, field_key: str) -> tuple[Text, ...]:
    """Return the roles that may read a document of this field in full, as the catalogue says."""
    field = session.catalogue.field(field_key)
    holders = (role for role in session.catalogue.roles.values() if "hiring" in role.holds)
    return tuple(
        role.label for role in holders if field.roles.get(role.key, Access.NONE) >= Access.FULL
    )


def _enterable(session: Session, application: ApplicationRecord, field_key: str) -> Field:
    field = session.catalogue.field(field_key)
    require_enterable(
        session, field, compartment="hiring", scenario=Scenario.RECRUITMENT,
        stage=application.stage,
    )  # fmt: skip
    if field.type.name not in FILE_TYPES:
        raise NotADocumentField(field=field.label)
    return field


def _require_readable(session: Session, application: ApplicationRecord, field_key: str) -> None:
    field = session.catalogue.field(field_key)
    if session.access(field, stage=application.stage) < Access.FULL:
        raise NotYours(field=field.label)
    consent_cover.require_covered(session, "hiring", application.person_id, field)


def _store_ids(
    change: Change, application: ApplicationRecord, field_key: str, ids: tuple[str, ...]
) -> None:
    fields = merged(application.person_fields, {field_key: " ".join(ids) or None})
    hiring.update_person(change, application, fields, terms=(set(), set()))
    change.fields.add(field_key)


def _path(session: Session, id_: str) -> Path:
    return path_of(folder_of(session), id_)


def remove_files(session: Session, ids: tuple[str, ...], compartment: str = "hiring") -> None:
    """Remove the files of a compartment's documents whose rows are gone."""
    for id_ in ids:
        path_of(folder_of(session), id_, compartment).unlink(missing_ok=True)


def remove_orphans(session: Session) -> int:
    """Remove sealed files that no row names, under the write lock; returns how many.

    Such a file is what a crash between file and row, or between row and file, leaves behind.
    """
    return sum(_remove_orphans_of(session, session.compartment(name)) for name in session.held)


def _remove_orphans_of(session: Session, file: Compartment) -> int:
    with file.transaction():
        known = {row[0] for row in file.connection.execute("SELECT id FROM document")}
        own = own_files(folder_of(session), file.name)
        orphans = [path for path in own if id_of(path) not in known]
        for path in (*orphans, *unfinished_files(folder_of(session), file.name)):
            path.unlink(missing_ok=True)
    return len(orphans)
