# SPDX-License-Identifier: Apache-2.0
"""6.3 at the gate: a young visitor without a guardian's act is locked at once, gone in a day."""

import pytest

from hr_desk import catalogue
from hr_desk.operations import minors_found, retention, visits
from hr_desk.operations.problems import GuardianNeeded
from hr_desk.operations.request_problems import Restricted
from hr_desk.operations.session import Session
from hr_desk.store.audit import entries
from tests.support import gatehouse
from tests.support.desk import START, Desk
from tests.support.visit_letters import record, rows, take
from tests.support.visitors import guest, signed_in, visitor

GUARDIAN = "王家长 | 父亲 | 13900001111"
NAME, MOBILE = "孙小梅", "13900001234"


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk, holding a kiosk's intake key."""
    session = desk.open("gate")
    gatehouse.hold_key(session)
    return session


def grown_younger(gate: Session, *ids: str, band: str = "16-17") -> None:
    """Let stored visits say of themselves what no screen lets in: an older file may hold it."""
    for id_ in ids:
        gate.compartment("visits").connection.execute(
            "UPDATE visit SET fields = json_set(fields, '$.age_band', ?) WHERE id = ?", (band, id_)
        )


def restricted(gate: Session) -> set[str]:
    """Return the ids of the locked visits."""
    return {id_ for (id_,) in gate.compartment("visits").read(
        "SELECT record FROM record_restriction")}  # fmt: skip


def left(gate: Session, **texts: str) -> str:
    """Return a visit that is over."""
    id_ = signed_in(gate, **texts)
    visits.sign_out(gate, [id_])
    return id_


def expected(gate: Session) -> str:
    """Return a visit of a guest who is to come."""
    return visits.expect(gate, [guest(gate, "2026-03-02 15:00", full_name=NAME)]).created[0]


@pytest.mark.parametrize(
    ("make", "state"),
    [(left, "left"), (expected, "not_come"), (take, "turned_away")], ids=["left", "due", "waits"],
)  # fmt: skip
@pytest.mark.parametrize("band", ["under-14", "14-15", "16-17"])
def test_6_3_a_young_visitor_is_locked_at_once_and_gone_within_a_day(
    desk: Desk, gate: Session, make: object, state: str, band: str
) -> None:
    assert callable(make)
    young, other = make(gate), signed_in(gate)
    grown_younger(gate, young, band=band)
    assert minors_found.unlocked(gate) == {"visits": 1}
    assert retention.sweep(gate).counts == {}
    assert minors_found.unlocked(gate) == {"visits": 0} and minors_found.lock_found(gate) == ()
    assert [row.visit_id for row in rows(gate)] == [other]
    found = record(gate, young)
    assert (found.state, found.retention_class, found.clock_day) == (
        state, "MINOR-X", START.date(),
    )  # fmt: skip
    with pytest.raises(Restricted):
        visits.open_visit(gate, young)
    desk.clock.advance(days=1)
    result = retention.sweep(gate)
    assert result.counts == {"MINOR-X": 1}
    assert dict(retention.verify_certificate(result.certificate or b"").counts) == {"MINOR-X": 1}
    assert gate.compartment("visits").read("SELECT id FROM visit") == [(other,)]
    assert restricted(gate) == set()


def test_6_3_whoever_is_inside_is_in_the_roll_call_until_they_left(
    desk: Desk, gate: Session
) -> None:
    young = signed_in(gate, full_name=NAME)
    grown_younger(gate, young)
    retention.sweep(gate)
    assert rows(gate) == () and restricted(gate) == {young}
    assert [line.name for line in visits.roll_call(gate)] == [NAME]
    assert record(gate, young).clock_day is None  # nothing ends while they may be inside
    desk.clock.advance(hours=2)
    visits.sign_out(gate, [young])
    assert visits.roll_call(gate) == ()
    assert record(gate, young).retention_class == "MINOR-X"
    desk.clock.advance(days=1)
    assert retention.sweep(gate).counts == {"MINOR-X": 1}


