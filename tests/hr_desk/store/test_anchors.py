# SPDX-License-Identifier: Apache-2.0
"""The head that a user remembers outside the desk."""

from pathlib import Path

import pytest

from hr_desk.store.anchors import Anchor, Head, profile_folder
from hr_desk.store.problems import FolderReadOnly

DESK = "ab" * 32


def anchor(profile: Path, user: str = "u1", compartment: str = "hiring") -> Anchor:
    return Anchor(profile, DESK, compartment, user)


def head(sequence: int, byte: int = 7) -> Head:
    return Head(sequence, bytes([byte]) * 32)


def test_nothing_is_remembered_at_first(tmp_path: Path) -> None:
    assert anchor(tmp_path).read() is None
    assert anchor(tmp_path).restores() == frozenset()


def test_a_head_only_rises(tmp_path: Path) -> None:
    one = anchor(tmp_path)
    one.write(head(5))
    one.write(head(3, 9))
    assert anchor(tmp_path).read() == head(5)
    one.write(head(6, 9))
    assert anchor(tmp_path).read() == head(6, 9)


def test_users_and_files_do_not_mix(tmp_path: Path) -> None:
    anchor(tmp_path).write(head(5))
    assert anchor(tmp_path, "u2").read() is None
    assert anchor(tmp_path, compartment="visits").read() is None


def test_a_restore_lowers_the_head_and_stays_known(tmp_path: Path) -> None:
    one = anchor(tmp_path)
    one.write(head(50))
    one.replace(head(20), restores=[b"r" * 32])
    one.write(head(21))
    one.replace(head(10), restores=[b"s" * 32])
    assert anchor(tmp_path).read() == head(10)
    assert anchor(tmp_path).restores() == {b"r" * 32, b"s" * 32}


@pytest.mark.parametrize("damage", [b"", b"x" * 39, b"x" * 41])
def test_a_damaged_anchor_counts_as_none(tmp_path: Path, damage: bytes) -> None:
    one = anchor(tmp_path)
    one.write(head(5))
    next((tmp_path / "heads").iterdir()).write_bytes(damage)
    assert one.read() is None


def test_a_disk_that_refuses_the_head_does_not_undo_the_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> int:
        raise OSError(28, "No space left on device")

    one = anchor(tmp_path)
    monkeypatch.setattr("os.write", refused)
    one.write(head(5))


def test_a_profile_that_cannot_be_written_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(FolderReadOnly):
        anchor(tmp_path)


def test_the_profile_lies_in_the_account(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert profile_folder() == tmp_path / "hr-desk"
