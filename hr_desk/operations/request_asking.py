# SPDX-License-Identifier: Apache-2.0
"""The officer's side of finding and acting: ask the files, refuse per field, order, hear answers.

Nothing is asked before the identity is verified. What is refused names a reason, its evidence, a
second person and a day to look again; an order to delete leaves out exactly what was refused.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from hr_desk.catalogue.requests import request_rules
from hr_desk.i18n import N_, Message
from hr_desk.operations import delivery, desks
from hr_desk.operations.admission import SERVICE_ROLE
from hr_desk.operations.beside_values import BESIDE
from hr_desk.operations.changes import Changes
from hr_desk.operations.contributions import Contribution, contribution_of, is_record
from hr_desk.operations.delivery import deliver, send
from hr_desk.operations.disclosure import HOLDERS
from hr_desk.operations.letters import Letter, Unacceptable, about, takes_in
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import UnknownUser
from hr_desk.operations.request_anew import replaced
from hr_desk.operations.request_orders import ANSWERS, CORRECT, DELETE, KINDS, OFFICER
from hr_desk.operations.request_problems import (
    ApprovesOwnRefusal,
    FieldNotContributed,
    MayNotApproveRefusal,
    NotCorrectedAsValue,
    NothingContributed,
    NothingToApprove,
    OrderUnknown,
    OwnDataIsNoSecret,
    RefusalsNotApproved,
    ReviewTooLate,
    WordUnknown,
)
from hr_desk.operations.request_records import FILES
from hr_desk.operations.requests import PRIVACY, stepped
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.operations.withheld import may_be_refused
from hr_desk.store import crossings, reveal_copies
from hr_desk.store import requests as store
from hr_desk.store.compartment import Change
from hr_desk.store.requests import OrderRow, PartRow, RefusalRow, RequestRecord

__all__ = [
    "Findings",
    "OrderRow",
    "PartRow",
    "RefusalRow",
    "approve",
    "ask",
    "findings",
    "order",
    "refuse",
]

EVIDENCE: Final = N_("Evidence: article, document or number")
LONGEST: Final = 500
APPROVERS: Final = frozenset({"hr_admin", "privacy_officer", "auditor"})
CONTRIBUTING: Final = ("hr_admin", "front_desk", "recruiter")


@dataclass(frozen=True, slots=True)
class Findings:
    """What came of asking: the records, the orders, the refusals, and of each file the question.

    Of a file that was asked twice it is the later one.
    """

    asked: tuple[PartRow, ...]
    records: tuple[Contribution, ...]
    orders: tuple[OrderRow, ...]
    refusals: tuple[RefusalRow, ...]

    @property
    def waiting(self) -> int:
        """How many files have not answered yet."""
        return sum(part.answered_at is None for part in self.asked)


def ask(session: Session, request_id: str) -> Changes:
    """Ask every file of this desk and of paired ones what it keeps of a verified person.

    A file that was asked already and has not answered is not asked again; what one that has
    answers anew takes the place of its earlier answer. Raises RequestGone, CaseStepNotAllowed.
    """
    changes = _ask(session, request_id)
    deliver(session)
    return changes


@operation("request.ask", compartment=PRIVACY, roles=OFFICER)
def _ask(session: Session, change: Change, /, request_id: str) -> None:
    record = stepped(change, request_id, "ask")
    open_ = {p.peer for p in store.parts(change.compartment, record.seq) if p.answered_at is None}
    for peer in file_addresses(session):
        if peer not in open_:
            reference = send(
                session, change, receiver=peer, kind="request.ask", record=record.id,
                message={"code": record.code, "fields": dict(record.fields)},
            )  # fmt: skip
            crossings.link(change, reference, record=record.id, peer=peer)
            store.add_part(change, record.seq, reference=reference, peer=peer)
    store.update(change, record)
    change.fields.update(record.fields)


def file_addresses(session: Session) -> tuple[str, ...]:
    """Return the address of every file that may know somebody, here and at paired desks."""
    return delivery.addresses(session, FILES)


@takes_in("request.contributed", compartment=PRIVACY, roles=CONTRIBUTING)
def _contributed(session: Session, change: Change, letter: Letter) -> str | None:
    """Put what a file contributed into its case; one that is closed by now keeps nothing."""
    records = letter.message.get("records")
    if not isinstance(records, list) or not all(is_record(session, one) for one in records):
        raise Unacceptable(what="records")
    case = asked_in(change, letter)
    if case is None:
        return None
    kept = replaced(session, change, case, letter, records)
    store.answer_part(change, letter.text("about", 32), kept, records=len(kept))
    for one in kept:
        crossings.link(change, one["record"], record=case.id, peer=letter.peer)
    change.touched("request", case.id)
    return case.id


def asked_in(change: Change, letter: Letter) -> RequestRecord | None:
    """Return the case whose question a letter answers; None where it is gone or closed.

    Raises Unacceptable for what is no question of the case.
    """
    reference, id_ = about(change, letter)
    found = store.where(change.compartment, "id = ?", (id_,)) if id_ else []
    if not found or found[0].closed_at is not None:
        return None
    if reference not in {part.reference for part in store.parts(change.compartment, found[0].seq)}:
        raise Unacceptable(what="about")
    return found[0]


def findings(session: Session, request_id: str) -> Findings:
    """Return what came of asking, in full; the reading is logged.

    Raises RequestGone, CaseStepNotAllowed before the identity is verified or after closing.
    """
    _note_reading(session, request_id)
    (record,) = store.where(session.compartment(PRIVACY), "id = ?", (request_id,))
    return found_of(session, record)


def found_of(session: Session, case: RequestRecord) -> Findings:
    """Return what came of asking, for whoever notes the reading."""
    file = session.compartment(PRIVACY)
    latest = {part.peer: part for part in store.parts(file, case.seq)}
    return Findings(
        asked=tuple(latest.values()),
        records=records_of(session, case),
        orders=tuple(store.orders(file, case.seq)),
        refusals=tuple(store.refusals(file, case.seq)),
    )


def records_of(session: Session, case: RequestRecord) -> tuple[Contribution, ...]:
    """Return the contributed records of a case, in the order of their files."""
    parts = store.parts(session.compartment(PRIVACY), case.seq)
    return tuple(
        contribution_of(session, part, one) for part in parts for one in part.content or ()
    )


@operation("request.read", compartment=PRIVACY, roles=OFFICER)
def _note_reading(session: Session, change: Change, /, request_id: str) -> None:
    del session
    record = stepped(change, request_id, "read")
    change.purpose = "other.request"
    change.touched("request", record.id)
    for part in store.parts(change.compartment, record.seq):
        for one in part.content or ():
            change.fields.update(one["fields"])
            change.fields.update(said["field"] for said in one.get("restricted", ()))


@operation("request.refuse", compartment=PRIVACY, roles=OFFICER)
def refuse(
    session: Session, change: Change, /, request_id: str, record: str, field: str, *,
    reason: str, evidence: str, review_on: date,
) -> None:  # fmt: skip
    """Say why one field of a contributed record is kept; it counts once a second person approves.

    Where the person asks to see their data it stays out of their copy instead; ``field`` is then
    a key, or a key, ``/`` and the reference of one document.
    Raises RequestGone, CaseStepNotAllowed, WordUnknown, NothingContributed, FieldNotContributed,
    TextMissing, TextTooLong, ReviewTooLate, OwnDataIsNoSecret.
    """
    case = stepped(change, request_id, "refuse")
    known = request_rules().refusals
    if reason not in known:
        raise WordUnknown(word=reason)
    _, content = _contributed_to(change, case, record)
    key = field.partition("/")[0]
    if not may_be_refused(content, field):
        raise FieldNotContributed(field=_label(session, key))
    if not known[reason].own_data and session.catalogue.field(key).supplied_by == "person":
        raise OwnDataIsNoSecret(reason=known[reason].label)
    require_review(session, review_on)
    written = one_line(evidence, label=Message(EVIDENCE), longest=LONGEST)
    row = RefusalRow(record, field, reason, written, review_on, session.user.id, None, None)
    store.add_refusal(change, case.seq, row)
    store.update(change, case)
    change.fields.add(key)
    change.facts["reason"] = reason


def require_review(session: Session, review_on: date) -> None:
    """Raise ReviewTooLate for a day that is not within the term of a refusal's review."""
    latest = session.today() + timedelta(days=request_rules().terms.review_days)
    if not session.today() < review_on <= latest:
        raise ReviewTooLate(latest=latest.isoformat())


