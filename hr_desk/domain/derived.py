# SPDX-License-Identifier: Apache-2.0
"""What an ID number says about its owner, beside what was typed. Nothing is ever overwritten.

Promises b.5: a number that disagrees with the typed birth date or gender is shown as a difference;
a person compares both with the card and corrects the wrong one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.catalogue.types.id_papers import (
    NUMBERED_LIKE_IDS,
    RESIDENT,
    IdNumber,
    birth_date_of,
    gender_of,
    is_id,
)

ID_NUMBER: Final = "id_number"
ID_TYPE: Final = "id_type"
BIRTH_DATE: Final = "birth_date"
GENDER: Final = "gender"

_SAYS_NOTHING: Final = frozenset({None, "0", "9"})
"""Genders (GB/T 2261.1) that contradict nothing: not given, unknown, not stated."""


@dataclass(frozen=True)
class Derived:
    """One value that the number says; ``typed`` is None where nobody has said it yet."""

    key: str
    typed: Any
    derived: Any

    @property
    def differs(self) -> bool:
        """Whether something else was typed; what was not typed is only proposed."""
        return self.typed is not None


def compared(values: Mapping[str, Any]) -> tuple[Derived, ...]:
    """Return what the ID number among ``values`` says otherwise than the typed values, or alone.

    ``values`` are a person's values by field key: the number as text, the birth date as date, the
    gender as its code. Without a number that is right in itself, or with a document of another
    kind (a passport), there is nothing to say.
    """
    number = values.get(ID_NUMBER)
    if not number or values.get(ID_TYPE, RESIDENT) not in NUMBERED_LIKE_IDS or not is_id(number):
        return ()
    try:
        IdNumber().check(number)
    except ValueProblem:
        return ()
    typed_gender = values.get(GENDER)
    pairs = (
        Derived(BIRTH_DATE, values.get(BIRTH_DATE), birth_date_of(number)),
        Derived(GENDER, None if typed_gender in _SAYS_NOTHING else typed_gender, gender_of(number)),
    )
    return tuple(pair for pair in pairs if pair.typed != pair.derived)
