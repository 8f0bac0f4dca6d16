# SPDX-License-Identifier: Apache-2.0
"""Made-up hires as the files keep them: whatever payroll's file of new hires shows of one."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.catalogue.types.id_papers import check_digit
from hr_desk.demo.people import people, typed

GIVEN: Final[Mapping[str, str]] = {
    "id_type": "居民身份证",
    "department": "制造部",
    "employment_form": "全日制",
    "start_date": "2026-03-16",
    "probation_until": "2026-06-15",
    "pay_type": "月薪",
    "base_pay": "6500",
    "probation_pay": "5200.50",
    "bank_name": "虚构示例银行",
    "bank_branch": "虚构示例银行青岛支行",
    "si_base": "6500",
    "hf_base": "6500",
}
"""What is the same for all of them."""


def hires(catalogue: Catalogue) -> Iterator[dict[str, Any]]:
    """Yield the stored values of made-up hires without end; no number occurs twice."""
    kinds = {key: catalogue.field(key).type for key in GIVEN}
    same = {key: kinds[key].store(value) for key, value in typed(catalogue, GIVEN).items()}
    for number, person in enumerate(people(seed=3)):
        name, head = person.texts["full_name"], f"11010519{50 + number % 50}0101{number % 1000:03}"
        yield same | {
            "full_name": name,
            "account_holder": name,
            "employee_no": f"{number:05}",
            "cost_centre": f"{number % 1000:04}",
            "id_number": head + check_digit(head),
            "bank_account_no": f"62220202{number:011}",
        }
