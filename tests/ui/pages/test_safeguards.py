# SPDX-License-Identifier: Apache-2.0
"""Trainings, places and custodians on the screen, and the warning before a value is shown."""

from collections.abc import Callable
from typing import Any

import pytest

from hr_desk.operations import training
from ui.pages.safeguards import SafeguardsPage
from ui.pages.unmasking import UnmaskPanel
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Show) -> SafeguardsPage:
    made: SafeguardsPage = show(SafeguardsPage(around))
    return made


def cells(page: SafeguardsPage, row: int = 0) -> dict[str, str]:
    """Return one user's row: column key to what it shows."""
    model = page.trainings.records
    return {
        column.key: str(model.index(row, place).data())
        for place, column in enumerate(model.columns)
    }


def test_a_training_is_entered_for_the_marked(page: SafeguardsPage, wait_idle: Wait) -> None:
    before = page.rule.text()
    assert page.lines and not any(one.valid for one in page.lines)
    assert page.buttons.buttons["safeguards.train"].isHidden()
    page.trainings.mark([one.id for one in page.lines])
    page.buttons.buttons["safeguards.train"].click()
    page.training.yes.click()
    wait_idle()
    assert page.training.banner.isVisible()  # it has no subject yet
    page.training.subject.setText("个人信息保护培训")
    page.training.yes.click()
    wait_idle()
    assert page.training.isHidden() and all(one.valid for one in page.lines)
    assert cells(page)["subject"] == "个人信息保护培训" and page.rule.text() != before


def test_the_rule_is_chosen(page: SafeguardsPage, wait_idle: Wait) -> None:
    said = page.rule.text()
    page.buttons.press("safeguards.rule")
    assert page.ruling.rule.currentData() == "warns"
    page.ruling.rule.setCurrentIndex(page.ruling.rule.findData("blocks"))
    page.ruling.yes.click()
    wait_idle()
    assert training.blocks(page.desk.session) and page.rule.text() != said


def test_without_privacy_there_is_no_register_of_places(page: SafeguardsPage) -> None:
    assert page.register.isHidden() and page.below.isHidden()
    assert page.buttons.buttons["safeguards.enter"].isHidden()


def test_a_warning_stands_beside_the_purpose(around: Surroundings, show: Show) -> None:
    panel: UnmaskPanel = show(UnmaskPanel(around.desk))
    panel.start("one", ["mobile"])
    assert panel.caution.isHidden()
    panel.leave()
    panel.start("one", ["guardian"])
    assert panel.caution.isVisible() and panel.caution.text()
