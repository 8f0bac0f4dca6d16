# SPDX-License-Identifier: Apache-2.0
"""Where the window makes editors: read from its source, and heard while it runs.

The source says which places there are: every call that makes a widget in which text is written,
and every call of a function that says it returns one. While the program runs each editor remembers
the calls that led to it. A place that nobody came through is an editor that nobody tried.
"""

import ast
import importlib
import inspect
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any, Final

import pytest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QDoubleSpinBox,
    QLineEdit,
    QListView,
    QListWidget,
    QPlainTextEdit,
    QSpinBox,
    QTableView,
    QTableWidget,
    QTextEdit,
    QTimeEdit,
    QTreeView,
    QTreeWidget,
    QWidget,
)
from shiboken6 import isValid

from ui.widgets.number_box import NumberBox
from ui.widgets.text_line import TextLine, let_type

ROOT: Final = Path(__file__).parents[2]
EDITORS: Final = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)
"""What is written in; a box is where it was made editable."""
_MADE: Final = (
    *(QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox),
    *(QDateEdit, QTimeEdit, QDateTimeEdit),
)
_NAMES: Final = frozenset(kind.__name__ for kind in (*_MADE, TextLine, NumberBox))
_OPENS: Final = "setEditable"
_VIEWS: Final = (QTableView, QTableWidget, QListView, QListWidget, QTreeView, QTreeWidget)
Line = tuple[str, int]
"""A file below the root, and a line in it."""


@dataclass(frozen=True, order=True)
class Place:
    """A call that makes an editor, from its first line to its last."""

    file: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.file}:{self.first}"

    def holds(self, line: Line) -> bool:
        """Whether a line lies in this call."""
        return line[0] == self.file and self.first <= line[1] <= self.last


class Made:
    """Every editor and view that was made since, with the lines of the program that led to it."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.editors: dict[QWidget, tuple[Line, ...]] = {}
        self.views: list[QAbstractItemView] = []
        for kind in _MADE:
            self._listen(patch, kind, "__init__", self._remember)
        for view in _VIEWS:
            self._listen(patch, view, "__init__", self._remember_view)
        self._listen(patch, QComboBox, "setEditable", self._remember)

    def alive(self) -> dict[QWidget, tuple[Line, ...]]:
        """Return the editors that are still there; the others are forgotten."""
        self.editors = {one: led for one, led in self.editors.items() if isValid(one)}
        self.views = [one for one in self.views if isValid(one)]
        return self.editors

    def _listen(self, patch: pytest.MonkeyPatch, kind: type, name: str, heard: Any) -> None:
        original = getattr(kind, name)

        def called(widget: Any, *arguments: Any, **values: Any) -> None:
            original(widget, *arguments, **values)
            heard(widget)

        patch.setattr(kind, name, called)

    def _remember(self, widget: QWidget) -> None:
        self.editors[widget] = tuple(_lines(sys._getframe(2)))

    def _remember_view(self, view: QAbstractItemView) -> None:
        self.views.append(view)


def _lines(frame: FrameType | None) -> Iterator[Line]:
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(str(ROOT / "ui")):
            yield file.removeprefix(f"{ROOT}/"), frame.f_lineno
        frame = frame.f_back


def places() -> Iterator[Place]:
    """Yield every place of the window in which an editor is made.

    Editors of values (``ui/forms``) and the kiosk are found by tests of their own.
    """
    trees = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): ast.parse(path.read_text("utf-8"))
        for path in sorted((ROOT / "ui").rglob("*.py"))
        if not {"kiosk", "forms"} & set(path.relative_to(ROOT).parts)
    }
    named = {(module, name) for module, tree in trees.items() for name in makers(tree)}
    for module, tree in trees.items():
        for call in calls(importlib.import_module(module), tree, named):
            file = f"{module.replace('.', '/')}.py"
            yield Place(file, call.lineno, call.end_lineno or call.lineno)


def calls(module: ModuleType, tree: ast.Module, named: set[tuple[str, str]]) -> Iterator[ast.Call]:
    """Yield the calls of a module that make an editor; ``named`` are makers, module and name."""
    for one in ast.walk(tree):
        if isinstance(one, ast.Call) and _makes(module, named, one):
            yield one


def makers(tree: ast.Module) -> Iterator[str]:
    """Yield the functions that return a new editor, and the boxes that let somebody type."""
    for one in ast.walk(tree):
        if isinstance(one, ast.FunctionDef) and one.returns is not None:
            said = {part.id for part in ast.walk(one.returns) if isinstance(part, ast.Name)}
            if said & _NAMES and any(_is_new(part) for part in ast.walk(one)):
                yield one.name
        if isinstance(one, ast.ClassDef) and any(_lets_type(part) for part in ast.walk(one)):
            yield one.name


def _is_new(part: ast.AST) -> bool:
    """Whether something is made here: a function that hands out what is there makes nothing."""
    if not isinstance(part, ast.Call):
        return False
    called = part.func.id if isinstance(part.func, ast.Name) else ""
    return called in _NAMES or (isinstance(part.func, ast.Attribute) and part.func.attr == _OPENS)


def _lets_type(part: ast.AST) -> bool:
    """Whether a box lets somebody type in itself."""
    if not isinstance(part, ast.Call) or not part.args:
        return False
    called = part.func.id if isinstance(part.func, ast.Name) else ""
    about = part.args[0]
    return called == let_type.__name__ and isinstance(about, ast.Name) and about.id == "self"


def _makes(module: ModuleType, named: set[tuple[str, str]], call: ast.Call) -> bool:
    """Whether a call makes an editor: of a class, by a function, or out of a box."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr == _OPENS or (module.__name__, call.func.attr) in named
    found = getattr(module, call.func.id, None) if isinstance(call.func, ast.Name) else None
    if inspect.isclass(found) and issubclass(found, EDITORS):
        return True
    return (getattr(found, "__module__", ""), getattr(found, "__name__", "")) in named
