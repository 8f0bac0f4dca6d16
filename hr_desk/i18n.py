# SPDX-License-Identifier: Apache-2.0
"""Words in two languages and, at a kiosk, in more: messages from code and texts from data files.

Messages in code are English literals; resources/translations/zh_CN.po holds the Chinese. The
language is one setting of the process, switched live by the window and fixed by a command. A
further language is one file (hr_desk.language_file) that a kiosk's profile carries; what it lacks
is shown in English.
"""

import gettext
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("zh_CN", "en")
"""The languages every word exists in; the first one is the default."""

NAMES = {"zh_CN": "中文", "en": "English"}
"""Each of them in its own words."""

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
"""The folder of data files that ship with the program."""


@dataclass(frozen=True)
class Language:
    """A further language: its code (``vi``), its own name, and English texts to theirs.

    ``messages`` holds messages from code and English texts of the catalogue alike.
    """

    code: str
    name: str
    messages: Mapping[str, str] = field(repr=False)


class _Current:
    """The language of this process, and the further ones it was given."""

    code = LANGUAGES[0]
    more: Mapping[str, Language] = {}


def language() -> str:
    """Return the language in use, one of ``languages()``."""
    return _Current.code


def languages() -> tuple[str, ...]:
    """Return the codes of all languages of this process: LANGUAGES, then those it was given."""
    return (*LANGUAGES, *_Current.more)


def name_of(code: str) -> str:
    """Return a language's name in its own words; raises KeyError for one without texts."""
    return NAMES[code] if code in NAMES else _Current.more[code].name


def use_language(code: str) -> None:
    """Switch the process to ``code``; raises ValueError for a language that has no texts."""
    if code not in languages():
        raise ValueError(f"no texts in {code}")
    _Current.code = code


def use_more(more: Iterable[Language]) -> None:
    """Give the process further languages in place of earlier ones; the one in use may go.

    Raises ValueError for a code of LANGUAGES.
    """
    found = {one.code: one for one in more}
    if found.keys() & set(LANGUAGES):
        raise ValueError("this language ships with the program")
    _Current.more = found
    if _Current.code not in languages():
        _Current.code = LANGUAGES[0]


@contextmanager
def with_more(more: Iterable[Language]) -> Iterator[None]:
    """Give the process further languages for the block."""
    before = tuple(_Current.more.values())
    use_more(more)
    try:
        yield
    finally:
        use_more(before)


def N_(message: str) -> str:  # noqa: N802 - the name every gettext extractor knows
    """Mark a message for translation where the language is not known yet; returns it unchanged."""
    return message


@lru_cache(maxsize=len(LANGUAGES))
def _messages(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    with (RESOURCES / "translations" / f"{code}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


@dataclass(frozen=True)
class Message:
    """A message marked with N_(), without places, that is said in the language when it is read."""

    message: str

    def __str__(self) -> str:
        """Return it in the language in use."""
        return t(self.message)


_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def t(message: str, /, **values: object) -> str:
    """Translate an English literal into the current language and fill its {placeholders}."""
    return translated(message, _Current.code, **values)


def translated(message: str, code: str, /, **values: object) -> str:
    """Translate a message into the language ``code`` and fill its {placeholders}."""
    text = _in_language(message, code)
    return text.format(**values) if values else text


def _in_language(message: str, code: str) -> str:
    if code in _Current.more:
        return _Current.more[code].messages.get(message) or _straight(message)
    text = _messages(code).gettext(message) if message else ""
    return _straight(text) if code == "en" else text


def _straight(text: str) -> str:
    """The font that ships sets curly quotes as wide as a Han character."""
    return text.translate(_STRAIGHT)


@dataclass(frozen=True)
class Text:
    """A text from a data file, in every language; ``str()`` gives the current one."""

    zh: str
    en: str

    def within(self, code: str) -> str:
        """Return the text in the language ``code``, in English where a further one lacks it."""
        if code in _Current.more:
            return _Current.more[code].messages.get(self.en) or self.en
        return self.en if code == "en" else self.zh

    def __str__(self) -> str:
        """Return the text in the language in use."""
        return self.within(_Current.code)
