# SPDX-License-Identifier: Apache-2.0
"""Scorecards: what each interviewer found, also one without an account, entered for them.

Points, note and test score are for those who may read the field ``interview_notes``: an HR admin
who does not recruit sees that there is a scorecard, and nothing on it (promises, field list).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hr_desk.catalogue.model import Access
from hr_desk.domain import interviews as rules
from hr_desk.domain.roles import may_enter
from hr_desk.i18n import Message
from hr_desk.operations.candidates import FieldView, view_of
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.evaluations import (
    CRITERIA,
    NOTES,
    PROPOSALS,
    SCORE,
    remarkable,
    send_later,
    shown_of,
    shown_remarks,
)
from hr_desk.operations.interviews import ACCOUNT, as_shown, as_stored, found, note_held
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import (
    ChangedMeanwhile,
    InterviewStepNotAllowed,
    Missing,
    NotYours,
    NumberOutOfRange,
    ReasonUnknown,
)
from hr_desk.operations.recruitment import records
from hr_desk.operations.session import Session
from hr_desk.operations.values import note_free_text, require_parsed
from hr_desk.store import hiring
from hr_desk.store import interviews as store
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.interviews import InterviewRecord, ScorecardRecord


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What an interviewer found: points (1 to 5) by criterion, a parsed test score and note.

    ``remarks`` are parsed like the note, by criterion or ``evaluations.OTHER``. ``proposal`` is a
    code of the list evaluation_result; the decision is another act.
    """

    points: Mapping[str, int]
    remarks: Mapping[str, object] = field(default_factory=dict)
    proposal: str | None = None
    test_score: object = None
    note: object = None


@dataclass(frozen=True, slots=True)
class ScorecardView:
    """One scorecard as this user may see it.

    ``points`` is None where the role may not read them, and ``remarks`` (as shown) and
    ``proposal`` then too; ``test_score`` and ``note`` are None where the role may not even see that
    there is one.
    """

    id: str
    version: int
    interviewer: str
    points: Mapping[str, int] | None
    remarks: Mapping[str, str] | None
    proposal: str | None
    test_score: FieldView | None
    note: FieldView | None
    entered_by: str
    entered_at: datetime

    @property
    def mean(self) -> float | None:
        """Return the mean of the points, None without any that may be seen."""
        return sum(self.points.values()) / len(self.points) if self.points else None


@operation("scorecard.enter", compartment="hiring", roles=RECRUITING)
def enter(
    session: Session,
    change: Change,
    /,
    interview_id: str,
    findings: Findings,
    *,
    interviewer: str,
    version: int = 0,
) -> tuple[str]:
    """Enter what an interviewer found; a planned or missed interview was held then.

    Each interviewer has one scorecard of an interview: ``version`` is the one that is replaced, 0
    for a new one. Of somebody who was handed over it follows to personnel. Returns its id. Raises
    RecordGone, InterviewStepNotAllowed for one called off, ChangedMeanwhile, Missing where nothing
    was found, NumberOutOfRange, ReasonUnknown for an unknown criterion or proposal, NotYours,
    ValueProblem, TextMissing, NobodyReceives.
    """
    (record,) = found(session, [interview_id])
    (application,) = records(session, [record.application_id])
    if record.state == rules.CANCELLED:
        raise InterviewStepNotAllowed(state=Message(rules.STATES[record.state]))
    who = as_stored(session, interviewer)
    given = _stored(session, application, findings)
    id_ = _write(session, change, record, who=who, given=given, version=version)
    if record.state != rules.HELD:
        note_held(change, record)
    hiring.touch(change, application.person_seq)
    send_later(session, change, application, record, who)
    change.touched("application", application.id)
    change.fields.update(_named(given))
    for written in (given["note"], *given["remarks"].values()):
        note_free_text(session, change, {NOTES: written})
    return (id_,)


def _write(
    session: Session, change: Change, record: InterviewRecord, *, who: str,
    given: dict[str, Any], version: int,
) -> str:  # fmt: skip
    known = {one.interviewer: one for one in store.scorecards(change.compartment, record.seq)}
    card = known.get(who)
    if (card.version if card is not None else 0) != version:
        raise ChangedMeanwhile
    if card is not None:
        store.update_scorecard(change, card, record, entered_by=session.user.id, **given)
        return card.id
    id_ = secrets.token_hex(16)
    store.insert_scorecard(
        change, id_, record, interviewer=who, entered_by=session.user.id, **given
    )
    return id_


