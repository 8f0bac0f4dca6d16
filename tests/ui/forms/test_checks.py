# SPDX-License-Identifier: Apache-2.0
"""Several of a short list, ticked."""

import pytest
from pytestqt.qtbot import QtBot

from hr_desk import catalogue
from hr_desk.catalogue.types.base import ValueProblem
from ui.forms.checks import ChecksEditor


@pytest.fixture
def editor(qtbot: QtBot) -> ChecksEditor:
    made = ChecksEditor(catalogue.load().field("shift_ok").type)
    qtbot.addWidget(made)
    made.show()
    return made


def test_ticks_are_a_value_in_the_order_of_the_list(editor: ChecksEditor, qtbot: QtBot) -> None:
    assert editor.value() is None
    with qtbot.waitSignal(editor.edited, timeout=1000):
        editor.boxes["night"].click()
    editor.boxes["day"].click()
    assert editor.value() == ("day", "night")
    assert editor.text() == "常白班、夜班"


def test_a_draft_that_stands_for_nothing_is_kept_and_refused(editor: ChecksEditor) -> None:
    editor.set_text("随便")
    assert editor.text() == "随便"
    with pytest.raises(ValueProblem):
        editor.value()
    editor.boxes["day"].click()
    assert editor.value() == ("day",)


def test_a_code_since_dropped_is_shown_and_can_be_taken_out(editor: ChecksEditor) -> None:
    editor.set_value(("day", "old"))
    assert editor.boxes["old"].text() == "old"
    assert editor.value() == ("day", "old")
    editor.boxes["old"].click()
    assert editor.value() == ("day",)
