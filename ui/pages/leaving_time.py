# SPDX-License-Identifier: Apache-2.0
"""When somebody left whose record the end of the day closed: the question that corrects it."""

import re
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QEvent, Signal

from hr_desk.domain.clock import SHANGHAI, day_of
from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from hr_desk.operations import badges
from hr_desk.operations.visits import VisitView
from ui import theme
from ui.pages.visit_rows import NAME
from ui.session import OpenDesk
from ui.widgets.buttons import Button
from ui.widgets.entry import chosen_day, day_line, line, show_day
from ui.widgets.layouts import row
from ui.widgets.panels import Question
from ui.widgets.words import Said, Words

OPERATION: Final = "visit.correct_leaving"
AUTOMATIC: Final = "automatic"
_TIME: Final = re.compile(r"(\d{1,2})[:：]?(\d{2})", re.ASCII)
_WIDTH: Final = 160
"""Of each entry, in pixels."""


class LeavingTime(Question):
    """Asks for day and time, at first the day of the visit; ``button`` opens it."""

    corrected = Signal()

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk, self._own, self._id = desk, Words(), ""
        self.button = Button(icon="hourglass")
        self._own.put(N_("Correct the time of leaving"), self.button.setText)
        self._day_entry, self.day = day_line(self._own, N_("Day of leaving"))
        self._time_entry, self.time = line(self._own, N_("Time, like 17:30"))
        across = row(gap=theme.MEDIUM)
        for entry in (self._day_entry, self._time_entry):
            entry.setFixedWidth(_WIDTH)
            across.addWidget(entry)
        across.addStretch(1)
        self.content.addLayout(across)

    def offer(self, view: VisitView | None) -> None:
        """Show the button where the record of a visit was closed by the end of the day."""
        row = view.row if view is not None else None
        wanted = row is not None and row.left_how == AUTOMATIC and not row.aged
        self.button.setVisible(wanted and self._desk.may(OPERATION))

    def start(self, view: VisitView) -> None:
        """Ask about a visit."""
        self._id, name = view.visit_id, view.named(NAME)
        self._refuse("")
        self.time.clear()
        show_day(self.day, day_of(view.row.arrived or self._desk.session.now()))
        asked = partial(t, "When did {name} leave?", name=name.shown if name is not None else "")
        self.ask(asked, partial(t, "Note this time"), self._run)
        self.time.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()

    def _run(self) -> None:
        found = _TIME.fullmatch(self.time.text().strip())
        if found is None or int(found[1]) > 23 or int(found[2]) > 59:
            self._refuse(partial(t, "This is not a time. It looks like 14:30."))
            return
        day = chosen_day(self.day)
        at = datetime(
            day.year, day.month, day.day, int(found[1]), int(found[2]), tzinfo=SHANGHAI
        ).astimezone(UTC)
        self._desk.run(
            badges.correct_leaving, self._id, at=at, owner=self,
            done=self._done, failed=self._fail,
        )  # fmt: skip

    def _done(self, _changes: Any) -> None:
        self.leave()
        self.corrected.emit()

    def _fail(self, error: UserError) -> None:
        self._refuse(error.text)

    def _refuse(self, text: Said) -> None:
        self._time_entry.set_error(text)
