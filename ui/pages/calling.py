# SPDX-License-Identifier: Apache-2.0
"""The call list of what is marked: shown in the page, printed at once.

A print of daily work is a named template with a standing purpose: logged, never asked.
"""

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QGridLayout, QWidget

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, language, t
from hr_desk.operations import disclosure, messages
from hr_desk.operations.messages import CallLine
from ui import theme
from ui.pages.paper_question import PaperQuestion, Sheet
from ui.printing.call_list import call_list_pdf
from ui.session import OpenDesk
from ui.widgets.label import CopyLabel, Label
from ui.widgets.layouts import clear, scrolled

HIGHEST: Final = 220
"""The most height the list takes in pixels; a longer one scrolls."""
LINE: Final = 28
"""The height of one line of the list in pixels."""


class CallPanel(PaperQuestion):
    """Shows whom to call about what, and prints it."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.lines: tuple[CallLine, ...] = ()
        holder = QWidget()
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.WIDE)
        self._grid.setVerticalSpacing(theme.TIGHT)
        self._grid.setColumnStretch(3, 1)
        self._area = scrolled(holder)
        self._own.put(N_("Close"), self.no.setText)
        self.content.addWidget(self._area)

    def start(self, ids: Sequence[str]) -> None:
        """Show the call list of these applications."""
        self.begin(tuple(ids))
        self._say()
        self._desk.query(
            messages.call_list, tuple(ids), owner=self, done=self._take, failed=self._failed,
            slot="calling.lines",
        )  # fmt: skip

    def leave(self) -> None:
        """Hide the panel; no number stays behind."""
        self.lines = ()
        clear(self._grid)
        super().leave()

    def _sheet(self) -> Sheet | None:
        """Return the list as it stands here now, None while it names nobody."""
        if not self.lines:
            return None
        session = self._desk.session
        about = disclosure.Disclosure(
            kind="print",
            recipient=session.company["name"],
            purpose=messages.PURPOSE,
            fields=messages.CALLED,
            records=tuple(one.application_id for one in self.lines),
        )
        draw = partial(
            call_list_pdf, self.lines, session.company, language(), printed_on=session.today()
        )
        day = session.today().isoformat()
        return Sheet(
            name=lambda: t("Call list {day}", day=day), draw=draw, leaving=disclosure.paper(about)
        )

    def _take(self, lines: tuple[CallLine, ...]) -> None:
        self.lines = lines if self._about else ()
        self._show()
        self.take(self._sheet())

    def _show(self) -> None:
        clear(self._grid)
        for place, one in enumerate(self.lines):
            self._grid.addWidget(Label(one.name, bold=True, wrap=False), place, 0)
            phone = CopyLabel(one.phone or t("no number"))
            self._grid.addWidget(phone, place, 1)
            self._grid.addWidget(Label(time_words(one), wrap=False), place, 2)
            self._grid.addWidget(Label(one.requisition, tone="soft", wrap=False), place, 3)
        self._area.setFixedHeight(min(LINE * max(len(self.lines), 1), HIGHEST))

    def _say(self) -> None:
        self._show()
        count = len(self._about)
        self.take(self._sheet())
        self.ask_paper(t("Call list: {count} selected", count=count))


def time_words(one: CallLine) -> str:
    """Say when the next interview is, a dash where none is planned."""
    if one.interview_at is None:
        return "–"
    return one.interview_at.astimezone(SHANGHAI).strftime("%m-%d %H:%M")
