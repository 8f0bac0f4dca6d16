# SPDX-License-Identifier: Apache-2.0
"""The story of those who join: handed over, two of them begin, and one of their files is full."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from hr_desk.demo.people import typed
from hr_desk.operations import (
    checklist,
    delivery,
    handing_over,
    intake,
    joiner_views,
    onboarding,
    recruitment,
)
from hr_desk.operations.joiner_views import JoinerQuery
from hr_desk.operations.session import Session

FIRST_DAYS: Final = (-12, -10, 2, 7)
"""Days from today on which each begins; those before today have begun already."""

GIVEN: Final[Mapping[str, str]] = {
    "birth_date": "1992-08-15",
    "gender": "男",
    "nationality": "中国",
    "id_type": "居民身份证",
    "hukou_address": "山东省青岛市示例区示例路 3 号",
    "current_address": "青岛市示例区示例路 5 号",
    "emergency_contact": "李示例 | 母亲 | 19911110000",
    "safety_ack": "是",
}
"""What the first who has begun gave beside what came along from recruitment."""

WHOLE: Final[Mapping[str, str]] = {
    **GIVEN,
    "id_number": "370202199208150015",
    "education_level": "大学专科",
    "employee_no": "00017",
    "cost_centre": "0010",
    "employment_form": "全日制",
    "contract_type": "固定期限",
    "pay_type": "月薪",
    "base_pay": "6500",
    "probation_pay": "5200",
    "tax_employment_type": "雇员",
    "bank_account_no": "6217000012345678907",
    "bank_name": "示例银行",
    "bank_branch": "示例银行青岛示例支行",
    "insured_city": "青岛市",
    "insured_category": "企业职工",
    "si_base": "6500",
    "hf_base": "6500",
    "social_insurance_no": "0037020000",
    "housing_fund_no": "000123456789",
}
"""What the second one gave, and what the company added: all that payroll and insurance ask."""

COMPARED: Final = ("id_number", "bank_account_no")
_TERM: Final = timedelta(days=3 * 365)
_PROBATION: Final = timedelta(days=90)

DONE: Final = ("welcome_letter", "workplace", "form", "safety")
"""Items of the checklist that are done for that one."""


def how_many(people_count: int) -> int:
    """Return how many of so many people join: one in ten, as far as there are first days."""
    return min(len(FIRST_DAYS), max(1, people_count // 10))


def play(session: Session, ids: Sequence[str]) -> int:
    """Let the people of these applications accept and join; returns how many."""
    recruitment.accept_offer(
        session, list(ids), told_by=session.user.name, on=session.today(), keep_open=True
    )
    for id_, days in zip(ids, FIRST_DAYS, strict=False):
        first = session.today() + timedelta(days=days)
        handing_over.hand_over(session, [id_], start_on=first)
        _settle(session)
    for place, row in enumerate(reversed(joiner_views.list_joiners(session, JoinerQuery()))):
        if FIRST_DAYS[place] < 0:
            _begin(session, row.joiner_id, FIRST_DAYS[place], whole=place > 0)
    _settle(session)
    return len(ids)


def _begin(session: Session, joiner_id: str, days: int, *, whole: bool) -> None:
    """Let somebody begin; ``whole`` fills in all that payroll and insurance ask."""
    first = session.today() + timedelta(days=days)
    texts = {**WHOLE, **_dated(first)} if whole else GIVEN
    version = joiner_views.open_joiner(session, joiner_id).version
    onboarding.edit(session, joiner_id, typed(session.catalogue, texts), version=version)
    if whole:
        _settle(session)
        onboarding.check(session, joiner_id, COMPARED)
    onboarding.start(session, [joiner_id], on=first)
    for item in DONE:
        checklist.tick(session, joiner_id, item)


def _dated(first: date) -> dict[str, str]:
    """Return what follows from the first day."""
    return {
        "contract_term": f"{first} | {first + _TERM}",
        "probation_until": str(first + _PROBATION),
        "insured_from": f"{first:%Y-%m}",
        "hf_from": f"{first:%Y-%m}",
    }


def _settle(session: Session) -> None:
    """Carry what crosses a border until nothing moves any more."""
    delivery.deliver(session)
    while intake.take_in(session).taken:
        delivery.deliver(session)
