# SPDX-License-Identifier: Apache-2.0
"""Headings in users' words, odd rows, and what is never asked."""

import pytest

from hr_desk.catalogue import load
from hr_desk.catalogue.types.cleaning import plain_heading
from hr_desk.domain import headings

CATALOGUE = load()
NAMES = headings.known(CATALOGUE)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("手机", "mobile"),
        ("电话", "mobile"),
        ("联系电话", "mobile"),
        (" 联 系 电 话 ", "mobile"),
        ("手机号码*", "mobile"),
        ("手机号码（必填）", "mobile"),
        ("Ｍｏｂｉｌｅ　ｎｕｍｂｅｒ", "mobile"),
        ("姓名:", "full_name"),
        ("Full name", "full_name"),
        ("年龄段声明", "age_band"),
        ("最高学历", "education_level"),
        ("应聘职位", "applied_position"),
        ("备注", None),
        ("", None),
    ],
)
def test_a_heading_names_its_field(heading: str, key: str | None) -> None:
    assert NAMES.field_of(heading) == key


def test_every_label_in_both_languages_is_known() -> None:
    for key, field in CATALOGUE.fields.items():
        assert NAMES.field_of(field.label.zh) in (key, _namesake(field.label.zh))
        assert NAMES.field_of(field.label.en) in (key, _namesake(field.label.en))


def _namesake(label: str) -> str | None:
    """Two fields of different records may share a label; the later one answers."""
    same = [
        key
        for key, field in CATALOGUE.fields.items()
        if plain_heading(label) in (plain_heading(field.label.zh), plain_heading(field.label.en))
    ]
    return same[-1]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("婚姻状况", "marital_status"),
        ("婚否", "marital_status"),
        ("婚 姻", "marital_status"),
        ("是否怀孕", "childbearing"),
        ("目前薪资（元）", "current_salary"),
        ("生育保险", None),
        ("期望薪资", None),
        ("姓名", None),
    ],
)
def test_what_is_never_asked_is_recognised(heading: str, key: str | None) -> None:
    found = NAMES.forbidden_in(heading)
    assert (found.key if found else None) == key


def test_the_heading_row_is_found_below_titles() -> None:
    rows = (
        ("应聘人员汇总表", "", ""),
        ("填表人：", "陈晓", ""),
        ("手机", "姓名", "备注"),
        ("1", "2"),
    )
    assert headings.heading_row(rows, NAMES) == 2
    assert headings.heading_row((("甲", ""), ("代号", "批次")), NAMES) == 1
    assert headings.heading_row((("甲",), ("",)), NAMES) is None


@pytest.mark.parametrize(
    "first", ["合计", "总计：", " 合 计 ", "合计：30人", "Total", "grand total"]
)
def test_totals_are_recognised(first: str) -> None:
    assert headings.is_total(("", first, "30"))


@pytest.mark.parametrize("first", ["合计飞", "张合计", "", "总经理"])
def test_people_are_no_totals(first: str) -> None:
    assert not headings.is_total(("", first, "30"))


def test_only_the_name_makes_a_sample_row() -> None:
    assert headings.is_sample(("1", "示例：王小明"), "示例：王小明")
    assert headings.is_sample(("Example: Wang Xiaoming",), "")
    assert not headings.is_sample(("张伟国", "示例：公司"), "张伟国")
    assert not headings.is_sample(("张伟国", "示例公司"), "张伟国")
