# SPDX-License-Identifier: Apache-2.0
"""A kiosk's profile: all that a kiosk knows of its desk, signed by the desk's root.

It holds public keys, the company's record, the notice and policy as text, the company's overlay of
the catalogue, further languages and limits. No secret and no personal data: whoever copies a kiosk
learns what hangs on the wall beside it.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date, timedelta
from typing import Self

from hr_desk.errors import UserError
from hr_desk.i18n import LANGUAGES, N_, Language
from hr_desk.vault import canonical, crockford, errands
from hr_desk.vault.errands import Errand
from hr_desk.vault.keys import (
    KEY_SIZE,
    SIGNATURE_SIZE,
    RootKey,
    SignatureProblem,
    desk_id_of,
    verify,
)
from hr_desk.vault.padding import CLASSES
from hr_desk.vault.records import Malformed, Record, check_day, damage_as, data_of, refuse_newer

FORMAT = "hr-desk-profile"
VERSION = 2
"""The highest there is: a profile without errands stays one of version 1, byte for byte."""

SUITE = 1
"""Suite 1: X25519 for HPKE as in ``sealing``, SHA-256, Ed25519."""

LARGEST = 4 * 1024 * 1024
"""Bytes of a profile at most; one with a further language has about 100,000."""

LONGEST_DAYS = 90
"""Days after which a profile's keys have to be replaced (design section 5)."""

ID_SIZE = 8
"""Bytes of a profile's random id."""

_CONTEXT = "profile"
_CLOCKS_DIFFER = timedelta(days=1)


class ProfileProblem(UserError):
    """The kiosk must not start with this profile."""

    message = N_("This kiosk profile cannot be used. Ask an HR admin for a new one.")


class DamagedProfile(ProfileProblem):
    """Not the bytes that the desk signed."""

    message = N_(
        "This kiosk profile was changed after the desk signed it, or it is damaged. "
        "Ask an HR admin for the original file."
    )


class NewerProfile(ProfileProblem):
    """Made by a newer program."""

    message = N_(
        "This kiosk profile was made by a newer version of HR Desk. Update HR Desk on this kiosk."
    )


class OtherDesk(ProfileProblem):
    """A good profile, but of another desk than the one named."""

    message = N_(
        "This kiosk profile belongs to the desk {fingerprint}, not to the one named with --desk. "
        "Compare the 16 characters with a printed notice."
    )


class DeskUnreadable(ProfileProblem):
    """What was typed is neither a desk id nor its short form."""

    message = N_(
        "“{typed}” names no desk. Type the 16 characters of its fingerprint, "
        "as printed on every notice."
    )
    exit_code = 2


class ExpiredProfile(ProfileProblem):
    """Its keys are due to be replaced."""

    message = N_(
        "This kiosk profile expired on {day}. Ask an HR admin to replace it; "
        "until then visitors sign in at the front desk."
    )


