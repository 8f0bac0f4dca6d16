# SPDX-License-Identifier: Apache-2.0
"""The text someone agrees to: made from the catalogue, the company and the policy in force.

What is shown, printed and hashed is this one text, so that a consent can be shown again as it was.
"""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Final

from hr_desk.catalogue.model import Field, Purpose, Scenario
from hr_desk.domain import consent
from hr_desk.domain.consent import Act
from hr_desk.i18n import LANGUAGES, N_, translated
from hr_desk.operations import policies
from hr_desk.operations.problems import ConsentUnknown, LanguageUnknown
from hr_desk.operations.session import Session

FILE: Final = "hiring"
OCCASION: Final = Scenario.RECRUITMENT
JOINING_FILES: Final = ("personnel", "payroll")
"""Where what a joiner gives is kept; the first one that keeps a field says for how long."""


@dataclass(frozen=True, slots=True)
class ConsentText:
    """One text in one language; ``until`` is the day on which a consent of its own ends."""

    subject: str
    label: str
    act: Act
    language: str
    text: str
    policy_version: int
    until: date | None = None

    @property
    def sha256(self) -> str:
        """Return the hash by which the exact text is known."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def subjects(session: Session, occasion: Scenario = OCCASION) -> tuple[str, ...]:
    """Return the keys of every consent an occasion asks for: fields, then an applicant's purposes.

    What a joiner gives lies in several files, what an applicant gives in hiring.
    """
    if occasion is not OCCASION:
        fields = session.catalogue.fields.values()
        return tuple(f.key for f in fields if f.separate_consent and f.asked_in(occasion))
    asked = consent.asked_fields(session.catalogue, FILE, OCCASION)
    purposes = consent.asked_purposes(session.catalogue)
    return (*(one.key for one in asked), *(one.key for one in purposes))


def text_of(
    session: Session,
    subject: str,
    code: str,
    *,
    until: date | None = None,
    occasion: Scenario = OCCASION,
) -> ConsentText:
    """Return the text for a field or purpose in language ``code``.

    ``until`` is for a purpose, whose consent has its own end. Raises ConsentUnknown,
    LanguageUnknown, PolicyMissing.
    """
    if subject not in subjects(session, occasion):
        raise ConsentUnknown
    if code not in LANGUAGES:
        raise LanguageUnknown
    version = policies.require_in_force(session)
    purpose = session.catalogue.purposes.get(subject)
    if purpose is not None:
        label, act = purpose.label, Act.CONSENT
        lines = _about_purpose(session, purpose, code, until)
    else:
        field = session.catalogue.field(subject)
        label, act = field.label, consent.act_of(field, occasion)
        lines = _about_field(session, field, code, occasion)
    lines.append(_ending(session, act, code))
    lines.append(policy_line(session, code))
    return ConsentText(
        subject, label.within(code), act, code, "\n".join(lines), version.number, until
    )


def policy_line(session: Session, code: str) -> str:
    """Return the line of a text that says under which policy it is agreed to; PolicyMissing.

    It makes the text another one with each version, so that what was agreed to under an earlier
    version is told from what is agreed to anew.
    """
    version = policies.require_in_force(session)
    return translated(_POLICY, code, number=version.number, day=version.valid_from)


def _about_field(session: Session, field: Field, code: str, occasion: Scenario) -> list[str]:
    act = consent.act_of(field, occasion)
    lines = [
        translated(_FIRST[act], code, company=session.company["name"],
                   field=field.label.within(code)),
        translated(_WHY, code, purpose=field.purpose.within(code)),
    ]  # fmt: skip
    if field.necessity is not None:
        lines.append(translated(_NEEDED, code, necessity=field.necessity.within(code)))
    if field.impact is not None:
        lines.append(translated(_IMPACT, code, impact=field.impact.within(code)))
    lines.append(translated(_WITHOUT, code, refusal=field.refusal.within(code)))
    files = (FILE,) if occasion is OCCASION else JOINING_FILES
    places = [place for place in files if place in field.retention]
    kept = session.catalogue.classes[field.retention[places[0]]]
    days = translated(_OR, code).join(str(days) for days in sorted(set(kept.periods.values())))
    lines.append(translated(_KEPT, code, days=days, event=kept.clock_event.within(code)))
    return lines


def _about_purpose(session: Session, purpose: Purpose, code: str, until: date | None) -> list[str]:
    lines = [
        translated(_FIRST_PURPOSE, code, company=session.company["name"],
                   purpose=purpose.label.within(code)),
    ]  # fmt: skip
    said = (purpose.explanation, purpose.refusal)
    lines += [text.within(code) for text in said if text is not None]
    ahead = consent.ASKED_AHEAD.days
    if until is not None:
        lines.append(translated(_UNTIL, code, day=until.isoformat(), days=ahead))
    elif purpose.consent is not None:
        _, days = consent.event_of(session.catalogue.classes[purpose.consent])
        lines.append(translated(_FROM_TODAY, code, period=days, days=ahead))
    return lines


def _ending(session: Session, act: Act, code: str) -> str:
    if act is Act.ACKNOWLEDGE:
        return translated(_COMPELLED, code)
    phone = session.company.get("phone", "")
    if phone:
        return translated(_WITHDRAW_BY_PHONE, code, phone=phone)
    return translated(_WITHDRAW, code)


_OR: Final = N_(" or ")
_FIRST: Final = {
    Act.CONSENT: N_("I agree that {company} uses this personal data of mine: {field}."),
    Act.ACKNOWLEDGE: N_(
        "I know that {company} uses this personal data of mine because the law asks for it: "
        "{field}."
    ),
}  # fmt: skip
_FIRST_PURPOSE: Final = N_("I agree that {company} uses my data for: {purpose}.")
_WHY: Final = N_("What for: {purpose}")
_NEEDED: Final = N_("Why it is necessary: {necessity}")
_IMPACT: Final = N_("What a leak could mean: {impact}")
_WITHOUT: Final = N_("If I do not give it: {refusal}")
_KEPT: Final = N_("How long: {days} days, counted from: {event}. Then it is deleted.")
_UNTIL: Final = N_(
    "How long: until {day}. I am asked once in the {days} days before; if I do not answer, my "
    "data is deleted on that day."
)
_FROM_TODAY: Final = N_(
    "How long: {period} days from the day I sign. I am asked once in the {days} days before the "
    "end; if I do not answer, my data is deleted."
)
_COMPELLED: Final = N_("The law asks for it, so this is no consent and cannot be withdrawn.")
_WITHDRAW: Final = N_(
    "I can withdraw at any time at the front desk; what was done before stays lawful."
)
_WITHDRAW_BY_PHONE: Final = N_(
    "I can withdraw at any time at the front desk or by phone {phone}; what was done before stays "
    "lawful."
)
_POLICY: Final = N_("Privacy policy version {number}, in force since {day}.")
