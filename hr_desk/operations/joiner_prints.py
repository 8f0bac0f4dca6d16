# SPDX-License-Identifier: Apache-2.0
"""Prints of joiners: the filled form, the notice to report. Registered in personnel, never asked.

A print of daily work is a named template with a standing purpose (promises): what was printed, of
whom and why stands in the register; the paper itself does not.
"""

from pathlib import Path

from hr_desk.operations import disclosure
from hr_desk.operations.changes import Changes
from hr_desk.operations.disclosure import Disclosure, Print
from hr_desk.operations.joiner_writing import ONBOARDING, records
from hr_desk.operations.operation import operation
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Change


def release(session: Session, about: Disclosure, content: bytes, target: Path) -> Changes:
    """Register a print of joiners, write it as a file outside the desk, and note that it is out.

    ``about.records`` are joiner ids. Raises RecordGone, and what ``disclosure.release`` raises.
    """
    return disclosure.let_out(session, paper(about), content, target)


def paper(about: Disclosure) -> Print:
    """Return how a paper about joiners leaves."""
    return Print(lambda session, content: _register(session, about, content), _complete)


@operation("joiner.print", compartment="personnel", roles=ONBOARDING)
def _register(
    session: Session, change: Change, /, about: Disclosure, content: bytes
) -> tuple[str, ...]:
    disclosure.require_entry(session, about)
    records(session, about.records)
    return (disclosure.enter(session, change, about, content, kind="joiner"),)


@operation("joiner.printed", compartment="personnel", roles=ONBOARDING)
def _complete(session: Session, change: Change, /, id_: str) -> None:
    disclosure.complete(session, change, id_)
