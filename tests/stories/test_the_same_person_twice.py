# SPDX-License-Identifier: Apache-2.0
"""One human is taken in twice under two spellings, made one, made two again, and goes for good."""

from pathlib import Path

import pytest

from hr_desk.operations import (
    backups,
    candidates,
    documents,
    duplicates,
    merging,
    recruitment,
    restoring,
    retention,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.session import Session
from tests.support import raw_pages
from tests.support.desk import PASSPHRASES, Desk, file_key
from tests.support.made_up import one, people

FIRST = {
    "full_name": "覃龘靐",
    "mobile": "13912345670",
    "email": "quirk-first@example.com",
    "wechat_id": "wxq-first-7",
    "birth_date": "1990-05-17",
    "employer": "虚构一号厂",
}
SECOND = {
    "full_name": "秦达炳",
    "mobile": "13912345671",
    "email": "quirk-second@example.com",
    "wechat_id": "wxq-second-7",
    "birth_date": "1990-05-17",
    "employer": "虚构二号厂",
}
SECRETS = [
    text for person in (FIRST, SECOND) for key, text in person.items() if key != "birth_date"
]


def found(session: Session, text: str) -> list[str]:
    rows = candidates.list_applications(session, ListQuery(text=text)).rows
    return sorted({row.person_id for row in rows})


def test_found_twice_found_once_found_twice_and_nothing_left(desk: Desk) -> None:
    session = desk.open()
    desk.take_in(session, list(people(30, seed=5)))
    (first,) = desk.take_in(session, [one(**FIRST)])

    # The second time the clerk hears the name and writes other characters.
    catalogue = session.catalogue
    typed = one(**SECOND).values(catalogue)
    (hint,) = duplicates.suggestions_for(session, typed)
    assert hint.application_id == first
    assert [reason.key for reason in hint.reasons] == ["full_name", "birth_date"]

    (second,) = desk.take_in(session, [one(**SECOND)])
    documents.add(session, first, "photo", b"PHOTOMARK-one")
    documents.add(session, second, "photo", b"PHOTOMARK-two")
    assert len(found(session, "qindabing")) == 2

    (pair,) = duplicates.possible_pairs(session).pairs
    (id_,) = merging.merge(session, pair.other.person_id, pair.person_id).created
    assert found(session, "qindabing") == [pair.other.person_id]
    assert found(session, FIRST["mobile"]) == []
    assert found(session, SECOND["mobile"]) == [pair.other.person_id]

    merging.undo_merge(session, id_)
    assert len(found(session, "qindabing")) == 2
    assert found(session, FIRST["mobile"]) == [pair.other.person_id]

    recruitment.reject(session, [first, second], reason="skills")
    desk.clock.advance(days=179)
    retention.confirm_time(session)
    backup = next(one for one in backups.create(session) if one.compartment == "hiring")
    merging.merge(session, pair.other.person_id, pair.person_id)
    desk.clock.advance(minutes=1)
    merged = next(one for one in backups.create(session) if one.compartment == "hiring")
    key = file_key(session, "hiring")
    before = raw_pages.everything(desk.path(), key)
    assert raw_pages.found(SECRETS, before) == SECRETS
    assert session.compartment("hiring").read("SELECT * FROM tombstone") == []
    desk.clock.advance(days=1)
    result = retention.sweep(session)
    assert result.counts == {"REJ": 1}
    assert result.proven
    assert nothing_left(session, desk.path(), key)
    assert list((desk.folder / "documents").iterdir()) == []
    gone = dict(session.compartment("hiring").read("SELECT id, kind FROM tombstone"))
    assert gone == {
        pair.other.person_id: "person", pair.person_id: "person",
        first: "application", second: "application",
    }  # fmt: skip

    # Neither a backup of the two nor one of the one brings anybody back.
    for copy in (backup, merged):
        desk.close()
        restoring.restore(
            desk.folder, copy.path, user="hiring", passphrase=PASSPHRASES["hiring"],
            clock=desk.clock,
        )  # fmt: skip
        session = desk.open()
        assert nothing_left(session, desk.path(), key)
        assert len(candidates.list_applications(session, ListQuery()).rows) == 30


def nothing_left(session: Session, path: Path, key: bytes) -> bool:
    """Whether pages, log and tables hold nothing of either."""
    file = session.compartment("hiring")
    tables = [
        file.read(f"SELECT * FROM {table}")  # noqa: S608 - constants
        for table in ("merge", "different_people", "document")
    ]
    return tables == [[], [], []] and not raw_pages.found(SECRETS, raw_pages.everything(path, key))


@pytest.mark.parametrize("apart", [True, False])
def test_a_pair_that_was_told_apart_goes_with_either(desk: Desk, apart: bool) -> None:
    session = desk.open()
    ids = desk.take_in(session, [one(**FIRST), one(**SECOND)])
    persons = [record.person_id for record in recruitment.records(session, ids)]
    if apart:
        duplicates.keep_apart(session, *persons)
    assert len(duplicates.possible_pairs(session).pairs) == (not apart)
    recruitment.reject(session, ids[:1], reason="skills")
    desk.clock.advance(days=180)
    retention.confirm_time(session)
    assert retention.sweep(session).counts == {"REJ": 1}
    assert session.compartment("hiring").read("SELECT * FROM different_people") == []
    assert duplicates.possible_pairs(session).pairs == ()
