# SPDX-License-Identifier: Apache-2.0
"""What makes a version a major change, in words: a sentence for each finding."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain.policy_changes import Finding, Ground
from hr_desk.i18n import N_, language, t, translated

GROUNDS: Final[Mapping[Ground, str]] = {
    Ground.PROCESSING: N_("Purposes, kinds or use of data (8.4(1))"),
    Ground.OWNERSHIP: N_("The company itself (8.4(2))"),
    Ground.RECIPIENTS: N_("Who receives data (8.4(3))"),
    Ground.RIGHTS: N_("Rights and how to use them (8.4(4))"),
    Ground.CONTACT: N_("Who is responsible and how to reach them (8.4(5))"),
    Ground.RISK: N_("An assessment that shows high risk (8.4(6))"),
}
"""The six kinds of major change, with their clauses."""

_WORDS: Final[Mapping[str, str]] = {
    "field_new": N_("“{subject}” is asked for the first time"),
    "field_asked": N_("“{subject}” is asked on a further occasion"),
    "field_needed": N_("“{subject}” is needed now and was not before"),
    "field_purpose": N_("“{subject}” is asked for another purpose"),
    "field_sensitivity": N_("“{subject}” is protected in another way"),
    "field_longer": N_("“{subject}” is kept for {after} days instead of {before}"),
    "field_earlier": N_("“{subject}” is asked earlier than before"),
    "purpose_new": N_("the purpose “{subject}” is new"),
    "purpose_changed": N_("the purpose “{subject}” means something else"),
    "company_name": N_("the company's name is “{after}” and was “{before}”"),
    "company_contact": N_("the company is reached at “{after}” instead of “{before}”"),
    "recipient_new": N_("“{subject}” receives data for the first time"),
    "recipient_gone": N_("“{subject}” does not receive data any more"),
    "recipient_more": N_("“{subject}” receives more than before"),
    "rights": N_("the rules of requests are “{after}” and were “{before}”"),
    "risk_high": N_("an impact assessment shows high risk"),
    "text_names": N_("the text names “{subject}” for the first time"),
    "text_company": N_("the text names a further company: {subject}"),
    "text_days": N_("numbers of days in the text changed: {subject}"),
    "text_contact": N_("phone numbers or addresses in the text changed: {subject}"),
}


def sentence(catalogue: Catalogue, finding: Finding, code: str = "") -> str:
    """Return a finding as a sentence, in the language in use unless ``code`` names one."""
    code = code or language()
    return translated(
        _WORDS[finding.kind],
        code,
        subject=_subject(catalogue, finding, code),
        before=finding.before or "–",
        after=finding.after or "–",
    )


@dataclass(frozen=True, slots=True)
class Said:
    """A finding within another sentence, said in the language in which that is read."""

    catalogue: Catalogue
    finding: Finding

    def __str__(self) -> str:
        """Return it in the language in use."""
        return sentence(self.catalogue, self.finding)


def ground(finding: Finding) -> str:
    """Return the clause a finding falls under, in the language in use."""
    return t(GROUNDS[finding.ground])


def _subject(catalogue: Catalogue, finding: Finding, code: str) -> str:
    if finding.kind.startswith(("field_", "text_names")) and finding.subject in catalogue.fields:
        return catalogue.fields[finding.subject].label.within(code)
    if finding.kind.startswith("purpose_") and finding.subject in catalogue.purposes:
        return catalogue.purposes[finding.subject].label.within(code)
    return finding.subject
