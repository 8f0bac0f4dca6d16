# SPDX-License-Identifier: Apache-2.0
"""The one lane for anything that touches a desk, and the one way back to the screen.

A single worker thread runs every read and write in the order they were asked for, so a session
and its connections are opened, used and closed on one thread. Paper is drawn and printed on a lane
of its own, which touches no desk: in an alarm it waits for no backup. Results come back through one
signal of one long-lived object, received by a slot on the main thread. No other file may use
threads.
"""

import itertools
import logging
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from hr_desk.errors import UserError
from ui import slices

Done = Callable[[Any], object]
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Asked:
    """One call on its way: who wants to hear of it. It never leaves the main thread."""

    writes: bool
    done: Done | None
    failed: Callable[[UserError], object] | None
    owner: QObject | None
    slot: str | None


@dataclass(frozen=True)
class _Answer:
    number: int
    value: Any = None
    error: BaseException | None = None


class Tasks(QObject):
    """Runs operations and reads on the one worker; callbacks arrive on the main thread."""

    changed = Signal(object)
    """Main thread: what a write returned (a Changes), before its ``done`` is called."""
    refused = Signal(object, object)
    """Main thread: a UserError nobody took, and the owner of the call (or None)."""
    broke = Signal(object)
    """Main thread: an exception that is a bug."""
    idle_changed = Signal(bool)
    """Main thread: True when nothing is under way any more."""
    _answered = Signal()
    """An answer lies in the queue. It carries nothing: a Python object inside a signal that crosses
    threads has crashed PySide (a segmentation fault in one of ten runs of the window's tests)."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._paper = ThreadPoolExecutor(max_workers=1, thread_name_prefix="paper")
        self._numbers = itertools.count(1)
        self._latest: dict[str, int] = {}
        # The worker knows a call by its number: were it handed the owner, the last reference to a
        # widget could go on its thread, which destroys it there.
        self._asked: dict[int, _Asked] = {}
        self._last: Future[Any] | None = None
        self._answers: SimpleQueue[_Answer] = SimpleQueue()
        self._answered.connect(self._deliver_some, Qt.ConnectionType.QueuedConnection)
        self._in_the_next_turn = QTimer(self)
        self._in_the_next_turn.setSingleShot(True)
        self._in_the_next_turn.setInterval(slices.IN_THE_NEXT_TURN_MS)
        self._in_the_next_turn.timeout.connect(self._deliver_some)

    def run(
        self,
        operation: Callable[..., Any],
        *args: Any,
        done: Done | None = None,
        failed: Callable[[UserError], object] | None = None,
        owner: QObject | None = None,
        **values: Any,
    ) -> None:
        """Run a write; what it returns goes to ``changed``, then to ``done``."""
        self._ask(lambda: operation(*args, **values), True, done, failed, owner, None)

    def query(
        self,
        read: Callable[..., Any],
        *args: Any,
        done: Done | None = None,
        failed: Callable[[UserError], object] | None = None,
        owner: QObject | None = None,
        slot: str | None = None,
        **values: Any,
    ) -> None:
        """Run a read; a newer read of the same ``slot`` drops an older one that still waits."""
        self._ask(lambda: read(*args, **values), False, done, failed, owner, slot)

    def draw(
        self,
        paper: Callable[[], Any],
        *,
        done: Done | None = None,
        failed: Callable[[UserError], object] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Draw or print beside everything else; ``paper`` touches no session and no widget."""
        self._ask(paper, False, done, failed, owner, None, lane=self._paper)

    def is_idle(self) -> bool:
        """Whether everything asked for has been answered, and what is shown in slices is shown."""
        return not self._asked and not slices.any_running()

    def finish(self, last: Callable[[], object] | None = None, *, seconds: float = 2.0) -> bool:
        """Take no more work, run ``last`` behind what waits; False if it took over ``seconds``.

        Asked again, it waits for the same end.
        """
        if self._last is None:
            self._last = self._worker.submit(last or (lambda: None))
            for lane in (self._worker, self._paper):
                lane.shutdown(wait=False)
        return _ends_within(self._last, seconds)

    def _ask(
        self,
        call: Callable[[], Any],
        writes: bool,
        done: Done | None,
        failed: Callable[[UserError], object] | None,
        owner: QObject | None,
        slot: str | None,
        lane: ThreadPoolExecutor | None = None,
    ) -> None:
        if self._last is not None:
            return
        number = next(self._numbers)
        if slot is not None:
            self._latest[slot] = number
        self._asked[number] = _Asked(writes, done, failed, owner, slot)
        if len(self._asked) == 1:
            self.idle_changed.emit(False)
        (lane or self._worker).submit(self._work, number, call, slot)

    def _work(self, number: int, call: Callable[[], Any], slot: str | None) -> None:
        """Worker thread: run one call and post its answer."""
        if self._superseded(number, slot):
            answer = _Answer(number)
        else:
            try:
                answer = _Answer(number, call())
            except BaseException as error:  # noqa: BLE001 - it is carried to the main thread
                answer = _Answer(number, error=error)
        self._answers.put(answer)
        if isValid(self):
            self._answered.emit()

    def _superseded(self, number: int, slot: str | None) -> bool:
        return slot is not None and self._latest.get(slot) != number

    @Slot()
    def _deliver_some(self) -> None:
        """Deliver answers for as long as a slice lasts: many that come at once take their turns."""
        if self._in_the_next_turn.isActive():
            return
        ends = time.perf_counter() + slices.SLICE_SECONDS
        try:
            while not self._answers.empty() and time.perf_counter() < ends:
                self._deliver()
        finally:
            if isValid(self) and not self._answers.empty():
                self._in_the_next_turn.start()

    def _deliver(self) -> None:
        answer = self._answers.get_nowait()
        asked, ended = self._asked.pop(answer.number), self._last is not None
        if answer.error is None and asked.writes and not ended:
            self.changed.emit(answer.value)
        gone = asked.owner is not None and not isValid(asked.owner)
        if not (gone or self._superseded(answer.number, asked.slot) or ended):
            self._tell(asked, answer)
        if not self._asked and isValid(self):
            self.idle_changed.emit(True)

    def _tell(self, asked: _Asked, answer: _Answer) -> None:
        if answer.error is None:
            if asked.done is not None:
                asked.done(answer.value)
        elif not isinstance(answer.error, UserError):
            self.broke.emit(answer.error)
        elif asked.failed is not None:
            asked.failed(answer.error)
        else:
            self.refused.emit(answer.error, asked.owner)


def _ends_within(waiting: "Future[Any]", seconds: float) -> bool:
    try:
        error = waiting.exception(timeout=seconds)
    except FutureTimeout:
        return False
    if error is not None:
        _log.error("the last call of a session failed: %s", type(error).__name__)
    return True
