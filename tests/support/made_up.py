# SPDX-License-Identifier: Apache-2.0
"""Made-up people whose values occur nowhere else, so that one left behind is recognised."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.operations.recruitment import NewCandidate

SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗高"
RARE = [chr(code) for code in range(0x7A00, 0x9A00)]
"""Han characters rare enough that a name of two of them stands for one person."""


@dataclass(frozen=True)
class MadeUp:
    """One person as typed: field key to text."""

    typed: Mapping[str, str]

    @property
    def name(self) -> str:
        """The full name."""
        return self.typed["full_name"]

    def values(self, catalogue: Catalogue) -> dict[str, object]:
        """The typed texts as values of the catalogue."""
        return {key: catalogue.field(key).type.parse(text) for key, text in self.typed.items()}

    def secrets(self) -> list[str]:
        """The texts that give this person away, as they are stored."""
        return [text for key, text in self.typed.items() if key != "age_band"]


def people(count: int, *, seed: int) -> Iterator[MadeUp]:
    """Yield ``count`` people with seven values each that occur only once."""
    chance = random.Random(seed)
    given = chance.sample(RARE, 2 * count)
    numbers = chance.sample(range(10**7, 10**8), 2 * count)
    for n in range(count):
        mark = f"{numbers[count + n]:08d}"
        yield MadeUp(
            {
                "full_name": chance.choice(SURNAMES) + given[2 * n] + given[2 * n + 1],
                "age_band": "adult",
                "mobile": f"139{numbers[n]:08d}",
                "email": f"quirk{mark}@example.com",
                "wechat_id": f"wxq{mark}",
                "employer": f"虚构{mark}厂",
                "job_title": f"试作{mark}工",
                "work_history": f"旧址{mark}社 | 学徒{mark}",
            }
        )


def one(name: str = "张伟国", mobile: str = "13800138000", **more: str) -> MadeUp:
    """Return one adult with a name and a number, and what else is given."""
    return MadeUp({"full_name": name, "mobile": mobile, "age_band": "adult", **more})


def secrets_of(everyone: Sequence[MadeUp]) -> list[str]:
    """Return every text of these people that must not be found; cells of a history one by one."""
    found: list[str] = []
    for person in everyone:
        for text in person.secrets():
            found += text.split(" | ")
    return found


def candidates(
    everyone: Sequence[MadeUp], catalogue: Catalogue, requisition: str
) -> list[NewCandidate]:
    """Return the people as candidates for a requisition, given the notice on paper."""
    return [
        NewCandidate(requisition_id=requisition, values=person.values(catalogue), notice="paper")
        for person in everyone
    ]
