# SPDX-License-Identifier: Apache-2.0
"""What was done last on a page, said in a line with the button that takes it back."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from hr_desk.errors import UserError
from hr_desk.i18n import N_, t
from ui.session import OpenDesk
from ui.widgets.banner import Banner

Operation = Callable[..., Any]


class Undoing(QObject):
    """Keeps the one action that can be taken back now; the next one takes its place."""

    changed = Signal()
    """Something can be taken back now, or no longer."""

    def __init__(self, desk: OpenDesk, banner: Banner) -> None:
        super().__init__(banner)
        self._desk, self._banner = desk, banner
        self._back: tuple[Operation, tuple[Any, ...]] | None = None
        banner.closed.connect(self._forget)

    @property
    def is_ready(self) -> bool:
        """Whether there is an action to take back."""
        return self._back is not None

    def offer(self, say: Callable[[], str], operation: Operation, *given: Any) -> None:
        """Say what was done, and offer to take it back by calling ``operation`` with ``given``."""
        self._banner.show_text("good", say, ((N_("Undo"), self.undo),))
        self._back = (operation, given)
        self.changed.emit()

    def undo(self) -> None:
        """Take the last action back, once."""
        if self._back is None:
            return
        operation, given = self._back
        self._back = None
        self._desk.run(operation, *given, owner=self, done=self._done, failed=self._failed)
        self.changed.emit()

    def _done(self, _changes: Any) -> None:
        self._banner.show_text("info", lambda: t("Taken back: everything is as it was before."))

    def _failed(self, error: UserError) -> None:
        self._banner.show_error(error)

    def _forget(self) -> None:
        if self._back is not None:
            self._back = None
            self.changed.emit()
