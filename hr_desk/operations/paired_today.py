# SPDX-License-Identifier: Apache-2.0
"""What the privacy officer has to look at of paired desks, for the page Today."""

from typing import Final

from hr_desk.i18n import N_
from hr_desk.operations import board_reports, period_decisions, period_following, policy_sending
from hr_desk.operations.session import Session

REFUSED: Final = "policy_refused"
"""The key of the line, and what its page is asked to show."""

PERIODS: Final = "periods"
BOARDS: Final = "paired_boards"

Wait = tuple[str, str, int, str, str]
"""What a line of Today begins with: key, sentence with ``count``, how many, page, level.

The key is also what the page is asked to show.
"""


def waiting(session: Session) -> list[Wait]:
    """Return what waits; raises CompartmentClosed where ``privacy`` is not held."""
    found: list[Wait] = [
        (REFUSED, _REFUSED, policy_sending.refused(session), "policies", "soon"),
        (PERIODS, _PERIODS, period_decisions.not_followed(session), "retention", "soon"),
        (BOARDS, _BOARDS, board_reports.overdue(session), "promises", "late"),
    ]
    return [one for one in found if one[2]]


def asked_here(session: Session) -> list[Wait]:
    """Return what the main desk asks of an HR admin of a paired one."""
    if not session.may("retention.confirm_period"):
        return []
    waits = period_following.waiting(session)
    return [(PERIODS, _CONFIRM, waits, "retention", "soon")] if waits else []


_BOARDS: Final = N_("Paired desks that have not said for three days how promises stand: {count}")
_PERIODS: Final = N_("Periods that a file of a paired desk does not follow: {count}")
_CONFIRM: Final = N_("Longer periods of the main desk that wait for your word: {count}")
_REFUSED: Final = N_("Versions of the policy that a file of a paired desk did not take: {count}")
