# SPDX-License-Identifier: Apache-2.0
"""Silence ends a place in the talent pool also where the policy changed, not the calendar.

A consent to the pool that a new version does not cover keeps nobody in a list from that version's
first day on. They are asked once; whoever has not agreed anew within the days of class RENEW has
left the pool (docs/decisions/0020).
"""

from collections.abc import Iterator
from datetime import date, timedelta

from hr_desk.domain import consent
from hr_desk.operations import consent_cover
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.consent_texts import FILE
from hr_desk.operations.operation import operation
from hr_desk.operations.policies import PolicyVersion
from hr_desk.operations.pool import end_places
from hr_desk.operations.pool_clock import PURPOSE
from hr_desk.operations.session import Session
from hr_desk.store import consents, policy_people
from hr_desk.store.compartment import Change
from hr_desk.store.consents import ConsentRecord


def lapsed(session: Session, *, within: int | None = None) -> tuple[ConsentRecord, ...]:
    """Return the consents to the pool that are out of date and were not renewed in time.

    That is ``within`` so many days, by default the period in force. The day is that of deletions:
    a clock set far ahead ends nothing. Raises CompartmentClosed.
    """
    return tuple(_lapsed(session, _period(session) if within is None else timedelta(days=within)))


def answer_by(session: Session, version: PolicyVersion) -> date | None:
    """Return the last day (Asia/Shanghai) to agree to the pool anew, once a version is announced.

    The place of whoever is silent ends on the day after it. Where two versions changed the pool it
    is the earlier day that is not over; None where there is none to wait for.
    """
    left = _period(session) - timedelta(days=1)
    cover, today = consent_cover.under(session, version), session.today()
    days = [one.since + left for one in cover.changes if PURPOSE in one.subjects]
    return min((day for day in days if day >= today), default=None)


def _period(session: Session) -> timedelta:
    class_, event = consent.RENEWAL
    return timedelta(days=session.catalogue.classes[class_].periods[event])


def _lapsed(session: Session, within: timedelta) -> Iterator[ConsentRecord]:
    cover, file = consent_cover.today(session), session.compartment(FILE)
    if not cover.least(PURPOSE):
        return
    day = session.deletion_day()
    for person, subject, number in policy_people.consents(file, session.today()):
        since = cover.ended_on(PURPOSE, number) if subject == PURPOSE else None
        if since is not None and since + within <= day:
            found = consents.in_force(file, person, PURPOSE, today=session.today())
            if found is not None:
                yield found


@operation("pool.lapse", compartment="hiring", roles=(*RECRUITING, SERVICE_ROLE))
def lapse(session: Session, change: Change, /) -> None:
    """End the places in the pool that were not renewed in time, as if their people withdrew."""
    end_places(session, change, dict.fromkeys(found.record for found in lapsed(session)))
