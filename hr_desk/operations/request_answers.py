# SPDX-License-Identifier: Apache-2.0
"""The files' side of a request: what the privacy officer asks, and the contribution of a file.

An HR admin answers for each file, the front desk for the visits, and a recruiter for applications
as far as all of them are theirs to see: who sees a part would give a part for the whole. The
program proposes who it may be, a person says who it is. Each contributed record gets a reference of
its own, by which later orders name it: no id of a file leaves it.
"""

import secrets
from collections.abc import Mapping, Sequence, Set
from dataclasses import asdict, dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from hr_desk.domain import joiners as states
from hr_desk.operations import contributed_documents, restricted_values, scope
from hr_desk.operations.beside_values import values_beside
from hr_desk.operations.changes import Changes
from hr_desk.operations.contributed_documents import Contents, contents_of, send_contents
from hr_desk.operations.contributions import AGAIN
from hr_desk.operations.delivery import deliver, send
from hr_desk.operations.given_consents import as_line, given_consents
from hr_desk.operations.kept_facts import facts_of
from hr_desk.operations.letters import Letter, Unacceptable, takes_in, value_of
from hr_desk.operations.operation import changes_of, desk_operation, note_denied, require
from hr_desk.operations.problems import NotPermitted, RecordGone
from hr_desk.operations.request_orders import OFFICER
from hr_desk.operations.request_problems import TaskGone
from hr_desk.operations.request_records import (
    ALIASES,
    FILES,
    PersonRecord,
    contributed_fields,
    matched_keys,
    matching,
    reads_of,
    recipients_of,
    record_of,
)
from hr_desk.operations.requests import ASKED_WITH
from hr_desk.operations.restricted_values import values_only_stored
from hr_desk.operations.session import Session
from hr_desk.store import crossings, outbox, request_tasks
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.request_tasks import TaskRecord

