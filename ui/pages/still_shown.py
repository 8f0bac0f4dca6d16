# SPDX-License-Identifier: Apache-2.0
"""Takes a record off the screen as soon as nobody may use it any more.

A page that shows one record reads it once, when it is opened. Meanwhile the privacy office may
restrict its use, or a deletion run may take it: here with the next news of the desk, from another
window within seconds.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer

from hr_desk.errors import UserError
from hr_desk.operations import still_usable
from ui.pages.page import Page

LOOK_MS: Final = 10_000
"""How often a record on the screen is asked about, in milliseconds, whatever this window hears."""


class StillShown(QObject):
    """Asks whether the record of a page may still be shown, and lets the page lose it."""

    def __init__(
        self, page: Page, kind: str, *, whose: Callable[[], str | None],
        leave: Callable[[str], object], lose: Callable[[UserError], object],
    ) -> None:  # fmt: skip
        """``whose`` is the id of what is shown; ``leave`` clears what is open around it."""
        super().__init__(page)
        self._page, self._kind = page, kind
        self._whose, self._leave, self._lose = whose, leave, lose
        self._often = QTimer(self)
        self._often.setInterval(LOOK_MS)
        self._often.timeout.connect(self._look_if_seen)
        self._often.start()
        page.desk.changed.connect(self.look)
        page.installEventFilter(self)

    def look(self, _changes: object = None) -> None:
        """Ask now; nothing happens while no record is shown."""
        record = self._whose()
        if record is not None:
            self._page.desk.query(
                still_usable.ended, self._kind, record, owner=self,
                done=partial(self._answered, record), slot=f"{self._kind}.still",
            )  # fmt: skip

    def eventFilter(self, _page: QObject, event: QEvent) -> bool:
        """Ask when the page comes to the front again, without its record being opened anew."""
        if event.type() == QEvent.Type.Show:
            self.look()
        return False

    def _look_if_seen(self) -> None:
        if self._page.isVisible():
            self.look()

    def _answered(self, record: str, why: UserError | None) -> None:
        if why is not None and self._whose() == record:
            self._leave(record)
            self._lose(why)
