# SPDX-License-Identifier: Apache-2.0
"""A policy of the usual shape comes in from each of the four kinds of files, with its headings."""

import io
from collections.abc import Callable, Iterator
from random import Random

import docx as word
import pytest

from hr_desk.domain.policy_sections import headings
from hr_desk.exchange import policy_files
from hr_desk.exchange.confined import Reader
from hr_desk.exchange.file_problems import (
    FileEmpty,
    FileProblem,
    FileTooHeavy,
    NoTextFile,
    NoTextInside,
    TextBeyondReason,
)
from tests.hr_desk.domain.test_policy_texts import TITLES, policy
from tests.support import hostile_files
from ui.printing.paper import Paper

TEXT = policy()


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as started:
        yield started


def html(text: str) -> bytes:
    lines = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    head = "<head><meta charset='utf-8'><title>标题</title><style>p{}</style></head>"
    return f"<!DOCTYPE html><html>{head}<body>{lines}<script>x()</script></body></html>".encode()


def docx(text: str) -> bytes:
    document = word.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    return packed(document)


def packed(document: object) -> bytes:
    kept = io.BytesIO()
    document.save(kept)  # type: ignore[attr-defined]
    return kept.getvalue()


def pdf(text: str) -> bytes:
    paper = Paper("示例", "")
    for line in text.split("\n"):
        paper.line(line)
    return paper.finish()


FORMS: dict[str, Callable[[str], bytes]] = {
    "txt": lambda text: text.encode(),
    "txt with a mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "txt of an old Windows": lambda text: text.replace("\n", "\r\n").encode("gb18030"),
    "txt in UTF-16": lambda text: text.encode("utf-16"),
    "html": html,
    "docx": docx,
    "pdf": pdf,
}


@pytest.mark.parametrize("form", FORMS)
def test_every_kind_of_file_gives_the_nine_headings(
    reader: Reader, form: str, qapp: object
) -> None:
    text = reader.policy_text(FORMS[form](TEXT))
    found = headings(text)
    assert [one[-len(title) :] for one, title in zip(found, TITLES, strict=True)] == list(TITLES)
    assert "x()" not in text and "标题" not in text
    if form != "pdf":
        assert [line for line in text.split("\n") if line] == [
            line for line in TEXT.split("\n") if line
        ]  # fmt: skip


def test_numbers_that_word_draws_are_written_out(reader: Reader) -> None:
    document = word.Document()
    for title in TITLES:
        heading = document.add_paragraph(title, style="Heading 1")
        properties = heading._p.get_or_add_pPr()
        properties.get_or_add_numPr().get_or_add_ilvl().val = 0
        document.add_paragraph(f"这里说明{title}。")
    assert headings(reader.policy_text(packed(document))) == tuple(
        f"{n}. {title}" for n, title in enumerate(TITLES, 1)
    )


def test_headings_and_numbered_lists_of_html_are_written_out() -> None:
    made = "".join(f"<h2>{title}</h2><p>这里说明{title}。" for title in TITLES)
    assert headings(policy_files.text_of(f"<html>{made}</html>".encode())) == TITLES
    listed = policy_files.text_of("<ol><li>甲<li>乙</ol><p>丙&amp;丁".encode())
    assert [line for line in listed.split("\n") if line] == ["1. 甲", "2. 乙", "丙&丁"]


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (b"", FileEmpty),
        (b"x" * (10 * 2**20 + 1), FileTooHeavy),
        (b"\x00\x01\x02", NoTextFile),
        (b"{\\rtf1 text}", NoTextFile),
        (b"\xff\xfe\x00\xd8\x41\x00", NoTextFile),
        (b"\x80\x80\xff", NoTextFile),
        (hostile_files.png(), NoTextFile),
        (b"<html><body><script>a</script></body></html>", NoTextInside),
        (hostile_files.pdf(""), NoTextInside),
        ("字".encode() * 200_001, TextBeyondReason),
    ],
)
def test_what_holds_no_policy_is_refused(
    reader: Reader, data: bytes, refused: type[FileProblem]
) -> None:
    with pytest.raises(refused):
        reader.policy_text(data)


@pytest.mark.parametrize(
    "contrived",
    [hostile_files._zip_bomb, hostile_files._laughs, hostile_files._element_bomb,
     hostile_files._macros, hostile_files._broken_zip, hostile_files._locked_pdf,
     hostile_files._truncated_pdf],
)  # fmt: skip
def test_hostile_files_are_refused_as_elsewhere(
    reader: Reader, contrived: Callable[[Random], tuple[str, bytes]]
) -> None:
    with pytest.raises(FileProblem):
        reader.policy_text(contrived(Random(7))[1])
