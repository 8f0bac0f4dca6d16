# SPDX-License-Identifier: Apache-2.0
"""A visit as a visitor has it: touched and typed from the first screen to the code."""

from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from hr_desk.catalogue import load
from hr_desk.i18n import language, use_language
from hr_desk.kiosk import flow
from hr_desk.kiosk.problems import KioskFull, NotKept
from tests.support.kiosk_robot import answer, go_on, touch, write
from tests.ui.kiosk.conftest import CODE, Open, Shown
from ui.kiosk import kinds, leaving, steps
from ui.kiosk.big import BigButton, Line
from ui.kiosk.questions import Chosen, TimeOfDay, Typed

TEXTS = {
    "full_name": "买买提•吐尔逊",
    "visit_purpose": "delivery",
    "host_employee": "王建国",
    "mobile": "13800138000",
    "employer": "虚构<b>精密</b>&公司",
    "plate_number": "鲁b12345",
    "visit_planned": "1430",
}


def step(shown: Shown, kind: type[steps.Step]) -> steps.Step:
    found = shown.screen.step
    assert isinstance(found, kind), found
    return found


def walk_to(shown: Shown, name: str, texts: dict[str, str] | None = None) -> None:
    """Go on until a step or a form page of this name is shown."""
    while not shown.visit.step.startswith(name):
        assert go_on(shown.screen, texts or TEXTS), shown.visit.step


def form_with(
    shown: Shown, key: str, *, kind: str = "business"
) -> tuple[steps.Form, Typed | Chosen]:
    """Go on to the page that asks a kind of visitor for a field."""
    for _ in range(20):
        form = shown.screen.step
        if isinstance(form, steps.Form):
            for asked in form.asked:
                if asked.key == key:
                    return form, cast(Typed | Chosen, asked)
        assert go_on(shown.screen, {**TEXTS, "kind": kind})
    raise AssertionError(f"nobody asks for {key}")


def said(shown: Shown) -> str:
    """Return everything that can be read on the screen."""
    labels = shown.screen.findChildren(QLabel) + shown.screen.findChildren(BigButton)
    return "\n".join(one.text() for one in labels if one.isVisibleTo(shown.screen))


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
    texts = {**TEXTS, "kind": kind, "visit_purpose": purpose}
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


def test_silence_is_counted_down_and_then_everything_is_wiped(open_kiosk: Open) -> None:
    shown = open_kiosk()
    form_with(shown, "full_name")
    shown.wait(29)
    assert not shown.screen.veil.isVisible()
    shown.wait(3)
    assert shown.screen.veil.isVisible()
    assert "8" in shown.screen.veil.text.text()
    touch(shown.screen.veil.more_time)
    assert not shown.screen.veil.isVisible()
    shown.wait(39)
    assert shown.over == []
    shown.wait(1)
    assert shown.over == [True]
    assert shown.visit.texts == {}


def test_typing_and_an_input_method_are_activity(open_kiosk: Open) -> None:
    shown = open_kiosk()
    _form, asked = form_with(shown, "full_name")
    line = cast(Typed, asked).line
    shown.wait(35)
    assert shown.screen.veil.isVisible()
    write(line, "王")
    assert not shown.screen.veil.isVisible()
    shown.wait(35)
    QTest.keyClick(line, Qt.Key.Key_A)
    assert not shown.screen.veil.isVisible()
    assert line.text() == "王a"


def test_a_timer_of_the_program_is_no_activity(open_kiosk: Open) -> None:
    shown = open_kiosk()
    form_with(shown, "full_name")
    shown.wait(35)
    shown.screen.repaint()
    shown.screen.move(QPoint(3, 3))
    assert shown.screen.veil.isVisible()


def test_the_first_screen_forgets_a_language_and_stays(open_kiosk: Open) -> None:
    shown = open_kiosk()
    assert shown.visit.unused
    touch(cast(steps.Start, step(shown, steps.Start)).languages["en"])
    assert not shown.visit.unused
    shown.wait(40)
    assert language() == "zh_CN"
    assert shown.over == []
    assert shown.visit.unused


def test_the_last_page_closes_by_itself(open_kiosk: Open) -> None:
    shown = open_kiosk()
    walk_to(shown, flow.THANKS)
    shown.wait(19)
    assert "1" in shown.screen.foot.said.text()
    touch(shown.screen.foot.more_time)
    shown.wait(50)
    assert shown.over == []
    shown.wait(10)
    assert shown.over == [True]


def test_stop_erases_everything(open_kiosk: Open) -> None:
    shown = open_kiosk()
    walk_to(shown, flow.REVIEW)
    touch(shown.screen.head.stop)
    assert shown.over == [True]
    assert "王建国" not in said(shown)


