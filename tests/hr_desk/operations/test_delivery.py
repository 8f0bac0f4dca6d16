# SPDX-License-Identifier: Apache-2.0
"""Envelopes to another compartment: written with the change, carried once, read by its holder."""

import datetime as dt
from pathlib import Path

import pytest

from hr_desk.operations import (
    delivery,
    desks,
    disclosure,
    intake,
    invitations,
    memberships,
    users,
)
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.session import Session
from hr_desk.store import outbox
from hr_desk.vault import receipts
from hr_desk.vault.envelopes import read_header
from tests.support.desk import Desk
from tests.support.made_up import people

ABOUT = {"kind": "export", "recipient": "示例用人部门", "purpose": "apply.assess"}


@pytest.fixture
def handed(desk: Desk, session: Session, tmp_path: Path) -> Path:
    """A list that left the desk."""
    ids = desk.take_in(session, list(people(2, seed=5)))
    entry = Disclosure(**ABOUT, fields=("full_name", "mobile"), records=ids)
    disclosure.release(session, entry, b"content", tmp_path / "list.xlsx")
    return tmp_path / "list.xlsx"


@pytest.fixture
def officer(desk: Desk) -> Session:
    """A privacy officer; an HR admin does not hold privacy, so recovery grants it."""
    recovered = users.open_by_recovery(
        desk.folder, halves=desk.recovery_halves, clock=desk.clock, profile=desk.profile
    )
    desk.sessions.append(recovered)
    users.add(
        recovered, name="officer", passphrase="ten green bottles hang", roles=["privacy_officer"]
    )
    opened = desks.open_desk(
        desk.folder, user="officer", passphrase="ten green bottles hang", clock=desk.clock,
        profile=desk.profile,
    )  # fmt: skip
    desk.sessions.append(opened)
    return opened


def test_the_privacy_office_is_told_what_left_and_nobodys_name(
    session: Session, handed: Path, officer: Session
) -> None:
    assert intake.waiting(session) == {"privacy": 1}
    assert intake.take_in(session).taken == 0
    assert intake.take_in(officer).taken == 1
    (told,) = disclosure.copies(officer)
    assert (told.kind, told.recipient, told.people) == ("export", "示例用人部门", 2)
    assert told.sender == f"{session.desk_id}/hiring/{session.user.id}"
    assert intake.waiting(session) == {}


def test_a_receipt_ends_the_delivery(session: Session, handed: Path, officer: Session) -> None:
    file = session.compartment("hiring")
    assert len(outbox.waiting(file)) == 1
    intake.take_in(officer)
    assert list((session.folder / "inbox").glob("*.receipt"))
    assert delivery.deliver(session) == ()
    assert outbox.waiting(file) == []
    assert not list((session.folder / "inbox").iterdir())


def test_what_vanished_is_carried_again_and_taken_in_once(
    session: Session, handed: Path, officer: Session
) -> None:
    (path,) = (session.folder / "inbox").glob("*.envelope")
    content = path.read_bytes()
    assert delivery.deliver(session) == ()
    path.unlink()
    assert delivery.deliver(session) == (path,)
    assert path.read_bytes() == content
    intake.take_in(officer)
    path.write_bytes(content)
    again = intake.take_in(officer)
    assert (again.taken, dict(again.set_aside)) == (0, {})
    assert len(disclosure.copies(officer)) == 1


def test_a_receipt_for_other_bytes_is_none(
    session: Session, handed: Path, officer: Session
) -> None:
    file = session.compartment("hiring")
    (one,) = outbox.waiting(file)
    forged = receipts.issue_receipt(
        b"other bytes", reference=one.reference, receiver=one.receiver, outcome="set_aside",
        at="2026-03-02T01:00:00Z", signer=officer.keys,
        user=officer.register.user(officer.user.id), root_public=officer.register.root_public,
    )  # fmt: skip
    (session.folder / "inbox" / f"{one.reference}.receipt").write_bytes(forged)
    delivery.deliver(session)
    assert len(outbox.waiting(file)) == 1


