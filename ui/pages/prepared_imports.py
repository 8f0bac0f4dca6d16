# SPDX-License-Identifier: Apache-2.0
"""The imports that somebody prepared and did not make yet, each with its file and its end."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from hr_desk.i18n import t
from hr_desk.operations import drafts
from hr_desk.operations.changes import Changes
from hr_desk.operations.drafts import OwnDraft
from ui.pages.drafting import IMPORT
from ui.pages.when import days_left
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import clear, column, row
from ui.widgets.panels import Card

MOST = 5
"""How many are shown, the latest first; older ones follow when these are done or discarded."""
MOST_BESIDE = 2
"""How many are shown beside the rows of one that is in front."""


class PreparedImports(Card):
    """Says of each what is kept and until when, with its two ways on."""

    wanted = Signal(object, str)
    """The file to go on with (a Path), and the key of its draft."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk, self._front, self._wanted = desk, "", True
        self.found: tuple[OwnDraft, ...] = ()
        self.buttons: list[tuple[Button, Button]] = []
        """Of each that is shown: going on with it, discarding it."""
        self._lines = column()
        self.body.addLayout(self._lines)
        self.hide()
        desk.changed.connect(self._on_changed)

    def look(self) -> None:
        """Read what was prepared."""
        self._desk.query(
            drafts.list_named, IMPORT, owner=self, done=self._show, slot="import.prepared"
        )

    def leave_out(self, key: str) -> None:
        """Leave out the one that is in front; what was there before has just been kept."""
        self._front = key
        self.look()

    def want(self, wanted: bool) -> None:
        """Show the list where there is something in it, or keep it away."""
        self._wanted = wanted
        self.setVisible(wanted and bool(self.buttons))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show(self.found)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("draft"):
            self.look()

    def _show(self, found: tuple[OwnDraft, ...]) -> None:
        self.found, self.buttons = found, []
        self.set_heading(t("Imports you prepared and did not make yet"))
        clear(self._lines)
        others = [one for one in found if one.key != self._front]
        for one in others[: MOST_BESIDE if self._front else MOST]:
            self._add(one)
        self.want(self._wanted)

    def _add(self, one: OwnDraft) -> None:
        path = Path(one.body["path"])
        going_on = Button(t("Continue with this file"))
        discarding = Button(t("Discard what was prepared"), kind="plain")
        going_on.clicked.connect(partial(self.wanted.emit, path, one.key))
        discarding.clicked.connect(partial(self._desk.run, drafts.discard, one.key, owner=self))
        line = QWidget()
        across = row(line)
        across.addWidget(Label(self._said(one, path.name)), 1)
        for button in (going_on, discarding):
            button.setAccessibleName(f"{path.name}: {button.text()}")
            across.addWidget(button)
        self.buttons.append((going_on, discarding))
        self._lines.addWidget(line)

    def _said(self, one: OwnDraft, file: str) -> str:
        left = days_left((one.until - self._desk.session.today()).days)
        return t(
            "“{file}”: {count} rows in the sheet, worked on {day}. "
            "Kept for you alone until {until} ({left}).",
            file=file, count=one.body.get("rows", "–"), day=one.typed_on, until=one.until,
            left=left,
        )  # fmt: skip
