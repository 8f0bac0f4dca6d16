# SPDX-License-Identifier: Apache-2.0
"""A visitor's badge on paper: a label to stick on, or an A4 sheet to cut and fold.

The QR holds the badge's random code and nothing else. It is drawn as filled squares, never as a
Micro QR, which common scanners do not read.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import t
from hr_desk.operations.badges import BadgeFace
from ui.printing.paper import INK, Paper, dots

LABEL: Final = QSizeF(90, 55)
"""A label of a badge printer, in millimetres."""
QR_SIDE: Final = 24.0
"""Side of the QR with its quiet zone: modules of 0.8 mm, read at an arm's length."""
QUIET: Final = 4
"""Empty modules around a QR that a reader needs (ISO/IEC 18004)."""


class LabelPaper(Paper):
    """Paper of which a page is one label; nothing stands at the foot."""

    def __init__(self, title: str) -> None:
        super().__init__(title, "", margin=4, foot=0, size=LABEL)


def label_pdf(faces: Sequence[BadgeFace], *, company: str) -> bytes:
    """Return a page of label size for each badge."""
    paper = LabelPaper(t("Visitor badge"))
    for place, face in enumerate(faces):
        if place:
            paper.next_page()
        draw_badge(paper, face, company, QRectF(0, 0, paper.width, LABEL.height() - 8))
    return paper.finish()


def sheet_pdf(faces: Sequence[BadgeFace], *, company: str) -> bytes:
    """Return A4 pages with badges to be cut out, two beside each other."""
    paper = Paper(t("Visitor badge"), company, margin=12, foot=10)
    width, height = paper.width / 2 - 2, LABEL.height() + 4
    for place, face in enumerate(faces):
        left = (place % 2) * (width + 4)
        if place % 2 == 0:
            if place:
                paper.space(height + 4)
            paper.keep_together(height)
        area = QRectF(left, paper.top, width, height)
        paper.rule(area)
        draw_badge(paper, face, company, area.adjusted(4, 4, -4, -4))
    paper.space(height)
    return paper.finish()


def draw_badge(paper: Paper, face: BadgeFace, company: str, area: QRectF) -> None:
    """Draw company, name, host, area and the way out into ``area``, in millimetres."""
    left, top, width = area.left(), area.top(), area.width()
    kind = t("Visitor")
    paper.write_at(f"{company}  {kind}", QRectF(left, top, width, 6), 9)
    paper.write_at(face.name, QRectF(left, top + 7, width - QR_SIDE - 2, 18), _points(face.name))
    along = t("{count} with them", count=face.companions) if face.companions else ""
    parts = [
        along,
        t("with {host}", host=face.host) if face.host else "",
        face.area,
        face.arrived.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if face.arrived else "",
    ]
    lines = "\n".join(part for part in parts if part)
    paper.write_at(lines, QRectF(left, top + 25, width - QR_SIDE - 2, 20), 8.5)
    draw_qr(paper.painter, face.code, QRectF(left + width - QR_SIDE, top + 7, QR_SIDE, QR_SIDE))
    out = t("Sign-out code: {code}", code=face.out_code) if face.out_code else ""
    paper.write_at(out, QRectF(left + width - QR_SIDE - 8, top + 33, QR_SIDE + 8, 8), 8)


def draw_qr(painter: QPainter, text: str, place: QRectF) -> None:
    """Draw the QR of a text, its quiet zone included, into ``place``, in millimetres."""
    import segno

    rows = [tuple(row) for row in segno.make(text, micro=False, error="m").matrix]
    side = place.width() / (len(rows) + 2 * QUIET)
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                left = place.left() + (QUIET + across) * side
                top = place.top() + (QUIET + down) * side
                painter.fillRect(dots(QRectF(left, top, side, side)), QColor(INK))


def _points(name: str) -> float:
    """Return the largest size in which a name is read from afar and still fits."""
    width = sum(2 if ord(one) > 0x2E80 else 1 for one in name)
    return 22 if width <= 8 else 16 if width <= 14 else 11 if width <= 26 else 8
