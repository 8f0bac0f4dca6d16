# SPDX-License-Identifier: Apache-2.0
"""The folder between two desks fails: it is away, full, read-only, or a stick with its own ways."""

import errno
import os
import random
import threading
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import pairing
from hr_desk.operations.exchanging import ExchangeInDesk, exchange
from hr_desk.store import shared_folder
from hr_desk.store.inbox import Inbox
from hr_desk.store.problems import DiskFull
from hr_desk.store.shared_folder import (
    ExchangeFolderAway,
    ExchangeFolderFull,
    ExchangeFolderReadOnly,
)
from tests.support.two_desks import (
    Side,
    confirm,
    lying,
    send,
    spool,
)


def test_the_folder_that_is_away_is_said_and_never_made(
    sides: tuple[Side, Side], tmp_path: Path
) -> None:
    gate, office = sides
    send(office, gate)
    away = tmp_path / "stick"
    with pytest.raises(ExchangeFolderAway) as refused:
        exchange(office.folder, away)
    assert "stick" in refused.value.text()
    assert not away.exists()
    away.write_bytes(b"a file")
    with pytest.raises(ExchangeFolderAway):
        exchange(office.folder, away)


def test_the_desks_own_folder_is_no_exchange_folder(sides: tuple[Side, Side]) -> None:
    gate, _ = sides
    for place in (gate.folder, gate.place("inbox")):
        with pytest.raises(ExchangeInDesk):
            exchange(gate.folder, place)


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (errno.ENOSPC, ExchangeFolderFull),
        (errno.EROFS, ExchangeFolderReadOnly),
        (errno.EACCES, ExchangeFolderReadOnly),
        (errno.EIO, ExchangeFolderAway),
        (errno.ESTALE, ExchangeFolderAway),
        (errno.ENOTCONN, ExchangeFolderAway),
    ],
)
def test_a_folder_that_fails_in_the_middle_loses_nothing(
    sides: tuple[Side, Side], shared: Path, monkeypatch: pytest.MonkeyPatch, number: int,
    problem: type[Exception],
) -> None:  # fmt: skip
    gate, office = sides
    sent, written = send(office, gate, 4), []
    exchange(gate.folder, shared)
    write = shared_folder._write

    def fail_at_the_third(path: Path, data: bytes) -> None:
        written.append(path)
        write(path, data[:100] if len(written) == 3 else data)
        if len(written) == 3:
            raise OSError(number, "made up", str(path))

    monkeypatch.setattr(shared_folder, "_write", fail_at_the_third)
    with pytest.raises(problem):
        exchange(office.folder, shared)
    assert all(
        shared.joinpath(name).read_bytes() == sent[Path(name).name] for name in lying(shared)
    )
    monkeypatch.undo()
    exchange(office.folder, shared)
    exchange(gate.folder, shared)
    assert gate.names("inbox") == sorted(sent)


