# SPDX-License-Identifier: Apache-2.0
"""The slip and the pass for goods can be read back; what is not known is left to be written."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QGuiApplication

from hr_desk.catalogue import load
from ui.printing.gate_papers import GatePaper, goods_pass_pdf, slip_pdf

COMPANY = {"name": "示例公司", "address": "山东省青岛市示例路1号", "phone": "0532-12345678"}
TEXTS = {
    "full_name": "田野", "employer": "示例物流", "plate_number": "鲁B70E19", "badge_no": "C07",
    "trailer_plate": "鲁BA123挂", "delivery_note": "SH-2026-0315", "dock": "3",
    "carried_items": "周转箱 <b>40</b> 只", "visit_area": "仓库", "mobile": "19900000012",
}  # fmt: skip


def labels(language: str) -> dict[str, str]:
    return {one.key: one.label.within(language) for one in load().fields.values()}


def paper(language: str = "zh_CN", **texts: str) -> GatePaper:
    return GatePaper(
        labels=labels(language),
        company=COMPANY, language=language, kind="送货或提货", texts={**TEXTS, **texts},
        host="陈晓", arrived="2026-03-02 09:00", printed="2026-03-02 09:05", heads=2,
    )  # fmt: skip


def read(pdf: bytes) -> str:
    """Return the text of the one page, without the gaps between scripts."""
    (page,) = PdfReader(BytesIO(pdf)).pages
    return "".join(page.extract_text().split())


@pytest.fixture(autouse=True)
def drawing(qapp: QGuiApplication) -> None:
    """A PDF needs fonts, and those an application."""


def test_a_slip_says_who_sees_whom_and_leaves_room_for_the_host() -> None:
    text = read(slip_pdf(paper()))
    for said in ("示例公司", "田野", "示例物流", "陈晓", "仓库", "鲁B70E19", "C07",
                 "2026-03-0209:00", "2026-03-0209:05"):  # fmt: skip
        assert said in text
    assert "SH-2026-0315" not in text and "19900000012" not in text


def test_a_pass_for_goods_says_what_leaves_in_which_vehicle() -> None:
    text = read(goods_pass_pdf(paper()))
    for said in (
        "鲁B70E19",
        "鲁BA123挂",
        "SH-2026-0315",
        "示例物流",
        "田野",
        "周转箱<b>40</b>只",
    ):
        assert said in text
    assert "19900000012" not in text and "陈晓" not in text


@pytest.mark.parametrize("make", [slip_pdf, goods_pass_pdf])
def test_a_paper_of_nothing_known_is_one_page_to_be_written_on(make: object) -> None:
    empty = GatePaper(company={}, language="en", kind="", texts={}, labels=labels("en"))
    text = read(make(empty))  # type: ignore[operator]
    assert "Platenumber" in text and "Printedat" in text
