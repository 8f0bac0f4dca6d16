# SPDX-License-Identifier: Apache-2.0
"""Papers of an incident leave by the one door, as they were looked at; those of a drill do not.

A paper of a drill is about made-up people and says so in its title and its first line: it is
written as what holds nobody's data, and the register of what left the desk does not tell of it.
"""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from hr_desk.operations import disclosure, incident_views
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver_afterwards
from hr_desk.operations.disclosure import Disclosure, Print
from hr_desk.operations.incidents import OFFICER, PRIVACY, found, open_one
from hr_desk.operations.operation import operation, require
from hr_desk.operations.paper_letters import Draft
from hr_desk.operations.problems import ChangedMeanwhile
from hr_desk.operations.session import Session
from hr_desk.store import incidents as store
from hr_desk.store.compartment import Change

REGISTERS: Final = "incident.paper"


def release(
    session: Session, shown: Sequence[Draft], content: bytes, target: Path, *,
    lines: Collection[int] = (),
) -> Changes | None:  # fmt: skip
    """Let a paper of an incident out as a file; ``lines`` are those its letters were made for.

    None for a drill, of which nothing leaves. Raises what registering ``paper`` and
    ``disclosure.let_out`` raise.
    """
    require(session, REGISTERS)
    if found(session.compartment(PRIVACY), shown[0].record_id).drill:
        _require_unchanged(session, shown, lines)
        disclosure.write_impersonal(session, content, target)
        return None
    return disclosure.let_out(session, paper(shown, lines=lines), content, target)


def paper(shown: Sequence[Draft], *, lines: Collection[int] = ()) -> Print:
    """Return how a paper of an incident leaves; that of a drill leaves without any.

    Registering it raises ChangedMeanwhile where it would say something else by now,
    IncidentClosed, and what ``incident_views.papers`` raises.
    """
    first = shown[0]

    def register(session: Session, content: bytes) -> Changes:
        _require_unchanged(session, shown, lines)
        number = found(session.compartment(PRIVACY), first.record_id).number
        fields = tuple(dict.fromkeys(key for one in shown for key in one.fields))
        entry = Disclosure(kind="print", recipient=number, purpose=first.purpose,
                           fields=fields, records=(first.record_id,))  # fmt: skip
        disclosure.require_entry(session, entry)
        return _register(session, first.record_id, entry, content)

    return Print(register, lambda session, id_: _complete(session, first.record_id, id_))


def _require_unchanged(session: Session, shown: Sequence[Draft], lines: Collection[int]) -> None:
    first = shown[0]
    now = incident_views.papers(
        session, first.record_id, first.key, code=first.language, lines=lines
    )
    if now != tuple(shown):
        raise ChangedMeanwhile


@operation(REGISTERS, compartment=PRIVACY, roles=OFFICER)
def _register(
    session: Session, change: Change, /, incident_id: str, entry: Disclosure, content: bytes
) -> tuple[str]:
    change.touched("incident", open_one(change, incident_id).id)
    return (disclosure.enter(session, change, entry, content, kind="incident"),)


@operation("incident.papered", compartment=PRIVACY, roles=OFFICER)
def _complete(session: Session, change: Change, /, incident_id: str, entry: str) -> None:
    store.update(change, open_one(change, incident_id))
    disclosure.complete(session, change, entry)
    deliver_afterwards(session, change)
