# SPDX-License-Identifier: Apache-2.0
"""The list of onboarding: who is joining, together with how far each one's file is."""

from collections.abc import Mapping
from dataclasses import dataclass

from hr_desk.i18n import Text
from hr_desk.operations import checklist, joiner_faces, joiner_today
from hr_desk.operations.checklist import Progress
from hr_desk.operations.joiner_views import JoinerQuery, JoinerRow, list_joiners
from hr_desk.operations.session import Session


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One joiner and how far their file is."""

    joiner: JoinerRow
    progress: Progress
    photo: str = ""
    """The id of the photo of whom the list shows the face; empty where there is none to see."""


def board(session: Session, query: JoinerQuery, *, due: bool = False) -> tuple[BoardRow, ...]:
    """Return joiners with how far they are, newest first; raises what ``list_joiners`` raises.

    With ``due`` only those of whom something waits today (``joiner_today.due``).
    """
    rows = list_joiners(session, query)
    if due:
        waits = {one.joiner_id for one in joiner_today.due(session)}
        rows = tuple(one for one in rows if one.joiner_id in waits)
    if not rows:
        return ()
    found = checklist.progress(session, [one.joiner_id for one in rows])
    photos = joiner_faces.photos(session, [one.joiner_id for one in rows])
    return tuple(BoardRow(one, found[one.joiner_id], photos.get(one.joiner_id, "")) for one in rows)


def files(session: Session) -> Mapping[str, Text]:
    """Return what can wait for something: key of a file to its name, in declared order."""
    return {key: one.label for key, one in checklist.files_of(session).items()}
