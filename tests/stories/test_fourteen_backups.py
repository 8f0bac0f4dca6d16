# SPDX-License-Identifier: Apache-2.0
"""People are deleted among many who are edited daily; each daily backup is put back one by one.

Whichever it is, it shows none of the deleted and every other person as they were on its day.
"""

import datetime as dt
from pathlib import Path

import pytest

from hr_desk.operations import backups, candidates, recruitment, restoring, retention
from hr_desk.operations.backups import BackupLine
from hr_desk.operations.session import Session
from tests.support.desk import PASSPHRASES, START, Desk
from tests.support.made_up import people

Rows = dict[str, str]


def as_they_are(session: Session) -> Rows:
    """Return every person's stored values by id."""
    return dict(session.compartment("hiring").read("SELECT id, fields FROM person"))


def go_to(desk: Desk, session: Session, days: int) -> None:
    desk.clock.at = START + dt.timedelta(days=days)
    retention.confirm_time(session)


def edit(session: Session, ids: list[str], day: int) -> None:
    """Give people of the day another e-mail address."""
    email = session.catalogue.field("email").type.parse(f"day{day}@example.com")
    for id_ in ids:
        version = candidates.open_record(session, id_).version
        recruitment.edit(session, id_, {"email": email}, version=version)


def put_back(desk: Desk, line: BackupLine) -> Rows:
    """Put one backup in force and return who is in it then."""
    desk.close()
    restoring.restore(
        desk.folder, line.path, user="hiring", passphrase=PASSPHRASES["hiring"], clock=desk.clock
    )
    session = desk.open("hiring")
    found = as_they_are(session)
    assert session.compartment("hiring").read("SELECT 1 FROM term WHERE seq NOT IN "
                                              "(SELECT seq FROM person)") == []  # fmt: skip
    return found


def files_of(folder: Path, today: dt.date) -> list[BackupLine]:
    """Return the backups of hiring in a place, none of which has had its day."""
    found = [line for line in backups.backups_in(folder) if line.compartment == "hiring"]
    assert all(line.gone_on > today for line in found)
    return found


def lived_through(desk: Desk, *, everyone: int, goners: int, days: int, edited: int) -> None:
    """Let so many people be edited daily, back up daily, delete some, put every backup back."""
    session = desk.open("hiring")
    ids = list(desk.take_in(session, list(people(everyone, seed=11))))
    gone = set(ids[:goners])
    recruitment.withdraw(session, ids[:goners])
    persons = {one.person_id for one in recruitment.records(session, list(gone))}
    kept = [id_ for id_ in ids if id_ not in gone]
    then: dict[str, Rows] = {}
    first = 30 - days
    for day in range(first, 30):
        go_to(desk, session, day)
        start = (day - first) * edited % len(kept)
        edit(session, kept[start : start + edited], day)
        for line in backups.create(session):
            then[line.path.name] = as_they_are(session)
    go_to(desk, session, 30)
    result = retention.sweep(session)
    assert result.counts == {"WD": goners} and result.certificate is not None
    promised = retention.verify_certificate(result.certificate).last_backup_gone_on
    place = desk.folder / "backups"
    lines = sorted(files_of(place, session.today()), key=lambda line: line.at)
    assert len(lines) == min(days, backups.KEPT_DAYS - 1)
    assert promised == max(line.gone_on for line in lines).isoformat()
    for line in lines:
        expected = {id_: row for id_, row in then[line.path.name].items() if id_ not in persons}
        assert len(expected) == everyone - goners
        assert put_back(desk, line) == expected
    session = desk.open("hiring")
    go_to(desk, session, 30 + backups.KEPT_DAYS)
    backups.expire(session)
    assert files_of(place, session.today()) == []


def test_4_2_end_each_daily_backup_shows_none_of_the_deleted(desk: Desk) -> None:
    lived_through(desk, everyone=30, goners=4, days=3, edited=3)


@pytest.mark.soak
def test_4_2_end_a_hundred_of_two_thousand_in_fourteen_backups(desk: Desk) -> None:
    lived_through(desk, everyone=2000, goners=100, days=14, edited=40)
