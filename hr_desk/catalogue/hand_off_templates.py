# SPDX-License-Identifier: Apache-2.0
"""Templates of hand-offs, as data: which columns a receiver's file has, and how each is written.

One file for each template: columns of catalogue keys in the receiver's order, with heading,
constant, code table and date format. Read as strictly as the fields, because a column that is
misspelt here is a digit lost there: what is unknown is refused with file, line and the nearest
name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_anew
from pathlib import Path
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.loader import load
from hr_desk.catalogue.model import Field
from hr_desk.catalogue.problems import DeclaredTwice, MissingFile, MissingKey, WrongShape
from hr_desk.catalogue.source import Table, parse, read
from hr_desk.i18n import N_, RESOURCES, Text, t

FOLDER: Final = RESOURCES / "handoff"
"""The templates that ship with the program."""

WORKBOOK: Final = "workbook"
FILLED: Final = "filled"
CSV: Final = "csv"
FIXED: Final = "fixed"
KINDS: Final = (WORKBOOK, FILLED, CSV, FIXED)
"""Our own workbook, the receiver's own one filled, separated text, text of fixed widths."""

WHO: Final = ("hired", "left", "employed")
"""Whose rows a template has: who began, who has gone, everybody who is employed."""

NUMBER: Final = "number"
CHANGE: Final = "change"
COMPANY: Final = "company"
TODAY: Final = "today"
COMPUTED: Final = (NUMBER, CHANGE, COMPANY, TODAY)
"""What a column may hold that is no field: 序号, why somebody stands here, the company's name, the
day of the file."""

ENCODINGS: Final = ("utf-8", "utf-8-sig", "gb18030")
LINE_ENDS: Final[Mapping[str, str]] = {"crlf": "\r\n", "lf": "\n"}
SEPARATORS: Final = (",", ";", "|", "\t")
RECIPIENT_KINDS: Final = "recipient_kind"
"""The code list of who may receive a file."""

FILES: Final = frozenset({"personnel", "payroll"})
"""The compartments a hand-off reads."""

_DAYS: Final = frozenset({"date", "year_month", "validity"})
"""Types whose value is a day or a month."""

_PARTS: Final[Mapping[str, tuple[str, ...]]] = {"contract_term": ("start", "end")}
"""Type to the parts of its value that a column may show alone."""

_NO_TEXT: Final = frozenset({"document", "documents"})
_DATE: Final = re.compile(r"(?:yyyy|mm?|dd?|[^A-Za-z\x00-\x1f])+")
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LETTERS: Final = re.compile(r"[A-Z]{1,3}")
_LAST_ROW: Final = 1_048_576
_WIDEST: Final = 1000


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: one of ``field``, ``constant`` and ``computed`` says what stands in it."""

    key: str
    header: str
    field: str | None = None
    constant: str | None = None
    computed: str | None = None
    part: str | None = None
    """The part of the field's value that is shown alone."""
    date: str | None = None
    """How a day is written: ``yyyy``, ``mm``, ``dd`` and what stands between."""
    codes: Mapping[str, str] = made_anew(default_factory=dict)
    """Code of our list to the receiver's; empty: the word in Chinese."""
    required: bool = False
    """Whether the receiver refuses a row without it."""
    width: int | None = None
    """Bytes in a text of fixed widths."""
    right: bool = False
    """Whether the value stands at the right end of its width."""
    place: str | None = None
    """The column's letters in the receiver's own workbook."""


@dataclass(frozen=True, kw_only=True)
class Template:
    """One file for one kind of receiver."""

    key: str
    label: Text
    kind: str
    """One of KINDS."""
    who: str
    """One of WHO."""
    purpose: str
    recipients: tuple[str, ...]
    """Codes of RECIPIENT_KINDS."""
    columns: tuple[Column, ...]
    day: int | None = None
    """Day of the month on which the receiver wants it."""
    within_days: int | None = None
    """Days from the first (or last) day of work within which the law wants it done."""
    basis: str = ""
    """The article that says so."""
    sheet: str = ""
    first_row: int = 2
    last_row: int | None = None
    """The last row of the receiver's workbook that takes a person."""
    workbook: str = ""
    """File name of the receiver's empty workbook."""
    plain: bool = False
    """Whether the file is not locked, because the receiver's portal opens no other."""
    encoding: str = "utf-8"
    separator: str = ","
    line_end: str = "\r\n"
    heading: bool = True
    """Whether the first line of a text names the columns."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The field keys it tells, each once, in the order of the columns."""
        return tuple(dict.fromkeys(one.field for one in self.columns if one.field is not None))

    @property
    def required(self) -> tuple[str, ...]:
        """The field keys without which a row is refused."""
        found = (one.field for one in self.columns if one.required and one.field is not None)
        return tuple(dict.fromkeys(found))

    def shows(self, computed: str) -> bool:
        """Whether one of its columns holds this (one of COMPUTED)."""
        return any(column.computed == computed for column in self.columns)


