# SPDX-License-Identifier: Apache-2.0
"""Values as TOML text: what an editor of the window writes, ``source.parse`` reads back."""

import json
from collections.abc import Iterator
from typing import Any, Final

_LAST_PLAIN: Final = 0x7F


def value_text(value: Any) -> str:
    """Return a flag, number, text, list or mapping as TOML says it, on one line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return f"[{', '.join(map(value_text, value))}]"
    inner = ", ".join(f"{key_text(key)} = {value_text(one)}" for key, one in value.items())
    return f"{{ {inner} }}" if inner else "{}"


def key_text(text: str) -> str:
    """Return a key, in quotes where it needs them."""
    plain = text.isascii() and text.replace("_", "").replace("-", "").isalnum()
    return text if plain else quoted(text)


def quoted(text: str) -> str:
    """Return a basic string: JSON escapes what TOML does, but for one sign."""
    return "".join(_escaped(json.dumps(text, ensure_ascii=False)))


def _escaped(text: str) -> Iterator[str]:
    for sign in text:
        yield f"\\u{ord(sign):04X}" if ord(sign) == _LAST_PLAIN else sign
