# SPDX-License-Identifier: Apache-2.0
"""A template in the making: what is written is what is read, and each mistake has its column."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_desk.catalogue import hand_off_faults as faults
from hr_desk.catalogue.hand_off_drafts import (
    ColumnDraft,
    TemplateDraft,
    as_json,
    draft_of,
    free_key,
    from_json,
    written,
)
from hr_desk.catalogue.hand_off_faults import faults_of
from hr_desk.catalogue.hand_off_templates import (
    COMPUTED,
    KINDS,
    Template,
    load_templates,
    parse_template,
    usable_fields,
)
from hr_desk.catalogue.loader import load
from hr_desk.catalogue.problems import CatalogueProblem
from hr_desk.errors import UserError

CATALOGUE = load()
TEMPLATES = load_templates()
FIELDS = [field.key for field in usable_fields(CATALOGUE)]


def column(key: str, **said: Any) -> ColumnDraft:
    return ColumnDraft(**{"key": key, "source": "field", "of": key, "header": key, **said})


GOOD = TemplateDraft(
    key="own_1", zh="本市社保增员", kind="csv", purpose="hire.payroll_si",
    recipients=("statutory",), columns=(column("full_name"), column("mobile")),
)  # fmt: skip
FILLED = replace(
    GOOD, kind="filled", sheet="增员表", workbook="空表.xlsx",
    columns=(column("full_name", place="A"), column("mobile", place="B")),
)  # fmt: skip


def wrong(draft: TemplateDraft) -> Mapping[int, list[type[UserError]]]:
    """Return the kinds of mistake by column; those of the template itself stand at -1."""
    found = faults_of(draft, CATALOGUE)
    named = {place: [type(one.problem) for one in said] for place, said in found.columns.items()}
    return named | ({-1: [type(one.problem) for one in found.head]} if found.head else {})


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=lambda one: one.key)
def test_a_shipped_template_comes_back_from_its_text(template: Template) -> None:
    draft = draft_of(template)
    assert parse_template("again.toml", written(draft)) == template
    assert from_json(as_json(draft)) == draft
    assert not faults_of(draft, CATALOGUE)


TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
COLUMNS = st.builds(
    ColumnDraft, key=st.uuids().map(lambda one: f"c{one.hex}"),
    source=st.sampled_from(["", "field", "constant", "value"]),
    of=st.sampled_from([*FIELDS, *COMPUTED, ""]) | TEXT, header=TEXT,
    part=st.sampled_from(["", "start", "end"]), date=st.sampled_from(["", "yyyy-mm", "x"]) | TEXT,
    codes=st.lists(
        st.tuples(st.sampled_from(["1", "2", "new"]) | TEXT, TEXT), max_size=2
    ).map(tuple),
    required=st.booleans(), width=st.integers(0, 1000), right=st.booleans(),
    place=st.sampled_from(["", "A", "BC"]),
)  # fmt: skip
DRAFTS = st.builds(
    TemplateDraft, key=st.just("own_1"), zh=TEXT, en=TEXT, kind=st.sampled_from(KINDS),
    purpose=st.sampled_from(["", *CATALOGUE.purposes]), basis=TEXT, sheet=TEXT, workbook=TEXT,
    recipients=st.lists(st.sampled_from(["statutory", "wage_bank"]), unique=True).map(tuple),
    columns=st.lists(COLUMNS, max_size=3).map(tuple), day=st.integers(0, 28),
    first_row=st.integers(1, 20), last_row=st.integers(0, 40), plain=st.booleans(),
)  # fmt: skip


@settings(max_examples=150)
@given(DRAFTS)
def test_a_draft_is_a_template_exactly_where_nothing_is_wrong_with_it(draft: TemplateDraft) -> None:
    assert from_json(as_json(draft)) == draft
    found = faults_of(draft, CATALOGUE)
    assert all(one.problem.text() for said in (found.head, *found.columns.values()) for one in said)
    try:
        parse_template("own.toml", written(draft), CATALOGUE)
    except CatalogueProblem:
        assert found
    else:
        assert not found


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"source": "", "of": ""}, faults.NothingChosen),
        ({"of": ""}, faults.NothingChosen),
        ({"of": "shoe_size"}, faults.FieldGone),
        ({"source": "constant", "of": " "}, faults.TextMissing),
        ({"source": "constant", "of": "新参保", "header": " "}, faults.HeadingMissing),
        ({"source": "value", "of": "moon"}, faults.NothingChosen),
        ({"date": "yyyy"}, faults.NoDay),
        ({"of": "birth_date", "date": "dd.mm"}, faults.DayWrong),
        ({"of": "insured_from", "date": "yyyymmdd"}, faults.MonthWrong),
        ({"of": "contract_term"}, faults.PartMissing),
        ({"of": "gender", "codes": (("7", "x"),)}, faults.CodeUnknown),
        ({"header": "mobile"}, faults.HeadingTaken),
        ({"header": "长" * 201}, faults.TooLong),
        ({"source": "constant", "of": "长" * 201}, faults.TooLong),
        ({"of": "gender", "codes": (("1", "长" * 61),)}, faults.TooLong),
    ],
)
def test_a_mistake_is_named_beside_its_column(
    change: dict[str, Any], kind: type[Exception]
) -> None:
    first = replace(column("full_name"), **change)
    found = wrong(replace(GOOD, columns=(first, column("mobile"))))
    assert found in ({0: [kind]}, {1: [kind]})


def test_what_a_kind_needs_is_asked_for_and_each_mistake_is_named_at_once() -> None:
    assert wrong(replace(GOOD, kind="fixed")) == {
        0: [faults.WidthMissing], 1: [faults.WidthMissing]
    }  # fmt: skip
    assert wrong(replace(FILLED, columns=GOOD.columns)) == {
        0: [faults.PlaceMissing], 1: [faults.PlaceMissing]
    }  # fmt: skip
    twice = (column("full_name", place="A"), column("mobile", place="A"))
    assert wrong(replace(FILLED, columns=twice)) == {1: [faults.PlaceTaken]}
    both = column("full_name", source="constant", of="", header="", date="dd")
    found = wrong(replace(GOOD, columns=(both,)))
    assert found == {0: [faults.HeadingMissing, faults.TextMissing, faults.NoDay]}


def test_what_nothing_shows_whole_is_too_long_and_what_just_fits_is_not() -> None:
    fitting = column("full_name", source="constant", of="长" * 200, header="长" * 200)
    named = replace(GOOD, zh="长" * 60, en="x" * 60, basis="长" * 60, columns=(fitting,))
    assert wrong(named) == {}
    longer = "长" * 61
    for key, draft in (
        ("label", replace(named, zh=longer)), ("en", replace(named, en=longer)),
        ("basis", replace(named, basis=longer)),
    ):  # fmt: skip
        found = faults_of(draft, CATALOGUE).head
        assert [(one.key, type(one.problem)) for one in found] == [(key, faults.TooLong)]


def test_what_the_template_itself_lacks_is_named_all_at_once() -> None:
    assert set(wrong(TemplateDraft(key="own_1", kind="filled"))[-1]) == {
        faults.NameMissing, faults.PurposeMissing, faults.RecipientsMissing, faults.SheetMissing,
        faults.ColumnsMissing,
    }  # fmt: skip
    assert wrong(GOOD) == {} and wrong(FILLED) == {}
    assert written(GOOD).count("本市社保增员") == 2  # what has no English says the Chinese


def test_a_kept_draft_that_is_none_is_refused() -> None:
    for text in ("", "[]", "{}", '{"columns": 1}', '{"columns": [], "recipients": [], "x": 1}'):
        with pytest.raises(ValueError):
            from_json(text)


def test_a_free_key_is_found() -> None:
    assert free_key("own", ["own", "own_2"]) == "own_3"
    assert free_key("own", []) == "own"