class ProfileAhead(ProfileProblem):
    """Made on a day that this machine's clock has not reached."""

    message = N_(
        "This kiosk profile was made on {day}, but this computer's clock is before that day. "
        "Set the clock right, then start the kiosk again."
    )


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a kiosk may pile up, and how patient it is; every number is at least 1.

    ``waiting`` and ``waiting_bytes`` bound the desk's inbox, ``kept`` and ``kept_bytes`` the
    kiosk's own copies; once one of these is older than ``kept_days`` the kiosk takes in nobody.
    ``message_bytes`` is the size class of the largest message. A visit left alone for
    ``idle_seconds`` is wiped after a countdown of ``countdown_seconds``.
    """

    waiting: int = 500
    waiting_bytes: int = 32 * 1024 * 1024
    kept: int = 500
    kept_bytes: int = 32 * 1024 * 1024
    kept_days: int = 7
    message_bytes: int = 32 * 1024
    idle_seconds: int = 45
    countdown_seconds: int = 15


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What a visitor reads: the policy's version, the one-screen notice, the policy's full text.

    ``short`` has every language of the kiosk, ``policy`` zh_CN and en.
    """

    version: int
    short: Mapping[str, str]
    policy: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A verified profile; made by ``read_profile``, or unsigned by the desk before it signs.

    ``profile_id`` has 16 hexadecimal digits, ``keys`` gives each receiving address
    (``<desk id>/<compartment>``) an X25519 public key. ``serial`` rises over all profiles of the
    desk. ``catalogue`` is the fingerprint of what ``overlay`` (the text of the company's
    catalogue.toml, or empty) makes of the catalogue that ships. ``expires_on`` is the last day of
    use. ``errands`` are what it offers beside signing in.
    """

    profile_id: str
    desk_id: str
    root_public: bytes
    company: Mapping[str, str]
    name: str
    serial: int
    made_on: date
    expires_on: date
    keys: Mapping[str, bytes]
    catalogue: str
    overlay: str
    notice: Shown
    languages: tuple[str, ...] = LANGUAGES
    extra_languages: Mapping[str, Language] = field(default_factory=dict)
    limits: Limits = Limits()
    errands: Mapping[str, Errand] = field(default_factory=dict)
    signature: bytes = field(default=b"", repr=False)

    @property
    def compartments(self) -> tuple[str, ...]:
        """The receiving compartments."""
        return tuple(address.rpartition("/")[2] for address in self.keys)

    @property
    def fits(self) -> bool:
        """Whether a reader takes so many bytes."""
        return len(canonical.encode(self._signed_part())) <= LARGEST - 4 * SIGNATURE_SIZE

    def address(self, compartment: str) -> str:
        """Return the address of a compartment of the profile's desk."""
        return f"{self.desk_id}/{compartment}"

    def require_valid(self, on: date) -> None:
        """Raise ExpiredProfile or ProfileAhead unless the profile may be used on this day."""
        if on > self.expires_on:
            raise ExpiredProfile(day=self.expires_on.isoformat())
        if on + _CLOCKS_DIFFER < self.made_on:
            raise ProfileAhead(day=self.made_on.isoformat())

    def signed(self, root: RootKey) -> Self:
        """Return the profile with the root's signature.

        Raises ValueError for a root of another desk and for what could not be read again.
        """
        if root.public != self.root_public:
            raise ValueError("not the root of this desk")
        signature = root.sign(_CONTEXT, canonical.encode(self._signed_part()))
        found = replace(self, signature=signature)
        try:
            read_profile(found.to_bytes(), desk=self.desk_id)
        except ProfileProblem as problem:
            raise ValueError("no reader would take this profile") from problem
        return found

    def to_bytes(self) -> bytes:
        """Return the bytes of the profile; raises ValueError before it is signed."""
        if not self.signature:
            raise ValueError("a profile is signed before it is written")
        return canonical.encode({**self._signed_part(), "signature": self.signature.hex()})

    def _signed_part(self) -> dict[str, object]:
        further = {"errands": errands.written(self.errands)} if self.errands else {}
        return {
            "format": FORMAT,
            "version": 2 if self.errands else 1,
            "suite": SUITE,
            "profile": self.profile_id,
            "desk": self.desk_id,
            "root": self.root_public.hex(),
            "company": self.company,
            "name": self.name,
            "serial": self.serial,
            "made_on": self.made_on.isoformat(),
            "expires_on": self.expires_on.isoformat(),
            "keys": {address: key.hex() for address, key in self.keys.items()},
            "catalogue": self.catalogue,
            "overlay": self.overlay,
            "notice": asdict(self.notice),
            "languages": self.languages,
            "extra_languages": {
                one.code: {"name": one.name, "messages": one.messages}
                for one in self.extra_languages.values()
            },
            "limits": asdict(self.limits),
            **further,
        }


_NAMES = (
    "format",
    "version",
    "suite",
    "profile",
    "desk",
    "root",
    "company",
    "name",
    "serial",
    "made_on",
    "expires_on",
    "keys",
    "catalogue",
    "overlay",
    "notice",
    "languages",
    "extra_languages",
    "limits",
    "signature",
)


def read_profile(data: bytes, *, desk: str) -> Profile:
    """Return the profile these bytes spell if the root of the named desk signed it.

    ``desk`` is the desk's id (64 hexadecimal digits) or its fingerprint (16 characters, in any
    case, with or without hyphens). Raises DamagedProfile, NewerProfile, OtherDesk, DeskUnreadable.
    Whether it may be used today is asked with ``require_valid``.
    """
    wanted = _desk_named(desk)
    if len(data) > LARGEST:
        raise DamagedProfile
    with damage_as(DamagedProfile, NewerProfile):
        value = canonical.decode(data)
        refuse_newer(value, version=VERSION, suite=SUITE)
        further = isinstance(value, dict) and value.get("version") == VERSION
        profile = _read(Record(value, *_NAMES, *(("errands",) if further else ())), further=further)
        _verify(profile)
    short = _short(profile.desk_id)
    if wanted not in (profile.desk_id, short):
        raise OtherDesk(fingerprint=crockford.grouped(short, 4))
    return profile


