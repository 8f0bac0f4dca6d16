# SPDX-License-Identifier: Apache-2.0
"""The settings that prepare the roll call: its PIN, its second place, its key code."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import roll_call
from ui.pages.roll_call_setting import RollCallSetting
from ui.pages.settings import SettingsPage
from ui.session import Surroundings

Show = Callable[..., Any]
Wait = Callable[[], None]


@pytest.fixture
def around(open_as: Show, folder: Path) -> Surroundings:
    made: Surroundings = open_as(folder, "desk")
    return made


@pytest.fixture
def card(around: Surroundings, show: Show, wait_idle: Wait) -> RollCallSetting:
    page: SettingsPage = show(SettingsPage(around))
    page.show_roll_call(True)
    wait_idle()
    return page.roll_call


def test_a_pin_is_set_and_a_bad_one_is_refused_beside_it(
    card: RollCallSetting, wait_idle: Wait
) -> None:
    assert not card.code_button.isEnabled()
    before = card.state.text()
    card.pin.setText("12")
    card.set_pin()
    wait_idle()
    assert card._pin_entry.error()
    card.pin.setText("481516")
    card.set_pin()
    wait_idle()
    wait_idle()
    assert card._pin_entry.error() == "" and card.pin.text() == ""
    assert card.state.text() != before and card.code_button.isEnabled()


def test_the_key_code_is_shown_when_it_is_asked_for(
    card: RollCallSetting, around: Surroundings, wait_idle: Wait, tmp_path: Path
) -> None:
    card.pin.setText("481516")
    card.set_pin()
    wait_idle()
    wait_idle()
    assert card.code.isHidden()
    card.code_button.click()
    wait_idle()
    assert card.code.isVisible()
    learnt = roll_call.learn_key(card.code.text(), profile=tmp_path / "elsewhere")
    assert learnt == around.desk.session.desk_id


def test_the_second_place_is_remembered(
    card: RollCallSetting, around: Surroundings, tmp_path: Path
) -> None:
    before = card.place.text()
    card.keep_place(tmp_path)
    assert str(tmp_path) in card.place.text() != before
    assert around.preferences.roll_call_place(around.desk.session.desk_id) == tmp_path
