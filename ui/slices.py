# SPDX-License-Identifier: Apache-2.0
"""Long work of the main thread in slices: a little in every turn of the event loop.

What takes long in a window is making widgets, and widgets are made on the main thread alone. Work
is written as a generator that stops wherever the window may answer to its person in between.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import ClassVar
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

SLICE_SECONDS = 0.008
"""A turn takes a further step as long as it is younger than this."""
IN_THE_NEXT_TURN_MS = 1
"""For a timer: glib fires one of no time twice in one turn of the loop."""

Steps = Iterator[None]


class Slices(QObject):
    """Runs generators to their end, one after the other, between the events of the window."""

    _all: ClassVar["WeakSet[Slices]"] = WeakSet()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[tuple[Steps, Callable[[], object] | None]] = deque()
        self._stepping = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IN_THE_NEXT_TURN_MS)
        self._timer.timeout.connect(self._turn)
        Slices._all.add(self)

    def add(self, steps: Steps, then: Callable[[], object] | None = None) -> None:
        """Run a generator behind those that wait, from a later turn on; ``then`` at its end."""
        self._waiting.append((steps, then))
        self._timer.start()

    def is_running(self) -> bool:
        """Whether anything is left to do."""
        return bool(self._waiting)

    def finish(self) -> None:
        """Do all that is left at once: somebody cannot wait. A step of its own changes nothing."""
        while self._waiting and not self._stepping:
            self._step()

    def drop(self) -> None:
        """Do nothing further of what waits."""
        while self._waiting:
            self._waiting.popleft()
        self._timer.stop()

    def _turn(self) -> None:
        ends = time.perf_counter() + SLICE_SECONDS
        try:
            while self._waiting and time.perf_counter() < ends:
                self._step()
        finally:
            if self._waiting:
                self._timer.start()

    def _step(self) -> None:
        """Take one step; a generator that ends or fails is not asked again."""
        steps, then = first = self._waiting[0]
        self._stepping, ended = True, True
        try:
            ended = next(steps, steps) is steps
        finally:
            self._stepping = False
            if ended and self._waiting and self._waiting[0] is first:
                self._waiting.popleft()
        if ended and then is not None:
            then()


def any_running() -> bool:
    """Whether work in slices is under way anywhere in the window."""
    return any(isValid(one) and one.is_running() for one in list(Slices._all))


def polished(branch: QWidget) -> Steps:
    """Look up the style of a widget and all below it, before they are shown together."""
    for one in (branch, *branch.findChildren(QWidget)):
        if isValid(one):
            one.ensurePolished()
            yield
