# SPDX-License-Identifier: Apache-2.0
"""What the page of what leaves once reads: how far each request is, whom it may be about, who next.

Nothing here lets anything out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from hr_desk.catalogue.model import Field
from hr_desk.errors import UserError
from hr_desk.operations import (
    candidates,
    disclosing,
    disclosing_people,
    disclosure_files,
    disclosure_requests,
    for_good_views,
    joiner_views,
    recipients,
    visit_reads,
)
from hr_desk.operations.application_query import ListQuery
from hr_desk.operations.candidates import Cell
from hr_desk.operations.disclosing_people import HIRING, VISITS
from hr_desk.operations.disclosure_files import FileLine
from hr_desk.operations.disclosure_requests import Request
from hr_desk.operations.for_good_views import Remains
from hr_desk.operations.hand_off_templates import HERE
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.joiner_writing import NAME
from hr_desk.operations.recipients import RecipientView, list_recipients
from hr_desk.operations.session import Session
from hr_desk.operations.standing_hand_offs import APPROVERS
from hr_desk.operations.visit_reads import VisitQuery

CUT_OFF, READY, WAITING, STOPPED, OUT, ENDED = (
    "cut_off", "ready", "waiting", "stopped", "out", "ended",
)  # fmt: skip
STATES: Final = (CUT_OFF, READY, WAITING, STOPPED, OUT, ENDED)
"""How far a request is: its file was not completed, it may leave, a second person has to approve
it, something of it is not right any more, it left, it was called off."""

MOST_FOUND: Final = 50
"""People that are offered at once: whoever is not among them is found by their name."""

_DEPARTMENT: Final = "department"
_EMPLOYER: Final = "employer"


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person that a request may be about; ``about`` tells namesakes apart."""

    id: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What a request may be made of: recipients of today, and the fields of each file."""

    recipients: tuple[RecipientView, ...]
    fields: Mapping[str, tuple[Field, ...]]


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One request as a list shows it: ``why`` is why it stopped, ``untold`` who has to be told.

    ``remains`` is what became of the copies here, once something was given away for good.
    """

    request: Request
    state: str
    file: FileLine | None
    why: UserError | None
    untold: tuple[str, ...]
    names: Mapping[str, str]
    """Record id to name, of whoever is still here and may be used."""
    remains: Remains | None = None


def board(session: Session) -> tuple[BoardLine, ...]:
    """Return the requests, the latest first; raises NotPermitted, CompartmentClosed."""
    files: dict[str, FileLine] = {}
    for one in disclosure_files.list_files(session):
        known = files.get(one.request.id)
        if known is None or (one.completed and not known.completed):
            files[one.request.id] = one
    remains = for_good_views.outcomes(session, {one.id for one in files.values()})
    untold = {one.id: people for one, people in disclosure_requests.owed_notices(session)}
    lines = (
        _line(session, one, files.get(one.id), untold.get(one.id, ()))
        for one in disclosure_requests.list_requests(session)
    )
    return tuple(
        one if one.file is None else replace(one, remains=remains.get(one.file.id)) for one in lines
    )


def _line(
    session: Session, request: Request, file: FileLine | None, untold: tuple[str, ...]
) -> BoardLine:
    wish = request.wish
    used = disclosing_people.usable(session, wish.file, wish.people)
    found = disclosing_people.people(session, wish.file, used)
    names = {one.id: one.name for one in found}
    state, why = _state(session, request, file)
    return BoardLine(request, state, file, why, untold, names)


def _state(
    session: Session, request: Request, file: FileLine | None
) -> tuple[str, UserError | None]:
    if request.out:
        return OUT, None
    if request.ended:
        return ENDED, None
    if file is not None:
        return CUT_OFF, None
    if request.waits and session.today() <= request.valid_until:
        return WAITING, None
    try:
        disclosure_requests.require_in_force(session, request.id)
    except UserError as refusal:
        return STOPPED, refusal
    return READY, None


def offer(session: Session) -> Offer:
    """Return what a request may be made of; raises NotPermitted."""
    files = disclosing.files_of(session)
    known = list_recipients(session) if HERE in files else ()
    return Offer(
        tuple(one for one in known if _valid(session, one)),
        {file: disclosing_people.fields_of(session, file) for file in files},
    )


def _valid(session: Session, one: RecipientView) -> bool:
    try:
        recipients.require_valid(one, session.today())
    except UserError:
        return False
    return True


def find(session: Session, file: str, text: str) -> tuple[Somebody, ...]:
    """Return the newest of a file whom the words fit, for somebody who may ask for their data.

    Raises NotPermitted, CompartmentClosed.
    """
    disclosing.require_asking(session, file)
    return {HERE: _joiners, HIRING: _applicants, VISITS: _visitors}[file](session, text)


def _joiners(session: Session, text: str) -> tuple[Somebody, ...]:
    found = joiner_views.list_joiners(session, JoinerQuery(text=text, limit=MOST_FOUND))
    return tuple(
        Somebody(one.joiner_id, _cell(one.cells, NAME), _cell(one.cells, _DEPARTMENT))
        for one in found
    )


def _applicants(session: Session, text: str) -> tuple[Somebody, ...]:
    found = candidates.list_applications(session, ListQuery(text=text, limit=MOST_FOUND))
    return tuple(
        Somebody(one.application_id, _cell(one.cells, NAME), one.requisition) for one in found.rows
    )


def _visitors(session: Session, text: str) -> tuple[Somebody, ...]:
    found = visit_reads.list_visits(session, VisitQuery(text=text, limit=MOST_FOUND))
    return tuple(
        Somebody(one.visit_id, _cell(one.cells, NAME), _cell(one.cells, _EMPLOYER)) for one in found
    )


def _cell(cells: Mapping[str, Cell], key: str) -> str:
    cell = cells.get(key)
    return "" if cell is None else cell.text


def who_may_approve(session: Session, request_id: str) -> tuple[str, ...]:
    """Return the names of those who may approve what somebody else asked for.

    Raises RequestUnknown, NotPermitted.
    """
    asked_by = disclosure_requests.request_named(session, request_id).asked_by
    users = session.register.users
    return tuple(
        one.name for one in users if APPROVERS & set(one.roles) and one.id != asked_by
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OnceToday:
    """What somebody should look at of what leaves once: request ids, people counted."""

    cut_off: tuple[str, ...]
    waiting: tuple[str, ...]
    untold: tuple[str, ...]
    """Requests whose people are still to be told."""


def waiting(session: Session) -> OnceToday:
    """Return what waits; raises NotPermitted, CompartmentClosed."""
    requests = disclosure_requests.list_requests(session)
    files = disclosure_files.unfinished(session)
    cut_off = tuple(dict.fromkeys(one.request.id for one in files if _open(one.request)))
    today = session.today()
    return OnceToday(
        cut_off,
        tuple(one.id for one in requests if one.waits and today <= one.valid_until),
        tuple(one.id for one, _people in disclosure_requests.owed_notices(session)),
    )


def _open(request: Request) -> bool:
    return not request.out and not request.ended
