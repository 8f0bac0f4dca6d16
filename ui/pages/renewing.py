# SPDX-License-Identifier: Apache-2.0
"""Compartments whose key is still known to somebody who left, and the question that renews one."""

from collections.abc import Callable

from hr_desk.i18n import N_, t
from hr_desk.operations import epochs
from ui import theme
from ui.pages.people_forms import UserForm
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import line
from ui.widgets.label import Label
from ui.widgets.layouts import clear, column, row
from ui.widgets.panels import Card


class RenewKey(UserForm):
    """Renew one compartment; without the root an HR admin types their passphrase beside it."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._compartment = ""
        self._lent = desk.session.root is None
        hint = Label(tone="soft")
        self.own.put(
            N_("An HR admin has to be here and agree: they type their name and passphrase."),
            hint.setText,
        )
        name, self.admin = line(self.own, N_("HR admin"))
        passphrase, self.passphrase = line(self.own, N_("Passphrase of the HR admin"), secret=True)
        inputs = row(gap=theme.MEDIUM)
        for entry in (name, passphrase):
            inputs.addWidget(entry, 1)
        for widget in (hint, name, passphrase):
            widget.setVisible(self._lent)
        self.content.addWidget(hint)
        self.content.addLayout(inputs)
        self.retranslate()

    def start(self, compartment: str) -> None:
        """Ask about one compartment."""
        self._compartment = compartment
        self.open_for()

    def clear(self) -> None:
        """Forget what was typed."""
        self.admin.clear()
        self.passphrase.clear()

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        names = (self._compartment,) if self._compartment else ()
        self.sentence.setText(
            t(
                "Give {compartment} a new key and a new file? Everyone else who has it open has to "
                "lock HR Desk before.",
                compartment=self.compartments(names),
            )
        )
        self.yes.setText(t("Renew the key"))

    def carry_out(self) -> None:
        """Renew it."""
        self.run(
            epochs.renew,
            self._compartment,
            admin=self.admin.text().strip(),
            passphrase=self.passphrase.text(),
        )


class OwedKeys(Card):
    """One line for each compartment that is owed a new key; hidden when there is none."""

    def __init__(self, desk: OpenDesk, renew: Callable[[str], object]) -> None:
        super().__init__(margin=theme.MEDIUM)
        self._desk, self._renew = desk, renew
        self.owed: tuple[str, ...] = ()
        self._lines = column(gap=theme.SMALL)
        self.buttons: dict[str, Button] = {}
        self.body.addLayout(self._lines)
        self.hide()

    def show_owed(self, owed: tuple[str, ...]) -> None:
        """Show what is owed."""
        self.owed = owed
        self.retranslate()
        self.setVisible(bool(owed))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.set_heading(t("Keys to be renewed"))
        clear(self._lines)
        self.buttons = {}
        for name in self.owed:
            self._lines.addWidget(self._sentence(name))
            if self._desk.session.holds(name):
                self.buttons[name] = self._button(name)
                self._lines.addWidget(self.buttons[name])

    def _sentence(self, name: str) -> Label:
        label = str(self._desk.catalogue.compartments[name])
        if self._desk.session.holds(name):
            return Label(
                t("Somebody who left still knows the key of {compartment}.", compartment=label)
            )
        return Label(
            t(
                "Somebody who left still knows the key of {compartment}. You do not hold it: "
                "whoever does renews it here, or the recovery key does.",
                compartment=label,
            )
        )

    def _button(self, name: str) -> Button:
        label = str(self._desk.catalogue.compartments[name])
        button = Button(t("Renew the key of {compartment}", compartment=label), icon="refresh-cw")
        button.clicked.connect(lambda: self._renew(name))
        return button
