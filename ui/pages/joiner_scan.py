# SPDX-License-Identifier: Apache-2.0
"""A joiner's ID scan as large as the form, in its place: read on demand, logged, never a file."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from hr_desk.catalogue.model import Field
from hr_desk.exchange.confined import Reader
from hr_desk.i18n import t
from hr_desk.operations import id_scans
from hr_desk.operations.handed_over import Paper
from ui import theme
from ui.pages.paper_view import PaperView
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.panels import Card


class ScanView(QObject):
    """Opens one sealed sheet; ``place`` stands where what it covers stands otherwise."""

    confirmed = Signal()
    """The agency has its copy, and the sheet is gone: the file is to be read again."""

    def __init__(self, desk: OpenDesk, reader: Reader, *, instead_of: QWidget) -> None:
        super().__init__(instead_of)
        self._desk, self._reader, self._covered = desk, reader, instead_of
        self._asked: tuple[str, str] | None = None
        self.card, self.banner = _LoggedCard(), Banner()
        self.view = PaperView(desk, reader)
        self.card.body.addWidget(self.banner)
        self.card.body.addWidget(self.view, 1)
        self.card.done_button.clicked.connect(self._confirm)
        self.place = QWidget()
        layout = column(self.place, gap=theme.MEDIUM)
        layout.addWidget(self.card, 1)
        layout.addWidget(instead_of, 1)
        self.card.hide()
        self.view.closed.connect(self.leave)

    def look_at(self, joiner_id: str, field: Field) -> None:
        """Read the sheet of a field and show it; the reading is logged."""
        asked = self._asked = (joiner_id, field.key)
        self.banner.clear()
        self._covered.hide()
        self.card.show()
        self._desk.query(
            id_scans.open_sheet, self._reader, joiner_id, field.key, owner=self,
            done=partial(self._show, asked, field), failed=self.banner.show_error,
            slot="joiner.scan",
        )  # fmt: skip

    def leave(self) -> None:
        """Forget what was shown, and give what it covered its place back."""
        if self._asked is None:
            return
        self._asked = None
        self.view.forget()
        self.card.hide()
        self._covered.show()

    def _confirm(self) -> None:
        if self._asked is not None:
            self._desk.run(
                id_scans.confirm, *self._asked, owner=self, failed=self.banner.show_error,
                done=lambda _changes: self._gone(),
            )  # fmt: skip

    def _gone(self) -> None:
        self.leave()
        self.confirmed.emit()

    def _show(self, asked: tuple[str, str], field: Field, paper: Paper) -> None:
        if asked == self._asked:
            self.view.show_paper(paper, lambda: str(field.label))
            self.view.picture.setFocus()


class _LoggedCard(Card):
    """Says what looking at a scan means."""

    def __init__(self) -> None:
        super().__init__()
        self._note, self.done_button = Label(size="small", tone="soft"), Button(icon="check")
        across = row(gap=theme.MEDIUM)
        across.addWidget(self._note, 1)
        across.addWidget(self.done_button)
        self.body.addLayout(across)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._say()

    def _say(self) -> None:
        self.done_button.setText(t("The agency has it: delete it"))
        self._note.setText(
            t("Each look at it is logged. It is shown from memory; nothing is written to a disk.")
        )
