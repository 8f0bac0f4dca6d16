# SPDX-License-Identifier: Apache-2.0
"""Who else has what a case is about: whoever got data of the person before."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from hr_desk.operations.request_asking import Findings
from hr_desk.operations.request_orders import CORRECT, DELETE, RESTRICT

TOLD: Final = (DELETE, CORRECT, RESTRICT)
"""Orders a recipient is told of: each changes what they may go on doing with what they have."""


@dataclass(frozen=True, slots=True)
class OtherHolder:
    """Somebody who got data of the person: name, how to reach them, last day, which fields."""

    name: str
    contact: str
    on: date
    fields: tuple[str, ...]
    orders: tuple[str, ...]
    """What was ordered about records they got something of, each once."""


def other_holders(found: Findings) -> tuple[OtherHolder, ...]:
    """Return who else got data of the contributed records, by name."""
    names = {line.name for record in found.records for line in record.told}
    return tuple(_holder(found, name) for name in sorted(names))


def _holder(found: Findings, name: str) -> OtherHolder:
    records = [one for one in found.records if any(line.name == name for line in one.told)]
    lines = [line for one in records for line in one.told if line.name == name]
    ordered = {
        order.kind for order in found.orders if order.record in {one.record for one in records}
    }
    return OtherHolder(
        name=name,
        contact=next((line.contact for line in lines if line.contact), ""),
        on=date.fromisoformat(max(line.on for line in lines)),
        fields=tuple(dict.fromkeys(key for line in lines for key in line.fields)),
        orders=tuple(kind for kind in TOLD if kind in ordered),
    )
