# SPDX-License-Identifier: Apache-2.0
"""Padding to few sizes, so that the length of what is sealed tells little."""

from hr_desk.vault.records import Malformed

CLASSES = (2 * 1024, 32 * 1024, 1024 * 1024, 16 * 1024 * 1024)
"""The sizes in bytes, before sealing."""

_LENGTH_SIZE = 4


class TooLong(ValueError):
    """More than the largest size holds."""


def padded(content: bytes) -> bytes:
    """Return length (4 bytes, big-endian), content and zeros up to the next size; TooLong."""
    needed = _LENGTH_SIZE + len(content)
    for size in CLASSES:
        if needed <= size:
            return len(content).to_bytes(_LENGTH_SIZE, "big") + content + bytes(size - needed)
    raise TooLong


def unpadded(data: bytes) -> bytes:
    """Return the content; raises Malformed unless the size is the smallest and the rest zeros."""
    end = _LENGTH_SIZE + int.from_bytes(data[:_LENGTH_SIZE], "big")
    content = data[_LENGTH_SIZE:end]
    if end > CLASSES[-1] or padded(content) != data:
        raise Malformed("not padded as it must be")
    return content
