# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.vault import grants
from hr_desk.vault.grants import Grant, GrantProblem, make_grant, open_grant
from hr_desk.vault.keys import PublicKeys, RootKey, UserKeys
from hr_desk.vault.records import Malformed, NewerFormat

ROOT = RootKey(bytes(32))
GIVER = UserKeys(b"a" * 32, b"b" * 32)
TAKER = UserKeys(b"c" * 32, b"d" * 32)
SECRET = bytes(range(32))


def made(secret: bytes = SECRET, **values: Any) -> Grant:
    given_values: dict[str, Any] = {
        "desk_id": ROOT.desk_id,
        "subject": "hiring",
        "epoch": 1,
        "to": "u2",
        "to_public": TAKER.public,
        "by": "u1",
        "by_keys": GIVER,
    }
    return make_grant(secret, **{**given_values, **values})


def opened(
    grant: Grant,
    keys: UserKeys = TAKER,
    granter: PublicKeys = GIVER.public,
    desk: str = ROOT.desk_id,
) -> bytes:
    return open_grant(grant, desk_id=desk, keys=keys, granter=granter)


def exchanged(grant: Grant, name: str, value: Any) -> Grant:
    changes: dict[str, Any] = {name: value}
    return replace(grant, **changes)


def signed_anew(grant: Grant, keys: UserKeys = GIVER) -> Grant:
    return replace(grant, signature=keys.sign("grant", grants._signed_bytes(grant, ROOT.desk_id)))


@given(
    st.binary(min_size=32, max_size=32),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(
        lambda text: text != "root"
    ),
    st.integers(0, 2**53 - 1),
)
def test_a_grant_opens_for_its_user(secret: bytes, subject: str, epoch: int) -> None:
    grant = made(secret, subject=subject, epoch=epoch)
    assert opened(Grant.from_record(grant.to_record())) == secret


def test_the_root_is_granted_as_itself_alone() -> None:
    assert opened(made(ROOT.seed, subject="root")) == ROOT.seed
    with pytest.raises(GrantProblem):
        opened(made(SECRET, subject="root"))


def test_nobody_else_opens_it() -> None:
    with pytest.raises(GrantProblem) as caught:
        opened(made(), keys=GIVER)
    assert "hiring" in caught.value.text("en")


def test_a_grant_by_another_than_it_says_is_refused() -> None:
    with pytest.raises(GrantProblem):
        opened(made(by_keys=TAKER))
    with pytest.raises(GrantProblem):
        opened(made(), granter=TAKER.public)


@pytest.mark.parametrize(
    "change", [{"subject": "payroll"}, {"epoch": 2}, {"to": "u3"}, {"by": "u3"}]
)
def test_no_part_can_be_exchanged(change: dict[str, Any]) -> None:
    with pytest.raises(GrantProblem):
        opened(replace(made(), **change))


@pytest.mark.parametrize("change", [{"subject": "payroll"}, {"epoch": 2}, {"to": "u3"}])
def test_the_seal_is_bound_even_under_a_new_signature(change: dict[str, Any]) -> None:
    with pytest.raises(GrantProblem):
        opened(signed_anew(replace(made(), **change)))


def test_another_desk_is_another_grant() -> None:
    with pytest.raises(GrantProblem):
        opened(made(), desk=RootKey.generate().desk_id)
    elsewhere = made(desk_id=RootKey.generate().desk_id)
    with pytest.raises(GrantProblem):
        opened(signed_anew(elsewhere))


@pytest.mark.parametrize("name", ["sealed", "signature"])
def test_every_bit_counts(name: str) -> None:
    grant = made()
    value = getattr(grant, name)
    for bit in range(len(value) * 8):
        changed = bytearray(value)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(GrantProblem):
            opened(exchanged(grant, name, bytes(changed)))


def test_every_bit_of_the_seal_counts_even_signed() -> None:
    grant = made()
    for bit in range(len(grant.sealed) * 8):
        changed = bytearray(grant.sealed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(GrantProblem):
            opened(signed_anew(replace(grant, sealed=bytes(changed))))


@pytest.mark.parametrize("length", [0, 31, 33])
def test_only_32_bytes_are_granted(length: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        made(bytes(length))


@pytest.mark.parametrize(
    "change",
    [{"epoch": -1}, {"epoch": "1"}, {"to": ""}, {"sealed": "00"}, {"version": 0}, {"more": 1}],
)
def test_malformed_records_are_refused(change: dict[str, object]) -> None:
    with pytest.raises(Malformed):
        Grant.from_record({**made().to_record(), **change})


@pytest.mark.parametrize("name", ["version", "suite"])
def test_newer_grants_are_named(name: str) -> None:
    with pytest.raises(NewerFormat):
        Grant.from_record({**made().to_record(), name: 2})


def test_the_secret_does_not_show() -> None:
    assert SECRET.hex() not in repr(made().to_record())
