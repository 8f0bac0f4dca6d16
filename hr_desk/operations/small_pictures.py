# SPDX-License-Identifier: Apache-2.0
"""The small picture of a sealed photo: a document beside it, with a key and a file of its own.

It is what forms and lists show, so that nobody opens the whole photo to see whose record it is.
Nothing makes one by itself: whoever adds a photo hands it in, made in the confined process of
``exchange.confined``; a new photo takes the old small one away with the old photo.
"""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from hr_desk.exchange.photos import SMALL_BYTES
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.desk_files import DeskFiles, replace_whole
from hr_desk.store.sealed_files import path_of, small_picture
from hr_desk.vault.documents import new_document_key, open_document, seal_document

FACE: Final = "photo"
"""The field whose picture shows whose record it is."""


class SmallPictureTooLarge(ValueError):
    """More than SMALL_BYTES: it was not made by ``exchange.photos.small``."""


def keep(
    session: Session, change: Change, *, of: str, record: str, kind: str, picture: bytes
) -> None:
    """Seal the small picture of a document (id) inside ``change``; nothing for no picture.

    Raises SmallPictureTooLarge.
    """
    if not picture:
        return
    if len(picture) > SMALL_BYTES:
        raise SmallPictureTooLarge
    id_, key = secrets.token_hex(16), new_document_key()
    path = path_of(_folder(session), id_, change.compartment.name)
    replace_whole(path, seal_document(picture, key, document_id=id_))
    change.execute(
        "INSERT INTO document (id, record, kind, bytes, key, small_of) VALUES (?, ?, ?, ?, ?, ?)",
        (id_, record, kind, len(picture), key, of),
    )
    change.wrote("document", id_, {"bytes": len(picture), "kind": kind})


def content(session: Session, file: Compartment, of: str) -> bytes | None:
    """Return the small picture of a document (id), None where there is none; nothing is logged.

    Raises DocumentProblem.
    """
    found = small_picture(file, of)
    if found is None:
        return None
    id_, key = found
    path = path_of(_folder(session), id_, file.name)
    return open_document(path.read_bytes(), key, document_id=id_) if path.exists() else None


def carried(session: Session, file: Compartment, ids: Mapping[str, str]) -> dict[str, bytes]:
    """Return the small pictures of documents, by field; ``ids`` are field key to document."""
    found = {key: content(session, file, id_) for key, id_ in ids.items()}
    return {key: picture for key, picture in found.items() if picture}


def _folder(session: Session) -> Path:
    return DeskFiles(session.folder).part("documents")
