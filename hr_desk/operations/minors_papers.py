# SPDX-License-Identifier: Apache-2.0
"""The paper of a yearly report on minors leaves by the one door: numbers, nobody's name."""

from typing import Final

from hr_desk.i18n import N_, translated
from hr_desk.operations import disclosure, minors_filing
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver_afterwards
from hr_desk.operations.disclosure import MINORS_REPORT, Disclosure, Print
from hr_desk.operations.minors_filing import MAKING, YearlyReport
from hr_desk.operations.operation import operation
from hr_desk.operations.policy_facts import PRIVACY
from hr_desk.operations.problems import ChangedMeanwhile
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Change
from hr_desk.store.minors_reports import KIND

AUTHORITY: Final = N_("Cyberspace administration")
"""Whom the report is for."""
PURPOSE: Final = "other.legal_demand"


def paper(shown: YearlyReport, *, code: str) -> Print:
    """Return how a report leaves, in the language ``code``.

    Registering it raises ChangedMeanwhile where it was made again or filed since it was shown.
    """

    def register(session: Session, content: bytes) -> Changes:
        if minors_filing.of_year(session, shown.year).report != shown:
            raise ChangedMeanwhile
        recipient = translated(AUTHORITY, code)
        entry = Disclosure(kind=MINORS_REPORT, recipient=recipient, purpose=PURPOSE)
        disclosure.require_entry(session, entry)
        return _register(session, shown.year, entry, content)

    return Print(register, lambda session, id_: _complete(session, id_))


@operation("minors_report.print", compartment=PRIVACY, roles=MAKING)
def _register(
    session: Session, change: Change, /, year: int, entry: Disclosure, content: bytes
) -> tuple[str]:
    change.touched(KIND, str(year))
    return (disclosure.enter(session, change, entry, content, kind=KIND),)


@operation("minors_report.printed", compartment=PRIVACY, roles=MAKING)
def _complete(session: Session, change: Change, /, entry: str) -> None:
    disclosure.complete(session, change, entry)
    deliver_afterwards(session, change)
