# SPDX-License-Identifier: Apache-2.0
"""The files' side of a request: what the privacy officer asks, and the contribution of a file.

An HR admin reads every file of a desk without limits of scope and so answers for each; the
program proposes who it may be, a person says who it is. Each contributed record gets a reference of
its own, by which later orders name it: no id of a file leaves it.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver, send
from hr_desk.operations.letters import Letter, Unacceptable, takes_in, value_of
from hr_desk.operations.operation import changes_of, desk_operation, require
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.request_orders import OFFICER
from hr_desk.operations.request_problems import TaskGone
from hr_desk.operations.request_records import (
    FILES,
    PersonRecord,
    contributed_fields,
    matched_keys,
    matching,
    reads_of,
    record_of,
)
from hr_desk.operations.requests import ASKED_WITH
from hr_desk.operations.session import Session
from hr_desk.store import crossings, request_tasks
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.request_tasks import TaskRecord

ANSWERING: Final = ("hr_admin",)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record that may be the person: its kind, id, values as text, and the keys that agree."""

    kind: str
    id: str
    shown: Mapping[str, str]
    agree: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the officer's that waits in one file, and who may be meant.

    ``code`` is what the person asks; ``shown`` are the values they gave, as text.
    """

    file: str
    reference: str
    code: str
    at: datetime
    shown: Mapping[str, str]
    proposals: tuple[Proposal, ...]


def _take_question(session: Session, change: Change, letter: Letter) -> None:
    """Keep a question of the officer's until somebody answers it."""
    given, code = letter.message.get("fields"), letter.text("code")
    if not isinstance(given, dict) or not set(given) <= set(ASKED_WITH) or not given:
        raise Unacceptable(what="fields")
    fields = {key: value_of(session.catalogue.field(key), value) for key, value in given.items()}
    at = letter.at.isoformat(timespec="seconds")
    request_tasks.add(change, TaskRecord(letter.reference, letter.peer, code, at, fields))
    change.fields.update(fields)


for _file in FILES:
    takes_in("request.ask", compartment=_file, roles=OFFICER)(_take_question)


def questions(session: Session) -> tuple[Question, ...]:
    """Return what the officer asks of the files of this session, with whom it may be about.

    Raises NotPermitted.
    """
    require(session, "request.contribute")
    return tuple(
        _question(session, name, task)
        for name in FILES
        if session.holds(name)
        for task in request_tasks.waiting(session.compartment(name))
    )


def count_questions(session: Session) -> int:
    """Return how many questions wait in the files of this session."""
    held = [session.compartment(name) for name in FILES if session.holds(name)]
    return sum(len(request_tasks.waiting(file)) for file in held)


def _question(session: Session, name: str, task: TaskRecord) -> Question:
    proposals = tuple(
        Proposal(one.kind, one.id, _shown(session, one.fields), matched_keys(one, task.fields))
        for one in matching(session, name, task.fields)
    )
    at = datetime.fromisoformat(task.at)
    return Question(name, task.reference, task.code, at, _shown(session, task.fields), proposals)


def _shown(session: Session, stored: Mapping[str, Any]) -> dict[str, str]:
    """Return what tells people apart, as text."""
    keys = [key for key in (*ASKED_WITH, "account_holder") if key in stored]
    kinds = {key: session.catalogue.field(key).type for key in keys}
    return {key: kinds[key].show(kinds[key].load(stored[key])) for key in keys}


@desk_operation("request.contribute", roles=ANSWERING)
def contribute(session: Session, question: Question, records: Sequence[str]) -> Changes:
    """Give the officer what these records (ids of proposals) say; none: nobody of that name here.

    The answer takes along who read each of them, when and why. Raises NotPermitted, TaskGone,
    RecordGone, CompartmentClosed.
    """
    require(session, "request.contribute")
    file = session.compartment(question.file)
    with file.change("request.contribute") as change:
        change.purpose = "other.request"
        known = {task.reference: task for task in request_tasks.waiting(file)}
        if question.reference not in known:
            raise TaskGone
        task = known[question.reference]
        found = [_record(file, id_) for id_ in dict.fromkeys(records)]
        message = {
            "about": task.reference,
            "records": [_contributed(session, change, task, one) for one in found],
        }
        send(session, change, receiver=task.peer, kind="request.contributed", record="",
             message=message)  # fmt: skip
        request_tasks.remove(change, task.reference)
        change.facts["records"] = len(found)
    deliver(session)
    return changes_of(change)


def _record(file: Compartment, id_: str) -> PersonRecord:
    found = record_of(file, id_)
    if found is None:
        raise RecordGone
    return found


def _contributed(
    session: Session, change: Change, task: TaskRecord, record: PersonRecord
) -> dict[str, Any]:
    """Return what goes into the case of one record, and link it to a reference of its own."""
    reference = secrets.token_hex(16)
    crossings.link(change, reference, record=record.id, peer=task.peer)
    for id_ in record.ids:
        change.touched(record.kind, id_)
    fields = contributed_fields(session, record)
    change.fields.update(fields)
    reads = reads_of(session, change.compartment.name, record)
    return {
        "record": reference,
        "kind": record.kind,
        "fields": fields,
        "clocks": [list(clock) for clock in record.clocks],
        "reads": [{**asdict(read), "fields": list(read.fields)} for read in reads],
    }
