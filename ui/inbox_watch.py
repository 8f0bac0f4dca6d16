# SPDX-License-Identifier: Apache-2.0
"""Takes in what arrives in the desk's inbox, by itself and soon; carries out what waits to leave.

The folder is watched, and looked at now and then for file systems that tell nothing. What stays
there sealed for another role is remembered by name, so that it is not tried again and again. The
visits of a day that is over are closed soon after midnight.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from hr_desk.errors import UserError
from hr_desk.operations import delivery, intake, visits
from hr_desk.operations.changes import Changes
from hr_desk.operations.session import Session
from ui.session import OpenDesk

FIRST_MS = 1_000
"""How long the first page has for itself before the first pass, in milliseconds."""
SETTLE_MS = 250
"""How long after a change the folder is left alone: a kiosk renames, several may come at once."""
LOOK_MS = 10_000
"""How often the folder is looked at, in milliseconds, whatever the watcher says."""
LOOKS_PER_DELIVERY = 30
"""After how many looks delivery is tried again though nothing changed here: some five minutes."""
ENDINGS = (".envelope", ".receipt")
OPERATION = "intake.take_in"


@dataclass(frozen=True)
class Exchanged:
    """What one pass changed, and whether another one is to follow at once."""

    changes: Changes
    more: bool


class InboxWatch(QObject):
    """Runs intake and delivery of an open desk on the worker, one at a time, quietly."""

    refused = Signal(object)
    """A UserError: why nothing could be taken in. Told once until it works again."""

    def __init__(
        self,
        desk: OpenDesk,
        parent: QObject | None = None,
        *,
        first_ms: int = FIRST_MS,
        settle_ms: int = SETTLE_MS,
        look_ms: int = LOOK_MS,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._folder = Path(desk.session.folder) / "inbox"
        self._offered: frozenset[str] = frozenset()
        self._running = self._again = self._failing = self._owes = False
        self._looks, self._day = 0, desk.session.today()
        self._watcher = QFileSystemWatcher(self)
        self._soon, self._often = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._first_ms, self._settle_ms = first_ms, settle_ms
        self._often.setInterval(look_ms)
        self._soon.timeout.connect(self.look)
        self._often.timeout.connect(self._look_anyway)
        self._watcher.directoryChanged.connect(self._on_arrival)
        self._desk.changed.connect(self._on_changed)

    def start(self) -> None:
        """Begin: take in what lies there already, then whatever comes."""
        if not self._desk.may(OPERATION):
            return
        self._follow()
        self._often.start()
        self._owes = True
        self._soon.start(self._first_ms)

    def stop(self) -> None:
        """Do nothing by itself any more; ``look`` still works."""
        self._soon.stop()
        self._often.stop()

    def is_running(self) -> bool:
        """Whether it will take in by itself."""
        return self._often.isActive()

    def look(self) -> None:
        """Take in what was not offered yet, and deliver if something here changed."""
        if self._running and not self._desk.is_idle():
            self._again = True
            return
        # A pass that was a bug never told its end; the next one is not to wait for it for ever.
        here = self._names()
        if here <= self._offered and not self._owes:
            self._offered = here
            return
        self._running, self._again, self._owes = True, False, False
        self._offered = here
        self._desk.run(exchange, owner=self, done=self._done, failed=self._fail)

    def _look_anyway(self) -> None:
        self._follow()
        self._looks += 1
        today = self._desk.session.today()
        if self._looks % LOOKS_PER_DELIVERY == 0 or today != self._day:
            self._owes, self._day = True, today
        self.look()

    def _follow(self) -> None:
        """Watch the folder as soon as there is one; one that was replaced is watched afresh."""
        if not self._watcher.directories() and self._folder.is_dir():
            self._watcher.addPath(str(self._folder))

    def _names(self) -> frozenset[str]:
        try:
            names = [one.name for one in self._folder.iterdir()]
        except OSError:
            return frozenset()
        return frozenset(name for name in names if name.endswith(ENDINGS))

    def _on_arrival(self, _folder: str) -> None:
        if self.is_running():
            self._soon.start(self._settle_ms)

    def _on_changed(self, _changes: Any) -> None:
        """Somebody wrote: its envelopes are to leave. What this watch wrote itself is delivered."""
        if not self._running and self.is_running():
            self._owes = True
            self._soon.start(self._settle_ms)

    def _done(self, exchanged: Exchanged) -> None:
        self._running = self._failing = False
        self._owes = exchanged.more
        if (self._again or exchanged.more) and self.is_running():
            self._soon.start(self._settle_ms)

    def _fail(self, error: UserError) -> None:
        """Try again at the next look, and tell why only the first time."""
        told, self._failing = self._failing, True
        self._running, self._owes = False, True
        if not told:
            self.refused.emit(error)


def exchange(session: Session) -> Exchanged:
    """Take in, close the visits of days that are over, carry out what is to be sent; worker."""
    taken = intake.take_in(session)
    records = taken.changes.records
    if session.may("visit.close_day") and visits.days_waiting(session):
        records |= visits.close_day(session).records
    delivery.deliver(session)
    return Exchanged(Changes(OPERATION, records), more=taken.more)
