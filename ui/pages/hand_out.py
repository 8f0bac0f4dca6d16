# SPDX-License-Identifier: Apache-2.0
"""Handing out a list inside the company: its purpose is asked, its password is shown once."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QSizePolicy

from hr_desk.errors import UserError
from hr_desk.exchange.hand_off_files import proposed_name
from hr_desk.i18n import N_, t
from hr_desk.operations import exports
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.exports import Handed
from ui import theme
from ui.pages.purposes import choose_none, fill_purposes, needs_choice
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.clipboard import CLIPBOARD_MS, ShortCopy
from ui.widgets.entry import choice
from ui.widgets.files import choose_target, write_at
from ui.widgets.label import CopyLabel, Label
from ui.widgets.layouts import column, row
from ui.widgets.panels import Question
from ui.widgets.words import Words

SHOWN_ONCE = N_(
    "Only this password opens the file, and it is shown this once. Tell the recipient "
    "another way than the file goes, for example by phone."
)


class PasswordOnce(QFrame):
    """Shows the password of a file that left, until it is closed; nothing here keeps it."""

    def __init__(self, *, clear_ms: int = CLIPBOARD_MS, hint: str = SHOWN_ONCE) -> None:
        """``hint`` says, N_()-marked, how the password travels and whether it is seen again."""
        super().__init__()
        self._hint_message = hint
        self.setObjectName("Panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._words = Words()
        self._password, self._file = "", ""
        self._rows: int | None = None
        self._about, self._hint = Label(bold=True), Label(tone="soft")
        self.password = CopyLabel(size="heading", bold=True)
        self.copy_button, self.close_button = Button(kind="primary"), Button()
        self._clipboard = ShortCopy(self, clear_ms=clear_ms)
        self._lay_out()
        self.hide()

    def show_once(self, handed: Handed, file: str) -> None:
        """Show what left and the password that opens it."""
        self.show_password(handed.password, handed.rows, file)

    def show_password(self, password: str, rows: int | None, file: str) -> None:
        """Show the password that opens a file of so many rows; None for one without rows."""
        self._password, self._rows, self._file = password, rows, file
        self.retranslate()
        self.show()
        self.copy_button.setFocus()

    def copy(self) -> None:
        """Put the password on the clipboard for a few seconds."""
        self._clipboard.copy(self.password.text())
        self.copy_button.setText(t("Copied"))

    def forget(self) -> None:
        """Hide and forget the password, on the clipboard too."""
        self._clipboard.forget()
        self._password = ""
        self.password.clear()
        self.hide()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        if self._password:
            self._about.setText(self._said_left())
            self.password.setText(self._password)
            self.password.setAccessibleName(t("Password of the file"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _said_left(self) -> str:
        if self._rows is None:
            return t("Handed out under a code: {file}.", file=self._file)
        return t("Handed out: {file}, {count} rows.", file=self._file, count=self._rows)

    def _lay_out(self) -> None:
        self._words.put(self._hint_message, self._hint.setText)
        self._words.put(N_("Copy for 10 seconds"), self.copy_button.setText)
        self._words.put(N_("I have passed it on"), self.close_button.setText)
        buttons = row()
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.close_button)
        buttons.addStretch(1)
        body = column(self, margin=theme.MEDIUM)
        for widget in (self._about, self._hint, self.password):
            body.addWidget(widget)
        body.addLayout(buttons)
        self.copy_button.clicked.connect(self.copy)
        self.close_button.clicked.connect(self.forget)


class HandOut(Question):
    """Asks what the list in front is for and who gets it, then where the file goes."""

    def __init__(self, desk: OpenDesk, query: Callable[[], ListQuery]) -> None:
        super().__init__()
        self._desk, self._query = desk, query
        self._own = Words()
        self.banner = Banner()
        self.once = PasswordOnce()
        purpose, self.purpose = choice(self._own, N_("Purpose"))
        inputs = row(gap=theme.MEDIUM)
        inputs.addWidget(purpose, 1)
        inputs.addStretch(1)
        self._hint = Label(tone="soft")
        self.content.addWidget(self.banner)
        self.content.addLayout(inputs)
        self.content.addWidget(self._hint)
        self._say()
        needs_choice(self.purpose, self.yes)

    def start(self) -> None:
        """Ask."""
        self.once.forget()
        self.banner.clear()
        choose_none(self.purpose)
        self.ask(t("Hand out the list as it is filtered now"), t("Choose where…"), self._choose)
        self.purpose.setFocus()

    def write(self, target: Path) -> None:
        """Write the list into ``target``, through the door."""
        if target.suffix.lower() != ".xlsx":
            target = target.with_name(f"{target.name}.xlsx")
        write_at(self, self._write, target)

    def _write(self, target: Path) -> None:
        self.yes.setEnabled(False)
        self._desk.run(
            exports.candidate_list,
            self._query(),
            purpose=str(self.purpose.currentData() or ""),
            target=target,
            owner=self,
            done=partial(self._written, target.name),
            failed=self._failed,
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()
            self._say()

    def _choose(self) -> None:
        session = self._desk.session
        company = str(session.company.get("name", ""))
        proposed = proposed_name(company, t("Candidates"), on=session.today())
        choose_target(self, t("Hand out the list"), proposed, self.write)

    def _written(self, file: str, handed: Handed) -> None:
        self.yes.setEnabled(True)
        self.leave()
        self.once.show_once(handed, file)

    def _failed(self, error: UserError) -> None:
        self.yes.setEnabled(True)
        self.banner.show_error(error)

    def _say(self) -> None:
        fill_purposes(
            self.purpose, self._desk.catalogue, exports.purposes_of_lists(self._desk.session)
        )
        self._hint.setText(
            t(
                "For recruiting inside the company; others get data by a request that a second "
                "person approves. What you see masked stays masked. The file is encrypted, and the "
                "hand-out is entered in the register with your name."
            )
        )
        self.sentence.setText(t("Hand out the list as it is filtered now"))
        self.yes.setText(t("Choose where…"))
