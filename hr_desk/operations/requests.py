# SPDX-License-Identifier: Apache-2.0
"""Requests about one's own data: taken in by anybody, handled by the privacy officer.

Whoever takes a request in gives its receipt number; without the key of privacy it goes there by
envelope. Fifteen working days run from the day the identity is verified, counted anew from the
calendar in force. What proved the identity is gone a working day later, the contributed copies
when the case is closed.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from hr_desk.catalogue.requests import request_rules
from hr_desk.domain import requests as rules
from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import N_, Message, t
from hr_desk.operations import calendar_days
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver, send
from hr_desk.operations.gone_values import let_case_end
from hr_desk.operations.letters import Letter, Unacceptable, takes_in, value_of
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import TextMissing
from hr_desk.operations.request_problems import (
    CaseStepNotAllowed,
    GroundMissing,
    OutcomeDoesNotFit,
    RefusalsNotApproved,
    RequestGone,
    VerificationLocked,
    WordUnknown,
)
from hr_desk.operations.request_settled import unsettled
from hr_desk.operations.sealed_documents import folder_of
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import requests as store
from hr_desk.store.compartment import Change
from hr_desk.store.ended_cases import Closing
from hr_desk.store.requests import NewRequest, RefusalRow, RequestRecord
from hr_desk.store.sealed_files import forget_others

PRIVACY: Final = "privacy"
OFFICER: Final = ("privacy_officer",)
STAFF: Final = ("front_desk", "recruiter", "onboarding", "hr_admin", "privacy_officer")
"""Who takes a request in: whoever a person may meet."""

ASKED_WITH: Final = rules.ASKED_WITH

CLASS: Final = ("DSR", "closed")
LONGEST: Final = 2000
LABEL: Final = N_("In their words")
WITHOUT: Final = N_("Why it is decided without them")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it is taken in: a code, how it came, what was said, who says it (as typed).

    ``fields`` are texts by key of ASKED_WITH; ``ground`` is asked where deletion is.
    """

    code: str
    channel: str
    text: str
    fields: Mapping[str, str]
    ground: str = ""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The receipt's number, for the person, and what was written."""

    number: str
    changes: Changes


def take_in(session: Session, asked: Asked) -> TakenIn:
    """Take a request in and return its receipt's number.

    Raises WordUnknown, GroundMissing, TextMissing, TextTooLong, ValueProblem, NobodyReceives.
    """
    number = rules.new_number()
    changes = _take_in(session, asked, number=number)
    deliver(session)
    return TakenIn(number, changes)


@operation(
    "request.take_in", compartment=PRIVACY, otherwise=("visits", "hiring", "personnel"), roles=STAFF
)
def _take_in(session: Session, change: Change, /, asked: Asked, *, number: str) -> tuple[str, ...]:
    text = one_line(asked.text, label=Message(LABEL), longest=LONGEST)
    _require_words(asked.code, asked.channel, asked.ground)
    fields = _stored(session, asked.fields)
    at = change.now.isoformat(timespec="seconds")
    change.fields.update(fields)
    change.facts.update(code=asked.code, channel=asked.channel)
    if change.compartment.name != PRIVACY:
        message = {"number": number, "code": asked.code, "channel": asked.channel,
                   "ground": asked.ground, "at": at, "fields": fields, "text": text}  # fmt: skip
        send(session, change, receiver=PRIVACY, kind="request.taken_in", record="", message=message)
        return ()
    new = NewRequest(secrets.token_hex(16), number, asked.code, asked.channel, asked.ground, at,
                     session.user.id, fields)  # fmt: skip
    _insert(change, new, text)
    return (new.id,)


def _insert(change: Change, new: NewRequest, text: str) -> None:
    store.insert(change, new, state="received")
    (made,) = store.where(change.compartment, "id = ?", (new.id,))
    store.add_note(change, made.seq, user=new.received_by, text=text)


