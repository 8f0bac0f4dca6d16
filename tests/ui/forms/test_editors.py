# SPDX-License-Identifier: Apache-2.0
"""Every editor takes what a person or an input method gives it, and loses nothing of it."""

from dataclasses import fields
from typing import Any

import pytest
from PySide6.QtCore import QDate, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hr_desk.catalogue.types import TYPES
from hr_desk.catalogue.types.base import FieldType, ValueProblem
from hr_desk.i18n import Text, use_language
from tests.support import examples
from ui.forms.choices import ChoiceEditor, FlagEditor
from ui.forms.editor import Editor, folded
from ui.forms.editors import EDITORS, editor_for
from ui.forms.histories import ContactEditor, HistoryEditor
from ui.forms.lines import DateEditor, LongEditor

pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support"
)  # said of any window by this platform

CODES = {
    "1": Text(zh="男", en="Male"),
    "2": Text(zh="女", en="Female"),
    "9": Text(zh="未说明的性别", en="Not stated"),
}


def kind(name: str) -> FieldType:
    declared = TYPES[name]
    with_codes = "codes" in {one.name for one in fields(declared)}
    made: FieldType = declared(codes=CODES) if with_codes else declared()  # type: ignore[call-arg]
    return made


@pytest.fixture
def shown(qtbot: QtBot) -> Any:
    def show(name: str) -> Editor:
        editor = editor_for(kind(name))
        qtbot.addWidget(editor)
        editor.show()
        return editor

    return show


def compose(control: QWidget, *steps: str, commit: str) -> None:
    """Type as an input method does: the composing text changes, then a text is committed."""
    for step in steps:
        QApplication.sendEvent(control, QInputMethodEvent(step, []))
    event = QInputMethodEvent("", [])
    event.setCommitString(commit)
    QApplication.sendEvent(control, event)


def typing_places(editor: Editor) -> list[QWidget]:
    kinds = (QLineEdit, QPlainTextEdit, QComboBox)
    return [one for one in editor.controls() if isinstance(one, kinds)]


def typed(control: QWidget) -> str:
    if isinstance(control, QPlainTextEdit):
        return control.toPlainText()
    if isinstance(control, QComboBox):
        return control.currentText()
    assert isinstance(control, QLineEdit)
    return control.text()


def test_every_type_has_its_editor() -> None:
    assert EDITORS.keys() == TYPES.keys() == examples.TYPED.keys()


@pytest.mark.parametrize("name", TYPES)
def test_a_value_comes_back_as_it_was_set(shown: Any, name: str) -> None:
    editor = shown(name)
    value = editor.kind.parse(examples.typed(kind(name)))
    editor.set_value(value)
    assert editor.value() == value
    draft = editor.text()
    editor.set_value(None)
    assert editor.value() is None
    editor.set_text(draft)
    assert editor.value() == value


@pytest.mark.parametrize("name", TYPES)
def test_setting_a_value_is_no_edit(shown: Any, name: str, qtbot: QtBot) -> None:
    editor = shown(name)
    with qtbot.assertNotEmitted(editor.edited):
        editor.set_text(examples.typed(kind(name)))
        editor.set_value(None)


@pytest.mark.parametrize("name", TYPES)
def test_a_problem_is_said_and_taken_back(shown: Any, name: str) -> None:
    editor = shown(name)
    editor.problem("这里有误。")
    assert editor.said() == "这里有误。"
    assert all(one.accessibleDescription() == "这里有误。" for one in editor.controls())
    editor.problem(None)
    assert editor.said() == ""


@pytest.mark.parametrize("name", TYPES)
def test_every_control_has_a_name_for_screen_readers(shown: Any, name: str) -> None:
    editor = shown(name)
    editor.set_name("标签")
    assert all("标签" in one.accessibleName() for one in editor.controls())


TYPED = [
    "钱𬭎",
    "买买提·吐尔逊",
    "１３８００１３８０００",
    "王",
    "ＡＢ－１２",
    "𠂇𬭎㐂",
    "装配工（二班）",
]


