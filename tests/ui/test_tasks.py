# SPDX-License-Identifier: Apache-2.0
"""The one lane: order, one way back, nothing lost, nothing delivered to what is gone."""

import gc
import sys
import threading
from collections.abc import Callable
from types import FrameType, ModuleType
from typing import NoReturn

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hr_desk.errors import UserError
from ui.tasks import Tasks

Wait = Callable[[], None]


def test_two_thousand_calls_arrive_in_order_on_the_main_thread(
    tasks: Tasks, wait_idle: Wait
) -> None:
    seen: list[int] = []
    threads: set[int] = set()
    workers: set[int] = set()

    def work(number: int) -> int:
        workers.add(threading.get_ident())
        return number

    def done(number: int) -> None:
        threads.add(threading.get_ident())
        seen.append(number)

    for number in range(2000):
        tasks.query(work, number, done=done)
    wait_idle()
    assert seen == list(range(2000))
    assert threads == {threading.main_thread().ident}
    assert len(workers) == 1
    assert workers.isdisjoint(threads)


def test_a_newer_query_of_a_slot_drops_the_older(tasks: Tasks, wait_idle: Wait) -> None:
    ran: list[int] = []
    arrived: list[int] = []

    def work(number: int) -> int:
        ran.append(number)
        return number

    gate = threading.Event()
    tasks.query(gate.wait)
    for number in range(50):
        tasks.query(work, number, done=arrived.append, slot="search")
    gate.set()
    wait_idle()
    assert arrived == [49]
    assert ran == [49]


def test_slots_do_not_drop_each_other(tasks: Tasks, wait_idle: Wait) -> None:
    arrived: list[str] = []
    for slot in ("list", "counts"):
        tasks.query(lambda slot=slot: slot, done=arrived.append, slot=slot)
    wait_idle()
    assert arrived == ["list", "counts"]


def test_nothing_is_told_to_a_widget_that_is_gone(
    qtbot: QtBot, tasks: Tasks, wait_idle: Wait
) -> None:
    owner = QWidget()
    arrived: list[int] = []
    gate = threading.Event()
    tasks.query(gate.wait)
    tasks.query(lambda: 1, done=arrived.append, owner=owner)
    tasks.query(lambda: 2, done=arrived.append)
    owner.deleteLater()
    qtbot.waitSignal(owner.destroyed, timeout=1000)
    qtbot.waitUntil(lambda: not _alive(owner))
    gate.set()
    wait_idle()
    assert arrived == [2]


def _alive(widget: QWidget) -> bool:
    from shiboken6 import isValid

    return bool(isValid(widget))


def test_what_a_write_returns_goes_round_before_its_own_callback(
    tasks: Tasks, wait_idle: Wait
) -> None:
    told: list[str] = []
    tasks.changed.connect(lambda value: told.append(f"all {value}"))
    tasks.run(lambda: "x", done=lambda value: told.append(f"own {value}"))
    tasks.query(lambda: "y")
    wait_idle()
    assert told == ["all x", "own x"]


class Refused(UserError):
    """A refusal."""


def refuse() -> NoReturn:
    raise Refused


def test_a_refusal_goes_to_whoever_asked(tasks: Tasks, wait_idle: Wait) -> None:
    failed: list[UserError] = []
    others: list[object] = []
    tasks.refused.connect(lambda error, owner: others.append((error, owner)))
    tasks.run(refuse, failed=failed.append)
    wait_idle()
    assert [type(error) for error in failed] == [Refused]
    assert others == []


def test_a_refusal_that_nobody_takes_names_its_owner(
    qtbot: QtBot, tasks: Tasks, wait_idle: Wait
) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    others: list[tuple[object, object]] = []
    tasks.refused.connect(lambda error, who: others.append((type(error), who)))
    tasks.run(refuse, owner=owner)
    wait_idle()
    assert others == [(Refused, owner)]


def test_a_bug_goes_to_the_crash_page_alone(qtbot: QtBot) -> None:
    tasks = Tasks()
    bugs: list[BaseException] = []
    failed: list[UserError] = []
    tasks.broke.connect(bugs.append)
    tasks.run(lambda: 1 // 0, failed=failed.append)
    qtbot.waitUntil(tasks.is_idle)
    tasks.finish()
    assert [type(bug) for bug in bugs] == [ZeroDivisionError]
    assert failed == []


def test_finishing_runs_the_last_call_behind_the_others() -> None:
    tasks = Tasks()
    ran: list[str] = []
    for number in range(20):
        tasks.query(ran.append, str(number))
    assert tasks.finish(lambda: ran.append("last"))
    assert ran[-1] == "last"
    assert len(ran) == 21


def test_finishing_waits_no_longer_than_it_may() -> None:
    tasks = Tasks()
    gate = threading.Event()
    tasks.query(gate.wait)
    assert not tasks.finish(seconds=0.05)
    gate.set()
    assert tasks.finish(seconds=10)


def test_after_finishing_nothing_more_is_taken(tasks: Tasks) -> None:
    ran: list[int] = []
    tasks.finish()
    tasks.query(ran.append, 1)
    assert tasks.is_idle()
    assert ran == []


def test_finishing_twice_waits_for_the_same_end() -> None:
    gate, ended = threading.Event(), []
    tasks = Tasks()
    tasks.query(gate.wait)
    assert not tasks.finish(lambda: ended.append("last"), seconds=0.01)
    gate.set()
    assert tasks.finish(seconds=10)
    assert ended == ["last"]


def test_the_worker_never_holds_who_asked(tasks: Tasks, wait_idle: Wait) -> None:
    """Its reference could be the last one, and a widget would be destroyed on its thread."""
    started, gate, owner = threading.Event(), threading.Event(), QObject()
    worker: list[int] = []

    def call() -> None:
        worker.append(threading.get_ident())
        started.set()
        gate.wait()

    tasks.query(call, owner=owner, done=lambda _none: owner.objectName())
    assert started.wait(10)
    held: list[object] = []
    frame: FrameType | None = sys._current_frames()[worker[0]]
    while frame is not None:
        held += [value for value in frame.f_locals.values() if value is not tasks]
        frame = frame.f_back
    gate.set()
    for _ in range(3):
        assert not any(one is owner for one in held)
        held = [one for one in gc.get_referents(*held) if not isinstance(one, type | ModuleType)]
        held = [one for one in held if one is not tasks and not _is_globals(one)]
    wait_idle()


def _is_globals(one: object) -> bool:
    return isinstance(one, dict) and "__builtins__" in one


def test_paper_is_drawn_though_the_desk_is_busy_and_on_one_thread(
    tasks: Tasks, wait_idle: Wait, qtbot: QtBot
) -> None:
    gate, threads, told = threading.Event(), set[int](), list[object]()

    def paper() -> bytes:
        threads.add(threading.get_ident())
        return b"%PDF"

    def no_paper() -> bytes:
        raise UserError

    tasks.query(gate.wait)
    for _time in range(3):
        tasks.draw(paper, done=told.append)
    tasks.draw(no_paper, failed=lambda error: told.append(type(error)))
    qtbot.waitUntil(lambda: len(told) == 4)
    assert told == [b"%PDF"] * 3 + [UserError]
    assert len(threads) == 1 and threading.main_thread().ident not in threads
    assert not tasks.is_idle()
    gate.set()
    wait_idle()


def test_nothing_is_drawn_after_the_end(tasks: Tasks) -> None:
    drawn: list[int] = []
    assert tasks.finish()
    tasks.draw(lambda: drawn.append(1))
    assert drawn == []
