# SPDX-License-Identifier: Apache-2.0
"""The forms of the users page about the deletion service: switch it on, switch it off."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox

from hr_desk.i18n import N_, t
from hr_desk.operations import service
from hr_desk.operations.users import UserLine
from ui import theme
from ui.pages.people_forms import EndingForm, UserForm
from ui.session import OpenDesk
from ui.widgets.files import choose_target
from ui.widgets.label import Label
from ui.widgets.layouts import FlowLayout

FILE_NAME = "hr-desk-service.key"
"""What the key file is called, unless somebody calls it something else."""

SWITCHED_ON = N_(
    "The deletion service is on. Its key file is {file}: give it to the account that runs the "
    "scheduler, and make no copy."
)


class ServiceOnForm(UserForm):
    """What the service is to delete in, and where its key file goes."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.path: Path | None = None
        self.boxes = {name: QCheckBox() for name in service.on_offer(desk.session)}
        choice = FlowLayout(gap=theme.LARGE)
        for box in self.boxes.values():
            box.toggled.connect(lambda _on: self._show_ready())
            choice.addWidget(box)
        hint = Label(tone="soft")
        self.own.put(
            N_(
                "The system's scheduler deletes what is due on days on which nobody opens the "
                "desk. Whoever has the key file can read what you tick, without a passphrase: it "
                "goes outside the desk, to the account that runs the scheduler. The service may "
                "delete what is due and do nothing else; no window opens with it."
            ),
            hint.setText,
        )
        self._waiting = Label(tone="soft")
        for widget in (hint, self._waiting):
            self.content.addWidget(widget)
        self.content.addLayout(choice)
        self.retranslate()

    def clear(self) -> None:
        """Tick everything."""
        for box in self.boxes.values():
            box.setChecked(True)

    def chosen(self) -> tuple[str, ...]:
        """Return the compartments that are ticked."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        for name, box in self.boxes.items():
            box.setText(str(self.desk.catalogue.compartments[name]))
        self.sentence.setText(t("Switch the deletion service on?"))
        self.yes.setText(t("Choose the key file and switch on"))
        self._show_ready()

    def _show_ready(self) -> None:
        chosen = self.chosen()
        self.yes.setEnabled(bool(chosen))
        waits = [name for name in chosen if not self.desk.session.holds(name)]
        self._waiting.setText(
            t(
                "You do not hold {compartments}: whoever does gives the service that key here, "
                "under “Give the waiting key”.",
                compartments=self.compartments(waits),
            )
            if waits
            else ""
        )
        self._waiting.setVisible(bool(waits))

    def carry_out(self) -> None:
        """Ask where the key file goes, then switch it on."""
        choose_target(self, t("Key file of the deletion service"), FILE_NAME, self.switch_on)

    def switch_on(self, path: Path) -> None:
        """Switch it on with a new key file at ``path``."""
        self.path = path
        self.run(service.switch_on, path, compartments=self.chosen())

    def said(self) -> str:
        """Return what is said once it is on, in the language in use."""
        return t(SWITCHED_ON, file=str(self.path))


class ServiceOffForm(EndingForm):
    """The end of the service, and what it starts."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk, danger=True)
        self.content.addWidget(self.consequences)
        self.retranslate()

    def open_for(self, about: UserLine | None = None) -> None:
        """Ask about the service of the desk."""
        self.lost = () if about is None else about.holds
        super().open_for(about)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        super().retranslate()
        self.sentence.setText(t("Switch the deletion service off?"))
        self.yes.setText(t("Switch it off"))
        sentences = [
            t(
                "What is due then waits for somebody who opens the desk. The key file could have "
                "been copied, so all that it opens gets a new key."
            ),
            self.said_of_keys(),
            t("Remove the key file from the scheduler's account afterwards: it opens nothing."),
        ]
        self.consequences.setText("\n".join(one for one in sentences if one))

    def carry_out(self) -> None:
        """Switch it off."""
        self.run(service.switch_off)

    def carry_out_later(self) -> None:
        """Switch it off at once, and owe the keys that are in use."""
        self.run(partial(service.switch_off, later=True))
