# SPDX-License-Identifier: Apache-2.0
"""What is printed can be read back, digit by digit; nothing typed is an instruction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from PySide6.QtGui import QGuiApplication

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.loader import load
from hr_desk.catalogue.model import Access, Field, Scenario
from hr_desk.i18n import language, translated
from ui.printing.application_form import Around, form_pdf
from ui.printing.paper import Boxed, Paper
from ui.printing.rare_characters import name_glyphs
from ui.printing.sheets import NOTHING_DELETED, certificate_pdf, recovery_key_pdf

COMPANY = {"name": "示例公司", "address": "山东省青岛市示例路1号", "phone": "0532-12345678"}
ID = "11010519491231002X"


@dataclass(frozen=True)
class View:
    field: Field
    value: Any
    shown: str
    masked: bool = False
    given: bool = True
    access: Access = Access.FULL


@dataclass(frozen=True)
class Record:
    fields: tuple[View, ...]
    requisition: str = "装配工"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture(autouse=True)
def painting(qapp: QGuiApplication) -> None:
    """A sheet is painted by the application's fonts."""


def record(catalogue: Catalogue, typed: Mapping[str, str]) -> Record:
    views = []
    for key, text in typed.items():
        field = catalogue.field(key)
        value = field.type.parse(text)
        views.append(View(field, value, field.type.show(value)))
    return Record(tuple(views))


def registration_form_pdf(
    record: Record, catalogue: Catalogue, company: Mapping[str, str], language: str, **more: Any
) -> bytes:
    around = Around(company=company, language=language, post=record.requisition, **more)
    return form_pdf(record.fields, catalogue, Scenario.RECRUITMENT, around)


def read(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)


