# SPDX-License-Identifier: Apache-2.0
"""Sealed documents: one key each, the row first on deletion, orphans removed."""

import os
from functools import partial
from pathlib import Path

import pytest

from hr_desk.catalogue.types.documents import NotADocument, TooManyDocuments
from hr_desk.domain.terms import queries
from hr_desk.operations import candidates, documents, recruitment
from hr_desk.operations.finding import found_openly
from hr_desk.operations.problems import NotADocumentField, NotCollected, NotYours, RecordGone
from hr_desk.operations.session import Session
from hr_desk.store import hiring
from hr_desk.store.sealed_files import terms_of
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


CV = "\n".join(
    (
        "姓名：虚构人",
        "2014-08 示例机械厂 焊",
        "工 Python 3.11",
        "13800138000",
        "ID 110105199003070012",
    )
)


def terms(session: Session, like: str = "d:%") -> set[str]:
    rows = session.compartment("hiring").read("SELECT term FROM term WHERE term LIKE ?", (like,))
    return {row[0] for row in rows}


def found(session: Session, text: str) -> int:
    page = candidates.list_applications(session, candidates.ListQuery(text=text))
    return len(page.rows)


def test_several_files_lie_beside_each_other_and_one_is_taken_out(
    desk: Desk, session: Session, taken: str
) -> None:
    ids = [documents.add(session, taken, "resume_file", b"cv %d" % n).created[0] for n in range(3)]
    lines = documents.listed(session, taken, "resume_file")
    assert [line.id for line in lines] == ids
    assert [line.size for line in lines] == [4, 4, 4]
    documents.remove(session, taken, "resume_file", ids[1])
    assert [line.id for line in documents.listed(session, taken, "resume_file")] == [ids[0], ids[2]]
    assert len(sealed(desk)) == 2
    assert documents.read(session, taken, "resume_file", ids[0]) == b"cv 0"
    assert documents.read(session, taken, "resume_file") == b"cv 2"
    for gone in (ids[1], "ab" * 16):
        with pytest.raises(RecordGone):
            documents.read(session, taken, "resume_file", gone)
        with pytest.raises(RecordGone):
            documents.remove(session, taken, "resume_file", gone)


def test_more_files_than_the_field_takes_are_refused_and_leave_nothing(
    desk: Desk, session: Session, taken: str
) -> None:
    for number in range(5):
        documents.add(session, taken, "resume_file", b"cv %d" % number)
    with pytest.raises(TooManyDocuments):
        documents.add(session, taken, "resume_file", b"one more")
    documents.remove_orphans(session)
    assert len(sealed(desk)) == 5


def test_a_cv_is_found_by_its_words_and_the_text_is_not_kept(session: Session, taken: str) -> None:
    assert found(session, "示例机械厂") == 0
    documents.add(session, taken, "resume_file", b"cv", text=CV)
    for text in ("示例机械厂", "机械", "焊工", "python", "13800138000", "虚构人 焊工"):
        assert found(session, text) == 1, text
    for text in ("铣工", "java", "110105199003070012"):
        assert found(session, text) == 0, text
    (stored,) = session.compartment("hiring").read_one("SELECT terms FROM document")
    assert "示例机械厂" not in stored
    assert "110105199003070012" not in stored


def test_who_may_not_read_the_cv_does_not_find_anybody_by_it(
    desk: Desk, session: Session, taken: str
) -> None:
    documents.add(session, taken, "resume_file", b"cv", text=CV)
    admin = desk.open("admin")
    name = candidates.open_record(session, taken).named("full_name")
    assert name is not None
    assert found(session, f"{name.shown} 焊工") == 1
    for text in ("焊工", "python", "示例机械厂", f"{name.shown} 焊工"):
        assert found(admin, text) == 0, text
    assert found(admin, name.shown) == 1
    for read in (documents.read, documents.listed):
        with pytest.raises(NotYours):
            read(admin, taken, "resume_file")


def test_a_closed_cv_has_no_part_in_a_hit_even_where_another_document_is_open(
    desk: Desk, session: Session, taken: str
) -> None:
    """Of two fields searched by their documents one may be closed: its terms count for nobody."""
    documents.add(session, taken, "resume_file", b"cv", text=CV)
    admin = desk.open("admin")
    (record,) = recruitment.records(admin, [taken])
    stored = {**record.person_fields, **record.fields}
    asked = queries("焊工", documents=True)
    papers = partial(terms_of, admin.compartment("hiring"))
    assert not found_openly(admin, stored, asked, stage=record.stage, papers=papers)
    assert found_openly(session, stored, asked, stage=record.stage, papers=papers)


def test_what_a_cv_was_found_by_goes_with_it(session: Session, taken: str) -> None:
    first = documents.add(session, taken, "resume_file", b"1", text="焊工 质检").created[0]
    documents.add(session, taken, "resume_file", b"2", text="质检 叉车")
    documents.remove(session, taken, "resume_file", first)
    assert terms(session) == {"d:质检", "d:叉车"}
    version = candidates.open_record(session, taken).version
    recruitment.edit(session, taken, {"resume_file": None}, version=version)
    assert terms(session) == set()
    assert found(session, "叉车") == 0


def test_an_edit_of_something_else_leaves_the_cv_and_its_terms(
    session: Session, taken: str
) -> None:
    documents.add(session, taken, "resume_file", b"1", text="焊工")
    version = candidates.open_record(session, taken).version
    recruitment.edit(session, taken, {"wechat_id": "someone_1990"}, version=version)
    assert found(session, "焊工") == 1
    assert len(documents.listed(session, taken, "resume_file")) == 1


def test_ids_are_never_typed(session: Session, taken: str) -> None:
    version = candidates.open_record(session, taken).version
    with pytest.raises(NotADocument):
        recruitment.edit(session, taken, {"resume_file": "ab" * 16}, version=version)


def test_the_text_of_a_photo_makes_no_terms(session: Session, taken: str) -> None:
    documents.add(session, taken, "photo", PHOTO, text="焊工")
    assert terms(session) == set()


def test_the_log_names_document_and_field_and_nothing_of_the_text(
    session: Session, taken: str
) -> None:
    id_ = documents.add(session, taken, "resume_file", b"1", text=CV).created[0]
    documents.read(session, taken, "resume_file", id_)
    file = session.compartment("hiring")
    rows = file.read("SELECT * FROM audit ORDER BY seq DESC LIMIT 2")
    said = str(rows) + str(file.read("SELECT * FROM audit_record"))
    assert "document.read" in said
    assert id_ in said
    for word in ("焊", "机械", "python", "13800138000"):
        assert word not in said.lower()


def test_who_reads_a_cv_is_said_from_the_catalogue(session: Session) -> None:
    assert documents.readers_of(session, "resume_file") == (
        session.catalogue.roles["recruiter"].label,
    )
