# SPDX-License-Identifier: Apache-2.0
"""The process of one visit: what it says to the supervisor, and how it ends."""

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hr_desk.domain.clock import SystemClock, day_of
from hr_desk.kiosk import flow
from tests.support import kiosk
from tests.support.fitting import misfits
from tests.ui.kiosk.conftest import Open
from ui.kiosk import pipes, visit
from ui.kiosk.supervisor import STAFF_EXIT
from ui.kiosk.visit import Kiosk

ROOT = Path(__file__).resolve().parents[3]


class Ended(Exception):
    """Stands for the end of the process."""


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Collect exit codes instead of ending the test."""
    codes: list[int] = []
    monkeypatch.setattr(visit, "end", codes.append)
    return codes


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Collect what is said to the supervisor."""
    said: list[str] = []

    def send(_number: int, *words: str) -> bool:
        said.append(" ".join(words))
        return True

    monkeypatch.setattr(pipes, "send", send)
    monkeypatch.setattr(visit, "silence_errors", lambda: None)
    return said


def test_a_visit_that_is_over_waits_for_its_successor(
    open_kiosk: Open, ends: list[int], says: list[str], qtbot: QtBot
) -> None:
    shown = open_kiosk()
    process = Kiosk(shown.screen, shown.visit, window=True)
    process._supervised = True
    with qtbot.waitSignal(process.shown):
        process.obey(pipes.SHOW)
    shown.visit.go(flow.NOTICE)
    shown.visit.end()
    assert says == [pipes.SHOWN, pipes.OVER]
    assert ends == []
    assert shown.screen.step is None
    process.obey(pipes.GO)
    assert ends == [0]


def test_a_visit_without_supervisor_ends_at_once(open_kiosk: Open, ends: list[int]) -> None:
    shown = open_kiosk()
    Kiosk(shown.screen, shown.visit, window=True)
    shown.visit.end()
    assert ends == [0]


def test_leaving_waits_for_the_visitor(open_kiosk: Open, ends: list[int], says: list[str]) -> None:
    shown = open_kiosk()
    process = Kiosk(shown.screen, shown.visit, window=True)
    shown.visit.go(flow.NOTICE)
    process.obey(pipes.LEAVE)
    assert ends == []
    shown.visit.end()
    assert ends == [0]


def test_leaving_an_unused_screen_ends_it(
    open_kiosk: Open, ends: list[int], says: list[str]
) -> None:
    shown = open_kiosk()
    process = Kiosk(shown.screen, shown.visit, window=True)
    process.obey(pipes.LEAVE)
    assert ends == [0]


def test_a_fault_sends_the_visitor_to_the_front_desk_and_names_no_value(
    open_kiosk: Open, ends: list[int], says: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = open_kiosk()
    process = Kiosk(shown.screen, shown.visit, window=True)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    visit.take_faults(process)
    shown.visit.texts["full_name"] = "王芳"
    try:
        raise ValueError("王芳 13800138000")
    except ValueError as error:
        sys.excepthook(ValueError, error, None)
    assert says[0].startswith(f"{pipes.BROKE} ValueError at test_process.py:")
    assert "王芳" not in says[0] and "138" not in says[0]
    assert shown.visit.texts == {}
    assert ends == []
    shown.visit.end()
    assert ends == [visit.BROKEN]


def test_a_second_fault_ends_it(open_kiosk: Open, ends: list[int], says: list[str]) -> None:
    shown = open_kiosk()
    process = Kiosk(shown.screen, shown.visit, window=True)
    process.fail()
    process.fail()
    assert visit.BROKEN in ends


def test_the_staff_exit_has_a_code_of_its_own(open_kiosk: Open, ends: list[int]) -> None:
    shown = open_kiosk()
    Kiosk(shown.screen, shown.visit, window=True)
    shown.screen.staff_exit.emit()
    assert ends == [STAFF_EXIT]


@pytest.fixture
def options(tmp_path: Path) -> argparse.Namespace:
    today = day_of(SystemClock().now())
    made = kiosk.profile(made_on=today, expires_on=today + timedelta(days=90))
    (tmp_path / "kiosk.profile").write_bytes(made.to_bytes())
    return visit.parser().parse_args(
        [str(tmp_path / "kiosk.profile"), "--desk", made.desk_id, "--window",
         "--folder", str(tmp_path / "own"), "--inbox", str(tmp_path / "inbox")]
    )  # fmt: skip


@pytest.fixture
def built(
    qapp: QApplication, dressed: object, options: argparse.Namespace, qtbot: QtBot
) -> Iterator[Kiosk]:
    made = visit.build(options, qapp)
    yield made
    if made.visit is not None:
        qapp.removeEventFilter(made.visit.activity)
        made.visit.activity.stop()
    made.screen.hide()
    made.screen.deleteLater()


def test_a_built_kiosk_is_hidden_and_stands_at_its_first_step(built: Kiosk) -> None:
    assert built.visit is not None
    assert built.visit.step == flow.START
    assert not built.screen.isVisible()
    assert built.screen.size().toTuple() == visit.WINDOW


def test_a_refused_profile_closes_the_kiosk_in_both_languages(
    qapp: QApplication, dressed: object, options: argparse.Namespace, ends: list[int]
) -> None:
    options.profile.write_bytes(options.profile.read_bytes()[:-9])
    made = visit.build(options, qapp)
    made.screen.show()
    for _ in range(3):
        QApplication.sendPostedEvents()
        made.screen.grab()
    assert made.visit is None
    assert list(misfits(made.screen)) == []
    made.obey(pipes.LEAVE)
    assert ends == [0]
    made.screen.hide()
    made.screen.deleteLater()


@pytest.mark.skipif(os.name == "nt", reason="a pipe that Qt can wait for")
def test_a_warm_process_says_ready_and_ends_with_its_pipe(
    options: argparse.Namespace, tmp_path: Path
) -> None:
    arguments = [str(options.profile), "--desk", options.desk, "--inbox", str(options.inbox)]
    with subprocess.Popen(
        [sys.executable, "-m", "ui.kiosk.visit", *arguments, "--warm", "--window"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(tmp_path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None and process.stdin is not None
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("show\n")
        process.stdin.flush()
        assert process.stdout.readline() == "shown\n"
        process.stdin.close()
        assert process.stdout.readline() == "over\n"
        assert process.wait(timeout=10) == 0


def test_a_process_that_is_to_leave_does_so_when_the_visitor_goes_back(
    open_kiosk: Open, ends: list[int], says: list[str], qtbot: QtBot
) -> None:
    """Its profile may be withdrawn: the next visitor must not begin with it."""
    shown = open_kiosk()
    process = Kiosk(shown.screen, shown.visit, window=True)
    process._supervised = True
    with qtbot.waitSignal(process.shown):
        process.show()
    shown.visit.go(flow.KIND)
    process.obey(pipes.LEAVE)
    assert not shown.visit.is_over
    shown.visit.back()
    assert shown.visit.is_over
