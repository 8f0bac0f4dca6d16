# SPDX-License-Identifier: Apache-2.0
"""A recruiter's own workbook of made-up applicants, with planted faults and the list of them.

Written by another library than the one the program reads with, and without asking the program
anything: headings, values and faults are those of this file.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO

from xlsxwriter import Workbook

HEADINGS = (
    "序号",
    "联系电话",
    "姓名",
    "年龄段",
    "出生日期",
    "邮箱",
    "监护人",
    "微信号",
    "所在城市",
    "应聘岗位",
    "招聘渠道",
    "最高学历",
    "学位",
    "工作经历",
    "培训记录",
    "现单位",
    "婚姻状况",
    "国籍",
    "内部评语",
)
"""In no order that a form has; one is never asked, two are nobody's field."""

NEVER_STORED = ("序号", "婚姻状况", "内部评语")
TITLE_ROWS = 2
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗高"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰飞鹏"
CITIES = ("青岛市", "济南", "潍坊市", "烟台", "临沂市", "杭州")
CHANNELS = ("招聘网站", "招聘会", "内部推荐", "劳务中介")
LEVELS = ("大学专科", "普通高中", "初中", "大学本科")
DEGREES = ("无学位", "学士")
COUNTRIES = ("中国", "")

Cell = str | float
Person = dict[str, Cell]


def _without(*headings: str) -> Callable[[Person], None]:
    def spoil(person: Person) -> None:
        for heading in headings:
            person[heading] = ""

    return spoil


def _with(heading: str, value: Cell) -> Callable[[Person], None]:
    def spoil(person: Person) -> None:
        person[heading] = value

    return spoil


def _minor(person: Person) -> None:
    person["年龄段"], person["监护人"], person["出生日期"] = "16至17周岁", "", ""


FAULTS: dict[str, tuple[str, Callable[[Person], None]]] = {
    "no name": ("姓名", _without("姓名")),
    "a name with digits": ("姓名", _with("姓名", "张3")),
    "neither telephone nor e-mail": ("联系电话", _without("联系电话", "邮箱")),
    "a telephone number too short": ("联系电话", _with("联系电话", "1380013")),
    "words for a telephone number": ("联系电话", _with("联系电话", "见简历")),
    "a number that lost its digits": ("联系电话", _with("联系电话", 8613800138000123.0)),
    "an e-mail without @": ("邮箱", _with("邮箱", "example.com")),
    "30 February": ("出生日期", _with("出生日期", "1990-02-30")),
    "a child's birthday": ("出生日期", _with("出生日期", "2020年5月12日")),
    "no age band": ("年龄段", _without("年龄段")),
    "an age band that is none": ("年龄段", _with("年龄段", "青年")),
    "a minor without a guardian": ("监护人", _minor),
    "a guardian without a number": ("监护人", _with("监护人", "王大明 | 父亲")),
    "a WeChat ID too short": ("微信号", _with("微信号", "ab")),
    "a city that is none": ("所在城市", _with("所在城市", "火星市")),
    "a channel that is none": ("招聘渠道", _with("招聘渠道", "朋友圈广告")),
    "an education that is none": ("最高学历", _with("最高学历", "很高")),
    "work that ends before it begins": (
        "工作经历",
        _with("工作经历", "示例公司 | 装配工 | 2020-07 | 2019-03"),
    ),
    "a course on no day": ("培训记录", _with("培训记录", "安全生产培训 | 去年 | 合格")),
    "a post that is not open": ("应聘岗位", _with("应聘岗位", "宇航员")),
}
"""Name of the fault to the column it is seen in, and how a good row is spoilt."""


@dataclass(frozen=True)
class Planted:
    """One fault: the row as Excel counts, the heading of the column, which fault."""

    row: int
    heading: str
    kind: str


@dataclass(frozen=True)
class Made:
    """The workbook's bytes and the answers: what was planted, and how many rows are good."""

    content: bytes
    planted: tuple[Planted, ...]
    people: int

    @property
    def good(self) -> int:
        """How many rows nothing was planted in."""
        return self.people - len({fault.row for fault in self.planted})


def make(people: int, *, faults_of_each: int, post: str, seed: int = 20260302) -> Made:
    """Make a workbook of ``people`` applicants for ``post`` with some rows of each fault."""
    chance = random.Random(seed)
    everyone = [_person(chance, number, post) for number in range(people)]
    spoilt = chance.sample(range(people), len(FAULTS) * faults_of_each)
    planted = []
    for place, (kind, (heading, spoil)) in enumerate(FAULTS.items()):
        for number in spoilt[place * faults_of_each : (place + 1) * faults_of_each]:
            spoil(everyone[number])
            planted.append(Planted(number + TITLE_ROWS + 2, heading, kind))
    return Made(written(everyone), tuple(planted), people)


def _person(chance: random.Random, number: int, post: str) -> Person:
    day = f"{chance.randint(1965, 2004)}{{}}{chance.randint(1, 12)}{{}}{chance.randint(1, 28)}"
    signs = chance.choice((("-", "-"), (".", "."), ("/", "/"), ("年", "月")))
    phone = 13900000000 + number
    return {
        "序号": float(number + 1),
        "联系电话": chance.choice((float(phone), str(phone), f"+86 {phone}")),
        "姓名": chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN),
        "年龄段": "已满18周岁",
        "出生日期": day.format(*signs) + ("日" if signs[0] == "年" else ""),
        "邮箱": f"applicant{number}@example.com",
        "监护人": "",
        "微信号": chance.choice(("", f"wx_{number:06d}")),
        "所在城市": chance.choice(CITIES),
        "应聘岗位": post,
        "招聘渠道": chance.choice(CHANNELS),
        "最高学历": chance.choice(LEVELS),
        "学位": chance.choice(DEGREES),
        "工作经历": chance.choice(("", "示例公司 | 装配工 | 2019-07 | 2024-03")),
        "培训记录": "",
        "现单位": chance.choice(("", "示例公司")),
        "婚姻状况": chance.choice(("已婚", "未婚")),
        "国籍": chance.choice(COUNTRIES),
        "内部评语": "看着不错",
    }


def written(everyone: Sequence[Person]) -> bytes:
    """Write people below two title rows and the headings, with a total at the end."""
    made = BytesIO()
    with Workbook(made, {"in_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("应聘人员")
        sheet.write_string(0, 0, "示例公司应聘人员汇总表")
        sheet.write_string(1, 0, "填表日期：2026年3月2日")
        for place, heading in enumerate(HEADINGS):
            sheet.write_string(TITLE_ROWS, place, heading)
        for number, person in enumerate(everyone, TITLE_ROWS + 1):
            for place, heading in enumerate(HEADINGS):
                value = person[heading]
                if isinstance(value, float):
                    sheet.write_number(number, place, value)
                elif value:
                    sheet.write_string(number, place, value)
        sheet.write_string(TITLE_ROWS + 1 + len(everyone), 1, "合计")
        sheet.write_number(TITLE_ROWS + 1 + len(everyone), 2, len(everyone))
    return made.getvalue()
