# SPDX-License-Identifier: Apache-2.0
"""The yearly report on minors on paper, for the authority: the numbers of each file, nobody's name.

Each file counts its own people: who is in two files is counted in both, and the paper says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hr_desk.i18n import N_, translated
from hr_desk.operations.minors_filing import YearlyReport
from hr_desk.operations.minors_report import MinorsReport
from ui.printing.paper import Boxed, Paper

TITLE: Final = N_("Yearly report on minors for {year}")
COUNTS: Final[Mapping[str, str]] = {
    "younger": N_("People under 14"),
    "older": N_("People of 14 to 17"),
    "guardians": N_("Of them with a guardian's consent"),
    "withdrawn": N_("Guardians' consents withdrawn in the year"),
    "deleted": N_("Deleted in the year without a guardian"),
    "approvals": N_("Approvals to read given in the year"),
    "reads": N_("Records read in the year"),
    "unapproved": N_("Of them without an approval"),
}
"""What each figure is called, in the order of the paper."""


@dataclass(frozen=True, kw_only=True)
class ReportFacts:
    """What stands on the paper; ``files`` are addresses to names in the language ``code``."""

    report: YearlyReport
    files: Mapping[str, str]
    made_by: str
    company: Mapping[str, str]
    code: str


def minors_pdf(facts: ReportFacts) -> bytes:
    """Return a report as PDF in the language of the facts."""
    code, report = facts.code, facts.report
    title = translated(TITLE, code, year=report.year)
    paper = Paper(title, facts.company.get("name", ""))
    paper.heading(title)
    paper.fields(
        [
            Boxed(translated(N_("Company"), code), facts.company.get("name", ""), wide=True),
            Boxed(translated(N_("Address"), code), facts.company.get("address", ""), wide=True),
            Boxed(translated(N_("Report made on"), code), report.made_on.isoformat()),
            Boxed(translated(N_("Report made by"), code), facts.made_by),
        ]
    )
    paper.space(2)
    for text in (_BASIS, _COUNTED):
        paper.line(translated(text, code, year=report.year), points=9, soft=True)
    for peer, found in report.figures:
        _file(paper, facts.files[peer], found, code)
    if report.missing:
        paper.heading(translated(N_("Files without figures"), code), points=13)
        for peer in report.missing:
            paper.line(facts.files[peer])
    return paper.finish()


def _file(paper: Paper, name: str, found: MinorsReport, code: str) -> None:
    paper.heading(name, points=13)
    paper.fields(
        [Boxed(translated(label, code), str(getattr(found, key))) for key, label in COUNTS.items()]
    )


_BASIS: Final = N_(
    "Basis: Regulations on the Protection of Minors in Cyberspace, article 37, yearly compliance "
    "audit of the handling of minors' personal information."
)
_COUNTED: Final = N_(
    "Each file counts its own people; who is in two files is counted in both. Numbers of people "
    "are those of the day on which the file gave them, all others those of {year}."
)
