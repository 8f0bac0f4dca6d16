# SPDX-License-Identifier: Apache-2.0
"""Every screen of the kiosk in three languages and two sizes: readable, large enough to touch."""

from collections.abc import Iterable

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

from hr_desk.catalogue import load
from hr_desk.catalogue.model import Scenario
from hr_desk.i18n import RESOURCES, language, use_language
from hr_desk.operations import policies
from hr_desk.operations.session import Session
from tests.support.fitting import misfits, nameless
from tests.ui.kiosk.conftest import Open, Shown
from ui.kiosk.metrics import Metrics
from ui.kiosk.pictures import MADE_UP, SIZES, walk
from ui.kiosk.steps import Start

LEAST_POINTS = 16.0
LANGUAGES = ("zh_CN", "en", "eo")


def look_at_each(
    shown: Shown, scenes: Iterable[str], code: str, size: tuple[int, int]
) -> list[str]:
    """See that each scene of a walk can be read and touched; returns their names."""
    wrong: list[str] = []
    seen = []
    for scene in scenes:
        lay_out(shown.screen)
        seen.append(scene)
        assert language() == code
        if (shown.screen.width(), shown.screen.height()) != size:
            wrong.append(f"{scene}: the window grew to {shown.screen.size()}")
        wrong += [f"{scene}: {line}" for line in misfits(shown.screen)]
        wrong += [f"{scene}: {line}" for line in nameless(shown.screen)]
        wrong += [f"{scene}: {line}" for line in too_small(shown.screen, shown.screen.metrics)]
        if not isinstance(shown.screen.step, Start) and not shown.screen.head.tongue.isVisible():
            wrong.append(f"{scene}: no switch to another language")
    assert not wrong, "\n".join(wrong)
    return seen


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_screen_can_be_read_and_touched(
    open_kiosk: Open, code: str, size: tuple[int, int]
) -> None:
    policy = (RESOURCES / "templates" / "policy_zh_CN.txt").read_text(encoding="utf-8")
    shown = open_kiosk(size, short="告知\n\n" * 5, policy=policy)
    use_language(code)
    seen = look_at_each(shown, walk(shown.visit), code, size)
    assert {"start", "notice", "policy", "review", "countdown", "thanks", "sign-out"} <= set(seen)
    assert len(shown.dropped.sign_ins) == 1


DENSEST = 189.0
"""Dots per inch of a screen of eight inches: there 10 mm are more than the usual pixels."""


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", load().visit_types)
def test_every_kind_of_visitor_reads_and_touches_their_pages_on_a_dense_screen(
    open_kiosk: Open, kind: str, code: str
) -> None:
    shown = open_kiosk((1280, 800), short="告知\n\n" * 5, dots=DENSEST)
    assert shown.screen.metrics.target == round(10 / 25.4 * DENSEST) > Metrics(1280, 800).target
    use_language(code)
    texts = {**MADE_UP, "visit_purpose": load().visit_types[kind].purposes[-1]}
    look_at_each(shown, walk(shown.visit, texts, kind=kind), code, (1280, 800))
    assert [one for one, _texts in shown.dropped.kinds] == [kind]


def lay_out(window: QWidget) -> None:
    """Let every text wrap and every layout settle, as the event loop does."""
    for _ in range(3):
        QApplication.sendPostedEvents()
        window.grab()


def too_small(window: QWidget, metrics: Metrics) -> list[str]:
    """Return the targets below 10 mm and the texts below 16 points that can be seen."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisibleTo(window):
            continue
        least = min(widget.width(), widget.height())
        if isinstance(widget, QAbstractButton | QLineEdit) and least < metrics.target:
            found.append(f"{widget.size()} is less than {metrics.target} pixels")
        if isinstance(widget, QAbstractButton | QLineEdit | QLabel):
            # Not the points that Qt tells: they are of whoever used a font of these pixels first,
            # and that may have been a printer of 300 dots per inch.
            points = QFontInfo(widget.font()).pixelSize() * 72 / widget.logicalDpiY()
            if points < LEAST_POINTS - 0.3:  # a font has whole pixels
                found.append(f"{type(widget).__name__} {points} points")
    return found


@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_the_notice_of_a_real_desk_stands_on_one_screen(
    open_kiosk: Open, admin: Session, code: str
) -> None:
    shown = open_kiosk(short=policies.notice_text(admin, Scenario.VISITOR, code))
    use_language(code)
    scenes = walk(shown.visit)
    while next(scenes) != "notice":
        pass
    lay_out(shown.screen)
    step = shown.screen.step
    assert step is not None
    pages = step.text  # type: ignore[attr-defined]
    assert not pages.down.isVisibleTo(shown.screen)
    assert pages.area.verticalScrollBar().maximum() == 0


def test_a_target_is_ten_millimetres_on_a_dense_screen() -> None:
    assert Metrics(1920, 1080, 220.0).target >= 220 / 25.4 * 10 - 1


@pytest.mark.parametrize("dots", [0.0, 25.4, 9_999.0])
def test_a_screen_that_lies_is_not_believed(dots: float) -> None:
    assert Metrics(1280, 720, dots).target == Metrics(1280, 720, 96.0).target


def test_the_small_type_is_sixteen_points() -> None:
    assert min(Metrics(800, 480).font(size).pointSizeF() for size in ("small", "body")) >= 16