@takes_in("request.taken_in", compartment=PRIVACY, roles=STAFF)
def _taken_in(session: Session, change: Change, letter: Letter) -> str:
    """Open the case of a request that somebody without the key of privacy took in."""
    given, id_ = letter.message.get("fields"), secrets.token_hex(16)
    if not isinstance(given, dict) or not set(given) <= set(ASKED_WITH):
        raise Unacceptable(what="fields")
    fields = {key: value_of(session.catalogue.field(key), value) for key, value in given.items()}
    number, text = letter.text("number", 20), letter.text("text", LONGEST)
    words = (letter.text("code"), letter.text("channel"), letter.text("ground"))
    if store.where(change.compartment, "number = ?", (number,)) or "full_name" not in fields:
        raise Unacceptable(what="number")
    try:
        _require_words(*words)
    except (WordUnknown, GroundMissing):
        raise Unacceptable(what="code") from None
    at = min(letter.moment("at"), letter.at).isoformat(timespec="seconds")
    by = letter.sender.rpartition("/")[2]
    _insert(change, NewRequest(id_, number, *words, at, by, fields), text)
    return id_


def _require_words(code: str, channel: str, ground: str) -> None:
    known = request_rules()
    for word, words in ((code, known.codes), (channel, known.channels)):
        if word not in words:
            raise WordUnknown(word=word)
    if ground and ground not in known.grounds:
        raise WordUnknown(word=ground)
    if known.codes[code].kind == "delete" and not ground:
        raise GroundMissing


def _stored(session: Session, typed: Mapping[str, str]) -> dict[str, Any]:
    fields = {key: session.catalogue.field(key) for key in ASKED_WITH}
    found = {}
    for key, text in typed.items():
        if key not in fields:
            raise WordUnknown(word=key)
        if text.strip():
            value = fields[key].type.parse(text)
            fields[key].type.check(value, session.today())
            found[key] = fields[key].type.store(value)
    if "full_name" not in found:
        raise TextMissing(field=fields["full_name"].label)
    return found


@operation("request.verify", compartment=PRIVACY, roles=OFFICER)
def verify(
    session: Session, change: Change, /, request_id: str, *, method: str, proof: str = ""
) -> None:
    """Note that the identity is verified: the fifteen working days begin.

    ``proof`` is what was compared; it is forgotten within a working day, a document is seen and
    never stored. Raises RequestGone, CaseStepNotAllowed, WordUnknown, VerificationLocked.
    """
    record = stepped(change, request_id, "verify")
    _require_unlocked(session, record)
    if method not in request_rules().methods:
        raise WordUnknown(word=method)
    _keep_proof(session, change, record, proof)
    store.update(
        change, record, state=target(record, "verify"), method=method,
        verified_at=change.now.isoformat(timespec="seconds"), verified_by=session.user.id,
    )  # fmt: skip
    change.facts["method"] = method


@operation("request.fail", compartment=PRIVACY, roles=OFFICER)
def fail(session: Session, change: Change, /, request_id: str, *, proof: str = "") -> None:
    """Note a try to verify the identity that failed; after five nobody tries for 24 hours.

    Raises RequestGone, CaseStepNotAllowed, VerificationLocked.
    """
    record = stepped(change, request_id, "fail")
    _require_unlocked(session, record)
    _keep_proof(session, change, record, proof)
    failures = record.failures + 1
    until = rules.locked_until(request_rules(), failures, change.now)
    locked = None if until is None else until.isoformat(timespec="seconds")
    store.update(change, record, failures=failures, locked_until=locked)
    change.facts["failures"] = failures


def _keep_proof(session: Session, change: Change, record: RequestRecord, proof: str) -> None:
    if not proof.strip():
        return
    text = one_line(proof, label=Message(LABEL), longest=LONGEST)
    calendar = calendar_days.in_force(session)
    forget_on = rules.forget_proof_by(request_rules(), session.today(), calendar)
    store.add_proof(change, record.seq, text=text, forget_on=forget_on)


