# SPDX-License-Identifier: Apache-2.0
"""Two policy texts compared chapter by chapter: what went, what came, what stayed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from hr_desk.domain.policy_sections import Section, sections

_PIECES: Final = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
_LONGEST_LINE: Final = 4000
"""Pieces of a paragraph beyond which it is shown as replaced whole."""
_ALIKE: Final = 0.4
"""How alike two paragraphs are whose difference is worth marking word by word (0 to 1)."""


class Mark(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line and what became of it."""

    mark: Mark
    text: str


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SectionDifference:
    """A chapter of either text; ``heading`` is the newer one's where both have it."""

    heading: str
    lines: tuple[Line, ...]

    @property
    def changed(self) -> bool:
        """Whether anything in it is not as it was."""
        return any(piece.mark is not Mark.SAME for line in self.lines for piece in line)


def compare(old: str, new: str) -> tuple[SectionDifference, ...]:
    """Return the chapters of both texts in order, their headings among their lines."""
    return tuple(_section(one, other) for one, other in _pairs(sections(old), sections(new)))


def changed_headings(old: str, new: str) -> tuple[str, ...]:
    """Return the headings of the chapters that are not the same in both."""
    return tuple(one.heading for one in compare(old, new) if one.changed)


def _pairs(
    old: Sequence[Section], new: Sequence[Section]
) -> Iterator[tuple[Section | None, Section | None]]:
    """Yield which chapter became which: by heading, then by its place between two that stayed."""
    matcher = SequenceMatcher(None, [o.heading for o in old], [n.heading for n in new], False)
    for kind, a, b, c, d in matcher.get_opcodes():
        before, after = list(old[a:b]), list(new[c:d])
        together = min(len(before), len(after)) if kind != "equal" else len(before)
        yield from zip(before[:together], after[:together], strict=True)
        yield from ((one, None) for one in before[together:])
        yield from ((None, one) for one in after[together:])


def _section(old: Section | None, new: Section | None) -> SectionDifference:
    before, after = _lines(old), _lines(new)
    shown = new or old
    heading = shown.heading if shown is not None else ""
    return SectionDifference(heading, tuple(_compared(before, after)))


def _lines(section: Section | None) -> list[str]:
    if section is None:
        return []
    return [line.strip() for line in (section.heading, *section.lines) if line.strip()]


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, False).get_opcodes():
        if kind == "equal":
            yield from ((Piece(Mark.SAME, line),) for line in old[a:b])
            continue
        together = min(b - a, d - c)
        for before, after in zip(old[a : a + together], new[c : c + together], strict=True):
            yield from _words(before, after)
        yield from ((Piece(Mark.GONE, line),) for line in old[a + together : b])
        yield from ((Piece(Mark.NEW, line),) for line in new[c + together : d])


def _words(old: str, new: str) -> Iterator[Line]:
    """Yield one line with its changed words marked, or two where little of it stayed."""
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    matcher = SequenceMatcher(None, before, after, False)
    if max(len(before), len(after)) > _LONGEST_LINE or matcher.ratio() < _ALIKE:
        yield (Piece(Mark.GONE, old),)
        yield (Piece(Mark.NEW, new),)
        return
    pieces: list[Piece] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(Piece(Mark.SAME, "".join(before[a:b])))
            continue
        pieces += [Piece(mark, "".join(part)) for mark, part in
                   ((Mark.GONE, before[a:b]), (Mark.NEW, after[c:d])) if part]  # fmt: skip
    yield tuple(pieces)
