# SPDX-License-Identifier: Apache-2.0
"""Who was trained in handling personal data, and when: a part of slots.json that the root signs.

It stands there because every session has slots.json, and each must know it of its own user. It
holds ids of users, days and subjects; no name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

from hr_desk.vault.records import Malformed, Record, check_day, check_moment

MOST_KEPT: Final = 5
"""Trainings kept of each user, the latest."""

_NAMES: Final = ("user", "day", "subject", "by", "at")
_ANSWERS: Final = {0: False, 1: True}


@dataclass(frozen=True, slots=True)
class Training:
    """One user's training: its day, what it was about, who recorded it (a user id) and when.

    ``day`` is a day in Asia/Shanghai (2026-01-31), ``at`` a moment in UTC (2026-01-31T08:00:00Z).
    """

    user: str
    day: str
    subject: str
    by: str
    at: str

    def to_record(self) -> dict[str, object]:
        """Return the training as it is written in slots.json."""
        return {name: getattr(self, name) for name in _NAMES}

    @classmethod
    def from_record(cls, value: object) -> Self:
        """Read what ``to_record`` wrote; raises Malformed."""
        record = Record(value, *_NAMES)
        check_day(day := record.text("day"))
        check_moment(at := record.text("at"))
        return cls(record.text("user"), day, record.text("subject"), record.text("by"), at)


@dataclass(frozen=True, slots=True)
class Trainings:
    """Every training, the earliest day first, and what follows where one is missing.

    ``blocks`` says that whoever lacks one sees no sensitive value in full; otherwise they are
    warned.
    """

    entries: tuple[Training, ...] = ()
    blocks: bool = False

    def latest(self) -> Mapping[str, Training]:
        """Return each user's latest training by their id."""
        return {one.user: one for one in self.entries}

    def users(self) -> frozenset[str]:
        """Return the ids that are named: of those trained and of those who recorded it."""
        return frozenset(name for one in self.entries for name in (one.user, one.by))

    def with_entries(self, new: Iterable[Training]) -> Self:
        """Return them with more; of each user the latest few are kept."""
        found = sorted({*self.entries, *new}, key=lambda one: (one.day, one.at, one.user))
        kept: list[Training] = []
        for one in reversed(found):
            if sum(other.user == one.user for other in kept) < MOST_KEPT:
                kept.append(one)
        return replace(self, entries=tuple(reversed(kept)))

    def only_of(self, users: Iterable[str]) -> Self:
        """Return what is about these users (ids)."""
        wanted = frozenset(users)
        return replace(self, entries=tuple(one for one in self.entries if one.user in wanted))

    def passed_on(self, before: str, after: str) -> Self:
        """Return them with the trainings of one id under another: the same person, new keys."""
        entries = (replace(one, user=after) if one.user == before else one for one in self.entries)
        return replace(self, entries=()).with_entries(entries)

    def to_record(self) -> dict[str, object]:
        """Return them as they are written in slots.json."""
        entries = [one.to_record() for one in self.entries]
        return {"blocks": int(self.blocks), "entries": entries}

    @classmethod
    def from_record(cls, value: object) -> Self:
        """Read what ``to_record`` wrote; raises Malformed, also where nothing stands in it."""
        record = Record(value, "blocks", "entries")
        blocks = _ANSWERS.get(record.number("blocks"))
        entries = tuple(Training.from_record(row) for row in record.rows("entries"))
        found = cls(entries, bool(blocks))
        if blocks is None or found == cls() or cls().with_entries(entries).entries != entries:
            raise Malformed("not the one spelling of trainings")
        return found
