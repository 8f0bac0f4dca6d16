# SPDX-License-Identifier: Apache-2.0
"""What waits today for the privacy officer, who answers for all that the policy promises."""

from typing import Final

from hr_desk.catalogue.requests import request_rules
from hr_desk.i18n import N_
from hr_desk.operations import allowing_places, incident_views, request_views, reveal_copies
from hr_desk.operations.session import Session
from hr_desk.operations.today_line import TodayLine

PAGE, LATE, SOON, VERIFY, REVIEW = "requests", "late", "soon", "verify", "review"
"""The page of requests, and what it is asked to show."""


def waiting(session: Session) -> list[TodayLine]:
    """Return what waits of requests, incidents, emergencies at the gate, and places of data.

    Raises CompartmentClosed where ``privacy`` is not held.
    """
    places = allowing_places.reviews_due(session)
    found = [TodayLine("places", _PLACES, places, "places", "soon")] if places else []
    return _requests(session) + _incidents(session) + _reveals(session) + found


def _requests(session: Session) -> list[TodayLine]:
    """Return what the privacy officer has to answer, warned of at 5 and 2 working days left."""
    rows = request_views.list_requests(session)
    open_ = [row for row in rows if row.state != request_views.UNVERIFIED]
    waiting = len(rows) - len(open_)
    urgent = sum(
        row.level == "soon" and (row.left or 0) <= min(request_rules().terms.warn_at)
        for row in open_
    )
    found = [
        TodayLine("requests_late", _REQUESTS_LATE, sum(row.level == "late" for row in open_),
                  PAGE, "late", argument=LATE),
        TodayLine("requests_urgent", _REQUESTS_URGENT, urgent, PAGE, "late", argument=SOON),
        TodayLine("requests_soon", _REQUESTS_SOON,
                  sum(row.level == "soon" for row in open_) - urgent, PAGE, "soon", argument=SOON),
        TodayLine("requests_verify", _REQUESTS_VERIFY, waiting, PAGE, "soon", argument=VERIFY),
        TodayLine("requests_review", _REQUESTS_REVIEW, len(request_views.reviews_due(session)),
                  PAGE, "soon", argument=REVIEW),
    ]  # fmt: skip
    return [line for line in found if line.count]


def _reveals(session: Session) -> list[TodayLine]:
    """Return what the gates owe of emergencies, for the officer who answers for it."""
    untold = reveal_copies.untold(session)
    late = sum(one.due < session.today() for one in untold)
    found = [
        TodayLine("gate_reveals_late", _GATE_REVEALS_LATE, late, "promises", "late"),
        TodayLine("gate_reveals", _GATE_REVEALS, len(untold) - late, "promises", "soon"),
    ]
    return [line for line in found if line.count]


def _incidents(session: Session) -> list[TodayLine]:
    """Return the incidents whose clocks run; one that is not reported in hours is pressing."""
    running = [
        {one.report.pressing, one.tell.pressing}
        for one in incident_views.list_incidents(session)
        if not one.closed
    ]
    late = sum("late" in one for one in running)
    found = [
        TodayLine("incidents_late", _INCIDENTS_LATE, late, "incidents", "late"),
        TodayLine("incidents", _INCIDENTS, len(running) - late, "incidents", "soon"),
    ]
    return [line for line in found if line.count]


_GATE_REVEALS_LATE: Final = N_(
    "Emergencies at the gate of which nobody was told within three working days: {count}. Ask the "
    "front desk."
)
_GATE_REVEALS: Final = N_(
    "Emergencies at the gate in which it was shown whom to call, and the front desk still has to "
    "tell of it: {count}"
)
_INCIDENTS_LATE: Final = N_("Incidents whose report or notices are overdue: {count}")
_INCIDENTS: Final = N_("Open incidents whose clocks run: {count}")
_REQUESTS_LATE: Final = N_("Requests about personal data that are overdue: {count}")
_REQUESTS_URGENT: Final = N_(
    "Requests about personal data to be answered within two working days: {count}"
)
_REQUESTS_SOON: Final = N_(
    "Requests about personal data to be answered within five working days: {count}"
)
_REQUESTS_VERIFY: Final = N_("Requests whose person has to be verified: {count}")
_REQUESTS_REVIEW: Final = N_("Refused requests that have to be looked at again: {count}")
_PLACES: Final = N_("Places of desk and backups to be looked at within 14 days: {count}")
