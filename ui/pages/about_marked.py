# SPDX-License-Identifier: Apache-2.0
"""A question about what is marked: it says itself anew, and forgets what it was about."""

from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtCore import QEvent

from hr_desk.errors import UserError
from ui.session import OpenDesk
from ui.widgets.banner import Banner
from ui.widgets.panels import Question
from ui.widgets.words import Words


class MarkedQuestion(Question):
    """Runs one operation for the marked records; a refusal is said above the question.

    Subclasses say the question in ``_say`` and name the operation when they call ``_do_it``.
    """

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._own = Words()
        self._about: Collection[str] = ()
        self.banner = Banner()
        self.content.addWidget(self.banner)

    def begin(self, about: Collection[str]) -> None:
        """Take the ids of what the question is about."""
        self._about = about
        self.banner.clear()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._own.again()
            if self._about:
                self._say()

    def leave(self) -> None:
        """Hide the question and forget what it was about."""
        self._about = ()
        super().leave()

    def _say(self) -> None:
        """Ask in the language in use."""

    def _do_it(
        self, operation: Callable[..., Any], *args: Any, done: Callable[[], object], **values: Any
    ) -> None:
        self.yes.setEnabled(False)
        self._desk.run(
            operation, *args, owner=self, done=lambda _changes: self._done(done),
            failed=self._failed, **values,
        )  # fmt: skip

    def _done(self, done: Callable[[], object]) -> None:
        self.yes.setEnabled(True)
        done()

    def _failed(self, error: UserError) -> None:
        self.yes.setEnabled(True)
        self.banner.show_error(error)
