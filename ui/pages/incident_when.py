# SPDX-License-Identifier: Apache-2.0
"""When something of an incident was done: now, unless somebody enters it later and says when."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QDateTime

from hr_desk.i18n import N_
from ui.pages.incident_opening import chosen_moment, moment_line, show_moment
from ui.pages.request_identity import SureForm
from ui.session import OpenDesk
from ui.widgets.layouts import row
from ui.widgets.words import Said, Words


class DoneAt:
    """An entry for the moment of something that was done; ``entry`` stands in a question."""

    def __init__(self, desk: OpenDesk, words: Words) -> None:
        self._desk, self._proposed = desk, QDateTime()
        self.entry, self.editor = moment_line(words, N_("When it was done"))

    def start(self) -> None:
        """Propose this moment."""
        show_moment(self.editor, self._desk.session.now())
        self._proposed = self.editor.dateTime()

    def chosen(self) -> datetime | None:
        """Return the moment that was entered; None for the one proposed: it is done just now."""
        if self.editor.dateTime() == self._proposed:
            return None
        return chosen_moment(self.editor)


class WhenForm(SureForm):
    """Asks when one step of an incident was done; its operation takes the moment as ``at``."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.when = DoneAt(desk, self._own)
        across = row()
        across.addWidget(self.when.entry)
        across.addStretch(1)
        self.content.addLayout(across)

    def start(
        self, id_: str, sentence: Said, yes: Said, act: Callable[..., Any], *args: Any,
        danger: bool = False, **values: Any,
    ) -> None:  # fmt: skip
        """Ask ``sentence`` with this moment proposed."""
        self.when.start()
        super().start(id_, sentence, yes, act, *args, danger=danger, **values)
        self.when.editor.setFocus()

    def _run(self) -> None:
        self._values["at"] = self.when.chosen()
        super()._run()
