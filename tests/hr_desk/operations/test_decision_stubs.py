# SPDX-License-Identifier: Apache-2.0
"""STUB and STAT: what a decision leaves when its person is gone, and what it never leaves."""

import datetime as dt
from collections.abc import Sequence

import pytest

from hr_desk.operations import (
    backups,
    decision_stubs,
    due_days,
    intake,
    interviews,
    minors_found,
    recruitment,
    request_asking,
    requisitions,
    restoring,
    retention,
    scorecards,
    taking_back,
    visits,
)
from hr_desk.operations.interviews import Plan
from hr_desk.operations.problems import NotPermitted
from hr_desk.operations.scorecards import Findings
from hr_desk.operations.session import Session
from hr_desk.store.tallies import Tally
from tests.support.desk import PASSPHRASES, START, Desk
from tests.support.made_up import people
from tests.support.requests import carry, contributed, open_officer, verified
from tests.support.visitors import signed_in

MONDAY = START.date()


def go_to(desk: Desk, session: Session, days: int) -> None:
    desk.clock.at = START + dt.timedelta(days=days)
    retention.confirm_time(session)


def taken(desk: Desk, session: Session, count: int, *, seed: int = 1) -> list[str]:
    return list(desk.take_in(session, list(people(count, seed=seed))))


def rejected(desk: Desk, session: Session, count: int, *, seed: int = 1) -> list[str]:
    ids = taken(desk, session, count, seed=seed)
    recruitment.reject(session, ids, reason="skills")
    return ids


def counts(session: Session) -> Sequence[tuple[str, str, str, int]]:
    return [(one.period, one.what, one.value, one.people)
            for one in decision_stubs.kept_counts(session)]  # fmt: skip


def rows(session: Session, table: str) -> int:
    every = "SELECT count(*) FROM {}"
    return int(session.compartment("hiring").read_one(every.format(table))[0])


def test_five_alike_leave_stubs_and_counts_and_nobodys_name(desk: Desk, session: Session) -> None:
    ids = rejected(desk, session, 5)
    assert decision_stubs.kept_stubs(session) == () and counts(session) == []
    go_to(desk, session, 180)
    assert retention.sweep(session).counts == {"REJ": 5}
    (kept,) = decision_stubs.kept_stubs(session)
    group = kept.group
    assert (kept.title, group.stage, group.reason, group.people) == (
        "装配工",
        "applied",
        "skills",
        5,
    )
    assert (group.first_week, group.last_week) == (MONDAY, MONDAY)
    assert ("2026", "outcome", "not_hired", 5) in counts(session)
    left = str(session.compartment("hiring").read("SELECT * FROM stub"))
    assert not any(id_ in left for id_ in ids)
    assert session.compartment("hiring").read("SELECT DISTINCT role, source FROM stub") == [
        ("recruiter", "")
    ]


def test_stubs_go_after_two_years_with_a_certificate(desk: Desk, session: Session) -> None:
    desk.clock.at = START + dt.timedelta(days=3)
    rejected(desk, session, 5)
    go_to(desk, session, 190)
    retention.sweep(session)
    assert due_days.next_due(session, "hiring") == MONDAY + dt.timedelta(days=731)
    go_to(desk, session, 730)
    assert retention.sweep(session).counts == {}
    go_to(desk, session, 731)
    swept = retention.sweep(session)
    assert swept.counts == {"STUB": 5}
    assert swept.certificate is not None
    assert retention.verify_certificate(swept.certificate).counts == {"STUB": 5}
    assert decision_stubs.kept_stubs(session) == ()
    assert counts(session) == [("2026", "outcome", "not_hired", 5),
                               ("2026", "source", "", 5)]  # fmt: skip


@pytest.mark.parametrize("alike", [4, 5])
def test_fewer_than_five_alike_leave_neither(desk: Desk, session: Session, alike: int) -> None:
    rejected(desk, session, alike)
    go_to(desk, session, 180)
    retention.sweep(session)
    assert (rows(session, "stub"), rows(session, "tally")) == ((5, 2) if alike == 5 else (0, 0))


def test_who_is_still_there_counts_among_the_five(desk: Desk, session: Session) -> None:
    rejected(desk, session, 2)
    go_to(desk, session, 10)
    late = rejected(desk, session, 3, seed=2)
    go_to(desk, session, 180)
    retention.sweep(session)
    assert decision_stubs.kept_stubs(session)[0].group.people == 2
    assert counts(session) == [], "a count of two is kept and not said"
    taking_back.bring_back(session, late[:1])
    recruitment.withdraw(session, late[:1])
    retention.sweep(session)
    assert decision_stubs.kept_stubs(session) == ()


