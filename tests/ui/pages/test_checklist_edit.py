# SPDX-License-Identifier: Apache-2.0
"""The checklist edited in the window: rows added, moved, taken out, refused, put in force."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from hr_desk.domain.working_days import WorkingCalendar, last_official_year, working_day_from
from hr_desk.i18n import t
from hr_desk.operations import checklist_template
from hr_desk.operations.checklist_template import Template
from tests.ui.pages.test_onboarding import join, let_off, settled
from ui.pages.checklist_edit import ChecklistPage
from ui.pages.joiner import JoinerPage
from ui.pages.onboarding import OnboardingPage
from ui.session import Surroundings
from ui.widgets.entry import chosen_day, show_day

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(around: Surroundings, show: Show, wait_idle: Wait) -> ChecklistPage:
    made: ChecklistPage = show(ChecklistPage(around))
    settled(wait_idle)
    return made


def in_force(page: ChecklistPage, wait_idle: Wait) -> Template:
    found: list[Template] = []
    page.desk.query(checklist_template.in_force, owner=page, done=found.append)
    wait_idle()
    return found[0]


def test_rows_are_added_moved_taken_out_and_put_in_force(
    page: ChecklistPage, wait_idle: Wait
) -> None:
    before = in_force(page, wait_idle)
    assert not page.changed() and len(page.rows.rows) == len(before.items)
    page.add_button.click()
    new = page.rows.rows[-1]
    new.zh.setText("一起吃午饭")
    new.days.setValue(2)
    new.who.setCurrentIndex(new.who.findData("person"))
    new.blocks.setCurrentIndex(new.blocks.findData("contract"))
    new.up.click()
    first = page.rows.rows[0]
    first.remove.click()
    assert page.changed()
    page.save()
    settled(wait_idle)
    after = in_force(page, wait_idle)
    keys = [one.key for one in before.items]
    assert [one.key for one in after.items][:-2] == keys[1:-1]
    lunch, last = after.items[-2:]
    assert (lunch.label.zh, lunch.label.en) == ("一起吃午饭", "一起吃午饭")
    assert (lunch.who, lunch.days, lunch.blocks) == ("person", 2, "contract")
    assert last.key == keys[-1] and not page.changed() and page.banner.isVisible()
    page.reset_button.click()
    page.save()
    settled(wait_idle)
    assert in_force(page, wait_idle).items == before.items


def test_an_empty_row_is_refused_by_its_number_and_nothing_is_lost(
    page: ChecklistPage, wait_idle: Wait
) -> None:
    page.add_button.click()
    page.save()
    settled(wait_idle)
    assert str(len(page.rows.rows)) in page.banner.text()
    assert page.changed() and page.save_button.isEnabled()
    assert in_force(page, wait_idle).number == 0


def test_a_row_that_ends_a_countdown_cannot_be_taken_out(page: ChecklistPage) -> None:
    kept = {one.key for one in page.rows.rows if not one.remove.isEnabled()}
    assert kept == {"contract", "social_insurance", "housing_fund"}
    assert not page.rows.rows[0].up.isEnabled() and not page.rows.rows[-1].down.isEnabled()


def test_days_follow_the_chinese_calendar(page: ChecklistPage) -> None:
    show_day(page.day, date(2026, 9, 28))
    row = next(one for one in page.rows.rows if one.key == "contract")
    row.days.setValue(3)
    # 1 to 7 October are holidays.
    assert row.due.text() == "2026-10-08"


def test_what_was_changed_and_not_saved_is_offered_again(
    around: Surroundings, page: ChecklistPage, show: Show, wait_idle: Wait
) -> None:
    page.add_button.click()
    page.rows.rows[-1].zh.setText("一起吃午饭")
    page.keep_drafts()
    settled(wait_idle)
    again: ChecklistPage = show(ChecklistPage(around))
    settled(wait_idle)
    assert again.banner.isVisible() and not again.changed()
    next(one for one in again.banner.findChildren(QPushButton) if one.text()).click()
    assert again.rows.rows[-1].zh.text() == "一起吃午饭"


def test_a_file_takes_the_present_list_over(
    around: Surroundings, page: ChecklistPage, show: Show, wait_idle: Wait
) -> None:
    joiners: list[str] = []
    around.desk.query(join, owner=page, done=joiners.append)
    settled(wait_idle)
    page.rows.rows[0].remove.click()
    gone = "welcome_letter"
    page.save()
    settled(wait_idle)
    joiner: JoinerPage = show(JoinerPage(around))
    joiner.open(joiners[0])
    settled(wait_idle)
    card = joiner.side.checklist
    assert gone in card.boxes
    card.take_over.click()
    settled(wait_idle)
    assert gone not in card.boxes and card.boxes


def test_the_list_of_joiners_leads_there(around: Surroundings, show: Show, wait_idle: Wait) -> None:
    page: OnboardingPage = show(OnboardingPage(around))
    settled(wait_idle)
    went: list[str] = []
    page.go.connect(lambda key, _argument: went.append(key))
    page.checklist_button.click()
    assert went == ["checklist"]


def test_rows_that_are_there_are_not_made_again(page: ChecklistPage, wait_idle: Wait) -> None:
    first = page.rows.rows[0]
    page.receive(None)
    settled(wait_idle)
    assert page.rows.rows[0] is first
    page.reset()
    assert page.rows.rows[0] is first and not page.changed()


def test_whoever_asks_before_all_rows_are_there_gets_all(
    page: ChecklistPage, wait_idle: Wait
) -> None:
    shown = page.rows.items()
    page.rows.rows[0].zh.setText("别的")
    page.rows.show_items(shown)
    assert page.rows.is_coming() and not page.changed()
    assert page.rows.items() == shown
    assert not page.rows.is_coming()


def test_days_are_shown_on_the_corrected_calendar_and_said_to_be_provisional(
    page: ChecklistPage, wait_idle: Wait
) -> None:
    official = WorkingCalendar({})
    first = chosen_day(page.day)
    page.desk.query(let_off, first, owner=page, done=lambda _none: page.refresh())
    settled(wait_idle)
    corrected = WorkingCalendar({first: False})
    proposed = chosen_day(page.day)
    assert proposed == working_day_from(first, 1, official).day
    (before,) = [one for one in page.rows.rows if one.days.value() == -1][:1]
    assert before.due.text().startswith(working_day_from(proposed, -1, corrected).day.isoformat())
    chosen = date(last_official_year() + 1, 3, 15)
    show_day(page.day, chosen)
    page.refresh()
    settled(wait_idle)
    assert chosen_day(page.day) == chosen
    early = working_day_from(chosen, -1, corrected)
    assert early.provisional
    assert before.due.text() == t("{day} (provisional)", day=early.day)
