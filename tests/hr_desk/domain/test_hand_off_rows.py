# SPDX-License-Identifier: Apache-2.0
"""A row shows values as the receiver wants them; a change of one value is noticed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.catalogue.hand_off_templates import Column, load_templates
from hr_desk.catalogue.loader import load
from hr_desk.domain import hand_off_rows
from hr_desk.domain.hand_off_rows import Around
from tests.support.handing_off import TYPED, stored

CATALOGUE = load()
TEMPLATES = load_templates()
AROUND = Around(1, "new", "示例公司", date(2026, 3, 5))


def cell(column: Column, values: dict[str, object]) -> str:
    template = replace(TEMPLATES["bank_accounts"], columns=(column,))
    return hand_off_rows.cells(template, CATALOGUE, values, around=AROUND)[0]


@pytest.mark.parametrize(
    ("written", "shown"),
    [("yyyymmdd", "20260305"), ("yyyy年m月d日", "2026年3月5日"), ("yyyy/mm", "2026/03"),
     ("yyyy.m.d", "2026.3.5")],
)  # fmt: skip
def test_a_day_is_written_as_the_receiver_wants_it(written: str, shown: str) -> None:
    column = Column(key="x", header="x", field="start_date", date=written)
    assert cell(column, {"start_date": "2026-03-05"}) == shown
    assert cell(replace(column, field=None, computed="today"), {}) == shown


def test_a_document_without_an_end_has_a_word_or_the_receivers_code() -> None:
    column = Column(key="x", header="x", field="id_valid_until", date="yyyymmdd")
    assert cell(column, {"id_valid_until": "2036-03-02"}) == "20360302"
    assert cell(column, {"id_valid_until": "long-term"}) == "长期"
    coded = replace(column, codes={"long-term": "99991231"})
    assert cell(coded, {"id_valid_until": "long-term"}) == "99991231"


@given(st.from_regex(r"[0-9]{12,19}", fullmatch=True))
def test_digits_go_out_as_they_are_stored(number: str) -> None:
    column = Column(key="x", header="x", field="bank_account_no")
    assert cell(column, {"bank_account_no": number}) == number


def test_what_is_missing_is_named_in_the_order_of_the_columns() -> None:
    values = stored(CATALOGUE, TYPED[0])
    template = TEMPLATES["payroll_new_hires"]
    assert hand_off_rows.missing(template, values) == ()
    del values["bank_name"], values["id_number"], values["bank_branch"]
    assert hand_off_rows.missing(template, values) == ("id_number", "bank_name")


def test_a_digest_tells_a_change_and_says_nothing_without_its_key() -> None:
    values = stored(CATALOGUE, TYPED[0])
    known = hand_off_rows.digest(values, b"k" * 32)
    assert hand_off_rows.digest(dict(reversed(values.items())), b"k" * 32) == known
    assert hand_off_rows.digest(values | {"bank_name": "另一家"}, b"k" * 32) != known
    assert hand_off_rows.digest(values, b"l" * 32) != known


def test_many_rows_are_those_of_one_person_each() -> None:
    """Column by column nothing is taken from another person or another kind of value."""
    people = [stored(CATALOGUE, typed) for typed in (*TYPED, *TYPED)]
    people[2] |= {"full_name": "李示例", "base_pay": people[1]["base_pay"]}
    around = [replace(AROUND, number=number) for number in range(1, 5)]
    for template in TEMPLATES.values():
        found = hand_off_rows.rows(template, CATALOGUE, list(zip(people, around, strict=True)))
        assert found == [
            hand_off_rows.cells(template, CATALOGUE, one, around=beside)
            for one, beside in zip(people, around, strict=True)
        ]
    assert hand_off_rows.rows(TEMPLATES["bank_accounts"], CATALOGUE, []) == []


def test_a_value_that_is_a_list_is_written_for_each() -> None:
    column = Column(key="x", header="x", field="contract_term", part="end", date="yyyymmdd")
    template = replace(TEMPLATES["bank_accounts"], columns=(column,))
    people = [(stored(CATALOGUE, typed), AROUND) for typed in TYPED]
    assert hand_off_rows.rows(template, CATALOGUE, people) == [("20290315",), ("",)]
