# SPDX-License-Identifier: Apache-2.0
"""Letting a file out: one passphrase, a folder, then its password or the reminder to delete it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QEvent, Signal

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import cards
from hr_desk.operations.changes import Changes
from hr_desk.operations.hand_offs import HandedOff
from ui.pages.copies_panel import CopiesPanel
from ui.pages.hand_out import PasswordOnce
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.entry import line
from ui.widgets.files import choose_folder
from ui.widgets.label import Label
from ui.widgets.layouts import row
from ui.widgets.panels import Question
from ui.widgets.words import Said, Words, said

TOLD_APART: Final = N_(
    "Only this password opens the file. Tell it by telephone or in person, never beside the file. "
    "The register shows it again for 30 days."
)


class LetOut(Question):
    """Asks for the user's own passphrase, then for a folder, and lets a file out there."""

    sent = Signal(object)
    """A HandedOff."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk, self._own = desk, Words()
        self._call: Callable[..., HandedOff] | None = None
        self._told: Said = ""
        self.banner = Banner()
        self.about = Label(tone="soft")
        self._entry, self.passphrase = line(self._own, N_("Your passphrase"), secret=True)
        across = row()
        across.addWidget(self._entry, 1)
        across.addStretch(1)
        for widget in (self.banner, self.about):
            self.content.addWidget(widget)
        self.content.addLayout(across)

    def start(self, sentence: Said, about: Said, call: Callable[..., Any]) -> None:
        """Ask; ``call`` takes the session, and ``passphrase`` and ``folder`` by name."""
        self._call, self._told = call, about
        self.banner.clear()
        self.passphrase.clear()
        self._entry.set_error("")
        self.about.setText(said(about))
        self.ask(sentence, lambda: t("Choose where…"), self._choose)
        self.passphrase.setFocus()

    def leave(self) -> None:
        """Hide the question and forget the passphrase."""
        self.passphrase.clear()
        self._call = None
        super().leave()

    def write_into(self, folder: Path) -> None:
        """Let the file out into a folder."""
        if self._call is None:
            return
        self.yes.setEnabled(False)
        self._desk.run(
            self._call, passphrase=self.passphrase.text(), folder=folder, owner=self,
            done=self._done, failed=self._failed,
        )  # fmt: skip

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()
            self.about.setText(said(self._told))

    def _choose(self) -> None:
        if not self.passphrase.text():
            self._entry.set_error(lambda: t("Please enter your passphrase."))
            self.passphrase.setFocus()
            return
        self._entry.set_error("")
        choose_folder(self, t("Where the file goes"), self.write_into)

    def _done(self, handed: HandedOff) -> None:
        self.yes.setEnabled(True)
        self.leave()
        self.sent.emit(handed)

    def _failed(self, error: UserError) -> None:
        self.yes.setEnabled(True)
        if cards.is_wrong_secret(error):
            self._entry.set_error(error.text)
            self.passphrase.selectAll()
            self.passphrase.setFocus()
        else:
            self.banner.show_error(error)


class Handover:
    """What is shown once a file is out: its password, or that it is not locked; what stays here."""

    def __init__(self, desk: OpenDesk, banner: Banner) -> None:
        self._banner = banner
        self.once = PasswordOnce(hint=TOLD_APART)
        self.copies = CopiesPanel(desk)

    def forget(self) -> None:
        """Forget the password, and what was said of the copies."""
        self.once.forget()
        self.copies.forget()

    def show(self, handed: HandedOff) -> None:
        """Show what left; ``once`` and ``copies`` stand where the page puts them."""
        self.copies.look(handed.id)
        if handed.password is not None:
            self.once.show_password(handed.password, handed.rows, handed.file.name)
        said_left_out = _left_out(handed)
        if handed.password is None:
            self._banner.show_text("warn", lambda: _plain(handed))
        elif said_left_out:
            self._banner.show_text("info", lambda: _left_out(handed))
        else:
            self._banner.clear()


def _plain(handed: HandedOff) -> str:
    """Say that a file is not locked, and who or what was left out of it."""
    first = t(
        "Handed out: {file}, {count} rows. It is not locked: upload it, then delete it; you are "
        "reminded until it is gone. Do not open it with Excel on the way.",
        file=handed.file.name,
        count=handed.rows,
    )
    more = _left_out(handed)
    return f"{first}\n{more}" if more else first


def _left_out(handed: HandedOff) -> str:
    """Say who stayed here without a consent, and of how many something stayed here."""
    if not handed.left_out and not handed.stripped:
        return ""
    return t(
        "Without consent: {people} people were left out, and of {others} something was.",
        people=len(handed.left_out),
        others=len(handed.stripped),
    )


def say_completed(banner: Banner, changes: Changes | None) -> None:
    """Say whether an entry could be completed: None where its file is not there as it was."""
    if changes is not None:
        banner.show_text("good", lambda: t("Completed: the file is there, unchanged."))
    else:
        banner.show_text(
            "warn",
            lambda: t(
                "The file is not where it was to be written, or it is another one. Make it anew."
            ),
        )
