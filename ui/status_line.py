# SPDX-License-Identifier: Apache-2.0
"""The line at the bottom: which desk, who is here, when it locks, language and lock."""

from typing import Any

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from hr_desk.i18n import t
from hr_desk.operations import due_days
from hr_desk.operations.due_days import Overdue
from hr_desk.operations.session import Session
from ui import theme
from ui.arrival_bell import bell_of
from ui.lock import WARN_SECONDS
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.language_button import LanguageButton
from ui.widgets.layouts import row

OVERDUE_MS = 600_000
"""How often it is asked whether something is overdue for deletion, in milliseconds."""


class StatusLine(QFrame):
    """Desk, user and roles, what is overdue, the countdown of the last minute, language, lock."""

    lock_wanted = Signal()
    language_wanted = Signal()
    answer_wanted = Signal()
    """Somebody rings at the gate, and whoever sits here wants to see who."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self.setObjectName("StatusLine")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._desk_name = Label(size="small", tone="soft", wrap=False)
        self._who = Label(size="small", wrap=False)
        self._busy = Label(size="small", tone="soft", wrap=False)
        self._overdue: tuple[Overdue, ...] = ()
        self._late = Label(size="small", tone="danger", bold=True, wrap=False)
        self._countdown = Label(size="small", tone="warning", bold=True, wrap=False)
        self._bell, self.rings = bell_of(desk), Button(kind="plain", icon="user-check")
        self._language = LanguageButton()
        self._lock = Button(kind="plain", icon="lock")
        layout = row(self, gap=theme.LARGE)
        layout.setContentsMargins(theme.LARGE, theme.TIGHT, theme.SMALL, theme.TIGHT)
        for widget in (self._desk_name, self._who, self._late, self._busy):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.rings)
        layout.addWidget(self._countdown)
        layout.addWidget(self._language)
        layout.addWidget(self._lock)
        self._lock.clicked.connect(self.lock_wanted)
        self._language.clicked.connect(self.language_wanted)
        self.rings.clicked.connect(self.answer_wanted)
        self._bell.changed.connect(self._say_ringing)
        self._often = QTimer(self)
        self._often.timeout.connect(self.look)
        self._often.start(OVERDUE_MS)
        desk.changed.connect(self._on_changed)
        self.retranslate()
        self.look()

    def show_seconds(self, left: int) -> None:
        """Show the countdown in the last minute before the lock."""
        near = left <= WARN_SECONDS
        self._countdown.setText(t("Locks in {seconds} s", seconds=left) if near else "")

    def countdown(self) -> str:
        """Return the countdown shown, empty if none is."""
        return self._countdown.text()

    def look(self) -> None:
        """Ask whether something is overdue for deletion, in any file of the desk."""
        self._desk.query(_overdue, owner=self, done=self._show_overdue, slot="status.overdue")

    def overdue(self) -> str:
        """Return what is said about overdue records, empty if nothing."""
        return self._late.text()

    def _show_overdue(self, found: tuple[Overdue, ...]) -> None:
        self._overdue = found
        self._say_overdue()

    def _say_overdue(self) -> None:
        days = [one.day for one in self._overdue]
        self._late.setText(t("Overdue since {day}", day=min(days)) if days else "")
        self._late.setToolTip(
            "\n".join(
                t("{compartment}: due on {day}", compartment=one.label, day=one.day)
                for one in self._overdue
            )
        )

    def _say_ringing(self) -> None:
        """Say how many ring, without a name: other people pass this page."""
        count = len(self._bell.ringing())
        self.rings.setText(t("At the gate somebody rings: {count}", count=count))
        self.rings.setVisible(count > 0)

    def _on_changed(self, changes: Any) -> None:
        if changes.operation.startswith("retention.") or changes.touches("sweep"):
            self.look()

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
        self._say_overdue()
        self._say_ringing()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


def _overdue(session: Session) -> tuple[Overdue, ...]:
    """Return what is overdue in this desk, whoever holds it; worker."""
    return due_days.overdue(session.folder, at=session.now())
