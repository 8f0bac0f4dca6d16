# SPDX-License-Identifier: Apache-2.0
"""Where desk and backups lie, and the privacy officer's word about places elsewhere.

The officer says of one very place why data may lie there and until when it is looked at again, at
most the days of class HOLD ahead; the record stands in ``privacy``, what they signed beside
``slots.json`` (``place_permits``). Nothing allows a live desk on a network share (decision 24).
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from hr_desk.catalogue.loader import load
from hr_desk.domain.clock import Clock, SystemClock, day_of
from hr_desk.domain.places import (
    ALLOWED,
    BACKUPS,
    BECAUSE,
    DESK,
    HERE,
    LAPSED,
    LEAST,
    LONGEST,
    PUT_BACK,
    REASON,
    REFUSED,
)
from hr_desk.i18n import Message
from hr_desk.operations import backups, desks, place_permits
from hr_desk.operations.changes import Changes
from hr_desk.operations.granting import moment
from hr_desk.operations.holds import REVIEWED, WARNED
from hr_desk.operations.operation import operation, require
from hr_desk.operations.place_permits import OFFICER, Permit
from hr_desk.operations.place_problems import (
    NeedsNoPermit,
    NoPrivacyHere,
    OfficersAlone,
    PermitGone,
    PlaceReviewOutOfRange,
    ReasonTooShort,
)
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import place_permits as store
from hr_desk.store import places
from hr_desk.store.compartment import Change
from hr_desk.store.desk_files import DeskFiles, writing
from hr_desk.store.place_permits import PermitRecord
from hr_desk.store.problems import NotLocal
from hr_desk.vault.register import Register


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place where data of this desk lies: what, which folder, and how it stands.

    ``reach`` is of ``store.places``; ``permit`` the one that allows it or did until its day, and
    ``officer`` the name of who gave it.
    """

    use: str
    folder: Path
    reach: str
    state: str
    permit: Permit | None = None
    officer: str = ""

    @property
    def good(self) -> bool:
        """Whether data may lie there today."""
        return self.state in (HERE, ALLOWED)


def list_places(session: Session) -> tuple[PlaceLine, ...]:
    """Return the desk's folder and every backup place that is there, with how each stands.

    Backup places are those of the files this session holds; what no backup was made in yet is none.
    """
    outside = (one for one in backups.places(session) if one.is_dir())
    kept = (one for one in outside if not place_permits.inside(session.folder, one))
    return (_line(session, session.folder, DESK), *(_line(session, one, BACKUPS) for one in kept))


def list_all(session: Session) -> tuple[PlaceLine, ...]:
    """Return ``list_places`` and, where ``privacy`` is held, the places allowed for later."""
    lines = list_places(session)
    if not session.holds(PRIVACY):
        return lines
    known = {(one.use, one.permit.place) for one in lines if one.permit is not None}
    later = (
        _line(session, Path(one.folder), one.use)
        for one in permits(session)
        if one.taken_back_at is None and (one.use, one.place) not in known
    )
    return (*lines, *(one for one in later if one.permit is not None))


def _line(session: Session, folder: Path, use: str) -> PlaceLine:
    reach = places.reach_of(folder)
    if not reach:
        return PlaceLine(use, folder, reach, HERE)
    permit = None
    if use != DESK or reach != places.SHARE:
        permit = place_permits.permit_for(session.folder, session.register, folder, use=use)
    if permit is None:
        return PlaceLine(use, folder, reach, REFUSED)
    state = ALLOWED if permit.holds_on(session.today()) else LAPSED
    if session.holds(PRIVACY) and not _is_recorded(session, permit):
        state = PUT_BACK
    officer = session.register.user(permit.given_by).name
    return PlaceLine(use, folder, reach, state, permit, officer)


def _is_recorded(session: Session, permit: Permit) -> bool:
    record = store.record_of(session.compartment(PRIVACY), permit.id)
    return record is not None and record.taken_back_at is None


def permits(session: Session) -> tuple[PermitRecord, ...]:
    """Return every permission that was ever given here, the latest first.

    Raises CompartmentClosed.
    """
    return store.every(session.compartment(PRIVACY))


def reviews_due(session: Session) -> int:
    """Return how many places need a look: not allowed, or allowed for the days of WARNED alone."""
    soon = (session.today() + WARNED).isoformat()
    return sum(
        not one.good or (one.permit is not None and one.permit.until <= soon)
        for one in list_all(session)
    )


def latest_review(on: date) -> date:
    """Return the last day until which a place can be allowed on a day: that of class HOLD."""
    class_, event = REVIEWED
    return on + timedelta(days=load().classes[class_].periods[event])


def allow(
    session: Session, folder: Path, *, use: str = BACKUPS, reason: str, until: date
) -> Changes:
    """Allow what ``use`` names to lie in ``folder`` until a day, as the privacy officer at work.

    A permission of the same place before is replaced. Raises NotPermitted, NeedsNoPermit,
    NotLocal (a live desk on a share), TextMissing, TextTooLong, ReasonTooShort,
    PlaceReviewOutOfRange, CompartmentClosed, DiskFull, FolderReadOnly.
    """
    require(session, "place.allow")
    made = _permit(
        session.register, folder, use=use, reason=reason, until=until, by=session.user.id,
        at=moment(session.now()), today=session.today(),
    )  # fmt: skip
    content = made.signed(session.keys)
    changes = _enter(session, made, folder=str(folder))
    # Only what the log knows is put in force; what it replaces goes after it.
    place_permits.keep(session.folder, made.id, content)
    _remove_others(session.folder, session.register, made)
    return changes


