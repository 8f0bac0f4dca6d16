# SPDX-License-Identifier: Apache-2.0
"""An applicant at a kiosk, without a screen: age first, five items, then as much as wished."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_desk.catalogue import load
from hr_desk.catalogue.model import Scenario
from hr_desk.kiosk import applicant_form, applying, errands
from hr_desk.kiosk.applying import Applying
from tests.support.errands import POST, apply_errand

CORE = load()
TODAY = date(2026, 3, 2)
TEXTS = {"full_name": "张三", "mobile": "13800138000"}
GUARDIAN = "张父|father|13900139000"


def started(*choices: str) -> Applying:
    """Return an application after these choices."""
    talk = Applying(CORE, apply_errand())
    for choice in choices:
        talk.choose(choice)
    return talk


def at_the_form(age: str = applying.ADULT) -> Applying:
    here = (applying.YES,) if age == applying.YOUNG else ()
    return started(age, *here, errands.AGREE, POST)


def through(talk: Applying) -> Applying:
    """Go on to the page that says that everything needed is there."""
    while talk.step != applying.ENOUGH:
        talk.choose(errands.AGREE if talk.step.startswith(errands.CONSENT) else errands.NEXT)
    return talk


def asked(talk: Applying) -> list[str]:
    """Return the fields of each page from here on."""
    found = []
    while talk.page is not None:
        found += [question.field.key for question in talk.page.questions]
        talk.choose(errands.NEXT)
    return found


def test_what_is_needed_comes_first_and_is_what_the_catalogue_asks_for() -> None:
    talk = at_the_form()
    needed = {one.key for one in CORE.required(Scenario.RECRUITMENT)}
    either = {one.key for group in CORE.alternatives(Scenario.RECRUITMENT) for one in group}
    assert set(asked(talk)) == (needed - {"age_band", "applied_position"}) | either
    assert talk.step == applying.ENOUGH


def test_whoever_wishes_goes_on_page_by_page_to_everything_a_kiosk_may_ask() -> None:
    talk = through(at_the_form())
    talk.choose(applying.MORE)
    further = asked(talk)
    every = {one.key for one in applicant_form.asked(CORE)}
    special = {"age_band", "applied_position", "guardian", "source_channel"}
    assert set(further) == every - special - {"full_name", "mobile", "email"}
    assert talk.step == errands.REVIEW
    assert {"photo", "resume_file", "id_number", "work_history"}.isdisjoint(every)


def test_no_page_has_more_than_three_questions() -> None:
    talk = through(at_the_form(applying.YOUNG))
    assert all(1 <= len(page.questions) <= 3 for page in talk.pages)


def test_five_items_are_an_application() -> None:
    talk = at_the_form()
    talk.answer(TEXTS)
    through(talk)
    talk.choose(applying.DONE_TYPING)
    assert (talk.step, talk.problems(TODAY)) == (errands.REVIEW, {})
    given_ = talk.given(TODAY)
    assert given_.fields == {**TEXTS, "age_band": "adult", "source_channel": "kiosk"}
    assert (given_.post, given_.confirmed) == (POST, {"notice": "告知"})
    assert talk.choose(errands.CONFIRM) == errands.THANKS


@pytest.mark.parametrize("one", [{"mobile": "13800138000"}, {"email": "zhang@example.com"}])
def test_a_phone_or_an_address_is_enough(one: dict[str, str]) -> None:
    talk = at_the_form()
    talk.answer({"full_name": "张三", **one})
    assert talk.problems(TODAY) == {}


def test_neither_is_not() -> None:
    talk = at_the_form()
    talk.answer({"full_name": "张三"})
    assert set(talk.problems(TODAY)) == {"mobile"}
    talk.answer({"full_name": ""})
    assert set(talk.problems(TODAY)) == {"mobile", "full_name"}


def test_a_child_is_sent_away_and_leaves_nothing() -> None:
    talk = started(applying.CHILD)
    assert (talk.step, talk.texts, talk.age) == (applying.TOO_YOUNG, {}, "")
    assert talk.back() is None


def test_somebody_below_18_needs_a_guardian_beside_them_who_agrees() -> None:
    assert started(applying.YOUNG).step == applying.GUARDIAN_HERE
    assert started(applying.YOUNG, applying.NO).step == applying.NO_GUARDIAN
    talk = at_the_form(applying.YOUNG)
    talk.answer(TEXTS)
    assert set(talk.problems(TODAY)) == {"guardian"}
    talk.answer({"guardian": GUARDIAN})
    through(talk)
    given_ = talk.given(TODAY)
    assert given_.fields["guardian"] == ["张父", "father", "13900139000"]
    assert given_.fields["age_band"] == "16-17"
    assert set(given_.confirmed) == {"notice", "guardian"}


def test_a_guardian_who_does_not_agree_leaves_nothing() -> None:
    talk = at_the_form(applying.YOUNG)
    talk.answer({**TEXTS, "guardian": GUARDIAN})
    while talk.step != errands.CONSENT + "guardian":
        talk.choose(errands.NEXT)
    talk.choose(errands.REFUSE)
    assert talk.step == errands.DISAGREE
    assert (talk.texts, talk.confirmed, talk.age, talk.post) == ({}, {}, "", None)


def test_an_adult_is_not_asked_for_a_guardian() -> None:
    talk = at_the_form()
    assert "guardian" not in {question.field.key for question in talk.questions}
    assert errands.CONSENT + "guardian" not in talk.path


@pytest.mark.parametrize(
    ("age", "born", "wrong"),
    [
        (applying.ADULT, "2008-03-02", True),  # 18 from tomorrow on
        (applying.ADULT, "2008-03-01", False),
        (applying.YOUNG, "2008-05-12", False),
        (applying.YOUNG, "2010-03-02", True),  # below 16 whatever is said
        (applying.ADULT, "2011-01-01", True),
    ],
)
def test_a_date_of_birth_that_tells_another_age_is_refused(
    age: str, born: str, wrong: bool
) -> None:
    talk = at_the_form(age)
    talk.answer({**TEXTS, "guardian": GUARDIAN})
    through(talk)
    talk.choose(applying.MORE)
    talk.answer({"birth_date": born})
    assert (set(talk.problems(TODAY)) == {"birth_date"}) is wrong


def test_back_keeps_what_was_typed_and_chosen() -> None:
    talk = at_the_form(applying.YOUNG)
    talk.answer({**TEXTS, "guardian": GUARDIAN})
    through(talk)
    while talk.step != applying.AGE:
        assert talk.back() is not None
    assert (talk.texts["full_name"], talk.post, talk.age) == ("张三", POST, applying.YOUNG)
    assert talk.back() is None


def test_another_age_asks_for_every_agreement_again() -> None:
    talk = through(at_the_form(applying.YOUNG))
    while talk.step != applying.AGE:
        talk.back()
    talk.choose(applying.ADULT)
    assert talk.confirmed == {}
    assert talk.step == errands.NOTICE


def test_what_was_typed_beyond_the_needed_does_not_go_when_it_is_enough_after_all() -> None:
    talk = at_the_form()
    talk.answer(TEXTS)
    through(talk)
    talk.choose(applying.MORE)
    talk.answer({"employer": "示例公司", "birth_date": "no date"})
    while talk.step != applying.ENOUGH:
        talk.back()
    talk.choose(applying.DONE_TYPING)
    assert talk.problems(TODAY) == {}
    assert "employer" not in talk.given(TODAY).fields


def test_enough_leads_from_any_further_page_to_the_review() -> None:
    talk = at_the_form()
    talk.answer(TEXTS)
    through(talk)
    talk.choose(applying.MORE)
    talk.answer({"gender": "2"})
    assert talk.may_stop
    assert talk.choose(applying.DONE_TYPING) == errands.REVIEW
    assert talk.given(TODAY).fields["gender"] == "2"


def test_a_needed_page_cannot_be_passed_over() -> None:
    talk = at_the_form()
    assert not talk.may_stop
    with pytest.raises(KeyError):
        talk.choose(applying.DONE_TYPING)


def test_free_text_is_marked_once_and_never_a_bar() -> None:
    talk = through(at_the_form())
    talk.choose(applying.MORE)
    while talk.page is None or "employer" not in {q.field.key for q in talk.page.questions}:
        talk.choose(errands.NEXT)
    talk.answer({"employer": "示例公司，身份证11010519491231002X"})
    assert set(talk.marks()) == {"employer"}
    assert talk.marks() == {}
    talk.answer({"employer": "示例公司，身份证11010519491231002X。"})
    assert set(talk.marks()) == {"employer"}


def test_a_post_the_desk_did_not_sign_is_none() -> None:
    talk = started(applying.ADULT, errands.AGREE)
    with pytest.raises(KeyError):
        talk.choose("ffffffffffffffff")
    talk.choose(applying.ANY_POST)
    assert talk.post == applying.ANY_POST


CHOICES = st.sampled_from(
    [applying.ADULT, applying.YOUNG, applying.CHILD, applying.YES, applying.NO, errands.AGREE,
     errands.REFUSE, POST, "", errands.NEXT, applying.MORE, applying.DONE_TYPING,
     errands.CONFIRM, "back"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(CHOICES, max_size=40))
def test_whatever_is_touched_nobody_gets_past_age_notice_and_guardian(choices: list[str]) -> None:
    talk = Applying(CORE, apply_errand())
    talk.answer(TEXTS)
    for choice in choices:
        if talk.step in talk.ends:
            break
        if choice == "back":
            talk.back()
            continue
        try:
            talk.choose(choice)
        except KeyError:
            continue
    assert talk.step in (*talk.path, *talk.ends)
    if talk.step in (errands.REVIEW, errands.THANKS):
        assert talk.age in (applying.ADULT, applying.YOUNG)
        assert "notice" in talk.confirmed
        assert ("guardian" in talk.confirmed) or not talk.is_minor
    if talk.step in talk.ends - {errands.THANKS}:
        assert (talk.texts, talk.confirmed) == ({}, {})
