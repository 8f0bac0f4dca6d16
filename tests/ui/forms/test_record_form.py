# SPDX-License-Identifier: Apache-2.0
"""A record as a form: what was changed, what is wrong, what is masked, and why it is asked."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.loader import load
from hr_desk.catalogue.model import Access, Field, Scenario
from hr_desk.catalogue.types.numbers import NotAPhone
from hr_desk.i18n import use_language
from tests.support.views import View
from ui.camera import NoCamera
from ui.camera_scenes import DrawnCamera
from ui.forms.documents import DocumentEditor
from ui.forms.record_form import RecordForm

# Said of every window and pop-up by the platform without a screen.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TODAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


def blank(fields: Iterable[Field]) -> list[View]:
    """Return the fields of a record that does not exist yet."""
    return [View(field, access=Access.WRITE) for field in fields]


@pytest.fixture
def form(qtbot: QtBot, catalogue: Catalogue) -> RecordForm:
    made = RecordForm(catalogue, Scenario.RECRUITMENT, today=lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show_record(blank(catalogue.fields_of("hiring", Scenario.RECRUITMENT)))
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def view(catalogue: Catalogue, key: str, text: str, *, masked: bool = False) -> View:
    field = catalogue.field(key)
    value = field.type.parse(text)
    if masked:
        return View(field, None, field.type.mask(value), masked=True, given=True)
    return View(field, value, field.type.show(value), given=True)


def say(form: RecordForm, language: str) -> None:
    use_language(language)
    for widget in (form, *form.findChildren(QWidget)):
        QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))


def in_hand() -> QWidget:
    """Return the widget that has the keyboard."""
    here = QApplication.focusWidget()
    assert here is not None
    return here


def type_into(form: RecordForm, key: str, text: str) -> None:
    control = form.row(key).editor.controls()[0]
    control.setFocus()
    QTest.keyClicks(control, text)


def test_the_form_asks_what_the_catalogue_asks(form: RecordForm, catalogue: Catalogue) -> None:
    asked = catalogue.fields_of("hiring", Scenario.RECRUITMENT)
    assert set(form.keys()) == {field.key for field in asked}
    assert all(form.row(field.key).isVisible() for field in asked)


def test_only_what_was_changed_comes_out_as_values(form: RecordForm) -> None:
    assert form.values() == {}
    assert not form.changed()
    form.row("full_name").editor.set_text("张小明")
    form.row("birth_date").editor.set_text("1990年5月12日")
    form.row("mobile").editor.set_text("+86 138-0013-8000")
    assert form.values() == {
        "full_name": "张小明",
        "birth_date": date(1990, 5, 12),
        "mobile": "13800138000",
    }


def test_what_is_wrong_is_said_and_gets_the_keyboard(form: RecordForm) -> None:
    form.row("full_name").editor.set_text("张小明")
    form.row("mobile").editor.set_text("12")
    form.row("email").editor.set_text("a@@b")
    assert form.values() is None
    assert form.row("mobile").editor.said()
    assert form.row("email").editor.said()
    assert form.row("full_name").editor.said() == ""
    assert QApplication.focusWidget() is form.row("mobile").editor.controls()[0]


def test_a_rule_of_the_day_is_applied(form: RecordForm) -> None:
    form.row("birth_date").editor.set_text("2020-01-01")
    assert form.values() is None


def test_a_problem_appears_on_leaving_and_goes_on_typing(form: RecordForm) -> None:
    type_into(form, "mobile", "12")
    assert form.row("mobile").editor.said() == ""
    type_into(form, "email", "a")
    assert form.row("mobile").editor.said()
    type_into(form, "mobile", "3")
    assert form.row("mobile").editor.said() == ""


def test_a_doubt_is_said_softly_and_the_value_kept(form: RecordForm) -> None:
    overlapping = "示例学院 | 机电 | 2008-09 | 2011-06\n示例一中 |  | 2010-09 | 2012-06"
    form.row("education_history").editor.set_text(overlapping)
    values = form.values()
    assert values is not None
    assert len(values["education_history"]) == 2
    assert form.row("education_history").editor.said()


def test_a_value_taken_out_is_none(form: RecordForm, catalogue: Catalogue) -> None:
    form.show_record([view(catalogue, "full_name", "张小明"), view(catalogue, "email", "a@b.cn")])
    form.row("email").editor.set_text("")
    assert form.values() == {"email": None}


def test_a_masked_value_is_text_until_someone_asks(form: RecordForm, catalogue: Catalogue) -> None:
    form.show_record([view(catalogue, "mobile", "13800138000", masked=True)])
    one = form.row("mobile")
    assert not one.editing()
    assert form.given() == {"mobile"}
    assert "13800138000" not in "".join(label.text() for label in form.findChildren(QLabel))
    asked: list[tuple[str, ...]] = []
    form.unmask_requested.connect(asked.append)
    assert one.masked_line is not None
    one.masked_line.eye.click()
    assert asked == [("mobile",)]
    form.show_unmasked({"mobile": view(catalogue, "mobile", "13800138000")})
    assert one.editor.text() == "138 0013 8000"
    assert form.values() == {}


def test_a_masked_value_is_replaced_only_by_a_whole_new_one(
    form: RecordForm, catalogue: Catalogue
) -> None:
    form.show_record([view(catalogue, "mobile", "13800138000", masked=True)])
    one = form.row("mobile")
    one.retype()
    assert one.editor.text() == ""
    assert form.values() == {}
    type_into(form, "mobile", "13900139000")
    assert form.values() == {"mobile": "13900139000"}
    one.keep()
    assert not one.editing()
    assert form.values() == {}


def test_a_draft_keeps_half_typed_values(form: RecordForm, catalogue: Catalogue) -> None:
    form.row("mobile").editor.set_text("1380")
    form.row("gender").editor.set_text("不清")
    form.row("work_history").editor.set_text("示例公司 | 工")
    draft = form.draft()
    form.show_record(blank(catalogue.fields_of("hiring", Scenario.RECRUITMENT)))
    assert form.draft() == {}
    form.restore_draft({**draft, "no_longer_asked": "x"})
    assert form.draft() == draft


def test_a_draft_over_a_masked_value_comes_back_as_a_new_one(
    form: RecordForm, catalogue: Catalogue
) -> None:
    form.show_record([view(catalogue, "mobile", "13800138000", masked=True)])
    form.restore_draft({"mobile": "139"})
    assert form.row("mobile").editing()
    assert form.draft() == {"mobile": "139"}


def test_enter_goes_on_and_the_last_one_ends_the_form(
    form: RecordForm, catalogue: Catalogue, qtbot: QtBot
) -> None:
    fields = [catalogue.field(key) for key in ("full_name", "mobile", "email")]
    form.show_record(blank(fields))
    form.focus_first()
    for key in ("mobile", "email"):
        QTest.keyClick(in_hand(), Qt.Key.Key_Return)
        assert QApplication.focusWidget() is form.row(key).editor.controls()[0]
    with qtbot.waitSignal(form.finished, timeout=1000):
        QTest.keyClick(in_hand(), Qt.Key.Key_Return)


def test_the_field_in_hand_is_told_and_explained(form: RecordForm) -> None:
    told: list[str] = []
    explained: list[str] = []
    form.field_focused.connect(told.append)
    form.explain_requested.connect(explained.append)
    type_into(form, "email", "a")
    assert told[-1] == "email"
    QTest.keyClick(in_hand(), Qt.Key.Key_F1)
    form.row("mobile")._why.click()
    assert explained == ["email", "mobile"]


def test_a_record_can_be_read_only(form: RecordForm, catalogue: Catalogue) -> None:
    form.show_record([view(catalogue, "mobile", "13800138000", masked=True)])
    form.set_read_only(True)
    masked = form.row("mobile").masked_line
    assert masked is not None
    assert not masked.anew.isVisible()
    form.show_record([view(catalogue, "full_name", "张小明")])
    form.set_read_only(True)
    type_into(form, "full_name", "x")
    assert form.values() == {}


def test_what_an_operation_refuses_is_said_beside_the_field(form: RecordForm) -> None:
    form.show_problems({"email": lambda: "此邮箱已被使用。"})
    assert form.row("email").editor.said() == "此邮箱已被使用。"


def test_a_portrait_is_handed_over_apart_from_values(form: RecordForm) -> None:
    made = BytesIO()
    Image.new("RGB", (300, 420)).save(made, "PNG")
    editor = form.row("photo").editor
    assert isinstance(editor, DocumentEditor)
    editor.take(made.getvalue())
    assert form.values() == {}
    assert form.documents()["photo"].startswith(b"\xff\xd8")
    assert form.draft() == {}
    assert form.changed()


@pytest.mark.parametrize("width", [420, 600, 660, 684, 900, 1400])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_nothing_is_clipped_at_any_width(
    form: RecordForm, qtbot: QtBot, width: int, language: str
) -> None:
    form.resize(width, 700)
    say(form, language)
    QApplication.processEvents()
    for label in form.findChildren(QLabel):
        if label.isVisible() and not label.wordWrap() and label.pixmap().isNull():
            assert label.width() >= label.sizeHint().width(), label.text()
    content = form._area.widget()
    assert content is not None
    assert content.minimumSizeHint().width() <= form._area.viewport().width()


def test_the_form_follows_the_language_and_keeps_its_values(
    form: RecordForm, catalogue: Catalogue
) -> None:
    form.row("gender").editor.set_text("女")
    form.row("mobile").editor.set_text("12")
    assert form.values() is None
    say(form, "en")
    assert form.row("gender").editor.text() == "Female"
    assert form.row("mobile").editor.said() == NotAPhone().text("en")
    assert form.row("full_name")._label.text() == "Full name"


def test_every_control_has_an_accessible_name(form: RecordForm) -> None:
    nameless = []
    for widget in form.findChildren(QWidget):
        if not widget.isVisible() or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if isinstance(widget, QLineEdit) and isinstance(widget.parent(), QComboBox):
            continue
        found = QAccessible.queryAccessibleInterface(widget)
        if found is not None and not found.text(QAccessible.Text.Name):
            nameless.append(widget)
    assert nameless == []


def test_a_value_shown_in_full_is_forgotten_again(form: RecordForm, catalogue: Catalogue) -> None:
    keys = ("mobile", "email")
    texts = {"mobile": "13800138000", "email": "zhang@example.com"}
    form.show_record([view(catalogue, key, texts[key], masked=True) for key in keys])
    form.show_unmasked({key: view(catalogue, key, texts[key]) for key in keys})
    assert form.row("mobile").editor.text().replace(" ", "") == "13800138000"
    form.row("email").editor.set_text("li@example.com")
    form.mask_again()
    assert form.row("mobile").editor.text() == ""
    assert form.row("mobile").view.value is None
    assert not form.row("mobile").editing()
    assert form.row("email").view.value is None
    assert form.draft() == {"email": "li@example.com"}


def test_spans_that_overlap_are_warned_of_and_never_refused(form: RecordForm) -> None:
    typed = "甲公司 | 工人 | 2010-01 | 2012-06\n乙公司 | 班长 | 2012-01 | 2014-01"
    form.row("work_history").editor.set_text(typed)
    values = form.values()
    assert values is not None and len(values["work_history"]) == 2
    assert "重叠" in form.row("work_history").editor.said()


def test_a_permit_that_is_over_is_warned_of_and_saved(form: RecordForm) -> None:
    form.row("certificates").editor.set_text("焊接与热切割作业 | T1 | 2026-03-01")
    values = form.values()
    assert values is not None and values["certificates"][0].expiry == "2026-03-01"
    assert form.row("certificates").editor.said()


def test_the_example_of_a_day_is_one_that_could_be_meant(form: RecordForm) -> None:
    shapes = [
        form.row(key).editor.controls()[0].property("placeholderText")
        for key in ("birth_date", "available_date")
    ]
    assert "1990" in shapes[0] and "2026" in shapes[1]


def test_nothing_stays_of_the_record_before(form: RecordForm, catalogue: Catalogue) -> None:
    form.show_record([view(catalogue, "mobile", "13800138000", masked=True)])
    row = form.row("mobile")
    row.retype()
    type_into(form, "mobile", "139")
    form.set_read_only(True)
    form.show_record(blank([catalogue.field("mobile")]))
    assert form.row("mobile") is row
    assert (row.typed(), form.changed(), form.draft()) == ("", False, {})
    assert row.masked_line is not None
    assert row.masked_line.isHidden()
    assert "138" not in "".join(label.text() for label in form.findChildren(QLabel))
    type_into(form, "mobile", "13900139000")
    assert form.changed()


def test_a_form_that_is_asked_before_it_is_whole_is_whole(
    form: RecordForm, catalogue: Catalogue
) -> None:
    done: list[str] = []
    fields = catalogue.fields_of("hiring", Scenario.RECRUITMENT)
    form.begin(blank(fields), then=lambda: done.append("whole"))
    assert done == []
    assert form.keys() == tuple(field.key for field in fields)
    assert done == ["whole"]


def test_what_was_wrong_with_a_picture_is_said_until_another_is_tried(form: RecordForm) -> None:
    editor = form.row("photo").editor
    assert isinstance(editor, DocumentEditor)
    say(form, "zh_CN")
    editor.look_through(lambda parent: DrawnCamera(parent, refusal=NoCamera()))
    editor.camera_button.click()
    editor.left.emit()  # the keyboard goes elsewhere
    assert editor.said() == NoCamera().text("zh_CN")
    say(form, "en")
    assert editor.said() == NoCamera().text("en")
    assert form.values() == {}  # nothing keeps the record from being saved
    assert editor.said() == NoCamera().text("en")
    editor.look_through(DrawnCamera)
    editor.camera_button.click()
    assert not editor.said()


def test_a_photo_dropped_anywhere_on_the_form_is_taken(form: RecordForm, tmp_path: Path) -> None:
    editor = form.row("photo").editor
    assert isinstance(editor, DocumentEditor)
    for name, taken in (("a.jpg", True), ("cv.pdf", False)):
        picture = BytesIO()
        Image.new("RGB", (300, 400), "#7799bb").save(picture, "JPEG")
        (tmp_path / name).write_bytes(picture.getvalue())
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
        editor.set_text("")
        drop(form, data)
        assert (editor.content() is not None) is taken, name
    data = QMimeData()
    data.setImageData(QImage.fromData(picture.getvalue()))
    editor.set_text("")
    drop(form, data)
    assert editor.content() is not None
    form.set_read_only(True)
    editor.set_text("")
    drop(form, data)
    assert editor.content() is None


def test_documents_dropped_anywhere_on_a_stored_record_are_its_cv(
    form: RecordForm, catalogue: Catalogue, tmp_path: Path
) -> None:
    brought: list[tuple[str, list[Path]]] = []
    form.files_brought.connect(lambda key, paths: brought.append((key, paths)))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.pdf", "b.DOCX")])
    form.show_record(blank(catalogue.fields_of("hiring", Scenario.RECRUITMENT)), new=True)
    drop(form, data)
    assert brought == [], "a record that is not stored keeps no file"
    form.show_record(blank(catalogue.fields_of("hiring", Scenario.RECRUITMENT)))
    drop(form, data)
    assert brought == [("resume_file", [tmp_path / "a.pdf", tmp_path / "b.DOCX"])]
    form.set_read_only(True)
    drop(form, data)
    assert len(brought) == 1


def drop(form: RecordForm, data: QMimeData) -> None:
    """Drag something onto the first line of a form, and let go if that is accepted."""
    place, copy = QPoint(5, 5), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(place, copy, data, left, none)
    entering.ignore()
    QApplication.sendEvent(form, entering)
    if entering.isAccepted():
        QApplication.sendEvent(form, QDropEvent(QPointF(place), copy, data, left, none))


@pytest.mark.parametrize("scenario", [Scenario.RECRUITMENT, Scenario.ONBOARDING])
def test_tab_reaches_every_field_and_leaves_it_again(
    qtbot: QtBot, catalogue: Catalogue, scenario: Scenario
) -> None:
    made = RecordForm(catalogue, scenario, today=lambda: TODAY)
    qtbot.addWidget(made)
    compartment = "hiring" if scenario is Scenario.RECRUITMENT else "personnel"
    made.show_record(blank(catalogue.fields_of(compartment, scenario)))
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.focus_first()
    there = met_by(made, Qt.Key.Key_Tab)
    assert there[:-1] == list(made.keys()) and there[-1] == there[0]
    back = met_by(made, Qt.Key.Key_Backtab)
    assert back[1:] == there[::-1][1:]


def met_by(form: RecordForm, key: Qt.Key) -> list[str]:
    """Return the fields that get the keyboard by one key alone, until the first one has it anew."""
    met = [field_in_hand(form)]
    for _ in range(400):
        QTest.keyClick(in_hand(), key)
        if (now := field_in_hand(form)) != met[-1]:
            met.append(now)
        if now == met[0]:
            break
    return met


def field_in_hand(form: RecordForm) -> str:
    """Return the key of the field that has the keyboard."""
    holder = in_hand()
    (key,) = [key for key in form.keys() if form.row(key).isAncestorOf(holder)]  # noqa: SIM118
    return key
