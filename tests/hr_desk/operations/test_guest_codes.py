# SPDX-License-Identifier: Apache-2.0
"""An invited guest at the kiosk is one visit; staff see what became of the code they brought."""

import datetime as dt
from typing import Any

import pytest

from hr_desk.domain import invitation_code
from hr_desk.domain.weekly import Weekly
from hr_desk.operations import directory, expecting, guest_codes, intake, visits
from hr_desk.operations.expecting_problems import (
    InvitationCalledOff,
    InvitationOtherDay,
    InvitationUnknown,
    InvitationUsed,
)
from hr_desk.operations.session import Session
from hr_desk.operations.visits import VisitQuery, VisitRow
from hr_desk.store import expecting as store
from hr_desk.store import visits as visit_store
from hr_desk.store.visits import VisitRecord
from tests.support import gatehouse
from tests.support.desk import START, Desk
from tests.support.visitors import STAFF, guest

NAME = "黎访客"
TODAY = "2026-03-02 14:00"


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk, holding a kiosk's intake key."""
    session = desk.open("gate")
    gatehouse.hold_key(session)
    directory.add(session, STAFF)
    return session


def invited(session: Session, planned: str = TODAY, **texts: str) -> tuple[str, str]:
    """Expect a guest and hand out their code; returns visit and code."""
    (id_,) = visits.expect(session, [guest(session, planned, **texts)]).created
    (code,) = guest_codes.hand_out(session, [id_]).created
    return id_, code


def come(session: Session, code: str, number: int = 1, **texts: str) -> VisitRow:
    """Sign in at the kiosk with a code; returns the newest visit that waits or came."""
    before = {one.visit_id for one in rows(session)}
    texts.setdefault("full_name", NAME)
    gatehouse.sign_in(session, number, code="", minutes=0, beside={"invitation": code}, **texts)
    assert intake.take_in(session).taken == 1
    new = [one for one in rows(session) if one.visit_id not in before]
    return new[0] if new else rows(session, states=("announced",))[0]


def rows(session: Session, **query: Any) -> tuple[VisitRow, ...]:
    return visits.list_visits(session, VisitQuery(**query))


def record(session: Session, id_: str) -> VisitRecord:
    return visit_store.visits(session.compartment("visits"), [id_])[0]


def test_a_code_holds_nobodys_data_and_is_handed_out_again_as_it_is(gate: Session) -> None:
    id_, code = invited(gate)
    assert invitation_code.is_invitation(code)
    assert guest_codes.hand_out(gate, [id_]).created == (code,)
    assert expecting.ahead(gate)[0].code == code
    other, another = invited(gate)
    assert another != code and other != id_


def test_an_invited_guest_becomes_one_visit(gate: Session) -> None:
    (host,) = [one.id for one in directory.list_staff(gate) if one.name == "张伟"]
    made = guest(gate, TODAY)
    made = visits.NewVisit(values=made.values, notice="owed", host_id=host)
    (id_,) = visits.expect(gate, [made]).created
    (code,) = guest_codes.hand_out(gate, [id_]).created
    row = come(gate, code, full_name="黎 访客", host_employee="张总", employer="示例机电")
    assert [one.visit_id for one in rows(gate)] == [row.visit_id] == [id_]
    assert (row.state, row.origin, row.invitation) == ("announced", "invited", "joined")
    one = record(gate, id_)
    assert (one.host, one.fields["host_employee"], one.fields["employer"]) == (
        host, "张伟", "示例机电",
    )  # fmt: skip
    assert (one.code, one.notice_how, one.arrived_at) == ("000001", "screen", START)
    assert one.planned_at == dt.datetime(2026, 3, 2, 6, tzinfo=dt.UTC)
    visits.confirm(gate, id_)
    assert record(gate, id_).state == "on_site"
    assert len(rows(gate)) == 1


def test_the_guest_is_found_by_what_they_said_at_the_kiosk(gate: Session) -> None:
    id_, code = invited(gate)
    come(gate, code, mobile="13987654321")
    assert [one.visit_id for one in rows(gate, text="4321")] == [id_]


