# SPDX-License-Identifier: Apache-2.0
"""Asks before applicants below eighteen whose guardian did not agree are locked (policy 6.3)."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from hr_desk.i18n import t
from hr_desk.operations import minors_found
from ui.pages.about_marked import MarkedQuestion
from ui.session import OpenDesk


class MinorFound(MarkedQuestion):
    """Says what happens at once and within a day, then does it."""

    locked = Signal(int)
    """How many were locked."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self.yes.set_kind("danger")

    def start(self, ids: Sequence[str]) -> None:
        """Ask about these applications."""
        self.begin(tuple(ids))
        self._say()

    def _say(self) -> None:
        count = len(self._about)
        self.ask(
            lambda: t(
                "Under 18, and no guardian agreed: {count} selected. The records are locked at "
                "once and deleted within 24 hours; this cannot be undone.",
                count=count,
            ),
            lambda: t("Lock and delete"),
            self._run,
        )

    def _run(self) -> None:
        ids = tuple(self._about)
        self._do_it(minors_found.found, ids, done=lambda: self._gone(len(ids)))

    def _gone(self, count: int) -> None:
        self.leave()
        self.locked.emit(count)
