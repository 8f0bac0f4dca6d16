# SPDX-License-Identifier: Apache-2.0
"""Desks that trust each other: introduced, compared by 16 characters, renewed, and left again."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hr_desk.operations import desks, pairing, users
from hr_desk.operations.pairing import (
    CodeDiffers,
    IntroductionOlder,
    IntroductionUnusable,
    NotPaired,
    OwnIntroduction,
)
from hr_desk.operations.problems import NotPermitted, TextMissing, TextTooLong
from hr_desk.store.desk_files import DeskFiles
from hr_desk.store.spool import Spool
from hr_desk.vault.register import Register
from tests.support.two_desks import PASSPHRASE, Side

OTHER = "bright copper kettles"


@pytest.fixture
def paired(sides: tuple[Side, Side]) -> tuple[Side, Side]:
    return sides


def code_of(gate: Side, office: Side) -> str:
    return pairing.code(gate.desk_id, office.desk_id)


def test_an_introduction_has_no_slot_and_no_grant(unpaired: tuple[Side, Side]) -> None:
    gate, _ = unpaired
    introduction = pairing.read_introduction(pairing.introduce(gate.open()))
    assert introduction.desk_id == gate.desk_id
    assert {user.name for user in introduction.users} == {"admin", "recovery"}
    assert introduction.slots == {} and introduction.grants == ()
    whole = desks.read_register(gate.folder)
    assert introduction.envelope_keys == whole.envelope_keys and whole.slots


def test_the_code_has_80_bits_and_is_the_same_at_both_desks() -> None:
    one, other, third = "0" * 64, "0" * 63 + "1", "f" * 64
    code = pairing.code(one, other)
    assert code == pairing.code(other, one)
    assert [len(part) for part in code.split("-")] == [4, 4, 4, 4]
    assert len({code, pairing.code(one, third), pairing.code(other, third)}) == 3
    with pytest.raises(ValueError, match="itself"):
        pairing.code(one, one)


def test_the_code_is_this_one() -> None:
    """Both desks must get the same for all time, whatever version they have."""
    assert pairing.code("ab" * 32, "cd" * 32) == "3G4Y-BFY6-3N3E-X096"


def test_both_desks_know_each_other_once_the_code_was_typed(paired: tuple[Side, Side]) -> None:
    gate, office = paired
    for own, other in ((gate, office), (office, gate)):
        register = desks.read_register(own.folder)
        assert dict(register.paired) == {other.desk_id: other.name}
        known = pairing.known(own.folder, register)
        assert set(known) == {other.desk_id}
        assert set(known[other.desk_id].epochs) == set(other.compartments)
        (line,) = pairing.list_paired(own.open())
        assert (line.label, line.company, line.state) == (other.name, other.name, "known")
        assert line.compartments == tuple(sorted(other.compartments))
        assert (line.waiting, line.since, line.heard) == (0, None, None)


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", " "), str.strip])
def test_the_code_may_be_typed_as_people_type(unpaired: tuple[Side, Side], change: object) -> None:
    gate, office = unpaired
    typed = change(code_of(gate, office))  # type: ignore[operator]
    pairing.pair(
        gate.open(), pairing.introduction_of(office.folder), label="人事办公室", code=typed
    )


@pytest.mark.parametrize("typed", ["", "0000-0000-0000-0000", "@", "XXXX-XXXX-XXXX-XXX"])
def test_a_wrong_code_pairs_nothing(unpaired: tuple[Side, Side], typed: str) -> None:
    gate, office = unpaired
    session = gate.open()
    before = gate.place("slots.json").read_bytes()
    with pytest.raises(CodeDiffers) as refused:
        pairing.pair(
            session, pairing.introduction_of(office.folder), label="人事办公室", code=typed
        )
    assert "16" in refused.value.text()
    assert gate.place("slots.json").read_bytes() == before
    assert gate.names("paired") == []


def test_a_swapped_introduction_gives_another_code(
    unpaired: tuple[Side, Side], tmp_path: Path
) -> None:
    """Somebody in between sends their own desk's introduction in place of the office's."""
    gate, office = unpaired
    forger = Side(tmp_path / "forger", tmp_path / "profile", ("hiring",), "示例公司")
    forger.make(())
    with pytest.raises(CodeDiffers):
        pairing.pair(
            gate.open(), pairing.introduction_of(forger.folder), label="人事办公室",
            code=code_of(gate, office),
        )  # fmt: skip


def test_a_changed_or_foreign_file_is_no_introduction(unpaired: tuple[Side, Side]) -> None:
    gate, office = unpaired
    session, code = gate.open(), code_of(gate, office)
    introduction = pairing.introduction_of(office.folder)
    changed = introduction.replace("示例公司".encode(), "示例公厂".encode())
    whole = office.place("slots.json").read_bytes()
    for data in (
        b"",
        b"{}",
        b"\x00" * 100,
        introduction[:-1],
        introduction + b"\n",
        changed,
        whole,
    ):
        with pytest.raises(IntroductionUnusable):
            pairing.pair(session, data, label="人事办公室", code=code)
    with pytest.raises(OwnIntroduction):
        pairing.pair(session, pairing.introduce(session), label="人事办公室", code=code)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused_as_an_introduction(data: bytes) -> None:
    with pytest.raises(IntroductionUnusable):
        pairing.read_introduction(data)


def test_a_label_is_one_short_line(unpaired: tuple[Side, Side]) -> None:
    gate, office = unpaired
    session, code = gate.open(), code_of(gate, office)
    introduction = pairing.introduction_of(office.folder)
    for label, problem in (("  ", TextMissing), ("办" * 31, TextTooLong)):
        with pytest.raises(problem):
            pairing.pair(session, introduction, label=label, code=code)
    assert gate.names("paired") == []


def test_only_whoever_holds_the_root_pairs(paired: tuple[Side, Side]) -> None:
    gate, office = paired
    users.add(gate.open(), name="porter", passphrase=OTHER, roles=["front_desk"])
    porter = gate.open("porter", OTHER)
    with pytest.raises(NotPermitted):
        pairing.pair(
            porter, pairing.introduction_of(office.folder), label="人事", code=code_of(*paired)
        )
    with pytest.raises(NotPermitted):
        pairing.unpair(porter, office.desk_id)
    assert [line.id for line in pairing.list_paired(porter)] == [office.desk_id]


def test_pairing_again_renames(paired: tuple[Side, Side]) -> None:
    gate, office = paired
    session = gate.open()
    introduction = pairing.introduction_of(office.folder)
    pairing.pair(session, introduction, label="人事二部", code=code_of(*paired))
    assert [line.label for line in pairing.list_paired(session)] == ["人事二部"]


def test_a_desk_that_is_no_longer_paired_is_not_known(paired: tuple[Side, Side]) -> None:
    gate, office = paired
    session = gate.open()
    changes = pairing.unpair(session, office.desk_id)
    assert changes.touches("desk")
    assert pairing.list_paired(session) == ()
    assert pairing.known_to(session) == {} and gate.names("paired") == []
    with pytest.raises(NotPaired):
        pairing.unpair(session, office.desk_id)


def renewed(office: Side) -> bytes:
    """Return the office's introduction after one more user came."""
    users.add(office.open(), name=f"user{len(office.sessions)}", passphrase=OTHER,
              roles=["recruiter"])  # fmt: skip
    return pairing.introduction_of(office.folder)


