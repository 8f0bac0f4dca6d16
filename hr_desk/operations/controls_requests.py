# SPDX-License-Identifier: Apache-2.0
"""Controls over what people ask about their own data: what they may, and that it is answered.

What may be asked is declared; whoever holds the cases sees too whether they are handled that way.
"""

from datetime import date, datetime, timedelta
from typing import Final

from hr_desk.catalogue.requests import request_rules
from hr_desk.domain import disclosing
from hr_desk.domain import requests as rules
from hr_desk.domain.clock import day_of
from hr_desk.exchange.own_copies import NotAPackage, WrongCode, packed, unpacked
from hr_desk.exchange.workbook import new_password
from hr_desk.i18n import N_
from hr_desk.operations import calendar_days, request_fees
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.session import Session
from hr_desk.store import request_fees as fees
from hr_desk.store import requests as store
from hr_desk.store.request_fees import FeeRow
from hr_desk.store.requests import RefusalRow, RequestRecord

PRIVACY: Final = "privacy"
KINDS: Final = frozenset({"see", "correct", "delete", "withdraw"})
LEAST_CODES: Final = 10
LEAST_CHANNELS: Final = 5
POLICY_GROUNDS: Final = 4
REFUSALS: Final = 8
"""What the policy promises in clauses 5.1, 5.4 and 9, as the promises count it."""

DAYS: Final = 15
VERIFY: Final = 3
FORGET: Final = 1
MOST_FAILURES: Final = 5
WARNED: Final = frozenset({5, 2})
FREE_REQUESTS: Final = 3
COPIES: Final = frozenset({"copy", "transfer"})
ORDERED: Final = frozenset({"delete", "close", "correct", "supplement", "restrict"})
"""What people ask that is done where their data lies, and not in the case alone."""

ORDER_WITHIN: Final = timedelta(hours=24)


def _request_kinds(session: Session) -> Seen:
    found, cases = request_rules(), _cases(session)
    grounds = [one for one in found.grounds.values() if one.law.startswith("5.1(")]
    values = {"codes": len(found.codes), "channels": len(found.channels), "grounds": len(grounds)}
    strange = sum(
        one.code not in found.codes
        or one.channel not in found.channels
        or one.ground not in ("", *found.grounds)
        for one in cases
    )
    if strange:
        return Seen.broken(_STRANGE, count=strange)
    enough = len(found.codes) >= LEAST_CODES and len(found.channels) >= LEAST_CHANNELS
    if enough and len(grounds) == POLICY_GROUNDS and found.kinds.keys() >= KINDS:
        return Seen.kept(_ASKED, **values, count=len(cases))
    return Seen.broken(_LACKS, **values)


def _cases(session: Session, condition: str = "1") -> list[RequestRecord]:
    """Return the cases this session can read; none where it does not hold their file."""
    if not session.holds(PRIVACY):
        return []
    return store.where(session.compartment(PRIVACY), condition)


def _request_terms(session: Session) -> Seen:
    """Look at the terms, and that nobody got in before their identity was known."""
    terms = request_rules().terms
    values = {"days": terms.working_days, "verify": terms.verify_within, "tries": terms.failures}
    kept = (
        terms.working_days <= DAYS
        and terms.verify_within <= VERIFY
        and terms.proof_within <= FORGET
        and terms.failures <= MOST_FAILURES
        and set(terms.warn_at) >= WARNED
    )
    if not kept:
        return Seen.broken(_TERMS_LONGER, **values)
    cases = _cases(session)
    early = sum(_was_read_early(session, one) for one in cases)
    if early:
        return Seen.broken(_READ_EARLY, count=early)
    calendar = calendar_days.in_force(session) if cases else None
    waiting = [one for one in cases if one.verified_at is None and one.closed_at is None]
    starved = sum(
        calendar is not None
        and rules.verify_by(request_rules(), _day(one.received_at), calendar).day < session.today()
        for one in waiting
    )
    if starved:
        return Seen.broken(_STARVED, count=starved, verify=terms.verify_within)
    return Seen.kept(_TERMS, **values, count=len(cases))


def _was_read_early(session: Session, case: RequestRecord) -> bool:
    """Whether a case has contributions, or is past its tries and open, and nobody is verified."""
    if case.verified_at is not None:
        return False
    read = any(part.content is not None or part.records
               for part in store.parts(session.compartment(PRIVACY), case.seq))  # fmt: skip
    return read or (case.failures >= MOST_FAILURES and case.locked_until is None)


def _day(moment: str) -> date:
    return day_of(datetime.fromisoformat(moment))


