# SPDX-License-Identifier: Apache-2.0
"""Masking rules: from the text a person would read in full to what masked access shows.

A field names its rule. A rule never reveals the middle of a value nor its exact length.
"""

import re
from collections.abc import Callable, Mapping

HIDDEN = "***"
"""What the strictest rule shows, whatever the value."""

BEST_SCORE = 100
SCORE_BANDS = ((85, "A*"), (70, "B*"), (60, "C*"), (0, "D*"))
"""The least score of each band, the best first."""


def _hidden(_text: str) -> str:
    return HIDDEN


def _whole(text: str) -> str:
    return text


def _surname(text: str) -> str:
    """张* for two characters, 欧*华 for more, 买*·* for names with a dot, J*** for Latin ones."""
    if "·" in text:
        return f"{text[:1]}*·*"
    if text.isascii():
        return f"{text[:1]}***"
    return f"{text[:1]}*{text[-1:]}" if len(text) > 2 else f"{text[:1]}*"


def _email(text: str) -> str:
    """z***@q***.com."""
    local, _, domain = text.rpartition("@")
    return f"{local[:1]}***@{domain[:1]}***.{domain.rpartition('.')[2]}"


def _phone(text: str) -> str:
    """138****1234; a number from abroad keeps its first and last three digits."""
    digits = re.sub(r"\D", "", text)
    if len(digits) == 11 and not text.startswith("+"):
        return f"{digits[:3]}****{digits[-4:]}"
    return f"+{digits[:2]}****{digits[-3:]}"


def _year(text: str) -> str:
    """1990-**-**."""
    return f"{text[:4]}-**-**"


def _id_number(text: str) -> str:
    """370***********1234; of a passport or permit E******78."""
    if len(text) < 8:
        return HIDDEN
    head, tail = (3, 4) if len(text) == 18 else (1, 2)
    return f"{text[:head]}{'*' * (len(text) - head - tail)}{text[-tail:]}"


def _last_four(text: str) -> str:
    """****5678; shorter values than eight characters stay hidden."""
    return f"****{text[-4:]}" if len(text) >= 8 else HIDDEN


def _card(text: str) -> str:
    """**** **** **** 1234: the last four digits, however the number is grouped."""
    return f"**** **** **** {text.replace(' ', '')[-4:]}"


def _head_four(text: str) -> str:
    """The first four characters of a bank's name."""
    return f"{text[:4]}****" if len(text) > 4 else HIDDEN


def _handle(text: str) -> str:
    """ab***9."""
    return f"{text[:2]}***{text[-1:]}" if len(text) > 5 else HIDDEN


def _company(text: str) -> str:
    """青岛****有限公司: the first two characters and the legal form."""
    form = re.search(r"(?:股份|集团)?有限(?:责任)?公司$|公司$|厂$|集团$", text)
    if len(text) < 6 or (form and form.start() < 2):
        return HIDDEN
    return f"{text[:2]}****{form[0] if form else ''}"


def _district(text: str) -> str:
    """An address down to its district, county or, failing these, its city."""
    for unit in ("区", "县", "旗", "市"):
        place = re.match(rf"^.{{2,18}}?{unit}(?!域)", text)
        if place and place.end() < len(text):
            return f"{place[0]}***"
    return HIDDEN


def _province(text: str) -> str:
    """山东省 ***: the part of a place name before the space, or after the last comma."""
    if ", " in text:
        return f"***, {text.rpartition(', ')[2]}"
    head, space, _ = text.partition(" ")
    return f"{head} ***" if space else HIDDEN


def _plate(text: str) -> str:
    """鲁B***12."""
    return f"{text[:2]}***{text[-2:]}"


def _hour(text: str) -> str:
    """2026-03-02 14:**."""
    return re.sub(r":\d\d$", ":**", text) if re.search(r" \d\d:\d\d$", text) else HIDDEN


def _contact(text: str) -> str:
    """王* 138****: of a named contact only the surname and the head of the phone number."""
    digits = re.sub(r"\D", "", text)
    return f"{text[:1]}* {digits[:3]}****"


def _first_cell(text: str) -> str:
    """A history without its school or employer: the first cell of every line is hidden."""
    cells = (line.partition(" | ") for line in text.split("\n"))
    return "\n".join(HIDDEN + between + rest for _, between, rest in cells)


def _number_cell(text: str) -> str:
    """焊工证 | ****5678 | 2027-01-01: the second cell of every line but for its last four."""
    return "\n".join(map(_with_number_hidden, text.split("\n")))


def _with_number_hidden(line: str) -> str:
    head, between, rest = line.partition(" | ")
    number, more, last = rest.partition(" | ")
    if not between:
        return HIDDEN
    return head + between + _last_four(number.strip()) + more + last


def _banded(text: str) -> str:
    """8***-1****: of each amount its first digit and how large it is; B*: a score's band.

    A score is a bare number up to 100 (A from 85, B from 70, C from 60); other texts are hidden.
    """
    if text.isdecimal() and int(text) <= BEST_SCORE:
        return next(letter for least, letter in SCORE_BANDS if int(text) >= least)
    amounts = re.match(r"\d{3,}(?:-\d{3,})?", text)
    if not amounts:
        return HIDDEN
    return re.sub(r"(\d)(\d+)", lambda one: one[1] + "*" * len(one[2]), amounts[0])


RULES: Mapping[str, Callable[[str], str]] = {
    "hidden": _hidden,
    "none": _whole,
    "surname": _surname,
    "email": _email,
    "phone": _phone,
    "year": _year,
    "id_number": _id_number,
    "last_four": _last_four,
    "card": _card,
    "head_four": _head_four,
    "handle": _handle,
    "company": _company,
    "district": _district,
    "province": _province,
    "plate": _plate,
    "hour": _hour,
    "contact": _contact,
    "first_cell": _first_cell,
    "number_cell": _number_cell,
    "banded": _banded,
}
"""Rule name to rule; the loader refuses any other name."""


def masked(rule: str, text: str) -> str:
    """Apply the rule to the text shown in full; an empty text stays empty."""
    return RULES[rule](text) if text else ""
