# SPDX-License-Identifier: Apache-2.0
"""What the privacy officer has to look at of paired desks, for the page Today."""

from typing import Final

from hr_desk.i18n import N_
from hr_desk.operations import board_reports, period_decisions, period_following, policy_sending
from hr_desk.operations.session import Session
from hr_desk.operations.today_line import TodayLine

REFUSED: Final = "policy_refused"
"""The key of the line, and what its page is asked to show."""

PERIODS: Final = "periods"
BOARDS: Final = "paired_boards"


def waiting(session: Session) -> list[TodayLine]:
    """Return what waits; raises CompartmentClosed where ``privacy`` is not held."""
    found = [
        _line(REFUSED, _REFUSED, policy_sending.refused(session), "policies", "soon"),
        _line(PERIODS, _PERIODS, period_decisions.not_followed(session), "retention", "soon"),
        _line(BOARDS, _BOARDS, board_reports.overdue(session), "promises", "late"),
    ]
    return [one for one in found if one.count]


def asked_here(session: Session) -> list[TodayLine]:
    """Return what the main desk asks of an HR admin of a paired one."""
    if not session.may("retention.confirm_period"):
        return []
    waits = period_following.waiting(session)
    return [_line(PERIODS, _CONFIRM, waits, "retention", "soon")] if waits else []


def _line(key: str, message: str, count: int, page: str, level: str) -> TodayLine:
    return TodayLine(key, message, count, page, level, argument=key)


_BOARDS: Final = N_("Paired desks that have not said for three days how promises stand: {count}")
_PERIODS: Final = N_("Periods that a file of a paired desk does not follow: {count}")
_CONFIRM: Final = N_("Longer periods of the main desk that wait for your word: {count}")
_REFUSED: Final = N_("Versions of the policy that a file of a paired desk did not take: {count}")
