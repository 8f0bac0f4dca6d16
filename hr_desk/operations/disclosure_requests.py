# SPDX-License-Identifier: Apache-2.0
"""Requests that data leave once: asked for by one person, approved by another, told to a third.

What is approved is a text that both can read back, with the very people and fields, signed by the
approver with their own key: a recipient that is changed later is not what they signed.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from hr_desk.domain import disclosing as rules
from hr_desk.operations import desks, disclosing, disclosing_people
from hr_desk.operations.changes import Changes
from hr_desk.operations.disclosing import Demand, Wish, look, require_somebody
from hr_desk.operations.disclosing_people import in_each
from hr_desk.operations.disclosing_problems import (
    AlreadyOut,
    ApprovalNotNeeded,
    RequestNotApproved,
    RequestOutdated,
    RequestOver,
    RequestUnknown,
)
from hr_desk.operations.hand_off_problems import ApprovalForged, ApprovesOwn, MayNotApprove
from hr_desk.operations.problems import ConsentUnknown, RecordGone, UnknownUser
from hr_desk.operations.recipients import RecipientView, recipient_named
from hr_desk.operations.session import Session
from hr_desk.operations.standing_hand_offs import APPROVERS
from hr_desk.store import disclosing as store
from hr_desk.store.compartment import Change
from hr_desk.store.disclosing import RequestRecord
from hr_desk.vault import canonical

CONTEXT: Final = "disclosure"
"""The context of an approver's signature."""

TOLD: Final = "told_how"
"""The code list of how somebody was told."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is to leave once: who asked, who approved (user ids), until when it holds."""

    id: str
    wish: Wish
    recipient: RecipientView | None
    asked_by: str
    asked_at: datetime
    approved_by: str | None
    valid_until: date
    ended: bool
    out: bool
    """Whether its file left."""

    @property
    def waits(self) -> bool:
        """Whether a second person has to look at it."""
        needed = rules.needs_approval(self.wish.way)
        return needed and self.approved_by is None and not self.ended


def list_requests(session: Session) -> tuple[Request, ...]:
    """Return the requests of the user's files, the latest first; raises NotPermitted."""
    files = disclosing.files_of(session)
    found = [request for file in files for request in _requests(session, file)]
    return tuple(sorted(found, key=lambda one: one.asked_at, reverse=True))


def _requests(session: Session, file: str) -> list[Request]:
    held = session.compartment(file)
    out = {one.request for one in store.files(held) if one.completed_at is not None}
    return [_view(session, one, out=one.id in out) for one in store.requests(held)]


def request_named(session: Session, id_: str) -> Request:
    """Return a request; raises RequestUnknown, NotPermitted."""
    found = next((one for one in list_requests(session) if one.id == id_), None)
    if found is None:
        raise RequestUnknown
    return found


def _record(session: Session, request: Request) -> RequestRecord:
    known = store.requests(session.compartment(request.wish.file))
    return next(one for one in known if one.id == request.id)


def _view(session: Session, record: RequestRecord, *, out: bool) -> Request:
    terms = json.loads(record.terms)
    return Request(
        id=record.id,
        wish=_wish_of(terms),
        recipient=None if record.recipient is None else recipient_named(session, record.recipient),
        asked_by=record.asked_by,
        asked_at=datetime.fromisoformat(record.asked_at),
        approved_by=record.approved_by,
        valid_until=date.fromisoformat(terms["valid_until"]),
        ended=record.ended_at is not None,
        out=out,
    )


def _wish_of(terms: Mapping[str, Any]) -> Wish:
    said = terms["demand"]
    demand = Demand(**{**said, "dated": date.fromisoformat(said["dated"])}) if said else None
    return Wish(
        way=terms["way"], people=tuple(terms["people"]), fields=tuple(terms["fields"]),
        purpose=terms["purpose"], ground=terms["ground"], recipient_id=terms["recipient"],
        demand=demand, identity=terms["identity"], file=terms["file"],
    )  # fmt: skip


def ask(session: Session, wish: Wish) -> Changes:
    """Ask for something to leave once; returns the id. It holds for 30 days.

    Where people have to be told first, that is noted with this id. Raises RecordGone,
    NothingCovered, and what ``disclosing.look`` raises.
    """
    return _ask[wish.file](session, wish)


@in_each("ask")
def _ask(session: Session, change: Change, /, wish: Wish) -> tuple[str]:
    outlook = look(session, wish)
    if any(reason == disclosing.GONE for _, reason in outlook.left_out):
        raise RecordGone
    if not rules.told_before("" if outlook.recipient is None else outlook.recipient.recipient.kind):
        require_somebody(session, outlook)
    id_ = secrets.token_hex(16)
    until = session.today() + timedelta(days=rules.APPROVAL_DAYS)
    at = change.now.isoformat(timespec="seconds")
    recipient = None if outlook.recipient is None else outlook.recipient.id
    terms = _terms(session, id_, outlook.wish, outlook.recipient, until)
    store.insert(change, RequestRecord(id_, recipient, session.user.id, at, terms))
    change.fields.update(outlook.wish.fields)
    change.purpose = wish.purpose
    return (id_,)


