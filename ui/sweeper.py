# SPDX-License-Identifier: Apache-2.0
"""The sweep that nobody has to think of: soon after a desk is opened, and when a new day begins.

It asks nothing, and it deletes nothing while the computer's clock waits for a person's word
(design section 6).
"""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, QTimer, Signal

from hr_desk.errors import UserError
from hr_desk.i18n import t
from hr_desk.operations import retention
from hr_desk.operations.changes import Changes
from hr_desk.operations.session import Session
from ui.session import OpenDesk

FIRST_MS = 4_000
"""How long the first page has for itself before the first sweep, in milliseconds."""
EVERY_MS = 180_000
"""How often it is asked whether a new day has begun, in milliseconds."""

_Sweep = tuple[str, int]
"""A sweep at this desk: its compartment and its number there."""


@dataclass(frozen=True)
class Swept:
    """What one automatic sweep did, in a form that can be said in any language."""

    changes: Changes | None = None
    records: int = 0
    """How many records went: people's files, and drafts."""
    certificates: tuple[int, ...] = ()
    """Numbers of the certificates that were issued now."""
    waiting: tuple[int, ...] = ()
    """Numbers of the certificates whose proof waits until nobody else has the desk open."""

    def text(self) -> str:
        """Return the sentence for a person; empty when there is nothing to tell."""
        if self.records and self.certificates:
            return t(
                "Deleted because it was due: {count}. Certificate {number} proves it.",
                count=self.records,
                number=self.certificates[-1],
            )
        if self.records:
            return t(
                "Deleted because it was due: {count}. The certificate follows as soon as nobody "
                "else has this desk open.",
                count=self.records,
            )
        if self.certificates:
            numbers = t(", ").join(str(number) for number in self.certificates)
            return t("Certificate {number} of an earlier deletion was issued.", number=numbers)
        return ""


class Sweeper(QObject):
    """Sweeps an open desk by itself, where the user's roles allow it."""

    told = Signal(object)
    """A Swept that has something to say."""
    refused = Signal(object)
    """A UserError: why nothing could be deleted."""

    def __init__(
        self,
        desk: OpenDesk,
        parent: QObject | None = None,
        *,
        first_ms: int = FIRST_MS,
        every_ms: int = EVERY_MS,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._swept_on: date | None = None
        self._waits = False
        self._first, self._every = QTimer(self), QTimer(self)
        self._first.setSingleShot(True)
        self._first.timeout.connect(self.sweep)
        self._every.timeout.connect(self.look)
        self._desk.changed.connect(self._on_changed)
        self._times = (first_ms, every_ms)

    def start(self) -> None:
        """Begin: sweep soon, then look now and then whether a new day has begun."""
        if self._desk.may("retention.sweep"):
            self._first.start(self._times[0])
            self._every.start(self._times[1])

    def stop(self) -> None:
        """Do nothing by itself any more; ``sweep`` still works."""
        self._first.stop()
        self._every.stop()

    def is_running(self) -> bool:
        """Whether it will sweep by itself."""
        return self._every.isActive()

    def look(self) -> None:
        """Sweep if a day has begun since the last time; else try the proofs that wait."""
        if self._desk.session.today() != self._swept_on:
            self.sweep()
        elif self._waits:
            self._desk.run(prove, owner=self, done=self._tell, failed=self.refused.emit)

    def sweep(self) -> None:
        """Delete what is due now and issue what certificates wait."""
        if self._desk.may("retention.sweep"):
            self._swept_on = self._desk.session.today()
            self._desk.run(sweep, owner=self, done=self._tell, failed=self._refuse)

    def _tell(self, swept: Swept) -> None:
        self._waits = bool(swept.waiting)
        if swept.text():
            self.told.emit(swept)

    def _refuse(self, error: UserError) -> None:
        self._swept_on = None
        self.refused.emit(error)

    def _on_changed(self, changes: Changes) -> None:
        """Go on at once after somebody said that the date is right."""
        if changes.operation == "retention.confirm_time" and self.is_running():
            self.sweep()


def sweep(session: Session) -> Swept:
    """Delete what is due on a day that can be trusted, and issue what waits; worker."""
    if retention.clock_needs_confirmation(session):
        return Swept()
    before = _waiting(session)
    result = retention.sweep(session)
    own = tuple((file.compartment, file.number) for file in result.files)
    return _swept(session, (*before, *own), result.changes, sum(result.counts.values()))


def prove(session: Session) -> Swept:
    """Issue the certificates that wait, if nobody else has the desk open now; worker."""
    before = _waiting(session)
    retention.finish_proofs(session)
    return _swept(session, before)


def _swept(
    session: Session, before: tuple[_Sweep, ...], changes: Changes | None = None, records: int = 0
) -> Swept:
    """Return what is to be told when the certificates ``before`` were to be issued."""
    after = _waiting(session)
    issued = tuple(sweep_ for sweep_ in before if sweep_ not in after)
    if changes is None and issued:
        changes = Changes("retention.certify", frozenset(("sweep", str(n)) for _, n in issued))
    return Swept(changes, records, tuple(n for _, n in issued), tuple(n for _, n in after))


def _waiting(session: Session) -> tuple[_Sweep, ...]:
    lines = retention.certificates(session)
    return tuple(sorted((one.compartment, one.number) for one in lines if one.certificate is None))