def test_a_window_that_is_told_to_close_stays(open_kiosk: Open) -> None:
    shown = open_kiosk()
    event = QCloseEvent()
    shown.screen.closeEvent(event)
    assert not event.isAccepted()
    QTest.keyClick(shown.screen, Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(shown.screen, Qt.Key.Key_Escape)
    assert shown.screen.isVisible()
    assert shown.over == []


def test_the_corner_ends_the_kiosk_after_three_seconds_only(
    open_kiosk: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = open_kiosk()
    ended: list[bool] = []
    shown.screen.staff_exit.connect(lambda: ended.append(True))
    corner = shown.screen.corner
    assert corner._timer.interval() == 3_000
    corner._timer.setInterval(60)
    QTest.mousePress(corner, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(corner, Qt.MouseButton.LeftButton)
    qtbot.wait(90)
    assert ended == []
    QTest.mousePress(corner, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ended == [True])


@pytest.fixture
def line(open_kiosk: Open) -> Line:
    _form, asked = form_with(open_kiosk(), "full_name")
    found = cast(Typed, asked).line
    found.setText("王芳")
    return found


CONTROL = Qt.KeyboardModifier.ControlModifier


def test_nothing_reaches_or_leaves_the_clipboard(line: Line) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("of someone else")
    for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V, Qt.Key.Key_Insert):
        QTest.keyClick(line, key, CONTROL)
    QTest.keyClick(line, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)
    QTest.mouseDClick(line, Qt.MouseButton.LeftButton)
    QTest.mouseClick(line, Qt.MouseButton.MiddleButton)
    QTest.mousePress(line, Qt.MouseButton.LeftButton, pos=QPoint(5, 10))
    QTest.mouseMove(line, QPoint(200, 10))
    QTest.mouseRelease(line, Qt.MouseButton.LeftButton, pos=QPoint(200, 10))
    assert line.text() == "王芳"
    assert line.selectedText() == ""
    assert clipboard.text() == "of someone else"


def test_a_line_offers_no_menu_takes_no_drop_and_undoes_nothing(line: Line) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(line, event)
    assert QApplication.activePopupWidget() is None
    data = QMimeData()
    data.setText("dropped")
    line.dropEvent(
        QDropEvent(
            QPointF(1, 1),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL)
    assert line.text() == "王"


def test_the_input_method_is_asked_to_learn_nothing(line: Line) -> None:
    assert line.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData


def test_letters_that_a_modifier_writes_are_taken(line: Line) -> None:
    line.clear()
    alt_gr = CONTROL | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(line, "a")  # type: ignore[call-overload]
    QTest.keyClick(line, Qt.Key.Key_At, alt_gr)
    QTest.keyClick(line, Qt.Key.Key_B, Qt.KeyboardModifier.ShiftModifier)
    assert line.text().lower() == "a@b"


def test_a_line_marked_wrong_keeps_its_size_of_type(open_kiosk: Open) -> None:
    shown = open_kiosk()
    _form, asked = form_with(shown, "full_name")
    entry = cast(Typed, asked).line
    before = entry.font().pointSizeF()
    touch(shown.screen.foot.next)
    assert entry.property("wrong") is True
    assert entry.font().pointSizeF() == before


def test_a_scanner_that_types_into_a_form_changes_no_button(open_kiosk: Open) -> None:
    shown = open_kiosk()
    _form, asked = form_with(shown, "visit_purpose", kind="delivery")
    assert isinstance(asked, Chosen)
    before = shown.visit.step
    for character in "A1&B":
        QTest.keyClicks(cast(QWidget, shown.screen.step), character)
    assert asked.text() == ""
    assert shown.visit.step == before


def test_every_label_is_plain_text(open_kiosk: Open) -> None:
    shown = open_kiosk()
    walk_to(shown, flow.REVIEW)
    for label in shown.screen.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
    lines = [line for line in shown.screen.findChildren(QLineEdit) if line.isVisible()]
    assert lines == []


def touch_twice(widget: QWidget) -> None:
    """Touch quickly twice: a system makes a double click of the second press."""
    touch(widget)
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton)


def test_a_double_touch_sends_once_and_leaves_the_code_on_the_screen(open_kiosk: Open) -> None:
    shown = open_kiosk()
    walk_to(shown, flow.REVIEW)
    touch_twice(shown.screen.foot.next)
    assert shown.visit.step == flow.THANKS
    assert shown.over == []


def test_a_double_touch_on_the_digit_pad_is_two_digits(open_kiosk: Open) -> None:
    shown = open_kiosk()
    shown.visit.go(flow.SIGN_OUT)
    pad = cast(leaving.SignOut, step(shown, leaving.SignOut)).pad
    touch_twice(pad.keys["8"])
    assert pad.line.text() == "88"


def test_enter_goes_on(open_kiosk: Open) -> None:
    shown = open_kiosk()
    _form, asked = form_with(shown, "full_name", kind="interview")
    line = cast(Typed, asked).line
    write(line, "王芳")
    before = shown.visit.step
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert shown.visit.step not in (before, flow.NOTICE)


def test_a_choice_is_taken_back_by_a_second_touch(open_kiosk: Open) -> None:
    shown = open_kiosk()
    form, asked = form_with(shown, "visit_purpose", kind="delivery")
    assert isinstance(asked, Chosen)
    answer(asked, "delivery", shown.screen)
    answer(asked, "pick_up", shown.screen)
    assert asked.text() == "pick_up"
    assert set(asked.buttons) == {"delivery", "pick_up"}
    answer(asked, "pick_up", shown.screen)
    assert asked.text() == ""
    assert shown.screen.step is form
