# SPDX-License-Identifier: Apache-2.0
"""What the officer reads of cases: the list with its clocks, one case in full, what waits today.

No personal value is shown in full before the identity is verified (policy 5.1). Reading first
lets go of what is over: proofs of identity and old cases never wait for anybody to remember them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from hr_desk.catalogue.requests import request_rules
from hr_desk.domain import requests as rules
from hr_desk.domain.clock import day_of
from hr_desk.domain.request_fees import may_cost
from hr_desk.domain.working_days import Deadline, WorkingCalendar
from hr_desk.operations import calendar_days, request_fees, request_sweep
from hr_desk.operations.operation import operation
from hr_desk.operations.request_problems import RequestGone
from hr_desk.operations.requests import OFFICER, PRIVACY
from hr_desk.operations.session import Session
from hr_desk.store import requests as store
from hr_desk.store.compartment import Change
from hr_desk.store.request_fees import FeeRow
from hr_desk.store.requests import RequestRecord

UNVERIFIED: Final = "received"
CLOSED: Final = "closed"


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One case for a table; ``who`` is the name as asked with, masked: a list shows nobody in full.

    ``left`` are working days, ``level`` how pressing it is ("calm", "soon", "late"); ``due`` is our
    own target until the identity is verified.
    """

    id: str
    number: str
    who: str
    kind: str
    code: str
    state: str
    received_at: datetime
    due: date | None
    provisional: bool
    left: int | None
    level: str
    outcome: str
    ending: str


@dataclass(frozen=True, slots=True)
class CaseNote:
    """One line of the words of a case; ``at`` is aware UTC."""

    at: datetime
    user: str
    text: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """One case in full. ``fields`` are values shown as text, masked until it is verified."""

    row: RequestRow
    version: int
    channel: str
    ground: str
    fields: Mapping[str, str]
    method: str
    verified_at: datetime | None
    proofs: int
    locked_until: datetime | None
    notes: tuple[CaseNote, ...]
    allowed: tuple[str, ...]
    """The verbs that may come next, as the declaration names them."""
    which: int
    """Its number among those of its kind by this person within twelve months."""
    fee: FeeRow | None
    """What it costs the person; None while it is free."""


def list_requests(session: Session, *, closed: bool = False) -> tuple[RequestRow, ...]:
    """Return the open cases, or the closed ones, the most pressing first.

    Raises CompartmentClosed for whoever does not hold privacy.
    """
    request_sweep.sweep(session)
    calendar = calendar_days.in_force(session)
    found = store.where(
        session.compartment(PRIVACY), f"state {'=' if closed else '<>'} ?", (CLOSED,)
    )
    rows = [_row(session, one, calendar) for one in found]
    return tuple(sorted(rows, key=lambda row: (row.due or date.max, row.received_at)))


def _row(session: Session, record: RequestRecord, calendar: WorkingCalendar) -> RequestRow:
    due = _due(record, calendar)
    today = session.today()
    left = None if due is None else rules.days_left(due.day, today, calendar)
    return RequestRow(
        id=record.id,
        number=record.number,
        who=_masked(session, record)["full_name"],
        kind=request_rules().codes[record.code].kind,
        code=record.code,
        state=record.state,
        received_at=datetime.fromisoformat(record.received_at),
        due=None if due is None else due.day,
        provisional=due is not None and due.provisional,
        left=left,
        level="calm" if left is None else rules.pressing(request_rules(), left),
        outcome=record.outcome,
        ending=record.ending,
    )


def _due(record: RequestRecord, calendar: WorkingCalendar) -> Deadline | None:
    if record.state == CLOSED:
        return None
    if record.verified_at is None:
        received = day_of(datetime.fromisoformat(record.received_at))
        return rules.verify_by(request_rules(), received, calendar)
    verified = day_of(datetime.fromisoformat(record.verified_at))
    return rules.answer_by(request_rules(), verified, calendar)


def open_request(session: Session, request_id: str) -> RequestView:
    """Return one case; the opening is logged. Raises RequestGone, CompartmentClosed."""
    request_sweep.sweep(session)
    _note_opening(session, request_id)
    file = session.compartment(PRIVACY)
    (record,) = store.where(file, "id = ?", (request_id,))
    names = {user.id: user.name for user in session.register.users}
    which, fee = request_fees.which_of_year(file, record), request_fees.fee_of(file, record)
    notes = [(datetime.fromisoformat(at), names.get(user, user), text)
             for at, user, text in store.notes(file, record.seq)]  # fmt: skip
    return RequestView(
        row=_row(session, record, calendar_days.in_force(session)),
        version=record.version,
        channel=record.channel,
        ground=record.ground,
        fields=_shown(session, record),
        method=record.method,
        verified_at=_moment(record.verified_at),
        proofs=len(store.proofs(file, record.seq)),
        locked_until=_moment(record.locked_until),
        notes=tuple(CaseNote(*line) for line in notes),
        allowed=tuple(_allowed(record, which, fee)),
        which=which,
        fee=fee,
    )


def _allowed(record: RequestRecord, which: int, fee: FeeRow | None) -> Iterator[str]:
    """Yield the verbs that may come next; a fee only where one may be asked, or was."""
    known = request_rules()
    closed = {"charge": not may_cost(known, which), "waive": fee is None}
    yield from (verb for verb in rules.allowed(known, record.state) if not closed.get(verb))


@operation("request.open", compartment=PRIVACY, roles=OFFICER)
def _note_opening(session: Session, change: Change, /, request_id: str) -> None:
    del session
    found = store.where(change.compartment, "id = ?", (request_id,))
    if not found:
        raise RequestGone
    change.touched("request", request_id)
    change.fields.update(found[0].fields)


def _shown(session: Session, record: RequestRecord) -> dict[str, str]:
    """Return the values of whoever asks as text; masked until it is clear that it is they."""
    if record.verified_at is None:
        return _masked(session, record)
    kinds = {key: session.catalogue.field(key).type for key in record.fields}
    return {key: kinds[key].show(kinds[key].load(one)) for key, one in record.fields.items()}


def _masked(session: Session, record: RequestRecord) -> dict[str, str]:
    kinds = {key: session.catalogue.field(key).type for key in record.fields}
    return {key: kinds[key].mask(kinds[key].load(one)) for key, one in record.fields.items()}


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def reviews_due(session: Session) -> tuple[str, ...]:
    """Return the ids of cases with an approved refusal that is to be looked at again by now."""
    return tuple(store.reviews_until(session.compartment(PRIVACY), session.today()))
