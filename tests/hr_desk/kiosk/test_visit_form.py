# SPDX-License-Identifier: Apache-2.0
"""What a visitor is asked, on which page, and what becomes of what they type."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.catalogue import Access, Scenario, ValueProblem, load
from hr_desk.catalogue.loader import load_text
from hr_desk.catalogue.problems import MissingKey, NotTighter
from hr_desk.kiosk import visit_form
from hr_desk.kiosk.visit_form import Needed, asked, check, pages

TODAY = date(2026, 3, 2)
EMERGENCY = "emergency_contact"
CORE = load()
GOOD = {"full_name": "张 三", "host_employee": "李四"}
KINDS = tuple(CORE.visit_types)

OWN_FIELD = """
[field.x_{name}]
record = "visit"
label = {{ zh = "本单位问题{name}", en = "Own question {name}" }}
purpose = {{ zh = "示例用途。", en = "An example." }}
refusal = {{ zh = "可以不填。", en = "May be left out." }}
section = "visit"
type = "text"
demand = {{ recruitment = "closed", onboarding = "closed", visitor = "{demand}" }}
basis = {{ visitor = "PIPL 13(1)" }}
sensitivity = "ordinary"
earliest_stage = "kiosk"
roles = "{roles} F – – – M"
retention = {{ visits = "VIS" }}
mask = "hidden"
"""


def own(name: str, *, demand: str = "optional", roles: str = "W") -> str:
    """Return the overlay of one field of a company's own."""
    return OWN_FIELD.format(name=name, demand=demand, roles=roles)


def keys_of(page_list: tuple[visit_form.Page, ...]) -> list[str]:
    return [question.field.key for page in page_list for question in page.questions]


def test_a_kiosk_asks_what_the_catalogue_lets_it_write() -> None:
    assert {one.key for one in asked(CORE)} == {
        "full_name", "nationality", "mobile", "employer", "job_title", "visit_purpose",
        "host_employee", "plate_number", "visit_planned", "companions_count", "carried_items",
        "safety_ack", "trailer_plate", "delivery_note", EMERGENCY,
    }  # fmt: skip
    for one in asked(CORE):
        assert one.asked_in(Scenario.VISITOR)
        assert one.roles["kiosk"] is (Access.NONE if one.key == EMERGENCY else Access.WRITE)
        assert one.supplied_by == "person"


def test_whom_to_call_is_asked_where_there_is_danger_and_may_be_left_out() -> None:
    kinds = CORE.visit_types.values()
    assert [one.key for one in kinds if one.hazard] == ["contractor"]
    for one in kinds:
        asks = [question for page in pages(CORE, one.key) for question in page.questions
                if question.field.key == EMERGENCY]  # fmt: skip
        assert len(asks) == one.hazard
        assert all(not question.required and question.left_out for question in asks)
    typed = {EMERGENCY: "王示例|mother|13912345678"}
    found = check(CORE, typed, kind="contractor", today=TODAY)
    assert found.stored[EMERGENCY] == ["王示例", "mother", "13912345678"]
    assert EMERGENCY not in check(CORE, typed, kind="business", today=TODAY).stored
    half = check(CORE, {EMERGENCY: "王示例||"}, kind="contractor", today=TODAY)
    assert EMERGENCY in half.problems


@pytest.mark.parametrize("kind", KINDS)
def test_at_most_five_things_are_required_and_the_age_is_the_start_button(kind: str) -> None:
    required = {q.field.key for page in pages(CORE, kind) for q in page.questions if q.required}
    own = set(CORE.visit_types[kind].required)
    found = required | set(visit_form.said_by(CORE, kind))
    assert found == {"full_name", "visit_purpose", "host_employee", "age_band"} | own
    assert len(found) <= 5 and own == ({"companions_count"} if kind == "group" else set())
    assert CORE.field("age_band").type.load(visit_form.STARTED_WITH["age_band"]) == "adult"


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_one_to_three_questions_and_each_question_one_page(kind: str) -> None:
    overlay = "".join(own(name) for name in "abcdefg")
    found = pages(load_text(overlay), kind)
    assert all(1 <= len(page.questions) <= 3 for page in found)
    assert len({page.key for page in found}) == len(found)
    assert len(keys_of(found)) == len(set(keys_of(found)))
    assert {f"x_{name}" for name in "abcdefg"} < set(keys_of(found))


