# SPDX-License-Identifier: Apache-2.0
"""The sealed roll call: it opens with its key, for its desk, unchanged, and in no other way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.vault import snapshots
from hr_desk.vault.snapshots import KeyMistyped, SnapshotUnreadable

DESK = "5a" * 32
KEY = bytes(range(32))


@given(st.binary(max_size=200), st.binary(min_size=32, max_size=32))
def test_what_was_sealed_opens_with_its_key_and_its_desk_alone(body: bytes, key: bytes) -> None:
    sealed = snapshots.seal_snapshot(body, key, desk_id=DESK)
    assert snapshots.open_snapshot(sealed, key, desk_id=DESK) == body
    for other_key, other_desk in ((bytes(32 - len(b"x")) + b"x", DESK), (key, "5b" * 32)):
        if (other_key, other_desk) != (key, DESK):
            with pytest.raises(SnapshotUnreadable):
                snapshots.open_snapshot(sealed, other_key, desk_id=other_desk)


def test_every_changed_byte_and_every_shorter_file_is_refused() -> None:
    sealed = snapshots.seal_snapshot(b"list", KEY, desk_id=DESK)
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(SnapshotUnreadable):
            snapshots.open_snapshot(bytes(changed), KEY, desk_id=DESK)
        with pytest.raises(SnapshotUnreadable):
            snapshots.open_snapshot(sealed[:place], KEY, desk_id=DESK)


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_a_key_is_read_as_it_is_spelled_in_any_case(key: bytes, desk: bytes) -> None:
    code = snapshots.spell_key(key, desk.hex())
    assert snapshots.read_key(code) == (desk.hex(), key)
    assert snapshots.read_key(code.lower().replace("-", " ")) == (desk.hex(), key)


def test_a_slip_in_a_typed_key_is_noticed() -> None:
    code = snapshots.spell_key(KEY, DESK)
    for place in range(0, len(code), 7):
        if code[place] != "-":
            other = "2" if code[place] != "2" else "3"
            with pytest.raises(KeyMistyped):
                snapshots.read_key(code[:place] + other + code[place + 1 :])
    for wrong in ("", "!!!", code[:-6], code + "0000000000", "Ü" * 20):
        with pytest.raises(KeyMistyped):
            snapshots.read_key(wrong)


def test_a_pin_is_known_again_and_its_mark_does_not_hold_it() -> None:
    mark = snapshots.pin_mark("481516")
    assert "481516" not in mark
    assert mark != snapshots.pin_mark("481516")
    assert snapshots.is_pin("481516", mark)
    assert not snapshots.is_pin("481517", mark)
