# SPDX-License-Identifier: Apache-2.0
"""What is found in free text, what is not, and what masking leaves."""

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn

from hr_desk import catalogue
from hr_desk.catalogue.types.id_papers import check_digit
from hr_desk.domain.free_text import Kind, Span, find, maskable, masked

FORBIDDEN = catalogue.load().forbidden
WIDE = str.maketrans("0123456789Xx", "０１２３４５６７８９Ｘｘ")


def found(text: str) -> list[tuple[Kind, str]]:
    return [(span.kind, text[span.start : span.end]) for span in find(text, FORBIDDEN)]


def kinds(text: str) -> set[Kind]:
    return {span.kind for span in find(text, FORBIDDEN)}


def with_luhn(head: str) -> str:
    return head + luhn.calc_check_digit(head)


def id_number(born: date, order: int) -> str:
    head = f"370202{born:%Y%m%d}{order:03d}"
    return head + check_digit(head)


ID_NUMBERS = st.builds(id_number, st.dates(date(1900, 1, 1), date(2020, 1, 1)), st.integers(0, 999))
CARDS = st.from_regex(r"[3-6][0-9]{10,17}", fullmatch=True).map(with_luhn)
AROUND = st.sampled_from(["", "号码", "：", "，", "(", "ID ", "请打到", "\n", "卡"])
BETWEEN = st.sampled_from(["", " ", "-", "－", "  ", "\u3000", " - ", "·"])


@st.composite
def _parted(draw: st.DrawFn, numbers: st.SearchStrategy[str]) -> tuple[str, str]:
    """A number in groups of equal size, plain or full-width, and the text around it."""
    number, between = draw(numbers), draw(BETWEEN)
    size = draw(st.sampled_from([1, 3, 4, 6]))
    groups = [number[n : n + size] for n in range(0, len(number), size)]
    typed = between.join(groups)
    if draw(st.booleans()):
        typed = typed.translate(WIDE)
    return typed, draw(AROUND) + typed + draw(AROUND)


@given(_parted(ID_NUMBERS | ID_NUMBERS.map(str.lower)))
def test_every_id_number_is_found_where_it_stands(parted: tuple[str, str]) -> None:
    typed, text = parted
    assert found(text) == [(Kind.ID_NUMBER, typed)]


@given(_parted(CARDS))
def test_every_card_is_found_where_it_stands(parted: tuple[str, str]) -> None:
    typed, text = parted
    assert [what for _, what in found(text)] == [typed]
    assert kinds(text) <= {Kind.BANK_CARD, Kind.ID_NUMBER}


@given(_parted(ID_NUMBERS), st.integers(0, 17), st.integers(1, 9))
def test_a_number_with_one_wrong_digit_is_no_id_number(
    parted: tuple[str, str], place: int, by: int
) -> None:
    typed, _ = parted
    digits = [n for n, sign in enumerate(typed) if sign.isdigit()]
    wrong = digits[min(place, len(digits) - 1)]
    plain = str((int(typed[wrong]) + by) % 10)
    assert Kind.ID_NUMBER not in kinds(typed[:wrong] + plain + typed[wrong + 1 :])


MIXED = st.lists(
    _parted(ID_NUMBERS | CARDS).map(lambda parted: parted[1])
    | st.text(st.sampled_from("0123456789 -xX＊*鲁B婚乙肝两对半，。\n"), max_size=30)
    | st.text(max_size=10),
    max_size=5,
).map("".join)


@settings(max_examples=300)
@given(MIXED)
def test_spans_are_in_order_apart_and_inside(text: str) -> None:
    spans = find(text, FORBIDDEN)
    ends = [0, *(span.end for span in spans)]
    for span, before in zip(spans, ends, strict=False):
        assert before <= span.start < span.end <= len(text)
        assert str(span.reason)


@settings(max_examples=300)
@given(MIXED)
def test_after_masking_no_number_is_left_and_the_rest_is_as_it_was(text: str) -> None:
    spans = maskable(find(text, FORBIDDEN))
    hidden = masked(text, spans)
    assert len(hidden) == len(text)
    assert maskable(find(hidden, FORBIDDEN)) == ()
    inside = {n for span in spans for n in range(span.start, span.end)}
    assert all(hidden[n] == text[n] for n in range(len(text)) if n not in inside)
    for span in spans:
        assert sum(sign.isdigit() for sign in hidden[span.start : span.end]) <= 4


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    find(text, FORBIDDEN)


def test_masking_keeps_the_last_four_of_an_unbroken_number() -> None:
    text = "身份证11010519491231002X，卡4111 1111 1111 1111。"
    assert masked(text, maskable(find(text, FORBIDDEN))) == (
        "身份证**************002X，卡**** **** **** ****。"
    )


@pytest.mark.parametrize(
    "text",
    [
        *("电话13800138000", "+86 138 0013 8000", "8613800138000", "0532-88036767"),
        *("2010-09-01至2014-07-01", "2010-2014 2015-2019", "20100901 20140701", "2010.9-2014.7"),
        *("工号370202", "订单 2026030200012345678901", "1101051949123100", "示例公司，装配工。"),
        "",
    ],
)
def test_ordinary_numbers_and_words_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("我已婚，有两年经验", "已婚"),
        ("已 婚", "已 婚"),
        ("已-婚", "已-婚"),
        ("乙肝两对半正常", "乙肝"),
        ("ＨＢｓＡｇ阴性", "ＨＢｓＡｇ"),
        ("hbs-ag", "hbs-ag"),
        ("Current Salary 9000", "Current Salary"),
        ("信\u200b仰", "信\u200b仰"),
    ],
)
def test_a_topic_is_found_however_it_is_typed(text: str, what: str) -> None:
    assert (Kind.TOPIC, what) in found(text)


@pytest.mark.parametrize(
    "text", ["负责生育保险申报", "测量车身高度", "表示已，婚礼策划公司", "见过\n婚"]
)
def test_harmless_words_and_parted_ones_are_no_topic(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("topic", sorted(FORBIDDEN))
def test_every_word_of_every_topic_is_found_with_its_reason(topic: str) -> None:
    for word in FORBIDDEN[topic].words:
        spans = find(f"备注：{word}。", FORBIDDEN)
        assert any(span.reason == FORBIDDEN[topic].reason for span in spans), word


@pytest.mark.parametrize("word", ["乙肝", "两对半", "HBsAg"])
def test_the_words_of_the_hepatitis_rule_are_found(word: str) -> None:
    (span,) = find(f"体检{word}。", FORBIDDEN)
    assert span.reason == FORBIDDEN["hbv_status"].reason


@pytest.mark.parametrize(
    "text", ["鲁B12345", "车牌鲁b·12345，", "鲁 B D12345", "鲁Ｂ１２３４５停东门", "鲁UAD1234"]
)
def test_plates_are_found_and_not_masked(text: str) -> None:
    spans = find(text, FORBIDDEN)
    assert [span.kind for span in spans] == [Kind.PLATE]
    assert maskable(spans) == ()


def test_two_numbers_side_by_side_are_two() -> None:
    text = "13800138000 11010519491231002X 4111111111111111"
    assert found(text) == [
        (Kind.ID_NUMBER, "11010519491231002X"),
        (Kind.BANK_CARD, "4111111111111111"),
    ]


@pytest.mark.parametrize("unit", ["婚姻", "1 ", "4111111111111111 ", "鲁B12345", "x"])
def test_a_long_text_is_read_quickly(unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    began = time.thread_time()
    spans = find(text, FORBIDDEN)
    assert time.thread_time() - began < 5, "the square of this length would take minutes"
    assert all(isinstance(span, Span) for span in spans)
