# SPDX-License-Identifier: Apache-2.0
"""Onboarding on a real desk: hand over, the list, a joiner's file, numbers, consents, steps."""

import datetime as dt
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from hr_desk.domain import joiners as states
from hr_desk.domain.working_days import WorkingCalendar, working_day_from
from hr_desk.operations import (
    accounts,
    candidates,
    delivery,
    handing_over,
    intake,
    joiner_views,
    recruitment,
    users,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.joiner_problems import AgeNotShown
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.session import Session
from hr_desk.store import calendar_days as calendar_store
from tests.support.minor_reading import let_read
from tests.ui.conftest import PASSPHRASE
from ui.pages.candidates import CandidatesPage
from ui.pages.handing_over import USUAL_DAYS
from ui.pages.joiner import JoinerPage
from ui.pages.onboarding import OnboardingPage
from ui.pages.paper_around import joining_fields
from ui.pages.record import RecordPage
from ui.session import Surroundings
from ui.sweeper import Sweeper
from ui.widgets.entry import chosen_day

Show = Callable[..., Any]
Wait = Callable[[], None]
Ask = Callable[..., Any]

CARD = "6222020200112233445"
NUMBER = "110105199005120022"


def settle(session: Session) -> None:
    """Carry what crosses a border until nothing moves any more."""
    delivery.deliver(session)
    while intake.take_in(session).taken:
        delivery.deliver(session)


def accept(session: Session, birth_date: str = "", name: str = "张伟") -> str:
    """Let somebody accept an offer; returns the application."""
    (row,) = candidates.list_applications(session, ListQuery(text=name)).rows
    if birth_date:
        version = candidates.open_record(session, row.application_id).version
        born = session.catalogue.field("birth_date").type.parse(birth_date)
        recruitment.edit(session, row.application_id, {"birth_date": born}, version=version)
    recruitment.accept_offer(session, [row.application_id], told_by="刘经理", on=session.today())
    return row.application_id


def join(session: Session, name: str = "张伟") -> str:
    """Hand somebody over, who begins today; returns the joiner."""
    handing_over.hand_over(session, [accept(session, name=name)], start_on=session.today())
    settle(session)
    return joiner_views.list_joiners(session, JoinerQuery())[0].joiner_id


def let_off(session: Session, day: dt.date) -> None:
    """Keep in personnel that people do not work on a day, as the office would have said."""
    with session.compartment("personnel").change("test") as change:
        calendar_store.put(change, {day: False}, source="示例通知")
        calendar_store.note_state(change, "9")


@pytest.fixture
def joiner(ask: Ask) -> str:
    return str(ask(join))


@pytest.fixture
def page(around: Surroundings, show: Show, wait_idle: Wait, joiner: str) -> JoinerPage:
    made: JoinerPage = show(JoinerPage(around))
    made.open(joiner)
    settled(wait_idle)
    return made


def settled(wait_idle: Wait) -> None:
    for _ in range(4):
        wait_idle()


def write(page: JoinerPage, **texts: str) -> None:
    for key, text in texts.items():
        page.form.row(key).editor.set_text(text)
        page.form.row(key).editor.edited.emit()


def test_whoever_accepted_is_handed_over_from_the_list(
    around: Surroundings, show: Show, wait_idle: Wait, ask: Ask
) -> None:
    ask(accept)
    page: CandidatesPage = show(CandidatesPage(around))
    settled(wait_idle)
    model = page.table.records
    rows = {str(model.index(row, 0).data()): model.row_id(row) for row in range(model.rowCount())}
    page.table.mark([rows["张伟"], rows["李雷"]])
    assert "candidates.hand_over" not in page.handlers()
    page.table.mark([rows["张伟"]])
    page.handlers()["candidates.hand_over"]()
    assert page.further.handing_over.isVisible()
    settled(wait_idle)
    usual = working_day_from(around.desk.session.today(), USUAL_DAYS, WorkingCalendar({})).day
    assert chosen_day(page.further.handing_over.day) == usual
    ask(let_off, usual)
    page.handlers()["candidates.hand_over"]()
    settled(wait_idle)
    assert chosen_day(page.further.handing_over.day) > usual
    page.further.handing_over.yes.click()
    settled(wait_idle)
    assert "1" in page.banner.text()
    ask(settle)
    (row,) = ask(joiner_views.list_joiners, JoinerQuery())
    assert row.cells["full_name"].text == "张伟"


def test_nobody_below_sixteen_is_handed_over(
    around: Surroundings, show: Show, wait_idle: Wait, ask: Ask
) -> None:
    young = (around.desk.session.today() - dt.timedelta(days=15 * 365)).isoformat()
    application = ask(accept)
    ask(let_read, "hiring", "hr_admin")
    page: RecordPage = show(RecordPage(around))
    page.open(application)
    settled(wait_idle)
    page.form.row("birth_date").editor.set_text(young)
    page.form.row("birth_date").editor.edited.emit()
    page.form.row("guardian").editor.set_text("王芳 | 母亲 | 13800138000")
    page.form.row("guardian").editor.edited.emit()
    page.save()
    settled(wait_idle)
    page.hand_over.click()
    page.hand_over.panel.yes.click()
    settled(wait_idle)
    assert "16" in page.hand_over.panel.banner.text()
    assert page.hand_over.isVisible()
    ask(settle)
    assert ask(joiner_views.list_joiners, JoinerQuery()) == ()


def test_the_list_says_what_is_owed_and_counts_down(
    around: Surroundings, show: Show, wait_idle: Wait, joiner: str
) -> None:
    page: OnboardingPage = show(OnboardingPage(around))
    settled(wait_idle)
    model = page.table.records
    cells = [str(model.index(0, place).data()) for place in range(model.columnCount())]
    assert cells[0] == "张伟"
    assert "11" in cells[4] and "13" in cells[4]
    assert (around.desk.session.today() + dt.timedelta(days=30)).isoformat() in cells[-1]
    went: list[tuple[str, Any]] = []
    page.go.connect(lambda key, argument: went.append((key, argument)))
    page.table.mark([joiner])
    page.handlers()["onboarding.open"]()
    assert went == [("joiner", joiner)]
    page.state.setCurrentIndex(page.state.findData(states.LEFT))
    settled(wait_idle)
    assert page.no_match.isVisible()


def test_an_empty_list_says_what_to_do_next(
    open_as: Show, empty_folder: Path, show: Show, wait_idle: Wait
) -> None:
    page: OnboardingPage = show(OnboardingPage(open_as(empty_folder)))
    settled(wait_idle)
    assert page.none_yet.isVisible()
    went: list[str] = []
    page.go.connect(lambda key, _argument: went.append(key))
    page.none_yet.button.click()
    assert went == ["candidates"]


def test_what_was_given_before_stands_there_and_little_is_enough_to_save(
    page: JoinerPage, wait_idle: Wait
) -> None:
    assert page.form.row("full_name").editor.text() == "张伟"
    assert page.form.row("mobile").view.given
    assert page.form.row("department").editor.text() == "制造部"
    write(page, current_address="青岛市虚构路 8 号")
    page.save()
    settled(wait_idle)
    assert page.form.row("current_address").view.given
    assert not page.form.changed()


def add_colleague(session: Session) -> None:
    users.add(session, name="welcome", passphrase=PASSPHRASE, roles=["onboarding"])


def opened_joiner(ask: Ask, open_as: Show, folder: Path, show: Show, wait_idle: Wait) -> JoinerPage:
    """Return the file of somebody due to start, opened by an onboarding colleague."""
    ask(add_colleague)
    joiner = ask(join)
    made: JoinerPage = show(JoinerPage(open_as(folder, "welcome")))
    made.open(joiner)
    settled(wait_idle)
    return made


def test_a_minor_needs_a_guardian_before_anything_is_kept(
    ask: Ask, joiner: str, open_as: Show, folder: Path, show: Show, wait_idle: Wait
) -> None:
    ask(add_colleague)
    ask(let_read, "personnel", "onboarding")
    page: JoinerPage = show(JoinerPage(open_as(folder, "welcome")))
    page.open(joiner)
    settled(wait_idle)
    today = page.desk.session.today()
    write(page, birth_date=(today - dt.timedelta(days=17 * 365)).isoformat())
    page.save()
    settled(wait_idle)
    assert page.form.row("guardian").is_refused()
    write(page, guardian="王芳 | 母亲 | 13800138000")
    page.save()
    settled(wait_idle)
    assert page.form.row("birth_date").view.given


def test_an_account_is_typed_twice_and_compared_before_it_goes_to_payroll(
    page: JoinerPage, wait_idle: Wait, ask: Ask
) -> None:
    write(page, bank_account_no=CARD, id_number=NUMBER)
    page.save()
    page.again.second.setText(CARD[:-1] + "6")
    page.again.yes.click()
    assert page.again.isVisible() and page.again.error()
    page.again.second.setText(f"{CARD[:4]} {CARD[4:]}")
    page.again.yes.click()
    settled(wait_idle)
    assert set(page.numbers.buttons) == {"bank_account_no", "id_number"}
    assert not page.form.row("bank_account_no").view.given
    ask(settle)
    assert ask(accounts.list_accounts) == ()
    page.numbers.buttons["bank_account_no"].click()
    settled(wait_idle)
    assert set(page.numbers.buttons) == {"id_number"}
    row = page.form.row("bank_account_no")
    assert row.view.given and CARD[-4:] not in row.view.shown
    ask(settle)
    (account,) = ask(accounts.list_accounts)
    assert "bank_account_no" in account.given


def test_a_number_leaves_the_screen_when_its_day_is_over(
    page: JoinerPage, wait_idle: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(page, id_number=NUMBER)
    page.save()
    settled(wait_idle)
    write(page, current_address="青岛市虚构路 8 号")
    assert set(page.numbers.buttons) == {"id_number"}
    tomorrow = page.desk.session.today() + dt.timedelta(days=1)
    monkeypatch.setattr(page.desk.session, "today", lambda: tomorrow)
    Sweeper(page.desk, page).sweep()
    settled(wait_idle)
    assert page.numbers.buttons == {} and not page.numbers.isVisible()
    assert page.form.row("current_address").editor.text() == "青岛市虚构路 8 号"
    page.save()
    settled(wait_idle)
    assert page.form.row("id_number").view.given, "it was kept"


def test_what_was_typed_and_not_saved_is_offered_again(
    page: JoinerPage, wait_idle: Wait, joiner: str
) -> None:
    write(page, current_address="青岛市虚构路 8 号")
    page.keep_drafts()
    settled(wait_idle)
    page.open(joiner)
    settled(wait_idle)
    assert page.banner.isVisible() and not page.form.changed()
    next(b for b in page.banner.findChildren(QPushButton) if b.text()).click()
    assert page.form.row("current_address").editor.text() == "青岛市虚构路 8 号"
    page.save()
    settled(wait_idle)
    page.open(joiner)
    settled(wait_idle)
    assert not page.banner.isVisible()


def test_comparing_keeps_what_is_half_typed(page: JoinerPage, wait_idle: Wait) -> None:
    write(page, id_number=NUMBER)
    page.save()
    settled(wait_idle)
    write(page, current_address="青岛市虚构路 9 号")
    page.numbers.buttons["id_number"].click()
    settled(wait_idle)
    assert page.form.row("current_address").editor.text() == "青岛市虚构路 9 号"
    page.save()
    settled(wait_idle)
    assert page.form.row("current_address").view.given
    assert page.form.row("id_number").view.given


def test_what_the_id_number_says_otherwise_is_shown_and_nothing_is_changed(
    page: JoinerPage, wait_idle: Wait
) -> None:
    assert "1990-05-12" not in said(page)
    write(page, id_number=NUMBER, birth_date="1990-05-13", gender="男")
    page.save()
    settled(wait_idle)
    assert page.side.doubts.isVisibleTo(page.side)
    assert "1990-05-12" in said(page)
    assert "女" in said(page)
    assert page.form.row("birth_date").editor.text() == "1990-05-13"
    assert page.form.row("gender").editor.text() == "男"


def test_whoever_may_be_in_the_file_already_is_told_with_the_way_there(
    page: JoinerPage, wait_idle: Wait, ask: Ask, joiner: str
) -> None:
    assert not page.side.twins.isVisibleTo(page.side)
    other = ask(join, "王芳")
    write(page, id_number=NUMBER)
    page.save()
    settled(wait_idle)
    page.numbers.buttons["id_number"].click()
    settled(wait_idle)
    page.open(other)
    settled(wait_idle)
    write(page, id_number=NUMBER)
    page.save()
    settled(wait_idle)
    assert page.side.twins.isVisibleTo(page.side)
    labels = [one.text() for one in page.side.twins.findChildren(QLabel)]
    assert any("张伟" in text for text in labels)
    asked: list[tuple[str, Any]] = []
    page.go.connect(lambda name, argument: asked.append((name, argument)))
    page.side.twins.buttons[0].click()
    assert asked == [("joiner", joiner)]


def said(page: JoinerPage) -> str:
    """Return what stands under what is worth a look."""
    labels = page.side.doubts.findChildren(QLabel)
    return "\n".join(label.text() for label in labels)


def test_the_form_is_typed_back_in_the_order_of_its_paper(page: JoinerPage) -> None:
    """Section by section, the required ones first, the company's own behind the joiner's."""
    printed = [view.field.key for view in joining_fields(page.desk.session)]
    shown = page.form.keys()
    own = [key for key in shown if key in printed]
    assert own == [key for key in printed if key in own] and len(own) > 20
    assert own[:2] == ["full_name", "birth_date"]
    numbers = {key: page.form.row(key)._number for key in shown}
    assert {key: numbers[key] for key in own} == {key: printed.index(key) + 1 for key in own}
    assert numbers["employee_no"] is None
    sections = [page.form.row(key).field.section for key in shown]
    assert len([one for one, _ in groupby(sections)]) == len(set(sections)), "Enter jumps about"
    page.form.row(own[0]).editor.controls()[0].setFocus()
    page.form.row(own[0]).editor.done.emit()
    here = QApplication.focusWidget()
    assert here is not None and page.form.row(own[1]).isAncestorOf(here)


def test_sensitive_items_are_ticked_one_by_one_and_signed_once(
    page: JoinerPage, wait_idle: Wait
) -> None:
    page.start_sensitive()
    settled(wait_idle)
    items = page.consents.items
    assert items.ticks and items.ticked() == () and not page.form.isVisible()
    items.ticks["political_status"].setChecked(True)
    items.ticks["id_number"].setChecked(True)
    assert not items.yes.isEnabled()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(items.pad, left, pos=QPoint(20, 20))
    QTest.mouseMove(items.pad, QPoint(90, 60))
    QTest.mouseRelease(items.pad, left, pos=QPoint(90, 60))
    assert items.yes.isEnabled()
    items.yes.click()
    settled(wait_idle)
    assert page.form.isVisible()
    page.start_sensitive()
    settled(wait_idle)
    assert "political_status" not in items.ticks and "id_number" not in items.ticks
    assert "id_number" not in items.buttons
    items.buttons["political_status"].click()
    settled(wait_idle)
    assert page.consents._effect.text(), "what it does is said before it is done"
    page.consents.withdrawing.yes.click()
    settled(wait_idle)
    page.start_sensitive()
    settled(wait_idle)
    assert "political_status" in items.ticks


def test_a_signature_is_its_strokes_alone(page: JoinerPage) -> None:
    pad = page.consents.items.pad
    assert pad.picture() is None
    pad.add_stroke([QPointF(1, 1)])
    assert pad.picture() is None
    pad.add_stroke([QPointF(10, 10), QPointF(100, 60)])
    assert (pad.picture() or b"").startswith(b"\x89PNG")
    pad.clear()
    assert pad.picture() is None


def test_the_checklist_is_ticked_and_unticked(page: JoinerPage, wait_idle: Wait) -> None:
    box = page.side.checklist.boxes["social_insurance"]
    assert not box.isChecked()
    box.setChecked(True)
    settled(wait_idle)
    box = page.side.checklist.boxes["social_insurance"]
    assert box.isChecked()
    box.setChecked(False)
    settled(wait_idle)
    assert not page.side.checklist.boxes["social_insurance"].isChecked()


def test_somebody_starts_and_leaves(page: JoinerPage, wait_idle: Wait) -> None:
    steps = page.steps
    assert not steps.buttons["start"].isHidden() and steps.buttons["leave"].isHidden()
    steps.buttons["start"].click()
    steps.yes.click()
    settled(wait_idle)
    shown = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert AgeNotShown().text() in shown, "nobody starts on trust"
    steps.leave()
    write(page, birth_date="1990-05-12")
    page.save()
    settled(wait_idle)
    steps.buttons["start"].click()
    steps.yes.click()
    settled(wait_idle)
    assert page.view is not None and page.view.state == states.STARTED
    assert "leaving_date" not in page.form.keys()  # noqa: SIM118
    steps.buttons["leave"].click()
    steps.kind.setCurrentIndex(steps.kind.findData("resigned"))
    steps.yes.click()
    settled(wait_idle)
    assert page.view.state == states.LEFT
    assert page.view.clocks
    last_day = page.form.row("leaving_date")
    assert last_day.view.given and last_day.is_read_only(), "only the step itself writes it"
