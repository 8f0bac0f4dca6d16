# SPDX-License-Identifier: Apache-2.0
import ast
import inspect
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hr_desk.vault import slots
from hr_desk.vault.keys import RootKey, UserKeys
from hr_desk.vault.records import Malformed, NewerFormat
from hr_desk.vault.slots import (
    CEILING,
    DAILY,
    FLOOR,
    STRONG,
    DamagedSlot,
    NotEnoughMemory,
    Slot,
    Strength,
    WeakPassphrase,
    WeakSlot,
    WrongPassphrase,
    create_slot,
    open_slot,
    use_cheap_key_derivation,
)

ROOT = Path(__file__).resolve().parents[3]
DESK = RootKey(bytes(32)).desk_id
KEYS = UserKeys(bytes(range(32)), bytes(range(32, 64)))
PASSPHRASE = "four unrelated words here"


def made(**values: Any) -> Slot:
    given: dict[str, Any] = {
        "desk_id": DESK,
        "user_id": "u1",
        "keys": KEYS,
        "passphrase": PASSPHRASE,
        "kind": "daily",
    }
    return create_slot(**{**given, **values})


def opened(slot: Slot, passphrase: str = PASSPHRASE, desk: str = DESK) -> UserKeys:
    return open_slot(slot, passphrase, desk_id=desk, public=KEYS.public)


def exchanged(slot: Slot, name: str, value: Any) -> Slot:
    changes: dict[str, Any] = {name: value}
    return replace(slot, **changes)


def signed_anew(slot: Slot, keys: UserKeys = KEYS) -> Slot:
    return replace(slot, signature=keys.sign("slot", slots._signed_bytes(slot, DESK)))


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("kind", ["daily", "strong"])
def test_a_slot_opens_with_its_passphrase_after_writing_and_reading(kind: slots.Kind) -> None:
    slot = made(kind=kind)
    again = Slot.from_record("u1", slot.to_record())
    assert again == slot
    assert opened(again) == KEYS
    assert opened(again, "ｆour unrelated words　here") == KEYS


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("wrong", ["", "x", PASSPHRASE + " ", PASSPHRASE.upper(), "\ud800" * 12])
def test_a_wrong_passphrase_is_named(wrong: str) -> None:
    with pytest.raises(WrongPassphrase):
        opened(made(), wrong)


@pytest.mark.usefixtures("cheap")
def test_a_wrong_passphrase_costs_the_whole_derivation(monkeypatch: pytest.MonkeyPatch) -> None:
    slot, costs = made(), []
    derive = slots._wrapping_key

    def counted(one: Slot, passphrase: str) -> bytes:
        costs.append(one.strength)
        return derive(one, passphrase)

    monkeypatch.setattr(slots, "_wrapping_key", counted)
    for passphrase in ("", "wrong", PASSPHRASE[:-1]):
        with pytest.raises(WrongPassphrase):
            opened(slot, passphrase)
    opened(slot)
    assert costs == [slot.strength] * 4


@pytest.mark.usefixtures("cheap")
def test_equal_passphrases_and_keys_give_no_equal_bytes() -> None:
    one, other = made(), made()
    for name in ("salt", "nonce", "wrapped", "signature"):
        assert getattr(one, name) != getattr(other, name)


@pytest.mark.usefixtures("cheap")
def test_the_keys_and_the_passphrase_are_not_in_the_slot() -> None:
    written = repr(made().to_record())
    for secret in (KEYS.sealing.hex(), KEYS.signing.hex(), PASSPHRASE):
        assert secret not in written


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("name", ["salt", "nonce", "wrapped", "signature"])
def test_every_bit_of_a_slot_counts(name: str) -> None:
    slot = made()
    value = getattr(slot, name)
    for bit in range(len(value) * 8):
        changed = bytearray(value)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(DamagedSlot):
            opened(exchanged(slot, name, bytes(changed)))


@pytest.mark.usefixtures("cheap")
def test_a_slot_belongs_to_one_user_at_one_desk() -> None:
    slot = made()
    with pytest.raises(DamagedSlot):
        opened(replace(slot, user_id="u2"))
    with pytest.raises(DamagedSlot):
        opened(slot, desk=RootKey.generate().desk_id)
    with pytest.raises(DamagedSlot):
        open_slot(slot, PASSPHRASE, desk_id=DESK, public=UserKeys.generate().public)


@pytest.mark.usefixtures("cheap")
def test_what_the_wrapping_is_bound_to_holds_even_under_a_new_signature() -> None:
    for name, value in (("user_id", "u2"), ("kind", "strong"), ("salt", bytes(16))):
        slot = signed_anew(exchanged(made(), name, value))
        with pytest.raises(WrongPassphrase):
            opened(slot)