def _require_unlocked(session: Session, record: RequestRecord) -> None:
    if record.locked_until is None:
        return
    until = datetime.fromisoformat(record.locked_until)
    if session.now() < until:
        raise VerificationLocked(until=until.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M"))


@operation("request.note", compartment=PRIVACY, roles=OFFICER)
def note(session: Session, change: Change, /, request_id: str, text: str) -> None:
    """Add a line to the words of a case. Raises RequestGone, CaseStepNotAllowed, TextTooLong."""
    record = stepped(change, request_id, "note")
    line = one_line(text, label=Message(LABEL), longest=LONGEST)
    store.add_note(change, record.seq, user=session.user.id, text=line)
    store.update(change, record)


@operation("request.decide", compartment=PRIVACY, roles=OFFICER)
def decide(
    session: Session, change: Change, /, request_id: str, *, outcome: str, without: str = ""
) -> None:
    """Decide a case: "granted", "partly" or "refused", as its approved refusals say.

    ``without`` says why files that were not asked or have not answered, or orders that were not
    given, are left out; it stays in the case. Nothing takes the place of a deletion that was not
    ordered. Raises RequestGone, CaseStepNotAllowed, WordUnknown, OutcomeDoesNotFit, TextTooLong,
    RefusalsNotApproved, and what ``request_settled.Unsettled`` has for problems.
    """
    record = stepped(change, request_id, "decide")
    known = request_rules().outcomes
    if outcome not in known:
        raise WordUnknown(word=outcome)
    refused = store.refusals(change.compartment, record.seq)
    waiting = sum(row.approved_by is None for row in refused)
    if waiting:
        raise RefusalsNotApproved(number=record.number, open=waiting)
    if (outcome == "granted") == bool(refused):
        raise OutcomeDoesNotFit(outcome=known[outcome], count=len(refused))
    _require_settled(session, change, record, refused, without=without)
    store.update(change, record, state=target(record, "decide"), outcome=outcome)
    change.facts["outcome"] = outcome


def _require_settled(
    session: Session, change: Change, record: RequestRecord, refused: Sequence[RefusalRow],
    *, without: str,
) -> None:  # fmt: skip
    """Raise the first thing that is open and not excused; note why the rest is left out."""
    reason = one_line(without, label=Message(WITHOUT), longest=LONGEST, required=False)
    file = change.compartment
    found = unsettled(
        record.code, datetime.fromisoformat(record.received_at), store.parts(file, record.seq),
        store.orders(file, record.seq), refused,
    )  # fmt: skip
    open_ = tuple(found.problems(record.number))
    if open_ and not (reason and found.excusable):
        raise open_[0]
    if open_:
        text = t("Decided although something was open: {reason}", reason=reason)
        store.add_note(change, record.seq, user=session.user.id, text=text)
        change.facts["without"] = len(open_)


@operation("request.take_back", compartment=PRIVACY, roles=OFFICER)
def take_back(session: Session, change: Change, /, request_id: str) -> None:
    """Close a case because the person takes the request back.

    Raises RequestGone, CaseStepNotAllowed.
    """
    record = stepped(change, request_id, "take_back")
    end_case(session, change, record, verb="take_back", ending="taken_back")


@operation("request.give_up", compartment=PRIVACY, roles=OFFICER)
def give_up(session: Session, change: Change, /, request_id: str) -> None:
    """Close a case whose person could not be verified; raises as ``take_back`` does."""
    record = stepped(change, request_id, "give_up")
    end_case(session, change, record, verb="give_up", ending="not_verified")


def end_case(
    session: Session, change: Change, record: RequestRecord, *, verb: str, ending: str
) -> None:
    """Close a case inside ``change``: its copies and documents go, its three years begin.

    No restore of an older backup brings them back, nor the case as an open one.
    """
    store.wipe_copies(change, record.seq)
    forget_others(change, folder_of(session), record=record.id, named=())
    closing = Closing(
        target(record, verb), ending, change.now.isoformat(timespec="seconds"), *CLASS,
        session.today().isoformat(),
    )  # fmt: skip
    store.update(change, record, **asdict(closing))
    let_case_end(session, change, record.id, closing)
    change.facts["ending"] = ending


def stepped(change: Change, request_id: str, verb: str) -> RequestRecord:
    """Return a case from whose state a verb starts; raises RequestGone, CaseStepNotAllowed."""
    found = store.where(change.compartment, "id = ?", (request_id,))
    if not found:
        raise RequestGone
    target(found[0], verb)
    return found[0]


def target(record: RequestRecord, verb: str) -> str:
    """Return the state a verb leads to from where a case stands; raises CaseStepNotAllowed."""
    try:
        return rules.target_of(request_rules(), record.state, verb)
    except rules.StepRefused:
        state = request_rules().states[record.state]
        raise CaseStepNotAllowed(number=record.number, state=state) from None
