# SPDX-License-Identifier: Apache-2.0
"""The files of a record inside the window: opened, turned, enlarged, closed; nothing on a disk."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from hr_desk.i18n import t
from hr_desk.operations import candidates, documents
from hr_desk.operations.candidates import ListQuery
from tests.support.hostile_files import body, docx, paragraph, pdf, png
from ui.pages.paper_view import ZOOMS
from ui.pages.record import RecordPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]

PAGES = pdf("Zhang Wei", "second page", "third page")
LETTER = docx(body(paragraph("张伟的自荐信") + paragraph("会焊接")))


@pytest.fixture
def page(around: Surroundings, show: Show) -> RecordPage:
    made: RecordPage = show(RecordPage(around))
    return made


@pytest.fixture
def opened(page: RecordPage, application: str, wait_idle: Wait) -> RecordPage:
    """Return the page with a record that has a PDF, a DOCX and a picture."""
    for content in (PAGES, LETTER, png((300, 200))):
        page.desk.run(documents.add, application, "resume_file", content, owner=page)
    wait_idle()
    page.receive(application)
    wait_idle()
    wait_idle()
    page.form.row("resume_file").editor.open_button.click()  # type: ignore[attr-defined]
    wait_idle()
    return page


@pytest.fixture
def application(around: Surroundings, page: RecordPage, wait_idle: Wait) -> str:

    found: list[str] = []

    def keep(listed: candidates.ApplicationPage) -> None:
        found.extend(row.application_id for row in listed.rows if row.stage == "applied")

    around.desk.query(candidates.list_applications, ListQuery(), owner=page, done=keep)
    wait_idle()
    return found[0]


def happened(page: RecordPage, application: str, wait_idle: Wait) -> list[str]:

    found: list[str] = []
    page.desk.query(
        candidates.open_record,
        application,
        owner=page,
        done=lambda view: found.extend(line.operation for line in view.history),
    )
    wait_idle()
    return found


def look(page: RecordPage, number: int, wait_idle: Wait) -> None:
    page.files.open_buttons[number].click()
    wait_idle()
    wait_idle()


def test_a_pdf_is_turned_enlarged_and_closed_with_escape(
    opened: RecordPage, application: str, wait_idle: Wait, tmp_path: Path
) -> None:
    files_before = set(tmp_path.rglob("*"))
    view = opened.files.view
    assert opened.form.isHidden()
    assert len(opened.files.open_buttons) == 3
    look(opened, 0, wait_idle)
    assert not view.isHidden()
    assert view.place.text() == t("Page {page} of {pages}", page=1, pages=3)
    assert not view.picture.is_empty()
    first = view.picture.page_size()

    QTest.keyClick(view.picture, Qt.Key.Key_PageDown)
    wait_idle()
    assert view.page == 1
    view.forward.click()
    wait_idle()
    assert (view.page, view.forward.isEnabled()) == (2, False)
    QTest.keyClick(view.picture, Qt.Key.Key_PageUp)
    view.larger.click()
    wait_idle()
    width, height = view.picture.page_size()
    assert width == pytest.approx(first[0] * 1.25, abs=3)
    assert height == pytest.approx(first[1] * 1.25, abs=3)
    for _ in ZOOMS:
        view.smaller.click()
    wait_idle()
    assert view.picture.page_size()[0] == pytest.approx(first[0] * ZOOMS[0], abs=3)

    QTest.keyClick(view.picture, Qt.Key.Key_Escape)
    assert view.isHidden()
    assert view.paper is None
    assert view.picture.is_empty()
    assert not opened.files.card.isHidden()
    QTest.keyClick(opened.files.back, Qt.Key.Key_Escape)
    assert not opened.form.isHidden()
    new = [path for path in set(tmp_path.rglob("*")) - files_before if path.is_file()]
    assert not [path for path in new if path.read_bytes().startswith((b"%PDF", b"\x89PNG", b"PK"))]
    assert happened(opened, application, wait_idle).count("document.read") == 1


def test_a_docx_is_its_text_and_a_picture_is_itself(opened: RecordPage, wait_idle: Wait) -> None:
    view = opened.files.view
    look(opened, 1, wait_idle)
    assert view.text.toPlainText().split() == ["张伟的自荐信", "会焊接"]
    assert view.text.isReadOnly()
    look(opened, 2, wait_idle)
    width, height = view.picture.page_size()
    assert width / height == pytest.approx(300 / 200, abs=0.02)
    assert not view.text.toPlainText()


def test_leaving_the_record_forgets_the_document_and_ends_the_process(
    opened: RecordPage, wait_idle: Wait
) -> None:
    look(opened, 0, wait_idle)
    assert opened.files.reader.process_id is not None
    opened.hide()
    wait_idle()
    assert opened.files.view.paper is None
    assert opened.files.view.picture.is_empty()
    assert opened.files.reader.process_id is None


def test_a_dropped_file_is_kept_and_one_that_means_harm_is_refused(
    opened: RecordPage, wait_idle: Wait, tmp_path: Path
) -> None:
    good, bad = tmp_path / "证书.pdf", tmp_path / "证书2.pdf"
    good.write_bytes(pdf("certificate"))
    bad.write_bytes(b"MZ" + bytes(90))
    drop(opened.files, good)
    wait_idle()
    wait_idle()
    assert len(opened.files.open_buttons) == 4
    drop(opened.files, bad)
    wait_idle()
    assert t("By its content this is no PDF, DOCX, JPEG or PNG file, whatever its name ends in. "
             "Please save it as PDF and choose that.") in opened.files.banner.text()  # fmt: skip
    assert len(opened.files.open_buttons) == 4
    opened.files.leave()
    wait_idle()
    wait_idle()
    assert opened.view is not None
    assert len(str(opened.view.named("resume_file").value).split()) == 4  # type: ignore[union-attr]


def test_a_file_is_deleted_after_a_question(opened: RecordPage, wait_idle: Wait) -> None:
    opened.files.remove_buttons[1].click()
    assert not opened.files.removing.isHidden()
    opened.files.removing.yes.click()
    wait_idle()
    wait_idle()
    assert len(opened.files.open_buttons) == 2


def test_a_new_record_has_no_way_to_files_yet(page: RecordPage, wait_idle: Wait) -> None:
    page.receive(None)
    wait_idle()
    wait_idle()
    assert not page.form.row("resume_file").editor.open_button.isEnabled()  # type: ignore[attr-defined]


def drop(target: Any, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    target.dropEvent(event)


def test_the_words_follow_the_language(
    opened: RecordPage, around: Surroundings, wait_idle: Wait
) -> None:
    around.languages.use("en")
    QApplication.processEvents()
    wait_idle()
    assert opened.files.back.text() == "Back to the form"
    assert opened.files.view.larger.accessibleName() == "Larger"
    assert opened.files.open_buttons[0].text() == "Open"
