# SPDX-License-Identifier: Apache-2.0
"""What every value type promises.

A value has four forms: text a person typed (``parse``), the Python value, text a person reads
(``show``, ``mask``) and JSON (``store``, ``load``). Types know no clock and no Qt.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol, runtime_checkable

from hr_desk.errors import UserError
from hr_desk.i18n import N_, language, translated


class ValueProblem(UserError):
    """A typed value cannot be taken as it is; the sentence says what would be taken."""

    message: ClassVar[str] = N_("This value cannot be used. Please check it and type it again.")


@dataclass(frozen=True)
class Notice:
    """A warning about a value that is kept all the same; ``str()`` is the translated sentence."""

    message: str
    """English, marked with N_."""

    def __str__(self) -> str:
        """Return the sentence in the language in use."""
        return translated(self.message, language())


@runtime_checkable
class FieldType(Protocol):
    """One kind of value.

    ``load(store(v)) == v`` always, and ``parse(show(v, lang)) == v`` for what can be typed.
    ``parse`` and ``check`` raise ValueProblem. ``today`` is the caller's day (Asia/Shanghai);
    without it no rule that depends on the day is applied.
    """

    @property
    def name(self) -> str:
        """The name by which the data files call the type."""
        ...

    @property
    def free_text(self) -> bool:
        """Whether it holds words of a person's own, which hr_desk.domain.free_text reads."""
        ...

    def parse(self, text: str) -> Any:
        """Turn typed text into a value; full-width characters and spaces are accepted."""
        ...

    def check(self, value: Any, today: date | None = None) -> tuple[Notice, ...]:
        """Refuse a wrong value, return warnings about a doubtful one."""
        ...

    def show(self, value: Any, code: str | None = None) -> str:
        """Return the value in full for a person, in language ``code`` (default: in use)."""
        ...

    def mask(self, value: Any, code: str | None = None) -> str:
        """Return what a person with masked access sees."""
        ...

    def store(self, value: Any) -> Any:
        """Return a JSON value."""
        ...

    def load(self, stored: Any) -> Any:
        """Return the value that ``store`` was given; raises ValueProblem for foreign JSON."""
        ...
