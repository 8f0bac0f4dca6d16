# SPDX-License-Identifier: Apache-2.0
"""Getting in with both halves of the recovery key: typed, or read by a scanner that types.

Reached from the unlock page. Whoever is let in unlocks the desk as usual afterwards; this page
shows nothing of what is in it.
"""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from hr_desk.catalogue import load
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import desks, recovering
from hr_desk.operations.recovering import LetIn, Unsettled
from ui import theme
from ui.pages.passphrases import PassphraseEntries
from ui.tasks import Tasks
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import Entry, choice, fill, line
from ui.widgets.label import Label
from ui.widgets.language_button import LanguageButton
from ui.widgets.layouts import centred, column, row, scrolled
from ui.widgets.panels import Card
from ui.widgets.text_line import let_type
from ui.widgets.words import Words

WIDTH = 680
"""Width of the card in pixels."""
NEWCOMERS_ROLE = "hr_admin"
"""What somebody new becomes here: whoever can add everyone else."""

Facts = tuple[tuple[str, ...], Unsettled]


class RecoveryPage(QWidget):
    """Lets somebody in at the desk in ``folder``; ``done`` carries folder and login name."""

    done = Signal(object, str)
    cancelled = Signal()
    language_wanted = Signal()

    def __init__(self, tasks: Tasks, folder: Path) -> None:
        super().__init__()
        self.setObjectName("Gate")
        self._tasks, self._folder = tasks, folder
        self._catalogue = load()
        self._known: tuple[str, ...] = ()
        self._unsettled = Unsettled((), ())
        self._words = Words()
        self.banner = Banner()
        self.entries, self.halves = self._half_entries()
        self._name_entry, self.name = choice(
            self._words, N_("User name"), N_("Choose your own, or type a new one.")
        )
        self.passphrase = PassphraseEntries(self._words)
        self._becomes, self.settle = Label(tone="soft", size="small"), QCheckBox()
        self.cancel, self.let_in = Button(icon="arrow-left"), Button(kind="primary")
        self._language = LanguageButton()
        self._lay_out()
        self._connect()
        self._say()
        self._tasks.query(_facts, folder, owner=self, done=self._show_facts, failed=self._failed)

    def try_halves(self) -> None:
        """Let the person in if both halves, a name and the same passphrase twice are there."""
        if not (self._halves_given() and self.passphrase.same()) or not self.let_in.isEnabled():
            return
        self._busy(True)
        self.banner.clear()
        self._tasks.query(
            recovering.let_in,
            self._folder,
            halves=(self.halves[0].text(), self.halves[1].text()),
            name=self.name.currentText().strip(),
            passphrase=self.passphrase.first.text(),
            roles=(NEWCOMERS_ROLE,),
            settle=self.settle.isChecked(),
            owner=self,
            done=self._done,
            failed=self._failed,
        )

    def take_scan(self, code: str) -> None:
        """Put a scanned half where the keyboard is, or where there is none yet."""
        empty = (editor for editor in self.halves if not editor.text())
        here = next((one for one in self.halves if one.hasFocus()), None) or next(empty, None)
        if here is not None:
            here.setText(code)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._say()
        super().changeEvent(event)

    def _half_entries(self) -> tuple[tuple[Entry, Entry], tuple[QLineEdit, QLineEdit]]:
        first, a = line(self._words, N_("First half"), N_("65 characters, with a mark A or B."))
        second, b = line(self._words, N_("Second half"))
        for editor in (a, b):
            editor.setEchoMode(QLineEdit.EchoMode.Normal)
            editor.setFont(theme.font("body"))
        return (first, second), (a, b)

    def _halves_given(self) -> bool:
        for entry, half in zip(self.entries, self.halves, strict=True):
            entry.set_error("" if half.text().strip() else t("This half is still missing."))
        return all(half.text().strip() for half in self.halves)

    def _show_facts(self, facts: Facts) -> None:
        self._known, self._unsettled = facts
        fill(self.name, [(name, name) for name in self._known])
        self._say()

    def _done(self, done: LetIn) -> None:
        del done
        name = self.name.currentText().strip()
        for editor in (*self.halves, self.passphrase.first, self.passphrase.second):
            editor.clear()
        self._busy(False)
        self.done.emit(self._folder, name)

    def _failed(self, error: UserError) -> None:
        self._busy(False)
        self.banner.show_error(error)

    def _busy(self, busy: bool) -> None:
        for widget in (self.let_in, self.cancel, self.name, *self.halves):
            widget.setEnabled(not busy)
        self.let_in.setText(t("Opening with the recovery key…") if busy else t("Let me in"))

    def _say(self) -> None:
        self.let_in.setText(t("Let me in"))
        known = self.name.currentText().strip() in self._known
        admin = self._catalogue.roles[NEWCOMERS_ROLE].label
        self._becomes.setText(
            t("You keep your roles and get new keys; unsaved drafts are lost.")
            if known
            else t("You become a new user with the role “{role}”.", role=admin)
        )
        self.settle.setText(t("Also give the keys that wait and renew those that are owed"))
        self.settle.setToolTip(self._waiting())
        waiting = bool(self._unsettled.users or self._unsettled.compartments)
        self.settle.setVisible(waiting)

    def _waiting(self) -> str:
        """Return who waits and what is owed, one after the other."""
        labels = self._catalogue.compartments
        names = [*self._unsettled.users]
        names += [str(labels[name]) for name in self._unsettled.compartments]
        return t(", ").join(names)

    def _lay_out(self) -> None:
        let_type(self.name)
        card = Card(margin=theme.WIDE)
        card.setFixedWidth(WIDTH)
        heading, hint = Label(size="title", bold=True), Label(tone="soft")
        self._words.put(N_("Open the desk with the recovery key"), heading.setText)
        self._words.put(
            N_(
                "Two custodians keep the halves. Type both as they stand on the sheets, or scan "
                "them one after the other; spaces and hyphens do not matter."
            ),
            hint.setText,
        )
        for widget in (
            heading, hint, self.banner, *self.entries, self._name_entry, self._becomes,
        ):  # fmt: skip
            card.body.addWidget(widget)
        passphrases = row(gap=theme.MEDIUM)
        for entry in self.passphrase.entries:
            passphrases.addWidget(entry, 1)
        card.body.addLayout(passphrases)
        card.body.addWidget(self.settle)
        buttons = row()
        buttons.addWidget(self.let_in)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        self._frame(card)

    def _frame(self, card: Card) -> None:
        content = QWidget()
        inner = column(content)
        inner.addStretch(1)
        inner.addLayout(centred(card))
        inner.addStretch(2)
        top = row()
        top.addStretch(1)
        top.addWidget(self._language)
        layout = column(self, margin=theme.LARGE)
        layout.addLayout(top)
        layout.addWidget(scrolled(content), 1)

    def _connect(self) -> None:
        self._words.put(N_("Back to the unlock page"), self.cancel.setText)
        first, second = self.halves
        # A scanner ends each half with Return.
        first.returnPressed.connect(partial(second.setFocus))
        second.returnPressed.connect(partial(self.name.setFocus))
        self.passphrase.second.returnPressed.connect(self.try_halves)
        self.name.currentTextChanged.connect(lambda _name: self._say())
        self.let_in.clicked.connect(self.try_halves)
        self.cancel.clicked.connect(self.cancelled)
        self._language.clicked.connect(self.language_wanted)


def _facts(folder: Path) -> Any:
    """Return the login names and what waits at a desk; worker."""
    return desks.user_names(folder), recovering.unsettled(folder)
