# SPDX-License-Identifier: Apache-2.0
"""The one door: registered before it is written, never into the desk, never over a file."""

import hashlib
from pathlib import Path

import pytest

from hr_desk.operations import disclosure
from hr_desk.operations.disclosure import Disclosure, registered, release
from hr_desk.operations.problems import (
    CompartmentClosed,
    NothingToHandOut,
    NotPermitted,
    PurposeUnknown,
    TargetExists,
    TargetInDesk,
    TextMissing,
)
from hr_desk.operations.session import Session
from hr_desk.store import audit
from hr_desk.store.problems import DiskFull
from tests.support.desk import Desk
from tests.support.made_up import people


@pytest.fixture
def entry(desk: Desk, session: Session) -> Disclosure:
    ids = desk.take_in(session, list(people(2, seed=1)))
    return Disclosure(
        kind="export", recipient="示例用人部门", purpose="apply.assess",
        fields=("full_name",), records=ids,
    )  # fmt: skip


def test_a_release_is_written_and_registered(
    session: Session, entry: Disclosure, tmp_path: Path
) -> None:
    target = tmp_path / "list.xlsx"
    changes = release(session, entry, b"content", target)
    assert target.read_bytes() == b"content"
    (line,) = registered(session)
    assert (line.id, line.recipient, line.people, line.completed) == (
        changes.created[0], "示例用人部门", 2, True,
    )  # fmt: skip
    told = list(audit.entries(session.compartment("hiring").connection))[-3]
    assert told.operation == "disclosure.register"
    assert told.facts["content"] == hashlib.sha256(b"content").hexdigest()
    assert {record for _, record, _ in told.records} >= set(entry.records)


def test_the_entry_stands_before_the_file(
    session: Session, entry: Disclosure, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_target: Path, _content: bytes) -> None:
        assert [line.completed for line in registered(session)] == [False]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disclosure, "write_outside", full)
    with pytest.raises(DiskFull):
        release(session, entry, b"content", tmp_path / "list.xlsx")
    assert [line.completed for line in registered(session)] == [False]


@pytest.mark.parametrize("inside", ["list.xlsx", "documents/list.xlsx", "../out/../desk/x"])
def test_nothing_is_written_into_the_desk(
    desk: Desk, session: Session, entry: Disclosure, tmp_path: Path, inside: str
) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(TargetInDesk):
        release(session, entry, b"content", desk.folder / inside)
    link = tmp_path / "link"
    link.symlink_to(desk.folder)
    with pytest.raises(TargetInDesk):
        release(session, entry, b"content", link / "list.xlsx")
    assert registered(session) == ()


def test_a_file_that_is_there_stays(session: Session, entry: Disclosure, tmp_path: Path) -> None:
    target = tmp_path / "list.xlsx"
    target.write_bytes(b"mine")
    with pytest.raises(TargetExists):
        release(session, entry, b"content", target)
    assert target.read_bytes() == b"mine"
    assert registered(session) == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"purpose": "curiosity"}, PurposeUnknown),
        ({"recipient": "  "}, TextMissing),
        ({"records": ()}, NothingToHandOut),
        ({"kind": "gift"}, ValueError),
    ],
)
def test_an_incomplete_entry_writes_nothing(
    session: Session,
    entry: Disclosure,
    tmp_path: Path,
    change: dict[str, object],
    expected: type[Exception],
) -> None:
    from dataclasses import replace

    with pytest.raises(expected):
        release(session, replace(entry, **change), b"content", tmp_path / "x")  # type: ignore[arg-type]
    assert not (tmp_path / "x").exists()
    assert registered(session) == ()


def test_the_front_desk_hands_out_nothing(desk: Desk, entry: Disclosure, tmp_path: Path) -> None:
    with pytest.raises((NotPermitted, CompartmentClosed)):
        release(desk.open("gate"), entry, b"content", tmp_path / "x")
    assert not (tmp_path / "x").exists()
