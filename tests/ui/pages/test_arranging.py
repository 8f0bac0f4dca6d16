# SPDX-License-Identifier: Apache-2.0
"""Arranging interviews from the list and the record, and what their cards say of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QDateTime

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import t
from hr_desk.operations import interview_views, interviews, invitations
from hr_desk.operations.interview_views import InterviewLine
from hr_desk.operations.interviews import Plan
from ui.pages.arranging import ArrangePanel
from ui.pages.candidates import CandidatesPage
from ui.pages.interview_rows import interview_words
from ui.pages.inviting import STATES
from ui.pages.record import RecordPage
from ui.session import Surroundings
from ui.widgets.buttons import Button
from ui.widgets.label import Label

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Show) -> CandidatesPage:
    made: CandidatesPage = show(CandidatesPage(around))
    return made


def mark(page: CandidatesPage, *stages: str) -> list[str]:
    """Mark one application at each of these stages."""
    ids: list[str] = []
    for stage in stages:
        ids.append(
            next(id_ for id_, row in page._rows.items() if row.stage == stage and id_ not in ids)
        )
    page.table.mark(ids)
    return ids


def begin(page: CandidatesPage, *, host: str = "刘经理") -> ArrangePanel:
    """Open the panel for what is marked and fill it in."""
    page.handlers()["candidates.interview"]()
    panel = page.contacting.arranging
    assert panel.isVisible()
    panel.host.start(host)
    panel.place.setText("二楼会议室")
    panel.people.setText("王工、李主任")
    return panel


def lines_of(around: Surroundings, owner: Any, id_: str, wait_idle: Wait) -> list[InterviewLine]:
    found: list[Any] = []
    around.desk.query(interview_views.of_candidate, id_, owner=owner, done=found.append)
    wait_idle()
    return list(found[-1])


def arrange(around: Surroundings, owner: Any, id_: str, wait_idle: Wait) -> Plan:
    """Arrange an interview for tomorrow without the panel."""
    session = around.desk.session
    plan = Plan(at=session.now() + timedelta(days=1), minutes=30, host="刘经理", place="一号会议室",
                interviewers=("王工",))  # fmt: skip
    around.desk.run(interviews.arrange, (id_,), plan, owner=owner)
    wait_idle()
    return plan


def test_only_open_applications_are_interviewed(page: CandidatesPage) -> None:
    mark(page, "applied", "interview")
    assert "candidates.interview" in page.handlers()
    mark(page, "applied", "not_hired")
    assert "candidates.interview" not in page.handlers()
    assert page.contacting.buttons["candidates.interview"].isHidden()
    assert not page.contacting.buttons["candidates.message"].isHidden()


def test_several_are_arranged_in_a_row_from_the_list(
    page: CandidatesPage, around: Surroundings, wait_idle: Wait
) -> None:
    ids = mark(page, "applied", "interview")
    panel = begin(page)
    panel.at.setDateTime(QDateTime.currentDateTime().addDays(2))
    panel.minutes.setValue(30)
    panel.every.setValue(40)
    panel.yes.click()
    wait_idle()
    assert not panel.isVisible()
    assert "2" in page.banner.text()
    (first,), (second,) = (lines_of(around, page, id_, wait_idle) for id_ in ids)
    assert sorted((first.starts_at, second.starts_at))[1] - min(
        first.starts_at, second.starts_at
    ) == timedelta(minutes=40)
    assert (first.minutes, first.place, first.host) == (30, "二楼会议室", "刘经理")
    assert first.interviewers == ("王工", "李主任")
    assert {first.visit, second.visit} == {"sent"}


def test_who_would_be_in_two_places_is_said_before(page: CandidatesPage, wait_idle: Wait) -> None:
    mark(page, "applied", "interview")
    panel = begin(page)
    panel.every.setValue(10)
    panel._look()
    wait_idle()
    assert "王工" in panel.clash_text()
    panel.every.setValue(20)
    wait_idle()
    assert panel.clash_text() == ""


def test_what_is_wrong_is_said_in_the_panel(page: CandidatesPage, wait_idle: Wait) -> None:
    mark(page, "applied")
    panel = begin(page)
    panel.at.setDateTime(QDateTime.currentDateTime().addDays(-3))
    panel.yes.click()
    wait_idle()
    assert panel.isVisible()
    assert panel.banner.text()
    assert panel.yes.isEnabled()


def test_the_panel_goes_with_the_marks(page: CandidatesPage, wait_idle: Wait) -> None:
    mark(page, "applied")
    panel = begin(page)
    page.table.mark([])
    wait_idle()
    assert not panel.isVisible()


@pytest.fixture
def record(page: CandidatesPage, around: Surroundings, show: Show, wait_idle: Wait) -> RecordPage:
    """The record of somebody at the stage of interviews."""
    (id_,) = mark(page, "interview")
    made: RecordPage = show(RecordPage(around))
    made.receive(id_)
    wait_idle()
    return made


def shown_id(record: RecordPage) -> str:
    assert record.view is not None
    return record.view.application_id


def said(record: RecordPage) -> str:
    return " ".join(interview_words(one) for one in record.side.interviews.lines)


def press(record: RecordPage, words: str, wait_idle: Wait) -> None:
    """Press the newest button with these words; one that went may not be gone yet."""
    buttons = record.side.interviews.findChildren(Button)
    [one for one in buttons if one.text() == words][-1].click()
    wait_idle()


def test_a_record_arranges_and_its_side_shows_it(
    record: RecordPage, around: Surroundings, wait_idle: Wait
) -> None:
    assert record.side.interviews.isHidden()
    record.handlers()["record.interview"]()
    panel = record.meetings.contacting.arranging
    panel.host.start("刘经理")
    panel.yes.click()
    wait_idle()
    wait_idle()
    assert not record.side.interviews.isHidden()
    assert t(STATES["sent"]) in said(record)
    assert record.side.invitations.isHidden(), "one visit is told once"


def test_the_hour_is_moved_from_the_record(
    record: RecordPage, around: Surroundings, wait_idle: Wait
) -> None:
    plan = arrange(around, record, shown_id(record), wait_idle)
    wait_idle()
    press(record, t("Move…"), wait_idle)
    panel = record.meetings.contacting.arranging
    assert (panel.place.text(), panel.people.text()) == ("一号会议室", "王工")
    panel.at.setDateTime(panel.at.dateTime().addSecs(3600))
    panel.yes.click()
    wait_idle()
    wait_idle()
    hour = (plan.at + timedelta(hours=1)).astimezone(SHANGHAI).strftime("%H:%M")
    assert hour in said(record)
    record.open(shown_id(record))
    wait_idle()
    assert record.side.invitations.isHidden(), "what the move took back is no news"
    record.handlers()["record.interview"]()
    assert panel.place.text() == "", "another's place is not proposed"


def test_calling_off_from_the_record_tells_the_gate(
    record: RecordPage, around: Surroundings, wait_idle: Wait
) -> None:
    arrange(around, record, shown_id(record), wait_idle)
    wait_idle()
    press(record, t("Call off"), wait_idle)
    wait_idle()
    (line,) = lines_of(around, record, shown_id(record), wait_idle)
    assert (line.state, line.visit) == ("cancelled", "cancelled")
    assert t("Called off") in said(record)


def test_an_invitation_without_an_interview_is_taken_back_from_its_card(
    record: RecordPage, around: Surroundings, wait_idle: Wait
) -> None:
    at = around.desk.session.now() + timedelta(days=2)
    around.desk.run(invitations.invite, (shown_id(record),), at=at, host="刘经理", owner=record)
    wait_idle()
    record.open(shown_id(record))
    wait_idle()
    card = record.side.invitations
    assert any("刘经理" in label.text() for label in card.findChildren(Label))
    (button,) = card.findChildren(Button)
    button.click()
    wait_idle()
    wait_idle()
    assert any(t(STATES["cancelled"]) in label.text() for label in card.findChildren(Label))


def test_every_state_has_its_word() -> None:
    assert set(STATES) == {
        "sent",
        "cancelled",
        *(one.state for one in invitations.ANSWERS.values()),
    }