def _label(session: Session, key: str) -> object:
    known = session.catalogue.fields
    return known[key].label if key in known else key


def _contributed_to(
    change: Change, case: RequestRecord, reference: str
) -> tuple[str, Mapping[str, Any]]:
    """Return the address and content of a contributed record; raises NothingContributed."""
    for part in store.parts(change.compartment, case.seq):
        for one in part.content or ():
            if one["record"] == reference:
                return part.peer, one
    raise NothingContributed


@operation("request.approve", compartment=PRIVACY, roles=OFFICER)
def approve(
    session: Session, change: Change, /, request_id: str, *, approver: str, passphrase: str
) -> None:
    """Let a second person approve the refusals of a case, with their own name and passphrase.

    They need no key of any file. Raises RequestGone, CaseStepNotAllowed, NothingToApprove,
    UnknownUser, ApprovesOwnRefusal, MayNotApproveRefusal, WrongPassphrase.
    """
    case = stepped(change, request_id, "refuse")
    rows = store.refusals(change.compartment, case.seq)
    waiting = [row for row in rows if row.approved_by is None]
    if not waiting:
        raise NothingToApprove
    by = second_person(
        session, approver, passphrase, not_one_of={row.entered_by for row in waiting}
    )
    change.facts.update(approved_by=by, count=len(waiting))
    store.approve_refusals(change, case.seq, by=by)
    store.update(change, case)