def test_6_3_whom_nobody_saw_leaving_is_looked_for_one_day_more(desk: Desk, gate: Session) -> None:
    desk.clock.advance(hours=14)  # eleven at night in Shanghai
    young = signed_in(gate, full_name=NAME)
    grown_younger(gate, young)
    retention.sweep(gate)
    desk.clock.advance(hours=1)
    assert retention.sweep(gate).counts == {}
    assert [line.name for line in visits.roll_call(gate)] == [NAME]
    desk.clock.advance(days=1)
    assert retention.sweep(gate).counts == {"MINOR-X": 1}
    assert visits.roll_call(gate) == ()


def test_6_3_who_is_found_after_midnight_is_looked_for_one_day_too(
    desk: Desk, gate: Session
) -> None:
    young = signed_in(gate)
    desk.clock.advance(days=1)
    visits.close_day(gate)
    grown_younger(gate, young)
    assert retention.sweep(gate).counts == {}
    assert len(visits.roll_call(gate)) == 1
    visits.account_for(gate, [young])
    desk.clock.advance(days=1)
    assert retention.sweep(gate).counts == {"MINOR-X": 1}


def test_6_3_the_front_desks_word_is_enough(desk: Desk, gate: Session) -> None:
    young = take(gate)
    visits.turn_away(gate, [young], reason="no_guardian")
    assert restricted(gate) == {young} and rows(gate) == ()
    desk.clock.advance(days=1)
    assert retention.sweep(gate).counts == {"MINOR-X": 1}


def test_6_3_what_was_signed_goes_too(desk: Desk, gate: Session) -> None:
    safety = catalogue.load().acknowledgements["safety"]
    drawn = {"strokes": [[[10, 10], [60, 90], [110, 20]]], "texts": {"safety": safety.whole}}
    young = take(gate, kind="contractor", confirmed={"safety": safety.digest}, signature=drawn)
    visits.confirm(gate, young)
    visits.sign_out(gate, [young])
    grown_younger(gate, young)
    retention.sweep(gate)
    desk.clock.advance(days=1)
    retention.sweep(gate)
    assert gate.compartment("visits").read("SELECT 1 FROM visit_signature") == []


def test_a_guardian_who_agreed_is_no_case_for_it(gate: Session) -> None:
    young = take(gate)
    grown_younger(gate, young)
    gate.compartment("visits").connection.execute(
        "UPDATE visit SET fields = json_set(fields, '$.guardian', json('[\"王家长\"]'))"
    )
    assert minors_found.lock_found(gate) == ()
    assert len(rows(gate)) == 1


def test_6_3_nothing_is_counted_and_the_log_names_nobody(desk: Desk, gate: Session) -> None:
    ids = [left(gate) for _ in range(5)]
    young = left(gate, full_name=NAME, mobile=MOBILE)
    grown_younger(gate, young)
    retention.sweep(gate)
    desk.clock.advance(days=1)
    retention.sweep(gate)
    said = "".join(one.body() for one in entries(gate.compartment("visits").connection))
    assert "minor.lock_visit" in said and "MINOR-X" in said
    assert NAME not in said and MOBILE not in said and "16-17" not in said
    desk.clock.advance(days=100)
    retention.confirm_time(gate)
    assert retention.sweep(gate).counts == {"VIS": len(ids)}
    tallies = gate.compartment("visits").read("SELECT people FROM tally")
    assert tallies == [(len(ids),)]


def test_6_1_nobody_young_is_signed_in_or_expected_without_a_guardian(gate: Session) -> None:
    young = {"age_band": "16-17"}
    with pytest.raises(GuardianNeeded):
        visits.sign_in(gate, [visitor(gate, **young)])
    with pytest.raises(GuardianNeeded):
        visits.expect(gate, [guest(gate, "2026-03-02 15:00", **young)])
    assert gate.compartment("visits").read("SELECT 1 FROM visit") == []
    visits.expect(gate, [guest(gate, "2026-03-02 15:00", guardian=GUARDIAN, **young)])
