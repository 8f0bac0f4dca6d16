# SPDX-License-Identifier: Apache-2.0
"""Errors: the sentence beside the trouble, the crash file without anybody's data."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hr_desk.errors import UserError
from hr_desk.i18n import use_language
from hr_desk.operations.problems import RecordGone
from ui.problems import Problems, description, nearest_banner
from ui.widgets.banner import Banner


class Holder(QWidget):
    """A page: it has a banner, and a part inside."""

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner()
        self.part = QWidget()
        layout = QVBoxLayout(self)
        layout.addWidget(self.banner)
        layout.addWidget(self.part)


@pytest.fixture
def page(qtbot: QtBot) -> Holder:
    made = Holder()
    qtbot.addWidget(made)
    return made


def test_a_refusal_is_said_in_the_nearest_banner(page: Holder, tmp_path: Path) -> None:
    use_language("en")
    Problems(tmp_path).refuse(RecordGone(), page.part)
    assert nearest_banner(page.part) is page.banner
    assert page.banner.text() == RecordGone().text("en")


def test_a_refusal_without_a_page_is_treated_as_a_bug(tmp_path: Path) -> None:
    problems = Problems(tmp_path)
    met: list[str] = []
    problems.crashed.connect(lambda number, _file: met.append(number))
    problems.refuse(UserError(), None)
    assert len(met) == 1


def failing() -> None:
    name = "张三"
    raise ValueError(f"no such person: {name} 110105194912310021")


def test_a_crash_file_tells_where_and_holds_no_values(tmp_path: Path) -> None:
    problems = Problems(tmp_path / "problems")
    met: list[tuple[str, str]] = []
    problems.crashed.connect(lambda number, file: met.append((number, file)))
    try:
        failing()
    except ValueError as error:
        problems.crash(error)
    number, file = met[0]
    written = Path(file).read_text(encoding="utf-8")
    assert number in file
    assert "ValueError" in written
    assert "failing" in written
    assert "张三" not in written
    assert "110105" not in written
    assert "no such person" not in written


def test_causes_are_told_too() -> None:
    try:
        try:
            failing()
        except ValueError as error:
            raise RuntimeError from error
    except RuntimeError as error:
        told = description(error)
    assert "builtins.RuntimeError" in told
    assert "builtins.ValueError" in told


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    problems = Problems(tmp_path / "file" / "below")
    met: list[str] = []
    problems.crashed.connect(lambda _number, file: met.append(file))
    problems.crash(ValueError())
    assert met == [""]


def test_uncaught_exceptions_reach_the_crash_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    problems = Problems(tmp_path)
    met: list[str] = []
    problems.crashed.connect(lambda number, _file: met.append(number))
    problems.take_exceptions()
    sys.excepthook(ValueError, ValueError("x"), None)
    assert len(met) == 1


def test_a_banner_follows_the_language_and_closes(page: Holder) -> None:
    use_language("en")
    page.banner.show_error(RecordGone())
    use_language("zh_CN")
    page.banner.retranslate()
    assert page.banner.text() == RecordGone().text("zh_CN")
    page.banner.clear()
    assert page.banner.text() == ""


def test_a_banner_offers_ways_out(page: Holder, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QPushButton

    done: list[bool] = []
    page.show()
    page.banner.show_text("warn", lambda: "x", (("Continue", lambda: done.append(True)),))
    button = next(b for b in page.banner.findChildren(QPushButton) if b.text())
    button.click()
    assert done == [True]
    page.banner.show_text("info", lambda: "y")
    qtbot.waitUntil(lambda: not [b for b in page.banner.findChildren(QPushButton) if b.text()])
    assert page.banner.text() == "y"
