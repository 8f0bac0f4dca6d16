# SPDX-License-Identifier: Apache-2.0
"""Sealed envelopes between two desks: carried whole, once, and again where a folder lost them."""

import errno
import os
import random
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import desks, exchanging, introductions, pairing
from hr_desk.operations.exchanging import Exchange, ExchangeInDesk, exchange
from hr_desk.store import shared_folder
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.inbox import Inbox
from hr_desk.store.problems import DiskFull
from hr_desk.store.shared_folder import (
    ExchangeFolderAway,
    ExchangeFolderFull,
    ExchangeFolderReadOnly,
)
from hr_desk.store.spool import Spool
from hr_desk.vault.envelopes import EnvelopeContext, read_header, seal
from hr_desk.vault.keys import UserKeys
from tests.support.two_desks import (
    Side,
    opaque,
    pair_both,
    receipt_for,
    text_of,
    to_side,
)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """The folder both reach."""
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def spool(side: Side) -> Spool:
    return Spool(DeskFiles(side.folder))


def send(sender: Side, receiver: Side, count: int = 1) -> dict[str, bytes]:
    """Put envelopes on their way; returns them by name."""
    sent = dict(to_side(sender, receiver, f"message {number}".encode()) for number in range(count))
    for name, envelope in sent.items():
        spool(sender).put(receiver.desk_id, name, envelope)
    return sent


def confirm(receiver: Side, sender: Side) -> None:
    """Take everything in the receiver's inbox in, as the intake does, with receipts."""
    for path in sorted(receiver.place("inbox").glob("*.envelope")):
        spool(receiver).put(sender.desk_id, *receipt_for(path.read_bytes(), receiver))
        path.unlink()


def lying(shared: Path) -> list[str]:
    """Return what lies in the shared folder, but for introductions."""
    return sorted(
        str(path.relative_to(shared))
        for path in shared.rglob("*")
        if path.is_file() and path.parent.name != "introductions"
    )


def test_an_envelope_arrives_whole_and_leaves_when_its_receipt_comes(
    sides: tuple[Side, Side], shared: Path
) -> None:
    gate, office = sides
    ((name, envelope),) = send(office, gate).items()
    assert exchange(office.folder, shared).given == 2  # its introduction and the envelope
    assert lying(shared) == [f"{gate.desk_id}/{name}"]
    assert office.names("outgoing", gate.desk_id) == [name]

    assert exchange(gate.folder, shared).taken == 1
    assert gate.place("inbox", name).read_bytes() == envelope
    assert text_of(gate, envelope) == b"message 0"
    assert lying(shared) == []

    confirm(gate, office)
    exchange(gate.folder, shared)
    assert gate.names("outgoing", office.desk_id) == []
    done = exchange(office.folder, shared)
    assert (done.settled, done.strange, done.waiting) == (1, 0, 0)
    assert office.names("outgoing", gate.desk_id) == []
    assert office.names("inbox") == [name.replace("envelope", "receipt")]
    assert lying(shared) == []


def test_what_the_folder_lost_is_carried_again(sides: tuple[Side, Side], shared: Path) -> None:
    gate, office = sides
    (name,) = send(office, gate)
    exchange(office.folder, shared)
    shared.joinpath(gate.desk_id, name).unlink()
    exchange(office.folder, shared)
    assert lying(shared) == [f"{gate.desk_id}/{name}"]


def test_a_lost_receipt_brings_the_envelope_again_and_then_goes(
    sides: tuple[Side, Side], shared: Path
) -> None:
    gate, office = sides
    send(office, gate)
    for _ in range(2):
        exchange(office.folder, shared)
        exchange(gate.folder, shared)
        confirm(gate, office)
        exchange(gate.folder, shared)
        for path in shared.joinpath(office.desk_id).iterdir():
            path.unlink()
    assert office.names("outgoing", gate.desk_id) != []
    exchange(office.folder, shared)
    exchange(gate.folder, shared)
    confirm(gate, office)
    exchange(gate.folder, shared)
    assert exchange(office.folder, shared).settled == 1
    assert office.names("outgoing", gate.desk_id) == []


