# SPDX-License-Identifier: Apache-2.0
"""The three ways to complain, and how they are found in a text (policy 9; PIPL 50)."""

from collections.abc import Mapping
from typing import Final

NAMES: Final = ("cyberspace", "consumer", "court")
"""The cyberspace administration, the consumer association, a court."""

ROUTES: Final[Mapping[str, tuple[str, ...]]] = {
    "zh_CN": ("网信", "消费者", "法院"),
    "en": NAMES,
}
"""Language to the words by which each of NAMES is found in a text, in their order."""


def named_in(text: str, code: str) -> tuple[str, ...]:
    """Return which of NAMES a text in language ``code`` tells of; raises KeyError for another."""
    said = text.lower()
    return tuple(name for name, word in zip(NAMES, ROUTES[code], strict=True) if word in said)
