# SPDX-License-Identifier: Apache-2.0
"""A badge on paper: who, with whom, where, and a QR that holds its code and nothing else."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pypdfium2
import pytest

from hr_desk.domain import badge_code
from hr_desk.operations.badges import BadgeFace
from ui.printing.badge import LABEL, QR_SIDE, QUIET, label_pdf, sheet_pdf

segno = pytest.importorskip("segno")

DOTS = 20
"""Dots to a millimetre of the picture that is looked at."""


def face(name: str = "王芳", **more: str) -> BadgeFace:
    return BadgeFace(
        visit_id="0" * 32, code=badge_code.new(), out_code="123456", name=name, host="陈晓",
        area="办公区", arrived=datetime(2026, 3, 2, 1, 0, tzinfo=UTC), companions=2, **more,
    )  # fmt: skip


def modules(pdf: bytes, left: float, top: float, count: int) -> list[list[bool]]:
    """Return the modules of the QR that stands at (left, top) millimetres of the first page."""
    bitmap = pypdfium2.PdfDocument(pdf)[0].render(scale=DOTS * 25.4 / 72, grayscale=True)
    buffer, side = bytes(bitmap.buffer), QR_SIDE / (count + 2 * QUIET)

    def dark(across: float, down: float) -> bool:
        return bool(buffer[round(down * DOTS) * bitmap.stride + round(across * DOTS)] < 128)

    return [
        [dark(left + (QUIET + x + 0.5) * side, top + (QUIET + y + 0.5) * side)
         for x in range(count)]
        for y in range(count)
    ]  # fmt: skip


def text_of(pdf: bytes) -> str:
    return "".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize("name", ["王芳", "古丽娜尔·阿卜杜热合曼", "Maximilian Featherstonehaugh"])
def test_a_label_says_what_a_colleague_needs(name: str) -> None:
    pdf = label_pdf([face(name), face()], company="示例公司")
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 2
    wide, high = (side / 72 * 25.4 for side in document[0].get_size())
    assert (wide, high) == pytest.approx((LABEL.width(), LABEL.height()), abs=0.5)
    said = text_of(pdf).replace("\r\n", "")
    for part in (name, "陈晓", "办公区", "123456", "示例公司", "2026-03-02 09:00"):
        assert part.replace(" ", "") in said.replace(" ", "")


def test_the_qr_is_a_whole_one_of_the_code_alone() -> None:
    one = face()
    expected = segno.make(one.code, micro=False, error="m")
    assert not expected.is_micro
    assert one.code not in text_of(label_pdf([one], company="示例公司"))
    wanted = [[bool(dark) for dark in row] for row in expected.matrix]
    left, top = 4 + LABEL.width() - 8 - QR_SIDE, 4 + 7
    assert modules(label_pdf([one], company="示例公司"), left, top, len(wanted)) == wanted


@pytest.mark.parametrize("count", [1, 2, 7])
def test_a_sheet_holds_every_badge(count: int) -> None:
    faces: Sequence[BadgeFace] = [face(f"示例{chr(0x7532 + n)}") for n in range(count)]
    said = text_of(sheet_pdf(faces, company="示例公司"))
    assert all(one.name in said for one in faces)
