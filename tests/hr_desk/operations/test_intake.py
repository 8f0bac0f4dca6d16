# SPDX-License-Identifier: Apache-2.0
"""The inbox: what is taken in, what waits for its reader, and what is moved aside."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hr_desk.operations import desks, intake, letters, users
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Change
from hr_desk.vault import canonical
from hr_desk.vault.envelopes import EnvelopeContext, key_name, read_header, seal
from hr_desk.vault.keys import UserKeys, sealing_public
from tests.support.desk import Desk

SECRET = b"k" * 32
PROFILE = "0123456789abcdef"


@pytest.fixture
def gate(desk: Desk) -> Session:
    """The front desk, holding a kiosk's intake key."""
    session = desk.open("gate")
    with session.compartment("visits").change("test") as change:
        change.execute(
            "INSERT INTO intake_key (name, profile, secret, made_on) VALUES (?, ?, ?, ?)",
            (key_name(sealing_public(SECRET)), PROFILE, SECRET, "2026-03-02"),
        )
    return session


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What a kind for tests took in; it refuses what says so."""
    found: list[Any] = []

    def take(session: Session, change: Change, letter: letters.Letter) -> str:
        if letter.message.get("refuse"):
            raise letters.Unacceptable(what="refuse")
        found.append(letter.message["number"])
        change.touched("test", letter.reference)
        return letter.reference

    for name, kiosk, roles in (("test.kiosk", True, ()), ("test.staff", False, ("recruiter",))):
        kind = letters.Kind(name, "visits", frozenset(roles), kiosk, take)
        monkeypatch.setitem(letters.KINDS, ("visits", name), kind)
    yield found


def from_kiosk(session: Session, number: int = 1, *, to: bytes = SECRET, **more: Any) -> bytes:
    context = EnvelopeContext(
        sender=f"kiosk/{more.pop('profile', PROFILE)}", receiver=f"{session.desk_id}/visits",
        kind=more.pop("kind", "test.kiosk"), id=secrets.token_hex(16),
    )  # fmt: skip
    message = canonical.encode({"number": number, **more})
    return seal(message, to=sealing_public(to), context=context, signer=None)


def from_staff(
    sender: Session, *, keys: UserKeys | None = None, home: str = "hiring",
    reference: str | None = None,
) -> bytes:  # fmt: skip
    context = EnvelopeContext(
        sender=f"{sender.desk_id}/{home}/{sender.user.id}",
        receiver=f"{sender.desk_id}/visits", kind="test.staff", id=secrets.token_hex(16),
    )  # fmt: skip
    to = sender.register.envelope_keys["visits"]
    message = canonical.encode({"number": 9})
    return seal(message, to=to, context=context, signer=keys or sender.keys, reference=reference)


def put(session: Session, data: bytes, name: str = "") -> Path:
    path = session.folder / "inbox" / f"{name or secrets.token_hex(16)}.envelope"
    path.write_bytes(data)
    return path


def test_an_envelope_of_a_kiosk_is_taken_in_once(gate: Session, noted: list[Any]) -> None:
    data = from_kiosk(gate, 7)
    first = put(gate, data)
    assert intake.take_in(gate).taken == 1
    assert not first.exists()
    put(gate, data)
    put(gate, data, "another-name")
    assert intake.take_in(gate).taken == 0
    assert noted == [7]


def test_two_sessions_take_in_the_same_envelope_once(
    desk: Desk, gate: Session, noted: list[Any]
) -> None:
    other = desk.open("admin")
    for number in range(1, 21):
        put(gate, from_kiosk(gate, number))
    assert intake.take_in(gate).taken + intake.take_in(other).taken == 20
    assert sorted(noted) == list(range(1, 21))


def test_what_another_role_reads_stays_sealed_and_is_counted(
    session: Session, gate: Session, noted: list[Any]
) -> None:
    path = put(gate, from_kiosk(gate))
    result = intake.take_in(session)
    assert (result.taken, dict(result.waiting)) == (0, {"visits": 1})
    assert path.exists()
    assert intake.waiting(session) == {"visits": 1}
    assert intake.take_in(gate).taken == 1


def test_a_colleagues_envelope_needs_a_role_that_may_send_it(
    desk: Desk, session: Session, gate: Session, noted: list[Any]
) -> None:
    admin = desk.open("admin")
    put(gate, from_staff(session))
    put(gate, from_staff(admin))
    put(gate, from_staff(session, keys=UserKeys.generate()))
    put(gate, from_staff(session, home="payroll"))
    result = intake.take_in(gate)
    assert result.taken == 1
    assert dict(result.set_aside) == {"stranger": 2, "forged": 1}
    assert noted == [9]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda s: from_kiosk(s, to=b"x" * 32), "keyless"),
        (lambda s: from_kiosk(s, profile="f" * 16), "keyless"),
        (lambda s: from_kiosk(s, kind="visit.unheard"), "unknown"),
        (lambda s: from_kiosk(s, kind="test.staff"), "forged"),
        (lambda s: from_kiosk(s, refuse=True), "unacceptable"),
        (lambda s: from_kiosk(s, number=-1), "unacceptable"),
        (lambda s: from_kiosk(s)[:-1], "forged"),
        (lambda s: from_kiosk(s)[:-1] + b"\0", "forged"),
        (lambda s: b"", "forged"),
        (lambda s: b"nothing of ours" * 500, "forged"),
        (lambda s: from_kiosk(s, text="长" * 20_000), "oversized"),
        (lambda s: bytes(17 * 1024 * 1024), "oversized"),
    ],
)
def test_what_does_not_fit_is_moved_aside_with_a_reason(
    gate: Session, noted: list[Any], make: Any, reason: str
) -> None:
    path = put(gate, make(gate))
    good = put(gate, from_kiosk(gate, 3))
    result = intake.take_in(gate)
    assert dict(result.set_aside) == {reason: 1}
    assert noted == [3]
    assert not path.exists() and not good.exists()
    (aside,) = (gate.folder / "aside").iterdir()
    assert aside.name.startswith(f"{reason}-")


def test_a_record_that_was_refused_leaves_nothing_behind(gate: Session, noted: list[Any]) -> None:
    before = gate.compartment("visits").read("SELECT * FROM received")
    put(gate, from_kiosk(gate, refuse=True))
    intake.take_in(gate)
    assert gate.compartment("visits").read("SELECT * FROM received") == before
    assert intake.missing(gate) == {}


def test_links_pipes_and_folders_are_not_opened(
    gate: Session, noted: list[Any], tmp_path: Path
) -> None:
    inbox = gate.folder / "inbox"
    secret = tmp_path / "secret"
    secret.write_bytes(from_kiosk(gate))
    (inbox / "a.envelope").symlink_to(secret)
    os.mkfifo(inbox / "b.envelope")
    (inbox / "c.envelope").mkdir()
    assert dict(intake.take_in(gate).set_aside) == {"strange": 3}
    assert noted == [] and secret.exists()


def test_an_envelope_for_nobody_here_is_moved_aside(gate: Session, noted: list[Any]) -> None:
    context = EnvelopeContext("kiosk/x", f"{'0' * 64}/visits", "test.kiosk", "1")
    put(gate, seal(b"{}", to=sealing_public(SECRET), context=context, signer=None))
    assert dict(intake.take_in(gate).set_aside) == {"misdirected": 1}


def test_a_number_that_never_arrived_is_missed(gate: Session, noted: list[Any]) -> None:
    for number in (1, 2, 5):
        put(gate, from_kiosk(gate, number))
    intake.take_in(gate)
    assert intake.missing(gate) == {f"kiosk/{PROFILE}": 2}


def test_one_call_has_an_end(
    gate: Session, noted: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "A_PASS", 3)
    for number in range(1, 6):
        put(gate, from_kiosk(gate, number))
    first = intake.take_in(gate)
    assert (first.taken, first.more) == (3, True)
    second = intake.take_in(gate)
    assert (second.taken, second.more) == (2, False)


def test_a_flood_of_one_kiosk_waits_for_the_next_day(
    desk: Desk, gate: Session, noted: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "A_DAY", 3)
    for _ in range(4):
        put(gate, from_kiosk(gate, 1))
    result = intake.take_in(gate)
    assert (result.taken, dict(result.waiting)) == (3, {"quota": 1})
    desk.clock.advance(days=1)
    assert intake.take_in(gate).taken == 1


def test_a_receipt_tells_the_sender_what_became_of_it(gate: Session, noted: list[Any]) -> None:
    data = from_kiosk(gate)
    put(gate, data)
    intake.take_in(gate)
    reference = read_header(data).reference
    assert (gate.folder / "inbox" / f"{reference}.receipt").exists()


def test_a_stranger_cannot_have_the_true_envelope_refused(gate: Session, noted: list[Any]) -> None:
    """Somebody who sees an envelope puts its reference on one of their own."""
    true = from_kiosk(gate, 1)
    reference = read_header(true).reference
    other = from_kiosk(gate, 2)
    header = other[8 : 8 + int.from_bytes(other[6:8], "big")]
    forged_header = header.replace(read_header(other).reference.encode(), reference.encode())
    from hr_desk.vault.padding import padded
    from hr_desk.vault.sealing import seal_to

    start = other[:8] + forged_header
    inner = padded(bytes(65) + canonical.encode({"number": 2}))
    put(gate, start + seal_to(sealing_public(SECRET), inner, start))
    put(gate, true)
    assert intake.take_in(gate).taken == 2
    assert sorted(noted) == [1, 2]


@pytest.mark.parametrize(
    "failure", [TypeError, ValueError, KeyError, AttributeError, OverflowError], ids=str
)
def test_a_message_that_no_verb_can_read_does_not_stop_the_ones_behind_it(
    gate: Session, monkeypatch: pytest.MonkeyPatch, failure: type[Exception], noted: list[Any]
) -> None:
    def take(session: Session, change: Change, letter: letters.Letter) -> str:
        raise failure

    kind = letters.Kind("test.broken", "visits", frozenset(), True, take)
    monkeypatch.setitem(letters.KINDS, ("visits", "test.broken"), kind)
    put(gate, from_kiosk(gate, 1, kind="test.broken"))
    put(gate, from_kiosk(gate, 2))
    result = intake.take_in(gate)
    assert (result.taken, dict(result.set_aside)) == (1, {"unacceptable": 1})
    assert noted == [2]


def test_somebody_who_holds_no_file_yet_counts_and_moves_aside(desk: Desk, admin: Session) -> None:
    users.add(admin, name="officer", passphrase="ten green bottles hang", roles=["privacy_officer"])
    officer = desks.open_desk(
        desk.folder, user="officer", passphrase="ten green bottles hang", clock=desk.clock,
        profile=desk.profile,
    )  # fmt: skip
    desk.sessions.append(officer)
    put(officer, from_kiosk(officer))
    put(officer, b"nothing of ours")
    result = intake.take_in(officer)
    assert (dict(result.waiting), dict(result.set_aside)) == ({"visits": 1}, {"forged": 1})


def test_a_reference_seen_by_another_office_keeps_nothing_out(
    desk: Desk, session: Session, gate: Session, noted: list[Any]
) -> None:
    """A colleague elsewhere puts a reference that stands on an envelope on one of their own."""
    true = from_staff(session)
    reference = read_header(true).reference
    admin = desk.open("admin")
    users.add(admin, name="both", passphrase="ten green bottles hang",
              roles=["recruiter", "front_desk"])  # fmt: skip
    both = desks.open_desk(
        desk.folder, user="both", passphrase="ten green bottles hang", clock=desk.clock,
        profile=desk.profile,
    )  # fmt: skip
    desk.sessions.append(both)
    put(gate, from_staff(both, home="visits", reference=reference))
    assert intake.take_in(gate).taken == 1
    put(gate, true)
    assert intake.take_in(gate).taken == 1


@pytest.mark.parametrize("name", ["😀" * 60, "x" * 245, "-rf"])
def test_a_name_that_a_stranger_chose_stops_nothing(
    gate: Session, noted: list[Any], name: str
) -> None:
    (gate.folder / "inbox" / f"{name}.envelope").write_bytes(b"nothing of ours")
    put(gate, from_kiosk(gate, 3))
    result = intake.take_in(gate)
    assert (result.taken, dict(result.set_aside)) == (1, {"forged": 1})


def test_a_folder_where_the_receipt_belongs_stops_nothing(gate: Session, noted: list[Any]) -> None:
    data = from_kiosk(gate, 4)
    reference = read_header(data).reference
    place = gate.folder / "inbox" / f"{reference}.receipt"
    (place / "inside").mkdir(parents=True)
    put(gate, data)
    assert intake.take_in(gate).taken == 1
    assert place.is_file()


def test_a_number_far_ahead_is_no_reason_to_lose_a_visitor(gate: Session, noted: list[Any]) -> None:
    """As after restoring a file that does not know what came since."""
    for number in (1, 50_000, 50_001, 50_003):
        put(gate, from_kiosk(gate, number))
        assert intake.take_in(gate).taken == 1
    assert intake.missing(gate) == {f"kiosk/{PROFILE}": 1}
