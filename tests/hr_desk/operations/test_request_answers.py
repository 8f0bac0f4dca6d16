# SPDX-License-Identifier: Apache-2.0
"""What a file answered about somebody goes from its outbox with them, also out of a backup."""

from hr_desk.operations import (
    backups,
    incident_people,
    incidents,
    intake,
    request_answers,
    request_asking,
    restoring,
    retention,
)
from hr_desk.operations.delivery import deliver
from hr_desk.operations.incidents import Facts
from hr_desk.operations.session import Session
from tests.support.desk import PASSPHRASES, START, Desk
from tests.support.made_up import one
from tests.support.requests import HER, carry, contributed, verified


def answers(session: Session) -> list[str]:
    """Return the kinds of the answers that stand in the outbox of hiring."""
    rows = session.compartment("hiring").read(
        "SELECT kind FROM outbox WHERE kind LIKE '%.contributed' ORDER BY kind"
    )
    return [kind for (kind,) in rows]


def deleted(desk: Desk, officer: Session, admin: Session) -> str:
    """Let her be found, touched by an incident, and ordered to be deleted; returns her id."""
    (hers,) = desk.take_in(desk.open("hiring"), [one("孙小梅", "13900001234")])
    stolen = Facts(way="device", level="larger", found_at=START)
    incident = incidents.open_incident(officer, stolen).created[0]
    incident_people.ask(officer, incident)
    case = verified(officer, HER, code="delete", ground="not_used")
    (found,) = contributed(officer, admin, case)
    for question in incident_people.questions(admin):
        incident_people.contribute(admin, question)
    carry(officer, admin)
    assert answers(admin) == ["incident.contributed", "request.contributed"]
    request_asking.order(officer, case, found.record, kind="delete")
    carry(admin, officer)
    return hers


def test_5_2_an_answer_goes_with_the_record_it_was_about(
    desk: Desk, officer: Session, admin: Session
) -> None:
    deleted(desk, officer, admin)
    desk.take_in(admin, [one("钱示例", "13800138000")])
    desk.clock.advance(days=1)
    assert retention.sweep(admin).counts == {"WDR": 1}
    assert answers(admin) == []


def test_5_2_a_backup_of_before_brings_no_answer_back(
    desk: Desk, officer: Session, admin: Session
) -> None:
    deleted(desk, officer, admin)
    line = next(one for one in backups.create(admin) if one.compartment == "hiring")
    desk.clock.advance(days=1)
    retention.sweep(admin)
    desk.close()
    restoring.restore(
        desk.folder, line.path, user="admin", passphrase=PASSPHRASES["admin"], clock=desk.clock
    )
    assert answers(desk.open("admin")) == []


def test_an_answer_that_was_not_received_stays_until_it_is(
    desk: Desk, officer: Session, admin: Session
) -> None:
    (hers,) = desk.take_in(desk.open("hiring"), [one("孙小梅", "13900001234")])
    case = verified(officer, HER)
    request_asking.ask(officer, case)
    intake.take_in(admin)
    question = next(one for one in request_answers.questions(admin) if one.file == "hiring")
    request_answers.contribute(admin, question, [hers])
    with admin.compartment("hiring").change("test") as change:
        change.execute(
            "UPDATE application SET retention_class = 'WD', clock_event = 'withdrew', "
            "clock_day = '2026-01-01'"
        )
    retention.sweep(admin)
    assert answers(admin) == ["request.contributed"]
    intake.take_in(officer)
    (record,) = request_asking.findings(officer, case).records
    assert record.fields["full_name"] == "孙小梅"
    deliver(admin)
    retention.sweep(admin)
    assert answers(admin) == []
