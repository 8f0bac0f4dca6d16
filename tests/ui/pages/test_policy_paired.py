# SPDX-License-Identifier: Apache-2.0
"""On the page of the policy: what became of each version at paired desks, and sending it again."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import policy_sending
from hr_desk.operations.policy_copies import HASH, KEPT, OLDER, OUTCOMES
from tests.support.forging import raw
from tests.support.paired_office import OFFICER, Company, announce
from tests.ui.pages.test_policies import picture
from ui.language import Languages
from ui.pages.policies import PAIRED, TOLD, PoliciesPage
from ui.pages.policy_paired import STATES, WHY
from ui.pages.today import TodayPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def around(company: Company, profile: Path, open_as: Callable[..., Surroundings]) -> Surroundings:
    announce(company)
    company.carry()
    with raw(company.officer, "privacy") as connection:
        connection.execute(
            "UPDATE policy_sending SET outcome = CASE WHEN peer LIKE '%/visits' THEN ? ELSE ? END "
            "WHERE policy = 2 AND peer NOT LIKE '%/personnel'",
            (HASH, OLDER),
        )
    return open_as(company.office.folder, "officer", OFFICER)


def test_what_nobody_took_is_first_says_why_and_goes_again(
    company: Company, around: Surroundings, show: Show, wait_idle: Wait, languages: Languages
) -> None:
    languages.use("zh_CN")
    today: TodayPage = show(TodayPage(around))
    (waits,) = [card for card in today.cards if card.line.key == "policy_refused"]
    assert "2" in waits.text.text()
    page: PoliciesPage = show(PoliciesPage(around))
    page.receive("policy_refused")
    wait_idle()
    assert page.tabs.currentIndex() == PAIRED
    assert page.paired.table.records.rowCount() == 6
    first = page.paired.marked()
    assert first is not None and first.outcome in (HASH, OLDER)
    assert page.paired.why.isVisible()
    picture(page, "paired")
    languages.use("en")
    wait_idle()
    picture(page, "paired-en")
    assert page.paired.why.text() == WHY[first.outcome]
    button = page.buttons.buttons["policies.resend"]
    assert button.isVisible()
    button.click()
    wait_idle()
    company.carry()
    found = {one.peer: one.outcome for one in policy_sending.sendings(company.officer)
             if one.policy == 2}  # fmt: skip
    assert found[first.peer] == KEPT
    page.tabs.setCurrentIndex(TOLD)
    wait_idle()
    picture(page, "told-paired-en")
    assert not button.isVisible()


def test_every_outcome_has_words_and_says_what_to_do() -> None:
    assert STATES.keys() == WHY.keys() == {"", *OUTCOMES}
