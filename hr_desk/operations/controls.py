# SPDX-License-Identifier: Apache-2.0
"""What a control is: one question to the open session, answered from what is there now.

A control reads and changes nothing, and names nobody: its evidence is counts, days and the names
of files, recipients (legal entities), their kinds and fields. The controls stand in modules by what
they look at, each in its ``CONTROLS``; ``hr_desk.operations.promises`` puts them together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hr_desk.i18n import N_, t
from hr_desk.operations.session import Session

KEPT: Final = "kept"
BROKEN: Final = "broken"
NOT_SEEN: Final = "not_seen"
STATES: Final = (KEPT, BROKEN, NOT_SEEN)
"""Kept is green; everything else is red, with why: also what this session cannot look at."""

_CLOSED: Final = N_(
    "Not seen: the keys of this user open no file that tells it. Somebody whose keys do has to "
    "look."
)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a control saw: how it stands, and the sentence with its figures."""

    state: str
    message: str
    values: tuple[tuple[str, object], ...] = ()

    @classmethod
    def kept(cls, message: str, **values: object) -> "Seen":
        """Return that it holds."""
        return cls(KEPT, message, tuple(values.items()))

    @classmethod
    def broken(cls, message: str, **values: object) -> "Seen":
        """Return that it does not hold."""
        return cls(BROKEN, message, tuple(values.items()))

    @classmethod
    def not_seen(cls, message: str = _CLOSED, **values: object) -> "Seen":
        """Return that it cannot be told: without a message, the session holds no such file."""
        return cls(NOT_SEEN, message, tuple(values.items()))

    def sentence(self) -> "Sentence":
        """Return the sentence with its figures, to stand within another one."""
        return Sentence(self.message, self.values)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was seen, said in the language in which it is read."""

    message: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        """Return it in the language in use."""
        return t(self.message, **dict(self.values))


@dataclass(frozen=True, slots=True)
class Control:
    """One live check: its key, what it is called, and how it looks."""

    key: str
    label: str
    look: Callable[[Session], Seen]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The answer of one control at one moment (aware, UTC)."""

    control: str
    label: str
    seen: Seen
    at: datetime

    @property
    def green(self) -> bool:
        """Whether the control holds."""
        return self.seen.state == KEPT

    def text(self) -> str:
        """Return the sentence in the language in use."""
        return str(self.seen.sentence())

    def named(self) -> str:
        """Return the sentence behind the name of the control, for where several stand in a row."""
        return t("{control}: {sentence}", control=t(self.label), sentence=self.text())