def test_a_code_is_good_once(gate: Session) -> None:
    id_, code = invited(gate)
    come(gate, code)
    row = come(gate, code, 2)
    assert row.visit_id != id_ and (row.state, row.invitation) == ("announced", "used")
    assert row.expected_guesses == ()


def test_a_code_of_somebody_else_joins_nothing_and_offers_the_expected_visit(
    gate: Session,
) -> None:
    id_, code = invited(gate)
    row = come(gate, code, full_name="李四")
    assert (row.state, row.invitation, row.expected_guesses) == ("announced", "other_name", (id_,))
    assert record(gate, id_).state == "expected"
    visits.confirm(gate, row.visit_id, expected=id_)
    assert [one.visit_id for one in rows(gate)] == [id_]


def test_a_code_of_another_day_lets_in_as_anybody(gate: Session, desk: Desk) -> None:
    id_, code = invited(gate, "2026-03-03 14:00")
    row = come(gate, code)
    assert (row.invitation, record(gate, id_).state) == ("other_day", "expected")
    desk.clock.advance(days=2)
    late = come(gate, code, 2)
    assert (late.state, late.invitation) == ("announced", "other_day")


def test_a_code_that_was_called_off_lets_in_as_anybody(gate: Session) -> None:
    id_, code = invited(gate)
    expecting.call_off(gate, [id_])
    row = come(gate, code)
    assert (row.state, row.invitation) == ("announced", "called_off")
    assert row.visit_id != id_ and record(gate, id_).state == "not_come"


def test_who_was_let_in_by_hand_has_used_their_code(gate: Session) -> None:
    id_, code = invited(gate)
    visits.arrive(gate, [id_], notice="paper")
    assert come(gate, code).invitation == "used"


def test_a_code_nobody_gave_is_said_to_be_unknown_and_no_code_says_nothing(gate: Session) -> None:
    assert come(gate, invitation_code.new()).invitation == "unknown"
    assert come(gate, "", 2, full_name="李四").invitation == ""


def test_what_is_no_code_is_refused_whole(gate: Session) -> None:
    gatehouse.sign_in(gate, 1, beside={"invitation": "鲁B12345"}, full_name=NAME)
    taken = intake.take_in(gate)
    assert (taken.taken, sum(taken.set_aside.values())) == (0, 1)


def test_a_sign_out_that_overtook_the_sign_in_ends_the_expected_visit(gate: Session) -> None:
    id_, code = invited(gate)
    gatehouse.sign_out(gate, 2, code="000001")
    intake.take_in(gate)
    gatehouse.sign_in(gate, 1, beside={"invitation": code}, full_name=NAME)
    intake.take_in(gate)
    assert record(gate, id_).state == "left"


def test_a_code_at_the_desks_own_scanner_finds_its_visit_or_says_why_not(
    gate: Session, desk: Desk
) -> None:
    id_, code = invited(gate)
    assert guest_codes.whose(gate, code) == id_
    with pytest.raises(InvitationUnknown):
        guest_codes.whose(gate, invitation_code.new())
    other, for_tomorrow = invited(gate, "2026-03-03 14:00")
    with pytest.raises(InvitationOtherDay) as refusal:
        guest_codes.whose(gate, for_tomorrow)
    assert "2026-03-03" in refusal.value.text("en")
    visits.arrive(gate, [id_])
    with pytest.raises(InvitationUsed):
        guest_codes.whose(gate, code)
    expecting.call_off(gate, [other])
    desk.clock.advance(days=1)
    with pytest.raises(InvitationCalledOff):
        guest_codes.whose(gate, for_tomorrow)


WEEK = Weekly(weekdays=frozenset({0}), begin=dt.date(2026, 3, 2), until=dt.date(2027, 2, 22))


def regular(session: Session) -> tuple[str, ...]:
    made = guest(session, TODAY, visit_purpose="contractor")
    return expecting.expect_weekly(session, made, WEEK).created


def texts_of(session: Session, kind: str = "contractor") -> dict[str, str]:
    texts = session.catalogue.acknowledgements
    return {key: texts[key].digest for key in session.catalogue.visit_types[kind].acknowledgements}


