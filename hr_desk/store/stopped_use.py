# SPDX-License-Identifier: Apache-2.0
"""What a file must not use any more: read from the file a restore replaces, put into the copy.

A withdrawal or an officer's order may be younger than the backup. Values that are only stored,
records whose use is restricted, and the clocks of what goes within a day stand in the copy as well.
"""

from dataclasses import dataclass
from typing import Any, Final

from hr_desk.domain.consent import WITHDRAWN
from hr_desk.store import gone_values, references
from hr_desk.store.holds import RECORDS

_VALUES: Final = "SELECT record, field, since_on, value FROM restriction"
_RECORDS: Final = "SELECT record, row, reference, since_at FROM record_restriction"


@dataclass(frozen=True, slots=True)
class StoppedUse:
    """Rows of a file: values only stored, records restricted, and table, id and day of clocks."""

    values: tuple[tuple[str, str, str, str], ...] = ()
    records: tuple[tuple[str, int, str, str], ...] = ()
    clocks: tuple[tuple[str, str, str | None], ...] = ()


NOTHING: Final = StoppedUse()
"""Of a file that cannot be read any more."""


def read(connection: Any) -> StoppedUse:
    """Return what an open file must not use."""
    known = references.tables(connection)
    values = connection.execute(_VALUES).fetchall() if "restriction" in known else []
    records = connection.execute(_RECORDS).fetchall() if "record_restriction" in known else []
    clocks = [
        (table, *row)
        for table in references.clocked(connection)
        for row in connection.execute(
            f"SELECT id, clock_day FROM {table} WHERE retention_class = ? AND clock_event = ?",
            WITHDRAWN,
        ).fetchall()
    ]
    return StoppedUse(tuple(map(tuple, values)), tuple(map(tuple, records)), tuple(clocks))


def put(connection: Any, stopped: StoppedUse, *, file: str) -> None:
    """Stop the same use in a copy of the file, inside the caller's transaction."""
    for record, field, since_on, value in stopped.values:
        gone_values.store_alone(connection, record, field, since_on=since_on, value=value)
    for row in stopped.records if file in RECORDS else ():
        connection.execute(
            "INSERT OR IGNORE INTO record_restriction (record, row, reference, since_at) "
            f"SELECT ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM {RECORDS[file]} WHERE id = ?)",
            (*row, row[0]),
        )
    for table, id_, day in stopped.clocks:
        connection.execute(
            f"UPDATE {table} SET retention_class = ?, clock_event = ?, clock_day = ? WHERE id = ?",
            (*WITHDRAWN, day, id_),
        )
