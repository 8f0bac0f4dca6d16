# SPDX-License-Identifier: Apache-2.0
"""What is due in a file: whose clock has ended, and which of it a hold keeps."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from hr_desk.store import due_days, holds, parts, references
from hr_desk.store.compartment import Compartment
from hr_desk.store.due_days import Periods


@dataclass(frozen=True, slots=True)
class DueRecord:
    """What goes together: a person with all applications, a visit, or a part of a joiner's file.

    With its last clock. ``requisition`` is the title of the one applied to, empty for the others;
    ``fields`` of a part are its owner's name alone, as far as it is still known, those of a case
    its number. ``owner`` is the row number by which a hold knows whose it is; ``held`` the last
    day of the hold that kept it beyond its own, None where none did.
    """

    kind: str
    seq: int
    id: str
    fields: Mapping[str, Any]
    requisition: str
    retention_class: str
    clock_event: str
    clock_day: date
    due: date
    owner: int
    held: date | None = None


def due_condition(periods: Periods, on: date) -> tuple[str, list[str]]:
    """Return the condition that the clock of a row ``a`` ends by a day, and its values."""
    cases, values = [], []
    for (class_, event), days in sorted(periods.items()):
        cases.append("(a.retention_class = ? AND a.clock_event = ? AND a.clock_day <= ?)")
        values += [class_, event, (on - timedelta(days=days)).isoformat()]
    return " OR ".join(cases) or "0", values


def due_records(file: Compartment, periods: Periods, *, on: date) -> list[DueRecord]:
    """Return what is due in a file on the day ``on``, the longest overdue first.

    What a hold keeps on that day is not; what one kept until then is due on the day after it.
    """
    free = [_after_hold(one, _ended_holds(file)) for one in _own_days_over(file, periods, on=on)]
    kept = holds.kept(file, on=on)
    return sorted(
        (one for one in free if one.owner not in kept), key=lambda one: (one.due, one.seq)
    )


def _own_days_over(file: Compartment, periods: Periods, *, on: date) -> Iterable[DueRecord]:
    """Return what would be due on a day if nothing were held."""
    found = {"hiring": _due_persons, "visits": _due_visits, "privacy": _due_cases}
    if file.name in parts.OWNERS:
        return _due_parts(file, periods, on=on)
    return found[file.name](file, periods, on=on) if file.name in found else ()


def _ended_holds(file: Compartment) -> dict[int, date]:
    """Return row number to the last day of holds that nobody lifted."""
    return holds.kept(file, on=date.min)


def _after_hold(record: DueRecord, last_days: Mapping[int, date]) -> DueRecord:
    last = last_days.get(record.owner)
    if last is None or last < record.due:
        return record
    return replace(record, due=last + timedelta(days=1), held=last)


def held_beyond(file: Compartment, periods: Periods, *, on: date) -> dict[int, str]:
    """Return row number to hold of every record that a hold alone keeps on a day.

    A joiner or an account counts once nothing of theirs would stay without it.
    """
    kept = holds.kept(file, on=on)
    if not kept:
        return {}
    over = [one for one in _own_days_over(file, periods, on=on) if one.owner in kept]
    alone = {one.owner for one in over}
    if file.name in parts.OWNERS:
        alone -= {row for (row,) in file.read(
            f"SELECT owner FROM part WHERE seq NOT IN ({_numbers(over)})")}  # fmt: skip
    return {
        row: holds.where(file, f"row = ? AND {holds.IN_FORCE}", (row, on.isoformat()))[0].id
        for row in sorted(alone)
    }


def _numbers(records: Iterable[DueRecord]) -> str:
    return ",".join(str(one.seq) for one in records)


def _due_persons(hiring: Compartment, periods: Periods, *, on: date) -> Iterable[DueRecord]:
    """Return the persons that are due.

    A person is due when every application of theirs is: the last one decides (promises, clock
    rule 1), and an open one keeps the file.
    """
    condition, values = due_condition(periods, on)
    rows = hiring.read(
        "SELECT p.seq, p.id, p.fields, r.title, a.retention_class, a.clock_event, a.clock_day "
        "FROM application a JOIN person p ON p.seq = a.person "
        "JOIN requisition r ON r.seq = a.requisition "
        f"WHERE ({condition}) AND NOT EXISTS (SELECT 1 FROM application a WHERE "
        f"a.person = p.seq AND (({condition}) IS NOT TRUE))",
        values + values,
    )
    last: dict[int, DueRecord] = {}
    for row in rows:
        record = _due("person", row, periods, owner=row[0])
        if record.seq not in last or last[record.seq].due < record.due:
            last[record.seq] = record
    return last.values()


def _due_visits(visits: Compartment, periods: Periods, *, on: date) -> Iterable[DueRecord]:
    """Return the visits that are due; one human's visits are not linked, each goes by itself."""
    condition, values = due_condition(periods, on)
    rows = visits.read(
        "SELECT a.seq, a.id, a.fields, '', a.retention_class, a.clock_event, a.clock_day "
        f"FROM visit a WHERE {condition}",
        values,
    )
    return [_due("visit", row, periods, owner=row[0]) for row in rows]


def _due_cases(privacy: Compartment, periods: Periods, *, on: date) -> Iterable[DueRecord]:
    """Return the cases that are due, of every kind that has a clock."""
    condition, values = due_condition(periods, on)
    for table in due_days.tables_of(privacy):
        known = references.columns(privacy.connection, table)
        number = "json_object('number', a.number)" if "number" in known else "'{}'"
        rows = privacy.read(
            f"SELECT a.seq, a.id, {number}, '', a.retention_class, a.clock_event, a.clock_day "
            f"FROM {table} a WHERE {condition}",
            values,
        )
        yield from (_due(table, row, periods, owner=0) for row in rows)


def _due_parts(file: Compartment, periods: Periods, *, on: date) -> Iterable[DueRecord]:
    """Return the parts that are due: each has a clock of its own."""
    condition, values = due_condition(periods, on)
    key = _NAME_IN[file.name]
    rows = file.read(
        "SELECT a.seq, a.id, coalesce((SELECT json_object('full_name', "
        f"json_extract(n.fields, '$.{key}')) FROM part n WHERE n.owner = a.owner "
        f"AND json_extract(n.fields, '$.{key}') IS NOT NULL LIMIT 1), '{{}}'), '', "
        f"a.retention_class, a.clock_event, a.clock_day, a.owner FROM part a WHERE {condition}",
        values,
    )
    return [_due("part", row[:-1], periods, owner=row[-1]) for row in rows]


_NAME_IN: Final = {"personnel": "full_name", "payroll": "account_holder"}
"""Where a file keeps the name by which a person recognises what is due."""


def _due(kind: str, row: Sequence[Any], periods: Periods, *, owner: int) -> DueRecord:
    seq, id_, fields, title, class_, event, day = row
    clock_day = date.fromisoformat(day)
    due = clock_day + timedelta(days=periods[class_, event])
    return DueRecord(
        kind, seq, id_, json.loads(fields), title, class_, event, clock_day, due, owner
    )
