# SPDX-License-Identifier: Apache-2.0
"""Sign-outs at the kiosk that fit nobody: somebody says whose they are, or throws them away."""

from datetime import date

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox, QFrame, QSizePolicy

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import visits
from hr_desk.operations.visits import Unmatched, VisitRow
from ui import theme
from ui.pages.visit_rows import NAME, clock_time, text_of
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import fill
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.words import Words


class UnmatchedPanel(QFrame):
    """The oldest of them, with the visits it may belong to; hidden while there is none."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self.setObjectName("Panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._desk = desk
        self._words = Words()
        self._waiting: tuple[Unmatched, ...] = ()
        self._inside: tuple[VisitRow, ...] = ()
        self._sentence, self._error = Label(bold=True), Label(tone="danger")
        self._error.hide()
        self.visit = QComboBox()
        self.settle_button, self.dismiss_button = Button(kind="primary"), Button()
        self._lay_out()
        self.hide()

    def show_waiting(self, waiting: tuple[Unmatched, ...]) -> None:
        """Show what waits, the oldest first."""
        self._waiting = waiting
        self._say()

    def show_inside(self, inside: tuple[VisitRow, ...]) -> None:
        """Offer these visits."""
        self._inside = inside
        self._say()

    def text(self) -> str:
        """Return the sentence shown."""
        return self._sentence.text() if not self.isHidden() else ""

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._say()

    def _say(self) -> None:
        self.setVisible(bool(self._waiting))
        if not self._waiting:
            return
        today = self._desk.session.today()
        said = _sentence(self._waiting[0], today)
        more = len(self._waiting) - 1
        self._sentence.setText(t("{said} Waiting behind it: {count}.", said=said, count=more)
                               if more else said)  # fmt: skip
        nobody = (t("Choose a visitor"), "")
        fill(self.visit, [nobody, *((_visitor(one, today), one.visit_id) for one in self._inside)])
        self._show_settle()

    def _show_settle(self) -> None:
        self.settle_button.setEnabled(bool(self.visit.currentData()))

    def _settle(self, visit_id: str | None) -> None:
        self._error.hide()
        if not self._waiting:
            return
        self._desk.run(
            visits.settle,
            self._waiting[0].id,
            visit_id,
            owner=self,
            done=lambda _changes: self.visit.setCurrentIndex(0),
            failed=self._fail,
        )

    def _fail(self, error: UserError) -> None:
        self._error.setText(error.text())
        self._error.show()

    def _lay_out(self) -> None:
        self._words.put(N_("Sign out this visitor"), self.settle_button.setText)
        self._words.put(N_("Dismiss"), self.dismiss_button.setText)
        across = row(gap=theme.MEDIUM)
        across.addWidget(self._sentence, 3)
        across.addWidget(self.visit, 2)
        across.addWidget(self.settle_button)
        across.addWidget(self.dismiss_button)
        body = column(self, margin=theme.MEDIUM)
        body.addLayout(across)
        body.addWidget(self._error)
        self._words.put(N_("Whose sign-out is it?"), self.visit.setAccessibleName)
        self.visit.currentIndexChanged.connect(lambda _row: self._show_settle())
        self.settle_button.clicked.connect(lambda: self._settle(self.visit.currentData() or None))
        self.dismiss_button.clicked.connect(lambda: self._settle(None))


def _sentence(one: Unmatched, today: date) -> str:
    at = clock_time(one.at, today)
    if one.phone_tail:
        return t(
            "The sign-out at the kiosk at {time}, phone number ending in {tail}, fits nobody.",
            time=at,
            tail=one.phone_tail,
        )
    if not one.code:
        return t("The sign-out at the kiosk at {time}, by badge or plate, fits nobody.", time=at)
    return t("The sign-out at the kiosk at {time} with code {code} fits nobody.",
             time=at, code=one.code)  # fmt: skip


def _visitor(one: VisitRow, today: date) -> str:
    since = clock_time(one.arrived, today) if one.arrived is not None else ""
    return " · ".join(part for part in (text_of(one, NAME), since, one.code) if part)
