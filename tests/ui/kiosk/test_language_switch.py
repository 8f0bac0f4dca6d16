# SPDX-License-Identifier: Apache-2.0
"""Every page of the kiosk can be read in another language, and what was typed stays."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from hr_desk.i18n import language, t, use_language
from hr_desk.kiosk import flow
from hr_desk.kiosk.problems import KioskFull
from tests.ui.kiosk.conftest import Open, Shown
from ui.kiosk import invited, kinds, leaving, steps
from ui.kiosk.pictures import walk

pytestmark = pytest.mark.usefixtures("chinese_again")


@pytest.fixture
def chinese_again() -> Iterator[None]:
    yield
    use_language("zh_CN")


def touch(shown: Shown) -> None:
    shown.screen.head.tongue.click()


def test_the_switch_is_on_every_page_but_the_first(open_kiosk: Open) -> None:
    """Where it stands in each language is measured by the walk of ``test_readable``."""
    shown = open_kiosk(short="告知\n\n" * 3)
    scenes = {scene: shown.screen.head.tongue.isVisible() for scene in walk(shown.visit)}
    assert len(scenes) > 15
    assert [scene for scene, there in scenes.items() if not there] == ["start"]


def test_it_goes_round_the_languages_of_the_kiosk(open_kiosk: Open) -> None:
    shown = open_kiosk()
    use_language("zh_CN")
    shown.visit.go(flow.KIND)
    spoken = []
    for _language in shown.screen.languages:
        touch(shown)
        spoken.append(language())
        assert shown.visit.step == flow.KIND
    assert spoken[-1] == "zh_CN" and len(set(spoken)) == 3


def test_what_was_typed_and_chosen_stays(open_kiosk: Open) -> None:
    shown = open_kiosk()
    shown.visit.begin()
    shown.visit.choose(flow.ADULT)
    shown.visit.choose("business")
    touch(shown)
    assert language() == "en" and isinstance(shown.screen.step, steps.Notice | steps.Form)
    while not isinstance(shown.screen.step, steps.Form):
        shown.visit.choose(flow.AGREE)
    form = shown.screen.step
    form.asked[0].set_text("梅访客")
    touch(shown)
    again = shown.screen.step
    assert isinstance(again, steps.Form) and again is not form
    assert again.texts()[again.asked[0].key] == "梅访客"


def test_a_line_that_is_kept_nowhere_keeps_its_text(open_kiosk: Open) -> None:
    shown = open_kiosk()
    for step, kind, text in (
        (flow.SIGN_OUT, leaving.SignOut, "4829"),
        (flow.SIGN_OUT_BY_PLATE, leaving.SignOutByPlate, "鲁B12"),
        (flow.INVITATION, invited.Invitation, "1234"),
    ):
        shown.visit.go(step)
        here = shown.screen.step
        assert isinstance(here, kind)
        here.line.setText(text)
        touch(shown)
        there = shown.screen.step
        assert isinstance(there, kind) and there is not here and there.line.text() == text


def test_the_envelope_says_in_which_language_the_notice_was_agreed_to(open_kiosk: Open) -> None:
    shown = open_kiosk()
    shown.visit.begin()
    for scene in walk(shown.visit):
        if scene == "review":
            touch(shown)
            assert language() == "en"
            break
    shown.visit.choose(flow.CONFIRM)
    ((_fields, told),) = shown.dropped.sign_ins
    assert told == "zh_CN"
    assert isinstance(shown.screen.step, steps.Thanks)
    touch(shown)
    assert isinstance(shown.screen.step, steps.Thanks)
    assert shown.screen.step.code.text().replace(" ", "") == "482913"


def test_a_trouble_and_the_policy_are_said_again(open_kiosk: Open, qtbot: QtBot) -> None:
    shown = open_kiosk(policy="政策正文")
    use_language("en")
    shown.visit.show_problem(KioskFull().text)
    touch(shown)
    assert language() != "en" and isinstance(shown.screen.step, steps.Message)
    shown.visit.begin()
    shown.visit.choose(flow.ADULT)
    assert isinstance(shown.screen.step, kinds.Kinds)
    shown.visit.choose("business")
    while not isinstance(shown.screen.step, steps.Notice):
        shown.visit.choose(flow.AGREE)
    shown.screen.step.policy_wanted.emit()
    touch(shown)
    assert isinstance(shown.screen.step, steps.Policy)
    shown.visit.back()
    assert isinstance(shown.screen.step, steps.Notice)
    title = t("How we use what you tell us")
    assert any(
        title == one.text() for one in shown.screen.findChildren(type(shown.screen.foot.said))
    )


@pytest.mark.parametrize("kind", ["business", "contractor", "delivery"])
def test_a_page_that_is_parted_in_one_language_is_found_in_the_other(
    open_kiosk: Open, kind: str
) -> None:
    shown = open_kiosk()
    use_language("eo")
    shown.visit.choose(flow.ADULT)
    shown.visit.choose(kind)
    for page in shown.visit.pages:
        use_language("eo")
        shown.visit.go(flow.FORM + page.key)
        first = page.questions[0].field.key
        touch(shown)
        form = shown.screen.step
        assert isinstance(form, steps.Form) and first in {one.key for one in form.asked}
