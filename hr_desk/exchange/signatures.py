# SPDX-License-Identifier: Apache-2.0
"""The picture of a signature, drawn from its strokes."""

from collections.abc import Sequence
from io import BytesIO

from hr_desk.domain.strokes import HEIGHT, WIDTH, Stroke


def drawn(strokes: Sequence[Stroke]) -> bytes:
    """Return the strokes as a PNG, black on white; the same strokes give the same picture."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(picture)
    for stroke in strokes:
        pen.line(stroke, fill=0, width=4, joint="curve")
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()
