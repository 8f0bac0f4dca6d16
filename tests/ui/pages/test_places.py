# SPDX-License-Identifier: Apache-2.0
"""The page of places: where data lies, what the officer allows, and what they take back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hr_desk.domain.places import ALLOWED, HERE
from hr_desk.operations import backups
from ui.language import Languages
from ui.pages.places import PlacesPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]
Do = Callable[..., Any]

REASON = "总部要求异地备份，服务器在青岛。"


@pytest.fixture
def page(office: Surroundings, show: Show, wait_idle: Wait, languages: Languages) -> PlacesPage:
    languages.use("en")
    made: PlacesPage = show(PlacesPage(office))
    wait_idle()
    return made


@pytest.fixture
def there(tmp_path: Path) -> Path:
    """Return a folder that a program copies elsewhere."""
    return tmp_path / "OneDrive - 示例公司" / "backups"


@pytest.fixture
def allowed(page: PlacesPage, there: Path, wait_idle: Wait) -> PlacesPage:
    """Return the page once its officer allowed the folder, which is marked."""
    page.ask_about(there)
    page.allowing.reason.setText(REASON)
    page.allowing.yes.click()
    wait_idle()
    page.table.mark([f"backups {there}"])
    return page


def states(page: PlacesPage) -> list[str]:
    return [one.state for one in page.lines]


def test_a_desk_on_this_computer_asks_for_nothing(page: PlacesPage) -> None:
    assert states(page) == [HERE]
    assert set(page.handlers()) == {"places.allow"}
    assert "disk of this computer" in page.about.text()


def test_a_reason_is_asked_for_before_a_place_is_allowed(
    page: PlacesPage, there: Path, wait_idle: Wait
) -> None:
    page.ask_about(there)
    assert str(there) in page.allowing.sentence.text() and page.allowing.told.text()
    page.allowing.reason.setText("short")
    page.allowing.yes.click()
    wait_idle()
    assert page.allowing.isVisible() and page.allowing.banner.isVisible()
    assert page.allowing.reason.text() == "short" and states(page) == [HERE]


def test_what_is_allowed_is_said_with_its_reason(
    allowed: PlacesPage, languages: Languages, wait_idle: Wait
) -> None:
    assert allowed.allowing.isHidden() and states(allowed) == [HERE, ALLOWED]
    assert REASON in allowed.about.text() and allowed.lines[1].officer == "admin"
    said = allowed.about.text()
    languages.use("zh_CN")
    wait_idle()
    assert REASON in allowed.about.text() and allowed.about.text() != said


def test_a_permission_is_given_anew_with_the_reason_it_had(
    allowed: PlacesPage, wait_idle: Wait
) -> None:
    before = allowed.lines[1].permit
    allowed.buttons.press("places.renew")
    assert allowed.allowing.reason.text() == REASON
    allowed.allowing.yes.click()
    wait_idle()
    assert states(allowed) == [HERE, ALLOWED] and allowed.lines[1].permit != before


def test_it_is_taken_back_with_a_reason(
    allowed: PlacesPage, there: Path, wait_idle: Wait, ask_office: Do
) -> None:
    ask_office(backups.create, to=there)
    allowed.buttons.press("places.take_back")
    assert str(there) in allowed.taking.sentence.text()
    allowed.taking.yes.click()
    wait_idle()
    assert allowed.taking.banner.isVisible()  # nobody said why
    allowed.taking.because.setText("改用本机硬盘")
    allowed.taking.yes.click()
    wait_idle()
    assert allowed.taking.isHidden() and allowed.lines[1].permit is None
    assert not allowed.lines[1].good
    allowed.table.mark([f"backups {there}"])
    assert set(allowed.handlers()) == {"places.allow", "places.renew"}


def test_others_see_where_the_data_lies_and_allow_nothing(
    around: Surroundings, show: Show, wait_idle: Wait
) -> None:
    page: PlacesPage = show(PlacesPage(around))
    wait_idle()
    assert states(page) == [HERE]
    assert all(button.isHidden() for button in page.buttons.buttons.values())
