# SPDX-License-Identifier: Apache-2.0
"""A desk lies on a disk of this computer."""

from pathlib import Path

import pytest

from hr_desk.operations import desks
from hr_desk.store import places
from hr_desk.store.problems import CopiedElsewhere, NotLocal
from tests.support.desk import COMPANY, Desk

TABLE = """\
disk / ext4 rw 0 0
proc /proc proc rw 0 0
//server/hr /mnt/share cifs rw 0 0
server:/hr /mnt/nfs nfs4 rw 0 0
disk2 /mnt/share/local xfs rw 0 0
sshfs#me@host /home/me/far fuse.sshfs rw 0 0
stick /media/My\\040Stick vfat rw 0 0
server:/x /mnt/with\\040space nfs rw 0 0
"""


@pytest.fixture
def mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    table = tmp_path / "mounts"
    table.write_text(TABLE)
    monkeypatch.setattr(places, "MOUNTS", table)
    monkeypatch.setattr(Path, "exists", lambda _self: True)
    return table


@pytest.mark.parametrize(
    ("folder", "remote"),
    [
        ("/home/me/desk", False),
        ("/mnt/share", True),
        ("/mnt/share/desk", True),
        ("/mnt/shared/desk", False),
        ("/mnt/share/local/desk", False),
        ("/mnt/nfs/a/b", True),
        ("/home/me/far/desk", True),
        ("/home/me/farther", False),
        ("/media/My Stick/desk", False),
        ("/mnt/with space/desk", True),
    ],
)
@pytest.mark.usefixtures("mounts")
def test_the_longest_mount_decides(folder: str, remote: bool) -> None:
    if remote:
        with pytest.raises(NotLocal):
            places.require_local(Path(folder))
    else:
        places.require_local(Path(folder))


@pytest.mark.parametrize("kind", sorted(places.REMOTE_FILE_SYSTEMS))
def test_every_remote_file_system_is_refused(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"disk / ext4 rw 0 0\nfar {tmp_path} {kind} rw 0 0\n")
    monkeypatch.setattr(places, "MOUNTS", table)
    with pytest.raises(NotLocal):
        places.require_local(tmp_path / "not" / "there" / "yet")


@pytest.mark.usefixtures("cheap")
def test_no_desk_is_made_on_a_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"far {tmp_path} nfs rw 0 0\n")
    monkeypatch.setattr(places, "MOUNTS", table)
    with pytest.raises(NotLocal):
        desks.create(
            tmp_path / "desk", company=COMPANY, admin="admin", passphrase="long enough words here"
        )
    assert not (tmp_path / "desk").exists()


def test_a_link_to_a_share_is_followed(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = tmp_path / "link"
    link.symlink_to(desk.folder)
    table = tmp_path / "mounts"
    table.write_text(f"disk / ext4 rw 0 0\nfar {desk.folder} nfs rw 0 0\n")
    monkeypatch.setattr(places, "MOUNTS", table)
    with pytest.raises(NotLocal):
        desks.user_names(link)


@pytest.mark.parametrize(
    ("folder", "synced"),
    [
        ("OneDrive/desk", True),
        ("ONEDRIVE - 示例公司/人事/desk", True),
        ("OneDrive (个人)/desk", True),
        ("Dropbox", True),
        ("Library/Mobile Documents/desk", True),
        ("坚果云/desk", True),
        ("BaiduSyncdisk/desk", True),
        ("OneDriver/desk", False),
        ("my dropbox letters/desk", False),
        ("desk-onedrive", False),
    ],
)
def test_a_folder_that_a_program_copies_elsewhere_is_refused(
    tmp_path: Path, folder: str, synced: bool
) -> None:
    if synced:
        with pytest.raises(CopiedElsewhere):
            places.require_local(tmp_path / folder)
    else:
        places.require_local(tmp_path / folder)


def test_a_link_into_such_a_folder_is_followed(tmp_path: Path) -> None:
    real = tmp_path / "Dropbox" / "desk"
    real.mkdir(parents=True)
    (tmp_path / "desk").symlink_to(real)
    with pytest.raises(CopiedElsewhere):
        places.require_local(tmp_path / "desk")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("/srv/zhangwei/备份", "~/备份"),
        ("/srv/zhangwei", "~"),
        ("/srv/zhangweiming/备份", "/srv/zhangweiming/备份"),
        ("/home/wangfang/备份", "~/备份"),
        ("C:\\Users\\wangfang\\备份", "~\\备份"),
        ("D:/Documents and Settings/wangfang", "~"),
        ("E:\\备份", "E:\\备份"),
        ("/media/backup disk/Users/2026", "/media/backup disk/Users/2026"),
    ],
)
def test_a_place_is_said_without_whose_folder_it_is(
    place: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/srv/zhangwei"))
    assert places.named_for_others(place) == said
