# SPDX-License-Identifier: Apache-2.0
"""Taking up a profile: verify it, remember it, and make of it what a kiosk asks and shows."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.loader import load_text
from hr_desk.catalogue.problems import CatalogueProblem
from hr_desk.i18n import Text, use_more
from hr_desk.kiosk.kept import LOCK
from hr_desk.kiosk.problems import KioskFolderDamaged, OlderProfile, OtherCatalogue
from hr_desk.store.anchors import profile_folder
from hr_desk.store.desk_files import replace_whole, writing
from hr_desk.store.presence import exclusive
from hr_desk.vault import canonical
from hr_desk.vault.profiles import Profile, read_profile

_SEEN: Final = "seen"


def take_up(data: bytes, *, desk: str, folder: Path, today: date) -> Profile:
    """Return the verified profile that a kiosk may work with today, and remember its serial.

    ``data`` is the content of the profile's file, ``desk`` what stands behind ``--desk`` (an id or
    a fingerprint), ``folder`` the kiosk's own folder, which is made if it is not there. The
    process is given the profile's further languages. Raises ProfileProblem (DamagedProfile,
    NewerProfile, OtherDesk, DeskUnreadable, ExpiredProfile, ProfileAhead, OlderProfile,
    OtherCatalogue), KioskFolderDamaged and the sentences about disks.
    """
    profile = read_profile(data, desk=desk)
    profile.require_valid(today)
    catalogue_of(profile)
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
    _remember(profile, folder)
    use_more(profile.extra_languages.values())
    return profile


def folder_for(data: bytes, *, desk: str) -> Path:
    """Return where a kiosk of this account keeps its copies and its count, by default.

    Raises DamagedProfile, NewerProfile, OtherDesk, DeskUnreadable.
    """
    profile = read_profile(data, desk=desk)
    return profile_folder() / "kiosk" / f"{profile.desk_id[:32]}-{profile.profile_id}"


def catalogue_of(profile: Profile) -> Catalogue:
    """Return the catalogue that ships with the company's overlay of the profile.

    Raises OtherCatalogue where that is not what the profile's notice was made from.
    """
    try:
        found = load_text(profile.overlay)
    except CatalogueProblem:
        raise OtherCatalogue from None
    if found.fingerprint() != profile.catalogue:
        raise OtherCatalogue
    return found


def policy_of(profile: Profile) -> Text:
    """Return the full policy; English readers get the Chinese text where there is no other."""
    texts = profile.notice.policy
    return Text(zh=texts["zh_CN"], en=texts["en"] or texts["zh_CN"])


def _remember(profile: Profile, folder: Path) -> None:
    """Note the highest serial of each desk that was used in this folder; raises OlderProfile."""
    path = folder / _SEEN
    with writing(folder), exclusive(folder / LOCK):
        seen = _seen(path)
        if profile.serial < seen.get(profile.desk_id, 0):
            raise OlderProfile
        if profile.serial > seen.get(profile.desk_id, 0):
            replace_whole(path, canonical.encode({**seen, profile.desk_id: profile.serial}))


def _seen(path: Path) -> Mapping[str, int]:
    if not path.exists():
        return {}
    try:
        found = canonical.decode(path.read_bytes())
    except canonical.NotCanonical:
        found = None
    if not isinstance(found, dict) or any(type(serial) is not int for serial in found.values()):
        raise KioskFolderDamaged(file=path.name)
    return found
