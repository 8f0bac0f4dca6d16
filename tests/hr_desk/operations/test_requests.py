# SPDX-License-Identifier: Apache-2.0
"""A request's life: taken in, verified, counted, decided, closed, forgotten."""

import datetime as dt
from collections.abc import Callable

import pytest

from hr_desk.catalogue.requests import request_rules
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.operations import (
    backups,
    calendar_days,
    intake,
    request_views,
    requests,
    restoring,
    retention,
    today,
)
from hr_desk.operations.problems import CompartmentClosed, NotPermitted, TextMissing
from hr_desk.operations.request_problems import (
    CaseStepNotAllowed,
    GroundMissing,
    OutcomeDoesNotFit,
    RequestGone,
    VerificationLocked,
    WordUnknown,
    YearUnknown,
)
from hr_desk.operations.requests import Asked
from hr_desk.operations.session import Session
from tests.support.desk import Desk
from tests.support.requests import OFFICER, asked, closed, reopen_officer, verified

WHO = {"full_name": "孙小梅", "mobile": "13900001234"}


def only(session: Session) -> request_views.RequestRow:
    """Return the one open case."""
    (row,) = request_views.list_requests(session)
    return row


def test_5_1_ten_codes_in_five_kinds_and_the_four_grounds_are_there() -> None:
    known = request_rules()
    assert len(known.codes) == 10
    assert tuple(known.kinds) == ("see", "correct", "delete", "withdraw", "other")
    assert {code.kind for code in known.codes.values()} == set(known.kinds)
    assert {f"5.1({n})" for n in range(1, 5)} <= {
        reason.law.partition(";")[0] for reason in known.grounds.values()
    }


@pytest.mark.parametrize("code", list(request_rules().codes))
def test_5_1_every_code_can_be_asked_and_a_ground_is_kept(officer: Session, code: str) -> None:
    ground = "breach" if request_rules().codes[code].kind == "delete" else ""
    requests.take_in(officer, asked(WHO, code=code, ground=ground))
    view = request_views.open_request(officer, only(officer).id)
    assert (view.row.code, view.ground) == (code, ground)
    assert view.notes[0].text == "来电询问"


def test_9_contact_five_channels_each_with_a_number_of_its_own(officer: Session) -> None:
    channels = list(request_rules().channels)
    assert len(channels) == 5
    numbers = {
        requests.take_in(
            officer, Asked(code="access", channel=channel, text="x", fields=WHO)
        ).number
        for channel in channels
    }
    assert {row.number for row in request_views.list_requests(officer)} == numbers
    assert len(numbers) == 5


def test_whoever_does_not_hold_privacy_takes_in_and_reads_nothing_back(
    desk: Desk, officer: Session
) -> None:
    gate = desk.open("gate")
    taken = requests.take_in(gate, asked(WHO, code="delete", ground="not_used"))
    with pytest.raises(CompartmentClosed):
        request_views.list_requests(gate)
    intake.take_in(officer)
    row = only(officer)
    assert (row.number, row.code, row.state) == (taken.number, "delete", "received")


def test_what_does_not_fit_is_refused_and_nothing_is_written(officer: Session) -> None:
    with pytest.raises(GroundMissing):
        requests.take_in(officer, asked(WHO, code="delete"))
    with pytest.raises(WordUnknown):
        requests.take_in(officer, asked(WHO, code="backup"))
    with pytest.raises(TextMissing):
        requests.take_in(officer, asked({"mobile": "13900001234"}))
    with pytest.raises(ValueProblem):
        requests.take_in(officer, asked({**WHO, "mobile": "12"}))
    assert request_views.list_requests(officer) == ()


def test_5_1_verify_nothing_is_shown_before_the_identity_is_verified(officer: Session) -> None:
    requests.take_in(officer, asked(WHO))
    case = only(officer).id
    before = request_views.open_request(officer, case)
    assert "13900001234" not in " ".join(before.fields.values())
    assert before.allowed[0] == "verify"
    assert "ask" not in before.allowed
    requests.verify(officer, case, method="document_seen")
    assert request_views.open_request(officer, case).fields["mobile"].replace(" ", "") in (
        "13900001234", "+8613900001234",
    )  # fmt: skip


def test_5_1_verify_has_a_target_of_three_working_days(officer: Session) -> None:
    requests.take_in(officer, asked(WHO))
    assert only(officer).due == dt.date(2026, 3, 5)


def test_5_1_verify_five_failures_lock_for_a_day(desk: Desk, officer: Session) -> None:
    requests.take_in(officer, asked(WHO))
    case = only(officer).id
    for _ in range(5):
        requests.fail(officer, case)
    with pytest.raises(VerificationLocked):
        requests.verify(officer, case, method="two_facts")
    desk.clock.advance(hours=23, minutes=59)
    with pytest.raises(VerificationLocked):
        requests.fail(officer, case)
    desk.clock.advance(minutes=2)
    requests.verify(officer, case, method="two_facts")


def test_1_3_1_what_proved_the_identity_is_gone_a_working_day_later(
    desk: Desk, officer: Session
) -> None:
    proof = "核对了上次面试日期和介绍人姓名"
    desk.clock.advance(days=4)  # a Friday: the next working day is Monday
    requests.take_in(officer, asked(WHO))
    case = only(officer).id
    requests.verify(officer, case, method="two_facts", proof=proof)
    assert request_views.open_request(officer, case).proofs == 1
    desk.clock.advance(days=2)
    assert request_views.open_request(officer, case).proofs == 1
    desk.clock.advance(days=1)
    view = request_views.open_request(officer, case)
    assert view.proofs == 0
    assert view.notes[0].text == "来电询问"
    rows = officer.compartment("privacy").read("SELECT * FROM request_proof")
    assert rows == []


