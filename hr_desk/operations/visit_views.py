# SPDX-License-Identifier: Apache-2.0
"""One visit through the eyes of one user: rows, views, and the one place where masking happens.

What the catalogue closes to a role is not in the answer: an HR admin sees name and phone of a
visitor, and neither host, plate nor times. Thirty days after its clock started (``masked_after``
of class VIS) a visit is masked for every role, and its times show the hour.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from hr_desk.catalogue.model import Access, Field
from hr_desk.domain import visits as states
from hr_desk.domain.emergencies import CONTACT, in_reach
from hr_desk.i18n import Text
from hr_desk.operations.candidates import Cell, FieldView, view_of
from hr_desk.operations.directory import StaffLine
from hr_desk.operations.history import HistoryLine
from hr_desk.operations.session import Session
from hr_desk.store.visits import VisitRecord

HOST: Final = "host_employee"


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit for a table, as this user may see it; times are aware UTC datetimes.

    Absent cells are values the role may not see or that were never given. ``host`` is the employee
    of the directory, None while nobody is chosen or where the role may not see the host.
    """

    visit_id: str
    state: str
    """One of domain.visits.STATES."""
    cells: Mapping[str, Cell]
    code: str
    """The sign-out code of six digits; empty where there is none or it may not be seen."""
    planned: datetime | None
    arrived: datetime | None
    left: datetime | None
    left_how: str
    """"" (not left), "kiosk", "staff" or "automatic" (24:00; nobody saw the person leave)."""
    host: StaffLine | None
    host_guesses: tuple[StaffLine, ...]
    """For an announced visit without host: whom the typed name may mean, the best first."""
    expected_guesses: tuple[str, ...]
    """For an announced visit: ids of today's expected visits of the same name."""
    minutes: int | None
    """Whole minutes on site, until now or until leaving; of an announced visitor, those waited.

    None before arrival and when aged.
    """
    origin: str
    """"kiosk", "staff" or "invited"."""
    aged: bool
    """Whether it is shown masked because its days are over."""
    kind: str = ""
    """The kind of visitor, a key of the catalogue's visit_types; empty where nobody said."""
    owed: tuple[str, ...] = ()
    """Texts of this kind that the visitor has not confirmed, by key."""
    lacks: tuple[str, ...] = ()
    """Fields without which nobody of this kind comes in, and which nobody gave yet."""
    slip: str = ""
    """"" (none printed), "out" or "back" (signed by the host and handed back)."""
    reason: str = ""
    """Why somebody was not let in (a code of turned_away_reason), or how it is known when they
    left whom nobody saw leaving (of leaving_reason)."""
    note: str = ""
    """What a shift left to the next; empty where there is none or the role may not see it."""
    invitation: str = ""
    """What became of the invitation code the visitor brought, of guest_codes.STANDINGS; or ""."""
    emergency: bool = False
    """Whether they named somebody to call, whom this user may reveal in an emergency now."""


@dataclass(frozen=True, slots=True)
class VisitView:
    """One visit in full, as this user may see it."""

    visit_id: str
    version: int
    fields: tuple[FieldView, ...]
    row: VisitRow
    history: tuple[HistoryLine, ...]
    allowed: frozenset[str]
    """Names of the operations that are possible now, such as "visit.confirm"."""
    signed: tuple[str, ...] = ()
    """Texts, by key, that the visitor signed at a kiosk; the drawing itself is for nobody here."""

    def named(self, key: str) -> FieldView | None:
        """Return one field's view, or None where the role may not see it."""
        return next((view for view in self.fields if view.field.key == key), None)


@dataclass(frozen=True, slots=True)
class RollCallLine:
    """One person to account for: on site, or closed at 24:00 without being seen leaving.

    ``seen_leaving`` is False only for the latter; such a line stays until ``account_for``.
    Values the role may not see are empty.
    """

    visit_id: str
    name: str
    host: str
    area: str | Text
    """In the language it was read in, or in every language where it comes from the sealed copy."""
    arrived: datetime | None
    seen_leaving: bool
    companions: int = 0
    """People who came along and are not named; 0 too where the number may not be seen."""
    phone: str = ""
    """For the one purpose of the roll call, an evacuation: to reach who is missing."""


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A sign-out at the kiosk that fits no visit or several; it goes at the end of its day."""

    id: str
    at: datetime
    code: str
    phone_tail: str


def is_aged(session: Session, record: VisitRecord) -> bool:
    """Whether the days of a visit are over, so that everybody sees it masked."""
    class_ = session.catalogue.classes[states.RETENTION_CLASS]
    return states.aged(record.clock_day, class_.masked_after, session.today())


class Shown:
    """One visit through the eyes of one user: every value passes through here."""

    def __init__(self, session: Session, record: VisitRecord) -> None:
        self._session = session
        self._record = record
        self.aged = is_aged(session, record)
        self._times = {
            "visit_planned": record.planned_at,
            "visit_arrived": record.arrived_at,
            "visit_left": record.left_at,
        }

    def stored(self, field: Field) -> Any:
        """Return a stored value, None where it was never given."""
        if field.key in self._times:
            moment = self._times[field.key]
            return None if moment is None else field.type.store(moment)
        return self._record.fields.get(field.key)

    def view(self, field: Field) -> FieldView | None:
        """Return a field as the user may see it; None where it is not for them."""
        return view_of(
            self._session, field, self.stored(field), stage=None, compartment="visits",
            aged=self.aged,
        )  # fmt: skip

    def full(self, key: str) -> bool:
        """Whether the user may see a field's value in full now."""
        field = self._session.catalogue.field(key)
        access = self._session.access(field, stage=None, compartment="visits")
        return access >= Access.FULL and not self.aged

    def text(self, key: str) -> str:
        """Return a field's value as the user may see it, empty where it is not for them."""
        view = self.view(self._session.catalogue.field(key))
        return "" if view is None else view.shown

    def number(self, key: str) -> int:
        """Return a count, 0 where none was given or it is not for them."""
        view = self.view(self._session.catalogue.field(key))
        return 0 if view is None or view.value is None else int(view.value)

    def moment(self, key: str) -> datetime | None:
        """Return a time: to the second, to the hour, or not at all."""
        view = self.view(self._session.catalogue.field(key))
        moment = self._times[key]
        if view is None or moment is None:
            return None
        return moment.replace(minute=0, second=0) if view.masked else moment

    def minutes(self) -> int | None:
        """Return the whole minutes on site, until now or until leaving; before, those waited."""
        arrived = self._record.arrived_at
        here = self._record.state in (*states.HERE, states.LEFT, states.NOT_SEEN)
        if arrived is None or not here or not self.full("visit_arrived"):
            return None
        until = self._record.left_at or self._session.now()
        return max(0, int((until - arrived).total_seconds() // 60))

    def revealable(self) -> bool:
        """Whether they named somebody to call in an emergency, and the user may reveal it now."""
        record, field = self._record, self._session.catalogue.field(CONTACT)
        mine = field.emergency_reveal & set(self._session.user.roles)
        reached = in_reach(record.state, record.day, self._session.today())
        return bool(mine) and reached and self.stored(field) is not None

    def cells(self, columns: Sequence[Field]) -> dict[str, Cell]:
        """Return the cells of a table row; absent are closed and empty values."""
        cells = {}
        for field in columns:
            view = self.view(field)
            if view is not None and view.given:
                sort = "" if view.masked else str(self.stored(field))
                cells[field.key] = Cell(view.shown, view.masked, sort)
        return cells