NAMES = [
    "张小明",
    "钱𬭎",
    "𠂇𬭎𠂇",
    "买买提·吐尔逊",
    "欧阳锋",
    "Anne-Marie O'Neill",
    "入身文车长见",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_back_exactly(catalogue: Catalogue, name: str) -> None:
    pdf = registration_form_pdf(record(catalogue, {"full_name": name}), catalogue, COMPANY, "zh_CN")
    assert name in read(pdf).split("\n")


def test_eighteen_digits_are_read_back_exactly_on_every_page(catalogue: Catalogue) -> None:
    paper = Paper("试印", "示例公司")
    for number in range(60):
        paper.fields([Boxed("公民身份号码", ID), Boxed("账号", f"{10**18 + number}")])
    pages = PdfReader(BytesIO(paper.finish())).pages
    assert len(pages) > 2
    text = "\n".join(page.extract_text() for page in pages)
    assert text.count(ID) == 60
    assert all(str(10**18 + number) in text for number in range(60))


def test_every_page_names_the_controller_and_its_number() -> None:
    paper = Paper("试印", "示例公司")
    for _ in range(120):
        paper.line("一行")
    pages = PdfReader(BytesIO(paper.finish())).pages
    assert [f"示例公司  {n}" in page.extract_text() for n, page in enumerate(pages, 1)] == [
        True
    ] * len(pages)


def test_the_form_says_why_each_item_is_asked_and_whom_to_ask(catalogue: Catalogue) -> None:
    view = record(catalogue, {"full_name": "张小明", "mobile": "13800138000"})
    text = read(registration_form_pdf(view, catalogue, COMPANY, "zh_CN")).replace("\n", "")
    for one in view.fields:
        assert one.field.purpose.zh in text
    assert "138 0013 8000" in text
    assert all(part in text for part in COMPANY.values())


def test_the_form_speaks_the_language_it_is_asked_in(catalogue: Catalogue) -> None:
    view = record(catalogue, {"gender": "男"})
    text = read(registration_form_pdf(view, catalogue, COMPANY, "en"))
    assert "Application form" in text
    assert "Male" in text


def test_a_masked_value_stays_masked(catalogue: Catalogue) -> None:
    field = catalogue.field("mobile")
    view = Record((View(field, None, "138****8000", masked=True),))
    assert "138****8000" in read(registration_form_pdf(view, catalogue, COMPANY, "zh_CN"))


def test_nothing_typed_is_read_as_markup(catalogue: Catalogue) -> None:
    typed = "<img src='file:///nowhere.png'><b>&amp;</b>"
    view = record(catalogue, {"employer": typed, "occupation": "<b>粗体</b> & 公司"})
    text = read(registration_form_pdf(view, catalogue, COMPANY, "zh_CN")).replace("\n", "")
    assert "<b>粗体</b> & 公司" in text
    assert typed in text
    assert (
        not PdfReader(BytesIO(registration_form_pdf(view, catalogue, COMPANY, "en")))
        .pages[0]
        .images
    )


def test_a_portrait_is_printed(catalogue: Catalogue) -> None:
    photo = BytesIO()
    Image.new("RGB", (443, 620), "#7799bb").save(photo, "JPEG")
    view = record(catalogue, {"full_name": "张小明"})
    pdf = registration_form_pdf(view, catalogue, COMPANY, "zh_CN", portrait=photo.getvalue())
    assert len(PdfReader(BytesIO(pdf)).pages[0].images) == 1


def test_every_field_of_an_application_fits_on_paper(catalogue: Catalogue) -> None:
    fields = catalogue.fields_of("hiring", Scenario.RECRUITMENT)
    view = Record(tuple(View(field, None, "", given=False) for field in fields))
    text = read(registration_form_pdf(view, catalogue, COMPANY, "zh_CN"))
    missing = [
        field.label.zh
        for field in fields
        if field.type.name not in ("document", "documents")
        and field.label.zh not in text.replace("\n", "")
    ]
    assert missing == []


def test_a_recovery_half_is_read_back_exactly() -> None:
    half = "A1ABC-DEFGH-JKMNP-QRSTV-WXYZ0-12345-67890-ABCDE-FGHJK-MNPQR-STVWX-YZ012-345"
    text = read(recovery_key_pdf(COMPANY, "A1B2-C3D4", half, "A"))
    assert half in text.replace("\n", "")
    assert "A1B2-C3D4" in text


@dataclass(frozen=True)
class Facts:
    number: int = 7
    desk_id: str = "ab" * 32
    company_name: str = "示例公司"
    compartment: str = "hiring"
    issued_at: str = "2026-03-02T08:00:00Z"
    counts: Mapping[str, int] = field(default_factory=dict)
    earliest_due: str | None = "2026-03-01"
    latest_due: str | None = "2026-03-02"
    vacuumed_at: str | None = None
    truncated_at: str | None = None
    last_backup_gone_on: str | None = "2026-03-16"
    unreached_backup_places: tuple[str, ...] = ("D:/备份",)
    audit_sequence: int = 412
    audit_head: str = "cd" * 32


def test_a_certificate_says_what_the_signed_file_says(catalogue: Catalogue) -> None:
    text = read(certificate_pdf(Facts(counts={"REJ": 12, "WD": 3}), catalogue)).replace("\n", "")
    for said in ("12", "3", "2026-03-16", "2026-03-01 – 2026-03-02", "412", "ab" * 32, "D:/备份"):
        assert said in text
    assert str(catalogue.classes["REJ"].label) in text


def test_a_certificate_that_counts_nothing_says_why_there_is_one(catalogue: Catalogue) -> None:
    text = read(certificate_pdf(Facts(), catalogue)).replace("\n", "")
    assert translated(NOTHING_DELETED, language()) in text
    assert translated("Deleted", language()) not in text


def test_a_pdf_without_rare_characters_is_left_alone() -> None:
    paper = Paper("试印", "示例公司")
    paper.line("张小明")
    pdf = paper.finish()
    assert name_glyphs(pdf, []) == pdf


def test_printing_knows_no_clock(catalogue: Catalogue) -> None:
    view = record(catalogue, {"full_name": "张小明"})
    day = date(2026, 3, 2)
    pdf = registration_form_pdf(view, catalogue, COMPANY, "zh_CN", printed_on=day)
    assert "2026-03-02" in read(pdf)
