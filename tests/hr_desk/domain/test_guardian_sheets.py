# SPDX-License-Identifier: Apache-2.0
"""Whose page is whose: by code, by name, else in turn; what a person said stays."""

from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain.guardian_sheets import NOBODY, Expected, code_of, named, proposed

ANN, BO, CAI = (
    Expected("aaaa1111bbbb", "王小明"),
    Expected("cccc2222dddd", "王小"),
    Expected("eeee3333ffff", "Li Lei"),
)
CLASS = (ANN, BO, CAI)


def test_pages_without_a_text_go_in_turn() -> None:
    assert proposed(["", "", ""], CLASS, {}) == (ANN.id, BO.id, CAI.id)
    assert proposed(["", "", "", ""], CLASS, {})[3] == NOBODY


def test_a_page_is_found_by_its_code_or_its_name() -> None:
    assert proposed([f"编号 {CAI.code}", "", ""], CLASS, {}) == (CAI.id, ANN.id, BO.id)
    assert named("姓名：王 小 明", CLASS) == ANN.id  # 王小 stands in it too
    assert named("姓名：王小", CLASS) == BO.id
    assert named("li  lei", CLASS) == CAI.id
    assert named("王小明和 Li Lei", CLASS) == NOBODY
    assert named("Li Lei " + ANN.code, CLASS) == ANN.id


def test_two_of_one_name_are_told_apart_by_the_code_alone() -> None:
    twins = (Expected("11110000aa", "王芳"), Expected("22220000bb", "王芳"))
    assert named("王芳", twins) == NOBODY
    assert named("王芳 22220000", twins) == "22220000bb"


def test_whoever_signed_already_is_not_proposed_in_turn() -> None:
    signed = Expected(ANN.id, ANN.name, signed=True)
    assert proposed(["", ""], (signed, BO, CAI), {}) == (BO.id, CAI.id)
    assert proposed([ANN.code], (signed, BO), {}) == (ANN.id,)


def test_a_back_side_moves_those_that_follow() -> None:
    assert proposed(["", "", "", ""], CLASS, {1: ANN.id}) == (BO.id, ANN.id, CAI.id, NOBODY)
    assert proposed(["", "", ""], CLASS, {0: ANN.id, 1: ANN.id}) == (ANN.id, ANN.id, BO.id)
    assert proposed(["", ""], CLASS, {0: NOBODY}) == (NOBODY, ANN.id)


@given(
    st.lists(st.text(max_size=6), max_size=12),
    st.dictionaries(st.integers(0, 11), st.sampled_from([*(one.id for one in CLASS), NOBODY])),
)
def test_what_was_said_stays_and_nobody_is_proposed_twice_in_turn(
    texts: list[str], settled: dict[int, str]
) -> None:
    found = proposed(texts, CLASS, settled)
    assert len(found) == len(texts)
    assert all(found[place] == id_ for place, id_ in settled.items() if place < len(texts))
    in_turn = [
        id_
        for place, id_ in enumerate(found)
        if place not in settled and named(texts[place], CLASS) == NOBODY and id_ != NOBODY
    ]
    assert len(in_turn) == len(set(in_turn))


@given(st.text("0123456789abcdef", min_size=32, max_size=32))
def test_a_code_is_the_beginning_of_the_id(id_: str) -> None:
    assert id_.upper().startswith(code_of(id_))
    assert len(code_of(id_)) == 8
