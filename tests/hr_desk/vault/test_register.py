# SPDX-License-Identifier: Apache-2.0
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.errors import UserError
from hr_desk.vault import canonical
from hr_desk.vault.delegations import RegisteredUser, admit, delegated_bytes
from hr_desk.vault.grants import make_grant, open_grant
from hr_desk.vault.keys import CompartmentSecret, RootKey, UserKeys
from hr_desk.vault.register import DamagedRegister, NewerRegister, Register, new_register
from hr_desk.vault.slots import create_slot, open_slot, use_cheap_key_derivation

ROOT = RootKey(bytes(32))
ADMIN = UserKeys(b"a" * 32, b"b" * 32)
CLERK = UserKeys(b"c" * 32, b"d" * 32)
HIRING = CompartmentSecret(b"h" * 32)
AT = "2026-03-02T01:00:00Z"
PASSPHRASE = "four unrelated words here"


def user(number: int, name: str, keys: UserKeys, *roles: str) -> RegisteredUser:
    return admit(ROOT, user_id=f"u{number}", name=name, roles=roles, public=keys.public, at=AT)


def desk() -> Register:
    with use_cheap_key_derivation():
        slots = {
            f"u{number}": create_slot(
                desk_id=ROOT.desk_id,
                user_id=f"u{number}",
                keys=keys,
                passphrase=PASSPHRASE,
                kind="daily",
            )
            for number, keys in ((1, ADMIN), (2, CLERK))
        }
    grant = make_grant(
        HIRING.secret,
        desk_id=ROOT.desk_id,
        subject="hiring",
        epoch=1,
        to="u2",
        to_public=CLERK.public,
        by="u1",
        by_keys=ADMIN,
    )
    empty = new_register(ROOT, company={"name": "示例公司", "address": "", "phone": "000"})
    return replace(
        empty,
        users=(user(1, "wang", ADMIN, "hr_admin", "front_desk"), user(2, "Li", CLERK, "recruiter")),
        epochs={"hiring": 1},
        envelope_keys={"hiring": HIRING.envelope_public()},
        slots=slots,
        grants=(grant,),
    ).signed(ROOT)


DESK = desk()
BYTES = DESK.to_bytes()


def edited(change: Callable[[Any], object]) -> bytes:
    value = json.loads(BYTES)
    change(value)
    return canonical.encode(value)


def signed_anew(change: Callable[[Any], object]) -> bytes:
    """What someone who holds the root could write, whatever sense it makes."""
    value = json.loads(edited(change))
    signed = {name: value[name] for name in value if name not in ("signature", "slots", "grants")}
    value["signature"] = ROOT.sign("register", canonical.encode(signed)).hex()
    return canonical.encode(value)


def test_it_comes_back_and_opens() -> None:
    register = Register.from_bytes(BYTES)
    assert register == DESK
    assert register.to_bytes() == BYTES
    clerk = register.named("ＬＩ")
    assert clerk is not None
    assert clerk == register.user("u2")
    with use_cheap_key_derivation():
        keys = open_slot(
            register.slots[clerk.id], PASSPHRASE, desk_id=register.desk_id, public=clerk.public
        )
    (grant,) = register.grants_to("u2")
    granter = register.user(grant.by).public
    assert open_grant(grant, desk_id=ROOT.desk_id, keys=keys, granter=granter) == HIRING.secret


def test_unknown_users_are_not_found() -> None:
    assert DESK.named("zhang") is None
    assert DESK.grants_to("u1") == ()
    with pytest.raises(KeyError):
        DESK.user("u9")


def test_each_signature_raises_the_serial() -> None:
    assert DESK.serial == 1
    assert DESK.signed(ROOT).serial == 2


def test_roles_are_sorted_and_single() -> None:
    assert user(1, "wang", ADMIN, "b", "a", "b").roles == ("a", "b")


def test_a_user_changes_their_slot_alone() -> None:
    with use_cheap_key_derivation():
        slot = create_slot(
            desk_id=ROOT.desk_id,
            user_id="u2",
            keys=CLERK,
            passphrase="another four words",
            kind="daily",
        )
    changed = Register.from_bytes(DESK.with_slot(slot).to_bytes())
    assert changed.slots["u2"] == slot
    assert changed.slots["u1"] == DESK.slots["u1"]
    assert (changed.serial, changed.signature) == (DESK.serial, DESK.signature)


def test_a_grant_needs_no_new_signature() -> None:
    changed = Register.from_bytes(DESK.with_grants(DESK.grants).to_bytes())
    assert changed.grants == DESK.grants * 2


def test_another_root_cannot_sign() -> None:
    with pytest.raises(ValueError, match="root of this desk"):
        DESK.signed(RootKey.generate())


def test_an_unsigned_register_is_not_written() -> None:
    with pytest.raises(ValueError, match="signed"):
        new_register(ROOT, company={}).to_bytes()