def test_one_that_was_sent_again_while_its_receipt_is_under_way_is_dropped(
    sides: tuple[Side, Side], shared: Path
) -> None:
    gate, office = sides
    send(office, gate)
    exchange(office.folder, shared)
    exchange(gate.folder, shared)
    exchange(office.folder, shared)  # the receipt has not come: once more
    confirm(gate, office)
    assert exchange(gate.folder, shared).taken == 0
    assert gate.names("inbox") == []
    exchange(office.folder, shared)
    assert lying(shared) == [] and office.names("outgoing", gate.desk_id) == []


def test_a_half_file_under_the_final_name_is_replaced(
    sides: tuple[Side, Side], shared: Path
) -> None:
    """A stick pulled out too early may show a name and not its content."""
    gate, office = sides
    ((name, envelope),) = send(office, gate).items()
    place = shared / gate.desk_id
    place.mkdir()
    for content in (b"", envelope[:700], bytes(len(envelope))):
        (place / name).write_bytes(content)
        assert exchange(gate.folder, shared).strange == 1
        assert gate.names("inbox") == []
        exchange(office.folder, shared)
        assert (place / name).read_bytes() == envelope


def test_strange_files_stay_and_are_counted(sides: tuple[Side, Side], shared: Path) -> None:
    gate, office = sides
    ((name, envelope),) = send(office, gate).items()
    exchange(office.folder, shared)
    place, other = shared / gate.desk_id, "0" * 32
    (place / "Thumbs.db").write_bytes(b"x")
    (place / f"{other}.envelope").write_bytes(envelope)  # another name than its reference
    (place / f"{'1' * 32}.envelope").write_bytes(b"HRDE" + bytes(3000))
    (place / f"{'2' * 32}.receipt").write_bytes(b"{}")  # nothing waits for it: it goes
    (place / f"{'3' * 32}.envelope").mkdir()
    (place / f"{'4' * 32}.envelope").symlink_to(gate.folder / "slots.json")
    os.mkfifo(place / f"{'5' * 32}.envelope")
    with (place / f"{'6' * 32}.envelope").open("wb") as file:
        file.truncate(40 * 1024 * 1024)
    done = exchange(gate.folder, shared)
    assert (done.taken, done.strange) == (1, 7)
    assert gate.names("inbox") == [name]
    assert len(list(place.iterdir())) == 7
    assert exchange(gate.folder, shared).strange == 7


def test_an_envelope_for_a_stranger_stays(sides: tuple[Side, Side], shared: Path) -> None:
    gate, office = sides
    register = desks.read_register(gate.folder)
    name, envelope = opaque(office, f"{'9' * 64}/visits", to=register.envelope_keys["visits"])
    shared.joinpath(gate.desk_id).mkdir()
    shared.joinpath(gate.desk_id, name).write_bytes(envelope)
    assert exchange(gate.folder, shared).strange == 1
    assert lying(shared) == [f"{gate.desk_id}/{name}"]


def test_a_receipt_for_other_bytes_settles_nothing(sides: tuple[Side, Side], shared: Path) -> None:
    """Somebody put a forged envelope under the true one's name, and it was confirmed."""
    gate, office = sides
    ((name, envelope),) = send(office, gate).items()
    forged = envelope[:-1] + bytes([envelope[-1] ^ 1])
    shared.joinpath(office.desk_id).mkdir()
    receipt_name, receipt = receipt_for(forged, gate)
    shared.joinpath(office.desk_id, receipt_name).write_bytes(receipt)
    done = exchange(office.folder, shared)
    assert (done.settled, done.strange) == (0, 0)
    assert office.names("outgoing", gate.desk_id) == [name]
    assert office.names("inbox") == []


def test_half_a_receipt_stays_only_while_something_waits_for_it(
    sides: tuple[Side, Side], shared: Path
) -> None:
    gate, office = sides
    ((name, envelope),) = send(office, gate).items()
    receipt_name, receipt = receipt_for(envelope, gate)
    place = shared / office.desk_id
    place.mkdir()
    (place / receipt_name).write_bytes(receipt[:100])
    assert exchange(office.folder, shared).strange == 1
    spool(office).remove(gate.desk_id, name)
    assert exchange(office.folder, shared).strange == 0
    assert list(place.iterdir()) == []


def test_a_receipt_of_a_desk_that_is_not_paired_settles_nothing(
    sides: tuple[Side, Side], shared: Path
) -> None:
    gate, office = sides
    ((name, envelope),) = send(office, gate).items()
    pairing.unpair(office.sessions[-1], gate.desk_id)
    shared.joinpath(office.desk_id).mkdir()
    receipt_name, receipt = receipt_for(envelope, gate)
    shared.joinpath(office.desk_id, receipt_name).write_bytes(receipt)
    assert exchange(office.folder, shared).settled == 0
    assert office.names("outgoing", gate.desk_id) == [name]
    assert office.names("inbox") == []


