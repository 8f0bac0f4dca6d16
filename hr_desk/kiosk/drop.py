# SPDX-License-Identifier: Apache-2.0
"""Sealing what a visitor gave and dropping it into the desk's inbox, exactly as often as needed.

The kiosk's own copy is on its disk, flushed, before anything is confirmed to the visitor; the
envelope in the inbox follows, and follows again after a crash or while the inbox is away, until
the desk's receipt has come. Both are sealed to a key that the kiosk does not have.
"""

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from hr_desk.domain import badge_code
from hr_desk.domain.clock import Clock, SystemClock, day_of
from hr_desk.domain.strokes import Signature, Stroke
from hr_desk.errors import UserError
from hr_desk.kiosk.given_codes import GivenCodes
from hr_desk.kiosk.kept import ENVELOPE, Copy, Kept, Load, load_of
from hr_desk.kiosk.problems import (
    CodeIncomplete,
    KioskFull,
    KioskProblem,
    MessageTooLarge,
    NobodyTakesIn,
    NotKept,
)
from hr_desk.store.desk_files import replace_whole
from hr_desk.store.inbox import read_plain
from hr_desk.vault import canonical, envelopes, errands, receipts
from hr_desk.vault.envelopes import EnvelopeContext, EnvelopeHeader, EnvelopeProblem
from hr_desk.vault.keys import SIGNATURE_SIZE
from hr_desk.vault.padding import TooLong, padded
from hr_desk.vault.profiles import Profile

SIGN_IN: Final = "visit.sign_in"
SIGN_OUT: Final = "visit.sign_out"
APPLY: Final = "application.apply"
JOIN: Final = "joiner.fill_in"
ASK: Final = "request.from_kiosk"

KEYS_LIVE: Final = timedelta(days=14)
"""How long the desk keeps a replaced key: what is sealed to it opens for nobody afterwards."""

AGAIN_AFTER: Final = timedelta(hours=1)
"""What the desk set aside without a receipt is not brought again more often than this."""

A_CALL: Final = 20
"""How many envelopes one call brings: with a slow disk about a second."""

_RECEIPT: Final = ".receipt"
_CODE: Final = re.compile(r"[0-9]{6}")
_TAIL: Final = re.compile(r"[0-9]{4}")
_MARK: Final = bytes(1 + SIGNATURE_SIZE)
"""What stands before a message inside the seal; a kiosk has no key to sign with."""