@pytest.mark.parametrize("committed", TYPED)
@pytest.mark.parametrize("name", TYPES)
def test_what_an_input_method_commits_arrives_whole(shown: Any, name: str, committed: str) -> None:
    editor = shown(name)
    for place in typing_places(editor):
        compose(place, "q", "qi", "qian'h", commit=committed)
        prose = name == "text" or isinstance(editor, HistoryEditor | ContactEditor)
        if isinstance(editor, ContactEditor) and place is editor.relation.box:
            prose = False
        raw = isinstance(editor, LongEditor)
        assert typed(place) == (committed if raw else folded(committed, prose=prose))


@pytest.mark.parametrize("name", TYPES)
def test_composing_is_no_edit_and_committing_is(shown: Any, name: str) -> None:
    editor = shown(name)
    heard: list[int] = []
    editor.edited.connect(lambda: heard.append(1))
    for place in typing_places(editor):
        heard.clear()
        for step in ("z", "zh", "zhang"):
            QApplication.sendEvent(place, QInputMethodEvent(step, []))
        assert heard == []
        compose(place, commit="张")
        assert heard


def test_a_character_committed_in_the_middle_keeps_the_cursor_behind_it(shown: Any) -> None:
    editor = shown("phone")
    editor.line.setText("𬭎138")
    editor.line.setCursorPosition(2)
    compose(editor.line, commit="１２")
    assert editor.text() == "𬭎12138"
    assert editor.line.cursorPosition() == 4


def test_the_last_text_heard_is_the_folded_one(shown: Any) -> None:
    editor = shown("phone")
    heard: list[str] = []
    editor.line.textChanged.connect(heard.append)
    compose(editor.line, commit="１３８")
    assert heard[-1] == "138"


def test_nothing_is_cut_however_long(shown: Any) -> None:
    for name in ("person_name", "text", "id_number"):
        editor = shown(name)
        compose(editor.line, commit="长" * 40_000)
        assert len(editor.text()) == 40_000
        with pytest.raises(ValueProblem):
            editor.value()


def test_spaces_stay_while_someone_types(shown: Any) -> None:
    editor = shown("person_name")
    QTest.keyClicks(editor.line, "John ")
    assert editor.text() == "John "
    QTest.keyClicks(editor.line, "Smith")
    assert editor.value() == "John Smith"


DATES = ["1990-05-12", "1990.5.12", "1990/5/12", "1990年5月12日", "１９９０．５．１２", "19900512"]


@pytest.mark.parametrize("text", DATES)
def test_a_date_is_typed_in_any_form_and_tidied(shown: Any, text: str) -> None:
    editor = shown("date")
    compose(editor.line, commit=text)
    editor.tidy()
    assert editor.text() == "1990-05-12"


def test_a_month_is_typed_as_people_write_it(shown: Any) -> None:
    editor = shown("year_month")
    compose(editor.line, commit="1990年5月")
    editor.tidy()
    assert editor.text() == "1990-05"


def test_a_day_is_picked_from_a_calendar_that_begins_on_monday(shown: Any) -> None:
    editor = shown("date")
    assert isinstance(editor, DateEditor)
    editor.set_text("1990-05-12")
    heard: list[int] = []
    editor.edited.connect(lambda: heard.append(1))
    calendar = editor.open_calendar()
    assert calendar.selectedDate() == QDate(1990, 5, 12)
    assert calendar.firstDayOfWeek() == Qt.DayOfWeek.Monday
    calendar.activated.emit(QDate(1991, 1, 2))
    assert editor.text() == "1991-01-02"
    assert heard


@pytest.mark.parametrize("text", ["2", "女", "female", "Female", "２"])
def test_a_choice_is_typed_by_code_or_word(shown: Any, text: str) -> None:
    editor = shown("choice")
    compose(editor.line, commit=text)
    editor.tidy()
    assert (editor.value(), editor.text()) == ("2", "女")


