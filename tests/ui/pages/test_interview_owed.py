# SPDX-License-Identifier: Apache-2.0
"""Today leads to whoever came to be interviewed and with whom nobody has arranged it."""

from collections.abc import Callable
from typing import Any

from ui.pages.candidates import CandidatesPage
from ui.pages.today import TodayPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


def test_today_leads_to_those_with_whom_nothing_is_arranged(
    around: Surroundings, show: Show, wait_idle: Wait
) -> None:
    went: list[tuple[str, object]] = []
    today: TodayPage = show(TodayPage(around))
    today.go.connect(lambda key, argument: went.append((key, argument)))
    wait_idle()
    (card,) = [one for one in today.cards if one.line.key == "interview_owed"]
    card.button.click()
    ((key, argument),) = went
    assert key == "candidates"

    page: CandidatesPage = show(CandidatesPage(around))
    wait_idle()
    everybody = page.table.records.rowCount()
    page.receive(argument)
    wait_idle()
    assert page.table.records.rowCount() == card.line.count < everybody
    further = page.filter.further
    assert further.isVisible() and further.interview_owed.isChecked()
    further.interview_owed.click()
    wait_idle()
    assert page.table.records.rowCount() == everybody
