# SPDX-License-Identifier: Apache-2.0
"""Holds: a record that stays although its day has come, because a dispute needs it (class HOLD).

One person names the reason and its evidence, a second one approves with their own passphrase, and
both agree on a day within 90 days (a setting: class HOLD) on which it is looked at again. A hold
that nobody renews by then ends with that day; so does what it kept, as everything that is due, with
the list seven days ahead. Beyond its own day a held record is stored and not used (PIPL 47(2)).
"""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, ParamSpec

from hr_desk.i18n import N_, Message
from hr_desk.operations import desks, scope
from hr_desk.operations.changes import Changes
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.hand_off_problems import ApprovesOwn
from hr_desk.operations.hold_problems import (
    HeldAlready,
    HoldGone,
    MayNotApproveHold,
    ReviewOutOfRange,
)
from hr_desk.operations.operation import Body, Verb, operation
from hr_desk.operations.problems import ReasonUnknown, RecordGone, UnknownUser
from hr_desk.operations.session import Session
from hr_desk.operations.standing_hand_offs import APPROVERS
from hr_desk.operations.texts import one_line
from hr_desk.store import hiring, parts, payroll, personnel, request_tasks, visits
from hr_desk.store import holds as store
from hr_desk.store.compartment import Change
from hr_desk.store.holds import HoldRecord
from hr_desk.vault import canonical

P = ParamSpec("P")

CONTEXT: Final = "hold"
"""The context of an approver's signature."""

REASONS: Final = "hold_reason"
"""The code list of reasons."""

REVIEWED: Final = ("HOLD", "reviewed")
"""Class and event whose period is the longest time to a review."""

WARNED: Final = timedelta(days=14)
"""How long before its review day a hold is on the list of today."""

EVIDENCE: Final = N_("Evidence: case number, authority or document")
BECAUSE: Final = N_("Why the hold ends")
LONGEST: Final = 200

NOUNS: Final[Mapping[str, str]] = {
    "hiring": "applicant_hold",
    "visits": "visit_hold",
    "personnel": "joiner_hold",
    "payroll": "account_hold",
}
"""File to what its operations are named after."""

ROLES: Final[Mapping[str, tuple[str, ...]]] = {
    "hiring": RECRUITING,
    "visits": ("hr_admin",),
    "personnel": ("onboarding", "hr_admin"),
    "payroll": ("hr_admin",),
}
"""File to who may ask for a hold there, and lift it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: a reason (code of REASONS), its evidence, the day of review."""

    reason: str
    evidence: str
    review_on: date


