# SPDX-License-Identifier: Apache-2.0
"""What a person agreed that a recipient may have (PIPL 23, 25): who, what for, which fields.

Agreed to is the exact text that was shown; it is kept with the act. Another text, another
recipient or another field needs an act of its own.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hr_desk.domain import hand_offs as rules
from hr_desk.domain import joiners as states
from hr_desk.i18n import LANGUAGES, N_, translated
from hr_desk.operations import consent_cover, consent_texts, gone_values, policies
from hr_desk.operations.consent_cover import Cover
from hr_desk.operations.hand_off_problems import ConsentNotNeeded, FieldNotAllowed
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.joiner_consents import NothingToConsent, evidence_of
from hr_desk.operations.joiner_writing import ONBOARDING, records
from hr_desk.operations.operation import operation, require
from hr_desk.operations.problems import ConsentUnknown, LanguageUnknown
from hr_desk.operations.recipients import RecipientView, recipient_named, require_valid
from hr_desk.operations.session import Session
from hr_desk.store import hand_offs as store
from hr_desk.store import personnel, policy_people
from hr_desk.store.compartment import Change
from hr_desk.store.hand_offs import ConsentAct

HOW: Final = "consent_how"
"""The code list of how somebody agreed."""

_TEXT: Final = N_(
    "{company} would like to give {recipient} ({contact}) the following of you, as a locked file: "
    "{fields}. {recipient} stores it and uses it for: {purposes}, and answers for it to you. You "
    "need not agree, and you may withdraw at any time; from then on nothing more is given."
)
_FOR_GOOD: Final = N_(
    "{company} would like to transfer to {recipient} ({contact}) the following of you for good, as "
    "a locked file: {fields}. {recipient} stores it and uses it for: {purposes}, and answers for "
    "it to you from then on. You need not agree, and you may withdraw until it is transferred."
)
_IN_PUBLIC: Final = N_(
    "{company} would like to make the following of you public at {recipient} (ask: {contact}): "
    "{fields}. It is for: {purposes}; anybody can then read it. You need not agree, and you may "
    "withdraw at any time; it is then taken down."
)
_TEXTS: Final = {"transferee": _FOR_GOOD, rules.PUBLIC: _IN_PUBLIC}
"""Kind of recipient to the text of its own consent (PIPL 23, 25); the others have _TEXT."""
_ABROAD: Final = N_(
    "{recipient} is in {country}, outside mainland China. You may make your requests about your "
    "data to {recipient} there or to us."
)


@dataclass(frozen=True, slots=True)
class RecipientConsent:
    """One act: which fields, since when (UTC), and until when if it was withdrawn.

    ``outdated`` are those of the fields that it does not cover any more, because what they or the
    recipient's purposes are for has changed since.
    """

    recipient: RecipientView
    fields: tuple[str, ...]
    given_at: datetime
    withdrawn_at: datetime | None
    outdated: tuple[str, ...] = ()


def text_of(session: Session, recipient_id: str, keys: Sequence[str], language: str) -> str:
    """Return the text that is shown and agreed to; it names the policy under which it is.

    Raises RecipientUnknown, FieldNotAllowed, NothingToConsent, LanguageUnknown, PolicyMissing.
    """
    recipient = recipient_named(session, recipient_id)
    if language not in LANGUAGES:
        raise LanguageUnknown
    if not keys:
        raise NothingToConsent
    known, catalogue = recipient.recipient, session.catalogue
    foreign = [str(catalogue.field(key).label) for key in keys if key not in known.fields]
    if foreign:
        raise FieldNotAllowed(name=known.name, fields=", ".join(foreign))
    joined = "、" if language == LANGUAGES[0] else ", "
    said = translated(
        _TEXTS.get(known.kind, _TEXT), language, company=session.company.get("name", ""),
        recipient=known.name, contact=known.contact,
        fields=joined.join(catalogue.field(key).label.within(language) for key in keys),
        purposes=joined.join(
            catalogue.purposes[one].label.within(language) for one in known.purposes
        ),
    )  # fmt: skip
    lines = [said]
    if recipient.abroad:
        country = catalogue.code_lists["country"].codes[known.country].within(language)
        lines.append(translated(_ABROAD, language, recipient=known.name, country=country))
    return "\n".join((*lines, consent_texts.policy_line(session, language)))


def acts(session: Session, joiner_id: str) -> tuple[RecipientConsent, ...]:
    """Return every act of a person, the oldest first; raises RecordGone, NotPermitted."""
    require(session, "recipient.consent")
    (joiner,) = records(session, [joiner_id])
    part = joiner.part(states.EVIDENCE)
    found = [] if part is None else store.consents(session.compartment(HERE), part)
    texts = {act.text_sha256 for act in found}
    versions = policy_people.versions_of(session.compartment(HERE), texts)
    cover = consent_cover.today(session)
    return tuple(_shown(session, act, cover, versions[act.text_sha256]) for act in found)


def _shown(session: Session, act: ConsentAct, cover: Cover, version: int) -> RecipientConsent:
    recipient = recipient_named(session, act.recipient)
    covered = consent_cover.still_covered(cover, act.fields, recipient.recipient.purposes, version)
    return RecipientConsent(
        recipient,
        act.fields,
        datetime.fromisoformat(act.given_at),
        None if act.withdrawn_at is None else datetime.fromisoformat(act.withdrawn_at),
        tuple(key for key in act.fields if key not in covered),
    )


@operation("recipient.consent", compartment=HERE, roles=ONBOARDING)
def give(
    session: Session, change: Change, /, joiner_id: str, recipient_id: str, keys: Sequence[str],
    *, how: str, language: str = LANGUAGES[0],
) -> None:  # fmt: skip
    """Note that a person agreed to a recipient having these fields; ``how`` is one of HOW.

    Raises RecordGone, RecipientUnknown, RecipientEnded, RecipientNotValid, ConsentNotNeeded,
    ConsentUnknown, what ``text_of`` raises, PolicyMissing.
    """
    (joiner,) = records(session, [joiner_id])
    recipient = recipient_named(session, recipient_id)
    require_valid(recipient, session.today())
    if not recipient.needs_consent:
        raise ConsentNotNeeded(name=recipient.recipient.name)
    if how not in session.catalogue.code_lists[HOW].codes:
        raise ConsentUnknown
    fields = [session.catalogue.field(key).key for key in dict.fromkeys(keys)]
    text = text_of(session, recipient_id, fields, language)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    version = policies.require_in_force(session).number
    personnel.keep_text(change, sha256, text, language=language, policy_version=version)
    at = change.now.isoformat(timespec="milliseconds")
    act = ConsentAct(recipient_id, tuple(fields), at, language, sha256, how, session.user.id, None)
    store.add_consent(change, evidence_of(session, change, joiner_id), act)
    personnel.touch(change, joiner, {"recipient": recipient_id, "fields": fields})
    change.touched("recipient", recipient_id)
    change.fields.update(fields)


@operation("recipient.withdraw", compartment=HERE, roles=ONBOARDING)
def withdraw(session: Session, change: Change, /, joiner_id: str, recipient_id: str) -> None:
    """Note that a person withdraws: nothing more is given to this recipient.

    What it has already was given lawfully (PIPL 15). No restore brings the consent back. Raises
    RecordGone, ConsentUnknown.
    """
    (joiner,) = records(session, [joiner_id])
    part = joiner.part(states.EVIDENCE)
    if part is None or not store.withdraw_consent(change, part, recipient_id):
        raise ConsentUnknown
    personnel.touch(change, joiner, {"recipient_withdrawn": recipient_id})
    gone_values.let_go(session, change, (joiner.id,), (), ended=(recipient_id,))
    change.touched("recipient", recipient_id)
