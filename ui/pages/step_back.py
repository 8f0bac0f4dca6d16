# SPDX-License-Identifier: Apache-2.0
"""The button on a record that takes back the last step of its application."""

from PySide6.QtCore import Signal

from hr_desk.domain.stages import can_be_taken_back
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import taking_back
from hr_desk.operations.candidates import RecordView
from ui.session import OpenDesk
from ui.widgets.buttons import Button


class StepBack(Button):
    """Hidden while there is no step to take back."""

    done = Signal()
    failed = Signal(object)
    """The UserError that says why not."""

    LABEL = N_("Take back the last step")

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(kind="plain", icon="undo-2")
        self._desk = desk
        self._id = ""
        self.clicked.connect(self._run)
        self.hide()

    def look(self, view: RecordView) -> None:
        """Offer it for this record, if it has taken a step that may still be taken back."""
        self._id = view.application_id
        self.setText(t(self.LABEL))
        possible = can_be_taken_back(self._desk.catalogue, view.stage)
        self.setVisible(possible and self._desk.may("application.bring_back"))

    def _run(self) -> None:
        self._desk.run(
            taking_back.bring_back,
            (self._id,),
            owner=self,
            done=lambda _changes: self.done.emit(),
            failed=self._fail,
        )

    def _fail(self, error: UserError) -> None:
        self.failed.emit(error)
