# SPDX-License-Identifier: Apache-2.0
"""Documents and photos: sealed files beside the compartment, one random key each.

A file is written as a part, flushed and renamed under the file's write lock before its row
commits; on deletion the row goes first. A start removes files without a row under the same lock.
"""

import secrets
from pathlib import Path

from hr_desk.catalogue.model import Access, Scenario
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import NotADocumentField, NotYours, RecordGone
from hr_desk.operations.recruitment import records
from hr_desk.operations.session import Session
from hr_desk.operations.values import merged, require_enterable
from hr_desk.store import hiring
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import DeskFiles, replace_whole
from hr_desk.store.sealed_files import forget, path_of
from hr_desk.vault.documents import new_document_key, open_document, seal_document


@operation("document.add", compartment="hiring", roles=RECRUITING)
def add(
    session: Session, change: Change, /, application_id: str, field_key: str, content: bytes
) -> tuple[str]:
    """Seal ``content`` as the document of a field and put it in the place of the earlier one.

    The caller has made the content harmless (exchange.photos). Raises RecordGone, NotCollected,
    NotYours, NotADocumentField.
    """
    application = records(session, [application_id])[0]
    field = session.catalogue.field(field_key)
    require_enterable(
        session, field, compartment="hiring", scenario=Scenario.RECRUITMENT,
        stage=application.stage,
    )  # fmt: skip
    if field.type.name != "document":
        raise NotADocumentField(field=field.label)
    id_, key = secrets.token_hex(16), new_document_key()
    sealed = seal_document(content, key, document_id=id_)
    replace_whole(_path(session, id_), sealed)
    forget(change, _folder(session), record=application.person_id, kind=field_key)
    change.execute(
        "INSERT INTO document (id, record, kind, bytes, key) VALUES (?, ?, ?, ?, ?)",
        (id_, application.person_id, field_key, len(content), key),
    )
    change.wrote("document", id_, {"bytes": len(content), "kind": field_key})
    fields = merged(application.person_fields, {field_key: id_})
    hiring.update_person(change, application, fields, terms=(set(), set()))
    change.fields.add(field_key)
    return (id_,)


def read(session: Session, application_id: str, field_key: str) -> bytes:
    """Return a document's content; the reading is logged. Raises RecordGone, NotYours."""
    application = records(session, [application_id])[0]
    field = session.catalogue.field(field_key)
    if session.access(field, stage=application.stage) < Access.FULL:
        raise NotYours(field=field.label)
    if application.person_fields.get(field_key) is None:
        raise RecordGone
    row = session.compartment("hiring").read_one(
        "SELECT id, key FROM document WHERE record = ? AND kind = ?",
        (application.person_id, field_key),
    )
    if row is None or not _path(session, row[0]).exists():
        raise RecordGone
    _note_reading(session, application.person_id, field_key)
    return open_document(_path(session, row[0]).read_bytes(), row[1], document_id=row[0])


@operation("document.read", compartment="hiring", roles=RECRUITING)
def _note_reading(session: Session, change: Change, /, person_id: str, field_key: str) -> None:
    del session
    change.touched("person", person_id)
    change.fields.add(field_key)


def _folder(session: Session) -> Path:
    return DeskFiles(session.folder).part("documents")


def _path(session: Session, id_: str) -> Path:
    return path_of(_folder(session), id_)


def remove_files(session: Session, ids: tuple[str, ...]) -> None:
    """Remove the files of documents whose rows are gone."""
    for id_ in ids:
        _path(session, id_).unlink(missing_ok=True)


def remove_orphans(session: Session) -> int:
    """Remove sealed files that no row names, under the write lock; returns how many.

    Such a file is what a crash between file and row, or between row and file, leaves behind.
    """
    if not session.holds("hiring"):
        return 0
    file = session.compartment("hiring")
    with file.transaction():
        known = {row[0] for row in file.connection.execute("SELECT id FROM document")}
        folder = DeskFiles(session.folder).part("documents")
        orphans = [path for path in folder.glob("*.sealed") if path.stem not in known]
        for path in (*orphans, *folder.glob(".*.part")):
            path.unlink(missing_ok=True)
    return len(orphans)