def test_nothing_more_goes_to_a_desk_that_is_no_longer_paired(
    sides: tuple[Side, Side], shared: Path
) -> None:
    gate, office = sides
    (name,) = send(office, gate)
    session = office.sessions[-1]
    pairing.unpair(session, gate.desk_id)
    exchange(office.folder, shared)
    assert lying(shared) == []
    pairing.pair(
        session, pairing.introduction_of(gate.folder), label="门卫",
        code=pairing.code(gate.desk_id, office.desk_id),
    )  # fmt: skip
    exchange(office.folder, shared)
    assert lying(shared) == [f"{gate.desk_id}/{name}"]


def test_a_run_takes_so_many_and_the_next_the_rest(
    sides: tuple[Side, Side], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, office = sides
    sent = send(office, gate, 7)
    exchange(office.folder, shared)
    monkeypatch.setattr(exchanging, "FILES_A_RUN", 3)
    assert [(d.taken, d.waiting) for d in (exchange(gate.folder, shared) for _ in range(3))] == [
        (3, 4), (3, 1), (1, 0),
    ]  # fmt: skip
    assert gate.names("inbox") == sorted(sent)


def test_a_run_takes_so_many_bytes(
    sides: tuple[Side, Side], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, office = sides
    sent = send(office, gate, 5)
    exchange(office.folder, shared)
    monkeypatch.setattr(exchanging, "BYTES_A_RUN", 2 * len(next(iter(sent.values()))))
    assert [exchange(gate.folder, shared).taken for _ in range(3)] == [2, 2, 1]


def test_a_full_inbox_takes_nothing_more(
    sides: tuple[Side, Side], shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, office = sides
    send(office, gate, 4)
    exchange(office.folder, shared)
    monkeypatch.setattr(exchanging, "INBOX_FILES", 3)
    assert (exchange(gate.folder, shared).taken, len(lying(shared))) == (3, 1)
    confirm(gate, office)
    assert exchange(gate.folder, shared).taken == 1


def test_a_newer_introduction_comes_along(sides: tuple[Side, Side], shared: Path) -> None:
    gate, office = sides
    session = gate.sessions[-1]
    assert exchange(gate.folder, shared).renewed == ()
    code = pairing.code(gate.desk_id, office.desk_id)
    pairing.pair(office.sessions[-1], pairing.introduction_of(gate.folder), label="北门", code=code)
    exchange(office.folder, shared)
    done = exchange(gate.folder, shared)
    assert done.renewed == (office.desk_id,)
    now = desks.read_register(office.folder).serial
    assert pairing.known_to(session)[office.desk_id].serial == now
    assert exchange(gate.folder, shared).renewed == ()


def test_an_older_or_foreign_introduction_in_the_folder_is_passed_over(
    sides: tuple[Side, Side], shared: Path
) -> None:
    gate, office = sides
    place = shared / "introductions"
    older = gate.place("paired", f"{office.desk_id}.json").read_bytes()
    exchange(office.folder, shared)
    exchange(gate.folder, shared)
    newer = gate.place("paired", f"{office.desk_id}.json").read_bytes()
    foreign = pairing.introduction_of(gate.folder)
    for data in (older, foreign, b"", b"{}", newer[:-5]):
        (place / f"{office.desk_id}.json").write_bytes(data)
        assert exchange(gate.folder, shared).renewed == ()
        assert gate.place("paired", f"{office.desk_id}.json").read_bytes() == newer
    exchange(office.folder, shared)
    assert (place / f"{office.desk_id}.json").read_bytes() == newer


def test_a_desk_does_not_overwrite_a_later_word_of_its_own(
    sides: tuple[Side, Side], shared: Path
) -> None:
    gate, office = sides
    older = gate.place("slots.json").read_bytes()
    pairing.unpair(gate.sessions[-1], office.desk_id)
    exchange(gate.folder, shared)
    newer = (shared / "introductions" / f"{gate.desk_id}.json").read_bytes()
    gate.place("slots.json").write_bytes(older)
    exchange(gate.folder, shared)
    assert (shared / "introductions" / f"{gate.desk_id}.json").read_bytes() == newer


def test_who_is_not_paired_yet_is_listed(unpaired: tuple[Side, Side], shared: Path) -> None:
    gate, office = unpaired
    exchange(gate.folder, shared)
    (shared / "introductions" / f"{'7' * 64}.json").write_bytes(b"{}")
    assert introductions.new_in(gate.folder, shared) == ()
    (found,) = introductions.new_in(office.folder, shared)
    assert (found.desk_id, found.company) == (gate.desk_id, gate.name)
    assert (found.compartments, found.content) == (
        ("visits",), pairing.introduction_of(gate.folder),
    )  # fmt: skip
    pair_both(gate, office)
    assert introductions.new_in(office.folder, shared) == ()


@pytest.fixture
def three(sides: tuple[Side, Side], tmp_path: Path) -> Iterator[tuple[Side, Side, Side]]:
    """A gatehouse, an office, and a second office that only the first office is paired with."""
    gate, office = sides
    second = Side(tmp_path / "second", tmp_path / "second-profile", ("hiring",), "示例公司二部")
    second.make(())
    pair_both(office, second)
    yield gate, office, second
    second.close()


def test_an_inbox_passes_on_unopened_what_a_paired_desk_holds(
    three: tuple[Side, Side, Side], shared: Path, tmp_path: Path
) -> None:
    """A kiosk at the office drops something for the second office; its receipt finds back."""
    _, office, second = three
    register = desks.read_register(second.folder)
    context = EnvelopeContext("kiosk/0123456789abcdef", f"{second.desk_id}/hiring", "t", "1" * 32)
    envelope = seal(b"x", to=register.envelope_keys["hiring"], context=context, signer=None)
    name = f"{read_header(envelope).reference}.envelope"
    office.place("inbox", name).write_bytes(envelope)
    done = exchange(office.folder, shared)
    assert done.forwarded == 1 and office.names("inbox") == []
    exchange(second.folder, shared)
    assert second.place("inbox", name).read_bytes() == envelope

    receipt_name, receipt = receipt_for(envelope, second)
    second.place("inbox", name).unlink()
    second.place("inbox", receipt_name).write_bytes(receipt)
    exchange(second.folder, shared)
    assert second.names("inbox") == []
    assert exchange(office.folder, shared).settled == 1
    assert office.names("inbox") == [receipt_name]
    assert office.names("outgoing", second.desk_id) == []


def test_what_reached_the_wrong_desk_is_passed_on_and_its_receipt_goes_back(
    three: tuple[Side, Side, Side], shared: Path
) -> None:
    gate, office, second = three
    to = desks.read_register(second.folder).envelope_keys["hiring"]
    name, envelope = opaque(gate, f"{second.desk_id}/hiring", to=to)
    spool(gate).put(office.desk_id, name, envelope)
    exchange(gate.folder, shared)
    assert exchange(office.folder, shared).forwarded == 1
    exchange(second.folder, shared)
    assert second.place("inbox", name).read_bytes() == envelope


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


def test_it_is_noted_when_a_desk_was_last_heard_of(sides: tuple[Side, Side], shared: Path) -> None:
    gate, office = sides
    send(office, gate)
    exchange(office.folder, shared, clock=office.clock)
    gate.clock.advance(days=1)
    exchange(gate.folder, shared, clock=gate.clock)
    (line,) = pairing.list_paired(gate.sessions[-1])
    assert line.heard == gate.clock.now()
    gate.clock.advance(days=1)
    exchange(gate.folder, shared, clock=gate.clock)
    (line,) = pairing.list_paired(gate.sessions[-1])
    assert line.heard is not None and line.heard < gate.clock.now()
    assert spool(gate).exchanged().at == gate.clock.now()
    (waiting,) = pairing.list_paired(office.sessions[-1])
    assert waiting.waiting == 1 and waiting.since is not None


def test_an_id_from_outside_leads_to_no_other_folder(sides: tuple[Side, Side]) -> None:
    gate, _ = sides
    for name in ("..", "../../x", "a" * 63, "A" * 64, "a" * 64 + "\n"):
        with pytest.raises(ValueError, match="desk id"):
            spool(gate).outgoing(name)


def test_no_key_is_needed(sides: tuple[Side, Side], shared: Path) -> None:
    gate, office = sides
    gate.close()
    assert isinstance(exchange(gate.folder, shared), Exchange)
    assert UserKeys.generate() and office.desk_id
