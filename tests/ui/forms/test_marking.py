# SPDX-License-Identifier: Apache-2.0
"""Free text is marked where it holds what must not be collected; numbers go with one click."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hr_desk import catalogue
from hr_desk.catalogue.model import Field, Scenario
from hr_desk.catalogue.types.texts import LongText
from hr_desk.domain.free_text import find
from hr_desk.i18n import use_language
from tests.support.views import View
from ui.forms.field_row import FieldRow
from ui.forms.lines import LineEditor, LongEditor
from ui.forms.marked_line import MarkedLine

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CATALOGUE = catalogue.load()
NUMBER = "11010519491231002X"
Open = Callable[..., FieldRow]


@pytest.fixture
def row(qtbot: QtBot) -> Open:
    """Return a function that shows the row of a field, by default of a note of several lines."""

    def show(field: Field | None = None, **view: Any) -> FieldRow:
        note = replace(CATALOGUE.field("occupation"), type=LongText())
        scan = partial(find, forbidden=CATALOGUE.forbidden)
        made = FieldRow(
            View(field or note, **view), Scenario.RECRUITMENT, lambda: date(2026, 3, 2), scan=scan
        )
        qtbot.addWidget(made)
        made.show()
        return made

    return show


def compose(control: QWidget, *steps: str, commit: str) -> None:
    for step in steps:
        QApplication.sendEvent(control, QInputMethodEvent(step, []))
    event = QInputMethodEvent("", [])
    event.setCommitString(commit)
    QApplication.sendEvent(control, event)


def underlined(editor: LongEditor) -> list[str]:
    return [one.cursor.selectedText() for one in editor.paper.extraSelections()]


def paper_of(shown: FieldRow) -> LongEditor:
    assert isinstance(shown.editor, LongEditor)
    return shown.editor


def test_a_topic_is_underlined_and_its_reason_said(row: Open) -> None:
    shown = row()
    compose(paper_of(shown).paper, commit="𠮷先生已 婚，两年经验")
    assert underlined(paper_of(shown)) == ["已 婚"]
    assert "已 婚" in shown.note.said()
    assert str(CATALOGUE.forbidden["marital_status"].reason) in shown.note.said()
    assert shown.note.button.isHidden(), "a topic cannot be masked"


def test_numbers_are_masked_with_one_click_and_come_back_with_undo(row: Open) -> None:
    shown = row()
    editor = paper_of(shown)
    compose(editor.paper, commit=f"身份证{NUMBER}\n卡4111 1111 1111 1111，可到岗")
    assert underlined(editor) == [NUMBER, "4111 1111 1111 1111"]
    shown.note.button.click()
    assert editor.text() == "身份证**************002X\n卡**** **** **** ****，可到岗"
    assert underlined(editor) == []
    assert shown.note.said() == ""
    editor.paper.undo()
    assert NUMBER in editor.text()


def test_nothing_is_marked_while_composing(row: Open) -> None:
    shown = row()
    editor = paper_of(shown)
    for step in ("y", "yi", "yi'hun"):
        QApplication.sendEvent(editor.paper, QInputMethodEvent(step, []))
    assert (editor.text(), underlined(editor), shown.note.said()) == ("", [], "")
    compose(editor.paper, commit="已婚")
    assert underlined(editor) == ["已婚"]


def test_saving_is_not_held_up(row: Open) -> None:
    shown = row()
    compose(paper_of(shown).paper, commit="信仰不限")
    assert shown.check()
    assert shown.read() == "信仰不限"
    assert shown.note.said()


@pytest.mark.parametrize("key", ["occupation", "work_history"])
def test_a_line_and_a_cell_are_marked_in_place_and_masked_with_one_click(
    row: Open, key: str
) -> None:
    shown = row(CATALOGUE.field(key))
    line = shown.editor.controls()[0]
    assert isinstance(line, MarkedLine)
    compose(line, commit=f"钳工{NUMBER}已婚")
    assert sorted(line.marked()) == sorted([NUMBER, "已婚"])
    assert NUMBER in shown.note.said()
    heard: list[str] = []
    shown.edited.connect(heard.append)
    shown.note.button.click()
    assert shown.editor.text() == "钳工**************002X已婚"
    (again, *_) = (one for one in shown.editor.controls() if isinstance(one, MarkedLine))
    assert again.marked() == ["已婚"]
    assert heard == [key]


def test_a_group_marks_the_cell_it_stands_in_and_no_other(row: Open) -> None:
    history = "示例厂 | 钳工 | 2019-07 | 2020-01\n已婚示例店 | 店员，未婚"
    shown = row(CATALOGUE.field("work_history"))
    shown.restore(history)
    marked = [one.marked() for one in shown.editor.controls() if isinstance(one, MarkedLine)]
    assert marked == [[], [], [], [], ["已婚"], ["未婚"], [], []]


def test_what_was_saved_before_is_marked_when_it_is_opened(row: Open) -> None:
    field = CATALOGUE.field("occupation")
    shown = row(field, value="会计，已婚", shown="会计，已婚", given=True)
    assert "已婚" in shown.note.said()


def test_a_masked_value_says_nothing_of_what_it_holds(row: Open) -> None:
    shown = row(CATALOGUE.field("occupation"), shown="***", masked=True, given=True)
    assert shown.note.said() == ""


def test_a_restored_draft_is_marked(row: Open) -> None:
    shown = row()
    shown.restore("已婚")
    assert underlined(paper_of(shown)) == ["已婚"]


def test_fields_of_a_fixed_form_are_not_read(row: Open) -> None:
    shown = row(CATALOGUE.field("mobile"))
    assert isinstance(shown.editor, LineEditor)
    compose(shown.editor.line, commit=NUMBER)
    assert shown.note.said() == ""


def test_the_note_follows_the_language(row: Open) -> None:
    shown = row()
    compose(paper_of(shown).paper, commit="已婚")
    use_language("en")
    QApplication.sendEvent(shown.note, QEvent(QEvent.Type.LanguageChange))
    assert CATALOGUE.forbidden["marital_status"].reason.en in shown.note.said()
    assert shown.note.button.text() == "Mask the numbers"


def test_many_places_are_counted(row: Open) -> None:
    shown = row()
    compose(paper_of(shown).paper, commit="已婚，未婚，离异，宗教，乙肝，血型")
    assert len(underlined(paper_of(shown))) == 6
    assert len(shown.note.said().split("\n")) == 5
