# SPDX-License-Identifier: Apache-2.0
"""Keeps one visit on the screen and its successor ready; holds no personal data and no Qt.

Every visit is a process of its own that ends with it. The successor is started and loaded while
the visitor before is still typing, so that nothing but our own pages is ever on the screen. In
between the supervisor takes away the receipts of the desk and delivers again what has none.
"""

import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from ui.kiosk import pipes

STAFF_EXIT: Final = 10
"""Exit code of a visit that a member of staff ended together with the kiosk."""

CHORE_SECONDS: Final = 3.0
"""How often receipts are collected, envelopes delivered again and the profile looked at."""

GO_SECONDS: Final = 3.0
"""How long a visit that is over may take to end before it is killed."""

TURN_SECONDS: Final = 0.5
"""The longest wait for a word from the children."""

SLOWEST: Final = 60.0
"""Seconds between two starts when every start fails."""

ROOT = Path(__file__).resolve().parent.parent.parent


def visit_command() -> list[str]:
    """Return the command of one visit; a packed program calls itself with a hidden sub-command."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "kiosk-visit"]
    return [sys.executable, "-m", "ui.kiosk.visit"]


@dataclass
class Child:
    """One visit process and what it has said so far."""

    process: "subprocess.Popen[bytes]"
    lines: pipes.Lines
    ready: bool = False
    over: bool = False
    told_at: float = 0.0
    """When it was told to end, on the steady clock; 0 before."""

    def tell(self, word: str) -> None:
        """Say one of the words of ``pipes`` to it."""
        pipes.send(_open(self.process.stdin).fileno(), word)

    def close(self) -> None:
        """Close our ends of its pipes; its end has been waited for."""
        for stream in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                _open(stream).close()


def start(command: Sequence[str]) -> Child:
    """Spawn a visit that loads everything and waits, hidden, for SHOW; raises OSError."""
    process = subprocess.Popen(
        [*command, "--warm"],
        cwd=None if getattr(sys, "frozen", False) else ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        start_new_session=True,  # an interrupt in the terminal is the supervisor's to handle
    )
    return Child(process, pipes.Lines(_open(process.stdout).fileno()))


def _open(stream: "IO[bytes] | None") -> "IO[bytes]":
    if stream is None:
        raise ValueError("a child is started with pipes")
    return stream


@dataclass
class BackOff:
    """How long to wait before the next start: nothing after a visit that ended well."""

    clock: Callable[[], float] = time.monotonic
    failures: int = 0
    _not_before: float = 0.0

    def failed(self) -> None:
        """A child ended in another way than it should: 0.5 s, then twice as long each time."""
        self.failures += 1
        self._not_before = self.clock() + min(SLOWEST, 0.25 * 2.0 ** min(self.failures, 16))

    def went_well(self) -> None:
        """A visit came to its end."""
        self.failures = 0

    def left(self) -> float:
        """Return the seconds until a start is allowed."""
        return max(0.0, self._not_before - self.clock())


@dataclass
class Supervisor:
    """The children of one kiosk; ``chores`` is called every CHORE_SECONDS.

    ``chores`` returns True when the profile is not what the children have loaded any more: they
    are replaced, the visible one as soon as nobody is using it.
    """

    command: Sequence[str]
    chores: Callable[[], bool]
    trial: bool = False
    """Whether a visit that breaks ends the kiosk instead of being followed by the next."""
    clock: Callable[[], float] = time.monotonic
    back_off: BackOff = field(default_factory=BackOff)
    visible: Child | None = None
    warm: Child | None = None
    leaving: list[Child] = field(default_factory=list)
    stopped: bool = False
    visits: int = 0
    """Visits that came to their end."""
    broken: int = 0
    """Visits that ended in another way than they should."""
    outdated: Child | None = None
    """A visible child that leaves once its successor is ready."""
    _next_chores: float = 0.0

    def run(self) -> None:
        """Work until ``stop`` or until a member of staff ends the kiosk; then end the children."""
        try:
            while not self.stopped:
                self.turn()
        finally:
            self._end_all()

    def stop(self) -> None:
        """End after this turn."""
        self.stopped = True

    def turn(self) -> None:
        """Start and show what is missing, wait for a word, take it in, do the chores when due."""
        self._tend()
        pipes.wait([child.lines.number for child in self._all()], self._patience())
        for child in self._all():
            for line in child.lines.take():
                self._hear(child, line)
            if child.lines.ended or child.process.poll() is not None:
                self._bury(child)
        if self.clock() >= self._next_chores:
            self._next_chores = self.clock() + CHORE_SECONDS
            if self.chores():
                self._replace()

    def _tend(self) -> None:
        if self.warm is None and self.back_off.left() == 0:
            self._start()
        ready = self.warm is not None and self.warm.ready
        if ready and self.outdated is not None:
            self.outdated.tell(pipes.LEAVE)
            self.outdated = None
        if self.visible is None and self.warm is not None and ready:
            self.visible, self.warm = self.warm, None
            self.visible.tell(pipes.SHOW)
            if self.back_off.left() == 0:
                self._start()
        for child in self.leaving:
            if child.told_at and self.clock() - child.told_at > GO_SECONDS:
                child.process.kill()

    def _start(self) -> None:
        try:
            self.warm = start(self.command)
        except OSError as problem:
            complain(f"a visit cannot be started: {problem}")
            self._broke()

    def _patience(self) -> float:
        due = self._next_chores - self.clock()
        return max(0.01, min(TURN_SECONDS, due, self.back_off.left() or TURN_SECONDS))

    def _hear(self, child: Child, line: str) -> None:
        word, _, rest = line.partition(" ")
        if word == pipes.READY:
            child.ready = True
        elif word == pipes.OVER and child is self.visible:
            child.over = True
            self.leaving.append(child)
            self.visible = None
        elif word == pipes.SHOWN:
            self._release()
        elif word == pipes.BROKE:
            complain(f"a visit broke: {rest}")

    def _release(self) -> None:
        """The successor is on the screen: whoever is over may go."""
        for child in self.leaving:
            if not child.told_at:
                child.told_at = self.clock()
                child.tell(pipes.GO)

    def _bury(self, child: Child) -> None:
        """Take in how a child ended."""
        try:
            code = child.process.wait(timeout=GO_SECONDS)
        except subprocess.TimeoutExpired:
            child.process.kill()
            code = child.process.wait()
        child.close()
        self._forget(child)
        if code == STAFF_EXIT:
            self.stop()
        elif code == 0:
            self.back_off.went_well()
            self.visits += child.over
        else:
            complain(f"a visit ended with {code}")
            self._broke()

    def _broke(self) -> None:
        self.broken += 1
        self.back_off.failed()
        if self.trial:
            self.stop()

    def _forget(self, child: Child) -> None:
        if child is self.visible:
            self.visible = None
        if child is self.warm:
            self.warm = None
        if child is self.outdated:
            self.outdated = None
        self.leaving = [other for other in self.leaving if other is not child]

    def _replace(self) -> None:
        if self.warm is not None:
            self.leaving.append(self.warm)
            self.warm.tell(pipes.LEAVE)
            self.warm = None
        self.outdated = self.visible

    def _all(self) -> list[Child]:
        return [child for child in (self.visible, self.warm, *self.leaving) if child is not None]

    def _end_all(self) -> None:
        for child in self._all():
            child.process.terminate()
        for child in self._all():
            try:
                child.process.wait(timeout=GO_SECONDS)
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
            child.close()
            self._forget(child)


def complain(text: str) -> None:
    """Say on the error stream what the administrator should know; never a word of a visitor."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"hr-desk kiosk: {text}\n")
        sys.stderr.flush()
