# SPDX-License-Identifier: Apache-2.0
"""A visit on the screen of the kiosk, from the first touch to the code."""

from typing import cast

import pytest
from PySide6.QtWidgets import QApplication

from hr_desk.catalogue import load
from hr_desk.i18n import language, use_language
from hr_desk.kiosk import flow
from hr_desk.kiosk.problems import KioskFull, NotKept
from tests.support.kiosk_robot import go_on, touch, write
from tests.support.kiosk_walk import TEXTS, form_with, said, step, walk_to
from tests.ui.kiosk.conftest import CODE, Open
from ui.kiosk import kinds, leaving, steps
from ui.kiosk.big import Line
from ui.kiosk.questions import TimeOfDay, Typed


def test_a_visitor_signs_in_and_gets_a_code(open_kiosk: Open) -> None:
    shown = open_kiosk()
    walk_to(shown, flow.THANKS)
    assert f"{CODE[:3]} {CODE[3:]}" in said(shown)
    [(fields, spoken)] = shown.dropped.sign_ins
    assert spoken == "zh_CN"
    assert fields == {
        "age_band": "adult",
        "full_name": "买买提·吐尔逊",
        "visit_purpose": "business",
        "host_employee": "王建国",
        "mobile": "13800138000",
        "employer": "虚构<b>精密</b>&公司",
        "plate_number": "鲁B12345",
        "visit_planned": "2026-03-02T06:30:00+00:00",
        "safety_ack": True,
    }
    assert shown.visit.texts == {}
    text = shown.visit.catalogue.acknowledgements["secrecy"]
    assert shown.dropped.kinds == [("business", {"secrecy": text.digest})]
    touch(shown.screen.foot.next)
    assert shown.over == [True]
    assert CODE[:3] not in said(shown)


@pytest.mark.parametrize("kind", load().visit_types)
def test_each_kind_of_visitor_gets_through(open_kiosk: Open, kind: str) -> None:
    shown, type_ = open_kiosk(), load().visit_types[kind]
    purpose = type_.purposes[-1]
    texts = {**TEXTS, "kind": kind, "visit_purpose": purpose, "companions_count": "2"}
    walk_to(shown, flow.NOTICE, texts)
    if type_.notice is not None:
        assert type_.notice.within("zh_CN") in said(shown)
    walk_to(shown, flow.THANKS, texts)
    [(fields, _spoken)] = shown.dropped.sign_ins
    assert fields["visit_purpose"] == purpose
    assert shown.dropped.kinds[0][0] == kind


def test_who_does_not_confirm_what_they_read_leaves_nothing(open_kiosk: Open) -> None:
    shown = open_kiosk()
    walk_to(shown, flow.CONFIRMS, {**TEXTS, "kind": "contractor"})
    refuse, agree = shown.screen.foot.answers
    assert refuse.size() == agree.size()
    assert "安全帽" in said(shown)
    touch(refuse)
    assert shown.visit.step == flow.DISAGREE
    assert (shown.visit.texts, shown.visit.talk.kind) == ({}, "")
    assert shown.dropped == type(shown.dropped)()


def test_the_code_is_shown_only_when_the_envelope_is_dropped(open_kiosk: Open) -> None:
    shown = open_kiosk()
    walk_to(shown, flow.REVIEW)
    shown.dropped.problem = NotKept()
    touch(shown.screen.foot.next)
    assert NotKept().text() in said(shown)
    assert CODE[:3] not in said(shown)
    assert shown.visit.texts == {}
    touch(shown.screen.foot.next)
    assert shown.over == [True]


def test_a_full_kiosk_says_so_before_anybody_types(open_kiosk: Open) -> None:
    shown = open_kiosk()
    shown.dropped.full = KioskFull()
    touch(cast(steps.Start, step(shown, steps.Start)).adult)
    assert KioskFull().text() in said(shown)


def test_agree_and_disagree_are_equal(open_kiosk: Open) -> None:
    shown = open_kiosk()
    for code in ("zh_CN", "en", "eo"):
        use_language(code)
        shown.visit.go(flow.NOTICE)
        shown.screen.grab()
        refuse, agree = shown.screen.foot.answers
        assert refuse.size() == agree.size()
        assert refuse.property("kind") == agree.property("kind")
        assert refuse.font() == agree.font()
        assert not shown.screen.foot.next.isVisible()


def test_who_disagrees_leaves_nothing(open_kiosk: Open) -> None:
    shown = open_kiosk()
    walk_to(shown, flow.NOTICE)
    touch(shown.screen.foot.answers[0])
    assert shown.visit.step == flow.DISAGREE
    touch(shown.screen.foot.next)
    assert shown.over == [True]
    assert shown.dropped == type(shown.dropped)()


def test_who_is_under_age_goes_to_the_front_desk(open_kiosk: Open) -> None:
    shown = open_kiosk()
    touch(cast(steps.Start, step(shown, steps.Start)).minor)
    assert shown.visit.step == flow.UNDER_AGE


