# SPDX-License-Identifier: Apache-2.0
"""The page of the stages before an offer: one is added, changed, retired, taken away."""

from collections.abc import Callable
from typing import Any

import pytest

from ui.pages.candidates import CandidatesPage
from ui.pages.requisitions import RequisitionsPage
from ui.pages.stages import StagesPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Show) -> StagesPage:
    made: StagesPage = show(StagesPage(around))
    return made


def listed(page: StagesPage, column: int = 1) -> list[str]:
    model = page.table.records
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def add(page: StagesPage, wait_idle: Wait) -> None:
    page.steps.press("stages.add")
    page.form.zh.setText("试工")
    page.form.en.setText("Trial work")
    page.form.after.setCurrentIndex(page.form.after.findData("interview"))
    page.form.yes.click()
    wait_idle()
    wait_idle()


def test_one_is_added_and_requisitions_may_have_it(
    page: StagesPage, around: Surroundings, show: Show, wait_idle: Wait
) -> None:
    assert listed(page) == ["已应聘", "初步筛选", "笔试或实操", "面试", "复试"]
    add(page, wait_idle)
    assert page.form.isHidden()
    assert listed(page) == ["已应聘", "初步筛选", "笔试或实操", "面试", "试工", "复试"]
    requisitions = show(RequisitionsPage(around))
    requisitions.opening.start()
    assert requisitions.opening.stages["x_trial_work"].text() == "试工"
    assert not requisitions.opening.stages["x_trial_work"].isChecked()


def test_what_does_not_fit_is_said_in_the_form(page: StagesPage, wait_idle: Wait) -> None:
    page.steps.press("stages.add")
    page.form.zh.setText("面试")
    page.form.en.setText("Talk")
    page.form.yes.click()
    wait_idle()
    assert page.form.isVisible()
    assert "面试" in page.form.banner.text()
    assert page.form.yes.isEnabled()


def test_one_is_changed_retired_and_taken_away(page: StagesPage, wait_idle: Wait) -> None:
    add(page, wait_idle)
    page.table.mark(["x_trial_work"])
    page.steps.press("stages.change")
    assert page.form.after.currentData() == "interview"
    page.form.zh.setText("试岗")
    page.form.usual.setChecked(True)
    page.form.yes.click()
    wait_idle()
    wait_idle()
    assert "试岗" in listed(page)
    assert page.lines["x_trial_work"].stage.choice == "usual"
    page.table.mark(["x_trial_work"])
    assert "stages.restore" not in page.handlers()
    page.steps.press("stages.retire")
    wait_idle()
    wait_idle()
    assert page.lines["x_trial_work"].stage.retired
    page.table.mark(["x_trial_work"])
    page.steps.press("stages.restore")
    wait_idle()
    wait_idle()
    assert not page.lines["x_trial_work"].stage.retired
    page.table.mark(["x_trial_work"])
    page.steps.press("stages.remove")
    wait_idle()
    wait_idle()
    assert "试岗" not in listed(page)


def test_of_one_that_ships_only_the_default_is_asked(page: StagesPage, wait_idle: Wait) -> None:
    page.table.mark(["applied"])
    assert "stages.change" not in page.handlers()
    page.table.mark(["screening"])
    assert "stages.remove" not in page.handlers()
    page.steps.press("stages.change")
    assert page.form.zh.isHidden() or not page.form.zh.isVisible()
    page.form.usual.setChecked(True)
    page.form.yes.click()
    wait_idle()
    wait_idle()
    assert page.lines["screening"].stage.choice == "usual"


def test_the_board_and_the_filter_show_it_in_both_languages(
    page: StagesPage, around: Surroundings, show: Show, wait_idle: Wait
) -> None:
    add(page, wait_idle)
    people: CandidatesPage = show(CandidatesPage(around))
    page.table.mark(["x_trial_work"])
    page.steps.press("stages.change")
    page.form.usual.setChecked(True)
    page.form.yes.click()
    wait_idle()
    wait_idle()
    people.toggle_board()
    wait_idle()
    board = people.board.view
    assert board.stages[:3] == ("applied", "interview", "x_trial_work")
    assert "x_trial_work" in people.filter.chips
    assert str(around.desk.catalogue.stages["x_trial_work"].label) == "试工"
    around.languages.use("en")
    wait_idle()
    people.filter.show_counts({"x_trial_work": 3})
    assert people.filter.chips["x_trial_work"].text() == "Trial work 3"
    around.languages.use("zh_CN")
    wait_idle()
    people.filter.show_counts({"x_trial_work": 3})
    assert people.filter.chips["x_trial_work"].text() == "试工 3"