def test_a_field_of_the_companys_own_is_asked_if_the_kiosk_may_write_it() -> None:
    catalogue = load_text(own("asked", demand="required") + own("hidden", roles="–"))
    found = {q.field.key: q.required for page in pages(catalogue, "other") for q in page.questions}
    assert found["x_asked"] is True
    assert "x_hidden" not in found
    problems = check(catalogue, GOOD, kind="other", today=TODAY).problems
    assert isinstance(problems["x_asked"], Needed)


OWN_KIND = """
[visit_type.x_media]
label = { zh = "媒体采访", en = "Press" }
hint = { zh = "记者", en = "Journalists" }
purposes = ["other"]
decides = "host"

[visit_type.x_media.pages]
you = ["full_name", "host_employee", "x_pass"]
"""


@pytest.mark.parametrize(("demand", "everybody"), [("required", True), ("optional", False)])
def test_what_everybody_has_to_say_is_asked_of_all_though_one_kind_has_a_page_for_it(
    demand: str, everybody: bool
) -> None:
    catalogue = load_text(own("pass", demand=demand) + OWN_KIND)
    assert "x_pass" in keys_of(pages(catalogue, "x_media"))
    for kind in KINDS:
        assert ("x_pass" in keys_of(pages(catalogue, kind))) is everybody
        assert len(keys_of(pages(catalogue, kind))) == len(set(keys_of(pages(catalogue, kind))))


def test_a_kind_of_ones_own_asks_whom_to_call_only_where_it_says_that_there_is_danger() -> None:
    kind = OWN_KIND.replace("x_pass", EMERGENCY)
    with pytest.raises(MissingKey) as refused:
        load_text(kind)
    assert (refused.value.values["owner"], refused.value.values["name"]) == ("x_media", "hazard")
    dangerous = load_text(kind.replace('decides = "host"', 'decides = "host"\nhazard = true'))
    assert EMERGENCY in keys_of(pages(dangerous, "x_media"))
    nobody_reveals = '[tighten.emergency_contact]\nroles = "– – – W M M"\n'
    assert EMERGENCY not in keys_of(pages(load_text(nobody_reveals), "contractor"))
    with pytest.raises(NotTighter):
        load_text(nobody_reveals.replace('"– – –', '"– R! R!'))


def test_a_field_that_the_company_closed_is_not_asked() -> None:
    catalogue = load_text('[tighten.plate_number]\ndemand = { visitor = "closed" }\n')
    assert "plate_number" not in keys_of(pages(catalogue, "delivery"))


@pytest.mark.parametrize("kind", KINDS)
def test_who_comes_for_one_purpose_is_not_asked_for_it(kind: str) -> None:
    purposes = CORE.visit_types[kind].purposes
    asked_for = "visit_purpose" in keys_of(pages(CORE, kind))
    assert asked_for is (len(purposes) > 1)
    said = visit_form.said_by(CORE, kind).get("visit_purpose")
    assert said == (None if asked_for else purposes[0])


def test_what_may_be_left_out_is_asked_at_all() -> None:
    assert visit_form.LEFT_OUT.keys() <= {one.key for one in asked(CORE)}


def test_what_is_typed_becomes_stored_values() -> None:
    typed = {
        **GOOD,
        "mobile": "１９９ 0000 0001",
        "plate_number": "鲁b·12345",
        "visit_planned": "2026-03-02 14:30",
        "companions_count": "３",
        "carried_items": "笔记本电脑一台，序列号 SN-01",
        "job_title": " ",
    }
    found = check(CORE, typed, kind="business", today=TODAY)
    assert found.problems == {}
    assert found.stored == {
        "age_band": "adult",
        "full_name": "张三",
        "visit_purpose": "business",
        "host_employee": "李四",
        "mobile": "19900000001",
        "plate_number": "鲁B12345",
        "visit_planned": "2026-03-02T06:30:00+00:00",
        "companions_count": 3,
        "carried_items": "笔记本电脑一台，序列号 SN-01",
    }
    for key, value in found.stored.items():
        CORE.field(key).type.load(value)


