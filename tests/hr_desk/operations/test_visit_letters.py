# SPDX-License-Identifier: Apache-2.0
"""What comes to visits by envelope: nothing is believed, nothing is doubled, answers go back."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hr_desk import catalogue
from hr_desk.operations import delivery, intake, invitations, visits
from hr_desk.operations.letters import Letter, Unacceptable, kind_of
from hr_desk.operations.problems import GuardianNeeded, Missing
from hr_desk.operations.session import Session
from hr_desk.operations.visit_letters import sign_in, sign_out
from hr_desk.operations.visits import NewVisit, VisitQuery, VisitRow
from hr_desk.store import crossings
from hr_desk.store import visits as store
from tests.support import gatehouse
from tests.support.desk import START, Desk
from tests.support.made_up import people
from tests.support.visitors import signed_in, typed

FIELDS = {
    "full_name": "黎访客", "age_band": "adult", "mobile": "13812345678",
    "visit_purpose": "business", "host_employee": "张伟", "plate_number": "鲁B12345",
}  # fmt: skip
SIGN_IN = {
    "catalogue": catalogue.load().fingerprint(), "fields": FIELDS, "language": "zh_CN",
    "notice": 1, "code": "123456", "at": "2026-03-02T00:58:00Z", "number": 1,
}  # fmt: skip
NOW = "2026-03-02T01:00:00Z"
SIGN_OUT = {"code": "123456", "phone_tail": "", "at": "2026-03-02T00:59:00Z", "number": 2}


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk, holding a kiosk's intake key."""
    session = desk.open("gate")
    gatehouse.hold_key(session)
    return session


def letter(session: Session, kind: str, message: dict[str, Any]) -> Letter:
    return Letter(kind, "ab" * 16, "kiosk/0123456789abcdef", message, session.now())


def take(session: Session, **changes: Any) -> str:
    """Take one sign-in with these changes of the message; returns the visit's id."""
    with session.compartment("visits").change("test") as change:
        id_ = sign_in(session, change, letter(session, "visit.sign_in", {**SIGN_IN, **changes}))
    assert id_ is not None
    return id_


def leave(session: Session, **changes: Any) -> str | None:
    with session.compartment("visits").change("test") as change:
        message = {**SIGN_OUT, **changes}
        return sign_out(session, change, letter(session, "visit.sign_out", message))


def rows(session: Session, **query: Any) -> tuple[VisitRow, ...]:
    return visits.list_visits(session, VisitQuery(**query))


def record(session: Session, id_: str) -> store.VisitRecord:
    return store.visits(session.compartment("visits"), [id_])[0]


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


def test_a_code_signs_out_whom_it_names_alone(gate: Session) -> None:
    inside = take(gate)
    visits.confirm(gate, inside)
    assert leave(gate) == inside
    one = record(gate, inside)
    assert (one.state, one.left_how, one.clock_day) == ("left", "kiosk", START.date())
    assert leave(gate) is None
    assert [line.code for line in visits.unmatched(gate)] == ["123456"]


def test_who_was_never_confirmed_can_leave_all_the_same(gate: Session) -> None:
    id_ = take(gate)
    assert leave(gate) == id_
    assert record(gate, id_).state == "left"


def test_two_visits_with_one_code_are_for_a_person_to_tell_apart(gate: Session) -> None:
    for _ in range(2):
        visits.confirm(gate, take(gate))
    assert leave(gate) is None
    (waiting,) = visits.unmatched(gate)
    first = rows(gate)[1].visit_id
    visits.settle(gate, waiting.id, first)
    assert visits.unmatched(gate) == ()
    assert record(gate, first).left_at == dt.datetime(2026, 3, 2, 0, 59, tzinfo=dt.UTC)


def test_a_phone_tail_is_enough_when_one_visitor_has_it(gate: Session) -> None:
    id_ = signed_in(gate, mobile="13900007777")
    other = signed_in(gate, mobile="13900008888")
    assert leave(gate, code="", phone_tail="7777", at=NOW) == id_
    assert record(gate, other).state == "on_site"
    signed_in(gate, mobile="13711118888")
    assert leave(gate, code="", phone_tail="8888", at=NOW) is None
    assert leave(gate, code="", phone_tail="0000", at=NOW) is None
    assert {line.phone_tail for line in visits.unmatched(gate)} == {"8888", "0000"}


def test_the_tail_of_somebody_only_announced_signs_nobody_out(gate: Session) -> None:
    take(gate)
    assert leave(gate, code="", phone_tail="5678") is None


