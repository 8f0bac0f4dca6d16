# SPDX-License-Identifier: Apache-2.0
"""Ctrl+K: one line that finds pages, actions, people and all else the user may see.

Actions match at once; what the desk holds is looked up behind them as the person types, and an
answer to what is no longer typed is dropped. Enter opens what is marked, or what comes first if the
answer is still on its way.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from hr_desk.domain import joiners
from hr_desk.domain import visits as states
from hr_desk.i18n import LANGUAGES, N_, t, translated
from hr_desk.operations import looking_up
from hr_desk.operations.looking_up import Hit
from ui import theme
from ui.actions import Action
from ui.session import OpenDesk
from ui.widgets.layouts import column
from ui.widgets.text_line import TextLine

SEPARATOR: Final = " · "

_GROUPS: Final[Mapping[str, tuple[str, str]]] = {
    "candidate": (N_("Candidates"), "user"),
    "joiner": (N_("Onboarding"), "user-check"),
    "account": (N_("Payroll accounts"), "credit-card"),
    "visit": (N_("Visits"), "user-check"),
    "requisition": (N_("Requisitions"), "briefcase"),
    "staff": (N_("Staff directory"), "users"),
}
"""Kind of hit to its heading and icon."""


def matching(actions: Iterable[Action], text: str) -> list[Action]:
    """Return the actions whose label contains the text in either language."""
    wanted = text.strip().casefold()
    return [
        action
        for action in actions
        if any(wanted in translated(action.label, code).casefold() for code in LANGUAGES)
    ]


def place_of(hit: Hit) -> tuple[str, Any]:
    """Return the page on which a hit is looked at, and what to show there."""
    places: dict[str, tuple[str, Any]] = {
        "candidate": ("record", hit.id),
        "joiner": ("joiner", hit.id),
        "account": ("account", hit.id),
        "visit": ("visit", hit.id),
        "requisition": ("candidates", {"requisition_id": hit.id}),
        "staff": ("directory", {"find": hit.name}),
    }
    return places[hit.kind]


class Palette(QFrame):
    """A search line over the window with its results below; Escape closes it."""

    action_chosen = Signal(object)
    place_chosen = Signal(str, object)
    """A page, and what to show there."""

    def __init__(self, desk: OpenDesk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._over = desk, parent
        self._actions: tuple[Action, ...] = ()
        self._choose_first = False
        self.setObjectName("Palette")
        self.line = TextLine()
        self.list = QListWidget()
        self.list.setIconSize(QSize(16, 16))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = column(self, margin=theme.MEDIUM)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self.line.textChanged.connect(self._search)
        self.line.returnPressed.connect(self._choose_current)
        self.list.itemClicked.connect(self._choose)
        self.line.installEventFilter(self)
        self.retranslate()
        self.hide()

    def open_over(self, actions: Iterable[Action]) -> None:
        """Show the palette with these actions in the middle of the parent's width."""
        self._actions = tuple(actions)
        width = min(640, self._over.width() - 2 * theme.WIDE)
        self.setGeometry((self._over.width() - width) // 2, 60, width, 420)
        self.line.clear()
        self._search("")
        self.show()
        self.raise_()
        self.line.setFocus()

    def retranslate(self) -> None:
        """Say the placeholder in the language in use."""
        self.line.setPlaceholderText(t("Name, pinyin, phone, e-mail, position, page or action"))
        self.line.setAccessibleName(t("Find and do…"))
        self.list.setAccessibleName(t("Results"))

    def found(self) -> tuple[object, ...]:
        """Return the actions and hits that are offered, from the top."""
        items = (self.list.item(place) for place in range(self.list.count()))
        return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items if _is_choice(item))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            if self.isVisible():
                self._search(self.line.text())
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through the list with the arrow keys, close with Escape or when focus goes."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event.key())
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self.hide()
            return True
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key), 0)
        if step:
            self._move(step)
        return step != 0

    def _move(self, step: int) -> None:
        """Mark the next choice, past headings and round the end."""
        count, place = self.list.count(), self.list.currentRow()
        for _ in range(count):
            place = (place + step) % count
            if _is_choice(self.list.item(place)):
                self.list.setCurrentRow(place)
                # The heading above the first choice comes into view with it.
                above = self.list.item(max(place - 1, 0))
                self.list.scrollToItem(above if not _is_choice(above) else self.list.item(place))
                return

    def _search(self, text: str) -> None:
        self._choose_first = False
        self.list.clear()
        found = matching(self._actions, text)
        if found:
            self._add_heading(t("Pages and actions"))
        for action in found:
            self._add(theme.icon(action.icon or "command"), t(action.label), action)
        self._mark_first()
        if text.strip():
            self._desk.query(
                looking_up.look_up,
                text,
                owner=self,
                done=partial(self._show_hits, text),
                failed=lambda _error: None,
                slot="palette",
            )

    def _show_hits(self, text: str, hits: tuple[Hit, ...]) -> None:
        """Add what was found, unless something else is typed by now."""
        if text != self.line.text() or self.isHidden():
            return
        for kind, (heading, icon) in _GROUPS.items():
            own = [hit for hit in hits if hit.kind == kind]
            if own:
                self._add_heading(t(heading))
            for hit in own:
                self._add(theme.icon(icon), self._line_of(hit), hit)
        if not self.found():
            self._add_heading(t("Nothing is found for “{text}”.", text=text.strip()))
        self._mark_first()
        if self._choose_first:
            self._choose_current()

    def _line_of(self, hit: Hit) -> str:
        parts = [hit.name, *hit.details, self._state_of(hit)]
        if hit.day is not None:
            parts.append(hit.day.isoformat())
        return SEPARATOR.join(part for part in parts if part)

    def _state_of(self, hit: Hit) -> str:
        if hit.kind == "candidate":
            return str(self._desk.catalogue.stages[hit.state].label)
        if hit.kind == "visit":
            return states.label(hit.state)
        if hit.kind in ("joiner", "account"):
            return joiners.label(hit.state) if hit.state else ""
        return t("Closed") if hit.state == "closed" else ""

    def _mark_first(self) -> None:
        if self.list.currentRow() < 0:
            self._move(1)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.font("small", bold=True))
        self.list.addItem(item)

    def _add(self, icon: QIcon, text: str, chosen: object) -> None:
        item = QListWidgetItem(icon, text)
        item.setToolTip(text)
        item.setData(Qt.ItemDataRole.UserRole, chosen)
        self.list.addItem(item)

    def _choose_current(self) -> None:
        item = self.list.currentItem()
        if item is None or not _is_choice(item):
            self._choose_first = True  # the answer is still on its way
            return
        self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        chosen = item.data(Qt.ItemDataRole.UserRole)
        if not _is_choice(item):
            return
        self.hide()
        if isinstance(chosen, Action):
            self.action_chosen.emit(chosen)
        else:
            self.place_chosen.emit(*place_of(chosen))


def _is_choice(item: QListWidgetItem) -> bool:
    return item.data(Qt.ItemDataRole.UserRole) is not None
