# SPDX-License-Identifier: Apache-2.0
"""One sealed file of a record: put beside its row inside a change, opened again by its id."""

import secrets
from pathlib import Path

from hr_desk.operations.problems import RecordGone
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import DeskFiles, replace_whole
from hr_desk.store.sealed_files import path_of
from hr_desk.vault.documents import new_document_key, open_document, seal_document


def folder_of(session: Session) -> Path:
    """Return where the sealed files of a desk lie."""
    return DeskFiles(session.folder).part("documents")


def seal_into(session: Session, change: Change, *, record: str, kind: str, content: bytes) -> str:
    """Seal ``content`` as a document of a record of the change's file; returns its new id.

    Raises DocumentTooLarge.
    """
    id_, key = secrets.token_hex(16), new_document_key()
    path = path_of(folder_of(session), id_, change.compartment.name)
    replace_whole(path, seal_document(content, key, document_id=id_))
    change.execute(
        "INSERT INTO document (id, record, kind, bytes, key) VALUES (?, ?, ?, ?, ?)",
        (id_, record, kind, len(content), key),
    )
    change.wrote("document", id_, {"bytes": len(content), "kind": kind})
    return id_


def opened(session: Session, compartment: str, id_: str) -> bytes:
    """Return a document's content; raises RecordGone where row or file is gone, DocumentProblem."""
    row = session.compartment(compartment).read_one("SELECT key FROM document WHERE id = ?", (id_,))
    path = path_of(folder_of(session), id_, compartment)
    if row is None or not path.exists():
        raise RecordGone
    return open_document(path.read_bytes(), row[0], document_id=id_)
