# SPDX-License-Identifier: Apache-2.0
"""Words: plain text, names of people, e-mail addresses, codes of letters and digits, plates."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.catalogue.types.basis import ValueType, needed, within
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.i18n import N_


class NotAName(ValueProblem):
    """Characters that no name holds, or too few or too many."""

    message = N_(
        "A name has 2 to 50 characters: Chinese characters, letters, the dot ·, a hyphen or an "
        "apostrophe, no digits. Type it as it stands on the ID card."
    )


class NotAnEmail(ValueProblem):
    """Not an address that mail could reach."""

    message = N_("This is not an e-mail address. It looks like name@example.com.")


class NotACode(ValueProblem):
    """Not letters and digits, or not as many as the field takes."""

    message = N_("This takes {shortest} to {longest} letters and digits without anything between.")


class NotAHandle(ValueProblem):
    """Not a WeChat ID."""

    message = N_(
        "A WeChat ID has 6 to 20 letters, digits, - or _ and begins with a letter. A mobile "
        "number goes into its own field."
    )


class NotAPlate(ValueProblem):
    """Not a plate number of mainland China."""

    message = N_(
        "This is not a plate number. It looks like 鲁B12345, or 鲁BD12345 for new-energy vehicles."
    )


class WrongCodeLength(ValueProblem):
    """A number among the words that has not as many digits as the code that belongs there."""

    message = N_(
        "The code in it has {typed} digits; it has to have {digits}. Please compare it with what "
        "the bank or office wrote."
    )


_NUMBER: Final = re.compile(r"[0-9](?:[ \-]?[0-9])*")
_SHORTEST_CODE: Final = 8
"""Digits from which a number is a code: fewer number a branch or a house."""


@dataclass(frozen=True, kw_only=True)
class PlainText(ValueType):
    """One line of text of at most ``longest`` characters.

    Where ``code_digits`` is not 0, a long number among the words is a code of so many digits, as
    the clearing code (联行号) of a bank's branch is.
    """

    name = "text"
    free_text = True
    longest: int = 80
    code_digits: int = 0

    def parse(self, text: str) -> str:
        """Return the cleaned line; Chinese punctuation stays as typed. Raises WrongCodeLength."""
        return self._coded(within(needed(clean(text, prose=True)), self.longest))

    def _coded(self, text: str) -> str:
        return _NUMBER.sub(self._code, text) if self.code_digits else text

    def _code(self, number: re.Match[str]) -> str:
        """Return a code without what was typed between its digits, a short number as it is."""
        digits = re.sub(r"[ \-]", "", number.group())
        if len(digits) < _SHORTEST_CODE:
            return number.group()
        if len(digits) != self.code_digits:
            raise WrongCodeLength(typed=len(digits), digits=self.code_digits)
        return digits


@dataclass(frozen=True, kw_only=True)
class LongText(PlainText):
    """Text of several lines."""

    name = "long_text"
    longest: int = 2000

    def parse(self, text: str) -> str:
        """Return the cleaned text; line breaks stay. Raises WrongCodeLength."""
        return self._coded(within(needed(clean(text, prose=True, lines=True)), self.longest))


_NAME = re.compile(r"[^\W\d_]+(?:[ ·'’\-]+[^\W\d_]+)*\.?")
"""Letters of any script (Han of every plane among them), joined by space, dot, - or apostrophe."""


@dataclass(frozen=True, kw_only=True)
class PersonName(ValueType):
    """A person's name, 2 to 50 characters, in the glyphs the person uses."""

    name = "person_name"

    def parse(self, text: str) -> str:
        """Return the cleaned name; space around a dot or between Chinese characters goes."""
        tidy = re.sub(r"\s*·\s*", "·", clean(text).replace("’", "'"))
        return self._checked(needed(_without_inner_space(tidy)))

    def _checked(self, value: str) -> str:
        if not 2 <= len(value) <= 50 or not _NAME.fullmatch(_without_marks(value)):
            raise NotAName
        return value


def _without_inner_space(name: str) -> str:
    """张 三 is how forms are filled; 张三 is the name. Latin names keep their spaces."""
    words = name.split(" ")
    if all(_is_han(word[-1:]) and _is_han(word[:1]) for word in words):
        return "".join(words)
    return name


def _is_han(character: str) -> bool:
    return bool(character) and unicodedata.name(character, "").startswith("CJK UNIFIED")


def _without_marks(name: str) -> str:
    """Combining marks belong to their letter: they are no characters a pattern should judge."""
    return "".join(c for c in name if not unicodedata.combining(c))


@dataclass(frozen=True, kw_only=True)
class Email(ValueType):
    """An e-mail address (RFC 5321, at most 254 characters), never looked up."""

    name = "email"
    rule: str = "email"

    def parse(self, text: str) -> str:
        """Return the address with its domain in lower case; raises NotAnEmail."""
        from email_validator import EmailNotValidError, validate_email

        typed = needed(clean(text).replace(" ", "").replace("。", "."))
        try:
            return validate_email(typed, check_deliverability=False).normalized
        except EmailNotValidError as problem:
            raise NotAnEmail from problem


@dataclass(frozen=True, kw_only=True)
class Alphanumeric(ValueType):
    """Letters and digits alone, letters in upper case."""

    name = "alnum"
    shortest: int = 1
    longest: int = 20

    def parse(self, text: str) -> str:
        """Return it without spaces and hyphens; raises NotACode."""
        typed = re.sub(r"[\s\-]", "", needed(clean(text))).upper()
        if not typed.isascii() or not typed.isalnum():
            raise NotACode(shortest=self.shortest, longest=self.longest)
        if not self.shortest <= len(typed) <= self.longest:
            raise NotACode(shortest=self.shortest, longest=self.longest)
        return typed


@dataclass(frozen=True, kw_only=True)
class WeChatId(ValueType):
    """A WeChat ID as the app shows it."""

    name = "wechat_id"
    rule: str = "handle"

    def parse(self, text: str) -> str:
        """Return it without spaces, letters as typed; raises NotAHandle."""
        typed = needed(clean(text).replace(" ", ""))
        if not re.fullmatch(r"[A-Za-z][-_A-Za-z0-9]{5,19}", typed):
            raise NotAHandle
        return typed


PROVINCES: Final = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
PLATE_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
PLATE_ENDS: Final = "挂学警港澳"
"""What a plate begins with, which letters it has, and what may stand at its end in their place."""

PLATE = re.compile(
    rf"[{PROVINCES}][{PLATE_LETTERS}]"
    rf"(?:[A-HJK][{PLATE_LETTERS}0-9][0-9]{{4}}|[0-9]{{5}}[A-HJK]"
    rf"|[{PLATE_LETTERS}0-9]{{4}}[{PLATE_LETTERS}0-9{PLATE_ENDS}])"
)
"""GA 36-2018 plates without I and O; new-energy plates have eight characters, and come first."""


@dataclass(frozen=True, kw_only=True)
class Plate(ValueType):
    """A plate number of mainland China, letters in upper case."""

    name = "plate"
    rule: str = "plate"

    def parse(self, text: str) -> str:
        """Return it without spaces and dots; raises NotAPlate."""
        typed = re.sub(r"[\s·.\-]", "", needed(clean(text))).upper()
        if not PLATE.fullmatch(typed):
            raise NotAPlate
        return typed
