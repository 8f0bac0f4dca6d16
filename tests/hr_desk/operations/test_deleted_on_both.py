# SPDX-License-Identifier: Apache-2.0
"""Whoever is deleted at one desk goes from the paired one as well: by a tombstone, certified."""

import datetime as dt
from pathlib import Path

import pytest

from hr_desk.operations import (
    backups,
    delivery,
    desks,
    intake,
    invitations,
    policies,
    recruitment,
    request_answers,
    request_asking,
    requests,
    requisitions,
    restoring,
    retention,
    users,
    visits,
)
from hr_desk.operations.exchanging import exchange
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.session import Session
from hr_desk.store import request_tasks
from tests.support.desk import POLICY_ZH, START, file_key
from tests.support.made_up import candidates, people
from tests.support.raw_pages import everything, found
from tests.support.requests import OFFICER, asked, closed
from tests.support.two_desks import PASSPHRASE, Side

COMES = START + dt.timedelta(hours=5)


@pytest.fixture
def invited(sides: tuple[Side, Side], shared: Path) -> str:
    """Somebody the office has invited and the gatehouse expects; returns the application."""
    office = sides[1]
    for side in sides:
        policies.take_in_published(
            side.sessions[-1], zh=POLICY_ZH, en="What is asked for, and why.",
            published_on=START.date(), place="公告栏",
        )  # fmt: skip
    session = office.sessions[-1]
    (opened,) = requisitions.open_requisition(
        session, title="装配工", department="制造部", place="青岛", head_count=3
    ).created
    new = candidates(list(people(1, seed=11)), session.catalogue, opened)
    (application,) = recruitment.take_in(session, new).created
    invitations.invite(session, [application], at=COMES, host="刘经理")
    carried(sides, shared)
    return application


def carried(sides: tuple[Side, Side], shared: Path, *more: Session) -> None:
    """Exchange until nothing is under way any more."""
    sessions = [*(side.sessions[0] for side in sides), *more]
    for _ in range(2):
        for session in sessions:
            delivery.deliver(session)
            exchange(session.folder, shared)
            intake.take_in(session)


def later(sides: tuple[Side, Side], days: int) -> None:
    for side in sides:
        side.clock.at = START + dt.timedelta(days=days)
        retention.confirm_time(side.sessions[0])


def rows(session: Session, file: str, table: str) -> list[str]:
    every = "SELECT id FROM {} ORDER BY id"
    return [id_ for (id_,) in session.compartment(file).read(every.format(table))]


def name_at(gate: Session) -> str:
    ((name,),) = gate.compartment("visits").read(
        "SELECT json_extract(fields, '$.full_name') FROM visit"
    )
    return str(name)


def test_a_guest_who_was_restricted_before_goes_as_well(
    sides: tuple[Side, Side], shared: Path, invited: str
) -> None:
    del invited
    gate, office = (side.sessions[0] for side in sides)
    file = gate.compartment("visits")
    (visit,) = rows(gate, "visits", "visit")
    with file.change("test") as change:
        request_tasks.restrict(change, record=visit, row=1, reference="f" * 32)
    recruitment.withdraw(office, rows(office, "hiring", "application"))
    carried(sides, shared)
    later(sides, 30)
    retention.sweep(office)
    carried(sides, shared)
    later(sides, 31)
    assert retention.sweep(gate).counts == {"WDR": 1}
    assert rows(gate, "visits", "visit") == []


def test_who_never_came_goes_from_the_gatehouse_a_day_after_the_office(
    sides: tuple[Side, Side], shared: Path, invited: str
) -> None:
    gate, office = (side.sessions[0] for side in sides)
    (visit,) = rows(gate, "visits", "visit")
    name = name_at(gate)
    backups.create(gate)
    recruitment.withdraw(office, [invited])
    carried(sides, shared)
    later(sides, 30)
    assert retention.sweep(office).counts == {"WD": 1}
    carried(sides, shared)
    assert request_tasks.is_restricted(gate.compartment("visits"), visit)
    later(sides, 31)
    swept = retention.sweep(gate)
    assert swept.counts == {"WDR": 1} and len(swept.certificates) == 1
    assert rows(gate, "visits", "visit") == []
    tombs = gate.compartment("visits").read("SELECT id FROM tombstone WHERE kind = 'visit'")
    assert tombs == [(visit,)]
    with pytest.raises(RecordGone):
        visits.open_visit(gate, visit)
    key = file_key(gate, "visits")
    sides[0].close()
    assert found([name], everything(sides[0].place("visits.db"), key)) == []


def test_who_came_has_a_visit_that_is_kept_as_every_visit(
    sides: tuple[Side, Side], shared: Path, invited: str
) -> None:
    gate, office = (side.sessions[0] for side in sides)
    (visit,) = rows(gate, "visits", "visit")
    visits.arrive(gate, [visit])
    visits.sign_out(gate, [visit])
    recruitment.withdraw(office, [invited])
    later(sides, 30)
    retention.sweep(office)
    carried(sides, shared)
    later(sides, 89)
    assert retention.sweep(gate).counts == {}
    later(sides, 90)
    assert retention.sweep(gate).counts == {"VIS": 1}


