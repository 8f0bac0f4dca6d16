# SPDX-License-Identifier: Apache-2.0
"""The collector runs on the main thread alone."""

import gc
import weakref

from PySide6.QtCore import QObject

from ui.garbage import Garbage, collect_what_is_due, spare_what_is_loaded


class Knot:
    """Holds itself."""

    def __init__(self) -> None:
        self.itself = self


def test_the_automatic_collector_is_off_and_cycles_go_all_the_same(qapp: QObject) -> None:
    garbage = Garbage(qapp)
    assert not gc.isenabled()
    knot = Knot()
    gone = weakref.ref(knot)
    del knot
    kept: list[list[int]] = [[] for _ in range(2 * gc.get_threshold()[0])]
    collect_what_is_due()
    assert gone() is None
    assert kept
    garbage.deleteLater()


def test_what_is_loaded_before_a_desk_is_open_is_never_looked_at_again() -> None:
    loaded = [[number] for number in range(1_000)]
    before = gc.get_freeze_count()
    spare_what_is_loaded()
    assert gc.get_freeze_count() > before + len(loaded)
    later = Knot()
    gone = weakref.ref(later)
    del later
    gc.collect()
    assert gone() is None
