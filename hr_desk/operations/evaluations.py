# SPDX-License-Identifier: Apache-2.0
"""What interviewers found of somebody who is hired: it crosses into personnel, class EVAL.

It proves what a post asked for while somebody is on probation and may argue about its end: it ends
18 months after the first day (promises, class EVAL). Hiring's own copy goes with its file. What is
found or mended after the hand-over follows in an envelope of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from hr_desk.catalogue.model import Access
from hr_desk.domain import interviews as rules
from hr_desk.domain import joiners as states
from hr_desk.operations.candidates import FieldView, view_of
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.delivery import deliver_afterwards, send
from hr_desk.operations.interviews import LONGEST_NAME, as_shown
from hr_desk.operations.joiner_writing import ONBOARDING, as_stored, first_day, kept, records
from hr_desk.operations.letters import Letter, Unacceptable, about, takes_in, value_of
from hr_desk.operations.operation import operation, require
from hr_desk.operations.session import Session
from hr_desk.store import crossings, interviews, parts
from hr_desk.store import evaluations as store
from hr_desk.store.compartment import Change
from hr_desk.store.evaluations import EvaluationRecord
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.interviews import NOTES as NOTES
from hr_desk.store.interviews import SCORE as SCORE
from hr_desk.store.interviews import InterviewRecord, ScorecardRecord
from hr_desk.store.parts import PartRecord
from hr_desk.store.personnel import JoinerRecord

CRITERIA: Final = "evaluation_criterion"
PROPOSALS: Final = "evaluation_result"
"""The code lists of what is judged and of what is proposed; the printed sheet asks the same."""

OTHER: Final = "other"
"""What is remarked beside the criteria, as the printed sheet has a line for it."""

MOST: Final = 200
"""How many one letter may bring."""
_LATER: Final = "joiner.evaluated"
_PARTS: Final = frozenset({"held_at", "interviewer", "points", "proposal", "score", "note"})
_SINCE: Final = frozenset({"remarks"})
"""Parts that a scorecard from a desk of an earlier version has not."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What one interviewer found, as this user may see it.

    ``points``, ``remarks`` (as shown, by criterion or OTHER) and ``proposal`` are None where the
    role may not read the notes; ``test_score`` and ``note`` where it may not even see that there is
    one.
    """

    held_at: datetime
    interviewer: str
    points: Mapping[str, int] | None
    remarks: Mapping[str, str] | None
    proposal: str | None
    test_score: FieldView | None
    note: FieldView | None


def of_application(session: Session, application: ApplicationRecord) -> list[dict[str, Any]]:
    """Return what interviewers found of an application, as a letter says it."""
    file = session.compartment("hiring")
    return [
        _said(session, sitting, card)
        for sitting in interviews.of_application(file, application.seq)
        for card in interviews.scorecards(file, sitting.seq)
    ]


def _said(session: Session, sitting: InterviewRecord, card: ScorecardRecord) -> dict[str, Any]:
    """Return one scorecard as a letter says it: a name, never the id of a user of this desk."""
    return {
        "held_at": interviews.moment(sitting.sitting.starts_at),
        "interviewer": as_shown(session, card.interviewer),
        "points": dict(card.points),
        "remarks": dict(card.remarks),
        "proposal": card.proposal,
        "score": card.test_score,
        "note": card.note,
    }


def send_later(
    session: Session, change: Change, application: ApplicationRecord, sitting: InterviewRecord,
    interviewer: str,
) -> None:  # fmt: skip
    """Send what was found of somebody who was handed over already, inside ``change``.

    ``interviewer`` is as it is stored. Nothing is sent of anybody else. Raises NobodyReceives.
    """
    for reference, peer in crossings.links_of(change.compartment, application.id):
        cards = interviews.scorecards(change.compartment, sitting.seq)
        mine = [_said(session, sitting, one) for one in cards if one.interviewer == interviewer]
        if peer.endswith("/personnel"):
            send(
                session, change, receiver=peer, kind=_LATER, record=application.id,
                message={"about": reference, "evaluation": mine},
            )  # fmt: skip
            deliver_afterwards(session, change)


def checked(session: Session, letter: Letter) -> list[EvaluationRecord]:
    """Return the evaluations a letter brings, none where it names none; raises Unacceptable."""
    sent = letter.message.get("evaluation", [])
    if not isinstance(sent, list) or len(sent) > MOST:
        raise Unacceptable(what="evaluation")
    return [_checked(session, one) for one in sent]


def _checked(session: Session, sent: Any) -> EvaluationRecord:
    if not isinstance(sent, Mapping) or set(sent) - _SINCE != _PARTS:
        raise Unacceptable(what="evaluation")
    interviewer, proposal = sent["interviewer"], sent["proposal"]
    if not isinstance(interviewer, str) or not 0 < len(interviewer) <= LONGEST_NAME:
        raise Unacceptable(what="interviewer")
    if proposal is not None and proposal not in session.catalogue.code_lists[PROPOSALS].codes:
        raise Unacceptable(what="proposal")
    score, note = (
        None if sent[name] is None else value_of(session.catalogue.field(key), sent[name])
        for name, key in (("score", SCORE), ("note", NOTES))
    )
    return EvaluationRecord(
        _moment(sent["held_at"]), interviewer, _points(session, sent["points"]),
        _remarks(session, sent.get("remarks", {})), proposal, score, note,
    )  # fmt: skip


def _moment(sent: Any) -> str:
    try:
        at = datetime.fromisoformat(sent)
    except (TypeError, ValueError):
        raise Unacceptable(what="held_at") from None
    if at.tzinfo is None or interviews.moment(at) != sent:
        raise Unacceptable(what="held_at")
    return str(sent)


def _points(session: Session, sent: Any) -> dict[str, int]:
    if not isinstance(sent, Mapping):
        raise Unacceptable(what="points")
    for key, number in sent.items():
        known = key in session.catalogue.code_lists[CRITERIA].codes
        if not known or type(number) is not int or not rules.LEAST <= number <= rules.MOST:
            raise Unacceptable(what="points")
    return dict(sent)


def remarkable(session: Session) -> tuple[str, ...]:
    """Return what something may be remarked of: the criteria in their order, then OTHER."""
    return (*session.catalogue.code_lists[CRITERIA].codes, OTHER)


def _remarks(session: Session, sent: Any) -> dict[str, Any]:
    if not isinstance(sent, Mapping) or not set(sent) <= set(remarkable(session)):
        raise Unacceptable(what="remarks")
    return {key: value_of(session.catalogue.field(NOTES), one) for key, one in sent.items()}


def shown_remarks(session: Session, stored: Mapping[str, Any]) -> dict[str, str]:
    """Return remarks as a person reads them, in the order of the sheet."""
    kind = session.catalogue.field(NOTES).type
    known = [key for key in remarkable(session) if key in stored]
    return {key: kind.show(kind.load(stored[key])) for key in known}


def keep(
    session: Session, change: Change, joiner: JoinerRecord, found: Sequence[EvaluationRecord]
) -> None:
    """Keep evaluations of a joiner in the part of their class, inside ``change``."""
    if found:
        store.put(change, _part(session, change, joiner), found)
        change.facts["evaluations"] = len(found)
        change.fields.add(NOTES)


def _part(session: Session, change: Change, joiner: JoinerRecord) -> PartRecord:
    kind = _kind(session)
    known = joiner.part(kind)
    if known is not None:
        return known
    clock = states.clock_of(
        kind, joiner.state, since=joiner.state_on, started=first_day(joiner.fields)
    )
    return parts.insert(change, joiner.seq, kind=kind, fields={}, clock=as_stored(clock))


def _kind(session: Session) -> str:
    return states.kind_of(session.catalogue.field(NOTES), "personnel")


@takes_in(_LATER, compartment="personnel", roles=RECRUITING)
def evaluated(session: Session, change: Change, letter: Letter) -> str | None:
    """Keep what was found after the hand-over; one that overtakes the hand-over is set aside."""
    if set(letter.message) != {"about", "evaluation"}:
        raise Unacceptable(what=letter.kind)
    found, (_, id_) = checked(session, letter), about(change, letter)
    if id_ is None:
        raise Unacceptable(what="about")
    (joiner,) = kept(session, [id_])
    change.touched("joiner", joiner.id)
    keep(session, change, joiner, found)
    return joiner.id


def shown_of(session: Session, compartment: str, *, stage: str | None) -> tuple[str, ...]:
    """Return what of a scorecard this user is shown: the log names as read what was."""
    fields = session.catalogue.fields
    return tuple(
        key for key in (NOTES, SCORE)
        if session.access(fields[key], stage=stage, compartment=compartment) is not Access.NONE
    )  # fmt: skip


@operation("joiner.open_evaluation", compartment="personnel", roles=ONBOARDING)
def _note_opening(session: Session, change: Change, /, joiner: JoinerRecord) -> None:
    change.touched("joiner", joiner.id)
    change.fields.update(shown_of(session, "personnel", stage=None))


def count(session: Session, joiner_id: str) -> int:
    """Return how many evaluations personnel keeps of a joiner; raises RecordGone, NotPermitted."""
    require(session, "joiner.open")
    return len(_kept(session, records(session, [joiner_id])[0]))


def of_joiner(session: Session, joiner_id: str) -> tuple[Evaluation, ...]:
    """Return what interviewers found, as this user may see it; the opening is logged.

    The published list gives what they found to recruiters, who hold no personnel: whoever works
    here sees when and by whom, and the rest where the company's overlay opens it. Raises
    RecordGone, NotPermitted.
    """
    require(session, "joiner.open_evaluation")
    (joiner,) = records(session, [joiner_id])
    kept = _kept(session, joiner)
    if kept:
        _note_opening(session, joiner)
    return tuple(_view(session, one) for one in kept)


def _kept(session: Session, joiner: JoinerRecord) -> list[EvaluationRecord]:
    part = joiner.part(_kind(session))
    return [] if part is None else store.of_part(session.compartment("personnel"), part)


def _view(session: Session, one: EvaluationRecord) -> Evaluation:
    fields = session.catalogue.fields
    readable = session.access(fields[NOTES], stage=None, compartment="personnel") >= Access.FULL
    score, note = (
        view_of(session, fields[key], stored, stage=None, compartment="personnel")
        for key, stored in ((SCORE, one.test_score), (NOTES, one.note))
    )
    return Evaluation(
        held_at=datetime.fromisoformat(one.held_at),
        interviewer=one.interviewer,
        points=one.points if readable else None,
        remarks=shown_remarks(session, one.remarks) if readable else None,
        proposal=one.proposal if readable else None,
        test_score=score,
        note=note,
    )
