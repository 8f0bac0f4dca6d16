# SPDX-License-Identifier: Apache-2.0
"""A checkpoint is read without a desk, and not one bit of it can be changed."""

import hashlib
import json
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_desk.vault import canonical
from hr_desk.vault.checkpoints import (
    LARGEST,
    CheckpointProblem,
    DamagedCheckpoint,
    FileHead,
    ForgedCheckpoint,
    Heads,
    NewerCheckpoint,
    read_checkpoint,
    write_checkpoint,
)
from hr_desk.vault.delegations import admit
from hr_desk.vault.keys import RootKey, UserKeys

ROOT = RootKey(bytes(32))
KEEPER = UserKeys(b"o" * 32, b"p" * 32)
USER = admit(ROOT, user_id="u7", name="login-name", roles=("hr_admin",), public=KEEPER.public,
             at="2026-03-02T01:00:00Z")  # fmt: skip
HEADS = Heads(
    desk_id=ROOT.desk_id,
    company_name="示例公司",
    issued_at="2026-09-01T16:00:05Z",
    files={"hiring": FileHead(2, 4711, "ab" * 32), "visits": FileHead(1, 0, "cd" * 32)},
)


def written(heads: Heads = HEADS) -> bytes:
    return write_checkpoint(heads, signer=KEEPER, user=USER, root_public=ROOT.public)


DATA = written()


def edited(change: Callable[[Any], object]) -> bytes:
    value = json.loads(DATA)
    change(value)
    return canonical.encode(value)


def test_it_is_read_back_without_a_desk() -> None:
    checkpoint = read_checkpoint(DATA)
    assert checkpoint.files == HEADS.files
    assert (checkpoint.signer, checkpoint.signer_roles) == ("u7", ("hr_admin",))
    assert b"login-name" not in DATA


def test_its_bytes_are_those_of_the_format() -> None:
    """Keys and heads being given, the bytes follow: a later version must make and read the same."""
    assert hashlib.sha256(DATA).hexdigest() == FROZEN


FROZEN = "0ff0b9003510a7a81ec5972f036300bae9e4c565772e6258b47bbb7469f9d823"


def test_every_bit_counts() -> None:
    chance = random.Random(5)
    for _ in range(300):
        place = chance.randrange(len(DATA))
        spoilt = (
            DATA[:place] + bytes([DATA[place] ^ (1 << chance.randrange(8))]) + DATA[place + 1 :]
        )
        with pytest.raises(CheckpointProblem):
            read_checkpoint(spoilt)


def _lower(value: Any) -> None:
    value["files"]["hiring"]["sequence"] -= 1


CHANGES: Mapping[str, tuple[Callable[[Any], object], type[CheckpointProblem]]] = {
    "a lower number": (_lower, ForgedCheckpoint),
    "another time": (lambda v: v.update(issued_at="2026-09-02T16:00:05Z"), ForgedCheckpoint),
    "another role": (lambda v: v.update(signer_roles=["recruiter"]), ForgedCheckpoint),
    "another desk": (lambda v: v.update(desk_id="00" * 32), ForgedCheckpoint),
    "one name more": (lambda v: v.update(more=1), DamagedCheckpoint),
    "no file": (lambda v: v.pop("files"), DamagedCheckpoint),
    "a short head": (lambda v: v["files"]["hiring"].update(head="ab"), DamagedCheckpoint),
    "epoch zero": (lambda v: v["files"]["hiring"].update(epoch=0), DamagedCheckpoint),
    "no time": (lambda v: v.update(issued_at="yesterday"), DamagedCheckpoint),
    "another format": (lambda v: v.update(format="hr-desk-certificate"), DamagedCheckpoint),
    "a newer version": (lambda v: v.update(version=2), NewerCheckpoint),
}


@pytest.mark.parametrize(("change", "problem"), CHANGES.values(), ids=CHANGES)
def test_a_change_is_refused(
    change: Callable[[Any], object], problem: type[CheckpointProblem]
) -> None:
    with pytest.raises(problem):
        read_checkpoint(edited(change))


def test_a_stranger_signs_none() -> None:
    stranger = UserKeys(b"x" * 32, b"y" * 32)
    for signer, user in (
        (stranger, USER),
        (stranger, replace(USER, public=stranger.public)),
        (KEEPER, replace(USER, roles=("recruiter",))),
    ):
        with pytest.raises(ForgedCheckpoint):
            write_checkpoint(HEADS, signer=signer, user=user, root_public=ROOT.public)


def test_another_root_is_another_desk() -> None:
    other = RootKey(b"r" * 32)
    with pytest.raises(ForgedCheckpoint):
        write_checkpoint(HEADS, signer=KEEPER, user=USER, root_public=other.public)


@given(st.binary(max_size=200))
def test_what_is_none_is_refused(data: bytes) -> None:
    with pytest.raises(CheckpointProblem):
        read_checkpoint(data)


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(DamagedCheckpoint):
        read_checkpoint(b" " * (LARGEST + 1))


NAMES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)


@given(st.dictionaries(NAMES, st.tuples(st.integers(1, 99), st.integers(0, 10**9)), max_size=5))
def test_any_heads_are_read_back(files: dict[str, tuple[int, int]]) -> None:
    heads = {name: FileHead(epoch, seq, "0f" * 32) for name, (epoch, seq) in files.items()}
    assert read_checkpoint(written(replace(HEADS, files=heads))).files == heads