@pytest.mark.parametrize(
    "changes",
    [{"code": ""}, {"code": "12"}, {"code": "abcdef"}, {"phone_tail": "12"}, {"code": 123456},
     {"phone_tail": None}, {"more": 1}],
)  # fmt: skip
def test_a_sign_out_of_another_shape_is_refused(gate: Session, changes: dict[str, Any]) -> None:
    with pytest.raises(Unacceptable):
        leave(gate, **changes)
    assert visits.unmatched(gate) == ()


def test_a_sign_out_that_overtakes_its_sign_in_finds_it(gate: Session) -> None:
    assert leave(gate) is None
    one = record(gate, take(gate))
    assert (one.state, one.left_how) == ("left", "kiosk")
    assert visits.unmatched(gate) == ()


def test_a_sign_out_that_comes_after_midnight_corrects_the_automatic_one(
    desk: Desk, gate: Session
) -> None:
    id_ = take(gate)
    visits.confirm(gate, id_)
    desk.clock.advance(days=1)
    visits.close_day(gate)
    assert leave(gate, at="2026-03-02T09:30:00Z") == id_
    one = record(gate, id_)
    assert (one.left_how, one.left_at) == ("kiosk", dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC))
    assert visits.roll_call(gate) == ()


def test_what_nobody_matched_goes_at_the_end_of_its_day(desk: Desk, gate: Session) -> None:
    leave(gate)
    desk.clock.at = START + dt.timedelta(hours=14, minutes=59)
    visits.close_day(gate)
    assert len(visits.unmatched(gate)) == 1
    visits.settle(gate, visits.unmatched(gate)[0].id, None)
    leave(gate)
    desk.clock.at = START + dt.timedelta(hours=15)
    visits.close_day(gate)
    assert visits.unmatched(gate) == ()


def invited(desk: Desk, gate: Session) -> tuple[Session, str, str]:
    """Invite a candidate for two o'clock; returns recruiter, application and visit."""
    hiring = desk.open("hiring")
    (application,) = desk.take_in(hiring, list(people(1, seed=3)))
    at = dt.datetime(2026, 3, 2, 6, tzinfo=dt.UTC)
    invitations.invite(hiring, [application], at=at, host="张伟")
    assert intake.take_in(gate).taken == 1
    (row,) = rows(gate)
    return hiring, application, row.visit_id


def state_of(hiring: Session, application: str) -> str:
    intake.take_in(hiring)
    return invitations.invitations_of(hiring, application)[0].state


def test_an_invitation_becomes_an_expected_visit(desk: Desk, gate: Session) -> None:
    _, application, id_ = invited(desk, gate)
    one = record(gate, id_)
    assert (one.state, one.origin, one.notice_how) == ("expected", "invited", "owed")
    assert one.planned_at == dt.datetime(2026, 3, 2, 6, tzinfo=dt.UTC)
    assert set(one.fields) == {"full_name", "host_employee"}, "what for is nobody's business there"
    assert application not in "".join(map(str, crossings.links_of(gate.compartment("visits"), id_)))


def test_whoever_invited_hears_of_arrival_and_leaving(desk: Desk, gate: Session) -> None:
    hiring, application, id_ = invited(desk, gate)
    visits.arrive(gate, [id_], notice="screen")
    assert state_of(hiring, application) == "arrived"
    desk.clock.advance(hours=1)
    visits.sign_out(gate, [id_])
    assert state_of(hiring, application) == "left"


def test_whoever_invited_hears_when_the_kiosk_row_is_joined(desk: Desk, gate: Session) -> None:
    hiring, application, id_ = invited(desk, gate)
    visits.confirm(gate, take(gate), expected=id_)
    assert state_of(hiring, application) == "arrived"
    assert leave(gate) == id_
    assert state_of(hiring, application) == "left"


def test_whoever_invited_hears_that_nobody_came(desk: Desk, gate: Session) -> None:
    hiring, application, _ = invited(desk, gate)
    desk.clock.advance(days=1)
    visits.close_day(gate)
    assert state_of(hiring, application) == "not_come"


def test_a_cancelled_guest_is_not_expected_any_more(desk: Desk, gate: Session) -> None:
    hiring, application, id_ = invited(desk, gate)
    (line,) = invitations.invitations_of(hiring, application)
    invitations.cancel(hiring, [line.reference])
    intake.take_in(gate)
    assert record(gate, id_).state == "not_come"
    assert state_of(hiring, application) == "cancelled"


def test_a_guest_who_is_here_is_not_cancelled(desk: Desk, gate: Session) -> None:
    hiring, application, id_ = invited(desk, gate)
    (line,) = invitations.invitations_of(hiring, application)
    invitations.cancel(hiring, [line.reference])
    visits.arrive(gate, [id_])
    intake.take_in(gate)
    assert record(gate, id_).state == "on_site"


