# SPDX-License-Identifier: Apache-2.0
"""Making a template of the company's own: what to begin with, what the receiver's workbook asks.

Kept are templates by ``hand_off_templates.save_template`` alone; here is what goes before it.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.hand_off_drafts import (
    FIELD,
    VALUE,
    ColumnDraft,
    TemplateDraft,
    draft_of,
    free_key,
)
from hr_desk.catalogue.hand_off_templates import (
    NUMBER,
    Template,
    holds_a_day,
    holds_a_month,
    load_template,
    parse_template,
    parts_of,
    shipped_files,
    usable_fields,
)
from hr_desk.catalogue.problems import CatalogueProblem
from hr_desk.catalogue.types.cleaning import plain_heading
from hr_desk.domain import headings
from hr_desk.exchange.receivers_workbook import BETWEEN, ReceiversSheet, look_into
from hr_desk.exchange.sheet_limits import MOST_BYTES
from hr_desk.operations import disclosure
from hr_desk.operations.hand_off_problems import TextUnreadable
from hr_desk.operations.hand_off_templates import HERE, KnownTemplate, template_named
from hr_desk.operations.import_problems import SheetUnreadable
from hr_desk.operations.operation import require
from hr_desk.operations.session import Session
from hr_desk.operations.standing_hand_offs import Standing, list_standing
from hr_desk.operations.template_previews import SAVING
from hr_desk.store import hand_offs as store

OWN: Final = "own"
"""What the keys of a company's own templates begin with."""

NUMBER_HEADS: Final = ("序号", "No.")
"""Headings below which a receiver counts the rows."""

_LONGEST_TEXT: Final = 200_000
_DAY: Final = "yyyy-mm-dd"
_MONTH: Final = "yyyy-mm"


@dataclass(frozen=True, slots=True)
class ReceiversBook:
    """A receiver's empty workbook that was chosen, and what its sheets ask for."""

    name: str
    content: bytes
    sheets: tuple[ReceiversSheet, ...]


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """One template of the list; ``problem`` says why it cannot be read."""

    key: str
    own: bool
    template: Template | None
    problem: CatalogueProblem | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """What the editor begins with."""

    draft: TemplateDraft
    known: KnownTemplate | None = None
    """The template as it is kept; None for a new one."""
    book: ReceiversBook | None = None
    standing: tuple[Standing, ...] = ()
    """The hand-offs that were approved, or asked for, with it."""
    source: str = ""
    problem: CatalogueProblem | None = None
    """The text of a kept template that can no longer be read, and why."""

    @property
    def shipped(self) -> bool:
        """Whether it is one of the program's, which only a twin of can be changed."""
        return self.known is not None and not self.known.source


def begin(session: Session, key: str | None = None, *, copy: bool = False) -> Begun:
    """Return a template as the editor shows it: a new one, one that is kept, or a twin of one.

    One of the company's own that can no longer be read, because a field of it is gone, comes as
    its text and the reason. Raises TemplateUnknown, CatalogueProblem, NotPermitted.
    """
    require(session, SAVING)
    if key is None:
        return Begun(TemplateDraft(key=new_key(session)))
    try:
        known = template_named(session, key)
    except CatalogueProblem as problem:
        return _unreadable(session, key, problem)
    draft, book = draft_of(known.template), _book(session, known)
    if copy:
        return Begun(replace(draft, key=new_key(session)), None, book)
    return Begun(draft, known, book, standing_with(session, key))


def _unreadable(session: Session, key: str, problem: CatalogueProblem) -> Begun:
    own = store.templates(session.compartment(HERE)).get(key)
    if own is None:
        raise problem
    source, workbook = own
    sheets = _sheets(session.catalogue, workbook) if workbook else ()
    book = ReceiversBook("", workbook, sheets) if workbook else None
    return Begun(TemplateDraft(key=key), None, book, standing_with(session, key), source, problem)


def list_lines(session: Session) -> tuple[TemplateLine, ...]:
    """Return every template, the program's first; one that cannot be read does not hide others."""
    own = store.templates(session.compartment(HERE))
    keys = (*(path.stem for path in shipped_files()), *own)
    return tuple(_line(session, key, own=key in own) for key in keys)


def _line(session: Session, key: str, *, own: bool) -> TemplateLine:
    try:
        return TemplateLine(key, own, template_named(session, key).template)
    except CatalogueProblem as problem:
        return TemplateLine(key, own, None, problem)


def begin_with(session: Session, text: str) -> Begun:
    """Return the template of a TOML text: a new one, or a change of one that has its key.

    Raises CatalogueProblem, NotPermitted.
    """
    draft = take_text(session, text)
    if draft.key not in store.templates(session.compartment(HERE)):
        return Begun(draft)
    kept = begin(session, draft.key)
    return replace(kept, draft=draft, source="", problem=None)


def _book(session: Session, known: KnownTemplate) -> ReceiversBook | None:
    if not known.workbook:
        return None
    sheets = _sheets(session.catalogue, known.workbook)
    return ReceiversBook(known.template.workbook, known.workbook, sheets)


def new_key(session: Session) -> str:
    """Return a key that no template has."""
    own = store.templates(session.compartment(HERE))
    return free_key(OWN, {*own, *(path.stem for path in shipped_files())})


def standing_with(session: Session, key: str) -> tuple[Standing, ...]:
    """Return the standing hand-offs that a change of a template makes void, the latest first."""
    return tuple(
        one
        for one in list_standing(session)
        if one.template_key == key and not one.ended and one.valid_until >= session.today()
    )


