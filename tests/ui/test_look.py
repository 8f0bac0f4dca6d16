# SPDX-License-Identifier: Apache-2.0
"""Tokens that can be read, a style sheet without leftovers, labels without markup."""

import re
from dataclasses import astuple

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hr_desk.i18n import RESOURCES
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout

READABLE = (
    ("text", "ground"),
    ("text", "surface"),
    ("text", "raised"),
    ("text", "accent_soft"),
    ("text_soft", "ground"),
    ("text_soft", "surface"),
    ("text_soft", "raised"),
    ("accent", "surface"),
    ("accent_strong", "accent_soft"),
    ("on_accent", "accent"),
    ("danger", "surface"),
    ("danger", "danger_soft"),
    ("text", "danger_soft"),
    ("text", "warning_soft"),
    ("text", "good_soft"),
    ("warning", "surface"),
    ("good", "surface"),
    ("rail_text", "rail"),
    ("rail_soft", "rail"),
    ("accent_strong", "rail_chosen"),
)


def luminance(colour: str) -> float:
    ink = QColor(colour)
    parts = (ink.redF(), ink.greenF(), ink.blueF())
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", theme.SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), READABLE)
def test_text_has_a_contrast_of_at_least_four_and_a_half(
    scheme: str, ink: str, ground: str
) -> None:
    colours = theme.SCHEMES[scheme]
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("scheme", theme.SCHEMES)
def test_borders_of_editors_and_the_focus_can_be_seen(scheme: str) -> None:
    colours = theme.SCHEMES[scheme]
    assert contrast(colours.line_strong, colours.surface) >= 3
    assert contrast(colours.focus, colours.surface) >= 3


@pytest.mark.parametrize("scheme", theme.SCHEMES)
def test_the_style_sheet_names_only_tokens(scheme: str) -> None:
    assert "@" not in theme.style_sheet(theme.SCHEMES[scheme])
    raw = (RESOURCES / "style.qss").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9A-Fa-f]{6}\b", raw)
    assert "gradient" not in raw


@pytest.mark.parametrize("scheme", theme.SCHEMES)
def test_colours_are_colours(scheme: str) -> None:
    assert all(QColor(value).isValid() for value in astuple(theme.SCHEMES[scheme]))


def test_icons_are_drawn_in_the_colour_asked_for(qapp: QApplication) -> None:
    image = theme.picture("lock", 32, "#B3261E").toImage()
    inks = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert inks == {"#b3261e"}


def test_icons_keep_their_licence() -> None:
    text = (RESOURCES / "icons" / "LICENSE").read_text(encoding="utf-8")
    assert "ISC License" in text


def test_labels_read_nothing_as_markup(qtbot: QtBot) -> None:
    label = Label("<b>张三</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_an_entry_names_its_editor_and_says_what_is_wrong(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QLineEdit

    editor = QLineEdit()
    entry = Entry(editor)
    qtbot.addWidget(entry)
    entry.set_label("Name")
    entry.set_error("Missing")
    assert editor.accessibleName() == "Name"
    assert editor.property("wrong") is True
    entry.set_error("")
    assert editor.property("wrong") is False


def test_a_row_of_buttons_wraps_when_it_has_to(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QWidget

    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    for number in range(6):
        flow.addWidget(Button(f"Button {number}"))
    wide, narrow = flow.heightForWidth(2000), flow.heightForWidth(250)
    assert narrow >= 2 * wide
