# SPDX-License-Identifier: Apache-2.0
"""The SQL of the places a privacy officer allowed, in ``privacy``."""

from dataclasses import astuple, dataclass

from hr_desk.store.compartment import Change, Compartment

KIND = "place_permit"
"""What the log calls a permission."""

_COLUMNS = (
    "id, use, folder, place, reason, given_by, given_at, until, signature, taken_back_by, "
    "taken_back_at, because"
)


@dataclass(frozen=True, slots=True)
class PermitRecord:
    """One permission: ``folder`` as the officer saw it, ``place`` its digest; see the migration.

    ``given_at`` and ``taken_back_at`` are moments in UTC, ``until`` a day (Asia/Shanghai).
    ``because`` is empty where another permission of the same place replaced it.
    """

    id: str
    use: str
    folder: str
    place: str
    reason: str
    given_by: str
    given_at: str
    until: str
    signature: bytes
    taken_back_by: str | None = None
    taken_back_at: str | None = None
    because: str | None = None


def every(privacy: Compartment) -> tuple[PermitRecord, ...]:
    """Return every permission that was ever given, the latest first."""
    rows = privacy.read(f"SELECT {_COLUMNS} FROM place_permit ORDER BY given_at DESC, id")
    return tuple(PermitRecord(*row) for row in rows)


def record_of(privacy: Compartment, id_: str) -> PermitRecord | None:
    """Return one permission, None where there is none of this id."""
    row = privacy.read_one(f"SELECT {_COLUMNS} FROM place_permit WHERE id = ?", (id_,))
    return None if row is None else PermitRecord(*row)


def put(change: Change, made: PermitRecord) -> None:
    """Enter a permission; those of the same place and use before it are over."""
    rows = change.execute(
        "UPDATE place_permit SET taken_back_by = ?, taken_back_at = ?, because = '' "
        "WHERE use = ? AND place = ? AND taken_back_at IS NULL RETURNING id",
        (made.given_by, made.given_at, made.use, made.place),
    ).fetchall()
    for (id_,) in rows:
        change.touched(KIND, id_)
    change.execute(
        f"INSERT INTO place_permit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        astuple(made),
    )
    change.wrote(KIND, made.id, {"use": made.use, "place": made.place, "until": made.until})


def end(change: Change, id_: str, *, by: str, at: str, because: str) -> bool:
    """Take a permission back; False where none of this id is in force."""
    found = change.execute(
        "UPDATE place_permit SET taken_back_by = ?, taken_back_at = ?, because = ? "
        "WHERE id = ? AND taken_back_at IS NULL",
        (by, at, because, id_),
    ).rowcount
    change.touched(KIND, id_)
    return bool(found)