def test_only_the_desk_that_invited_cancels(desk: Desk, gate: Session) -> None:
    from hr_desk.operations.visit_letters import cancelled

    hiring, application, id_ = invited(desk, gate)
    (line,) = invitations.invitations_of(hiring, application)
    other = Letter("visit.cancelled", "cd" * 16, f"{'0' * 64}/hiring/u", {"about": line.reference},
                   gate.now())  # fmt: skip
    for wrong in (other, Letter("visit.cancelled", "cd" * 16, "x", {"about": "zz"}, gate.now())):
        with (
            gate.compartment("visits").change("test") as change,
            pytest.raises(Unacceptable),
        ):
            cancelled(gate, change, wrong)
    assert record(gate, id_).state == "expected"


def test_a_guest_who_was_taken_back_before_the_news_came_is_not_expected(
    desk: Desk, gate: Session
) -> None:
    """The folder gives envelopes in no order."""
    hiring = desk.open("hiring")
    (application,) = desk.take_in(hiring, list(people(1, seed=8)))
    at = START + dt.timedelta(hours=3)
    (reference,) = invitations.invite(hiring, [application], at=at, host="刘经理").created
    early = desk.folder / "early"
    (path,) = (desk.folder / "inbox").glob("*.envelope")
    path.rename(early)
    invitations.cancel(hiring, [reference])
    early.unlink()
    (desk.folder / "inbox" / path.name).unlink()
    assert intake.take_in(gate).taken == 1
    delivery.deliver(hiring)
    assert path.exists()
    assert intake.take_in(gate).taken == 1
    assert rows(gate) == ()
    assert crossings.linked(gate.compartment("visits"), reference) is None


def test_an_expected_minor_is_let_in_with_a_guardian_alone(gate: Session) -> None:
    minor = {"full_name": "李小明", "visit_planned": "2026-03-02 15:00", "age_band": "14-15"}
    values = typed(gate, minor)
    (id_,) = visits.expect(gate, [NewVisit(values=values, notice="owed")]).created
    with pytest.raises(GuardianNeeded):
        visits.arrive(gate, [id_])
    guardian = {"guardian": "王芳 | 母亲 | 13800138000"}
    visits.edit(gate, id_, typed(gate, guardian), version=record(gate, id_).version)
    visits.arrive(gate, [id_], notice="paper")
    assert record(gate, id_).state == "on_site"


def test_a_late_sign_out_is_not_for_somebody_who_came_meanwhile(desk: Desk, gate: Session) -> None:
    first = signed_in(gate, mobile="13900007777")
    left = gate.now() + dt.timedelta(hours=1)
    desk.clock.advance(days=1)
    visits.close_day(gate)
    second = signed_in(gate, mobile="13811117777")
    desk.clock.advance(minutes=5)
    at = left.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert leave(gate, code="", phone_tail="7777", at=at) == first
    assert (record(gate, first).left_how, record(gate, first).unaccounted) == ("kiosk", False)
    assert record(gate, second).state == "on_site"


def test_a_sign_out_sealed_before_an_arrival_of_the_same_day_is_nobodys(
    desk: Desk, gate: Session
) -> None:
    early = gate.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    desk.clock.advance(hours=2)
    inside = signed_in(gate, mobile="13900007777")
    assert leave(gate, code="", phone_tail="7777", at=early) is None
    assert record(gate, inside).state == "on_site"


def test_a_late_sign_out_is_settled_with_whom_nobody_saw_leaving(desk: Desk, gate: Session) -> None:
    inside = signed_in(gate)
    desk.clock.advance(days=1)
    visits.close_day(gate)
    assert leave(gate, code="999999", at="2026-03-02T03:00:00Z") is None
    (waiting,) = visits.unmatched(gate)
    assert [row.visit_id for row in rows(gate, inside=True)] == [inside]
    visits.settle(gate, waiting.id, inside)
    assert not record(gate, inside).unaccounted
    assert visits.roll_call(gate) == ()


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


def test_nobody_takes_over_what_two_offices_call_by_one_reference(
    desk: Desk, gate: Session
) -> None:
    hiring, application, id_ = invited(desk, gate)
    (line,) = invitations.invitations_of(hiring, application)
    stranger = Letter(
        "visit.expected", line.reference, f"{'0' * 64}/hiring/u",
        {"fields": {"full_name": "冒名"}, "planned": "2026-03-02T06:00:00Z", "kind": "interview"},
        gate.now(),
    )  # fmt: skip
    kind = kind_of("visits", "visit.expected")
    assert kind is not None
    with gate.compartment("visits").change("test") as change, pytest.raises(ValueError):
        kind.take(gate, change, stranger)
    assert crossings.linked(gate.compartment("visits"), line.reference) == (
        id_, f"{gate.desk_id}/hiring",
    )  # fmt: skip


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