@operation("place.allow", compartment=PRIVACY, roles=(OFFICER,))
def _enter(session: Session, change: Change, /, made: Permit, *, folder: str) -> tuple[str]:
    """Enter a permission that its officer, who is at work, signs."""
    store.put(
        change,
        PermitRecord(
            made.id, made.use, folder, made.place, made.reason, made.given_by, made.given_at,
            made.until, made.signature(session.keys),
        ),
    )  # fmt: skip
    return (made.id,)


def allow_here(
    folder: Path, *, officer: str, passphrase: str, reason: str, until: date,
    clock: Clock | None = None, profile: Path | None = None,
) -> None:  # fmt: skip
    """Allow the desk in ``folder`` to lie there, before it can be opened: its officer signs in.

    Raises NotLocal, NeedsNoPermit, OfficersAlone, NoPrivacyHere, UnknownUser, WrongPassphrase, the
    refusals of ``allow`` and what ``open_desk`` raises; then nothing is allowed.
    """
    clock = clock or SystemClock()
    register = register_at(folder)
    named = desks.with_passphrase(register, officer)
    if OFFICER not in named.roles:
        raise OfficersAlone(name=named.name)
    if PRIVACY not in register.epochs:
        raise NoPrivacyHere
    made = _permit(
        register, folder, use=DESK, reason=reason, until=until, by=named.id,
        at=moment(clock.now()), today=day_of(clock.now()),
    )  # fmt: skip
    keys = desks.keys_of(register, named, passphrase)
    # The desk opens by the same rule for everybody, the officer too: what they signed comes first.
    place_permits.keep(folder, made.id, made.signed(keys))
    try:
        session = desks.open_desk(
            folder, user=officer, passphrase=passphrase, clock=clock, profile=profile
        )
        try:
            _enter(session, made, folder=str(folder))
        finally:
            session.close()
    except BaseException:
        _remove(folder, made.id)
        raise
    _remove_others(folder, register, made)


def officers(folder: Path) -> tuple[str, ...]:
    """Return the login names of a desk's privacy officers, also where it may not be opened."""
    return tuple(user.name for user in register_at(folder).users if OFFICER in user.roles)


def register_at(folder: Path) -> Register:
    """Return the verified register of a desk, wherever it lies; raises NotLocal, DeskMissing."""
    if places.reach_of(folder) == places.SHARE:
        raise NotLocal(folder=str(folder))
    with writing(folder):
        return Register.from_bytes(DeskFiles(folder).read_register())


@operation("place.take_back", compartment=PRIVACY, roles=(OFFICER,))
def take_back(session: Session, change: Change, /, permit_id: str, *, because: str) -> None:
    """End a permission at once: the next opening, the next backup there is refused.

    One that lies beside the desk although the record does not know it any more goes too. Raises
    PermitGone, TextMissing, TextTooLong, FolderReadOnly.
    """
    said = one_line(because, label=Message(BECAUSE), longest=LONGEST)
    lying = place_permits.every(session.folder, session.register)
    record = store.record_of(session.compartment(PRIVACY), permit_id)
    known = record or next((one for one in lying if one.id == permit_id), None)
    at = moment(session.now())
    ended = store.end(change, permit_id, by=session.user.id, at=at, because=said)
    gone = [one for one in lying if known and (one.use, one.place) == (known.use, known.place)]
    if not ended and not gone:
        raise PermitGone
    # Before the commit: should either fail, data is refused there rather than allowed.
    for one in gone:
        _remove(session.folder, one.id)


def _permit(
    register: Register, folder: Path, *, use: str, reason: str, until: date, by: str, at: str,
    today: date,
) -> Permit:  # fmt: skip
    """Return a permission for a place that needs one."""
    reach = places.reach_of(folder)
    if use == DESK and reach == places.SHARE:
        raise NotLocal(folder=str(folder))
    if not reach:
        raise NeedsNoPermit(folder=str(folder))
    said = one_line(reason, label=Message(REASON), longest=LONGEST)
    if len(said) < LEAST:
        raise ReasonTooShort(least=LEAST)
    latest = latest_review(today)
    if not today < until <= latest:
        raise PlaceReviewOutOfRange(latest=latest)
    return Permit(
        id=secrets.token_hex(16), desk=register.desk_id, use=use,
        place=place_permits.place_of(register.desk_id, folder), reason=said, given_by=by,
        given_at=at, until=until.isoformat(),
    )  # fmt: skip


def _remove_others(folder: Path, register: Register, made: Permit) -> None:
    """Remove what a permission replaces."""
    for one in place_permits.every(folder, register):
        if one.id != made.id and (one.use, one.place) == (made.use, made.place):
            with suppress(OSError):
                _remove(folder, one.id)


def _remove(folder: Path, permit_id: str) -> None:
    with writing(folder):
        place_permits.path_of(folder, permit_id).unlink(missing_ok=True)
