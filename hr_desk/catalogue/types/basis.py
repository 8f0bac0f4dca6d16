# SPDX-License-Identifier: Apache-2.0
"""What all value types share: a masking rule, and values that are stored as they are."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from hr_desk.catalogue.types.base import Notice, ValueProblem
from hr_desk.catalogue.types.masks import masked
from hr_desk.i18n import N_


class NothingTyped(ValueProblem):
    """There is nothing to take in."""

    message = N_("Nothing was typed. Type a value, or leave the field out.")


class ForeignValue(ValueProblem):
    """Stored JSON that this type never wrote."""

    message = N_("A stored value of the kind {kind} cannot be read. Restore it from a backup.")


class TooLong(ValueProblem):
    """More characters than the field takes."""

    message = N_("This is longer than {longest} characters. Please shorten it.")


@dataclass(frozen=True, kw_only=True)
class ValueType(ABC):
    """A type whose value is a string that is stored and shown unchanged."""

    name: ClassVar[str] = ""
    free_text: ClassVar[bool] = False
    rule: str = "hidden"
    """The masking rule of the field."""

    @abstractmethod
    def parse(self, text: str) -> Any:
        """Turn typed text into a value; raises a ValueProblem."""

    def check(self, value: Any, today: date | None = None) -> tuple[Notice, ...]:
        """Refuse a wrong value, return warnings about a doubtful one."""
        if today is not None:
            self.check_on(value, today)
        return self.notices(value)

    def notices(self, value: Any) -> tuple[Notice, ...]:
        """Refuse or warn by the value alone; by default refuse what ``parse`` would."""
        self.parse(self.spell(value))
        return ()

    def check_on(self, value: Any, today: date) -> None:  # noqa: B027 - a hook
        """Refuse what is wrong on this day; most types have no such rule."""

    def spell(self, value: Any) -> str:
        """Return the value as text that is the same in every language."""
        return str(value)

    def show(self, value: Any, code: str | None = None) -> str:  # noqa: ARG002 - by default one text
        """Return the value in full for a person."""
        return self.spell(value)

    def mask(self, value: Any, code: str | None = None) -> str:
        """Apply the field's rule to what ``show`` returns."""
        return masked(self.rule, self.show(value, code))

    def store(self, value: Any) -> Any:
        """Return the value itself."""
        return value

    def load(self, stored: Any) -> Any:
        """Return the string itself; raises ForeignValue for anything else."""
        if not isinstance(stored, str):
            raise ForeignValue(kind=self.name)
        return stored


def needed(text: str) -> str:
    """Return ``text``; raises NothingTyped when it is empty."""
    if not text:
        raise NothingTyped
    return text


def within(text: str, longest: int) -> str:
    """Return ``text``; raises TooLong beyond ``longest`` characters."""
    if len(text) > longest:
        raise TooLong(longest=longest)
    return text
