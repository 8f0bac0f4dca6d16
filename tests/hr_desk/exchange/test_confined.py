# SPDX-License-Identifier: Apache-2.0
"""The confined process answers as the readers do, and its end is nobody else's."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from hr_desk.exchange import confined, file_problems, files, photos
from hr_desk.exchange.confined import Reader
from tests.support.hostile_files import body, docx, paragraph, pdf, png
from ui.__main__ import READING

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as started:
        yield started


@pytest.mark.parametrize("data", [pdf("Zhang Wei"), docx(body(paragraph("张伟"))), png()])
def test_it_answers_what_the_readers_say(reader: Reader, data: bytes) -> None:
    assert reader.examine(data) == files.examine(data)


def test_it_draws_pages_and_cuts_photos(reader: Reader) -> None:
    assert reader.page(pdf("one"), 0, width=90) == files.page_picture(pdf("one"), 0, width=90)
    assert reader.photo(png(), longest=70) == photos.upright(png(), longest=70)
    assert reader.portrait(png()) == photos.portrait(png())
    assert reader.small(png()) == photos.small(png())
    box = (0.25, 0.0, 0.75, 1.0)
    assert reader.cut(png(), box) == photos.cut(png(), box)


def test_a_refusal_keeps_its_values(reader: Reader) -> None:
    with pytest.raises(file_problems.NoSuchPage) as refused:
        reader.page(pdf("one"), 8, width=90)
    assert refused.value.values == {"number": 9}


def test_a_process_that_ended_is_replaced(reader: Reader) -> None:
    reader.examine(pdf("one"))
    before = reader.process_id
    assert before is not None
    os.kill(before, signal.SIGTERM)
    with pytest.raises(file_problems.TooMuchToRead):
        reader.examine(pdf("one"))
    assert reader.examine(pdf("two")).text == "two"
    assert reader.process_id != before


@pytest.mark.skipif(sys.platform != "linux", reason="counts what Linux counts")
def test_memory_beyond_the_limit_is_refused_and_given_back() -> None:
    # In a process of its own: what earlier tests freed is memory that the kernel counts already.
    program = (
        "from hr_desk.exchange import confined_process as confined\n"
        "assert confined._data_bytes() > 1_000_000\n"
        "confined._limit_memory(confined.BYTES)\n"
        "try:\n"
        "    bytearray(confined.BYTES + 2**20)\n"
        "except MemoryError:\n"
        "    confined._limit_memory(None)\n"
        "    print(len(bytearray(confined.BYTES + 2**20)) - confined.BYTES)\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert answer.stdout.strip() == str(2**20)


def test_the_process_gets_no_variable_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HR_DESK_PASSPHRASE", "words that are long enough here")
    assert "HR_DESK_PASSPHRASE" not in confined._little_environment()


def test_a_packed_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert confined.command() == [sys.executable, confined.COMMAND]
    assert confined.COMMAND == READING


def test_it_ends_when_nobody_asks_any_more() -> None:
    reader = Reader()
    reader.examine(pdf("one"))
    process = reader._process
    assert process is not None and process.stdin is not None
    process.stdin.close()
    assert process.wait(5) == 0
    reader.close()


def test_a_photo_that_asks_too_much_is_refused_as_a_photo() -> None:
    with Reader() as reader:
        reader.start()
        process = reader.process_id
        assert process is not None
        os.kill(process, signal.SIGSTOP)  # it will not answer any more, and is ended
        os.kill(process, signal.SIGKILL)
        with pytest.raises(photos.PictureTooDear):
            reader.portrait(png())


def test_a_page_of_a_scan_is_pixels_alone_with_what_can_be_read(reader: Reader) -> None:
    content, text = reader.sheet(pdf("first", "second"), 1)
    assert text == "second"
    picture = Image.open(BytesIO(content))
    assert (picture.format, max(picture.size)) == ("JPEG", photos.SCAN)
    assert b"second" not in content
    assert reader.sheet(png((300, 200)), 0)[1] == ""
    for data in (pdf("first"), png()):
        with pytest.raises(file_problems.NoSuchPage):
            reader.sheet(data, 1)
    with pytest.raises(file_problems.KindUnknown):
        reader.sheet(docx(body(paragraph("张伟"))), 0)
