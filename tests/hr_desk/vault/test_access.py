# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import pytest

from hr_desk.vault.access import NotGranted, secret_for
from hr_desk.vault.delegations import RegisteredUser, admit
from hr_desk.vault.grants import Grant, GrantProblem, make_grant
from hr_desk.vault.keys import CompartmentSecret, RootKey, UserKeys
from hr_desk.vault.register import Register, new_register

ROOT = RootKey(bytes(32))
KEYS = {
    name: UserKeys(name.encode() * 16, b"s" + name.encode() * 15 + b"s") for name in ("u1", "u2")
}
OLD, NEW, FALSE = (CompartmentSecret(letter * 32) for letter in (b"o", b"n", b"f"))


def user(name: str) -> RegisteredUser:
    return admit(
        ROOT,
        user_id=name,
        name=name,
        roles=("recruiter",),
        public=KEYS[name].public,
        at="2026-03-02T01:00:00Z",
    )


def grant(secret: bytes, epoch: int, *, subject: str = "hiring", to: str = "u1") -> Grant:
    return make_grant(
        secret,
        desk_id=ROOT.desk_id,
        subject=subject,
        epoch=epoch,
        to=to,
        to_public=KEYS[to].public,
        by="u2",
        by_keys=KEYS["u2"],
    )


def desk(*grants: Grant) -> Register:
    return replace(
        new_register(ROOT, company={"name": "示例公司"}),
        users=(user("u1"), user("u2")),
        epochs={"hiring": 2},
        envelope_keys={"hiring": NEW.envelope_public()},
        grants=grants,
    ).signed(ROOT)


def secret(register: Register, subject: str = "hiring", epoch: int | None = None) -> bytes:
    return secret_for(register, subject, user_id="u1", keys=KEYS["u1"], epoch=epoch)


def test_the_epoch_in_force_and_an_earlier_one() -> None:
    register = desk(grant(OLD.secret, 1), grant(NEW.secret, 2))
    assert secret(register) == NEW.secret
    assert secret(register, epoch=1) == OLD.secret


def test_the_root() -> None:
    assert secret(desk(grant(ROOT.seed, 1, subject="root")), "root") == ROOT.seed


def test_what_was_not_granted() -> None:
    register = desk(grant(OLD.secret, 1), grant(NEW.secret, 2, to="u2"))
    for subject, epoch in (("hiring", None), ("hiring", 3), ("payroll", None), ("root", None)):
        with pytest.raises(NotGranted):
            secret(register, subject, epoch)


def test_a_secret_that_the_root_did_not_sign_for_is_refused() -> None:
    with pytest.raises(GrantProblem):
        secret(desk(grant(FALSE.secret, 2)))


def test_a_false_grant_does_not_hide_the_true_one() -> None:
    spoilt = replace(grant(NEW.secret, 2), sealed=bytes(80))
    assert secret(desk(grant(FALSE.secret, 2), spoilt, grant(NEW.secret, 2))) == NEW.secret


def test_a_compartment_without_a_signed_envelope_key_is_refused() -> None:
    register = replace(desk(grant(NEW.secret, 2)), envelope_keys={})
    with pytest.raises(GrantProblem):
        secret(register)
