# SPDX-License-Identifier: Apache-2.0
"""What a look at the desk found, in a form that can be said in any language.

A finding is made once and shown for as long as the desk is open, so its words are chosen when it
is said, not when it is made.
"""

from dataclasses import dataclass
from typing import Final

from hr_desk.i18n import t

LEVELS: Final = ("ok", "warn", "bad")
"""How pressing a finding is, the least first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence with the way out; ``figure`` is what it counts, ``page`` where it is done."""

    key: str
    level: str
    message: str
    values: tuple[tuple[str, object], ...] = ()
    figure: int = 0
    page: str = ""

    def text(self) -> str:
        """Return the sentence in the language in use."""
        return t(self.message, **dict(self.values))


def worst(levels: list[str]) -> str:
    """Return the most pressing of some levels, "ok" of none."""
    return max(levels, key=LEVELS.index, default="ok")
