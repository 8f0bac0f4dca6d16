# SPDX-License-Identifier: Apache-2.0
"""Beside a joiner's form: who else in the file may be the same human, why, and the way there."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal

from hr_desk.domain import joiners as states
from hr_desk.i18n import t
from hr_desk.operations.joiner_twins import JoinerTwin
from ui import theme
from ui.pages.known_people import reasons_said
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import clear, column
from ui.widgets.panels import Card


class TwinsCard(Card):
    """One line for each of them and a button that opens their file; hidden while there is none."""

    open_wanted = Signal(str)
    """The joiner whose file is to be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[Button] = []
        self._lines = column(gap=theme.TIGHT)
        self.body.addLayout(self._lines)
        self.hide()

    def show_twins(self, twins: Sequence[JoinerTwin]) -> None:
        """Show who may be the one whose file is open."""
        self.set_heading(t("Perhaps in the file already"))
        clear(self._lines)
        self.buttons = []
        for one in twins:
            self._lines.addWidget(Label(_said(one), tone="warning"))
            button = Button(t("Open this file"), kind="plain", icon="user")
            button.setAccessibleName(t("Open the file of {name}", name=one.name))
            button.clicked.connect(partial(self.open_wanted.emit, one.joiner_id))
            self._lines.addWidget(button)
            self.buttons.append(button)
        self.setVisible(bool(twins))


def _said(one: JoinerTwin) -> str:
    return t(
        "{name}: {state} since {day}; {why}.",
        name=one.name, state=states.label(one.state), day=one.state_on,
        why=reasons_said(one.reasons),
    )  # fmt: skip
