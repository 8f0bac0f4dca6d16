# SPDX-License-Identifier: Apache-2.0
"""Documents are known by their content, and all of their text is read."""

from io import BytesIO

import docx as python_docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from hr_desk.errors import UserError
from hr_desk.exchange import file_problems, files, pdf_files, photos, word_files
from tests.support.hostile_files import body, docx, paragraph, pdf, png, zipped

BOX = (
    '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
    'markup-compatibility/2006"><mc:Choice Requires="wps">{text}</mc:Choice>'
    "<mc:Fallback>{text}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
)


def scan(size: tuple[int, int] = (800, 1100)) -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "#88aa44").save(made, "JPEG", comment=b"CANARY-4711")
    return made.getvalue()


def test_a_pdf_has_pages_and_text() -> None:
    found = files.examine(pdf("Zhang Wei", "welder"))
    assert (found.kind, found.pages) == (files.PDF, 2)
    assert found.text.split("\n") == ["Zhang Wei", "welder"]


def test_a_pdf_without_text_says_nothing() -> None:
    assert files.examine(pdf(pages=3)).text == ""


def test_a_docx_gives_paragraphs_tables_text_boxes_and_headers() -> None:
    made = python_docx.Document()
    made.sections[0].header.paragraphs[0].text = "页眉电话 13800138000"
    made.add_paragraph("姓名：张伟")
    made.add_table(1, 2).cell(0, 1).text = "表格里的焊工证"
    written = BytesIO()
    made.save(written)
    text = files.examine(written.getvalue()).text
    assert text.startswith("姓名:张伟")
    assert "表格里的焊工证" in text
    assert "页眉电话 13800138000" in text


def test_the_text_of_a_box_is_read_once() -> None:
    text = word_files.text_of(docx(body(BOX.format(text=paragraph("框里的字")))), most=1000)
    assert text.count("框里的字") == 1


def test_words_of_instructions_and_deleted_text_are_no_text() -> None:
    inner = "<w:p><w:r><w:instrText>HYPERLINK</w:instrText><w:delText>旧</w:delText></w:r></w:p>"
    assert word_files.text_of(docx(body(inner)), most=1000).strip() == ""


def test_radicals_of_a_pdf_font_become_the_characters_they_look_like() -> None:
    text = files.examine(docx(body(paragraph("⼊职⻋间⻓")))).text
    assert text == "入职车间长"


def test_of_a_picture_its_pixels_alone_are_kept() -> None:
    found = files.examine(scan((4000, 3000)))
    assert found.kind == files.JPEG
    assert b"CANARY" not in found.content
    with Image.open(BytesIO(found.content)) as kept:
        assert kept.size == (photos.SCAN, photos.SCAN * 3 // 4)


def test_a_page_is_drawn_as_wide_as_asked_and_within_a_bound() -> None:
    page = files.page_picture(pdf("one", "two"), 1, width=600)
    assert page.width in (600, 601)
    assert len(page.pixels) == page.width * page.height * 3
    assert len(set(page.pixels)) > 1  # something is written on it
    large = files.page_picture(pdf("one"), 0, width=60_000)
    assert large.width * large.height <= pdf_files.MAX_DRAWN * 1.01


def test_a_picture_is_a_document_of_one_page() -> None:
    page = files.page_picture(scan(), 0, width=400)
    assert (page.width, page.height) == (400, 550)
    with pytest.raises(file_problems.NoSuchPage):
        files.page_picture(scan(), 1, width=400)


@pytest.mark.parametrize("number", [-1, 2])
def test_a_page_that_is_not_there_is_refused(number: int) -> None:
    with pytest.raises(file_problems.NoSuchPage):
        files.page_picture(pdf("one", "two"), number, width=100)


def test_a_docx_has_no_picture_of_its_pages() -> None:
    with pytest.raises(file_problems.KindUnknown):
        files.page_picture(docx(body("")), 0, width=100)


def test_a_workbook_or_any_zip_is_no_document() -> None:
    with pytest.raises(file_problems.KindUnknown):
        files.examine(zipped({"a.txt": b"x"}))


def test_the_largest_file_and_the_most_pages_are_taken() -> None:
    assert files.recognise(b"%PDF-" + bytes(files.MAX_BYTES - 5)) == files.PDF
    with pytest.raises(file_problems.FileTooHeavy):
        files.recognise(b"%PDF-" + bytes(files.MAX_BYTES))
    assert files.examine(pdf(pages=pdf_files.MAX_PAGES)).pages == pdf_files.MAX_PAGES


def test_a_file_without_pages_is_broken_even_after_a_locked_one() -> None:
    locked = pdf("x", trailer=f"/Encrypt << /Filter /Standard /V 1 /R 2 /P -44 /O <{'00' * 32}> "
                 f"/U <{'00' * 32}> >> /ID [<00> <00>]")  # fmt: skip
    with pytest.raises(file_problems.FileLocked):
        files.examine(locked)
    with pytest.raises(file_problems.FileBroken):
        files.examine(pdf())


@given(st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"]),
       st.binary(max_size=300))  # fmt: skip
def test_no_bytes_do_more_than_be_refused(start: bytes, rest: bytes) -> None:
    with pytest.raises(UserError):
        files.examine(start + rest)


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=4))
def test_damage_anywhere_is_refused_or_read(place: int, damage: bytes) -> None:
    for whole in (docx(body(paragraph("张伟"))), pdf("Zhang"), png()):
        at = place % len(whole)
        try:
            files.examine(whole[:at] + damage + whole[at + len(damage) :])
        except UserError as refusal:
            assert refusal.text("zh_CN")
