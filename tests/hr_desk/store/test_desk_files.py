# SPDX-License-Identifier: Apache-2.0
"""The folder of a desk: small files are old or new, never half."""

import errno
from pathlib import Path

import pytest

from hr_desk.store.desk_files import RESERVE, RESERVE_BYTES, DeskFiles, replace_whole, writing
from hr_desk.store.problems import DeskMissing, DiskFull, FolderReadOnly


def test_a_later_epoch_stands_in_the_name(tmp_path: Path) -> None:
    files = DeskFiles(tmp_path)
    assert files.compartment("hiring", 1) == tmp_path / "hiring.db"
    assert files.compartment("hiring", 2) == tmp_path / "hiring-2.db"


def test_a_folder_without_a_desk(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path, tmp_path / "none", tmp_path / "file"):
        with pytest.raises(DeskMissing):
            DeskFiles(folder).read_register()


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    replace_whole(path, b"old")
    replace_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]


def test_a_failure_while_writing_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "a.json"
    replace_whole(path, b"old")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(DiskFull):
        replace_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EACCES, FolderReadOnly),
        (errno.EPERM, FolderReadOnly),
        (errno.EROFS, FolderReadOnly),
        (errno.EIO, OSError),
    ],
)
def test_the_systems_errors_become_sentences(
    tmp_path: Path, number: int, expected: type[Exception]
) -> None:
    with pytest.raises(expected), writing(tmp_path):
        raise OSError(number, "trouble")


def test_the_reserve_is_kept_and_given_back(tmp_path: Path) -> None:
    files = DeskFiles(tmp_path)
    files.keep_reserve()
    files.keep_reserve()
    assert (tmp_path / RESERVE).stat().st_size == RESERVE_BYTES
    files.release_reserve()
    files.release_reserve()
    assert not (tmp_path / RESERVE).exists()
