# SPDX-License-Identifier: Apache-2.0
"""Restoring: what is refused, what is repeated, and that the deleted stay deleted."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from hr_desk.errors import UserError
from hr_desk.operations import (
    backups,
    candidates,
    import_undo,
    importing,
    recruitment,
    restoring,
    retention,
    users,
)
from hr_desk.operations.candidates import ListQuery
from hr_desk.operations.problems import (
    BackupTooOld,
    BackupUnusable,
    DeskInUse,
    ReplacedByRestore,
    UnknownUser,
)
from hr_desk.operations.session import Session
from hr_desk.store.problems import FileDamaged
from hr_desk.vault.access import NotGranted
from hr_desk.vault.slots import WrongPassphrase
from tests.support.desk import PASSPHRASES, Desk
from tests.support.made_up import people


def restore(desk: Desk, source: Path, user: str = "hiring") -> restoring.Restored:
    desk.close()
    return restoring.restore(
        desk.folder, source, user=user, passphrase=PASSPHRASES[user], clock=desk.clock
    )


def backup_of(session: Session, *, to: Path | None = None) -> Path:
    made = backups.create(session, to=to)
    found: Path = next(line.path for line in made if line.compartment == "hiring")
    return found


@pytest.fixture
def source(desk: Desk, session: Session) -> Path:
    """A backup with five people, two of whom are due tomorrow."""
    ids = desk.take_in(session, list(people(5, seed=1)))
    recruitment.withdraw(session, ids[:2])
    desk.clock.advance(days=29)
    retention.confirm_time(session)
    return backup_of(session)


def swept(desk: Desk, session: Session) -> None:
    desk.clock.advance(days=1)
    assert retention.sweep(session).counts == {"WD": 2}


def count(session: Session) -> int:
    return candidates.count_applications(session, ListQuery())


def test_a_restore_says_what_it_did_and_keeps_the_replaced_file(
    desk: Desk, session: Session, source: Path
) -> None:
    swept(desk, session)
    head = session.compartment("hiring").head()
    done = restore(desk, source)
    assert (done.compartment, done.deleted_again) == ("hiring", 4)
    assert done.replaced is not None and done.replaced.exists()
    again = desk.open()
    assert count(again) == 3
    (body,) = again.compartment("hiring").read_one(
        "SELECT body FROM audit ORDER BY seq DESC LIMIT 1"
    )
    facts = json.loads(body)["facts"]
    assert facts["replaced_sequence"] == head.sequence
    assert facts["replaced_hash"] == head.hash.hex()
    assert again.compartment("hiring").is_whole()
    assert not list(desk.folder.glob(".*.restoring*"))


def test_a_certificate_without_its_log_of_deletions_refuses(
    desk: Desk, session: Session, source: Path
) -> None:
    swept(desk, session)
    before = desk.path().read_bytes()
    log = desk.folder / "backups" / backups.DELETIONS
    kept = log.read_bytes()
    log.unlink()
    with pytest.raises(BackupTooOld):
        restore(desk, source)
    log.write_bytes(kept)
    assert restore(desk, source).deleted_again == 4
    assert before != desk.path().read_bytes()


@pytest.mark.parametrize("change", ["sweep number", "tombstone", "signature", "cut", "desk"])
def test_a_changed_line_of_deletions_is_ignored(
    desk: Desk, session: Session, source: Path, change: str
) -> None:
    swept(desk, session)
    log = desk.folder / "backups" / backups.DELETIONS
    line = log.read_bytes()
    signed = json.loads(line)
    stone = signed["deletion"]["tombstones"][0][1]
    log.write_bytes(
        {
            "sweep number": line.replace(b'"number":1', b'"number":9'),
            "tombstone": line.replace(stone.encode(), b"f" * len(stone)),
            "signature": line.replace(signed["signature"][:8].encode(), b"00000000"),
            "cut": line[: len(line) // 2] + b"\n",
            "desk": line.replace(desk.desk_id.encode(), b"0" * 64),
        }[change]
    )
    with pytest.raises(BackupTooOld):
        restore(desk, source)


def test_a_stranger_cannot_have_living_records_deleted(
    desk: Desk, session: Session, source: Path
) -> None:
    """A forged line beside true ones deletes nothing."""
    swept(desk, session)
    log = desk.folder / "backups" / backups.DELETIONS
    forged = json.loads(log.read_bytes())
    ids = [id_ for (id_,) in session.compartment("hiring").read("SELECT id FROM person")]
    forged["deletion"].update(number=2, tombstones=[["person", id_] for id_ in ids])
    line = json.dumps(forged, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    log.write_bytes(log.read_bytes() + line.encode() + b"\n")
    restore(desk, source)
    assert count(desk.open()) == 3


def test_the_log_beside_the_backup_counts_as_well(
    desk: Desk, session: Session, source: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    far = backup_of(session, to=stick)
    swept(desk, session)
    (desk.folder / "backups" / backups.DELETIONS).unlink()
    assert restore(desk, far).deleted_again == 4


def test_a_file_in_use_is_not_replaced(desk: Desk, session: Session, source: Path) -> None:
    before = desk.path().read_bytes()
    with pytest.raises(DeskInUse):
        restoring.restore(
            desk.folder, source, user="hiring", passphrase=PASSPHRASES["hiring"], clock=desk.clock
        )
    assert desk.path().read_bytes() == before
    assert count(session) == 5


def changed(source: Path, change: str) -> None:
    manifest = source.with_suffix(".json")
    if change == "no manifest":
        manifest.unlink()
    elif change == "no file":
        source.unlink()
    elif change == "flipped":
        data = bytearray(source.read_bytes())
        data[9000] ^= 1
        source.write_bytes(bytes(data))
    elif change == "older moment":
        manifest.write_bytes(manifest.read_bytes().replace(b'"at":"2026', b'"at":"2025'))
    else:
        manifest.write_bytes(b"{}")


@pytest.mark.parametrize(
    "change", ["no manifest", "no file", "flipped", "older moment", "empty manifest"]
)
def test_an_unusable_backup_touches_nothing(
    desk: Desk, session: Session, source: Path, change: str
) -> None:
    desk.close()
    before = {path: path.read_bytes() for path in desk.folder.glob("*.db")}
    changed(source, change)
    for call in (restore, verify):
        with pytest.raises(BackupUnusable):
            call(desk, source)
    assert {path: path.read_bytes() for path in desk.folder.glob("*.db")} == before


def verify(desk: Desk, source: Path) -> str:
    return restoring.verify_backup(
        desk.folder, source, user="hiring", passphrase=PASSPHRASES["hiring"]
    )


def test_verifying_leaves_no_trace(desk: Desk, session: Session, source: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in desk.folder.rglob("*.db")}
    assert verify(desk, source) == "hiring"
    assert {path: path.stat().st_mtime_ns for path in desk.folder.rglob("*.db")} == before
    assert not list(desk.folder.glob(".*.checking*"))


@pytest.mark.parametrize(
    ("user", "passphrase", "expected"),
    [
        ("hiring", "wrong words entirely", WrongPassphrase),
        ("nobody", "wrong words entirely", UnknownUser),
        ("gate", PASSPHRASES["gate"], NotGranted),
    ],
)
def test_only_who_holds_the_key_restores(
    desk: Desk, session: Session, source: Path, user: str, passphrase: str,
    expected: type[UserError],
) -> None:  # fmt: skip
    desk.close()
    with pytest.raises(expected):
        restoring.restore(desk.folder, source, user=user, passphrase=passphrase, clock=desk.clock)


def test_a_backup_of_another_desk_is_refused(
    desk: Desk, session: Session, source: Path, tmp_path: Path
) -> None:
    from tests.support.desk import make_desk

    other = make_desk(tmp_path / "other")
    with pytest.raises(BackupUnusable):
        restore(other, source)


def test_a_damaged_file_is_put_back(desk: Desk, session: Session, source: Path) -> None:
    desk.close()
    desk.path().write_bytes(b"x" * 9000)
    with pytest.raises(FileDamaged):
        desk.open()
    restore(desk, source)
    assert count(desk.open()) == 5


def test_a_missing_file_is_put_back(desk: Desk, session: Session, source: Path) -> None:
    desk.close()
    desk.path().unlink()
    assert restore(desk, source).replaced is None
    assert count(desk.open()) == 5


def test_recovery_restores_nothing_by_itself_but_opens(desk: Desk, source: Path) -> None:
    session = users.open_by_recovery(
        desk.folder, halves=desk.recovery_halves, clock=desk.clock, profile=desk.profile
    )
    assert session.holds("hiring") and session.holds("visits")
    session.close()


def test_an_undone_import_does_not_come_back_with_a_backup(desk: Desk, session: Session) -> None:
    (sheet,) = importing.read_sheet(
        session, "姓名,手机,年龄段\n张伟国,13800138000,已满18周岁\n".encode()
    )
    how = importing.Reading(requisition_id=desk.requisition)
    done = importing.take_in(session, importing.preview(session, sheet, how))
    source = backup_of(session)
    import_undo.undo(session, done.batch_id)
    assert restore(desk, source).deleted_again == 2
    again = desk.open()
    assert count(again) == 0
    file = again.compartment("hiring")
    for table in ("person", "application", "term", "import_row"):
        assert file.read(f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608


def test_the_replaced_file_goes_on_the_promised_day_and_is_no_backup(
    desk: Desk, session: Session, source: Path
) -> None:
    """It holds what the desk held on the day of the restore: a certificate counts it too."""
    made = desk.clock.now()
    desk.clock.advance(days=5)
    kept = restore(desk, source).replaced
    assert kept is not None
    again = desk.open()
    (line,) = (one for one in backups.listed(again) if one.path == kept)
    assert line.replaced and line.compartment == "hiring"
    promised = backups.last_gone_on(again)
    assert promised == line.gone_on == made.date() + timedelta(days=5 + 14)
    assert backups.newest(again) == {"hiring": made}, "no backup was made on that day"
    log = kept.with_name(f"{kept.name}-wal")
    log.touch()
    desk.clock.advance(days=13)
    assert kept not in backups.expire(again)
    desk.clock.advance(days=1)
    retention.confirm_time(again)
    assert kept in backups.expire(again)
    assert not kept.exists() and not log.exists()


def test_nobody_restores_the_replaced_file(desk: Desk, session: Session, source: Path) -> None:
    """The sentence says what it is; a backup of the same moment keeps its name."""
    kept = restore(desk, source).replaced
    assert kept is not None and kept.stem != source.stem
    before = {path: path.read_bytes() for path in desk.folder.rglob("*.db")}
    for call in (restore, verify):
        with pytest.raises(ReplacedByRestore) as told:
            call(desk, kept)
        assert "2026-03-31" in told.value.text() and kept.name in told.value.text()
    assert {path: path.read_bytes() for path in desk.folder.rglob("*.db")} == before


def test_two_restores_of_one_moment_keep_both_files(
    desk: Desk, session: Session, source: Path
) -> None:
    first, second = restore(desk, source).replaced, restore(desk, source).replaced
    assert first is not None and second is not None and first != second
    assert first.exists() and second.exists()
