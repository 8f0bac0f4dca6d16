# SPDX-License-Identifier: Apache-2.0
"""A joiner's own part, without a screen: the code first, thirteen items, a tick each, one name."""

import random
from datetime import date, timedelta

import pytest

from hr_desk.catalogue import load
from hr_desk.domain import joining_code
from hr_desk.kiosk import errands, joiner_form, joining
from hr_desk.kiosk.joining import Joining
from hr_desk.kiosk.problems import JoiningCodeRunOut, JoiningCodeWrong
from tests.support.errands import join_errand
from ui.kiosk.errand_pictures import JOINER

CORE = load()
TODAY = date(2026, 3, 2)
STROKES = (((1, 1), (90, 90)),)


def started() -> Joining:
    talk = Joining(CORE, join_errand())
    talk.take_code(joining_code.grouped(joining_code.new(TODAY)), TODAY)
    for choice in (errands.NEXT, errands.AGREE):
        talk.choose(choice)
    return talk


def filled(**texts: str) -> Joining:
    """Return a part that is typed and stands before the ticks."""
    talk = started()
    talk.answer({**JOINER, **texts})
    while talk.step != joining.TICKS:
        talk.choose(errands.AGREE if talk.page is None else errands.NEXT)
    return talk


def to_the_signature(talk: Joining) -> Joining:
    for choice in (errands.NEXT, errands.AGREE, errands.CONFIRM):
        talk.choose(choice)
    return talk


def test_thirteen_items_are_asked_for() -> None:
    keys = [one.key for one in joiner_form.asked(CORE)]
    assert len(keys) == 13
    typed = {question.field.key for question in started().questions}
    assert typed == set(keys) - {"safety_ack", "signature_image"}


def test_all_of_it_goes_with_code_ticks_and_signature() -> None:
    talk = filled()
    talk.tick(talk.items)
    to_the_signature(talk)
    talk.strokes = STROKES
    assert talk.problems(TODAY) == {}
    given = talk.given(TODAY)
    assert len(given.fields) == 12
    assert given.fields["bank_account_no"] == "6222020200112233445"
    assert given.fields["safety_ack"] is True
    assert set(given.confirmed) == {"notice", "safety_ack", *talk.items}
    assert joining_code.standing(given.code, TODAY) is joining_code.Standing.GOOD
    assert talk.choose(errands.CONFIRM) == errands.THANKS


def test_whatever_is_left_out_but_name_and_birth_the_rest_goes() -> None:
    """What is owed stops the file that needs it, never the saving of what is there."""
    optional = [key for key in JOINER if key not in joiner_form.KNOWN_FIRST]
    chance = random.Random(20260302)
    some = [{key for key in optional if chance.random() < chance.random()} for _ in range(500)]
    for given in (set(optional), set(), *(set(optional) - {key} for key in optional), *some):
        talk = started()
        talk.answer({key: JOINER[key] for key in (*joiner_form.KNOWN_FIRST, *given)})
        assert talk.problems(TODAY) == {}
        while talk.step != joining.TICKS:
            talk.choose(errands.AGREE if talk.page is None else errands.NEXT)
        talk.tick(talk.items)
        to_the_signature(talk)
        talk.strokes = STROKES
        sent = talk.given(TODAY).fields.keys() - {"safety_ack"}
        assert sent == {*joiner_form.KNOWN_FIRST, *given}
        assert talk.choose(errands.CONFIRM) == errands.THANKS


@pytest.mark.parametrize("key", joiner_form.KNOWN_FIRST)
def test_without_name_or_day_of_birth_nothing_goes(key: str) -> None:
    talk = started()
    talk.answer({**JOINER, key: ""})
    assert key in talk.problems(TODAY)


def test_a_code_with_a_slip_or_that_has_run_out_says_the_way_out() -> None:
    talk = Joining(CORE, join_errand())
    code = joining_code.new(TODAY)
    with pytest.raises(JoiningCodeWrong, match=r"."):
        talk.take_code(code[:-1] + str((int(code[-1]) + 1) % 10), TODAY)
    with pytest.raises(JoiningCodeRunOut, match=r"."):
        talk.take_code(joining_code.new(TODAY - timedelta(days=1)), TODAY)
    assert talk.code == ""
    with pytest.raises(KeyError):
        talk.choose(errands.NEXT)


def test_an_account_that_is_typed_differently_is_refused() -> None:
    talk = started()
    talk.answer({**JOINER, "bank_account_no": "6222020200112233445|6222020200112233446"})
    wrong = talk.problems(TODAY)
    assert isinstance(wrong["bank_account_no"], joiner_form.NotTheSame)
    talk.answer({"bank_account_no": "6222 0202 0011 2233 445|6222020200112233445"})
    assert talk.problems(TODAY) == {}
    talk.answer({"bank_account_no": "6222020200112233445"})
    assert set(talk.problems(TODAY)) == {"bank_account_no"}


def test_whoever_has_another_paper_types_the_number_of_that_one() -> None:
    talk = started()
    talk.answer({**JOINER, "id_type": "passport"})
    assert set(talk.problems(TODAY)) == {"id_number"}, "that is the number of an ID card"
    talk.answer({"id_number": "e12345678"})
    assert talk.problems(TODAY) == {}
    (asked,) = (one for one in talk.questions if one.field.key == "id_number")
    assert asked.letters, "no digit pad types a passport's number"
    talk.answer({"id_type": "resident_id"})
    assert set(talk.problems(TODAY)) == {"id_number"}


def test_a_paper_without_a_number_is_taken_down_by_hand() -> None:
    talk = started()
    talk.answer({**JOINER, "id_type": "other", "id_number": ""})
    assert talk.problems(TODAY) == {}


def test_nothing_is_ticked_beforehand_and_what_is_not_ticked_stays_here() -> None:
    talk = filled()
    assert talk.ticked == ()
    talk.tick(["id_number"])
    to_the_signature(talk)
    assert {"bank_account_no", "bank_name"}.isdisjoint(talk.given(TODAY).fields)
    talk.step = joining.TICKS
    talk.tick([])
    assert "id_number" not in talk.given(TODAY).fields


def test_nobody_sends_without_a_signature() -> None:
    talk = to_the_signature(filled())
    assert talk.step == joining.SIGN
    with pytest.raises(KeyError):
        talk.choose(errands.CONFIRM)


def test_nobody_below_16_joins_and_below_18_a_guardian_agrees() -> None:
    talk = started()
    talk.answer({**JOINER, "birth_date": "20100303"})
    assert "birth_date" in talk.problems(TODAY)
    talk.answer({"birth_date": "20090101"})
    assert set(talk.problems(TODAY)) == {"guardian"}
    assert errands.CONSENT + "guardian" in talk.path
    talk.answer({"guardian": "张父|father|13900139000"})
    assert talk.problems(TODAY) == {}


@pytest.mark.parametrize("where", [errands.NOTICE, joining.RULES])
def test_who_does_not_agree_leaves_nothing(where: str) -> None:
    talk = filled()
    talk.choose(errands.NEXT)
    talk.strokes = STROKES
    talk.step = where
    assert talk.choose(errands.REFUSE) == errands.DISAGREE
    assert not (talk.texts or talk.confirmed or talk.code or talk.strokes)


def test_back_keeps_everything_up_to_the_code() -> None:
    talk = filled()
    talk.tick(talk.items)
    while talk.step != joining.CODE:
        assert talk.back() is not None
    assert talk.texts["hukou_address"] == JOINER["hukou_address"]
    assert talk.ticked == talk.items
