# SPDX-License-Identifier: Apache-2.0
"""A document inside the window: its pages drawn elsewhere, or its text; never a file on a disk.

The confined process draws; this widget shows pixels or plain text and forgets them when it is
hidden.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QStackedWidget, QWidget

from hr_desk.errors import UserError
from hr_desk.exchange.confined import Reader
from hr_desk.exchange.files import PagePicture
from hr_desk.i18n import N_, t
from hr_desk.operations import handed_over
from hr_desk.operations.handed_over import Paper
from ui import theme
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.page_picture import PagePictureView
from ui.widgets.words import Words

ZOOMS: Final = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Shares of the width there is; a page is never drawn with more than pdf_files.MAX_DRAWN pixels."""

LEAST_HEIGHT: Final = 260
"""Pixels from which on a paper that is asked about can be read; where there is less, it scrolls."""

_WHOLE: Final = ZOOMS.index(1.0)


class PaperView(QWidget):
    """Shows one opened document: forward and back, larger and smaller, Escape closes."""

    closed = Signal()
    """Escape, or the button: whoever shows this takes it away."""

    def __init__(self, desk: OpenDesk, reader: Reader, *, closes: bool = True) -> None:
        super().__init__()
        self._desk, self._reader = desk, reader
        self._closes = closes
        self._paper: Paper | None = None
        self._say_name: Callable[[], str] = str
        self._page, self._zoom = 0, _WHOLE
        self._words = Words()
        self.banner = Banner()
        self.title = Label(wrap=False, bold=True)
        self.place = Label(wrap=False, tone="soft")
        self.back, self.forward = Button(icon="arrow-left"), Button(icon="arrow-right")
        self.smaller, self.larger = Button("−"), Button("+")
        self.close_button = Button(icon="x")
        self.picture, self.text = PagePictureView(), QPlainTextEdit()
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def paper(self) -> Paper | None:
        """The document that is shown, None for none."""
        return self._paper

    @property
    def page(self) -> int:
        """The page that is shown, from 0."""
        return self._page

    def show_paper(self, paper: Paper, say_name: Callable[[], str]) -> None:
        """Show a document from its first page; its name, in the language in use, is above it."""
        self.forget()
        self._paper, self._say_name = paper, say_name
        self._stack.setCurrentWidget(self.text if paper.is_text else self.picture)
        if paper.is_text:
            self.text.setPlainText(paper.text)
        self._show_state()
        self._draw()

    def forget(self) -> None:
        """Show nothing any more, and keep nothing of what was shown."""
        self._paper, self._say_name, self._page, self._zoom = None, str, 0, _WHOLE
        self.picture.forget()
        self.text.setPlainText("")
        self.banner.clear()
        self._show_state()

    def turn(self, by: int) -> None:
        """Go forward or back by some pages, as far as there are any."""
        if self._paper is not None:
            goal = min(max(0, self._page + by), self._paper.pages - 1)
            self._go_to(goal, self._zoom)

    def zoom(self, by: int) -> None:
        """Show it larger or smaller by some steps."""
        self._go_to(self._page, min(max(0, self._zoom + by), len(ZOOMS) - 1))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self._show_state()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page up and down turn, + and - zoom, Escape closes."""
        acts = {
            Qt.Key.Key_PageUp: partial(self.turn, -1),
            Qt.Key.Key_PageDown: partial(self.turn, 1),
            Qt.Key.Key_Plus: partial(self.zoom, 1),
            Qt.Key.Key_Equal: partial(self.zoom, 1),
            Qt.Key.Key_Minus: partial(self.zoom, -1),
        }
        act = acts.get(Qt.Key(event.key()))
        if act is not None:
            act()
        elif event.key() == Qt.Key.Key_Escape and self._closes:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the keys of the document before what shows it scrolls with them."""
        keys = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Escape)
        pages = self._paper is not None and self._paper.pages > 1
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in keys and (pages or key == Qt.Key.Key_Escape):
                self.keyPressEvent(event)
                return True
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight, nothing is kept."""
        super().hideEvent(event)
        if self._closes:
            self.forget()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _go_to(self, page: int, zoom: int) -> None:
        if (page, zoom) != (self._page, self._zoom):
            self._page, self._zoom = page, zoom
            self._show_state()
            self._draw()

    def _draw(self) -> None:
        paper = self._paper
        if paper is None:
            return
        if paper.is_text:
            font = self.font()
            font.setPointSizeF(font.pointSizeF() * ZOOMS[self._zoom])
            self.text.setFont(font)
            return
        self._desk.query(
            handed_over.draw,
            self._reader,
            paper,
            self._page,
            width=round(self.picture.room() * ZOOMS[self._zoom]),
            owner=self,
            done=partial(self._drawn, paper, self._page),
            failed=self._refused,
            slot=f"paper.{id(self)}",
        )

    def _drawn(self, paper: Paper, page: int, picture: PagePicture) -> None:
        if paper is self._paper and page == self._page:
            self.banner.clear()
            self.picture.show_pixels(picture.width, picture.height, picture.pixels)

    def _refused(self, error: UserError) -> None:
        self.picture.forget()
        self.banner.show_error(error)

    def _show_state(self) -> None:
        pages = 0 if self._paper is None else self._paper.pages
        self.title.setText(self._say_name())
        self.title.setToolTip(self._say_name())
        self.place.setText(t("Page {page} of {pages}", page=self._page + 1, pages=pages))
        self.place.setVisible(pages > 1)
        for button, possible in (
            (self.back, self._page > 0),
            (self.forward, self._page + 1 < pages),
            (self.smaller, pages > 0 and self._zoom > 0),
            (self.larger, pages > 0 and self._zoom + 1 < len(ZOOMS)),
        ):
            button.setEnabled(possible)
        self.back.setVisible(pages > 1)
        self.forward.setVisible(pages > 1)

    def _lay_out(self) -> None:
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        for view in (self.picture, self.text):
            self._stack.addWidget(view)
            view.installEventFilter(self)
        # A long name is cut off here rather than making the document wider.
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = row(gap=theme.SMALL)
        line.addWidget(self.title, 1)
        for part in (self.back, self.place, self.forward, self.smaller, self.larger):
            line.addWidget(part)
        line.addWidget(self.close_button)
        body = column(self, gap=theme.SMALL)
        body.addLayout(line)
        self.close_button.setVisible(self._closes)
        body.addWidget(self.banner)
        body.addWidget(self._stack, 1)

    def _connect(self) -> None:
        for button, label, act in (
            (self.back, N_("Page back"), partial(self.turn, -1)),
            (self.forward, N_("Page forward"), partial(self.turn, 1)),
            (self.smaller, N_("Smaller"), partial(self.zoom, -1)),
            (self.larger, N_("Larger"), partial(self.zoom, 1)),
            (self.close_button, N_("Close the document"), self.closed.emit),
        ):
            self._words.put(label, partial(_name, button))
            button.clicked.connect(lambda _on=False, act=act: act())
        self._words.put(N_("The document as text"), self.text.setAccessibleName)
        self._words.put(N_("The page as a picture"), self.picture.setAccessibleName)


def _name(button: Button, text: str) -> None:
    button.setAccessibleName(text)
    button.setToolTip(text)
