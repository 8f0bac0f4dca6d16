# SPDX-License-Identifier: Apache-2.0
"""Cards on the screen: printed by an HR admin, taken up in the settings, used on the lock page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from hr_desk.domain import card_code
from hr_desk.operations import cards, desks
from tests.ui.conftest import PASSPHRASE
from ui.pages.people import PeoplePage
from ui.pages.settings import SettingsPage
from ui.pages.unlock import UnlockPage
from ui.printing.to_printer import NoPrinter
from ui.session import Surroundings
from ui.tasks import Tasks
from ui.widgets.pause import TRIES

Show = Callable[..., Any]
Wait = Callable[[], None]
PIN = "204816"


def handed_out(folder: Path, *, pin: str = PIN) -> str:
    """Return the code of a card of the user ``desk``, taken up where a PIN is given."""
    admin = desks.open_desk(folder, user="admin", passphrase=PASSPHRASE)
    user = admin.register.named("desk")
    assert user is not None
    code: str = cards.issue(admin, user.id).code
    admin.close()
    if pin:
        own = desks.open_desk(folder, user="desk", passphrase=PASSPHRASE)
        cards.take_up(own, code, pin=pin)
        own.close()
    return code


def nowhere(widget: QWidget, code: str) -> bool:
    """Whether a card's code stands in no field of a widget."""
    return not any(code[:12] in one.text() for one in widget.findChildren(QLineEdit))


@pytest.fixture
def lock_page(show: Show, tasks: Tasks, folder: Path, wait_idle: Wait) -> UnlockPage:
    made: UnlockPage = show(UnlockPage(tasks))
    made.offer(folder)
    wait_idle()
    return made


@pytest.fixture
def opened(lock_page: UnlockPage, tasks: Tasks, wait_idle: Wait) -> Any:
    """What the lock page opened; closed on the worker at the end."""
    found: list[Any] = []
    lock_page.unlocked.connect(found.append)
    yield found
    for session in found:
        tasks.query(_close, session)
    wait_idle()


def _close(session: Any) -> None:
    session.close()


def test_a_scanned_card_and_its_pin_unlock(
    lock_page: UnlockPage, folder: Path, wait_idle: Wait, opened: list[Any]
) -> None:
    code = handed_out(folder)
    lock_page.take_scan(code)
    wait_idle()
    part = lock_page.card_unlock
    assert part.isVisible() and "desk" in part.whose.text()
    assert not lock_page.passphrase.isVisible() and nowhere(lock_page, code)
    part.pin.setText(PIN)
    part.pin.returnPressed.emit()
    wait_idle()
    assert [one.user.name for one in opened] == ["desk"]
    assert part.pin.text() == "" and part._code == ""


def test_a_wrong_pin_is_said_and_some_make_the_page_pause(
    lock_page: UnlockPage, folder: Path, wait_idle: Wait, opened: list[Any]
) -> None:
    lock_page.take_scan(handed_out(folder))
    wait_idle()
    part = lock_page.card_unlock
    for _ in range(TRIES):
        part.pin.setText("204817")
        part.unlock()
        wait_idle()
        assert part.error()
    assert lock_page.pause.is_on() and part.pin.isReadOnly()
    part.pin.setText(PIN)
    part.unlock()
    wait_idle()
    assert opened == []
    lock_page.passphrase.setText(PASSPHRASE)
    lock_page.unlock()
    wait_idle()
    assert opened == []


def test_wrong_passphrases_wait_like_wrong_pins(
    lock_page: UnlockPage, wait_idle: Wait, opened: list[Any]
) -> None:
    lock_page.user.setCurrentText("desk")
    for _ in range(TRIES):
        lock_page.passphrase.setText("not the passphrase")
        lock_page.unlock()
        wait_idle()
    assert lock_page.pause.is_on()
    assert str(lock_page.pause.seconds_left()) in lock_page.error()


