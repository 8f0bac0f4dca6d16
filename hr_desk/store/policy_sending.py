# SPDX-License-Identifier: Apache-2.0
"""The SQL of versions of the policy that went to files of paired desks, and what became of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hr_desk.store.compartment import Change, Compartment

_COLUMNS: Final = "policy, peer, reference, sent_at, times, outcome, answered_at"


@dataclass(frozen=True, slots=True)
class Sending:
    """One version at one file (``peer`` is its address): when it went last, how often by itself.

    ``reference`` is that of the envelope, ``outcome`` what the file answered, empty until then.
    Moments are aware UTC; ``sent_at`` is None for one of before answers were asked for.
    """

    policy: int
    peer: str
    reference: str
    sent_at: datetime | None
    times: int
    outcome: str = ""
    answered_at: datetime | None = None


def sendings(privacy: Compartment) -> tuple[Sending, ...]:
    """Return every version at every file, the latest version first."""
    rows = privacy.read(f"SELECT {_COLUMNS} FROM policy_sending ORDER BY policy DESC, peer")
    return tuple(
        Sending(policy, peer, reference, _moment(sent), times, outcome, _moment(answered))
        for policy, peer, reference, sent, times, outcome, answered in rows
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def note_sent(change: Change, policy: int, peer: str, *, reference: str, times: int) -> None:
    """Note that a version went to a file; what it answered before counts no more."""
    change.execute(
        f"INSERT OR REPLACE INTO policy_sending ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, '', NULL)",
        (policy, peer, reference, change.now.isoformat(timespec="seconds"), times),
    )
    change.touched("policy", str(policy))


def note_outcome(change: Change, peer: str, reference: str, outcome: str) -> bool:
    """Note what a file answered to the envelope that went last; False where that was another."""
    found = change.execute(
        "UPDATE policy_sending SET outcome = ?, answered_at = ? WHERE peer = ? AND reference = ? "
        "RETURNING policy",
        (outcome, change.now.isoformat(timespec="seconds"), peer, reference),
    ).fetchall()
    for (policy,) in found:
        change.touched("policy", str(policy))
    return bool(found)
