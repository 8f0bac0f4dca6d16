# SPDX-License-Identifier: Apache-2.0
"""Controls over what leaves the desk: the register, the recipients, approvals, and who is told."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from hr_desk.domain import hand_offs as rules
from hr_desk.domain.disclosing import LEGAL_DEMAND
from hr_desk.domain.entrusting import ATTEST_WITHIN
from hr_desk.i18n import N_
from hr_desk.operations import attestations, disclosure_requests, recipients
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.recipients import RecipientView
from hr_desk.operations.session import Session

TOLD_WITHIN: Final = timedelta(days=15)
"""How long after a lawful demand was asked for the people may still wait to be told (own limit)."""

MONTH: Final = timedelta(days=30)
"""For how long back demands are counted beside all of them (promises, 3.4)."""

_DEMANDED: Final = ("authority", "document", "article", "dated")


def _register_whole(session: Session) -> Seen:
    """Look for numbers of the register that are gone: each entry takes the next one."""
    if not session.held:
        return Seen.not_seen()
    counts = [_entries(session, name) for name in session.held]
    missing = sum(lacking for _, lacking in counts)
    if missing:
        return Seen.broken(_ENTRY_GONE, count=missing)
    return Seen.kept(_REGISTERED, count=sum(there for there, _ in counts), files=len(counts))


def _entries(session: Session, name: str) -> tuple[int, int]:
    """Return how many entries a file has, and how many in between are missing.

    The oldest go with their class, so numbers before the first one prove nothing.
    """
    file = session.compartment(name)
    count, first, last = file.read_one(
        "SELECT count(*), coalesce(min(seq), 1), coalesce(max(seq), 0) FROM disclosure"
    )
    return count, last - first + 1 - count


def _purpose_named(session: Session) -> Seen:
    if not session.held:
        return Seen.not_seen()
    named = [
        purpose
        for name in session.held
        for (purpose,) in session.compartment(name).read("SELECT purpose FROM disclosure")
    ]
    unknown = sum(purpose not in session.catalogue.purposes for purpose in named)
    if unknown:
        return Seen.broken(_NO_PURPOSE, count=unknown)
    return Seen.kept(_PURPOSES, count=len(named))


def _packages_locked(session: Session) -> Seen:
    if not session.holds(HERE):
        return Seen.not_seen()
    count, plain = session.compartment(HERE).read_one(
        "SELECT count(*), coalesce(sum(plain = 1 AND removed_at IS NULL), 0) FROM hand_off"
    )
    if plain:
        return Seen.broken(_PLAIN, count=plain)
    return Seen.kept(_LOCKED, count=count)


def _recipients_valid(session: Session) -> Seen:
    if not session.holds(HERE):
        return Seen.not_seen()
    current, today = _current(session), session.today()
    over = [one for one in current if one.recipient.valid_until < today]
    bare = [
        one
        for one in current
        if one.recipient.kind == rules.ENTRUSTED and not one.recipient.agreement
    ]
    if over or bare:
        return Seen.broken(_NOT_VALID, count=len(over), bare=len(bare))
    return Seen.kept(_VALID, count=len(current))


def _deletion_attested(session: Session) -> Seen:
    """Look for recipients that owe the word that what they were given is gone (PIPL 21)."""
    if not (session.holds(HERE) or session.holds(PRIVACY)):
        return Seen.not_seen()
    ended, today = attestations.ended(session), session.today()
    late = [one for one in ended if one.late(today)]
    if late:
        first, days = late[0], ATTEST_WITHIN.days
        return Seen.broken(_UNATTESTED, count=len(late), days=days, recipient=first.name,
                           day=first.due)  # fmt: skip
    waiting = sum(one.owed() for one in ended)
    return Seen.kept(_ATTESTED, count=len(ended), waiting=waiting)


def _cross_border(session: Session) -> Seen:
    if not session.holds(HERE):
        return Seen.not_seen()
    abroad = [one.recipient for one in _current(session) if one.abroad]
    lacking = [one for one in abroad if not (one.route and one.assessment)]
    if lacking:
        return Seen.broken(_NO_ROUTE, count=len(lacking))
    return Seen.kept(_ABROAD, count=len(abroad))


def _current(session: Session) -> list[RecipientView]:
    return [one for one in recipients.list_recipients(session) if not one.ended]


def _recipient_consents(session: Session) -> Seen:
    if not session.holds(HERE):
        return Seen.not_seen()
    known = {one.id for one in recipients.list_recipients(session)}
    rows = session.compartment(HERE).read(
        "SELECT c.recipient, c.fields, t.text FROM recipient_consent c "
        "LEFT JOIN consent_text t ON t.sha256 = c.text_sha256 WHERE c.withdrawn_at IS NULL"
    )
    wrong = sum(
        recipient not in known or not json.loads(fields) or not text
        for recipient, fields, text in rows
    )
    if wrong:
        return Seen.broken(_CONSENT_VAGUE, count=wrong)
    return Seen.kept(_CONSENTS, count=len(rows))


def _second_person(session: Session) -> Seen:
    held = [name for name in session.held if name != "privacy"]
    if not held:
        return Seen.not_seen()
    rows = [row for name in held for row in session.compartment(name).read(_APPROVED)]
    if session.holds(HERE):
        rows += session.compartment(HERE).read(_STANDING)
    alone = sum(asked_by == approved_by for asked_by, approved_by in rows)
    if alone:
        return Seen.broken(_ALONE, count=alone)
    return Seen.kept(_APPROVED_BY_TWO, count=len(rows))


def _legal_demands(session: Session) -> Seen:
    """Look at each demand; whoever holds the copies of the registers alone sees how many left."""
    since = (session.now() - MONTH).isoformat(timespec="seconds")
    held = [name for name in session.held if name != PRIVACY]
    if not held:
        return _answered_lately(session, since) if session.holds(PRIVACY) else Seen.not_seen()
    asked = [
        (at, json.loads(text))
        for name in held
        for at, text in session.compartment(name).read("SELECT asked_at, terms FROM "
                                                       "disclosure_request")
    ]  # fmt: skip
    demands = [(at, one["demand"]) for at, one in asked if one["way"] == LEGAL_DEMAND]
    wrong = sum(not _is_complete(demand) for _, demand in demands)
    if wrong:
        return Seen.broken(_DEMAND_LACKS, count=wrong)
    return Seen.kept(_DEMANDS, count=len(demands), month=sum(at >= since for at, _ in demands))


def _answered_lately(session: Session, since: str) -> Seen:
    """Return what the registers told the privacy office: how many demands were answered lately."""
    count, people = session.compartment(PRIVACY).read_one(
        "SELECT count(*), coalesce(sum(people), 0) FROM disclosure_copy WHERE kind = ? AND at >= ?",
        (LEGAL_DEMAND, since),
    )
    return Seen.not_seen(_ANSWERED, count=count, people=people)


def _is_complete(demand: Mapping[str, Any]) -> bool:
    """Whether a demand names what it needs and comes from here; none from abroad (PIPL 41)."""
    return all(demand.get(key) for key in _DEMANDED) and demand.get("country") == rules.HOME


def _people_told(session: Session) -> Seen:
    if not session.holds(HERE):
        return Seen.not_seen()
    limit = session.today() - TOLD_WITHIN
    waiting = [
        len(people)
        for request, people in disclosure_requests.owed_notices(session)
        if request.asked_at.date() <= limit
    ]
    if waiting:
        return Seen.broken(_UNTOLD, count=sum(waiting))
    return Seen.kept(_TOLD, count=len(disclosure_requests.list_requests(session)))


_APPROVED: Final = (
    "SELECT asked_by, approved_by FROM disclosure_request WHERE approved_by IS NOT NULL"
)
_STANDING: Final = (
    "SELECT asked_by, approved_by FROM standing_hand_off WHERE approved_by IS NOT NULL"
)

_ENTRY_GONE: Final = N_("{count} entries of the register are missing in between.")
_REGISTERED: Final = N_("{count} entries in the registers of {files} files, none missing between.")
_NO_PURPOSE: Final = N_("{count} entries of the register name no purpose of the catalogue.")
_PURPOSES: Final = N_("Each of {count} entries of the register names a purpose of the catalogue.")
_PLAIN: Final = N_("{count} handed-over files lie unlocked and are not confirmed as removed.")
_LOCKED: Final = N_("{count} files were handed over; none lies about unlocked.")
_NOT_VALID: Final = N_(
    "{count} recipients are past their last day, {bare} lack an agreement. Renew or strike them."
)
_VALID: Final = N_("{count} recipients are registered and within their days.")
_UNATTESTED: Final = N_(
    "{count} recipients have not attested deletion or return in {days} days after their agreement "
    "ended, first “{recipient}”, due on {day}. Ask for it, and enter it on the page of recipients."
)
_ATTESTED: Final = N_(
    "{count} agreements ended after data was given; {waiting} attestations of deletion or return "
    "are still awaited, none is overdue."
)
_NO_ROUTE: Final = N_("{count} recipients abroad lack a legal route or an assessment.")
_ABROAD: Final = N_("{count} recipients are abroad, each with a legal route and an assessment.")
_CONSENT_VAGUE: Final = N_("{count} consents do not say who gets what.")
_CONSENTS: Final = N_("{count} consents in force, each naming its recipient and fields.")
_ALONE: Final = N_("{count} approvals were given by whoever asked.")
_APPROVED_BY_TWO: Final = N_("{count} approvals, each by a second person.")
_DEMAND_LACKS: Final = N_(
    "{count} lawful demands lack their authority, document, day or article, or come from abroad."
)
_DEMANDS: Final = N_(
    "{count} lawful demands, {month} of them in the last 30 days, each with authority, document, "
    "day and article."
)
_ANSWERED: Final = N_(
    "In the last 30 days {count} lawful demands were answered, about {people} people. What they "
    "say stands in files that this session does not hold."
)
_UNTOLD: Final = N_("{count} people still have to be told who got their data.")
_TOLD: Final = N_("Nobody waits too long to be told; {count} requests to give data were asked.")

CONTROLS: Final = (
    Control("register_whole", N_("The register is whole"), _register_whole),
    Control("purpose_named", N_("Each disclosure names a purpose"), _purpose_named),
    Control("packages_locked", N_("What left is locked"), _packages_locked),
    Control("recipients_valid", N_("Recipients are valid"), _recipients_valid),
    Control("deletion_attested", N_("Deletion is attested at the end"), _deletion_attested),
    Control("cross_border", N_("Abroad only on a legal route"), _cross_border),
    Control("recipient_consents", N_("Consents name who gets what"), _recipient_consents),
    Control("second_person", N_("A second person approves"), _second_person),
    Control("legal_demands", N_("Lawful demands are complete"), _legal_demands),
    Control("people_told", N_("People are told"), _people_told),
)
"""What the way out shows."""
