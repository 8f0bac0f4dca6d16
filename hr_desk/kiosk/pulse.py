# SPDX-License-Identifier: Apache-2.0
"""A kiosk's sign of life in the desk's inbox: that it runs, what waits on it, what is wrong.

The front desk sees a kiosk that stopped, whose envelopes do not get through or whose disk is full
before a visitor has to say so. It says nothing of a visitor, and proves nothing.
"""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from hr_desk.domain.clock import Clock, SystemClock
from hr_desk.errors import UserError
from hr_desk.kiosk.drop import Drop
from hr_desk.store.pulses import Pulse, write_pulse

EVERY: Final = timedelta(seconds=60)
"""How often a kiosk says that it runs."""

LEAST_ROOM: Final = 64 * 1024 * 1024
"""Bytes below which a kiosk's own disk is nearly full: twice what may wait there."""


class Heart:
    """Writes the signs of life of one kiosk, one a minute, sooner where something changed."""

    def __init__(self, folder: Path, *, clock: Clock | None = None) -> None:
        self._folder, self._clock = folder, clock or SystemClock()
        self._told: tuple[datetime, tuple[str, ...]] | None = None

    def beat(self, drop: Drop, *, refused: bool = False, broken: bool = False) -> bool:
        """Write a sign of life if one is due; returns whether it was written.

        ``refused``: the profile cannot be used; ``broken``: visits break one after the other. An
        inbox that is away is no error: the desk sees that the signs stop.
        """
        now = self._clock.now()
        found = self._troubles(drop, refused=refused, broken=broken)
        if self._told is not None and found == self._told[1] and now - self._told[0] < EVERY:
            return False
        kept = drop.waiting()
        pulse = Pulse(drop.profile.profile_id, now, kept.count, kept.oldest, found)
        with suppress(UserError, OSError):
            write_pulse(drop.inbox, pulse)
            self._told = (now, found)
            return True
        return False

    def _troubles(self, drop: Drop, *, refused: bool, broken: bool) -> tuple[str, ...]:
        looked: tuple[tuple[str, Callable[[], bool]], ...] = (
            ("profile", lambda: refused),
            ("disk", self._is_full),
            ("visits", lambda: broken),
            ("inbox_full", lambda: drop.inbox.is_dir() and not drop.inbox_room()),
        )
        return tuple(name for name, is_so in looked if is_so())

    def _is_full(self) -> bool:
        try:
            return shutil.disk_usage(self._folder).free < LEAST_ROOM
        except OSError:
            return True