class Drop:
    """The way out of one kiosk: its folder, the desk's inbox, its profile.

    Any number of processes of one kiosk may use it at the same time (the visit that is on the
    screen and the supervisor); each step holds the folder's lock.
    """

    def __init__(
        self, folder: Path, inbox: Path, profile: Profile, *, clock: Clock | None = None
    ) -> None:
        self.inbox = inbox
        self.profile = profile
        self._clock = clock or SystemClock()
        self._kept = Kept(folder)
        self._codes = GivenCodes(folder)
        self._brought: dict[str, datetime] = {}

    def require_room(self) -> None:
        """Raise KioskFull when nothing more may wait here; ask before a visitor begins to type.

        An inbox that is away or full stops nobody: what is typed waits here. Raises NobodyTakesIn
        when the desk has given no receipt for longer than the profile says.
        """
        limits = self.profile.limits
        kept = self.waiting()
        if kept.oldest and self._clock.now() - kept.oldest > timedelta(days=limits.kept_days):
            raise NobodyTakesIn
        if kept.count >= limits.kept or kept.bytes >= limits.kept_bytes:
            raise KioskFull

    def inbox_room(self) -> int:
        """Return how many envelopes more the desk's inbox may hold, 0 where it is full."""
        limits, inbox = self.profile.limits, load_of(self.inbox)
        full = inbox.bytes >= limits.waiting_bytes
        return 0 if full else max(0, limits.waiting - inbox.count)

    def sign_in(
        self,
        fields: Mapping[str, Any],
        *,
        language: str,
        kind: str = "",
        confirmed: Mapping[str, str] | None = None,
        invitation: str = "",
        signature: Signature | None = None,
    ) -> str:
        """Drop a sign-in with these stored values; returns the sign-out code, six digits.

        ``kind`` is the kind of visitor, ``confirmed`` maps the texts that were confirmed to their
        digests, ``invitation`` is the code of an invitation. Nobody else is given this code today.
        Raises KioskProblem; only after a return may the visitor be told that they are registered.
        """
        code = self._new_code()
        message = {"fields": dict(fields), "kind": kind, "confirmed": dict(confirmed or {}),
                   "language": language, "notice": self.profile.notice.version, "code": code,
                   "catalogue": self.profile.catalogue}  # fmt: skip
        if invitation:
            message["invitation"] = invitation
        if signature is not None:
            message["signature"] = {"strokes": _drawn(signature.strokes),
                                    "texts": dict(signature.texts)}  # fmt: skip
        self.drop(SIGN_IN, message)
        return code

    def sign_out(self, *, code: str = "", phone_tail: str = "") -> None:
        """Drop a sign-out by code or by the last four digits; whether it fits only the desk knows.

        Raises CodeIncomplete, KioskProblem.
        """
        if not _CODE.fullmatch(code) if code else not _TAIL.fullmatch(phone_tail):
            raise CodeIncomplete
        self.drop(SIGN_OUT, {"code": code, "phone_tail": phone_tail})

    def leave_by_badge(self, badge: str) -> None:
        """Drop a sign-out by the QR of a badge; only the desk knows whose it is.

        Raises CodeIncomplete for a text that is no badge's, KioskProblem.
        """
        if not badge_code.is_badge(badge):
            raise CodeIncomplete
        self.drop(SIGN_OUT, {"badge": badge})

    def leave_by_plate(self, plate: str) -> None:
        """Drop a sign-out by a plate, as its value type stores it.

        Raises CodeIncomplete for an empty one, KioskProblem.
        """
        if not plate:
            raise CodeIncomplete
        self.drop(SIGN_OUT, {"plate": plate})

    def apply(
        self, fields: Mapping[str, Any], *, post: str, confirmed: Mapping[str, str], language: str
    ) -> None:
        """Drop an application with these stored values; raises KioskProblem.

        ``post`` is a reference of the profile, empty for any; ``confirmed`` maps what was agreed
        to, the notice and the keys of fields, to the exact texts: their digests go.
        """
        message = {**self._shown(fields, confirmed, language), "post": post}
        self.drop(APPLY, message, compartment=errands.GOES_TO[errands.APPLY])

    def join(
        self,
        fields: Mapping[str, Any],
        *,
        code: str,
        strokes: Sequence[Stroke],
        confirmed: Mapping[str, str],
        language: str,
    ) -> None:
        """Drop a joiner's own part with these stored values; raises KioskProblem.

        ``code`` is the one they were handed, ``strokes`` their signature, ``confirmed`` as in
        ``apply``.
        """
        message = {**self._shown(fields, confirmed, language), "code": code,
                   "strokes": _drawn(strokes)}  # fmt: skip
        self.drop(JOIN, message, compartment=errands.GOES_TO[errands.JOIN])

    def ask(
        self,
        fields: Mapping[str, Any],
        *,
        confirmed: Mapping[str, str],
        language: str,
        **asked: str,
    ) -> None:
        """Drop a request with these stored values; raises KioskProblem.

        ``asked`` are ``code``, ``ground`` and ``receipt``; ``confirmed`` as in ``apply``.
        """
        message = {**self._shown(fields, confirmed, language), **asked}
        self.drop(ASK, message, compartment=errands.GOES_TO[errands.ASK])

    def _new_code(self) -> str:
        with _or_front_desk(), self._kept.alone():
            self.require_room()
            return self._codes.new(day_of(self._clock.now()))

    def _forget_codes(self) -> None:
        today = day_of(self._clock.now())
        if self._codes.is_old(today):
            with suppress(UserError, OSError), self._kept.alone():
                self._codes.forget(today)

    def _shown(
        self, fields: Mapping[str, Any], confirmed: Mapping[str, str], language: str
    ) -> dict[str, Any]:
        digests = {key: sha256(text.encode()).hexdigest() for key, text in confirmed.items()}
        return {
            "fields": dict(fields),
            "confirmed": digests,
            "language": language,
            "notice": self.profile.notice.version,
            "catalogue": self.profile.catalogue,
        }

    def drop(self, kind: str, message: Mapping[str, Any], *, compartment: str = "visits") -> str:
        """Seal a message, keep a copy, bring it to the inbox; returns its reference.

        ``at`` (UTC) and ``number`` are added. When this returns, the copy is durable; an inbox
        that is away or full gets its envelope later. Raises KioskFull, NobodyTakesIn,
        MessageTooLarge, NotKept: then nothing was registered.
        """
        with _or_front_desk(), self._kept.alone():
            self.require_room()
            number = self.next_number()
            data = self._sealed(kind, {**message, "number": number}, compartment)
            reference = envelopes.read_header(data).reference
            copy = self._kept.keep(data, number=number, reference=reference)
            if self.inbox_room():
                with suppress(UserError, OSError):
                    self._bring(copy, data)
        return reference

    def next_number(self) -> int:
        """Return the number of the next message; raises KioskFolderDamaged."""
        return self._kept.next_number()

    def waiting(self) -> Load:
        """Return the kept copies: what no receipt has come for."""
        return self._kept.load()

    def deliver_again(self) -> int:
        """Bring copies to the inbox that are neither there nor receipted; returns how many.

        A call brings A_CALL at most, so that a visitor who confirms meanwhile gets a turn. An
        inbox that is away or full is no error: a later call brings them.
        """
        brought, most = 0, min(A_CALL, self.inbox_room())
        with suppress(UserError, OSError):
            lying = {path.name for path in self.inbox.iterdir()}
            for copy in self._kept.copies():
                if self._target(copy).name not in lying and brought < most:
                    with suppress(UserError, OSError), self._kept.alone():
                        brought += self._brings_again(copy)
        return brought

    def collect_receipts(self) -> int:
        """Remove the copies for which a true receipt has come; returns how many.

        Copies sealed to a key that the desk has destroyed go too: they open for nobody. What kept
        yesterday's codes apart goes as well.
        """
        self._forget_codes()
        gone, keys_went = 0, self._since_made() > KEYS_LIVE
        with suppress(UserError, OSError):
            lying = {path.name for path in self.inbox.iterdir()}
            for copy in self._kept.copies():
                if keys_went or self._receipt(copy).name in lying:
                    with suppress(UserError, OSError), self._kept.alone():
                        gone += self._is_settled(copy)
        return gone

    def _sealed(self, kind: str, message: Mapping[str, Any], compartment: str) -> bytes:
        at = self._clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        content = _fitting({**message, "at": at}, self.profile.limits.message_bytes)
        receiver = self.profile.address(compartment)
        context = EnvelopeContext(
            f"kiosk/{self.profile.profile_id}", receiver, kind, secrets.token_hex(16)
        )
        return envelopes.seal(content, to=self.profile.keys[receiver], context=context, signer=None)

    def _brings_again(self, copy: Copy) -> bool:
        now, last = self._clock.now(), self._brought.get(copy.reference)
        if last is not None and abs(now - last) < AGAIN_AFTER:
            return False
        # The desk writes the receipt before it removes the envelope: look in the other order.
        if self._target(copy).exists() or self._is_settled(copy):
            return False
        data = _content(copy.path, envelopes.LARGEST)
        if data is None or _header_of(data) is None:
            return False
        self._bring(copy, data)
        return True

    def _bring(self, copy: Copy, data: bytes) -> None:
        replace_whole(self._target(copy), data)
        self._brought[copy.reference] = self._clock.now()

    def _target(self, copy: Copy) -> Path:
        return self.inbox / f"{copy.reference}{ENVELOPE}"

    def _receipt(self, copy: Copy) -> Path:
        return self.inbox / f"{copy.reference}{_RECEIPT}"

    def _is_settled(self, copy: Copy) -> bool:
        """Whether a copy is needed no more; then it is removed."""
        data = _content(copy.path, envelopes.LARGEST)
        header = None if data is None else _header_of(data)
        if data is None or header is None:
            return False
        receipt = self._receipt(copy)
        if not _is_true(receipt, data, header) and not self._is_hopeless(header):
            return False
        self._kept.remove(copy)
        self._brought.pop(copy.reference, None)
        with suppress(OSError):
            receipt.unlink(missing_ok=True)
        return True

    def _is_hopeless(self, header: EnvelopeHeader) -> bool:
        """Whether the desk has destroyed the key: this profile replaced it 14 days ago."""
        known = {envelopes.key_name(key) for key in self.profile.keys.values()}
        return header.key_name not in known and self._since_made() > KEYS_LIVE

    def _since_made(self) -> timedelta:
        return day_of(self._clock.now()) - self.profile.made_on


