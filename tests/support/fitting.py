# SPDX-License-Identifier: Apache-2.0
"""Whether what a window says can be read: it fits, every character has a glyph, controls a name."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QWidget,
)

from ui.widgets.panels import EmptyState

TOLERANCE = 1
"""Pixels that rounding may cost."""


def misfits(window: QWidget) -> Iterator[str]:
    """Yield a line for each visible text that does not fit, is squeezed, or lacks a glyph.

    So does what scrolls up and down only and is wider than its place, and an icon without words.
    """
    for widget in _shown(window):
        if isinstance(widget, QScrollArea):
            yield from _cut_at_the_side(widget)
        if isinstance(widget, EmptyState) and not widget.title.text():
            yield "EmptyState: shows an icon without words"
        text = shown_text(widget)
        if text.strip():
            yield from (f"{type(widget).__name__} “{text}”: {why}" for why in _wrong(widget, text))


def _shown(parent: QWidget) -> Iterator[QWidget]:
    """Yield what is visible in a window, without a look at what lies in hidden pages."""
    for child in parent.children():
        if isinstance(child, QWidget) and not child.isHidden():
            if child.width() > 0:
                yield child
            yield from _shown(child)


def shown_text(widget: QWidget) -> str:
    """Return what a label, a button or a field says."""
    if isinstance(widget, QLabel | QAbstractButton):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLineEdit):
        return widget.text() or widget.placeholderText()
    return ""


def _wrong(widget: QWidget, text: str) -> Iterator[str]:
    missing = {c for c in text if c not in "\n\t" and not _has_glyph(widget, c)}
    if missing:
        yield f"no glyph for {sorted(missing)}"
    if isinstance(widget, QLabel | QAbstractButton) and not _fits(widget):
        hint = widget.sizeHint()
        yield f"needs {hint.width()}x{hint.height()}, has {widget.width()}x{widget.height()}"
    if not _inside(widget):
        yield "reaches out of its parent"


def _has_glyph(widget: QWidget, character: str) -> bool:
    return QFontMetrics(widget.font()).inFontUcs4(ord(character))


def _fits(widget: QLabel | QAbstractButton) -> bool:
    width, height = widget.width() + TOLERANCE, widget.height() + TOLERANCE
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) <= height and _words_fit(widget)
    hint = widget.sizeHint()
    return hint.width() <= width and hint.height() <= height


def _words_fit(label: QLabel) -> bool:
    """Whether no unbreakable word is wider than the label (Han text breaks anywhere)."""
    metrics, room = label.fontMetrics(), label.contentsRect().width() + TOLERANCE
    text = label.text().replace("-", "- ").replace("/", "/ ")  # where Qt may break a line
    words = (word for word in text.split() if word.isascii())
    return all(metrics.horizontalAdvance(word) <= room for word in words)


def _inside(widget: QWidget) -> bool:
    """Whether the widget lies within its parent, unless a scroll area shows parts of it."""
    parent = widget.parentWidget()
    if parent is None or _scrolled(widget) or widget.windowFlags() & Qt.WindowType.Popup:
        return True
    room = QRect(QPoint(-TOLERANCE, -TOLERANCE), parent.size()).adjusted(0, 0, 2, 2)
    return room.contains(widget.geometry())


def _cut_at_the_side(area: QScrollArea) -> Iterator[str]:
    content, room = area.widget(), area.viewport().width() + TOLERANCE
    never = area.horizontalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    if never and content is not None and content.width() > room:
        yield f"QScrollArea of {type(content).__name__}: {content.width()} wide, shows {room}"


def _scrolled(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            return True
        above = above.parentWidget()
    return False


def nameless(window: QWidget) -> Iterator[str]:
    """Yield a line for each visible control in the order of Tab that no screen reader names."""
    for widget in _shown(window):
        name = widget.objectName()
        inner = name.startswith("qt_") or isinstance(widget, QMenu)
        inner = inner or isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner:
            reader = QAccessible.queryAccessibleInterface(widget)
            if reader is not None and not reader.text(QAccessible.Text.Name).strip():
                yield f"{type(widget).__name__} {name} in {type(widget.parentWidget()).__name__}"


def texts(window: QWidget) -> frozenset[str]:
    """Return everything that is said in a window now."""
    return frozenset(shown_text(widget) for widget in _shown(window))
