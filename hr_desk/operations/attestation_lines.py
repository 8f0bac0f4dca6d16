# SPDX-License-Identifier: Apache-2.0
"""What of ended entrusting waits today: the attestations to ask for, the first due first."""

from typing import Final

from hr_desk.domain.entrusting import WARNED_AHEAD, Ended
from hr_desk.i18n import N_
from hr_desk.operations import attestations
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.requests import OFFICER
from hr_desk.operations.session import Session
from hr_desk.operations.today_line import TodayLine

ATTEST: Final = "recipient.attest"
_BOARD: Final = "promises"
"""Where the privacy officer sees it, who keeps no register of recipients."""


def waiting(session: Session) -> list[TodayLine]:
    """Return a line for each, for whoever keeps the agreements and for the privacy officer."""
    keeps = session.may(ATTEST)
    if not keeps and not (session.holds(PRIVACY) and set(OFFICER) & set(session.user.roles)):
        return []
    here = attestations.lines(session) if keeps else {}
    return [_line(session, one, here=one.id in here) for one in attestations.owed(session)]


def _line(session: Session, one: Ended, *, here: bool) -> TodayLine:
    left = one.days_left(session.today())
    late = left < 0
    return TodayLine(
        "attestation_late" if late else "attestation",
        _LATE if late else _OWED,
        abs(left),
        "recipients" if here else _BOARD,
        "late" if late else "soon" if left <= WARNED_AHEAD else "calm",
        about={"recipient": one.name, "day": one.due},
        argument=one.id if here else None,
    )


_OWED: Final = N_("Ask {recipient} to attest deletion or return: by {day} ({count} days left)")
_LATE: Final = N_("{recipient} has not attested deletion or return: {count} days overdue")
