# SPDX-License-Identifier: Apache-2.0
"""Somebody at the keyboard of the whole window, whose keys are counted."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.app import Built

T = TypeVar("T")
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class Operator:
    """Presses keys in the window of ``built``, one after the other, as the window follows.

    The keys go to the window as those of a keyboard do: a shortcut or a pop-up gets them first.
    ``typed`` are the texts that were typed, in their order.
    """

    qtbot: QtBot
    built: Built
    keys: int = 0
    typed: list[str] = field(default_factory=list)

    def wait(self) -> None:
        """Let everything that was asked for arrive."""
        for _ in range(3):
            self.qtbot.waitUntil(self.built.tasks.is_idle, timeout=30_000)
            self.qtbot.wait(1)

    def ask(self, question: Callable[..., T], *arguments: object) -> T:
        """Return what an operation answers on the session of the window's desk."""
        desk = self.built.window.desk
        answers: list[T] = []
        assert desk is not None
        self.built.tasks.query(question, desk.session, *arguments, done=answers.append)
        self.wait()
        (answer,) = answers
        return answer

    def focus(self) -> QWidget:
        """Return what has the keyboard, the window where nothing has."""
        return QApplication.focusWidget() or self.built.window

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, *, times: int = 1) -> None:
        """Press a key; with a modifier it counts as two."""
        for _ in range(times):
            QTest.keyClick(self._window(), key, modifiers)
            self.keys += 1 if modifiers == NONE else 2
            self.wait()

    def type(self, text: str, *, spelt: str = "") -> None:
        """Type a text; what is no ASCII is ``spelt`` in pinyin and confirmed with a space."""
        self.typed.append(text)
        if text.isascii():
            for sign in text:
                # The stubs know of a window only keys by their number.
                QTest.keyClick(self._window(), sign)  # type: ignore[call-overload]
            self.keys += len(text)
        else:
            assert spelt, "what was typed to get these characters?"
            composed = QInputMethodEvent()
            composed.setCommitString(text)
            QApplication.sendEvent(self.focus(), composed)
            self.keys += len(spelt) + 1
        self.wait()

    def go_to(self, name: str, *, most: int = 40) -> None:
        """Press Enter until the entry of this accessible name has the keyboard."""
        for _ in range(most):
            if self.focus().accessibleName().startswith(name):
                return
            self.press(Qt.Key.Key_Return)
        raise AssertionError(f"{name} was not reached; {self.focus().accessibleName()} has it")

    def tab_to(self, goal: QWidget, *, most: int = 200) -> None:
        """Press Tab until this widget has the keyboard."""
        for _ in range(most):
            if self.focus() is goal:
                self.wait()
                return
            QTest.keyClick(self._window(), Qt.Key.Key_Tab)
            self.keys += 1
            QApplication.processEvents()
        raise AssertionError(f"{goal} was not reached; {self.focus()} has the keyboard")

    def _window(self) -> QWindow:
        window = self.built.window.windowHandle()
        assert isinstance(window, QWindow)
        return window