EVERY_FILE: Final = "hr_admin"
ALSO: Final[Mapping[str, str]] = MappingProxyType({"visits": "front_desk", "hiring": "recruiter"})
"""Who answers for a file besides an HR admin."""
HOLDER: Final = "account_holder"
NAMES: Final = frozenset({"full_name", HOLDER})
ANSWERING: Final = (EVERY_FILE, *ALSO.values())


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record that may be the person: its kind, id, values as text, and the keys that agree.

    What does not agree is masked: it tells people apart and is not needed in full.
    """

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
    change.touched("request", letter.reference)
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
        if _answers_for(session, name)
        for task in request_tasks.waiting(session.compartment(name))
    )


def count_questions(session: Session) -> int:
    """Return how many questions wait in the files of this session."""
    held = [session.compartment(name) for name in FILES if _answers_for(session, name)]
    return sum(len(request_tasks.waiting(file)) for file in held)


def _answers_for(session: Session, name: str) -> bool:
    """Whether the user reads all of a file and so may say who is in it."""
    roles = set(session.user.roles)
    if not session.holds(name) or not roles & {EVERY_FILE, ALSO.get(name)}:
        return False
    everything = EVERY_FILE in roles or name != "hiring"
    return everything or scope.of(session).requisitions is None


def _question(session: Session, name: str, task: TaskRecord) -> Question:
    proposals = tuple(
        _proposal(session, one, matched_keys(one, task.fields))
        for one in matching(session, name, task.fields)
    )
    at = datetime.fromisoformat(task.at)
    shown = _shown(session, task.fields, frozenset(task.fields))
    return Question(name, task.reference, task.code, at, shown, proposals)


def _proposal(session: Session, one: PersonRecord, agree: tuple[str, ...]) -> Proposal:
    known = {name for key in agree for name in ALIASES.get(key, (key,))} | NAMES
    return Proposal(one.kind, one.id, _shown(session, one.fields, known), agree)


def _shown(session: Session, stored: Mapping[str, Any], in_full: Set[str]) -> dict[str, str]:
    """Return what tells people apart, as text."""
    found = {}
    for key in (*ASKED_WITH, HOLDER):
        if key in stored:
            kind = session.catalogue.field(key).type
            value = kind.load(stored[key])
            found[key] = kind.show(value) if key in in_full else kind.mask(value)
    return found


@desk_operation("request.contribute", roles=ANSWERING)
def contribute(session: Session, question: Question, records: Sequence[str]) -> Changes:
    """Give the officer what these records (ids of proposals) say; none: nobody of that name here.

    The answer takes along who read each of them, when and why; their documents follow it. Raises
    NotPermitted, TaskGone, RecordGone, CompartmentClosed.
    """
    require(session, "request.contribute")
    file = session.compartment(question.file)
    if not _answers_for(session, question.file):
        note_denied(session, question.file, "request.contribute")
        raise NotPermitted
    with file.change("request.contribute") as change:
        change.purpose = "other.request"
        known = {task.reference: task for task in request_tasks.waiting(file)}
        if question.reference not in known:
            raise TaskGone
        task = known[question.reference]
        found = [_record(file, id_) for id_ in dict.fromkeys(records)]
        documents = {one.id: _documents(session, change, one) for one in found}
        message = {
            "about": task.reference,
            "records": [_contributed(session, change, task, one, documents[one.id])
                        for one in found],
        }  # fmt: skip
        send(session, change, receiver=task.peer, kind="request.contributed",
             record=outbox.about_each(one.id for one in found), message=message)  # fmt: skip
        for id_, contents in documents.items():
            send_contents(session, change, contents, about=task.reference, receiver=task.peer,
                          record=id_)  # fmt: skip
        request_tasks.remove(change, task.reference)
        change.touched("request", task.reference)
        change.facts["records"] = len(found)
    deliver(session)
    return changes_of(change)


def _record(file: Compartment, id_: str) -> PersonRecord:
    found = record_of(file, id_)
    if found is None:
        raise RecordGone
    return found


def _documents(session: Session, change: Change, record: PersonRecord) -> Contents:
    """Return the documents of a record, also those that are only stored."""
    alone = values_only_stored(session, record.ids[0], file=change.compartment.name)

    def clock(key: str) -> tuple[str, str]:
        kept_as, counted_from = record.clock_of(key)
        own = states.kind_of(session.catalogue.field(key), change.compartment.name)
        return kept_as or own, counted_from

    stored = contents_of(session, change, record.fields, clock=clock)
    values = {one.field: one.value for one in alone}
    return {**stored, **contents_of(session, change, values, clock=clock)}


def _references(change: Change, record: PersonRecord, peer: str) -> list[str]:
    """Return the references by which a record went to an address before."""
    links = (link for id_ in record.ids for link in crossings.links_of(change.compartment, id_))
    return sorted({reference for reference, known_to in links if known_to == peer})


def _contributed(
    session: Session, change: Change, task: TaskRecord, record: PersonRecord, documents: Contents
) -> dict[str, Any]:
    """Return what goes into the case of one record, and link it to a reference of its own."""
    reference = secrets.token_hex(16)
    before = _references(change, record, task.peer)
    crossings.link(change, reference, record=record.id, peer=task.peer)
    for id_ in record.ids:
        change.touched(record.kind, id_)
    beside = values_beside(session, record, file=change.compartment.name)
    fields = contributed_fields(session, record) | beside
    change.fields.update(fields)
    agreed = given_consents(session, record, file=change.compartment.name)
    reads = reads_of(session, change.compartment.name, record)
    told = recipients_of(session, change.compartment.name, record)
    alone = values_only_stored(session, record.ids[0], file=change.compartment.name)
    change.fields.update(one.field for one in alone)
    return {
        "record": reference,
        AGAIN: before,
        "kind": record.kind,
        "fields": fields,
        "restricted": [restricted_values.as_line(session, one) for one in alone],
        "documents": [contributed_documents.as_line(one) for one in documents],
        "earlier": [dict(one) for one in record.earlier],
        "facts": facts_of(change.compartment, record.ids),
        "consents": [as_line(one) for one in agreed],
        "clocks": [list(clock) for clock in record.clocks],
        "reads": [{**asdict(read), "fields": list(read.fields)} for read in reads],
        "told": [{**asdict(one), "fields": list(one.fields)} for one in told],
    }
