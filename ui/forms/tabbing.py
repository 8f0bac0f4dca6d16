# SPDX-License-Identifier: Apache-2.0
"""Tab through a form, field by field, there and back.

Qt keeps one ring of all that takes the keyboard in a window. A chain of ``setTabOrder`` through
editors of several parts closes parts of that ring upon themselves: whoever came in by Tab never
came out again. So a form walks its own fields, in the order in which Enter does. The ring is not
read here: shiboken takes what ``nextInFocusChain`` returns for a part of the widget that was asked,
and calls it deleted together with that one.
"""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.forms.field_row import FieldRow


def stops_of(rows: Iterable[FieldRow], *, onward: bool) -> list[QWidget]:
    """Return what Tab stops at in a form, for Shift+Tab (not ``onward``) from its end."""
    stops = [part for row in rows for part in _stops_in(row)]
    return stops if onward else stops[::-1]


def following(stops: list[QWidget]) -> QWidget | None:
    """Return the stop behind the one that has the keyboard; None behind the last and elsewhere."""
    here = QApplication.focusWidget()
    place = next((n for n, one in enumerate(stops) if one is here), len(stops))
    return next(iter(stops[place + 1 :]), None)


def _stops_in(row: FieldRow) -> Iterator[QWidget]:
    """Yield what Tab stops at in a field: its editor as Enter walks it, then its buttons."""
    controls = row.editor.controls()
    yield from filter(_takes_tab, controls)
    for part in row.findChildren(QWidget):
        if _takes_tab(part) and part not in controls:
            yield part


def _takes_tab(part: QWidget) -> bool:
    by_tab = part.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(by_tab) and part.focusProxy() is None and part.isVisible() and part.isEnabled()
