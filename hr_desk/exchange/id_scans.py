# SPDX-License-Identifier: Apache-2.0
"""ID scans: the sides of a document on one sheet, marked all over with what it is for.

The mark is written into the pixels, so that a copy that goes astray says itself what it may be used
for. What hung on the pictures is gone as with photos.
"""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Final

from hr_desk.exchange.photos import upright
from hr_desk.i18n import RESOURCES

if TYPE_CHECKING:
    from PIL.Image import Image

MARK: Final = "仅供入职办理"
"""What every sheet says it is for (field id_image); in Chinese, for whoever gets a copy."""

LARGEST: Final = 2 * 1024 * 1024
"""Bytes of a sheet at most."""

WIDTH: Final = 1400
"""Width of a side on the sheet in pixels: an ID card at about 400 dots per inch."""

_FONT: Final = RESOURCES / "fonts" / "HRDeskSans-Regular.ttf"
_GAP: Final = 40
_LETTER: Final = 46
_ANGLE: Final = 24
_INK: Final = (150, 30, 30)
_STRENGTH: Final = 88
"""How much the mark covers, of 255: what is below stays readable."""
_QUALITIES: Final = (85, 70, 55, 40)


def sheet(sides: Sequence[bytes], *, lines: Sequence[str]) -> bytes:
    """Return one JPEG of at most LARGEST bytes: the sides below each other, marked with ``lines``.

    ``sides`` are JPEG or PNG pictures. Raises a PhotoProblem that says what is wrong.
    """
    made = _below_each_other([_side(data) for data in sides])
    _mark(made, lines)
    return _small_enough(made)


def _side(data: bytes) -> "Image":
    """Return one side, the right way up, WIDTH wide and no taller than that."""
    from PIL import Image, ImageOps

    clean = Image.open(BytesIO(upright(data, longest=WIDTH)), formats=("JPEG",))
    return ImageOps.contain(clean, (WIDTH, WIDTH))


def _below_each_other(sides: Sequence["Image"]) -> "Image":
    from PIL import Image

    height = sum(one.height for one in sides) + _GAP * (len(sides) + 1)
    made = Image.new("RGB", (WIDTH + 2 * _GAP, height), "white")
    top = _GAP
    for one in sides:
        made.paste(one, ((made.width - one.width) // 2, top))
        top += one.height + _GAP
    return made


def _mark(made: "Image", lines: Sequence[str]) -> None:
    """Write the lines over the whole sheet, slanting, close enough that no side is without."""
    from PIL import Image

    tile = _tile(lines)
    mask = Image.new("L", made.size, 0)
    for row, top in enumerate(range(-tile.height // 2, made.height, tile.height)):
        for left in range(-tile.width * (1 + row % 2) // 2, made.width, tile.width):
            mask.paste(tile, (left, top))
    made.paste(Image.new("RGB", made.size, _INK), mask=mask)


def _tile(lines: Sequence[str]) -> "Image":
    """Return the lines once as a slanting mask."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.truetype(str(_FONT), _LETTER)
    text = "\n".join(lines)
    left, top, right, bottom = ImageDraw.Draw(Image.new("L", (1, 1))).multiline_textbbox(
        (0, 0), text, font=font, spacing=12
    )
    flat = Image.new("L", (int(right - left) + 60, int(bottom - top) + 40), 0)
    ImageDraw.Draw(flat).multiline_text(
        (30 - left, 20 - top), text, font=font, fill=_STRENGTH, spacing=12, align="center"
    )
    return flat.rotate(_ANGLE, expand=True, resample=Image.Resampling.BILINEAR)


def _small_enough(made: "Image") -> bytes:
    """Write the sheet, coarser and in the end smaller, until it fits."""
    written = b""
    for quality in _QUALITIES:
        target = BytesIO()
        made.save(target, "JPEG", quality=quality, optimize=True)
        written = target.getvalue()
        if len(written) <= LARGEST:
            return written
    return _small_enough(made.resize((made.width * 2 // 3, made.height * 2 // 3)))
