# SPDX-License-Identifier: Apache-2.0
"""From the kiosk's form to the desk's list of visits and back: a receipt, exactly one record."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from hr_desk.catalogue import load
from hr_desk.kiosk import flow
from hr_desk.kiosk.conversation import Conversation
from hr_desk.kiosk.drop import Drop
from hr_desk.kiosk.profile import catalogue_of, take_up
from hr_desk.operations import intake, profiles, visits
from hr_desk.operations.profiles import ProfileMade
from hr_desk.operations.session import Session
from hr_desk.operations.visits import VisitQuery
from tests.support.desk import Desk

EVERYTHING = {
    "full_name": "欧阳示例",
    "nationality": "德国",
    "mobile": "19900000001",
    "employer": "示例供应商",
    "job_title": "工程师",
    "visit_purpose": "business",
    "host_employee": "李四",
    "plate_number": "鲁B12345",
    "visit_planned": "2026-03-02 14:30",
    "companions_count": "2",
    "carried_items": "检测仪",
    "trailer_plate": "鲁BA123挂",
    "delivery_note": "SH-2026-0315",
    "emergency_contact": "王示例|mother|13912345678",
}
LITTLE = {"full_name": "张三", "host_employee": "李四"}


def kiosk_of(desk: Desk, made: ProfileMade, place: Path) -> Drop:
    """Return a kiosk that works with a profile beside the desk."""
    today = desk.clock.now().date()
    profile = take_up(made.content, desk=desk.desk_id, folder=place, today=today)
    return Drop(place, desk.folder / "inbox", profile, clock=desk.clock)


def sign_in(kiosk: Drop, typed: Mapping[str, str], desk: Desk, *, kind: str = "family") -> str:
    """Go through the whole flow of a kind of visitor; returns the sign-out code."""
    talk, today = Conversation(catalogue_of(kiosk.profile)), desk.clock.now().date()
    for choice in (flow.ADULT, kind, flow.AGREE):
        talk.choose(choice)
    talk.answer(typed)
    assert talk.problems(today) == {}
    while talk.step != flow.REVIEW:
        talk.choose(talk.flow.choices(talk.step)[0])
    given = talk.given(today)
    return kiosk.sign_in(given.fields, language="en", kind=given.kind, confirmed=given.confirmed)


KINDS = tuple(load().visit_types)


def test_every_question_is_somebodys() -> None:
    kinds = load().visit_types.values()
    assert EVERYTHING.keys() == {key for kind in kinds for key in kind.fields}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_visitor_arrives_with_what_it_said(
    desk: Desk, admin: Session, tmp_path: Path, kind: str
) -> None:
    kiosk = kiosk_of(desk, profiles.create(admin, name="东门"), tmp_path / "kiosk")
    type_ = load().visit_types[kind]
    purpose = type_.purposes[-1]
    sign_in(kiosk, {**EVERYTHING, "visit_purpose": purpose}, desk, kind=kind)
    gate = desk.open("gate")
    assert intake.take_in(gate).taken == 1
    (row,) = visits.list_visits(gate, VisitQuery(kinds=(kind,)))
    assert (row.kind, row.owed) == (kind, ())
    others = tuple(other for other in KINDS if other != kind)
    assert visits.list_visits(gate, VisitQuery(kinds=others)) == ()
    view = visits.open_visit(gate, row.visit_id)
    shown = {one.field.key for one in view.fields if one.given}
    confirms = {"safety_ack"} if type_.acknowledgements else set()
    asked = {*type_.fields, "visit_purpose", "age_band", "visit_arrived"} | confirms
    assert row.emergency is ("emergency_contact" in asked)
    asked -= {"emergency_contact"}  # given, and shown to nobody
    assert asked - {"nationality"} <= shown <= asked
    assert view.named("visit_purpose").value == purpose  # type: ignore[union-attr]


@pytest.mark.parametrize(("kind", "typed"), [("business", EVERYTHING), ("family", LITTLE)])
def test_what_a_visitor_typed_is_one_announced_visit(
    desk: Desk, admin: Session, tmp_path: Path, kind: str, typed: dict[str, str]
) -> None:
    kiosk = kiosk_of(desk, profiles.create(admin, name="东门"), tmp_path / "kiosk")
    code = sign_in(kiosk, typed, desk, kind=kind)
    gate = desk.open("gate")
    done = intake.take_in(gate)
    assert (done.taken, dict(done.set_aside)) == (1, {})
    (row,) = visits.list_visits(gate, VisitQuery())
    assert (row.state, row.code, row.origin) == ("announced", code, "kiosk")
    assert kiosk.collect_receipts() == 1
    assert kiosk.waiting().count == 0
    assert list((desk.folder / "inbox").iterdir()) == []


def test_a_sign_out_at_the_kiosk_ends_the_visit(desk: Desk, admin: Session, tmp_path: Path) -> None:
    kiosk = kiosk_of(desk, profiles.create(admin, name="东门"), tmp_path / "kiosk")
    code = sign_in(kiosk, LITTLE, desk)
    intake.take_in(admin)
    (row,) = visits.list_visits(admin, VisitQuery())
    visits.confirm(admin, row.visit_id)
    kiosk.sign_out(code=code)
    intake.take_in(admin)
    (row,) = visits.list_visits(admin, VisitQuery())
    assert (row.state, row.left_how) == ("left", "kiosk")
    assert kiosk.collect_receipts() == 2


def test_envelopes_of_a_replaced_profile_still_arrive_and_no_number_is_missing(
    desk: Desk, admin: Session, tmp_path: Path
) -> None:
    old = profiles.create(admin, name="东门")
    before = kiosk_of(desk, old, tmp_path / "kiosk")
    sign_in(before, LITTLE, desk)
    new = profiles.replace(admin, old.profile_id)
    sign_in(before, LITTLE, desk)
    after = kiosk_of(desk, new, tmp_path / "kiosk")
    sign_in(after, LITTLE, desk)
    assert intake.take_in(admin).taken == 3
    assert after.collect_receipts() == 3
    assert intake.missing(admin) == {}


def test_a_redelivered_envelope_is_one_visit_and_the_copy_goes_in_the_end(
    desk: Desk, admin: Session, tmp_path: Path
) -> None:
    kiosk = kiosk_of(desk, profiles.create(admin, name="东门"), tmp_path / "kiosk")
    sign_in(kiosk, LITTLE, desk)
    intake.take_in(admin)
    for receipt in (desk.folder / "inbox").glob("*.receipt"):
        receipt.unlink()
    supervisor = kiosk_of(desk, profiles.create(admin, name="西门"), tmp_path / "kiosk")
    assert supervisor.deliver_again() == 1
    assert intake.take_in(admin).taken == 0
    assert len(visits.list_visits(admin, VisitQuery())) == 1
    assert supervisor.collect_receipts() == 1


def test_what_waits_longer_than_its_key_lives_opens_for_nobody(
    desk: Desk, admin: Session, tmp_path: Path
) -> None:
    made = profiles.create(admin, name="东门")
    kiosk = kiosk_of(desk, made, tmp_path / "kiosk")
    sign_in(kiosk, LITTLE, desk)
    profiles.withdraw(admin, made.profile_id)
    desk.clock.advance(days=14)
    with admin.compartment("visits").change("retention.confirm_time") as change:
        admin.compartment("visits").confirm_time(change)
    assert profiles.forget_old_keys(admin) == 1
    done = intake.take_in(admin)
    assert (done.taken, dict(done.set_aside)) == (0, {"keyless": 1})
