# SPDX-License-Identifier: Apache-2.0
"""What the pages of hand-offs read: how far each is, who could approve it, how its file will look.

Nothing here hands anything over. A preview shows how columns, days and codes are written, and
covers what somebody could read over a shoulder.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from hr_desk.catalogue.hand_off_templates import FILES, Column, Template
from hr_desk.catalogue.model import Access, Field, Purpose
from hr_desk.domain import hand_off_rows
from hr_desk.domain.hand_off_rows import Around
from hr_desk.errors import UserError
from hr_desk.operations import in_use
from hr_desk.operations.hand_off_clocks import CopyLine, copies_of
from hr_desk.operations.hand_off_people import Plan, next_day, plan
from hr_desk.operations.hand_off_problems import NotApproved
from hr_desk.operations.hand_off_register import HandOffLine, list_hand_offs
from hr_desk.operations.hand_off_templates import HERE, list_templates
from hr_desk.operations.joiner_writing import NAME
from hr_desk.operations.operation import require
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.session import Session
from hr_desk.operations.standing_hand_offs import (
    APPROVERS,
    READING,
    Standing,
    ends_soon,
    list_standing,
    require_in_force,
    standing_named,
)
from hr_desk.store import hand_offs as store
from hr_desk.store import personnel

IN_FORCE, WAITING, STOPPED, UNASKED = "in_force", "waiting", "stopped", "unasked"
STATES: Final = (IN_FORCE, WAITING, STOPPED, UNASKED)
"""How far a hand-off is: it may be used, a second person has to approve it, something of it is not
right any more, nobody has asked for it."""

MOST_PREVIEWED: Final = 50
"""People of a preview: enough to see how the file is written."""

_COVERED: Final = frozenset({"money"})
"""Types that a preview covers although their mask hides all of a value."""


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A template for a recipient; ``standing`` is None where nobody has asked for it yet.

    ``template`` is None where the company removed it; ``why`` says why nothing leaves by it.
    """

    state: str
    """One of STATES."""
    standing: Standing | None
    template: Template | None
    next_day: date | None
    """The next day on which the receiver wants it; None where there is none."""
    why: UserError | None = None
    ends: date | None = None
    """The last day on which anything leaves by it, where that is near (domain.hand_offs)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many people a standing hand-off is about, by why they stand there."""

    changes: Mapping[str, int]
    """Code of hand_off_change to a number; who is unchanged counts too."""
    going: int
    """Who would go out now."""
    incomplete: int
    without_consent: int
    days_left: int | None
    """Days that the law leaves for the most pressing of them."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a file, covered; ``people`` is how many it will have."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    people: int


@dataclass(frozen=True, slots=True)
class ToldRow:
    """Somebody's row in a file; ``number`` is its 序号. Who was deleted here has no name."""

    number: int
    name: str
    change: str
    refused: bool
    joiner_id: str
    """Whose file it is; empty where they were deleted here."""


@dataclass(frozen=True, slots=True)
class HandOffEntry:
    """One entry of the register with all it says."""

    line: HandOffLine
    template: Template | None
    purpose: Purpose
    fields: tuple[Field, ...]
    sha256: str
    place: str
    """Where the file was written."""
    again_of: datetime | None
    """The moment of the entry whose file this is again."""
    receipt_rows: int | None
    receipt_sha256: str | None
    rows: tuple[ToldRow, ...]
    copies: tuple[CopyLine, ...]
    """When the copies here go; none of a file that was never finished."""


def board(session: Session) -> tuple[BoardLine, ...]:
    """Return every hand-off, the next to be due first; templates nobody asked for come last.

    Raises NotPermitted, CompartmentClosed, CatalogueProblem.
    """
    require(session, READING)
    known = {key: one.template for key, one in list_templates(session).items()}
    asked = [one for one in list_standing(session) if not one.ended]
    lines = [_line(session, one, known.get(one.template_key), asked) for one in asked]
    used = {one.template_key for one in asked}
    lines += [BoardLine(UNASKED, None, one, None) for key, one in known.items() if key not in used]
    return tuple(sorted(lines, key=_order))


def _order(line: BoardLine) -> tuple[int, date]:
    return STATES.index(line.state), line.next_day or date.max


def _line(
    session: Session, standing: Standing, template: Template | None, asked: Sequence[Standing]
) -> BoardLine:
    day = None if template is None or template.day is None else template.day
    try:
        require_in_force(session, standing.id)
    except NotApproved:
        return BoardLine(WAITING, standing, template, None)
    except UserError as refusal:
        return BoardLine(STOPPED, standing, template, None, refusal)
    on = None if day is None else next_day(session, day)
    return BoardLine(IN_FORCE, standing, template, on, ends=ends_soon(session, standing, asked))


