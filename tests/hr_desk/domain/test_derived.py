# SPDX-License-Identifier: Apache-2.0
"""What an ID number says, beside what was typed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk import catalogue
from hr_desk.catalogue.types.id_papers import NUMBERED_LIKE_IDS, check_digit
from hr_desk.domain.derived import Derived, compared

SAMPLE = "11010519491231002X"
"""Published sample: born 31 December 1949, female."""


def number_of(born: date, order: int) -> str:
    head = f"370202{born:%Y%m%d}{order:03d}"
    return head + check_digit(head)


def test_agreement_says_nothing() -> None:
    assert compared({"id_number": SAMPLE, "birth_date": date(1949, 12, 31), "gender": "2"}) == ()


def test_a_difference_names_both() -> None:
    found = compared({"id_number": SAMPLE, "birth_date": date(1949, 12, 30), "gender": "1"})
    assert found == (
        Derived("birth_date", date(1949, 12, 30), date(1949, 12, 31)),
        Derived("gender", "1", "2"),
    )
    assert all(one.differs for one in found)


@pytest.mark.parametrize("gender", [None, "0", "9"])
def test_what_nobody_said_is_proposed_and_no_difference(gender: str | None) -> None:
    found = compared({"id_number": SAMPLE, "gender": gender})
    assert [(one.key, one.differs) for one in found] == [("birth_date", False), ("gender", False)]


@pytest.mark.parametrize("wrong", [None, "", "123", "110105194912310021", "110105194913310021"])
def test_a_number_that_is_wrong_says_nothing(wrong: str | None) -> None:
    assert compared({"id_number": wrong, "gender": "1"}) == ()


@pytest.mark.parametrize("kind", sorted(catalogue.load().code_lists["id_type"].codes))
def test_only_papers_numbered_like_an_id_card_say_something(kind: str) -> None:
    found = compared({"id_number": SAMPLE, "id_type": kind, "gender": "1"})
    assert bool(found) is (kind in NUMBERED_LIKE_IDS)


def test_the_keys_are_fields_of_the_catalogue() -> None:
    fields = catalogue.load().fields
    assert {"id_number", "id_type", "birth_date", "gender"} <= set(fields)
    assert catalogue.load().code_lists["id_type"].codes.keys() >= NUMBERED_LIKE_IDS


@given(
    st.dates(date(1900, 1, 1), date(2020, 12, 31)),
    st.integers(0, 999),
    st.integers(-800, 800),
    st.sampled_from(["1", "2"]),
)
def test_exactly_what_disagrees_is_told(born: date, order: int, days: int, gender: str) -> None:
    typed = born + timedelta(days)
    values = {"id_number": number_of(born, order), "birth_date": typed, "gender": gender}
    before = dict(values)
    found = {one.key: one for one in compared(values)}
    assert ("birth_date" in found) is (days != 0)
    assert ("gender" in found) is ((order % 2 == 1) != (gender == "1"))
    assert values == before, "nothing is overwritten"
