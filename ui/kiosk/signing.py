# SPDX-License-Identifier: Apache-2.0
"""A place to sign at the kiosk: what is drawn becomes strokes in whole units, never a picture."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QWidget

from hr_desk.domain import strokes
from hr_desk.domain.strokes import Stroke
from hr_desk.i18n import N_, t
from ui.kiosk.big import BigButton, BigLabel
from ui.kiosk.metrics import Metrics
from ui.widgets.layouts import column, row
from ui.widgets.signature import SignaturePad

PLACE: Final = (595, 170)
"""Pixels of the place below a text on a screen of 1280 x 720; its sides are as those of a form."""


def strokes_of(pad: SignaturePad) -> tuple[Stroke, ...]:
    """Return what was drawn, in the units of a signature; empty for nothing."""
    across, down = _units(pad)
    drawn = pad.points()
    return strokes.thinned([[(x * across, y * down) for x, y in one] for one in drawn])


def draw_again(pad: SignaturePad, drawn: Sequence[Stroke]) -> None:
    """Put strokes, in the units of a signature, back on a pad."""
    across, down = _units(pad)
    for stroke in drawn:
        pad.add_stroke([QPointF(x / across, y / down) for x, y in stroke])


def _units(pad: SignaturePad) -> tuple[float, float]:
    """Return how many units a pixel of a pad is, across and down."""
    return strokes.WIDTH / max(1, pad.width()), strokes.HEIGHT / max(1, pad.height())


class Place(QWidget):
    """A place to sign that may be left empty, with what a signature means here."""

    def __init__(self, metrics: Metrics, drawn: Sequence[Stroke] = ()) -> None:
        """``drawn`` is what stood there before."""
        super().__init__()
        width, height = (metrics.px(side) for side in PLACE)
        self.pad = SignaturePad(size=(width, height), pen=metrics.px(4))
        self.pad.setAccessibleName(t("Sign here, if you wish"))
        draw_again(self.pad, drawn)
        self.again = BigButton(metrics, t("Sign again"), size="small", widest=metrics.px(300))
        self.again.touched.connect(self.pad.clear)
        self.pad.drawn.connect(self._look)
        self._look()
        across = row(self, gap=metrics.px(24))
        across.addWidget(self.pad)
        beside = column(gap=metrics.px(8))
        beside.addWidget(BigLabel(metrics, t("Sign here, if you wish"), bold=True))
        beside.addWidget(BigLabel(metrics, t(_FREE), size="small", tone="soft"))
        beside.addStretch(1)
        below = row(gap=0)
        below.addWidget(self.again)
        below.addStretch(1)
        beside.addLayout(below)
        across.addLayout(beside, 1)

    def strokes(self) -> tuple[Stroke, ...]:
        """Return what was drawn; empty for nothing."""
        return strokes_of(self.pad)

    def _look(self) -> None:
        """There is nothing to sign again before anything was signed."""
        self.again.setEnabled(bool(self.strokes()))


_FREE: Final = N_("It shows that you read this yourself. You come in just the same without it.")
