# SPDX-License-Identifier: Apache-2.0
"""Impact assessments (PIPL 55, 56): what was looked at, what it says, when it is looked at again.

A later one of the same subject takes the place of the earlier, which stays three years from then
(class PIA). One that shows high risk is a major change of the policy (8.4(6)): its draft is
written in the same transaction.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hr_desk.domain.policy_changes import Finding, Ground
from hr_desk.i18n import N_, Message, t
from hr_desk.operations import due_days, policies, policy_drafts
from hr_desk.operations.operation import operation
from hr_desk.operations.policy_drafts import OFFICER, Findings, NewText
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.policy_problems import OccasionUnknown, ReviewTooEarly
from hr_desk.operations.problems import ChangedMeanwhile
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.store import assessments as store
from hr_desk.store.assessments import AssessmentRecord as AssessmentRecord
from hr_desk.store.compartment import Change

OCCASIONS: Final[Mapping[str, str]] = {
    "sensitive": N_("Sensitive data (PIPL 55(1))"),
    "automated": N_("Automated decisions (PIPL 55(2))"),
    "handed_on": N_("Entrusting, providing or publishing data (PIPL 55(3))"),
    "abroad": N_("Data that goes abroad (PIPL 55(4))"),
    "other": N_("Something else with great effect on people (PIPL 55(5))"),
}
"""When an assessment is asked for."""

HIGH: Final = "high"
RESULTS: Final[Mapping[str, str]] = {
    "low": N_("Low risk"),
    "medium": N_("Medium risk"),
    HIGH: N_("High risk"),
}

LONGEST: Final = 2000
_LINE: Final = 120


@dataclass(frozen=True, kw_only=True)
class NewAssessment:
    """An assessment as its form gives it: the three questions of PIPL 56, a result, a day.

    ``replaces`` is the id of an earlier one of the same subject.
    """

    subject: str
    occasion: str
    necessity: str
    impact: str
    measures: str
    result: str
    review_on: date
    replaces: str | None = None


def list_assessments(session: Session) -> tuple[AssessmentRecord, ...]:
    """Return every assessment, the latest first; raises CompartmentClosed.

    What is over is in no list, and goes with the next sweep.
    """
    days = due_days.periods(session.catalogue)[store.CLASS]
    over = store.due(session.compartment(PRIVACY), by=session.trusted_day() - timedelta(days=days))
    return tuple(one for one in store.every(session.compartment(PRIVACY)) if one.id not in over)


def to_review(session: Session) -> int:
    """Return how many assessments in force are to be looked at again by now."""
    today = session.today().isoformat()
    return sum(one.review_on <= today for one in store.current(session.compartment(PRIVACY)))


@operation("assessment.add", compartment=PRIVACY, roles=OFFICER)
def add(session: Session, change: Change, /, new: NewAssessment) -> tuple[str]:
    """Keep an assessment; high risk writes or rewrites the draft of a major version with it.

    Raises TextMissing, TextTooLong, OccasionUnknown, ReviewTooEarly, ChangedMeanwhile where the
    earlier one was replaced already.
    """
    today = session.today()
    if new.occasion not in OCCASIONS or new.result not in RESULTS:
        raise OccasionUnknown
    if new.review_on <= today:
        raise ReviewTooEarly(day=today.isoformat())
    known = {one.id for one in store.current(session.compartment(PRIVACY))}
    if new.replaces is not None and new.replaces not in known:
        raise ChangedMeanwhile
    made = AssessmentRecord(
        id=secrets.token_hex(16),
        version=1,
        subject=one_line(new.subject, label=Message(N_("Subject")), longest=_LINE),
        occasion=new.occasion,
        necessity=_text(new.necessity, Message(N_("Lawful and necessary"))),
        impact=_text(new.impact, Message(N_("Effect on people and risk"))),
        measures=_text(new.measures, Message(N_("Protective measures"))),
        result=new.result,
        assessed_on=today.isoformat(),
        review_on=new.review_on.isoformat(),
        assessed_by=session.user.id,
        replaces=new.replaces,
    )
    store.insert(change, made, on=today)
    if made.result == HIGH and policies.versions(session):
        _draft(session, change, made)
    return (made.id,)


def _text(text: str, label: Message) -> str:
    return one_line(text, label=label, longest=LONGEST)


def _draft(session: Session, change: Change, made: AssessmentRecord) -> None:
    """Write the major version that tells people, or make the one under way tell them too."""
    known = policy_drafts.under_way(session)
    base = policies.versions(session)[-1] if known is None else policy_drafts.version_of(known)
    earliest = (session.today() + policies.LEAD).isoformat()
    found = policy_drafts.findings(session, zh=base.zh, en=base.en)
    risk = Finding(Ground.RISK, "risk_high", made.id)
    sure = found.sure if risk in found.sure else (*found.sure, risk)
    summary = base.summary if known is not None else t("An impact assessment shows high risk.")
    new = NewText(
        zh=base.zh, en=base.en, summary=summary, major=True,
        valid_from=date.fromisoformat(max(base.valid_from, earliest)),
    )  # fmt: skip
    version = policy_drafts.made(session, new, Findings(sure, found.by_words, found.headings))
    policy_drafts.put(session, change, version, known)
