# SPDX-License-Identifier: Apache-2.0
"""Asking about one's own data on the screen: every page readable, back keeps, nothing left over."""

import pytest

from hr_desk.i18n import use_language
from hr_desk.kiosk import asking, errands
from tests.support.errands import ask_errand
from tests.ui.kiosk.conftest import Open
from tests.ui.kiosk.test_readable import LANGUAGES, look_at_each
from ui.kiosk import errand_steps, steps
from ui.kiosk.errand_pictures import APPLICANT, walk_ask
from ui.kiosk.pictures import SIZES


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_screen_can_be_read_and_touched(
    open_kiosk: Open, code: str, size: tuple[int, int]
) -> None:
    shown = open_kiosk(size, errands={"ask": ask_errand()})
    use_language(code)
    seen = look_at_each(shown, walk_ask(shown.visit), code, size)
    assert {"ask-kind", "ask-which", "ask-ground", "ask-review", "ask-thanks"} <= set(seen)
    (asked,) = shown.dropped.asked
    assert asked["fields"] == {
        "full_name": APPLICANT["full_name"], "mobile": "13800138000", "email": APPLICANT["email"],
    }  # fmt: skip
    assert (asked["code"], asked["ground"], asked["language"]) == ("delete", "not_used", code)
    assert len(asked["receipt"]) == 14


def test_back_keeps_what_was_said_and_one_way_to_be_reached_is_enough(open_kiosk: Open) -> None:
    shown = open_kiosk(errands={"ask": ask_errand()})
    for choice in (errands.ASK, "see", errands.AGREE):
        shown.visit.choose(choice)
    form = shown.screen.step
    assert isinstance(form, steps.Form)
    assert len(form.asked) <= 3
    form.asked[0].set_text("欧阳晓春")
    shown.visit.choose(errands.NEXT)
    assert shown.screen.step is form, "how to be reached is needed"
    form.asked[1].set_text("13800138000")
    shown.visit.back()
    shown.visit.back()
    page = shown.screen.step
    assert isinstance(page, errand_steps.Choosing) and page.buttons["see"].isChecked()
    for choice in ("see", errands.AGREE, errands.NEXT, errands.CONFIRM):
        shown.visit.choose(choice)
    (asked,) = shown.dropped.asked
    assert (asked["code"], asked["ground"]) == ("access", "")
    talk = shown.visit.errand
    assert talk is not None and talk.talk.texts == {}


def test_an_address_alone_is_enough_where_the_ways_stand_on_two_pages(open_kiosk: Open) -> None:
    shown = open_kiosk((1280, 720), errands={"ask": ask_errand()})
    use_language("en")
    for choice in (errands.ASK, "see", errands.AGREE):
        shown.visit.choose(choice)
    typed = {"full_name": "欧阳晓春", "mobile": "", "email": APPLICANT["email"]}
    while isinstance(form := shown.screen.step, steps.Form):
        for widget in form.asked:
            widget.set_text(typed[widget.key])
        shown.visit.choose(errands.NEXT)
        assert shown.screen.step is not form
    shown.visit.choose(errands.CONFIRM)
    assert shown.dropped.asked[0]["fields"] == {
        "full_name": "欧阳晓春", "email": APPLICANT["email"],
    }  # fmt: skip


def test_who_does_not_agree_leaves_nothing(open_kiosk: Open) -> None:
    shown = open_kiosk(errands={"ask": ask_errand()})
    for choice in (errands.ASK, asking.OTHER, "transfer", errands.REFUSE):
        shown.visit.choose(choice)
    assert isinstance(shown.screen.step, steps.Message)
    assert shown.dropped.asked == []
