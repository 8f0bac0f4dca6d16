# SPDX-License-Identifier: Apache-2.0
"""Kiosks' profiles: draw one up, replace its keys, withdraw it, destroy the keys it had.

The public half, signed by the root, lies in ``profiles/`` and may be read by everyone. The secret
halves are random, stand in the receiving compartments alone, and are never shown: not even an HR
admin who made a profile holds what opens its envelopes outside the file.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from hr_desk.catalogue.loader import load_text
from hr_desk.catalogue.model import Scenario
from hr_desk.exchange.outside import write_outside
from hr_desk.i18n import LANGUAGES, N_, Language, Message, with_more
from hr_desk.operations import kiosk_errands, policies
from hr_desk.operations.changes import Changes
from hr_desk.operations.disclosure import require_place
from hr_desk.operations.operation import desk_operation, require
from hr_desk.operations.problems import (
    NotPermitted,
    OverlayChanged,
    ProfileTooLarge,
    ProfileUnknown,
    TargetExists,
)
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import OVERLAY, DeskFiles, replace_whole, writing
from hr_desk.store.presence import exclusive
from hr_desk.vault.envelopes import key_name
from hr_desk.vault.keys import KEY_SIZE, sealing_public
from hr_desk.vault.profiles import (
    ID_SIZE,
    LONGEST_DAYS,
    Limits,
    Profile,
    ProfileProblem,
    Shown,
    read_profile,
)

ADMINS: Final = ("hr_admin",)
LONGEST_NAME: Final = 40
KEYS_LIVE: Final = timedelta(days=14)
"""How long a replaced key stays, so that envelopes under way still open (design section 5)."""

_FOLDER: Final = "profiles"
_SUFFIX: Final = ".profile"
_SERIAL: Final = "profile_serial"


@dataclass(frozen=True, slots=True)
class ProfileMade:
    """A profile to carry to the kiosk: its id, the bytes of its file, and what was written."""

    profile_id: str
    content: bytes
    changes: Changes


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """One profile in use. ``outdated``: policy, catalogue, company or a period changed since.

    ``lost``: a file this session holds has no key for what the kiosk sends.
    """

    profile_id: str
    name: str
    serial: int
    made_on: date
    expires_on: date
    compartments: tuple[str, ...]
    languages: tuple[str, ...]
    outdated: bool
    lost: bool
    errands: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Wish:
    """What stays the same of a profile when its keys are replaced."""

    profile_id: str
    name: str
    compartments: tuple[str, ...]
    languages: tuple[str, ...]
    more: Mapping[str, Language]
    limits: Limits
    errands: tuple[str, ...]


@desk_operation("profile.create", roles=ADMINS)
def create(
    session: Session,
    *,
    name: str,
    compartments: Sequence[str] = ("visits",),
    languages: Sequence[str] = LANGUAGES,
    more: Iterable[Language] = (),
    limits: Limits | None = None,
    errands: Iterable[str] = (),
) -> ProfileMade:
    """Make the profile of a new kiosk, valid for 90 days, with keys of its own.

    ``name`` says which kiosk it is (1 to 40 characters), ``compartments`` what it may send to,
    ``languages`` are of LANGUAGES, ``more`` further ones (``hr_desk.language_file``), ``errands``
    what it offers beside signing in ("apply", "join"). Raises NotPermitted, CompartmentClosed,
    PolicyMissing, TextMissing, TextTooLong, OverlayChanged, ProfileTooLarge, ErrandUnknown and the
    sentences about disks.
    """
    require(session, "profile.create")
    further, wanted = {one.code: one for one in more}, kiosk_errands.require_known(errands)
    wish = _Wish(
        profile_id=secrets.token_hex(ID_SIZE),
        name=one_line(name, label=Message(N_("Name of the kiosk")), longest=LONGEST_NAME),
        compartments=kiosk_errands.sends_to(compartments, wanted),
        languages=(*languages, *further),
        more=further,
        limits=limits or Limits(),
        errands=wanted,
    )
    with _alone(session):
        return _make(session, wish, "profile.create")


@desk_operation("profile.replace", roles=ADMINS)
def replace(session: Session, profile_id: str) -> ProfileMade:
    """Give a profile new keys, today's texts and another 90 days; the kiosk needs the new file.

    What the kiosk sends with the present one still opens for 14 days. Raises ProfileUnknown and
    what ``create`` raises.
    """
    require(session, "profile.replace")
    with _alone(session):
        old = _profile(session, profile_id)
        wish = _Wish(
            profile_id=profile_id,
            name=old.name,
            compartments=old.compartments,
            languages=old.languages,
            more=old.extra_languages,
            limits=old.limits,
            errands=tuple(old.errands),
        )
        return _make(session, wish, "profile.replace")


@desk_operation("profile.withdraw", roles=ADMINS)
def withdraw(session: Session, profile_id: str) -> Changes:
    """Take a profile out of use; its keys go in 14 days. Raises ProfileUnknown, NotPermitted.

    The kiosk does not know: switch it off, or give it another profile.
    """
    require(session, "profile.withdraw")
    with _alone(session):
        profile = _profile(session, profile_id)
        _retire_keys(session, profile, "profile.withdraw")
        _path(session, profile_id).unlink(missing_ok=True)
    return _changes("profile.withdraw", profile_id)


def list_profiles(session: Session) -> tuple[ProfileLine, ...]:
    """Return the profiles in use, the newest first; a file that was changed is left out."""
    newest_first = sorted(in_use(session), key=lambda one: -one.serial)
    return tuple(_line(session, one) for one in newest_first)


def _line(session: Session, one: Profile) -> ProfileLine:
    lost = not opens(session, one)
    return ProfileLine(
        profile_id=one.profile_id,
        name=one.name,
        serial=one.serial,
        made_on=one.made_on,
        expires_on=one.expires_on,
        compartments=one.compartments,
        languages=one.languages,
        outdated=lost or _is_outdated(session, one),
        lost=lost,
        errands=tuple(one.errands),
    )


def hand_over(session: Session, profile_id: str, target: Path) -> None:
    """Write a profile's file outside the desk, to be carried to the kiosk.

    It holds no personal data. Raises ProfileUnknown, TargetExists, TargetInDesk, DiskFull,
    FolderReadOnly.
    """
    content = _profile(session, profile_id).to_bytes()
    require_place(session, target)
    try:
        with writing(target.parent):
            write_outside(target, content)
    except FileExistsError:
        raise TargetExists(file=target.name) from None


def forget_old_keys(session: Session) -> int:
    """Destroy the keys that were replaced 14 days ago or outlived their profile; returns how many.

    From then on a forgotten envelope opens for nobody. The sweep calls it for the files it holds.
    """
    replaced = session.trusted_day() - KEYS_LIVE
    made, gone = replaced - timedelta(days=LONGEST_DAYS), 0
    for compartment in session.held:
        due = session.compartment(compartment).read(
            "SELECT name, profile FROM intake_key WHERE replaced_on <= ? OR made_on <= ?",
            (replaced.isoformat(), made.isoformat()),
        )
        if due:
            with session.compartment(compartment).change("profile.forget_keys") as change:
                for name, profile in due:
                    change.execute("DELETE FROM intake_key WHERE name = ?", (name,))
                    change.touched("profile", profile)
        gone += len(due)
    return gone


@contextmanager
def _alone(session: Session) -> Iterator[None]:
    """Keep other sessions from drawing up profiles: serials rise."""
    with writing(session.folder), exclusive(session.folder / "profiles.lock"):
        yield


def _make(session: Session, wish: _Wish, operation: str) -> ProfileMade:
    """Sign a profile, write its secret keys into their files, then put it in force."""
    if session.root is None:
        raise NotPermitted
    files = {name: session.compartment(name) for name in wish.compartments}
    secret_of = {name: secrets.token_bytes(KEY_SIZE) for name in files}
    public_of = {f"{session.desk_id}/{c}": sealing_public(key) for c, key in secret_of.items()}
    unsigned = _drawn_up(session, wish, serial=_last_serial(session) + 1, keys=public_of)
    if not unsigned.fits:
        raise ProfileTooLarge
    profile = unsigned.signed(session.root)
    # New keys, then the file, then the end of the old keys: whatever a crash leaves out, no profile
    # is in use whose envelopes nobody could open.
    for name, file in files.items():
        with file.change(operation) as change:
            _keep_key(change, profile, secret_of[name])
    path = _path(session, wish.profile_id)
    with writing(path.parent):
        path.parent.mkdir(exist_ok=True)
    replace_whole(path, profile.to_bytes())
    _retire_keys(session, profile, operation, but=public_of.values())
    return ProfileMade(wish.profile_id, profile.to_bytes(), _changes(operation, wish.profile_id))


def _drawn_up(session: Session, wish: _Wish, *, serial: int, keys: Mapping[str, bytes]) -> Profile:
    """Return the unsigned profile with what there is to say of the desk today."""
    policy, codes = policies.require_in_force(session), wish.languages
    with with_more(wish.more.values()):
        short = {code: policies.notice_text(session, Scenario.VISITOR, code) for code in codes}
        errands = kiosk_errands.drawn_up(session, wish.profile_id, wish.errands, codes)
    return Profile(
        profile_id=wish.profile_id,
        desk_id=session.desk_id,
        root_public=session.register.root_public,
        company=dict(session.company),
        name=wish.name,
        serial=serial,
        made_on=session.today(),
        expires_on=session.today() + timedelta(days=LONGEST_DAYS),
        keys=keys,
        catalogue=session.catalogue.fingerprint(),
        overlay=_overlay(session),
        notice=Shown(
            version=policy.number, short=short, policy={"zh_CN": policy.zh, "en": policy.en}
        ),
        languages=codes,
        extra_languages=wish.more,
        limits=wish.limits,
        errands=errands,
    )


def _overlay(session: Session) -> str:
    """Return the company's additions as text, empty where there are none; OverlayChanged."""
    path = session.folder / OVERLAY
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if load_text(text).fingerprint() != session.catalogue.fingerprint():
        raise OverlayChanged(file=OVERLAY)
    return text