def test_every_bit_of_the_signed_part_counts() -> None:
    for bit in range(0, len(BYTES) * 8, 7):
        changed = bytearray(BYTES)
        changed[bit // 8] ^= 1 << bit % 8
        try:
            register = Register.from_bytes(bytes(changed))
        except (DamagedRegister, NewerRegister):
            continue
        # Slots and grants carry signatures of their own, verified when they are opened.
        same = replace(register, slots=DESK.slots, grants=DESK.grants)
        assert same == DESK
        assert (register.slots, register.grants) != (DESK.slots, DESK.grants)


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.update(serial=9),
        lambda value: value.update(desk="00" * 32),
        lambda value: value["company"].update(name="别的公司"),
        lambda value: value["epochs"].update(hiring=2),
        lambda value: value["envelope_keys"].update(hiring="00" * 32),
        lambda value: value["users"].pop(),
        lambda value: value["users"].reverse(),
        lambda value: value["users"][1].update(name="other"),
        lambda value: value["users"][1]["roles"].append("z_role"),
        lambda value: value.update(root=RootKey(b"x" * 32).public.hex()),
    ],
)
def test_what_the_root_signs_cannot_be_changed(change: Callable[[Any], object]) -> None:
    with pytest.raises(DamagedRegister):
        Register.from_bytes(edited(change))


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value["users"][1].update(id="u1"),
        lambda value: value["users"].append(value["users"][0]),
        lambda value: value["users"][1].update(name="ＷＡＮＧ"),
        lambda value: value["users"][1].update(signing="00" * 32),
        lambda value: value["users"][1].update(roles=["hr_admin"]),
        lambda value: value["users"][0].update(roles=["hr_admin", "front_desk"]),
        lambda value: value["users"][1].update(added_at="2026-03-03T01:00:00Z"),
        lambda value: value["users"][1].update(added_at="2026-03-02"),
        lambda value: value["users"][1].update(delegation=value["users"][0]["delegation"]),
        lambda value: value.update(serial=0),
        lambda value: value.update(serial=True),
        lambda value: value.update(format="other"),
        lambda value: value.update(more=1),
        lambda value: value.pop("company"),
        lambda value: value["epochs"].update(hiring=-1),
        lambda value: value["slots"].update(u9=value["slots"]["u1"]),
        lambda value: value["grants"][0].update(to="u9"),
        lambda value: value["grants"][0].update(by="u9"),
        lambda value: value.update(slots=[]),
        lambda value: value.update(users={}),
    ],
)
def test_what_does_not_hold_together_is_refused_even_signed(
    change: Callable[[Any], object],
) -> None:
    with pytest.raises(DamagedRegister):
        Register.from_bytes(signed_anew(change))


def test_a_register_of_another_root_is_another_desk() -> None:
    other = RootKey.generate()
    stolen = replace(DESK, root_public=other.public)
    with pytest.raises(DamagedRegister):
        stolen.signed(other)


def test_another_root_cannot_take_over_the_name_of_this_desk() -> None:
    other = RootKey.generate()
    users = tuple(
        replace(
            one,
            delegation=other.sign(
                "delegation",
                delegated_bytes(ROOT.desk_id, one.id, one.public.signing, one.roles, one.added_at),
            ),
        )
        for one in DESK.users
    )
    stolen = replace(DESK, root_public=other.public, users=users)
    signature = other.sign("register", stolen._signed_bytes())
    with pytest.raises(DamagedRegister):
        Register.from_bytes(replace(stolen, signature=signature).to_bytes())


@pytest.mark.parametrize(
    "change",
    [
        lambda value: value.update(version=2),
        lambda value: value.update(suite=2),
        lambda value: value.update(version=3, whatever=[]),
        lambda value: value["slots"]["u1"].update(version=2),
        lambda value: value["grants"][0].update(suite=7),
    ],
)
def test_a_newer_register_is_named(change: Callable[[Any], object]) -> None:
    with pytest.raises(NewerRegister) as caught:
        Register.from_bytes(edited(change))
    assert "newer version" in caught.value.text("en")


@pytest.mark.parametrize("cut", [0, 1, 100, len(BYTES) - 1])
def test_a_truncated_register_is_refused(cut: int) -> None:
    with pytest.raises(DamagedRegister):
        Register.from_bytes(BYTES[:cut])


@pytest.mark.parametrize("data", [b"null", b"[]", b"{}", b" " * (16 * 1024 * 1024 + 1)])
def test_what_is_no_register_is_refused(data: bytes) -> None:
    with pytest.raises(DamagedRegister):
        Register.from_bytes(data)


@given(st.binary(max_size=200))
def test_random_bytes_are_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(UserError):
        Register.from_bytes(data)


def test_it_holds_no_secret() -> None:
    for secret in (ROOT.seed, ADMIN.signing, ADMIN.sealing, HIRING.secret, HIRING.file_key()):
        assert secret.hex().encode() not in BYTES
    assert PASSPHRASE.encode() not in BYTES
