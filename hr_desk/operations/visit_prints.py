# SPDX-License-Identifier: Apache-2.0
"""Prints of visits: the roll call, badges. Registered in the file of the visits, never asked.

A print of daily work is a named template with a standing purpose (promises): what was printed, of
whom and why stands in the register; the paper itself does not.
"""

from pathlib import Path

from hr_desk.operations import disclosure, in_use
from hr_desk.operations.changes import Changes
from hr_desk.operations.directory import VISITING
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.operation import operation
from hr_desk.operations.roll_call import PURPOSE as ROLL_CALL
from hr_desk.operations.session import Session
from hr_desk.store import visits
from hr_desk.store.compartment import Change


@operation("visit.print", compartment="visits", roles=VISITING)
def note(
    session: Session, change: Change, /, about: Disclosure, content: bytes, *, done: bool = True
) -> tuple[str, ...]:
    """Register what is on paper, ``records`` being visit ids; returns the entry's id.

    Without ``done`` it is not out yet, and a restricted visit is refused on anything but a roll
    call; what is out already is registered whatever it shows. Raises PurposeUnknown,
    NothingToHandOut, Restricted.
    """
    disclosure.require_entry(session, about)
    if not done and about.purpose != ROLL_CALL:
        in_use.require(session, "visits", visits.visits(change.compartment, about.records))
    change.out_already = done
    id_ = disclosure.enter(session, change, about, content, kind="visit")
    if done:
        disclosure.complete(session, change, id_)
    return (id_,)


@operation("visit.printed", compartment="visits", roles=VISITING)
def _done(session: Session, change: Change, /, id_: str) -> None:
    disclosure.complete(session, change, id_)


def release(session: Session, about: Disclosure, content: bytes, target: Path) -> Changes:
    """Register a print of visits, write it as a file outside the desk, and note that it is out.

    Raises what ``disclosure.release`` raises.
    """
    disclosure.require_place(session, target)
    changes = note(session, about, content, done=False)
    disclosure.write_registered(content, target)
    _done(session, changes.created[0])
    return changes