def test_the_only_choice_found_is_taken_and_an_unknown_one_stays(shown: Any) -> None:
    editor = shown("choice")
    compose(editor.line, commit="未说明")
    editor.tidy()
    assert editor.value() == "9"
    editor.line.clear()
    compose(editor.line, commit="不知道")
    editor.tidy()
    assert editor.text() == "不知道"
    with pytest.raises(ValueProblem):
        editor.value()


def test_a_long_list_is_found_by_pinyin(qtbot: QtBot) -> None:
    codes = {str(n): Text(zh=f"地方{n}", en=f"Place {n}") for n in range(50)}
    codes["x"] = Text(zh="青岛市", en="Qingdao")
    editor = ChoiceEditor(TYPES["prefecture"](codes=codes))  # type: ignore[call-arg]
    qtbot.addWidget(editor)
    editor.show()
    editor.line.setFocus()
    qtbot.waitUntil(lambda: editor.line.hasFocus())
    editor.retranslate()  # a switch of language while somebody types forgets nothing
    compose(editor.line, commit="qds")
    editor.tidy()
    assert editor.value() == "x"


def test_a_code_since_dropped_from_the_list_is_shown(shown: Any) -> None:
    editor = shown("choice")
    editor.set_value("77")
    assert editor.text() == "77"


def test_choices_and_answers_follow_the_language(shown: Any) -> None:
    choice, flag = shown("choice"), shown("flag")
    choice.set_value("2")
    flag.set_value(False)
    use_language("en")
    for editor in (choice, flag):
        QApplication.sendEvent(editor, QEvent(QEvent.Type.LanguageChange))
    assert (choice.text(), choice.value()) == ("Female", "2")
    assert (flag.text(), flag.value()) == ("No", False)


def test_no_answer_is_not_a_no(shown: Any) -> None:
    editor = shown("flag")
    assert isinstance(editor, FlagEditor)
    assert editor.value() is None
    yes = editor.controls()[0]
    assert isinstance(yes, QRadioButton)
    yes.click()
    assert editor.value() is True


def test_a_history_is_edited_in_place(shown: Any) -> None:
    editor = shown("education_history")
    assert isinstance(editor, HistoryEditor)
    compose(editor.cell(0, 0), commit="示例学院")
    compose(editor.cell(0, 2), commit="２００８．９")
    editor.add_button.click()
    compose(editor.cell(1, 0), commit="钱𬭎|中学")
    assert editor.text() == "示例学院 |  | 2008.9\n钱𬭎/中学"
    assert editor.value()[0].start == "2008-09"


def test_a_line_of_a_history_is_removed_and_one_always_stays(shown: Any) -> None:
    editor = shown("work_history")
    editor.set_text("甲公司 | 工人\n乙公司 | 班长")
    editor._buttons[0].click()
    assert editor.text() == "乙公司 | 班长"
    editor._buttons[0].click()
    assert (editor.text(), editor.line_count()) == ("", 1)


def test_rows_paste_from_a_spreadsheet(shown: Any) -> None:
    editor = shown("work_history")
    editor.set_text("甲公司")
    QGuiApplication.clipboard().setText("乙公司\t班长\t2015-03\r\n丙公司\t工人\r\n")
    QTest.keyClick(editor.cell(0, 0), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.text() == "乙公司 | 班长 | 2015-03\n丙公司 | 工人\n甲公司"


def test_enter_says_that_the_editor_is_done(shown: Any, qtbot: QtBot) -> None:
    for name in ("text", "date", "choice", "work_history", "contact"):
        editor = shown(name)
        with qtbot.waitSignal(editor.done, timeout=1000):
            QTest.keyClick(typing_places(editor)[0], Qt.Key.Key_Return)


def test_a_read_only_editor_takes_nothing(shown: Any) -> None:
    for name in TYPES:
        editor = shown(name)
        editor.set_text(examples.typed(kind(name)))
        before = editor.text()
        editor.set_read_only(True)
        for place in typing_places(editor):
            QTest.keyClicks(place, "x")
        assert editor.text() == before
