# SPDX-License-Identifier: Apache-2.0
"""What a walk looks at stands in sight: a card further down is scrolled to, as a person would."""

from PySide6.QtWidgets import QScrollArea, QWidget


def bring_into_sight(widget: QWidget) -> None:
    """Scroll every area around a widget to it."""
    place = widget.parentWidget()
    while place is not None:
        if isinstance(place, QScrollArea):
            place.ensureWidgetVisible(widget)
        place = place.parentWidget()
