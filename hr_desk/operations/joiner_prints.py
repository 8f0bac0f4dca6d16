# SPDX-License-Identifier: Apache-2.0
"""Prints about joiners: the sheets for guardians. Registered in the personnel file, never asked.

A print of daily work is a named template with a standing purpose (promises): what was printed, of
whom and why stands in the register; the paper itself does not.
"""

from pathlib import Path

from hr_desk.operations import disclosure
from hr_desk.operations.changes import Changes
from hr_desk.operations.disclosure import Disclosure
from hr_desk.operations.joiner_writing import ONBOARDING
from hr_desk.operations.operation import operation
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Change


@operation("joiner.print", compartment="personnel", roles=ONBOARDING)
def _note(
    session: Session, change: Change, /, about: Disclosure, content: bytes
) -> tuple[str, ...]:
    disclosure.require_entry(session, about)
    return (disclosure.enter(session, change, about, content, kind="joiner"),)


@operation("joiner.printed", compartment="personnel", roles=ONBOARDING)
def _done(session: Session, change: Change, /, id_: str) -> None:
    disclosure.complete(session, change, id_)


def release(session: Session, about: Disclosure, content: bytes, target: Path) -> Changes:
    """Register a print of joiners (``records``), write it as a file, and note that it is out.

    Raises what ``disclosure.release`` raises.
    """
    disclosure.require_place(session, target)
    changes = _note(session, about, content)
    disclosure.write_registered(content, target)
    _done(session, changes.created[0])
    return changes
