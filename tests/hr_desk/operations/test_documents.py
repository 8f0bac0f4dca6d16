# SPDX-License-Identifier: Apache-2.0
"""Sealed documents: one key each, the row first on deletion, orphans removed."""

import os
from pathlib import Path

import pytest

from hr_desk.operations import candidates, documents, recruitment
from hr_desk.operations.problems import NotADocumentField, NotCollected, NotYours, RecordGone
from hr_desk.operations.session import Session
from hr_desk.store import hiring
from hr_desk.vault.documents import DocumentProblem
from tests.support.desk import Desk
from tests.support.made_up import one

PHOTO = b"\x89PNG pixels of a made-up face"


@pytest.fixture
def taken(desk: Desk, session: Session) -> str:
    return desk.take_in(session, [one()])[0]


def sealed(desk: Desk) -> list[Path]:
    return list((desk.folder / "documents").iterdir())


def test_a_document_is_sealed_and_read_back(desk: Desk, session: Session, taken: str) -> None:
    documents.add(session, taken, "photo", PHOTO)
    (path,) = sealed(desk)
    assert b"made-up face" not in path.read_bytes()
    assert documents.read(session, taken, "photo") == PHOTO


def test_a_new_one_takes_the_place_of_the_old(desk: Desk, session: Session, taken: str) -> None:
    documents.add(session, taken, "photo", PHOTO)
    documents.add(session, taken, "photo", PHOTO + b" again")
    assert documents.read(session, taken, "photo") == PHOTO + b" again"
    documents.remove_orphans(session)
    assert len(sealed(desk)) == 1


def test_taking_a_photo_out_deletes_it_at_once(desk: Desk, session: Session, taken: str) -> None:
    documents.add(session, taken, "photo", PHOTO)
    version = candidates.open_record(session, taken).version
    recruitment.edit(session, taken, {"photo": None}, version=version)
    assert sealed(desk) == []
    with pytest.raises(RecordGone):
        documents.read(session, taken, "photo")


def test_reading_is_for_those_who_see_the_field_in_full(desk: Desk, taken: str) -> None:
    documents.add(desk.open("hiring"), taken, "photo", PHOTO)
    with pytest.raises(NotYours):
        documents.read(desk.open("admin"), taken, "photo")


def test_only_what_is_asked_is_stored(desk: Desk, session: Session, taken: str) -> None:
    with pytest.raises(NotCollected):
        documents.add(session, taken, "signature_image", PHOTO)
    with pytest.raises(RecordGone):
        documents.add(session, "none", "photo", PHOTO)
    with pytest.raises(RecordGone):
        documents.read(session, taken, "photo")
    assert sealed(desk) == []


def test_a_change_that_fails_leaves_only_what_the_cleaning_removes(
    desk: Desk, session: Session, taken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(hiring, "update_person", fails)
        with pytest.raises(RuntimeError):
            documents.add(session, taken, "photo", PHOTO)
    (desk.folder / "documents" / ".x.sealed.0badcafe.part").write_bytes(b"half")
    assert len(sealed(desk)) == 2
    assert documents.remove_orphans(session) == 1
    assert sealed(desk) == []
    assert session.compartment("hiring").read("SELECT * FROM document") == []


def test_files_of_living_rows_survive_the_cleaning(
    desk: Desk, session: Session, taken: str
) -> None:
    documents.add(session, taken, "photo", PHOTO)
    assert documents.remove_orphans(session) == 0
    assert documents.remove_orphans(desk.open("gate")) == 0
    assert documents.read(session, taken, "photo") == PHOTO


def test_an_exchanged_file_is_refused(desk: Desk, session: Session, taken: str) -> None:
    (other,) = desk.take_in(session, [one("欧阳娜娜", "13900139000")])
    documents.add(session, taken, "photo", PHOTO)
    (first,) = sealed(desk)
    documents.add(session, other, "photo", PHOTO + b" of somebody else")
    (second,) = (path for path in sealed(desk) if path != first)
    os.replace(second, first)  # noqa: PTH105
    with pytest.raises(DocumentProblem):
        documents.read(session, taken, "photo")
    with pytest.raises(RecordGone):
        documents.read(session, other, "photo")
    assert recruitment.records(session, [taken, other])


def test_a_file_goes_only_where_a_file_belongs(desk: Desk, session: Session, taken: str) -> None:
    with pytest.raises(NotADocumentField):
        documents.add(session, taken, "full_name", PHOTO)
    assert sealed(desk) == []
