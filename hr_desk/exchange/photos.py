# SPDX-License-Identifier: Apache-2.0
"""Photos: whatever picture a person hands over, the pixels alone are kept.

The picture is decoded under limits, turned upright, cut to the ratio of an ID photo and written
anew, so that place, time, camera, colour profile and comments of the original are gone
(threat model: image bombs, lying extensions, hidden data in photos).
"""

from io import BytesIO
from typing import TYPE_CHECKING, ClassVar

from hr_desk.errors import UserError
from hr_desk.i18n import N_

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 10 * 1024 * 1024
"""The largest file taken in, in bytes."""

MAX_PIXELS = 25_000_000
"""The largest picture decoded, in pixels; a phone's 12 megapixels fit twice."""

PORTRAIT = (443, 620)
"""Width and height kept, in pixels: the one-inch ID photo of 295 x 413, one and a half times."""

SMALL = (177, 248)
"""Width and height of the small picture, in pixels: what a form shows of it on a fine screen.

That is 88 x 124 pixels of the style sheet, each of them two by two; lists show less.
"""

SMALL_BYTES = 64 * 1024
"""The most a small picture may have, in bytes: four times what noise at full quality takes."""

SCAN = 2000
"""The longer side of a scanned page that is kept, in pixels: A4 at about 170 dots per inch.

Half of a phone's 4000, so that the decoder itself halves its pictures.
"""

_FACE = (0.5, 0.4)
"""Where the cut is centred, as shares of width and height: a face is above the middle."""


class PhotoProblem(UserError):
    """A picture that cannot be taken in; the subclasses say why."""

    message: ClassVar[str] = N_("This picture cannot be used. Please choose a JPEG or PNG photo.")


class NotAPicture(PhotoProblem):
    """The bytes are neither JPEG nor PNG, whatever the file is called."""

    message = N_("This file is not a JPEG or PNG picture. Please choose a JPEG or PNG photo.")


class BrokenPicture(PhotoProblem):
    """The picture ends too early or is damaged."""

    message = N_("This picture is incomplete or damaged. Please take or copy the photo again.")


class PictureTooHeavy(PhotoProblem):
    """The file is larger than MAX_BYTES."""

    message = N_("This picture is larger than {limit} MB. Please choose a smaller one.")


class TooManyPixels(PhotoProblem):
    """The picture has more than MAX_PIXELS."""

    message = N_("This picture has more than {limit} megapixels. Please choose a smaller one.")


class MovingPicture(PhotoProblem):
    """The picture has more than one frame."""

    message = N_("This is a moving picture. Please choose a photo with one frame.")


class PictureTooDear(PhotoProblem):
    """Reading it took more time or memory than one picture is given."""

    message = N_("Reading this picture takes too much time or memory. Please choose a smaller one.")


def portrait(data: bytes) -> bytes:
    """Make the ID photo of a JPEG or PNG picture: a JPEG of PORTRAIT size that holds pixels alone.

    ``data`` is at most MAX_BYTES and MAX_PIXELS. Raises a PhotoProblem that says what is wrong.
    """
    picture = _clean(data, max(PORTRAIT))
    return _pixels_alone(picture.resize(PORTRAIT, box=kept_part(*picture.size)))


def small(data: bytes) -> bytes:
    """Make the small picture of an ID photo: a JPEG of SMALL size that holds pixels alone.

    Any JPEG or PNG picture will do; it is cut as ``portrait`` cuts it. Raises a PhotoProblem.
    """
    picture = _clean(data, max(SMALL))
    return _pixels_alone(picture.resize(SMALL, box=kept_part(*picture.size)))


def kept_part(width: int, height: int) -> tuple[float, float, float, float]:
    """Return what ``portrait`` keeps of a picture: left, top, right, bottom in its own pixels."""
    across = min(float(width), height * PORTRAIT[0] / PORTRAIT[1])
    down = min(float(height), width * PORTRAIT[1] / PORTRAIT[0])
    left, top = (width - across) * _FACE[0], (height - down) * _FACE[1]
    return left, top, left + across, top + down


