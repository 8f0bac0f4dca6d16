# SPDX-License-Identifier: Apache-2.0
"""Somebody composes Chinese text into every editor that comes into sight, and looks what happens.

While letters are being composed nothing may happen: no text changes, nothing is said, asked, begun
or put into the editor, and the keyboard stays. What is committed stands there whole, however long,
with a character outside the first plane. Then what stood there before is put back.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSpinBox,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from tests.support.editor_places import Line, Made, Place
from tests.support.fitting import texts
from tests.support.input_method import STEPS, commit, compose, standing
from ui.tasks import Tasks
from ui.widgets.text_line import MOST_TYPED

WORDS: Final = "中国𠮷"
LONG: Final = "长" * 3000
"""Far more than anything takes."""
_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
EDIT: Final = Qt.ItemDataRole.EditRole
SOON_MS: Final = 2500
"""What is begun a moment after a key: a search, a preview, a draft that is kept."""
_TOUCHING: Final = (
    (QLineEdit, ("setText", "clear", "setValidator", "setReadOnly", "setMaxLength")),
    (QComboBox, ("setEditText", "setCurrentText", "setCurrentIndex", "clear")),
    *((kind, ("setPlainText", "clear", "setReadOnly")) for kind in (QPlainTextEdit, QTextEdit)),
    (QTimer, ("start",)),
    (Tasks, ("run", "query", "draw")),
)
"""What would throw a composition away, or begin something."""


class Composer:
    """Tries every editor once where it is seen ready to be written in, else on its hidden panel."""

    def __init__(
        self, window: QWidget, made: Made, patch: pytest.MonkeyPatch, settle: Callable[[], object]
    ) -> None:
        """``settle`` lets everything that was asked for arrive."""
        self.window, self.made, self.settle = window, made, settle
        self.tried: set[Line] = set()
        self._front = ""
        self._done: set[QWidget] = set()
        self._columns: set[tuple[str, int]] = set()
        self._heard: list[str] | None = None
        self._about: QWidget | None = None
        self._started: list[QTimer] = []
        for kind, names in _TOUCHING:
            for name in names:
                self._listen(patch, kind, name)

    def untried(self, places: Iterable[Place]) -> list[str]:
        """Return the places where editors are made in which nobody composed so far."""
        return [str(one) for one in places if not any(map(one.holds, self.tried))]

    def visit(self, front: str) -> Iterator[str]:
        """Try what is new at a scene; ``front`` is the page or gate that it shows."""
        before = len(self.tried)
        yield from self._in_sight()
        if front != self._front:
            self._front = front
            yield from self._out_of_sight()
        if len(self.tried) > before:
            self.settle()

    def _in_sight(self) -> Iterator[str]:
        """Compose into everything in sight that was not tried yet; yield what went wrong."""
        had = QApplication.focusWidget()
        for editor, led in list(self.made.alive().items()):
            if not isValid(editor) or editor in self._done:
                continue
            if is_read_only(editor):
                self.tried.update(led)
            elif editor.isVisible() and editor.isEnabled():
                self._done.add(editor)
                yield from self._named(editor, led)
        for view in self.made.views:
            if isValid(view) and view.isVisible() and view.model() is not None:
                yield from self._cells(view)
        if had is not None and isValid(had):
            had.setFocus()

    def _out_of_sight(self) -> Iterator[str]:
        """Compose into what no walk has shown so far, where it waits on a panel that is hidden."""
        for editor, led in list(self.made.alive().items()):
            if isValid(editor) and not editor.isVisible() and not set(led) <= self.tried:
                yield from self._named(editor, led)

    def _named(self, editor: QWidget, led: tuple[Line, ...]) -> Iterator[str]:
        self.tried.update(led)
        file, number = next((one for one in led if "/widgets/" not in one[0]), led[0])
        name = f"{file}:{number} ({editor.accessibleName()})"
        yield from (f"{name}: {line}" for line in self._try(editor))

    def _try(self, editor: QWidget) -> Iterator[str]:
        place = place_of(editor)
        before = standing(place)
        own = editor in self.made.editors and not isinstance(editor, QAbstractSpinBox)
        if own and isinstance(place, QLineEdit) and place.maxLength() < MOST_TYPED:
            yield f"cuts what is beyond {place.maxLength()} characters"
        if place.isVisible():
            place.setFocus()
        focused = QApplication.focusWidget() if place.isVisible() else None
        to_the_end(place)
        yield from self._compose(place, before, focused)
        with self._listening() as begun:
            commit(place, WORDS)
        if isinstance(editor, QAbstractSpinBox):
            yield from self._number(editor, before)
            return
        compose(place, *STEPS)
        yield from self._let_arrive(place, begun)
        commit(place, LONG)
        wanted = before + WORDS + LONG
        if standing(place) != wanted:
            yield f"of {len(wanted)} characters {len(standing(place))} are left"
        if focused is not None and QApplication.focusWidget() is not focused:
            yield f"the keyboard went to {QApplication.focusWidget()}"
        yield from self._put_back(place, before)

    def _compose(self, place: QWidget, before: str, focused: QWidget | None) -> Iterator[str]:
        """Compose and mean nothing of it yet: nothing happens."""
        said = texts(self.window) if focused is not None else frozenset()
        with self._listening() as heard:
            compose(place, *STEPS)
        if heard or standing(place) != before:
            yield f"while composing “{standing(place)}”: {', '.join(heard)}"
        if focused is not None and texts(self.window) != said:
            yield f"said while composing: {sorted(texts(self.window) ^ said)}"
        if focused is not None and QApplication.focusWidget() is not focused:
            yield f"while composing the keyboard went to {QApplication.focusWidget()}"

    def _number(self, editor: QAbstractSpinBox, before: str) -> Iterator[str]:
        """What is no number leaves the one that stands there; digits may be full-width."""
        if standing(editor) != before:
            yield f"“{before}” became “{standing(editor)}”"
        if isinstance(editor, QSpinBox):
            value = editor.value()
            editor.selectAll()
            commit(place_of(editor), str(editor.maximum()).translate(_FULL_WIDTH))
            if editor.value() != editor.maximum():
                yield f"full-width digits became {editor.value()}"
            editor.setValue(value)

    def _let_arrive(self, place: QWidget, begun: list[str]) -> Iterator[str]:
        """Let what a commit began come to its end while the next word is composed."""
        if not begun:
            return
        for timer in [one for one in self._started if isValid(one) and one.interval() <= SOON_MS]:
            timer.stop()
            timer.timeout.emit()
        with self._listening(place) as heard:
            self.settle()
        if heard:
            yield f"an answer arrived while composing: {', '.join(heard)}"

    def _put_back(self, place: QWidget, before: str) -> Iterator[str]:
        completer = place.completer() if isinstance(place, QLineEdit) else None
        popup = completer.popup() if completer is not None else None
        if popup is not None:
            popup.hide()
        assert isinstance(place, QLineEdit | QPlainTextEdit | QTextEdit)
        place.selectAll()
        if before:
            commit(place, before)
        elif isinstance(place, QLineEdit):
            place.del_()
        else:
            place.textCursor().removeSelectedText()
        if standing(place) != before:
            yield f"“{standing(place)[:40]}” stays in place of “{before}”"

    def _cells(self, view: QAbstractItemView) -> Iterator[str]:
        model = view.model()
        columns = 1 if isinstance(view, QListView) else model.columnCount()
        for column in range(columns):
            name = (f"{type(view).__module__}.{type(view).__name__}", column)
            if name not in self._columns:
                for row in reversed(range(min(model.rowCount(), 50))):
                    index = model.index(row, column)
                    if model.flags(index) & Qt.ItemFlag.ItemIsEditable:
                        self._columns.add(name)
                        yield from (f"{name}: {one}" for one in self._try_cell(view, index))
                        break

    def _try_cell(self, view: QAbstractItemView, index: QModelIndex) -> Iterator[str]:
        """Open a cell, compose into it, take the text in with Enter, and put the old one back."""
        model, before = index.model(), index.data(EDIT) or ""
        row, column, known = index.row(), index.column(), set(_inside(view))
        view.setFocus()
        view.setCurrentIndex(index)
        view.edit(index)
        editor = next((one for one in _inside(view) if one not in known), None)
        if isinstance(editor, QLineEdit):
            yield from self._try(editor)
            editor.selectAll()
            commit(editor, WORDS + LONG)
            QTest.keyClick(editor, Qt.Key.Key_Return)
            self.settle()
            now = model.index(row, column)
            if now.data(EDIT) != WORDS + LONG:
                yield f"the cell says “{str(now.data(EDIT))[:40]}”"
            model.setData(now, before, EDIT)
        elif editor is not None:
            QTest.keyClick(editor, Qt.Key.Key_Escape)
        self.settle()

    @contextmanager
    def _listening(self, about: QWidget | None = None) -> Iterator[list[str]]:
        self._heard, self._about, self._started = list[str](), about, list[QTimer]()
        yield self._heard
        self._heard = None

    def _listen(self, patch: pytest.MonkeyPatch, kind: type, name: str) -> None:
        original = getattr(kind, name)

        def called(widget: Any, *arguments: Any, **values: Any) -> Any:
            if self._heard is not None and self._about in (None, widget):
                self._heard.append(f"{type(widget).__name__}.{name}")
                if isinstance(widget, QTimer):
                    self._started.append(widget)
            return original(widget, *arguments, **values)

        patch.setattr(kind, name, called)


def _inside(view: QAbstractItemView) -> list[QWidget]:
    return view.viewport().findChildren(QWidget)


def is_read_only(editor: QWidget) -> bool:
    """Whether an editor is there to be read and copied."""
    kinds = QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox
    return isinstance(editor, kinds) and editor.isReadOnly()


def place_of(editor: QWidget) -> QWidget:
    """Return what an input method talks to: the line in a box or a number."""
    line = editor.lineEdit() if isinstance(editor, QComboBox | QAbstractSpinBox) else None
    return line or editor


def to_the_end(place: QWidget) -> None:
    """Put the cursor behind the last character."""
    if isinstance(place, QLineEdit):
        place.end(False)
    elif isinstance(place, QPlainTextEdit | QTextEdit):
        place.moveCursor(QTextCursor.MoveOperation.End)
