# SPDX-License-Identifier: Apache-2.0
"""The page of standing hand-offs: asked for, approved by a second person, ended."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from hr_desk.demo import hand_offs as demo
from hr_desk.operations import recipients, standing_hand_offs
from tests.ui.conftest import PASSPHRASE
from ui.pages.standing_hand_offs import StandingHandOffsPage
from ui.pages.way_back import Visit
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def page(handing: Surroundings, show: Show, settled: Wait) -> StandingHandOffsPage:
    made: StandingHandOffsPage = show(StandingHandOffsPage(handing))
    settled()
    return made


def test_without_a_recipient_the_page_leads_to_them(
    open_as: Show, empty_folder: Path, show: Show, settled: Wait
) -> None:
    page: StandingHandOffsPage = show(StandingHandOffsPage(open_as(empty_folder)))
    settled()
    went: list[tuple[str, Any]] = []
    page.go.connect(lambda key, argument: went.append((key, argument)))
    assert page.no_recipient.isVisible() and page.handlers() == {}
    page.no_recipient.button.click()
    assert went == [("recipients", "new")]


def test_one_is_asked_for_with_a_recipient_that_may_have_it(
    page: StandingHandOffsPage, settled: Wait, ask_desk: Callable[..., Any]
) -> None:
    page.receive({"ask": "social_insurance_stop"})
    form = page.asking
    assert form.isVisible() and form.told.text()
    assert form.recipient.currentText() == demo.RECIPIENTS["statutory"][0]
    form.template.setCurrentIndex(form.template.findData("bank_accounts"))
    form.yes.click()
    settled()
    assert form.isVisible() and form.banner.text()
    form.template.setCurrentIndex(form.template.findData("social_insurance_stop"))
    form.yes.click()
    settled()
    assert not form.isVisible() and page.table.records.rowCount() == 4
    newest = ask_desk(standing_hand_offs.list_standing)[0]
    assert newest.template_key == "social_insurance_stop" and newest.approved_by is None


def test_a_second_person_reads_and_approves_with_their_own_passphrase(
    page: StandingHandOffsPage, settled: Wait, standing: Callable[[str], str],
    ask_desk: Callable[..., Any],
) -> None:  # fmt: skip
    bank = standing("bank_accounts")
    page.receive(bank)
    page.handlers()["standing_hand_offs.approve"]()
    settled()
    form = page.approving
    names = [form.approver.itemText(place) for place in range(form.approver.count())]
    assert names == [demo.AUDITOR] and demo.RECIPIENTS["wage_bank"][0] in form.told.text()
    form.passphrase.setText("not the passphrase")
    form.yes.click()
    settled()
    assert form.isVisible() and form._secret.error()
    form.passphrase.setText(PASSPHRASE)
    form.yes.click()
    settled()
    assert not form.isVisible() and form.passphrase.text() == ""
    assert ask_desk(standing_hand_offs.standing_named, bank).approved_by is not None
    went: list[tuple[str, Any]] = []
    page.go.connect(lambda key, argument: went.append((key, argument)))
    page.handlers()["standing_hand_offs.plan"]()
    assert went == [("hand_off", Visit(bank, "standing_hand_offs", bank))]


def test_one_that_stopped_says_why_and_ended_ones_are_put_away(
    page: StandingHandOffsPage, settled: Wait, standing: Callable[[str], str],
    ask_desk: Callable[..., Any],
) -> None:  # fmt: skip
    payroll, bank = standing("payroll_new_hires"), standing("bank_accounts")
    ask_desk(recipients.end, ask_desk(standing_hand_offs.standing_named, payroll).recipient.id)
    settled()
    page.table.mark([payroll])
    assert page.why.isVisible() and demo.RECIPIENTS["own_finance"][0] in page.why.text()
    verbs = ("ask", "recipient", "end")
    assert set(page.handlers()) == {f"standing_hand_offs.{verb}" for verb in verbs}
    page.table.mark([bank])
    page.handlers()["standing_hand_offs.end"]()
    page.ending.yes.click()
    settled()
    assert page.table.records.rows_of([bank]) == []
    page.with_ended.setChecked(True)
    page.table.mark([bank])
    assert page.table.marked() == (bank,) and set(page.handlers()) == {"standing_hand_offs.ask"}


def test_what_is_asked_follows_the_language(
    page: StandingHandOffsPage, settled: Wait, standing: Callable[[str], str],
    handing: Surroundings, qtbot: QtBot,
) -> None:  # fmt: skip
    handing.languages.use("en")
    page.receive(standing("bank_accounts"))
    page.handlers()["standing_hand_offs.approve"]()
    settled()
    form = page.approving
    before = (form.sentence.text(), form.told.text(), form._secret.editor.accessibleName())
    handing.languages.use("zh_CN")
    qtbot.waitUntil(lambda: form.sentence.text() != before[0])
    after = (form.sentence.text(), form.told.text(), form._secret.editor.accessibleName())
    assert not set(before) & set(after)
    assert form.approver.currentText() == demo.AUDITOR