def second_person(
    session: Session, name: str, passphrase: str, *, not_one_of: Collection[str]
) -> str:
    """Return the id of who approves with their passphrase; ``not_one_of`` are ids of who entered.

    Raises UnknownUser, ApprovesOwnRefusal, MayNotApproveRefusal, WrongPassphrase.
    """
    user = session.register.named(name)
    if user is None:
        raise UnknownUser(name=name)
    if user.id in not_one_of:
        raise ApprovesOwnRefusal
    if not APPROVERS & set(user.roles):
        raise MayNotApproveRefusal(name=user.name)
    desks.keys_of(session.register, user, passphrase)
    return user.id


def order(
    session: Session, request_id: str, record: str, *, kind: str,
    fields: Mapping[str, Any] | None = None,
) -> Changes:  # fmt: skip
    """Order a contributed record to be corrected, restricted, lifted or deleted.

    ``fields`` are values to correct by key, as their types load them, None to remove one. What was
    refused of the record is left out of its deletion and restricted. Raises RequestGone,
    CaseStepNotAllowed, OrderUnknown, NothingContributed, FieldNotContributed, RefusalsNotApproved,
    NotCorrectedAsValue, ValueProblem.
    """
    changes = _order(session, request_id, record, kind=kind, fields=fields or {})
    deliver(session)
    return changes


@operation("request.order", compartment=PRIVACY, roles=OFFICER)
def _order(
    session: Session, change: Change, /, request_id: str, record: str, *, kind: str,
    fields: Mapping[str, Any],
) -> None:  # fmt: skip
    case = stepped(change, request_id, "order")
    if kind not in KINDS or bool(fields) != (kind == CORRECT):
        raise OrderUnknown
    peer, _ = _contributed_to(change, case, record)
    stored = _stored(session, fields, peer.partition("/")[2])
    keep = _kept(change, case, record) if kind == DELETE else []
    send_order(session, change, case, record, peer=peer, kind=kind, fields=stored, keep=keep)
    store.update(change, case)
    change.fields.update(stored)
    change.facts.update(order=kind, kept=keep)


def send_order(
    session: Session, change: Change, case: RequestRecord, record: str, *, peer: str, kind: str,
    fields: Mapping[str, Any], keep: Sequence[str],
) -> None:  # fmt: skip
    """Order what becomes of a record at ``peer``, inside ``change``; ``fields`` are as stored.

    ``keep`` are the keys that a deletion leaves. Raises NobodyReceives.
    """
    message = {"about": record, "kind": kind, "fields": dict(fields), "keep": list(keep)}
    reference = send(session, change, receiver=peer, kind="request.order", record=case.id,
                     message=message)  # fmt: skip
    crossings.link(change, reference, record=case.id, peer=peer)
    store.add_order(change, case.seq, reference=reference, peer=peer, record=record, kind=kind,
                    fields=fields)  # fmt: skip


def _stored(session: Session, fields: Mapping[str, Any], file: str) -> dict[str, Any]:
    found = {}
    for key, value in fields.items():
        field = session.catalogue.fields.get(key)
        if field is None or file not in field.retention:
            raise FieldNotContributed(field=_label(session, key))
        if key in BESIDE:
            raise NotCorrectedAsValue(field=field.label)
        if value is not None:
            field.type.check(value, session.today())
        found[key] = None if value is None else field.type.store(value)
    return found


def _kept(change: Change, case: RequestRecord, record: str) -> list[str]:
    rows = [row for row in store.refusals(change.compartment, case.seq) if row.record == record]
    waiting = sum(row.approved_by is None for row in rows)
    if waiting:
        raise RefusalsNotApproved(number=case.number, open=waiting)
    return sorted({row.key for row in rows})


@takes_in("request.done", compartment=PRIVACY, roles=HOLDERS)
def _done(session: Session, change: Change, letter: Letter) -> str | None:
    """Note what a file did with an order."""
    del session
    reference, case = about(change, letter)
    kept, answer = letter.message.get("kept"), letter.text("answer")
    if answer not in ANSWERS or not isinstance(kept, list):
        raise Unacceptable(what="answer")
    if case is not None:
        store.answer_order(change, reference, answer=answer, kept=[str(key) for key in kept])
        change.touched("request", case)
        change.facts["answer"] = answer
    return case


@takes_in("record.gone", compartment=PRIVACY, roles=(*HOLDERS, SERVICE_ROLE))
def _gone(session: Session, change: Change, letter: Letter) -> str | None:
    """Note that a contributed record, or a visit with a reveal, is deleted in its file."""
    del session
    reference, case = about(change, letter)
    if case is not None:
        crossings.unlink(change, reference)
        if reveal_copies.forget(change, reference):
            change.touched("visit", reference)
            return case
        store.note_gone(change, reference)
        change.touched("request", case)
    return case
