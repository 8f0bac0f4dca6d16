# SPDX-License-Identifier: Apache-2.0
"""Who was told of one person, and when the copies here of what they were told go."""

from functools import partial

from PySide6.QtCore import Signal

from hr_desk.errors import UserError
from hr_desk.i18n import t
from hr_desk.operations import hand_off_clocks
from hr_desk.operations.disclosure import HAND_OFF
from hr_desk.operations.hand_off_clocks import Afterwards
from hr_desk.operations.standing_hand_offs import READING
from hr_desk.operations.told_of import Told
from ui import theme
from ui.pages.copies_words import copy_said
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card

SHOWN = 5
"""How many times are named, the latest first; the register has all of them."""


class ToldCard(Card):
    """Hidden where nobody was told, and from whoever may not read the register."""

    entry_wanted = Signal(str)
    """The entry of a hand-off is to be shown."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk, self._joiner = desk, ""
        self._found: Afterwards | None = None
        self.buttons: list[Button] = []
        self._lines = column(gap=theme.TIGHT)
        self.body.addLayout(self._lines)
        self.hide()

    def look(self, joiner_id: str) -> None:
        """Ask about a joiner; nobody where the id is empty."""
        if joiner_id != self._joiner:
            self._joiner, self._found = joiner_id, None
            self.hide()
        session = self._desk.session
        if joiner_id and session.holds("personnel") and self._desk.may(READING):
            self._desk.query(
                hand_off_clocks.after, joiner_id, owner=self, slot="told.after",
                done=partial(self._show, joiner_id), failed=self._lose,
            )  # fmt: skip

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        if self._found is not None:
            self._say(self._found)

    def _show(self, joiner_id: str, found: Afterwards) -> None:
        if joiner_id == self._joiner:
            self._found = found
            self._say(found)
            self.setVisible(bool(found.told))

    def _lose(self, _error: UserError) -> None:
        """A joiner that is gone meanwhile: the page itself says so."""
        self._found = None
        self.hide()

    def _say(self, found: Afterwards) -> None:
        clear(self._lines)
        self.buttons = []
        self.set_heading(t("Handed to others"))
        for one in reversed(found.told[-SHOWN:]):
            self._name(one)
        more = len(found.told) - SHOWN
        if more > 0:
            self._line(t("And {count} times before", count=more), tone="soft")
        if found.copies:
            self._line(t("The copies here"), tone="soft")
        for line in found.copies:
            self._line(copy_said(self._desk.session, line))

    def _name(self, one: Told) -> None:
        said = t("{day} {recipient}: {purpose}", day=one.on, recipient=one.recipient,
                 purpose=one.purpose)  # fmt: skip
        self._line(said)
        if one.kind != HAND_OFF:
            return
        button = Button(t("Show in the register"), kind="plain", icon="arrow-right")
        button.setAccessibleName(t("Show in the register: {what}", what=said))
        button.clicked.connect(partial(self.entry_wanted.emit, one.entry))
        self.buttons.append(button)
        self._lines.addWidget(button)

    def _line(self, said: str, *, tone: str = "") -> None:
        self._lines.addWidget(Label(said, size="small", tone=tone))
