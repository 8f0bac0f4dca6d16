# SPDX-License-Identifier: Apache-2.0
"""The list of hand-offs: counts, next steps, reminders, and how to begin."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hr_desk.demo import hand_offs as demo
from hr_desk.i18n import t
from hr_desk.operations import hand_off_people, hand_offs
from hr_desk.operations.session import Session
from tests.ui.conftest import PASSPHRASE
from ui.pages.hand_offs import HandOffsPage
from ui.pages.today import TodayPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


def cells(page: HandOffsPage, key: str) -> dict[str, str]:
    """Return the texts of a row by column."""
    records = page.table.records
    (row,) = records.rows_of([key])
    names = [column.key for column in records.columns]
    return {name: str(records.index(row, place).data()) for place, name in enumerate(names)}


def test_a_desk_without_hand_offs_says_where_to_begin(
    around: Surroundings, show: Show, settled: Wait
) -> None:
    page: HandOffsPage = show(HandOffsPage(around))
    settled()
    assert page.begin.isVisible() and page.table.records.rowCount() == 9
    went: list[tuple[str, Any]] = []
    page.go.connect(lambda key, argument: went.append((key, argument)))
    page.first.click()
    page.second.click()
    page.open_line("staff_register")
    assert went == [
        ("recipients", "new"),
        ("standing_hand_offs", "ask"),
        ("standing_hand_offs", {"ask": "staff_register"}),
    ]


def test_each_hand_off_says_whom_it_is_about_and_what_is_next(
    handing: Surroundings, show: Show, settled: Wait, standing: Callable[[str], str]
) -> None:
    payroll, insurance = standing("payroll_new_hires"), standing("social_insurance_enrolment")
    bank = standing("bank_accounts")
    page: HandOffsPage = show(HandOffsPage(handing))
    settled()
    assert not page.begin.isVisible()
    told = cells(page, payroll)
    assert told["recipient"] == demo.RECIPIENTS["own_finance"][0]
    assert told["incomplete"] == "1" and told["day"].startswith("20")
    assert told["step"] == t("Complete what is missing ({count})", count=1)
    assert cells(page, insurance)["step"] == t("Let the file out ({count})", count=1)
    assert cells(page, bank)["step"] == t("Let a second person approve it")
    went: list[tuple[str, Any]] = []
    page.go.connect(lambda key, argument: went.append((key, argument)))
    assert page.handlers() == {}
    for key in (payroll, bank):
        page.table.mark([key])
        page.handlers()["hand_offs.open"]()
    assert went == [("hand_off", payroll), ("standing_hand_offs", bank)]


def test_an_unlocked_file_is_named_until_it_is_deleted(
    handing: Surroundings, show: Show, settled: Wait, standing: Callable[[str], str],
    ask_desk: Callable[..., Any], tmp_path: Path,
) -> None:  # fmt: skip
    insurance = standing("social_insurance_enrolment")
    whole = ask_desk(_proposed, insurance)
    handed = ask_desk(
        hand_offs.send, insurance, whole, passphrase=PASSPHRASE, folder=tmp_path
    )  # fmt: skip
    page: HandOffsPage = show(HandOffsPage(handing))
    settled()
    assert handed.file.name in page.banner.text()
    handed.file.unlink()
    page.refresh()
    settled()
    assert page.banner.text() == ""


def test_today_names_the_day_and_what_waits_for_a_second_person(
    handing: Surroundings, show: Show, settled: Wait, standing: Callable[[str], str]
) -> None:
    payroll, bank = standing("payroll_new_hires"), standing("bank_accounts")
    page: TodayPage = show(TodayPage(handing))
    settled()
    cards = {card.line.key: card for card in page.cards}
    went: list[tuple[str, Any]] = []
    page.go.connect(lambda key, argument: went.append((key, argument)))
    assert demo.RECIPIENTS["own_finance"][0] in cards["hand_off_day"].text.text()
    cards["hand_off_day"].button.click()
    cards["hand_off_approvals"].button.click()
    assert went == [("hand_off", payroll), ("standing_hand_offs", bank)]


def _proposed(session: Session, standing_id: str) -> tuple[str, ...]:
    return tuple(one.joiner_id for one in hand_off_people.plan(session, standing_id).proposed)
