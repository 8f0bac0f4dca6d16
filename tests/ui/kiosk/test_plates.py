# SPDX-License-Identifier: Apache-2.0
"""A driver leaves by the plate, typed on the kiosk's own pad; the kiosk confirms nothing."""

from typing import cast

import pytest

from hr_desk.catalogue.types.texts import PROVINCES, Plate
from hr_desk.i18n import use_language
from hr_desk.kiosk import flow
from hr_desk.kiosk.problems import NotKept
from tests.support.kiosk_robot import touch
from tests.ui.kiosk.conftest import Open, Shown
from ui.kiosk.leaving import SignOut, SignOutByPlate
from ui.kiosk.plates import BACK
from ui.kiosk.questions import Typed
from ui.kiosk.steps import Form


def page(shown: Shown) -> SignOutByPlate:
    """Go to the page for plates as a driver does."""
    shown.visit.go(flow.SIGN_OUT)
    touch(cast(SignOut, shown.screen.step).by_plate)
    assert shown.visit.step == flow.SIGN_OUT_BY_PLATE
    return cast(SignOutByPlate, shown.screen.step)


def type_on(pad_page: SignOutByPlate, plate: str) -> None:
    for character in plate:
        touch(pad_page.pad.offered()[character])


@pytest.mark.parametrize("plate", ["鲁B12345", "京AD12345", "沪A12345D", "粤Z1234港"])
def test_a_plate_is_typed_with_a_finger_and_passed_on(open_kiosk: Open, plate: str) -> None:
    shown = open_kiosk()
    here = page(shown)
    type_on(here, plate)
    touch(shown.screen.foot.next)
    assert shown.dropped.plates == [plate]
    assert shown.visit.step == flow.SIGN_OUT_THANKS


def test_a_plate_of_nobody_is_thanked_for_like_any_other(open_kiosk: Open) -> None:
    """Who stands there learns nothing about who is inside: the kiosk cannot know it."""
    texts = []
    for plate in ("鲁B12345", "藏A00000"):
        shown = open_kiosk()
        type_on(page(shown), plate)
        touch(shown.screen.foot.next)
        texts.append(cast(SignOut, shown.screen.step).grab().toImage())
        assert shown.visit.step == flow.SIGN_OUT_THANKS
    assert texts[0] == texts[1]


def test_an_empty_line_is_offered_the_provinces_and_then_the_rest(open_kiosk: Open) -> None:
    here = page(open_kiosk())
    assert [key for key in here.pad.offered() if key != BACK] == list(PROVINCES)
    assert not here.pad.offered()["鲁"].visibleRegion().isEmpty()
    touch(here.pad.offered()["鲁"])
    assert "I" not in here.pad.offered() and "O" not in here.pad.offered()
    assert not here.pad.offered()["Q"].visibleRegion().isEmpty()
    touch(here.pad.offered()[BACK])
    assert here.line.text() == "" and "鲁" in here.pad.offered()


def test_the_pad_writes_every_plate_there_is(open_kiosk: Open) -> None:
    pad = page(open_kiosk()).pad
    for plate in ("鲁B12345", "京AD12345", "沪A12345D", "粤Z1234港", "新H1234挂", "贵C9876警"):
        assert Plate().parse(plate) == plate
        assert plate[0] in pad.provinces and set(plate[1:]) <= set(pad.characters)


@pytest.mark.parametrize("typed", ["", "鲁", "新H123学", "鲁B123456"])
def test_what_is_no_plate_is_said_until_the_line_is_changed(open_kiosk: Open, typed: str) -> None:
    shown = open_kiosk()
    here = page(shown)
    type_on(here, typed)
    touch(shown.screen.foot.next)
    assert here.problem.isVisible() and shown.dropped.plates == []
    assert shown.visit.step == flow.SIGN_OUT_BY_PLATE
    touch(here.pad.offered()[BACK])
    here.line.setText("鲁B")
    assert not here.problem.isVisible()


def test_back_leads_to_the_code_and_a_fault_to_the_front_desk(open_kiosk: Open) -> None:
    shown = open_kiosk()
    type_on(page(shown), "鲁B12345")
    touch(shown.screen.foot.back)
    assert shown.visit.step == flow.SIGN_OUT
    shown.dropped.problem = NotKept()
    type_on(page(shown), "鲁B12345")
    touch(shown.screen.foot.next)
    assert shown.visit.step not in (flow.SIGN_OUT_BY_PLATE, flow.SIGN_OUT_THANKS)


def test_the_keys_have_names_for_a_screen_reader(open_kiosk: Open) -> None:
    use_language("en")
    shown = open_kiosk()
    pad = page(shown).pad
    assert pad.provinces[BACK].accessibleName() != BACK
    assert pad.provinces["鲁"].accessibleName() == "鲁"


def test_the_digit_pad_serves_the_line_that_was_touched(open_kiosk: Open) -> None:
    """Phone and time stand on one page: each gets its own digits."""
    shown = open_kiosk()
    shown.visit.go(flow.KIND)
    shown.visit.choose("business")
    shown.visit.go(flow.FORM + "visit")
    form = cast(Form, shown.screen.step)
    lines = {one.key: cast(Typed, one).line for one in form.asked}
    assert form.pad is not None
    for key in ("visit_planned", "mobile"):
        touch(lines[key])
        touch(form.pad.keys["7"])
    touch(lines["host_employee"])
    touch(form.pad.keys["8"])
    assert (lines["visit_planned"].text(), lines["mobile"].text()) == ("7", "78")
    assert lines["host_employee"].text() == ""
