# SPDX-License-Identifier: Apache-2.0
"""Very many people at work, written straight into personnel and payroll.

As the two files have them once somebody was handed over, checked and started; one by one that
would take half an hour for ten thousand.
"""

import datetime as dt
import secrets
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from hr_desk.catalogue.types.id_papers import check_digit
from hr_desk.domain import joiners as states
from hr_desk.operations.session import Session
from hr_desk.store import crossings, parts, payroll, personnel
from hr_desk.store.compartment import Change
from tests.support.handing_off import TYPED, stored
from tests.support.made_up import RARE, SURNAMES

_BATCH = 1_000
ODD = ("=1+1", "0012", "1E5", "@SUM(A1)", "-5", '制造"部"', "a,b;c", "𬭎钼组", "TRUE", "2026-3-1")
"""Departments that a spreadsheet would like to make something else of."""


def typed_people() -> Iterator[dict[str, str]]:
    """Yield people as typed: ID numbers and accounts that occur once, names of rare signs."""
    number = 0
    while True:
        head = f"{110105 + number % 7}19{50 + number % 50}0{1 + number % 9}1{number % 10}"
        id_number = f"{head}{number // 1000 % 1000:03d}"[:17]
        first = RARE[number % len(RARE)] + RARE[(number * 7 + 3) % len(RARE)]
        name = SURNAMES[number % len(SURNAMES)] + first
        yield {
            **{key: text for key, text in TYPED[0].items() if not key.startswith("leaving")},
            "employee_no": f"{number:05d}",
            "full_name": name,
            "id_number": id_number + check_digit(id_number),
            "bank_account_no": f"62220202{number:011d}",
            "account_holder": name,
            "department": ODD[number % len(ODD)],
            "cost_centre": f"{number % 1000:04d}",
            "base_pay": f"{3000 + number}.50",
        }
        number += 1


def many_employed(admin: Session, count: int) -> list[dict[str, str]]:
    """Let ``count`` people be at work; returns what is typed of each, in the order of a file."""
    crowd = list(islice(typed_people(), count))
    values = [stored(admin.catalogue, typed) for typed in crowd]
    for start in range(0, count, _BATCH):
        some = values[start : start + _BATCH]
        references = [secrets.token_hex(16) for _ in some]
        with admin.compartment("personnel").change("joiner.seed") as change:
            for reference, one in zip(references, some, strict=True):
                _join(admin, change, reference, one)
        with admin.compartment("payroll").change("account.seed") as change:
            for reference, one in zip(references, some, strict=True):
                _open_account(admin, change, reference, one)
    return crowd


def _join(admin: Session, change: Change, reference: str, values: Mapping[str, Any]) -> None:
    id_ = secrets.token_hex(16)
    day = dt.date.fromisoformat(values["start_date"])
    at = dt.datetime.combine(day, dt.time(1), tzinfo=dt.UTC).isoformat()
    new = personnel.NewJoiner(id_, states.STARTED, day, at, 1, "paper", at)
    seq = personnel.insert(change, new)
    _keep(admin, change, "personnel", seq, values)
    crossings.link(change, reference, record=id_, peer=f"{admin.desk_id}/payroll")


def _open_account(
    admin: Session, change: Change, reference: str, values: Mapping[str, Any]
) -> None:
    id_ = secrets.token_hex(16)
    payroll.insert(change, id_)
    row = change.execute("SELECT seq FROM account WHERE id = ?", (id_,)).fetchone()
    _keep(admin, change, "payroll", int(row[0]), values)
    crossings.link(change, reference, record=id_, peer=f"{admin.desk_id}/personnel")


def _keep(admin: Session, change: Change, file: str, owner: int, values: Mapping[str, Any]) -> None:
    """Write the values a file keeps into the parts of their classes; payroll's go there alone."""
    kinds: dict[str, dict[str, Any]] = {}
    for key, value in values.items():
        field = admin.catalogue.field(key)
        if file == ("payroll" if "payroll" in field.retention else "personnel"):
            kinds.setdefault(states.kind_of(field, file), {})[key] = value
    for kind, fields in kinds.items():
        parts.insert(change, owner, kind=kind, fields=fields, clock=None)