def _drawn(strokes: Sequence[Stroke]) -> list[list[list[int]]]:
    """Return strokes as JSON spells them."""
    return [[list(point) for point in stroke] for stroke in strokes]


def _is_true(path: Path, data: bytes, header: EnvelopeHeader) -> bool:
    """Whether a file is the desk's receipt for this envelope; a false one is thrown away.

    Otherwise whoever can write into the inbox could keep the true one from ever lying there.
    """
    if (given := _content(path, receipts.LARGEST)) is None:
        return False
    receiver = header.context.receiver
    named = (header.reference, receiver, receipts.digest_of(data))
    try:
        receipt = receipts.read_receipt(given, desk_id=receiver.partition("/")[0])
    except receipts.NewerReceipt:
        return False
    except receipts.ReceiptProblem:
        receipt = None
    if receipt and (receipt.reference, receipt.receiver, receipt.digest) == named:
        return True
    with suppress(OSError):
        path.unlink(missing_ok=True)
    return False


def _fitting(message: Mapping[str, Any], largest: int) -> bytes:
    """Return a message's bytes; raises MessageTooLarge beyond a size class, KioskProblem."""
    try:
        content = canonical.encode(message)
    except ValueError:
        # Half a character, which no keyboard makes and no canonical form has.
        raise KioskProblem from None
    try:
        size = len(padded(_MARK + content))
    except TooLong:
        raise MessageTooLarge from None
    if size > largest:
        raise MessageTooLarge
    return content


def _header_of(data: bytes) -> EnvelopeHeader | None:
    """Return what stands on an envelope, None for a file that a disk has spoilt."""
    try:
        return envelopes.read_header(data)
    except EnvelopeProblem:
        return None


@contextmanager
def _or_front_desk() -> Iterator[None]:
    """Turn whatever a disk or another process does into the sentence for a visitor."""
    try:
        yield
    except KioskProblem:
        raise
    except (UserError, OSError):
        # From None: an error must not carry what a visitor typed any further.
        raise NotKept from None


def _content(path: Path, largest: int) -> bytes | None:
    """Return a file's bytes, up to one more than ``largest``; None if it is not there."""
    return read_plain(path, largest + 1)
