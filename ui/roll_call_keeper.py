# SPDX-License-Identifier: Apache-2.0
"""Keeps the sealed roll call fresh: after every arrival and leaving, and every few minutes.

Sealing is quick and done by the worker. The copy to the second place is a process of its own, for
a share that hangs must hold up neither the window nor the desk; it needs no key.
"""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from hr_desk.errors import UserError
from hr_desk.i18n import language, t
from hr_desk.operations import roll_call
from hr_desk.operations.changes import Changes
from hr_desk.operations.session import Session
from ui.errand import Errand, own_start
from ui.preferences import Preferences
from ui.session import OpenDesk

FIRST_MS = 3_000
"""How long the first page has for itself before the first copy, in milliseconds."""
SETTLE_MS = 1_500
"""How long after a change the copy is made: several people may come at once."""
EVERY_MS = 120_000
"""How often it is made though nothing changed, in milliseconds: its time says that it is fresh."""
PATIENCE_MS = 90_000
"""How long one copy to the second place may take before it is ended and told."""
GATHER_MS = 500
KINDS = ("visit", "sweep", "staff", "desk")
"""What changes the list, or the key that it is sealed with."""


def command(desk_id: str, place: Path) -> list[str]:
    """Return the command that copies the sealed list once."""
    words = ["roll-call", str(place), "--desk", desk_id, "--json", "--language", language()]
    return [*own_start(), *words]


class RollCallKeeper(QObject):
    """Seals the list of one open desk, and carries it to the place the preferences name."""

    refused = Signal(object)
    """A UserError: why nothing could be sealed. Told once until it works again."""
    place_refused = Signal(str)
    """Why nothing could be copied to the second place. Told once until it works again."""
    kept = Signal()
    """A copy was made or failed: ``sealed_at`` and ``copied_at`` say how things stand."""

    def __init__(
        self,
        desk: OpenDesk,
        preferences: Preferences,
        parent: QObject | None = None,
        *,
        first_ms: int = FIRST_MS,
        settle_ms: int = SETTLE_MS,
        every_ms: int = EVERY_MS,
    ) -> None:
        super().__init__(parent)
        self._desk, self._preferences = desk, preferences
        self._first_ms, self._settle_ms = first_ms, settle_ms
        self._errand = Errand(self, patience_ms=PATIENCE_MS)
        self._errand.ended.connect(self._copied)
        self._sealing = self._again = self._failing = self._place_failing = False
        self.sealed_at: datetime | None = None
        self.copied_at: datetime | None = None
        self._soon, self._every = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._every.setInterval(every_ms)
        self._soon.timeout.connect(self.keep)
        self._every.timeout.connect(self.keep)
        self._desk.changed.connect(self._on_changed)

    def start(self) -> None:
        """Begin, where the user's roles see visits."""
        if self._desk.may("roll_call.call"):
            self._every.start()
            self._soon.start(self._first_ms)

    def stop(self) -> None:
        """Do nothing by itself any more; ``keep`` still works."""
        self._soon.stop()
        self._every.stop()

    def is_running(self) -> bool:
        """Whether it will keep the copy fresh by itself."""
        return self._every.isActive()

    def keep(self) -> None:
        """Seal the list now; the second place follows. Without a PIN nothing is done."""
        if self._sealing and not self._desk.is_idle():
            self._again = True
            return
        self._sealing, self._again = True, False
        self._desk.query(seal, owner=self, done=self._sealed, failed=self._fail)

    def place(self) -> Path | None:
        """Return the second place of this desk on this machine."""
        return self._preferences.roll_call_place(self._desk.session.desk_id)

    def _on_changed(self, changes: Changes) -> None:
        if self.is_running() and any(changes.touches(kind) for kind in KINDS):
            self._soon.start(self._settle_ms)

    def _sealed(self, at: datetime | None) -> None:
        self._sealing = self._failing = False
        self.sealed_at = at
        if at is not None:
            self._copy()
        self.kept.emit()
        if self._again:
            self._soon.start(self._settle_ms)

    def _fail(self, error: UserError) -> None:
        told, self._failing = self._failing, True
        self._sealing = False
        self.kept.emit()
        if not told:
            self.refused.emit(error)

    def _copy(self) -> None:
        place = self.place()
        if place is not None and not self._errand.is_running():
            self._errand.start(command(self._desk.session.desk_id, place))

    def _copied(self, answer: dict[str, object] | None, why: str) -> None:
        """Note that the copy is made, or tell once why it is not."""
        made = bool(answer is not None and answer.get("bytes"))
        told, self._place_failing = self._place_failing, not made
        if made:
            self.copied_at = self._desk.session.now()
        elif not told:
            reason = why or t("the copying did not end.")
            self.place_refused.emit(
                t(
                    "The roll call could not be copied to its second place: {why} "
                    "It is tried again every few minutes.",
                    why=reason,
                )
            )
        self.kept.emit()

    def leave(self) -> None:
        """End a copy that is under way, as when the desk is closed."""
        self.stop()
        self._errand.leave(GATHER_MS)


def seal(session: Session) -> datetime | None:
    """Seal the list if the desk has a PIN for it, and log what was used meanwhile; worker."""
    stands = roll_call.standing(session)
    if not stands.set_up:
        return None
    if stands.stale:
        roll_call.renew(session)
    roll_call.log_uses(session)
    return roll_call.take(session).at
