# SPDX-License-Identifier: Apache-2.0
"""Collects Python's cyclic garbage on the main thread alone.

The collector runs on whichever thread happens to allocate, so the worker could destroy a Qt object
while the main thread sends it an event: a segmentation fault, seen in one of nine runs of the
window's tests.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MILLISECONDS = 1_000
"""How often the main thread looks whether there is enough to collect."""


class Garbage(QObject):
    """Takes the collector over for the life of the process."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_what_is_due)
        self._timer.start(EVERY_MILLISECONDS)


def spare_what_is_loaded() -> None:
    """Leave all there is now out of every later collection. To be called before a desk is open.

    The phrases of the pinyin library alone are 200,000 lists, four fifths of what a collection of
    everything had to look at: it kept the main thread for more than 60 ms. What belongs to a desk
    is never spared.
    """
    gc.freeze()


def collect_what_is_due() -> None:
    """Collect the generations that are past the interpreter's own thresholds."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    for generation in (2, 1, 0):
        if counts[generation] > thresholds[generation]:
            gc.collect(generation)
            return
