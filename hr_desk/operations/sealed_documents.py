# SPDX-License-Identifier: Apache-2.0
"""One sealed file of a record: put beside its row inside a change, opened again by its id."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hr_desk.operations.problems import RecordGone
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import DeskFiles, replace_whole
from hr_desk.store.sealed_files import path_of
from hr_desk.vault.documents import new_document_key, open_document, seal_document


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed file whose row is still to be entered; ``bytes`` is the length of its content."""

    id: str
    key: bytes
    bytes: int


def folder_of(session: Session) -> Path:
    """Return where the sealed files of a desk lie."""
    return DeskFiles(session.folder).part("documents")


def new_id() -> str:
    """Return the id of a document that is still to be sealed."""
    return secrets.token_hex(16)


def seal(session: Session, compartment: str, content: bytes, *, id_: str | None = None) -> Sealed:
    """Write ``content`` as a sealed file of a compartment, under ``id_`` or a new id.

    Raises DocumentTooLarge.
    """
    made = Sealed(id_ or new_id(), new_document_key(), len(content))
    path = path_of(folder_of(session), made.id, compartment)
    replace_whole(path, seal_document(content, made.key, document_id=made.id))
    return made


def enter(
    change: Change, sealed: Sealed, *, record: str, kind: str, terms: Iterable[str] = (),
    small_of: str | None = None,
) -> None:  # fmt: skip
    """Write the row of a sealed file; without one the next clean-up takes the file away.

    ``small_of`` is the document of which it is the small picture.
    """
    change.execute(
        "INSERT INTO document (id, record, kind, bytes, key, terms, small_of) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (sealed.id, record, kind, sealed.bytes, sealed.key, " ".join(terms), small_of),
    )
    change.wrote("document", sealed.id, {"bytes": sealed.bytes, "kind": kind})


def seal_into(session: Session, change: Change, *, record: str, kind: str, content: bytes) -> str:
    """Seal ``content`` as a document of a record of the change's file; returns its new id.

    Raises DocumentTooLarge.
    """
    sealed = seal(session, change.compartment.name, content)
    enter(change, sealed, record=record, kind=kind)
    return sealed.id


def unsealed(session: Session, compartment: str, id_: str, key: bytes) -> bytes | None:
    """Return what a sealed file holds, None where there is none; raises DocumentProblem."""
    path = path_of(folder_of(session), id_, compartment)
    return open_document(path.read_bytes(), key, document_id=id_) if path.exists() else None


def opened(session: Session, compartment: str, id_: str) -> bytes:
    """Return a document's content; raises RecordGone where row or file is gone, DocumentProblem."""
    row = session.compartment(compartment).read_one("SELECT key FROM document WHERE id = ?", (id_,))
    content = None if row is None else unsealed(session, compartment, id_, row[0])
    if content is None:
        raise RecordGone
    return content
