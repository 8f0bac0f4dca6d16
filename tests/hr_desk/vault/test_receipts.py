# SPDX-License-Identifier: Apache-2.0
"""A receipt names one envelope, and holds for one desk alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.vault import canonical, receipts
from hr_desk.vault.delegations import admit
from hr_desk.vault.keys import RootKey, UserKeys

ROOT, OTHER, KEYS = RootKey(bytes(range(32))), RootKey(bytes(32)), UserKeys(b"s" * 32, b"g" * 32)
AT = "2026-03-02T01:00:00Z"
USER = admit(
    ROOT, user_id="u1", name="gate", roles=("front_desk",), public=KEYS.public, at=AT
)  # fmt: skip
REFERENCE = "0f" * 16


def receipt(envelope: bytes = b"envelope", outcome: receipts.Outcome = "taken_in") -> bytes:
    return receipts.issue_receipt(
        envelope, reference=REFERENCE, receiver=f"{ROOT.desk_id}/visits", outcome=outcome, at=AT,
        signer=KEYS, user=USER, root_public=ROOT.public,
    )  # fmt: skip


def test_a_receipt_says_which_envelope_and_who_has_it() -> None:
    read = receipts.read_receipt(receipt(outcome="set_aside"), desk_id=ROOT.desk_id)
    assert (read.reference, read.outcome, read.user) == (REFERENCE, "set_aside", "u1")
    assert read.digest == receipts.digest_of(b"envelope")
    assert read.digest != receipts.digest_of(b"another")


def test_a_receipt_of_another_desk_is_none() -> None:
    with pytest.raises(receipts.ReceiptProblem):
        receipts.read_receipt(receipt(), desk_id=OTHER.desk_id)


@given(st.data())
def test_no_changed_receipt_passes(data: st.DataObject) -> None:
    content = bytearray(receipt())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(receipts.ReceiptProblem):
        receipts.read_receipt(bytes(content), desk_id=ROOT.desk_id)


@pytest.mark.parametrize(
    ("name", "value"),
    [("outcome", "lost"), ("roles", []), ("at", "yesterday"), ("reference", "0f"), ("suite", 2)],
)
def test_a_receipt_that_says_something_else_is_refused(name: str, value: object) -> None:
    record = canonical.decode(receipt())
    assert isinstance(record, dict)
    with pytest.raises(receipts.ReceiptProblem):
        receipts.read_receipt(canonical.encode({**record, name: value}), desk_id=ROOT.desk_id)


def test_what_is_far_too_long_is_not_even_read() -> None:
    with pytest.raises(receipts.ReceiptProblem):
        receipts.read_receipt(b"[" * (receipts.LARGEST + 1), desk_id=ROOT.desk_id)
