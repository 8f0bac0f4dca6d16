# SPDX-License-Identifier: Apache-2.0
"""Documents of joiners: sealed files that hang on the part of their class, and go with it."""

from pathlib import Path

from hr_desk.catalogue.model import Access, Field, Scenario, Sensitivity
from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.domain import consent
from hr_desk.operations import consent_cover, small_pictures
from hr_desk.operations.joiner_problems import ConsentFirst
from hr_desk.operations.joiner_writing import (
    ONBOARDING,
    records,
    require_guardian_of,
    require_open,
    write_values,
)
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import (
    ConsentOutdated,
    NotADocumentField,
    NotYours,
    RecordGone,
)
from hr_desk.operations.sealed_documents import enter, folder_of, seal
from hr_desk.operations.session import Session
from hr_desk.operations.values import require_enterable
from hr_desk.store import personnel
from hr_desk.store.compartment import Change
from hr_desk.store.personnel import JoinerRecord
from hr_desk.store.sealed_files import forget, path_of
from hr_desk.vault.documents import open_document


@operation("joiner.add_document", compartment="personnel", roles=ONBOARDING)
def add_document(
    session: Session,
    change: Change,
    /,
    joiner_id: str,
    field_key: str,
    content: bytes,
    *,
    small: bytes = b"",
) -> tuple[str]:
    """Seal ``content`` as the document of a field, in the place of the earlier one.

    The caller has made the content harmless (exchange.photos), and ``small``, the small picture
    of a photo. Raises RecordGone, NotCollected,
    NotYours, NotADocumentField, DocumentTooLarge, StepNotAllowed for a file that is closed,
    GuardianNeeded, and ConsentFirst for a sensitive one that rests
    on consent alone, which the joiner has not given.
    """
    (joiner,) = records(session, [joiner_id])
    require_open(session, joiner)
    require_guardian_of(session, joiner.fields)
    field = session.catalogue.field(field_key)
    require_enterable(
        session, field, compartment="personnel", scenario=Scenario.ONBOARDING, stage=None
    )
    if field.type.name != "document":
        raise NotADocumentField(field=field.label)
    _require_consent(session, joiner, field)
    id_ = put_document(session, change, joiner, field, content, small=small)
    personnel.touch(change, joiner, {"fields": {field_key: id_}})
    return (id_,)


def _require_consent(session: Session, joiner: JoinerRecord, field: Field) -> None:
    """Refuse what nothing but a consent allows to keep (PIPL 29), until there is one in force."""
    needed = field.separate_consent and field.sensitivity is Sensitivity.SENSITIVE
    if not needed or consent.fallback_basis(field, Scenario.ONBOARDING) is not None:
        return
    act, outdated = consent_cover.latest_acts(session, joiner).get(field.key, (None, None))
    if act is None or act.withdrawn_at is not None:
        raise ConsentFirst(field=field.label)
    if outdated is not None:
        raise ConsentOutdated(field=field.label, day=outdated.isoformat())


def put_document(
    session: Session,
    change: Change,
    joiner: JoinerRecord,
    field: Field,
    content: bytes,
    *,
    small: bytes = b"",
) -> str:
    """Seal a document into the part of its class, inside ``change``; returns its id."""
    sealed = seal(session, "personnel", content)
    (part,) = write_values(session, change, joiner, {field.key: sealed.id}).values()
    forget(change, folder_of(session), record=part.id, kind=field.key)
    enter(change, sealed, record=part.id, kind=field.key)
    small_pictures.keep(
        session, change, of=sealed.id, record=part.id, kind=field.key, picture=small
    )
    return sealed.id


def forget_documents(
    session: Session, change: Change, joiner: JoinerRecord, keys: list[str]
) -> None:
    """Remove the documents of fields whose value is removed, before their part may go."""
    folder = folder_of(session)
    for part in joiner.parts:
        for key in set(keys) & set(part.fields):
            if session.catalogue.field(key).type.name in FILE_TYPES:
                forget(change, folder, record=part.id, kind=key)


def read_document(session: Session, joiner_id: str, field_key: str) -> bytes:
    """Return a document's content; the reading is logged.

    Raises RecordGone, NotYours, ConsentOutdated.
    """
    path, id_, key = _located(session, joiner_id, field_key)
    _note_reading(session, joiner_id, field_key)
    return open_document(path.read_bytes(), key, document_id=id_)


def preview(session: Session, joiner_id: str, field_key: str) -> bytes:
    """Return the small picture of a photo; one that has none is returned itself.

    To look at it is to read the photo: it is allowed, refused and logged as ``read_document``.
    """
    path, id_, key = _located(session, joiner_id, field_key)
    _note_reading(session, joiner_id, field_key)
    small = small_pictures.content(session, session.compartment("personnel"), id_)
    return small or open_document(path.read_bytes(), key, document_id=id_)


def _located(session: Session, joiner_id: str, field_key: str) -> tuple[Path, str, bytes]:
    """Return where a sealed document lies, its id and key; raises what ``read_document`` raises."""
    (joiner,) = records(session, [joiner_id])
    field = session.catalogue.field(field_key)
    if session.access(field, stage=None, compartment="personnel") < Access.FULL:
        raise NotYours(field=field.label)
    consent_cover.require_covered(session, "personnel", joiner_id, field)
    id_ = joiner.fields.get(field_key)
    row = session.compartment("personnel").read_one("SELECT key FROM document WHERE id = ?", (id_,))
    path = path_of(folder_of(session), str(id_), "personnel")
    if row is None or not path.exists():
        raise RecordGone
    return path, str(id_), row[0]


@operation("joiner.read_document", compartment="personnel", roles=ONBOARDING)
def _note_reading(session: Session, change: Change, /, joiner_id: str, field_key: str) -> None:
    del session
    change.touched("joiner", joiner_id)
    change.fields.add(field_key)
