# SPDX-License-Identifier: Apache-2.0
"""Locking: who counts as active, what happens in which order, and that the process really ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import PASSPHRASE
from ui import lock
from ui.session import Surroundings
from ui.tasks import Tasks

ROOT = Path(__file__).resolve().parents[2]


class Clocks:
    """A steady clock and a wall clock that a test turns."""

    steady = wall = 1000.0


def watch(clocks: Clocks, minutes: int = 10) -> lock.IdleWatch:
    return lock.IdleWatch(minutes, steady=lambda: clocks.steady, wall=lambda: clocks.wall)


def test_ten_idle_minutes_expire(qapp: QApplication) -> None:
    clocks = Clocks()
    expired: list[bool] = []
    left: list[int] = []
    idle = watch(clocks)
    idle.expired.connect(lambda: expired.append(True))
    idle.seconds_left.connect(left.append)
    clocks.steady += 599
    idle.look()
    assert (left, expired) == ([1], [])
    clocks.steady += 1
    idle.look()
    assert expired == [True]


def test_a_laptop_that_slept_is_locked_at_once(qapp: QApplication) -> None:
    clocks = Clocks()
    expired: list[bool] = []
    idle = watch(clocks)
    idle.expired.connect(lambda: expired.append(True))
    clocks.wall += 3600
    idle.look()
    assert expired == [True]


def test_activity_starts_the_count_afresh(qapp: QApplication) -> None:
    clocks = Clocks()
    left: list[int] = []
    idle = watch(clocks)
    idle.seconds_left.connect(left.append)
    clocks.steady += 500
    idle.touch()
    clocks.steady += 10
    idle.look()
    assert left == [590]


def test_events_made_by_the_program_are_no_activity(qtbot: QtBot) -> None:
    clocks = Clocks()
    left: list[int] = []
    idle = watch(clocks)
    idle.seconds_left.connect(left.append)
    widget = QWidget()
    qtbot.addWidget(widget)
    clocks.steady += 500
    moved = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(1, 1), QPointF(1, 1), Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    assert not idle.eventFilter(widget, moved)
    idle.look()
    assert left == [100]


def test_keys_in_the_window_and_words_of_an_input_method_are_activity(
    qtbot: QtBot, qapp: QApplication
) -> None:
    clocks = Clocks()
    left: list[int] = []
    idle = watch(clocks)
    idle.seconds_left.connect(left.append)
    line = QLineEdit()
    qtbot.addWidget(line)
    idle.follow(qapp)
    line.show()
    line.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    clocks.steady += 500
    QTest.keyClick(line.windowHandle(), Qt.Key.Key_A)
    idle.look()
    clocks.steady += 500
    QApplication.sendEvent(line, QInputMethodEvent("zhang", []))
    idle.look()
    assert left == [600, 600]


def test_lock_starts_the_successor_closes_and_ends(
    around: Surroundings, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    session = around.desk.session
    close = session.close

    def succeed(folder: Path, language: str) -> int:
        order.append(f"succeed {folder.name} {language}")
        return 1

    def closed() -> None:
        order.append("close")
        close()

    monkeypatch.setattr(session, "close", closed)
    lock.lock(
        session, tasks, language="zh_CN", succeed=succeed, end=lambda c: order.append(f"end {c}")
    )
    assert order == ["succeed desk zh_CN", "close", "end 0"]


def test_lock_does_not_wait_for_a_worker_that_hangs(
    around: Surroundings, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    gate = threading.Event()
    ended: list[int] = []
    monkeypatch.setattr(lock, "WAIT_SECONDS", 0.05)
    tasks.query(gate.wait)
    lock.lock(around.desk.session, tasks, language="en", succeed=lambda *_: 1, end=ended.append)
    gate.set()
    assert ended == [0]


def test_a_lock_that_cannot_start_its_successor_still_ends(
    around: Surroundings, tasks: Tasks
) -> None:
    ended: list[int] = []

    def fail(_folder: Path, _language: str) -> int:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        lock.lock(around.desk.session, tasks, language="en", succeed=fail, end=ended.append)
    assert ended == [0]


def test_the_successor_opens_the_same_desk_in_the_same_language() -> None:
    command = lock.successor_command(Path("/desks/one"), "en")
    assert command[-5:] == ["--desk", "/desks/one", "--language", "en", "--successor"]


DRIVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from hr_desk.operations import desks
from hr_desk.vault.slots import use_cheap_key_derivation
from ui import app, lock
from ui.preferences import Preferences

folder = Path(sys.argv[1])

def succeed(folder, language):
    number = lock.start_successor(folder, language)
    print(number, flush=True)
    return number

with use_cheap_key_derivation():
    application = app.new_application(["hr-desk"])
    preferences = Preferences(QSettings(sys.argv[2], QSettings.Format.IniFormat))
    built = app.build(application, preferences, succeed=succeed)
    built.window.start(folder)
    built.window.show()
    built.window.entered.connect(lambda _idle: built.window.lock())
    built.tasks.query(
        desks.open_desk, folder, user="admin", passphrase=sys.argv[3], done=built.window.enter
    )
    application.exec()
    raise SystemExit("the process outlived its lock")
"""


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="reads /proc")
def test_a_locked_process_ends_and_its_successor_is_there(folder: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DRIVER, str(folder), str(tmp_path / "w.ini"), PASSPHRASE],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    successor = int(done.stdout)
    try:
        words = Path(f"/proc/{successor}/cmdline").read_bytes().split(b"\0")
        assert b"--successor" in words
        assert str(folder).encode() in words
    finally:
        os.kill(successor, signal.SIGTERM)
