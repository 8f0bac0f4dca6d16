# SPDX-License-Identifier: Apache-2.0
"""What a restored file takes over from the one it replaces: what went out, what ended, what it saw.

None of it is sent a second time, and none can be looked up elsewhere by whoever opens the file.
"""

from pathlib import Path

import pytest

from hr_desk.operations import (
    backups,
    disclosure,
    hand_off_people,
    hand_off_register,
    hand_offs,
    recipients,
    retention,
    standing_hand_offs,
)
from hr_desk.operations.hand_off_problems import NothingNew
from hr_desk.operations.session import Session
from hr_desk.store import driver
from tests.support.desk import Desk, file_key
from tests.support.handing_off import PASSPHRASE, approved, employed
from tests.support.joining import somebody
from tests.support.restoring import backup_of, restored

TEMPLATE = "payroll_new_hires"


@pytest.fixture
def joiners(desk: Desk) -> list[str]:
    return employed(desk, somebody(name="黎虚构", mobile="13912345678"))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def proposed(session: Session, standing: str) -> list[str]:
    return [one.joiner_id for one in hand_off_people.plan(session, standing).proposed]


def sent(session: Session, standing: str, joiners: list[str], out: Path) -> hand_offs.HandedOff:
    return hand_offs.send(session, standing, joiners, passphrase=PASSPHRASE, folder=out)


@pytest.mark.parametrize("approval", ["before the backup", "since"])
def test_what_was_handed_over_since_is_not_handed_over_twice(
    desk: Desk, joiners: list[str], out: Path, approval: str
) -> None:
    admin = desk.open("admin")
    source = None if approval == "before the backup" else backup_of(admin, "personnel")
    standing = approved(admin, TEMPLATE)
    source = source or backup_of(admin, "personnel")
    assert proposed(admin, standing) == joiners
    sent(admin, standing, joiners, out)
    entries = disclosure.registered(admin)
    lines = hand_off_register.list_hand_offs(admin)
    restored(desk, source, user="admin")
    again = desk.open("admin")
    assert disclosure.registered(again) == entries
    assert hand_off_register.list_hand_offs(again) == lines
    assert proposed(again, standing) == []
    with pytest.raises(NothingNew):
        sent(again, standing, joiners, out)


def test_a_file_that_was_completed_since_is_complete(
    desk: Desk, joiners: list[str], out: Path
) -> None:
    admin = desk.open("admin")
    standing = approved(admin, TEMPLATE)
    sent(admin, standing, joiners, out)
    with admin.compartment("personnel").change("test") as change:
        change.execute("UPDATE disclosure SET completed_at = NULL")
    source = backup_of(admin, "personnel")
    with admin.compartment("personnel").change("test") as change:
        change.execute("UPDATE disclosure SET completed_at = '2026-03-16T02:00:00+00:00'")
    restored(desk, source, user="admin")
    assert [one.completed for one in disclosure.registered(desk.open("admin"))] == [True]


def test_whoever_was_struck_off_since_gets_nothing(desk: Desk, joiners: list[str]) -> None:
    admin = desk.open("admin")
    standing = approved(admin, TEMPLATE)
    other = approved(admin, "bank_accounts")
    source = backup_of(admin, "personnel")
    (line,) = [one for one in standing_hand_offs.list_standing(admin) if one.id == standing]
    recipients.end(admin, line.recipient.id)
    standing_hand_offs.end(admin, other)
    restored(desk, source, user="admin")
    again = desk.open("admin")
    assert recipients.recipient_named(again, line.recipient.id).ended
    lines = {one.id: one for one in standing_hand_offs.list_standing(again)}
    assert lines[other].ended


def test_a_health_order_that_was_ended_since_is_over(desk: Desk) -> None:
    admin = desk.open("admin")
    visits, today = admin.compartment("visits"), admin.today().isoformat()
    with visits.change("test") as change:
        change.execute(
            "INSERT INTO health_order VALUES ('a', '1', '示例机关', ?, ?, 'u', ?, NULL)",
            (today,) * 3,
        )
    source = backup_of(admin, "visits")
    with visits.change("test") as change:
        change.execute("UPDATE health_order SET ended_at = ?", (today,))
    restored(desk, source, user="admin")
    again = desk.open("admin").compartment("visits")
    assert again.read("SELECT ended_at FROM health_order") == [(today,)]


def test_a_password_whose_days_are_over_is_forgotten_before_anybody_opens_the_file(
    desk: Desk, joiners: list[str], out: Path
) -> None:
    admin = desk.open("admin")
    standing = approved(admin, TEMPLATE)
    password = sent(admin, standing, joiners, out).password
    source = backup_of(admin, "personnel")
    known = "SELECT password FROM hand_off"
    assert admin.compartment("personnel").read(known) == [(password,)]
    for _ in range(17):
        desk.clock.advance(days=2)
        with admin.compartment("personnel").change("test"):
            pass
    restored(desk, source, user="admin")
    assert desk.open("admin").compartment("personnel").read(known) == [(None,)]


def test_the_restored_file_knows_how_late_it_is(desk: Desk, session: Session) -> None:
    """A clock that is set back postpones no deletion by a restore."""
    source = backup_of(session, "hiring")
    desk.clock.advance(days=1)
    retention.sweep(session)
    seen = session.compartment("hiring").latest_time()
    desk.clock.advance(days=-1)
    restored(desk, source)
    assert desk.open().compartment("hiring").latest_time() == seen


def test_it_knows_every_place_of_backups_and_the_newest_register(
    desk: Desk, session: Session, tmp_path: Path
) -> None:
    source = backup_of(session, "hiring")
    stick = tmp_path / "stick"
    backups.create(session, to=stick)
    file = session.compartment("hiring")
    serials = {"register_serial": "99", "paired_serial:" + "0" * 64: "7"}
    with file.change("test"):
        for name, value in serials.items():
            file.set_fact(name, value)
    key = file_key(session, "hiring")
    restored(desk, source)
    connection = driver.connect(desk.path(), key)
    facts = dict(connection.execute("SELECT name, value FROM fact").fetchall())
    connection.close()
    assert {name: facts[name] for name in serials} == serials
    assert str(stick) in facts["backup_places"]
