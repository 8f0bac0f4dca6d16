# SPDX-License-Identifier: Apache-2.0
"""The privacy officer allows a desk where it lies, before it can be opened (promises, 7-store)."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from hr_desk.domain.places import REASON
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from ui import theme
from ui.pages.card_unlock import is_wrong_secret
from ui.pages.place_words import UNTIL, told
from ui.tasks import Tasks
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, chosen_day, day_line, fill, line, show_day
from ui.widgets.label import Label
from ui.widgets.layouts import column, row
from ui.widgets.pause import Pause
from ui.widgets.words import Words

Facts = tuple[tuple[str, ...], date]
"""Who may allow it, and the last day until which it can be."""


class AllowHere(QWidget):
    """A button for whoever is the officer, and behind it who, passphrase, reason and day."""

    allowed = Signal()

    def __init__(self, tasks: Tasks, pause: Pause) -> None:
        super().__init__()
        self._tasks, self._pause = tasks, pause
        self._words = Words()
        self._folder: Path | None = None
        self._latest: date | None = None
        self.begin_button = Button(icon="shield-check")
        self.form, self.banner = QWidget(), Banner()
        self.nobody, self.told = Label(tone="warning"), Label(tone="soft", size="small")
        self._who, self.officer = choice(self._words, N_("Privacy officer"))
        self._secret, self.passphrase = line(self._words, N_("Their own passphrase"), secret=True)
        self._why, self.reason = line(self._words, REASON)
        self._until, self.until = day_line(self._words, UNTIL)
        self.yes, self.no = Button(kind="primary"), Button(kind="plain")
        self._lay_out()
        self._connect()
        self._say()

    def offer(self, folder: Path) -> None:
        """Offer the officer's act for the desk in ``folder``; nobody is asked yet."""
        self._folder = folder
        self.leave()

    def begin(self) -> None:
        """Ask who allows it; nothing is opened for that."""
        self.begin_button.hide()
        self.form.show()
        if self._folder is not None:
            self._tasks.query(
                _facts, self._folder, owner=self, done=self._show_facts, failed=self._failed,
                slot="allow_here.facts",
            )  # fmt: skip
        self.reason.setFocus()

    def leave(self) -> None:
        """Forget what was typed, and show the button alone."""
        self.passphrase.clear()
        self.reason.clear()
        self.banner.clear()
        self._secret.set_error("")
        self.form.hide()
        self.begin_button.show()

    def allow(self) -> None:
        """Allow it, if the officer's passphrase is right."""
        if self._folder is None or self._pause.is_on() or not self.yes.isEnabled():
            return
        self._busy(True)
        self._secret.set_error("")
        self._tasks.query(
            _allow, self._folder, officer=str(self.officer.currentData() or ""),
            passphrase=self.passphrase.text(), reason=self.reason.text(),
            until=chosen_day(self.until), owner=self, done=self._done, failed=self._failed,
        )  # fmt: skip

    def error(self) -> str:
        """Return what is said beside the passphrase, empty if nothing."""
        return self._secret.error()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._say()
        super().changeEvent(event)

    def _show_facts(self, facts: Facts) -> None:
        names, self._latest = facts
        fill(self.officer, [(name, name) for name in names])
        show_day(self.until, self._latest)
        self.nobody.setVisible(not names)
        for widget in (self._who, self._secret, self._why, self._until, self.told, self.yes):
            widget.setVisible(bool(names))
        self._say()

    def _done(self, _nothing: object) -> None:
        self._busy(False)
        self._pause.right()
        self.leave()
        self.allowed.emit()

    def _failed(self, error: UserError) -> None:
        self._busy(False)
        if not is_wrong_secret(error):
            self.banner.show_error(error)
            return
        self.banner.clear()
        self._secret.set_error(error.text)
        self._pause.wrong()
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _busy(self, busy: bool) -> None:
        self.yes.setEnabled(not busy)
        self.no.setEnabled(not busy)

    def _say(self) -> None:
        self.nobody.setText(
            t(
                "This desk has no privacy officer who could allow it. Move it to a folder that "
                "stays on this computer."
            )
        )
        self.told.setText("" if self._latest is None else told(self._latest))

    def _say_pause(self) -> None:
        self._secret.set_error(self._pause.said())

    def _lay_out(self) -> None:
        people, reasons, buttons = row(gap=theme.MEDIUM), row(gap=theme.MEDIUM), row()
        for entry in (self._who, self._secret):
            people.addWidget(entry, 1)
        for entry, share in ((self._why, 3), (self._until, 1)):
            reasons.addWidget(entry, share)
        for button in (self.yes, self.no):
            buttons.addWidget(button)
        buttons.addStretch(1)
        inside = column(self.form, gap=theme.MEDIUM)
        inside.addWidget(self.banner)
        inside.addWidget(self.nobody)
        inside.addLayout(reasons)
        inside.addLayout(people)
        inside.addWidget(self.told)
        inside.addLayout(buttons)
        layout = column(self, gap=theme.MEDIUM)
        layout.addWidget(self.begin_button)
        layout.addWidget(self.form)
        self.nobody.hide()
        self.form.hide()

    def _connect(self) -> None:
        self._words.put(N_("The privacy officer allows it here…"), self.begin_button.setText)
        self._words.put(N_("Allow this place"), self.yes.setText)
        self._words.put(N_("Cancel"), self.no.setText)
        self.begin_button.clicked.connect(self.begin)
        self.yes.clicked.connect(self.allow)
        self.passphrase.returnPressed.connect(self.allow)
        self.no.clicked.connect(self.leave)
        self._pause.ticked.connect(self._say_pause)


def _facts(folder: Path) -> Facts:
    """Return who may allow it and until when; worker, needs no key."""
    from hr_desk.domain.clock import SystemClock, day_of
    from hr_desk.operations import allowing_places

    latest = allowing_places.latest_review(day_of(SystemClock().now()))
    return allowing_places.officers(folder), latest


def _allow(folder: Path, *, officer: str, passphrase: str, reason: str, until: date) -> None:
    from hr_desk.operations import allowing_places

    allowing_places.allow_here(
        folder, officer=officer, passphrase=passphrase, reason=reason, until=until
    )
