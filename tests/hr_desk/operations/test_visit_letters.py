# SPDX-License-Identifier: Apache-2.0
"""Envelopes of a kiosk: a sign-in is announced, or refused as what it is."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hr_desk import catalogue
from hr_desk.operations import expecting, intake, visits
from hr_desk.operations.letters import Unacceptable
from hr_desk.operations.problems import GuardianNeeded, Missing
from hr_desk.operations.session import Session
from hr_desk.operations.visits import NewVisit
from tests.support import gatehouse
from tests.support.desk import START, Desk
from tests.support.visit_letters import FIELDS, record, rows, take
from tests.support.visitors import typed


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk, holding a kiosk's intake key."""
    session = desk.open("gate")
    gatehouse.hold_key(session)
    return session


def test_a_sign_in_at_the_kiosk_is_announced(gate: Session) -> None:
    gatehouse.sign_in(gate, 1, full_name="黎访客", minutes=2)
    assert intake.take_in(gate).taken == 1
    (row,) = rows(gate)
    assert (row.state, row.origin, row.code) == ("announced", "kiosk", "000001")
    assert row.arrived == START - dt.timedelta(minutes=2)
    one = record(gate, row.visit_id)
    assert (one.notice_version, one.notice_how, one.notice_language) == (1, "screen", "zh_CN")
    assert [found.visit_id for found in rows(gate, text="lifangke")] == [row.visit_id]


@pytest.mark.parametrize(
    "fields",
    [
        {"full_name": "x" * 5000}, {"full_name": 7}, {"full_name": None}, {"full_name": ["黎"]},
        {"mobile": "13812345678\u200b"}, {"mobile": "１３８１２３４５６７８"},
        {"mobile": 13812345678},
        {"age_band": "ageless"}, {"age_band": "14-15"}, {"visit_purpose": {"a": 1}},
        {"visit_area": "office"}, {"badge_no": "A1"}, {"id_checked": True},
        {"visit_arrived": "2026-03-02T00:00:00+00:00"}, {"visit_left": "2026-03-02T00:00:00+00:00"},
        {"signature_image": "0" * 32}, {"id_number": "11010519491231002X"}, {"gender": "1"},
        {"bank_account_no": "6222"}, {"nothing_like_it": "x"}, {"": ""},
        {"plate_number": "<script>"}, {"training_records": [["a"]]}, {"guardian": [1, 2, 3]},
        {"visit_planned": "yesterday"},
    ],
)  # fmt: skip
def test_a_value_its_type_would_not_have_written_is_refused(
    gate: Session, fields: dict[str, Any]
) -> None:
    with pytest.raises(Unacceptable):
        take(gate, fields={**FIELDS, **fields})
    assert rows(gate) == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"fields": []}, {"fields": "x"}, {"fields": {}},
        {"fields": dict.fromkeys(map(str, range(99)))},
        {"code": "12345"}, {"code": "１２３４５６"}, {"code": 123456}, {"code": "12345x"},
        {"notice": 9}, {"notice": "1"}, {"notice": True}, {"notice": -1},
        {"at": "noon"}, {"at": "2026-03-02T00:58:00"}, {"at": 5},
        {"language": "zh CN; DROP"}, {"language": ""}, {"extra": 1},
    ],
)  # fmt: skip
def test_a_message_of_another_shape_is_refused(gate: Session, changes: dict[str, Any]) -> None:
    with pytest.raises(Unacceptable):
        take(gate, **changes)
    assert rows(gate) == ()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=8,
)
KEYS = st.sampled_from(
    ["full_name", "age_band", "mobile", "guardian", "nationality", "employer", "job_title",
     "training_records", "visit_purpose", "host_employee", "plate_number", "visit_planned",
     "safety_ack", "certificates", "signature_image", "id_number"]
)  # fmt: skip


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(fields=st.dictionaries(KEYS, JSON, max_size=4))
def test_whatever_a_stranger_seals_is_taken_in_or_refused_and_nothing_else(
    gate: Session, fields: dict[str, Any]
) -> None:
    before = len(rows(gate))
    try:
        take(gate, fields={**FIELDS, **fields})
    except Unacceptable:
        assert len(rows(gate)) == before
        return
    row = rows(gate)[0]
    assert row.state == "announced"
    visits.open_visit(gate, row.visit_id)


@pytest.mark.parametrize(
    "at", ["1999-01-01T00:00:00Z", "2026-02-10T00:00:00Z", "2099-01-01T00:00:00Z"]
)
def test_a_clock_that_cannot_be_right_is_not_believed(gate: Session, at: str) -> None:
    assert record(gate, take(gate, at=at)).arrived_at == START


