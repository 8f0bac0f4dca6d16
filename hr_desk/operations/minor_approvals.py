# SPDX-License-Identifier: Apache-2.0
"""Approvals to read about people below eighteen: asked for, approved by a second person, ended.

One approval lets the users of one role read about chosen minors of a file, or all of them, for a
purpose, for at most twelve months (docs/decisions/0021-who-reads-about-minors.md).
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, ParamSpec

from hr_desk.operations import desks
from hr_desk.operations.accounts import PAYROLL
from hr_desk.operations.changes import Changes
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.directory import VISITING
from hr_desk.operations.joiner_writing import ONBOARDING
from hr_desk.operations.minor_problems import (
    ApprovesOwnMinorRead,
    MayNotApproveMinorRead,
    MinorApprovalSettled,
    MinorApprovalUnknown,
    MinorPeriodWrong,
    MinorRoleWrong,
    NobodyIsAMinor,
)
from hr_desk.operations.minor_reads import CONTEXT, MinorApproval, view_of, young_among
from hr_desk.operations.operation import Body, Verb, operation
from hr_desk.operations.problems import PurposeUnknown, UnknownUser
from hr_desk.operations.session import Session
from hr_desk.operations.standing_hand_offs import APPROVERS
from hr_desk.store import minor_approvals as store
from hr_desk.store.compartment import Change
from hr_desk.store.minor_approvals import ApprovalRecord
from hr_desk.vault import canonical

LONGEST: Final = timedelta(days=366)
"""Twelve months, whatever the year."""

ROLES: Final[Mapping[str, Sequence[str]]] = {
    "hiring": RECRUITING,
    "personnel": ONBOARDING,
    "visits": VISITING,
    "payroll": PAYROLL,
}
"""File to who reads it: they ask, and one of these roles is let in."""

NOUNS: Final[Mapping[str, str]] = {
    "hiring": "minor_applicant",
    "personnel": "minor_joiner",
    "visits": "minor_visitor",
    "payroll": "minor_account",
}
"""File to what its operations are named after."""


@dataclass(frozen=True, kw_only=True)
class WantedApproval:
    """What is asked for: a role, a purpose, the days, and the records; none are all minors."""

    role: str
    purpose: str
    valid_from: date
    valid_until: date
    records: tuple[str, ...] = ()


P = ParamSpec("P")


def _in_each(verb: str) -> Callable[[Body[P]], Mapping[str, Verb[P]]]:
    def decorate(body: Body[P]) -> Mapping[str, Verb[P]]:
        return {
            file: operation(f"{noun}.{verb}", compartment=file, roles=ROLES[file])(body)
            for file, noun in NOUNS.items()
        }

    return decorate


def every(session: Session) -> tuple[MinorApproval, ...]:
    """Return all approvals of the files this session holds, the latest asked for first in each."""
    return tuple(
        view_of(file, record)
        for file in ROLES
        if session.holds(file)
        for record in store.every(session.compartment(file))
    )


def who_may_approve(session: Session, id_: str) -> tuple[str, ...]:
    """Return the names of those who may approve one: not whoever asked. Raises as ``approve``."""
    record = _record(session, _file_of(session, id_), id_)
    return tuple(
        user.name
        for user in session.register.users
        if user.id != record.asked_by and APPROVERS & set(user.roles)
    )


def ask(session: Session, file: str, wanted: WantedApproval) -> Changes:
    """Ask a second person to approve reads in a file; the Changes have created its id.

    Records may be given as applications; an approval names the person, and nobody who is grown.
    Raises PurposeUnknown,
    MinorRoleWrong, MinorPeriodWrong, NobodyIsAMinor.
    """
    return _ask[file](session, wanted)


@_in_each("ask")
def _ask(session: Session, change: Change, /, wanted: WantedApproval) -> tuple[str]:
    file = change.compartment
    if wanted.purpose not in session.catalogue.purposes:
        raise PurposeUnknown
    if wanted.role not in ROLES[file.name]:
        raise MinorRoleWrong
    _require_period(session, wanted)
    records = sorted(young_among(session, file, wanted.records)) if wanted.records else []
    if wanted.records and not records:
        raise NobodyIsAMinor
    id_ = secrets.token_hex(16)
    at = change.now.isoformat(timespec="seconds")
    terms = _terms(session, file.name, id_, wanted, records)
    store.insert(change, ApprovalRecord(id_, terms, session.user.id, at))
    change.purpose = wanted.purpose
    return (id_,)


def _terms(
    session: Session, file: str, id_: str, wanted: WantedApproval, records: Sequence[str]
) -> str:
    said = {
        "desk": session.desk_id,
        "file": file,
        "id": id_,
        "role": wanted.role,
        "purpose": wanted.purpose,
        "records": list(records),
        "valid_from": wanted.valid_from.isoformat(),
        "valid_until": wanted.valid_until.isoformat(),
    }
    return canonical.encode(said).decode()


def _require_period(session: Session, wanted: WantedApproval) -> None:
    first = session.today()
    last = max(first, wanted.valid_from) + LONGEST
    if not first <= wanted.valid_from <= wanted.valid_until <= last:
        raise MinorPeriodWrong(first=first.isoformat(), last=last.isoformat())


def approve(session: Session, id_: str, *, approver: str, passphrase: str) -> Changes:
    """Let a second person approve, with their own name and passphrase, at whose session it may be.

    They need no key of any file. Raises MinorApprovalUnknown, MinorApprovalSettled, UnknownUser,
    ApprovesOwnMinorRead, MayNotApproveMinorRead, WrongPassphrase.
    """
    verb = _approve[_file_of(session, id_)]
    return verb(session, id_, approver=approver, passphrase=passphrase)


@_in_each("approve")
def _approve(
    session: Session, change: Change, /, id_: str, *, approver: str, passphrase: str
) -> None:
    record = _record(session, change.compartment.name, id_)
    if record.approved_by is not None or record.ended_at is not None:
        raise MinorApprovalSettled
    user = session.register.named(approver)
    if user is None:
        raise UnknownUser(name=approver)
    if user.id == record.asked_by:
        raise ApprovesOwnMinorRead
    if not APPROVERS & set(user.roles):
        raise MayNotApproveMinorRead(name=user.name)
    keys = desks.keys_of(session.register, user, passphrase)
    signature = keys.sign(CONTEXT, record.terms.encode())
    store.approve(change, id_, by=user.id, signature=signature)
    change.facts["approved_by"] = user.id


def end(session: Session, id_: str) -> Changes:
    """End an approval before its day, also one that waits; raises MinorApprovalUnknown."""
    return _end[_file_of(session, id_)](session, id_)


@_in_each("end")
def _end(session: Session, change: Change, /, id_: str) -> None:
    _record(session, change.compartment.name, id_)
    store.end(change, id_)


def asks_in(session: Session) -> tuple[str, ...]:
    """Return the files in which this user may ask for an approval."""
    return tuple(file for file, noun in NOUNS.items() if session.may(f"{noun}.ask"))


def _file_of(session: Session, id_: str) -> str:
    found = next((one.file for one in every(session) if one.id == id_), None)
    if found is None:
        raise MinorApprovalUnknown
    return found


def _record(session: Session, file: str, id_: str) -> ApprovalRecord:
    known = store.every(session.compartment(file))
    found = next((one for one in known if one.id == id_), None)
    if found is None:
        raise MinorApprovalUnknown
    return found
