# SPDX-License-Identifier: Apache-2.0
"""The veil shows counts and no name, and is lifted by whoever was there."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hr_desk.domain import badge_code, card_code
from hr_desk.operations import cards, desks, intake, visits
from hr_desk.operations.session import Session
from hr_desk.operations.visits import NewVisit
from tests.support import gatehouse
from tests.ui.conftest import PASSPHRASE, typed
from ui.pages.settings import SettingsPage
from ui.pages.veil import VeilPage
from ui.session import Surroundings
from ui.widgets.pause import TRIES

Show = Callable[..., Any]
Wait = Callable[[], None]
PIN = "204816"


def prepare(session: Session) -> None:
    gatehouse.hold_key(session)
    texts = {"full_name": "王芳", "age_band": "adult", "visit_purpose": "business",
             "host_employee": "陈晓"}  # fmt: skip
    visits.sign_in(session, [NewVisit(values=typed(session.catalogue, **texts))])


@pytest.fixture
def at_gate(open_gate: Callable[..., Surroundings]) -> Surroundings:
    return open_gate(prepare)


@pytest.fixture
def rung() -> list[int]:
    return []


@pytest.fixture
def veil(at_gate: Surroundings, show: Show, wait_idle: Wait, rung: list[int]) -> VeilPage:
    made: VeilPage = show(VeilPage(at_gate.desk, sound=lambda: rung.append(1)))
    made.begin()
    wait_idle()
    return made


def lifted(veil: VeilPage) -> list[str]:
    found: list[str] = []
    veil.lifted.connect(lambda: found.append("lifted"))
    veil.lock_wanted.connect(lambda: found.append("lock"))
    return found


def test_counts_are_shown_and_no_name(veil: VeilPage) -> None:
    texts = "\n".join(label.text() for label in veil.findChildren(QLabel))
    assert "1" in veil.others.text()
    assert "王芳" not in texts and "陈晓" not in texts
    assert not veil.secret.isVisible()


def test_who_signs_in_meanwhile_rings_and_is_counted(
    veil: VeilPage, at_gate: Surroundings, wait_idle: Wait, do: Callable[..., Any], rung: list[int]
) -> None:
    assert rung == [] and "0" in veil.waiting.text()
    do(lambda session: gatehouse.sign_in(session, 1, full_name="张伟"))
    do(intake.take_in)
    veil.read()
    wait_idle()
    assert rung == [1] and "1" in veil.waiting.text()


def test_one_key_and_the_passphrase_lift_it(veil: VeilPage, wait_idle: Wait) -> None:
    said = lifted(veil)
    QTest.keyClick(veil, Qt.Key.Key_A)
    assert veil.secret.isVisible() and veil.secret.text() == ""
    veil.secret.setText("not the passphrase")
    veil.lift()
    wait_idle()
    assert said == [] and veil._entry.error()
    veil.secret.setText(PASSPHRASE)
    QTest.keyClick(veil.secret, Qt.Key.Key_Return)
    wait_idle()
    assert said == ["lifted"] and veil.secret.text() == ""


def test_a_card_and_its_pin_lift_it(
    veil: VeilPage, at_gate: Surroundings, wait_idle: Wait, do: Callable[..., Any]
) -> None:
    folder = at_gate.desk.session.folder
    admin = desks.open_desk(folder, user="admin", passphrase=PASSPHRASE)
    code: str = cards.issue(admin, at_gate.desk.session.user.id).code
    admin.close()
    do(cards.take_up, code, pin=PIN)
    said = lifted(veil)
    veil.take_scan(badge_code.new())
    assert not veil.secret.isVisible()
    veil.take_scan(code)
    assert veil.secret.isVisible()
    veil.secret.setText(PIN)
    veil.lift()
    wait_idle()
    assert said == ["lifted"] and veil._code == ""


def test_a_strange_card_lifts_nothing(veil: VeilPage, wait_idle: Wait) -> None:
    said = lifted(veil)
    veil.take_scan(card_code.new())
    veil.secret.setText(PIN)
    veil.lift()
    wait_idle()
    assert said == [] and veil._entry.error()


def test_five_wrong_tries_lock(veil: VeilPage, wait_idle: Wait) -> None:
    said = lifted(veil)
    QTest.keyClick(veil, Qt.Key.Key_Space)
    for _ in range(TRIES):
        veil.secret.setText("not the passphrase")
        veil.lift()
        wait_idle()
    assert said == ["lock"]


def test_the_longest_shift_ends_in_the_lock(
    at_gate: Surroundings, show: Show, qtbot: QtBot, wait_idle: Wait
) -> None:
    veil: VeilPage = show(VeilPage(at_gate.desk, most_ms=20))
    with qtbot.waitSignal(veil.lock_wanted, timeout=5_000):
        veil.begin()
    wait_idle()
    veil.stop()


def test_the_setting_is_the_front_desks_and_off_at_first(
    at_gate: Surroundings, around: Surroundings, show: Show
) -> None:
    page: SettingsPage = show(SettingsPage(at_gate))
    assert page.veils.isVisible() and not page.veils.isChecked()
    page.veils.click()
    assert at_gate.preferences.veils
    other: SettingsPage = show(SettingsPage(around))
    assert not other.veils.isVisible()
