# SPDX-License-Identifier: Apache-2.0
"""A joiner's own part on the screen: every page readable, one signature, nothing left over."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from hr_desk.domain import joining_code
from hr_desk.i18n import use_language
from hr_desk.kiosk import errands, joining
from tests.support.desk import START
from tests.support.errands import join_errand
from tests.ui.kiosk.conftest import Open, Shown
from tests.ui.kiosk.test_readable import LANGUAGES, look_at_each
from ui.kiosk import joining_steps, steps
from ui.kiosk.errand_pictures import JOINER, walk_join
from ui.kiosk.errand_steps import FollowingPad
from ui.kiosk.questions import Twice, Typed

TODAY = START.date()


@pytest.fixture
def lobby(open_kiosk: Open) -> Shown:
    """A kiosk at which joiners fill in their own part, at the page of the code."""
    shown = open_kiosk(errands={"join": join_errand()})
    shown.visit.choose(errands.JOIN)
    return shown


def code_page(shown: Shown) -> joining_steps.Code:
    step = shown.screen.step
    assert isinstance(step, joining_steps.Code)
    return step


def type_code(shown: Shown, code: str) -> None:
    code_page(shown).line.setText(code)
    shown.screen.foot.next.click()


def fill_in(shown: Shown, **texts: str) -> None:
    """Type a good code, agree, and fill every page in."""
    type_code(shown, joining_code.new(TODAY))
    shown.visit.choose(errands.AGREE)
    while isinstance(form := shown.screen.step, steps.Form):
        for widget in form.asked:
            widget.set_text({**JOINER, **texts}[widget.key])
        shown.visit.choose(errands.NEXT)
        assert shown.screen.step is not form


def to_the_signature(shown: Shown) -> joining_steps.Sign:
    ticks = shown.screen.step
    assert isinstance(ticks, joining_steps.Ticks)
    for button in ticks.buttons.values():
        button.click()
    for choice in (errands.NEXT, errands.AGREE, errands.CONFIRM):
        shown.visit.choose(choice)
    sign = shown.screen.step
    assert isinstance(sign, joining_steps.Sign)
    return sign


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_screen_can_be_read_and_touched(open_kiosk: Open, code: str) -> None:
    size = (1280, 720)
    shown = open_kiosk(size, errands={"join": join_errand()})
    use_language(code)
    look_at_each(shown, walk_join(shown.visit), code, size)
    (joined,) = shown.dropped.joined
    assert joined["fields"]["bank_account_no"] == "6222020200112233445"
    assert joined["strokes"]


def test_a_wrong_code_and_one_that_has_run_out_say_the_way_out_and_stay(lobby: Shown) -> None:
    for code in ("12345678901", joining_code.new(TODAY - timedelta(days=3)), ""):
        type_code(lobby, code)
        page = code_page(lobby)
        assert not page.problem.isHidden()
        assert page.problem.text()
        page.line.setText("1")
        assert page.problem.isHidden()


def test_the_code_can_be_typed_on_the_pad_in_groups(lobby: Shown) -> None:
    page = code_page(lobby)
    for digit in joining_code.new(TODAY):
        page.pad.keys[digit].click()
    lobby.screen.foot.next.click()
    assert isinstance(lobby.screen.step, steps.Notice)


def test_everything_goes_in_one_piece(lobby: Shown) -> None:
    fill_in(lobby)
    sign = to_the_signature(lobby)
    for place in ((20, 20), (200, 120)):
        start = QPoint(*place)
        QTest.mousePress(sign.pad, Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(sign.pad, start + QPoint(60, 40))
        QTest.mouseMove(sign.pad, start + QPoint(120, 10))
        QTest.mouseRelease(sign.pad, Qt.MouseButton.LeftButton, pos=start + QPoint(120, 10))
    lobby.screen.foot.next.click()
    assert lobby.visit.step == errands.THANKS
    (joined,) = lobby.dropped.joined
    assert len(joined["strokes"]) == 2
    assert set(joined["confirmed"]) == {"notice", "safety_ack", "id_number", "bank_account_no",
                                        "bank_name"}  # fmt: skip
    assert joined["language"] == "zh_CN"
    lobby.screen.foot.next.click()
    assert lobby.over == [True]


def test_nothing_goes_without_a_signature_and_one_can_be_drawn_again(lobby: Shown) -> None:
    fill_in(lobby)
    sign = to_the_signature(lobby)
    lobby.screen.foot.next.click()
    assert lobby.screen.step is sign
    assert not sign.problem.isHidden()
    for stroke in joining_steps.made_up_strokes():
        sign.pad.add_stroke(stroke)
    assert sign.strokes()
    sign.again.click()
    assert sign.strokes() == ()
    lobby.screen.foot.next.click()
    assert lobby.dropped.joined == []


def test_the_account_is_typed_twice(lobby: Shown) -> None:
    fill_in(lobby)
    assert lobby.visit.errand is not None
    lobby.visit.errand.change(errands.FORM + lobby.visit.errand.talk.page_with("bank_account_no"))
    form = lobby.screen.step
    assert isinstance(form, steps.Form)
    twice = next(one for one in form.asked if isinstance(one, Twice))
    assert twice.line.text() == twice.again.text() == "6222020200112233445"
    twice.again.setText("6222020200112233446")
    lobby.visit.choose(errands.NEXT)
    assert lobby.screen.step is form
    assert not twice.problem.isHidden()


def test_the_pad_has_an_x_for_the_id_number_alone(lobby: Shown) -> None:
    type_code(lobby, joining_code.new(TODAY))
    lobby.visit.choose(errands.AGREE)
    with_x = []
    while isinstance(form := lobby.screen.step, steps.Form):
        keys = {widget.key for widget in form.asked}
        if isinstance(form.pad, FollowingPad) and "X" in form.pad.keys:
            with_x.append(keys)
        for widget in form.asked:
            widget.set_text(JOINER[widget.key])
        lobby.visit.choose(errands.NEXT)
        assert lobby.screen.step is not form
    assert len(with_x) == 1
    assert "id_number" in with_x[0]


def test_a_passport_is_typed_with_letters(lobby: Shown) -> None:
    type_code(lobby, joining_code.new(TODAY))
    lobby.visit.choose(errands.AGREE)
    while isinstance(form := lobby.screen.step, steps.Form):
        for widget in form.asked:
            given = {"id_type": "passport", "id_number": "E12345678"}.get(widget.key)
            widget.set_text(given or JOINER[widget.key])
            if isinstance(widget, Typed) and widget.key == "id_number":
                assert not widget.digits and form.pad is None
        lobby.visit.choose(errands.NEXT)
        assert lobby.screen.step is not form
    assert isinstance(lobby.screen.step, joining_steps.Ticks)


def test_ticks_are_kept_going_back_and_never_made_beforehand(lobby: Shown) -> None:
    fill_in(lobby)
    ticks = lobby.screen.step
    assert isinstance(ticks, joining_steps.Ticks)
    assert ticks.ticked() == ()
    ticks.buttons["id_number"].click()
    lobby.screen.foot.back.click()
    lobby.visit.choose(errands.NEXT)
    again = lobby.screen.step
    assert isinstance(again, joining_steps.Ticks)
    assert again.ticked() == ("id_number",)


def test_silence_wipes_a_joiners_part_too(lobby: Shown) -> None:
    fill_in(lobby)
    assert lobby.visit.errand is not None
    talk = lobby.visit.errand.talk
    assert isinstance(talk, joining.Joining)
    lobby.wait(31)
    lobby.wait(10)
    assert lobby.over == [True]
    assert not (talk.texts or talk.code or talk.strokes)


def test_the_code_is_not_shown_again(lobby: Shown) -> None:
    type_code(lobby, joining_code.new(TODAY))
    lobby.screen.foot.back.click()
    assert code_page(lobby).line.text() == ""
