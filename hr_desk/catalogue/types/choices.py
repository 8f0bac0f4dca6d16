# SPDX-License-Identifier: Apache-2.0
"""Values from a closed list: codes, countries, places; and yes or no."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from hr_desk.catalogue.types.base import Notice, ValueProblem
from hr_desk.catalogue.types.basis import ForeignValue, ValueType, needed
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.i18n import N_, Text, language


class NotOnTheList(ValueProblem):
    """Neither a code nor a word of the list."""

    message = N_("“{typed}” is not on the list. The nearest choice is “{nearest}”.")


class NotYesOrNo(ValueProblem):
    """Neither yes nor no."""

    message = N_("Please answer yes or no.")


@dataclass(frozen=True, kw_only=True)
class Choice(ValueType):
    """One code of the list ``codes``; codes and words in either language are taken."""

    name = "choice"
    codes: Mapping[str, Text] = field(default_factory=dict, repr=False)
    """Code to its words; filled by the loader from the field's code list."""

    def parse(self, text: str) -> str:
        """Return the code; raises NotOnTheList with the nearest choice."""
        typed = needed(clean(text))
        code = self._by_word.get(_word(typed))
        if code is None:
            raise NotOnTheList(typed=typed, nearest=self._nearest(typed))
        return code

    def meant(self, text: str) -> str | None:
        """Return the code that a word of the list stands for; None for others and for bare codes.

        A bare code (20, CHN) means something else to a person who searches.
        """
        word = _word(text)
        code = self._by_word.get(word)
        return None if code is None or word == _word(code) else code

    def notices(self, value: Any) -> tuple[Notice, ...]:
        """Refuse a code that is not on the list."""
        if value not in self.codes:
            raise NotOnTheList(typed=value, nearest=self._nearest(value))
        return ()

    def show(self, value: Any, code: str | None = None) -> str:
        """Return the code's words; a code since dropped from the list shows as itself."""
        text = self.codes.get(value)
        return text.within(code or language()) if text else str(value)

    @cached_property
    def _by_word(self) -> Mapping[str, str]:
        """Word to code; a word that could mean two codes means neither."""
        meant: dict[str, set[str]] = {}
        for code, text in self.codes.items():
            for spelling in self.spellings(code, text):
                meant.setdefault(_word(spelling), set()).add(code)
        clear = {word: min(codes) for word, codes in meant.items() if len(codes) == 1}
        return clear | {_word(code): code for code in self.codes}

    def spellings(self, code: str, text: Text) -> tuple[str, ...]:
        """Return the words that stand for one code."""
        return (code, text.zh, text.en)

    def _nearest(self, typed: str) -> str:
        from difflib import get_close_matches

        found = get_close_matches(_word(typed), self._by_word, n=1, cutoff=0.0)
        return self.show(self._by_word[found[0]]) if found else ""


def _word(text: str) -> str:
    return clean(text).replace(" ", "").casefold()


BETWEEN_CHOICES = "、"
"""What parts several choices on a line, in every language."""


@dataclass(frozen=True, kw_only=True)
class Choices(ValueType):
    """Several codes of the list ``codes``, each once, in the order of the list."""

    name = "choices"
    codes: Mapping[str, Text] = field(default_factory=dict, repr=False)
    """Code to its words; filled by the loader from the field's code list."""

    def parse(self, text: str) -> tuple[str, ...]:
        """Return the codes of words parted by 、 or another comma; raises NotOnTheList."""
        typed = re.split(r"[、,，;；/\n]", needed(clean(text, prose=True, lines=True)))
        found = {self._one.parse(word) for word in typed if word.strip()}
        needed("".join(found))
        return tuple(code for code in self.codes if code in found)

    def notices(self, value: Any) -> tuple[Notice, ...]:
        """Refuse a code that is not on the list, and an order that is not the list's."""
        for code in value:
            self._one.check(code)
        if not value or tuple(value) != tuple(code for code in self.codes if code in value):
            raise ForeignValue(kind=self.name)
        return ()

    def show(self, value: Any, code: str | None = None) -> str:
        """Return 白班、夜班."""
        return BETWEEN_CHOICES.join(self._one.show(one, code) for one in value)

    def store(self, value: Any) -> Any:
        """Return the codes as a list."""
        return list(value)

    def load(self, stored: Any) -> Any:
        """Return the codes; raises ForeignValue for anything but a list of strings."""
        if not isinstance(stored, list) or not all(isinstance(one, str) for one in stored):
            raise ForeignValue(kind=self.name)
        return tuple(stored)

    @property
    def _one(self) -> Choice:
        return Choice(codes=self.codes)


@dataclass(frozen=True, kw_only=True)
class Country(Choice):
    """A country or region as ISO 3166 alpha-3 code."""

    name = "country"


@dataclass(frozen=True, kw_only=True)
class Prefecture(Choice):
    """A prefecture-level place: the first four digits of GB/T 2260 and 00, never a street."""

    name = "prefecture"
    rule: str = "province"

    def spellings(self, code: str, text: Text) -> tuple[str, ...]:
        """Return also the bare city name, with and without 市."""
        city = text.zh.rpartition(" ")[2]
        return (*super().spellings(code, text), city, city.removesuffix("市"), _first(text.en))


def _first(english: str) -> str:
    return english.partition(",")[0]


_YES = frozenset({"是", "有", "已", "对", "true", "yes", "y", "1", "√", "✓"})
_NO = frozenset({"否", "无", "未", "不", "没有", "false", "no", "n", "0", "×"})


@dataclass(frozen=True, kw_only=True)
class Flag(ValueType):
    """Yes or no."""

    name = "flag"

    def parse(self, text: str) -> bool:
        """Return the answer; raises NotYesOrNo."""
        word = _word(needed(clean(text)))
        if word not in _YES | _NO:
            raise NotYesOrNo
        return word in _YES

    def show(self, value: Any, code: str | None = None) -> str:
        """Return 是 / 否, Yes / No."""
        answer = Text(zh="是", en="Yes") if value else Text(zh="否", en="No")
        return answer.within(code or language())

    def load(self, stored: Any) -> Any:
        """Return the answer; raises ForeignValue for anything but a JSON boolean."""
        if not isinstance(stored, bool):
            raise ForeignValue(kind=self.name)
        return stored