def test_a_false_receipt_is_moved_aside(session: Session, handed: Path) -> None:
    (one,) = outbox.waiting(session.compartment("hiring"))
    path = session.folder / "inbox" / f"{one.reference}.receipt"
    path.write_bytes(b"all is well")
    delivery.deliver(session)
    assert not path.exists()
    assert len(outbox.waiting(session.compartment("hiring"))) == 1


def test_an_envelope_is_kept_for_fourteen_days_after_its_receipt(
    desk: Desk, session: Session, handed: Path, officer: Session
) -> None:
    intake.take_in(officer)
    delivery.deliver(session)
    rows = "SELECT count(*) FROM outbox"
    desk.clock.advance(days=13)
    delivery.deliver(session)
    assert session.compartment("hiring").read_one(rows)[0] == 1
    desk.clock.advance(days=2)
    delivery.deliver(session)
    assert session.compartment("hiring").read_one(rows)[0] == 0


def test_an_envelope_of_a_change_that_failed_is_not_sent(session: Session) -> None:
    file = session.compartment("hiring")

    def fail() -> None:
        with file.change("test") as change:
            delivery.send(
                session, change, receiver="privacy", kind="test", record="r", message={"a": 1}
            )
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert outbox.waiting(file) == []


def test_an_officer_added_by_an_admin_waits_for_the_grant(desk: Desk, admin: Session) -> None:
    users.add(admin, name="officer", passphrase="ten green bottles hang", roles=["privacy_officer"])
    officer = desks.open_desk(
        desk.folder, user="officer", passphrase="ten green bottles hang", clock=desk.clock,
        profile=desk.profile,
    )  # fmt: skip
    desk.sessions.append(officer)
    assert officer.held == ()


def receivable(session: Session, desk: Desk) -> Path:
    """Invite a candidate; returns the envelope that nobody has taken in yet."""
    (application,) = desk.take_in(session, list(people(1, seed=8)))
    at = session.now() + dt.timedelta(hours=3)
    invitations.invite(session, [application], at=at, host="刘经理")
    (path,) = (session.folder / "inbox").glob("*.envelope")
    return path


def test_what_a_removed_colleague_sent_is_sealed_afresh_and_arrives(
    desk: Desk, session: Session, admin: Session
) -> None:
    path = receivable(session, desk)
    before = path.read_bytes()
    session.close()
    desk.sessions.remove(session)
    desk.clock.advance(minutes=1)
    (leaver,) = [line for line in users.list_users(admin) if line.name == "hiring"]
    memberships.remove(admin, leaver.id)
    gate = desk.open("gate")
    assert intake.take_in(gate).set_aside == {"stranger": 1}
    admin = desk.open("admin")
    assert delivery.deliver(admin) == (path,)
    assert path.read_bytes() != before
    assert read_header(path.read_bytes()).reference == read_header(before).reference
    assert intake.take_in(gate).taken == 1
    delivery.deliver(admin)
    assert outbox.waiting(admin.compartment("hiring")) == []
    assert admin.compartment("hiring").read_one("SELECT message FROM outbox")[0] is None


def test_what_waited_for_a_fortnight_is_sealed_afresh(desk: Desk, session: Session) -> None:
    path = receivable(session, desk)
    before = path.read_bytes()
    desk.clock.advance(days=14)
    assert delivery.deliver(session) == ()
    desk.clock.advance(minutes=1)
    assert delivery.deliver(session) == (path,)
    assert path.read_bytes() != before
    assert delivery.deliver(session) == ()
    gate = desk.open("gate")
    assert intake.take_in(gate).taken == 1
    (desk.folder / "inbox" / "late.envelope").write_bytes(before)
    assert intake.take_in(gate).taken == 0


def test_the_receipt_of_somebody_who_has_left_is_asked_for_again(
    desk: Desk, session: Session, admin: Session
) -> None:
    receivable(session, desk)
    gate = desk.open("gate")
    assert intake.take_in(gate).taken == 1
    gate.close()
    desk.sessions.remove(gate)
    (leaver,) = [line for line in users.list_users(admin) if line.name == "gate"]
    memberships.remove(admin, leaver.id)
    delivery.deliver(session)
    assert len(outbox.waiting(session.compartment("hiring"))) == 1
    assert intake.take_in(desk.open("admin")).taken == 0
    delivery.deliver(session)
    assert outbox.waiting(session.compartment("hiring")) == []
