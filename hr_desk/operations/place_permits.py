# SPDX-License-Identifier: Apache-2.0
"""Whether a desk or its backups may lie where they lie (promises, 7-store; decision 24).

A disk of this computer always; a live desk on a network share never. A desk in a folder that a
program copies to other machines, and backups in such a folder or on a share, where the privacy
officer allowed that very place. What they signed lies beside ``slots.json``: whoever opens the desk
needs the answer before any file is opened, and most of them cannot read ``privacy``, which keeps
the record. It names no place in clear, only a digest.
"""

import hashlib
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Final

from hr_desk.domain.places import BACKUPS, DESK
from hr_desk.operations.place_problems import (
    BackupsCopiedElsewhere,
    BackupsOnShare,
    DeskNotAllowedHere,
)
from hr_desk.store import places
from hr_desk.store.desk_files import DeskFiles, replace_whole, writing
from hr_desk.store.problems import NotLocal
from hr_desk.vault import canonical
from hr_desk.vault.keys import SIGNATURE_SIZE, UserKeys
from hr_desk.vault.records import Malformed, Record, check_day, check_moment
from hr_desk.vault.register import Register

CONTEXT: Final = "place"
"""The context of the officer's signature."""

FOLDER: Final = "places"
OFFICER: Final = "privacy_officer"

_LARGEST: Final = 16 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """One permission as its officer signed it: what may lie at which place, why and until when.

    ``desk`` is the desk's id, ``use`` DESK or BACKUPS, ``place`` a digest (``place_of``),
    ``given_by`` a user id, ``given_at`` a moment in UTC, ``until`` the last day (Asia/Shanghai).
    """

    id: str
    desk: str
    use: str
    place: str
    reason: str
    given_by: str
    given_at: str
    until: str

    def holds_on(self, day: date) -> bool:
        """Whether its day of review is not over."""
        return day <= date.fromisoformat(self.until)

    def signature(self, keys: UserKeys) -> bytes:
        """Return the signature of its officer, whose keys these are."""
        return keys.sign(CONTEXT, canonical.encode(asdict(self)))

    def signed(self, keys: UserKeys) -> bytes:
        """Return the file of it, signed by its officer."""
        return canonical.encode({"permit": asdict(self), "signature": self.signature(keys).hex()})


_NAMES: Final = tuple(one.name for one in fields(Permit))


def place_of(desk_id: str, folder: Path) -> str:
    """Return what a place is known by: a digest of the desk, the computer and the real folder."""
    return hashlib.sha256(f"{desk_id}\n{places.exact(folder)}".encode()).hexdigest()


def path_of(folder: Path, permit_id: str) -> Path:
    """Return where the file of a permission lies."""
    return DeskFiles(folder).part(FOLDER) / f"{permit_id}.json"


def keep(folder: Path, permit_id: str, content: bytes) -> None:
    """Put a signed permission in force; raises DiskFull, FolderReadOnly."""
    path = path_of(folder, permit_id)
    with writing(folder):
        path.parent.mkdir(exist_ok=True)
    replace_whole(path, content)


def permit_for(folder: Path, register: Register, place: Path, *, use: str) -> Permit | None:
    """Return the permission of a place that runs longest, None without one.

    It may have ended. One that no present privacy officer of the desk signed is none.
    """
    wanted = (use, place_of(register.desk_id, place))
    found = [one for one in every(folder, register) if (one.use, one.place) == wanted]
    return max(found, key=lambda one: (one.until, one.given_at), default=None)


def every(folder: Path, register: Register) -> tuple[Permit, ...]:
    """Return every permission beside the desk that counts, those that ended included."""
    paths = sorted(DeskFiles(folder).part(FOLDER).glob("*.json"))
    read = (_read(path, register) for path in paths)
    return tuple(one for one in read if one is not None)


def _read(path: Path, register: Register) -> Permit | None:
    """Return what a file says if its officer signed it; what anybody else put there is nothing."""
    try:
        with path.open("rb") as opened:
            content = opened.read(_LARGEST)
        record = Record(canonical.decode(content), "permit", "signature")
        permit = _permit(Record(record.table("permit"), *_NAMES))
        signature = record.data("signature", SIGNATURE_SIZE)
        roles = register.user(permit.given_by).roles
    except (OSError, Malformed, canonical.NotCanonical, KeyError):
        return None
    payload = canonical.encode(asdict(permit))
    genuine = register.was_signed_by(permit.given_by, CONTEXT, payload, signature)
    named = permit.desk == register.desk_id and path.name == f"{permit.id}.json"
    return permit if genuine and named and OFFICER in roles else None


def _permit(record: Record) -> Permit:
    permit = Permit(**{name: record.text(name) for name in _NAMES})
    check_day(permit.until)
    check_moment(permit.given_at)
    return permit


def require_desk(folder: Path, register: Register, *, on: date) -> None:
    """Raise NotLocal or DeskNotAllowedHere unless a desk may lie in ``folder`` on a day."""
    reach = places.reach_of(folder)
    if reach == places.SHARE:
        raise NotLocal(folder=str(folder))
    if reach and not _allowed(folder, register, folder, use=DESK, on=on):
        raise DeskNotAllowedHere(folder=str(folder))


def require_backups(folder: Path, register: Register, place: Path, *, on: date) -> None:
    """Raise BackupsOnShare or BackupsCopiedElsewhere unless backups may lie in ``place``.

    What lies inside the desk's own folder lies where the desk does.
    """
    if inside(folder, place):
        require_desk(folder, register, on=on)
        return
    reach = places.reach_of(place)
    if reach and not _allowed(folder, register, place, use=BACKUPS, on=on):
        problem = BackupsOnShare if reach == places.SHARE else BackupsCopiedElsewhere
        raise problem(folder=str(place))


def inside(folder: Path, place: Path) -> bool:
    """Whether a place is the desk's folder or lies in it."""
    return place.resolve().is_relative_to(folder.resolve())


def _allowed(folder: Path, register: Register, place: Path, *, use: str, on: date) -> bool:
    permit = permit_for(folder, register, place, use=use)
    return permit is not None and permit.holds_on(on)
