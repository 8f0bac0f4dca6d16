# SPDX-License-Identifier: Apache-2.0
"""What a visitor was told is registered reaches the desk once, whatever fails in between."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from hr_desk import catalogue
from hr_desk.domain import badge_code
from hr_desk.domain.clock import FixedClock
from hr_desk.kiosk import kept
from hr_desk.kiosk.drop import A_CALL, AGAIN_AFTER, SIGN_IN, SIGN_OUT, Drop
from hr_desk.kiosk.problems import (
    CodeIncomplete,
    KioskFull,
    KioskProblem,
    MessageTooLarge,
    NobodyTakesIn,
    NotKept,
)
from hr_desk.store.desk_files import replace_whole
from hr_desk.store.problems import DiskFull
from hr_desk.vault import receipts
from hr_desk.vault.envelopes import read_header
from hr_desk.vault.keys import UserKeys, sealing_public
from hr_desk.vault.padding import CLASSES
from hr_desk.vault.profiles import Limits
from tests.support import kiosk
from tests.support.desk import START

FIELDS = {"age_band": "adult", "full_name": "欧阳示例", "plate_number": "鲁B12345"}


@dataclass
class Gate:
    """One kiosk: its folder, the desk's inbox, the clock."""

    folder: Path
    inbox: Path
    clock: FixedClock

    def drop(self, **changes: Any) -> Drop:
        """Return the way out, as a process of this kiosk has it."""
        return Drop(self.folder, self.inbox, kiosk.profile(**changes), clock=self.clock)

    def waiting(self) -> list[Path]:
        """Return the envelopes in the inbox."""
        return sorted(self.inbox.glob("*.envelope"))

    def copies(self) -> list[Path]:
        """Return the kept copies, in the order of their numbers."""
        return sorted((self.folder / "kept").glob("*.envelope"))

    def messages(self) -> list[dict[str, Any]]:
        """Return what the kept copies say, in that order."""
        return [kiosk.opened(path.read_bytes()) for path in self.copies()]

    def take_in(self, path: Path, **changes: Any) -> None:
        """Do what a desk does: receipt first, then the envelope goes."""
        given = kiosk.receipt(path.read_bytes(), **changes)
        path.with_suffix(".receipt").write_bytes(given)
        path.unlink()


@pytest.fixture
def gate(tmp_path: Path) -> Gate:
    inbox = tmp_path / "desk" / "inbox"
    inbox.mkdir(parents=True)
    return Gate(tmp_path / "kiosk", inbox, FixedClock(START))


def test_a_sign_in_reaches_the_inbox_sealed_to_the_receiving_compartment(gate: Gate) -> None:
    code = gate.drop().sign_in(
        FIELDS, language="en", kind="business", confirmed={"secrecy": "ab" * 32}
    )
    (path,) = gate.waiting()
    header = read_header(path.read_bytes())
    assert path.name == f"{header.reference}.envelope"
    assert header.context.sender == "kiosk/00112233445566aa"
    assert header.context.receiver == f"{kiosk.ROOT.desk_id}/visits"
    assert header.context.kind == SIGN_IN
    assert len(code) == 6 and code.isdigit()
    assert kiosk.opened(path.read_bytes()) == {
        "catalogue": catalogue.load().fingerprint(),
        "fields": FIELDS,
        "kind": "business",
        "confirmed": {"secrecy": "ab" * 32},
        "language": "en",
        "notice": 1,
        "code": code,
        "at": "2026-03-02T01:00:00Z",
        "number": 1,
    }


def test_a_sign_out_says_a_code_or_a_tail_and_nothing_is_looked_up(gate: Gate) -> None:
    gate.drop().sign_out(code="123456")
    gate.drop().sign_out(phone_tail="0001")
    first, second = gate.messages()
    assert (first["code"], first["phone_tail"], first["number"]) == ("123456", "", 1)
    assert (second["code"], second["phone_tail"], second["number"]) == ("", "0001", 2)
    assert read_header(gate.copies()[0].read_bytes()).context.kind == SIGN_OUT


