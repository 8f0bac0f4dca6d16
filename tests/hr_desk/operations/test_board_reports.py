# SPDX-License-Identifier: Apache-2.0
"""The privacy office knows how the promises of paired desks stand, and who says nothing of them."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

import pytest

from hr_desk.operations import board_reports, promises, retention, today, users
from hr_desk.operations.board_reports import BoardReport
from hr_desk.operations.controls import BROKEN, KEPT, NOT_SEEN
from hr_desk.operations.letters import Letter, Unacceptable, kind_of
from hr_desk.operations.session import Session
from tests.support.paired_office import Company, sealed


def board(company: Company) -> BoardReport:
    (one,) = board_reports.reports(company.officer)
    return one


def went(session: Session) -> int:
    return sealed(session, board_reports.KIND, file=session.held[0])


def late(company: Company) -> list[tuple[int, str]]:
    return [(one.count, one.level) for one in today.summary(company.officer)
            if one.key == "paired_boards"]  # fmt: skip


def test_a_sweep_says_what_can_be_judged_there_and_nothing_else(company: Company) -> None:
    company.carry()
    assert board(company).at is None and board(company).states == {}
    retention.sweep(company.admin)
    own = {key: promises.look(company.admin, key).seen.state for key in promises.CONTROLS}
    company.carry()
    one = board(company)
    assert (one.label, one.at) == ("示例公司二厂", company.admin.now())
    assert {key: state for key, (state, _) in one.states.items()} | dict.fromkeys(
        one.unseen, NOT_SEEN
    ) == own
    assert one.those(KEPT) and one.those(BROKEN) and one.unseen
    (message,) = company.admin.compartment(company.admin.held[0]).read_one(
        "SELECT value FROM fact WHERE name = 'board_reported'"
    )
    assert message == board_reports.reported_on(company.admin) == "2026-03-02"


def test_it_is_said_once_a_day(company: Company) -> None:
    for _ in range(2):
        retention.sweep(company.admin)
    assert went(company.admin) == 1
    company.advance(1)
    retention.sweep(company.admin)
    assert went(company.admin) == 2


def test_the_main_desk_reports_to_nobody(company: Company) -> None:
    admin = company.office.open()
    retention.sweep(admin)
    assert went(admin) == 0 and board_reports.reported_on(admin) == ""


def test_who_says_nothing_for_three_days_stands_on_today(company: Company) -> None:
    company.carry()
    company.advance(2)
    assert late(company) == [] and board(company).days == 2
    company.advance(1)
    assert late(company) == [(1, "late")] and board(company).overdue
    retention.sweep(company.admin)
    company.carry()
    assert late(company) == [] and board(company).days == 0
    company.advance(3)
    assert late(company) == [(1, "late")]


def test_what_another_user_cannot_see_says_nothing_against_what_was_seen(company: Company) -> None:
    secret = "seven green lamps at the gate"
    users.add(company.admin, name="gate", passphrase=secret, roles=["front_desk"])
    retention.sweep(company.admin)
    company.carry()
    before = board(company)
    company.advance(1)
    gate = company.plant.open("gate", secret)
    retention.sweep(gate)
    company.admin = gate
    company.carry()
    after = board(company)
    assert after.at is not None and before.at is not None
    assert after.at - before.at == dt.timedelta(days=1)
    assert after.states.keys() == before.states.keys()
    moved = {key for key in after.states if after.states[key][1] != before.states[key][1]}
    assert moved and moved != set(after.states)


def take(company: Company, message: Mapping[str, Any], sender: str = "") -> None:
    kind = kind_of("privacy", board_reports.KIND)
    assert kind is not None
    sender = sender or f"{company.plant.desk_id}/visits/x"
    letter = Letter(kind.name, "0" * 32, sender, message, company.officer.now())
    with company.officer.compartment("privacy").change("test") as change:
        kind.take(company.officer, change, letter)


def test_an_earlier_report_that_comes_late_changes_nothing(company: Company) -> None:
    key = next(iter(promises.CONTROLS))
    now = company.officer.now()
    take(company, {"at": now.isoformat(), "controls": {key: BROKEN}})
    earlier = (now - dt.timedelta(days=1)).isoformat()
    take(company, {"at": earlier, "controls": {key: KEPT}})
    assert board(company).states == {key: (BROKEN, now)} and board(company).at == now
    ahead = (now + dt.timedelta(days=900)).isoformat()
    take(company, {"at": ahead, "controls": {key: KEPT, "of a later program": KEPT}})
    assert board(company).at == now and board(company).states == {key: (KEPT, now)}


@pytest.mark.parametrize(
    "message",
    [
        {"controls": {"x": "green"}}, {"controls": {}}, {"controls": ["kept"]}, {"controls": None},
        {"controls": {f"c{n}": KEPT for n in range(501)}}, {"controls": {"x": ["kept"]}},
        {"controls": {"x": KEPT}, "at": "yesterday"},
    ],
)  # fmt: skip
def test_what_is_no_report_is_set_aside(company: Company, message: dict[str, Any]) -> None:
    at = company.officer.now().isoformat()
    with pytest.raises((Unacceptable, TypeError)):
        take(company, {"at": at, **message})
    with pytest.raises(Unacceptable):
        take(company, {"at": at, "controls": {"x": KEPT}}, f"{company.office.desk_id}/hiring/x")
    assert board(company).at is None


def test_no_report_names_anybody(company: Company) -> None:
    retention.sweep(company.admin)
    (message,) = company.admin.compartment(company.admin.held[0]).read_one(
        "SELECT message FROM outbox WHERE kind = ?", (board_reports.KIND,)
    )
    said = json.loads(bytes(message))
    assert said.keys() == {"at", "controls"}
    assert set(said["controls"].values()) <= {KEPT, BROKEN, NOT_SEEN}
    assert said["controls"].keys() == promises.CONTROLS.keys()
