# SPDX-License-Identifier: Apache-2.0
"""What is to leave once: shared, entrusted, transferred, published, demanded, or the own copy.

What a wish names is looked at person by person and field by field: what consent or ground does not
cover stays here, and it is said why. Nothing is written in this module.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.model import Field
from hr_desk.domain import disclosing as rules
from hr_desk.domain import hand_offs
from hr_desk.domain.letter_words import Listed
from hr_desk.i18n import N_, Message
from hr_desk.operations import consent_cover, disclosing_people
from hr_desk.operations.disclosing_people import NOUNS, Someone
from hr_desk.operations.disclosing_problems import (
    DemandFromAbroad,
    DemandIncomplete,
    FieldsMissing,
    GroundWrong,
    IdentityNotSeen,
    NothingCovered,
    OnePersonsCopy,
    OnlyEmployees,
    OtherWay,
)
from hr_desk.operations.hand_off_problems import AgreementMissing, PurposeNotAgreed
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.operation import require
from hr_desk.operations.problems import NothingToHandOut, PurposeUnknown
from hr_desk.operations.recipients import RecipientView, recipient_named, require_valid
from hr_desk.operations.session import Session
from hr_desk.operations.standing_hand_offs import (
    require_assessed,
    require_fields,
)
from hr_desk.operations.texts import one_line
from hr_desk.store import disclosing as store

WAYS: Final = "disclosure_way"
GROUNDS: Final = "disclosure_ground"
STRIPPED: Final = "disclosure_stripped"
IDENTITY: Final = "identity_seen"
"""Code lists: of ways, of grounds, of why something stays, of how a person was recognised."""

NO_CONSENT: Final = "no_consent"
OLD_CONSENT: Final = "old_consent"
CONSENT_ONLY: Final = "consent_only"
NOT_TOLD: Final = "not_told"
CLOSED: Final = "closed"
PAPER: Final = "paper"
GONE: Final = "gone"
UNKNOWN: Final = "unknown"

_PAPERS: Final = frozenset({"document", "documents"})
_LONGEST: Final = 120


@dataclass(frozen=True, kw_only=True)
class Demand:
    """What an authority's document says; ``secrecy`` is the article that forbids telling people."""

    authority: str
    document: str
    dated: date
    article: str
    country: str = hand_offs.HOME
    secrecy: str = ""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to leave: way, whose data (record ids), fields (keys), purpose, ground, recipient.

    ``recipient_id`` is a registered one, but for a legal demand (``demand``) and somebody's own
    copy (``identity``: how they were recognised). A copy without ``fields`` is of everything.
    ``file`` says what the ids are of: joiners, or applications (hiring) or visits, whose data
    leaves for a legal demand or as the own copy alone.
    """

    way: str
    people: tuple[str, ...]
    fields: tuple[str, ...] = ()
    purpose: str
    ground: str
    recipient_id: str = ""
    demand: Demand | None = None
    identity: str = ""
    file: str = HERE

    @property
    def secrecy(self) -> str:
        """The article that forbids telling the person, empty where none does."""
        return "" if self.demand is None else self.demand.secrecy


@dataclass(frozen=True, slots=True)
class Stripped:
    """A field that stays here although it was asked for; ``reason`` is a code of STRIPPED."""

    field: Field
    reason: str


@dataclass(frozen=True, slots=True)
class Covered:
    """One person, what of theirs may leave (stored values by key), and what stays."""

    id: str
    name: str
    values: Mapping[str, Any]
    stripped: tuple[Stripped, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What would leave now: whose, what of it stays, and who is left out and why (a code)."""

    wish: Wish
    recipient: RecipientView | None
    people: tuple[Covered, ...]
    left_out: tuple[tuple[str, str], ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The keys of what leaves of anybody, in the order of forms."""
        told = {key for one in self.people for key in one.values}
        return tuple(key for key in self.wish.fields if key in told)


def look(session: Session, wish: Wish, *, request_id: str = "") -> Outlook:
    """Return what would leave by a wish, and what stays: nothing is written.

    Who was told counts by ``request_id``. Raises NotPermitted and what ``require_fitting`` raises.
    """
    require_asking(session, wish.file)
    recipient = require_fitting(session, wish)
    whole = _with_all_fields(session, wish)
    found = {one.id: one for one in disclosing_people.people(session, wish.file, wish.people)}
    judge = _Judge(session, whole, recipient, request_id)
    people, left_out = [], [(id_, GONE) for id_ in whole.people if id_ not in found]
    for id_ in whole.people:
        if id_ in found:
            one = judge.person(found[id_])
            if one.values:
                people.append(one)
            else:
                left_out.append((id_, _main_reason(one.stripped)))
    return Outlook(whole, recipient, tuple(people), tuple(left_out))


def require_asking(session: Session, file: str) -> None:
    """Raise NotPermitted for whoever may not ask: they are shown nothing of it either."""
    require(session, f"{NOUNS[file]}.ask")


def may_ask(session: Session) -> bool:
    """Whether the user may let something of a file out once."""
    return any(session.may(f"{noun}.ask") for noun in NOUNS.values())


def files_of(session: Session) -> tuple[str, ...]:
    """Return the files out of which the user may let something; raises NotPermitted for none."""
    found = tuple(file for file, noun in NOUNS.items() if session.may(f"{noun}.ask"))
    if not found:
        require_asking(session, next((one for one in NOUNS if session.holds(one)), HERE))
    return found


def require_somebody(session: Session, outlook: Outlook) -> None:
    """Raise NothingCovered where of nobody anything may leave."""
    if not outlook.people:
        codes = session.catalogue.code_lists[STRIPPED].codes
        reasons = dict.fromkeys(reason for _, reason in outlook.left_out)
        raise NothingCovered(reasons=Listed(tuple(codes[one] for one in reasons)))


def _main_reason(stripped: Sequence[Stripped]) -> str:
    counts = Counter(one.reason for one in stripped)
    return counts.most_common(1)[0][0] if counts else UNKNOWN


def _with_all_fields(session: Session, wish: Wish) -> Wish:
    """Return a wish with its fields in the order of forms; all of a person's, where it names none.

    Raises UnknownField for a key the catalogue does not have.
    """
    wanted = {session.catalogue.field(key).key for key in wish.fields}
    kept = disclosing_people.fields_of(session, wish.file)
    fields = tuple(one.key for one in kept if one.key in wanted or not wanted)
    return replace(wish, people=tuple(dict.fromkeys(wish.people)), fields=fields)


class _Judge:
    """Says of each field of each person whether it may leave."""

    def __init__(
        self, session: Session, wish: Wish, recipient: RecipientView | None, request_id: str
    ) -> None:
        self._fields = [session.catalogue.fields[key] for key in wish.fields]
        self._kind = wish.way if recipient is None else recipient.recipient.kind
        self._session, self._file = session, wish.file
        file = session.compartment(wish.file)
        self._agreed: Mapping[int, frozenset[str]] | None = None
        self._lapsed: Mapping[int, frozenset[str]] = {}
        if recipient is not None and recipient.needs_consent:
            purposes = recipient.recipient.purposes
            self._agreed, self._lapsed = consent_cover.agreed(session, recipient.id, purposes)
        # Neither an authority's demand nor somebody's own copy waits for a consent.
        held = {} if wish.way in rules.ANYBODY else consent_cover.held_back(session, wish.file)
        self._held: Mapping[str, Collection[str]] = held
        self._told: Collection[str] | None = None
        if rules.told_before(self._kind):
            self._told = store.told(file, request_id)

    def person(self, someone: Someone) -> Covered:
        """Return what of a person may leave, and what stays."""
        told, stripped = {}, []
        for field in self._fields:
            value = someone.values.get(field.key)
            if value in (None, ""):
                continue
            reason = self._reason(someone, field)
            if reason is None:
                told[field.key] = value
            else:
                stripped.append(Stripped(field, reason))
        return Covered(someone.id, someone.name, told, tuple(stripped))

    def _reason(self, someone: Someone, field: Field) -> str | None:
        if disclosing_people.is_closed(self._session, self._file, field, someone.stage):
            return CLOSED
        if field.type.name in _PAPERS:
            return PAPER
        if field.key in self._held.get(someone.id, ()):
            return OLD_CONSENT
        if self._told is not None and someone.id not in self._told:
            return NOT_TOLD
        if self._agreed is not None and field.key not in self._agreed.get(someone.seq, ()):
            return OLD_CONSENT if field.key in self._lapsed.get(someone.seq, ()) else NO_CONSENT
        return None if rules.covers(self._kind, field.basis.values()) else CONSENT_ONLY


def require_fitting(session: Session, wish: Wish) -> RecipientView | None:
    """Refuse a wish that no law or agreement carries; returns its registered recipient.

    Raises NothingToHandOut, PurposeUnknown, GroundWrong, OnlyEmployees; for a registered recipient
    RecipientUnknown, RecipientEnded, RecipientNotValid, OtherWay, PurposeNotAgreed,
    AgreementMissing, AssessmentMissing, AbroadRefused, FieldsMissing, FieldNotAllowed,
    FieldClosed; for a demand DemandIncomplete, DemandFromAbroad, TextTooLong; for somebody's own
    copy OnePersonsCopy, IdentityNotSeen.
    """
    if wish.way not in rules.WAYS:
        raise ValueError(wish.way)
    if not wish.people:
        raise NothingToHandOut
    if wish.purpose not in session.catalogue.purposes:
        raise PurposeUnknown
    if wish.file != HERE and wish.way not in rules.ANYBODY:
        label = session.catalogue.compartments[wish.file]
        raise OnlyEmployees(compartment=label)
    if wish.way == rules.OWN_COPY:
        _require_own(session, wish)
        return None
    if not wish.fields:
        raise FieldsMissing
    if wish.way == rules.LEGAL_DEMAND:
        _require_demand(session, wish)
        return None
    recipient = recipient_named(session, wish.recipient_id)
    _require_recipient(session, wish, recipient)
    return recipient


def _require_ground(session: Session, wish: Wish, kind: str) -> None:
    possible = rules.grounds(kind)
    if wish.ground not in possible:
        codes = session.catalogue.code_lists[GROUNDS].codes
        raise GroundWrong(grounds=Listed(tuple(codes[one] for one in possible)))


def _require_recipient(session: Session, wish: Wish, recipient: RecipientView) -> None:
    known, catalogue = recipient.recipient, session.catalogue
    require_valid(recipient, session.today())
    way = rules.WAY_OF[known.kind]
    if wish.way != way:
        kind = catalogue.code_lists["recipient_kind"].codes[known.kind]
        raise OtherWay(name=known.name, kind=kind, way=catalogue.code_lists[WAYS].codes[way])
    if wish.purpose not in known.purposes:
        raise PurposeNotAgreed(name=known.name, purpose=catalogue.purposes[wish.purpose].label)
    _require_ground(session, wish, known.kind)
    if known.kind == hand_offs.ENTRUSTED and not known.agreement:
        raise AgreementMissing(name=known.name)
    require_assessed(session, recipient)
    require_fields(session, recipient, wish.fields)


def _require_demand(session: Session, wish: Wish) -> None:
    _require_ground(session, wish, rules.LEGAL_DEMAND)
    demand = wish.demand
    if demand is None or not all((demand.authority, demand.document, demand.article)):
        raise DemandIncomplete
    if hand_offs.abroad(demand.country):
        raise DemandFromAbroad(authority=demand.authority)
    if demand.dated > session.today():
        raise DemandIncomplete
    for text, label in (
        (demand.authority, Message(N_("Authority"))),
        (demand.document, Message(N_("Document number"))),
        (demand.article, Message(N_("Article"))),
    ):
        one_line(text, label=label, longest=_LONGEST)
    secrecy = Message(N_("Article that asks for secrecy"))
    one_line(demand.secrecy, label=secrecy, longest=_LONGEST, required=False)


def _require_own(session: Session, wish: Wish) -> None:
    _require_ground(session, wish, rules.OWN_COPY)
    if len(set(wish.people)) != 1:
        raise OnePersonsCopy
    if wish.identity not in session.catalogue.code_lists[IDENTITY].codes:
        raise IdentityNotSeen


def recipient_name(session: Session, outlook: Outlook) -> str:
    """Return whom the register names: the recipient, the authority, or the person without a name.

    Of somebody's own copy the register keeps no name: the record's id stands there already.
    """
    if outlook.recipient is not None:
        return outlook.recipient.recipient.name
    if outlook.wish.demand is not None:
        return outlook.wish.demand.authority
    return str(session.catalogue.code_lists[WAYS].codes[rules.OWN_COPY])
