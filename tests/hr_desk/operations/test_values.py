# SPDX-License-Identifier: Apache-2.0
"""From typed values to stored ones."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.catalogue.model import Access, Scenario
from hr_desk.catalogue.problems import UnknownField
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.operations.problems import NotCollected, NotYours
from hr_desk.operations.session import Session
from hr_desk.operations.values import merged, search_terms, stored_values
from tests.support.desk import Desk
from tests.support.made_up import one

FIELDS = st.dictionaries(st.sampled_from("abcd"), st.integers() | st.none(), max_size=4)


@given(old=FIELDS, new=FIELDS)
def test_new_values_replace_and_none_removes(old: dict[str, Any], new: dict[str, Any]) -> None:
    result = merged(old, new)
    for key in {*old, *new}:
        expected = new[key] if key in new else old[key]
        assert result.get(key) == expected
        assert (key in result) is (expected is not None)


def stored(session: Session, values: dict[str, Any], stage: str = "applied") -> Any:
    return stored_values(
        session, values, compartment="hiring", scenario=Scenario.RECRUITMENT, stage=stage
    )


def test_values_go_to_the_record_they_belong_to(session: Session) -> None:
    codes = session.catalogue.code_lists["source_channel"].codes
    result = stored(session, {"mobile": "13800138000", "source_channel": next(iter(codes))})
    assert set(result["person"]) == {"mobile"}
    assert set(result["application"]) == {"source_channel"}


def test_an_unknown_field_names_the_nearest(session: Session) -> None:
    with pytest.raises(UnknownField) as refused:
        stored(session, {"fullname": "张伟国"})
    assert refused.value.values["nearest"] == "full_name"


@pytest.mark.parametrize("user", ["hiring", "admin"])
def test_every_field_is_open_or_refused_with_its_reason(desk: Desk, user: str) -> None:
    session = desk.open(user)
    for field in session.catalogue.fields.values():
        asked = "hiring" in field.compartments and field.asked_in(Scenario.RECRUITMENT)
        try:
            result = stored(session, {field.key: None})
        except NotCollected:
            assert not asked or field.record not in ("person", "application")
        except NotYours:
            assert asked
            assert session.access(field, stage="applied") in (Access.NONE, Access.MASKED)
        else:
            assert asked and result[field.record] == {field.key: None}


def test_what_may_not_be_seen_cannot_be_typed(desk: Desk) -> None:
    with pytest.raises(NotYours):
        stored(desk.open("admin"), {"wechat_id": "weixin_abc"})


def test_terms_are_of_what_is_searched_for_alone(session: Session) -> None:
    person = one(wechat_id="weixin_abc", employer="虚构机械厂").values(session.catalogue)
    terms = search_terms(session, person)
    assert {"n:张伟国", "p:13800138000", "t:虚构机械厂"} <= terms
    assert not any("weixin" in term for term in terms)
    assert search_terms(session, {"a field of an older overlay": "x"}) == set()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("employer", "虚构\x00机械厂"),
        ("employer", "  虚构机械厂 "),
        ("job_title", "ＣＮＣ操作工"),
        ("full_name", "张 伟国"),
        ("mobile", "138 0013 8000"),
        ("email", "a@EXAMPLE.com"),
        ("wechat_id", "weixin\u202eabc"),
    ],
)
def test_what_no_parser_returned_is_not_stored(session: Session, key: str, value: str) -> None:
    with pytest.raises(ValueProblem):
        stored(session, {key: value})
    parsed = session.catalogue.field(key).type.parse(value)
    assert stored(session, {key: parsed})["person"] == {key: parsed}