def differs(session: Session, known: KnownTemplate, source: str, workbook: bytes) -> bool:
    """Whether a text makes other files than the template that is kept; raises CatalogueProblem."""
    new = parse_template(f"{known.template.key}.toml", source, session.catalogue)
    return KnownTemplate(new, source, workbook).fingerprint != known.fingerprint


def read_workbook(session: Session, path: Path) -> ReceiversBook:
    """Return a receiver's empty workbook on this machine and what it asks for.

    Raises SheetUnreadable, WorkbookNotUsable, a SheetProblem, NotPermitted.
    """
    require(session, SAVING)
    content = _bytes(path, MOST_BYTES)
    return ReceiversBook(path.name, content, _sheets(session.catalogue, content))


def look_again(session: Session, name: str, content: bytes) -> ReceiversBook:
    """Return a workbook that was kept with a draft; raises as ``read_workbook``."""
    require(session, SAVING)
    return ReceiversBook(name, content, _sheets(session.catalogue, content))


def _sheets(catalogue: Catalogue, content: bytes) -> tuple[ReceiversSheet, ...]:
    meant = _meanings(catalogue)
    return look_into(content, lambda text: meant(text) is not None)


def _meanings(catalogue: Catalogue) -> Callable[[str], str | None]:
    """Return what says which field a receiver's heading means, None where nothing is known.

    The headings of the program's templates are those of receivers; then come the names by which
    the catalogue knows a field, and a field whose name and the heading hold one another.
    """
    usable = {plain_heading(one.label.zh): one.key for one in usable_fields(catalogue)}
    names, heads = headings.known(catalogue), _heads_of_templates(catalogue)

    def meant(text: str) -> str | None:
        plain = plain_heading(text)
        known = heads.get(plain) or names.field_of(text)
        if known in usable.values():
            return known
        like = [key for name, key in usable.items() if plain and (plain in name or name in plain)]
        return like[0] if len(like) == 1 else None

    return meant


def _heads_of_templates(catalogue: Catalogue) -> dict[str, str]:
    """Return plain headings of the program's templates to fields, but those that mean several."""
    found: dict[str, set[str]] = {}
    for path in shipped_files():
        with suppress(CatalogueProblem):  # the company may have closed a field it shows
            for column in load_template(path, catalogue).columns:
                if column.field is not None:
                    found.setdefault(plain_heading(column.header), set()).add(column.field)
    return {head: next(iter(keys)) for head, keys in found.items() if len(keys) == 1}


def _bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            # One byte more than is read tells a file that is too large.
            return file.read(most + 1)
    except OSError:
        raise SheetUnreadable(file=path.name) from None


def columns_of(
    session: Session, sheet: ReceiversSheet, there: Sequence[ColumnDraft] = ()
) -> tuple[ColumnDraft, ...]:
    """Return a column for each of the receiver's that none of ``there`` fills.

    Each shows what its heading most likely means; where nothing is known, nothing is chosen.
    """
    filled, found = {one.place for one in there}, list(there)
    meant = _meanings(session.catalogue)
    for column in sheet.columns:
        if column.place not in filled:
            taken = [one.key for one in found]
            guessed = _guessed(session.catalogue, column.heading, taken, meant)
            found.append(replace(guessed, place=column.place))
    return tuple(found[len(there) :])


def _guessed(
    catalogue: Catalogue, heading: str, taken: Iterable[str], meant: Callable[[str], str | None]
) -> ColumnDraft:
    """Return a column that shows what a heading means: the last of its rows says it best."""
    parts = heading.split(BETWEEN)
    if parts[-1] in NUMBER_HEADS:
        return ColumnDraft(key=free_key(NUMBER, taken), source=VALUE, of=NUMBER, header=heading)
    keys = (meant(text) for text in (heading, *reversed(parts)))
    key = next((one for one in keys if one is not None), None)
    if key is None:
        return ColumnDraft(key=free_key("column", taken), header=heading)
    return replace(column_for(catalogue, key, taken), header=heading)


def column_for(catalogue: Catalogue, key: str, taken: Iterable[str]) -> ColumnDraft:
    """Return a column that shows a field the usual way: its own heading, days as 2026-03-02."""
    field = catalogue.field(key)
    date = ""
    if holds_a_day(field):
        date = _MONTH if holds_a_month(field) else _DAY
    part = next(iter(parts_of(field)), "")
    return ColumnDraft(
        key=free_key(key, taken), source=FIELD, of=key, header=field.label.zh, date=date, part=part
    )


def read_text(session: Session, path: Path) -> str:
    """Return the text of a template somebody made or kept as a file; raises TextUnreadable."""
    require(session, SAVING)
    try:
        return _bytes(path, _LONGEST_TEXT).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TextUnreadable(file=path.name) from None


def take_text(session: Session, text: str) -> TemplateDraft:
    """Return what a TOML text says; a template of the program becomes one of the company's own.

    Raises CatalogueProblem, NotPermitted.
    """
    require(session, SAVING)
    template: Template = parse_template("template.toml", text, session.catalogue)
    shipped = {path.stem for path in shipped_files()}
    draft = draft_of(template)
    return replace(draft, key=new_key(session)) if draft.key in shipped else draft


def save_text(session: Session, text: str, target: Path) -> None:
    """Write a template's text where another desk can take it; it holds nobody's data.

    Raises TargetExists, TargetInDesk, PlaceUnusable, DiskFull, FolderReadOnly, NotPermitted.
    """
    require(session, SAVING)
    disclosure.write_impersonal(session, text.encode(), target)
