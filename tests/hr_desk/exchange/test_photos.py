# SPDX-License-Identifier: Apache-2.0
"""Photos keep their pixels and nothing else; what is no photo is refused in a sentence."""

import struct
import zlib
from io import BytesIO
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin

from hr_desk.exchange.photos import (
    MAX_BYTES,
    PORTRAIT,
    SMALL,
    SMALL_BYTES,
    BrokenPicture,
    MovingPicture,
    NotAPicture,
    PhotoProblem,
    PictureTooHeavy,
    TooManyPixels,
    kept_part,
    portrait,
    small,
)

CANARY = b"CANARY-4711"


def picture(size: tuple[int, int] = (900, 1200), mode: str = "RGB") -> Image.Image:
    """A picture whose left half is dark and whose right half is light."""
    made = Image.new(mode, size, "white" if mode != "P" else 0)
    made.paste(Image.new(mode, (size[0] // 2, size[1])), (0, 0))
    return made


def jpeg(image: Image.Image | None = None, **extras: object) -> bytes:
    written = BytesIO()
    (image or picture()).save(written, "JPEG", quality=92, **extras)
    return written.getvalue()


def png(image: Image.Image | None = None, **extras: object) -> bytes:
    written = BytesIO()
    (image or picture()).save(written, "PNG", **extras)
    return written.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010E] = CANARY.decode()
    data.get_ifd(0x8825)[29] = CANARY.decode()
    data.get_ifd(0x8769)[0x9286] = CANARY
    return data


def profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + CANARY


def loaded_jpeg() -> bytes:
    body = jpeg(exif=exif(), icc_profile=profile(), comment=CANARY, xmp=b"<x>" + CANARY + b"</x>")
    thumbnail = b"JFXX\x00\x10" + CANARY
    extra = b"\xff\xe0" + struct.pack(">H", len(thumbnail) + 2) + thumbnail
    return body[:2] + extra + body[2:] + CANARY


def loaded_png() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", CANARY.decode())
    texts.add_itxt("XML:com.adobe.xmp", CANARY.decode())
    return png(exif=exif(), icc_profile=profile(), pnginfo=texts) + CANARY


@pytest.mark.parametrize("source", [loaded_jpeg(), loaded_png()], ids=["jpeg", "png"])
def test_nothing_that_hung_on_the_picture_comes_along(source: bytes) -> None:
    assert CANARY in source
    made = portrait(source)
    assert CANARY not in made
    assert not any(mark in made for mark in (b"Exif", b"ICC_PROFILE", b"adobe", b"JFXX"))
    kept = Image.open(BytesIO(made))
    assert kept.size == PORTRAIT
    assert not kept.getexif()
    assert "comment" not in kept.info


@pytest.mark.parametrize("source", [loaded_jpeg(), loaded_png()], ids=["jpeg", "png"])
def test_the_small_picture_has_its_size_and_nothing_hangs_on_it(source: bytes) -> None:
    made = small(source)
    assert CANARY not in made
    assert not any(mark in made for mark in (b"Exif", b"ICC_PROFILE", b"adobe", b"JFXX"))
    kept = Image.open(BytesIO(made))
    assert kept.size == SMALL and kept.mode == "RGB"
    assert not kept.getexif()


@given(width=st.integers(1, 900), height=st.integers(1, 900), seed=st.integers(0, 99))
def test_a_picture_of_any_shape_becomes_a_small_one_that_is_not_large(
    width: int, height: int, seed: int
) -> None:
    noise = Random(seed).randbytes(3 * width * height)
    made = small(portrait(png(Image.frombytes("RGB", (width, height), noise))))
    assert Image.open(BytesIO(made)).size == SMALL
    assert len(made) <= SMALL_BYTES


def test_the_small_picture_shows_what_the_photo_shows() -> None:
    photo = portrait(jpeg())
    expected = Image.open(BytesIO(photo)).convert("L").resize(SMALL)
    shown = Image.open(BytesIO(small(photo))).convert("L")
    there, here = expected.tobytes(), shown.tobytes()
    assert max(abs(one - other) for one, other in zip(there, here, strict=True)) < 40


@pytest.mark.parametrize("size", [(5001, 5001), (60000, 60000)])
def test_a_bomb_becomes_no_small_picture(size: tuple[int, int]) -> None:
    with pytest.raises(TooManyPixels):
        small(bomb(*size))


def test_a_phone_photo_lying_on_its_side_stands_up() -> None:
    upright = picture()
    lying = upright.transpose(Image.Transpose.ROTATE_90)
    kept = Image.open(BytesIO(portrait(jpeg(lying, exif=exif(orientation=6)))))
    assert isinstance(left := kept.convert("L").getpixel((20, 300)), int)
    assert isinstance(right := kept.convert("L").getpixel((PORTRAIT[0] - 20, 300)), int)
    assert left < 60 < 200 < right


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "I;16", "1"])
def test_every_kind_of_pixel_becomes_a_portrait(mode: str) -> None:
    source = Image.new(mode, (300, 400))
    made = portrait(jpeg(source) if mode == "CMYK" else png(source))
    assert Image.open(BytesIO(made)).mode == "RGB"


