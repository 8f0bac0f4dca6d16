# SPDX-License-Identifier: Apache-2.0
"""The line at the bottom: which desk, who is here, when it locks, language and lock."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from hr_desk.i18n import t
from ui import theme
from ui.lock import WARN_SECONDS
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.language_button import LanguageButton
from ui.widgets.layouts import row


class StatusLine(QFrame):
    """Desk, user and roles, the countdown of the last minute, language and lock buttons."""

    lock_wanted = Signal()
    language_wanted = Signal()

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self.setObjectName("StatusLine")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._desk_name = Label(size="small", tone="soft", wrap=False)
        self._who = Label(size="small", wrap=False)
        self._busy = Label(size="small", tone="soft", wrap=False)
        self._countdown = Label(size="small", tone="warning", bold=True, wrap=False)
        self._language = LanguageButton()
        self._lock = Button(kind="plain", icon="lock")
        layout = row(self, gap=theme.LARGE)
        layout.setContentsMargins(theme.LARGE, theme.TIGHT, theme.SMALL, theme.TIGHT)
        for widget in (self._desk_name, self._who, self._busy):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self._countdown)
        layout.addWidget(self._language)
        layout.addWidget(self._lock)
        self._lock.clicked.connect(self.lock_wanted)
        self._language.clicked.connect(self.language_wanted)
        self.retranslate()

    def show_seconds(self, left: int) -> None:
        """Show the countdown in the last minute before the lock."""
        near = left <= WARN_SECONDS
        self._countdown.setText(t("Locks in {seconds} s", seconds=left) if near else "")

    def countdown(self) -> str:
        """Return the countdown shown, empty if none is."""
        return self._countdown.text()

    def show_idle(self, idle: bool) -> None:
        """Say that something is under way."""
        self._busy.setText("" if idle else t("Working…"))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        session = self._desk.session
        roles = t(", ").join(str(role.label) for role in self._desk.roles)
        self._desk_name.setText(session.folder.name)
        self._who.setText(t("{user} · {roles}", user=session.user.name, roles=roles))
        self._lock.setText(t("Lock"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
