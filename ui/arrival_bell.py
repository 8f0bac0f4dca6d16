# SPDX-License-Identifier: Apache-2.0
"""Rings in the open window for whoever announces themselves, until somebody answers.

One bell for the whole desk: the front desk's page says who rings, the status line that it rings.
Whoever was let in, turned away or answered by their host rings no more. What this window itself
brings about rings for nobody.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from hr_desk.domain import visits as states
from hr_desk.operations import visits
from hr_desk.operations.changes import Changes
from hr_desk.operations.visits import VisitQuery, VisitRow
from ui.inbox_watch import OPERATION
from ui.session import OpenDesk

AGAIN_MS: Final = 20_000
"""After how long it sounds again while nobody answers, in milliseconds."""
MOST_RUNG: Final = 1_000
WAITING: Final = VisitQuery(states=(states.ANNOUNCED,), limit=MOST_RUNG)
"""Who may ring: announced, and nobody has decided yet."""


class ArrivalBell(QObject):
    """Who rings, the longest first; ``changed`` comes with each ring and each answer."""

    changed = Signal()

    def __init__(
        self, desk: OpenDesk, *, sound: Callable[[], object] = QApplication.beep,
        again_ms: int = AGAIN_MS,
    ) -> None:  # fmt: skip
        super().__init__(desk)
        self._desk, self.sound = desk, sound
        self.audible: Callable[[], bool] = lambda: True
        """Whether it may sound now; the veil has a bell of its own."""
        self._ringing: dict[str, VisitRow] = {}
        self._since: dict[str, datetime] = {}
        self._known: set[str] = set()
        self._heard_once = self._started = False
        self._again = QTimer(self)
        self._again.setInterval(again_ms)
        self._again.timeout.connect(self._ring)

    def start(self) -> None:
        """Listen from now on; whoever waits already stands in the queue and rings not."""
        if not self._started and self._desk.session.holds("visits"):
            self._started = True
            self._desk.changed.connect(self._on_changed)
            self.look()

    def look(self) -> None:
        """Ask who waits."""
        self._desk.query(
            visits.list_visits, WAITING, owner=self, done=self.hear, slot="bell.waiting"
        )

    def hear(self, rows: Iterable[VisitRow]) -> None:
        """Ring for whoever was not there at the last look; who is gone or decided rings no more."""
        here = {one.visit_id: one for one in reversed(tuple(rows))}  # the newest came last
        new = [id_ for id_ in here if id_ not in self._known] if self._heard_once else []
        still = [id_ for id_ in self._ringing if id_ in here]
        self._known, self._heard_once = self._known | set(here), True
        self._ringing = {id_: here[id_] for id_ in (*still, *new)}
        for id_ in new:
            self._since[id_] = here[id_].arrived or self._desk.session.now()
        if new:
            self._ring()
        self._tell()

    def ringing(self) -> tuple[VisitRow, ...]:
        """Return who rings, the longest first."""
        return tuple(sorted(self._ringing.values(), key=lambda one: self._since[one.visit_id]))

    def since(self, visit_id: str) -> datetime:
        """Return since when somebody who rings has rung."""
        return self._since[visit_id]

    def answer(self, ids: Iterable[str] | None = None) -> None:
        """Ring no more for these, by default for anybody."""
        for id_ in tuple(self._ringing) if ids is None else tuple(ids):
            self._ringing.pop(id_, None)
        self._tell()

    def _tell(self) -> None:
        if not self._ringing:
            self._again.stop()
        self._since = {id_: self._since[id_] for id_ in self._ringing}
        self.changed.emit()

    def _ring(self) -> None:
        self._again.start()
        if self.audible():
            self.sound()

    def _on_changed(self, changes: Any) -> None:
        if not isinstance(changes, Changes) or not changes.touches("visit"):
            return
        if changes.operation != OPERATION:
            self._known |= {id_ for kind, id_ in changes.records if kind == "visit"}
        self.look()


def bell_of(desk: OpenDesk) -> ArrivalBell:
    """Return the one bell of an open desk."""
    found: ArrivalBell | None = desk.findChild(ArrivalBell)
    return found if found is not None else ArrivalBell(desk)