@pytest.mark.parametrize(
    ("on", "due"),
    [
        ("2026-03-02", "2026-03-23"),
        ("2026-04-24", "2026-05-19"),
        ("2026-09-18", "2026-10-15"),
        ("2026-10-08", "2026-10-28"),
    ],
)
def test_9_15d_the_clock_runs_from_verification(
    desk: Desk, officer: Session, on: str, due: str
) -> None:
    day = dt.date.fromisoformat(on)
    desk.clock.at = dt.datetime(day.year, day.month, day.day, 2, tzinfo=dt.UTC)
    verified(officer, WHO)
    row = only(officer)
    assert (row.due, row.left, row.level) == (dt.date.fromisoformat(due), 15, "calm")
    assert not row.provisional


def test_9_15d_warned_of_at_five_and_two_days_and_then_overdue(
    desk: Desk, officer: Session
) -> None:
    verified(officer, WHO)

    def lines() -> dict[str, str]:
        found = today.summary(officer)
        return {one.key: one.level for one in found if one.key.startswith("requests")}

    assert lines() == {}
    seen = {}
    for _ in range(22):
        desk.clock.advance(days=1)
        seen[only(officer).left] = lines()
    assert seen[6] == {}
    assert seen[5] == {"requests_soon": "soon"}
    assert seen[3] == {"requests_soon": "soon"}
    assert seen[2] == {"requests_urgent": "late"}
    assert seen[0] == {"requests_urgent": "late"}
    assert seen[-1] == {"requests_late": "late"}


def test_9_15d_a_later_notice_counts_at_once_and_makes_a_year_final(
    desk: Desk, officer: Session
) -> None:
    verified(officer, WHO)
    off = {dt.date(2026, 3, 9): False}
    calendar_days.correct_days(officer, off, source="示例通知 1 号")
    assert only(officer).due == dt.date(2026, 3, 24)
    calendar_days.forget_day(officer, dt.date(2026, 3, 9))
    assert only(officer).due == dt.date(2026, 3, 23)
    desk.clock.at = dt.datetime(2026, 12, 15, 2, tzinfo=dt.UTC)
    case = verified(officer, WHO)
    row = next(one for one in request_views.list_requests(officer) if one.id == case)
    assert (row.due, row.provisional) == (dt.date(2027, 1, 2), True)
    calendar_days.announce(officer, 2027, {dt.date(2027, 1, 1): False}, source="示例通知 2 号")
    row = next(one for one in request_views.list_requests(officer) if one.id == case)
    assert not row.provisional
    assert row.due is not None
    assert row.due > dt.date(2027, 1, 2)
    with pytest.raises(YearUnknown):
        calendar_days.announce(officer, 2027, {dt.date(2028, 1, 1): False}, source="x")


def test_a_case_takes_only_the_steps_of_the_declaration(officer: Session) -> None:
    requests.take_in(officer, asked(WHO))
    case = only(officer).id
    steps: tuple[Callable[[], object], ...] = (
        lambda: requests.decide(officer, case, outcome="granted"),
        lambda: closed(officer, case),
    )
    for step in steps:
        with pytest.raises(CaseStepNotAllowed):
            step()
    requests.verify(officer, case, method="agent")
    with pytest.raises(OutcomeDoesNotFit):
        requests.decide(officer, case, outcome="refused")
    requests.decide(officer, case, outcome="granted", without="当面答复")
    closed(officer, case)
    with pytest.raises(CaseStepNotAllowed):
        requests.note(officer, case, "x")
    with pytest.raises(RequestGone):
        closed(officer, "0" * 32)


def test_a_closed_case_goes_after_three_years(desk: Desk, officer: Session) -> None:
    case = verified(officer, WHO)
    requests.take_back(officer, case)
    desk.clock.advance(days=1095)
    # A person confirms a clock that leapt; here the file has followed it day by day.
    with officer.compartment("privacy").change("test") as change:
        officer.compartment("privacy").confirm_time(change)
    (number,) = [one.number for one in request_views.list_requests(officer, closed=True)]
    source = next(one.path for one in backups.create(officer) if one.compartment == "privacy")
    desk.clock.advance(days=1)
    assert [line.name for line in retention.preview(officer)] == [number]
    swept = retention.sweep(officer)
    assert swept.counts == {"DSR": 1} and swept.certificate is not None
    assert request_views.list_requests(officer, closed=True) == ()
    desk.close()
    restoring.restore(desk.folder, source, user="officer", passphrase=OFFICER, clock=desk.clock)
    officer = reopen_officer(desk)
    assert request_views.list_requests(officer, closed=True) == ()
    file = officer.compartment("privacy")
    assert file.read("SELECT kind FROM tombstone WHERE id = ?", (case,)) == [("request",)]
    assert file.read("SELECT * FROM request_note") == []


def test_each_act_is_one_entry_without_a_value(officer: Session) -> None:
    file = officer.compartment("privacy")
    before = file.head().sequence
    case = verified(officer, WHO)
    requests.note(officer, case, "等待回复")
    assert file.head().sequence == before + 3
    bodies = " ".join(row[0] for row in file.read("SELECT body FROM audit"))
    assert "孙小梅" not in bodies
    assert "13900001234" not in bodies
    assert "request.verify" in bodies


def test_nobody_but_the_officer_handles_a_case(desk: Desk, officer: Session) -> None:
    verified(officer, WHO)
    admin = desk.open("admin")
    steps: tuple[Callable[[], object], ...] = (
        lambda: requests.verify(admin, "x", method="agent"),
        lambda: calendar_days.take_back(admin, 2027),
    )
    for step in steps:
        with pytest.raises(NotPermitted):
            step()
