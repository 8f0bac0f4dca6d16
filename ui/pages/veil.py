# SPDX-License-Identifier: Apache-2.0
"""The veil: what stands in place of the desk where a guard only watches, and the desk stays open.

It hides every name and value, menus and shortcuts included, and shows counts. It is no lock: the
keys stay in memory, as docs/threat-model.md says; so it is for the front desk's roles alone, off
until a machine's setting puts it on, and ends in the lock after some wrong tries and at the latest
after MOST_HOURS.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from hr_desk.domain import card_code
from hr_desk.domain import visits as states
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import cards, visits
from hr_desk.operations.changes import Changes
from ui import theme
from ui.bell import Bell
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import line
from ui.widgets.label import Label
from ui.widgets.language_button import LanguageButton
from ui.widgets.layouts import centred, column, row
from ui.widgets.panels import Card
from ui.widgets.pause import Pause
from ui.widgets.words import Words

WIDTH: Final = 520
"""Width of the card in pixels."""
MOST_HOURS: Final = 12
"""The longest shift: after so long under the veil the desk locks."""
LOOK_MS: Final = 30_000
"""How often the counts are read again whatever happens, in milliseconds."""


def may_veil(desk: OpenDesk) -> bool:
    """Whether this user's idle window may be veiled: whoever holds visits and nothing else."""
    return desk.session.user.roles == ("front_desk",)