def load_templates(
    folder: Path = FOLDER, catalogue: Catalogue | None = None
) -> Mapping[str, Template]:
    """Return the templates of a folder by key, in the order of their files' names.

    ``catalogue`` is by default the one that ships. Raises CatalogueProblem; nothing is taken from
    a folder with a mistake in it.
    """
    known = catalogue or load()
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise MissingFile(file=folder.name)
    found: dict[str, Template] = {}
    for path in files:
        table = _only_template(read(path))
        if table.key in found:
            raise DeclaredTwice(**table.where(), name=table.key)
        found[table.key] = template_of(table, known)
    return found


def shipped_files() -> tuple[Path, ...]:
    """Return the files of the program's templates; each is named after its template."""
    return tuple(sorted(FOLDER.glob("*.toml")))


def load_template(path: Path, catalogue: Catalogue | None = None) -> Template:
    """Return the template of a file; raises CatalogueProblem."""
    return template_of(_only_template(read(path)), catalogue or load())


def parse_template(name: str, text: str, catalogue: Catalogue | None = None) -> Template:
    """Return the one template of a text; ``name`` stands in sentences. Raises CatalogueProblem."""
    return template_of(_only_template(parse(name, text)), catalogue or load())


def _only_template(root: Table) -> Table:
    root.only(("template",))
    found = list(root.tables("template"))
    if not found:
        raise MissingKey(**root.where(), owner=root.source.file, name="template")
    if len(found) > 1:
        raise root.table("template").wrong(found[1].key, N_("one template in a file"))
    return found[0]


_COMMON: Final = (
    "label", "kind", "who", "purpose", "recipients", "day", "within_days", "basis", "column",
)  # fmt: skip
_OF_KIND: Final[Mapping[str, tuple[str, ...]]] = {
    WORKBOOK: ("sheet",),
    FILLED: ("sheet", "first_row", "last_row", "workbook", "plain"),
    CSV: ("encoding", "separator", "line_end", "heading"),
    FIXED: ("encoding", "line_end", "heading"),
}


def keys_of_template(kind: str) -> tuple[str, ...]:
    """Return what a template of a kind may say beside its columns, as keys."""
    return (*_COMMON, *_OF_KIND[kind])


def keys_of_column(kind: str) -> tuple[str, ...]:
    """Return what a column may say in a template of a kind, as keys."""
    return (*_COLUMN, *_COLUMN_OF.get(kind, ()))


def template_of(table: Table, known: Catalogue) -> Template:
    """Read one template; raises CatalogueProblem for anything unknown, missing or misplaced."""
    kind = table.name("kind", KINDS, "word")
    table.only(keys_of_template(kind))
    if not _KEY.fullmatch(table.key):
        shape = t("small letters, digits and _")
        raise WrongShape(**table.where(), name=table.key, shape=shape)
    kinds = table.names("recipients", known.code_lists[RECIPIENT_KINDS].codes, "word")
    if not kinds:
        raise MissingKey(**table.where(), owner=table.key, name="recipients")
    return Template(
        key=table.key,
        label=table.words("label"),
        kind=kind,
        who=table.name("who", WHO, "word"),
        purpose=table.name("purpose", known.purposes, "word"),
        recipients=kinds,
        columns=_columns(table.table("column"), known, kind),
        day=_between(table, "day", 1, 28),
        within_days=_between(table, "within_days", 1, 366),
        basis=table.string("basis", ""),
        sheet=table.string("sheet") if kind == FILLED else table.string("sheet", ""),
        first_row=_between(table, "first_row", 1, _LAST_ROW) or 2,
        last_row=_between(table, "last_row", 1, _LAST_ROW),
        workbook=table.string("workbook") if kind == FILLED else "",
        plain=table.flag("plain", default=kind in (CSV, FIXED)),
        encoding=_word(table, "encoding", ENCODINGS),
        separator=_word(table, "separator", SEPARATORS),
        line_end=LINE_ENDS[_word(table, "line_end", tuple(LINE_ENDS))],
        heading=table.flag("heading", default=kind == CSV),
    )


def _word(table: Table, key: str, known: tuple[str, ...]) -> str:
    return table.name(key, known, "word") if key in table.body else known[0]


def _between(table: Table, key: str, least: int, most: int) -> int | None:
    found = table.integer_or_none(key)
    if found is not None and not least <= found <= most:
        shape = t("a number from {least} to {most}", least=least, most=most)
        raise WrongShape(**table.where(key), name=key, shape=shape)
    return found


def _columns(table: Table, known: Catalogue, kind: str) -> tuple[Column, ...]:
    """Read the columns in their order; a place and a heading stand once."""
    columns = tuple(column_of(one, known, kind) for one in table.tables())
    if not columns:
        raise MissingKey(**table.where(), owner=table.path[1], name="column")
    for again in said_twice(columns):
        raise DeclaredTwice(**table.where(again.key), name=again.place or again.header)
    return columns


