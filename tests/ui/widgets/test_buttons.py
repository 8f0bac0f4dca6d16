# SPDX-License-Identifier: Apache-2.0
"""A button that becomes another kind looks like one that was made so."""

import pytest
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.buttons import Button


def test_the_icon_follows_the_kind(qtbot: QtBot) -> None:
    plain, primary = Button(icon="check"), Button(kind="primary", icon="check")
    for one in (plain, primary):
        qtbot.addWidget(one)
    assert plain.icon().cacheKey() != primary.icon().cacheKey()
    plain.set_kind("primary")
    assert plain.kind == "primary" and plain.icon().cacheKey() == primary.icon().cacheKey()


def test_a_button_of_that_kind_is_not_styled_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    button = Button(kind="primary", icon="check")
    qtbot.addWidget(button)
    styled: list[object] = []
    monkeypatch.setattr(theme, "restyle", styled.append)
    button.set_kind("primary")
    assert styled == []
    button.set_kind("")
    assert styled == [button]
