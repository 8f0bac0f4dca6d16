# SPDX-License-Identifier: Apache-2.0
"""Which files a process and its children open for writing, as the operating system saw it."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

STRACE: Final = shutil.which("strace")
CALLS: Final = "openat,openat2,open,creat,rename,renameat,renameat2,link,linkat"
_NAMES: Final = re.compile(r'(?:<((?:[^>\\]|\\.)*)>, )?"((?:[^"\\]|\\.)*)"')
_WRITES: Final = re.compile(r"\bO_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND|TMPFILE)\b")


def traced(command: Sequence[str], log: Path) -> list[str]:
    """Return a command that is run under the eyes of the system, which writes what it saw."""
    if STRACE is None:
        raise ValueError("strace is missing")
    seen = ["-f", "-y", "-qq", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(log)]
    return [STRACE, *seen, *command]


def written(log: Path, *, outside: Sequence[Path]) -> set[Path]:
    """Return what was opened for writing, renamed or linked outside these folders."""
    found: set[Path] = set()
    for line in log.read_text(encoding="utf-8").splitlines():
        call = line.split(maxsplit=1)[-1]
        if call.startswith("<...") or re.search(r"\) += -1 E", call):
            continue
        if call.startswith("open") and not _WRITES.search(call):
            continue
        found |= {_path(folder, name) for folder, name in _NAMES.findall(call)}
    return {path for path in found if not any(path.is_relative_to(one) for one in outside)}


def _path(folder: str, name: str) -> Path:
    """Return a path of a call: its folder is what the system says a descriptor stands for."""
    return Path(*(part.encode().decode("unicode_escape").encode("latin-1").decode()
                  for part in (folder, name) if part))  # fmt: skip
