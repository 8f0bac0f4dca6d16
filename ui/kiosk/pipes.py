# SPDX-License-Identifier: Apache-2.0
"""One-word lines between the supervisor and its children, read without ever waiting.

Supervisor to child: SHOW, GO, LEAVE. Child to supervisor: READY, SHOWN, OVER, and BROKE with the
places of a fault. None of them carries a word of a visitor.
"""

import os
import select
import sys
import time
from collections.abc import Sequence
from typing import Final

SHOW: Final = "show"
"""Be seen: the visit begins."""
GO: Final = "go"
"""End now: the successor is on the screen."""
LEAVE: Final = "leave"
"""End as soon as nobody is in front of you; the end of the pipe means the same."""

READY: Final = "ready"
"""Everything is loaded; SHOW takes effect at once."""
SHOWN: Final = "shown"
OVER: Final = "over"
"""The visit is over and its page is blank; waits for GO."""
BROKE: Final = "broke"
"""A fault: its kind and places follow on the same line."""

LONGEST: Final = 4096
"""Bytes after which an unfinished line is dropped."""

_TURN_SECONDS = 0.05
"""How often a pipe is looked at where the system cannot wait for one."""


class Lines:
    """The reading end of a pipe, in whole lines."""

    def __init__(self, number: int) -> None:
        """``number`` is the file descriptor; it must not be read by anyone else."""
        self.number = number
        self.ended = False
        self._rest = b""
        if os.name != "nt":
            os.set_blocking(number, False)

    def take(self) -> tuple[str, ...]:
        """Return the lines that have come; sets ``ended`` when there will be no more."""
        while not self.ended and (piece := self._piece()):
            self._rest += piece
        *whole, rest = self._rest.split(b"\n")
        self._rest = rest[:LONGEST]
        return tuple(line.decode("utf-8", "replace").strip() for line in whole)

    def _piece(self) -> bytes:
        """Return bytes that are there, or nothing."""
        waiting = _waiting(self.number)
        if waiting == 0:
            return b""
        try:
            piece = b"" if waiting < 0 else os.read(self.number, LONGEST)
        except BlockingIOError:
            return b""
        except OSError:
            piece = b""
        self.ended = not piece
        return piece


def send(number: int, *words: str) -> bool:
    """Write one line; False when nobody reads the other end any more."""
    try:
        os.write(number, " ".join(words).replace("\n", " ").encode()[: LONGEST - 1] + b"\n")
    except OSError:
        return False
    return True


def wait(numbers: Sequence[int], seconds: float) -> None:
    """Wait until one of the pipes has something to read, at most so long."""
    if not numbers or sys.platform == "win32":
        time.sleep(min(seconds, _TURN_SECONDS) if numbers else seconds)
    else:
        select.select(numbers, (), (), seconds)


if sys.platform == "win32":

    def _waiting(number: int) -> int:
        """Return how many bytes can be read, -1 at the end of the pipe."""
        import ctypes
        import msvcrt

        count = ctypes.c_ulong()
        handle = ctypes.c_void_p(msvcrt.get_osfhandle(number))
        peek = ctypes.WinDLL("kernel32").PeekNamedPipe
        ok = peek(handle, None, 0, None, ctypes.byref(count), None)
        return count.value if ok else -1

else:

    def _waiting(number: int) -> int:
        """Return 1: reading does not wait here, so there is no need to ask."""
        del number
        return 1
