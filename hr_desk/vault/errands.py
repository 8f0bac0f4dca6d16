# SPDX-License-Identifier: Apache-2.0
"""What a kiosk offers beside signing in: the texts and the posts that the desk signed for it.

An errand stands in the kiosk's profile under its key. Nothing in it is anybody's data.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Final

from hr_desk.vault.records import Malformed, Record

APPLY: Final = "apply"
"""Somebody applies for a job."""

JOIN: Final = "join"
"""Somebody who has accepted an offer fills in their own part."""

ASK: Final = "ask"
"""Somebody asks about their own data."""

GOES_TO: Final[Mapping[str, str]] = {APPLY: "hiring", JOIN: "personnel", ASK: "visits"}
"""Errand to the compartment that takes in what comes of it."""


@dataclass(frozen=True, kw_only=True)
class Errand:
    """What is shown: the one-screen notice and further texts in each language, titles of posts.

    ``posts`` maps a reference (no id of a record) to a title, ``texts`` a field's key to the text
    its separate consent is asked with, in zh_CN and en.
    """

    short: Mapping[str, str]
    posts: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def written(errands: Mapping[str, Errand]) -> dict[str, object]:
    """Return errands as they stand in a profile."""
    return {key: asdict(one) for key, one in errands.items()}


def read(value: Mapping[str, object], *, languages: Iterable[str]) -> dict[str, Errand]:
    """Return the errands of a profile; raises Malformed for what no desk would sign."""
    if not value or not set(value) <= set(GOES_TO):
        raise Malformed("errands that this kiosk does not know, or none at all")
    found = {key: _errand(row) for key, row in value.items()}
    if any(set(one.short) != set(languages) for one in found.values()):
        raise Malformed("an errand for other languages than those of the kiosk")
    return found


def _errand(value: object) -> Errand:
    record = Record(value, "short", "posts", "texts")
    texts = record.table("texts")
    return Errand(
        short=record.words("short"),
        posts=record.words("posts"),
        texts={key: Record(texts, *texts).words(key) for key in texts},
    )
