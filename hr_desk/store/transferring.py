# SPDX-License-Identifier: Apache-2.0
"""The SQL of what left for good: of each value what became of it, never the value itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from hr_desk.domain.for_good import ASKED, FLOOR, HELD, PACKED, Fate
from hr_desk.store.compartment import Change, Compartment


@dataclass(frozen=True, slots=True)
class Given:
    """One value (record id, field key) of an entry, where a copy lies, and what became of it.

    ``sweep`` is the number under which the file in ``place`` deleted it, ``at`` (UTC) since when.
    """

    disclosure: str
    record: str
    field: str
    place: str
    state: str
    class_key: str | None
    until: date | None
    sweep: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy that something keeps here of what another file (``peer``) gave away for good."""

    disclosure: str
    reference: str
    field: str
    record: str
    peer: str


_COLUMNS: Final = "disclosure, record, field, place, state, class, until, sweep, at"


def put(
    change: Change, disclosure: str, values: Iterable[tuple[str, str, str]], *, state: str = PACKED
) -> None:
    """Add values (record id, field key, place) of an entry; one that is there begins again."""
    at = change.now.isoformat(timespec="milliseconds")
    change.executemany(
        "INSERT OR REPLACE INTO transferred (disclosure, record, field, place, state, at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [(disclosure, *one, state, at) for one in values],
    )


def settle(
    change: Change, disclosure: str, fates: Iterable[tuple[str, str, str, Fate]], *,
    sweep: int | None = None,
) -> None:  # fmt: skip
    """Note what became of values (record id, field key, place); ``sweep`` took those that went."""
    at = change.now.isoformat(timespec="milliseconds")
    change.executemany(
        "UPDATE transferred SET state = ?, class = ?, until = ?, sweep = ?, at = ? "
        "WHERE disclosure = ? AND record = ? AND field = ? AND place = ?",
        [
            (fate.state, fate.class_key, None if fate.until is None else fate.until.isoformat(),
             sweep, at, disclosure, record, field, place)
            for record, field, place, fate in fates
        ],
    )  # fmt: skip


def of_entry(file: Compartment, disclosure: str) -> list[Given]:
    """Return what is known of the values of an entry, by record and field."""
    return _where(file, "disclosure = ?", (disclosure,))


def known(file: Compartment) -> list[Given]:
    """Return what is known of every value that left for good and is known to be out."""
    return _where(file, "state != ?", (PACKED,))


def unsettled(file: Compartment) -> list[Given]:
    """Return the values that something keeps, and those another file was asked about."""
    return _where(file, "state IN (?, ?, ?)", (FLOOR, HELD, ASKED))


def _where(file: Compartment, condition: str, values: Sequence[Any]) -> list[Given]:
    rows = file.read(
        f"SELECT {_COLUMNS} FROM transferred WHERE {condition} "
        "ORDER BY disclosure, record, field, place",
        values,
    )
    return [_given(dict(zip(_NAMES, row, strict=True))) for row in rows]


_NAMES: Final = tuple(Given.__dataclass_fields__)


def _given(known: dict[str, Any]) -> Given:
    day = known["until"]
    known["until"] = None if day is None else date.fromisoformat(day)
    known["at"] = datetime.fromisoformat(known["at"])
    return Given(**known)


def keep(change: Change, kept: Iterable[Kept]) -> None:
    """Remember copies that something keeps here, so that they go once it does not."""
    change.executemany(
        "INSERT OR REPLACE INTO transfer_kept (disclosure, reference, field, record, peer) "
        "VALUES (?, ?, ?, ?, ?)",
        [(one.disclosure, one.reference, one.field, one.record, one.peer) for one in kept],
    )


def kept(file: Compartment) -> list[Kept]:
    """Return the copies that something keeps here, by entry and person."""
    rows = file.read(
        "SELECT disclosure, reference, field, record, peer FROM transfer_kept ORDER BY 1, 2, 3"
    )
    return [Kept(*row) for row in rows]


def release(change: Change, kept: Iterable[Kept]) -> None:
    """Forget copies that are gone."""
    change.executemany(
        "DELETE FROM transfer_kept WHERE disclosure = ? AND reference = ? AND field = ?",
        [(one.disclosure, one.reference, one.field) for one in kept],
    )


def entries_out(file: Compartment, way: str) -> list[str]:
    """Return the ids of the entries of a way whose file is out, the latest first."""
    rows = file.read(
        "SELECT id FROM disclosure WHERE kind = ? AND completed_at IS NOT NULL ORDER BY seq DESC",
        (way,),
    )
    return [id_ for (id_,) in rows]
