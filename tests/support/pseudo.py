# SPDX-License-Identifier: Apache-2.0
"""A pseudo-language as one .po file: every text of program and catalogue, stretched by half.

Vorta's idea: a screen that holds it holds any language, and a text that stays plain English was
never given to the translators.
"""

import ast
import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from hr_desk.catalogue import load
from hr_desk.i18n import Text

ROOT = Path(__file__).resolve().parent.parent.parent
CODE = "eo"
NAME = "Pseŭdo"

_ACCENTS = str.maketrans("aceghijosuACEGHIJOSU", "áĉéĝĥíĵóŝŭÁĈÉĜĤÍĴÓŜŬ")
_PLACEHOLDER = re.compile(r"({[^{}]*})")


def stretched(text: str) -> str:
    """Return a text half as long again, accented, its {placeholders} as they were."""
    parts = _PLACEHOLDER.split(text)
    marked = "".join(
        part if place % 2 else part.translate(_ACCENTS) for place, part in enumerate(parts)
    )
    return f"⟦{marked}{'~' * (len(text) // 2)}⟧"


def messages() -> set[str]:
    """Return every literal of t(), N_() and Text(en=...) in the program."""
    found: set[str] = set()
    for package in ("hr_desk", "ui"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call):
                    found |= {
                        str(arg.value) for arg in _said(node) if isinstance(arg, ast.Constant)
                    }
    return found - {""}


def _said(call: ast.Call) -> list[ast.expr]:
    name = ast.unparse(call.func)
    if name == "Text":
        return [word.value for word in call.keywords if word.arg == "en"]
    return call.args[:1] if name in {"t", "N_"} else []


def catalogue_texts() -> set[str]:
    """Return every English text of the catalogue that ships."""
    return set(_texts(load().declared)) - {""}


def _texts(value: Any) -> list[str]:
    if isinstance(value, Text):
        return [value.en]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, tuple):
        return [text for one in value for text in _texts(one)]
    if is_dataclass(value):
        return [text for one in fields(value) for text in _texts(getattr(value, one.name))]
    return []


def po(entries: dict[str, str], *, code: str = CODE, name: str = NAME) -> bytes:
    """Return a .po file with these entries."""
    header = f"Language: {code}\nX-Language-Name: {name}\nContent-Type: text/plain; charset=UTF-8\n"
    lines = ['msgid ""', 'msgstr ""', *(_quoted(line + "\n") for line in header.splitlines()), ""]
    for message, text in sorted(entries.items()):
        lines += [f"msgid {_quoted(message)}", f"msgstr {_quoted(text)}", ""]
    return "\n".join(lines).encode()


def pseudo_language() -> bytes:
    """Return the .po file of the pseudo-language."""
    return po({text: stretched(text) for text in messages() | catalogue_texts()})


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
