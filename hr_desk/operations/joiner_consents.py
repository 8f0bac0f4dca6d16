# SPDX-License-Identifier: Apache-2.0
"""Consents of joiners: one act over several sensitive items, a tick each, bound to the text shown.

Where the law or the contract compels a value the act is an acknowledgement. Withdrawing one is in
``joiner_withdrawals``.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from hr_desk.catalogue.model import Field, Scenario
from hr_desk.domain import joiners as states
from hr_desk.errors import UserError
from hr_desk.i18n import LANGUAGES, N_
from hr_desk.operations import consent_cover, consent_texts, policies
from hr_desk.operations.joiner_documents import put_document
from hr_desk.operations.joiner_writing import ONBOARDING, records, require_open
from hr_desk.operations.operation import operation, require
from hr_desk.operations.session import Session
from hr_desk.operations.values import GUARDIAN
from hr_desk.store import parts, personnel
from hr_desk.store.compartment import Change
from hr_desk.store.parts import PartRecord
from hr_desk.store.personnel import ConsentRecord

SIGNATURE: Final = "signature_image"
_CONSENT: Final = "PIPL 13(1)"
_OTHER_BASES: Final = ("13(2)", "13(3)")
"""Contract and statutory duty, as a field's legal basis names them."""


class NothingToConsent(UserError):
    """No item, or one that asks for no separate consent."""

    message = N_("Tick at least one of the items that ask for a separate consent.")


@dataclass(frozen=True, slots=True)
class ConsentLine:
    """One item of the page: whether it is acknowledged or consented to, and since when."""

    field: Field
    compelled: bool
    """The law or the contract asks for it: the button reads "I have taken note"."""
    given_at: datetime | None
    withdrawn_at: datetime | None
    withdrawable: bool
    """Whether there is something to take back: a guardian may have agreed in hiring already."""
    outdated_on: date | None = None
    """Since when it does not count any more, because what it was for has changed."""

    @property
    def in_force(self) -> bool:
        """Whether it was given, was not taken back, and still covers what it was for."""
        given = self.given_at is not None and self.withdrawn_at is None
        return given and self.outdated_on is None


def rests_on_consent_alone(field: Field) -> bool:
    """Whether nothing but consent allows to keep the value (no statute, no contract)."""
    basis = field.basis[Scenario.ONBOARDING]
    return basis.startswith(_CONSENT) and not any(other in basis for other in _OTHER_BASES)


def items(session: Session) -> tuple[Field, ...]:
    """Return the fields of a joiner that ask for a separate consent, in form order."""
    return tuple(
        field
        for field in session.catalogue.fields.values()
        if field.separate_consent
        and field.asked_in(Scenario.ONBOARDING)
        and {"personnel", "payroll"} & set(field.retention)
    )


def text_of(session: Session, fields: Sequence[Field], language: str) -> str:
    """Return the text that is shown for these items and signed: what, why, and what a leak means.

    It is kept with the acts, known by its SHA-256. Raises LanguageUnknown, PolicyMissing.
    """
    texts = [
        consent_texts.text_of(session, field.key, language, occasion=Scenario.ONBOARDING).text
        for field in fields
    ]
    return "\n\n".join(texts)


def lines(session: Session, joiner_id: str) -> tuple[ConsentLine, ...]:
    """Return the page of a joiner: each item with the latest act on it. Raises RecordGone."""
    require(session, "joiner.consent")
    (joiner,) = records(session, [joiner_id])
    agreed = joiner.fields.get(GUARDIAN) is not None
    acts = consent_cover.latest_acts(session, joiner)
    return tuple(
        _line(field, *acts.get(field.key, _NONE), agreed=agreed) for field in items(session)
    )


_NONE: Final = (None, None)


def page(session: Session, joiner_id: str, language: str) -> tuple[tuple[ConsentLine, str], ...]:
    """Return the page of a joiner with the text of each item; raises what ``lines`` raises."""
    return tuple(
        (line, text_of(session, [line.field], language)) for line in lines(session, joiner_id)
    )


def is_compelled(field: Field) -> bool:
    """Whether law or contract ask for a value, so that it is only taken note of.

    Nobody compels a guardian (PIPL 31): theirs is a consent, for all that is kept of the minor.
    """
    return field.key != GUARDIAN and not rests_on_consent_alone(field)


def _line(
    field: Field, act: ConsentRecord | None, outdated: date | None, *, agreed: bool
) -> ConsentLine:
    given = None if act is None else datetime.fromisoformat(act.given_at)
    withdrawn = None
    if act is not None and act.withdrawn_at is not None:
        withdrawn = datetime.fromisoformat(act.withdrawn_at)
    standing = given is not None and withdrawn is None
    compelled = is_compelled(field)
    there = standing or (agreed and field.key == GUARDIAN)
    return ConsentLine(field, compelled, given, withdrawn, there and not compelled, outdated)


@operation("joiner.consent", compartment="personnel", roles=ONBOARDING)
def give(
    session: Session, change: Change, /, joiner_id: str, keys: Sequence[str], *,
    language: str = LANGUAGES[0], signature: bytes | None = None,
) -> None:  # fmt: skip
    """Note that a joiner ticked these items, and with which signature (PNG), where there is one.

    What is not ticked is not consented to. Raises RecordGone, NothingToConsent, PolicyMissing,
    StepNotAllowed for a file that is closed.
    """
    (joiner,) = records(session, [joiner_id])
    require_open(session, joiner)
    known = {field.key: field for field in items(session)}
    if not keys or not set(keys) <= set(known) or language not in LANGUAGES:
        raise NothingToConsent
    text = text_of(session, [known[key] for key in known if key in keys], language)
    signed = ""
    if signature is not None:
        field = session.catalogue.field(SIGNATURE)
        signed = put_document(session, change, joiner, field, signature)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    acts = [
        ConsentRecord(
            field=key,
            given_at=change.now.isoformat(timespec="milliseconds"),
            language=language,
            text_sha256=sha256,
            signature=signed,
            witness=session.user.id,
            withdrawn_at=None,
        )
        for key in dict.fromkeys(keys)
    ]
    version = policies.require_in_force(session).number
    personnel.keep_text(change, sha256, text, language=language, policy_version=version)
    personnel.add_consents(change, evidence_of(session, change, joiner_id), acts)
    personnel.touch(change, joiner, {"consents": sorted(keys)})
    change.fields.update(keys)


def evidence_of(session: Session, change: Change, joiner_id: str) -> PartRecord:
    """Return the part that evidence hangs on, made with the first act."""
    (joiner,) = records(session, [joiner_id])
    found = joiner.part(states.EVIDENCE)
    if found is not None:
        return found
    clock = states.clock_of(states.EVIDENCE, joiner.state, since=joiner.state_on)
    kept = None if clock is None else parts.PartClock(clock.class_key, clock.event, clock.day)
    return parts.insert(change, joiner.seq, kind=states.EVIDENCE, fields={}, clock=kept)
