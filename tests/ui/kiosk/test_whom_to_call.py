# SPDX-License-Identifier: Apache-2.0
"""A contractor may name whom to call if they are hurt; nobody has to, and no other is asked."""

from typing import cast

import pytest

from hr_desk.i18n import use_language
from hr_desk.kiosk import flow
from tests.support.kiosk_robot import go_on, touch
from tests.support.kiosk_walk import TEXTS, form_with, said, walk_to
from tests.ui.kiosk.conftest import Open
from ui.kiosk import steps
from ui.kiosk.questions import Someone

KEY = "emergency_contact"
GIVEN = "王示例|mother|13912345678"


@pytest.fixture(autouse=True)
def _chinese() -> None:
    use_language("zh_CN")


def test_it_may_be_left_out_and_asks_that_they_were_asked_first(open_kiosk: Open) -> None:
    shown = open_kiosk()
    form_with(shown, KEY, kind="contractor")
    assert "请先取得其同意" in said(shown) and "不填写联系人" in said(shown)
    walk_to(shown, flow.THANKS, {**TEXTS, "kind": "contractor"})
    (fields, _language) = shown.dropped.sign_ins[0]
    assert KEY not in fields


def test_half_of_one_is_asked_for_whole(open_kiosk: Open) -> None:
    shown = open_kiosk()
    form, asked = form_with(shown, KEY, kind="contractor")
    someone = cast(Someone, asked)
    someone.name.setText("王示例")
    touch(shown.screen.foot.next)
    assert shown.screen.step is form and someone.problem.isVisibleTo(shown.screen)
    touch(someone.relations["mother"])
    someone.phone.setText("13912345678")
    touch(shown.screen.foot.next)
    walk_to(shown, flow.THANKS, {**TEXTS, "kind": "contractor"})
    (fields, _language) = shown.dropped.sign_ins[0]
    assert fields[KEY] == ["王示例", "mother", "13912345678"]
    assert "13912345678" not in said(shown)


def test_no_other_kind_is_asked(open_kiosk: Open) -> None:
    shown = open_kiosk()
    while shown.visit.step != flow.THANKS:
        form = shown.screen.step
        assert not isinstance(form, steps.Form) or KEY not in {one.key for one in form.asked}
        assert go_on(shown.screen, {**TEXTS, "kind": "business"})