def _terms(
    session: Session, id_: str, wish: Wish, recipient: RecipientView | None, until: date
) -> str:
    """Return what is approved: readable, and bound to the recipient as it is."""
    demand = {} if wish.demand is None else asdict(wish.demand)
    said: dict[str, Any] = {
        "desk": session.desk_id,
        "request": id_,
        "way": wish.way,
        "ground": wish.ground,
        "purpose": wish.purpose,
        "people": list(wish.people),
        "fields": list(wish.fields),
        "recipient": wish.recipient_id,
        "recipient_sha256": "" if recipient is None else recipient.fingerprint,
        "demand": {key: str(value) for key, value in demand.items()},
        "identity": wish.identity,
        "file": wish.file,
        "valid_until": until.isoformat(),
    }
    return canonical.encode(said).decode()


def approve(session: Session, id_: str, *, approver: str, passphrase: str) -> Changes:
    """Let a second person approve a request, with their own name and passphrase.

    They need no key of any file. Raises RequestUnknown, ApprovalNotNeeded, RequestOver, AlreadyOut,
    UnknownUser, ApprovesOwn, MayNotApprove, WrongPassphrase, RequestOutdated.
    """
    request = request_named(session, id_)
    return _approve[request.wish.file](session, request, approver=approver, passphrase=passphrase)


@in_each("approve")
def _approve(
    session: Session, change: Change, /, request: Request, *, approver: str, passphrase: str
) -> None:
    record = _record(session, request)
    if not rules.needs_approval(request.wish.way):
        raise ApprovalNotNeeded
    _require_open(session, record, request)
    user = session.register.named(approver)
    if user is None:
        raise UnknownUser(name=approver)
    if user.id == record.asked_by:
        raise ApprovesOwn
    if not APPROVERS & set(user.roles):
        raise MayNotApprove(name=user.name)
    keys = desks.keys_of(session.register, user, passphrase)
    signature = keys.sign(CONTEXT, record.terms.encode())
    store.approve(change, request.id, by=user.id, signature=signature)
    change.facts["approved_by"] = user.id


def call_off(session: Session, id_: str) -> Changes:
    """Call a request off: nothing leaves by it any more. Raises RequestUnknown, NotPermitted."""
    request = request_named(session, id_)
    return _call_off[request.wish.file](session, request)


@in_each("call_off")
def _call_off(session: Session, change: Change, /, request: Request) -> None:
    del session
    store.end(change, request.id)


def note_told(session: Session, id_: str, people: Sequence[str], *, how: str) -> Changes:
    """Note that these people (record ids) were told who gets their data; ``how`` is one of TOLD.

    Raises RequestUnknown, RecordGone for somebody the request is not about, ConsentUnknown.
    """
    request = request_named(session, id_)
    return _note_told[request.wish.file](session, request, people, how=how)


@in_each("told")
def _note_told(
    session: Session, change: Change, /, request: Request, people: Sequence[str], *, how: str
) -> None:
    if how not in session.catalogue.code_lists[TOLD].codes:
        raise ConsentUnknown
    wish = request.wish
    known = set(disclosing_people.there(session, wish.file, wish.people))
    if not people or not set(people) <= known:
        raise RecordGone
    store.note_told(change, request.id, people, how=how, by=session.user.id)
    change.touched("disclosure_request", request.id)
    for id_ in dict.fromkeys(people):
        change.touched(disclosing_people.RECORDS[wish.file], id_)


def owed_notices(session: Session) -> tuple[tuple[Request, tuple[str, ...]], ...]:
    """Return whom nobody has told yet, by request (record ids).

    A successor is told of before anything leaves (PIPL 22), an authority's demand afterwards,
    unless an article asks for secrecy (PIPL 18, 35). Raises NotPermitted, CompartmentClosed.
    """
    found = []
    for request in list_requests(session):
        waiting = _untold(session, request) if _tells(request) else ()
        if waiting:
            found.append((request, waiting))
    return tuple(found)


def _tells(request: Request) -> bool:
    if request.out:
        return rules.told_after(request.wish.way, request.wish.secrecy)
    kind = "" if request.recipient is None else request.recipient.recipient.kind
    return rules.told_before(kind) and not request.ended


def _untold(session: Session, request: Request) -> tuple[str, ...]:
    wish = request.wish
    told = store.told(session.compartment(wish.file), request.id)
    known = disclosing_people.there(session, wish.file, wish.people)
    return tuple(id_ for id_ in known if id_ not in told)


def require_in_force(session: Session, id_: str) -> Request:
    """Return a request whose file may be made now.

    Raises RequestUnknown, RequestNotApproved, RequestOver, AlreadyOut, ApprovalForged,
    RequestOutdated.
    """
    request = request_named(session, id_)
    record = _record(session, request)
    if request.ended:
        raise RequestNotApproved
    if rules.needs_approval(request.wish.way):
        if record.approved_by is None or record.signature is None:
            raise RequestNotApproved
        if record.approved_by == record.asked_by or not session.signed_by(
            record.approved_by, CONTEXT, record.terms.encode(), record.signature
        ):
            raise ApprovalForged
    _require_open(session, record, request)
    return request


def _require_open(session: Session, record: RequestRecord, request: Request) -> None:
    if request.out:
        raise AlreadyOut
    if request.ended:
        raise RequestNotApproved
    if session.today() > request.valid_until:
        raise RequestOver(day=request.valid_until.isoformat())
    now = _terms(session, record.id, request.wish, request.recipient, request.valid_until)
    if now != record.terms:
        raise RequestOutdated