def _keep_key(change: Change, profile: Profile, secret: bytes) -> None:
    """Write a new secret key, and the serial that no later profile may repeat."""
    name = key_name(sealing_public(secret))
    change.execute(
        "INSERT INTO intake_key (name, profile, secret, made_on, replaced_on) "
        "VALUES (?, ?, ?, ?, NULL)",
        (name, profile.profile_id, secret, profile.made_on.isoformat()),
    )
    change.compartment.set_fact(_SERIAL, str(profile.serial))
    change.touched("profile", profile.profile_id)
    change.facts.update(serial=profile.serial, key=name)


def _retire_keys(
    session: Session, profile: Profile, operation: str, *, but: Iterable[bytes] = ()
) -> None:
    """Begin the last 14 days of a profile's keys, those of ``but`` (public halves) left out."""
    stay = {key_name(key) for key in but}
    for compartment in profile.compartments:
        file = session.compartment(compartment)
        rows = file.read(
            "SELECT name FROM intake_key WHERE profile = ? AND replaced_on IS NULL",
            (profile.profile_id,),
        )
        if due := [name for (name,) in rows if name not in stay]:
            with file.change(operation) as change:
                for name in due:
                    change.execute(
                        "UPDATE intake_key SET replaced_on = ? WHERE name = ?",
                        (session.today().isoformat(), name),
                    )
                change.touched("profile", profile.profile_id)
                change.facts["ended"] = sorted(due)


