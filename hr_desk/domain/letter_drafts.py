# SPDX-License-Identifier: Apache-2.0
"""A letter while somebody writes it: it may be unfinished, and is written as TOML.

What is written here is read by ``letter_texts`` alone: there is one judge of what a letter may say.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from hr_desk.catalogue.toml_text import key_text, value_text
from hr_desk.domain.letter_texts import (
    ABOUT,
    ANY,
    APPLICATION,
    JOINER,
    LINE,
    Asked,
    LetterText,
    Paragraph,
)
from hr_desk.i18n import Text

PARAGRAPH: Final = "paragraph"
ASK: Final = "ask"


@dataclass(frozen=True, kw_only=True)
class AskedDraft:
    """Something that is typed when the letter is made, as it stands in the editor."""

    key: str
    zh: str = ""
    en: str = ""
    kind: str = LINE
    optional: bool = False
    in_days: int = 0
    proposed: str = ""


@dataclass(frozen=True, kw_only=True)
class ParagraphDraft:
    """One paragraph as it stands in the editor."""

    key: str
    zh: str = ""
    en: str = ""
    optional: bool = False
    each_told: bool = False
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Field and the codes with which it stands in the letter."""


@dataclass(frozen=True, kw_only=True)
class LetterDraft:
    """A letter as it stands in the editor."""

    key: str
    zh: str = ""
    en: str = ""
    purpose: str = ""
    application: tuple[str, ...] = ()
    joiner: tuple[str, ...] = ()
    salutation_zh: str = ""
    salutation_en: str = ""
    asked: tuple[AskedDraft, ...] = ()
    paragraphs: tuple[ParagraphDraft, ...] = ()


def draft_of(letter: LetterText, order: Mapping[str, Iterable[str]]) -> LetterDraft:
    """Return a letter as the editor begins with it; ``order`` are all stages or states by kind."""
    greeting = letter.salutation or Text("", "")
    whens = {kind: _whens(letter, kind, tuple(words)) for kind, words in order.items()}
    return LetterDraft(
        key=letter.key, zh=letter.label.zh, en=letter.label.en, purpose=letter.purpose,
        application=whens[APPLICATION], joiner=whens[JOINER], salutation_zh=greeting.zh,
        salutation_en=greeting.en, asked=tuple(map(_asked_draft, letter.asked)),
        paragraphs=tuple(map(_paragraph_draft, letter.paragraphs)),
    )  # fmt: skip


def _whens(letter: LetterText, kind: str, words: tuple[str, ...]) -> tuple[str, ...]:
    chosen = letter.about.get(kind, frozenset())
    return (ANY,) if chosen >= set(words) else tuple(word for word in words if word in chosen)


def _asked_draft(one: Asked) -> AskedDraft:
    return AskedDraft(
        key=one.key, zh=one.label.zh, en=one.label.en, kind=one.kind, optional=one.optional,
        in_days=one.in_days, proposed=one.from_company or "",
    )  # fmt: skip


def _paragraph_draft(one: Paragraph) -> ParagraphDraft:
    only = tuple((key, tuple(sorted(codes))) for key, codes in one.only.items())
    return ParagraphDraft(
        key=one.key, zh=one.text.zh, en=one.text.en, optional=one.optional,
        each_told=one.each_told, only=only,
    )  # fmt: skip


def written(draft: LetterDraft) -> str:
    """Return a draft as the TOML text of a letter; whether it is one, ``letter_texts`` says."""
    name = f"letter.{key_text(draft.key)}"
    lines = [f"[{name}]", f"label = {value_text({'zh': draft.zh, 'en': draft.en})}"]
    lines.append(f"purpose = {value_text(draft.purpose)}")
    for kind, whens in ((APPLICATION, draft.application), (JOINER, draft.joiner)):
        lines += [f"{kind} = {value_text(list(whens))}"] if whens else []
    if draft.salutation_zh or draft.salutation_en:
        both = {"zh": draft.salutation_zh, "en": draft.salutation_en}
        lines.append(f"salutation = {value_text(both)}")
    for asked in draft.asked:
        lines += ["", f"[{name}.{ASK}.{key_text(asked.key)}]", *_asked_lines(asked)]
    for paragraph in draft.paragraphs:
        lines += ["", f"[{name}.{PARAGRAPH}.{key_text(paragraph.key)}]"]
        lines += _paragraph_lines(paragraph)
    return "\n".join(lines) + "\n"


def _asked_lines(one: AskedDraft) -> Iterator[str]:
    yield f"label = {value_text({'zh': one.zh, 'en': one.en})}"
    yield f"kind = {value_text(one.kind)}"
    if one.optional:
        yield "optional = true"
    if one.in_days:
        yield f"in_days = {one.in_days}"
    if one.proposed:
        yield f"proposed = {value_text(one.proposed)}"


def _paragraph_lines(one: ParagraphDraft) -> Iterator[str]:
    yield f"text = {value_text({'zh': one.zh, 'en': one.en})}"
    if one.optional:
        yield "optional = true"
    if one.each_told:
        yield "each_told = true"
    if one.only:
        yield f"only = {value_text({key: list(codes) for key, codes in one.only})}"


def as_json(draft: LetterDraft) -> str:
    """Return a draft as text that ``from_json`` reads back, however unfinished it is."""
    return json.dumps(asdict(draft), ensure_ascii=False)


def from_json(text: str) -> LetterDraft:
    """Return what ``as_json`` kept; raises ValueError for anything else."""
    try:
        body = json.loads(text)
        asked = tuple(AskedDraft(**one) for one in body.pop("asked"))
        paragraphs = tuple(_kept_paragraph(one) for one in body.pop("paragraphs"))
        whens: dict[str, Any] = {kind: tuple(body.pop(kind)) for kind in ABOUT}
        return LetterDraft(**body, **whens, asked=asked, paragraphs=paragraphs)
    except (TypeError, KeyError, AttributeError) as other:
        raise ValueError("no draft of a letter") from other


def _kept_paragraph(body: dict[str, Any]) -> ParagraphDraft:
    only = tuple((key, tuple(codes)) for key, codes in body.pop("only"))
    return ParagraphDraft(**body, only=only)
