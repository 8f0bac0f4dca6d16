# SPDX-License-Identifier: Apache-2.0
"""The SQL of joiners' own forms: codes by their digest, and the sealed form of each."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from hr_desk.store.compartment import Change, Compartment

_COLUMNS: Final = "digest, joiner, made_by, until, form"


@dataclass(frozen=True, slots=True)
class CodeRecord:
    """A code that was handed out; ``form`` is the draft that came with it, None so far."""

    digest: str
    joiner: str
    made_by: str
    until: date
    form: str | None


def _record(row: tuple[str, str, str, str, str | None]) -> CodeRecord:
    return CodeRecord(row[0], row[1], row[2], date.fromisoformat(row[3]), row[4])


def by_digest(file: Compartment, digest: str) -> CodeRecord | None:
    """Return the code of a digest, None where none was handed out."""
    row = file.read_one(f"SELECT {_COLUMNS} FROM joiner_code WHERE digest = ?", (digest,))
    return None if row is None else _record(row)


def of_joiner(file: Compartment, joiner_id: str) -> tuple[CodeRecord, ...]:
    """Return the codes of a joiner, the one that is good longest first."""
    rows = file.read(
        f"SELECT {_COLUMNS} FROM joiner_code WHERE joiner = ? ORDER BY until DESC, digest",
        (joiner_id,),
    )
    return tuple(_record(row) for row in rows)


def insert(change: Change, code: CodeRecord) -> None:
    """Add a code that is handed out now."""
    change.execute(
        f"INSERT INTO joiner_code ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)",
        (code.digest, code.joiner, code.made_by, code.until.isoformat(), code.form),
    )


def remove_unused(change: Change, joiner_id: str) -> None:
    """Void the codes of a joiner with which nothing has come."""
    change.execute("DELETE FROM joiner_code WHERE joiner = ? AND form IS NULL", (joiner_id,))


def remove_old(change: Change, before: date) -> None:
    """Forget every code that ran out before a day."""
    change.execute("DELETE FROM joiner_code WHERE until < ?", (before.isoformat(),))


def keep_form(change: Change, code: CodeRecord, *, id_: str, sealed: bytes, typed_on: date) -> None:
    """Keep the form that came with a code as a draft of whoever handed the code out."""
    change.execute(
        "INSERT INTO draft (id, user, record, typed_on, saved_at, sealed) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (id_, code.made_by, code.joiner, typed_on.isoformat(),
         change.now.isoformat(timespec="seconds"), sealed),
    )  # fmt: skip
    change.execute("UPDATE joiner_code SET form = ? WHERE digest = ?", (id_, code.digest))
    change.touched("draft", id_)


def sealed_form(file: Compartment, id_: str) -> bytes | None:
    """Return a form that waits, None where it is gone."""
    row = file.read_one("SELECT sealed FROM draft WHERE id = ?", (id_,))
    return None if row is None else bytes(row[0])


def remove_form(change: Change, id_: str) -> None:
    """Let a form go that was taken over or thrown away, and its code with it."""
    change.execute("DELETE FROM draft WHERE id = ?", (id_,))
    change.execute("DELETE FROM joiner_code WHERE form = ?", (id_,))
    change.touched("draft", id_)
