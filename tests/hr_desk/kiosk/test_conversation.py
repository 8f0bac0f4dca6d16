# SPDX-License-Identifier: Apache-2.0
"""A visitor's way through each kind's flow, without a screen."""

from datetime import date

import pytest

from hr_desk.catalogue import load
from hr_desk.catalogue.loader import load_text
from hr_desk.domain import invitation_code
from hr_desk.kiosk import flow
from hr_desk.kiosk.conversation import Conversation

TODAY = date(2026, 3, 2)
CORE = load()
KINDS = tuple(CORE.visit_types)
DRIVER = {
    "full_name": "田野", "employer": "示例物流", "mobile": "19900000012",
    "plate_number": "鲁B70E19", "trailer_plate": "鲁BA123挂", "visit_purpose": "pick_up",
    "host_employee": "仓库", "delivery_note": "SH-0315", "companions_count": "1",
}  # fmt: skip


def at_the_form(kind: str) -> Conversation:
    """Return a conversation that has come to the first page of a kind."""
    talk = Conversation(CORE)
    for choice in (flow.ADULT, kind, flow.AGREE):
        talk.choose(choice)
    return talk


def to_the_review(talk: Conversation) -> None:
    """Go on and agree to everything."""
    while talk.step != flow.REVIEW:
        talk.choose(talk.flow.choices(talk.step)[0])


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_asked_its_own_pages_in_order(kind: str) -> None:
    talk, seen = at_the_form(kind), list[str]()
    while talk.page is not None:
        seen += [question.field.key for question in talk.page.questions]
        talk.choose(flow.NEXT)
    assert tuple(seen) == CORE.visit_types[kind].fields
    read = []
    while talk.to_confirm is not None:
        read.append(talk.to_confirm.key)
        talk.choose(flow.AGREE)
    assert tuple(read) == CORE.visit_types[kind].acknowledgements
    assert talk.step == flow.REVIEW


@pytest.mark.parametrize("kind", KINDS)
def test_nine_touches_beside_typing_are_enough(kind: str) -> None:
    talk, touches = Conversation(CORE), 0
    for choice in (flow.ADULT, kind, flow.AGREE):
        talk.choose(choice)
        touches += 1
    while talk.step != flow.THANKS:
        if talk.page is not None:  # a purpose out of two is a button
            touches += sum(bool(question.among) for question in talk.page.questions)
        talk.choose(talk.flow.choices(talk.step)[0])
        touches += 1
    assert touches <= 9


def test_a_driver_gives_what_a_driver_is_asked() -> None:
    talk = at_the_form("delivery")
    talk.answer(DRIVER)
    assert talk.problems(TODAY) == {}
    to_the_review(talk)
    given = talk.given(TODAY)
    assert given.kind == "delivery"
    assert given.confirmed == {"safety": CORE.acknowledgements["safety"].digest}
    assert given.fields == {
        **{key: text for key, text in DRIVER.items() if key != "companions_count"},
        "age_band": "adult", "companions_count": 1, "safety_ack": True,
    }  # fmt: skip


def test_back_keeps_what_was_typed_and_chosen() -> None:
    talk = at_the_form("delivery")
    talk.answer({"plate_number": "鲁B70E19"})
    to_the_review(talk)
    while talk.step != flow.KIND:
        assert talk.back() is not None
    assert (talk.texts, talk.kind) == ({"plate_number": "鲁B70E19"}, "delivery")
    assert talk.back() == flow.START
    assert talk.back() is None


def test_another_kind_takes_over_what_both_are_asked_and_sends_nothing_else() -> None:
    talk = at_the_form("delivery")
    talk.answer(DRIVER)
    to_the_review(talk)
    while talk.step != flow.KIND:
        talk.back()
    for choice in ("interview", flow.AGREE):
        talk.choose(choice)
    given = talk.given(TODAY)
    assert given.kind == "interview"
    assert given.fields == {
        "age_band": "adult", "full_name": "田野", "mobile": "19900000012", "host_employee": "仓库",
        "plate_number": "鲁B70E19", "visit_purpose": "interview",
    }  # fmt: skip
    assert given.confirmed == {}


@pytest.mark.parametrize("where", [flow.NOTICE, flow.CONFIRMS + "safety"])
def test_who_disagrees_leaves_nothing_and_is_shown_another_way(where: str) -> None:
    talk = at_the_form("contractor")
    talk.answer(DRIVER)
    to_the_review(talk)
    while talk.step != where:
        talk.back()
    assert talk.choose(flow.REFUSE) == flow.DISAGREE
    assert (talk.texts, talk.kind, talk.pages) == ({}, "", ())
    assert talk.flow.choices(talk.step) == (flow.DONE,)


def test_who_is_under_age_leaves_nothing() -> None:
    talk = Conversation(CORE)
    talk.answer(DRIVER)
    assert talk.choose(flow.MINOR) == flow.UNDER_AGE
    assert talk.texts == {}


def test_a_text_that_was_not_confirmed_is_not_said_to_be() -> None:
    talk = at_the_form("contractor")
    talk.answer({"full_name": "张三", "host_employee": "李四"})
    given = talk.given(TODAY)
    assert given.confirmed == {}
    assert "safety_ack" not in given.fields


def test_an_answer_of_another_kind_is_refused() -> None:
    talk = at_the_form("delivery")
    talk.answer({**DRIVER, "visit_purpose": "interview"})
    assert set(talk.problems(TODAY)) == {"visit_purpose"}
    assert talk.page_with("visit_purpose") == "truck"


def test_a_company_puts_its_own_text_and_its_own_kind_into_the_flow() -> None:
    overlay = """
[acknowledgement.safety]
label = { zh = "本厂安全须知", en = "Our safety rules" }
text = { zh = "戴好安全帽。", en = "Wear a helmet." }
months = 6
field = "safety_ack"

[visit_type.x_media]
label = { zh = "媒体采访", en = "Press" }
hint = { zh = "记者", en = "Journalists" }
purposes = ["other"]
acknowledgements = ["safety"]
decides = "host"

[visit_type.x_media.pages]
you = ["full_name", "employer"]
visit = ["host_employee"]
"""
    catalogue = load_text(overlay)
    assert catalogue.fingerprint() != CORE.fingerprint()
    talk = Conversation(catalogue)
    for choice in (flow.ADULT, "x_media", flow.AGREE, flow.NEXT, flow.NEXT):
        talk.choose(choice)
    assert talk.to_confirm is not None
    assert str(talk.to_confirm.text.within("zh_CN")) == "戴好安全帽。"
    assert talk.to_confirm.digest != CORE.acknowledgements["safety"].digest


def test_the_code_of_an_invitation_is_kept_until_the_visit_is_wiped() -> None:
    talk = Conversation(CORE)
    assert not talk.invited("123") and not talk.begun
    code = invitation_code.new()
    assert talk.invited(invitation_code.grouped(code)) and talk.invitation == code and talk.begun
    assert not talk.invited("x") and talk.invitation == code
    other = invitation_code.new()
    assert talk.invited(invitation_code.for_scanner(other)) and talk.invitation == other
    talk.wipe()
    assert talk.invitation == "" and not talk.begun
