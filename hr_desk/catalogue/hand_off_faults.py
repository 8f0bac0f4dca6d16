# SPDX-License-Identifier: Apache-2.0
"""What is wrong with a template that is being made, each mistake beside its column.

The reader of templates is the judge: it is asked about one column after the other, and about what
it would say next were the first mistake mended. Its sentences name file and line; here they name
what a person sees.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.hand_off_drafts import (
    CONSTANT,
    FIELD,
    VALUE,
    ColumnDraft,
    TemplateDraft,
    column_body,
    head_of,
)
from hr_desk.catalogue.hand_off_templates import (
    RECIPIENT_KINDS,
    Column,
    column_of,
    holds_a_day,
    holds_a_month,
    said_twice,
    template_of,
)
from hr_desk.catalogue.problems import CatalogueProblem, MissingKey, UnknownWord, WrongShape
from hr_desk.catalogue.source import Source, Table
from hr_desk.errors import UserError
from hr_desk.i18n import N_


class NothingChosen(UserError):
    """A column of which nobody said what stands in it."""

    message = N_("Choose what stands in this column, or take it out.")


class TextMissing(UserError):
    """A fixed text that is empty."""

    message = N_("Type the text that stands in every row.")


class FieldGone(UserError):
    """A field that is no longer in the catalogue, or that no hand-off may show."""

    message = N_("There is no field “{name}” for a hand-off. Choose another one.")


class HeadingMissing(UserError):
    """A column that is no field has no heading by itself."""

    message = N_("Give the column a heading.")


class PartMissing(UserError):
    """A value of two days, of which a column shows one."""

    message = N_("Choose which day of it stands here: the first or the last.")


class DayWrong(UserError):
    """A way to write a day that says too little or something else."""

    message = N_("Write how the day looks with yyyy, mm and dd, such as yyyy-mm-dd.")


class MonthWrong(UserError):
    """The same for a month."""

    message = N_("Write how the month looks with yyyy and mm, such as yyyymm.")


class NoDay(UserError):
    """A way to write a day, for what is none."""

    message = N_("This is no day, so it has no way to write one. Empty the line.")


class WidthMissing(UserError):
    """A text of fixed widths has one for each column."""

    message = N_("Say how many bytes the receiver's field has.")


class PlaceMissing(UserError):
    """A column of the receiver's workbook has a place there."""

    message = N_("Choose the column of the receiver's sheet.")


class PlaceTaken(UserError):
    """Two columns for one place."""

    message = N_("Column {name} of the receiver's sheet is filled twice. Choose another one.")


class HeadingTaken(UserError):
    """Two columns with one heading."""

    message = N_("There are two columns “{name}”. Give one of them another heading.")


class CodeUnknown(UserError):
    """A code table with a code that is not on our list."""

    message = N_("The code “{name}” is not on our list. Take it out of the code table.")


class NameMissing(UserError):
    """A template without a name."""

    message = N_("Give the template a name.")


class RecipientsMissing(UserError):
    """A template that is for nobody."""

    message = N_("Choose who may receive the file: one kind of recipient at least.")


class PurposeMissing(UserError):
    """A template without a purpose."""

    message = N_("Choose what the receiver needs the file for.")


class SheetMissing(UserError):
    """A workbook to be filled, without its sheet."""

    message = N_("Choose the receiver's empty workbook and its sheet.")


class TooLong(UserError):
    """A text of which the editors, the lists and the receivers see no more than so much."""

    message = N_("Shorten this text: it may have {limit} characters at most.")


class ColumnsMissing(UserError):
    """A template without columns."""

    message = N_("Add a column: a template without columns makes an empty file.")


class SomethingWrong(UserError):
    """Whatever else the reader of templates refuses."""

    message = N_("“{name}” cannot be used as it is. Choose it again.")


Body = Mapping[str, Any]
"""What TOML would say."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One mistake: the key of what is wrong, as TOML calls it, and its sentence."""

    key: str
    problem: UserError


