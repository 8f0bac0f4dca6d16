# SPDX-License-Identifier: Apache-2.0
"""Whether a visitor's temperature is normal: there only while a health order is in force.

The text is read to the visitor; once they agree, one click notes yes or no until the day ends.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QCheckBox

from hr_desk.errors import UserError
from hr_desk.i18n import N_, language, t
from hr_desk.operations import temperatures
from hr_desk.operations.temperatures import FIELD, Check
from ui import theme
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout
from ui.widgets.panels import Card
from ui.widgets.words import Words

STANDS = {
    True: N_("Noted today: the temperature is normal"),
    False: N_("Noted today: the temperature is not normal"),
}


class TemperatureCard(Card):
    """Asks about one visit; hidden without an order, and from whoever may not write it."""

    def __init__(self, desk: OpenDesk, *, wide: bool = False) -> None:
        """``wide`` has room for all in one line, and leaves the height to the queue below."""
        super().__init__(margin=theme.MEDIUM)
        self._desk, self._words = desk, Words()
        self._about, self._wanted = "", False
        self._check: Check | None = None
        self._error: UserError | None = None
        self.text, self.stands = Label(size="small"), Label(bold=True)
        self.error = Label(tone="danger", size="small")
        self.agreed = QCheckBox()
        self.normal, self.not_normal = Button(icon="check"), Button(icon="triangle-alert")
        self.forget = Button(icon="x")
        self._lay_out(wide)
        self._words.put(N_("They agree to this check"), self.agreed.setText)
        self._words.put(N_("Temperature normal"), self.normal.setText)
        self._words.put(N_("Temperature not normal"), self.not_normal.setText)
        self._words.put(N_("They agree no more: wipe it"), self.forget.setText)
        self.normal.clicked.connect(lambda: self.note(True))
        self.not_normal.clicked.connect(lambda: self.note(False))
        self.forget.clicked.connect(self.wipe)
        self.hide()

    def _lay_out(self, wide: bool) -> None:
        below = FlowLayout(gap=theme.MEDIUM if wide else theme.SMALL)
        said = (self.agreed, self.stands)
        if wide:
            for label in (self.heading, self.stands):
                label.setWordWrap(False)
            self.body.removeWidget(self.heading)
            below.addWidget(self.heading)
        for widget in said:
            below.addWidget(widget) if wide else self.body.addWidget(widget)
        for button in (self.normal, self.not_normal, self.forget):
            below.addWidget(button)
        self.body.addLayout(below)
        for label in (self.error, self.text):
            self.body.addWidget(label)

    def show_for(self, visit_id: str) -> None:
        """Show what may be noted of a visit; empty: of none."""
        self._wanted = bool(visit_id)
        # While a list is read again nobody is in hand: what was answered is kept for the same one.
        if visit_id and visit_id != self._about:
            self._about = visit_id
            self._show(None)
        if visit_id:
            self.refresh()
        else:
            self.hide()

    def refresh(self) -> None:
        """Read again what stands there."""
        if self._about and self._desk.may("visit.temperature"):
            self._desk.query(
                temperatures.check_of, self._about, owner=self, done=self._show,
                failed=lambda _error: self.hide(), slot="visit.temperature",
            )  # fmt: skip

    def note(self, normal: bool) -> None:
        """Note yes or no."""
        self._do(temperatures.note, normal=normal, agreed=self._has_agreed(),
                 language=language())  # fmt: skip

    def wipe(self) -> None:
        """Forget what was noted."""
        self._do(temperatures.forget)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._words.again()
            self._say()

    def _has_agreed(self) -> bool:
        """Whether they agreed: just now, or when the note that is corrected was made."""
        return self.agreed.isChecked() or _noted(self._check)

    def _do(self, operation: Callable[..., Any], **values: Any) -> None:
        self._desk.run(
            operation, self._about, owner=self, done=lambda _changes: self.refresh(),
            failed=self._refuse, **values,
        )  # fmt: skip

    def _refuse(self, error: UserError) -> None:
        self._error = error
        self._say()

    def _show(self, check: Check | None) -> None:
        if check is not None and check.visit_id != self._about:
            return
        before, self._check = self._check, check
        # Read again while somebody answers: their yes and what was refused stand until it changed.
        if check != before:
            self._error = None
        wiped = check is not None and check.normal is None and _noted(before)
        if check is None or wiped:
            self.agreed.setChecked(False)
        self._say()
        self.setVisible(check is not None and self._wanted)

    def _say(self) -> None:
        check, catalogue = self._check, self._desk.catalogue
        self.error.setText("" if self._error is None else self._error.text())
        self.error.setVisible(self._error is not None)
        if check is None:
            return
        label = catalogue.field(FIELD).label
        self.set_heading(t("{label}: {text}", label=label, text=check.name))
        self.text.setText(temperatures.agreement(catalogue, check.order, language()))
        noted = check.normal is not None
        self.stands.setText(t(STANDS[bool(check.normal)]) if noted else "")
        self.stands.setVisible(noted)
        self.forget.setVisible(noted)
        self.agreed.setVisible(not noted)
        self.normal.setVisible(check.normal is not True)
        self.not_normal.setVisible(check.normal is not False)


def _noted(check: Check | None) -> bool:
    return check is not None and check.normal is not None
