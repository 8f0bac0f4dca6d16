# SPDX-License-Identifier: Apache-2.0
"""Locking ends the process.

Closing a desk leaves thousands of copies of its rows in memory, so the window hides, starts its
successor on the unlock page and the process ends with all its workers. It never asks a question:
drafts are kept while people type, and once more here within a bounded wait.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from ui.errand import own_start
from ui.tasks import Tasks

if TYPE_CHECKING:
    from hr_desk.operations.session import Session

WAIT_SECONDS = 2.0
"""How long locking waits for drafts and for the files to close."""
WARN_SECONDS = 60
"""The countdown is shown in the last minute."""

_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


def successor_command(folder: Path, language: str, *, shift: bool = False) -> list[str]:
    """Return the command that opens the unlock page of a desk in a new process.

    With ``shift`` it waits for the next guard's card and begins at the front desk.
    """
    words = [*own_start(), "--desk", str(folder), "--language", language, "--successor"]
    return [*words, "--shift"] if shift else words


def start_successor(folder: Path, language: str, *, shift: bool = False) -> int:
    """Start the next process on its unlock page; returns its process id, 0 if it did not start."""
    try:
        # Without its own streams, whoever waits for our output would wait for the successor's.
        process = subprocess.Popen(
            successor_command(folder, language, shift=shift),
            cwd=Path(__file__).resolve().parent.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return 0
    return process.pid


def end_process(code: int = 0) -> None:
    """End this process at once, workers included; nothing of it is cleaned up or asked."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def lock(
    session: "Session",
    tasks: Tasks,
    *,
    language: str,
    succeed: Callable[[Path, str], int] = start_successor,
    end: Callable[[int], None] = end_process,
) -> None:
    """Start the successor, close the desk within WAIT_SECONDS; end whatever happens."""
    try:
        succeed(Path(session.folder), language)
        tasks.finish(session.close, seconds=WAIT_SECONDS)
    finally:
        end(0)


class IdleWatch(QObject):
    """Tells when nobody has touched keyboard or mouse for a while.

    Both clocks count: the steady one, and the wall clock for the hours a laptop sleeps.
    """

    expired = Signal()
    seconds_left = Signal(int)
    """Every second: seconds until the lock."""

    def __init__(
        self,
        minutes: int,
        parent: QObject | None = None,
        *,
        steady: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._seconds = minutes * 60
        self._steady, self._wall = steady, wall
        self._since = (steady(), wall())
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def touch(self) -> None:
        """Start counting afresh."""
        self._since = (self._steady(), self._wall())

    def resume(self) -> None:
        """Count afresh after the limit was reached and did not end the process."""
        self.touch()
        self._timer.start()

    def look(self) -> None:
        """Compare the time since the last activity with the limit."""
        idle = max(self._steady() - self._since[0], self._wall() - self._since[1])
        left = max(0, round(self._seconds - idle))
        self.seconds_left.emit(left)
        if left == 0:
            self._timer.stop()
            self.expired.emit()

    def follow(self, application: QGuiApplication) -> None:
        """Watch the windows a person works in, and what has the keyboard there.

        A filter of the whole application would be called for every event of every widget, tens of
        thousands while a page is built; what a person does reaches a window first.
        """
        application.focusWindowChanged.connect(self._watch)
        application.focusObjectChanged.connect(self._watch)
        self._watch(application.focusWindow())
        self._watch(application.focusObject())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice real activity (made by a person, not by the program) and let it pass.

        Events of an input method are never spontaneous: it hands them over itself.
        """
        del watched
        kind = event.type()
        if kind == QEvent.Type.InputMethod or (kind in _ACTIVITY and event.spontaneous()):
            self.touch()
        return False

    def _watch(self, part: QObject | None) -> None:
        """Hear of what happens in a window or to what has the keyboard; hearing twice is once."""
        if part is not None:
            part.installEventFilter(self)
