# SPDX-License-Identifier: Apache-2.0
"""The SQL of fees: what a case costs the person, beside the case in the privacy file."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment

_COLUMNS: Final = "request, which, fee, cost, consists, reason, set_by, set_at"


@dataclass(frozen=True, slots=True)
class FeeRow:
    """The fee of the case with row number ``request``; amounts in yuan.

    ``which`` is the number of the request among those of its kind, ``consists`` what the cost is.
    """

    request: int
    which: int
    fee: Decimal
    cost: Decimal
    consists: str
    reason: str
    set_by: str
    set_at: str


def fees(file: Compartment, condition: str = "1", values: tuple[Any, ...] = ()) -> list[FeeRow]:
    """Return the fees that meet a condition of this module's callers, by case."""
    rows = file.read(
        f"SELECT {_COLUMNS} FROM request_fee WHERE {condition} ORDER BY request", values
    )
    return [_fee(row) for row in rows]


def of(file: Compartment, seq: int) -> FeeRow | None:
    """Return the fee of a case, None where it is free."""
    return next(iter(fees(file, "request = ?", (seq,))), None)


def put(change: Change, row: FeeRow) -> None:
    """Set the fee of a case; a later one replaces it."""
    change.execute(
        f"INSERT OR REPLACE INTO request_fee ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (row.request, row.which, f"{row.fee:.2f}", f"{row.cost:.2f}", row.consists, row.reason,
         row.set_by, row.set_at),
    )  # fmt: skip


def remove(change: Change, seq: int) -> None:
    """Let a case be free again."""
    change.execute("DELETE FROM request_fee WHERE request = ?", (seq,))


def _fee(row: Any) -> FeeRow:
    request, which, fee, cost, *words = row
    return FeeRow(request, which, Decimal(fee), Decimal(cost), *words)