def said_twice(columns: Sequence[Column]) -> Iterator[Column]:
    """Yield the columns that have the place (without one the heading) of an earlier one."""
    seen: set[str] = set()
    for column in columns:
        name = column.place or column.header
        if name in seen:
            yield column
        seen.add(name)


_COLUMN: Final = ("header", "field", "constant", "value", "part", "date", "codes", "required")
_COLUMN_OF: Final[Mapping[str, tuple[str, ...]]] = {
    FILLED: ("place",),
    FIXED: ("width", "right"),
}


def column_of(table: Table, known: Catalogue, kind: str) -> Column:
    """Read one column of a template of this kind; raises CatalogueProblem."""
    table.only(keys_of_column(kind))
    said = [key for key in ("field", "constant", "value") if key in table.body]
    if len(said) > 1:
        raise WrongShape(**table.where(said[1]), name=table.key, shape=t("one of {words}",
                         words=", ".join(said)))  # fmt: skip
    found = None if said and said[0] != "field" else _field(table, known)
    computed = table.name("value", COMPUTED, "word") if "value" in table.body else None
    part = _part(table, found)
    return Column(
        key=table.key,
        header=table.string("header", found.label.zh if found is not None else None),
        field=None if found is None else found.key,
        constant=table.string("constant") if "constant" in table.body else None,
        computed=computed,
        part=part,
        date=_date(table, found, computed),
        codes=_codes(table, found, known, computed),
        required=table.flag("required"),
        width=_between(table, "width", 1, _WIDEST) if kind != FIXED else _needed_width(table),
        right=table.flag("right"),
        place=_place(table) if kind == FILLED else None,
    )


def usable_fields(known: Catalogue) -> tuple[Field, ...]:
    """Return the fields a column may show: kept where hand-offs read, and a text."""
    return tuple(
        one
        for one in known.fields.values()
        if FILES & set(one.retention) and one.type.name not in _NO_TEXT
    )


def parts_of(found: Field | None) -> tuple[str, ...]:
    """Return the parts of a field's value of which a column shows one; empty: the whole value."""
    return () if found is None else _PARTS.get(found.type.name, ())


def holds_a_day(found: Field | None, computed: str | None = None) -> bool:
    """Whether a column of this field, or of this of COMPUTED, may say how a day is written."""
    dated = found is not None and (bool(parts_of(found)) or found.type.name in _DAYS)
    return dated or computed == TODAY


def holds_a_month(found: Field | None) -> bool:
    """Whether it is a month, of which no day can be written."""
    return found is not None and found.type.name == "year_month"


def codes_of(known: Catalogue, found: Field | None, computed: str | None) -> Mapping[str, Text]:
    """Return the codes for which a column may say the receiver's; empty where there are none."""
    if computed == CHANGE:
        return known.code_lists[_CHANGES].codes
    if found is None or not found.code_list:
        return {}
    return known.code_lists[found.code_list].codes


def _field(table: Table, known: Catalogue) -> Field:
    """Return the field a column shows: the one it is named after, unless it says another."""
    usable = [field.key for field in usable_fields(known)]
    if "field" in table.body:
        return known.fields[table.name("field", usable, "field")]
    return known.fields[table.known(table.key, usable, "field")]


def _part(table: Table, found: Field | None) -> str | None:
    parts = parts_of(found)
    if "part" in table.body:
        return table.name("part", parts, "word")
    if parts:
        raise MissingKey(**table.where(), owner=table.key, name="part")
    return None


def _date(table: Table, found: Field | None, computed: str | None) -> str | None:
    """Return how a day is written; a field that holds none has no such format."""
    if "date" not in table.body:
        return None
    written = table.string("date")
    if not holds_a_day(found, computed):
        raise table.wrong("date", N_("left out: this is no day"))
    month = holds_a_month(found)
    if not _DATE.fullmatch(written) or "yyyy" not in written or (month and "d" in written):
        shape = t("made of yyyy, mm and dd") if not month else t("made of yyyy and mm")
        raise WrongShape(**table.where("date"), name="date", shape=shape)
    return written


def _codes(
    table: Table, found: Field | None, known: Catalogue, computed: str | None
) -> Mapping[str, str]:
    """Return the receiver's code table; every code of ours in it has to exist."""
    body = table.table("codes")
    codes = {key: body.string(key) for key in body.body}
    listed = codes_of(known, found, computed)
    for key in codes if listed else ():
        table.known(key, listed, "word", "codes", key)
    return codes


_CHANGES: Final = "hand_off_change"
"""The code list of why somebody stands in a file."""


def _needed_width(table: Table) -> int:
    width = _between(table, "width", 1, _WIDEST)
    if width is None:
        raise MissingKey(**table.where(), owner=table.key, name="width")
    return width


def _place(table: Table) -> str:
    place = table.string("place")
    if not _LETTERS.fullmatch(place):
        raise table.wrong("place", N_("column letters such as B"))
    return place