def test_a_sign_out_by_badge_or_plate_says_that_alone(gate: Gate) -> None:
    code = badge_code.new()
    gate.drop().leave_by_badge(code)
    gate.drop().leave_by_plate("鲁B12345")
    first, second = gate.messages()
    assert {key: first[key] for key in first if key not in ("at", "number")} == {"badge": code}
    assert {key: second[key] for key in second if key not in ("at", "number")} == {
        "plate": "鲁B12345"
    }
    for wrong in ("", "1" * badge_code.LENGTH, code[:-1]):
        with pytest.raises(CodeIncomplete):
            gate.drop().leave_by_badge(wrong)
    with pytest.raises(CodeIncomplete):
        gate.drop().leave_by_plate("")


@pytest.mark.parametrize(
    ("code", "tail"),
    [("", ""), ("12345", ""), ("1234567", ""), ("12345a", ""), ("", "123"), ("12345", "1234")],
)
def test_half_a_code_is_not_sent(gate: Gate, code: str, tail: str) -> None:
    with pytest.raises(CodeIncomplete):
        gate.drop().sign_out(code=code, phone_tail=tail)
    assert gate.waiting() == []


def test_nothing_a_visitor_typed_stands_on_a_disk_in_the_clear(gate: Gate) -> None:
    code = gate.drop().sign_in(FIELDS, language="en")
    written = [path for path in gate.inbox.parent.parent.rglob("*") if path.is_file()]
    assert len(written) == 4
    for path in written:
        content = path.read_bytes() + path.name.encode()
        for value in (*FIELDS.values(), code):
            assert value.encode() not in content


