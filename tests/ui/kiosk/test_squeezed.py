# SPDX-License-Identifier: Apache-2.0
"""A button for gloves is never squeezed: not by a long text, not by another style sheet."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hr_desk.catalogue import load
from hr_desk.domain.clock import FixedClock
from hr_desk.i18n import Text, use_language
from hr_desk.kiosk.flow import Idle
from tests.support.desk import START
from tests.support.fitting import misfits
from tests.ui.kiosk.conftest import Dropped
from tests.ui.kiosk.test_readable import lay_out, too_small
from ui import theme
from ui.kiosk import style
from ui.kiosk.big import BigButton
from ui.kiosk.metrics import Metrics
from ui.kiosk.pictures import walk
from ui.kiosk.screen import Screen
from ui.kiosk.visiting import Visit, Words

SIZES = ((1024, 768), (1280, 720), (1280, 800))
LONGEST = "\n\n".join(
    f"{place}. " + "告知的一段正文，说明用途和保存期限。" * 12 for place in range(40)
)


@pytest.fixture
def chinese_again() -> Iterator[None]:
    yield
    use_language("zh_CN")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_a_long_notice_scrolls_between_buttons_of_full_size(
    qtbot: QtBot, qapp: QApplication, chinese_again: None, code: str, size: tuple[int, int]
) -> None:
    # The application is dressed as the window is, whose sheet gives buttons a height of its own.
    assert "min-height" in qapp.styleSheet()
    screen = dressed(Metrics(*size))
    qtbot.addWidget(screen)
    words = Words(("zh_CN", "en"), dict.fromkeys(("zh_CN", "en"), LONGEST),
                  Text(zh=LONGEST, en=LONGEST), {})  # fmt: skip
    visit = Visit(screen, words, load(), Dropped(), idle=Idle(), clock=FixedClock(START))
    screen.resize(*size)
    screen.show()
    visit.begin()
    use_language(code)
    wrong: list[str] = []
    for scene in walk(visit):
        lay_out(screen)
        wrong += [f"{scene}: {line}" for line in misfits(screen)]
        wrong += [f"{scene}: {line}" for line in too_small(screen, screen.metrics)]
        if scene == "notice":
            assert screen.step is not None
            text = screen.step.text  # type: ignore[attr-defined]
            assert text.down.isVisibleTo(screen)
            assert text.area.verticalScrollBar().maximum() > 0
        if scene == "review":
            break
    visit.activity.stop()
    assert not wrong, "\n".join(wrong)


def dressed(metrics: Metrics) -> Screen:
    """Return a kiosk's screen that dresses itself, in an application dressed otherwise."""
    made = Screen(metrics, "示例公司")
    made.setFont(metrics.font())
    made.setPalette(theme.palette(theme.LIGHT))
    made.setStyleSheet(style.sheet(metrics))
    return made


def test_a_page_without_room_does_not_squeeze_its_buttons(qtbot: QtBot) -> None:
    metrics = Metrics(1280, 720)
    whole = QWidget()
    qtbot.addWidget(whole)
    whole.setStyleSheet("QPushButton { min-height: 20px; }")
    layout = QVBoxLayout(whole)
    layout.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
    long, key = BigButton(metrics, "一行字" * 60, widest=300), BigButton(metrics, "1")
    key.set_exact(90, 70)
    for button in (long, key):
        layout.addWidget(button)
    whole.resize(320, 100)
    whole.show()
    assert long.height() == long.sizeHint().height() > metrics.target
    assert (key.width(), key.height()) == (90, 70)
    long.setText("短")
    lay_out(whole)
    assert long.height() == metrics.target