def test_an_older_introduction_put_back_is_noticed(paired: tuple[Side, Side]) -> None:
    gate, office = paired
    spool = Spool(DeskFiles(gate.folder))
    older = pairing.introduction_of(office.folder)
    spool.keep_introduction(office.desk_id, renewed(office))
    session = gate.open()
    pairing.remember(session)
    assert len(pairing.known_to(session)[office.desk_id].users) == 3

    spool.keep_introduction(office.desk_id, older)
    assert pairing.known_to(session) == {}
    assert [line.state for line in pairing.list_paired(session)] == ["older"]
    assert pairing.known_to(gate.open()) == {}
    with pytest.raises(IntroductionOlder):
        pairing.pair(session, older, label="人事", code=code_of(*paired))

    pairing.pair(session, renewed(office), label="人事", code=code_of(*paired))
    assert set(pairing.known_to(session)) == {office.desk_id}


def test_an_older_introduction_does_not_take_a_newer_ones_place(paired: tuple[Side, Side]) -> None:
    gate, office = paired
    older, session = pairing.introduction_of(office.folder), gate.open()
    newer = renewed(office)
    Spool(DeskFiles(gate.folder)).keep_introduction(office.desk_id, newer)
    pairing.pair(session, older, label="人事", code=code_of(*paired))
    assert gate.place("paired", f"{office.desk_id}.json").read_bytes() == newer


def test_remembering_writes_once(paired: tuple[Side, Side]) -> None:
    gate, office = paired
    session = gate.open()
    pairing.remember(session)
    before = session.compartment("visits").head().sequence
    pairing.remember(session)
    assert session.compartment("visits").head().sequence == before
    serial = Register.from_bytes(pairing.introduction_of(office.folder)).serial
    assert pairing.remembered(session) == {office.desk_id: serial - 1}


@pytest.mark.parametrize(
    ("spoil", "state"),
    [
        (lambda path: path.unlink(), "missing"),
        (lambda path: path.write_bytes(b"{}"), "unreadable"),
        (lambda path: path.write_bytes(path.read_bytes()[:-9]), "unreadable"),
    ],
)
def test_what_is_known_of_a_desk_is_gone_or_spoilt(
    paired: tuple[Side, Side], spoil: object, state: str
) -> None:
    gate, office = paired
    spoil(gate.place("paired", f"{office.desk_id}.json"))  # type: ignore[operator]
    session = gate.open()
    assert pairing.known_to(session) == {}
    assert [line.state for line in pairing.list_paired(session)] == [state]


def test_another_desks_introduction_under_its_name_is_not_believed(
    paired: tuple[Side, Side],
) -> None:
    gate, office = paired
    session = gate.open()
    gate.place("paired", f"{office.desk_id}.json").write_bytes(pairing.introduce(session))
    assert pairing.known_to(session) == {}


def test_pairing_leaves_an_entry_and_a_higher_serial(paired: tuple[Side, Side]) -> None:
    gate, office = paired
    (body,) = (
        gate.open()
        .compartment("visits")
        .read_one(
            "SELECT a.body FROM audit a JOIN audit_record r ON r.seq = a.seq WHERE r.record = ? "
            "AND a.body LIKE '%desk.pair%'",
            (office.desk_id,),
        )
    )
    assert '"serial":2' in body and PASSPHRASE not in body
