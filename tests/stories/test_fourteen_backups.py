# SPDX-License-Identifier: Apache-2.0
"""People are deleted among many who are edited daily; each daily backup is put back one by one.

Whichever it is and wherever it lies, it shows none of the deleted and every other record as it was
on its day; on the day the certificate names, nothing of then lies in any backup place any more.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import (
    backups,
    candidates,
    documents,
    recruitment,
    restoring,
    retention,
)
from hr_desk.operations.backups import BackupLine
from hr_desk.operations.session import Session
from tests.support.desk import PASSPHRASES, START, Desk
from tests.support.made_up import people

Rows = dict[str, tuple[Any, ...]]

PHOTO = b"\xff\xd8 pixels" * 50
LASTING = ("deleted.log", "slots.json", "policies", "letters")
"""What outlives the backups beside them: tombstones, keys and texts, none about a person."""


def as_they_are(session: Session) -> Rows:
    """Return every person's and every application's whole row by id."""
    hiring = session.compartment("hiring")
    return {
        id_: (person, *row)
        for table, person in (
            ("person", "id"),
            ("application", "(SELECT id FROM person p WHERE p.seq = person)"),
        )
        for id_, person, *row in hiring.read(f"SELECT id, {person}, * FROM {table}")  # noqa: S608
    }


def without(rows: Rows, persons: set[str]) -> Rows:
    """Return the rows that are not of these people; the first of a row is whose it is."""
    return {id_: row for id_, row in rows.items() if row[0] not in persons}


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


def files_of(places: Iterable[Path], today: dt.date) -> list[BackupLine]:
    """Return the backups of hiring in all places, none of which has had its day."""
    found = [line for place in places for line in backups.backups_in(place)]
    assert all(line.gone_on > today for line in found)
    return [line for line in found if line.compartment == "hiring"]


def everything_in(places: Iterable[Path]) -> set[Path]:
    """Return every file in the places but what lasts; nobody's data is in that."""
    return {
        path
        for place in places
        for path in place.rglob("*")
        if path.is_file() and path.relative_to(place).parts[0] not in LASTING
        and not path.name.endswith(".lock")
    }  # fmt: skip


def kept_daily(
    desk: Desk, session: Session, ids: Sequence[str], *, days: int, edited: int, other: Path
) -> dict[str, Rows]:
    """Edit and back up daily up to day 30, into two places; return what each backup holds."""
    then: dict[str, Rows] = {}
    for day in range(days):
        go_to(desk, session, 31 - days + day)
        start = day * edited % len(ids)
        edit(session, [*ids, *ids][start : start + edited], day)
        for place in (None, other):
            for line in backups.create(session, to=place):
                then[line.path.name] = as_they_are(session)
            desk.clock.advance(seconds=1)
    return then


def lived_through(
    desk: Desk, *, everyone: int, goners: int, days: int, edited: int, put: int | None = None
) -> None:
    """Let so many people be edited daily, back up daily, delete some, put every backup back.

    ``put`` is how many of the backups are put back, all where it is None.
    """
    session, other = desk.open("hiring"), desk.folder.parent / "elsewhere"
    places = (desk.folder / "backups", other)
    ids = list(desk.take_in(session, list(people(everyone, seed=11))))
    gone, kept = ids[:goners], ids[goners:]
    persons = {one.person_id for one in recruitment.records(session, gone)}
    for id_ in (gone[0], kept[0]):
        documents.add(session, id_, "photo", PHOTO)
    recruitment.withdraw(session, gone)
    then = kept_daily(desk, session, kept, days=days, edited=edited, other=other)
    before = everything_in(places)
    assert {path.suffix for path in before} >= {".db", ".json"}
    result = retention.sweep(session)
    assert result.counts == {"WD": goners} and result.certificate is not None
    promised = dt.date.fromisoformat(
        retention.verify_certificate(result.certificate).last_backup_gone_on or ""
    )
    lines = sorted(files_of(places, session.today()), key=lambda line: line.at)
    assert len(lines) == 2 * days
    assert promised == max(line.gone_on for line in lines)
    for line in lines[:put]:
        expected = without(then[line.path.name], persons)
        assert len(expected) == 2 * (everyone - goners)
        assert put_back(desk, line) == expected
        assert documents.read(desk.sessions[-1], kept[0], "photo") == PHOTO
        assert len([one for one in (desk.folder / "documents").rglob("*") if one.is_file()]) == 1
    session = desk.open("hiring")
    go_to(desk, session, (promised - START.date()).days)
    retention.sweep(session)
    assert not before & everything_in(places)
    assert files_of(places, session.today()) == []


def test_4_2_end_each_daily_backup_shows_none_of_the_deleted(desk: Desk) -> None:
    lived_through(desk, everyone=30, goners=4, days=3, edited=26)


@pytest.mark.soak
@pytest.mark.timeout(3_600)
def test_4_2_end_a_hundred_of_two_thousand_in_fourteen_backups(desk: Desk) -> None:
    lived_through(desk, everyone=2000, goners=100, days=14, edited=1900)
