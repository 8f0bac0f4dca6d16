# SPDX-License-Identifier: Apache-2.0
"""A card on paper: the size of a bank card, and its secret in the QR alone."""

import pypdfium2
import pytest

from hr_desk.domain import card_code
from ui.printing.badge import QUIET
from ui.printing.user_card import CARD, QR_SIDE, card_pdf

segno = pytest.importorskip("segno")

DOTS = 20
"""Dots to a millimetre of the picture that is looked at."""


def test_the_card_names_its_user_and_spells_the_code_nowhere() -> None:
    code = card_code.new()
    document = pypdfium2.PdfDocument(card_pdf("gate.one", code, company="示例公司"))
    assert len(document) == 1
    wide, high = (side / 72 * 25.4 for side in document[0].get_size())
    assert (wide, high) == pytest.approx((CARD.width(), CARD.height()), abs=0.5)
    said = document[0].get_textpage().get_text_range()
    assert "示例公司" in said and "gate.one" in said
    assert not any(code[place : place + 6] in said for place in range(len(code) - 6))


def test_the_qr_is_the_code_module_by_module() -> None:
    code = card_code.new()
    expected = segno.make(code, micro=False, error="m")
    rows = [[bool(one) for one in row] for row in expected.matrix]
    page = pypdfium2.PdfDocument(card_pdf("gate", code, company="示例公司"))[0]
    bitmap = page.render(scale=DOTS * 25.4 / 72, grayscale=True)
    buffer, side = bytes(bitmap.buffer), QR_SIDE / (len(rows) + 2 * QUIET)
    left, top = CARD.width() - 4 - QR_SIDE, 4 + 9

    def dark(across: int, down: int) -> bool:
        x, y = left + (QUIET + across + 0.5) * side, top + (QUIET + down + 0.5) * side
        return bool(buffer[round(y * DOTS) * bitmap.stride + round(x * DOTS)] < 128)

    read = [[dark(x, y) for x in range(len(rows))] for y in range(len(rows))]
    assert read == rows
