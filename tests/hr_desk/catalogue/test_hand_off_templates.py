# SPDX-License-Identifier: Apache-2.0
"""A template with a mistake is refused whole, with file, line and the nearest valid name."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.catalogue import problems
from hr_desk.catalogue.hand_off_templates import (
    FILES,
    FOLDER,
    KINDS,
    Template,
    load_templates,
    parse_template,
)
from hr_desk.catalogue.loader import load
from hr_desk.catalogue.problems import CatalogueProblem
from hr_desk.i18n import use_language

CATALOGUE = load()
TEMPLATES = load_templates()

GOOD = """
[template.mine]
label = { zh = "我的", en = "Mine" }
kind = "csv"
who = "hired"
purpose = "hire.payroll_si"
recipients = ["statutory"]
encoding = "gb18030"

[template.mine.column]
number = { value = "number", header = "序号" }
full_name = { required = true }
gender = { codes = { 1 = "M", 2 = "F", 0 = "U", 9 = "U" } }
start_date = { date = "yyyymmdd" }
until = { field = "contract_term", part = "end", header = "止", date = "yyyy/mm/dd" }
kind = { constant = "A", header = "类别" }
"""

REFUSALS = [
    ('kind = "csv"', 'kind = "cvs"', problems.UnknownWord, 4, "csv"),
    ('encoding = "gb18030"', 'encodin = "gb18030"', problems.UnknownKey, 8, "encoding"),
    ('encoding = "gb18030"', 'encoding = "gbk"', problems.UnknownWord, 8, "gb18030"),
    ('encoding = "gb18030"', 'sheet = "x"', problems.UnknownKey, 8, ""),
    ('who = "hired"', 'who = "fired"', problems.UnknownWord, 5, "hired"),
    ('"hire.payroll_si"', '"hire.payrol"', problems.UnknownWord, 6, "hire.payroll_si"),
    ('["statutory"]', '["statutary"]', problems.UnknownWord, 7, "statutory"),
    ('["statutory"]', "[]", problems.MissingKey, 2, ""),
    ("full_name = { required", "ful_name = { required", problems.UnknownWord, 12, "full_name"),
    ("required = true", "requird = true", problems.UnknownKey, 12, "required"),
    ('value = "number"', 'value = "numer"', problems.UnknownWord, 11, "number"),
    ('value = "number"', 'value = "number", constant = "1"', problems.WrongShape, 11, ""),
    ('1 = "M"', '3 = "M"', problems.UnknownWord, 13, ""),
    ('"yyyymmdd"', '"YYYYMMDD"', problems.WrongShape, 14, ""),
    ('"yyyymmdd"', '"mmdd"', problems.WrongShape, 14, ""),
    ('gender = { codes', 'gender = { date = "yyyy", codes', problems.WrongShape, 13, ""),
    ('part = "end"', 'part = "ende"', problems.UnknownWord, 15, "end"),
    ('part = "end", ', "", problems.MissingKey, 15, ""),
    ('header = "类别"', 'header = "序号"', problems.DeclaredTwice, 16, ""),
    ("full_name = {", "photo = {", problems.UnknownWord, 12, ""),
    ('encoding = "gb18030"', "day = 31", problems.WrongShape, 8, ""),
    ('encoding = "gb18030"', "day = true", problems.WrongShape, 8, ""),
    ("template.mine", "template.Mine", problems.WrongShape, 2, ""),
    ('label = { zh = "我的", en = "Mine" }', "", problems.MissingKey, 2, ""),
    ("[template.mine.column]", "[template.mine.colum]", problems.UnknownKey, 10, "column"),
    ('label = { zh', 'label = { zh = "x", zh', problems.NotToml, 3, ""),
]  # fmt: skip


def test_a_good_one_is_read() -> None:
    found = parse_template("mine.toml", GOOD)
    assert found.fields == ("full_name", "gender", "start_date", "contract_term")
    assert (found.required, found.encoding, found.plain) == (("full_name",), "gb18030", True)
    assert found.columns[2].header == "性别" and found.columns[4].part == "end"
    assert found.shows("number") and not found.shows("change")


@pytest.mark.parametrize(("old", "new", "kind", "line", "near"), REFUSALS)
def test_a_mistake_is_named_with_its_line(
    old: str, new: str, kind: type[CatalogueProblem], line: int, near: str
) -> None:
    assert old in GOOD
    with pytest.raises(kind) as refused:
        parse_template("mine.toml", GOOD.replace(old, new))
    assert refused.value.values["file"] == "mine.toml"
    assert refused.value.values["line"] == line
    assert near in str(refused.value.values.get("nearest", ""))
    assert "mine.toml" in refused.value.text()


@pytest.mark.parametrize(
    ("kind", "column", "missing"),
    [("fixed", "full_name = {}", "width"), ("filled", "full_name = {}", "place")],
)
def test_a_kind_asks_for_what_it_needs(kind: str, column: str, missing: str) -> None:
    more = 'sheet = "S"\nworkbook = "a.xlsx"\n' if kind == "filled" else ""
    text = GOOD.partition("[template.mine.column]")[0]
    text = text.replace('kind = "csv"', f'kind = "{kind}"').replace('encoding = "gb18030"', more)
    with pytest.raises(problems.MissingKey) as refused:
        parse_template("x.toml", f"{text}[template.mine.column]\n{column}\n")
    assert refused.value.values["name"] == missing


def test_one_template_stands_in_one_file() -> None:
    with pytest.raises(problems.WrongShape):
        parse_template("x.toml", GOOD + GOOD.replace("template.mine", "template.other"))
    with pytest.raises(problems.MissingKey):
        parse_template("x.toml", "")
    with pytest.raises(problems.UnknownKey):
        parse_template("x.toml", "templates = 1")


def test_a_key_stands_once_in_a_folder(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(GOOD, "utf-8")
    with pytest.raises(problems.DeclaredTwice):
        load_templates(tmp_path)
    with pytest.raises(problems.MissingFile):
        load_templates(tmp_path / "nothing")


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=lambda one: one.key)
def test_a_shipped_template_is_whole(template: Template) -> None:
    assert template.kind in KINDS
    assert template.columns[0].computed == "number"
    assert template.required and set(template.required) <= set(template.fields)
    for key in template.fields:
        field = CATALOGUE.fields[key]
        assert FILES & set(field.retention), key
        # Whoever hands over has to see it, masked at the least.
        assert field.roles["hr_admin"] > 0, key


def test_what_goes_out_each_month_has_its_day() -> None:
    """An inspection asks for the register whenever it comes; all others go month by month."""
    assert {key for key, one in TEMPLATES.items() if one.day is None} == {"staff_register"}


def test_what_the_issue_asks_for_ships() -> None:
    assert set(TEMPLATES) == {
        "payroll_new_hires", "staff_register", "social_insurance_enrolment",
        "social_insurance_stop", "housing_fund_enrolment", "housing_fund_stop", "bank_accounts",
        "income_tax_staff", "employment_registration",
    }  # fmt: skip
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(TEMPLATES)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        parse_template("x.toml", text)
    except CatalogueProblem as refused:
        assert "x.toml" in refused.text()


@given(st.integers(0, len(GOOD)), st.sampled_from(['"', "=", "[", "}", "\n", "x", "#", "1"]))
def test_any_slip_of_the_hand_is_read_or_refused(place: int, sign: str) -> None:
    try:
        found = parse_template("x.toml", GOOD[:place] + sign + GOOD[place:])
    except CatalogueProblem as refused:
        assert refused.text()
    else:
        assert found.columns


def test_a_fault_follows_the_language_it_is_read_in() -> None:
    with pytest.raises(problems.UnknownWord) as refused:
        parse_template("mine.toml", GOOD.replace('kind = "csv"', 'kind = "cvs"'))
    try:
        use_language("zh_CN")
        assert "取值" in refused.value.text()
    finally:
        use_language("en")
    assert "取值" not in refused.value.text() and "word" in refused.value.text()
