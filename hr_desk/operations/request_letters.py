# SPDX-License-Identifier: Apache-2.0
"""Letters of a case: the answer with its reasons, and word to whoever else has what is changed.

The answer names what was done, what was not done and why, and the three ways to complain (policy
9; PIPL 50). Who got something of the person before is told what was deleted, corrected or
restricted, so that it happens there too. A letter leaves by the one door and is noted in the case.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from hr_desk.catalogue.requests import request_rules
from hr_desk.catalogue.types.money import Money
from hr_desk.domain import complaining
from hr_desk.domain.clock import day_of
from hr_desk.domain.letter_words import listed, said_day
from hr_desk.domain.requests import law_said
from hr_desk.i18n import N_, translated
from hr_desk.operations import backups, disclosure, policies, request_fees
from hr_desk.operations.changes import Changes
from hr_desk.operations.contributions import Contribution
from hr_desk.operations.delivery import deliver_afterwards
from hr_desk.operations.disclosure import Disclosure, Print
from hr_desk.operations.operation import operation
from hr_desk.operations.other_holders import OtherHolder, other_holders
from hr_desk.operations.paper_letters import Draft
from hr_desk.operations.problems import ChangedMeanwhile
from hr_desk.operations.request_asking import Findings, findings
from hr_desk.operations.request_orders import CORRECT, DELETE, KEPT, LIFT, RESTRICT, UNFIT
from hr_desk.operations.request_problems import AnswerNotDecided, NobodyElseHasIt
from hr_desk.operations.request_settled import Unsettled, said_open, unsettled
from hr_desk.operations.requests import OFFICER, PRIVACY, stepped
from hr_desk.operations.session import Session
from hr_desk.operations.withheld import asks_to_see
from hr_desk.store import requests as store
from hr_desk.store.compartment import Change
from hr_desk.store.requests import OrderRow, RefusalRow, RequestRecord

PURPOSE: Final = "other.request"
ANSWER: Final = "answer"
TO_RECIPIENT: Final = "to_recipient"
NAME: Final = "full_name"
LETTER: Final = "request.letter"
ROUTES: Final = "routes"
"""The fact in which the entry of an answer says which ways to complain stood in it."""


def answer(session: Session, request_id: str, *, code: str) -> Draft:
    """Return the answer to the person in a language.

    Raises RequestGone, CaseStepNotAllowed, AnswerNotDecided before the case is decided.
    """
    found = findings(session, request_id)
    case = _case(session, request_id)
    if not case.outcome:
        raise AnswerNotDecided(number=case.number)
    paragraphs = (
        _asked(case, code),
        translated(_OUTCOME, code, outcome=request_rules().outcomes[case.outcome].within(code)),
        *_what_was_found(session, found, code),
        *_what_was_done(session, found, code),
        *_what_was_not(session, case, found, code),
        *said_open(session, _left_open(case, found), code),
        _what_it_costs(session, case, code),
        complaint_text(code),
        translated(_SAFE, code),
    )
    refused = {row.key for row in found.refusals}
    kept = {key for order in found.orders for key in order.kept}
    return _draft(session, case, ANSWER, code, translated(_ANSWER, code), paragraphs,
                  fields=(NAME, *sorted(refused | kept - {NAME})),
                  salutation=translated(_DEAR, code, name=_name(session, case)))  # fmt: skip


def complaint_text(code: str) -> str:
    """Return the paragraph of an answer that tells the ways to complain, in a language."""
    return translated(_COMPLAIN, code)


def to_recipient(session: Session, request_id: str, name: str, *, code: str) -> Draft:
    """Return the letter to one who has what was deleted, corrected or restricted here.

    Raises RequestGone, CaseStepNotAllowed, NobodyElseHasIt where nothing was ordered about it.
    """
    found, case = findings(session, request_id), _case(session, request_id)
    holder = next((one for one in other_holders(found) if one.name == name), None)
    if holder is None or not holder.orders:
        raise NobodyElseHasIt(recipient=name)
    said = listed([_label(session, key, code) for key in holder.fields], code)
    paragraphs = (
        translated(_YOU_GOT, code, day=said_day(holder.on, code), name=_name(session, case),
                   fields=said),
        *(translated(_NOW[kind], code) for kind in holder.orders),
        *_corrected(session, found, holder, code),
        translated(_TELL_US, code, number=case.number),
    )  # fmt: skip
    return _draft(session, case, TO_RECIPIENT, code, translated(_NOTICE, code), paragraphs,
                  fields=tuple(dict.fromkeys((NAME, *holder.fields))), recipient=name,
                  salutation=translated(_DEAR, code, name=name))  # fmt: skip


def release(session: Session, shown: Draft, content: bytes, target: Path) -> Changes:
    """Let a letter's paper out as a file, and note it in the case.

    Raises what registering ``paper`` and ``disclosure.let_out`` raise.
    """
    return disclosure.let_out(session, paper(shown), content, target)


def paper(shown: Draft) -> Print:
    """Return how a letter of a case leaves; once it is out the case notes it.

    Registering it raises ChangedMeanwhile where it would say something else by now, and what
    ``answer`` and ``to_recipient`` raise.
    """
    recipient = dict(shown.typed).get("recipient", "")

    def register(session: Session, content: bytes) -> Changes:
        if _again(session, shown, recipient) != shown:
            raise ChangedMeanwhile
        number = _case(session, shown.record_id).number
        entry = Disclosure(kind="print", recipient=recipient or number, purpose=PURPOSE,
                           fields=shown.fields, records=(shown.record_id,))  # fmt: skip
        disclosure.require_entry(session, entry)
        return _register(session, shown.record_id, entry, content, routes=_routes_told(shown))

    def complete(session: Session, entry: str) -> Changes:
        to = recipient or _case(session, shown.record_id).number
        return _complete(session, shown.record_id, entry, note=f"{shown.title} → {to}")

    return Print(register, complete)


def _routes_told(shown: Draft) -> tuple[str, ...] | None:
    """Return the ways to complain that an answer names, None for a letter that owes none."""
    if shown.key != ANSWER:
        return None
    return complaining.named_in("\n".join((*shown.paragraphs, shown.rights)), shown.language)


def _again(session: Session, shown: Draft, recipient: str) -> Draft:
    """Return the letter as it would be made now."""
    if shown.key == TO_RECIPIENT:
        return to_recipient(session, shown.record_id, recipient, code=shown.language)
    return answer(session, shown.record_id, code=shown.language)


@operation(LETTER, compartment=PRIVACY, roles=OFFICER)
def _register(
    session: Session, change: Change, /, request_id: str, entry: Disclosure, content: bytes, *,
    routes: tuple[str, ...] | None,
) -> tuple[str]:  # fmt: skip
    stepped(change, request_id, "letter")
    if routes is not None:
        # The paper itself is not kept: the entry alone says what the answer told as it left.
        change.facts[ROUTES] = list(routes)
    return (disclosure.enter(session, change, entry, content, kind="request"),)


@operation("request.lettered", compartment=PRIVACY, roles=OFFICER)
def _complete(
    session: Session, change: Change, /, request_id: str, entry: str, *, note: str
) -> None:
    case = stepped(change, request_id, "letter")
    store.add_note(change, case.seq, user=session.user.id, text=note)
    store.update(change, case)
    disclosure.complete(session, change, entry)
    deliver_afterwards(session, change)


def _case(session: Session, request_id: str) -> RequestRecord:
    (case,) = store.where(session.compartment(PRIVACY), "id = ?", (request_id,))
    return case


def _draft(
    session: Session, case: RequestRecord, key: str, code: str, title: str,
    paragraphs: tuple[str, ...], *, fields: tuple[str, ...], salutation: str, recipient: str = "",
) -> Draft:  # fmt: skip
    return Draft(
        key=key, about="request", record_id=case.id, language=code,
        typed=(("recipient", recipient),) if recipient else (), title=title,
        salutation=salutation, paragraphs=paragraphs, on=session.today(),
        company=session.company, rights=policies.controller_text(session, code),
        purpose=PURPOSE, fields=fields,
    )  # fmt: skip


def _asked(case: RequestRecord, code: str) -> str:
    known, verified = request_rules().codes[case.code], datetime.fromisoformat(case.received_at)
    if case.verified_at is not None:
        verified = datetime.fromisoformat(case.verified_at)
    return translated(
        _ASKED, code, number=case.number, asked=known.label.within(code),
        law=law_said(known.law, code),
        day=said_day(day_of(datetime.fromisoformat(case.received_at)), code),
        verified=said_day(day_of(verified), code),
    )  # fmt: skip


def _what_was_found(session: Session, found: Findings, code: str) -> Iterator[str]:
    if found.asked and not found.records:
        yield translated(_NOTHING, code)
    for one in found.records:
        yield translated(_KEPT_HERE, code, file=_file(session, one, code), count=len(one.fields))


def _what_was_done(session: Session, found: Findings, code: str) -> Iterator[str]:
    records = {one.record: one for one in found.records}
    for order in found.orders:
        if order.answered_at is not None and order.record in records:
            yield _done(session, order, _file(session, records[order.record], code), code)
            if order.answer in (KEPT, UNFIT):
                stays = listed([_label(session, key, code) for key in order.kept], code)
                yield translated(_STAYS[order.answer], code, fields=stays)


def _left_open(case: RequestRecord, found: Findings) -> Unsettled:
    at = datetime.fromisoformat(case.received_at)
    return unsettled(case.code, at, found.asked, found.orders, found.refusals)


def _done(session: Session, order: OrderRow, file: str, code: str) -> str:
    """Return what became of an order; of a deletion the day its last copy goes from a backup."""
    # The period may have been shortened since: an older backup lives as long as it was made for.
    kept = max(backups.KEPT_DAYS, backups.kept_days(session))
    if order.kind == DELETE and order.gone_at is not None:
        gone = day_of(datetime.fromisoformat(order.gone_at))
        last = said_day(gone + timedelta(days=kept), code)
        return translated(_GONE, code, file=file, day=said_day(gone, code), last=last)
    fields = _of(session, order, code)
    return translated(_DONE[order.kind], code, file=file, fields=fields, days=kept)


def _of(session: Session, order: OrderRow, code: str) -> str:
    return listed([_label(session, key, code) for key in order.fields], code)


def _what_was_not(
    session: Session, case: RequestRecord, found: Findings, code: str
) -> Iterator[str]:
    order = request_rules().codes[case.code].order
    for row in found.refusals:
        said = _NOT_GIVEN[bool(row.document)] if asks_to_see(case.code) else _REFUSED[order]
        yield translated(said, code, **_refusal(session, row, code))


def _refusal(session: Session, row: RefusalRow, code: str) -> Mapping[str, str]:
    reason = request_rules().refusals[row.reason]
    return {
        "field": _label(session, row.key, code),
        "reason": reason.label.within(code),
        "law": reason.law,
        "evidence": row.evidence,
        "day": said_day(row.review_on, code),
    }


def _what_it_costs(session: Session, case: RequestRecord, code: str) -> str:
    fee = request_fees.fee_of(session.compartment(PRIVACY), case)
    if fee is None:
        return translated(_FREE, code)
    terms, spell = request_rules().terms, Money().spell
    return translated(
        _FEE, code, fee=spell(fee.fee), cost=spell(fee.cost), consists=fee.consists,
        reason=fee.reason, which=fee.which, free=terms.free_requests, months=terms.fee_months,
    )  # fmt: skip


def _corrected(session: Session, found: Findings, holder: OtherHolder, code: str) -> Iterator[str]:
    """Yield the new values of what the recipient has and what was corrected here."""
    for order in found.orders:
        for key, stored in order.fields.items() if order.kind == CORRECT else ():
            kind = session.catalogue.field(key).type
            if key in holder.fields and stored is not None:
                value = kind.show(kind.load(stored))
                yield translated(_NEW, code, field=_label(session, key, code), value=value)


def _file(session: Session, one: Contribution, code: str) -> str:
    return session.catalogue.compartments[one.file].within(code)


def _label(session: Session, key: str, code: str) -> str:
    known = session.catalogue.fields
    return known[key].label.within(code) if key in known else key


def _name(session: Session, case: RequestRecord) -> str:
    kind = session.catalogue.field(NAME).type
    return kind.show(kind.load(case.fields[NAME]))


_ANSWER: Final = N_("Answer to your request about your data")
_NOTICE: Final = N_("Notice about personal data you received from us")
_DEAR: Final = N_("Dear {name},")
_ASKED: Final = N_(
    "On {day} you asked us: {asked} ({law}; receipt {number}). Your identity was verified on "
    "{verified}, and within fifteen working days of that we answer as follows."
)
_OUTCOME: Final = N_("Result: {outcome}.")
_NOTHING: Final = N_("In none of our files did we find a record of you.")
_KEPT_HERE: Final = N_("In “{file}” we keep a record of you with {count} items.")
_DONE: Final = {
    CORRECT: N_("In “{file}” we corrected: {fields}."),
    RESTRICT: N_("In “{file}” your record is kept and not used any more."),
    LIFT: N_("In “{file}” your record is used again."),
    DELETE: N_(
        "In “{file}” your record is not used any more and is deleted with the next clean-up; "
        "{days} days after that it is in no backup any more."
    ),
}
_GONE: Final = N_(
    "In “{file}” your record was deleted, on {day} at the latest; from {last} on it is in no "
    "backup any more."
)
_STAYS: Final = {
    KEPT: N_("What stays for a contract, by law or for a reason named below: {fields}."),
    UNFIT: N_("What could not be corrected as asked: {fields}."),
}
_NOT_DELETED: Final = N_(
    "Not deleted: {field}. Reason: {reason} (policy {law}); {evidence}. It is kept and not used, "
    "and we look at this again by {day}."
)
_REFUSED: Final = {
    "": _NOT_DELETED,
    DELETE: _NOT_DELETED,
    CORRECT: N_(
        "Not corrected: {field}. Reason: {reason} (policy {law}); {evidence}. We look at this "
        "again by {day}."
    ),
    RESTRICT: N_(
        "Still used: {field}. Reason: {reason} (policy {law}); {evidence}. We look at this again "
        "by {day}."
    ),
}
"""By what the request has a file do."""
_NOT_GIVEN: Final = {
    False: N_(
        "Not given: {field}. Reason: {reason} (policy {law}); {evidence}. We look at this again by "
        "{day}."
    ),
    True: N_(
        "Not given, one document of: {field}. Reason: {reason} (policy {law}); {evidence}. We look "
        "at this again by {day}."
    ),
}
"""By whether it is about one document."""
_FREE: Final = N_("This answer costs you nothing.")
_FEE: Final = N_(
    "This is request number {which} of its kind from you within {months} months; the first {free} "
    "are free. For this answer we ask {fee} yuan. It really costs us {cost} yuan: {consists}. "
    "Reason: {reason}."
)
_COMPLAIN: Final = N_(
    "If you do not agree you may complain to the cyberspace administration, turn to the consumer "
    "association, or sue at the people's court where our company has its seat (law on the "
    "protection of personal information, article 50)."
)
_SAFE: Final = N_("We never ask for bank passwords or SMS codes.")
_YOU_GOT: Final = N_("On {day} you received from us data of {name}: {fields}.")
_NOW: Final = {
    DELETE: N_(
        "At the person's request we delete it. Please delete what you received, unless a law "
        "obliges you to keep it, and then do nothing but keep and protect it."
    ),
    CORRECT: N_("At the person's request we corrected it. Please correct what you received."),
    RESTRICT: N_("At the person's request we do not use it any more. Please stop using it too."),
}
_NEW: Final = N_("{field}: {value}")
_TELL_US: Final = N_(
    "Please tell us within five working days what you did, or which provision keeps you from it, "
    "and name the number {number}."
)
