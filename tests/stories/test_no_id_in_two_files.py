# SPDX-License-Identifier: Apache-2.0
"""Two files of a desk cannot be joined: no record's id occurs in more than one of them."""

from datetime import timedelta
from pathlib import Path

import pytest

from hr_desk.demo import day
from hr_desk.operations import (
    candidates,
    delivery,
    desks,
    disclosure,
    handing_over,
    intake,
    invitations,
    joiner_views,
    onboarding,
    recruitment,
    visits,
)
from hr_desk.operations.session import Session
from tests.support.desk import Desk  # noqa: F401 - the fixture ``cheap`` belongs to it

OWN_IDS = {
    "person": "id", "application": "id", "requisition": "id", "document": "id", "draft": "id",
    "visit": "id", "staff": "id", "disclosure": "id", "disclosure_copy": "id", "tombstone": "id",
    "joiner": "id", "part": "id", "account": "id",
}  # fmt: skip
"""Where each table keeps the ids of its records."""


@pytest.fixture
def everything(cheap: None, tmp_path: Path) -> Session:
    """The demo's desk after its day, opened by somebody with every duty."""
    profile = tmp_path / "profile"
    story = day.begin(tmp_path / "desk", people_count=60, profile=profile)
    session = desks.open_desk(
        story.folder, user=day.ADMIN, passphrase=day.PASSPHRASE, clock=story.clock, profile=profile
    )
    cross_every_border(session, tmp_path)
    return session


def cross_every_border(session: Session, scratch: Path) -> None:
    """Invite, let come and leave, hand out a print: each tells another file something."""
    open_ones = candidates.ListQuery(stages=("applied", "interview", "offered"))
    rows = candidates.list_applications(session, open_ones).rows
    free = [row.application_id for row in rows
            if not invitations.invitations_of(session, row.application_id)][:3]  # fmt: skip
    at = session.now() + timedelta(hours=2)
    invitations.invite(session, free, at=at, host="刘经理")
    settle(session)
    expected = visits.list_visits(session, visits.VisitQuery(states=("expected",)))
    invited = [row.visit_id for row in expected if row.origin == "invited"]
    visits.arrive(session, invited)
    visits.sign_out(session, invited[:1])
    onboard(session, rows[-1].application_id)
    about = disclosure.Disclosure(
        kind="print", recipient="示例公司", purpose="apply.assess", fields=("full_name",),
        records=(rows[0].application_id,),
    )  # fmt: skip
    disclosure.release(session, about, b"print", scratch / "print.pdf")
    settle(session)
    assert disclosure.copies(session)
    answers = [invitations.invitations_of(session, application) for application in free]
    assert {line.state for lines in answers for line in lines} >= {"arrived", "left"}


def onboard(session: Session, application: str) -> None:
    """Hand somebody over, let payroll hear of them, and let them begin."""
    recruitment.accept_offer(session, [application], told_by="刘经理", on=session.today())
    handing_over.hand_over(session, [application], start_on=session.today())
    settle(session)
    row, *_ = joiner_views.list_joiners(session, joiner_views.JoinerQuery())
    version = joiner_views.open_joiner(session, row.joiner_id).version
    texts = {"base_pay": "6500", "birth_date": "1990-05-12"}
    given = {key: session.catalogue.field(key).type.parse(text) for key, text in texts.items()}
    onboarding.edit(session, row.joiner_id, given, version=version)
    onboarding.start(session, [row.joiner_id], on=session.today())
    settle(session)


def settle(session: Session) -> None:
    delivery.deliver(session)
    while intake.take_in(session).taken:
        delivery.deliver(session)


def tables(session: Session, name: str) -> list[str]:
    rows = session.compartment(name).read("SELECT name FROM sqlite_master WHERE type = 'table'")
    return [table for (table,) in rows]


def ids_of(session: Session, name: str) -> set[str]:
    """Return the ids of the records of a file, those that are gone included."""
    file, found = session.compartment(name), set[str]()
    for table, column in OWN_IDS.items():
        if table in tables(session, name):
            found.update(id_ for (id_,) in file.read(f"SELECT {column} FROM {table}"))  # noqa: S608
    return found


def words_of(session: Session, name: str) -> str:
    """Return everything that stands in a file, as one text; bytes as hexadecimal digits."""
    file, found = session.compartment(name), []
    for table in tables(session, name):
        for row in file.read(f"SELECT * FROM {table}"):  # noqa: S608
            found += [cell.hex() if isinstance(cell, bytes) else str(cell) for cell in row]
    return "\n".join(found)


def test_no_record_id_occurs_in_two_files(everything: Session) -> None:
    ids = {name: ids_of(everything, name) for name in everything.held}
    words = {name: words_of(everything, name) for name in everything.held}
    everything.close()
    assert {name for name in ids if ids[name]} >= {
        "visits",
        "hiring",
        "personnel",
        "payroll",
        "privacy",
    }
    for name, own in ids.items():
        assert all(id_ in words[name] for id_ in own)
        for other in set(ids) - {name}:
            assert [id_ for id_ in own if id_ in words[other]] == []
