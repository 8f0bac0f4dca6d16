# SPDX-License-Identifier: Apache-2.0
"""A vehicle at the gate: known plates, coming again, and how long a confirmed text holds."""

import datetime as dt

import pytest

from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.domain.visits import VisitStepNotAllowed
from hr_desk.operations import directory, intake, retention, visits
from hr_desk.operations.problems import (
    ConfirmationOwed,
    GuardianNeeded,
    NeededOfKind,
    NotPermitted,
    PlateUnclear,
    RecordGone,
)
from hr_desk.operations.session import Session
from hr_desk.operations.visits import VisitQuery
from hr_desk.store import visits as store
from tests.support import gatehouse
from tests.support.desk import Desk
from tests.support.visitors import STAFF, guest, typed, visitor

PLATE = "鲁B70E19"
DRIVER = {
    "full_name": "田野", "employer": "示例物流", "plate_number": PLATE, "visit_purpose": "delivery",
    "host_employee": "仓库", "trailer_plate": "鲁BA123挂", "delivery_note": "SH-1", "dock": "3",
    "companions_count": "1", "badge_no": "C07", "carried_items": "托盘",
}  # fmt: skip


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk, holding a kiosk's intake key."""
    session = desk.open("gate")
    gatehouse.hold_key(session)
    return session


def came(gate: Session, *, confirmed: tuple[str, ...] = ("safety",), **texts: str) -> str:
    """Let a driver in and out again; returns the visit's id."""
    id_ = inside(gate, confirmed=confirmed, **texts)
    visits.sign_out(gate, [id_])
    return id_


def inside(gate: Session, *, confirmed: tuple[str, ...] = ("safety",), **texts: str) -> str:
    new = visitor(gate, **{**DRIVER, **texts})
    changed = visits.NewVisit(values=new.values, kind="delivery", confirmed=confirmed)
    return visits.sign_in(gate, [changed]).created[0]


def record(gate: Session, id_: str) -> store.VisitRecord:
    return store.visits(gate.compartment("visits"), [id_])[0]


def test_nothing_is_known_of_a_new_plate(gate: Session) -> None:
    found = visits.at_the_gate(gate, "鲁b·70e19")
    assert found == visits.AtTheGate(PLATE)


@pytest.mark.parametrize("plate", ["", "沃尔沃", "B70E19"])
def test_what_is_no_plate_is_refused(gate: Session, plate: str) -> None:
    with pytest.raises(ValueProblem):
        visits.at_the_gate(gate, plate)


def test_who_sees_no_plates_is_not_told_whose_they_are(admin: Session) -> None:
    with pytest.raises(NotPermitted):
        visits.at_the_gate(admin, PLATE)


def test_a_plate_tells_where_its_visit_stands(gate: Session) -> None:
    id_ = inside(gate)
    found = visits.at_the_gate(gate, PLATE)
    assert found.inside is not None and found.inside.visit_id == id_
    assert (found.known, found.waiting, found.expected) == (None, None, None)
    visits.sign_out(gate, [id_])
    found = visits.at_the_gate(gate, PLATE)
    assert found.inside is None
    assert found.known is not None and found.known.visit_id == id_
    assert found.known.cells["full_name"].text == "田野"
    (expected,) = visits.expect(gate, [guest(gate, "2026-03-02 14:00", plate_number=PLATE)]).created
    gatehouse.sign_in(gate, 1, full_name="田野", plate_number=PLATE)
    intake.take_in(gate)
    found = visits.at_the_gate(gate, PLATE)
    assert found.expected is not None and found.expected.visit_id == expected
    assert found.waiting is not None and found.waiting.state == "announced"


def test_who_does_not_see_the_purpose_does_not_see_the_kind(gate: Session, admin: Session) -> None:
    came(gate)
    assert visits.list_visits(gate, VisitQuery(kinds=("delivery",)))[0].kind == "delivery"
    assert visits.list_visits(admin, VisitQuery(kinds=("delivery",))) == ()
    (row,) = visits.list_visits(admin, VisitQuery())
    assert (row.kind, row.owed) == ("", ())


def test_an_aged_visit_has_no_kind_any_more(desk: Desk, gate: Session) -> None:
    came(gate)
    desk.clock.advance(days=30)
    assert visits.list_visits(gate, VisitQuery(kinds=("delivery",))) == ()
    assert [row.kind for row in visits.list_visits(gate, VisitQuery())] == [""]


@pytest.mark.parametrize("end", ["e19", "70E19", "b70e19", "Ｅ１９"])
def test_the_end_of_a_plate_that_was_here_is_enough(gate: Session, end: str) -> None:
    came(gate)
    assert visits.at_the_gate(gate, end).plate == PLATE


