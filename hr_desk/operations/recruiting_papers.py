# SPDX-License-Identifier: Apache-2.0
"""Where a joiner's CV and other recruiting papers are: in hiring's file, found from personnel's.

What a candidate gave goes along into personnel where the published list lets a role there hold it
(``handing_over.crosses``). A CV is for recruiters alone (fields.json, resume_file) and ends, like
the rest of the recruiting material, 90 days after the first day (class RAW): it stays where those
who may read it work, and the joiner's file leads there
(docs/decisions/0015-what-comes-along-with-a-hire.md).
"""

from dataclasses import dataclass
from typing import Final

from hr_desk.domain import joiners as states
from hr_desk.operations import scope
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.joiner_writing import records
from hr_desk.operations.operation import require
from hr_desk.operations.session import Session
from hr_desk.store import crossings, hiring

_FROM: Final = "/hiring"
"""How the address of a file ends that a joiner came from."""


@dataclass(frozen=True, slots=True)
class RecruitingPapers:
    """What recruitment keeps of a joiner: days after the first day of work, and the application.

    ``application_id`` is empty for whoever does not work on it, or holds no key of recruitment.
    """

    days: int
    application_id: str = ""


def of_joiner(session: Session, joiner_id: str) -> RecruitingPapers | None:
    """Return what recruitment keeps of somebody, None once it has deleted it or they stayed away.

    Raises RecordGone, NotPermitted.
    """
    require(session, "joiner.open")
    (joiner,) = records(session, [joiner_id])
    references = [
        reference
        for reference, peer in crossings.links_of(session.compartment("personnel"), joiner.id)
        if peer.endswith(_FROM)
    ]
    if not references or joiner.state in states.CUT_SHORT:
        return None
    return RecruitingPapers(_days(session), _application(session, references[0]))


def _days(session: Session) -> int:
    """Return how long recruitment keeps its file of somebody who started, in days."""
    catalogue = session.catalogue
    (stage,) = [one for one in catalogue.stages.values() if one.operation == "hear_of_start"]
    return catalogue.classes[str(stage.clock)].periods[str(stage.clock_event)]


def _application(session: Session, reference: str) -> str:
    """Return the application behind a reference for whoever works on it, else an empty text."""
    if not session.holds(scope.FILE) or not set(RECRUITING) & set(session.user.roles):
        return ""
    file = session.compartment(scope.FILE)
    known = crossings.linked(file, reference)
    found = [] if known is None else hiring.applications(file, [known[0]])
    return found[0].id if found and scope.of(session).has(found[0]) else ""
