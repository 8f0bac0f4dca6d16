# SPDX-License-Identifier: Apache-2.0
"""A person's own copy on paper: every value with its name, and the controller on every page."""

import datetime as dt

import pypdfium2

from hr_desk.operations.copy_texts import CopyPart, CopyText
from ui.printing.own_copy import own_copy_pdf


def copy(values: int) -> CopyText:
    part = CopyPart(
        "招聘", ("应聘资料：自 2026-03-02 起算",),
        tuple((f"项目{n}", f"内容{n}𬭎", f"用途{n}") for n in range(values)),
    )  # fmt: skip
    return CopyText(
        title="您的个人信息副本", number="2026-0001", on=dt.date(2026, 3, 2),
        company={"name": "示例公司", "phone": "0532-80000000"}, parts=(part,),
        reads_title="谁查阅过您的信息", reads=("2026-03-01 09:00  王芳，招聘：日常工作",),
        rights="您可以查阅、复制、更正或删除您的个人信息。",
    )  # fmt: skip


def test_every_value_stands_on_it_and_the_company_on_every_page() -> None:
    pages = [page.get_textpage() for page in pypdfium2.PdfDocument(own_copy_pdf(copy(60)))]
    texts = [page.get_text_range().replace("\r\n", "") for page in pages]
    whole = "".join(texts)
    assert len(texts) > 1 and all("示例公司" in text for text in texts)
    for n in range(60):
        assert f"内容{n}𬭎" in whole and f"用途{n}" in whole
    for text in ("2026-0001", "自 2026-03-02 起算", "王芳", "您可以查阅、复制、更正或删除"):
        assert text in whole
