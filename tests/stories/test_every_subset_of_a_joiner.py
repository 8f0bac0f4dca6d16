# SPDX-License-Identifier: Apache-2.0
"""Whatever a joiner leaves out, what they give is saved; what is owed stops files, never saving."""

import random
from collections.abc import Mapping
from typing import Any, Final

import pytest

from hr_desk.catalogue.model import Access, Field, Scenario
from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.domain import joiners as states
from hr_desk.operations import joiner_consents, joiner_writing
from hr_desk.operations.session import Session
from tests.support import examples
from tests.support.desk import Desk
from tests.support.joining import FIRST_DAY, edit_of, handed_over, opened, welcome

FEW: Final = 60
SUBSETS: Final = 1000
"""Random ones in the gate and in the soak; each of them is a whole save."""
SEED: Final = 20260302
NAME: Final = "full_name"
APART: Final = {*FILE_TYPES, "contact"}
"""Files come in by an operation of their own, a guardian belongs to a minor."""


def asked_of(session: Session, joiner: str) -> dict[str, Field]:
    """Return what onboarding may type of a joiner, what payroll keeps among it."""
    view = opened(session, joiner)
    return {
        one.field.key: one.field
        for one in (*view.fields, *view.adding)
        if one.field.type.name not in APART
        and one.access >= Access.FULL
        and one.field.supplied_by != "program"
        and one.field.asked_in(Scenario.ONBOARDING)
    }


def value_of(field: Field) -> Any:
    """Return a made-up value; every day but that of birth is the first one."""
    if field.type.name == "date" and field.key != "birth_date":
        return FIRST_DAY
    return examples.value(field)


def subsets(fields: Mapping[str, Field], count: int) -> list[set[str]]:
    """Return all, the name alone, each left out singly, and random ones."""
    others = [key for key in fields if key != NAME]
    singly = [set(fields) - {key} for key in others]
    chance = random.Random(SEED)
    some = [
        {NAME, *(key for key in others if chance.random() < chance.random())} for _ in range(count)
    ]
    return [set(fields), {NAME}, *singly, *some]


@pytest.mark.parametrize("count", [FEW, pytest.param(SUBSETS, marks=pytest.mark.soak)])
def test_every_subset_of_a_joiners_form_is_saved(desk: Desk, count: int) -> None:
    colleague = welcome(desk)
    (joiner,) = handed_over(desk, desk.open("hiring"), colleague)
    joiner_consents.give(
        colleague, joiner, [one.key for one in joiner_consents.items(colleague)], signature=b"ink"
    )
    fields = asked_of(colleague, joiner)
    assert len(fields) > 40
    kept_here = {
        key: one.type.store(value_of(one)) for key, one in fields.items()
        if "payroll" not in one.retention and one.type.name not in states.CHECKED_TYPES
    }  # fmt: skip
    chosen = subsets(fields, count)
    for given in chosen:
        values: dict[str, Any] = {key: value_of(fields[key]) for key in given}
        edit_of(colleague, joiner, values | dict.fromkeys(set(fields) - given))
        (record,) = joiner_writing.records(colleague, [joiner])
        found = {key: value for key, value in record.fields.items() if key in kept_here}
        assert found == {key: kept_here[key] for key in given & kept_here.keys()}
    assert len(chosen) > count + len(fields)