@pytest.mark.usefixtures("cheap")
def test_other_keys_under_the_right_signature_are_refused() -> None:
    other = UserKeys(bytes(32), KEYS.signing)
    with pytest.raises(DamagedSlot):
        opened(made(keys=other))


def test_the_floor_is_what_the_design_says() -> None:
    assert (DAILY.memory_kib, DAILY.passes) == (64 * 1024, 3)
    assert (STRONG.memory_kib, STRONG.passes) == (256 * 1024, 3)
    assert FLOOR == {"daily": DAILY, "strong": STRONG, "card": DAILY}


@pytest.mark.parametrize(
    ("kind", "strength"),
    [
        ("daily", Strength(65535, 3)),
        ("daily", Strength(65536, 2)),
        ("daily", Strength(8, 1)),
        ("strong", DAILY),
        ("strong", Strength(262143, 3)),
        ("strong", Strength(1048576, 2)),
        ("daily", Strength(65536, 3, lanes=2)),
        ("daily", Strength(CEILING.memory_kib + 1, 3)),
        ("daily", Strength(2**40, 3)),
        ("daily", Strength(65536, CEILING.passes + 1)),
    ],
)
def test_other_parameters_are_refused_even_signed(kind: slots.Kind, strength: Strength) -> None:
    with use_cheap_key_derivation():
        slot = made(kind=kind)
    with pytest.raises(WeakSlot):
        opened(signed_anew(replace(slot, strength=strength)))


@pytest.mark.usefixtures("cheap")
def test_parameters_changed_in_the_file_are_noticed() -> None:
    slot = made()
    with pytest.raises(DamagedSlot):
        opened(replace(slot, strength=Strength(16, 2)))


def test_a_daily_slot_is_refused_where_the_role_asks_for_a_strong_one() -> None:
    with use_cheap_key_derivation():
        slot = signed_anew(replace(made(), strength=DAILY))
    with pytest.raises(WeakSlot):
        open_slot(slot, PASSPHRASE, desk_id=DESK, public=KEYS.public, least="strong")


def test_the_seam_closes_behind_itself() -> None:
    with pytest.raises(RuntimeError), use_cheap_key_derivation():
        slot = made()
        assert opened(slot) == KEYS
        raise RuntimeError
    with pytest.raises(WeakSlot):
        opened(slot)


def test_no_code_of_the_program_opens_the_seam() -> None:
    home = Path(inspect.getfile(slots))
    sources = [path for name in ("hr_desk", "ui") for path in (ROOT / name).rglob("*.py")]
    assert home in sources
    users = [path for path in sources if "use_cheap_key_derivation" in path.read_text("utf-8")]
    assert users == [home]


def test_the_module_of_the_seam_reads_nothing_from_outside() -> None:
    tree = ast.parse(inspect.getsource(slots))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {alias.name for node in nodes for alias in node.names}
    assert not names & {"os", "sys", "pathlib", "Path", "environ", "getenv"}
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not named & {"open", "os", "sys", "__import__"}


def test_the_real_strength_is_used_without_the_seam() -> None:
    slot = made()
    assert slot.strength == DAILY
    assert opened(slot) == KEYS


@pytest.mark.usefixtures("cheap")
def test_weak_passphrases_make_no_slot() -> None:
    with pytest.raises(WeakPassphrase):
        made(passphrase="short")


@pytest.mark.usefixtures("cheap")
def test_a_machine_without_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    slot = made()

    class NoMemory:
        def __init__(self, **_: object) -> None:
            pass

        def derive(self, _: bytes) -> bytes:
            raise MemoryError

    monkeypatch.setattr(slots, "Argon2id", NoMemory)
    with pytest.raises(NotEnoughMemory):
        opened(slot)


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize(
    "change",
    [
        {"kind": "weekly"},
        {"memory_kib": 0},
        {"memory_kib": True},
        {"memory_kib": "8"},
        {"salt": "00"},
        {"salt": "AB" * 16},
        {"wrapped": "zz" * 80},
        {"version": 0},
        {"suite": 0},
        {"more": 1},
    ],
)
def test_malformed_records_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        Slot.from_record("u1", {**made().to_record(), **change})


@pytest.mark.usefixtures("cheap")
@pytest.mark.parametrize("name", ["version", "suite"])
def test_newer_slots_are_named(name: str) -> None:
    with pytest.raises(NewerFormat):
        Slot.from_record("u1", {**made().to_record(), name: 2})
