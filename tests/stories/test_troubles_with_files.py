# SPDX-License-Identifier: Apache-2.0
"""What can be wrong with a desk's files is one sentence, the same in command and window.

Each row of ``TROUBLES`` arranges one trouble for real; then command and unlock page, in both
languages, say the sentence of the expected error, exit with 1, and change no byte.
"""

import ctypes
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlcipher3 import dbapi2

from hr_desk import cli
from hr_desk.errors import UserError
from hr_desk.i18n import LANGUAGES, use_language
from hr_desk.operations import candidates, desks, recruitment, retention
from hr_desk.store import driver, places, schema
from hr_desk.store.desk_files import RESERVE, RESERVE_BYTES
from hr_desk.store.problems import (
    DeskMissing,
    DiskFull,
    FileBusy,
    FileDamaged,
    FileMissing,
    FileNewer,
    FolderReadOnly,
    NotLocal,
)
from hr_desk.vault.register import DamagedRegister, NewerRegister
from hr_desk.vault.slots import WrongPassphrase
from tests.support import made_up
from tests.support.desk import PASSPHRASES, Desk, file_key
from ui.pages.unlock import UnlockPage
from ui.tasks import Tasks

FILES = ("hiring.db", "visits.db", "slots.json")
USER = "hiring"

MNT_DETACH = 2
"""umount2(2): let go at once, clean up when nobody uses it any more."""


@dataclass
class Scene:
    """One desk in trouble, and with which passphrase it is tried."""

    desk: Desk
    monkeypatch: pytest.MonkeyPatch
    tmp_path: Path
    passphrase: str = PASSPHRASES[USER]

    @property
    def folder(self) -> Path:
        """The desk folder."""
        return self.desk.folder

    def connection(self) -> driver.Connection:
        """Return a plain connection to the hiring file with its own key."""
        session = self.desk.open(USER)
        key = file_key(session, "hiring")
        self.desk.close()
        connection = dbapi2.connect(str(self.folder / "hiring.db"), isolation_level=None)
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        return connection


@contextmanager
def wrong_passphrase(scene: Scene) -> Iterator[None]:
    scene.passphrase = "not the right one at all"
    yield


@contextmanager
def damaged_header(scene: Scene) -> Iterator[None]:
    flip(scene.folder / "hiring.db", 20, 3000)
    yield


@contextmanager
def truncated(scene: Scene) -> Iterator[None]:
    path = scene.folder / "hiring.db"
    path.write_bytes(path.read_bytes()[:300])
    yield


@contextmanager
def emptied(scene: Scene) -> Iterator[None]:
    (scene.folder / "hiring.db").write_bytes(b"")
    yield


@contextmanager
def missing(scene: Scene) -> Iterator[None]:
    (scene.folder / "hiring.db").unlink()
    yield


@contextmanager
def damaged_register(scene: Scene) -> Iterator[None]:
    flip(scene.folder / "slots.json", 200)
    yield


@contextmanager
def no_desk(scene: Scene) -> Iterator[None]:
    (scene.folder / "slots.json").unlink()
    yield


@contextmanager
def newer_file(scene: Scene) -> Iterator[None]:
    connection = scene.connection()
    connection.execute(f"PRAGMA user_version = {schema.newest_version() + 1}")
    connection.close()
    yield


@contextmanager
def newer_register(scene: Scene) -> Iterator[None]:
    path = scene.folder / "slots.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"version":1', '"version":2'), encoding="utf-8")
    yield


@contextmanager
def locked(scene: Scene) -> Iterator[None]:
    scene.monkeypatch.setattr(driver, "BUSY_SECONDS", 0.05)
    connection = scene.connection()
    connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    yield
    connection.close()


@contextmanager
def mounted(scene: Scene, size: str) -> Iterator[Path]:
    """Move the desk onto a small file system of its own."""
    place = scene.tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        subprocess.run(["cp", "-a", str(scene.folder), str(place)], check=True)
        scene.desk.folder = place / scene.folder.name
        yield place
    finally:
        scene.desk.close()
        unmount(place)


