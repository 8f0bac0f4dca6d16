# SPDX-License-Identifier: Apache-2.0
"""The page of minors: asked for, approved by a second person beside it, ended; the figures."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from hr_desk.operations import users
from tests.ui.conftest import PASSPHRASE
from ui.pages.minors import MinorsPage
from ui.pages.way_back import Visit
from ui.session import Surroundings

Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Callable[..., Any], wait_idle: Wait) -> MinorsPage:
    around.desk.run(
        users.add, name="auditor", passphrase=PASSPHRASE, roles=("auditor",), owner=around.desk
    )
    wait_idle()
    made: MinorsPage = show(MinorsPage(around))
    wait_idle()
    return made


def asked(page: MinorsPage, wait: Wait) -> str:
    """Ask for an approval for the gate; returns its id."""
    page.handlers()["minors.ask"]()
    page.asking.file.setCurrentIndex(page.asking.file.findData("visits"))
    page.asking.role.setCurrentIndex(page.asking.role.findData("front_desk"))
    page.asking.yes.click()
    for _ in range(3):
        wait()
    (id_,) = page.known
    page.table.mark([id_])
    return id_


def test_it_is_asked_for_and_approved_by_a_second_person(page: MinorsPage, wait_idle: Wait) -> None:
    id_ = asked(page, wait_idle)
    assert "minors.approve" in page.handlers()
    page.handlers()["minors.approve"]()
    wait_idle()
    assert page.approving.approver.findData("auditor") >= 0
    assert page.approving.approver.findData("admin") < 0
    page.approving.passphrase.setText(PASSPHRASE)
    page.approving.yes.click()
    for _ in range(3):
        wait_idle()
    one = page.known[id_]
    assert (one.file, one.role, one.holds_on(page.desk.session.today())) == (
        "visits", "front_desk", True,
    )  # fmt: skip
    assert page.approving.isHidden()


def test_it_is_ended_and_lets_nobody_read_any_more(page: MinorsPage, wait_idle: Wait) -> None:
    id_ = asked(page, wait_idle)
    page.handlers()["minors.end"]()
    page.ending.yes.click()
    for _ in range(3):
        wait_idle()
    assert page.known[id_].ended
    assert set(page.handlers()) == {"minors.ask"}


def test_roles_follow_the_records(page: MinorsPage) -> None:
    page.handlers()["minors.ask"]()
    page.asking.file.setCurrentIndex(page.asking.file.findData("personnel"))
    assert page.asking.role.findData("onboarding") >= 0
    assert page.asking.role.findData("recruiter") < 0


def test_one_question_is_about_all_that_another_page_names(page: MinorsPage) -> None:
    page.receive(("personnel", ("a", "b", "c")))
    assert page.asking.file.currentData() == "personnel" and not page.asking.file.isEnabled()
    assert "3" in page.asking.told.text()


def test_the_figures_of_the_year_stand_below(page: MinorsPage) -> None:
    year = str(page.desk.session.today().year)
    assert len(page.figures.text().splitlines()) == 4
    assert all(year in line for line in page.figures.text().splitlines())
    assert page.empty.isVisible()


def test_the_figures_give_their_room_to_what_is_asked(page: MinorsPage) -> None:
    page._open(page.asking)
    assert page.figures.isHidden()
    page.asking.leave()
    assert not page.figures.isHidden()


def test_what_is_asked_for_is_in_hand_and_its_approval_leads_back(
    page: MinorsPage, wait_idle: Wait
) -> None:
    page.receive(Visit(("visits", ()), "visit", "v"))
    assert page.asking.file.currentData() == "visits" and page.asking.file.isEnabled()
    page.asking.yes.click()
    for _ in range(3):
        wait_idle()
    assert page.table.marked() == tuple(page.known)
    page.buttons.press("minors.approve")
    wait_idle()
    page.approving.passphrase.setText("wrong")
    page.approving.yes.click()
    wait_idle()
    assert not page.banner.text()
    page.approving.passphrase.setText(PASSPHRASE)
    page.approving.yes.click()
    for _ in range(3):
        wait_idle()
    gone: list[tuple[str, object]] = []
    page.go.connect(lambda key, what: gone.append((key, what)))
    (back,) = (one for one in page.banner.findChildren(QPushButton) if one.text())
    back.click()
    assert gone == [("visit", "v")]


def test_the_usual_purpose_of_the_records_is_proposed(page: MinorsPage) -> None:
    page.receive(("visits", ()))
    assert page.asking.purpose.currentData() == "visit.access"
    page.asking.file.setCurrentIndex(page.asking.file.findData("personnel"))
    assert page.asking.purpose.currentData() == "hire.contract"
    page.asking.purpose.setCurrentIndex(page.asking.purpose.findData("hire.safety"))
    page.asking._say()
    assert page.asking.purpose.currentData() == "hire.safety"
