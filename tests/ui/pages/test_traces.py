# SPDX-License-Identifier: Apache-2.0
"""What this computer keeps: each kind with its size, and its clearing."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from tests.support.fitting import misfits
from ui.language import Languages
from ui.pages.traces import CLIPBOARD, HINTS, TracesPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Show, tmp_path: Path) -> TracesPage:
    around.preferences.remember_desk(around.desk.session.folder)
    around.preferences.keep_last_user(around.desk.session.folder, "admin")
    left = around.desk.session.profile / "problems" / "crash-20260302-abc.txt"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"x" * 3000)
    QGuiApplication.clipboard().setText("13800000001")
    shown: TracesPage = show(TracesPage(around))
    return shown


def test_every_kind_has_its_size_and_what_may_go_its_button(
    page: TracesPage, wait_idle: Wait, languages: Languages
) -> None:
    assert "3" in page.cards["problems"].amount.text()
    offered = {key for key, card in page.cards.items() if card.button.isVisible()}
    assert offered == {"preferences", "problems", CLIPBOARD}
    assert not offered & {name for name, _ in HINTS}
    for code in ("zh_CN", "en"):
        languages.use(code)
        wait_idle()
        assert list(misfits(page)) == []


def test_one_kind_is_cleared_and_the_others_stay(page: TracesPage, wait_idle: Wait) -> None:
    page.cards["problems"].button.click()
    wait_idle()
    assert not page.cards["problems"].button.isVisible()
    assert QGuiApplication.clipboard().text() == "13800000001"
    assert page.around.preferences.desks


def test_all_is_cleared_after_a_question(page: TracesPage, wait_idle: Wait) -> None:
    preferences, folder = page.around.preferences, page.desk.session.folder
    preferences.language = "en"
    page.clear_button.click()
    assert page.question.isVisible() and preferences.desks
    page.question.yes.click()
    wait_idle()
    assert preferences.desks == () and preferences.last_user(folder) == ""
    assert preferences.language == "en"
    assert QGuiApplication.clipboard().text() == ""
    assert list((page.desk.session.profile / "heads").iterdir())
    assert not page.question.isVisible() and page.banner.text()
    assert not page.clear_button.isEnabled()
    assert page.handlers() == {}
