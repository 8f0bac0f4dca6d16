# SPDX-License-Identifier: Apache-2.0
"""A user's card on paper, to be put into a sleeve: company, name, and the QR that is its secret."""

from typing import Final

from PySide6.QtCore import QRectF, QSizeF

from hr_desk.i18n import t
from ui.printing.badge import draw_qr
from ui.printing.paper import Paper

CARD: Final = QSizeF(85.6, 54)
"""The size of a bank card (ISO/IEC 7810, ID-1), in millimetres."""
QR_SIDE: Final = 34.0
"""Side of the QR with its quiet zone: 56 digits in modules of about 1 mm."""
_MARGIN: Final = 4


class CardPaper(Paper):
    """Paper of which the one page is one card; nothing stands at the foot."""

    def __init__(self, title: str) -> None:
        super().__init__(title, "", margin=_MARGIN, foot=0, size=CARD)


def card_pdf(name: str, code: str, *, company: str) -> bytes:
    """Return the page of one card; the code stands in its QR alone, never in digits."""
    paper = CardPaper(t("Card for the front desk"))
    left = paper.width - QR_SIDE
    wide = left - 2
    paper.write_at(company, QRectF(0, 0, paper.width, 6), 9)
    paper.write_at(name, QRectF(0, 9, wide, 16), 14)
    paper.write_at(t("Card for the front desk"), QRectF(0, 25, wide, 8), 8.5)
    paper.write_at(
        t("Scan it, then type your PIN. Lost? Have it blocked at once."), QRectF(0, 33, wide, 14), 7
    )
    draw_qr(paper.painter, code, QRectF(left, 9, QR_SIDE, QR_SIDE))
    return paper.finish()