class VeilPage(QWidget):
    """Counts and a bell; one key asks for card and PIN, or for the passphrase."""

    lifted = Signal()
    lock_wanted = Signal()
    roll_call_wanted = Signal()
    language_wanted = Signal()

    def __init__(
        self, desk: OpenDesk, *, sound: Callable[[], object] | None = None,
        most_ms: int = MOST_HOURS * 3_600_000,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("Gate")
        self._desk, self._words, self._code = desk, Words(), ""
        self.bell = Bell(self) if sound is None else Bell(self, sound=sound)
        self.pause = Pause(self)
        self._counts: Mapping[str, int] = {}
        self._company, self.waiting = Label(size="title", bold=True), Label(size="title", bold=True)
        self.others, self._why = Label(size="heading"), Label(tone="soft", size="small")
        self.banner = Banner()
        self._entry, self.secret = line(self._words, N_("Passphrase"), secret=True)
        self.lift_button = Button(kind="primary", icon="eye")
        self.lock_button, self.roll_call = Button(icon="lock"), Button(icon="users")
        self._language = LanguageButton()
        self._often, self._longest = QTimer(self), QTimer(self)
        self._often.setInterval(LOOK_MS)
        self._longest.setSingleShot(True)
        self._longest.setInterval(most_ms)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out()
        self._connect()
        self._say()
        self._ask(False)

    def begin(self) -> None:
        """Count from now on, and lock at the latest after the longest shift."""
        self._often.start()
        self._longest.start()
        self.read()
        self.setFocus()

    def stop(self) -> None:
        """Count no more."""
        self._often.stop()
        self._longest.stop()

    def read(self) -> None:
        """Read the counts again."""
        self._desk.query(visits.counts, owner=self, done=self._show, slot="veil.counts")

    def take_scan(self, code: str) -> None:
        """Ask for the PIN of a scanned card; a badge signs nobody out while nobody looks."""
        if card_code.is_card(code):
            self._code = code
            self._ask(True)

    def lift(self) -> None:
        """Try what was typed: the PIN of the scanned card, or the passphrase."""
        if not self.lift_button.isEnabled():
            return
        self.lift_button.setEnabled(False)
        typed, code = self.secret.text(), self._code
        operation = (
            partial(_own_card, code=code, pin=typed) if code else partial(_own, passphrase=typed)
        )
        self._desk.query(operation, owner=self, done=self._lifted, failed=self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key asks who is there; it is not the first letter of a passphrase."""
        if event.key() == Qt.Key.Key_Escape:
            self._ask(False)
        elif self._entry.isHidden():
            self._ask(True)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._say()
        super().changeEvent(event)

    def _ask(self, wanted: bool) -> None:
        if not wanted:
            self._code = ""
        self.secret.clear()
        self._entry.set_error("")
        self._entry.setVisible(wanted)
        self.lift_button.setVisible(wanted)
        self._say()
        (self.secret if wanted else self).setFocus()

    def _show(self, counts: Mapping[str, int]) -> None:
        self._counts = counts
        self.bell.hear(self._number(*states.OUTSIDE))
        self._say()

    def _number(self, *wanted: str) -> int:
        return sum(self._counts.get(state, 0) for state in wanted)

    def _lifted(self, _none: Any) -> None:
        self.lift_button.setEnabled(True)
        self.pause.right()
        self._ask(False)
        self.stop()
        self.lifted.emit()

    def _failed(self, error: UserError) -> None:
        self.lift_button.setEnabled(True)
        if cards.is_wrong_secret(error):
            self.pause.wrong()
        self._entry.set_error(error.text)
        self.secret.selectAll()
        self.secret.setFocus()

    def _lock_if_too_many(self) -> None:
        """Whoever tries five times is not the guard: nothing is left open to them."""
        if self.pause.is_on():
            self.lock_wanted.emit()

    def _on_changed(self, changes: Changes) -> None:
        if self._often.isActive() and changes.touches("visit"):
            self.read()

    def _say(self) -> None:
        self._company.setText(str(self._desk.session.company.get("name", "")))
        self.waiting.setText(t("Waiting: {count}", count=self._number(*states.OUTSIDE)))
        inside, expected = self._number(states.ON_SITE), self._number(states.EXPECTED)
        said = t("On site: {inside} · expected today: {expected}", inside=inside, expected=expected)
        self.others.setText(said)
        self.setAccessibleName(f"{self.waiting.text()}, {said}")
        name = self._desk.session.user.name
        self._entry.set_label(
            t("PIN of the card") if self._code else t("Passphrase of {name}", name=name)
        )

    def _lay_out(self) -> None:
        card = Card(margin=theme.WIDE)
        card.setFixedWidth(WIDTH)
        card.body.setSpacing(theme.MEDIUM)
        self._words.put(
            N_(
                "Names and values are hidden. The desk is not locked: it still takes in who signs "
                "in, and its keys are in this computer's memory. Scan your card or press any key "
                "to go on."
            ),
            self._why.setText,
        )
        for widget in (self._company, self.waiting, self.others, self._why, self.banner,
                       self._entry, self.lift_button):  # fmt: skip
            card.body.addWidget(widget)
        top = row()
        top.addStretch(1)
        for button in (self.roll_call, self.lock_button, self._language):
            top.addWidget(button)
        layout = column(self, margin=theme.LARGE)
        layout.addLayout(top)
        layout.addStretch(2)
        layout.addLayout(centred(card))
        layout.addStretch(3)

    def _connect(self) -> None:
        self._words.put(N_("Lift the veil"), self.lift_button.setText)
        self._words.put(N_("Lock"), self.lock_button.setText)
        self._words.put(N_("Roll call… (F9)"), self.roll_call.setText)
        QShortcut(QKeySequence("F9"), self, self.roll_call_wanted.emit)
        self.secret.returnPressed.connect(self.lift)
        self.lift_button.clicked.connect(self.lift)
        self.lock_button.clicked.connect(self.lock_wanted)
        self.roll_call.clicked.connect(self.roll_call_wanted)
        self._language.clicked.connect(self.language_wanted)
        self.pause.ticked.connect(self._lock_if_too_many)
        self._often.timeout.connect(self.read)
        self._longest.timeout.connect(self.lock_wanted)
        self._desk.changed.connect(self._on_changed)


def _own_card(session: Any, *, code: str, pin: str) -> None:
    cards.require_own_card(session, code, pin)


def _own(session: Any, *, passphrase: str) -> None:
    cards.require_own_passphrase(session, passphrase)
