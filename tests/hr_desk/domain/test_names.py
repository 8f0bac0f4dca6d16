# SPDX-License-Identifier: Apache-2.0
"""How names are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain.names import han_of, initials, pinyin, syllables
from hr_desk.domain.syllables import SYLLABLES, completions, heads


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("张伟", "zhangwei"),
        ("单雄信", "shanxiongxin"),
        ("仇英", "qiuying"),
        ("解缙", "xiejin"),
        ("查良", "zhaliang"),
        ("曾国", "zengguo"),
        ("区大明", "oudaming"),
        ("盖文", "gewen"),
        ("翟天", "zhaitian"),
        ("朴树", "piaoshu"),
        ("乐毅", "yueyi"),
        ("尉迟敬德", "yuchijingde"),
        ("万俟卨一", "moqixieyi"),
        ("逄伟", "pangwei"),
        ("吕丽", "lvli"),
        ("欧阳娜娜", "ouyangnana"),
        ("长孙无忌", "zhangsunwuji"),
        ("John", ""),
    ],
)
def test_surnames_are_read_as_surnames(name: str, read: str) -> None:
    assert pinyin(name) == read


def test_initials() -> None:
    assert initials("王小明") == "wxm"


@pytest.mark.parametrize("name", ["单", "曾", "𬭎"])
def test_a_character_alone_is_read_as_in_words(name: str) -> None:
    assert len(syllables(name)) <= 1


def test_a_name_with_a_dot_has_no_surname() -> None:
    assert syllables("单增·曲扎")[0] == "dan"


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=5))
def test_every_reading_is_made_of_known_syllables(name: str) -> None:
    read = syllables(name)
    assert len(read) <= len(han_of(name))
    assert all(s in SYLLABLES or s in ("m", "n", "hm", "ng") for s in read)


def test_unfinished_syllables_are_completed() -> None:
    assert completions("we") == ("wei", "wen", "weng")
    assert len(completions("zh")) < 50
    assert heads("zhangwe") == (0, 3, 4, 5)
    assert heads("xian") == (0, 2, 3, 4)
