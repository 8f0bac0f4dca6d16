# SPDX-License-Identifier: Apache-2.0
"""A letter on paper: indented as Chinese letters are, signed at the right, whole on every page."""

import datetime as dt

import pypdfium2
import pytest

from hr_desk.operations.paper_letters import Draft
from ui.printing.letter import letter_pdf

A4_WIDTH = 595.3
MARGIN = 18 * 72 / 25.4
BODY = 12.0


def letter(code: str, *paragraphs: str) -> Draft:
    return Draft(
        key="offer", about="application", record_id="1", language=code, typed=(),
        title="录用通知书" if code == "zh_CN" else "Letter of offer",
        salutation="欧阳𬭎：" if code == "zh_CN" else "Dear 欧阳𬭎,",
        paragraphs=paragraphs, on=dt.date(2026, 3, 2),
        company={"name": "示例公司", "address": "青岛市示例路 1 号", "phone": "0532-80000000"},
        rights="您可以查阅、复制、更正或删除您的个人信息。", purpose="apply.contact",
        fields=("full_name",),
    )  # fmt: skip


def pages(content: bytes) -> list[pypdfium2.PdfTextPage]:
    return [page.get_textpage() for page in pypdfium2.PdfDocument(content)]


def left_of(page: pypdfium2.PdfTextPage, text: str) -> float:
    """Return how far from the left edge a text begins, in points."""
    index, _count = page.search(text).get_next() or (-1, 0)
    assert index >= 0
    return float(page.get_charbox(index)[0])


@pytest.mark.parametrize("code", ["zh_CN", "en"])
def test_every_paragraph_stands_whole_between_the_margins(code: str) -> None:
    first = (
        "您好！感谢您应聘示例公司的岗位。经面试，我们决定录用您，诚挚邀请您加入，期待与您共事。" * 3
    )
    (page,) = pages(letter_pdf(letter(code, first, "第二段文字。")))
    said = page.get_text_range().replace("\r\n", "")
    assert first in said and "欧阳𬭎" in said
    assert said.count("示例公司 青岛市示例路 1 号 0532-80000000") == 1
    assert "您可以查阅、复制、更正或删除您的个人信息。" in said
    boxes = [page.get_charbox(n) for n in range(page.count_chars())]
    drawn = [box for box in boxes if box[2] > box[0]]  # the ends of lines have no width
    assert min(box[0] for box in drawn) >= MARGIN - 1
    assert max(box[2] for box in drawn) <= A4_WIDTH - MARGIN + 1


def test_a_chinese_letter_begins_two_characters_in_and_is_signed_at_the_right() -> None:
    (page,) = pages(letter_pdf(letter("zh_CN", "本次录用您担任装配工。")))
    edge = left_of(page, "欧阳")
    assert left_of(page, "本次录用") - edge == pytest.approx(2 * BODY, abs=2)
    assert left_of(page, "2026年3月2日") > A4_WIDTH / 2
    (english,) = pages(letter_pdf(letter("en", "We hire you.")))
    assert left_of(english, "We hire") - left_of(english, "Dear") < 2


def test_a_long_letter_goes_on_and_names_the_controller_on_each_page() -> None:
    found = pages(letter_pdf(letter("zh_CN", *(f"第{n}段。" * 30 for n in range(30)))))
    assert len(found) > 1
    for page in found:
        assert "示例公司 青岛市示例路 1 号 0532-80000000" in page.get_text_range()
    assert "您可以查阅" in found[-1].get_text_range()
    assert "第29段" in "".join(page.get_text_range() for page in found)
