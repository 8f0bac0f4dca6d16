# SPDX-License-Identifier: Apache-2.0
"""Filters kept under a name: picked, saved and deleted beside the filter itself.

Kept are choices alone, for each user of each desk on this machine: stages, requisition, source,
owner, expiry, a missing interview. The words that are searched for are not, because they are
people's names.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QWidget

from hr_desk.i18n import N_, Message, t
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.problems import TextTooLong
from ui import theme
from ui.preferences import Preferences
from ui.widgets.buttons import Button
from ui.widgets.entry import fill
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.text_line import TextLine
from ui.widgets.words import Words

LONGEST_NAME: Final = 30
"""Characters of a name at most: the choice of names stays as narrow as the line beside it."""
_NAME: Final = N_("Name of the filter")


def kept_of(query: ListQuery) -> dict[str, Any]:
    """Return what is kept of a query: the choices that were made, never the words."""
    chosen: dict[str, Any] = {
        "stages": list(query.stages),
        "requisition_id": query.requisition_id,
        "source": query.source,
        "owner": query.owner,
        "ends_within": query.ends_within,
        "pool_ends_within": query.pool_ends_within,
        "interview_owed": query.interview_owed or None,
    }
    return {key: value for key, value in chosen.items() if value not in (None, [])}


def query_of(kept: Mapping[str, Any]) -> ListQuery:
    """Return the query of what was kept; what is not in its form is passed over."""
    texts = {
        key: kept[key]
        for key in ("requisition_id", "source", "owner")
        if isinstance(kept.get(key), str)
    }
    days = {
        key: kept[key]
        for key in ("ends_within", "pool_ends_within")
        if isinstance(kept.get(key), int)
    }
    listed = kept.get("stages")
    stages = listed if isinstance(listed, list) else []
    known = tuple(key for key in stages if isinstance(key, str))
    owed = kept.get("interview_owed") is True
    return ListQuery(stages=known, interview_owed=owed, **texts, **days)


class SavedFilters(QWidget):
    """A choice of the kept filters, and the buttons that keep one and delete one."""

    picked = Signal(object)
    """A ListQuery."""

    def __init__(
        self, preferences: Preferences, whose: tuple[str, str], query: Callable[[], ListQuery]
    ) -> None:
        """Show those of a user of a desk (``whose``: their ids); ``query`` is the one to keep."""
        super().__init__()
        self._preferences, self._whose, self._query = preferences, whose, query
        self._words = Words()
        self.choice = QComboBox()
        self.choice.setMinimumWidth(150)
        self.name = TextLine()
        self.name.setMinimumWidth(250)
        self.name.hide()
        self.name.installEventFilter(self)
        self.keep, self.delete = Button(kind="plain"), Button(kind="plain")
        self.problem = Label(tone="danger", size="small")
        self._refusal: TextTooLong | None = None
        line = row(gap=theme.TIGHT)
        for widget in (self.choice, self.name, self.keep, self.delete):
            line.addWidget(widget)
        whole = column(self, gap=theme.TIGHT)
        whole.addLayout(line)
        whole.addWidget(self.problem)
        self._words.put(N_("Saved filters"), self.choice.setAccessibleName)
        self._words.put(N_("Save the filter"), self.keep.setText)
        self._words.put(N_("Delete the saved one"), self.delete.setText)
        self._words.put(N_("Name it, without people's names"), self.name.setPlaceholderText)
        self._words.put(_NAME, self.name.setAccessibleName)
        self.choice.activated.connect(lambda _place: self._pick())
        self.keep.clicked.connect(self._ask_or_keep)
        self.delete.clicked.connect(self._delete)
        self.name.returnPressed.connect(self._ask_or_keep)
        self.name.textEdited.connect(lambda _text: self._refuse(None))
        self._refuse(None)
        self._show(self._kept())
        self.show_query(query())

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self._refuse(self._refusal)
        self._show(self._kept())

    def is_filled(self) -> bool:
        """Whether anything is kept."""
        return self.choice.count() > 1

    def show_query(self, query: ListQuery) -> None:
        """Mark the kept filter that is in force, if one is; only a filter can be kept."""
        own = kept_of(query)
        name = next((name for name, kept in self._kept().items() if kept == own and own), "")
        self.choice.setCurrentIndex(max(self.choice.findData(name), 0))
        self.keep.setEnabled(bool(own) and not name)
        self.delete.setVisible(bool(name))
        if not own:
            self._close_name()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the name with Escape."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._close_name()
            self.keep.setFocus()
            return True
        return super().eventFilter(watched, event)

    def _kept(self) -> dict[str, Mapping[str, Any]]:
        return self._preferences.filters(*self._whose)

    def _write(self, kept: Mapping[str, Mapping[str, Any]]) -> None:
        self._preferences.keep_filters(*self._whose, kept)
        self._show(kept)
        self.show_query(self._query())

    def _show(self, names: Iterable[str]) -> None:
        options = [(t("Saved filters"), ""), *((name, name) for name in names)]
        fill(self.choice, options)
        self.choice.setVisible(self.is_filled())

    def _pick(self) -> None:
        kept = self._kept().get(self.choice.currentData())
        if kept is not None:
            self.picked.emit(query_of(kept))

    def _ask_or_keep(self) -> None:
        """Ask for the name first; keep the filter once it is there."""
        name = " ".join(self.name.text().split())
        if self.name.isHidden() or not name:
            self.name.clear()
            self.name.show()
            self.name.setFocus()
            return
        if len(name) > LONGEST_NAME:
            self._refuse(TextTooLong(field=Message(_NAME), limit=LONGEST_NAME))
            self.name.setFocus()
            return
        self._close_name()
        self._write({**self._kept(), name: kept_of(self._query())})

    def _close_name(self) -> None:
        self._refuse(None)
        self.name.hide()

    def _refuse(self, refusal: TextTooLong | None) -> None:
        """Say what is wrong with the name, which stays as it was typed; None takes it back."""
        self._refusal = refusal
        self.problem.setText("" if refusal is None else refusal.text())
        self.problem.setVisible(refusal is not None)
        self.name.setProperty("wrong", refusal is not None)
        theme.restyle(self.name)

    def _delete(self) -> None:
        chosen = self.choice.currentData()
        self._write({name: kept for name, kept in self._kept().items() if name != chosen})