@pytest.mark.parametrize("known", [False, True])
def test_a_card_that_opens_nothing_is_refused_and_the_passphrase_stays(
    lock_page: UnlockPage, folder: Path, wait_idle: Wait, known: bool
) -> None:
    code = handed_out(folder, pin="") if known else card_code.new()
    lock_page.take_scan(code)
    wait_idle()
    assert lock_page.banner.isVisible() and lock_page.passphrase.isVisible()
    assert not lock_page.card_unlock.isVisible() and nowhere(lock_page, code)


def test_the_passphrase_still_works_after_a_scan(
    lock_page: UnlockPage, folder: Path, wait_idle: Wait, opened: list[Any]
) -> None:
    lock_page.take_scan(handed_out(folder))
    wait_idle()
    lock_page.card_unlock.instead.click()
    assert lock_page.passphrase.isVisible()
    lock_page.user.setCurrentText("desk")
    lock_page.passphrase.setText(PASSPHRASE)
    lock_page.unlock()
    wait_idle()
    assert [one.user.name for one in opened] == ["desk"]


def test_an_hr_admin_prints_a_card_and_blocks_it(
    around: Surroundings, show: Show, wait_idle: Wait
) -> None:
    page: PeoplePage = show(PeoplePage(around))
    printed: list[bytes] = []
    page.card.printer = printed.append
    (user,) = (one for one in page.lines.values() if one.name == "desk")
    page.table.mark([user.id])
    page.buttons["people.card"].click()
    page.card.yes.click()
    wait_idle()
    wait_idle()
    assert len(printed) == 1 and printed[0].startswith(b"%PDF")
    assert page.lines[user.id].card_waits and page.card._issued is None
    page.table.mark([user.id])
    page.buttons["people.card_block"].click()
    page.blocking.yes.click()
    wait_idle()
    wait_idle()
    assert not page.lines[user.id].card_waits


def test_a_card_that_was_not_printed_is_printed_again_and_not_made_anew(
    around: Surroundings, show: Show, wait_idle: Wait
) -> None:
    page: PeoplePage = show(PeoplePage(around))
    tried: list[bytes] = []

    def out_of_paper(content: bytes) -> None:
        tried.append(content)
        raise NoPrinter

    page.card.printer = out_of_paper
    (user,) = (one for one in page.lines.values() if one.name == "desk")
    page.table.mark([user.id])
    page.buttons["people.card"].click()
    page.card.yes.click()
    wait_idle()
    made = page.card._issued
    assert made is not None and page.card.banner.isVisible()
    page.card.printer = tried.append
    page.card.yes.click()
    wait_idle()
    assert len(tried) == 2 and page.card.isHidden() and page.card._issued is None


def test_whose_roles_ask_for_a_passphrase_gets_no_card(around: Surroundings, show: Show) -> None:
    page: PeoplePage = show(PeoplePage(around))
    (user,) = (one for one in page.lines.values() if one.name == "admin")
    page.table.mark([user.id])
    assert page.buttons["people.card"].isHidden()
    settings: SettingsPage = show(SettingsPage(around))
    assert settings._my_card.isHidden()


def test_the_user_takes_the_card_up_in_the_settings(
    open_as: Show, folder: Path, show: Show, wait_idle: Wait, qtbot: QtBot
) -> None:
    code = handed_out(folder, pin="")
    page: SettingsPage = show(SettingsPage(open_as(folder, "desk")))
    assert not page.take_scan(code)
    page._my_card.click()
    form = page.own_card
    form.first.setText(PIN)
    form.second.setText(PIN)
    form.yes.click()
    assert form.banner.isVisible()
    assert page.take_scan("8801")
    assert page.take_scan(code) and nowhere(page, code)
    form.second.setText("204817")
    form.yes.click()
    assert form.second_entry.error()
    form.second.setText(PIN)
    form.yes.click()
    wait_idle()
    assert form.isHidden() and form._code == "" and form.first.text() == ""
    session = cards.open_by_card(folder, code=code, pin=PIN)
    assert session.user.name == "desk"
    session.close()
