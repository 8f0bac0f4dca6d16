# SPDX-License-Identifier: Apache-2.0
"""CVs become candidates: fifty are dropped, read, looked at, confirmed, taken in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from hr_desk.i18n import t
from hr_desk.operations import candidates, documents
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.handed_over import CV_FIELD
from tests.support.hostile_files import body, docx, paragraph, pdf
from ui.pages import cvs
from ui.pages.candidates import CandidatesPage
from ui.pages.cv_rows import CvRow, values_of, wrong_in
from ui.pages.cvs import CvsPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
HERE = 5
"""People in the desk of these tests."""

NAME, MOBILE, EMAIL, AGE = 1, 2, 3, 4


@pytest.fixture
def page(around: Surroundings, show: Show) -> CvsPage:
    made: CvsPage = show(CvsPage(around), 1280, 700)
    return made


def cv(name: str, mobile: str, *more: str) -> bytes:
    lines = (f"姓名：{name}", f"手机：{mobile}", *more)
    return docx(body("".join(map(paragraph, lines))))


def files(folder: Path, **contents: bytes) -> list[Path]:
    made = []
    for name, content in contents.items():
        made.append(folder / f"{name}.docx")
        made[-1].write_bytes(content)
    return made


def drop_on(target: Any, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    target.dropEvent(
        QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip


def read(page: CvsPage, paths: list[Path], wait_idle: Wait) -> None:
    drop_on(page, paths)
    wait_idle()
    wait_idle()


def put(page: CvsPage, row: int, column: int, text: str) -> None:
    page.model.setData(page.model.index(row, column), text)


def confirm(page: CvsPage, row: int) -> bool:
    index = page.model.index(row, 0)
    page.model.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    return page.model.rows[row].confirmed


def everybody(page: CvsPage, wait_idle: Wait) -> candidates.ApplicationPage:
    found: list[candidates.ApplicationPage] = []
    page.desk.query(
        candidates.list_applications, ListQuery(limit=100), owner=page, done=found.append
    )
    wait_idle()
    return found[0]


def test_fifty_cvs_become_fifty_rows_and_what_is_confirmed_becomes_candidates(
    page: CvsPage, wait_idle: Wait, qtbot: QtBot, tmp_path: Path
) -> None:
    contents = {f"cv{n:02d}": cv(f"赵{chr(0x5B50 + n)}", f"1391111{n:04d}") for n in range(50)}
    drop_on(page, files(tmp_path, **contents))
    qtbot.waitUntil(lambda: not any(one.waits for one in page.model.rows), timeout=60_000)
    wait_idle()
    assert page.model.rowCount() == 50
    assert page.take_in.values()["notice"] == "owed"
    assert [row.texts["mobile"] for row in page.model.rows] == [
        f"1391111{n:04d}" for n in range(50)
    ]
    assert all(row.texts["full_name"].startswith("赵") for row in page.model.rows)
    assert all("age_band" not in row.texts for row in page.model.rows)
    assert len(everybody(page, wait_idle).rows) == HERE
    for place in range(50):
        assert not confirm(page, place)  # the age is asked, never guessed
        put(page, place, AGE, "adult")
        if place % 2:
            assert confirm(page, place)
    page.run()
    qtbot.waitUntil(lambda: not page._busy, timeout=60_000)
    assert page.model.rowCount() == 25
    assert t("Taken in: {count}", count=25) in page.banner.text()
    found = everybody(page, wait_idle).rows
    assert len(found) == HERE + 25
    newest = next(one for one in found if one.cells["full_name"].text.startswith("赵"))
    listed: list[Any] = []
    page.desk.query(
        documents.listed, newest.application_id, CV_FIELD, owner=page, done=listed.append
    )
    wait_idle()
    assert len(listed[0]) == 1


def test_what_is_wrong_is_said_beside_its_row(
    page: CvsPage, wait_idle: Wait, tmp_path: Path
) -> None:
    good, bad, gone = files(
        tmp_path, good=cv("赵小雨", "13911110001"), bad=b"MZ" + bytes(40), gone=b""
    )
    gone.unlink()
    read(page, [good, bad, gone], wait_idle)
    assert page.model.state(page.model.rows[0]) == t("Please check and confirm.")
    kind, missing = (page.model.state(row) for row in page.model.rows[1:])
    assert kind.startswith(t("By its content this is no PDF, DOCX, JPEG or PNG file, whatever its "
                             "name ends in. Please save it as PDF and choose that."))  # fmt: skip
    assert missing == t(
        "This file cannot be read. Please check that it is still there and choose again."
    )
    assert not confirm(page, 1)
    for row in (0, 1):
        editable = bool(page.model.flags(page.model.index(row, NAME)) & Qt.ItemFlag.ItemIsEditable)
        assert editable is (row == 0)


def test_the_same_person_is_named_in_the_file_and_among_the_files(
    page: CvsPage, wait_idle: Wait, tmp_path: Path
) -> None:
    read(
        page,
        files(
            tmp_path,
            here=cv("张小伟", "13800000001"),
            one=cv("赵小雨", "13911110001"),
            two=cv("赵小雨", "139 1111 0001"),
        ),
        wait_idle,
    )
    here, one, two = map(page.model.state, page.model.rows)
    label = page.desk.catalogue.field("mobile").label
    assert t("{name} is in the file with the same “{field}”.", name="张伟", field=label) in here
    assert t("The same number or address as in “{file}”.", file="two.docx") in one
    assert t("The same number or address as in “{file}”.", file="one.docx") in two
    put(page, 2, MOBILE, "13911110002")
    wait_idle()
    assert page.model.state(page.model.rows[1]) == t("Please check and confirm.")


def test_a_correction_takes_the_confirmation_back(
    page: CvsPage, wait_idle: Wait, tmp_path: Path
) -> None:
    read(page, files(tmp_path, one=cv("赵小雨", "13911110001")), wait_idle)
    put(page, 0, AGE, "adult")
    page.confirm.click()
    assert page.model.rows[0].confirmed
    assert "cvs.run" in page.handlers()
    put(page, 0, NAME, "赵小语")
    assert not page.model.rows[0].confirmed
    assert "cvs.run" not in page.handlers()
    put(page, 0, MOBILE, "12")
    assert not confirm(page, 0)
    assert str(page.desk.catalogue.field("mobile").label) in page.told.text()
    put(page, 0, MOBILE, "")
    assert not confirm(page, 0)


def test_a_minor_is_told_apart_when_taken_in(
    page: CvsPage, wait_idle: Wait, tmp_path: Path
) -> None:
    read(page, files(tmp_path, one=cv("赵小雨", "13911110001")), wait_idle)
    put(page, 0, AGE, "16-17")
    assert confirm(page, 0)
    page.run()
    wait_idle()
    wait_idle()
    assert page.model.rowCount() == 1
    assert not page.model.rows[0].confirmed
    assert page.model.rows[0].problem is not None
    assert len(everybody(page, wait_idle).rows) == HERE


def test_the_document_of_the_row_in_front_stands_beside_it(
    page: CvsPage, wait_idle: Wait, tmp_path: Path
) -> None:
    paths = files(tmp_path, one=cv("赵小雨", "13911110001", "会焊接"))
    paths.append(tmp_path / "two.pdf")
    paths[-1].write_bytes(pdf("Tel 13911110002"))
    read(page, paths, wait_idle)
    assert "会焊接" in page.view.text.toPlainText()
    page.table.selectRow(1)
    wait_idle()
    wait_idle()
    assert not page.view.picture.is_empty()
    page.leave_out.click()
    assert page.model.rowCount() == 1
    page.leave_out.click()
    assert page.view.paper is None
    assert page.model.rowCount() == 0


def test_a_code_is_chosen_in_its_cell_and_nothing_is_chosen_beforehand(
    page: CvsPage, wait_idle: Wait, tmp_path: Path
) -> None:
    read(page, files(tmp_path, one=cv("赵小雨", "13911110001")), wait_idle)
    index = page.model.index(0, AGE)
    assert index.data() == t("Choose…")
    page.table.clicked.emit(index)
    box = page.table.findChild(QComboBox)
    assert isinstance(box, QComboBox)
    assert box.currentIndex() == -1
    box.setCurrentIndex(box.findData("adult"))
    box.activated.emit(box.currentIndex())
    assert page.model.rows[0].texts["age_band"] == "adult"


def test_more_files_than_there_is_room_for_are_said(
    page: CvsPage, wait_idle: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cvs, "MOST_FILES", 2)
    made = files(tmp_path, **{f"f{n}": cv("赵小雨", f"1391111000{n}") for n in range(3)})
    read(page, made, wait_idle)
    assert page.model.rowCount() == 2
    assert not page.banner.isHidden()


def test_files_dropped_on_the_candidates_are_handed_on(
    around: Surroundings, show: Show, tmp_path: Path, page: CvsPage, wait_idle: Wait
) -> None:
    listed: CandidatesPage = show(CandidatesPage(around))
    asked: list[tuple[str, Any]] = []
    listed.go.connect(lambda key, what: asked.append((key, what)))
    paths = files(tmp_path, one=cv("赵小雨", "13911110001"))
    drop_on(listed, paths)
    assert asked == [("cvs", tuple(paths))]
    page.receive(asked[0][1])
    wait_idle()
    assert page.model.rowCount() == 1


def test_hidden_it_ends_its_process_and_keeps_the_rows(
    page: CvsPage, wait_idle: Wait, tmp_path: Path, around: Surroundings
) -> None:
    read(page, files(tmp_path, one=cv("赵小雨", "13911110001")), wait_idle)
    assert page.reader.process_id is not None
    page.hide()
    wait_idle()
    assert page.reader.process_id is None
    assert page.model.rowCount() == 1
    around.languages.use("en")
    page.show()
    assert page.model.headerData(0, Qt.Orientation.Horizontal) == "File"


def test_a_row_is_typed_values_or_a_sentence(around: Surroundings) -> None:
    catalogue, keys = around.desk.catalogue, ("full_name", "mobile", "email", "age_band")
    row = CvRow(1, "a.pdf", texts={"full_name": "赵小雨", "age_band": "adult", "email": " "})
    wrong = wrong_in(row, catalogue, keys)
    assert wrong is not None and wrong()
    whole = CvRow(1, "a.pdf", texts={**row.texts, "mobile": "139 1111 0001"})
    assert wrong_in(whole, catalogue, keys) is None
    assert set(values_of(whole, catalogue)) == {"full_name", "age_band", "mobile"}
