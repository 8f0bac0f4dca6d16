# SPDX-License-Identifier: Apache-2.0
"""An invitation to hand to a guest: a QR, its digits, and what to do with them; nobody's data.

Whoever finds it reads the company's name and a random code.
"""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from hr_desk.domain import invitation_code
from hr_desk.i18n import t
from ui.printing.badge import QUIET, draw_qr
from ui.printing.paper import Paper

QR_SIDE: Final = 48.0
"""Side of the QR with its quiet zone, in millimetres: read from a sheet held to the scanner."""
DOTS: Final = 6
"""Pixels of one module on the screen."""


def invitation_text(code: str, company: Mapping[str, str]) -> str:
    """Return what can be copied into a message to the guest: company, address, code."""
    lines = [
        t("Invitation to {company}", company=company.get("name", "")),
        company.get("address", ""),
        t("Invitation code: {code}", code=invitation_code.grouped(code)),
        t(
            "At the kiosk in the entrance touch “I have an invitation code”, type the digits or "
            "hold the QR to the scanner. The code is good on the day of your visit; it holds "
            "nothing about you."
        ),
    ]
    return "\n".join(line for line in lines if line)


def invitation_pdf(code: str, company: Mapping[str, str]) -> bytes:
    """Return one A4 page with the QR, its digits and what to do with them."""
    name = company.get("name", "")
    paper = Paper(t("Invitation"), name)
    paper.heading(t("Invitation to {company}", company=name))
    paper.space(6)
    draw_qr(
        paper.painter, invitation_code.for_scanner(code), QRectF(0, paper.top, QR_SIDE, QR_SIDE)
    )
    beside = QRectF(QR_SIDE + 8, paper.top + 8, paper.width - QR_SIDE - 8, 14)
    paper.write_at(invitation_code.grouped(code), beside, 26)
    paper.space(QR_SIDE + 6)
    for line in invitation_text(code, company).split("\n")[1:]:
        paper.line(line)
    return paper.finish()


def qr_image(code: str) -> QImage:
    """Return the QR of a code for the screen, its quiet zone included, black on white."""
    import segno

    text = invitation_code.for_scanner(code)
    rows = [tuple(row) for row in segno.make(text, micro=False, error="m").matrix]
    side = (len(rows) + 2 * QUIET) * DOTS
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    for down, row in enumerate(rows):
        for across, dark in enumerate(row):
            if dark:
                left, top = (QUIET + across) * DOTS, (QUIET + down) * DOTS
                painter.fillRect(left, top, DOTS, DOTS, QColor("black"))
    painter.end()
    return image
