# SPDX-License-Identifier: Apache-2.0
"""The code of an invitation: digits that say nothing, a mark of texts, a check."""

from hypothesis import given
from hypothesis import strategies as st

from hr_desk.domain import badge_code, invitation_code

DIGESTS = st.lists(st.text("0123456789abcdef", min_size=64, max_size=64), max_size=4, unique=True)


def test_a_code_is_twelve_digits_and_two_are_not_alike() -> None:
    made = {invitation_code.new() for _ in range(200)}
    assert len(made) > 190
    for code in made:
        assert len(code) == invitation_code.LENGTH == 12 and code.isdecimal() and code.isascii()
        assert invitation_code.is_invitation(code) and not badge_code.is_badge(code)
        assert invitation_code.mark_in(code) == invitation_code.NOTHING


@given(DIGESTS)
def test_the_mark_of_texts_is_the_same_in_any_order_and_none_without_texts(
    digests: list[str],
) -> None:
    mark = invitation_code.mark_of(digests)
    assert mark == invitation_code.mark_of(reversed(digests))
    assert (mark == invitation_code.NOTHING) == (not digests)
    assert invitation_code.mark_in(invitation_code.new(mark)) == mark


@given(st.text(max_size=20))
def test_any_text_is_looked_at_and_none_is_taken_for_a_code_by_its_length_alone(
    text: str,
) -> None:
    if invitation_code.is_invitation(text):
        assert len(text) == invitation_code.LENGTH and text.isdecimal()


def test_one_wrong_digit_is_found_nearly_always() -> None:
    code = invitation_code.new()
    others = [
        code[:place] + str((int(code[place]) + step) % 10) + code[place + 1 :]
        for place in range(len(code))
        for step in range(1, 10)
    ]
    assert sum(map(invitation_code.is_invitation, others)) <= 10
    assert not invitation_code.is_invitation("１２３４５６７８９０１２")


def test_what_is_printed_in_groups_is_typed_in_groups() -> None:
    code = invitation_code.new()
    printed = invitation_code.grouped(code)
    assert printed.count(" ") == 2
    assert invitation_code.cleaned(f" {printed} ") == code
    assert invitation_code.cleaned(printed.replace(" ", "-")) == code


@given(st.integers(0, invitation_code.SCANNED_LENGTH - 1), st.sampled_from("0123456789"))
def test_a_scan_is_the_code_and_no_changed_digit_of_it_is(place: int, digit: str) -> None:
    code = invitation_code.new()
    scan = invitation_code.for_scanner(code)
    assert (len(scan), invitation_code.in_scan(scan)) == (invitation_code.SCANNED_LENGTH, code)
    changed = scan[:place] + digit + scan[place + 1 :]
    assert invitation_code.in_scan(changed) == (code if changed == scan else "")


@given(st.text(max_size=30))
def test_any_other_text_is_no_scan(text: str) -> None:
    assert not invitation_code.is_scan(text)
    assert not invitation_code.is_scan(invitation_code.new() + text[:8])