def _desk_named(typed: str) -> str:
    """Return a desk id or the 16 characters of one, in their own spelling."""
    plain = typed.strip().lower()
    if len(plain) == 64 and all(digit in "0123456789abcdef" for digit in plain):
        return plain
    try:
        found = crockford.typed(typed)
    except crockford.NotTyped:
        found = ""
    if len(found) != 16:
        raise DeskUnreadable(typed=typed[:80])
    return found


def _short(desk_id: str) -> str:
    return crockford.spell(bytes.fromhex(desk_id)[:10])


def _verify(profile: Profile) -> None:
    """Raise Malformed unless the root whose hash is the desk's id signed the profile."""
    if desk_id_of(profile.root_public) != profile.desk_id:
        raise Malformed("not the root of this desk")
    payload = canonical.encode(profile._signed_part())
    try:
        verify(profile.root_public, _CONTEXT, payload, profile.signature)
    except SignatureProblem:
        raise Malformed("not signed by the root") from None


def _read(record: Record, *, further: bool) -> Profile:
    record.expect(format=FORMAT, version=VERSION if further else 1, suite=SUITE)
    extra = {code: _language(code, row) for code, row in record.table("extra_languages").items()}
    keys = record.table("keys")
    profile = Profile(
        profile_id=record.data("profile", ID_SIZE).hex(),
        desk_id=record.data("desk", KEY_SIZE).hex(),
        root_public=record.data("root", KEY_SIZE),
        company=record.words("company"),
        name=record.text("name"),
        serial=record.number("serial", least=1),
        made_on=_day(record, "made_on"),
        expires_on=_day(record, "expires_on"),
        keys={address: data_of(key, KEY_SIZE) for address, key in keys.items()},
        catalogue=record.data("catalogue", KEY_SIZE).hex(),
        overlay=record.any_text("overlay"),
        notice=_shown(record.table("notice")),
        languages=record.texts("languages"),
        extra_languages=extra,
        limits=_limits(record.table("limits")),
        errands=_errands(record) if further else {},
        signature=record.data("signature", SIGNATURE_SIZE),
    )
    _check(profile)
    return profile


def _check(profile: Profile) -> None:
    """Raise Malformed for what no desk would sign: a kiosk relies on each of these."""
    codes = profile.languages
    known = {*LANGUAGES, *profile.extra_languages}
    addresses = [profile.address(compartment) for compartment in profile.compartments]
    days = (profile.expires_on - profile.made_on).days
    if not codes or len(set(codes)) != len(codes) or not set(codes) <= known:
        raise Malformed("a language without texts, or none at all")
    if set(profile.extra_languages) & set(LANGUAGES):
        raise Malformed("a further language that ships with the program")
    if set(profile.notice.short) != set(codes) or set(profile.notice.policy) != set(LANGUAGES):
        raise Malformed("a notice for other languages than those of the kiosk")
    if not profile.keys or list(profile.keys) != addresses:
        raise Malformed("keys of another desk, or none at all")
    if not 0 <= days <= LONGEST_DAYS:
        raise Malformed("longer than keys may be used")
    if not {errands.GOES_TO[key] for key in profile.errands} <= set(profile.compartments):
        raise Malformed("an errand that nobody takes in")


def _errands(record: Record) -> Mapping[str, Errand]:
    return errands.read(record.table("errands"), languages=record.texts("languages"))


def _day(record: Record, name: str) -> date:
    check_day(text := record.text(name))
    return date.fromisoformat(text)


def _shown(value: object) -> Shown:
    record = Record(value, *(one.name for one in fields(Shown)))
    return Shown(
        version=record.number("version", least=1),
        short=record.words("short"),
        policy=record.words("policy"),
    )


def _limits(value: object) -> Limits:
    names = [one.name for one in fields(Limits)]
    record = Record(value, *names)
    limits = Limits(**{name: record.number(name, least=1) for name in names})
    if limits.message_bytes not in CLASSES:
        raise Malformed("not one of the sizes")
    return limits


def _language(code: str, value: object) -> Language:
    record = Record(value, "name", "messages")
    return Language(code, record.text("name"), record.words("messages"))
