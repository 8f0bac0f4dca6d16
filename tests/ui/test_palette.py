# SPDX-License-Identifier: Apache-2.0
"""The palette finds as one types, drops what is stale, and opens with Enter."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hr_desk.operations.looking_up import KINDS, Hit
from tests.ui.conftest import Opener
from ui.actions import ACTIONS, Action
from ui.language import Languages
from ui.palette import _GROUPS, Palette, place_of

Wait = Callable[[], None]


@pytest.fixture
def palette(open_as: Opener, folder: Path, qtbot: QtBot) -> Iterator[Palette]:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1000, 700)
    made = Palette(open_as(folder).desk, parent)
    parent.show()
    made.open_over(ACTIONS)
    yield made


def texts(palette: Palette) -> list[str]:
    return [palette.list.item(place).text() for place in range(palette.list.count())]


def test_every_kind_of_hit_has_a_heading_and_a_page() -> None:
    assert set(_GROUPS) == set(KINDS)
    for kind in KINDS:
        page, _ = place_of(Hit(kind, "1", "张伟", ()))
        assert page


def test_hits_come_grouped_under_their_heading(palette: Palette, wait_idle: Wait) -> None:
    palette.line.setText("装配")
    wait_idle()
    shown = texts(palette)
    assert any("装配工" in text and "制造部" in text for text in shown)
    assert "应聘人员" in shown and "招聘需求" in shown
    assert shown.index("应聘人员") < shown.index("招聘需求")
    assert all(isinstance(one, Hit) for one in palette.found())


def test_what_was_found_follows_the_language(
    palette: Palette, languages: Languages, qtbot: QtBot, wait_idle: Wait
) -> None:
    palette.line.setText("装配")
    wait_idle()
    languages.use("en")
    qtbot.waitUntil(lambda: "应聘人员" not in texts(palette), timeout=5000)
    wait_idle()
    assert "Candidates" in texts(palette) and "应聘人员" not in texts(palette)


def test_an_answer_to_what_is_no_longer_typed_is_dropped(palette: Palette, wait_idle: Wait) -> None:
    palette.line.setText("张伟")
    palette.line.setText("")
    wait_idle()
    assert all(isinstance(one, Action) for one in palette.found())
    palette.line.setText("张伟")
    palette.line.setText("王芳")
    wait_idle()
    assert [one.name for one in palette.found() if isinstance(one, Hit)] == ["王芳"]


def test_the_keys_pass_over_headings_and_enter_opens(
    palette: Palette, wait_idle: Wait, qtbot: QtBot
) -> None:
    palette.line.setText("装配")
    wait_idle()
    assert palette.list.currentRow() == 1
    for _ in range(len(palette.found()) - 1):
        QTest.keyClick(palette.line, Qt.Key.Key_Down)
    last = palette.found()[-1]
    assert palette.list.currentItem().data(Qt.ItemDataRole.UserRole) == last
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    QTest.keyClick(palette.line, Qt.Key.Key_Up)
    with qtbot.waitSignal(palette.place_chosen) as chosen:
        QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert isinstance(last, Hit)
    assert chosen.args == ["candidates", {"requisition_id": last.id}]
    assert palette.isHidden()


def test_enter_before_the_answer_opens_the_first_of_it(
    palette: Palette, qtbot: QtBot, wait_idle: Wait
) -> None:
    chosen: list[Any] = []
    palette.place_chosen.connect(lambda page, what: chosen.append((page, what)))
    palette.line.setText("13800000002")
    QTest.keyClick(palette.line, Qt.Key.Key_Return)
    assert chosen == []
    wait_idle()
    assert [page for page, _ in chosen] == ["record"]


def test_nothing_found_is_said(palette: Palette, wait_idle: Wait) -> None:
    palette.line.setText("没有这个人")
    wait_idle()
    assert palette.found() == ()
    assert any("没有这个人" in text for text in texts(palette))
    QTest.keyClick(palette.line, Qt.Key.Key_Down)
    QTest.keyClick(palette.line, Qt.Key.Key_Escape)
    assert palette.isHidden()


def test_a_front_desk_finds_no_candidate(
    open_as: Opener, folder: Path, qtbot: QtBot, wait_idle: Wait
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(1000, 700)
    palette = Palette(open_as(folder, "desk").desk, parent)
    parent.show()
    palette.open_over(())
    palette.line.setText("张伟")
    wait_idle()
    assert palette.found() == ()
