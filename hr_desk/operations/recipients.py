# SPDX-License-Identifier: Apache-2.0
"""Recipients: the legal entities that people's data may be handed to, and on which conditions."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Final

from hr_desk.catalogue.hand_off_templates import FILES, RECIPIENT_KINDS
from hr_desk.domain import hand_offs as rules
from hr_desk.domain.entrusting import follows
from hr_desk.i18n import N_, Message
from hr_desk.operations.accounts import PAYROLL
from hr_desk.operations.hand_off_problems import (
    AgreementMissing,
    DaysReversed,
    GivenUnder,
    RecipientEnded,
    RecipientNotValid,
    RecipientUnknown,
    RegistrationWrong,
)
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import ChangedMeanwhile, PurposeUnknown
from hr_desk.operations.recipient_copies import tell_privacy
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import hand_offs as store
from hr_desk.store.attestations import given_to
from hr_desk.store.compartment import Change
from hr_desk.store.hand_offs import RecipientRecord

ROUTES: Final = "transfer_route"
LONGEST: Final = 120


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """A legal entity and what it may have; ``fields`` are keys of the catalogue.

    ``route`` and ``assessment`` (its number and day) are for one abroad, ``agreement`` for one
    that handles data for us.
    """

    name: str
    kind: str
    country: str = rules.HOME
    registration: str = ""
    contact: str = ""
    agreement: str = ""
    purposes: tuple[str, ...]
    fields: tuple[str, ...]
    valid_from: date
    valid_until: date
    route: str = ""
    assessment: str = ""


@dataclass(frozen=True, slots=True)
class RecipientView:
    """A registered recipient; ``ended`` ones stay, because the register names them."""

    id: str
    version: int
    recipient: Recipient
    ended: bool

    @property
    def needs_consent(self) -> bool:
        """Whether each person has to have agreed."""
        return rules.needs_consent(self.recipient.kind, self.recipient.country)

    @property
    def abroad(self) -> bool:
        """Whether it lies outside mainland China."""
        return rules.abroad(self.recipient.country)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 over all that an approver looks at."""
        said = json.dumps(asdict(self.recipient), default=str, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()


def list_recipients(session: Session) -> tuple[RecipientView, ...]:
    """Return every recipient, the latest registered first; raises CompartmentClosed."""
    return tuple(_view(one) for one in store.recipients(session.compartment(HERE)))


def recipient_named(session: Session, id_: str) -> RecipientView:
    """Return a recipient; raises RecipientUnknown."""
    found = next((one for one in list_recipients(session) if one.id == id_), None)
    if found is None:
        raise RecipientUnknown
    return found


def require_valid(recipient: RecipientView, today: date) -> None:
    """Raise RecipientEnded or RecipientNotValid for one that may receive nothing today."""
    known = recipient.recipient
    if recipient.ended:
        raise RecipientEnded(name=known.name)
    if not known.valid_from <= today <= known.valid_until:
        raise RecipientNotValid(name=known.name, first=known.valid_from.isoformat(),
                                last=known.valid_until.isoformat())  # fmt: skip


def _view(record: RecipientRecord) -> RecipientView:
    known = Recipient(
        name=record.name, kind=record.kind, country=record.country,
        registration=record.registration, contact=record.contact, agreement=record.agreement,
        purposes=record.purposes, fields=record.fields, valid_from=record.valid_from,
        valid_until=record.valid_until, route=record.route, assessment=record.assessment,
    )  # fmt: skip
    return RecipientView(record.id, record.version, known, record.ended_at is not None)


@operation("recipient.register", compartment=HERE, roles=PAYROLL)
def register(session: Session, change: Change, /, recipient: Recipient) -> tuple[str]:
    """Register a recipient; returns its id.

    Raises TextMissing, TextTooLong, RegistrationWrong, AgreementMissing, PurposeUnknown,
    DaysReversed.
    """
    id_ = secrets.token_hex(16)
    _put(session, change, _record(session, recipient, id_, 1))
    return (id_,)


@operation("recipient.edit", compartment=HERE, roles=PAYROLL)
def edit(
    session: Session, change: Change, /, id_: str, recipient: Recipient, *, version: int
) -> None:
    """Replace what is known of a recipient: what was approved for it has to be approved anew.

    Raises RecipientUnknown, RecipientEnded, ChangedMeanwhile, GivenUnder where something was given
    under an agreement and the new one does not follow it, and what ``register`` raises.
    """
    known = recipient_named(session, id_)
    if known.ended:
        raise RecipientEnded(name=known.recipient.name)
    if known.version != version:
        raise ChangedMeanwhile
    _require_following(session, known, recipient)
    _put(session, change, _record(session, recipient, id_, version + 1))


def _require_following(session: Session, known: RecipientView, new: Recipient) -> None:
    """Raise GivenUnder where an edit would hide that an agreement ended."""
    old = known.recipient
    if old.kind != rules.ENTRUSTED or known.id not in given_to(session.compartment(HERE)):
        return
    if new.kind != rules.ENTRUSTED or not follows(new.valid_from, old.valid_until):
        raise GivenUnder(name=old.name, day=old.valid_until.isoformat())


@operation("recipient.end", compartment=HERE, roles=PAYROLL)
def end(session: Session, change: Change, /, id_: str) -> None:
    """Strike a recipient off: nothing is handed to it any more.

    Raises RecipientUnknown, RecipientEnded: the day of its end stays.
    """
    known = recipient_named(session, id_)
    if known.ended:
        raise RecipientEnded(name=known.recipient.name)
    record = _record(session, known.recipient, id_, known.version + 1)
    at = change.now.isoformat(timespec="seconds")
    _put(session, change, replace(record, ended_at=at))


def tell_again(session: Session, change: Change, id_: str) -> None:
    """Tell the privacy office anew of a recipient, under its next version, in a change under way.

    What was attested for it is a part of what is known of it.
    """
    (known,) = (one for one in store.recipients(change.compartment) if one.id == id_)
    _put(session, change, replace(known, version=known.version + 1))


def _put(session: Session, change: Change, record: RecipientRecord) -> None:
    """Keep a recipient, and tell the privacy office: who receives is part of every notice."""
    store.put_recipient(change, record)
    tell_privacy(session, change, record)


def _record(session: Session, recipient: Recipient, id_: str, version: int) -> RecipientRecord:
    lists = session.catalogue.code_lists
    if recipient.kind not in lists[RECIPIENT_KINDS].codes:
        raise ValueError(recipient.kind)
    if recipient.country not in lists["country"].codes:
        raise ValueError(recipient.country)
    if recipient.route and recipient.route not in lists[ROUTES].codes:
        raise ValueError(recipient.route)
    if not recipient.purposes or not set(recipient.purposes) <= session.catalogue.purposes.keys():
        raise PurposeUnknown
    if recipient.valid_until < recipient.valid_from:
        raise DaysReversed
    own = recipient.kind == rules.OWN
    return RecipientRecord(
        id=id_,
        version=version,
        name=_line(recipient.name, Message(N_("Name as on the licence"))),
        kind=recipient.kind,
        country=recipient.country,
        registration=_registration(recipient),
        contact=_line(recipient.contact, Message(N_("Contact")), required=not own),
        agreement=_agreement(recipient),
        purposes=recipient.purposes,
        fields=_fields(session, recipient.fields),
        valid_from=recipient.valid_from,
        valid_until=recipient.valid_until,
        route=recipient.route,
        assessment=_line(recipient.assessment, Message(N_("Impact assessment")), required=False),
        ended_at=None,
    )


def _line(text: str, label: Message, *, required: bool = True) -> str:
    return one_line(text, label=label, longest=LONGEST, required=required)


def _registration(recipient: Recipient) -> str:
    """Return the unified social credit code; abroad it is whatever the register there gives."""
    nobody = recipient.kind in (rules.OWN, rules.PUBLIC)
    typed = _line(recipient.registration, Message(N_("Registration number")), required=not nobody)
    if rules.abroad(recipient.country) or not typed:
        return typed
    from stdnum.cn import uscc

    try:
        return str(uscc.validate(typed))
    except ValueError:
        raise RegistrationWrong(typed=typed) from None


def _agreement(recipient: Recipient) -> str:
    agreement = _line(recipient.agreement, Message(N_("Number of the agreement")), required=False)
    if recipient.kind == rules.ENTRUSTED and not agreement:
        raise AgreementMissing(name=recipient.name)
    return agreement


def _fields(session: Session, keys: Sequence[str]) -> tuple[str, ...]:
    """Return the fields in the order of forms; raises UnknownField for what there is not."""
    wanted = {session.catalogue.field(key).key for key in keys}
    fields = session.catalogue.fields.values()
    return tuple(one.key for one in fields if one.key in wanted and FILES & set(one.retention))
