# SPDX-License-Identifier: Apache-2.0
"""A place where no file can be written is a sentence in the page, never a crash."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.banner import Banner
from ui.widgets.files import TargetImpossible, require_possible, write_at
from ui.widgets.layouts import column


class WithBanner(QWidget):
    """A page as far as files are concerned."""

    def __init__(self) -> None:
        super().__init__()
        self.banner = Banner()
        column(self).addWidget(self.banner)


IMPOSSIBLE = ("missing/list.xlsx", "a-file/list.xlsx", "x" * 300 + ".xlsx", "长" * 100 + ".xlsx")


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_an_impossible_place_is_said_in_the_banner(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    (tmp_path / "a-file").write_bytes(b"")
    page = WithBanner()
    qtbot.addWidget(page)
    chosen: list[Path] = []
    write_at(page, chosen.append, tmp_path / name)
    assert chosen == []
    assert "…" in page.banner.text() or "list.xlsx" in page.banner.text()
    assert len(page.banner.text()) < 250
    with pytest.raises(TargetImpossible):
        require_possible(tmp_path / name)


def test_a_possible_place_is_handed_on(qtbot: QtBot, tmp_path: Path) -> None:
    page = WithBanner()
    qtbot.addWidget(page)
    chosen: list[Path] = []
    write_at(page, chosen.append, tmp_path / "list.xlsx")
    assert chosen == [tmp_path / "list.xlsx"]
    assert page.banner.text() == ""
