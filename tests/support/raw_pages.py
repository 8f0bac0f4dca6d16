# SPDX-License-Identifier: Apache-2.0
"""An own reader of SQLCipher 4 files: every page and every frame of the log, decrypted.

It shares no code with the driver: what SQLite no longer shows (free pages, gaps in pages, old
frames) is here all the same. A page whose HMAC does not fit raises, so nothing is overlooked.
Format: raw key; HMAC key = PBKDF2-HMAC-SHA512(key, salt xor 0x3a, 2 rounds); a page of 4096 bytes
ends with an IV (16) and HMAC-SHA512 (64) over its ciphertext, IV and number.
"""

import hashlib
import hmac
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from tests.support.memory import ENCODINGS

PAGE = 4096
RESERVE = 80
SALT = 16
LOG_HEADER = 32
FRAME_HEADER = 24
LONGEST_START = 8
"""Bytes of a value that are looked for first."""


class NotThisKey(Exception):
    """A page does not authenticate under the key."""


@dataclass(frozen=True)
class Reader:
    """Decrypts the pages of one file."""

    key: bytes
    hmac_key: bytes

    @classmethod
    def of(cls, path: Path, key: bytes) -> "Reader":
        """Return the reader of the file at ``path`` with its raw key of 32 bytes."""
        with path.open("rb") as file:
            salt = file.read(SALT)
        mixed = bytes(byte ^ 0x3A for byte in salt)
        return cls(key, hashlib.pbkdf2_hmac("sha512", key, mixed, 2, 32))

    def page(self, page: bytes, number: int) -> bytes:
        """Return the content of one page; raises NotThisKey."""
        start = SALT if number == 1 else 0
        body, iv, code = page[start : PAGE - RESERVE], page[-RESERVE:-64], page[-64:]
        signed = body + iv + struct.pack("<I", number)
        if not hmac.compare_digest(hmac.digest(self.hmac_key, signed, "sha512"), code):
            raise NotThisKey(number)
        decryptor = Cipher(AES(self.key), CBC(iv)).decryptor()
        return decryptor.update(body) + decryptor.finalize()


def pages(path: Path, key: bytes) -> Iterator[bytes]:
    """Yield every page of a file, decrypted; pages that were never written are zeros."""
    reader = Reader.of(path, key)
    data = path.read_bytes()
    for number, offset in enumerate(range(0, len(data), PAGE), start=1):
        page = data[offset : offset + PAGE]
        yield page if not any(page) else reader.page(page, number)


def frames(path: Path, key: bytes) -> Iterator[bytes]:
    """Yield every frame of the file's log, decrypted, those of earlier rounds included."""
    log = path.with_name(path.name + "-wal")
    data = log.read_bytes() if log.exists() else b""
    reader = Reader.of(path, key)
    for offset in range(LOG_HEADER, len(data), FRAME_HEADER + PAGE):
        (number,) = struct.unpack(">I", data[offset : offset + 4])
        yield reader.page(data[offset + FRAME_HEADER : offset + FRAME_HEADER + PAGE], number)


def everything(path: Path, key: bytes) -> bytes:
    """Return all pages and frames of a file and its log in one piece."""
    return b"\0".join([*pages(path, key), *frames(path, key)])


def opens(path: Path, key: bytes) -> bool:
    """Whether the first page of a file authenticates under the key."""
    try:
        next(pages(path, key))
    except NotThisKey:
        return False
    return True


def found(values: Iterable[str], *places: bytes) -> list[str]:
    """Return the values that occur in one of the places, in UTF-8 or UTF-16 of either order.

    One pass over each place: where the beginning of a value stands, the whole of it is compared.
    """
    values = list(values)
    words = {value.encode(code) for value in values for code in ENCODINGS}
    if not words:
        return []
    size = min(LONGEST_START, *map(len, words))
    by_start: dict[bytes, list[bytes]] = {}
    for word in words:
        by_start.setdefault(word[:size], []).append(word)
    starts = re.compile(b"(?=(" + _tree(set(by_start)) + b"))", re.DOTALL)
    met = {
        word
        for place in places
        for start in starts.finditer(place)
        for word in by_start[start[1]]
        if place.startswith(word, start.start())
    }
    return [value for value in values if any(value.encode(code) in met for code in ENCODINGS)]


def _tree(words: set[bytes]) -> bytes:
    """Return a regular expression with one branch for each first byte, and so on."""
    if words == {b""} or b"" in words:
        return b""
    branches: dict[int, set[bytes]] = {}
    for word in words:
        branches.setdefault(word[0], set()).add(word[1:])
    parts = [re.escape(bytes((first,))) + _tree(rest) for first, rest in sorted(branches.items())]
    return parts[0] if len(parts) == 1 else b"(?:" + b"|".join(parts) + b")"
