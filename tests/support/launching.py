# SPDX-License-Identifier: Apache-2.0
"""A process that forks workers on command, and the pipe on which they tell what is safe."""

import ctypes
import json
import os
import select
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

PR_SET_PDEATHSIG: Final = 1


def end_with_the_launcher() -> None:
    """Have the kernel end this worker with its launcher, also where a test has failed (Linux)."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


@dataclass
class Launcher:
    """The process that forks workers, and the pipe on which they tell what is safe."""

    process: "subprocess.Popen[str]"
    told: int
    lines: list[dict[str, Any]] = field(default_factory=list)
    rest: bytes = b""

    def start(self, user: str, number: int) -> int:
        """Fork a worker; returns its pid."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(f"{user} {number}\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def listen(self, seconds: float) -> None:
        """Take in what workers tell for so long."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.told], [], [], left)[0]:
                *whole, self.rest = (self.rest + os.read(self.told, 65536)).split(b"\n")
                self.lines += [json.loads(line) for line in whole]

    def kill(self, pid: int) -> None:
        """End a worker without warning, and wait until it is gone."""
        with suppress(ProcessLookupError):  # a worker that failed has told why
            os.kill(pid, signal.SIGKILL)
        with suppress(ProcessLookupError):  # it may go while it is looked at
            while Path(f"/proc/{pid}/stat").exists():
                self.listen(0.001)
