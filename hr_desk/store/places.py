# SPDX-License-Identifier: Apache-2.0
"""Where a desk and its backups lie: on a disk of this computer, or where data goes elsewhere.

SQLite's locks and its shared-memory file do not hold on shares, and the driver does not notice
(models: NFS and SMB files came back malformed), so the program checks by itself. Folders of
programs that copy to other machines are refused too: what lies there is stored somewhere else
(policy 7), and such a program takes a file that is being written. What a privacy officer may allow
all the same, ``operations.place_permits`` knows.
"""

import os
import re
import sys
from pathlib import Path
from typing import Final

from hr_desk.store.problems import CopiedElsewhere, NotLocal

REMOTE_FILE_SYSTEMS = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "smb2", "ncpfs", "afs", "9p", "ceph", "glusterfs")
) | frozenset(("fuse.sshfs", "fuse.davfs", "davfs", "fuse.rclone", "fuse.glusterfs", "lustre"))
"""File-system types, as the kernel names them, that reach another machine."""

SYNCED = (
    "onedrive", "dropbox", "icloud", "icloud drive", "iclouddrive", "mobile documents", "nutstore",
    "nutstore files", "坚果云", "baidunetdisk", "baidusyncdisk", "百度网盘", "百度网盘同步空间",
    "google drive", "googledrive", "my drive",
)  # fmt: skip
"""What the folders of such programs are called (promises, 7-store)."""

_NAMED_AFTER = (" - ", " (")
"""What stands between such a name and the company's or the person's."""

_SOMEBODYS = re.compile(
    r"^(?:[A-Z]:)?[\\/](?:Users|home|Documents and Settings)[\\/][^\\/]+", re.IGNORECASE
)
"""The folder of an account, which systems name after who has it."""

MOUNTS = Path("/proc/mounts")
_DRIVE_REMOTE = 4  # GetDriveTypeW's value for a mapped network drive


SHARE: Final = "share"
SYNCED_FOLDER: Final = "synced"


def reach_of(folder: Path) -> str:
    """Return how data in ``folder`` (or its nearest existing parent) leaves this computer.

    SHARE on a network share, SYNCED_FOLDER where a program copies to other machines, empty where
    it stays here.
    """
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    remote = _remote_on_windows(place) if os.name == "nt" else _remote_on_unix(place.resolve())
    if remote:
        return SHARE
    parts = (*folder.absolute().parts, *place.resolve().parts)
    return SYNCED_FOLDER if any(_is_synced(part) for part in parts) else ""


def require_local(folder: Path) -> None:
    """Raise NotLocal where ``folder`` lies on a share, CopiedElsewhere where it is copied on."""
    reach = reach_of(folder)
    if reach == SHARE:
        raise NotLocal(folder=str(folder))
    if reach:
        raise CopiedElsewhere(folder=str(folder))


def exact(folder: Path) -> str:
    """Return which place this is: the computer, and the folder with every link followed.

    A program that copies to other machines makes the same folder there; that is another place.
    """
    return f"{_computer()}\n{os.path.normcase(folder.resolve())}"


def _computer() -> str:
    """Return the computer's name without asking the network's part of the library for it."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


def named_for_others(place: str) -> str:
    """Return a place without the name of the account whose folder it lies in: ``~/backups``.

    What is kept for years and shown to others, a certificate, names nobody (clause 4.2-end).
    """
    home = str(Path.home())
    if place == home or place.startswith((f"{home}/", f"{home}\\")):
        return "~" + place[len(home) :]
    return _SOMEBODYS.sub("~", place)


def _is_synced(part: str) -> bool:
    """Whether a part of a path is such a folder: ``OneDrive``, ``OneDrive - 示例公司``."""
    name = part.lower()
    return any(
        name == known or any(name.startswith(known + mark) for mark in _NAMED_AFTER)
        for known in SYNCED
    )


def _remote_on_unix(place: Path) -> bool:
    if not MOUNTS.exists():
        return False
    best, kind = "", ""
    for line in MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines():
        _, mount, this_kind, *_ = line.split(" ")
        mount = mount.replace("\\040", " ")
        if _lies_under(str(place), mount) and len(mount) >= len(best):
            best, kind = mount, this_kind
    return kind in REMOTE_FILE_SYSTEMS


def _lies_under(place: str, mount: str) -> bool:
    return place == mount or place.startswith(mount.rstrip("/") + "/")


def _remote_on_windows(place: Path) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    if str(place).startswith("\\\\"):
        return True
    return bool(ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _DRIVE_REMOTE)