def test_an_end_that_two_plates_have_asks_for_more(gate: Session) -> None:
    came(gate)
    came(gate, plate_number="鲁A70E19")
    with pytest.raises(PlateUnclear) as refused:
        visits.at_the_gate(gate, "70E19")
    assert "鲁A70E19 / 鲁B70E19" in refused.value.text()
    assert visits.at_the_gate(gate, "A70E19").plate == "鲁A70E19"


@pytest.mark.parametrize("typed", ["%", "___", "_%E19", "' OR 1=1 --", "E1", "19"])
def test_signs_of_a_search_find_no_plate(gate: Session, typed: str) -> None:
    came(gate)
    with pytest.raises(ValueProblem):
        visits.at_the_gate(gate, typed)


def test_an_aged_plate_is_not_found_by_its_end(desk: Desk, gate: Session) -> None:
    came(gate)
    desk.clock.advance(days=30)
    with pytest.raises(ValueProblem):
        visits.at_the_gate(gate, "70E19")


def test_a_trailer_is_no_tractor(gate: Session) -> None:
    came(gate)
    assert visits.at_the_gate(gate, "鲁BA123挂").known is None


def test_a_regular_comes_again_with_what_lasts_and_without_what_was_of_one_day(
    desk: Desk, gate: Session
) -> None:
    (host,) = directory.add(gate, STAFF[:1]).created
    before = came(gate)
    desk.clock.advance(days=2)
    values = typed(gate, {"dock": "5"})
    (id_,) = visits.come_again(gate, before, values=values, host_id=host).created
    now, then = record(gate, id_), record(gate, before)
    assert dict(now.fields) == {
        "full_name": "田野", "age_band": "adult", "mobile": "13812345678", "employer": "示例物流",
        "plate_number": PLATE, "visit_purpose": "delivery", "host_employee": "仓库",
        "dock": "5", "safety_ack": True,
    }  # fmt: skip
    assert (now.state, now.kind, now.host, now.origin) == ("on_site", "delivery", host, "staff")
    assert now.confirmed == then.confirmed and now.confirmed["safety"]["on"] == "2026-03-02"
    assert (now.arrived_at, now.day) == (gate.now(), gate.today())
    assert now.code and now.code != then.code
    assert then.state == "left"
    assert [one.visit_id for one in visits.list_visits(gate, VisitQuery(text=PLATE))] == [
        id_, before,
    ]  # fmt: skip


def test_a_text_holds_twelve_months_for_whoever_keeps_coming(desk: Desk, gate: Session) -> None:
    """Each visit takes the confirmation over, with the day on which it was given."""
    last = came(gate)
    for _ in range(14):
        desk.clock.advance(days=25)
        retention.confirm_time(gate)
        assert visits.at_the_gate(gate, PLATE).owed == ()
        (last,) = visits.come_again(gate, last).created
        visits.sign_out(gate, [last])
    desk.clock.at = dt.datetime(2027, 3, 1, 16, 0, tzinfo=dt.UTC)  # 2 March in Shanghai
    retention.confirm_time(gate)
    assert visits.at_the_gate(gate, PLATE).owed == ("safety",)
    with pytest.raises(ConfirmationOwed) as refused:
        visits.come_again(gate, last)
    assert str(gate.catalogue.acknowledgements["safety"].label) in refused.value.text()
    (id_,) = visits.come_again(gate, last, confirmed=("safety",)).created
    assert record(gate, id_).confirmed["safety"]["on"] == "2027-03-02"


def test_another_text_has_to_be_confirmed_anew(gate: Session) -> None:
    id_ = came(gate)
    with gate.compartment("visits").change("test") as change:
        change.execute("UPDATE visit SET confirmed = ?",
                       ('{"safety":{"digest":"' + "0" * 64 + '","on":"2026-03-02"}}',))  # fmt: skip
    assert visits.at_the_gate(gate, PLATE).owed == ("safety",)
    with pytest.raises(ConfirmationOwed):
        visits.come_again(gate, id_)


def test_who_confirmed_nothing_confirms_it_before_they_come_in(gate: Session) -> None:
    id_ = came(gate, confirmed=())
    assert visits.list_visits(gate, VisitQuery())[0].owed == ("safety",)
    with pytest.raises(ConfirmationOwed):
        visits.come_again(gate, id_)
    with pytest.raises(RecordGone):
        visits.come_again(gate, id_, confirmed=("nonsense",))


def test_who_is_still_inside_does_not_come_again(gate: Session) -> None:
    id_ = inside(gate)
    with pytest.raises(VisitStepNotAllowed):
        visits.come_again(gate, id_)


def test_an_aged_visit_is_known_to_nobody(desk: Desk, gate: Session) -> None:
    id_ = came(gate)
    desk.clock.advance(days=29)
    assert visits.at_the_gate(gate, PLATE).known is not None
    desk.clock.advance(days=1)
    assert visits.at_the_gate(gate, PLATE).known is None
    with pytest.raises(visits.VisitAged):
        visits.come_again(gate, id_)


