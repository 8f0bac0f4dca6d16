# SPDX-License-Identifier: Apache-2.0
"""Today: what waits, for whom, and on which page it is done."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from hr_desk.i18n import N_
from hr_desk.operations import backups, drafts, policies, retention
from hr_desk.operations.requisitions import RECRUITING
from hr_desk.operations.session import Session
from hr_desk.store import hiring

BACKUP_AGE: Final = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One thing that waits: a sentence to translate with ``count``, its page, how pressing."""

    key: str
    message: str
    count: int
    page: str
    level: str
    """"calm", "soon" or "late"."""


def summary(session: Session) -> tuple[TodayLine, ...]:
    """Return what this user should look at, the most pressing first; nothing that is not theirs."""
    lines: list[TodayLine] = []
    if policies.in_force(session) is None:
        lines.append(TodayLine("policy", _POLICY, 1, "notice", "late"))
    if session.holds("hiring") and set(RECRUITING) & set(session.user.roles):
        lines += _hiring(session)
    order = ("late", "soon", "calm")
    return tuple(sorted(lines, key=lambda line: order.index(line.level)))


def _hiring(session: Session) -> list[TodayLine]:
    counts = hiring.stage_counts(session.compartment("hiring"))
    due = retention.preview(session)
    late = sum(line.days_left < 0 for line in due)
    owed = session.compartment("hiring").read_one(
        "SELECT count(*) FROM person WHERE notice_how = 'owed'"
    )[0]
    found = [
        TodayLine("overdue", _OVERDUE, late, "retention", "late"),
        TodayLine("clock", _CLOCK, int(retention.clock_needs_confirmation(session)), "retention",
                  "late"),
        TodayLine("due", _DUE, len(due) - late, "retention", "soon"),
        TodayLine("backup", _BACKUP, int(_backup_is_old(session)), "settings", "soon"),
        TodayLine("notice", _OWED, owed, "candidates", "soon"),
        TodayLine("drafts", _DRAFTS, len(drafts.list_mine(session)), "candidates", "soon"),
        TodayLine("applied", _APPLIED, counts.get("applied", 0), "candidates", "calm"),
        TodayLine("interview", _INTERVIEW, counts.get("interview", 0), "candidates", "calm"),
        TodayLine("offered", _OFFERED, counts.get("offered", 0), "candidates", "calm"),
    ]  # fmt: skip
    return [line for line in found if line.count]


def _backup_is_old(session: Session) -> bool:
    newest = next(iter(backups.listed(session)), None)
    return newest is None or session.now() - newest.at > BACKUP_AGE


_POLICY: Final = N_("No privacy policy is in force yet, so nobody can be taken in")
_OVERDUE: Final = N_("Overdue for deletion: {count}")
_CLOCK: Final = N_("The computer's clock jumped ahead; confirm the date before anything is deleted")
_DUE: Final = N_("Due for deletion within seven days: {count}")
_BACKUP: Final = N_("No backup in the last two days")
_OWED: Final = N_("People who still have to be given the notice: {count}")
_DRAFTS: Final = N_("Your unfinished drafts: {count}")
_APPLIED: Final = N_("Applications to look at: {count}")
_INTERVIEW: Final = N_("In interviews: {count}")
_OFFERED: Final = N_("Offers waiting for an answer: {count}")