def test_a_request_at_the_office_reaches_the_gatehouse_and_no_backup_brings_it_back(
    sides: tuple[Side, Side], shared: Path, invited: str
) -> None:
    gate, office = (side.sessions[0] for side in sides)
    officer = officer_of(sides[1])
    (visit,) = rows(gate, "visits", "visit")
    visits.arrive(gate, [visit])
    visits.sign_out(gate, [visit])
    name = name_at(gate)
    (backup,) = (one.path for one in backups.create(gate))
    requests.take_in(officer, asked({"full_name": name}, code="delete", ground="not_used"))
    (case,) = rows(officer, "privacy", "request")
    requests.verify(officer, case, method="call_back")
    request_asking.ask(officer, case)
    carried(sides, shared, officer)
    for session in (gate, office):
        for question in request_answers.questions(session):
            request_answers.contribute(session, question, [one.id for one in question.proposals])
    carried(sides, shared, officer)
    for record in request_asking.findings(officer, case).records:
        request_asking.order(officer, case, record.record, kind="delete")
    carried(sides, shared, officer)
    later(sides, 1)
    assert retention.sweep(gate).counts == {"WDR": 1}
    assert retention.sweep(office).counts == {"WDR": 1}
    carried(sides, shared, officer)
    orders = request_asking.findings(officer, case).orders
    assert len(orders) == 2 and all(one.gone_at is not None for one in orders)
    sides[0].close()
    restoring.restore(
        sides[0].folder, backup, user="admin", passphrase=PASSPHRASE, clock=sides[0].clock
    )
    assert rows(sides[0].open(), "visits", "visit") == []


@pytest.mark.parametrize("evening", ["invited", "contributed", "ordered"])
@pytest.mark.parametrize(("place", "file"), [(0, "visits"), (1, "hiring"), (1, "privacy")])
def test_a_file_of_either_desk_restored_alone_brings_nobody_back(
    sides: tuple[Side, Side], shared: Path, invited: str, place: int, file: str, evening: str
) -> None:
    """And both desks go on asking and answering each other."""
    gate, office = (side.sessions[0] for side in sides)
    officer, kept = officer_of(sides[1]), {}
    keeper = officer if file == "privacy" else sides[place].sessions[0]

    def home(name: str) -> None:
        kept[name] = next(x.path for x in backups.create(keeper) if x.compartment == file)

    (visit,) = rows(gate, "visits", "visit")
    visits.arrive(gate, [visit])
    visits.sign_out(gate, [visit])
    name = name_at(gate)
    home("invited")
    case = asked_about(officer, name)
    answered(sides, shared, officer)
    home("contributed")
    for record in request_asking.findings(officer, case).records:
        request_asking.order(officer, case, record.record, kind="delete")
    carried(sides, shared, officer)
    home("ordered")
    later(sides, 1)
    for session in (gate, office):
        retention.sweep(session)
    carried(sides, shared, officer)
    requests.decide(officer, case, outcome="granted")
    closed(officer, case)
    for side in sides:
        side.close()
    user, words = ("officer", OFFICER) if file == "privacy" else ("admin", PASSPHRASE)
    restoring.restore(
        sides[place].folder, kept[evening], user=user, passphrase=words, clock=sides[place].clock
    )
    gate, office = (side.open() for side in sides)
    officer = opened_officer(sides[1])
    carried(sides, shared, officer)
    for session in (gate, office, officer):
        retention.sweep(session)
    assert rows(gate, "visits", "visit") == [] and rows(office, "hiring", "application") == []
    for session, held in ((gate, "visits"), (office, "hiring")):
        path = session.compartment(held).path
        assert found([name], everything(path, file_key(session, held))) == [], held
    copies = "SELECT 1 FROM request_part WHERE content IS NOT NULL"
    assert officer.compartment("privacy").read(copies) == []
    again = asked_about(officer, "钱新访")
    answered(sides, shared, officer)
    assert request_asking.findings(officer, again).waiting == 0


def asked_about(officer: Session, name: str) -> str:
    """Take in a request for deletion, verify it and ask every file; returns the case."""
    requests.take_in(officer, asked({"full_name": name}, code="delete", ground="not_used"))
    ((case,),) = officer.compartment("privacy").read(
        "SELECT id FROM request ORDER BY seq DESC LIMIT 1"
    )
    requests.verify(officer, case, method="call_back")
    request_asking.ask(officer, case)
    return str(case)


def answered(sides: tuple[Side, Side], shared: Path, officer: Session) -> None:
    """Let both desks answer what the officer asks."""
    carried(sides, shared, officer)
    for side in sides:
        for question in request_answers.questions(side.sessions[0]):
            known = [one.id for one in question.proposals]
            request_answers.contribute(side.sessions[0], question, known)
    carried(sides, shared, officer)


def opened_officer(side: Side) -> Session:
    """Return a session of the officer who is there."""
    session = desks.open_desk(
        side.folder, user="officer", passphrase=OFFICER, clock=side.clock, profile=side.profile
    )
    side.sessions.append(session)
    return session


def officer_of(side: Side) -> Session:
    """Add a privacy officer at a side and return their session."""
    recovered = users.open_by_recovery(
        side.folder, halves=side.recovery_halves, clock=side.clock, profile=side.profile
    )
    users.add(recovered, name="officer", passphrase=OFFICER, roles=["privacy_officer"])
    recovered.close()
    return opened_officer(side)
