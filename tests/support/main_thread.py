# SPDX-License-Identifier: Apache-2.0
"""How long the main thread is busy without going back to its events.

Measured in processor time of this very thread: on a machine that does other things as well, wall
time says how busy the machine is, not what the window asked of it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractEventDispatcher


@dataclass
class Busy:
    """The longest stretches between two waits of the event loop, by what was being done."""

    doing: str = ""
    stretches: list[tuple[float, str]] = field(default_factory=list)
    """Milliseconds of processor time, and what was being done."""
    _since: float | None = None

    def mark(self) -> None:
        """The loop begins or ends a wait: what lies between two marks was work on events.

        Where the work lies differs with the system (after the wait, or inside it); waiting takes
        no processor time, so every stretch counts.
        """
        now = time.thread_time()
        if self._since is not None:
            self.stretches.append(((now - self._since) * 1000, self.doing))
        self._since = now

    def longest(self) -> dict[str, float]:
        """Return the longest stretch of all that was done, in milliseconds."""
        found: dict[str, float] = {}
        for took, doing in self.stretches:
            found[doing] = max(took, found.get(doing, 0.0))
        return found


@contextmanager
def watched() -> Iterator[Busy]:
    """Watch the event loop of the main thread for the block."""
    busy = Busy()
    loop = QAbstractEventDispatcher.instance()
    loop.awake.connect(busy.mark)
    loop.aboutToBlock.connect(busy.mark)
    try:
        yield busy
    finally:
        loop.awake.disconnect(busy.mark)
        loop.aboutToBlock.disconnect(busy.mark)
