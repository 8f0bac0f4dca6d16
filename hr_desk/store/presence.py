# SPDX-License-Identifier: Apache-2.0
"""Who has a file open: each process holds one slot of a lock file for as long as it works.

A sweep's proof rewrites the file, which must not happen while another process reads it; the lock
ends with its process, so a crash leaves nothing behind.
"""

import os
import secrets
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from hr_desk.store.problems import FileBusy

_PLACES: Final = 64
_PATIENCE_SECONDS: Final = 10.0
_LONGEST_ALONE_SECONDS: Final = 60.0
"""How long a newcomer waits for somebody who rewrites or replaces the file."""


class Presence:
    """One process's mark that it has a compartment file open.

    Joining, asking to be alone and letting others in again happen behind a gate, one process at a
    time: a refused upgrade of a POSIX lock drops the shared one for a moment, in which somebody
    else could be told to be alone (measured: one time in three in a tight loop).
    """

    def __init__(self, path: Path) -> None:
        self._gate = path.with_suffix(".gate")
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._place = self._joined(path)
        except BaseException:
            os.close(self._file)
            raise

    def _joined(self, path: Path) -> int:
        deadline = time.monotonic() + _LONGEST_ALONE_SECONDS
        while True:
            with exclusive(self._gate):
                place = _take_any_place(self._file)
            if place is not None:
                return place
            if time.monotonic() > deadline:
                raise FileBusy(file=path.name)
            time.sleep(0.05)

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Yield whether no other process has the file open, and keep it so for the block."""
        with exclusive(self._gate):
            held = _take_all_others(self._file, self._place)
        try:
            yield held
        finally:
            if held:
                with exclusive(self._gate):
                    _release_others(self._file, self._place)

    def close(self) -> None:
        """Give the place back."""
        os.close(self._file)


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Keep every other process out of the block; raises FileBusy after ten seconds."""
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not _lock_whole(file):
            if time.monotonic() > deadline:
                raise FileBusy(file=path.name)
            time.sleep(0.02)
        yield
    finally:
        os.close(file)


if sys.platform == "win32":
    import msvcrt

    def _lock_whole(file: int) -> bool:
        return _lock(file, 0)

    def _lock(file: int, place: int) -> bool:
        os.lseek(file, place, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: int, place: int) -> None:
        os.lseek(file, place, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

    def _take_any_place(file: int) -> int | None:
        places = secrets.SystemRandom().sample(range(_PLACES), _PLACES)
        return next((place for place in places if _lock(file, place)), None)

    def _take_all_others(file: int, own: int) -> bool:
        taken: list[int] = []
        for place in range(_PLACES):
            if place == own:
                continue
            if not _lock(file, place):
                for other in taken:
                    _unlock(file, other)
                return False
            taken.append(place)
        return True

    def _release_others(file: int, own: int) -> None:
        for place in range(_PLACES):
            if place != own:
                _unlock(file, place)

else:
    # flock belongs to the open file, not to the process, so two sessions of one
    # process (tests, a sweep beside a window) count as two.
    import fcntl

    def _flock(file: int, kind: int) -> bool:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _lock_whole(file: int) -> bool:
        return _flock(file, fcntl.LOCK_EX)

    def _take_any_place(file: int) -> int | None:
        return 0 if _flock(file, fcntl.LOCK_SH) else None

    def _take_all_others(file: int, own: int) -> bool:
        del own
        if _flock(file, fcntl.LOCK_EX):
            return True
        # The others hold it shared, and nobody takes it otherwise while the gate is held.
        fcntl.flock(file, fcntl.LOCK_SH)
        return False

    def _release_others(file: int, own: int) -> None:
        del own
        fcntl.flock(file, fcntl.LOCK_SH)
