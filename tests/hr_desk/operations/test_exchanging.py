# SPDX-License-Identifier: Apache-2.0
"""Sealed envelopes between two desks: carried whole, once, and again where a folder lost them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from hr_desk.operations import desks, exchanging, introductions, pairing
from hr_desk.operations.exchanging import Exchange, exchange
from hr_desk.vault.envelopes import EnvelopeContext, read_header, seal
from hr_desk.vault.keys import UserKeys
from tests.support.two_desks import (
    Side,
    confirm,
    lying,
    opaque,
    pair_both,
    receipt_for,
    send,
    spool,
    text_of,
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