def _last_serial(session: Session) -> int:
    """Return the highest serial that any profile of this desk has had."""
    noted = [int(session.compartment(name).fact(_SERIAL) or 0) for name in session.held]
    return max([0, *noted, *(one.serial for one in in_use(session))])


def _path(session: Session, profile_id: str) -> Path:
    return DeskFiles(session.folder).part(_FOLDER) / f"{profile_id}{_SUFFIX}"


def in_use(session: Session) -> list[Profile]:
    """Return every profile the root signed; of two with one id the later."""
    paths = DeskFiles(session.folder).part(_FOLDER).glob(f"*{_SUFFIX}")
    read = (_read(path.read_bytes(), session.desk_id) for path in paths)
    found = sorted((one for one in read if one is not None), key=lambda one: one.serial)
    return list({one.profile_id: one for one in found}.values())


@lru_cache(maxsize=64)
def _read(content: bytes, desk_id: str) -> Profile | None:
    """Return a verified profile, None for a file that the root did not sign."""
    try:
        return read_profile(content, desk=desk_id)
    except ProfileProblem:
        return None


def _profile(session: Session, profile_id: str) -> Profile:
    for profile in in_use(session):
        if profile.profile_id == profile_id:
            return profile
    raise ProfileUnknown(profile=profile_id[:40])


def _is_outdated(session: Session, profile: Profile) -> bool:
    policy = policies.in_force(session)
    return (
        policy is None
        or profile.notice.version != policy.number
        or profile.catalogue != session.catalogue.fingerprint()
        or profile.company != dict(session.company)
        or profile.expires_on < session.today()
        or not kiosk_errands.still_said(session, profile)
    )


def opens(session: Session, profile: Profile) -> bool:
    """Whether the files this session holds still have the keys of a profile.

    A file that was restored from before the profile was made has lost them for good.
    """
    for address, public in profile.keys.items():
        compartment = address.partition("/")[2]
        if session.holds(compartment) and not _has_key(session, compartment, public):
            return False
    return True


def _has_key(session: Session, compartment: str, public: bytes) -> bool:
    row = session.compartment(compartment).read_one(
        "SELECT 1 FROM intake_key WHERE name = ?", (key_name(public),)
    )
    return row is not None


def _changes(operation: str, profile_id: str) -> Changes:
    return Changes(operation, frozenset({("profile", profile_id)}), (profile_id,))