def test_what_is_see_through_stands_on_white() -> None:
    made = portrait(png(Image.new("RGBA", (300, 420), (255, 0, 0, 0))))
    assert Image.open(BytesIO(made)).getpixel((100, 100)) == (255, 255, 255)


def test_sixteen_grey_bits_keep_their_shade() -> None:
    made = portrait(png(Image.new("I;16", (300, 420), 0x8000)))
    shade = Image.open(BytesIO(made)).convert("L").getpixel((100, 100))
    assert isinstance(shade, int)
    assert abs(shade - 128) <= 2


def test_a_large_photo_is_read_small() -> None:
    assert Image.open(BytesIO(portrait(jpeg(picture((3000, 4000)))))).size == PORTRAIT


def bomb(width: int, height: int) -> bytes:
    """A PNG whose header promises more than its few bytes could ever be worth."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    rows = zlib.compress(bytes(1 << 20), 9)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize("size", [(5001, 5001), (9500, 9500), (60000, 60000)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(TooManyPixels):
        portrait(bomb(*size))


def test_a_header_that_promises_more_than_the_file_holds_is_broken() -> None:
    with pytest.raises(BrokenPicture):
        portrait(bomb(2000, 2000))


@pytest.mark.parametrize("cut", [40, 400, 4000])
@pytest.mark.parametrize("source", [jpeg(), png(picture((900, 1200)).rotate(7))])
def test_a_photo_cut_short_is_refused(source: bytes, cut: int) -> None:
    with pytest.raises((BrokenPicture, NotAPicture)):
        portrait(source[: min(cut, len(source) // 2)])


EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n(x) print\n%%EOF\n"


@pytest.mark.parametrize(
    "source",
    [
        EPS,
        b"GIF89a" + bytes(60),
        b"%PDF-1.7\n",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\xff\xd8" + EPS,
        b"",
    ],
)
def test_what_is_no_photo_is_refused_whatever_it_is_called(source: bytes) -> None:
    with pytest.raises((NotAPicture, BrokenPicture)):
        portrait(source)


def test_a_moving_picture_is_refused() -> None:
    frames = [Image.new("L", (90, 120), shade) for shade in (0, 128, 255)]
    with pytest.raises(MovingPicture):
        portrait(png(frames[0], save_all=True, append_images=frames[1:]))


def test_too_many_bytes_are_refused_unread() -> None:
    with pytest.raises(PictureTooHeavy) as refused:
        portrait(bytes(MAX_BYTES + 1))
    assert "10 MB" in refused.value.text("en")


def test_every_refusal_says_the_way_out_in_a_sentence() -> None:
    for problem in PhotoProblem.__subclasses__():
        assert problem(limit=1).text("en").endswith(".")


@given(st.integers(1, 9000), st.integers(1, 9000))
def test_what_is_kept_lies_inside_and_has_the_ratio_of_a_portrait(width: int, height: int) -> None:
    left, top, right, bottom = kept_part(width, height)
    assert -1e-6 <= left < right <= width + 1e-6
    assert -1e-6 <= top < bottom <= height + 1e-6
    assert (right - left) / (bottom - top) == pytest.approx(PORTRAIT[0] / PORTRAIT[1])
    assert right - left == pytest.approx(width) or bottom - top == pytest.approx(height)