def upright(data: bytes, *, longest: int) -> bytes:
    """Return the whole picture as a JPEG of pixels alone, its longer side at most ``longest``.

    Raises a PhotoProblem that says what is wrong.
    """
    picture = _clean(data, longest)
    picture.thumbnail((longest, longest))
    return _pixels_alone(picture)


def cut(data: bytes, box: tuple[float, float, float, float]) -> bytes:
    """Make the ID photo of a part of a picture; ``box`` is left, top, right, bottom as shares.

    Raises a PhotoProblem that says what is wrong.
    """
    picture = _clean(data, SCAN)
    across, down = picture.size
    left, top, right, bottom = box
    part = (left * across, top * down, right * across, bottom * down)
    return _pixels_alone(picture.resize(PORTRAIT, box=part))


def scaled(data: bytes, *, width: int) -> tuple[int, int, bytes]:
    """Return width, height and RGB pixels of a picture, ``width`` pixels wide and no wider.

    Raises a PhotoProblem that says what is wrong.
    """
    picture = _clean(data, SCAN)
    height = max(1, round(picture.height * width / picture.width))
    if height * width > MAX_PIXELS // 4:
        width, height = picture.size
    small = picture.resize((width, height))
    return width, height, small.tobytes()


def packed(width: int, height: int, pixels: bytes) -> bytes:
    """Return RGB pixels (3 bytes each, no padding) as a JPEG."""
    from PIL import Image

    return _pixels_alone(Image.frombytes("RGB", (width, height), pixels))


def _clean(data: bytes, longest: int) -> "Image":
    """Return a picture under the limits, the right way up, in RGB."""
    from PIL import ImageOps

    return _on_white(ImageOps.exif_transpose(_decoded(_opened(data), longest)))


def _opened(data: bytes) -> "Image":
    """Read the header under the limits; the pixels are still packed."""
    from PIL import Image

    if len(data) > MAX_BYTES:
        raise PictureTooHeavy(limit=MAX_BYTES // (1024 * 1024))
    try:
        picture = Image.open(BytesIO(data), formats=("JPEG", "PNG"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise TooManyPixels(limit=MAX_PIXELS // 1_000_000) from bomb
    except (OSError, SyntaxError, ValueError) as unknown:
        raise NotAPicture() from unknown
    _check_frames(picture)
    return picture


def _check_frames(picture: "Image") -> None:
    """Refuse too many pixels and moving PNGs; a phone's JPEG with a second view is a photo."""
    if picture.width * picture.height > MAX_PIXELS:
        raise TooManyPixels(limit=MAX_PIXELS // 1_000_000)
    if picture.format == "PNG" and getattr(picture, "is_animated", False):
        raise MovingPicture()


def _decoded(picture: "Image", longest: int) -> "Image":
    """Unpack the pixels; a large JPEG is read at half, a quarter or an eighth where that does."""
    try:
        picture.draft("RGB", (longest, longest))
        picture.load()
    except (OSError, SyntaxError, ValueError, EOFError, IndexError) as damaged:
        raise BrokenPicture() from damaged
    return picture


def _on_white(picture: "Image") -> "Image":
    """Return the picture in RGB, what is see-through on white, 16 grey bits brought to 8."""
    from PIL import Image

    if picture.mode.startswith("I"):
        # Pillow would cut every shade above 255 to white.
        picture = picture.convert("I").point(lambda shade: shade / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    ground = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(ground, layer).convert("RGB")


def _pixels_alone(picture: "Image") -> bytes:
    """Write the pixels as a new JPEG; nothing of what hung on the picture comes along."""
    from PIL import Image

    # Pillow carries a JPEG's comment through resize and save: only a new image is clean.
    fresh = Image.frombytes("RGB", picture.size, picture.tobytes())
    written = BytesIO()
    fresh.save(written, "JPEG", quality=90, optimize=True)
    return written.getvalue()
