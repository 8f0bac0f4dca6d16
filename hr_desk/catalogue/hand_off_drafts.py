# SPDX-License-Identifier: Apache-2.0
"""A template of a hand-off while somebody makes it: it may be unfinished, and is written as TOML.

What is written here is read by ``hand_off_templates`` alone: there is one judge of what a template
may say.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from hr_desk.catalogue.hand_off_templates import (
    ENCODINGS,
    LINE_ENDS,
    SEPARATORS,
    WHO,
    WORKBOOK,
    Column,
    Template,
    keys_of_column,
    keys_of_template,
)
from hr_desk.catalogue.toml_text import key_text, value_text

FIELD: Final = "field"
CONSTANT: Final = "constant"
VALUE: Final = "value"
SOURCES: Final = (FIELD, CONSTANT, VALUE)
"""What a column shows, by the key that says so; an empty source is not chosen yet."""


@dataclass(frozen=True, kw_only=True)
class ColumnDraft:
    """One column as it stands in the editor; texts are as they were typed."""

    key: str
    source: str = ""
    """One of SOURCES, or empty."""
    of: str = ""
    """The field's key, the fixed text, or one of COMPUTED."""
    header: str = ""
    part: str = ""
    date: str = ""
    codes: tuple[tuple[str, str], ...] = ()
    """Our code and the receiver's; an empty one is not said."""
    required: bool = False
    width: int = 0
    right: bool = False
    place: str = ""


@dataclass(frozen=True, kw_only=True)
class TemplateDraft:
    """A template as it stands in the editor; 0 is a number that is not said."""

    key: str
    zh: str = ""
    en: str = ""
    kind: str = WORKBOOK
    who: str = WHO[0]
    purpose: str = ""
    recipients: tuple[str, ...] = ()
    columns: tuple[ColumnDraft, ...] = ()
    day: int = 0
    within_days: int = 0
    basis: str = ""
    sheet: str = ""
    first_row: int = 2
    last_row: int = 0
    workbook: str = ""
    plain: bool = False
    encoding: str = ENCODINGS[0]
    separator: str = SEPARATORS[0]
    line_end: str = next(iter(LINE_ENDS))
    heading: bool = True


def draft_of(template: Template) -> TemplateDraft:
    """Return a template as the editor begins with it."""
    ends = {end: name for name, end in LINE_ENDS.items()}
    return TemplateDraft(
        key=template.key, zh=template.label.zh, en=template.label.en, kind=template.kind,
        who=template.who, purpose=template.purpose, recipients=template.recipients,
        columns=tuple(map(_column_draft, template.columns)), day=template.day or 0,
        within_days=template.within_days or 0, basis=template.basis, sheet=template.sheet,
        first_row=template.first_row, last_row=template.last_row or 0, workbook=template.workbook,
        plain=template.plain, encoding=template.encoding, separator=template.separator,
        line_end=ends[template.line_end], heading=template.heading,
    )  # fmt: skip


def _column_draft(column: Column) -> ColumnDraft:
    said = ((FIELD, column.field), (CONSTANT, column.constant), (VALUE, column.computed))
    source, of = next((key, text) for key, text in said if text is not None)
    return ColumnDraft(
        key=column.key, source=source, of=of, header=column.header, part=column.part or "",
        date=column.date or "", codes=tuple(column.codes.items()), required=column.required,
        width=column.width or 0, right=column.right, place=column.place or "",
    )  # fmt: skip


def free_key(wanted: str, taken: Iterable[str]) -> str:
    """Return ``wanted``, or the first of ``wanted_2``, ``wanted_3`` that is not taken."""
    known, number, found = set(taken), 1, wanted
    while found in known:
        number += 1
        found = f"{wanted}_{number}"
    return found


def as_json(draft: TemplateDraft) -> str:
    """Return a draft as text that ``from_json`` reads back, however unfinished it is."""
    return json.dumps(asdict(draft), ensure_ascii=False)


def from_json(text: str) -> TemplateDraft:
    """Return what ``as_json`` kept; raises ValueError for anything else."""
    try:
        body = json.loads(text)
        columns = tuple(_kept_column(one) for one in body.pop("columns"))
        return TemplateDraft(
            **{**body, "recipients": tuple(body["recipients"]), "columns": columns}
        )
    except (TypeError, KeyError, AttributeError) as other:
        raise ValueError("no draft of a template") from other


def _kept_column(body: Mapping[str, Any]) -> ColumnDraft:
    codes = tuple((str(code), str(word)) for code, word in body["codes"])
    return replace(ColumnDraft(**body), codes=codes)


def head_of(draft: TemplateDraft) -> dict[str, Any]:
    """Return what a template says beside its columns, as TOML says it."""
    zh, en = draft.zh.strip(), draft.en.strip()
    said: dict[str, Any] = {
        "label": {"zh": zh or en, "en": en or zh},
        "kind": draft.kind,
        "who": draft.who,
        "purpose": draft.purpose,
        "recipients": list(draft.recipients),
        "day": draft.day,
        "within_days": draft.within_days,
        "basis": draft.basis.strip(),
        "sheet": draft.sheet,
        "first_row": draft.first_row,
        "last_row": draft.last_row,
        "workbook": draft.workbook,
        "plain": draft.plain,
        "encoding": draft.encoding,
        "separator": draft.separator,
        "line_end": draft.line_end,
        "heading": draft.heading,
    }
    allowed = keys_of_template(draft.kind)
    kept = {key: value for key, value in said.items() if key in allowed}
    return {key: value for key, value in kept.items() if value not in ("", 0) or value is False}


def column_body(column: ColumnDraft, kind: str) -> dict[str, Any]:
    """Return what a column says, as TOML says it; what its kind of file has no use for is left."""
    said: dict[str, Any] = {
        "header": column.header.strip(),
        "part": column.part,
        "date": column.date.strip(),
        "codes": {code: word for code, word in column.codes if word},
        "required": column.required,
        "width": column.width,
        "right": column.right,
        "place": column.place,
    }
    allowed = keys_of_column(kind)
    kept = {key: value for key, value in said.items() if value and key in allowed}
    source = column.source or FIELD
    named = source == FIELD and column.of == column.key
    # A source that says nothing yet is kept: the reader would take the column's name for a field.
    return kept if named else {source: column.of, **kept}


def written(draft: TemplateDraft) -> str:
    """Return a draft as the TOML text of a template, one line for each column.

    Whether it is a template, ``parse_template`` says.
    """
    lines = [f"[template.{key_text(draft.key)}]"]
    lines += (f"{key} = {value_text(value)}" for key, value in head_of(draft).items())
    lines += ["", f"[template.{key_text(draft.key)}.column]"]
    for column in draft.columns:
        lines.append(f"{key_text(column.key)} = {value_text(column_body(column, draft.kind))}")
    return "\n".join(lines) + "\n"
