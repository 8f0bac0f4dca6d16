# SPDX-License-Identifier: Apache-2.0
"""How far a file follows the computer's clock: not back, not far ahead, and not again and again.

The latest time seen advances by at most two days without a person's word (design section 6).
Small steps are noticed as well: the first time that is followed after a start of the computer is
kept with how long the computer had run by then, and until the next start the clock may be ahead
of that by as long as it has run since, and a day. A clock that was set right by a few hours, or a
virtual machine that slept for a night, stays within the day.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from hr_desk.domain.clock import Uptime

LARGEST_STEP: Final = timedelta(days=2)
"""How far the latest time seen may advance without a person's word (design section 6)."""

DRIFT: Final = timedelta(days=1)
"""How far the clock may gain on the running time of the computer, between two of its starts."""

LATEST: Final = "latest_time"
_SINCE: Final = "time_since_start"


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """Return the present moment, aware, UTC."""

    def uptime(self) -> Uptime | None:
        """Return how long the computer has run since which start, None where nobody can say."""


class Facts(Protocol):
    """What a file keeps about itself."""

    def fact(self, name: str) -> str | None:
        """Return a fact, None where it was never kept."""

    def set_fact(self, name: str, value: str) -> None:
        """Keep a fact; only inside a transaction."""


class TimeSeen:
    """The time that one file has seen, and how far it may follow the clock from there."""

    def __init__(self, facts: Facts, clock: Clock) -> None:
        self._facts = facts
        self._clock = clock
        self.elsewhere: Callable[[], datetime | None] = _nowhere
        """The latest time that the other files of the session have seen."""

    def latest(self) -> datetime | None:
        """Return the latest time seen (UTC), None before the first."""
        seen = self._facts.fact(LATEST)
        return None if seen is None else datetime.fromisoformat(seen)

    def trusted(self) -> datetime:
        """Return the time that may be counted on (UTC): never earlier than seen, never a leap."""
        now, seen = self._clock.now(), self.latest()
        return now if seen is None else max(seen, min(now, self._reach(seen)))

    def sure(self) -> datetime:
        """Return the trusted time (UTC), save that a clock that leapt moves it on by nothing."""
        now, seen = self._clock.now(), self.latest()
        if seen is None:
            return now
        return seen if now > self._reach(seen) else max(now, seen)

    def follow(self, now: datetime) -> datetime | None:
        """Follow the clock as far as it may be followed; returns the latest time seen.

        A file that has seen nothing yet follows no leap either: what the others of the desk have
        seen counts for it. Otherwise its first entry under a wrong clock would speak for all.
        """
        seen = self.latest()
        before = self.elsewhere() if seen is None else seen
        if before is None or (seen is None and now <= before + LARGEST_STEP):
            return self._keep(now)
        if seen is not None and seen < now <= self._reach(seen):
            return self._keep(now)
        return seen

    def confirm(self, now: datetime) -> datetime:
        """Take a person's word that the clock is right."""
        seen = self.latest()
        self._keep_since(now)
        if seen is not None and seen >= now:
            return seen
        self._facts.set_fact(LATEST, now.astimezone(UTC).isoformat())
        return now

    def _keep(self, now: datetime) -> datetime:
        self._facts.set_fact(LATEST, now.astimezone(UTC).isoformat())
        uptime, since = self._clock.uptime(), self._since()
        if uptime is not None and (since is None or since[0] != uptime.start):
            self._keep_since(now)
        return now

    def _keep_since(self, now: datetime) -> None:
        uptime = self._clock.uptime()
        if uptime is not None:
            begun = now.astimezone(UTC) - uptime.running
            self._facts.set_fact(_SINCE, f"{uptime.start} {begun.isoformat()}")

    def _reach(self, seen: datetime) -> datetime:
        """Return the latest moment to which the clock may be followed from ``seen``."""
        furthest, uptime, since = seen + LARGEST_STEP, self._clock.uptime(), self._since()
        if uptime is None or since is None or since[0] != uptime.start:
            return furthest
        return max(seen, min(furthest, since[1] + uptime.running + DRIFT))

    def _since(self) -> tuple[str, datetime] | None:
        """Return which start of the computer was followed first, and when that was by the clock."""
        kept = (self._facts.fact(_SINCE) or "").split()
        return (kept[0], datetime.fromisoformat(kept[1])) if len(kept) == 2 else None


def _nowhere() -> datetime | None:
    return None
