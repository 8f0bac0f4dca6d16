# SPDX-License-Identifier: Apache-2.0
"""Standing hand-offs: recipient, template and fields, approved once by a second person.

What is approved is a text that both can read back, signed by the approver with their own key: a
recipient or template that is changed later is not what they signed.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.hand_off_templates import RECIPIENT_KINDS, Template
from hr_desk.catalogue.model import Access, Field
from hr_desk.domain import disclosing
from hr_desk.domain import hand_offs as rules
from hr_desk.operations import desks
from hr_desk.operations.accounts import PAYROLL
from hr_desk.operations.disclosing_problems import AssessmentMissing
from hr_desk.operations.hand_off_problems import (
    AbroadRefused,
    ApprovalForged,
    ApprovalOutdated,
    ApprovalOver,
    ApprovalTooLong,
    ApprovesOwn,
    FieldClosed,
    FieldNotAllowed,
    MayNotApprove,
    NotApproved,
    NotForThisKind,
    PurposeNotAgreed,
    StandingUnknown,
)
from hr_desk.operations.hand_off_templates import HERE, KnownTemplate, template_named
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import UnknownUser
from hr_desk.operations.recipients import RecipientView, recipient_named, require_valid
from hr_desk.operations.session import Session
from hr_desk.store import hand_offs as store
from hr_desk.store.compartment import Change
from hr_desk.store.hand_offs import StandingRecord
from hr_desk.vault import canonical

CONTEXT: Final = "hand_off"
"""The context of an approver's signature."""

READING: Final = "hand_off.ask"
"""Whoever may ask for a hand-off may read what is about to leave and what has left."""

APPROVERS: Final = frozenset({"hr_admin", "privacy_officer", "auditor"})
"""Roles that may approve what another asked for; none of them needs a key of the file."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A standing hand-off: what it is about, who asked, who approved and until when it holds."""

    id: str
    recipient: RecipientView
    template_key: str
    fields: tuple[str, ...]
    valid_until: date
    asked_by: str
    approved_by: str | None
    """User ids."""
    ended: bool

    def usable_on(self, day: date) -> bool:
        """Whether it is approved and neither ended nor over; ``require_in_force`` says the rest."""
        return self.approved_by is not None and not self.ended and day <= self.valid_until


def ends_soon(session: Session, standing: Standing, known: Sequence[Standing]) -> date | None:
    """Return the last day on which anything leaves by one, where that is near; ``known`` are all.

    None too where another one of the same recipient and template goes on in its place.
    """
    last = _last_day(standing)
    goes_on = any(
        one.approved_by is not None
        and not one.ended
        and (one.recipient.id, one.template_key) == (standing.recipient.id, standing.template_key)
        and _last_day(one) > last
        for one in known
    )
    return last if not goes_on and rules.ends_soon(last, session.today()) else None


def _last_day(standing: Standing) -> date:
    return min(standing.valid_until, standing.recipient.recipient.valid_until)


def list_standing(session: Session) -> tuple[Standing, ...]:
    """Return every standing hand-off, the latest asked for first; raises CompartmentClosed."""
    return tuple(_view(session, one) for one in store.standing(session.compartment(HERE)))


def standing_named(session: Session, id_: str) -> Standing:
    """Return a standing hand-off; raises StandingUnknown."""
    return _view(session, _record(session, id_))


def _record(session: Session, id_: str) -> StandingRecord:
    known = store.standing(session.compartment(HERE))
    found = next((one for one in known if one.id == id_), None)
    if found is None:
        raise StandingUnknown
    return found


def _view(session: Session, record: StandingRecord) -> Standing:
    terms = json.loads(record.terms)
    return Standing(
        id=record.id,
        recipient=recipient_named(session, record.recipient),
        template_key=record.template,
        fields=tuple(terms["fields"]),
        valid_until=date.fromisoformat(terms["valid_until"]),
        asked_by=record.asked_by,
        approved_by=record.approved_by,
        ended=record.ended_at is not None,
    )


@operation("hand_off.ask", compartment=HERE, roles=PAYROLL)
def ask(
    session: Session, change: Change, /, recipient_id: str, template_key: str, *, until: date
) -> tuple[str]:
    """Ask a second person to approve a template for a recipient; returns the id.

    Raises what ``require_fitting`` raises, RecipientUnknown, TemplateUnknown, ApprovalTooLong.
    """
    recipient = recipient_named(session, recipient_id)
    known = template_named(session, template_key)
    require_fitting(session, recipient, known.template)
    if until > rules.latest_approval(session.today()):
        raise ApprovalTooLong(day=rules.latest_approval(session.today()).isoformat())
    id_ = secrets.token_hex(16)
    terms = _terms(session, id_, recipient, known, until)
    at = change.now.isoformat(timespec="seconds")
    store.insert_standing(
        change,
        StandingRecord(id_, recipient_id, template_key, session.user.id, at, terms, None, None,
                       None, None),
    )  # fmt: skip
    change.fields.update(known.template.fields)
    return (id_,)


def _terms(
    session: Session, id_: str, recipient: RecipientView, known: KnownTemplate, until: date
) -> str:
    """Return what is approved: readable, and bound to recipient and template as they are."""
    said: dict[str, Any] = {
        "desk": session.desk_id,
        "hand_off": id_,
        "recipient": recipient.id,
        "recipient_sha256": recipient.fingerprint,
        "template": known.template.key,
        "template_sha256": known.fingerprint,
        "purpose": known.template.purpose,
        "fields": list(known.template.fields),
        "valid_until": until.isoformat(),
    }
    return canonical.encode(said).decode()


