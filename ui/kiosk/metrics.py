# SPDX-License-Identifier: Apache-2.0
"""How large everything is on this screen: targets in millimetres, type in points.

A visitor stands, may wear gloves and uses the kiosk once. Targets are at least 10 mm
(4ourth.com; ISO 9241-411 asks for 9 mm), type is at least 16 points.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from PySide6.QtGui import QFont, QScreen
from PySide6.QtWidgets import QApplication

TARGET_MILLIMETRES: Final = 10.0
_MILLIMETRES_PER_INCH: Final = 25.4

PLAUSIBLE_DOTS: Final = (70.0, 420.0)
"""Dots per inch that a screen can have; one that says anything else is not believed."""

USUAL_DOTS: Final = 96.0

POINTS: Final = {
    "small": 16.0,
    "body": 17.0,
    "button": 19.0,
    "entry": 24.0,
    "heading": 25.0,
    "title": 32.0,
    "code": 84.0,
}
"""Type sizes in points on a screen of 1280 x 720; larger screens scale them up, none down."""

_WIDTH, _HEIGHT = 1280, 720


@dataclass(frozen=True)
class Metrics:
    """Sizes for a window of ``width`` x ``height`` device-independent pixels."""

    width: int
    height: int
    dots: float = USUAL_DOTS
    """Dots per inch, horizontally, as the screen says."""

    @cached_property
    def scale(self) -> float:
        """How much larger than on 1280 x 720 everything is; at least 1."""
        return max(1.0, min(self.width / _WIDTH, self.height / _HEIGHT))

    @cached_property
    def target(self) -> int:
        """The least width and height in pixels of anything that is touched."""
        low, high = PLAUSIBLE_DOTS
        dots = self.dots if low <= self.dots <= high else USUAL_DOTS
        return round(max(TARGET_MILLIMETRES / _MILLIMETRES_PER_INCH * dots, self.px(60)))

    def px(self, pixels: float) -> int:
        """Return a length in pixels that is given for a screen of 1280 x 720."""
        return round(pixels * self.scale)

    @cached_property
    def gap(self) -> int:
        """Pixels between two targets: 2 mm and more."""
        return self.px(14)

    @cached_property
    def side(self) -> int:
        """Pixels that stay empty left and right of a page."""
        return self.px(44)

    def column(self, count: int) -> int:
        """Return the width in pixels of each of so many columns of a page."""
        return (self.width - 2 * self.side - (count - 1) * self.gap) // count

    def font(self, size: str = "body", *, bold: bool = False) -> QFont:
        """Return the program's font in one of the sizes of POINTS."""
        made = QFont(QApplication.font())
        made.setPointSizeF(POINTS[size] * self.scale)
        made.setBold(bold)
        return made


def of_screen(screen: QScreen, width: int = 0, height: int = 0) -> Metrics:
    """Return the sizes for a window of that size on a screen, by default the whole screen."""
    size = screen.size()
    return Metrics(
        width or size.width(), height or size.height(), float(screen.physicalDotsPerInch())
    )