def test_each_problem_is_a_sentence_beside_its_field() -> None:
    typed = {"full_name": "3", "mobile": "12", "visit_purpose": "x"}
    found = check(CORE, typed, kind="delivery", today=TODAY)
    assert set(found.problems) == {"full_name", "mobile", "visit_purpose", "host_employee"}
    assert isinstance(found.problems["host_employee"], Needed)
    for problem in found.problems.values():
        assert problem.text("zh_CN") and problem.text("en")


def test_one_page_is_checked_alone() -> None:
    found = check(CORE, {"full_name": "张三"}, kind="business", page="you", today=TODAY)
    assert (found.stored, found.problems) == ({"full_name": "张三"}, {})
    wrong = check(CORE, {}, kind="delivery", page="truck", today=TODAY).problems
    assert set(wrong) == {"visit_purpose"}


def test_an_answer_that_another_kind_is_asked_is_not_sent() -> None:
    typed = {**GOOD, "employer": "示例供应商"}
    sent = check(CORE, typed, kind="business", today=TODAY).stored
    assert sent["employer"] == "示例供应商"
    assert "employer" not in check(CORE, typed, kind="family", today=TODAY).stored


def test_what_nobody_asked_for_is_not_sent() -> None:
    typed = {**GOOD, "id_number": "110101199003070000", "visit_left": "2026-03-02 15:00",
             "age_band": "14-15", "badge_no": "7", "dock": "3", "safety_ack": "yes"}  # fmt: skip
    found = check(CORE, typed, kind="family", today=TODAY)
    assert found.stored.keys() == {*GOOD, "age_band", "visit_purpose"}
    assert found.stored["age_band"] == "adult"


@pytest.mark.parametrize(
    ("key", "typed"),
    [("companions_count", "100"), ("companions_count", "两个"), ("carried_items", "长" * 81)],
)
def test_too_many_and_too_long_are_told(key: str, typed: str) -> None:
    wrong = check(CORE, {**GOOD, key: typed}, kind="business", today=TODAY).problems
    assert set(wrong) == {key}


def test_nobody_with_one_is_a_count_and_an_empty_line_none() -> None:
    alone = check(CORE, {**GOOD, "companions_count": "0"}, kind="group", today=TODAY).stored
    assert alone["companions_count"] == 0
    assert "companions_count" not in check(CORE, GOOD, kind="business", today=TODAY).stored


def test_a_group_says_how_many_come_along_and_nothing_leaves_that_out() -> None:
    texts = {**GOOD, "visit_purpose": "training", "companions_count": ""}
    assert set(check(CORE, texts, kind="group", today=TODAY).problems) == {"companions_count"}
    (asked,) = (q for page in pages(CORE, "group") for q in page.questions
                if q.field.key == "companions_count")  # fmt: skip
    assert asked.required and asked.left_out == ""


def test_what_may_be_left_out_says_what_that_means() -> None:
    said = {q.field.key: q.left_out for page in pages(CORE, "business") for q in page.questions}
    assert said["companions_count"] and said["carried_items"]


@given(
    st.dictionaries(st.sampled_from([one.key for one in asked(CORE)]), st.text(max_size=60)),
    st.sampled_from(KINDS),
)
def test_whatever_is_typed_is_stored_or_told(texts: dict[str, str], kind: str) -> None:
    found = check(CORE, texts, kind=kind, today=TODAY)
    assert not found.stored.keys() & found.problems.keys()
    for key, value in found.stored.items():
        CORE.field(key).type.load(value)
    for problem in found.problems.values():
        assert isinstance(problem, ValueProblem)
