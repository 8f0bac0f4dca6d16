# SPDX-License-Identifier: Apache-2.0
"""One command of the program in a process of its own, that tells in JSON what it did.

For what touches a share: one that hangs must hold up neither the window nor the desk.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

ROOT = Path(__file__).resolve().parent.parent


def own_start() -> list[str]:
    """Return what starts this program once more, packed or from its source."""
    packed = getattr(sys, "frozen", False)
    return [sys.executable] if packed else [sys.executable, "-m", "ui"]


class Errand(QObject):
    """Runs one command at a time, and ends one that takes longer than ``patience_ms``."""

    ended = Signal(object, str)
    """The JSON object it answered with, None where it failed; and what it said of that."""

    def __init__(self, parent: QObject, *, patience_ms: int) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self.patience = QTimer(self)
        self.patience.setSingleShot(True)
        self.patience.setInterval(patience_ms)
        self.patience.timeout.connect(self._give_up)

    def is_running(self) -> bool:
        """Whether a command is under way."""
        return self._process is not None

    def start(self, words: Sequence[str]) -> None:
        """Run a command; none may be under way."""
        program, *rest = words
        process = QProcess(self)
        process.setWorkingDirectory(str(ROOT))
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        self.patience.start()
        process.start(program, rest)

    def leave(self, gather_ms: int) -> None:
        """End what is under way, and wait for that so long in milliseconds; nothing is told."""
        process, self._process = self._process, None
        if process is not None:
            process.finished.disconnect(self._on_finished)
            process.kill()
            process.waitForFinished(gather_ms)

    def _give_up(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _on_finished(self, code: int, _status: object) -> None:
        if self._process is not None:
            said = _text(self._process.readAllStandardOutput().data())
            why = _text(self._process.readAllStandardError().data()).strip()
            self._end(_read(said) if code == 0 else None, why)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._end(None, "")

    def _end(self, answer: object, why: str) -> None:
        self.patience.stop()
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()
        self.ended.emit(answer, why)


def _text(said: bytes | bytearray | memoryview) -> str:
    return bytes(said).decode("utf-8", "replace")


def _read(said: str) -> dict[str, object] | None:
    try:
        answer = json.loads(said)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None
