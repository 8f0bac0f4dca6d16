# SPDX-License-Identifier: Apache-2.0
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.vault.keys import (
    CompartmentSecret,
    RootKey,
    SignatureProblem,
    UserKeys,
    fingerprint,
    verify,
)

KEYS = UserKeys(bytes(range(32)), bytes(range(32, 64)))


@given(st.text(max_size=20), st.binary(max_size=60))
def test_a_signature_fits_its_purpose_and_bytes(context: str, payload: bytes) -> None:
    signature = KEYS.sign(context, payload)
    verify(KEYS.public.signing, context, payload, signature)
    for other_context, other in ((context + "x", payload), (context, payload + b"x")):
        with pytest.raises(SignatureProblem):
            verify(KEYS.public.signing, other_context, other, signature)


def test_the_border_between_purpose_and_payload_is_signed() -> None:
    signature = KEYS.sign("grant", b"s and more")
    with pytest.raises(SignatureProblem):
        verify(KEYS.public.signing, "grants", b" and more", signature)


def test_every_bit_of_a_signature_counts() -> None:
    signature = KEYS.sign("test", b"payload")
    for bit in range(len(signature) * 8):
        with pytest.raises(SignatureProblem):
            verify(KEYS.public.signing, "test", b"payload", flipped(signature, bit))


@pytest.mark.parametrize(("key", "signature"), [(b"", b"x" * 64), (b"\xff" * 32, b"x" * 64)])
def test_what_is_no_key_signs_nothing(key: bytes, signature: bytes) -> None:
    with pytest.raises(SignatureProblem):
        verify(key, "test", b"payload", signature)


def test_another_key_did_not_sign() -> None:
    with pytest.raises(SignatureProblem):
        verify(UserKeys.generate().public.signing, "test", b"a", KEYS.sign("test", b"a"))


def test_secrets_do_not_show() -> None:
    root, secret = RootKey(bytes(32)), CompartmentSecret(bytes(32))
    for shown in (repr(KEYS), repr(root), repr(secret)):
        assert "\\x" not in shown
        assert "00" not in shown


@pytest.mark.parametrize("make", [RootKey, CompartmentSecret, lambda key: UserKeys(key, key)])
def test_a_key_has_32_bytes(make: type[RootKey]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        make(bytes(31))


def test_the_keys_of_a_compartment_differ_from_each_other_and_between_compartments() -> None:
    secrets = [CompartmentSecret(bytes(31) + bytes([number])) for number in range(8)]
    derived = [
        key
        for secret in secrets
        for key in (
            secret.secret,
            secret.file_key(),
            secret.digest_key(),
            secret.envelope_secret(),
            secret.envelope_public(),
            UserKeys(secret.secret, secret.secret).own_key(),
        )
    ]
    assert len(set(derived)) == len(derived)
    assert {len(key) for key in derived} == {32}


def test_generated_keys_differ() -> None:
    assert len({UserKeys.generate() for _ in range(20)}) == 20
    assert len({RootKey.generate().desk_id for _ in range(20)}) == 20
    assert len({CompartmentSecret.generate() for _ in range(20)}) == 20


def test_a_desk_id_is_the_hash_of_its_root_and_prints_short() -> None:
    root = RootKey(bytes(32))
    assert root.desk_id == hashlib.sha256(root.public).hexdigest()
    assert fingerprint("00" * 10 + "ff" * 22) == "0000-0000-0000-0000"
    assert fingerprint("ff" * 10 + "00" * 22) == "ZZZZ-ZZZZ-ZZZZ-ZZZZ"
    assert fingerprint("00443214c74254b635cf" + "00" * 22) == "0123-4567-89AB-CDEF"


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
