# SPDX-License-Identifier: Apache-2.0
"""The page a desk is unlocked on: who, passphrase, and the sentence if it was the wrong one.

A scanned card asks for its PIN in their place. Visitors who sign in meanwhile ring, as a count.
"""

from collections.abc import Mapping
from functools import cached_property, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from hr_desk.domain.clock import SystemClock, day_of
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from ui import theme
from ui.pages import unlock_work
from ui.pages.card_unlock import CardUnlock, is_wrong_secret
from ui.pages.meanwhile import Meanwhile
from ui.preferences import is_desk
from ui.tasks import Tasks
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import choice, fill, line
from ui.widgets.files import choose_folder
from ui.widgets.label import Label
from ui.widgets.language_button import LanguageButton
from ui.widgets.layouts import centred, column, row
from ui.widgets.panels import Card
from ui.widgets.pause import Pause
from ui.widgets.text_line import let_type
from ui.widgets.words import Words

if TYPE_CHECKING:
    from ui.pages.allow_here import AllowHere
    from ui.pages.passphrases import PassphraseEntries

WIDTH = 620
"""Width of the card in pixels."""


class UnlockPage(QWidget):
    """Opens the desk in ``folder``; ``unlocked`` carries the session."""

    unlocked = Signal(object)
    new_desk_wanted = Signal()
    recovery_wanted = Signal(object)
    """The desk's folder: somebody has both halves of the recovery key."""
    roll_call_wanted = Signal()
    """Somebody needs the list of who is inside, without a passphrase."""
    language_wanted = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.setObjectName("Gate")
        self._tasks = tasks
        self._folder: Path | None = None
        self._first = ""
        self._words, self._capitals = Words(), False
        self._error: UserError | None = None
        self._company = Label(size="title", bold=True)
        soft = (Label(size="small", tone="soft") for _ in range(3))
        self._day, self._forgotten, self._place = soft
        self._overdue: tuple[Any, ...] = ()
        self._late = Label(tone="danger")
        self.meanwhile, self.pause = Meanwhile(tasks), Pause(self)
        self.card_unlock = CardUnlock(tasks, self.pause)
        self._instead: QWidget | None = None
        self.banner = Banner()
        self._desks_entry, self._desks = choice(self._words, N_("Desk"))
        self._user_entry, self.user = choice(self._words, N_("User name"))
        self._pass_entry, self.passphrase = line(self._words, N_("Passphrase"), secret=True)
        self.unlock_button = Button(kind="primary", icon="key-round")
        self._another, self._new, self._recover = (Button(kind="plain") for _ in range(3))
        self.roll_call = Button(icon="users")
        self.stronger: PassphraseEntries | None = None
        """A new passphrase, once the present one has turned out too weak for the user's roles."""
        self._card = Card(margin=theme.WIDE)
        self._language = LanguageButton()
        self._lay_out()
        self._connect()
        self._say()

    def offer(self, folder: Path, known: tuple[Path, ...] = (), *, user: str = "") -> None:
        """Offer to unlock the desk in ``folder`` as ``user``, with other known desks to choose."""
        self._folder, self._first = folder, user
        self._forget_stronger()
        folders = list(dict.fromkeys((folder, *known)))
        fill(self._desks, [(str(path), str(path)) for path in folders])
        self._desks.setCurrentIndex(0)
        self._desks_entry.setVisible(len(folders) > 1)
        self._place.setText(str(folder))
        self.passphrase.clear()
        self._error, self._overdue = None, ()
        self._ask_instead(None)
        self._say()
        self.banner.clear()
        # The page is painted first: reading the register loads the keys' library.
        QTimer.singleShot(0, self, self._ask_facts)

    def take_scan(self, code: str) -> None:
        """Take a scanned card, which asks for its PIN; anything else is no card."""
        if self._folder is not None and self.unlock_button.isEnabled():
            self.banner.clear()
            self.card_unlock.take(self._folder, code)

    def begin_shift(self) -> None:
        """Say to whoever comes that their card is enough."""
        self.banner.show_text(
            "info", lambda: t("Shift change: scan your card, or unlock with your passphrase.")
        )

    def _ask_facts(self) -> None:
        if self._folder is not None:
            self.meanwhile.begin(self._folder)
            self._tasks.query(
                unlock_work.facts, self._folder, owner=self, done=self._show_facts,
                failed=self._refused, slot="unlock.facts",
            )  # fmt: skip
            self._tasks.query(
                unlock_work.overdue, self._folder, owner=self, done=self._show_overdue,
                slot="unlock.overdue",
            )  # fmt: skip

    def unlock(self) -> None:
        """Try the passphrase; the page stays and says so if it is wrong."""
        if self._folder is None or self.pause.is_on() or not self.unlock_button.isEnabled():
            return
        if self.stronger is not None and not self.stronger.same():
            return
        self._error = None
        self._busy(True)
        self.banner.clear()
        self._tasks.query(
            unlock_work.open_it, self._folder, user=self.user.currentText().strip(),
            passphrase=self.passphrase.text(),
            new="" if self.stronger is None else self.stronger.first.text(),
            owner=self, done=self._done, failed=self._failed,
        )  # fmt: skip

    @property
    def folder(self) -> Path | None:
        """The desk that is offered."""
        return self._folder

    def error(self) -> str:
        """Return what is said beside the passphrase, empty if nothing."""
        return self._pass_entry.error()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._say()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice capitals typed without Shift: all that Qt tells of Caps Lock everywhere."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            typed = event.text()
            if event.key() == Qt.Key.Key_CapsLock:
                self._note_capitals(False)
            elif len(typed) == 1 and typed.isascii() and typed.isalpha():
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._note_capitals(typed.isupper() != shift)
        return super().eventFilter(watched, event)

    def overdue(self) -> str:
        """Return what is said about records that should have been deleted, empty if nothing."""
        return self._late.text()

    def hint(self) -> str:
        """Return what is said below the passphrase, empty if nothing."""
        return self._pass_entry.hint()

    def _note_capitals(self, on: bool) -> None:
        if on != self._capitals:
            self._capitals = on
            self._say()

    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor where the person types first."""
        super().showEvent(event)
        self.passphrase.setFocus()

    def _show_facts(self, facts: tuple[Mapping[str, str], tuple[str, ...]]) -> None:
        company, names = facts
        self._company.setText(company.get("name", ""))
        self._company.show()
        fill(self.user, [(name, name) for name in names])
        if self._first:
            self.user.setCurrentText(self._first)
        self.passphrase.setFocus()

    def _show_overdue(self, found: tuple[Any, ...]) -> None:
        self._overdue = found
        self._say_overdue()

    def _say_overdue(self) -> None:
        """Say what should have gone, to whoever sees this page (design section 6)."""
        lines = [
            t(
                "“{compartment}”: overdue for deletion since {day}. "
                "It goes when somebody who holds its key unlocks.",
                compartment=one.label, day=one.day,
            )
            for one in self._overdue
        ]  # fmt: skip
        self._late.setText("\n".join(lines))
        self._late.setVisible(bool(lines))

    def _ask_instead(self, wanted: QWidget | None) -> None:
        """Ask for a card's PIN or for the officer's word; None: for name and passphrase again."""
        if self._instead is not None:
            self._instead.hide()
        self._instead = wanted
        if wanted is not None:
            wanted.show()
        for widget in (self._user_entry, self._pass_entry, self.unlock_button, self._forgotten):
            widget.setVisible(wanted is None)
        if wanted is None:
            self.passphrase.setFocus()

    @cached_property
    def allow_here(self) -> "AllowHere":
        """The form of the officer; made for the first desk that is refused, as hardly any is."""
        from ui.pages.allow_here import AllowHere

        made = AllowHere(self._tasks, self.pause)
        made.allowed.connect(self._allowed)
        body = self._card.body
        body.insertWidget(body.indexOf(self.card_unlock) + 1, made)
        for before, after in pairwise((made.no, self._another, self._new, self._recover)):
            QWidget.setTabOrder(before, after)
        return made

    def _refused(self, error: UserError) -> None:
        """Say why the desk cannot be opened where it lies, and who may allow it there."""
        self.banner.show_error(error)
        self._company.hide()  # it is not known, and its room would stand empty
        if self._folder is not None and unlock_work.may_be_allowed(error):
            self.allow_here.offer(self._folder)
            self._ask_instead(self.allow_here)

    def _allowed(self) -> None:
        self._ask_instead(None)
        self.banner.show_text(
            "good", lambda: t("Allowed here. Everybody unlocks the desk as usual from now on.")
        )
        self._ask_facts()

    def _done(self, session: Any) -> None:
        self._busy(False)
        self.pause.right()
        self.meanwhile.bell.stop()
        self.passphrase.clear()
        self._forget_stronger()
        self.unlocked.emit(session)

    def _failed(self, error: UserError) -> None:
        if unlock_work.asks_for_stronger(error):
            self._busy(False)
            self._ask_for_stronger(error)
            return
        if unlock_work.may_be_allowed(error):
            self._busy(False)
            self._refused(error)
            return
        if is_wrong_secret(error):
            self.pause.wrong()
        self._error = error
        self._busy(False)
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _ask_for_stronger(self, error: UserError) -> None:
        """Show where a new passphrase is typed, twice: the user has been given more rights."""
        from ui.pages.passphrases import PassphraseEntries

        self._forget_stronger()
        self.banner.show_text("info", error.text)
        self.stronger = PassphraseEntries(self._words)
        place = self._card.body.indexOf(self._pass_entry)
        for entry in reversed(self.stronger.entries):
            self._card.body.insertWidget(place + 1, entry)
        self.stronger.second.returnPressed.connect(self.unlock)
        self.stronger.first.setFocus()

    def _forget_stronger(self) -> None:
        entries = () if self.stronger is None else self.stronger.entries
        self.stronger = None
        for entry in entries:
            self._words.forget(entry.set_label, entry.set_hint)
            self._card.body.removeWidget(entry)
            entry.hide()
            entry.deleteLater()

    def _busy(self, busy: bool) -> None:
        if busy:
            # Disabled, it would hand the keyboard to the next button, and its spaces with it.
            self.passphrase.setFocus()
        self.passphrase.setReadOnly(busy)
        for widget in (
            self.unlock_button, self.user, self._another, self._new, self._recover, self._language,
        ):  # fmt: skip
            widget.setEnabled(not busy)
        self._say(busy=busy)

    def _say(self, *, busy: bool = False) -> None:
        self.unlock_button.setText(t("Unlocking…") if busy else t("Unlock"))
        self._day.setText(t("Today is {day}", day=day_of(SystemClock().now())))
        self._say_pause()
        self._pass_entry.set_hint(t("Caps Lock is on.") if self._capitals else "")
        self._say_overdue()

    def _say_pause(self) -> None:
        wrong = "" if self._error is None else self._error.text()
        self._pass_entry.set_error(self.pause.said() or wrong)

    def _choose_another(self) -> None:
        choose_folder(self, t("Choose a desk folder"), self._take_folder)

    def _take_folder(self, folder: Path) -> None:
        if is_desk(folder):
            self.offer(folder)
        else:
            self.banner.show_text(
                "error",
                lambda: t(
                    "There is no desk in “{folder}”. Choose the folder that holds slots.json.",
                    folder=str(folder),
                ),
            )

    def _lay_out(self) -> None:
        let_type(self.user)
        card = self._card
        card.setFixedWidth(WIDTH)
        card.body.setSpacing(theme.MEDIUM)
        for widget in (
            self._company, self._place, self._late, self.meanwhile, self.banner,
            self._desks_entry, self._user_entry, self._pass_entry, self.unlock_button,
            self._forgotten, self.card_unlock,
        ):  # fmt: skip
            card.body.addWidget(widget)
        others = row()
        for button in (self._another, self._new, self._recover):
            others.addWidget(button)
        others.addStretch(1)
        card.body.addLayout(others)
        top = row()
        top.addWidget(self._day)
        top.addStretch(1)
        top.addWidget(self.roll_call)
        top.addWidget(self._language)
        layout = column(self, margin=theme.LARGE)
        layout.addLayout(top)
        layout.addStretch(2)
        layout.addLayout(centred(card))
        layout.addStretch(3)
        self.card_unlock.hide()

    def _connect(self) -> None:
        self._words.put(N_("Another desk…"), self._another.setText)
        self._words.put(N_("New desk…"), self._new.setText)
        self._words.put(N_("Recovery…"), self._recover.setText)
        self._words.put(N_("Roll call… (F9)"), self.roll_call.setText)
        # A button's own shortcut would go with the next text that is set.
        QShortcut(QKeySequence("F9"), self, self.roll_call_wanted.emit)
        self.roll_call.clicked.connect(self.roll_call_wanted)
        self._words.put(
            N_(
                "Forgotten passphrase? An HR admin can let you in again. If nobody can: both "
                "halves of the recovery key, under “Recovery…”."
            ),
            self._forgotten.setText,
        )
        self.unlock_button.clicked.connect(self.unlock)
        self.passphrase.returnPressed.connect(self.unlock)
        self.passphrase.installEventFilter(self)
        self._another.clicked.connect(self._choose_another)
        self._new.clicked.connect(self.new_desk_wanted)
        self._recover.clicked.connect(lambda: self.recovery_wanted.emit(self._folder))
        self.user.currentTextChanged.connect(lambda _name: self._forget_stronger())
        self._language.clicked.connect(self.language_wanted)
        self.card_unlock.greeted.connect(lambda _name: self._ask_instead(self.card_unlock))
        self.card_unlock.refused.connect(self.banner.show_error)
        self.card_unlock.left.connect(partial(self._ask_instead, None))
        self.card_unlock.unlocked.connect(self._done)
        self.pause.ticked.connect(self._say_pause)
        self._desks.activated.connect(lambda _row: self._switch_desk())

    def _switch_desk(self) -> None:
        chosen = Path(str(self._desks.currentData()))
        others = tuple(Path(str(self._desks.itemData(i))) for i in range(self._desks.count()))
        self.offer(chosen, others)
