# SPDX-License-Identifier: Apache-2.0
"""Faces in the list of joiners and at the head of a record: where, whose, and how often read."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from hr_desk.exchange.confined import Reader
from hr_desk.exchange.photos import portrait
from hr_desk.operations import candidates, documents, handed_over, joiner_documents, joiner_views
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.session import Session
from hr_desk.store import audit
from ui.pages.candidates import CandidatesPage
from ui.pages.joiner import JoinerPage
from ui.pages.onboarding import OnboardingPage
from ui.pages.record import RecordPage
from ui.session import Surroundings
from ui.tables.faces import KEY

Show = Callable[..., Any]
Wait = Callable[[], None]
Ask = Callable[..., Any]


def photo(colour: tuple[int, int, int]) -> bytes:
    written = BytesIO()
    Image.new("RGB", (300, 420), colour).save(written, "JPEG")
    return portrait(written.getvalue())


def names(session: Session) -> dict[str, str]:
    """Return the joiners of the list by name."""
    rows = joiner_views.list_joiners(session, JoinerQuery())
    return {row.cells["full_name"].text: row.joiner_id for row in rows}


def give_photo(session: Session, joiner: str, content: bytes) -> None:
    """Keep a photo of a joiner as the form does."""
    with Reader() as reader:
        add = joiner_documents.add_document
        handed_over.keep_portrait(session, reader, add, joiner, "photo", content)


def reads(session: Session, *operations: str) -> list[list[str]]:
    """Return whom the entries of these operations name, oldest first."""
    entries = audit.entries(session.compartment("personnel").connection)
    return [[id_ for _, id_, _ in one.records] for one in entries if one.operation in operations]


@pytest.fixture
def pictured(ask_desk: Ask) -> dict[str, str]:
    """The joiners by name, of whom the first has a photo."""
    found: dict[str, str] = ask_desk(names)
    ask_desk(give_photo, next(iter(found.values())), photo((200, 30, 30)))
    return found


@pytest.fixture
def page(handing: Surroundings, show: Show, pictured: dict[str, str]) -> OnboardingPage:
    del pictured
    made: OnboardingPage = show(OnboardingPage(handing))
    return made


def seen(page: OnboardingPage, wait_idle: Wait) -> int:
    """Look at what is on the screen; returns how many faces are remembered."""
    assert page.faces.faces is not None
    page.faces.faces.look()
    wait_idle()
    return page.faces.faces.remembered()


def test_the_list_reads_the_faces_that_it_shows_once_and_together(
    page: OnboardingPage, pictured: dict[str, str], wait_idle: Wait, ask_desk: Ask
) -> None:
    with_photo, without = list(pictured.values())[:2]
    assert seen(page, wait_idle) == 1
    assert ask_desk(reads, "joiner.see_faces") == [[with_photo]]
    page.refresh()
    wait_idle()
    assert seen(page, wait_idle) == 1
    assert ask_desk(reads, "joiner.see_faces") == [[with_photo]]
    ask_desk(give_photo, without, photo((30, 30, 200)))
    page.refresh()
    wait_idle()
    assert seen(page, wait_idle) == 2
    assert ask_desk(reads, "joiner.see_faces") == [[with_photo], [without]]


def test_a_face_stands_before_the_name_and_is_read_out_after_it(page: OnboardingPage) -> None:
    model, heading = page.table.records, page.table.horizontalHeader()
    keys = [one.key for one in model.columns]
    assert keys[:2] == ["full_name", KEY]
    assert heading.logicalIndex(0) == 1 and heading.logicalIndex(1) == 0
    said = {str(model.index(row, 0).data()): str(model.index(row, 1).data(
        Qt.ItemDataRole.AccessibleTextRole)) for row in range(model.rowCount())}  # fmt: skip
    first, *others = said
    assert all(name in spoken for name, spoken in said.items())
    assert "没有照片" not in said[first] and all("没有照片" in said[one] for one in others)


def test_leaving_the_desk_forgets_every_face(page: OnboardingPage, wait_idle: Wait) -> None:
    assert seen(page, wait_idle) == 1
    assert page.faces.faces is not None
    page.keep_drafts()  # called when the window locks, is veiled or closes
    assert page.faces.faces.remembered() == 0


def test_whoever_sees_no_photos_has_no_column_of_them(around: Surroundings, show: Show) -> None:
    made: OnboardingPage = show(OnboardingPage(around))
    assert KEY not in {one.key for one in made.table.records.columns}
    assert made.faces.faces is None
    made.keep_drafts()


def test_the_head_of_a_joiner_shows_the_face_with_one_read_of_it(
    handing: Surroundings, show: Show, wait_idle: Wait, ask_desk: Ask, pictured: dict[str, str]
) -> None:
    with_photo, without = list(pictured.values())[:2]
    made: JoinerPage = show(JoinerPage(handing))
    assert made.portraits.face.isHidden()
    for id_, expected in ((with_photo, True), (without, False), (with_photo, True)):
        made.open(id_)
        for _ in range(4):
            wait_idle()
        assert not made.portraits.face.isHidden()
        assert made.portraits.face.has_picture() is expected
    assert ask_desk(reads, "joiner.read_document") == [[with_photo]] * 2
    preview = made.form.row("photo").editor._preview  # type: ignore[attr-defined]
    assert not preview.pixmap().isNull()


def applied(session: Session) -> str:
    """Return somebody who has applied, with a photo."""
    (row, *_) = candidates.list_applications(session, ListQuery(stages=("applied",))).rows
    with Reader() as reader:
        handed_over.keep_portrait(
            session, reader, documents.add, row.application_id, "photo", photo((200, 30, 30))
        )
    return row.application_id


def test_no_decision_about_an_applicant_is_made_with_their_face_beside_the_name(
    handing: Surroundings, show: Show, wait_idle: Wait, ask_desk: Ask
) -> None:
    application = ask_desk(applied)
    listed: CandidatesPage = show(CandidatesPage(handing))
    assert KEY not in {one.key for one in listed.table.records.columns}
    made: RecordPage = show(RecordPage(handing))
    face = made.files.portraits.face
    made.open(application)
    for _ in range(4):
        wait_idle()
    assert face.isHidden() and not face.has_picture()
    assert made.form.row("photo").portrait_id()
    made.bar.wanted.emit("accept_offer")
    made.panel.told_by.setText("刘经理")
    made.panel.yes.click()
    for _ in range(4):
        wait_idle()
    assert not face.isHidden() and face.has_picture()
    made.start_new()
    assert face.isHidden() and not face.has_picture()