def test_the_notice_that_was_given_stands_until_another_is_in_force(gate: Session) -> None:
    id_ = came(gate)
    (again,) = visits.come_again(gate, id_).created
    assert (record(gate, again).notice_version, record(gate, again).notice_how) == (1, "paper")
    visits.sign_out(gate, [again])
    with gate.compartment("visits").change("test") as change:
        change.execute("UPDATE visit SET notice_version = 0")
    (third,) = visits.come_again(gate, again).created
    assert (record(gate, third).notice_version, record(gate, third).notice_how) == (1, "poster")
    assert record(gate, third).notice_at == gate.now()


def test_a_minor_comes_again_with_a_guardian_alone(gate: Session) -> None:
    id_ = came(gate)
    with gate.compartment("visits").change("test") as change:
        change.execute("UPDATE visit SET fields = replace(fields, '\"adult\"', '\"16-17\"')")
    with pytest.raises(GuardianNeeded):
        visits.come_again(gate, id_)


def test_a_host_who_left_the_directory_is_not_taken_over(gate: Session) -> None:
    (host,) = directory.add(gate, STAFF[:1]).created
    id_ = inside(gate)
    version = visits.open_visit(gate, id_).version
    visits.edit(gate, id_, {}, version=version, host_id=host)
    visits.sign_out(gate, [id_])
    directory.remove(gate, [host])
    (again,) = visits.come_again(gate, id_).created
    assert record(gate, again).host is None


GROUP = {"full_name": "田领队", "plate_number": PLATE, "visit_purpose": "training"}


def group_of(gate: Session, heads: str) -> visits.NewVisit:
    new = visitor(gate, **{**DRIVER, **GROUP, "companions_count": heads})
    return visits.NewVisit(values=new.values, kind="group", confirmed=("safety",))


def test_nobody_signs_a_group_in_without_its_heads(gate: Session) -> None:
    with pytest.raises(NeededOfKind) as refused:
        visits.sign_in(gate, [group_of(gate, "")])
    assert refused.value.values["keys"] == ("companions_count",)
    (id_,) = visits.sign_in(gate, [group_of(gate, "31")]).created
    assert [line.companions for line in visits.roll_call(gate)] == [31]
    version = visits.open_visit(gate, id_).version
    with pytest.raises(NeededOfKind):
        visits.edit(gate, id_, {"companions_count": None}, version=version)


def test_a_group_that_comes_again_is_counted_again(gate: Session) -> None:
    (id_,) = visits.sign_in(gate, [group_of(gate, "31")]).created
    visits.sign_out(gate, [id_])
    assert visits.at_the_gate(gate, PLATE).asked == ("companions_count",)
    with pytest.raises(NeededOfKind):
        visits.come_again(gate, id_)
    (again,) = visits.come_again(gate, id_, values=typed(gate, {"companions_count": "7"})).created
    assert record(gate, again).fields["companions_count"] == 7


def test_of_an_expected_group_the_heads_are_asked_when_it_is_here(gate: Session) -> None:
    coming = guest(gate, "2026-03-02 14:00", **GROUP)
    new = visits.NewVisit(values=coming.values, notice="owed", kind="group")
    (id_,) = visits.expect(gate, [new]).created
    (row,) = visits.list_visits(gate, VisitQuery())
    assert row.lacks == ("companions_count",)
    assert visits.at_the_gate(gate, PLATE).asked == ("companions_count",)
    with pytest.raises(NeededOfKind):
        visits.arrive(gate, [id_], notice="poster")
    heads = typed(gate, {"companions_count": "12"})
    visits.arrive(gate, [id_], notice="poster", values=heads)
    assert record(gate, id_).fields["companions_count"] == 12
    assert visits.list_visits(gate, VisitQuery())[0].lacks == ()


def test_a_group_of_an_older_kiosk_waits_and_is_counted_at_the_desk(gate: Session) -> None:
    """Its visitor was told yes: the envelope is a visit, and the desk asks what it lacks."""
    kind = {"kind": "group", "confirmed": {}}
    gatehouse.sign_in(gate, 1, beside=kind, full_name="田领队", visit_purpose="training")
    assert intake.take_in(gate).taken == 1
    (row,) = visits.list_visits(gate, VisitQuery())
    assert (row.state, row.lacks) == ("announced", ("companions_count",))
    with pytest.raises(NeededOfKind):
        visits.confirm(gate, row.visit_id)
    visits.confirm(gate, row.visit_id, values=typed(gate, {"companions_count": "4"}))
    assert [line.companions for line in visits.roll_call(gate)] == [4]