def _refusal_reasons(session: Session) -> Seen:
    """Look at the eight reasons, and whether each field that is kept rests on one of them."""
    reasons = request_rules().refusals
    if len(reasons) != REFUSALS or any("backup" in key for key in reasons):
        return Seen.broken(_OTHER_REASONS, count=len(reasons))
    cases = _cases(session)
    rows = [(case, row) for case in cases
            for row in store.refusals(session.compartment(PRIVACY), case.seq)]  # fmt: skip
    unfounded = sum(not _rests(session, case, row) for case, row in rows)
    if unfounded:
        return Seen.broken(_NO_REASON, count=unfounded)
    return Seen.kept(_REASONS, count=len(reasons), kept=len(rows))


def _rests(session: Session, case: RequestRecord, row: RefusalRow) -> bool:
    """Whether a refusal has a reason that fits, its evidence, a second person, a near review."""
    found = request_rules()
    reason = found.refusals.get(row.reason)
    field = session.catalogue.fields.get(row.field)
    if reason is None or not row.evidence or row.approved_by == row.entered_by:
        return False
    if not reason.own_data and field is not None and field.supplied_by == "person":
        return False
    latest = session.today() + timedelta(days=found.terms.review_days)
    return row.review_on <= latest and (row.approved_by is not None or not case.outcome)


def _requests_in_time(session: Session) -> Seen:
    if not session.holds(PRIVACY):
        return Seen.not_seen()
    calendar, found = calendar_days.in_force(session), request_rules()
    waiting = store.where(session.compartment(PRIVACY), "state <> 'closed'")
    due = [
        rules.answer_by(found, day_of(datetime.fromisoformat(one.verified_at)), calendar).day
        for one in waiting
        if one.verified_at is not None
    ]
    late = sum(day < session.today() for day in due)
    if late:
        return Seen.broken(_LATE, count=late)
    return Seen.kept(_IN_TIME, count=len(waiting))


def _proofs_forgotten(session: Session) -> Seen:
    return _none_left(
        session,
        "SELECT count(*), coalesce(sum(forget_on < ?), 0) FROM request_proof",
        session.today().isoformat(),
        (_PROOF_THERE, _FORGOTTEN),
    )


def _refusals_reviewed(session: Session) -> Seen:
    return _none_left(
        session,
        "SELECT count(*), coalesce(sum(review_on < ?), 0) FROM request_refusal",
        session.today().isoformat(),
        (_REVIEW_DUE, _REVIEWED),
    )


def _orders_done(session: Session) -> Seen:
    """Look that no order waits, and that what was answered with a yes was ordered at all."""
    answered = [one for one in _cases(session, "ending = 'answered' AND outcome = 'granted'")
                if one.code in ORDERED and _found_anything(session, one)]  # fmt: skip
    bare = sum(not store.orders(session.compartment(PRIVACY), one.seq) for one in answered)
    if bare:
        return Seen.broken(_NOT_ORDERED, count=bare)
    since = (session.now() - ORDER_WITHIN).isoformat(timespec="seconds")
    return _none_left(
        session,
        "SELECT count(*), coalesce(sum(answered_at IS NULL AND ordered_at < ?), 0) "
        "FROM request_order",
        since,
        (_ORDER_WAITS, _ORDERS),
    )


def _none_left(session: Session, sql: str, value: str, said: tuple[str, str]) -> Seen:
    """Return what a query for how many there are, and how many of them are late, shows."""
    if not session.holds(PRIVACY):
        return Seen.not_seen()
    count, late = session.compartment(PRIVACY).read_one(sql, (value,))
    broken, kept = said
    return Seen.broken(broken, count=late) if late else Seen.kept(kept, count=count)


def _fees_founded(session: Session) -> Seen:
    """Look at every fee that was asked: which request it is for, how much, of what, and why."""
    if not session.holds(PRIVACY):
        return Seen.not_seen()
    file = session.compartment(PRIVACY)
    asked = {fee.request: fee for fee in fees.fees(file)}
    cases = store.where(file, "1")
    unfounded = sum(not _is_founded(session, one, asked[one.seq])
                    for one in cases if one.seq in asked)  # fmt: skip
    if unfounded:
        return Seen.broken(_UNFOUNDED, count=unfounded)
    return Seen.kept(_FOUNDED, count=len(cases), fees=len(asked))


def _is_founded(session: Session, case: RequestRecord, fee: FeeRow) -> bool:
    """Whether a fee may be; those of closed cases are not counted again, others may be gone."""
    which = fee.which
    if case.closed_at is None:
        which = min(which, request_fees.which_of_year(session.compartment(PRIVACY), case))
    words = fee.reason and fee.consists
    return which > FREE_REQUESTS and fee.fee <= fee.cost and bool(words)


def _own_copies(session: Session) -> Seen:
    """Look that a copy can be had without more, is locked, and that whoever is owed one got it."""
    if not request_rules().codes.keys() >= COPIES or disclosing.needs_approval(disclosing.OWN_COPY):
        return Seen.broken(_NO_COPIES)
    if not _are_locked():
        return Seen.broken(_OPEN_COPIES)
    answered = [one for one in _cases(session, "ending = 'answered'") if one.code in COPIES]
    owed = [one for one in answered if one.outcome != "refused" and _found_anything(session, one)]
    lacking = sum(not _got_a_copy(session, one) for one in owed)
    if lacking:
        return Seen.broken(_COPY_OWED, count=lacking)
    return Seen.kept(_COPIES, count=len(owed))