@operation("hand_off.approve", compartment=HERE, roles=PAYROLL)
def approve(
    session: Session, change: Change, /, id_: str, *, approver: str, passphrase: str
) -> None:
    """Let a second person approve, with their own name and passphrase, at whose session it may be.

    They need no key of any file. Raises StandingUnknown, UnknownUser, ApprovesOwn, MayNotApprove,
    WrongPassphrase, ApprovalOutdated.
    """
    record = _record(session, id_)
    user = session.register.named(approver)
    if user is None:
        raise UnknownUser(name=approver)
    if user.id == record.asked_by:
        raise ApprovesOwn
    if not APPROVERS & set(user.roles):
        raise MayNotApprove(name=user.name)
    keys = desks.keys_of(session.register, user, passphrase)
    recipient = recipient_named(session, record.recipient)
    _require_as_asked(session, record, recipient, template_named(session, record.template))
    signature = keys.sign(CONTEXT, record.terms.encode())
    store.approve_standing(change, id_, by=user.id, signature=signature)
    change.facts["approved_by"] = user.id


@operation("hand_off.end", compartment=HERE, roles=PAYROLL)
def end(session: Session, change: Change, /, id_: str) -> None:
    """End a standing hand-off before its day; raises StandingUnknown."""
    _record(session, id_)
    store.end_standing(change, id_)


def require_in_force(session: Session, id_: str) -> tuple[Standing, KnownTemplate]:
    """Return a standing hand-off that may be used today, and its template as it was approved.

    Raises StandingUnknown, NotApproved, ApprovalOver, ApprovalForged, ApprovalOutdated, and what
    ``require_fitting`` raises.
    """
    record = _record(session, id_)
    standing = _view(session, record)
    if record.ended_at is not None or record.approved_by is None or record.signature is None:
        raise NotApproved
    if record.approved_by == record.asked_by or not session.signed_by(
        record.approved_by, CONTEXT, record.terms.encode(), record.signature
    ):
        raise ApprovalForged
    if session.today() > standing.valid_until:
        raise ApprovalOver(day=standing.valid_until.isoformat())
    known = template_named(session, record.template)
    require_fitting(session, standing.recipient, known.template)
    _require_as_asked(session, record, standing.recipient, known)
    return standing, known


def require_carried_on(session: Session, id_: str) -> tuple[Standing, KnownTemplate]:
    """Return one that may be used today, or the one that took its place, as ``require_in_force``.

    Recipient and template are the same; what was approved anew since carries on what is over.
    """
    try:
        return require_in_force(session, id_)
    except (NotApproved, ApprovalOver, ApprovalOutdated):
        earlier, today = standing_named(session, id_), session.today()
        for one in list_standing(session):
            same = (one.recipient.id, one.template_key)
            if one.usable_on(today) and same == (earlier.recipient.id, earlier.template_key):
                return require_in_force(session, one.id)
        raise


def _require_as_asked(
    session: Session, record: StandingRecord, recipient: RecipientView, known: KnownTemplate
) -> None:
    until = date.fromisoformat(json.loads(record.terms)["valid_until"])
    if record.terms != _terms(session, record.id, recipient, known, until):
        raise ApprovalOutdated


def require_fitting(session: Session, recipient: RecipientView, template: Template) -> None:
    """Refuse a template that this recipient may not have, or that this user may not hand over.

    Raises RecipientEnded, RecipientNotValid, NotForThisKind, PurposeNotAgreed, FieldNotAllowed,
    FieldClosed, AbroadRefused, AssessmentMissing.
    """
    known, catalogue = recipient.recipient, session.catalogue
    require_valid(recipient, session.today())
    if known.kind not in template.recipients or known.kind in rules.ONCE:
        kind = catalogue.code_lists[RECIPIENT_KINDS].codes[known.kind]
        raise NotForThisKind(template=template.label, kind=kind)
    if template.purpose not in known.purposes:
        label = catalogue.purposes[template.purpose].label
        raise PurposeNotAgreed(name=known.name, purpose=label)
    require_fields(session, recipient, template.fields)
    require_assessed(session, recipient)


def require_assessed(session: Session, recipient: RecipientView) -> None:
    """Refuse a recipient for whom what the law wants beforehand is not there.

    Raises AbroadRefused without a legal route or an assessment for one abroad (PIPL 38, 55),
    AssessmentMissing without an assessment for whoever needs one at home (PIPL 55).
    """
    known, codes = recipient.recipient, session.catalogue.code_lists["recipient_owes"].codes
    given = {"route": known.route, "assessment": known.assessment}
    owed = [codes[key] for key, said in given.items() if not said]
    if recipient.abroad and owed:
        raise AbroadRefused(name=known.name, owed=", ".join(map(str, owed)))
    if disclosing.needs_assessment(known.kind) and not known.assessment:
        raise AssessmentMissing(name=known.name)


def require_fields(session: Session, recipient: RecipientView, keys: Sequence[str]) -> None:
    """Raise FieldNotAllowed or FieldClosed for what the recipient may not have, or the user see."""
    fields = [session.catalogue.field(key) for key in keys]
    foreign = [one.label for one in fields if one.key not in recipient.recipient.fields]
    if foreign:
        names = ", ".join(map(str, foreign))
        raise FieldNotAllowed(name=recipient.recipient.name, fields=names)
    closed = [one.label for one in fields if is_closed(session, one)]
    if closed:
        raise FieldClosed(fields=", ".join(map(str, closed)))


def is_closed(session: Session, field: Field) -> bool:
    """Whether the user's roles see nothing of a field in any of its files."""
    return all(
        session.access(field, stage=None, compartment=file) is Access.NONE
        for file in field.retention
    )
