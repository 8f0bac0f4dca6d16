# SPDX-License-Identifier: Apache-2.0
"""What a file says of somebody beside the values of their record, under the keys of its fields.

The times of a visit are columns of it, the reason of a decision stands with its step, and what
interviewers found on scorecards; of somebody hired it came along into personnel. All of it is about
the person: it goes into the case of their request and their copy (PIPL 45, 47).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from hr_desk.domain.clock import SHANGHAI
from hr_desk.i18n import t
from hr_desk.operations import evaluations
from hr_desk.operations.evaluations import CRITERIA, NOTES, PROPOSALS, SCORE
from hr_desk.operations.request_records import PersonRecord
from hr_desk.operations.session import Session
from hr_desk.store import hiring, interviews, personnel, visits
from hr_desk.store.compartment import Compartment
from hr_desk.store.evaluations import joiners_with, of_part
from hr_desk.store.parts import PartRecord

DECISION: Final = "decision_reason"
FOUND: Final = (NOTES, SCORE)
TIMES: Final = {"visit_planned": "planned_at", "visit_arrived": "arrived_at",
                "visit_left": "left_at"}  # fmt: skip
"""Field to the column of a visit that keeps it."""

STAY: Final = frozenset((*TIMES, DECISION))
"""What a record cannot be without: it stays as long as anything of the record does."""

BESIDE: Final = STAY | set(FOUND)
"""Everything that is no value of a record; nobody corrects it as one."""


def values_beside(session: Session, record: PersonRecord, *, file: str) -> dict[str, Any]:
    """Return stored values by key; of ``interview_notes`` a list of what each interviewer found."""
    held = session.compartment(file)
    if file == "hiring":
        return _of_applications(session, hiring.applications_of(held, record.ids[0]))
    if file == "visits":
        return _of_visit(session, visits.visits(held, [record.id]))
    if file == "personnel":
        return _of_joiner(held, personnel.joiners(held, [record.id]))
    return {}


def _of_applications(
    session: Session, applications: Sequence[hiring.ApplicationRecord]
) -> dict[str, Any]:
    reasons = [one.reason for one in applications if one.stage in _refusing(session) and one.reason]
    cards = [card for one in applications for card in evaluations.of_application(session, one)]
    return ({DECISION: reasons[0]} if reasons else {}) | _found(cards)


def _refusing(session: Session) -> list[str]:
    """Return the stages into which somebody comes with a code of the field's own list."""
    return [key for key, stage in session.catalogue.stages.items() if stage.operation == "reject"]


def _found(cards: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    scores = [card["score"] for card in cards if card["score"] is not None]
    return ({NOTES: list(cards)} if cards else {}) | ({SCORE: scores[0]} if scores else {})


def _of_visit(session: Session, found: Sequence[visits.VisitRecord]) -> dict[str, Any]:
    return {
        key: session.catalogue.field(key).type.store(at)
        for one in found
        for key, column in TIMES.items()
        if (at := getattr(one, column)) is not None
    }


def _of_joiner(file: Compartment, found: Sequence[personnel.JoinerRecord]) -> dict[str, Any]:
    cards = []
    for one in (one for joiner in found for part in joiner.parts for one in of_part(file, part)):
        said = asdict(one)
        cards.append({**said, "score": said.pop("test_score")})
    return _found(cards)


def keys_of_part(file: Compartment, part: PartRecord) -> frozenset[str]:
    """Return the keys of what a part of a joiner or an account keeps, values and beside them."""
    found = FOUND if file.name == "personnel" and of_part(file, part) else ()
    return frozenset((*part.fields, *found))


def keys_beside(session: Session, file: Compartment) -> Mapping[str, Collection[str]]:
    """Return which keys are known beside the values, by the id of a person, visit or joiner.

    For a whole file at once: what ``values_beside`` would say of each, without a value.
    """
    if file.name == "visits":
        rows = file.read("SELECT id, planned_at, arrived_at, left_at FROM visit")
        return {id_: [key for key, at in zip(TIMES, moments, strict=True) if at is not None]
                for id_, *moments in rows}  # fmt: skip
    if file.name == "hiring":
        found = {id_: list(FOUND) for id_ in interviews.persons_with_scorecards(file)}
        for id_ in hiring.persons_decided(file, _refusing(session)):
            found.setdefault(id_, []).append(DECISION)
        return found
    if file.name == "personnel":
        return dict.fromkeys(joiners_with(file), FOUND)
    return {}


def spell_found(session: Session, stored: Any) -> str:
    """Return what interviewers found as text, one after the other, in the language in use.

    ``stored`` is as ``values_beside`` gives it. Raises KeyError, TypeError or ValueError for
    anything else.
    """
    return "\n".join(_spelt(session, card) for card in stored)


def _spelt(session: Session, card: Mapping[str, Any]) -> str:
    lists = session.catalogue.code_lists
    at = datetime.fromisoformat(card["held_at"]).astimezone(SHANGHAI)
    proposal, note, score = card["proposal"], card["note"], card["score"]
    fields = session.catalogue.fields
    said = [
        f"{at:%Y-%m-%d}",
        card["interviewer"],
        *_judged(session, card),
        "" if proposal is None else str(lists[PROPOSALS].codes[proposal]),
        "" if score is None else f"{fields[SCORE].label} {score}",
        "" if note is None else str(note),
    ]
    return t("; ").join(one for one in said if one)


def _judged(session: Session, card: Mapping[str, Any]) -> list[str]:
    """Return points and remarks of each criterion; an earlier version of a desk sends none."""
    labels, points = session.catalogue.code_lists[CRITERIA].codes, card["points"]
    remarks = evaluations.shown_remarks(session, card.get("remarks", {}))
    names = {key: str(labels[key]) for key in (*points, *remarks) if key != evaluations.OTHER}
    names[evaluations.OTHER] = t("Other, tied to the post:")
    given = [key for key in evaluations.remarkable(session) if key in points or key in remarks]
    told = ((names[key], str(points.get(key, "")), remarks.get(key, "")) for key in given)
    return [" ".join(part for part in parts if part) for parts in told]
