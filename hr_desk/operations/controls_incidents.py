# SPDX-License-Identifier: Apache-2.0
"""The controls over incidents: what people are told, that each is reached, that it is reported.

Each is read from the files of the incidents themselves and from the declaration of their papers
(policy 4.4, PIPL 57). Drills count in none of them. What was done too late stays red for as
long as the file of the incident is kept: closing it makes nothing punctual. What counts is when it
was done, not when somebody entered it; the log has both.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from string import Formatter
from typing import Final

from hr_desk.catalogue.incidents import IncidentPaper, incident_rules
from hr_desk.domain.incidents import report_due, tell_due
from hr_desk.i18n import LANGUAGES, N_
from hr_desk.operations.controls import Control, Seen
from hr_desk.operations.incidents import ANNOUNCED, PRIVACY, left_of
from hr_desk.operations.session import Session
from hr_desk.store import incidents as store
from hr_desk.store.incidents import IncidentRecord, PersonRow

FOUR: Final = ("basic", "measures", "advice", "remedies")
"""The parts that policy 4.4 promises to everybody touched."""

REPORTED: Final = ("basic", "measures", "remedies", "cause", "harm", "kinds", "people", "minors",
                   "level", "found", "company", "phone", "opened", "listed")  # fmt: skip
"""What the draft for the authority says (PIPL 57)."""

LETTER, ANNOUNCEMENT, REPORT = "letter", "announcement", "report"


def _people_told(session: Session) -> Seen:
    """Look whether the papers say the four parts, and every incident that was told of has them."""
    if not session.holds(PRIVACY):
        return Seen.not_seen()
    papers = incident_rules().papers
    silent = sum(
        not set(FOUR) <= _places(papers[key], code)
        for key in (LETTER, ANNOUNCEMENT) for code in LANGUAGES
    )  # fmt: skip
    if silent:
        return Seen.broken(_SILENT, count=silent)
    told = [one for one in _incidents(session) if one.closed_at or _heard(session, one)]
    partly = sum(not all(one.sections.get(key) for key in incident_rules().sections)
                 for one in told)  # fmt: skip
    if partly:
        return Seen.broken(_PARTLY, count=partly)
    return Seen.kept(_TOLD, count=len(told), parts=len(FOUR))


def _people_reached(session: Session) -> Seen:
    """Look whether everybody was told in time, a minor's guardian too, and why it was announced."""
    if not session.holds(PRIVACY):
        return Seen.not_seen()
    found = [one for one in _incidents(session) if not one.spared]
    bare = sum(
        any(row.result == ANNOUNCED for row in _people(session, one)) and not one.announced
        for one in found
    )
    if bare:
        return Seen.broken(_NO_REASON, count=bare)
    left = sum(_left(session, one) for one in found if one.closed_at)
    if left:
        return Seen.broken(_LEFT, count=left)
    late = sum(_told_late(session, one) for one in found)
    if late:
        return Seen.broken(_TOLD_LATE, count=late, hours=incident_rules().tell_hours)
    touched = [row for one in found for row in _people(session, one) if row.guardian_of is None]
    minors = sum(row.touched.minor for row in touched)
    return Seen.kept(_REACHED, count=len(touched), minors=minors)


def _authority_told(session: Session) -> Seen:
    """Look whether the draft says all it must, and each incident was reported within its hours."""
    if not session.holds(PRIVACY):
        return Seen.not_seen()
    draft = incident_rules().papers[REPORT]
    lacking = sum(len(set(REPORTED) - _places(draft, code)) for code in LANGUAGES)
    if lacking:
        return Seen.broken(_NO_FIELD, count=lacking)
    found = list(_incidents(session))
    late = sum(_reported_late(session, one) for one in found)
    if late:
        return Seen.broken(_REPORTED_LATE, count=late)
    hours = min(one.report_hours for one in incident_rules().levels.values())
    return Seen.kept(_REPORTED, count=len(found), hours=hours)


def _incidents(session: Session) -> Iterator[IncidentRecord]:
    """Yield the incidents that are no drill."""
    yield from store.where(session.compartment(PRIVACY), "drill = 0")


def _people(session: Session, one: IncidentRecord) -> list[PersonRow]:
    return store.people(session.compartment(PRIVACY), one.seq)


def _left(session: Session, one: IncidentRecord) -> int:
    return left_of(session.compartment(PRIVACY), one)


def _heard(session: Session, one: IncidentRecord) -> bool:
    """Whether anybody was told of an incident."""
    return one.reported_at is not None or any(row.result for row in _people(session, one))


def _told_late(session: Session, one: IncidentRecord) -> bool:
    """Whether somebody was told after the hours for it, or is not reached and they are over."""
    people = _people(session, one)
    due = tell_due(incident_rules(), _found_at(one), now=session.now(), done=False).at
    over = not one.closed_at and session.now() > due
    unanswered = None in store.parts(session.compartment(PRIVACY), one.seq).values()
    late = any(datetime.fromisoformat(row.result_at) > due for row in people if row.result_at)
    return late or (over and (unanswered or _left(session, one) > 0))


def _reported_late(session: Session, one: IncidentRecord) -> bool:
    """Whether the authority was told after the hours of the gravest level, or not at all."""
    now = session.now()
    due = report_due(incident_rules(), one.gravest, _found_at(one), now=now, done=False).at
    return (datetime.fromisoformat(one.reported_at) if one.reported_at else now) > due


def _found_at(one: IncidentRecord) -> datetime:
    return datetime.fromisoformat(one.found_at)


def _places(paper: IncidentPaper, code: str) -> set[str]:
    """Return what a paper says of an incident, in one language, to somebody of any age."""
    texts: Iterable[str] = (
        one.text.within(code) for one in paper.paragraphs if not (one.minors or one.guardians)
    )
    return {place for text in texts for _, place, _, _ in Formatter().parse(text) if place}


_SILENT: Final = N_("{count} papers about incidents do not say the four parts.")
_PARTLY: Final = N_("{count} incidents were told of before all their parts were written.")
_TOLD: Final = N_(
    "Letters and announcements say all {parts} parts; {count} incidents were told of, each whole."
)
_NO_REASON: Final = N_("{count} announcements stand without the reason for announcing.")
_LEFT: Final = N_(
    "{count} people of closed incidents, or their guardians, were not reached, and no announcement "
    "stands for them."
)
_TOLD_LATE: Final = N_(
    "Of {count} incidents somebody was told after {hours} hours, or is not told yet."
)
_REACHED: Final = N_(
    "Each of {count} people touched by incidents was told, or time is left; of {minors} minors the "
    "guardian too."
)
_NO_FIELD: Final = N_("The draft for the authority lacks {count} of its parts.")
_REPORTED_LATE: Final = N_("{count} incidents were reported after their hours, or not yet.")
_REPORTED: Final = N_(
    "{count} incidents, each reported within the hours of its level or with time left; the "
    "shortest is {hours} hours."
)

CONTROLS: Final = (
    Control("incidents_told", N_("What people are told of incidents"), _people_told),
    Control("incidents_reached", N_("Everybody touched is reached"), _people_reached),
    Control("incidents_reported", N_("Incidents are reported in time"), _authority_told),
)
"""What becomes of an incident."""
