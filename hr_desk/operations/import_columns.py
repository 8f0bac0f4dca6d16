# SPDX-License-Identifier: Apache-2.0
"""Which column of a sheet goes into which field: suggested, chosen, remembered.

A suggestion comes from the names in the catalogue; what somebody chose for the same headings
before wins over it, what they choose now wins over both. A column of something that is never
asked cannot be chosen for a field at all. How headings were read is remembered in the hiring file
by a keyed digest of the headings, so that a sheet without headings leaves no name there.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.model import Field, Scenario
from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.catalogue.types.cleaning import clean, plain_heading
from hr_desk.domain import headings
from hr_desk.domain.headings import Known
from hr_desk.errors import UserError
from hr_desk.exchange.sheets import Sheet
from hr_desk.i18n import LANGUAGES, N_, Text, t, translated
from hr_desk.operations.concluding import FIRST_STAGE
from hr_desk.operations.import_problems import NotForImport
from hr_desk.operations.session import Session
from hr_desk.operations.values import POSITION, require_enterable
from hr_desk.store import audit, importing
from hr_desk.store.compartment import Change

_LEFT_OUT: Final = "-"
"""What is remembered of a column that somebody left out; of an unknown one it is nothing."""

REASON_HEADING: Final = N_("Reason (not imported)")
"""The column that an error workbook adds at the far right; it is never read back."""


class Standing(StrEnum):
    """What becomes of a column."""

    USED = "used"
    FORBIDDEN = "forbidden"
    UNKNOWN = "unknown"
    CLOSED = "closed"
    """A field that is not asked of applicants, or that the role may not enter."""
    SETTLED = "settled"
    """The post, where one requisition was chosen for the whole sheet."""
    DOUBLE = "double"
    """A second column for the same field."""
    LEFT_OUT = "left_out"
    """Left out by the user, or the reasons of an error workbook."""


@dataclass(frozen=True)
class Column:
    """One column: its place from 0, what heads it, its field if it has one, and what it is for."""

    place: int
    heading: str
    standing: Standing
    key: str | None = None
    forbidden: str | None = None
    """The key of what is never asked."""

    @property
    def stored(self) -> bool:
        """Whether its values go into the desk."""
        return self.standing is Standing.USED


def importable(session: Session) -> tuple[Field, ...]:
    """Return the fields a sheet may fill for this user, in form order, the post among them."""
    asked = session.catalogue.fields_of("hiring", Scenario.RECRUITMENT)
    return tuple(field for field in asked if _takes_text(session, field))


def _takes_text(session: Session, field: Field) -> bool:
    if field.type.name in FILE_TYPES:
        return False
    try:
        require_enterable(
            session, field, compartment="hiring", scenario=Scenario.RECRUITMENT, stage=FIRST_STAGE
        )
    except UserError:
        return False
    return True


def columns_of(
    session: Session,
    sheet: Sheet,
    heading_row: int | None,
    *,
    chosen: Mapping[int, str | None],
    settled: bool,
) -> tuple[Column, ...]:
    """Return what becomes of each column; ``chosen`` maps places to field keys or None.

    ``settled`` says that one requisition was chosen for all rows. Raises NotForImport for a field
    that no sheet may fill.
    """
    if heading_row is None:
        return ()
    names, heads = headings.known(session.catalogue), sheet.rows[heading_row]
    open_keys = [field.key for field in importable(session)]
    if any(key is not None and key not in open_keys for key in chosen.values()):
        raise NotForImport
    suggested = {**_suggested(heads, names), **_remembered(session, heads), **chosen}
    found = [
        _column(place, head, suggested.get(place), names=names, open_keys=open_keys)
        for place, head in enumerate(heads)
        if head.strip() or place in chosen
    ]
    return _each_field_once(found, settled=settled)


def _suggested(heads: tuple[str, ...], names: Known) -> dict[int, str | None]:
    return {place: names.field_of(head) for place, head in enumerate(heads) if head.strip()}


def _column(
    place: int, head: str, key: str | None, *, names: Known, open_keys: list[str]
) -> Column:
    heading = clean(head, prose=True)
    never = names.forbidden_in(head)
    if never is not None:
        return Column(place, heading, Standing.FORBIDDEN, forbidden=never.key)
    if is_reason(head):
        return Column(place, heading, Standing.LEFT_OUT)
    if key is None:
        known = names.field_of(head) is not None
        return Column(place, heading, Standing.LEFT_OUT if known else Standing.UNKNOWN)
    return Column(place, heading, Standing.USED if key in open_keys else Standing.CLOSED, key)


def _each_field_once(found: list[Column], *, settled: bool) -> tuple[Column, ...]:
    """The first column of a field counts; the post is not asked where it was chosen for all."""
    taken: set[str] = set()
    columns = []
    for column in found:
        if column.stored and column.key is not None:
            if settled and column.key == POSITION:
                column = replace(column, standing=Standing.SETTLED)
            elif column.key in taken:
                column = replace(column, standing=Standing.DOUBLE)
            taken.add(column.key or "")
        columns.append(column)
    return tuple(columns)


def is_reason(head: str) -> bool:
    """Whether a column holds the reasons of an error workbook, in whatever language."""
    plain = plain_heading(head)
    return any(plain == plain_heading(translated(REASON_HEADING, code)) for code in LANGUAGES)


def why_not_stored(catalogue: Catalogue, column: Column) -> str:
    """Return why a column's values are not stored; empty for one that is."""
    if column.forbidden is not None:
        reason: Text = catalogue.forbidden[column.forbidden].reason
        return t("Never asked, not stored: {reason}", reason=reason)
    sentences = {
        Standing.UNKNOWN: t("No field is known by this name; not stored."),
        Standing.CLOSED: t("Not asked of applicants, or not yours to enter; not stored."),
        Standing.SETTLED: t("The chosen requisition says it; this column is not read."),
        Standing.DOUBLE: t("Another column goes into the same field; this one is not read."),
        Standing.LEFT_OUT: t("Left out."),
    }
    return sentences.get(column.standing, "")


def _digest(session: Session, heads: tuple[str, ...]) -> str:
    known = sorted(plain_heading(head) for head in heads if head.strip())
    return audit.digest_of(session.compartment("hiring").digest_key, {"headings": known})


def _in_order(heads: tuple[str, ...]) -> list[int]:
    """Return the places of headings sorted by their words: their order in the sheet is nothing."""
    places = [place for place, head in enumerate(heads) if head.strip()]
    return sorted(places, key=lambda place: (plain_heading(heads[place]), place))


def _remembered(session: Session, heads: tuple[str, ...]) -> dict[int, str | None]:
    fields = importing.mapping(session.compartment("hiring"), _digest(session, heads))
    if fields is None:
        return {}
    known = {field.key: field.key for field in importable(session)}
    answers: dict[str, str | None] = {**known, _LEFT_OUT: None}
    pairs = zip(_in_order(heads), fields, strict=False)
    return {place: answers[key] for place, key in pairs if key in answers}


def remember(
    session: Session, change: Change, heads: tuple[str, ...], columns: tuple[Column, ...]
) -> None:
    """Keep how these headings are read; the next sheet with the same ones is read likewise."""
    fields = {
        column.place: _LEFT_OUT if column.standing is Standing.LEFT_OUT else column.key or ""
        for column in columns
    }
    kept = [fields.get(place, "") for place in _in_order(heads)]
    importing.remember_mapping(change, _digest(session, heads), kept, on=session.today())