def tally(session: Session, standing_id: str) -> Tally:
    """Count the people of a standing hand-off; raises what ``hand_off_people.plan`` raises."""
    return tally_of(plan(session, standing_id))


def tally_of(found: Plan) -> Tally:
    """Count the people of a plan that is at hand."""
    days = [one.days_left for one in found.people if one.days_left is not None and one.news]
    return Tally(
        changes=dict(Counter(one.change for one in found.people)),
        going=len(found.proposed),
        incomplete=len(found.incomplete),
        without_consent=len(found.without_consent),
        days_left=min(days, default=None),
    )


def who_may_approve(session: Session, standing_id: str) -> tuple[str, ...]:
    """Return the names of those who may approve what somebody else asked for.

    Raises StandingUnknown.
    """
    asked_by = standing_named(session, standing_id).asked_by
    users = session.register.users
    return tuple(
        one.name for one in users if APPROVERS & set(one.roles) and one.id != asked_by
    )  # fmt: skip


def preview(session: Session, standing_id: str, joiner_ids: Sequence[str]) -> Preview:
    """Return how the file of these people will be written, numbers covered.

    Raises what ``hand_off_people.plan`` raises, CodeNotInTable.
    """
    found, wanted = plan(session, standing_id), set(joiner_ids)
    people = [one for one in found.people if one.joiner_id in wanted]
    company, columns = session.company.get("name", ""), found.template.columns
    rows = []
    for number, one in enumerate(people[:MOST_PREVIEWED], start=1):
        around = Around(number, one.change, company, session.today())
        written = hand_off_rows.cells(
            found.template, session.catalogue, one.values, around=around
        )  # fmt: skip
        rows.append(
            tuple(
                _covered(session, column, text, one.values)
                for column, text in zip(columns, written, strict=True)
            )
        )
    return Preview(tuple(one.header for one in columns), tuple(rows), len(people))


def _covered(session: Session, column: Column, text: str, values: Mapping[str, Any]) -> str:
    """Return a cell as it may stand on a screen."""
    if not text or column.field is None or column.field == NAME:
        return text
    field = session.catalogue.field(column.field)
    whole = field.mask == "hidden" and field.type.name not in _COVERED
    if whole and _sees_in_full(session, field):
        return text
    return field.type.mask(field.type.load(values[field.key]))


def _sees_in_full(session: Session, field: Field) -> bool:
    files = FILES & set(field.retention)
    return any(
        session.access(field, stage=None, compartment=file) >= Access.FULL for file in files
    )  # fmt: skip


def entry(session: Session, id_: str) -> HandOffEntry:
    """Return one entry of the register; raises RecordGone, NotPermitted."""
    lines = {one.id: one for one in list_hand_offs(session)}
    file = session.compartment(HERE)
    if id_ not in lines:
        raise RecordGone
    (record,) = store.files(file, [id_])
    purpose, fields = store.told_of(file, id_)
    first = None if record.again_of is None else lines.get(record.again_of)
    known = list_templates(session).get(lines[id_].standing.template_key)
    catalogue = session.catalogue
    return HandOffEntry(
        line=lines[id_],
        template=None if known is None else known.template,
        purpose=catalogue.purposes[purpose],
        fields=tuple(catalogue.fields[key] for key in fields if key in catalogue.fields),
        sha256=record.content_sha256,
        place=record.place,
        again_of=None if first is None else first.at,
        receipt_rows=record.receipt_rows,
        receipt_sha256=record.receipt_sha256,
        rows=_rows(session, record.seq),
        copies=copies_of(session, id_) if lines[id_].completed else (),
    )


def _rows(session: Session, hand_off: int) -> tuple[ToldRow, ...]:
    file = session.compartment(HERE)
    stood = "seq IN (SELECT joiner FROM hand_off_row WHERE hand_off = ?)"
    known = {
        one.seq: (str(one.fields.get(NAME, "")), one.id)
        for one in in_use.only(session, HERE, personnel.where(file, stood, [hand_off]))
    }
    found = []
    for one in store.rows_of(file, hand_off):
        name, id_ = known.get(one.joiner, ("", ""))
        found.append(ToldRow(one.line, name, one.change, one.refused_at is not None, id_))
    return tuple(found)
