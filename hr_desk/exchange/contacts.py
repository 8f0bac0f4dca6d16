# SPDX-License-Identifier: Apache-2.0
"""Who a CV seems to be from: name, mobile number and e-mail, each with the place it was found in.

Proposals and nothing more: a person looks at each beside the document and confirms or corrects
it. Values pass their catalogue type, so that what is proposed could be entered.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import zip_longest
from typing import Final

from hr_desk.catalogue.types import TYPES
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.catalogue.types.cleaning import clean
from hr_desk.domain.names import is_han
from hr_desk.i18n import N_

MOST_READ: Final = 20_000
"""Characters looked through; who somebody is stands at the beginning."""

TOP_LINES: Final = 12
"""Lines in which a name without a label is looked for."""

LONGEST_PLACE: Final = 60


class How(Enum):
    """By what a value was recognised; the value is the sentence for a person."""

    LABEL = N_("beside its label")
    FORM = N_("by its form")
    TOP = N_("a short line at the top")
    FILE_NAME = N_("in the file's name")


@dataclass(frozen=True, slots=True)
class Found:
    """One proposed value, how it was recognised, and the line it stood in, shortened."""

    value: str
    how: How
    place: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to propose for a new candidate; None where nothing was found."""

    name: Found | None = None
    mobile: Found | None = None
    email: Found | None = None


_NAME_LABEL: Final = re.compile(
    r"(?:姓\s?名|名\s?字|应聘者|应聘人|\bfull name\b|\bname\b)\s?[:|]?\s?(.*)", re.I
)
_PHONE_LABEL: Final = re.compile(r"电\s?话|手\s?机|联系方式|\btel\b|phone|mobile|cell", re.I)
_EMAIL_LABEL: Final = re.compile(r"邮\s?箱|邮\s?件|e-?mail", re.I)
_HAN_NAME: Final = re.compile(
    r"[\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0003ffff](?: ?[·\u4e00-\u9fff\u3400-\u4dbf"
    r"\U00020000-\U0003ffff]){1,14}"
)
_LATIN_NAME: Final = re.compile(r"[A-Z][A-Za-z'\-]{0,30}(?: [A-Z][A-Za-z'\-]{0,30}){1,3}")
_MOBILE: Final = re.compile(r"(?<![\w+])(?:\+?86[\s-]?)?1[3-9]\d(?:[\s-]?\d){8}(?![\w-]?\d)")
_EMAIL: Final = re.compile(
    r"[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}", re.ASCII
)
_NEXT_LABEL: Final = re.compile(
    r"\s?(?:性\s?别|年\s?龄|出\s?生|民\s?族|籍\s?贯|电\s?话|手\s?机|邮\s?箱|学\s?历)"
)
_NO_NAMES: Final = re.compile(
    r"简历|履历|求职|应聘|意向|基本|信息|资料|个人|教育|背景|经历|经验|工作|技能|自我|评价|联系|方式|电话"
    r"|手机|邮箱|地址|性别|年龄|出生|民族|籍贯|学历|学位|专业|毕业|大学|学院|学校|公司|有限|集团|岗位|职位|工程师|经理|主管"
    r"|操作工|技术员|附件|照片|证书|本科|大专|硕士|博士|高中|中专|男|女|汉族|未婚|已婚|群众|党员|最新|更新|版本|示例"
)
_SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁"
    "任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔"
    "向常汤康易乔赖文施洪辛柯翟喻兰殷牛葛温季俞章鲁倪庞樊翁解申邢安齐梅庄管祝左涂谷祁舒耿牟卜路詹关苗凌费"
    "欧司上诸尉虚"
)


def propose(text: str, *, file_name: str = "") -> Proposal:
    """Return what a CV's text, and failing that its file's name, says of who it is from."""
    lines = clean(text[:MOST_READ], lines=True).split("\n")
    lines = [line for line in lines if line]
    return Proposal(
        name=_name(lines) or _name_in_file(file_name),
        mobile=_first(_spotted(lines, _MOBILE, _PHONE_LABEL), "phone"),
        email=_first(_spotted(lines, _EMAIL, _EMAIL_LABEL), "email"),
    )


def _first(found: Iterable[Found], kind: str) -> Found | None:
    """Return the first whose value its catalogue type takes, in the form it is entered in."""
    for one in found:
        try:
            return Found(TYPES[kind]().parse(one.value), one.how, one.place[:LONGEST_PLACE])
        except ValueProblem:
            continue
    return None


def _spotted(lines: list[str], form: re.Pattern[str], label: re.Pattern[str]) -> Iterator[Found]:
    """Yield what has the form: first in lines with the label, then anywhere."""
    labelled = [line for line in lines if label.search(line)]
    for how, some in ((How.LABEL, labelled), (How.FORM, lines)):
        for line in some:
            yield from (Found(match[0], how, line) for match in form.finditer(line))


def _name(lines: list[str]) -> Found | None:
    return _first(_labelled_names(lines), "person_name") or _first(_top_names(lines), "person_name")


def _labelled_names(lines: list[str]) -> Iterator[Found]:
    """Yield what stands behind a label of a name, or alone in the line below it."""
    for line, below in zip_longest(lines, lines[1:], fillvalue=""):
        match = _NAME_LABEL.search(line)
        if match is None:
            continue
        rest = match[1] or below
        rest = _NEXT_LABEL.split(rest, maxsplit=1)[0].strip(" :|/,;")
        han, latin = _HAN_NAME.match(rest), _LATIN_NAME.match(rest)
        for name in (han, latin):
            if name is not None and not _NO_NAMES.search(name[0]):
                yield Found(name[0], How.LABEL, line if match[1] else f"{line} {below}")


def _top_names(lines: list[str]) -> Iterator[Found]:
    for line in lines[:TOP_LINES]:
        for part in re.split(r"[|/,;:]| {2,}", line):
            if _is_short_name(part.strip()):
                yield Found(part.strip(), How.TOP, line)


def _is_short_name(text: str) -> bool:
    """Whether it is two to four Chinese characters, nothing that heads a section, a surname."""
    signs = text.replace(" ", "")
    short = 2 <= len(signs) <= 4 and all(map(is_han, signs))
    return short and signs[0] in _SURNAMES and not _NO_NAMES.search(signs)


def _name_in_file(file_name: str) -> Found | None:
    stem = clean(file_name).rpartition(".")[0] or clean(file_name)
    parts = re.split(r"[^\w·]|_|\d+", stem)
    cut = (re.sub(r"(的)?(个人)?(中文)?简历$", "", part) for part in parts)
    named = (Found(part, How.FILE_NAME, stem) for part in cut if _is_short_name(part))
    return _first(named, "person_name")
