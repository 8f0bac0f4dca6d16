# SPDX-License-Identifier: Apache-2.0
"""Headings in a policy's text, two texts compared, and what makes a change a major one."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_desk.domain import policy_changes as rules
from hr_desk.domain.policy_changes import Facts, Ground
from hr_desk.domain.policy_differences import Mark, changed_headings, compare
from hr_desk.domain.policy_sections import headings, sections

TITLES = (
    "收集什么",
    "怎样使用",
    "提供给谁",
    "怎样保护",
    "您的权利",
    "未成年人",
    "保存地点",
    "怎样更新",
    "联系我们",
)


def policy(number: str = "{n}. {title}", *, contents: bool = True) -> str:
    """Return a made-up text of the usual shape: contents, nine chapters, lists inside them."""
    named = [number.format(n=n, title=title) for n, title in enumerate(TITLES, 1)]
    body = [
        f"{heading}\n\n{n}.1 说明如下:\n(1) 第一项;\n(2) 第二项。\n\n{n}.2 另有说明。\n"
        for n, heading in enumerate(named, 1)
    ]
    listed = "目录\n\n" + "\n\n".join(named) + "\n\n前言结束。\n\n" if contents else ""
    return f"示例公司隐私政策\n\n本政策说明如下。\n\n{listed}" + "\n".join(body)


CHINESE = "一二三四五六七八九"


@pytest.mark.parametrize("contents", [True, False])
@pytest.mark.parametrize(
    "number", ["{n}. {title}", "{n}、{title}", "{n} {title}", "第{n}条 {title}"]
)
def test_the_nine_headings_are_found(number: str, contents: bool) -> None:
    found = headings(policy(number, contents=contents))
    assert [one[-len(title) :] for one, title in zip(found, TITLES, strict=True)] == list(TITLES)


def test_chinese_numerals_and_lines_that_stand_alone_are_headings() -> None:
    numbered = "".join(f"{CHINESE[n]}、{title}\n说明。\n" for n, title in enumerate(TITLES))
    assert len(headings(numbered)) == 9
    alone = "".join(f"{title}\n\n这里说明{title}。\n\n" for title in TITLES)
    assert headings(alone) == TITLES
    assert headings("只有一句话。\n还有一句。") == ()


def test_a_list_inside_a_chapter_is_no_chapter() -> None:
    text = "1. 甲\n说明。\n2. 乙\n说明:\n1. 第一项\n2. 第二项\n3. 第三项\n说明。\n3. 丙\n说明。\n"
    assert headings(text)[:2] == ("1. 甲", "2. 乙") and len(headings(text)) == 3


@given(st.text(alphabet="1234.、一二第条章甲乙。\n ", max_size=120))
@settings(max_examples=150)
def test_chapters_put_together_are_the_text(text: str) -> None:
    kept = [line.strip() for one in sections(text) for line in one.text.split("\n") if line.strip()]
    assert kept == [line.strip() for line in text.split("\n") if line.strip()]


@given(
    st.lists(st.text(alphabet="甲乙丙ab 。", max_size=12), max_size=8),
    st.lists(st.text(alphabet="甲乙丙ab 。", max_size=12), max_size=8),
)
@settings(max_examples=150)
def test_each_side_can_be_read_out_of_a_comparison(old: list[str], new: list[str]) -> None:
    found = compare("\n".join(old), "\n".join(new))
    for side, mark in ((old, Mark.GONE), (new, Mark.NEW)):
        shown = ["".join(p.text for p in line if p.mark in (Mark.SAME, mark))
                 for one in found for line in one.lines]  # fmt: skip
        assert sorted(filter(None, shown)) == sorted(s for s in map(str.strip, side) if s)


def test_only_what_changed_is_marked() -> None:
    old, new = policy(), policy().replace("4.2 另有说明。", "4.2 另有详细说明。")
    assert changed_headings(old, new) == ("4. 怎样保护",)
    pieces = [p for one in compare(old, new) for line in one.lines for p in line
              if p.mark is not Mark.SAME]  # fmt: skip
    assert [(p.mark, p.text) for p in pieces] == [(Mark.NEW, "详细")]
    assert changed_headings(old, old) == ()


def facts() -> dict[str, dict[str, Any]]:
    """Return what a desk of one field, purpose and recipient knows."""
    field = {"asked": ["recruitment"], "needed": [], "purpose": "a", "sensitivity": "ordinary",
             "stage": 2, "days": 180}  # fmt: skip
    known = {"name": "示例银行", "kind": "wage_bank", "country": "CN", "purposes": ["p"],
             "fields": ["mobile"]}  # fmt: skip
    return {
        "fields": {"mobile": field},
        "purposes": {"p": "x"},
        "company": {"name": "示例公司", "phone": "1"},
        "recipients": {"r": known},
        "rights": {"working_days": "15"},
        "assessments": {"i": "medium"},
    }


def changed(group: str, key: str, part: str | None, value: Any) -> Facts:
    made = facts()
    if part is None:
        made[group][key] = value
    else:
        made[group][key][part] = value
    return made


@pytest.mark.parametrize(
    ("group", "key", "part", "value", "ground", "kind"),
    [
        ("fields", "email", None, facts()["fields"]["mobile"], 1, "field_new"),
        ("fields", "mobile", "needed", ["recruitment"], 1, "field_needed"),
        ("fields", "mobile", "asked", ["recruitment", "visitor"], 1, "field_asked"),
        ("fields", "mobile", "purpose", "b", 1, "field_purpose"),
        ("fields", "mobile", "sensitivity", "sensitive", 1, "field_sensitivity"),
        ("fields", "mobile", "days", 365, 1, "field_longer"),
        ("fields", "mobile", "stage", 1, 1, "field_earlier"),
        ("purposes", "q", None, "y", 1, "purpose_new"),
        ("purposes", "p", None, "y", 1, "purpose_changed"),
        ("company", "name", None, "示例集团", 2, "company_name"),
        ("recipients", "s", None, facts()["recipients"]["r"], 3, "recipient_new"),
        ("recipients", "r", "fields", ["mobile", "email"], 3, "recipient_more"),
        ("rights", "working_days", None, "20", 4, "rights"),
        ("company", "phone", None, "2", 5, "company_contact"),
        ("assessments", "i", None, "high", 6, "risk_high"),
    ],
)  # fmt: skip
def test_8_4_each_of_the_six_grounds_is_found(
    group: str, key: str, part: str | None, value: Any, ground: int, kind: str
) -> None:
    (found,) = rules.of_facts(facts(), changed(group, key, part, value))
    assert (found.ground, found.kind) == (Ground(ground), kind)
    assert rules.from_json(rules.as_json((found,))) == (found,)


def test_what_only_becomes_less_is_no_major_change() -> None:
    assert rules.of_facts(facts(), facts()) == ()
    less = facts()
    less["fields"]["mobile"]["days"] = 90
    del less["purposes"]["p"]
    assert rules.of_facts(facts(), less) == ()
    assert rules.of_facts({}, facts()) == ()
    (gone,) = rules.of_facts(facts(), {**facts(), "recipients": {}})
    assert gone.kind == "recipient_gone"


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("我们收集姓名。", "我们收集姓名和民族。", "text_names"),
        ("15个工作日内处理。", "20个工作日内处理。", "text_days"),
        ("within 15 working days", "within 20 working days", "text_days"),
        ("电话(086)-0532-88000000", "电话(086)-0532-88000001", "text_contact"),
        ("邮箱 a@example.com", "邮箱 b@example.com", "text_contact"),
        ("不提供给他人。", "提供给示例科技有限公司。", "text_company"),
    ],
)
def test_8_4_words_of_the_text_point_to_major_changes(old: str, new: str, kind: str) -> None:
    labels = {"姓名": "full_name", "民族": "ethnicity"}
    (found,) = rules.of_texts(old, new, labels)
    assert found.kind == kind
    assert rules.of_texts(new, new, labels) == ()


def test_the_same_number_written_otherwise_is_no_change() -> None:
    assert rules.of_texts("电话 0532-88000000", "电话 0532 88000000", {}) == ()