def test_the_copy_is_flushed_before_the_envelope_is_brought(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    real_flush, real_rename = os.fsync, Path.replace

    def flush(handle: int) -> None:
        events.append(f"flush {Path(f'/proc/self/fd/{handle}').resolve().name}")
        real_flush(handle)

    def rename(self: Path, target: Path) -> Path:
        events.append(f"rename {target.parent.name}")
        return real_rename(self, target)

    gate.drop().sign_out(code="000001")
    monkeypatch.setattr(os, "fsync", flush)
    monkeypatch.setattr(Path, "replace", rename)
    gate.drop().sign_out(code="000002")
    assert len(events) == 6
    assert events[0].endswith(".part")
    assert events[1:3] == ["rename kept", "flush kept"]
    assert events[4:] == ["rename inbox", "flush inbox"]


def test_an_inbox_that_is_away_gets_its_envelopes_later(gate: Gate) -> None:
    away = gate.inbox.rename(gate.inbox.with_name("unplugged"))
    drop = gate.drop()
    for _ in range(3):
        drop.sign_in(FIELDS, language="zh_CN")
    assert gate.drop().deliver_again() == 0
    assert drop.waiting().count == 3
    away.rename(gate.inbox)
    assert gate.drop().deliver_again() == 3
    assert gate.drop().deliver_again() == 0
    sent = {path.read_bytes() for path in gate.waiting()}
    assert sent == {path.read_bytes() for path in gate.copies()}


def test_a_long_absence_is_made_up_for_in_turns(gate: Gate) -> None:
    away = gate.inbox.rename(gate.inbox.with_name("unplugged"))
    drop = gate.drop(limits=Limits())
    for _ in range(2 * A_CALL + 1):
        drop.sign_out(code="000001")
    away.rename(gate.inbox)
    supervisor = gate.drop(limits=Limits())
    assert [supervisor.deliver_again() for _ in range(4)] == [A_CALL, A_CALL, 1, 0]


def test_a_disk_that_refuses_the_copy_registers_nobody(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = replace_whole

    def full(path: Path, data: bytes) -> None:
        raise DiskFull

    def renamed_but_not_flushed(path: Path, data: bytes) -> None:
        real(path, data)
        raise OSError(5, "input or output error")

    for broken in (full, renamed_but_not_flushed):
        monkeypatch.setattr(kept, "replace_whole", broken)
        with pytest.raises(NotKept) as refusal:
            gate.drop().sign_in(FIELDS, language="en")
        assert "front desk" in refusal.value.text("en")
        assert refusal.value.__cause__ is None and not refusal.value.values
        assert gate.copies() == gate.waiting() == []
    monkeypatch.setattr(kept, "replace_whole", real)
    gate.drop().sign_in(FIELDS, language="en")
    assert [message["number"] for message in gate.messages()] == [1]


def test_a_kiosk_without_a_folder_registers_nobody(gate: Gate) -> None:
    gate.folder.parent.joinpath("kiosk").write_bytes(b"a file in its place")
    with pytest.raises(NotKept):
        gate.drop().sign_in(FIELDS, language="en")
    assert gate.waiting() == []


@pytest.mark.parametrize(
    "limits",
    [
        Limits(kept=3),
        Limits(kept_bytes=6_000),
    ],
)
def test_beyond_the_quota_the_visitor_goes_to_the_front_desk(gate: Gate, limits: Limits) -> None:
    drop = gate.drop(limits=limits)
    for _ in range(3):
        drop.require_room()
        drop.sign_in(FIELDS, language="en")
    with pytest.raises(KioskFull):
        drop.require_room()
    with pytest.raises(KioskFull) as refusal:
        drop.sign_in(FIELDS, language="en")
    assert "front desk" in refusal.value.text("en")
    assert (len(gate.copies()), drop.next_number()) == (3, 4)


def test_a_kiosk_that_nobody_takes_in_from_stops(gate: Gate) -> None:
    drop = gate.drop()
    drop.sign_in(FIELDS, language="en")
    (copy,) = gate.copies()
    written = gate.clock.now().timestamp()
    os.utime(copy, (written, written))
    gate.clock.advance(days=7)
    drop.require_room()
    gate.clock.advance(seconds=1)
    for act in (drop.require_room, lambda: drop.sign_out(code="123456")):
        with pytest.raises(NobodyTakesIn) as refusal:
            act()
    assert "front desk" in refusal.value.text("en")
    gate.take_in(gate.waiting()[0])
    assert drop.collect_receipts() == 1
    drop.require_room()


@pytest.mark.parametrize("limits", [Limits(waiting=3), Limits(waiting_bytes=6_000)])
def test_an_inbox_that_is_full_stops_nobody_and_gets_the_rest_later(
    gate: Gate, limits: Limits
) -> None:
    drop = gate.drop(limits=limits)
    for _ in range(5):
        drop.require_room()
        drop.sign_in(FIELDS, language="en")
    assert (len(gate.waiting()), len(gate.copies())) == (3, 5)
    assert drop.deliver_again() == 0 == drop.inbox_room()
    for path in gate.waiting():
        gate.take_in(path)
    assert drop.collect_receipts() == 3
    assert drop.deliver_again() == 2
    assert {path.name for path in gate.waiting()} == {
        f"{path.name.partition('-')[2]}" for path in gate.copies()
    }


def test_other_peoples_envelopes_fill_the_inbox_and_a_receipt_makes_room(gate: Gate) -> None:
    drop = gate.drop(limits=Limits(waiting=3, kept=3))
    for place in range(2):
        (gate.inbox / f"{place:032}.envelope").write_bytes(b"someone else's")
    for _ in range(3):
        drop.sign_in(FIELDS, language="en")
    assert len(gate.waiting()) == 3
    with pytest.raises(KioskFull):
        drop.require_room()
    gate.take_in(next(path for path in gate.waiting() if len(path.read_bytes()) > 100))
    assert drop.collect_receipts() == 1
    drop.require_room()
    assert drop.deliver_again() == 1


@pytest.mark.parametrize("full", ["inbox", "kiosk"])
def test_a_full_disk_loses_nobody(gate: Gate, monkeypatch: pytest.MonkeyPatch, full: str) -> None:
    drop = gate.drop()
    drop.sign_in(FIELDS, language="en")
    real = os.fsync
    place = gate.inbox if full == "inbox" else gate.folder

    def no_space(handle: int) -> None:
        if Path(f"/proc/self/fd/{handle}").readlink().is_relative_to(place.resolve()):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", no_space)
    if full == "kiosk":  # nothing is claimed that is not kept
        with pytest.raises(NotKept):
            drop.sign_in(FIELDS, language="en")
        assert len(gate.copies()) == 1
        return
    drop.sign_in(FIELDS, language="en")
    assert (len(gate.copies()), len(gate.waiting())) == (2, 1)
    assert list(gate.inbox.glob(".*.part")) == []
    monkeypatch.undo()
    assert drop.deliver_again() == 1 and len(gate.waiting()) == 2


def test_too_large_a_message_is_refused_before_it_is_sealed(gate: Gate) -> None:
    drop = gate.drop()
    room = CLASSES[1] - 230 - len(str(FIELDS))
    drop.sign_in({"full_name": "x" * room}, language="en")
    (path,) = gate.waiting()
    assert CLASSES[1] < path.stat().st_size < CLASSES[1] + 1_200
    for size in (CLASSES[1], CLASSES[-1] + 1):
        with pytest.raises(MessageTooLarge):
            drop.sign_in({"full_name": "x" * size}, language="en")
    with pytest.raises(KioskProblem):
        drop.sign_in({"full_name": "half a character \ud800"}, language="en")
    assert drop.next_number() == 2


def test_most_visits_have_the_same_size(gate: Gate) -> None:
    for name in ("李四", "Maximiliane Musterfrau-Beispiel"):
        gate.drop().sign_in({**FIELDS, "full_name": name}, language="en")
    assert len({path.stat().st_size for path in gate.waiting()}) == 1


def test_a_true_receipt_ends_copy_and_receipt_alike(gate: Gate) -> None:
    drop = gate.drop()
    drop.sign_in(FIELDS, language="en")
    assert gate.drop().collect_receipts() == 0
    gate.take_in(gate.waiting()[0], outcome="set_aside")
    assert gate.drop().collect_receipts() == 1
    assert gate.copies() == [] and list(gate.inbox.iterdir()) == []
    assert drop.next_number() == 2


def forged_receipt(envelope: bytes) -> bytes:
    return kiosk.receipt(envelope, signer=UserKeys.generate())


def receipt_of_another(envelope: bytes) -> bytes:
    return kiosk.receipt(envelope, receiver="somewhere/else")


def receipt_of_a_twin(envelope: bytes) -> bytes:
    twin = envelope[:-1] + bytes([envelope[-1] ^ 1])
    return kiosk.receipt(twin)


@pytest.mark.parametrize(
    "false",
    [
        forged_receipt,
        receipt_of_another,
        receipt_of_a_twin,
        lambda _: b"",
        lambda envelope: kiosk.receipt(envelope)[:-1],
        lambda _: b"x" * (receipts.LARGEST + 1),
    ],
)
def test_a_false_receipt_ends_nothing_and_goes(gate: Gate, false: Callable[[bytes], bytes]) -> None:
    drop = gate.drop()
    drop.sign_in(FIELDS, language="en")
    (path,) = gate.waiting()
    data = path.read_bytes()
    path.with_suffix(".receipt").write_bytes(false(data))
    path.unlink()
    supervisor = gate.drop()
    assert supervisor.collect_receipts() == 0
    assert supervisor.deliver_again() == 1
    assert [one.read_bytes() for one in gate.inbox.iterdir()] == [data]


def test_a_receipt_of_a_newer_program_is_left_for_later(gate: Gate) -> None:
    gate.drop().sign_in(FIELDS, language="en")
    receipt = gate.waiting()[0].with_suffix(".receipt")
    receipt.write_bytes(b'{"version":2}')
    assert gate.drop().collect_receipts() == 0
    assert receipt.exists() and len(gate.copies()) == 1


def test_what_the_desk_set_aside_unread_is_brought_again_once_an_hour(gate: Gate) -> None:
    gate.drop().sign_in(FIELDS, language="en")
    supervisor = gate.drop()
    brought = []
    for _ in range(6):
        for path in gate.waiting():
            path.unlink()
        brought.append(supervisor.deliver_again())
        gate.clock.at += AGAIN_AFTER / 2
    assert brought == [1, 0, 1, 0, 1, 0]


def test_what_was_taken_in_is_not_brought_again(gate: Gate) -> None:
    gate.drop().sign_in(FIELDS, language="en")
    gate.take_in(gate.waiting()[0])
    assert gate.drop().deliver_again() == 0
    assert list(gate.inbox.iterdir()) == [] and gate.copies() == []


def test_a_copy_that_a_disk_spoilt_is_brought_to_nobody(gate: Gate) -> None:
    gate.drop().sign_in(FIELDS, language="en")
    gate.copies()[0].write_bytes(b"HRDE rotten")
    gate.waiting()[0].unlink()
    assert (gate.drop().deliver_again(), gate.drop().collect_receipts()) == (0, 0)
    assert gate.waiting() == []


def test_a_copy_for_a_key_that_is_gone_goes_too(gate: Gate) -> None:
    gate.drop().sign_in(FIELDS, language="en")
    address = f"{kiosk.ROOT.desk_id}/visits"
    following = {"keys": {address: sealing_public(bytes(32))}, "serial": 6}
    gate.clock.advance(days=14)
    assert gate.drop(**following).collect_receipts() == 0
    gate.clock.advance(days=1)
    assert gate.drop().collect_receipts() == 0
    assert gate.drop(**following).collect_receipts() == 1
    assert gate.copies() == []


def test_a_number_is_used_once_across_receipts_and_processes(gate: Gate) -> None:
    numbers = []
    for _ in range(4):
        drop = gate.drop()
        numbers.append(drop.next_number())
        drop.sign_out(code="000000")
        gate.take_in(gate.waiting()[0])
        assert drop.collect_receipts() == 1
    assert numbers == [1, 2, 3, 4]
    assert (gate.folder / "number").read_bytes() == b"4"


@pytest.mark.parametrize("content", [b"", b"x", b"-1", b"\xff", b"9" * 30])
def test_a_spoilt_count_takes_in_nobody(gate: Gate, content: bytes) -> None:
    gate.folder.mkdir()
    (gate.folder / "number").write_bytes(content)
    with pytest.raises(KioskProblem) as refusal:
        gate.drop().sign_in(FIELDS, language="en")
    assert "front desk" in refusal.value.text("en")
    assert gate.waiting() == []


def test_half_a_file_of_a_crash_goes_with_the_next_visit(gate: Gate) -> None:
    gate.drop().sign_in(FIELDS, language="en")
    parts = [
        gate.folder / "kept" / ".0000000002-x.envelope.00000000.part",
        gate.folder / ".number.00000000.part",
    ]
    for part in parts:
        part.write_bytes(b"HRDE")
    gate.drop().sign_in(FIELDS, language="en")
    assert not any(part.exists() for part in parts) and len(gate.copies()) == 2


WORKER = """
import sys
from pathlib import Path
from hr_desk.kiosk.drop import Drop
from tests.support import kiosk
drop = Drop(Path(sys.argv[1]), Path(sys.argv[2]), kiosk.profile())
for _ in sys.stdin:
    print(drop.sign_in({"full_name": "x"}, language="en"), flush=True)
"""


def visits(gate: Gate) -> "subprocess.Popen[str]":
    """Start a process of the kiosk with six visits before it."""
    command = [sys.executable, "-c", WORKER, str(gate.folder), str(gate.inbox)]
    pipe = subprocess.PIPE
    worker = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)
    assert worker.stdin is not None
    worker.stdin.write("next\n" * 6)
    worker.stdin.flush()
    return worker


@pytest.mark.skipif(os.name == "nt", reason="kills by signal")
def test_of_killed_processes_every_confirmed_visit_is_kept_with_a_number_of_its_own(
    gate: Gate,
) -> None:
    confirmed = []
    for worker, lines in [(visits(gate), lines) for lines in (1, 3, 5)]:
        assert worker.stdout is not None
        confirmed += [worker.stdout.readline().strip() for _ in range(lines)]
        worker.kill()
        rest, _ = worker.communicate()
        # The last line may be cut off: nobody could have read that code.
        confirmed += rest.split("\n")[:-1]
    messages = gate.messages()
    codes = [message["code"] for message in messages]
    assert len(confirmed) >= 9
    assert sorted(set(confirmed) - set(codes)) == []
    assert [message["number"] for message in messages] == list(range(1, len(messages) + 1))
    gate.drop().deliver_again()
    kept_bytes = {path.read_bytes() for path in gate.copies()}
    assert {path.read_bytes() for path in gate.waiting()} == kept_bytes


def test_an_hour_is_an_hour_for_a_clock_that_was_set_back(gate: Gate) -> None:
    gate.drop().sign_in(FIELDS, language="en")
    supervisor = gate.drop()
    gate.waiting()[0].unlink()
    assert supervisor.deliver_again() == 1
    gate.waiting()[0].unlink()
    gate.clock.at -= timedelta(days=30)
    assert supervisor.deliver_again() == 1
