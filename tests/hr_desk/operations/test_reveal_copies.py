# SPDX-License-Identifier: Apache-2.0
"""The officer hears of each emergency reveal, without the visitor, until somebody was told."""

import datetime as dt

import pytest

from hr_desk.operations import (
    emergency_contacts,
    intake,
    retention,
    reveal_copies,
    today,
    visits,
)
from hr_desk.operations.delivery import deliver
from hr_desk.operations.letters import Letter, Unacceptable, kind_of
from hr_desk.operations.problems import NobodyReceives
from hr_desk.operations.session import Session
from tests.support.contractors import NAME, PHONE, on_site
from tests.support.desk import Desk
from tests.support.requests import carry


@pytest.fixture
def gate(desk: Desk) -> Session:
    return desk.open("gate")


def revealed(gate: Session, number: int = 1) -> str:
    """Reveal of a contractor on site; returns the reveal's id."""
    visit = on_site(gate, number, full_name=("欧阳示例", "尉迟示例")[number - 1])
    return emergency_contacts.reveal(gate, visit, reason="injured").reveal_id


def told(gate: Session, reveal_id: str) -> None:
    emergency_contacts.tell(gate, reveal_id, told="visitor", how="spoken", on=gate.today())


def waits(session: Session) -> dict[str, tuple[int, str]]:
    return {line.key: (line.count, line.level) for line in today.summary(session)
            if line.key.startswith("gate_reveals")}  # fmt: skip


def test_3_4_4_the_officer_sees_what_is_open_and_what_is_overdue(
    desk: Desk, gate: Session, officer: Session
) -> None:
    first, second = revealed(gate, 1), revealed(gate, 2)
    carry(gate, officer)
    assert waits(officer) == {"gate_reveals": (2, "soon")}
    kept = str(officer.compartment("privacy").read("SELECT * FROM reveal_copy"))
    assert NAME not in kept and PHONE not in kept and first not in kept, "nothing of the visitor"
    told(gate, first)
    carry(gate, officer)
    assert waits(officer) == {"gate_reveals": (1, "soon")}
    (left,) = reveal_copies.untold(officer)
    (task,) = emergency_contacts.tasks(gate)
    assert (left.due, left.reason, task.reveal_id) == (task.due, "injured", second)
    desk.clock.advance(days=(left.due - officer.today()).days + 1)
    assert waits(officer) == {"gate_reveals_late": (1, "late")}
    assert waits(gate) == {}, "the gate has its own lines"
    told(gate, second)
    carry(gate, officer)
    assert waits(officer) == {}


def test_words_come_in_any_order_and_again(gate: Session, officer: Session) -> None:
    kind, file = kind_of("privacy", reveal_copies.KIND), officer.compartment("privacy")
    assert kind is not None
    sender = f"{officer.desk_id}/visits/{gate.user.id}"
    opened: dict[str, object] = {
        "reveal": "a" * 32, "reason": "injured", "at": "2026-03-02T01:00:00+00:00",
        "due": "2026-03-05", "told": None,
    }  # fmt: skip

    def taken(message: dict[str, object], peer: str = sender) -> None:
        letter = Letter(reveal_copies.KIND, "f" * 32, peer, message, officer.now())
        with file.change("test") as change:
            kind.take(officer, change, letter)

    taken(opened)
    assert len(reveal_copies.untold(officer)) == 1
    taken({**opened, "told": "2026-03-03"})
    taken(opened)
    assert reveal_copies.untold(officer) == (), "a word of before opens it no more"
    for wrong in ({"reason": "gossip"}, {"at": "noon"}, {"due": None}, {"told": "soon"},
                  {"reveal": "x" * 32}, {"at": "2026-03-02T01:00:00"}):  # fmt: skip
        with pytest.raises(Unacceptable):
            taken({**opened, **wrong})
    with pytest.raises(Unacceptable):
        taken(opened, f"{'0' * 64}/visits/{gate.user.id}")


def test_it_goes_with_the_visit(desk: Desk, gate: Session, officer: Session) -> None:
    revealed(gate)
    carry(gate, officer)
    (row,) = visits.list_visits(gate, visits.VisitQuery())
    visits.sign_out(gate, [row.visit_id])
    desk.clock.at += dt.timedelta(days=200)
    admin = desk.open("admin")
    for session in (admin, gate, officer):
        if retention.clock_needs_confirmation(session):
            retention.confirm_time(session)
    retention.sweep(admin)
    assert gate.compartment("visits").read("SELECT * FROM contact_reveal") == []
    deliver(admin)
    intake.take_in(officer)
    file = officer.compartment("privacy")
    assert file.read("SELECT * FROM reveal_copy") == []
    assert waits(officer) == {}


def test_without_a_privacy_office_it_is_revealed_all_the_same(
    gate: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(*_: object) -> str:
        raise NobodyReceives

    monkeypatch.setattr(reveal_copies, "receives", lambda *_: False)
    monkeypatch.setattr(reveal_copies, "address", nobody)
    assert revealed(gate)
    assert len(emergency_contacts.tasks(gate)) == 1
