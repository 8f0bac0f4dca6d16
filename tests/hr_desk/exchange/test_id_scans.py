# SPDX-License-Identifier: Apache-2.0
"""An ID scan is one marked sheet of pixels, and small enough for whoever must have it."""

import random
import time
from io import BytesIO

import pytest
from PIL import Image, ImageChops

from hr_desk.exchange.confined import Reader
from hr_desk.exchange.id_scans import LARGEST, MARK, WIDTH, sheet
from hr_desk.exchange.photos import MAX_BYTES, NotAPicture, PhotoProblem, PictureTooHeavy

LINES = (MARK, "示例公司 2026-03-02")


def picture(colour: str, size: tuple[int, int] = (1600, 1000), **extras: object) -> bytes:
    written = BytesIO()
    Image.new("RGB", size, colour).save(written, "JPEG", **extras)
    return written.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data), formats=("JPEG",)).convert("RGB")


def test_both_sides_stand_below_each_other_and_are_marked_all_over() -> None:
    sides = [picture("#ffffff"), picture("#a0c0ff")]
    made, plain = opened(sheet(sides, lines=LINES)), opened(sheet(sides, lines=(" ",)))
    assert made.width > WIDTH and made.height > 1.2 * made.width * 1000 / 1600
    difference = ImageChops.difference(made, plain).convert("L")
    for row in range(4):
        for column in range(4):
            box = (
                column * made.width // 4, row * made.height // 4,
                (column + 1) * made.width // 4, (row + 1) * made.height // 4,
            )  # fmt: skip
            marked = sum(difference.crop(box).histogram()[20:])
            assert marked > 1000, (row, column)
    x, y = made.width // 2, made.height // 4
    assert plain.getpixel((x, y)) == (255, 255, 255)


def test_other_words_make_another_sheet() -> None:
    assert sheet([picture("white")], lines=LINES) != sheet([picture("white")], lines=(MARK,))


def test_nothing_that_hung_on_a_side_comes_along() -> None:
    made = sheet([picture("white", comment=b"CANARY-4711")], lines=LINES)
    assert b"CANARY-4711" not in made and b"Exif" not in made


def test_a_noisy_picture_is_made_small_enough() -> None:
    noise = Image.frombytes("RGB", (1400, 1400), random.Random(1).randbytes(1400 * 1400 * 3))
    written = BytesIO()
    noise.save(written, "JPEG", quality=60)
    made = sheet([written.getvalue()] * 2, lines=LINES)
    assert len(made) <= LARGEST
    assert opened(made).width > WIDTH // 2


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        (b"", NotAPicture), (b"%!PS-Adobe-3.0 EPSF-3.0\n", NotAPicture),
        (b"\xff\xd8\xff" + b"0" * MAX_BYTES, PictureTooHeavy),
        (picture("white")[:600], PhotoProblem),
    ],
)  # fmt: skip
def test_a_bad_side_refuses_the_sheet(bad: bytes, problem: type[PhotoProblem]) -> None:
    with Reader() as reader:
        for sides in ([bad, picture("white")], [picture("white"), bad]):
            with pytest.raises(problem):
                reader.id_sheet(sides, lines=LINES)


def test_the_confined_process_makes_the_sheet_of_two_phone_pictures_in_time() -> None:
    sides = [picture("#8090a0", (4000, 3000)), picture("#a09080", (3000, 4000))]
    with Reader() as reader:
        reader.start()
        begun = time.monotonic()
        made = reader.id_sheet(sides, lines=LINES)
        took = time.monotonic() - begun
    assert made == sheet(sides, lines=LINES)
    assert took < 6
