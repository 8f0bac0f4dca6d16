# SPDX-License-Identifier: Apache-2.0
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.vault import envelopes
from hr_desk.vault.envelopes import (
    DraftProblem,
    EnvelopeContext,
    EnvelopeProblem,
    MessageTooLong,
    NewerEnvelope,
    open_envelope,
    open_own,
    read_header,
    seal,
    seal_to_self,
)
from hr_desk.vault.keys import CompartmentSecret, UserKeys
from hr_desk.vault.padding import CLASSES, padded, unpadded
from hr_desk.vault.records import Malformed
from hr_desk.vault.sealing import ADDED, open_with, seal_to

HIRING = CompartmentSecret(b"h" * 32)
VISITS = CompartmentSecret(b"v" * 32)
CLERK = UserKeys(b"c" * 32, b"d" * 32)
CONTEXT = EnvelopeContext("u2", "hiring", "candidate", "desk-1")
MESSAGE = "示例：张三 13800000000".encode()
STAFF_OVERHEAD = 4 + 65


def made(message: bytes = MESSAGE, signer: UserKeys | None = CLERK) -> bytes:
    return seal(message, to=HIRING.envelope_public(), context=CONTEXT, signer=signer)


def opened(
    data: bytes,
    *,
    secret: bytes = HIRING.envelope_secret(),
    context: EnvelopeContext = CONTEXT,
    signer: bytes | None = CLERK.public.signing,
) -> bytes:
    return open_envelope(data, secret=secret, context=context, signer=signer).message


SIGNED, UNSIGNED = made(), made(signer=None)


@given(st.binary(max_size=5000))
def test_a_message_comes_back(message: bytes) -> None:
    assert opened(made(message)) == message
    assert opened(made(message, None), signer=None) == message


def test_the_outside_says_where_it_goes_and_nothing_else() -> None:
    header = read_header(SIGNED)
    assert header.context == CONTEXT
    assert header.key_name == envelopes.key_name(HIRING.envelope_public())
    result = open_envelope(
        SIGNED, secret=HIRING.envelope_secret(), context=CONTEXT, signer=CLERK.public.signing
    )
    assert (result.reference, result.signed) == (header.reference, True)
    assert MESSAGE not in SIGNED
    assert CLERK.public.signing not in SIGNED
    assert MESSAGE.decode() not in repr(result)


def test_each_reference_is_new() -> None:
    assert len({read_header(made()).reference for _ in range(50)}) == 50


@pytest.mark.parametrize(
    ("length", "size"),
    [
        (0, CLASSES[0]),
        (CLASSES[0] - STAFF_OVERHEAD, CLASSES[0]),
        (CLASSES[0] - STAFF_OVERHEAD + 1, CLASSES[1]),
        (CLASSES[1] - STAFF_OVERHEAD, CLASSES[1]),
        (CLASSES[2] - STAFF_OVERHEAD, CLASSES[2]),
        (CLASSES[3] - STAFF_OVERHEAD, CLASSES[3]),
    ],
)
def test_four_lengths_are_seen_from_outside(length: int, size: int) -> None:
    fixed = len(SIGNED) - CLASSES[0]
    for signer in (CLERK, None):
        assert len(made(bytes(length), signer)) == fixed + size


def test_what_no_size_holds_is_not_sent() -> None:
    with pytest.raises(MessageTooLong):
        made(bytes(CLASSES[3] - STAFF_OVERHEAD + 1))
    with pytest.raises(MessageTooLong):
        seal_to_self(bytes(CLASSES[3] - 3), CLERK, label="draft")


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(EnvelopeProblem):
        opened(SIGNED, secret=VISITS.envelope_secret())


@pytest.mark.parametrize("name", ["sender", "receiver", "kind", "id"])
def test_another_context_does_not_open_it(name: str) -> None:
    with pytest.raises(EnvelopeProblem):
        opened(SIGNED, context=replace(CONTEXT, **{name: "other"}))


@pytest.mark.parametrize(
    ("name", "other"), [("u2", "u3"), ("hiring", "visits"), ("candidate", "xandidate")]
)
def test_a_rewritten_header_does_not_open(name: str, other: str) -> None:
    changed = SIGNED.replace(f'"{name}"'.encode(), f'"{other}"'.encode())
    assert changed != SIGNED
    with pytest.raises(EnvelopeProblem):
        opened(changed, context=read_header(changed).context)


def test_staff_must_have_signed() -> None:
    with pytest.raises(EnvelopeProblem):
        opened(UNSIGNED)
    with pytest.raises(EnvelopeProblem):
        opened(SIGNED, signer=UserKeys.generate().public.signing)
    with pytest.raises(EnvelopeProblem):
        opened(made(signer=UserKeys.generate()))


