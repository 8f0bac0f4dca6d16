# SPDX-License-Identifier: Apache-2.0
"""The SQL of what visitors signed at a kiosk, as evidence that outlives the visit (class CONS).

A signature names its visit by the random id it has in this file. Its clock starts when the visit is
removed; what somebody asks to be deleted goes with the next sweep.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.days import as_day

FILE: Final = "visits"
"""The file that has these tables."""


@dataclass(frozen=True, kw_only=True)
class NewSignature:
    """A signature as it came: ``texts`` are the exact texts by key, ``digests`` their SHA-256."""

    id: str
    visit: str
    signed_at: str
    language: str
    texts: Mapping[str, str]
    digests: Mapping[str, str]
    strokes: Any


def insert(change: Change, new: NewSignature) -> None:
    """Keep a signature with the texts it stands below."""
    change.executemany(
        "INSERT OR IGNORE INTO visit_signed_text (sha256, text) VALUES (?, ?)",
        [(new.digests[key], text) for key, text in new.texts.items()],
    )
    change.execute(
        "INSERT INTO visit_signature (id, visit, signed_at, language, texts, strokes) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (new.id, new.visit, new.signed_at, new.language, _json(new.digests), _json(new.strokes)),
    )
    written = {"visit": new.visit, "texts": new.digests, "strokes": new.strokes}
    change.wrote("visit_signature", new.id, written)


def _json(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


@dataclass(frozen=True, slots=True)
class Signed:
    """When a visitor signed (ISO 8601, UTC), below which texts (key to hex SHA-256)."""

    signed_at: str
    language: str
    texts: Mapping[str, str]
    withdrawn_on: date | None


def of_visit(file: Compartment, visit: str) -> list[Signed]:
    """Return what was signed at a visit without the strokes, the oldest first."""
    rows = file.read(
        "SELECT signed_at, language, texts, withdrawn_on FROM visit_signature "
        "WHERE visit = ? ORDER BY signed_at",
        (visit,),
    )
    return [Signed(at, code, json.loads(texts), as_day(day)) for at, code, texts, day in rows]


def strokes_of(file: Compartment, visit: str) -> list[tuple[str, Any]]:
    """Return when a visitor signed (ISO 8601, UTC) and the strokes as they came, oldest first."""
    rows = file.read(
        "SELECT signed_at, strokes FROM visit_signature WHERE visit = ? ORDER BY signed_at",
        (visit,),
    )
    return [(at, json.loads(drawn)) for at, drawn in rows]


def texts_of(file: Compartment, visit: str) -> dict[str, str]:
    """Return the texts that were signed at a visit: key to the hex SHA-256 of the exact text."""
    return {key: digest for one in of_visit(file, visit) for key, digest in one.texts.items()}


def move(change: Change, visit: str, *, to: str) -> None:
    """Let the signatures of a visit stand at the one its row is joined into."""
    change.execute("UPDATE visit_signature SET visit = ? WHERE visit = ?", (to, visit))


def withdraw(change: Change, visit: str, *, on: date) -> None:
    """Let the signatures of a visit go with the next sweep."""
    change.execute(
        "UPDATE visit_signature SET withdrawn_on = ? WHERE visit = ?", (on.isoformat(), visit)
    )


def remove_old(change: Change, *, today: date, kept: timedelta, number: int) -> list[date]:
    """End the signatures whose visit is gone, by a sweep or a restore; remove what is over.

    ``kept`` is how long one is kept after its end. Returns the days on which the removed were due.
    """
    change.execute(
        "UPDATE visit_signature SET ended_on = ? WHERE ended_on IS NULL "
        "AND visit NOT IN (SELECT id FROM visit)",
        (today.isoformat(),),
    )
    rows = change.execute(
        "SELECT id, ended_on, withdrawn_on FROM visit_signature "
        "WHERE ended_on <= ? OR withdrawn_on <= ?",
        ((today - kept).isoformat(), today.isoformat()),
    ).fetchall()
    change.executemany(
        "INSERT INTO tombstone (id, kind, sweep) VALUES (?, 'visit_signature', ?)",
        [(id_, number) for id_, _, _ in rows],
    )
    change.executemany("DELETE FROM visit_signature WHERE id = ?", [(row[0],) for row in rows])
    change.execute(
        "DELETE FROM visit_signed_text WHERE sha256 NOT IN "
        "(SELECT j.value FROM visit_signature, json_each(visit_signature.texts) j)"
    )
    return [_due(ended, withdrawn, kept) for _, ended, withdrawn in rows]


def _due(ended: str | None, withdrawn: str | None, kept: timedelta) -> date:
    if withdrawn is not None or ended is None:
        return date.fromisoformat(str(withdrawn))
    return date.fromisoformat(ended) + kept


def next_due(file: Compartment, *, kept: timedelta) -> date | None:
    """Return the day on which the first signature goes; None where none has an end."""
    row = file.read_one("SELECT min(ended_on), min(withdrawn_on) FROM visit_signature")
    ended, withdrawn = row if row else (None, None)
    days = [date.fromisoformat(ended) + kept] if ended else []
    days += [date.fromisoformat(withdrawn)] if withdrawn else []
    return min(days, default=None)
