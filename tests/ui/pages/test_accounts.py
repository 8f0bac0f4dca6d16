# SPDX-License-Identifier: Apache-2.0
"""Payroll's pages on a real desk: the list, one account, numbers covered, how it ends."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from hr_desk.operations import (
    account_views,
    candidates,
    delivery,
    handing_over,
    intake,
    joiner_views,
    onboarding,
    recruitment,
)
from hr_desk.operations.account_views import COMPARED, GIVEN, AccountQuery
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.session import Session
from tests.ui.conftest import typed
from ui.language import Languages
from ui.pages.account import AccountPage
from ui.pages.accounts import AccountsPage
from ui.pages.way_back import Visit
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]

CARD = "6222020200112233445"


def carry(session: Session) -> None:
    """Carry what crosses a border until nothing moves any more."""
    delivery.deliver(session)
    while intake.take_in(session).taken:
        delivery.deliver(session)


def begun(session: Session) -> str:
    """Let 张伟 begin today with a bank account nobody compared; returns the account."""
    (row,) = candidates.list_applications(session, ListQuery(text="张伟")).rows
    recruitment.accept_offer(
        session, [row.application_id], told_by="刘经理", on=session.today(), keep_open=True
    )
    handing_over.hand_over(session, [row.application_id], start_on=session.today())
    carry(session)
    (joiner,) = joiner_views.list_joiners(session, JoinerQuery())
    values = typed(
        session.catalogue, birth_date="1990-05-12", bank_account_no=CARD, base_pay="6500"
    )
    onboarding.edit(session, joiner.joiner_id, values, version=1)
    onboarding.check(session, joiner.joiner_id, ["bank_account_no"])
    onboarding.start(session, [joiner.joiner_id], on=session.today())
    carry(session)
    (line,) = account_views.board(session, AccountQuery())
    return line.account_id


@pytest.fixture
def account(ask: Callable[..., Any]) -> str:
    return str(ask(begun))


@pytest.fixture
def page(around: Surroundings, show: Show, wait_idle: Wait, account: str) -> AccountPage:
    made: AccountPage = show(AccountPage(around))
    opened(made, account, wait_idle)
    return made


def settled(wait_idle: Wait) -> None:
    for _ in range(5):
        wait_idle()


def opened(page: AccountPage, account: str, wait_idle: Wait) -> None:
    """Open an account and wait until its form is whole."""
    page.open(account)
    settled(wait_idle)
    page.form.finish()
    settled(wait_idle)


def write(page: AccountPage, **texts: str) -> None:
    for key, text in texts.items():
        page.form.row(key).retype()
        page.form.row(key).editor.set_text(text)
        page.form.row(key).editor.edited.emit()


def test_an_empty_list_says_what_to_do_next(
    open_as: Show, empty_folder: Path, show: Show, wait_idle: Wait
) -> None:
    page: AccountsPage = show(AccountsPage(open_as(empty_folder)))
    settled(wait_idle)
    assert page.none_yet.isVisible()
    went: list[str] = []
    page.go.connect(lambda key, _argument: went.append(key))
    page.none_yet.button.click()
    assert went == ["onboarding"]


def test_without_an_account_the_page_leads_to_the_list(
    around: Surroundings, show: Show, wait_idle: Wait, account: str, languages: Languages
) -> None:
    languages.use("en")
    page: AccountPage = show(AccountPage(around))
    assert page.nothing.title.text() == "No account is open"
    went: list[str] = []
    page.go.connect(lambda key, _argument: went.append(key))
    page.nothing.button.click()
    assert went == ["accounts"]
    opened(page, account, wait_idle)
    assert page.form.isVisible()
    assert not page.nothing.isVisible()


def test_an_account_is_shown_also_when_its_page_was_empty_before(
    around: Surroundings, show: Show, wait_idle: Wait, account: str
) -> None:
    page: AccountPage = show(AccountPage(around))
    assert page.nothing.isVisible() and not page.form.isVisible()
    page.open(account)
    page.retranslate()  # as when the language is switched before the account is read
    settled(wait_idle)
    assert page.form.isVisible() and not page.nothing.isVisible()


def test_the_list_says_how_each_number_stands_and_opens_an_account(
    around: Surroundings, show: Show, wait_idle: Wait, account: str
) -> None:
    page: AccountsPage = show(AccountsPage(around))
    settled(wait_idle)
    model = page.table.records
    cells = [str(model.index(0, place).data()) for place in range(model.columnCount())]
    assert cells[0] == "张伟" and CARD[-4:] in cells[2] and CARD not in "".join(cells)
    assert cells[3] != cells[4]
    went: list[tuple[str, Any]] = []
    page.go.connect(lambda key, argument: went.append((key, argument)))
    assert page.handlers() == {}
    page.table.mark([account])
    page.handlers()["accounts.open"]()
    assert went == [("account", account)]
    page.shown.setCurrentIndex(page.shown.findData("gone"))
    settled(wait_idle)
    assert page.no_match.isVisible()
    page.no_match.button.click()
    page.search.setText("zw")
    settled(wait_idle)
    assert page.table.isVisible() and page.table.records.rowCount() == 1


def test_a_number_is_shown_for_a_purpose_and_covered_again(
    page: AccountPage, wait_idle: Wait, ask: Callable[..., Any], account: str
) -> None:
    row = page.form.row("bank_account_no")
    assert row.view.masked and row.view.value is None
    page.form.unmask_requested.emit(("bank_account_no",))
    assert page.unmasking.isVisible() and not page.unmasking.yes.isEnabled()
    page.unmasking.purpose.setCurrentIndex(page.unmasking.purpose.findData("hire.payroll_si"))
    page.unmasking.yes.click()
    settled(wait_idle)
    assert row.view.value == CARD
    history = ask(account_views.open_file, account).history
    assert ("account.unmask", "hire.payroll_si") in {
        (one.operation, one.purpose) for one in history
    }
    page.hide()
    assert row.view.masked


def test_a_replaced_number_is_typed_twice_and_then_compared(
    page: AccountPage, wait_idle: Wait, ask: Callable[..., Any]
) -> None:
    assert page.side.buttons == {}
    write(page, bank_account_no="6222020200998877665")
    page.save()
    assert page.again.isVisible()
    page.again.second.setText("6222020200998877665")
    page.again.yes.click()
    settled(wait_idle)
    (line,) = ask(account_views.board, AccountQuery())
    assert line.card == GIVEN
    page.side.buttons["bank_account_no"].click()
    settled(wait_idle)
    (line,) = ask(account_views.board, AccountQuery())
    assert line.card == COMPARED and page.side.buttons == {}


def test_what_was_typed_and_not_saved_is_offered_again(
    page: AccountPage, wait_idle: Wait, account: str
) -> None:
    write(page, bank_name="示例银行示例支行")
    page.keep_drafts()
    settled(wait_idle)
    opened(page, account, wait_idle)
    assert page.banner.isVisible() and not page.form.changed()
    next(one for one in page.banner.findChildren(QPushButton) if one.text()).click()
    page.save()
    settled(wait_idle)
    assert page.form.row("bank_name").editor.text() == "示例银行示例支行"


def test_somebody_leaves_and_the_last_wage_is_settled(page: AccountPage, wait_idle: Wait) -> None:
    assert page.steps.buttons["settle"].isHidden()
    assert "account.settle" not in page.handlers()
    page.leaving.buttons["leave"].click()
    page.leaving.kind.setCurrentIndex(page.leaving.kind.findData("resigned"))
    page.leaving.yes.click()
    settled(wait_idle)
    page.desk.run(carry, owner=page, done=lambda _none: page.refresh())
    settled(wait_idle)
    assert page.file is not None and page.file.line.ended == "left"
    before = {note.class_key: note.due for note in page.file.clocks}["PAY"]
    page.handlers()["account.settle"]()
    page.steps.day.setDate(page.steps.day.date().addDays(10))
    page.steps.yes.click()
    settled(wait_idle)
    after = {note.class_key: note.due for note in page.file.clocks}["PAY"]
    assert after == before + dt.timedelta(days=10)
    assert page.leaving.buttons["leave"].isHidden()


def test_the_joiners_file_is_one_click_away(page: AccountPage) -> None:
    went: list[tuple[str, Any]] = []
    page.go.connect(lambda key, argument: went.append((key, argument)))
    assert page.file is not None
    page.side.open_joiner.click()
    page.handlers()["account.back"]()
    account, joiner = page.file.view.account_id, page.file.line.joiner_id
    assert went == [("joiner", Visit(joiner, "account", account)), ("accounts", None)]