def test_a_step_taken_back_takes_its_stub_back(desk: Desk, session: Session) -> None:
    ids = taken(desk, session, 5)
    entry = recruitment.reject(session, ids, reason="skills").sequence
    assert rows(session, "stub") == 5
    taking_back.take_back(session, entry)
    assert rows(session, "stub") == 0


def test_withdrawals_and_cancelled_posts_leave_counts_alone(desk: Desk, session: Session) -> None:
    recruitment.withdraw(session, taken(desk, session, 5))
    taken(desk, session, 6, seed=2)
    requisitions.close_requisition(session, desk.requisition, reason="cancelled")
    go_to(desk, session, 60)
    assert retention.sweep(session).counts == {"WD": 5, "CANC": 6}
    assert rows(session, "stub") == 0
    assert counts(session)[:2] == [("2026", "outcome", "not_hired", 6),
                                   ("2026", "outcome", "withdrawn", 5)]  # fmt: skip


def test_the_numbers_of_scorecards_stay_and_their_words_do_not(
    desk: Desk, session: Session
) -> None:
    ids = taken(desk, session, 5)
    plan = Plan(at=START + dt.timedelta(hours=2), minutes=20, host="刘经理", interviewers=("王工",))
    for number, id_ in enumerate(ids):
        (interview,) = interviews.arrange(session, [id_], plan).created
        found = Findings(points={"safety": 1 + number % 2}, proposal=None, test_score=None,
                         note="会看图纸")  # fmt: skip
        scorecards.enter(session, interview, found, interviewer="王工")
    recruitment.reject(session, ids, reason="skills")
    go_to(desk, session, 180)
    retention.sweep(session)
    (kept,) = decision_stubs.kept_stubs(session)
    assert sorted(card["safety"] for card in kept.group.points) == [1, 1, 1, 2, 2]
    left = str(session.compartment("hiring").read("SELECT * FROM stub"))
    assert "王工" not in left and "图纸" not in left


def test_a_minor_leaves_neither_stub_nor_count(desk: Desk, session: Session) -> None:
    minors_found.found(session, rejected(desk, session, 5))
    desk.clock.advance(days=1)
    assert retention.sweep(session).counts == {"MINOR-X": 5}
    assert (rows(session, "stub"), rows(session, "tally")) == (0, 0)


def test_what_goes_by_request_leaves_neither(desk: Desk) -> None:
    officer, admin = open_officer(desk), desk.open("admin")
    recruiter = desk.open("hiring")
    (somebody,) = people(1, seed=3)
    desk.take_in(recruiter, [somebody])
    recruitment.reject(recruiter, [rows_of(recruiter)[0]], reason="skills")
    case = verified(officer, {"full_name": str(somebody.name)}, code="delete", ground="not_used")
    (found,) = contributed(officer, admin, case)
    request_asking.order(officer, case, found.record, kind="delete")
    carry(admin, officer)
    assert rows(recruiter, "stub") == 0
    intake.take_in(officer)


def rows_of(session: Session) -> list[str]:
    return [id_ for (id_,) in session.compartment("hiring").read("SELECT id FROM application")]


def test_visits_leave_the_numbers_of_days(desk: Desk) -> None:
    gate = desk.open("gate")
    for number in range(5):
        visits.sign_out(gate, [signed_in(gate, mobile=f"1390000{number:04}")])
    desk.clock.advance(days=1)
    for number in range(3):
        visits.sign_out(gate, [signed_in(gate, mobile=f"1390001{number:04}")])
    go_to(desk, gate, 90)
    assert retention.sweep(gate).counts == {"VIS": 5}
    day = MONDAY.isoformat()
    assert decision_stubs.kept_counts(gate) == (Tally(day, "visits", "", 5),)
    go_to(desk, gate, 91)
    assert retention.sweep(gate).counts == {"VIS": 3}
    assert decision_stubs.kept_counts(gate) == (Tally(day, "visits", "", 5),)


def test_a_restored_backup_counts_again_what_it_deletes_again(desk: Desk) -> None:
    recruiter = desk.open("hiring")
    rejected(desk, recruiter, 5)
    go_to(desk, recruiter, 179)
    backups.create(recruiter)
    (source,) = (desk.folder / "backups").glob("hiring*.db*")
    go_to(desk, recruiter, 180)
    retention.sweep(recruiter)
    before = counts(recruiter)
    desk.close()
    restoring.restore(
        desk.folder, source, user="hiring", passphrase=PASSPHRASES["hiring"], clock=desk.clock
    )
    again = desk.open("hiring")
    retention.sweep(again)
    assert before and counts(again) == before
    assert rows(again, "stub") == 5


def test_only_recruiters_read_stubs(desk: Desk) -> None:
    with pytest.raises(NotPermitted):
        decision_stubs.kept_stubs(desk.open("gate"))
