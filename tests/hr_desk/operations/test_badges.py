# SPDX-License-Identifier: Apache-2.0
"""Badges: one valid for each visit, void when lost, good for leaving by; and leaving by plate."""

import datetime as dt

import pytest

from hr_desk.domain.badge_code import is_badge
from hr_desk.domain.visits import VisitStepNotAllowed
from hr_desk.operations import badges, directory, intake, visits
from hr_desk.operations.badges import (
    BadgeVoid,
    LeavingOutOfRange,
    NobodyLeaves,
    SeveralLeave,
)
from hr_desk.operations.problems import NotPermitted, ReasonUnknown
from hr_desk.operations.session import Session
from hr_desk.store import visits as store
from tests.support import gatehouse
from tests.support.desk import START, Desk
from tests.support.visitors import STAFF, guest, signed_in


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk."""
    return desk.open("gate")


def record(session: Session, id_: str) -> store.VisitRecord:
    return store.visits(session.compartment("visits"), [id_])[0]


def codes(session: Session) -> int:
    row = session.compartment("visits").read_one("SELECT count(*) FROM badge")
    assert row is not None
    return int(row[0])


def test_a_badge_says_nothing_of_its_bearer(gate: Session) -> None:
    host = directory.add(gate, STAFF).created[0]
    id_ = signed_in(gate, host_employee="张伟", companions_count="2", visit_area="office")
    visits.edit(gate, id_, {}, version=1, host_id=host)
    (code,) = badges.make(gate, [id_]).created
    assert is_badge(code)
    (face,) = badges.faces(gate, [id_])
    assert (face.name, face.host, face.companions) == ("黎访客", "张伟", 2)
    assert (face.code, face.out_code) == (code, record(gate, id_).code)
    assert face.area and face.arrived == START


def test_only_whoever_is_on_site_gets_one(gate: Session) -> None:
    (expected,) = visits.expect(gate, [guest(gate, "2026-03-02 14:00")]).created
    with pytest.raises(VisitStepNotAllowed):
        badges.make(gate, [expected])
    assert badges.faces(gate, [expected]) == ()


def test_a_recruiter_makes_none(session: Session) -> None:
    with pytest.raises(NotPermitted):
        badges.make(session, ["0" * 32])


@pytest.mark.parametrize("way", ["badge", "code", "plate", "plate typed loosely"])
def test_somebody_leaves_by(gate: Session, way: str) -> None:
    other, id_ = signed_in(gate, plate_number="鲁B54321"), signed_in(gate)
    (code,) = badges.make(gate, [id_]).created
    text = {"badge": code, "code": record(gate, id_).code, "plate": "鲁B12345",
            "plate typed loosely": " 鲁b1 2345 "}[way]  # fmt: skip
    assert badges.sign_out(gate, text).created == (id_,)
    left = record(gate, id_)
    assert (left.state, left.left_how, left.left_at) == ("left", "staff", START)
    assert record(gate, other).state == "on_site"
    with pytest.raises(NobodyLeaves if way != "badge" else BadgeVoid):
        badges.sign_out(gate, text)


@pytest.mark.parametrize("text", ["", "   ", "000000", "鲁B99999", "不是车牌", "1" * 22, "x" * 200])
def test_what_fits_nobody_signs_nobody_out(gate: Session, text: str) -> None:
    id_ = signed_in(gate, plate_number="")
    with pytest.raises(NobodyLeaves):
        badges.sign_out(gate, text)
    assert record(gate, id_).state == "on_site"


def test_one_plate_of_two_is_for_a_person_to_decide(gate: Session) -> None:
    signed_in(gate), signed_in(gate)
    with pytest.raises(SeveralLeave):
        badges.sign_out(gate, "鲁B12345")


def test_a_lost_badge_is_void_and_another_takes_its_place(gate: Session) -> None:
    """Neither by its QR nor by the number that stands on it does anybody leave any more."""
    id_ = signed_in(gate)
    (lost,) = badges.make(gate, [id_]).created
    number = record(gate, id_).code
    (second,) = badges.lost(gate, [id_]).created
    (face,) = badges.faces(gate, [id_])
    assert face.code == second != lost and face.out_code == record(gate, id_).code != number
    with pytest.raises(BadgeVoid):
        badges.sign_out(gate, lost)
    with pytest.raises(NobodyLeaves):
        badges.sign_out(gate, number)
    (third,) = badges.make(gate, [id_]).created
    with pytest.raises(BadgeVoid):
        badges.whose(gate, second)
    assert badges.whose(gate, third) == id_


def test_a_badge_that_was_carried_away_is_only_void(gate: Session) -> None:
    id_ = signed_in(gate)
    (carried,) = badges.make(gate, [id_]).created
    visits.sign_out(gate, [id_])
    assert badges.lost(gate, [id_]).created == ()
    with pytest.raises(BadgeVoid):
        badges.whose(gate, carried)


def test_the_record_closed_at_midnight_is_corrected(desk: Desk, gate: Session) -> None:
    id_ = signed_in(gate)
    desk.clock.advance(days=1)
    visits.close_day(gate)
    assert (record(gate, id_).left_how, len(visits.roll_call(gate))) == ("automatic", 1)
    at = START + dt.timedelta(hours=5)
    for wrong in (START - dt.timedelta(hours=1), desk.clock.now() + dt.timedelta(hours=1)):
        with pytest.raises(LeavingOutOfRange):
            badges.correct_leaving(gate, id_, at=wrong, reason="camera")
    for nonsense in ("", "unconfirmed", "because"):
        with pytest.raises(ReasonUnknown):
            badges.correct_leaving(gate, id_, at=at, reason=nonsense)
    assert "visit.correct_leaving" in visits.open_visit(gate, id_).allowed
    badges.correct_leaving(gate, id_, at=at, reason="camera")
    left = record(gate, id_)
    assert (left.left_at, left.left_how, left.unaccounted) == (at, "staff", False)
    view = visits.open_visit(gate, id_)
    assert view.row.reason == "camera" and "visit.correct_leaving" not in view.allowed
    assert visits.roll_call(gate) == ()
    with pytest.raises(VisitStepNotAllowed):
        badges.correct_leaving(gate, id_, at=at, reason="camera")


def test_who_was_closed_at_midnight_leaves_by_badge_the_next_day(desk: Desk, gate: Session) -> None:
    id_ = signed_in(gate)
    (code,) = badges.make(gate, [id_]).created
    desk.clock.advance(days=1)
    visits.close_day(gate)
    badges.sign_out(gate, code)
    assert (record(gate, id_).unaccounted, record(gate, id_).left_at) == (False, desk.clock.now())


def test_a_badge_goes_with_its_visit(desk: Desk) -> None:
    admin = desk.open("admin")
    gate = desk.open("gate")
    id_ = signed_in(gate)
    badges.make(gate, [id_])
    visits.sign_out(gate, [id_])
    assert codes(gate) == 1
    with admin.compartment("visits").change("test") as change:
        change.execute("DELETE FROM visit WHERE id = ?", (id_,))
    assert codes(gate) == 0


@pytest.mark.parametrize("way", ["badge", "plate"])
def test_a_kiosk_signs_out_by(gate: Session, way: str) -> None:
    gatehouse.hold_key(gate)
    id_ = signed_in(gate)
    (code,) = badges.make(gate, [id_]).created
    gatehouse.scan_out(gate, 1, **{way: code if way == "badge" else "鲁B12345"})
    assert intake.take_in(gate).taken == 1
    left = record(gate, id_)
    assert (left.state, left.left_how) == ("left", "kiosk")


def test_a_void_badge_at_a_kiosk_waits_for_a_person(gate: Session) -> None:
    gatehouse.hold_key(gate)
    id_ = signed_in(gate)
    (code,) = badges.make(gate, [id_]).created
    badges.lost(gate, [id_])
    gatehouse.scan_out(gate, 1, badge=code)
    gatehouse.scan_out(gate, 2, plate="鲁B99999")
    intake.take_in(gate)
    assert record(gate, id_).state == "on_site"
    assert len(visits.unmatched(gate)) == 2


def test_what_is_no_badge_is_refused_whole(gate: Session) -> None:
    gatehouse.hold_key(gate)
    gatehouse.scan_out(gate, 1, badge="1" * 22)
    assert intake.take_in(gate).taken == 0
    assert visits.unmatched(gate) == ()
