# SPDX-License-Identifier: Apache-2.0
"""Text as it arrives from keyboards, phones and spreadsheets, made into one form.

NFKC (full-width letters and digits, Kangxi radicals, compatibility forms), the supplementary
radicals that NFKC leaves apart, the dots of names, and no invisible characters.
"""

import re
import unicodedata

_DOTS = dict.fromkeys(map(ord, "•・‧∙⋅･․"), "·")
"""What keyboards give for the dot in 买买提·吐尔逊; U+00B7 is the standard's."""

_RADICALS = str.maketrans(
    "⺎⺒⺔⺝⺟⺠⺶⻁⻄⻅⻆⻉⻋⻌⻑⻒⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "兀巳彑月母民羊虎西见角贝车辶長镸长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)
"""CJK Radicals Supplement: PDF text holds them instead of the characters they look like."""

_PUNCTUATION = frozenset("，。：；！？（）【】《》“”‘’、～")
"""Chinese punctuation that prose keeps as typed."""


def clean(text: str, *, prose: bool = False, lines: bool = False) -> str:
    """Return ``text`` in its one form: NFKC, dots and radicals folded, outer space stripped.

    ``prose`` keeps Chinese punctuation full-width; ``lines`` keeps line breaks, otherwise any run
    of white space becomes one space. Cleaning twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    folded = _folded(text.replace("\r\n", "\n").replace("\r", "\n"), prose)
    folded = folded.translate(_DOTS).translate(_RADICALS)
    visible = folded if folded.isprintable() else _without_invisible(folded)
    if lines:
        return "\n".join(" ".join(line.split()) for line in visible.split("\n")).strip()
    return " ".join(visible.split())


def plain_heading(text: str) -> str:
    """Return what a column's heading is compared by: no notes in brackets, no signs, one case."""
    noted = re.sub(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】", "", clean(text))
    kept = "".join(c for c in noted if c.isalnum())
    return kept.casefold() or "".join(clean(text).split()).casefold()


def _folded(text: str, prose: bool) -> str:
    if not prose:
        return unicodedata.normalize("NFKC", text)
    pieces = (c if c in _PUNCTUATION else unicodedata.normalize("NFKC", c) for c in text)
    return unicodedata.normalize("NFC", "".join(pieces))


def _without_invisible(text: str) -> str:
    return "".join(c for c in text if c in "\n\t" or not _invisible(c))


def _invisible(character: str) -> bool:
    """Whether it is a control, a format mark (zero width, direction), unassigned or private.

    Python 3.11 knows Unicode 14; later Han (extensions H and I) is unassigned to it and stays.
    """
    if 0x20000 <= ord(character) < 0x40000:
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn")
