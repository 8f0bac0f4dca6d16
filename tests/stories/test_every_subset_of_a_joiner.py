# SPDX-License-Identifier: Apache-2.0
"""Whatever a joiner leaves out, what they give is saved; what is owed stops files, never saving.

So it is where a colleague types, and where the joiner fills in their own part at a kiosk.
"""

import random
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, Final

import pytest

from hr_desk.catalogue.model import Access, Field, Scenario
from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.domain import joiners as states
from hr_desk.domain import joining_code
from hr_desk.kiosk import errands, joiner_form
from hr_desk.kiosk.joining import Joining
from hr_desk.operations import checklist, intake, joiner_consents, joiner_writing, own_forms
from hr_desk.operations.session import Session
from tests.support import examples
from tests.support.desk import START, Desk
from tests.support.errands import DeskKiosk, kiosk_of
from tests.support.joining import FIRST_DAY, edit_of, handed_over, opened, settle, welcome
from ui.kiosk.errand_pictures import JOINER

FEW: Final = 60
SUBSETS: Final = 1000
"""Random ones in the gate and in the soak; each of them is a whole save."""
SEED: Final = 20260302
NAME: Final = "full_name"
APART: Final = {*FILE_TYPES, "contact"}
"""Files come in by an operation of their own, a guardian belongs to a minor."""

AT_KIOSK: Final = 10
"""Random forms in the gate that go the whole way from a kiosk into the file."""
WAITING: Final = {"id_number", "bank_account_no"}
"""Numbers that are compared with the original before the file holds them."""
STROKES: Final = (((10, 10), (60, 80), (120, 20)), ((200, 40), (300, 90)))


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


def subsets(
    fields: Iterable[str], count: int, *, always: Collection[str] = (NAME,)
) -> list[set[str]]:
    """Return all, the least there may be, each left out singly, and random ones."""
    every, least = list(fields), set(always)
    others = [key for key in every if key not in least]
    singly = [set(every) - {key} for key in others]
    chance = random.Random(SEED)
    some = [
        {*least, *(key for key in others if chance.random() < chance.random())}
        for _ in range(count)
    ]
    return [set(every), least, *singly, *some]


def stops_files(session: Session, joiner: str, owed: set[str]) -> None:
    """Assert that of the thirteen these are owed, and that each stops a file that needs it."""
    required = {one.key for one in session.catalogue.required(Scenario.ONBOARDING)}
    found = checklist.progress(session, [joiner])[joiner]
    waiting = {one.key for gap in found.gaps.values() for one in gap.fields}
    assert len(required) == found.required == 13
    assert {one.key for one in found.owed} == waiting & required == owed


@pytest.mark.parametrize("count", [FEW, pytest.param(SUBSETS, marks=pytest.mark.soak)])
def test_every_subset_of_a_joiners_form_is_saved(desk: Desk, count: int) -> None:
    colleague = welcome(desk)
    (joiner,) = handed_over(desk, desk.open("hiring"), colleague)
    joiner_consents.give(
        colleague, joiner, [one.key for one in joiner_consents.items(colleague)], signature=b"ink"
    )
    fields = asked_of(colleague, joiner)
    required = {one.key for one in colleague.catalogue.required(Scenario.ONBOARDING)}
    unchecked = {key for key, one in fields.items() if one.type.name in states.CHECKED_TYPES}
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
        stops_files(colleague, joiner, required - (given - unchecked) - {joiner_form.SIGNATURE})
    assert len(chosen) > count + len(fields)


def filled_in(kiosk: DeskKiosk, given: Collection[str], code: str) -> Joining:
    """Return a form in which the fields ``given`` are answered, and ticked where they are asked."""
    talk = Joining(kiosk.catalogue, kiosk.profile.errands[errands.JOIN])
    talk.take_code(code, START.date())
    talk.answer({key: text for key, text in JOINER.items() if key in given})
    talk.tick(given)
    talk.strokes = STROKES
    assert talk.problems(START.date()) == {}
    return talk


def test_a_thousand_subsets_of_a_joiners_own_part_are_accepted_at_the_kiosk(
    desk: Desk, tmp_path: Path
) -> None:
    kiosk = kiosk_of(desk, tmp_path / "lobby", "join")
    code = joining_code.new(START.date())
    asked = {one.key for one in joiner_form.asked(kiosk.catalogue)}
    assert asked == {*JOINER, joiner_form.SAFETY, joiner_form.SIGNATURE}
    chosen = subsets(JOINER, SUBSETS, always=joiner_form.KNOWN_FIRST)
    for given in chosen:
        assert filled_in(kiosk, given, code).given(START.date()).fields.keys() == given
    assert len(chosen) > SUBSETS


@pytest.mark.parametrize("count", [AT_KIOSK, pytest.param(SUBSETS, marks=pytest.mark.soak)])
def test_every_subset_of_a_joiners_own_part_is_taken_over(
    desk: Desk, tmp_path: Path, count: int
) -> None:
    colleague, kiosk = welcome(desk), kiosk_of(desk, tmp_path / "lobby", "join")
    (joiner,) = handed_over(desk, desk.open("hiring"), colleague)
    required = {one.key for one in colleague.catalogue.required(Scenario.ONBOARDING)}
    chosen = subsets(JOINER, count, always=joiner_form.KNOWN_FIRST)
    for number, given in enumerate(chosen, 1):
        if number % 100 == 0:
            settle(desk.open("admin"))  # an inbox full of what payroll leaves takes no form
            kiosk.drop.collect_receipts()
        edit_of(colleague, joiner, dict.fromkeys(required - {NAME, joiner_form.SIGNATURE}))
        send_in(kiosk, filled_in(kiosk, given, own_forms.hand_code(colleague, joiner).shown))
        assert intake.take_in(colleague).taken == 1
        own_forms.take_form(colleague, joiner)
        view = opened(colleague, joiner)
        known = {one.field.key for one in (*view.fields, *view.adding) if one.given}
        waiting = {one.field.key for one in view.waiting}
        assert (known | waiting) & set(JOINER) == given
        assert waiting == given & WAITING
        owed = required - given - {joiner_form.SIGNATURE} | waiting
        stops_files(colleague, joiner, owed)
    assert len(chosen) > count + len(JOINER) - 2


def send_in(kiosk: DeskKiosk, talk: Joining) -> None:
    given = talk.given(START.date())
    kiosk.drop.join(
        given.fields, code=given.code, strokes=given.strokes, confirmed=given.confirmed,
        language="zh_CN",
    )  # fmt: skip