@dataclass(frozen=True, slots=True)
class Approval:
    """Who approves: their name and their own passphrase, typed by themselves."""

    name: str
    passphrase: str


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold for a list; ``restricted`` says that the record is stored and not used any more.

    ``asked_by`` and ``approved_by`` are names; ``genuine`` is False where the approval was not
    signed by whom it names. ``days_left`` counts to the review day.
    """

    id: str
    file: str
    record: str
    name: str
    reason: str
    evidence: str
    review_on: date
    days_left: int
    since: datetime
    asked_by: str
    approved_by: str
    restricted: bool
    genuine: bool


@dataclass(frozen=True, slots=True)
class _Someone:
    """A record that can be held: its own id, its row number, the stored values that name it."""

    id: str
    row: int
    fields: Mapping[str, Any]


def _in_each(verb: str) -> Callable[[Body[P]], Mapping[str, Verb[P]]]:
    """Make an operation for each file of a function; returns them by file."""

    def decorate(body: Body[P]) -> Mapping[str, Verb[P]]:
        return {
            file: operation(f"{noun}.{verb}", compartment=file, roles=ROLES[file])(body)
            for file, noun in NOUNS.items()
        }

    return decorate


def latest_review(session: Session) -> date:
    """Return the last day on which a hold that is put now is looked at again."""
    class_, event = REVIEWED
    return session.today() + timedelta(days=session.catalogue.classes[class_].periods[event])


def put(session: Session, file: str, id_: str, wanted: Wanted, *, approval: Approval) -> Changes:
    """Keep a record (an application's person, a visit, a joiner, an account) from being deleted.

    Returns the hold's id. Raises RecordGone, SomeoneElses, HeldAlready, ReasonUnknown, TextMissing,
    TextTooLong, ReviewOutOfRange, UnknownUser, ApprovesOwn, MayNotApproveHold, WrongPassphrase.
    """
    return _put[file](session, id_, wanted, approval=approval)


@_in_each("put")
def _put(
    session: Session, change: Change, /, id_: str, wanted: Wanted, *, approval: Approval
) -> tuple[str]:
    file = change.compartment
    found = _someone(session, file.name, id_)
    held = store.of_record(file, found.id, on=session.trusted_day())
    if held is not None:
        raise HeldAlready(day=held.review_on.isoformat())
    at = change.now.isoformat(timespec="seconds")
    new = secrets.token_hex(16)
    terms = _terms(session, file.name, new, record=found.id, wanted=wanted)
    by, signature = _approved(session, terms, approval)
    store.insert(change, HoldRecord(
        new, found.id, found.row, wanted.review_on, terms, session.user.id, at, by, at, signature
    ))  # fmt: skip
    change.touched(store.RECORDS[file.name], found.id)
    change.facts.update(reason=wanted.reason, approved_by=by)
    return (new,)


def renew(session: Session, file: str, hold: str, wanted: Wanted, *, approval: Approval) -> Changes:
    """Note that a hold was reviewed and goes on; a second person approves it again.

    Raises HoldGone and what ``put`` raises.
    """
    return _renew[file](session, hold, wanted, approval=approval)


@_in_each("renew")
def _renew(
    session: Session, change: Change, /, hold: str, wanted: Wanted, *, approval: Approval
) -> None:
    found = _in_force(session, change, hold)
    terms = _terms(session, change.compartment.name, hold, record=found.record, wanted=wanted)
    by, signature = _approved(session, terms, approval)
    at = change.now.isoformat(timespec="seconds")
    store.renew(change, replace(
        found, review_on=wanted.review_on, terms=terms, asked_by=session.user.id, approved_by=by,
        approved_at=at, signature=signature,
    ))  # fmt: skip
    change.facts.update(reason=wanted.reason, approved_by=by)


def lift(session: Session, file: str, hold: str, *, because: str) -> Changes:
    """End a hold; its record goes back to its own class, and goes with the next sweep if it is due.

    Raises HoldGone, TextMissing, TextTooLong, SomeoneElses.
    """
    return _lift[file](session, hold, because=because)


@_in_each("lift")
def _lift(session: Session, change: Change, /, hold: str, *, because: str) -> None:
    found = _in_force(session, change, hold)
    reason = one_line(because, label=Message(BECAUSE), longest=LONGEST)
    store.lift(change, found, by=session.user.id, because=reason)
    change.touched(store.RECORDS[change.compartment.name], found.record)


def _in_force(session: Session, change: Change, hold: str) -> HoldRecord:
    """Return a hold that keeps a record the user works on; raises HoldGone."""
    found = store.named(change.compartment, hold)
    if found is None or not found.is_in_force(session.trusted_day()):
        raise HoldGone
    if not _is_theirs(session, change.compartment.name, found):
        raise HoldGone
    return found


def _terms(session: Session, file: str, hold: str, *, record: str, wanted: Wanted) -> str:
    """Return what is approved, readable; raises ReasonUnknown, ReviewOutOfRange and about texts."""
    if wanted.reason not in session.catalogue.code_lists[REASONS].codes:
        raise ReasonUnknown
    latest = latest_review(session)
    if not session.today() < wanted.review_on <= latest:
        raise ReviewOutOfRange(latest=latest.isoformat())
    said = {
        "desk": session.desk_id,
        "file": file,
        "hold": hold,
        "record": record,
        "reason": wanted.reason,
        "evidence": one_line(wanted.evidence, label=Message(EVIDENCE), longest=LONGEST),
        "review_on": wanted.review_on.isoformat(),
    }
    return canonical.encode(said).decode()


def _approved(session: Session, terms: str, approval: Approval) -> tuple[str, bytes]:
    """Return the id of the second person and their signature of the terms."""
    user = session.register.named(approval.name)
    if user is None:
        raise UnknownUser(name=approval.name)
    if user.id == session.user.id:
        raise ApprovesOwn
    if not APPROVERS & set(user.roles):
        raise MayNotApproveHold(name=user.name)
    keys = desks.keys_of(session.register, user, approval.passphrase)
    return user.id, keys.sign(CONTEXT, terms.encode())


def list_holds(session: Session) -> tuple[Hold, ...]:
    """Return the holds in force in the files this user may hold records in, next review first."""
    found = [hold for file in _files(session) for hold in _holds(session, file)]
    return tuple(sorted(found, key=lambda one: (one.review_on, one.file, one.id)))


def who_may_approve(session: Session) -> tuple[str, ...]:
    """Return the names of those who may approve what this user asks for."""
    users = session.register.users
    return tuple(
        one.name for one in users if APPROVERS & set(one.roles) and one.id != session.user.id
    )


def reviews_due(session: Session) -> int:
    """Return how many holds are to be looked at within 14 days."""
    return sum(timedelta(days=one.days_left) <= WARNED for one in list_holds(session))


def of(session: Session, file: str, id_: str) -> Hold | None:
    """Return the hold on a record, known by the ids ``put`` takes; raises RecordGone."""
    found = _someone(session, file, id_)
    return next((one for one in _holds(session, file) if one.record == found.id), None)


def _files(session: Session) -> list[str]:
    return [file for file in NOUNS if session.may(f"{NOUNS[file]}.put")]


def _holds(session: Session, file: str) -> Iterator[Hold]:
    held, today = session.compartment(file), session.trusted_day()
    restricted = request_tasks.restricted(held)
    known = store.where(held, store.IN_FORCE, (today.isoformat(),))
    for one in known:
        if _is_theirs(session, file, one):
            yield _view(session, file, one, restricted=one.record in restricted)


def _view(session: Session, file: str, one: HoldRecord, *, restricted: bool) -> Hold:
    said: Any = canonical.decode(one.terms.encode())
    return Hold(
        id=one.id, file=file, record=one.record,
        name=_name(session, file, one.row, masked=restricted), reason=said["reason"],
        evidence=said["evidence"], review_on=one.review_on,
        days_left=(one.review_on - session.trusted_day()).days,
        since=datetime.fromisoformat(one.asked_at), asked_by=scope.holder(session, one.asked_by),
        approved_by=scope.holder(session, one.approved_by), restricted=restricted,
        genuine=is_genuine(session, one),
    )  # fmt: skip


def is_genuine(session: Session, one: HoldRecord) -> bool:
    """Whether a second person signed this: the record, and a day of review that is not earlier.

    A shorter period brings a review forward (``bring_forward``); nobody puts one off unsigned.
    """
    said: Any = canonical.decode(one.terms.encode())
    return (
        one.approved_by != one.asked_by
        and session.signed_by(one.approved_by, CONTEXT, one.terms.encode(), one.signature)
        and said["record"] == one.record
        and one.review_on.isoformat() <= said["review_on"]
    )


def _is_theirs(session: Session, file: str, one: HoldRecord) -> bool:
    """Whether a hold is for this user: theirs, or on a record they work on."""
    if file != scope.FILE or set(scope.UNLIMITED) & set(session.user.roles):
        return True
    return one.asked_by == session.user.id or bool(scope.people(session, [one.record]))


def _someone(session: Session, file: str, id_: str) -> _Someone:
    """Return the record behind an id, or behind that of its person or of one of its parts.

    Raises RecordGone, SomeoneElses, Restricted.
    """
    held = session.compartment(file)
    if file == "hiring":
        applications = hiring.applications(held, [id_]) or hiring.applications_of(held, id_)
        if applications:
            scope.require_person(session, applications)
        found = [_Someone(one.person_id, one.person_seq, one.person_fields) for one in applications]
    elif file == "visits":
        found = _someones(visits.visits(held, [id_]))
    elif file == "personnel":
        found = _someones(personnel.joiners(held, [parts.owner_of(held, id_) or id_]))
    else:
        found = _someones(payroll.accounts(held, [parts.owner_of(held, id_) or id_]))
    if not found:
        raise RecordGone
    return found[0]


def _someones(records: Iterable[Any]) -> list[_Someone]:
    return [_Someone(one.id, one.seq, one.fields) for one in records]


def _name(session: Session, file: str, row: int, *, masked: bool) -> str:
    """Return the name of a held record; masked where its use is restricted."""
    held = session.compartment(file)
    if file == "hiring":
        every = hiring.applications_where(held, "a.person = ?", (row,), limit=1)
        fields: Mapping[str, Any] = every[0].person_fields if every else {}
    elif file == "visits":
        fields = next((one.fields for one in visits.visits_where(held, "seq = ?", (row,))), {})
    elif file == "personnel":
        fields = next((one.fields for one in personnel.where(held, "seq = ?", (row,))), {})
    else:
        fields = next((one.fields for one in payroll.accounts(held) if one.seq == row), {})
    for key in ("full_name", "account_holder"):
        if key in fields:
            kind = session.catalogue.field(key).type
            value = kind.load(fields[key])
            return kind.mask(value) if masked else kind.show(value)
    return scope.NOBODY
