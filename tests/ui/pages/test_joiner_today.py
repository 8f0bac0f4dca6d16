# SPDX-License-Identifier: Apache-2.0
"""From Today to the joiners of whom something waits, and from Ctrl+K to one of them."""

from collections.abc import Callable
from typing import Any

from hr_desk.operations import checklist
from hr_desk.operations.looking_up import Hit
from hr_desk.operations.session import Session
from tests.ui.pages.test_onboarding import join, settled
from ui.pages.onboarding import DUE, OPEN, OnboardingPage
from ui.pages.today import TodayPage
from ui.palette import place_of
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


def do_all(session: Session, joiner_id: str) -> None:
    """Tick every row of a joiner's list."""
    for line in checklist.lines(session, joiner_id):
        checklist.tick(session, joiner_id, line.item.key)


def test_what_waits_leads_to_the_list_of_those_it_is_about(
    around: Surroundings, show: Show, wait_idle: Wait
) -> None:
    found: list[str] = []
    around.desk.query(join, owner=around.desk, done=found.append)
    wait_idle()
    page: TodayPage = show(TodayPage(around))
    settled(wait_idle)
    cards = {card.line.key: card for card in page.cards}
    assert {"begin", "items"} <= set(cards)
    went: list[tuple[str, Any]] = []
    page.go.connect(lambda key, argument: went.append((key, argument)))
    cards["items"].button.click()
    assert went == [("onboarding", {"show": DUE})]
    joiners: OnboardingPage = show(OnboardingPage(around))
    joiners.receive(went[0][1])
    settled(wait_idle)
    assert joiners.state.currentData() == DUE and joiners.table.records.rowCount() == 1
    around.desk.run(do_all, found[0], owner=around.desk)
    joiners.refresh()
    settled(wait_idle)
    assert joiners.table.records.rowCount() == 1  # they begin today
    joiners.receive(None)
    assert joiners.state.currentData() == DUE
    joiners.state.setCurrentIndex(joiners.state.findData(OPEN))
    settled(wait_idle)
    assert joiners.table.records.rowCount() == 1
    page.refresh()
    settled(wait_idle)
    assert "items" not in {card.line.key for card in page.cards}


def test_a_joiner_that_was_found_is_opened() -> None:
    assert place_of(Hit("joiner", "abc", "张伟", (), "expected")) == ("joiner", "abc")
