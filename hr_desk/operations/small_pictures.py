# SPDX-License-Identifier: Apache-2.0
"""The small picture of a sealed photo: a document beside it, with a key and a file of its own.

It is what forms and lists show, so that nobody opens the whole photo to see whose record it is.
Nothing makes one by itself: whoever adds a photo hands it in, made in the confined process of
``exchange.confined``; a new photo takes the old small one away with the old photo.
"""

from collections.abc import Mapping
from typing import Final

from hr_desk.exchange.photos import SMALL_BYTES
from hr_desk.operations.sealed_documents import enter, seal, unsealed
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.sealed_files import small_picture

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
    sealed = seal(session, change.compartment.name, picture)
    enter(change, sealed, record=record, kind=kind, small_of=of)


def content(session: Session, file: Compartment, of: str) -> bytes | None:
    """Return the small picture of a document (id), None where there is none; nothing is logged.

    Raises DocumentProblem.
    """
    found = small_picture(file, of)
    return None if found is None else unsealed(session, file.name, *found)


def carried(session: Session, file: Compartment, ids: Mapping[str, str]) -> dict[str, bytes]:
    """Return the small pictures of documents, by field; ``ids`` are field key to document."""
    found = {key: content(session, file, id_) for key, id_ in ids.items()}
    return {key: picture for key, picture in found.items() if picture}
