# SPDX-License-Identifier: Apache-2.0
"""What lies in the memory of a process and in files, and whether a text is somewhere in it."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

PIECE = 16 * 1024 * 1024
"""Bytes of memory that are looked at together; pieces overlap by LONGEST."""
LONGEST = 256
START = 4
"""Bytes at the beginning of a text that are looked for first."""
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")


class Wanted:
    """Texts that are looked for in any of ENCODINGS."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._by_start: dict[bytes, set[bytes]] = {}
        for word in {text.encode(code) for text in texts for code in ENCODINGS}:
            self._by_start.setdefault(word[:START], set()).add(word)

    def found_in(self, piece: bytes) -> Iterator[bytes]:
        """Yield the texts that stand in a piece, as their bytes.

        Many begin alike, and finding one beginning is many times quicker than any pattern.
        """
        for start, words in self._by_start.items():
            at = piece.find(start)
            while at >= 0:
                yield from (word for word in words if piece.startswith(word, at))
                at = piece.find(start, at + 1)


def memory(process: int) -> Iterator[bytes]:
    """Yield what lies in a process, in pieces; of files that it maps, what it may have changed."""
    place = Path(f"/proc/{process}")
    with (place / "mem").open("rb", buffering=0) as file:
        for line in (place / "maps").read_text().splitlines():
            span, rights, *rest = line.split(maxsplit=5)
            name = rest[-1] if len(rest) == 4 else ""
            same_as_file = name.startswith("/") and "w" not in rights
            if rights[0] == "r" and not same_as_file and not name.startswith("[v"):
                start, end = (int(edge, 16) for edge in span.split("-"))
                yield from _read(file.fileno(), start, end)


def _read(file: int, start: int, end: int) -> Iterator[bytes]:
    for at in range(start, end, PIECE):
        try:
            yield os.pread(file, min(PIECE + LONGEST, end - at), at)
        except OSError:  # a page of a file that has become shorter, or of a device
            continue


def found_in_memory(process: int, wanted: Wanted) -> set[bytes]:
    """Return which of the texts lie in the memory of a process, as their bytes."""
    return {found for piece in memory(process) for found in wanted.found_in(piece)}


def contents(*folders: Path) -> Mapping[Path, bytes]:
    """Return every file below the folders with its content; a file's name counts as content."""
    return {
        path: str(path).encode() + b"\0" + path.read_bytes()
        for folder in folders
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def found_in_files(files: Mapping[Path, bytes], wanted: Wanted) -> set[bytes]:
    """Return which of the texts stand in files, as their bytes."""
    return {found for content in files.values() for found in wanted.found_in(content)}
