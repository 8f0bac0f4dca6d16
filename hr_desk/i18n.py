# SPDX-License-Identifier: Apache-2.0
"""Words in two languages: messages from code (gettext) and texts from data files.

Messages in code are English literals; resources/translations/zh_CN.po holds the Chinese. The
language is one setting of the process, switched live by the window and fixed by a command.
"""

import gettext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("zh_CN", "en")
"""The languages every word exists in; the first one is the default."""

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
"""The folder of data files that ship with the program."""


class _Current:
    """The language of this process."""

    code = LANGUAGES[0]


def language() -> str:
    """Return the language in use, one of LANGUAGES."""
    return _Current.code


def use_language(code: str) -> None:
    """Switch the process to ``code``; raises ValueError for a language that has no texts."""
    if code not in LANGUAGES:
        raise ValueError(f"no texts in {code}")
    _Current.code = code


def N_(message: str) -> str:  # noqa: N802 - the name every gettext extractor knows
    """Mark a message for translation where the language is not known yet; returns it unchanged."""
    return message


@lru_cache(maxsize=len(LANGUAGES))
def _messages(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    with (RESOURCES / "translations" / f"{code}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


_STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def t(message: str, /, **values: object) -> str:
    """Translate an English literal into the current language and fill its {placeholders}."""
    return translated(message, _Current.code, **values)


def translated(message: str, code: str, /, **values: object) -> str:
    """Translate a message into the language ``code`` and fill its {placeholders}."""
    text = _messages(code).gettext(message) if message else ""
    if code == "en":
        # The font that ships sets curly quotes as wide as a Han character.
        text = text.translate(_STRAIGHT)
    return text.format(**values) if values else text


@dataclass(frozen=True)
class Text:
    """A text from a data file, in every language; ``str()`` gives the current one."""

    zh: str
    en: str

    def within(self, code: str) -> str:
        """Return the text in the language ``code``."""
        return self.en if code == "en" else self.zh

    def __str__(self) -> str:
        """Return the text in the language in use."""
        return self.within(_Current.code)
