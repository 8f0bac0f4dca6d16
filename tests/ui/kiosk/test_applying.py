# SPDX-License-Identifier: Apache-2.0
"""Applying for a job on the screen: every page readable, nothing left over, nothing told."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from hr_desk.errors import UserError
from hr_desk.i18n import use_language
from hr_desk.kiosk import applying, errands, flow
from hr_desk.kiosk.problems import KioskFull, NotKept
from tests.support.errands import POST, apply_errand
from tests.ui.kiosk.conftest import Open, Shown
from tests.ui.kiosk.test_readable import LANGUAGES, look_at_each
from ui.kiosk import errand_steps, steps
from ui.kiosk.big import BigButton
from ui.kiosk.errand_pictures import APPLICANT, walk_apply
from ui.kiosk.pictures import SIZES
from ui.kiosk.questions import SeveralChosen, Someone, Typed


@pytest.fixture
def lobby(open_kiosk: Open) -> Shown:
    """A kiosk that takes applications, at its first page."""
    return open_kiosk(errands={"apply": apply_errand()})


def go(shown: Shown, *choices: str) -> steps.Step:
    """Make choices of the pages one after the other; return the page they lead to."""
    for choice in choices:
        shown.visit.choose(choice)
    step = shown.screen.step
    assert step is not None
    return step


def to_the_form(shown: Shown) -> steps.Form:
    step = go(shown, errands.APPLY, applying.ADULT, errands.AGREE, POST)
    assert isinstance(step, steps.Form)
    return step


def fill_in(shown: Shown, **texts: str) -> None:
    """Fill the needed pages in and go on."""
    for _ in range(2):
        form = shown.screen.step
        assert isinstance(form, steps.Form)
        for widget in form.asked:
            widget.set_text(texts.get(widget.key, ""))
        go(shown, errands.NEXT)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_screen_can_be_read_and_touched(
    open_kiosk: Open, code: str, size: tuple[int, int]
) -> None:
    shown = open_kiosk(size, errands={"apply": apply_errand(9)})
    use_language(code)
    seen = look_at_each(shown, walk_apply(shown.visit), code, size)
    assert {"apply-age", "apply-post", "apply-consent", "apply-review-more"} <= set(seen)
    (applied,) = shown.dropped.applied
    assert applied["fields"]["shift_ok"] == ["day", "night"]
    assert applied["fields"]["guardian"] == ["欧阳建国", "father", "13900139000"]
    assert applied["language"] == code


def test_a_kiosk_that_takes_no_applications_has_no_button_for_it(open_kiosk: Open) -> None:
    start = open_kiosk().screen.step
    assert isinstance(start, errand_steps.Start)
    assert start.errands == {}


def test_a_touch_leads_to_the_question_about_the_age(lobby: Shown) -> None:
    start = lobby.screen.step
    assert isinstance(start, errand_steps.Start)
    QTest.mouseClick(start.errands["apply"], Qt.MouseButton.LeftButton)
    step = lobby.screen.step
    assert isinstance(step, errand_steps.Choosing)
    assert list(step.buttons) == [applying.ADULT, applying.YOUNG, applying.CHILD]


def test_five_items_go_and_the_page_says_so(lobby: Shown) -> None:
    to_the_form(lobby)
    fill_in(lobby, full_name="张三", mobile="13800138000")
    go(lobby, applying.DONE_TYPING)
    go(lobby, errands.CONFIRM)
    assert lobby.visit.step == errands.THANKS
    (applied,) = lobby.dropped.applied
    assert applied["post"] == POST
    assert set(applied["fields"]) == {"full_name", "mobile", "age_band", "source_channel"}
    assert set(applied["confirmed"]) == {"notice"}
    lobby.screen.foot.next.click()
    assert lobby.over == [True]


@pytest.mark.parametrize(
    ("code", "size"),
    [
        ("zh_CN", (1280, 720)),  # one page for both ways to be reached
        ("zh_CN", (800, 600)),  # two pages, and so below
        ("en", (1024, 600)),
        ("en", (800, 600)),
        ("eo", (1024, 600)),
    ],
)
def test_an_address_alone_is_enough_however_the_pages_are_parted(
    open_kiosk: Open, code: str, size: tuple[int, int]
) -> None:
    shown = open_kiosk(size, errands={"apply": apply_errand()})
    use_language(code)
    to_the_form(shown)
    typed = {"full_name": "张三", "email": "zhang@example.com"}
    while isinstance(form := shown.screen.step, steps.Form):
        for widget in form.asked:
            widget.set_text(typed.get(widget.key, ""))
        go(shown, errands.NEXT)
        assert shown.screen.step is not form, form.page.key
    go(shown, applying.DONE_TYPING, errands.CONFIRM)
    assert shown.dropped.applied[0]["fields"]["email"] == "zhang@example.com"


@pytest.mark.parametrize("size", [(1280, 720), (1024, 600)])
def test_neither_number_nor_address_is_said_on_the_last_page_that_asks_for_one(
    open_kiosk: Open, size: tuple[int, int]
) -> None:
    shown = open_kiosk(size, errands={"apply": apply_errand()})
    use_language("en")
    to_the_form(shown)
    while isinstance(form := shown.screen.step, steps.Form):
        for widget in form.asked:
            widget.set_text("张三" if widget.key == "full_name" else "")
        go(shown, errands.NEXT)
        if shown.screen.step is form:
            break
    last = form_of(shown).asked
    assert last[-1].key == "email"
    ways = [one.key for one in last if one.key != "full_name"]
    assert [one.key for one in last if not one.problem.isHidden()] == ways[:1]


def test_a_page_that_lacks_something_stays_and_says_what(lobby: Shown) -> None:
    form = to_the_form(lobby)
    go(lobby, errands.NEXT)
    assert lobby.screen.step is form
    assert not form.asked[0].problem.isHidden()


def test_the_pad_types_where_the_cursor_is(lobby: Shown) -> None:
    go(lobby, errands.APPLY, applying.YOUNG, applying.YES, errands.AGREE, POST)
    fill_in(lobby, full_name="张三", mobile="13800138000")
    form = lobby.screen.step
    assert isinstance(form, steps.Form)
    assert form.pad is not None
    (someone,) = form.asked
    assert isinstance(someone, Someone)
    someone.name.setFocus()
    form.pad.keys["1"].click()
    assert (someone.name.text(), someone.phone.text()) == ("", "1")


def test_a_second_touch_takes_one_of_several_back(lobby: Shown) -> None:
    to_the_form(lobby)
    fill_in(lobby, full_name="张三", mobile="13800138000")
    go(lobby, applying.MORE)
    while not any(isinstance(one, SeveralChosen) for one in form_of(lobby).asked):
        go(lobby, errands.NEXT)
    (several,) = [one for one in form_of(lobby).asked if isinstance(one, SeveralChosen)]
    for code in ("day", "night", "day"):
        several.buttons[code].click()
    assert several.text() == "night"


def form_of(shown: Shown) -> steps.Form:
    form = shown.screen.step
    assert isinstance(form, steps.Form)
    return form


def test_free_text_that_should_not_stand_there_is_said_once(lobby: Shown) -> None:
    to_the_form(lobby)
    fill_in(lobby, full_name="张三", mobile="13800138000")
    go(lobby, applying.MORE)
    while "employer" not in {one.key for one in form_of(lobby).asked}:
        go(lobby, errands.NEXT)
    form = form_of(lobby)
    (employer,) = [one for one in form.asked if one.key == "employer"]
    employer.set_text("示例公司 11010519491231002X")
    go(lobby, errands.NEXT)
    assert lobby.screen.step is form
    assert "身份证" in employer.problem.text() or "ID number" in employer.problem.text()
    go(lobby, errands.NEXT)
    assert lobby.screen.step is not form


def test_back_keeps_what_was_typed_and_from_the_first_page_begins_anew(lobby: Shown) -> None:
    to_the_form(lobby)
    fill_in(lobby, full_name="张三", mobile="13800138000")
    for _ in range(2):
        lobby.screen.foot.back.click()
    typed = form_of(lobby).asked[0]
    assert typed.text() == "张三"
    while not lobby.over:
        lobby.screen.foot.back.click()
    assert lobby.visit.errand is None


def test_the_full_policy_is_one_touch_away_and_back_leads_to_the_notice(lobby: Shown) -> None:
    notice = go(lobby, errands.APPLY, applying.ADULT)
    assert isinstance(notice, steps.Notice)
    notice.policy.click()
    assert isinstance(lobby.screen.step, steps.Policy)
    lobby.screen.foot.back.click()
    assert isinstance(lobby.screen.step, steps.Notice)


def test_an_answer_of_the_review_leads_back_to_its_page(lobby: Shown) -> None:
    to_the_form(lobby)
    fill_in(lobby, full_name="张三", mobile="13800138000")
    review = go(lobby, applying.DONE_TYPING)
    assert isinstance(review, steps.Review)
    assert [one.text().partition("\n")[2] for one in review.lines] == [
        "装配工", "已满18周岁", "张三", "138 0013 8000",
    ]  # fmt: skip
    review.lines[0].click()
    assert lobby.visit.step == applying.POST
    go(lobby, applying.ANY_POST, errands.NEXT, errands.NEXT, applying.DONE_TYPING, errands.CONFIRM)
    assert lobby.dropped.applied[0]["post"] == ""


def test_many_posts_are_shown_a_page_at_a_time(open_kiosk: Open) -> None:
    shown = open_kiosk(errands={"apply": apply_errand(20)})
    step = go(shown, errands.APPLY, applying.ADULT, errands.AGREE)
    assert isinstance(step, errand_steps.Choosing)
    seen = set(step.buttons)
    for _ in range(2):
        step.more.click()
        seen |= set(step.buttons)
    assert len(seen) == 23
    step.more.click()
    assert applying.ANY_POST in step.buttons


@pytest.mark.parametrize(
    "choices",
    [(applying.CHILD,), (applying.YOUNG, applying.NO), (applying.ADULT, errands.REFUSE)],
)
def test_who_may_not_or_does_not_agree_leaves_nothing(
    lobby: Shown, choices: tuple[str, ...]
) -> None:
    step = go(lobby, errands.APPLY, *choices)
    assert isinstance(step, steps.Message)
    assert lobby.visit.errand is not None
    assert (lobby.visit.errand.talk.texts, lobby.dropped.applied) == ({}, [])


def test_silence_wipes_an_application_too(lobby: Shown) -> None:
    to_the_form(lobby)
    fill_in(lobby, full_name="张三", mobile="13800138000")
    assert lobby.visit.errand is not None
    talk = lobby.visit.errand.talk
    lobby.wait(31)
    assert lobby.screen.veil.isVisible()
    lobby.wait(10)
    assert lobby.over == [True]
    assert talk.texts == {}
    assert lobby.visit.errand is None
    shown = {one.text() for one in lobby.screen.findChildren(QLabel) if one.isVisible()}
    shown |= {one.text() for one in lobby.screen.findChildren(QLineEdit) if one.isVisible()}
    assert not {text for text in shown if "张三" in text}


def test_stop_and_erase_ends_an_application(lobby: Shown) -> None:
    to_the_form(lobby)
    lobby.screen.head.stop.click()
    assert (lobby.over, lobby.visit.errand) == ([True], None)


@pytest.mark.parametrize("problem", [NotKept(), KioskFull()])
def test_what_could_not_be_kept_is_not_said_to_be(lobby: Shown, problem: UserError) -> None:
    to_the_form(lobby)
    fill_in(lobby, full_name="张三", mobile="13800138000")
    lobby.dropped.problem = problem
    step = go(lobby, applying.DONE_TYPING, errands.CONFIRM)
    assert isinstance(step, steps.Message)
    assert lobby.visit.step != errands.THANKS
    assert (lobby.visit.errand, lobby.visit.unused) == (None, False)


def test_nobody_begins_while_the_kiosk_is_full(lobby: Shown) -> None:
    lobby.dropped.full = KioskFull()
    assert isinstance(go(lobby, errands.APPLY), steps.Message)
    assert lobby.visit.errand is None


def test_nothing_of_an_application_goes_into_a_visit(lobby: Shown) -> None:
    to_the_form(lobby)
    fill_in(lobby, full_name="张三", mobile="13800138000")
    assert lobby.visit.texts == {}
    assert lobby.visit.talk.kind == ""


def test_every_text_of_an_applicant_can_be_typed() -> None:
    assert set(APPLICANT) >= {"full_name", "mobile", "guardian", "birth_date", "shift_ok"}


def test_an_errand_is_begun_on_the_first_page_alone(lobby: Shown) -> None:
    lobby.visit.go(flow.KIND)
    lobby.visit.choose(errands.APPLY)
    assert lobby.visit.errand is None


def test_enter_goes_from_line_to_line(lobby: Shown) -> None:
    to_the_form(lobby)
    fill_in(lobby, full_name="张三")
    form = form_of(lobby)
    first = form.asked[0]
    assert isinstance(first, Typed)
    first.line.setText("13800138000")
    first.line.returnPressed.emit()
    form.asked[1].entered.emit()
    assert lobby.visit.step == applying.ENOUGH
    assert not [one for one in lobby.screen.findChildren(BigButton) if one.text() == "张三"]
