# SPDX-License-Identifier: Apache-2.0
"""The note that one shift leaves to the next, a line on the page of a visit."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from hr_desk.domain.free_text import find, maskable, masked
from hr_desk.errors import UserError
from hr_desk.i18n import N_
from hr_desk.operations import visit_notes
from hr_desk.operations.visit_notes import LABEL
from hr_desk.operations.visits import VisitView
from ui import theme
from ui.forms.marking import FreeTextNote
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.layouts import column, row
from ui.widgets.text_line import TextLine
from ui.widgets.words import Words


class VisitNote(QWidget):
    """Writes the note of one visit; what should not stand in it is said below."""

    kept = Signal()

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk, self._words, self._id = desk, Words(), ""
        self._failed: Callable[[UserError], object] = lambda _error: None
        self.text, self.marked, self.button = TextLine(), FreeTextNote(), Button(icon="check")
        self._words.put(LABEL, self.text.setPlaceholderText)
        self._words.put(LABEL, self.text.setAccessibleName)
        self._words.put(N_("Keep the note"), self.button.setText)
        across = row(gap=theme.SMALL)
        across.addWidget(self.text, 1)
        across.addWidget(self.button)
        whole = column(self, gap=theme.TIGHT)
        whole.addLayout(across)
        whole.addWidget(self.marked)
        self.text.textChanged.connect(self._look)
        self.text.returnPressed.connect(self.keep)
        self.button.clicked.connect(self.keep)
        self.marked.mask_wanted.connect(self._mask)

    def fail_with(self, failed: Callable[[UserError], object]) -> None:
        """Hand what was refused to ``failed``, the page's banner."""
        self._failed = failed

    def show_visit(self, view: VisitView) -> None:
        """Show the note of a visit."""
        self._id = view.visit_id
        self.text.setText(view.row.note)

    def keep(self) -> None:
        """Keep what was typed; an empty line takes the note away."""
        self.button.setEnabled(False)
        self._desk.run(
            visit_notes.note, self._id, self.text.text(), owner=self,
            done=self._done, failed=self._refuse,
        )  # fmt: skip

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()

    def _look(self, text: str) -> None:
        self.marked.show_spans(text, find(text, self._desk.catalogue.forbidden))

    def _mask(self) -> None:
        text = self.text.text()
        self.text.setText(masked(text, maskable(find(text, self._desk.catalogue.forbidden))))

    def _done(self, _changes: Any) -> None:
        self.button.setEnabled(True)
        self.kept.emit()

    def _refuse(self, error: UserError) -> None:
        self.button.setEnabled(True)
        self._failed(error)
