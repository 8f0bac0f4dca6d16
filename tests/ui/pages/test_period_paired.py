# SPDX-License-Identifier: Apache-2.0
"""Periods between desks: the officer lets paired desks follow one, who is there confirms it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import intake, period_settings
from hr_desk.operations.period_decisions import FOLLOWED, STATES, WAITS_WORD
from tests.support.paired_office import OFFICER, Company
from tests.support.two_desks import PASSPHRASE
from tests.ui.pages.test_policies import picture
from ui.language import Languages
from ui.pages import period_paired
from ui.pages.retention import PERIODS, RetentionPage

Show = Callable[..., Any]
Wait = Callable[[], None]
KEY = "VIS.checked_out"


@pytest.fixture
def company(company: Company) -> Company:
    """The office has set a longer period, and the plant does not know it yet."""
    admin = company.office.open()
    period_settings.set_period(admin, "VIS", "checked_out", 120, reason="消防要求", told=True)
    intake.take_in(company.officer)
    company.carry()
    return company


def page_of(company: Company, opened: Any, show: Show, wait_idle: Wait) -> RetentionPage:
    page: RetentionPage = show(RetentionPage(opened))
    page.receive("periods")
    wait_idle()
    assert page.tabs.currentIndex() == PERIODS
    page.periods.table.mark([KEY])
    return page


def test_a_period_is_passed_on_by_two_and_confirmed_where_it_is_longer(
    company: Company, open_as: Show, show: Show, wait_idle: Wait, languages: Languages,
    profile: Path,
) -> None:  # fmt: skip
    languages.use("zh_CN")
    office = page_of(company, open_as(company.office.folder, "officer", OFFICER), show, wait_idle)
    between = office.periods.between
    assert between.pass_on.isVisible() and not between.confirm.isVisible()
    between.pass_on.click()
    wait_idle()
    picture(office, "pass-on")
    form = between.passing
    assert [form.approver.itemData(n) for n in range(form.approver.count())] == ["officer"]
    form.passphrase.setText("wrong")
    form.yes.click()
    wait_idle()
    assert form.isVisible() and form.passphrase.text()
    form.passphrase.setText(OFFICER)
    form.yes.click()
    wait_idle()
    assert not form.isVisible() and form.passphrase.text() == ""
    for side in (company.office, company.plant):
        side.clock.at = datetime.now(UTC)  # the window goes by the real one
    company.carry()

    plant = page_of(company, open_as(company.plant.folder, "admin", PASSPHRASE), show, wait_idle)
    there = plant.periods.between
    assert there.confirm.isVisible() and not there.pass_on.isVisible()
    assert "officer" in there.said.text() and "消防要求" in there.said.text()
    picture(plant, "asked-there")
    there.confirm.click()
    assert not there.confirming.yes.isEnabled()
    picture(plant, "confirm-there")
    there.confirming.told.setChecked(True)
    there.confirming.yes.click()
    wait_idle()
    plant.refresh()
    wait_idle()
    plant.periods.table.mark([KEY])
    assert not there.confirm.isVisible() and plant.periods.known[KEY].days == 120
    office.refresh()
    wait_idle()
    office.periods.table.mark([KEY])
    assert "3" in between.short(office.periods.known[KEY])
    picture(office, "waits-there")
    company.carry()
    languages.use("en")
    wait_idle()
    for page in (office, plant):  # one after the other: a window has one page of a kind
        page.refresh()
        wait_idle()
    office.periods.table.mark([KEY])
    plant.periods.table.mark([KEY])
    assert between.said.text().count("followed, 120 days") == 1
    picture(office, "followed-en")
    picture(plant, "followed-there-en")


def test_every_state_has_words_on_both_sides() -> None:
    assert period_paired.STATES.keys() == period_paired.HERE.keys() == {"", *STATES}
    assert {FOLLOWED, WAITS_WORD} <= set(STATES)
