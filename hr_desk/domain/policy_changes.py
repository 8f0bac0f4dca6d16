# SPDX-License-Identifier: Apache-2.0
"""Which changes of a policy are major (policy 8.4), found by comparing what the program knows.

A version keeps the facts it was made under: fields, purposes, the company's record, recipients,
the rules of requests. Two sets of facts give the sure findings. The text gives further ones: a
phone number, a number of days, a kind of data or a company that it did not name before. That a
chapter reads otherwise is no finding by itself; its author judges it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final

Facts = Mapping[str, Mapping[str, Any]]
"""Group to key to what is known of it, as JSON; empty where a version kept none."""

FIELDS, PURPOSES, COMPANY, RECIPIENTS, RIGHTS = (
    "fields", "purposes", "company", "recipients", "rights",
)  # fmt: skip
ASSESSMENTS: Final = "assessments"


class Ground(IntEnum):
    """The six kinds of major change in clause 8.4, by their numbers."""

    PROCESSING = 1
    OWNERSHIP = 2
    RECIPIENTS = 3
    RIGHTS = 4
    CONTACT = 5
    RISK = 6


@dataclass(frozen=True, slots=True)
class Finding:
    """One major change: the ground, what happened (a key of ``WORDS`` of the reader), to what.

    ``subject`` is the key of a field or purpose, a name or the found words; before and after are
    what stood there.
    """

    ground: Ground
    kind: str
    subject: str
    before: str = ""
    after: str = ""

    @property
    def asks_anew(self) -> bool:
        """Whether consents given before do not cover it (PIPL 14(2))."""
        return self.ground is Ground.PROCESSING


def of_facts(old: Facts, new: Facts) -> tuple[Finding, ...]:
    """Return the major changes between two sets of facts; none where the older keeps none."""
    if not old:
        return tuple(_risks(old, new))
    found: list[Finding] = []
    for compare in (_fields, _purposes, _company, _recipients, _rights, _risks):
        found += compare(old, new)
    return tuple(found)


def _both(old: Facts, new: Facts, group: str) -> Iterator[tuple[str, Any, Any]]:
    before, after = old.get(group, {}), new.get(group, {})
    for key in sorted({*before, *after}):
        if before.get(key) != after.get(key):
            yield key, before.get(key), after.get(key)


def _fields(old: Facts, new: Facts) -> Iterator[Finding]:
    for key, before, after in _both(old, new, FIELDS):
        if before is None:
            yield Finding(Ground.PROCESSING, "field_new", key)
        elif after is not None:
            yield from _field(key, before, after)


def _field(key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Finding]:
    asked = set(after["asked"]) - set(before["asked"])
    firmer = {one for one in after["needed"] if one not in before["needed"]}
    if asked:
        yield Finding(Ground.PROCESSING, "field_asked", key, after=" ".join(sorted(asked)))
    elif firmer:
        yield Finding(Ground.PROCESSING, "field_needed", key, after=" ".join(sorted(firmer)))
    if before["purpose"] != after["purpose"]:
        yield Finding(Ground.PROCESSING, "field_purpose", key)
    if before["sensitivity"] != after["sensitivity"]:
        yield Finding(Ground.PROCESSING, "field_sensitivity", key)
    if after["days"] > before["days"]:
        yield Finding(
            Ground.PROCESSING, "field_longer", key, str(before["days"]), str(after["days"])
        )
    if after["stage"] < before["stage"]:
        yield Finding(Ground.PROCESSING, "field_earlier", key)


def _purposes(old: Facts, new: Facts) -> Iterator[Finding]:
    for key, before, after in _both(old, new, PURPOSES):
        if before is None:
            yield Finding(Ground.PROCESSING, "purpose_new", key)
        elif after is not None:
            yield Finding(Ground.PROCESSING, "purpose_changed", key)


def _company(old: Facts, new: Facts) -> Iterator[Finding]:
    for key, before, after in _both(old, new, COMPANY):
        ground = Ground.OWNERSHIP if key == "name" else Ground.CONTACT
        yield Finding(ground, f"company_{'name' if key == 'name' else 'contact'}", key,
                      str(before or ""), str(after or ""))  # fmt: skip


def _recipients(old: Facts, new: Facts) -> Iterator[Finding]:
    for key, before, after in _both(old, new, RECIPIENTS):
        name = (after or before)["name"]
        if before is None:
            yield Finding(Ground.RECIPIENTS, "recipient_new", name)
        elif after is None:
            yield Finding(Ground.RECIPIENTS, "recipient_gone", name)
        elif any(set(after[part]) - set(before[part]) for part in ("purposes", "fields")):
            yield Finding(Ground.RECIPIENTS, "recipient_more", name)
        elif before["name"] != after["name"]:
            yield Finding(Ground.RECIPIENTS, "recipient_new", name, before["name"], key)


def _rights(old: Facts, new: Facts) -> Iterator[Finding]:
    for key, before, after in _both(old, new, RIGHTS):
        yield Finding(Ground.RIGHTS, "rights", key, str(before or ""), str(after or ""))


def _risks(old: Facts, new: Facts) -> Iterator[Finding]:
    for key, before, after in _both(old, new, ASSESSMENTS):
        if after == "high" and before != "high":
            yield Finding(Ground.RISK, "risk_high", key)


_PHONE: Final = re.compile(
    r"(?<!\d)(?:\(?\+?0?86\)?[-\s]?)?"
    r"(?:0\d{2,3}[-\s]?\d{7,8}|1[3-9]\d{9}|400[-\s]?\d{3}[-\s]?\d{4})(?!\d)"
)
_MAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_DAYS: Final = re.compile(r"(\d{1,4})\s*(?:个)?\s*(?:工作日|日内|天|working days?|days?)")
_PLAIN: Final = re.compile(r"[\s()+-]")
"""What may be written otherwise in the same number."""
_COMPANY: Final = re.compile(r"[\u4e00-\u9fff（）()]{2,30}(?:有限公司|股份公司|集团公司|事务所)")


def of_texts(old: str, new: str, labels: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return the major changes that the words of two texts (of one language) tell of.

    ``labels`` are the catalogue's fields: label in that language to key.
    """
    found = [
        Finding(Ground.PROCESSING, "text_names", key)
        for label, key in labels.items()
        if len(label) > 1 and label in new and label not in old
    ]
    for ground, kind, words in (
        (Ground.RECIPIENTS, "text_company", _COMPANY.findall),
        (Ground.RIGHTS, "text_days", _DAYS.findall),
        (Ground.CONTACT, "text_contact", _reached),
    ):
        found += _words(ground, kind, words, old, new)
    return tuple(found)


def _reached(text: str) -> list[str]:
    return [*(one.strip() for one in _PHONE.findall(text)), *_MAIL.findall(text)]


def _words(
    ground: Ground, kind: str, words: Callable[[str], list[str]], old: str, new: str
) -> Iterator[Finding]:
    before, after = ({_PLAIN.sub("", word): word for word in words(text)} for text in (old, new))
    gone = [word for key, word in before.items() if key not in after]
    come = [word for key, word in after.items() if key not in before]
    if come or (gone and ground is not Ground.RECIPIENTS):
        yield Finding(ground, kind, ", ".join(come or gone), ", ".join(gone), ", ".join(come))


def as_json(findings: tuple[Finding, ...]) -> list[list[Any]]:
    """Return findings as they are kept with a version."""
    return [[int(f.ground), f.kind, f.subject, f.before, f.after] for f in findings]


def from_json(kept: list[list[Any]]) -> tuple[Finding, ...]:
    """Return the findings of ``as_json``; raises ValueError, TypeError for anything else."""
    return tuple(Finding(Ground(one[0]), *map(str, one[1:])) for one in kept)