def test_a_regular_is_not_asked_again_for_the_same_text(gate: Session, desk: Desk) -> None:
    first, second, *_ = regular(gate)
    (code,) = guest_codes.hand_out(gate, [first]).created
    assert invitation_code.mark_in(code) == invitation_code.NOTHING
    beside = {"invitation": code, "kind": "contractor", "confirmed": texts_of(gate)}
    gatehouse.sign_in(gate, 1, beside=beside, full_name=NAME, visit_purpose="contractor")
    intake.take_in(gate)
    assert rows(gate, states=("announced",))[0].owed == ()
    desk.clock.advance(days=7)
    (next_code,) = guest_codes.hand_out(gate, [second]).created
    assert invitation_code.mark_in(next_code) == invitation_code.mark_of(texts_of(gate).values())
    beside = {"invitation": next_code, "kind": "contractor", "confirmed": {}}
    gatehouse.sign_in(gate, 2, beside=beside, full_name=NAME, visit_purpose="contractor")
    intake.take_in(gate)
    one = record(gate, second)
    assert one.confirmed == {"safety": {"digest": texts_of(gate)["safety"], "on": "2026-03-02"}}
    assert one.fields["safety_ack"] is True
    assert visits.list_visits(gate, VisitQuery(states=("announced",)))[0].owed == ()


def test_whoever_comes_without_a_code_that_is_theirs_owes_the_text(gate: Session) -> None:
    mark = invitation_code.mark_of(texts_of(gate).values())
    beside = {"invitation": invitation_code.new(mark), "kind": "contractor", "confirmed": {}}
    gatehouse.sign_in(gate, 1, beside=beside, full_name=NAME, visit_purpose="contractor")
    intake.take_in(gate)
    (row,) = rows(gate)
    assert (row.invitation, row.owed) == ("unknown", ("safety",))


def confirmed_on(session: Session, id_: str, day: str, digest: str) -> None:
    file = session.compartment("visits")
    one = record(session, id_)
    known = {"safety": {"digest": digest, "on": day}}
    state = visit_store.VisitState(
        **{**vars(visit_store.state_of(one)), "state": "left", "confirmed": known}
    )
    with file.change("test") as change:
        visit_store.update(change, one, state=state)


@pytest.mark.parametrize(
    ("day", "digest", "holds"),
    [("2026-03-02", "", True), ("2025-03-09", "", True), ("2025-03-08", "", False),
     ("2026-03-02", "ab" * 32, False)],
)  # fmt: skip
def test_it_holds_twelve_months_and_for_that_very_text(
    gate: Session, day: str, digest: str, holds: bool
) -> None:
    first, second, *_ = regular(gate)
    confirmed_on(gate, first, day, digest or texts_of(gate)["safety"])
    leaned = guest_codes.leaning(gate, record(gate, second), dt.date(2026, 3, 8))
    assert bool(leaned) == holds
    (code,) = guest_codes.hand_out(gate, [second]).created
    on_its_day = holds and day != "2025-03-09"  # the visit itself is on the 9th
    assert (invitation_code.mark_in(code) != invitation_code.NOTHING) == on_its_day


def test_a_regular_let_in_by_hand_leans_on_it_too_and_a_stranger_does_not(
    gate: Session, desk: Desk
) -> None:
    first, second, *_ = regular(gate)
    confirmed_on(gate, first, "2026-03-02", texts_of(gate)["safety"])
    (alone,) = visits.expect(gate, [guest(gate, "2026-03-09 09:00")]).created
    desk.clock.advance(days=7)
    visits.arrive(gate, [second, alone])
    assert set(record(gate, second).confirmed) == {"safety"}
    assert record(gate, alone).confirmed == {}


def test_codes_go_with_their_visit(gate: Session) -> None:
    id_, code = invited(gate)
    file = gate.compartment("visits")
    with file.change("test") as change:
        visit_store.remove_joined(change, record(gate, id_))
    assert store.code(file, code) is None
