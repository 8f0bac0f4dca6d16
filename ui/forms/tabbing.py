# SPDX-License-Identifier: Apache-2.0
"""Tab through a form, field by field, and out of it behind the last one.

Qt keeps one ring of all that takes the keyboard in a window. A chain of ``setTabOrder`` through
editors of several parts closes parts of that ring upon themselves: whoever came in by Tab never
came out again. So a form walks its own fields, in the order in which Enter does.
"""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.forms.field_row import FieldRow


def stop_after(form: QWidget, rows: Iterable[FieldRow], *, onward: bool) -> QWidget | None:
    """Return where Tab goes from what has the keyboard now, Shift+Tab where not ``onward``.

    None where nothing in the window takes it.
    """
    stops = [part for row in rows for part in _stops_in(row)]
    here = QApplication.focusWidget()
    ordered = stops if onward else stops[::-1]
    place = next((n for n, one in enumerate(ordered) if one is here), len(ordered))
    inside = ordered[place + 1 :][:1]
    beyond = _beyond(form, here, onward=onward) if not inside else iter(inside)
    return next(beyond, next(iter(ordered), None))


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


def _beyond(form: QWidget, here: QWidget | None, *, onward: bool) -> Iterator[QWidget]:
    """Yield what takes the keyboard outside of the form, in the order of the window's ring."""
    one = here
    while one is not None:
        one = one.nextInFocusChain() if onward else one.previousInFocusChain()
        if one is None or one is here:
            return
        if one.window() is form.window() and not form.isAncestorOf(one) and _takes_tab(one):
            yield one
