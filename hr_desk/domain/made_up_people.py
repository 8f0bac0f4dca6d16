# SPDX-License-Identifier: Apache-2.0
"""Made-up people in whom every field has a value: a template is tried on them, never on anybody.

Long numbers, a leading zero, a rare character, an open-ended contract and a foreign name are among
them, because those are what a file gets wrong.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.hand_off_templates import usable_fields
from hr_desk.catalogue.model import Field
from hr_desk.catalogue.types.base import ValueProblem

PEOPLE: Final = 3
"""How many there are."""

_BY_KEY: Final[Mapping[str, tuple[str, str, str]]] = {
    "full_name": ("钱示例", "欧阳𬭎", "Ann O'Sample"),
    "account_holder": ("钱示例", "欧阳𬭎", "Ann O'Sample"),
    "id_type": ("居民身份证", "居民身份证", "护照"),
    "id_number": ("110105199001010125", "11010519491231002X", "110105198512033455"),
    "gender": ("女", "男", "女"),
    "birth_date": ("1990-01-01", "1949-12-31", "1985-12-03"),
    "nationality": ("中国", "中国", "新加坡"),
    "employee_no": ("00017", "00018", "10019"),
    "cost_centre": ("0010", "0010", "0020"),
    "department": ("制造部", "质量部", "财务部"),
    "job_title": ("装配工", "质检员", "会计"),
    "work_location": ("一号车间", "二号车间", "办公楼"),
    "employer": ("示例公司", "示例公司二厂", "示例公司三厂"),
    "hukou_address": ("山东省青岛市市南区虚构路7号", "示例省示例市虚构村8号", "虚构国示例城9号"),
    "current_address": ("青岛市虚构路8号, 2单元", "青岛市虚构路9号", "青岛市虚构路10号"),
    "bank_name": ("虚构示例银行", "虚构示例银行", "虚构农村商业银行"),
    "bank_branch": ("虚构示例银行青岛支行", "虚构示例银行市南支行", "虚构农村商业银行一分理处"),
    "base_pay": ("6500", "5200.5", "12000"),
    "insured_city": ("青岛市", "青岛市", "青岛市"),
    "social_insurance_no": ("0037020000", "0037020001", "0037020002"),
    "housing_fund_no": ("000123456789", "000123456790", "000123456791"),
}
_BY_TYPE: Final[Mapping[str, tuple[str, str, str]]] = {
    "person_name": ("钱示例", "欧阳𬭎", "Ann O'Sample"),
    "phone": ("19912345671", "19912345672", "+85251234567"),
    "email": ("one@example.com", "two@example.com", "three@example.com"),
    "wechat_id": ("example_01", "example_02", "example_03"),
    "alnum": ("00A1001", "00A1002", "00A1003"),
    "id_number": ("110105199001010125", "11010519491231002X", "110105198512033455"),
    "bank_card": ("6222020200112233446", "6217000012345678907", "6228480000000000018"),
    "date": ("2026-03-02", "2026-03-16", "2026-11-30"),
    "year_month": ("2026-03", "2026-04", "2026-12"),
    "money": ("6500", "4980.5", "12000"),
    "count": ("86", "7", "90"),
    "flag": ("是", "否", "是"),
    "validity": ("2035-06-30", "长期", "2030-01-31"),
    "contract_term": ("2026-03-02 | 2029-03-01", "2026-03-16", "2026-11-30 | 2027-11-29"),
    "contact": ("示例母亲 | 母亲 | 19912340001", "示例配偶 | 配偶 | 19912340002",
                "示例朋友 | 其他 | 19912340003"),
    "dated_flag": ("否", "否", "否"),
    "permit": ("示例0001 | 2030-01-31", "示例0002 | 2031-02-28", "示例0003 | 2032-12-31"),
    "graded": ("示例0001 | 一级", "示例0002 | 二级", "示例0003 | 三级"),
}  # fmt: skip
"""What stands where a field has nothing of its own; such as one that a company added."""


def made_up_people(
    catalogue: Catalogue, fields: Iterable[Field] | None = None
) -> tuple[Mapping[str, Any], ...]:
    """Return PEOPLE made-up people: field key to a value as the files keep it.

    By default they have the fields that a hand-off may show. A field for which nothing can be made
    up has no value.
    """
    fields = usable_fields(catalogue) if fields is None else tuple(fields)
    return tuple(
        {
            field.key: value
            for field in fields
            if (value := _made_up(catalogue, field, number)) is not None
        }
        for number in range(PEOPLE)
    )


def _made_up(catalogue: Catalogue, field: Field, number: int) -> Any:
    for text in _texts(catalogue, field, number):
        try:
            return field.type.store(field.type.parse(text))
        except ValueProblem:
            continue
    return None


def _texts(catalogue: Catalogue, field: Field, number: int) -> tuple[str, ...]:
    """Return what may be made up for a field, the best first."""
    known = _BY_KEY.get(field.key) or _BY_TYPE.get(field.type.name)
    codes = list(catalogue.code_lists[field.code_list].codes) if field.code_list else []
    heading = catalogue.headings.get(field.key)
    listed = codes[number % len(codes)] if codes else ""
    return (
        *((known[number],) if known is not None else ()),
        *((heading.example,) if heading is not None and heading.example else ()),
        # A code alone, then with a day; where there are none, a text that says what it is.
        *((listed,) if codes else (f"示例{field.label.zh}",)),
        f"{listed} | 2026-03-02",
        f"示例人员 | {listed} | 19912340001",
        "示例0001 | 2024-01-31 | 2030-01-31",
        f"示例{field.label.zh}",
    )
