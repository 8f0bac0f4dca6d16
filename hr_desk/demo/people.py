# SPDX-License-Identifier: Apache-2.0
"""Made-up people, the same ones for the same seed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Final

from hr_desk.catalogue.catalogue import Catalogue

SURNAMES: Final = (
    ("李", 72), ("王", 71), ("张", 68), ("刘", 54), ("陈", 45), ("杨", 31), ("赵", 23), ("黄", 22),
    ("周", 21), ("吴", 20), ("徐", 17), ("孙", 15), ("胡", 13), ("朱", 13), ("高", 12), ("林", 12),
    ("何", 12), ("郭", 12), ("马", 11), ("罗", 9), ("梁", 9), ("宋", 8), ("郑", 8), ("谢", 7),
    ("韩", 7), ("唐", 7), ("冯", 6), ("于", 6), ("董", 6), ("萧", 6), ("程", 6), ("曹", 6),
    ("袁", 5), ("邓", 5), ("许", 5), ("傅", 5), ("沈", 5), ("曾", 5), ("彭", 5), ("吕", 5),
    ("苏", 5), ("卢", 5), ("蒋", 5), ("蔡", 5), ("贾", 4), ("丁", 4), ("魏", 4), ("薛", 4),
    ("叶", 4), ("阎", 4), ("余", 4), ("潘", 4), ("杜", 4), ("戴", 4), ("夏", 4), ("钟", 4),
    ("汪", 4), ("田", 4), ("任", 4), ("姜", 4), ("欧阳", 1), ("上官", 1), ("单", 1), ("仇", 1),
    ("解", 1), ("尉迟", 1),
)  # fmt: skip
"""Surname and its share per thousand people, after published counts, rounded."""

GIVEN: Final = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华建国志红文斌波辉鹏玉梅浩宇梓涵子轩欣怡"
    "晨曦佳雪琳瑶嘉诚雅婷思远海燕春生永康立新学武金凤云飞晓东小龙少华天宝宏亮新民家豪俊峰庆丰"
)
OCCUPATIONS: Final = ("装配工", "焊工", "电工", "质检员", "叉车司机", "仓管员", "文员", "技术员")
PLACES: Final = ("370200", "370600", "370700", "371000", "370100", "320100")
EDUCATION: Final = ("10", "20", "30", "40", "60", "70")


@dataclass(frozen=True, slots=True)
class MadeUpPerson:
    """Typed texts by field key, as a person would write them on a form."""

    texts: dict[str, str]


def people(*, seed: int = 20260302) -> Iterator[MadeUpPerson]:
    """Yield made-up people without end; the phone numbers count upwards and never repeat."""
    chance = Random(seed)  # noqa: S311 - for variety, not for secrets
    surnames = [surname for surname, _ in SURNAMES]
    weights = [weight for _, weight in SURNAMES]
    number = 0
    while True:
        surname = chance.choices(surnames, weights)[0]
        given = "".join(chance.sample(GIVEN, chance.choice((1, 2, 2, 2))))
        yield MadeUpPerson(_texts(chance, surname + given, number))
        number += 1


def _texts(chance: Random, name: str, number: int) -> dict[str, str]:
    texts = {
        "full_name": name,
        "age_band": "adult",
        "mobile": f"199{number % 100_000_000:08}",
        "source_channel": chance.choice(("walk_in", "job_board", "job_fair", "referral")),
    }
    if chance.random() < 0.6:
        texts["education_level"] = chance.choice(EDUCATION)
    if chance.random() < 0.5:
        texts["occupation"] = chance.choice(OCCUPATIONS)
    if chance.random() < 0.4:
        texts["email"] = f"demo{number}@example.com"
    if chance.random() < 0.4:
        texts["coarse_location"] = chance.choice(PLACES)
    if chance.random() < 0.3:
        texts["birth_date"] = f"{chance.randint(1970, 2005)}-{chance.randint(1, 12):02}-15"
    if chance.random() < 0.2:
        texts["employer"] = f"示例公司{chance.choice('二三四五')}厂"
    return texts


def typed(catalogue: Catalogue, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return texts by field key as values, the way a form does."""
    return {key: catalogue.field(key).type.parse(text) for key, text in texts.items()}
