# SPDX-License-Identifier: Apache-2.0
"""The CV of somebody hired: it stays with recruitment, and whoever may read it is led there."""

import pytest

from hr_desk.operations import (
    documents,
    handing_over,
    joiner_views,
    onboarding,
    recruiting_papers,
    retention,
)
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.joining import FIRST_DAY, accepted, settle, somebody


def hire(desk: Desk, session: Session, colleague: Session) -> tuple[str, str]:
    """Hand somebody with a CV over; returns application and joiner."""
    application = accepted(desk, session, somebody())
    documents.add(session, application, "resume_file", b"cv", text="welder")
    handing_over.hand_over(session, [application], start_on=FIRST_DAY)
    settle(session, colleague)
    (joiner,) = joiner_views.list_joiners(colleague, JoinerQuery(limit=1))
    return application, joiner.joiner_id


def test_who_may_read_the_cv_is_led_to_it_and_the_others_hear_where_it_is(
    desk: Desk, session: Session, colleague: Session
) -> None:
    application, joiner = hire(desk, session, colleague)
    heard = recruiting_papers.of_joiner(colleague, joiner)
    assert heard is not None and (heard.days, heard.application_id) == (90, "")
    admin = desk.open("admin")
    led = recruiting_papers.of_joiner(admin, joiner)
    assert led is not None and led.application_id == application
    (cv,) = documents.listed(session, application, "resume_file")
    assert documents.read(session, application, "resume_file", cv.id) == b"cv"
    held = colleague.compartment("personnel").read("SELECT kind FROM document")
    assert held == []


def test_nothing_is_said_once_recruitment_has_deleted_it_or_nobody_came(
    desk: Desk, session: Session, colleague: Session
) -> None:
    _, joiner = hire(desk, session, colleague)
    desk.clock.advance(days=15)
    onboarding.start(colleague, [joiner], on=FIRST_DAY)
    settle(session, colleague)
    assert recruiting_papers.of_joiner(colleague, joiner) is not None
    desk.clock.advance(days=91)
    retention.confirm_time(session)
    retention.sweep(session)
    settle(session, colleague)
    assert recruiting_papers.of_joiner(colleague, joiner) is None
    with pytest.raises(RecordGone):
        recruiting_papers.of_joiner(colleague, "ab" * 16)


def test_of_somebody_who_stayed_away_nothing_is_promised(
    desk: Desk, session: Session, colleague: Session
) -> None:
    _, joiner = hire(desk, session, colleague)
    desk.clock.advance(days=15)
    onboarding.not_report(colleague, [joiner], on=FIRST_DAY)
    assert recruiting_papers.of_joiner(colleague, joiner) is None
