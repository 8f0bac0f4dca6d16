# SPDX-License-Identifier: Apache-2.0
"""The look of the kiosk: the program's colours, in sizes for a finger."""

from typing import Final

from PySide6.QtWidgets import QApplication

from ui import theme
from ui.kiosk.metrics import POINTS, Metrics

_SHEET: Final = """
QWidget#Kiosk {{ background: {ground}; }}
QWidget#Veil {{ background: {veil}; }}
QFrame#Sheet {{ background: {surface}; border: 1px solid {line}; border-radius: {radius}px; }}
QFrame#Edge {{ background: {surface}; border: none; border-top: 1px solid {line}; }}
QFrame#Head {{ background: {surface}; border: none; border-bottom: 1px solid {line}; }}
*[tone="soft"] {{ color: {text_soft}; }}
*[tone="danger"] {{ color: {danger}; }}
*[tone="good"] {{ color: {good}; }}
*[tone="accent"] {{ color: {accent_strong}; }}
QPushButton {{ background: {surface}; color: {text}; border: {thin}px solid {line_strong};
  border-radius: {radius}px; padding: 0px; }}
QPushButton:pressed {{ background: {accent_soft}; border-color: {accent}; }}
QPushButton:checked {{ background: {accent_soft}; border: {thick}px solid {accent}; }}
QPushButton:focus {{ border: {thick}px solid {focus}; }}
QPushButton[kind="primary"] {{ background: {accent}; color: {on_accent}; border-color: {accent};
  font-weight: bold; }}
QPushButton[kind="primary"]:pressed {{ background: {accent_strong}; }}
QPushButton[kind="primary"]:focus {{ border: {thick}px solid {text}; }}
QPushButton[kind="plain"] {{ background: transparent; border: {thin}px solid transparent;
  color: {accent_strong}; }}
QPushButton[kind="plain"]:pressed {{ background: {accent_soft}; }}
QPushButton[kind="plain"]:focus {{ border: {thick}px solid {focus}; }}
QPushButton:disabled {{ color: {line_strong}; border-color: {line}; background: {ground}; }}
QLineEdit {{ background: {surface}; color: {text}; border: {thin}px solid {line_strong};
  border-radius: {radius}px; padding: 0px {inner}px; selection-background-color: {surface};
  selection-color: {text}; }}
QLineEdit:focus {{ border: {thick}px solid {focus}; }}
QLineEdit[wrong="true"] {{ border: {thick}px solid {danger}; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollArea > QWidget#qt_scrollarea_viewport {{ background: transparent; }}
QScrollArea > QWidget#qt_scrollarea_viewport > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: {bar}px; margin: 0; border: none; }}
QScrollBar::handle {{ background: {line_strong}; border-radius: {round}px; margin: 2px;
  min-height: 40px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def apply(application: QApplication, metrics: Metrics) -> None:
    """Dress the kiosk: the font that ships, the light colours, the style sheet."""
    family = theme.load_fonts()
    base = application.font()
    if family:
        base.setFamily(family)
    base.setPointSizeF(metrics.font().pointSizeF())
    application.setFont(base)
    application.setPalette(theme.palette(theme.LIGHT))
    application.setStyleSheet(sheet(metrics))


def sheet(metrics: Metrics) -> str:
    """Return the style sheet for these sizes."""
    colours = theme.LIGHT
    fonts = "".join(
        f'QPushButton[type="{size}"] {{ font-size: {points * metrics.scale:.2f}pt; }}\n'
        for size, points in POINTS.items()
    )
    return fonts + _SHEET.format(
        **vars(colours),
        veil="rgba(35, 33, 30, 150)",
        radius=metrics.px(10),
        thin=metrics.px(2),
        thick=metrics.px(4),
        inner=metrics.px(16),
        bar=metrics.px(20),
        round=metrics.px(6),
    )
