# SPDX-License-Identifier: Apache-2.0
"""Handed-over files: opened in memory, added sealed, read as CVs that a person confirms."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hr_desk.exchange.confined import Reader
from hr_desk.exchange.file_problems import FileTooHeavy, FileUnreadable, KindUnknown
from hr_desk.exchange.files import MAX_BYTES
from hr_desk.operations import candidates, documents, handed_over, sealed_documents
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.handed_over import CV_FIELD
from hr_desk.operations.problems import GuardianNeeded, Missing, NotPermitted, NotYours
from hr_desk.operations.recruitment import NewCandidate
from hr_desk.operations.session import Session
from hr_desk.store.problems import DiskFull
from tests.support.desk import Desk
from tests.support.hostile_files import body, docx, paragraph, pdf, png
from tests.support.made_up import one

CV = docx(
    body("".join(map(paragraph, ("个人简历", "姓名：赵小雨", "电话：138 0013 8007", "会焊接"))))
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as started:
        yield started


@pytest.fixture
def taken(desk: Desk, session: Session) -> str:
    return desk.take_in(session, [one()])[0]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "赵小雨的简历.docx"
    path.write_bytes(CV)
    return path


def values(session: Session, **typed: str) -> dict[str, object]:
    return {key: session.catalogue.field(key).type.parse(text) for key, text in typed.items()}


def written(session: Session, taken: str) -> list[str]:
    return [line.operation for line in candidates.open_record(session, taken).history]


@pytest.mark.parametrize(
    ("content", "pages", "is_text"), [(pdf("one", "two"), 2, False), (CV, 1, True),
                                      (png(), 1, False)]
)  # fmt: skip
def test_a_document_is_opened_and_each_opening_is_logged(
    session: Session, reader: Reader, taken: str, content: bytes, pages: int, is_text: bool
) -> None:
    id_ = documents.add(session, taken, CV_FIELD, content).created[0]
    for _ in range(2):
        paper = handed_over.open_paper(session, reader, taken, CV_FIELD, id_)
    assert (paper.pages, paper.is_text) == (pages, is_text)
    assert written(session, taken).count("document.read") == 2
    if not is_text:
        drawn = handed_over.draw(session, reader, paper, pages - 1, width=120)
        assert drawn.width == 120
        assert len(drawn.pixels) == 3 * drawn.width * drawn.height


def test_who_may_not_read_the_field_opens_nothing(
    desk: Desk, session: Session, reader: Reader, taken: str
) -> None:
    id_ = documents.add(session, taken, CV_FIELD, CV).created[0]
    with pytest.raises(NotYours):
        handed_over.open_paper(desk.open("admin"), reader, taken, CV_FIELD, id_)


def test_a_file_is_added_with_its_text_to_be_found_by(
    session: Session, reader: Reader, taken: str, file: Path
) -> None:
    handed_over.add_file(session, reader, taken, CV_FIELD, file)
    found = candidates.list_applications(session, ListQuery(text="焊接"))
    assert [row.application_id for row in found.rows] == [taken]


def test_what_cannot_be_read_is_refused_and_nothing_is_kept(
    session: Session, reader: Reader, taken: str, tmp_path: Path
) -> None:
    program, heavy = tmp_path / "a.pdf", tmp_path / "b.pdf"
    program.write_bytes(b"MZ" + bytes(99))
    heavy.write_bytes(b"%PDF-1.7\n" + bytes(MAX_BYTES))
    for path, problem in (
        (program, KindUnknown),
        (heavy, FileTooHeavy),
        (tmp_path / "gone.pdf", FileUnreadable),
        (tmp_path, FileUnreadable),
    ):
        with pytest.raises(problem):
            handed_over.add_file(session, reader, taken, CV_FIELD, path)
        with pytest.raises(problem):
            handed_over.read_cv(session, reader, path)
    assert documents.listed(session, taken, CV_FIELD) == ()


def test_a_cv_proposes_and_stores_nothing(session: Session, reader: Reader, file: Path) -> None:
    cv = handed_over.read_cv(session, reader, file)
    assert cv.file == file.name
    assert cv.proposal.name is not None and cv.proposal.name.value == "赵小雨"
    assert cv.proposal.mobile is not None and cv.proposal.email is None
    assert candidates.count_applications(session, ListQuery()) == 0
    assert handed_over.asked_of_cv(session) == ("full_name", "mobile", "email", "age_band")


def test_a_cv_becomes_an_application_that_its_text_finds(
    desk: Desk, session: Session, reader: Reader, file: Path
) -> None:
    cv = handed_over.read_cv(session, reader, file)
    new = NewCandidate(
        requisition_id=desk.requisition,
        values=values(session, full_name="赵小雨", mobile="13800138007", age_band="adult"),
    )
    (taken,) = handed_over.take_in_cv(session, new, cv.paper).created
    (line,) = documents.listed(session, taken, CV_FIELD)
    assert documents.read(session, taken, CV_FIELD, line.id) == CV
    assert written(session, taken).count("application.take_in_cv") == 1
    assert "document.add" not in written(session, taken)
    found = candidates.list_applications(session, ListQuery(text="焊接"))
    assert [row.application_id for row in found.rows] == [taken]


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"full_name": "赵小雨", "mobile": "13800138007"}, Missing),
        ({"full_name": "赵小雨", "age_band": "adult"}, Missing),
        ({"full_name": "赵小雨", "mobile": "13800138007", "age_band": "16-17"}, GuardianNeeded),
    ],
)
def test_what_an_application_needs_is_never_guessed(
    desk: Desk, session: Session, reader: Reader, file: Path, typed: dict[str, str],
    problem: type[Exception],
) -> None:  # fmt: skip
    paper = handed_over.read_cv(session, reader, file).paper
    new = NewCandidate(requisition_id=desk.requisition, values=values(session, **typed))
    with pytest.raises(problem):
        handed_over.take_in_cv(session, new, paper)
    assert candidates.count_applications(session, ListQuery()) == 0


def test_a_cv_that_is_not_kept_takes_nobody_in(
    desk: Desk, session: Session, reader: Reader, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = handed_over.read_cv(session, reader, file).paper
    typed = values(session, full_name="赵小雨", mobile="13800138007", age_band="adult")
    new = NewCandidate(requisition_id=desk.requisition, values=typed)

    def full(*_: object) -> None:
        raise DiskFull

    monkeypatch.setattr(sealed_documents, "replace_whole", full)
    with pytest.raises(DiskFull):
        handed_over.take_in_cv(session, new, paper)
    assert candidates.count_applications(session, ListQuery()) == 0


def test_who_is_here_already_is_named(desk: Desk, session: Session) -> None:
    desk.take_in(session, [one("王芳", "13800138007", email="wf@example.com")])
    both = handed_over.known_in_file(
        session, values(session, mobile="138 0013 8007", email="wf@example.com")
    )
    assert [(str(known.field.en), known.name) for known in both] == [
        (session.catalogue.field("mobile").label.en, "王芳"),
        (session.catalogue.field("email").label.en, "王芳"),
    ]
    longer = values(session, mobile="13800138008", full_name="王芳")
    assert handed_over.known_in_file(session, longer) == ()


def test_who_takes_nobody_in_reads_no_cv(desk: Desk, reader: Reader, file: Path) -> None:
    with pytest.raises(NotPermitted):
        handed_over.read_cv(desk.open("gate"), reader, file)
    with pytest.raises(NotPermitted):
        handed_over.known_in_file(desk.open("gate"), {})