def test_a_signature_that_nobody_checks_is_refused() -> None:
    with pytest.raises(EnvelopeProblem):
        opened(SIGNED, signer=None)


def test_what_was_signed_for_one_cannot_be_sealed_to_another() -> None:
    start = SIGNED[: len(SIGNED) - CLASSES[0] - ADDED]
    inner = unpadded(open_with(HIRING.envelope_secret(), SIGNED[len(start) :], start))
    forwarded = start + seal_to(VISITS.envelope_public(), padded(inner), start)
    with pytest.raises(EnvelopeProblem):
        opened(forwarded, secret=VISITS.envelope_secret())


def test_every_bit_counts() -> None:
    for bit in range(0, len(SIGNED) * 8, 3):
        changed = bytearray(SIGNED)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(EnvelopeProblem):
            opened(bytes(changed))


@pytest.mark.parametrize("cut", [0, 3, 8, 9, 100, len(SIGNED) - 1])
def test_truncated_envelopes_are_refused(cut: int) -> None:
    with pytest.raises(EnvelopeProblem):
        opened(SIGNED[:cut])
    with pytest.raises(EnvelopeProblem):
        read_header(SIGNED[:cut])


def test_oversized_envelopes_are_refused_before_they_are_opened() -> None:
    for data in (SIGNED + b"\0", SIGNED + bytes(2**24), SIGNED[:8] + bytes(2**25)):
        with pytest.raises(EnvelopeProblem):
            read_header(data)


@pytest.mark.parametrize("place", [4, 5])
def test_newer_envelopes_wait(place: int) -> None:
    changed = bytearray(SIGNED)
    changed[place] = 2
    with pytest.raises(NewerEnvelope):
        read_header(bytes(changed))
    changed[place] = 0
    with pytest.raises(EnvelopeProblem):
        read_header(bytes(changed))


@given(st.binary(max_size=3000))
def test_random_bytes_are_refused_in_a_sentence(data: bytes) -> None:
    for candidate in (data, b"HRDE\x01\x01" + data):
        with pytest.raises(EnvelopeProblem):
            opened(candidate)


@pytest.mark.parametrize("inner", [b"\x01", bytes(64), b"\x02" + bytes(64) + b"a"])
def test_a_malformed_inside_is_refused(inner: bytes) -> None:
    start = SIGNED[: len(SIGNED) - CLASSES[0] - ADDED]
    data = start + seal_to(HIRING.envelope_public(), padded(inner), start)
    for signer in (None, CLERK.public.signing):
        with pytest.raises(EnvelopeProblem):
            opened(data, signer=signer)


def test_a_good_signature_under_another_mark_is_refused() -> None:
    start = SIGNED[: len(SIGNED) - CLASSES[0] - ADDED]
    inner = unpadded(open_with(HIRING.envelope_secret(), SIGNED[len(start) :], start))
    for mark in (b"\x00", b"\x02"):
        changed = padded(mark + inner[1:])
        with pytest.raises(EnvelopeProblem):
            opened(start + seal_to(HIRING.envelope_public(), changed, start))


def test_a_long_context_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="short"):
        seal(
            b"",
            to=HIRING.envelope_public(),
            context=replace(CONTEXT, id="x" * 1024),
            signer=None,
        )


@given(st.binary(max_size=3000), st.text(max_size=10))
def test_own_data_comes_back_under_its_label(message: bytes, label: str) -> None:
    sealed = seal_to_self(message, CLERK, label=label)
    assert open_own(sealed, CLERK, label=label) == message
    with pytest.raises(DraftProblem):
        open_own(sealed, CLERK, label=label + "x")


def test_own_data_is_nobody_elses() -> None:
    sealed = seal_to_self(MESSAGE, CLERK, label="draft")
    assert MESSAGE not in sealed
    with pytest.raises(DraftProblem):
        open_own(sealed, UserKeys.generate(), label="draft")
    with pytest.raises(DraftProblem):
        open_own(SIGNED, CLERK, label="draft")


def test_every_bit_of_own_data_counts() -> None:
    sealed = seal_to_self(MESSAGE, CLERK, label="draft")
    for bit in range(0, len(sealed) * 8, 3):
        changed = bytearray(sealed)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(DraftProblem):
            open_own(bytes(changed), CLERK, label="draft")
    for cut in (0, 5, 18, 100, len(sealed) - 1):
        with pytest.raises(DraftProblem):
            open_own(sealed[:cut], CLERK, label="draft")


@given(st.binary(max_size=3000))
def test_padding_has_one_spelling(content: bytes) -> None:
    data = padded(content)
    assert len(data) in CLASSES
    assert unpadded(data) == content
    for other in (data + b"\0", data[:-1], data[:-1] + b"\1", b"\xff" + data[1:], data + data):
        with pytest.raises(Malformed):
            unpadded(other)