def test_an_expected_minor_is_let_in_with_a_guardian_alone(gate: Session) -> None:
    minor = {"full_name": "李小明", "visit_planned": "2026-03-02 15:00", "age_band": "14-15"}
    with pytest.raises(GuardianNeeded):
        visits.expect(gate, [NewVisit(values=typed(gate, minor), notice="owed")])
    young = {"age_band": minor.pop("age_band")}
    (id_,) = visits.expect(gate, [NewVisit(values=typed(gate, minor), notice="owed")]).created
    for change in (visits.edit, expecting.change_expected):
        with pytest.raises(GuardianNeeded):
            change(gate, id_, typed(gate, young), version=record(gate, id_).version)
    gate.compartment("visits").connection.execute(
        "UPDATE visit SET fields = json_set(fields, '$.age_band', '14-15')"
    )
    with pytest.raises(GuardianNeeded):
        visits.arrive(gate, [id_])
    guardian = {"guardian": "王芳 | 母亲 | 13800138000"}
    visits.edit(gate, id_, typed(gate, guardian), version=record(gate, id_).version)
    visits.arrive(gate, [id_], notice="paper")
    assert record(gate, id_).state == "on_site"


def test_a_sign_in_under_another_catalogue_is_kept_as_far_as_it_fits(gate: Session) -> None:
    """The visitor has their code; what was confirmed to them may not be lost."""
    fields = {**FIELDS, "x_gone": "example", "age_band": "ageless"}
    del fields["visit_purpose"]
    with pytest.raises(Unacceptable):
        take(gate, fields=fields)
    id_ = take(gate, fields=fields, catalogue="0" * 64)
    kept = record(gate, id_)
    assert (kept.state, kept.code) == ("announced", "123456")
    assert set(kept.fields) == set(FIELDS) - {"visit_purpose", "age_band"}
    with pytest.raises(Missing):
        visits.confirm(gate, id_)
    visits.confirm(gate, id_, values=typed(gate, {"visit_purpose": "business",
                                                  "age_band": "adult"}))  # fmt: skip
    assert record(gate, id_).state == "on_site"


@pytest.mark.parametrize("fields", [{}, {"full_name": 7}, {"mobile": "13812345678"}])
def test_without_a_name_nothing_fits(gate: Session, fields: dict[str, Any]) -> None:
    with pytest.raises(Unacceptable):
        take(gate, fields=fields, catalogue="0" * 64)


SAFETY = catalogue.load().acknowledgements["safety"].digest


def test_a_kind_and_what_was_confirmed_stand_on_the_visit(gate: Session) -> None:
    id_ = take(gate, kind="contractor", confirmed={"safety": SAFETY})
    one = record(gate, id_)
    assert one.kind == "contractor"
    assert one.confirmed == {"safety": {"digest": SAFETY, "on": "2026-03-02"}}
    assert [row.owed for row in rows(gate, kinds=("contractor",))] == [()]


def test_an_older_kiosk_says_no_kind_and_the_purpose_tells_it(gate: Session) -> None:
    one = record(gate, take(gate))
    assert (one.kind, one.confirmed) == ("business", {})
    assert rows(gate)[0].owed == ("secrecy",)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "nobody"}, {"kind": 7}, {"kind": None}, {"kind": "x" * 99},
        {"confirmed": []}, {"confirmed": "safety"}, {"confirmed": {"safety": "short"}},
        {"confirmed": {"safety": 7}}, {"confirmed": {"safety": "0" * 64}},
        {"confirmed": {"nothing": SAFETY}}, {"confirmed": {"safety": SAFETY.upper()}},
        {"confirmed": {f"k{n}": SAFETY for n in range(21)}},
    ],
)  # fmt: skip
def test_a_kind_or_a_text_that_does_not_exist_is_refused(
    gate: Session, changes: dict[str, Any]
) -> None:
    with pytest.raises(Unacceptable):
        take(gate, **changes)
    assert rows(gate) == ()


def test_a_kiosk_of_another_catalogue_keeps_its_visitor(gate: Session) -> None:
    """The visitor has a code; what they read is told apart by its digest."""
    id_ = take(gate, catalogue="0" * 64, kind="x_media",
               confirmed={"secrecy": "0" * 64, "gone": "1" * 64})  # fmt: skip
    one = record(gate, id_)
    assert one.kind == "business"
    assert set(one.confirmed) == {"secrecy"}
    assert rows(gate)[0].owed == ("secrecy",)