def unmount(place: Path) -> None:
    """Let go of a mount; the command would want /proc, which a bare root may lack."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.umount2(os.fsencode(place), MNT_DETACH):
        raise OSError(ctypes.get_errno(), "umount2", str(place))


@contextmanager
def full_disk(scene: Scene) -> Iterator[None]:
    with mounted(scene, "6m") as place:
        fill(place)
        yield


@contextmanager
def read_only(scene: Scene) -> Iterator[None]:
    with mounted(scene, "16m") as place:
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        yield


@contextmanager
def network_share(scene: Scene) -> Iterator[None]:
    mounts = scene.tmp_path / "mounts"
    mounts.write_text(f"disk / ext4 rw 0 0\n//server/hr {scene.tmp_path} cifs rw 0 0\n")
    scene.monkeypatch.setattr(places, "MOUNTS", mounts)
    yield


def flip(path: Path, *positions: int) -> None:
    data = bytearray(path.read_bytes())
    for position in positions:
        data[position] ^= 0x55
    path.write_bytes(bytes(data))


def fill(place: Path) -> None:
    """Use up the last byte of a disk."""
    with suppress(OSError), (place / "filling").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


Arrange = Callable[[Scene], AbstractContextManager[None]]
TROUBLES: tuple[tuple[Arrange, type[UserError]], ...] = (
    (wrong_passphrase, WrongPassphrase),
    (damaged_header, FileDamaged),
    (truncated, FileDamaged),
    (emptied, FileDamaged),
    (missing, FileMissing),
    (damaged_register, DamagedRegister),
    (no_desk, DeskMissing),
    (newer_file, FileNewer),
    (newer_register, NewerRegister),
    (locked, FileBusy),
    (full_disk, DiskFull),
    (read_only, FolderReadOnly),
    (network_share, NotLocal),
)


def content(folder: Path) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in FILES if (folder / name).exists()}


def said_by_command(scene: Scene, code: str, capsys: pytest.CaptureFixture[str]) -> str:
    scene.monkeypatch.setenv("HR_DESK_PASSPHRASE", scene.passphrase)
    arguments = ["retention", "preview", str(scene.folder), "--user", USER, "--language", code]
    assert cli.main(arguments) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err.strip()


def said_by_window(scene: Scene, code: str, qtbot: QtBot) -> str:
    use_language(code)
    tasks = Tasks()
    page = UnlockPage(tasks)
    qtbot.addWidget(page)
    heard: list[UserError] = []
    tasks.refused.connect(lambda error, _owner: heard.append(error))
    page.offer(scene.folder)
    page.user.setCurrentText(USER)
    page.passphrase.setText(scene.passphrase)
    with qtbot.waitSignal(tasks.idle_changed, check_params_cb=bool, timeout=20_000):
        page.unlock()
    tasks.finish()
    return page._pass_entry.error() or heard[0].text()


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    ("trouble", "expected"),
    TROUBLES,
    ids=[getattr(trouble, "__name__", "") for trouble, _ in TROUBLES],
)
def test_command_and_window_say_the_same_and_change_nothing(
    trouble: Arrange,
    expected: type[UserError],
    desk: Desk,
    tmp_path: Path,
    qtbot: QtBot,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    scene = Scene(desk, monkeypatch, tmp_path)
    with trouble(scene):
        before = content(scene.folder)
        with pytest.raises(expected) as refused:
            desks.open_desk(
                scene.folder, user=USER, passphrase=scene.passphrase, profile=tmp_path / "p"
            )
        for code in LANGUAGES:
            sentence = refused.value.text(code)
            assert said_by_command(scene, code, capsys) == sentence
            assert said_by_window(scene, code, qtbot) == sentence
            assert names_a_way_out(sentence)
        assert content(scene.folder) == before


def names_a_way_out(sentence: str) -> bool:
    """Whether there is more than the trouble: a second sentence, or what to do behind a stop."""
    return len(re.findall(r"[。；！.;!](?=\s|$|[^\x00-\x7f])", sentence)) >= 2


def test_a_full_disk_keeps_what_was_saved_and_saves_the_rest_later(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = Scene(desk, monkeypatch, tmp_path)
    with mounted(scene, "8m") as place:
        session = desk.open()
        desk.take_in(session, list(made_up.people(5, seed=1)))
        fill(place)
        with pytest.raises(DiskFull):
            for seed in range(2, 40):
                desk.take_in(session, list(made_up.people(40, seed=seed)))
        saved = candidates.count_applications(session, candidates.ListQuery())
        assert saved % 40 == 5
        assert session.compartment("hiring").is_whole()
        (place / "filling").unlink()
        desk.take_in(session, list(made_up.people(40, seed=50)))
        assert candidates.count_applications(session, candidates.ListQuery()) == saved + 40


def test_what_is_due_goes_on_a_full_disk_with_the_room_of_the_reserve(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = Scene(desk, monkeypatch, tmp_path)
    with mounted(scene, "8m") as place:
        session = desk.open()
        ids = desk.take_in(session, list(made_up.people(50, seed=1)))
        recruitment.withdraw(session, ids)
        assert driver.checkpoint(session.compartment("hiring").connection)
        desk.clock.advance(days=30)
        retention.confirm_time(session)
        fill(place)
        result = retention.sweep(session)
        assert result.counts == {"WD": 50}
        assert result.proven and result.certificate
        (place / "filling").unlink()
        retention.sweep(session)
        assert (desk.folder / RESERVE).stat().st_size == RESERVE_BYTES


def test_pages_damaged_in_the_middle_are_named_when_they_are_read(desk: Desk) -> None:
    session = desk.open()
    desk.take_in(session, list(made_up.people(60, seed=1)))
    desk.close()
    path = desk.folder / "hiring.db"
    flip(path, *range(4096 * 6 + 100, path.stat().st_size, 4096))
    before = path.read_bytes()
    with pytest.raises(FileDamaged):
        candidates.list_applications(desk.open(), candidates.ListQuery())
    assert path.read_bytes() == before


def test_a_disk_that_turns_read_only_refuses_the_change_and_nothing_else(
    desk: Desk,
) -> None:
    session = desk.open()
    ids = desk.take_in(session, [made_up.one()])
    session.compartment("hiring").connection.execute("PRAGMA query_only = ON")
    with pytest.raises(FolderReadOnly):
        recruitment.withdraw(session, ids)
    session.compartment("hiring").connection.execute("PRAGMA query_only = OFF")
    assert candidates.open_record(session, ids[0]).stage == "applied"
