# SPDX-License-Identifier: Apache-2.0
"""Names that may be one human's, and names that are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain import likeness
from hr_desk.domain.terms import matches, terms_of

ALIKE = [
    ("张伟国", "章卫国"),
    ("单雄信", "Shan Xiongxin"),
    ("吕布", "LYU BU"),
    ("吕布", "Lü Bu"),
    ("Wei ZHANG", "张伟"),
    ("阿依古丽·买买提", "阿依古丽买买提"),
]
APART = [("张伟", "张伟国"), ("张伟国", "李伟国"), ("Wei Zhang", "Wei Zhao"), ("张伟", "7")]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_these_sound_alike_and_each_is_looked_up_for_the_other(one: str, other: str) -> None:
    assert likeness.is_same_name(one, other) or likeness.sounds_alike(one, other)
    for typed, stored in ((one, other), (other, one)):
        assert matches(likeness.lookups(typed), terms_of("name", stored)), (typed, stored)


@pytest.mark.parametrize(("one", "other"), APART)
def test_these_do_not(one: str, other: str) -> None:
    assert not likeness.is_same_name(one, other)
    assert not likeness.sounds_alike(one, other)


@given(st.text(alphabet="张伟国王芳李娜阿·abcWZ '-", max_size=12))
def test_any_name_is_itself_and_compares_without_failing(name: str) -> None:
    assert likeness.is_same_name(name, name)
    assert likeness.sounds_alike(name, name) == bool(likeness.readings(name))
    likeness.lookups(name)


def test_a_value_has_one_term_of_its_own() -> None:
    assert likeness.exact_term("phone", "13800138000", "mobile") in terms_of("phone", "13800138000")
    assert likeness.exact_term("email", "Li@Example.com", "email") in terms_of(
        "email", "Li@Example.com"
    )
    assert likeness.exact_term("text", "示例公司", "employer") is None
