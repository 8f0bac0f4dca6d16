# SPDX-License-Identifier: Apache-2.0
"""The headings of a privacy policy, found in its plain text.

A company's text comes from anywhere: numbered ``1.``, ``一、`` or ``第一条``, or with lines that
stand alone. A list of contents repeats the headings before any of them has a text below it; what
is numbered inside a chapter is no chapter. The text itself is never changed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

LONGEST_TITLE: Final = 100
"""Characters of a heading at most: longer lines are sentences."""
_CHINESE_TITLE: Final = 40
"""The same where the line is Chinese, which says as much in fewer characters."""

_DIGITS: Final = "零一二三四五六七八九"
_NUMBER: Final = r"[〇零一二三四五六七八九十]{1,3}"
_FAMILIES: Final = (
    re.compile(rf"第\s*({_NUMBER}|\d{{1,2}})\s*[章节条部分编]{{1,2}}[\s、:：]*(?P<title>.*)"),
    re.compile(rf"({_NUMBER})\s*[、.．](?P<title>.+)"),
    re.compile(r"(\d{1,2})\s*(?:[.．、](?![\d.．])|(?=\s))\s*(?P<title>.+)"),
)
"""How chapters are numbered, each with the number and the title."""
_ENDS: Final = "。；;，,：:、？！?!"
"""What a sentence ends with and a heading does not."""


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter: its heading as it stands (empty for what comes before the first), its lines."""

    heading: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return heading and lines as they stand."""
        return "\n".join((self.heading, *self.lines) if self.heading else self.lines)


@dataclass(frozen=True, slots=True)
class _Candidate:
    line: int
    number: int
    followed: bool
    """Whether it has a text below it, and not the next heading at once."""


def sections(text: str) -> tuple[Section, ...]:
    """Return the chapters of a text in order; what stands before the first comes first."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    starts = _numbered(lines) or _alone(lines)
    bounds = [*starts, len(lines)]
    found = [Section("", tuple(lines[: bounds[0]]))]
    for start, end in pairwise(bounds):
        found.append(Section(lines[start].strip(), tuple(lines[start + 1 : end])))
    return tuple(one for one in found if one.heading or any(map(str.strip, one.lines)))


def headings(text: str) -> tuple[str, ...]:
    """Return the headings found, as they stand."""
    return tuple(one.heading for one in sections(text) if one.heading)


def _numbered(lines: Sequence[str]) -> list[int]:
    """Return the lines of the longest run 1, 2, 3 … of one way of numbering, if there is one."""
    chains = [_chain(_candidates(lines, family)) for family in _FAMILIES]
    longest = max(chains, key=len)
    return longest if len(longest) > 1 else []


def _candidates(lines: Sequence[str], family: re.Pattern[str]) -> list[_Candidate]:
    numbers = {place: number for place, line in enumerate(lines)
               if (number := _number(line, family)) is not None}  # fmt: skip
    filled = [place for place, line in enumerate(lines) if line.strip()]
    after = dict(pairwise(filled))
    return [
        _Candidate(place, number, place in after and after[place] not in numbers)
        for place, number in numbers.items()
    ]


def _number(line: str, family: re.Pattern[str]) -> int | None:
    """Return the number of a line that may be a heading, None for any other line."""
    stripped = line.strip()
    match = family.fullmatch(stripped)
    if match is None or not _is_title(match["title"]):
        return None
    return int(match[1]) if match[1].isdigit() else _chinese(match[1])


def _is_title(title: str) -> bool:
    title = title.strip()
    chinese = any("\u4e00" <= c <= "\u9fff" for c in title)
    longest = _CHINESE_TITLE if chinese else LONGEST_TITLE
    return len(title) <= longest and not title.endswith((*_ENDS, "."))


def _chinese(number: str) -> int:
    """Return 1 to 99 from its Chinese spelling."""
    tens, _, ones = number.partition("十")
    if "十" not in number:
        return _DIGITS.find(number[-1])
    return (_DIGITS.find(tens) if tens else 1) * 10 + (_DIGITS.find(ones) if ones else 0)


def _chain(candidates: Sequence[_Candidate]) -> list[int]:
    """Return the lines of the longest run from 1 upwards, most of which have a text below them.

    Of runs that are equal the earliest counts: a list inside a chapter comes after its heading.
    """
    best: dict[int, tuple[tuple[int, int], list[int]]] = {}
    for one in candidates:
        before = best.get(one.number - 1, ((0, 0), [])) if one.number > 1 else ((0, 0), [])
        if one.number > 1 and not before[1]:
            continue
        score = (before[0][0] + 1, before[0][1] + one.followed)
        if one.number not in best or score > best[one.number][0]:
            best[one.number] = (score, [*before[1], one.line])
    return max(best.values(), key=lambda found: found[0], default=((0, 0), []))[1]


def _alone(lines: Sequence[str]) -> list[int]:
    """Return the short lines between empty ones that no sentence ends, with a text below each."""
    padded = ["", *(line.strip() for line in lines), ""]
    found = [
        place
        for place in range(1, len(padded) - 1)
        if padded[place] and not padded[place - 1] and not padded[place + 1]
        and _is_title(padded[place])
    ]  # fmt: skip
    filled = [place for place in range(1, len(padded) - 1) if padded[place]]
    after = dict(pairwise(filled))
    return [place - 1 for place in found if after.get(place) not in {None, *found}]
