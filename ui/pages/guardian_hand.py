# SPDX-License-Identifier: Apache-2.0
"""The scanned page in hand: seen on the right, with whose it is; one press confirms it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from hr_desk.domain.guardian_sheets import NOBODY
from hr_desk.exchange.confined import Reader
from hr_desk.exchange.files import JPEG
from hr_desk.i18n import N_, t
from hr_desk.operations.guardian_sheets import Minor
from hr_desk.operations.handed_over import Paper
from ui import theme
from ui.pages.guardian_scans import Scan
from ui.pages.paper_view import PaperView
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, fill
from ui.widgets.layouts import column, row
from ui.widgets.words import Words


class PageInHand(QWidget):
    """Shows one page and asks whose it is; it decides nothing itself."""

    confirmed = Signal(str)
    """The id of the person whose page it is, NOBODY for none."""
    turned = Signal(int)
    """Another page is wanted: so many further on."""
    closed = Signal()
    """A kept sheet was looked at; what is in hand is to be shown again."""

    def __init__(self, desk: OpenDesk, reader: Reader) -> None:
        super().__init__()
        self._words = Words()
        self._scan: Scan | None = None
        self._kept: tuple[bytes, ...] = ()
        self._kept_name, self._kept_place = "", 0
        self.view = PaperView(desk, reader, closes=False)
        self.previous, self.next = Button(icon="arrow-left"), Button(icon="arrow-right")
        self.confirm_button, self.leave_out = Button(icon="check"), Button(kind="plain", icon="x")
        self.close_button = Button(icon="x")
        self._owner_entry, self.owner = choice(self._words, N_("Whose sheet is this page?"))
        self._lay_out()
        self._connect()

    def show_scan(self, scan: Scan, people: Sequence[Minor], *, place: int, count: int) -> None:
        """Show the page at ``place`` (from 0) of ``count``, and whose it is thought to be."""
        self._scan = scan
        self._show_parts()
        fill(self.owner, [(t("Nobody's: leave it out"), NOBODY),
                          *((who.name, who.joiner_id) for who in people)])  # fmt: skip
        self.owner.setCurrentIndex(max(0, self.owner.findData(scan.owner)))
        self.confirm_button.setText(t("Confirmed") if scan.confirmed else t("Confirm"))
        self.previous.setEnabled(place > 0)
        self.next.setEnabled(place + 1 < count)
        if self.view.paper is None or self.view.paper.content is not scan.page.content:
            self.view.show_paper(Paper(JPEG, 1, "", scan.page.content), self._name)

    def look_at(self, name: str, pages: tuple[bytes, ...]) -> None:
        """Show a sheet that is kept already, in the place of the page in hand."""
        self._kept, self._kept_name = pages, name
        self._show_kept(0)
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_looking(self) -> bool:
        """Whether a kept sheet is shown."""
        return bool(self._kept)

    def close_kept(self) -> None:
        """Show no kept sheet any more, and keep nothing of it."""
        if self._kept:
            self._kept = ()
            self.view.forget()
            self.closed.emit()

    def forget(self) -> None:
        """Show nothing any more."""
        self._scan, self._kept = None, ()
        self.view.forget()

    def _show_kept(self, place: int) -> None:
        self._kept_place = place
        self._show_parts()
        self.previous.setEnabled(place > 0)
        self.next.setEnabled(place + 1 < len(self._kept))
        self.view.show_paper(Paper(JPEG, 1, "", self._kept[place]), self._name)

    def _show_parts(self) -> None:
        """Show what belongs to a page that is to be confirmed, or to a sheet that is kept."""
        for part in (self._owner_entry, self.confirm_button, self.leave_out):
            part.setVisible(not self._kept)
        for button in (self.previous, self.next):
            button.setVisible(len(self._kept) != 1)
        self.close_button.setVisible(bool(self._kept))

    def _turn(self, by: int) -> None:
        if self._kept:
            self._show_kept(min(max(0, self._kept_place + by), len(self._kept) - 1))
        else:
            self.turned.emit(by)

    def confirm(self) -> None:
        """Confirm whose it is, as it stands in the choice."""
        self.confirmed.emit(str(self.owner.currentData() or NOBODY))

    def buttons(self) -> tuple[Button, ...]:
        """Return the buttons that do something else than confirm."""
        return self.leave_out, self.previous, self.next, self.close_button

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
        super().changeEvent(event)

    def _name(self) -> str:
        one = self._scan
        if self._kept:
            return t("{name}, page {page}", name=self._kept_name, page=self._kept_place + 1)
        return "" if one is None else t("{file}, page {page}", file=one.file, page=one.number)

    def _lay_out(self) -> None:
        whose = row(gap=theme.SMALL)
        for button in (self.previous, self.next):
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            whose.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        whose.addWidget(self._owner_entry, 1)
        whose.addStretch(0)
        acts = row(gap=theme.SMALL)
        acts.addWidget(self.confirm_button)
        acts.addWidget(self.leave_out)
        acts.addWidget(self.close_button)
        acts.addStretch(1)
        body = column(self, gap=theme.SMALL)
        body.addLayout(whose)
        body.addLayout(acts)
        body.addWidget(self.view, 1)
        self.close_button.hide()

    def _connect(self) -> None:
        self._words.put(N_("Leave this page out"), self.leave_out.setText)
        for label, button, by in (
            (N_("Page back"), self.previous, -1),
            (N_("Page forward"), self.next, 1),
        ):
            self._words.put(label, button.setAccessibleName, button.setToolTip)
            button.clicked.connect(partial(self._turn, by))
        self._words.put(N_("Close the sheet"), self.close_button.setText)
        self.close_button.clicked.connect(self.close_kept)
        self.confirm_button.clicked.connect(self.confirm)
        self.leave_out.clicked.connect(partial(self.confirmed.emit, NOBODY))
