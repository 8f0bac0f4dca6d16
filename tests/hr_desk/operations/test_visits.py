# SPDX-License-Identifier: Apache-2.0
"""Visits by the front desk: sign in, expect, confirm, turn away, edit."""

import datetime as dt

import pytest

from hr_desk.domain import visits as states
from hr_desk.operations import directory, retention, visits
from hr_desk.operations.problems import (
    ChangedMeanwhile,
    DayOutOfRange,
    GuardianNeeded,
    Missing,
    NotCollected,
    NotPermitted,
    PolicyMissing,
    ReasonUnknown,
    RecordGone,
)
from hr_desk.operations.session import Session
from hr_desk.operations.values import NotInItsForm
from hr_desk.operations.visits import NewVisit, VisitAged
from tests.support.desk import START, Desk
from tests.support.visit_records import TODAY, announced, record, rows
from tests.support.visitors import STAFF, guest, signed_in, typed, visitor


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk."""
    return desk.open("gate")


def test_who_stands_at_the_front_desk_is_on_site_at_once(gate: Session) -> None:
    changes = visits.sign_in(gate, [visitor(gate), visitor(gate, full_name="金来客")])
    assert changes.touches("visit")
    assert len(changes.created) == 2
    newest, oldest = rows(gate)
    assert (oldest.visit_id, newest.visit_id) == changes.created
    assert (newest.state, newest.origin, newest.arrived) == ("on_site", "staff", START)
    assert newest.cells["full_name"].text == "金来客"
    assert newest.code != oldest.code
    assert newest.code.isdecimal() and len(newest.code) == 6
    assert visits.counts(gate) == {"on_site": 2}


def test_all_or_none_are_taken_in(gate: Session) -> None:
    with pytest.raises(Missing):
        visits.sign_in(gate, [visitor(gate), visitor(gate, full_name="")])
    assert rows(gate) == ()


@pytest.mark.parametrize("key", ["full_name", "age_band", "visit_purpose", "host_employee"])
def test_what_a_visitor_has_to_say_is_needed(gate: Session, key: str) -> None:
    with pytest.raises(Missing):
        visits.sign_in(gate, [visitor(gate, **{key: ""})])


def test_values_are_checked_by_their_types_again(gate: Session) -> None:
    one = visitor(gate)
    for key, value, problem in (
        ("plate_number", "鲁B１２３４５", NotInItsForm),
        ("visit_arrived", START, NotCollected),
        ("gender", "1", NotCollected),
    ):
        with pytest.raises(problem):
            visits.sign_in(gate, [NewVisit(values={**one.values, key: value})])
    with pytest.raises(ReasonUnknown):
        visits.sign_in(gate, [NewVisit(values=one.values, notice="telepathy")])
    with pytest.raises(RecordGone):
        visits.sign_in(gate, [NewVisit(values=one.values, host_id="0" * 32)])


def test_a_minor_comes_with_a_guardian(gate: Session) -> None:
    with pytest.raises(GuardianNeeded):
        visits.sign_in(gate, [visitor(gate, age_band="14-15")])
    visits.sign_in(gate, [visitor(gate, age_band="14-15", guardian="王家长 | 父亲 | 13900001111")])
    assert len(rows(gate)) == 1


def test_without_a_policy_nobody_is_taken_in(desk: Desk, gate: Session) -> None:
    next((desk.folder / "policies").iterdir()).unlink()
    for call, one in ((visits.sign_in, visitor(gate)),
                      (visits.expect, guest(gate, "2026-03-02 14:00"))):  # fmt: skip
        with pytest.raises(PolicyMissing):
            call(gate, [one])


def test_a_recruiter_neither_writes_nor_reads_visits(session: Session, gate: Session) -> None:
    for call in (
        lambda: visits.sign_in(session, [visitor(gate)]),
        lambda: rows(session),
        lambda: visits.counts(session),
        lambda: visits.roll_call(session),
        lambda: visits.unmatched(session),
        lambda: visits.close_day(session),
    ):
        with pytest.raises(NotPermitted):
            call()


def test_an_expected_guest_comes_or_not(desk: Desk, gate: Session) -> None:
    (comes, stays_away) = visits.expect(
        gate, [guest(gate, "2026-03-02 14:00"), guest(gate, "2026-03-02 15:00")]
    ).created
    assert visits.counts(gate) == {"expected": 2}
    desk.clock.advance(hours=5)
    visits.arrive(gate, [comes], notice="screen")
    visits.not_come(gate, [stays_away])
    here, away = record(gate, comes), record(gate, stays_away)
    assert (here.state, here.arrived_at, here.notice_how) == ("on_site", gate.now(), "screen")
    assert here.clock_day is None
    assert (away.state, away.clock_day, away.notice_how) == ("not_come", TODAY, "owed")
    with pytest.raises(states.VisitStepNotAllowed):
        visits.arrive(gate, [stays_away])


def test_a_guest_is_expected_by_name_and_time_within_a_year(gate: Session) -> None:
    for left_out in ("full_name", "visit_planned"):
        values = {k: v for k, v in guest(gate, "2026-03-09 14:00").values.items() if k != left_out}
        with pytest.raises(Missing):
            visits.expect(gate, [NewVisit(values=values)])
    with pytest.raises(DayOutOfRange):
        visits.expect(gate, [guest(gate, "2027-04-02 14:00")])
    (id_,) = visits.expect(gate, [guest(gate, "2026-03-09 14:00")]).created
    assert rows(gate, day=TODAY) == ()
    (row,) = rows(gate, day=dt.date(2026, 3, 9))
    assert (row.visit_id, row.planned) == (id_, dt.datetime(2026, 3, 9, 6, tzinfo=dt.UTC))


def test_the_front_desk_confirms_what_the_kiosk_announced(gate: Session) -> None:
    (host,) = directory.add(gate, STAFF[:1]).created
    id_ = announced(gate, host_employee="zhangwei")
    (row,) = rows(gate)
    assert (row.state, row.origin, row.code) == ("announced", "kiosk", "123456")
    assert [line.id for line in row.host_guesses] == [host]
    visits.confirm(
        gate, id_, values=typed(gate, {"host_employee": "张伟", "badge_no": "A7"}), host_id=host
    )
    (row,) = rows(gate)
    assert row.state == "on_site"
    assert row.host is not None and row.host.extension == "8001"
    assert row.cells["badge_no"].text == "A7"
    assert row.host_guesses == ()
    with pytest.raises(states.VisitStepNotAllowed):
        visits.confirm(gate, id_)


def test_an_invited_guest_at_the_kiosk_stays_one_record(gate: Session) -> None:
    (expected,) = visits.expect(
        gate, [guest(gate, "2026-03-02 14:00", employer="邀请方写的单位")]
    ).created
    other = visits.expect(gate, [guest(gate, "2026-03-02 15:00", full_name="别人")]).created[0]
    id_ = announced(gate, at=START + dt.timedelta(minutes=-3))
    row = next(one for one in rows(gate) if one.visit_id == id_)
    assert row.expected_guesses == (expected,)
    visits.confirm(gate, id_, expected=expected)
    assert {one.visit_id for one in rows(gate)} == {expected, other}
    kept = record(gate, expected)
    assert (kept.state, kept.code, kept.origin) == ("on_site", "123456", "invited")
    assert (kept.notice_how, kept.notice_language) == ("screen", "en")
    assert kept.arrived_at == START + dt.timedelta(minutes=-3)
    assert kept.planned_at == dt.datetime(2026, 3, 2, 6, tzinfo=dt.UTC)
    assert kept.fields["employer"] == "虚构来访有限公司"
    assert kept.fields["mobile"] == "13812345678"
    file = gate.compartment("visits")
    assert file.read("SELECT id, kind FROM tombstone") == [(id_, "visit")]
    assert [one.visit_id for one in rows(gate, text="13812345678")] == [expected]
    seqs = {seq for (seq,) in file.read("SELECT seq FROM term")}
    assert seqs == {seq for (seq,) in file.read("SELECT seq FROM visit")}


def test_only_an_expected_guest_can_be_joined(gate: Session) -> None:
    inside = signed_in(gate)
    id_ = announced(gate)
    with pytest.raises(states.VisitStepNotAllowed):
        visits.confirm(gate, id_, expected=inside)
    assert record(gate, id_).state == "announced"


def test_a_confirmation_needs_what_the_kiosk_left_out(gate: Session) -> None:
    id_ = announced(gate, visit_purpose="")
    with pytest.raises(Missing):
        visits.confirm(gate, id_)
    visits.confirm(gate, id_, values=typed(gate, {"visit_purpose": "delivery"}))
    assert record(gate, id_).fields["visit_purpose"] == "delivery"


def test_turned_away_needs_a_reason_of_the_list(gate: Session) -> None:
    id_ = announced(gate)
    with pytest.raises(ReasonUnknown):
        visits.turn_away(gate, [id_], reason="不喜欢")
    visits.turn_away(gate, [id_], reason="host_unreachable")
    ended = record(gate, id_)
    assert (ended.state, ended.reason) == ("turned_away", "host_unreachable")
    assert (ended.retention_class, ended.clock_event, ended.clock_day) == (
        "VIS", "checked_out", TODAY,
    )  # fmt: skip


def test_an_edit_changes_values_terms_and_host(gate: Session) -> None:
    (host,) = directory.add(gate, STAFF[:1]).created
    id_ = signed_in(gate)
    version = visits.open_visit(gate, id_).version
    values = typed(gate, {"full_name": "骆改名", "visit_area": "office"})
    visits.edit(gate, id_, {**values, "employer": None}, version=version, host_id=host)
    (row,) = rows(gate, text="luogaiming")
    assert row.cells["visit_area"].text == str(
        gate.catalogue.code_lists["visit_area"].codes["office"]
    )
    assert "employer" not in row.cells
    assert row.host is not None and row.host.id == host
    assert rows(gate, text="黎访客") == ()
    with pytest.raises(ChangedMeanwhile):
        visits.edit(gate, id_, values, version=version)


def test_an_edit_takes_nothing_away_that_is_needed(gate: Session) -> None:
    id_ = signed_in(gate)
    version = visits.open_visit(gate, id_).version
    with pytest.raises(Missing):
        visits.edit(gate, id_, {"host_employee": None}, version=version)
    (expected,) = visits.expect(gate, [guest(gate, "2026-03-04 14:00")]).created
    with pytest.raises(Missing):
        visits.edit(gate, expected, {"visit_planned": None}, version=1)
    visits.edit(gate, expected, typed(gate, {"visit_planned": "2026-03-05 10:00"}), version=1)
    assert record(gate, expected).day == dt.date(2026, 3, 5)


def test_an_aged_visit_is_not_changed_any_more(desk: Desk, gate: Session) -> None:
    id_ = signed_in(gate)
    visits.sign_out(gate, [id_])
    desk.clock.advance(days=30)
    retention.confirm_time(gate)
    with pytest.raises(VisitAged):
        visits.edit(gate, id_, typed(gate, {"full_name": "骆改名"}), version=2)


def test_what_is_gone_is_said(gate: Session) -> None:
    for call in (
        lambda: visits.sign_out(gate, ["0" * 32]),
        lambda: visits.open_visit(gate, "0" * 32),
        lambda: visits.settle(gate, "0" * 32, None),
        lambda: visits.arrive(gate, []),
    ):
        with pytest.raises(RecordGone):
            call()


def test_every_change_is_in_the_log_and_no_value_is(gate: Session) -> None:
    id_ = signed_in(gate)
    visits.sign_out(gate, [id_])
    file = gate.compartment("visits")
    file.verify_chain(gate.signed_by)
    bodies = "".join(body for (body,) in file.read("SELECT body FROM audit"))
    assert "visit.sign_in" in bodies and "visit.sign_out" in bodies
    for text in ("黎访客", "13812345678", "鲁B12345", "虚构来访"):
        assert text not in bodies


def test_the_kind_follows_the_purpose(gate: Session) -> None:
    id_ = signed_in(gate)
    assert record(gate, id_).kind == "business"
    for purpose, kind in (("pick_up", "delivery"), ("delivery", "delivery"), ("family", "family")):
        version = visits.open_visit(gate, id_).version
        visits.edit(gate, id_, typed(gate, {"visit_purpose": purpose}), version=version)
        assert record(gate, id_).kind == kind


def test_a_kind_that_takes_the_purpose_stays(gate: Session) -> None:
    new = visitor(gate, visit_purpose="business", companions_count="12")
    grouped = NewVisit(values=new.values, kind="group", confirmed=("safety",))
    (id_,) = visits.sign_in(gate, [grouped]).created
    version = visits.open_visit(gate, id_).version
    visits.edit(gate, id_, typed(gate, {"visit_purpose": "training"}), version=version)
    assert record(gate, id_).kind == "group"
    with pytest.raises(RecordGone):
        visits.sign_in(gate, [NewVisit(values=new.values, kind="nobody")])


def test_what_is_corrected_while_letting_in_decides_the_kind(gate: Session) -> None:
    id_ = announced(gate)
    visits.confirm(gate, id_, values=typed(gate, {"visit_purpose": "contractor"}))
    assert record(gate, id_).kind == "contractor"
