# SPDX-License-Identifier: Apache-2.0
"""The card of the settings that prepares the roll call: its PIN, its second place, its key code."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import roll_call
from hr_desk.operations.roll_call import Standing
from ui.preferences import Preferences
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.entry import line
from ui.widgets.files import choose_folder
from ui.widgets.label import CopyLabel, Label
from ui.widgets.layouts import row
from ui.widgets.panels import Card
from ui.widgets.words import Words


class RollCallSetting(Card):
    """Says how the sealed copy stands, and changes it."""

    def __init__(self, desk: OpenDesk, preferences: Preferences) -> None:
        super().__init__()
        self._desk, self._preferences = desk, preferences
        self._words = Words()
        self._stands = Standing(set_up=False, stale=False)
        self.banner = Banner()
        self.state, self.place = Label(), Label(tone="soft")
        self._pin_entry, self.pin = line(
            self._words, N_("PIN of the roll call"), N_("6 to 12 digits."), secret=True
        )
        self.set_button, self.place_button = Button(icon="check"), Button(icon="folder-open")
        self.code_button, self.code = Button(icon="key-round"), CopyLabel()
        self._lay_out()
        self.retranslate()

    def refresh(self) -> None:
        """Read again whether there is a PIN."""
        if self._desk.may("roll_call.set_up"):
            self._desk.query(
                roll_call.standing, owner=self, done=self._show, slot="settings.roll_call"
            )

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self._words.again()
        self.set_heading(t("Roll call in an alarm"))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def set_pin(self) -> None:
        """Choose the PIN that was typed."""
        self._pin_entry.set_error("")
        self._desk.run(
            roll_call.set_up, pin=self.pin.text(), owner=self, done=self._set, failed=self._refuse
        )

    def keep_place(self, folder: Path) -> None:
        """Copy the sealed list into ``folder`` from now on."""
        self._preferences.keep_roll_call_place(self._desk.session.desk_id, folder)
        self._say()

    def show_code(self) -> None:
        """Show the key code for another machine; the showing is logged."""
        self._desk.query(
            roll_call.key_code, owner=self, done=self._show_code, failed=self.banner.show_error
        )

    def _set(self, _changes: Any) -> None:
        self.pin.clear()
        self.banner.show_text("good", lambda: t("The PIN holds from the next copy on."))
        self.refresh()

    def _refuse(self, error: UserError) -> None:
        self._pin_entry.set_error(error.text)
        self.pin.setFocus()

    def _show(self, stands: Standing) -> None:
        self._stands = stands
        self._say()

    def _show_code(self, code: str) -> None:
        self.code.setText(code)
        self.code.show()

    def _say(self) -> None:
        place = self._preferences.roll_call_place(self._desk.session.desk_id)
        self.state.setText(
            t(
                "The list of who is inside is sealed after every change and every two minutes. "
                "It opens from the unlock page by the PIN."
            )
            if self._stands.set_up
            else t("Without a PIN no copy is kept, and in an alarm only the desk itself knows.")
        )
        self.place.setText(
            t("No second place yet: if this machine is lost, so is the list.")
            if place is None
            else t("Second place: {folder}", folder=str(place))
        )
        self.set_button.setText(t("Change the PIN") if self._stands.set_up else t("Set the PIN"))
        self.code_button.setEnabled(self._stands.set_up)

    def _lay_out(self) -> None:
        self._words.put(N_("Choose the second place…"), self.place_button.setText)
        self._words.put(N_("Show the key code for another machine"), self.code_button.setText)
        self.code.hide()
        typed = row()
        self._pin_entry.setFixedWidth(300)
        typed.addWidget(self._pin_entry)
        typed.addWidget(self.set_button)
        typed.addStretch(1)
        buttons = row()
        for button in (self.place_button, self.code_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.state)
        self.body.addLayout(typed)
        self.body.addWidget(self.place)
        self.body.addLayout(buttons)
        self.body.addWidget(self.code)
        self.body.addStretch(1)
        self.set_button.clicked.connect(self.set_pin)
        self.pin.returnPressed.connect(self.set_pin)
        self.place_button.clicked.connect(
            lambda: choose_folder(self, t("The folder of the second place"), self.keep_place)
        )
        self.code_button.clicked.connect(self.show_code)
