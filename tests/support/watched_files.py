# SPDX-License-Identifier: Apache-2.0
"""Which files Python opens for writing or renames, seen by an audit hook of the interpreter."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_SEEN: list[tuple[str, Any]] = []
_WATCHING: list[bool] = []


def _watch(event: str, arguments: Any) -> None:
    if _WATCHING and event in ("open", "os.rename"):
        _SEEN.append((event, arguments))


sys.addaudithook(_watch)


class Watched:
    """What was opened or renamed while somebody watched."""

    def written(self, *, outside: Sequence[Path] = ()) -> set[Path]:
        """Return what was opened for writing or renamed outside these folders."""
        found = set()
        for event, arguments in _SEEN:
            path, mode, flags = (*arguments, 0)[:3] if event == "open" else (arguments[0], "w", 0)
            writes = bool(set(str(mode or "")) & set("wxa+"))
            writes = writes or bool(int(flags or 0) & (os.O_RDWR | os.O_WRONLY))
            if writes and isinstance(path, str | os.PathLike):
                found.add(Path(path))
        return {path for path in found if not any(path.is_relative_to(one) for one in outside)}


@contextmanager
def watching() -> Iterator[Watched]:
    """Watch what is opened; no hook can be taken off again, so it rests afterwards."""
    _SEEN.clear()
    _WATCHING.append(True)
    try:
        yield Watched()
    finally:
        _WATCHING.clear()
