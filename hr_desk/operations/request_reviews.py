# SPDX-License-Identifier: Apache-2.0
"""Looking again at what is kept against a request: it stays with new evidence, or goes after all.

A refusal names the day of its review (policy 5.4). By then the case is closed as a rule: what is
kept is looked at all the same. Keeping it on takes a second person and a new day; where the reason
has ended an order deletes what was kept, and leaves out what is kept for another reason.
"""

from datetime import date
from typing import Final

from hr_desk.catalogue.requests import request_rules
from hr_desk.i18n import Message, t
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver
from hr_desk.operations.operation import operation, require
from hr_desk.operations.request_asking import (
    EVIDENCE,
    LONGEST,
    require_review,
    second_person,
    send_order,
)
from hr_desk.operations.request_orders import DELETE, OFFICER
from hr_desk.operations.request_problems import FieldNotContributed
from hr_desk.operations.requests import PRIVACY, stepped
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.operations.withheld import asks_to_see
from hr_desk.store import crossings
from hr_desk.store import requests as store
from hr_desk.store.compartment import Change
from hr_desk.store.requests import RefusalRow, RequestRecord

VERB: Final = "review"


def kept(session: Session, request_id: str) -> tuple[RefusalRow, ...]:
    """Return what is kept against a case and can be looked at again, the next review first.

    Nothing before the case is decided. Raises RequestGone, NotPermitted, CompartmentClosed.
    """
    require(session, "request.keep_on")
    file = session.compartment(PRIVACY)
    cases = store.where(file, "id = ?", (request_id,))
    if not cases or cases[0].state not in request_rules().verbs[VERB].sources:
        return ()
    return tuple(sorted(store.refusals(file, cases[0].seq), key=lambda row: row.review_on))


@operation("request.keep_on", compartment=PRIVACY, roles=OFFICER)
def keep_on(
    session: Session, change: Change, /, request_id: str, record: str, field: str, *,
    evidence: str, review_on: date, approver: str, passphrase: str,
) -> None:  # fmt: skip
    """Note that a field is kept on, with what shows it, until another day of review.

    A second person approves it with their own name and passphrase. Raises RequestGone,
    CaseStepNotAllowed, FieldNotContributed, ReviewTooLate, TextMissing, TextTooLong, UnknownUser,
    ApprovesOwnRefusal, MayNotApproveRefusal, WrongPassphrase.
    """
    case, row = _found(session, change, request_id, record, field)
    require_review(session, review_on)
    written = one_line(evidence, label=Message(EVIDENCE), longest=LONGEST)
    by = second_person(session, approver, passphrase, not_one_of={session.user.id})
    store.add_refusal(
        change, case.seq,
        RefusalRow(record, field, row.reason, written, review_on, session.user.id, None, None),
    )  # fmt: skip
    store.approve_refusals(change, case.seq, by=by)
    _note(session, change, case, t("Looked at again: {field} is kept until {day}.",
                                   field=_label(session, field), day=review_on))  # fmt: skip
    change.fields.add(row.key)
    change.facts.update(reason=row.reason, approved_by=by)


def let_go(session: Session, request_id: str, record: str, field: str) -> Changes:
    """Let a field go that is kept for no reason any more: it is ordered to be deleted.

    A record that is gone by now needs no order, nor what only stayed out of a copy. Raises
    RequestGone, CaseStepNotAllowed, FieldNotContributed.
    """
    changes = _let_go(session, request_id, record, field)
    deliver(session)
    return changes


@operation("request.let_go", compartment=PRIVACY, roles=OFFICER)
def _let_go(session: Session, change: Change, /, request_id: str, record: str, field: str) -> None:
    case, row = _found(session, change, request_id, record, field)
    store.remove_refusal(change, case.seq, record, field)
    if asks_to_see(case.code):
        _note(session, change, case, t("Looked at again: {field} is given from now on when the "
                                       "person asks.", field=_label(session, field)))  # fmt: skip
        change.fields.add(row.key)
        return
    keep = sorted({one.key for one in store.refusals(change.compartment, case.seq)
                   if one.record == record})  # fmt: skip
    known = crossings.linked(change.compartment, record)
    if known is not None:
        send_order(session, change, case, record, peer=known[1], kind=DELETE, fields={}, keep=keep)
    _note(session, change, case, t("Looked at again: {field} is kept no longer.",
                                   field=_label(session, field)))  # fmt: skip
    change.fields.add(row.key)
    change.facts["kept"] = keep


def _found(
    session: Session, change: Change, request_id: str, record: str, field: str
) -> tuple[RequestRecord, RefusalRow]:
    case = stepped(change, request_id, VERB)
    for row in store.refusals(change.compartment, case.seq):
        if (row.record, row.field) == (record, field):
            return case, row
    raise FieldNotContributed(field=_label(session, field))


def _note(session: Session, change: Change, case: RequestRecord, text: str) -> None:
    store.add_note(change, case.seq, user=session.user.id, text=text)
    store.update(change, case)


def _label(session: Session, field: str) -> object:
    known, key = session.catalogue.fields, field.partition("/")[0]
    return known[key].label if key in known else key