def test_a_folder_that_may_not_be_cleared_keeps_what_was_taken_safe(
    sides: tuple[Side, Side], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, office = sides
    sent = send(office, gate, 3)
    exchange(office.folder, shared)
    exchange(gate.folder, shared)
    confirm(gate, office)
    send(office, gate, 3)
    exchange(office.folder, shared)

    def refuse(_self: object, path: Path) -> None:
        raise ExchangeFolderReadOnly(folder=str(path))

    monkeypatch.setattr(shared_folder.SharedFolder, "take_away", refuse)
    with pytest.raises(ExchangeFolderReadOnly):
        exchange(gate.folder, shared)
    monkeypatch.undo()
    exchange(gate.folder, shared)
    assert len(gate.names("inbox")) == 3
    assert not set(sent) & set(gate.names("inbox"))


def test_a_full_disk_of_ones_own_is_said_and_nothing_leaves_the_folder(
    sides: tuple[Side, Side], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, office = sides
    sent = send(office, gate, 3)
    exchange(office.folder, shared)

    def full(*_: object) -> bool:
        raise DiskFull

    monkeypatch.setattr(Inbox, "put", full)
    with pytest.raises(DiskFull):
        exchange(gate.folder, shared)
    monkeypatch.undo()
    assert len(lying(shared)) == 3
    exchange(gate.folder, shared)
    assert gate.names("inbox") == sorted(sent)


def test_a_stick_that_does_not_rename_over_a_file(
    sides: tuple[Side, Side], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, office = sides
    (name,) = send(office, gate)
    replace = Path.replace

    def as_on_fat(self: Path, target: Any) -> Path:
        if Path(target).exists() and shared in self.parents:
            raise FileExistsError(errno.EEXIST, "exists", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", as_on_fat)
    shared.joinpath(gate.desk_id).mkdir()
    shared.joinpath(gate.desk_id, name).write_bytes(b"half")
    exchange(office.folder, shared)
    pairing.unpair(office.sessions[-1], gate.desk_id)
    exchange(office.folder, shared)
    said = (shared / "introductions" / f"{office.desk_id}.json").read_bytes()
    assert said == pairing.introduction_of(office.folder)
    exchange(gate.folder, shared)
    assert gate.names("inbox") == [name]


def test_a_stick_that_shows_names_in_capitals(sides: tuple[Side, Side], shared: Path) -> None:
    gate, office = sides
    (name,) = send(office, gate)
    exchange(office.folder, shared)
    place = shared / gate.desk_id
    (place / name).rename(place / name.upper())
    exchange(gate.folder, shared)
    assert gate.names("inbox") == [name] and lying(shared) == []


def test_parts_that_were_left_behind_go_after_a_day(sides: tuple[Side, Side], shared: Path) -> None:
    gate, office = sides
    exchange(office.folder, shared)
    place = shared / gate.desk_id
    place.mkdir()
    for age, name in ((90_000, "old"), (10, "new")):
        part = place / f".{name}.envelope.00000000.part"
        part.write_bytes(b"half")
        os.utime(part, (part.stat().st_mtime - age,) * 2)
    done = exchange(office.folder, shared)
    assert [path.name for path in place.iterdir()] == [".new.envelope.00000000.part"]
    own = office.place("paired", ".exchanged.json.00000000.part")
    own.write_bytes(b"half")
    os.utime(own, (0, 0))
    exchange(office.folder, shared)
    assert not own.exists()
    assert exchange(gate.folder, shared).strange == done.strange == 0


def test_several_exchanges_at_once_are_fine(sides: tuple[Side, Side], shared: Path) -> None:
    gate, office = sides
    sent = send(office, gate, 60)
    back = send(gate, office, 60)
    failed: list[BaseException] = []

    def often(folder: Path) -> None:
        try:
            for _ in range(4):
                exchange(folder, shared)
        except BaseException as error:  # noqa: BLE001 - told below
            failed.append(error)

    threads = [threading.Thread(target=often, args=(s.folder,)) for s in (*sides, *sides)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    exchange(gate.folder, shared)
    assert gate.names("inbox") == sorted(sent)
    exchange(office.folder, shared)
    assert office.names("inbox") == sorted(back)


def test_a_folder_that_comes_and_goes_loses_nothing(
    sides: tuple[Side, Side], shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is renamed away between any two steps, with a fixed seed."""
    gate, office = sides
    sent, back = send(office, gate, 25), send(gate, office, 25)
    chance, away = random.Random(7), tmp_path / "away"
    put, read = shared_folder.SharedFolder._put, shared_folder.SharedFolder.read

    def perhaps_gone(method: Any) -> Any:
        def call(self: Any, *args: Any) -> Any:
            if chance.random() < 0.1:
                shared.rename(away)
            return method(self, *args)

        return call

    monkeypatch.setattr(shared_folder.SharedFolder, "_put", perhaps_gone(put))
    monkeypatch.setattr(shared_folder.SharedFolder, "read", perhaps_gone(read))
    taken: list[str] = []
    for _ in range(400):
        for own, other in ((gate, office), (office, gate)):
            try:
                exchange(own.folder, shared)
            except ExchangeFolderAway:
                away.rename(shared)
            taken += [path.name for path in own.place("inbox").glob("*.envelope")]
            confirm(own, other)
        if not any(spool(o).waiting(p.desk_id) for o, p in ((gate, office), (office, gate))):
            break
    assert set(taken) == set(sent) | set(back)
    assert gate.names("outgoing", office.desk_id) == office.names("outgoing", gate.desk_id) == []
    assert [name for name in lying(shared) if not name.endswith(".receipt")] == []