def _are_locked() -> bool:
    """Whether a package, an empty one made for it, stays shut for another code than its own."""
    try:
        unpacked(packed({}, about={}, papers={}, code=new_password()), new_password())
    except (WrongCode, NotAPackage):
        # Of 65,536 wrong codes the format itself takes one for right: what it opens is no package.
        return True
    return False


def _found_anything(session: Session, case: RequestRecord) -> bool:
    return any(part.records for part in store.parts(session.compartment(PRIVACY), case.seq))


def _got_a_copy(session: Session, case: RequestRecord) -> bool:
    """Whether a copy of a case left, by the register."""
    (count,) = session.compartment(PRIVACY).read_one(
        "SELECT count(*) FROM disclosure WHERE kind = ? AND completed_at IS NOT NULL "
        "AND EXISTS (SELECT 1 FROM json_each(records) WHERE value = ?)",
        (disclosing.OWN_COPY, case.id),
    )
    return bool(count)


_ASKED: Final = N_(
    "{codes} kinds of request in {channels} ways; the {grounds} grounds of the policy are among "
    "those to choose. {count} requests were taken in, all of them of these."
)
_LACKS: Final = N_(
    "Too little can be asked: {codes} kinds of request in {channels} ways, {grounds} grounds of "
    "the policy."
)
_TERMS: Final = N_(
    "Answers within {days} working days, the identity within {verify}, locked after {tries} tries; "
    "of {count} requests nobody saw anything before the identity was known."
)
_STRANGE: Final = N_("{count} requests are of no declared kind, way or ground.")
_READ_EARLY: Final = N_(
    "{count} requests were gone on with although the identity of the person is not known."
)
_STARVED: Final = N_("{count} requests wait for more than {verify} working days to be verified.")
_NO_REASON: Final = N_(
    "{count} fields are kept against a request without a reason that fits, its evidence, a second "
    "person or a review in time."
)
_NOT_ORDERED: Final = N_(
    "{count} requests were answered as done although nothing was ordered where the data lies."
)
_COPY_OWED: Final = N_("{count} people were promised a copy of their data and got none.")
_TERMS_LONGER: Final = N_(
    "Longer than promised: answers within {days} working days, the identity within {verify}, "
    "locked after {tries} tries."
)
_OTHER_REASONS: Final = N_("There are {count} reasons to refuse, not the eight of the policy.")
_REASONS: Final = N_(
    "{count} reasons to refuse, and backups are none of them; {kept} fields are kept, each for one "
    "of them, with evidence and a second person."
)
_LATE: Final = N_("{count} requests are past the day on which they were to be answered.")
_IN_TIME: Final = N_("{count} requests are open, none of them past its day.")
_PROOF_THERE: Final = N_("{count} proofs of identity should have been forgotten.")
_FORGOTTEN: Final = N_("{count} proofs of identity are kept, none past its working day.")
_REVIEW_DUE: Final = N_("{count} refusals were to be looked at again and were not.")
_REVIEWED: Final = N_("{count} fields are kept against a request, none past its review.")
_ORDER_WAITS: Final = N_("{count} orders of the privacy office have waited for over a day.")
_ORDERS: Final = N_("{count} orders of the privacy office, none waiting for over a day.")
_UNFOUNDED: Final = N_(
    "{count} fees are asked for one of the first three requests, above the real cost, or without "
    "a reason."
)
_FOUNDED: Final = N_(
    "{count} requests; a fee is asked for {fees} of them, each after three free ones, within its "
    "real cost and with a reason."
)
_COPIES: Final = N_(
    "A copy and a transfer can be asked for, and nobody else has to approve; {count} were promised "
    "and handed out."
)
_OPEN_COPIES: Final = N_("A copy of a person's data opens without its code.")
_NO_COPIES: Final = N_("A copy or a transfer of one's own data cannot be had without more.")

CONTROLS: Final = (
    Control("request_kinds", N_("What can be asked"), _request_kinds),
    Control("request_terms", N_("How long an answer takes"), _request_terms),
    Control("refusal_reasons", N_("Why something is refused"), _refusal_reasons),
    Control("requests_in_time", N_("Requests are in time"), _requests_in_time),
    Control("proofs_forgotten", N_("Proofs are forgotten"), _proofs_forgotten),
    Control("refusals_reviewed", N_("Refusals are looked at again"), _refusals_reviewed),
    Control("orders_done", N_("Orders are carried out"), _orders_done),
    Control("fees_founded", N_("Requests are free, fees are founded"), _fees_founded),
    Control("own_copies", N_("People get their copy"), _own_copies),
)
"""What people may ask, and what became of it."""
