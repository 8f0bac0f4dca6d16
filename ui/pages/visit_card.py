# SPDX-License-Identifier: Apache-2.0
"""What is settled beside a visit's form: whom it is for, and how the notice was given."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.i18n import N_, t
from hr_desk.operations.directory import StaffLine
from hr_desk.operations.visits import VisitRow
from ui import theme
from ui.pages.host_box import HostBox
from ui.pages.visit_rows import HOST, text_of
from ui.widgets.entry import Entry, choice, fill
from ui.widgets.layouts import row
from ui.widgets.panels import Card
from ui.widgets.words import Words

FIRST_NOTICE = {"new": "paper", "expect": "owed"}
"""The way of giving the notice that a kind of visit begins with."""


class VisitCard(Card):
    """Host and notice. The host is a field of the catalogue; only its choosing happens here."""

    host_focused = Signal()
    done = Signal()
    """Enter in the host's line."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(margin=theme.MEDIUM)
        self._catalogue = catalogue
        self._words = Words()
        self._typed, self._host_id = "", ""
        self._refusal: Callable[[], str] | None = None
        self.host = HostBox()
        self.host_entry = Entry(self.host)
        self._notice_entry, self.notice = choice(self._words, N_("How was the notice given?"))
        layout = row(gap=theme.WIDE)
        layout.addWidget(self.host_entry, 1)
        layout.addWidget(self._notice_entry, 1)
        self.body.addLayout(layout)
        self.host.entered.connect(self.host_focused)
        self.host.done.connect(self.done)
        self.host.edited.connect(partial(self.refuse, None))
        self.retranslate()

    def begin(self, mode: str) -> None:
        """Begin with a visit that is to be entered: ``new`` or ``expect``."""
        self._start("", None)
        self._notice_entry.show()
        self.notice.setCurrentIndex(self.notice.findData(FIRST_NOTICE[mode]))

    def show_visit(self, one: VisitRow) -> None:
        """Show the host of a visit that is here."""
        self._start(text_of(one, HOST), one)
        self._notice_entry.hide()

    def show_staff(self, staff: tuple[StaffLine, ...]) -> None:
        """Offer the directory's employees."""
        self.host.show_staff(staff)

    def changed(self) -> bool:
        """Whether another host stands there than at first."""
        return (self.host.name(), self.host.host_id() or "") != (self._typed, self._host_id)

    def refuse(self, say: Callable[[], str] | None) -> None:
        """Say beside the host what is refused, in whatever language is in use; None: nothing."""
        self._refusal = say
        self.host_entry.set_error(say() if say is not None else "")

    def set_read_only(self, read_only: bool) -> None:
        """Let the host be read but not changed."""
        self.host.setEnabled(not read_only)
        self._say_hint()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self.host_entry.set_label(str(self._catalogue.field(HOST).label))
        self._say_hint()
        codes = self._catalogue.code_lists["notice_how"].codes
        fill(self.notice, [(str(label), code) for code, label in codes.items()])
        self.refuse(self._refusal)

    def _say_hint(self) -> None:
        hint = t("Choose from the directory, so that the extension to call is known.")
        self.host_entry.set_hint(hint if self.host.isEnabled() else "")

    def _start(self, typed: str, one: VisitRow | None) -> None:
        self.refuse(None)
        guesses = one.host_guesses if one is not None else ()
        self.host.start(typed, guesses, one.host if one is not None else None)
        self._typed, self._host_id = self.host.name(), self.host.host_id() or ""
