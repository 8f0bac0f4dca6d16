# SPDX-License-Identifier: Apache-2.0
"""The end of entrusting: who still owes the word that what they were given is deleted or returned.

Who keeps the register of recipients reads it there. The privacy office, which holds no key of it,
reads the copies it was told of; it sees what is owed, and enters nothing.
"""

import hashlib
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from hr_desk.domain import entrusting as rules
from hr_desk.domain.entrusting import Agreement, Ended
from hr_desk.domain.hand_offs import ENTRUSTED
from hr_desk.exchange.file_problems import FileUnreadable
from hr_desk.i18n import N_, Message
from hr_desk.operations import due_days, recipients
from hr_desk.operations.accounts import PAYROLL
from hr_desk.operations.hand_off_problems import (
    AgreementRuns,
    AttestedOutside,
    NotAttested,
    NothingWasGiven,
)
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.operation import operation
from hr_desk.operations.policy_facts import PRIVACY, known_of
from hr_desk.operations.problems import ChangedMeanwhile
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import attestations as store
from hr_desk.store import hand_offs, policies
from hr_desk.store.attestations import AttestationRecord as AttestationRecord
from hr_desk.store.compartment import Change

HOWS: Final = "attested_how"
"""The code list of what is attested: deleted, returned, or both."""

_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, kw_only=True)
class Attestation:
    """What a recipient attests: on which day, what, by whom or in which paper.

    ``file_sha256`` is the digest of the signed file, empty where it is on paper.
    """

    attested_on: date
    how: str
    reference: str
    file_sha256: str = ""


@dataclass(frozen=True, slots=True)
class EndedLine:
    """An ended relation as the register shows it; ``record`` is what was attested, or None.

    ``entered_by`` is the name of who entered it, empty where nobody did.
    """

    ended: Ended
    record: AttestationRecord | None
    entered_by: str


def ended(session: Session) -> tuple[Ended, ...]:
    """Return the relations that ended after something was given, the first due first.

    From the register where the session reads it, else from what the privacy office was told.
    """
    found: dict[str, Agreement] = {}
    if session.holds(PRIVACY):
        found.update({one.id: one for one in _told(session)})
    if session.holds(HERE):
        found.update({one.id: one for one in _registered(session)})
    return rules.ended(found.values())


def owed(session: Session) -> tuple[Ended, ...]:
    """Return those of which nobody has attested deletion or return yet."""
    return tuple(one for one in ended(session) if one.owed())


def lines(session: Session) -> dict[str, EndedLine]:
    """Return the ended relations of the register by the id of the recipient that stands for each.

    Raises CompartmentClosed.
    """
    entered = store.in_force(session.compartment(HERE))
    names = {user.id: user.name for user in session.register.users}
    found = {}
    for one in rules.ended(_registered(session)):
        mine = [entered[id_] for id_ in one.ids if id_ in entered]
        latest = max(mine, key=lambda each: each.attested_on, default=None)
        record = None if one.owed() else latest
        by = "" if record is None else names.get(record.entered_by, record.entered_by)
        found[one.id] = EndedLine(one, record, by)
    return found


def digest_of(session: Session, path: Path) -> str:
    """Return the SHA-256 of a signed file; the file itself is not kept.

    Raises FileUnreadable.
    """
    del session
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise FileUnreadable from None


def _registered(session: Session) -> Iterator[Agreement]:
    """Yield the agreements of the register."""
    file, today = session.compartment(HERE), session.today()
    given, entered = store.given_to(file), store.in_force(file)
    for one in hand_offs.recipients(file):
        record = entered.get(one.id)
        attested = "" if record is None else record.attested_on.isoformat()
        known = known_of(one) | {"given": one.id in given, "attested_on": attested}
        if one.kind == ENTRUSTED:
            yield _agreement(one.id, known, today)


def _told(session: Session) -> Iterator[Agreement]:
    """Yield the agreements that other files told of, as long as their registers keep the entries.

    Those go when their years are over, and who keeps the register can enter nothing then.
    """
    today = session.today()
    kept = timedelta(days=due_days.periods(session.catalogue)[due_days.REGISTER])
    for id_, known in policies.every_copy(session.compartment(PRIVACY)).items():
        if known["kind"] == ENTRUSTED:
            one = _agreement(id_, known, today)
            if one.last + kept > today:
                yield one


def _agreement(id_: str, known: Mapping[str, Any], today: date) -> Agreement:
    struck_off = _day(known.get("ended_on", ""))
    until = date.fromisoformat(known["valid_until"])
    number = known.get("registration", "")
    return Agreement(
        id=id_, name=known["name"], party=f"{known['country']} {number}" if number else id_,
        first=date.fromisoformat(known["valid_from"]), last=rules.last_day(until, struck_off),
        over=rules.is_over(until, struck_off, today), given=bool(known.get("given")),
        attested_on=_day(known.get("attested_on", "")),
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@operation("recipient.attest", compartment=HERE, roles=PAYROLL)
def attest(
    session: Session, change: Change, /, id_: str, attestation: Attestation, *, version: int
) -> tuple[str]:
    """Enter that a recipient deleted or returned what it was given, or correct what was entered.

    ``version`` is that of the recipient as it was looked at. A correction is a further entry in
    the place of the earlier one, which stays. Raises RecipientUnknown, ChangedMeanwhile,
    NothingWasGiven, AgreementRuns, AttestedOutside, TextMissing, TextTooLong.
    """
    over = _over(session, id_, version)
    if attestation.how not in session.catalogue.code_lists[HOWS].codes:
        raise ValueError(attestation.how)
    if attestation.file_sha256 and not _SHA256.fullmatch(attestation.file_sha256):
        raise ValueError(attestation.file_sha256)
    if not over.on <= attestation.attested_on <= session.today():
        raise AttestedOutside(first=over.on.isoformat(), last=session.today().isoformat())
    reference = one_line(attestation.reference, label=Message(N_("Who attests, or which paper")),
                         longest=recipients.LONGEST)  # fmt: skip
    made = AttestationRecord(
        id=secrets.token_hex(16), recipient=id_, ended_on=over.on,
        attested_on=attestation.attested_on, how=attestation.how, reference=reference,
        file_sha256=attestation.file_sha256, entered_by=session.user.id,
        entered_at=change.now.isoformat(timespec="seconds"),
    )  # fmt: skip
    store.take_back(change, over.ids, since=over.on)
    store.insert(change, made)
    recipients.tell_again(session, change, id_)
    return (made.id,)


@operation("recipient.retract", compartment=HERE, roles=PAYROLL)
def retract(session: Session, change: Change, /, id_: str, *, version: int) -> None:
    """Take back what was entered for a recipient by mistake: it is owed again, and the row stays.

    Raises RecipientUnknown, ChangedMeanwhile, NothingWasGiven, AgreementRuns, NotAttested.
    """
    over = _over(session, id_, version)
    if over.owed():
        raise NotAttested(name=over.name)
    store.take_back(change, over.ids, since=over.on)
    recipients.tell_again(session, change, id_)


def _over(session: Session, id_: str, version: int) -> Ended:
    """Return the ended relation that a recipient stands for."""
    known = recipients.recipient_named(session, id_)
    if known.version != version:
        raise ChangedMeanwhile
    relations = rules.relations(_registered(session))
    mine = next((some for some in relations if id_ in {one.id for one in some}), ())
    if not any(one.given for one in mine):
        raise NothingWasGiven(name=known.recipient.name)
    found = rules.ended(mine)
    if not found:
        raise AgreementRuns(name=known.recipient.name)
    return found[0]
