# SPDX-License-Identifier: Apache-2.0
"""Handing an accepted candidate over to onboarding: one envelope, and the answers to it.

What was given as a candidate and personnel may hold goes along (the catalogue says so by a field's
``retention``), photo and documents too, so that nobody is asked again, and what interviewers found
(``evaluations``). The hiring file waits for the answer: started on a day, or did not report; its
clock starts with it.
"""

import base64
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.model import Field, Scenario
from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.domain import stages
from hr_desk.operations import consent_cover, decision_stubs, evaluations, small_pictures
from hr_desk.operations.changes import Changes
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.delivery import address, deliver, send
from hr_desk.operations.joiner_writing import ONBOARDING, START, require_working_age
from hr_desk.operations.letters import Letter, Unacceptable, about, takes_in
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import DayOutOfRange, StepNotAllowed
from hr_desk.operations.recruitment import FARTHEST_DAY, records, records_of_all
from hr_desk.operations.sealed_documents import folder_of
from hr_desk.operations.session import Session
from hr_desk.operations.values import name_in, require_guardian, require_name
from hr_desk.store import crossings, hiring, requisitions
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.sealed_files import path_of
from hr_desk.store.steps import Step
from hr_desk.vault.documents import open_document

_OF_THE_POST: Final = {"job_title": "title", "department": "department", "work_location": "place"}
"""Fields of the contract that the requisition has filled in: nobody types them again."""

_ANSWERS: Final = {"joiner.started": "hear_of_start", "joiner.not_reported": "hear_of_absence"}
"""Kind of answer to the verb of the stage graph that it means."""


def hand_over(session: Session, ids: Sequence[str], *, start_on: date) -> Changes:
    """Hand candidates who accepted an offer over to onboarding; work begins on ``start_on``.

    All or none. Raises StepNotAllowed, RecordGone, DayOutOfRange for a day more than a year off,
    TextMissing where the name is gone, TooYoung and AgeNotShown for whoever is below 16 on that
    day, GuardianNeeded, NobodyReceives, MessageTooLong for documents that do not fit into one
    envelope.
    """
    changes = _hand_over(session, ids, start_on=start_on)
    deliver(session)
    return changes


@operation("application.hand_over", compartment="hiring", roles=RECRUITING)
def _hand_over(session: Session, change: Change, /, ids: Sequence[str], *, start_on: date) -> None:
    if abs(start_on - session.today()) > FARTHEST_DAY:
        raise DayOutOfRange(day=start_on.isoformat())
    for application in records(session, ids):
        _hand_over_one(session, change, application, start_on=start_on)


def _hand_over_one(
    session: Session, change: Change, application: ApplicationRecord, *, start_on: date
) -> None:
    stage = _stage_after(session, application, "hand_over")
    given = {**application.person_fields, **application.fields}
    require_name(session, given)
    require_working_age(session, given, on=start_on)
    require_guardian(session, given)
    fields = {**_crossing(session, given), **_of_the_post(session, application)}
    fields[START] = start_on.isoformat()
    notice = {
        "version": application.notice_version,
        "how": application.notice_how,
        "at": application.notice_at,
    }
    documents, small = _documents(session, change, application)
    found = evaluations.of_application(session, application)
    reference = send(
        session, change, receiver="personnel", kind="joiner.handed_over", record=application.id,
        message={"fields": fields, "notice": notice, "documents": documents,
                 "small_pictures": small, "evaluation": found},
    )  # fmt: skip
    peer = address(session, "personnel")
    crossings.link(change, reference, record=application.id, peer=peer)
    hiring.set_step(change, application, Step(stage=stage, on=session.today()))
    change.fields.update([*fields, *documents])


def _stage_after(session: Session, application: ApplicationRecord, verb: str) -> str:
    """Return the stage ``verb`` leads to; raises StepNotAllowed."""
    try:
        return stages.target_of(session.catalogue, application.stage, verb).key
    except stages.StepNotAllowed:
        name = name_in(session, application.person_fields)
        stage = session.catalogue.stages[application.stage].label
        raise StepNotAllowed(name=name, stage=stage) from None


def crosses(field: Field) -> bool:
    """Whether what a candidate gave for a field goes along into personnel.

    Personnel keeps one file of a field: several of one stay where they are.
    """
    several = field.type.name == "documents"
    return "personnel" in field.retention and field.asked_in(Scenario.ONBOARDING) and not several


def _crossing(session: Session, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the stored values that go along; documents go by their content."""
    known = session.catalogue.fields
    return {
        key: value
        for key, value in given.items()
        if key in known and crosses(known[key]) and known[key].type.name not in FILE_TYPES
    }


def _of_the_post(session: Session, application: ApplicationRecord) -> dict[str, Any]:
    """Return what the requisition says of the contract's post; a text that does not fit stays."""
    file = session.compartment("hiring")
    requisition = requisitions.requisition(file, application.requisition_id)
    found: dict[str, Any] = {}
    for key, part in _OF_THE_POST.items():
        kind = session.catalogue.field(key).type
        try:
            value = kind.parse(str(getattr(requisition, part, "")))
        except ValueProblem:
            continue
        found[key] = kind.store(value)
    return found


def _documents(
    session: Session, change: Change, application: ApplicationRecord
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the documents that go along and their small pictures, in base64, by field.

    One whose file is lost does not, nor one whose consent is out of date.
    """
    folder = folder_of(session)
    rows = change.execute(
        "SELECT id, kind, key FROM document WHERE record = ? AND small_of IS NULL",
        (application.person_id,),
    ).fetchall()
    held = consent_cover.held_of(session, "hiring", application.person_id)
    found, ids = {}, {}
    for id_, kind, key in rows:
        field, path = session.catalogue.fields.get(kind), path_of(folder, id_)
        if field is not None and kind not in held and crosses(field) and path.exists():
            content = open_document(path.read_bytes(), key, document_id=id_)
            found[kind], ids[kind] = _as_text(content), id_
            change.touched("document", id_)
    small = small_pictures.carried(session, session.compartment("hiring"), ids)
    return found, {kind: _as_text(content) for kind, content in small.items()}


def _as_text(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _answer(session: Session, change: Change, letter: Letter) -> str | None:
    """Note what became of somebody handed over; one whose file is gone or ended is passed over."""
    _, id_ = about(change, letter)
    try:
        day = date.fromisoformat(letter.text("on", 10))
    except ValueError:
        raise Unacceptable(what="about") from None
    if id_ is None:
        return None
    (application,) = records_of_all(session, [id_])
    change.touched("application", application.id)
    try:
        reached = stages.target_of(session.catalogue, application.stage, _ANSWERS[letter.kind])
    except stages.StepNotAllowed:
        return application.id
    step = Step(
        stage=reached.key, on=day, retention_class=reached.clock, clock_event=reached.clock_event
    )
    if reached.ends:
        decision_stubs.note(session, change, application, step)
    hiring.set_step(change, application, step)
    return application.id


for _kind in _ANSWERS:
    takes_in(_kind, compartment="hiring", roles=ONBOARDING)(_answer)
