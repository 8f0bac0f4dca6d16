# SPDX-License-Identifier: Apache-2.0
"""One made-up value for every type of value, as a person types it."""

from collections.abc import Mapping
from typing import Any, Final

from hr_desk.catalogue.model import Field
from hr_desk.catalogue.types.base import FieldType
from hr_desk.i18n import Text

TYPED: Final[Mapping[str, str]] = {
    "text": "装配工，二班",
    "long_text": "第一行\n第二行",
    "person_name": "买买提·吐尔逊",
    "email": "zhang@example.com",
    "alnum": "AB1234567890",
    "wechat_id": "zhang_01",
    "plate": "鲁B12345",
    "phone": "13800138000",
    "id_number": "11010519491231002X",
    "bank_card": "4111111111111111",
    "count": "12",
    "pay_range": "8000-12000",
    "date": "1990-05-12",
    "year_month": "2019-07",
    "timestamp": "2026-03-02 14:30",
    "choice": "{first}",
    "choices": "{first}、{second}",
    "country": "{first}",
    "prefecture": "{first}",
    "flag": "是",
    "education_history": "示例学院 | 机电 | 2008-09 | 2011-06\n示例一中",
    "work_history": "示例公司 | 装配工 | 2015-03",
    "training_records": "安全培训 | 2019-07-31 | 合格",
    "certificates": "焊接与热切割作业 | T370202199001020011 | 2029-06-30",
    "driving_licence": "{first_code} | 2030-05-01",
    "language_skill": "{first} | 工作使用\n{second}",
    "contact": "王芳 | {first} | 138 0013 8000",
    "document": "0123456789abcdef0123456789abcdef",
    "documents": "0123456789abcdef0123456789abcdef fedcba9876543210fedcba9876543210",
    "money": "6,500.50",
    "permit": "A1234567 | {issued}2028-05-12",
    "validity": "长期",
    "contract_term": "2026-03-02 | 2029-03-01",
    "dated_flag": "是 | 2020-12-01",
    "dated_choice": "{first} | 2026-03-02",
    "graded": "37020019900512123444 | {first}",
}
"""Type name to text; ``{first}`` and ``{second}`` are words of the code list of the type,
``{issued}`` the day of issue where the type asks for it."""


def typed(kind: FieldType) -> str:
    """Return what somebody would type for a type, with words of its own code list."""
    codes: Mapping[str, Text] = getattr(kind, "codes", {})
    words = [text.zh for text in codes.values()] + ["", ""]
    return TYPED[kind.name].format(
        first=words[0],
        second=words[1],
        first_code=next(iter(codes), ""),
        issued="2026-01-01 | " if getattr(kind, "issued", False) else "",
    )


def value(field: Field) -> Any:
    """Return a value for a field."""
    return field.type.parse(typed(field.type))


def stored(field: Field) -> Any:
    """Return a value for a field in the form in which it is stored."""
    return field.type.store(value(field))
