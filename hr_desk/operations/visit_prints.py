# SPDX-License-Identifier: Apache-2.0
"""Prints of visits: the roll call, badges. Registered in the file of the visits, never asked.

A print of daily work is a named template with a standing purpose (promises): what was printed, of
whom and why stands in the register; the paper itself does not.
"""

from pathlib import Path

from hr_desk.operations import disclosure, in_use
from hr_desk.operations.changes import Changes
from hr_desk.operations.directory import VISITING
from hr_desk.operations.disclosure import Disclosure, Print
from hr_desk.operations.operation import operation
from hr_desk.operations.roll_call import PURPOSE as ROLL_CALL
from hr_desk.operations.session import Session
from hr_desk.store import visits
from hr_desk.store.compartment import Change


@operation("visit.print", compartment="visits", roles=VISITING)
def register(
    session: Session, change: Change, /, about: Disclosure, content: bytes
) -> tuple[str, ...]:
    """Enter what is about to be printed, ``records`` being visit ids; returns the entry's id.

    A restricted visit is refused on anything but a roll call. Raises PurposeUnknown,
    NothingToHandOut, Restricted.
    """
    disclosure.require_entry(session, about)
    if about.purpose != ROLL_CALL:
        in_use.require(session, "visits", visits.visits(change.compartment, about.records))
    return (disclosure.enter(session, change, about, content, kind="visit"),)


@operation("visit.printed", compartment="visits", roles=VISITING)
def complete(session: Session, change: Change, /, entry: str) -> None:
    """Note that what an entry names is out."""
    disclosure.complete(session, change, entry)


def paper(about: Disclosure) -> Print:
    """Return how a paper about visits leaves."""
    return Print(lambda session, content: register(session, about, content), complete)


def release(session: Session, about: Disclosure, content: bytes, target: Path) -> Changes:
    """Register a print of visits, write it as a file outside the desk, and note that it is out.

    Raises what ``disclosure.release`` raises.
    """
    return disclosure.let_out(session, paper(about), content, target)
