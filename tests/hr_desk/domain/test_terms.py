# SPDX-License-Identifier: Apache-2.0
"""What is typed finds what is stored, and nothing leaks into the terms that should not."""

import time
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_desk.domain.names import pinyin, syllables
from hr_desk.domain.terms import queries, terms_of

CHINESE = st.text(
    st.sampled_from("张王李赵欧阳单解曾翟伟芳娜敏静丽强磊洋勇艳杰涛明超秀霞平刚桂英䶮𬭎"),
    min_size=2,
    max_size=4,
)
MOBILES = st.builds("1{}{:09d}".format, st.integers(3, 9), st.integers(0, 10**9 - 1))


def _finds(text: str, terms: frozenset[str], codes: tuple[str, ...] = ()) -> bool:
    return any(all(union & terms for union in found) for found in queries(text, codes))


@settings(deadline=None)
@given(CHINESE)
def test_a_name_is_found_by_each_of_its_parts(name: str) -> None:
    terms = terms_of("name", name)
    for start, end in product(range(len(name)), range(1, len(name) + 1)):
        if start < end:
            assert _finds(name[start:end], terms)


@settings(deadline=None)
@given(CHINESE.filter(lambda n: len(syllables(n)) == len(n)))
def test_a_name_is_found_by_every_beginning_of_its_reading(name: str) -> None:
    terms = terms_of("name", name)
    read = pinyin(name)
    for end in range(1, len(read) + 1):
        assert _finds(read[:end], terms), read[:end]
    letters = "".join(s[0] for s in syllables(name))
    for end in range(1, len(letters) + 1):
        assert _finds(letters[:end], terms)
    assert _finds(" ".join(syllables(name)), terms)
    assert _finds(read.upper(), terms)


@given(MOBILES)
def test_a_number_is_found_by_every_head_and_its_tail(number: str) -> None:
    terms = terms_of("phone", number)
    for end in range(1, 12):
        assert _finds(number[:end], terms), number[:end]
    assert _finds(number[-4:], terms)
    assert _finds(f"{number[:3]} {number[3:7]} {number[7:]}", terms)
    assert _finds(f"+86 {number}", terms)
    assert not _finds(number[3:9] + "00000", terms)


@pytest.mark.parametrize(
    ("kind", "stored", "typed"),
    [
        ("name", "买买提·吐尔逊", "买买提·吐尔逊"),
        ("name", "买买提·吐尔逊", "吐尔逊"),
        ("name", "O'Brien Mary-Ann", "mary"),
        ("name", "O'Brien Mary-Ann", "OBr"),
        ("name", "O'Brien Mary-Ann", "mary o'brien"),
        ("name", "吕丽", "lüli"),
        ("phone", "+85223456789", "+852 2345"),
        ("phone", "+85223456789", "852234"),
        ("phone", "+85223456789", "6789"),
        ("email", "Zhang.Wei@Example.com", "zhang.wei@example.com"),
        ("email", "zhang.wei@example.com", "zhang.wei"),
        ("email", "zhang.wei@example.com", "zhang.wei@"),
        ("email", "zhang.wei@example.com", "@example.com"),
        ("text", "青岛示例电子有限公司", "示例"),
        ("text", "青岛示例电子有限公司", "示例电子"),
        ("text", "青岛示例ABC有限公司", "abc"),
        ("text", "青岛示例ABC有限公司", "示例abc"),
        ("text", "Example Works", "works example"),
    ],
)
def test_stored_and_typed(kind: str, stored: str, typed: str) -> None:
    assert _finds(typed, terms_of(kind, stored))


@pytest.mark.parametrize(
    ("kind", "stored", "typed"),
    [
        ("name", "王伟", "伟王"),
        ("name", "王伟", "李"),
        ("name", "王伟", "weiwang"),
        ("phone", "13800138000", "139"),
        ("phone", "13800138000", "0013"),
        ("text", "青岛示例电子有限公司", "青电"),
    ],
)
def test_what_is_not_there_is_not_found(kind: str, stored: str, typed: str) -> None:
    assert not _finds(typed, terms_of(kind, stored))


def test_several_words_must_all_match() -> None:
    terms = terms_of("name", "张伟") | terms_of("phone", "13800138000")
    assert _finds("张伟 1380", terms)
    assert _finds("zw 8000", terms)
    assert not _finds("张伟 1390", terms)


def test_codes_are_found_whole_and_by_their_own_key() -> None:
    terms = terms_of("code", "鲁B12345", "plate_number")
    assert terms == {"c:plate_number:鲁B12345"}
    assert _finds("鲁b 12345", terms, ("plate_number",))
    assert not _finds("鲁b12345", terms, ("id_number",))


@pytest.mark.parametrize("stored", [None, "", 5, True, ["a"]])
def test_what_is_no_text_has_no_terms(stored: object) -> None:
    assert terms_of("name", stored) == frozenset()
    assert terms_of("none", "anything") == frozenset()


@given(st.text(max_size=80))
def test_any_text_is_a_bounded_query(text: str) -> None:
    found = queries(text, ("plate_number",))
    assert len(found) <= 40
    for conjunction in found:
        assert 1 <= len(conjunction) <= 200
        assert all(1 <= len(union) <= 300 for union in conjunction)


def test_empty_text_asks_for_nothing() -> None:
    assert queries("") == queries("   ") == queries(" · ") == ()


def test_the_terms_of_a_person_cost_little() -> None:
    def person(name: str) -> None:
        terms_of("name", name)
        terms_of("phone", "13800138000")
        terms_of("email", "zhang.wei@example.com")
        terms_of("text", "青岛示例电子有限公司")
        terms_of("text", "质量工程师")
        terms_of("code", "20", "education_level")

    person("王小明")
    rounds = 300
    began = time.process_time()
    for number in range(rounds):
        person("王小明李华强"[number % 4 :][:3])
    assert (time.process_time() - began) / rounds < 0.0005
