# SPDX-License-Identifier: Apache-2.0
"""The SQL of public-health orders, and of what is noted of a visit under one until its day ends."""

import secrets
from datetime import date, timedelta
from typing import Final

from hr_desk.domain.health_orders import HealthOrder
from hr_desk.store.compartment import Change, Compartment

FILE: Final = "visits"
"""The file that has these tables."""

CLASS: Final = ("TEMP", "day_ended")
KIND: Final = "visit_temperature"
"""What the tombstone of a note says, and its table."""


def add_order(change: Change, order: HealthOrder, *, by: str) -> None:
    """Keep an order."""
    change.execute(
        "INSERT INTO health_order (id, number, issued_by, since, until, entered_by, entered_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        (order.id, order.number, order.issued_by, order.since.isoformat(),
         order.until.isoformat(), by, change.now.isoformat(timespec="seconds")),
    )  # fmt: skip
    change.touched("health_order", order.id)


def end_order(change: Change, id_: str) -> None:
    """Note that an order was lifted before its last day."""
    change.execute(
        "UPDATE health_order SET ended_at = ? WHERE id = ?",
        (change.now.isoformat(timespec="seconds"), id_),
    )
    change.touched("health_order", id_)


def orders(file: Compartment) -> list[HealthOrder]:
    """Return every order, the one that ends last first."""
    rows = file.read(
        "SELECT id, number, issued_by, since, until, ended_at IS NOT NULL FROM health_order "
        "ORDER BY until DESC, since DESC, id"
    )
    return [
        HealthOrder(id_, number, by, date.fromisoformat(since), date.fromisoformat(until),
                    bool(ended))
        for id_, number, by, since, until, ended in rows
    ]  # fmt: skip


def put(change: Change, visit: str, *, order: str, day: date, normal: bool) -> None:
    """Note whether it was normal, in the place of an earlier note of the visit.

    The file refuses a day on which the order does not hold.
    """
    remove(change, visit)
    change.execute(
        "INSERT INTO visit_temperature (id, visit, health_order, day, normal) "
        "VALUES (?, ?, ?, ?, ?)",
        (secrets.token_hex(16), visit, order, day.isoformat(), int(normal)),
    )
    change.touched("visit", visit)


def remove(change: Change, visit: str) -> None:
    """Forget what was noted of a visit."""
    change.execute("DELETE FROM visit_temperature WHERE visit = ?", (visit,))
    change.touched("visit", visit)


def move(change: Change, visit: str, *, to: str) -> None:
    """Let the note of a visit stand at the one its row is joined into."""
    change.execute("UPDATE visit_temperature SET visit = ? WHERE visit = ?", (to, visit))


def of(file: Compartment, visit: str, *, on: date) -> bool | None:
    """Return what was noted of a visit on a day; None where nothing was, or the day is over."""
    row = file.read_one(
        "SELECT normal FROM visit_temperature WHERE visit = ? AND day = ?",
        (visit, on.isoformat()),
    )
    return None if row is None else bool(row[0])


def remove_old(change: Change, *, before: date, number: int) -> list[date]:
    """Wipe the notes of days before one, with tombstones; returns the days they were of."""
    rows = change.execute(
        "SELECT id, day FROM visit_temperature WHERE day < ?", (before.isoformat(),)
    ).fetchall()
    change.executemany(
        "INSERT INTO tombstone (id, kind, sweep) VALUES (?, ?, ?)",
        [(id_, KIND, number) for id_, _ in rows],
    )
    change.executemany("DELETE FROM visit_temperature WHERE id = ?", [(id_,) for id_, _ in rows])
    return [date.fromisoformat(day) for _, day in rows]


def next_due(file: Compartment, *, kept: timedelta) -> date | None:
    """Return the day on which the first note is due: its own day has to be over."""
    row = file.read_one("SELECT min(day) FROM visit_temperature")
    day = row[0] if row else None
    return None if day is None else date.fromisoformat(day) + timedelta(days=1) + kept