def test_the_full_policy_is_one_touch_away_and_turns_pages(open_kiosk: Open) -> None:
    shown = open_kiosk(policy="\n\n".join(f"第{n}条 <b>不是</b>标记" for n in range(60)))
    walk_to(shown, flow.NOTICE)
    touch(cast(steps.Notice, step(shown, steps.Notice)).policy)
    policy = cast(steps.Policy, step(shown, steps.Policy)).text
    for _ in range(3):
        QApplication.sendPostedEvents()
        shown.screen.grab()
    assert policy.down.isEnabled()
    touch(policy.down)
    assert policy.area.verticalScrollBar().value() > 0
    assert policy.up.isEnabled()
    touch(shown.screen.foot.back)
    assert shown.visit.step == flow.NOTICE


def test_what_is_missing_is_said_beside_the_question(open_kiosk: Open) -> None:
    shown = open_kiosk()
    form, asked = form_with(shown, "full_name")
    touch(shown.screen.foot.next)
    assert shown.screen.step is form
    assert asked.problem.text() and asked.problem.isVisible()
    assert not asked.purpose.isVisible()
    write(cast(Typed, asked).line, "王")
    assert not asked.problem.isVisible()


def test_every_question_says_why_it_is_asked(open_kiosk: Open) -> None:
    shown = open_kiosk()
    seen = set()
    while not shown.visit.step.startswith(flow.REVIEW):
        form = shown.screen.step
        if isinstance(form, steps.Form):
            assert 1 <= len(form.asked) <= 3
            for asked in form.asked:
                seen.add(asked.key)
                assert str(asked.question.field.purpose) in asked.purpose.text()
                assert asked.purpose.isVisible()
        go_on(shown.screen, TEXTS)
    assert {"full_name", "host_employee", "mobile", "plate_number"} <= seen


def test_an_answer_is_changed_from_the_review(open_kiosk: Open) -> None:
    shown = open_kiosk()
    walk_to(shown, flow.REVIEW)
    review = cast(steps.Review, step(shown, steps.Review))
    touch(next(line for line in review.lines if "王建国" in line.text()))
    _form, asked = form_with(shown, "host_employee")
    asked.set_text("李雷")
    walk_to(shown, flow.THANKS)
    assert shown.dropped.sign_ins[0][0]["host_employee"] == "李雷"


def test_back_keeps_what_was_typed_until_the_first_screen(open_kiosk: Open) -> None:
    shown = open_kiosk()
    _form, asked = form_with(shown, "full_name")
    write(cast(Typed, asked).line, "王芳")
    touch(shown.screen.foot.back)
    walk_to(shown, flow.FORM)
    assert cast(steps.Form, step(shown, steps.Form)).asked[0].text() == "王芳"
    for _ in (flow.NOTICE, flow.KIND):
        touch(shown.screen.foot.back)
        assert shown.over == []
    kinds_step = cast(kinds.Kinds, step(shown, kinds.Kinds))
    assert [key for key, one in kinds_step.buttons.items() if one.isChecked()] == ["business"]
    touch(shown.screen.foot.back)
    assert shown.over == [True]


@pytest.mark.parametrize(
    ("digits", "dropped"), [("482913", ("482913", "")), ("8000", ("", "8000"))]
)
def test_a_visitor_signs_out_on_the_digit_pad(
    open_kiosk: Open, digits: str, dropped: tuple[str, str]
) -> None:
    shown = open_kiosk()
    touch(cast(steps.Start, step(shown, steps.Start)).leave)
    pad = cast(leaving.SignOut, step(shown, leaving.SignOut)).pad
    for digit in f"9{digits}":
        touch(pad.keys[digit])
        if digit == "9" and pad.line.text() == "9":
            touch(pad.keys["←"])
    touch(shown.screen.foot.next)
    assert shown.visit.step == flow.SIGN_OUT_THANKS
    assert shown.dropped.sign_outs == [dropped]


@pytest.mark.parametrize("typed", ["", "123", "12345", "12a4", "٤٤٤٤"])
def test_what_is_no_code_is_refused(open_kiosk: Open, typed: str) -> None:
    shown = open_kiosk()
    shown.visit.go(flow.SIGN_OUT)
    page = cast(leaving.SignOut, step(shown, leaving.SignOut))
    page.line.setText(typed)
    touch(shown.screen.foot.next)
    assert page.problem.isVisible()
    assert shown.dropped.sign_outs == []


def test_a_time_is_four_digits(open_kiosk: Open) -> None:
    shown = open_kiosk()
    _form, asked = form_with(shown, "visit_planned")
    assert isinstance(asked, TimeOfDay)
    for typed, meant in (("905", "2026-03-02 9:05"), ("14:30", "2026-03-02 14:30"), ("x", "x")):
        asked.line.setText(typed)
        assert asked.text() == meant
    touch(shown.screen.foot.next)
    assert asked.problem.isVisible()


def test_each_language_has_a_button_in_its_own_words(open_kiosk: Open) -> None:
    shown = open_kiosk()
    start = cast(steps.Start, step(shown, steps.Start))
    assert [button.text() for button in start.languages.values()] == ["中文", "English", "Pseŭdo"]
    touch(start.languages["eo"])
    assert language() == "eo"
    again = cast(steps.Start, step(shown, steps.Start))
    assert again.adult.text().startswith("⟦")
    walk_to(shown, flow.THANKS)
    assert shown.dropped.sign_ins[0][1] == "eo"


@pytest.fixture
def line(open_kiosk: Open) -> Line:
    _form, asked = form_with(open_kiosk(), "full_name")
    found = cast(Typed, asked).line
    found.setText("王芳")
    return found