def _stored(session: Session, application: ApplicationRecord, findings: Findings) -> dict[str, Any]:
    given = {
        "points": _points(session, application, findings.points),
        "remarks": _remarks(session, application, findings.remarks),
        "proposal": _proposal(session, application, findings.proposal),
        "test_score": _value(session, application, SCORE, findings.test_score),
        "note": _value(session, application, NOTES, findings.note),
    }
    if not _named(given):
        raise Missing(field=session.catalogue.field(NOTES).label)
    return given


def _named(given: Mapping[str, Any]) -> set[str]:
    """Return the keys of the fields that were given; points are judgements like the notes."""
    said = given["remarks"] or given["note"] is not None
    judged = given["points"] or given["proposal"] or said
    return ({NOTES} if judged else set()) | ({SCORE} if given["test_score"] is not None else set())


def _points(
    session: Session, application: ApplicationRecord, points: Mapping[str, int]
) -> dict[str, int]:
    if points:
        _require_mine(session, application, NOTES)
    labels = session.catalogue.code_lists[CRITERIA].codes
    for key, number in points.items():
        if key not in labels:
            raise ReasonUnknown
        if not rules.LEAST <= number <= rules.MOST:
            raise NumberOutOfRange(field=labels[key], least=rules.LEAST, most=rules.MOST)
    return dict(points)


def _remarks(
    session: Session, application: ApplicationRecord, remarks: Mapping[str, object]
) -> dict[str, Any]:
    """Return remarks as they are stored; each is looked through like the note."""
    if not set(remarks) <= set(remarkable(session)):
        raise ReasonUnknown
    stored = {key: _value(session, application, NOTES, one) for key, one in remarks.items()}
    return {key: one for key, one in stored.items() if one is not None}


def _proposal(session: Session, application: ApplicationRecord, proposal: str | None) -> str | None:
    if proposal is None:
        return None
    _require_mine(session, application, NOTES)
    if proposal not in session.catalogue.code_lists[PROPOSALS].codes:
        raise ReasonUnknown
    return proposal


def _value(session: Session, application: ApplicationRecord, key: str, value: object) -> Any:
    """Return a typed value as it is stored. A note is looked through here, before it is kept."""
    if value is None:
        return None
    _require_mine(session, application, key)
    field = session.catalogue.field(key)
    field.type.check(value, session.today())
    require_parsed(field, value)
    return field.type.store(value)


def _require_mine(session: Session, application: ApplicationRecord, key: str) -> None:
    field = session.catalogue.field(key)
    if not may_enter(session.access(field, stage=application.stage)):
        raise NotYours(field=field.label)


@operation("scorecard.open", compartment="hiring", roles=RECRUITING)
def _note_opening(session: Session, change: Change, /, record: InterviewRecord, stage: str) -> None:
    change.touched("interview", record.id)
    change.touched("application", record.application_id)
    change.fields.update(shown_of(session, "hiring", stage=stage))


def of_interview(session: Session, interview_id: str) -> tuple[ScorecardView, ...]:
    """Return the scorecards of an interview as this user may see them; the opening is logged.

    Raises RecordGone, NotPermitted.
    """
    (record,) = found(session, [interview_id])
    (application,) = records(session, [record.application_id])
    cards = store.scorecards(session.compartment("hiring"), record.seq)
    if cards:
        _note_opening(session, record, application.stage)
    return tuple(_view(session, application, one) for one in cards)


def _view(session: Session, application: ApplicationRecord, card: ScorecardRecord) -> ScorecardView:
    catalogue, stage = session.catalogue, application.stage
    readable = session.access(catalogue.field(NOTES), stage=stage) >= Access.FULL
    score, note = (
        view_of(session, catalogue.field(key), stored, stage=stage)
        for key, stored in ((SCORE, card.test_score), (NOTES, card.note))
    )
    return ScorecardView(
        id=card.id,
        version=card.version,
        interviewer=as_shown(session, card.interviewer),
        points=card.points if readable else None,
        remarks=shown_remarks(session, card.remarks) if readable else None,
        proposal=card.proposal if readable else None,
        test_score=score,
        note=note,
        entered_by=as_shown(session, f"{ACCOUNT}{card.entered_by}"),
        entered_at=card.entered_at,
    )