@dataclass(frozen=True, slots=True)
class Faults:
    """All that is wrong with a draft; ``columns`` goes by the place of a column, from 0."""

    head: tuple[Fault, ...] = ()
    columns: Mapping[int, tuple[Fault, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.head) or any(self.columns.values())


_SOUND: Final[Body] = {
    "label": {"zh": "-", "en": "-"}, "sheet": "-", "workbook": "-", "header": "-", "width": 1,
    "place": "A", "part": "start", "constant": "-", "value": "number",
}  # fmt: skip
"""What the reader takes in place of what is wrong, so that it says what else is."""

_LONGEST: Final[Mapping[str, int]] = {
    "zh": 60, "en": 60, "basis": 60, "header": 200, CONSTANT: 200, "codes": 60,
}  # fmt: skip
"""Characters at most: of both names, the article, a heading, a fixed text, a receiver's code."""

_MOST: Final = 12
"""Mistakes that are named of one column, or of the template itself."""


def faults_of(draft: TemplateDraft, catalogue: Catalogue) -> Faults:
    """Return everything that is wrong with a draft; nothing where it is a template."""
    columns: dict[int, tuple[Fault, ...]] = {}
    sound: dict[int, Column] = {}
    for place, one in enumerate(draft.columns):
        found = _faults_of_column(one, draft.kind, catalogue) or _too_long(_texts_of_column(one))
        if found:
            columns[place] = found
        else:
            sound[place] = _read(one, column_body(one, draft.kind), draft.kind, catalogue)
    places = {id(one): place for place, one in sound.items()}
    for again in said_twice(tuple(sound.values())):
        columns[places[id(again)]] = (_twice(again),)
    head = (*_faults_of_head(draft, catalogue), *_too_long(_texts_of_head(draft)))
    if not draft.columns:
        head = (*head, Fault("column", ColumnsMissing()))
    return Faults(head, columns)


def _twice(column: Column) -> Fault:
    if column.place is not None:
        return Fault("place", PlaceTaken(name=column.place))
    return Fault("header", HeadingTaken(name=column.header))


def _read(column: ColumnDraft, body: Body, kind: str, catalogue: Catalogue) -> Column:
    table = Table(Source("", ""), ("template", "", "column", column.key), body)
    return column_of(table, catalogue, kind)


def _faults_of_column(column: ColumnDraft, kind: str, catalogue: Catalogue) -> tuple[Fault, ...]:
    def judge(body: Body) -> None:
        _read(column, body, kind, catalogue)

    found = _all_of(judge, column_body(column, kind), _SOUND)
    return tuple(
        Fault(one.key, _about_day(column, catalogue)) if one.key == "date" else one for one in found
    )


def _texts_of_head(draft: TemplateDraft) -> Iterator[tuple[str, str, str]]:
    """Yield what was typed: the key of the mistake, the key of the limit, the text."""
    yield from (("label", "zh", draft.zh), ("en", "en", draft.en), ("basis", "basis", draft.basis))


def _texts_of_column(column: ColumnDraft) -> Iterator[tuple[str, str, str]]:
    yield "header", "header", column.header
    if column.source == CONSTANT:
        yield CONSTANT, CONSTANT, column.of
    yield from (("codes", "codes", text) for _, text in column.codes)


def _too_long(texts: Iterable[tuple[str, str, str]]) -> tuple[Fault, ...]:
    """Return what is longer than anything shows; a template that is read may be longer still."""
    return tuple(
        Fault(key, TooLong(limit=_LONGEST[limit]))
        for key, limit, text in texts
        if len(text.strip()) > _LONGEST[limit]
    )


def _about_day(column: ColumnDraft, catalogue: Catalogue) -> UserError:
    field = catalogue.fields.get(column.of) if column.source == FIELD else None
    if not holds_a_day(field, column.of if column.source == VALUE else None):
        return NoDay()
    return MonthWrong() if holds_a_month(field) else DayWrong()


def _faults_of_head(draft: TemplateDraft, catalogue: Catalogue) -> tuple[Fault, ...]:
    one = ColumnDraft(key="-", source="constant", of="-", header="-", width=1, place="A")
    columns = {"column": {one.key: column_body(one, draft.kind)}}

    def judge(body: Body) -> None:
        template_of(Table(Source("", ""), ("template", draft.key), {**body, **columns}), catalogue)

    sound = {
        "recipients": list(catalogue.code_lists[RECIPIENT_KINDS].codes)[:1],
        "purpose": next(iter(catalogue.purposes)),
    }
    return _all_of(judge, head_of(draft), {**_SOUND, **sound})


def _all_of(judge: Callable[[Body], None], body: Body, sound: Body) -> tuple[Fault, ...]:
    """Return what the judge refuses, then what it refuses once that is mended."""
    found: list[Fault] = []
    mended = dict(body)
    while len(found) < _MOST:
        try:
            judge(mended)
        except CatalogueProblem as problem:
            fault = _said(problem, mended)
            found.append(fault)
            if not _mend(mended, fault.key, sound):
                break
        else:
            break
    return tuple(found)


def _mend(body: dict[str, Any], key: str, sound: Body) -> bool:
    """Put what the reader takes in the place of what it refused; False where nothing is known."""
    if key in sound and body.get(key) != sound[key]:
        body[key] = sound[key]
        return True
    return key != FIELD and body.pop(key, None) is not None


_SENTENCES: Final[Mapping[tuple[type[CatalogueProblem], str], type[UserError]]] = {
    (WrongShape, "field"): NothingChosen,
    (WrongShape, "value"): NothingChosen,
    (WrongShape, "constant"): TextMissing,
    (MissingKey, "header"): HeadingMissing,
    (MissingKey, "part"): PartMissing,
    (MissingKey, "width"): WidthMissing,
    (MissingKey, "place"): PlaceMissing,
    (MissingKey, "recipients"): RecipientsMissing,
    (MissingKey, "purpose"): PurposeMissing,
    (MissingKey, "sheet"): SheetMissing,
    (MissingKey, "workbook"): SheetMissing,
    (WrongShape, "label"): NameMissing,
}
"""What the reader refuses, and of which key, in the words of whoever looks at the columns."""


def _said(problem: CatalogueProblem, body: Body) -> Fault:
    name = str(problem.values.get("name", ""))
    if isinstance(problem, UnknownWord):
        return _unknown(name, body)
    sentence = _SENTENCES.get((type(problem), name))
    return Fault(name, SomethingWrong(name=name) if sentence is None else sentence())


def _unknown(word: str, body: Body) -> Fault:
    """A word is unknown: whose it is, the body says, since the sentence names the word alone."""
    if word in body.get("codes", {}):
        return Fault("codes", CodeUnknown(name=word))
    key = next((key for key, said in body.items() if said == word), FIELD)
    if key == FIELD:
        return Fault(key, FieldGone(name=word))
    if key == VALUE:
        return Fault(key, NothingChosen())
    return Fault(key, SomethingWrong(name=word))
