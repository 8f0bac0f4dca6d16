# SPDX-License-Identifier: Apache-2.0
"""Chinese text is composed into every kind of editor: nothing is lost, cut or refused midway.

Every field of the catalogue, what a company could add, and every type there is, is driven: a new
one cannot escape. An input method sends text that is not there yet (preedit) and then what is meant
(commit); between the two an editor may say, tidy and refuse nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from datetime import date
from functools import partial
from typing import Any, Final

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hr_desk import catalogue
from hr_desk.catalogue.model import Field, Scenario
from hr_desk.catalogue.types import TYPES
from hr_desk.domain.free_text import find
from hr_desk.i18n import Text, use_language
from hr_desk.kiosk.visit_form import Question, asked
from tests.support import examples
from tests.support.input_method import STEPS, commit, compose, standing
from tests.support.views import View
from ui.forms.editor import Editor, folded
from ui.forms.editors import EDITORS
from ui.forms.field_row import FieldRow
from ui.forms.histories import HistoryEditor
from ui.kiosk.metrics import Metrics
from ui.kiosk.questions import Typed, ask
from ui.widgets.text_line import MOST_TYPED

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CATALOGUE: Final = catalogue.load()
TODAY: Final = date(2026, 3, 2)
CODES: Final = {"1": Text(zh="甲", en="One"), "2": Text(zh="乙", en="Two")}
COMMITS: Final = (
    *("张伟", "买买提·吐尔逊", "钱𬭎㐂", "１３８", "（二班）", "已婚", "。", "|"),
    "长" * 3000,
)
"""Names with a dot, characters outside the first plane, full-width digits, signs, what is marked
as forbidden, what parts the cells of a group, and far more than any field takes."""


def _fields() -> Iterator[Field]:
    """Every field there is, then one for each type that no field of the program has."""
    yield from CATALOGUE.fields.values()
    for name in sorted(set(TYPES) - {one.type.name for one in CATALOGUE.fields.values()}):
        kind: Any = TYPES[name]
        with_codes = "codes" in {one.name for one in fields(kind)}
        made = kind(codes=CODES) if with_codes else kind()
        yield replace(CATALOGUE.field("occupation"), key=f"x_{name}", type=made)


FIELDS: Final = {one.key: one for one in _fields()}
EACH_FIELD = pytest.mark.parametrize("key", FIELDS)


@pytest.fixture
def open_row(qtbot: QtBot) -> Callable[[str], FieldRow]:
    def open_(key: str) -> FieldRow:
        scan = partial(find, forbidden=CATALOGUE.forbidden)
        row = FieldRow(View(FIELDS[key]), Scenario.RECRUITMENT, lambda: TODAY, scan=scan)
        qtbot.addWidget(row)
        row.show()
        return row

    return open_


def places(editor: Editor) -> list[QWidget]:
    """Return what an input method can compose into."""
    kinds = (QLineEdit, QPlainTextEdit, QComboBox)
    return [one for one in editor.controls() if isinstance(one, kinds)]


def same(text: str, typed: str) -> bool:
    """Whether nothing is missing: as typed, or in the one form that widths and dots have."""
    return text in {typed, folded(typed, prose=True), folded(typed, prose=False)}


def test_the_fields_driven_here_have_every_type_and_editor() -> None:
    assert {one.type.name for one in FIELDS.values()} == set(TYPES) == set(EDITORS)


@EACH_FIELD
def test_every_editor_is_a_kind_that_this_file_drives(
    open_row: Callable[[str], FieldRow], key: str
) -> None:
    """A spin box, a mask or a validator that refuses would escape the tests below."""
    row = open_row(key)
    for control in row.editor.controls():
        assert isinstance(control, QLineEdit | QPlainTextEdit | QComboBox | QAbstractButton)
    assert not row.editor.findChildren(QAbstractSpinBox)
    for line in row.editor.findChildren(QLineEdit):
        assert line.maxLength() >= MOST_TYPED
        assert line.inputMask() == ""
    for place in places(row.editor):
        assert place.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


@EACH_FIELD
def test_what_is_committed_arrives_whole(open_row: Callable[[str], FieldRow], key: str) -> None:
    row = open_row(key)
    for text in COMMITS:
        for place in places(row.editor):
            compose(place, *STEPS)
            assert standing(place) == "", "nothing is there before it is committed"
            commit(place, text)
            assert same(standing(place), text)
        row.editor.set_text("")


@EACH_FIELD
def test_composing_in_the_middle_of_a_value_keeps_both_sides(
    open_row: Callable[[str], FieldRow], key: str
) -> None:
    row = open_row(key)
    for place in places(row.editor):
        commit(place, "前后")
        line = place.lineEdit() if isinstance(place, QComboBox) else place
        if isinstance(line, QLineEdit):
            line.setCursorPosition(1)
        elif isinstance(line, QPlainTextEdit):
            cursor = line.textCursor()
            cursor.setPosition(1)
            line.setTextCursor(cursor)
        compose(place, *STEPS)
        assert standing(place) == "前后"
        commit(place, "张𬭎")
        assert standing(place) == "前张𬭎后"


@EACH_FIELD
def test_nothing_is_said_or_told_midway(open_row: Callable[[str], FieldRow], key: str) -> None:
    row = open_row(key)
    heard: list[str] = []
    row.edited.connect(heard.append)
    for place in places(row.editor):
        compose(place, *STEPS, "已婚11010519491231002X")
        assert (row.editor.said(), row.note.said(), heard) == ("", "", [])
        commit(place, "")
        assert standing(place) == "", "who gives up composing leaves nothing"


@EACH_FIELD
def test_a_new_language_midway_loses_nothing(open_row: Callable[[str], FieldRow], key: str) -> None:
    row = open_row(key)
    for place in places(row.editor):
        commit(place, "前")
        compose(place, *STEPS)
        for code in ("en", "zh_CN"):
            use_language(code)
            for widget in (row, *row.findChildren(QWidget)):
                QApplication.sendEvent(widget, QEvent(QEvent.Type.LanguageChange))
        commit(place, "张伟")
        assert standing(place) == "前张伟"


@EACH_FIELD
def test_a_limit_is_told_after_the_composition_and_takes_nothing_away(
    open_row: Callable[[str], FieldRow], key: str
) -> None:
    row = open_row(key)
    for place in places(row.editor):
        commit(place, "长" * 3000)
        assert not row.check(), "no field takes 3,000 characters of one kind"
        assert row.editor.said()
        assert standing(place) == "长" * 3000
        row.editor.set_text("")


def test_a_line_added_to_a_group_is_no_other_kind(open_row: Callable[[str], FieldRow]) -> None:
    for key, field in FIELDS.items():
        row = open_row(key)
        if isinstance(row.editor, HistoryEditor) and row.editor.add_button.isVisibleTo(row):
            row.editor.add_button.click()
            place = row.editor.cell(1, 0)
            compose(place, *STEPS)
            commit(place, "张𬭎")
            assert place.text() == "张𬭎", field.key


@EACH_FIELD
def test_keys_between_two_compositions_go_on_where_they_stopped(
    open_row: Callable[[str], FieldRow], key: str
) -> None:
    row = open_row(key)
    for place in places(row.editor):
        compose(place, *STEPS)
        commit(place, "张")
        QTest.keyClicks(place, "1")
        compose(place, *STEPS)
        commit(place, "伟")
        assert standing(place) == "张1伟"


@pytest.mark.parametrize("key", [one.key for one in asked(CATALOGUE)])
def test_every_line_of_the_kiosk_takes_it_whole(qtbot: QtBot, key: str) -> None:
    question = Question(CATALOGUE.field(key), required=False)
    shown = ask(Metrics(1280, 720, 96.0), question, alone=True, today=TODAY)
    qtbot.addWidget(shown)
    shown.show()
    if not isinstance(shown, Typed):
        return
    for text in COMMITS:
        compose(shown.line, *STEPS)
        assert (shown.line.text(), shown.problem.text()) == ("", "")
        commit(shown.line, text)
        assert shown.line.text() == text
        shown.line.clear()


def test_the_examples_survive_being_composed(open_row: Callable[[str], FieldRow]) -> None:
    """What is typed rightly is a value afterwards, and no sentence stands below it."""
    for key, field in FIELDS.items():
        row = open_row(key)
        found = places(row.editor)
        if len(found) != 1 or "\n" in examples.typed(field.type):
            continue  # of several parts, or of several lines, which no input method commits
        compose(found[0], *STEPS)
        commit(found[0], examples.typed(field.type))
        assert row.read() == examples.value(field), key
