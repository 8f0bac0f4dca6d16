# SPDX-License-Identifier: Apache-2.0
"""On the promise board: how the promises of paired desks stand, and who says nothing of them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import promises, retention
from hr_desk.operations.controls import BROKEN
from tests.support.paired_office import OFFICER, Company
from tests.support.two_desks import PASSPHRASE
from tests.ui.pages.test_policies import picture
from ui.language import Languages
from ui.pages.promises import PromisesPage

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def company(company: Company) -> Company:
    """The plant reported four days ago, and nothing since."""
    for side in (company.office, company.plant):
        side.clock.at = datetime.now(UTC) - timedelta(days=4)  # the window goes by the real one
    retention.sweep(company.admin)
    company.carry()
    return company


def test_the_officer_sees_what_is_judged_there_and_that_it_is_silent(
    company: Company, open_as: Show, show: Show, wait_idle: Wait, languages: Languages,
    profile: Path,
) -> None:  # fmt: skip
    languages.use("zh_CN")
    page: PromisesPage = show(PromisesPage(open_as(company.office.folder, "officer", OFFICER)))
    page.receive("paired_boards")
    wait_idle()
    assert page.tabs.currentWidget() is page.paired
    assert page.paired.table.records.rowCount() == 1
    assert "4" in page.paired.table.model().index(0, 4).data()
    picture(page, "boards")
    languages.use("en")
    wait_idle()
    picture(page, "boards-en")
    (one,) = page.paired._known.values()
    broken = [promises.CONTROLS[key].label for key in one.those(BROKEN)]
    assert broken and all(label in page.paired.broken.text() for label in broken)
    lines = (page.paired.broken, page.paired.kept, page.paired.unseen)
    assert sum(text.text().count("· ") for text in lines) == len(promises.CONTROLS)
    page.tabs.setCurrentIndex(0)
    wait_idle()
    picture(page, "boards-own-en")


def test_the_paired_desk_says_when_it_reported_and_has_no_tabs(
    company: Company, open_as: Show, show: Show, wait_idle: Wait, languages: Languages,
    profile: Path,
) -> None:  # fmt: skip
    languages.use("en")
    page: PromisesPage = show(PromisesPage(open_as(company.plant.folder, "admin", PASSPHRASE)))
    assert not page.tabs.tabBar().isVisible()
    day = (company.plant.clock.at + timedelta(hours=8)).date().isoformat()
    assert f"Reported to the privacy office on {day}." in page.progress.text()
    picture(page, "board-there-en")
