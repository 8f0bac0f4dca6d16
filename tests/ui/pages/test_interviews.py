# SPDX-License-Identifier: Apache-2.0
"""The interviews of a day: who comes, what became of it, and what can be done."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hr_desk.domain.clock import day_of
from hr_desk.i18n import t
from hr_desk.operations import candidates, interviews
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.interviews import Plan
from hr_desk.operations.session import Session
from ui.pages.interviews import InterviewsPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
BEGIN = timedelta(days=1)


def _arranged(session: Session) -> tuple[str, ...]:
    rows = candidates.list_applications(session, ListQuery(stages=("applied",))).rows[:2]
    plan = Plan(at=session.now() + BEGIN, minutes=20, host="刘经理", place="二楼会议室",
                interviewers=("王工",))  # fmt: skip
    ids = tuple(one.application_id for one in rows)
    return interviews.arrange(session, ids, plan, every=1).created


@pytest.fixture
def page(around: Surroundings, show: Show, wait_idle: Wait) -> InterviewsPage:
    """The page at the day of two interviews that clash."""
    made: InterviewsPage = show(InterviewsPage(around))
    around.desk.query(_arranged, owner=made, done=lambda _ids: None)
    wait_idle()
    made.receive(day_of(around.desk.session.now() + BEGIN))
    wait_idle()
    return made


def texts(page: InterviewsPage) -> str:
    model = page.table.records
    return " ".join(
        str(model.index(row, column).data())
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    )


def mark(page: InterviewsPage, count: int) -> list[str]:
    ids = [page.table.records.row_id(row) for row in range(count)]
    page.table.mark(ids)
    return ids


def test_a_day_says_who_comes_where_and_to_whom(page: InterviewsPage) -> None:
    said = texts(page)
    for word in ("二楼会议室", "王工", "刘经理", t("Expected"), t("Planned")):
        assert word in said
    assert t("{time} (clash)", time="") in said


def test_another_day_is_empty_and_leads_to_the_candidates(
    page: InterviewsPage, wait_idle: Wait
) -> None:
    wanted: list[tuple[str, object]] = []
    page.go.connect(lambda key, argument: wanted.append((key, argument)))
    page.later.click()
    wait_idle()
    assert page._view.currentWidget() is page.nothing
    page.nothing.button.click()
    assert wanted == [("candidates", None)]
    page.earlier.click()
    wait_idle()
    assert page.table.records.rowCount() == 2


def test_what_became_of_it_is_noted_and_mended(page: InterviewsPage, wait_idle: Wait) -> None:
    mark(page, 2)
    assert "interviews.score" not in page.handlers(), "one at a time"
    page.handlers()["interviews.miss"]()
    wait_idle()
    wait_idle()
    assert {one.state for one in page.marked()} == {"missed"}
    page.handlers()["interviews.hold"]()
    wait_idle()
    wait_idle()
    assert {one.state for one in page.marked()} == {"held"}
    assert "interviews.cancel" not in page.handlers()


def test_calling_off_leaves_nothing_to_score(page: InterviewsPage, wait_idle: Wait) -> None:
    mark(page, 1)
    page.handlers()["interviews.cancel"]()
    wait_idle()
    wait_idle()
    (one,) = page.marked()
    assert (one.state, one.visit) == ("cancelled", "cancelled")
    assert not {"interviews.score", "interviews.move", "interviews.hold"} & set(page.handlers())


def test_a_scorecard_is_entered_from_the_day(page: InterviewsPage, wait_idle: Wait) -> None:
    mark(page, 1)
    page.handlers()["interviews.score"]()
    wait_idle()
    page.scoring.points["skills"].set_value(4)
    page.scoring.yes.click()
    wait_idle()
    wait_idle()
    (one,) = page.marked()
    assert (one.state, one.scorecards) == ("held", 1)
    assert one.name in page.banner.text()


def test_moving_keeps_the_row_up_to_date(page: InterviewsPage, wait_idle: Wait) -> None:
    (id_,) = mark(page, 1)
    page.handlers()["interviews.move"]()
    panel = page.contacting.arranging
    assert panel.isVisible() and panel.place.text() == "二楼会议室"
    panel.place.setText("培训室")
    panel.yes.click()
    wait_idle()
    wait_idle()
    assert page._lines[id_].place == "培训室"


def test_the_record_opens_from_the_day(page: InterviewsPage) -> None:
    wanted: list[tuple[str, object]] = []
    page.go.connect(lambda key, argument: wanted.append((key, argument)))
    mark(page, 1)
    page.handlers()["interviews.open"]()
    (one,) = page.marked()
    assert wanted == [("record", one.application_id)]


def test_texts_and_calls_are_about_the_marked(page: InterviewsPage, wait_idle: Wait) -> None:
    mark(page, 2)
    page.handlers()["interviews.calls"]()
    wait_idle()
    assert len(page.contacting.calling.lines) == 2
    page.handlers()["interviews.message"]()
    wait_idle()
    wait_idle()
    assert page.contacting.calling.isHidden(), "one panel at a time"
    assert "二楼会议室" in page.contacting.texting.text.toPlainText()
    page.hide()
    assert page.contacting.texting.text.toPlainText() == ""


def test_it_follows_the_language(page: InterviewsPage, around: Surroundings, qtbot: QtBot) -> None:
    around.languages.use("en")
    qtbot.waitUntil(lambda: "Planned" in texts(page))
    assert page.header.title.text() == "Interviews"
    around.languages.use("zh_CN")
