# SPDX-License-Identifier: Apache-2.0
"""The look: colours, spacings and type sizes as tokens, and the palette and style made of them.

Dark is our own palette on Fusion, because Qt's colour scheme switch does nothing on several
platforms. resources/style.qss names tokens as ``@token``; nothing else holds a colour.
"""

from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from hr_desk.i18n import RESOURCES

SPACE = (4, 8, 12, 16, 24)
"""Distances in device-independent pixels, from tight to wide."""
TIGHT, SMALL, MEDIUM, LARGE, WIDE = SPACE
RADIUS = 6
ROW_HEIGHT = 34
"""Height of a table row in device-independent pixels."""
SIDE_WIDTH = 340
"""Width of a column of cards beside a form or a list in device-independent pixels."""
POINTS = {"small": 9.75, "body": 10.5, "heading": 13.5, "title": 18.0}
"""Type sizes in points: 13, 14, 18 and 24 pixels at 96 dots per inch."""


@dataclass(frozen=True)
class Colours:
    """One set of colour tokens; every text token has a contrast of 4.5:1 or more on its ground."""

    ground: str
    surface: str
    raised: str
    line: str
    line_strong: str
    text: str
    text_soft: str
    accent: str
    accent_strong: str
    accent_soft: str
    on_accent: str
    danger: str
    danger_soft: str
    on_danger: str
    warning: str
    warning_soft: str
    good: str
    good_soft: str
    rail: str
    rail_text: str
    rail_soft: str
    rail_chosen: str
    focus: str


LIGHT = Colours(
    ground="#F6F5F2",
    surface="#FFFFFF",
    raised="#FBFAF8",
    line="#DEDAD3",
    line_strong="#8C867C",
    text="#23211E",
    text_soft="#5F5A52",
    accent="#0F6E6E",
    accent_strong="#0A5252",
    accent_soft="#E1F0EF",
    on_accent="#FFFFFF",
    danger="#B3261E",
    danger_soft="#FBEAE8",
    on_danger="#FFFFFF",
    warning="#7A4B00",
    warning_soft="#FFF3DC",
    good="#1B6B3A",
    good_soft="#E4F4EA",
    rail="#EDEAE4",
    rail_text="#3A3732",
    rail_soft="#625D55",
    rail_chosen="#FFFFFF",
    focus="#0F6E6E",
)
DARK = Colours(
    ground="#1B1A18",
    surface="#242320",
    raised="#2B2A27",
    line="#3D3B37",
    line_strong="#8A857B",
    text="#EFEDE8",
    text_soft="#B7B1A6",
    accent="#5CC2BF",
    accent_strong="#86D8D5",
    accent_soft="#1D3B3A",
    on_accent="#082423",
    danger="#FF9A90",
    danger_soft="#47211E",
    on_danger="#3A0906",
    warning="#F2C46D",
    warning_soft="#3F3118",
    good="#84D6A2",
    good_soft="#1C3A27",
    rail="#21201D",
    rail_text="#E2DFD8",
    rail_soft="#A9A398",
    rail_chosen="#33312D",
    focus="#86D8D5",
)
SCHEMES = {"light": LIGHT, "dark": DARK}


def palette(colours: Colours) -> QPalette:
    """Return the Qt palette of a set of tokens, with the disabled group readable."""
    made = QPalette()
    role = QPalette.ColorRole
    for colour_role, value in {
        role.Window: colours.ground,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.raised,
        role.Text: colours.text,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.PlaceholderText: colours.text_soft,
        role.ToolTipBase: colours.surface,
        role.ToolTipText: colours.text,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent_strong,
        role.Mid: colours.line,
        role.Dark: colours.line_strong,
        role.Accent: colours.accent,
    }.items():
        made.setColor(colour_role, QColor(value))
    for colour_role in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, colour_role, QColor(colours.line_strong))
    return made


def style_sheet(colours: Colours, folder: Path = RESOURCES) -> str:
    """Return resources/style.qss with every ``@token`` replaced; longer names first."""
    text = (folder / "style.qss").read_text(encoding="utf-8")
    names = sorted((field.name for field in fields(Colours)), key=len, reverse=True)
    for name in names:
        text = text.replace(f"@{name}", getattr(colours, name))
    others = {
        "radius": f"{RADIUS}px",
        "tick": "tick-dark" if colours is DARK else "tick-light",
        "icons": (folder / "icons").as_posix(),
    }
    for name, value in others.items():
        text = text.replace(f"@{name}", value)
    return text


def load_fonts(folder: Path = RESOURCES / "fonts") -> str | None:
    """Register the fonts that ship with the program; returns the family, None if there is none."""
    family = None
    for file in sorted(folder.glob("*.[to]t[fc]")) if folder.is_dir() else ():
        loaded = QFontDatabase.addApplicationFont(str(file))
        names = QFontDatabase.applicationFontFamilies(loaded) if loaded >= 0 else []
        family = family or (names[0] if names else None)
    return family


def font(size: str = "body", *, bold: bool = False) -> QFont:
    """Return the program's font in one of the sizes of ``POINTS``."""
    made = QFont(QApplication.font())
    made.setPointSizeF(POINTS[size])
    made.setBold(bold)
    return made


def apply(application: QApplication, scheme: str = "light") -> None:
    """Give the whole program its font, which ships with it, and its colours; see ``dress``."""
    family = load_fonts()
    base = QFont(family) if family else QFont(application.font())
    base.setPointSizeF(POINTS["body"])
    application.setFont(base)
    recolour(application, scheme)


def recolour(application: QApplication, scheme: str) -> None:
    """Switch the colours between ``light`` and ``dark``; windows made before are dressed again."""
    Chosen.colours = SCHEMES[scheme]
    application.setPalette(palette(Chosen.colours))


def dress(window: QWidget) -> None:
    """Give a window, and all that is ever put into it, the style sheet in the colours in force.

    A style sheet of the application would be looked up again for a whole branch of widgets each
    time one is put into another, while a page is built (docs/decisions/0013).
    """
    window.setStyleSheet(style_sheet(Chosen.colours))


def restyle(widget: QWidget) -> None:
    """Look the style of a widget up again: a property that the style sheet asks for has changed.

    One that was never shown has no style yet.
    """
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Chosen:
    """The tokens in force in this process; set by ``recolour`` alone."""

    colours = LIGHT


@lru_cache(maxsize=256)
def _svg(name: str, colour: str, side: int) -> QPixmap:
    text = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    drawing = QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing.render(painter)
    painter.end()
    return pixmap


def icon(name: str, colour: str | None = None) -> QIcon:
    """Return a bundled icon in a token colour, by default that of text; sharp up to 200 %."""
    return _icon(name, colour or Chosen.colours.text, Chosen.colours.line_strong)


@lru_cache(maxsize=256)
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    """Draw an icon once: ten pictures of it take as long as a small page."""
    made = QIcon()
    for side in (16, 20, 24, 32, 48):
        made.addPixmap(_svg(name, colour, side))
        made.addPixmap(_svg(name, disabled, side), QIcon.Mode.Disabled)
    return made


def picture(name: str, side: int, colour: str | None = None) -> QPixmap:
    """Return a bundled icon as a square picture of ``side`` pixels."""
    return _svg(name, colour or Chosen.colours.text, side)
