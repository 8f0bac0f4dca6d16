# SPDX-License-Identifier: Apache-2.0
"""The faces of a list: of those on the screen, of whom the user may see them, read once a page."""

import datetime as dt

import pytest

from hr_desk.domain.reads import READS
from hr_desk.exchange.photos import small
from hr_desk.operations import (
    consent_cover,
    joiner_board,
    joiner_documents,
    joiner_faces,
    joiner_views,
    minor_reads,
)
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.problems import NotPermitted, NotYours
from hr_desk.operations.session import Session
from hr_desk.store import audit, personnel, request_tasks
from tests.hr_desk.operations.test_small_pictures import OTHER, PHOTO
from tests.support.desk import Desk
from tests.support.joining import edit_of, handed_over, somebody, typed, welcome
from tests.support.minor_reading import approved

SEE = "joiner.see_faces"


@pytest.fixture
def colleague(desk: Desk) -> Session:
    return welcome(desk)


@pytest.fixture
def joiners(desk: Desk, session: Session, colleague: Session) -> list[str]:
    """Three joiners, of whom the first two have a photo; the last has none."""
    people = [
        somebody(name=name, mobile=f"1390000123{n}")
        for n, name in enumerate(("白一", "白二", "白三"))
    ]
    found = handed_over(desk, session, colleague, people=people)
    for id_, photo in zip(found, (PHOTO, OTHER), strict=False):
        add = joiner_documents.add_document
        add(colleague, id_, "photo", photo, small=small(photo))
    return found


def looks(session: Session) -> list[audit.Entry]:
    """Return the entries of looking at faces, oldest first."""
    entries = audit.entries(session.compartment("personnel").connection)
    return [entry for entry in entries if entry.operation == SEE]


def test_a_page_of_faces_is_one_read_of_those_who_have_one(
    colleague: Session, joiners: list[str]
) -> None:
    assert joiner_faces.see(colleague, joiners) == {
        joiners[0]: small(PHOTO), joiners[1]: small(OTHER),
    }  # fmt: skip
    (entry,) = looks(colleague)
    assert [(kind, id_) for kind, id_, _ in entry.records] == [
        ("joiner", joiners[0]), ("joiner", joiners[1]),
    ]  # fmt: skip
    assert entry.fields == ("photo",) and entry.operation in READS
    history = joiner_views.open_joiner(colleague, joiners[1]).history
    assert SEE in {line.operation for line in history}


def test_where_nobody_has_a_face_nothing_is_read(colleague: Session, joiners: list[str]) -> None:
    assert joiner_faces.see(colleague, joiners[2:]) == {}
    assert joiner_faces.see(colleague, ["gone" * 8]) == {}
    assert joiner_faces.see(colleague, []) == {}
    assert looks(colleague) == []


def test_the_list_says_who_has_one_and_reads_none(colleague: Session, joiners: list[str]) -> None:
    rows = joiner_board.board(colleague, JoinerQuery())
    photos = {row.joiner.joiner_id: row.photo for row in rows}
    assert photos[joiners[2]] == "" and photos[joiners[0]] and photos[joiners[1]]
    assert looks(colleague) == []
    joiner_documents.add_document(colleague, joiners[0], "photo", OTHER, small=small(OTHER))
    rows = joiner_board.board(colleague, JoinerQuery())
    again = {row.joiner.joiner_id: row.photo for row in rows}
    assert again[joiners[0]] not in {"", photos[joiners[0]]}
    assert again[joiners[1]] == photos[joiners[1]]


def test_a_photo_of_an_earlier_version_without_a_small_one_shows_no_face(
    colleague: Session, joiners: list[str]
) -> None:
    joiner_documents.add_document(colleague, joiners[2], "photo", PHOTO)
    rows = joiner_board.board(colleague, JoinerQuery())
    assert {row.joiner.joiner_id: row.photo for row in rows}[joiners[2]] == ""
    assert joiner_faces.see(colleague, joiners[2:]) == {}


def test_who_may_not_see_the_photo_sees_no_face(
    desk: Desk, session: Session, colleague: Session, joiners: list[str]
) -> None:
    admin = desk.open("admin")
    assert not joiner_faces.may_see(admin) and joiner_faces.may_see(colleague)
    with pytest.raises(NotYours):
        joiner_faces.see(admin, joiners)
    with pytest.raises(NotPermitted):
        joiner_faces.see(session, joiners)
    assert [row.photo for row in joiner_board.board(admin, JoinerQuery())] == ["", "", ""]
    assert looks(colleague) == []


def test_whose_use_is_restricted_shows_no_face(colleague: Session, joiners: list[str]) -> None:
    file = colleague.compartment("personnel")
    (record,) = personnel.joiners(file, joiners[:1])
    with file.change("test") as change:
        request_tasks.restrict(change, record=record.id, row=record.seq, reference="f" * 32)
    assert set(joiner_faces.see(colleague, joiners)) == {joiners[1]}


def test_whose_consent_is_out_of_date_shows_no_face(
    colleague: Session, joiners: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    since = {joiners[1]: {"photo": dt.date(2026, 3, 1)}}
    monkeypatch.setattr(consent_cover, "held_back", lambda *_: since)
    assert set(joiner_faces.see(colleague, joiners)) == {joiners[0]}
    (entry,) = looks(colleague)
    assert [id_ for _, id_, _ in entry.records] == [joiners[0]]


def test_a_minors_face_needs_the_approval_and_keeps_nobody_elses_away(
    colleague: Session, joiners: list[str]
) -> None:
    young, file = joiners[2], colleague.compartment("personnel")
    told = typed(colleague, birth_date="2009-01-05", guardian="张建国 | 父亲 | 13800138001")
    edit_of(colleague, young, told)
    add = joiner_documents.add_document
    add(colleague, young, "photo", PHOTO, small=small(PHOTO))
    assert minor_reads.closed_among(colleague, file, joiners) == {young}
    assert set(joiner_faces.see(colleague, joiners)) == set(joiners[:2])
    id_ = approved(colleague, "personnel", "onboarding")
    assert set(joiner_faces.see(colleague, joiners)) == set(joiners)
    assert [entry.facts.get(minor_reads.FACT) for entry in looks(colleague)] == [None, [id_]]


def test_a_damaged_picture_takes_no_other_away(
    desk: Desk, colleague: Session, joiners: list[str]
) -> None:
    held = colleague.compartment("personnel")
    (photo,) = [row.photo for row in joiner_board.board(colleague, JoinerQuery())
                if row.joiner.joiner_id == joiners[0]]  # fmt: skip
    (id_,) = held.read_one("SELECT id FROM document WHERE small_of = ?", (photo,))
    path = desk.folder / "documents" / f"{id_}.personnel.sealed"
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    assert set(joiner_faces.see(colleague, joiners)) == {joiners[1]}


def test_no_more_than_a_screenful_is_opened_at_once(
    colleague: Session, joiners: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joiner_faces, "MOST", 1)
    assert set(joiner_faces.see(colleague, joiners)) == {joiners[0]}
