# SPDX-License-Identifier: Apache-2.0
"""Bars are as long as their numbers say, in both looks, and are said as well as drawn."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets.bars import LEAST, Bar, Bars, BarsKey

LONG = "一个长得没有人会这样写的岗位名称" * 4


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    theme.recolour(qapp, request.param)
    yield request.param
    theme.recolour(qapp, "light")


def shown(qtbot: QtBot, *bars: Bar, width: int = 600) -> Bars:
    widget = Bars()
    qtbot.addWidget(widget)
    widget.show_bars(bars, "漏斗")
    widget.resize(width, widget.sizeHint().height())
    widget.show()
    return widget


def plain(*values: float) -> list[Bar]:
    return [Bar(f"阶段{place}", (value,), str(value)) for place, value in enumerate(values)]


def painted(widget: Bars, place: int, colour: str) -> int:
    """Return how many pixels of a colour the middle line of a bar has."""
    image: QImage = widget.grab().toImage()
    ratio = image.devicePixelRatio()
    middle = int(widget.part_places(place)[0].center().y() * ratio)
    wanted = QColor(colour).rgb()
    return sum(image.pixel(x, middle) == wanted for x in range(image.width()))


def test_bars_are_as_long_as_their_numbers(qtbot: QtBot, scheme: str) -> None:
    widget = shown(qtbot, *plain(200, 100, 50, 0))
    accent = theme.SCHEMES[scheme].accent
    lengths = [painted(widget, place, accent) for place in range(4)]
    assert lengths[0] > 250
    assert lengths[1] == pytest.approx(lengths[0] / 2, abs=2)
    assert lengths[2] == pytest.approx(lengths[0] / 4, abs=2)
    assert lengths[3] == 0


def test_huge_numbers_and_tiny_ones_stay_inside(qtbot: QtBot) -> None:
    widget = shown(qtbot, *plain(10**18, 1, 0))
    ends = [widget.part_places(place)[0] for place in range(3)]
    behind = widget.fontMetrics().horizontalAdvance(str(10**18))
    assert ends[0].right() + theme.SMALL + behind <= widget.width()
    assert [end.width() for end in ends[1:]] == [LEAST, 0]
    assert painted(widget, 1, theme.LIGHT.accent) >= 1


def test_nothing_but_zeros_draws_no_bar(qtbot: QtBot) -> None:
    widget = shown(qtbot, *plain(0, 0))
    assert painted(widget, 0, theme.LIGHT.accent) == 0
    widget.show_bars((), "漏斗")
    widget.grab()
    assert widget.current() is None
    assert widget.accessibleName() == "漏斗"


def test_parts_stand_behind_each_other_and_differ_without_colour(qtbot: QtBot, scheme: str) -> None:
    widget = shown(qtbot, Bar("第1周", (30, 60, 10), "100"), Bar("第2周", (0, 50, 0), "50"))
    first, second, third = widget.part_places(0)
    assert first.right() == second.left()
    assert second.right() == third.left()
    assert second.width() == pytest.approx(2 * first.width())
    assert widget.part_places(1)[1].left() == first.left()
    grey = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)

    def shades(part: QRectF) -> frozenset[int]:
        place = part.toRect().adjusted(2, 2, -2, -2)
        columns, rows = range(place.left(), place.right()), range(place.top(), place.bottom())
        return frozenset(grey.pixelColor(x, y).value() for x in columns for y in rows)

    assert len(shades(first)) == 1
    assert len(shades(second)) > 1


def test_a_part_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="below nothing"):
        Bar("x", (1, -1), "0")
    with pytest.raises(ValueError, match="below nothing"):
        Bar("x", (float("nan"),), "0")


def test_a_long_label_is_cut_and_told_in_full(qtbot: QtBot) -> None:
    widget = shown(qtbot, Bar(LONG, (3,), "3"), Bar("短", (2,), "2"), width=400)
    assert widget.label_shown(0) != LONG
    assert widget.label_shown(0).endswith("…")
    assert widget.label_shown(1) == "短"
    assert widget.part_places(0)[0].left() < widget.width() / 2
    place = QPoint(10, 10)
    event = QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)
    assert QToolTip.text() == f"{LONG}: 3"
    QToolTip.hideText()


def test_the_keys_go_from_bar_to_bar_and_each_is_said(qtbot: QtBot) -> None:
    widget = shown(qtbot, *plain(5, 4, 3))
    assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert widget.accessibleName() == "漏斗: 阶段0: 5"
    QTest.keyClick(widget, Qt.Key.Key_Down)
    assert widget.accessibleName() == "漏斗: 阶段1: 4"
    QTest.keyClick(widget, Qt.Key.Key_End)
    QTest.keyClick(widget, Qt.Key.Key_Down)
    assert widget.accessibleName() == "漏斗: 阶段2: 3"
    QTest.keyClick(widget, Qt.Key.Key_Home)
    QTest.keyClick(widget, Qt.Key.Key_Up)
    assert widget.accessibleName() == "漏斗: 阶段0: 5"
    assert widget.accessibleDescription() == "阶段0: 5; 阶段1: 4; 阶段2: 3"
    widget.show_bars(plain(7), "漏斗")
    assert widget.accessibleName() == "漏斗: 阶段0: 7"


def test_the_key_names_every_part(qtbot: QtBot) -> None:
    key = BarsKey()
    qtbot.addWidget(key)
    key.show_parts(["未录用", LONG])
    key.resize(500, 40)
    key.show()
    keys = [one for one in key.findChildren(QWidget) if one.accessibleName()]
    assert [one.accessibleName() for one in keys] == ["未录用", LONG]
    assert all(one.sizeHint().width() < 300 for one in keys)
    key.show_parts(())
    assert key.isHidden()
