# SPDX-License-Identifier: Apache-2.0
"""What went out of a record that stays: its tombstones, and what a restore does again.

That is a value, a consent that was withdrawn, the clock of what the talent pool kept. A tombstone
names the record's random id and the key of what went, nothing of the value. Besides the record a
value stands in what undoes something (a merge, an import) and in drafts: it goes there in the same
transaction.
"""

import json
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.domain.terms import terms_of
from hr_desk.store import interviews, references
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import as_json

GONE: Final = "value"
WITHDRAWN: Final = "withdrawn_value"
CONSENT: Final = "withdrawn_consent"
CLOCK: Final = "clock"
KINDS: Final = (GONE, WITHDRAWN, CONSENT, CLOCK)
"""What the tombstones are called: of a value, of one with the consent it rested on, of a consent
with which no value went here, and of a clock that runs instead of the talent pool's."""

_MARK_BYTES: Final = 4
_SEARCHED: Final = ("name", "phone", "email", "text", "code")
HOMES: Final = (
    ("person", "person", "seq"),
    ("person", "application", "person"),
    ("visit", "visit", "seq"),
    ("joiner", "part", "owner"),
    ("account", "part", "owner"),
)
"""The table a record stands in, a table with values of it, and the column that names its row."""


@dataclass(frozen=True, slots=True)
class Reclocked:
    """An application (id) that has another clock since a consent ended: the class it left, its own.

    A restore starts the same clock where the copy still keeps it in that class.
    """

    application: str
    left: str
    class_: str
    event: str
    day: date

    @property
    def key(self) -> str:
        """What its tombstone says between the id and the mark."""
        return ",".join((self.left, self.class_, self.event, self.day.isoformat()))


def bury(
    change: Change, records: Iterable[str], keys: Collection[str], *, number: int,
    kind: str = GONE,
) -> None:  # fmt: skip
    """Write the tombstones of values (field keys) of records (ids) for the sweep ``number``.

    The same value may go more than once: a mark makes each tombstone another one.
    """
    change.executemany(
        "INSERT INTO tombstone (id, kind, sweep) VALUES (?, ?, ?)",
        [
            (f"{record}/{key}/{secrets.token_hex(_MARK_BYTES)}", kind, number)
            for record in records
            for key in sorted(keys)
        ],
    )


def bury_clocks(change: Change, clocks: Iterable[Reclocked], *, number: int) -> None:
    """Write the tombstones of clocks that were replaced, for the sweep ``number``."""
    for one in clocks:
        bury(change, (one.application,), (one.key,), number=number, kind=CLOCK)


def known_as(change: Change, person: int) -> list[str]:
    """Return the ids of a person (row number), also those an older backup knows them by."""
    rows = change.execute(
        "SELECT id FROM person WHERE seq = ? UNION ALL SELECT gone FROM merge WHERE kept = ?",
        (person, person),
    )
    return [id_ for (id_,) in rows.fetchall()]


def forget_copies(change: Change, person: int, keys: Collection[str]) -> None:
    """Take values of a person (row number) out of what would bring them back, and their drafts.

    That is the undoing of merges and of imports. A draft is sealed to its user: it goes whole.
    """
    if not keys:
        return
    for seq, text in change.execute(
        "SELECT seq, snapshot FROM merge WHERE kept = ?", (person,)
    ).fetchall():
        kept = as_json(_without(json.loads(text), keys))
        change.execute("UPDATE merge SET snapshot = ? WHERE seq = ?", (kept, seq))
    _forget_imported(change, person, keys)
    change.execute(
        "DELETE FROM draft WHERE record IN (SELECT id FROM application WHERE person = ?)", (person,)
    )


def _forget_imported(change: Any, person: int, keys: Collection[str]) -> None:
    """Take values out of what undoing an import would give a person (row number) back."""
    for batch, line, text in change.execute(
        "SELECT batch, line, before FROM import_row WHERE person = ? AND before IS NOT NULL",
        (person,),
    ).fetchall():
        before = as_json(_pruned(json.loads(text), keys))
        change.execute(
            "UPDATE import_row SET before = ? WHERE batch = ? AND line = ?", (before, batch, line)
        )


def _without(snapshot: dict[str, Any], keys: Collection[str]) -> dict[str, Any]:
    """Return the snapshot of a merge without the values of these fields, on either side."""
    found = dict(snapshot)
    for side in ("kept", "gone"):
        fields = as_json(_pruned(json.loads(found[side]["fields"]), keys))
        found[side] = {**found[side], "fields": fields}
    found["result"] = _pruned(found["result"], keys)
    consents = dict(found["consents"])
    consents["restrictions"] = [row for row in consents["restrictions"] if row[0] not in keys]
    consents["taken"] = [key for key in consents["taken"] if key not in keys]
    return {**found, "consents": consents}


def _pruned(value: Any, keys: Collection[str]) -> Any:
    """Return nested mappings without these keys."""
    if not isinstance(value, dict):
        return value
    return {key: _pruned(inner, keys) for key, inner in value.items() if key not in keys}


def repeat(connection: Any, kind: str, id_: str) -> int:
    """Do again what a tombstone (one of KINDS) says, in a file of before.

    Returns how many values the file still had.
    """
    if kind == CLOCK:
        _start_again(connection, id_)
        return 0
    if kind in (WITHDRAWN, CONSENT):
        _end_consent_again(connection, id_)
    return 0 if kind == CONSENT else _remove_again(connection, id_)


def _start_again(connection: Any, id_: str) -> None:
    application, key, _ = id_.split("/")
    left, class_, event, day = key.split(",")
    connection.execute(
        "UPDATE application SET retention_class = ?, clock_event = ?, clock_day = ? "
        "WHERE id = ? AND retention_class = ?",
        (class_, event, day, application, left),
    )


def _remove_again(connection: Any, id_: str) -> int:
    record, key, _ = id_.split("/")
    known = set(references.tables(connection))
    if "merge" in known:
        _forget_undoing(connection, record, key)
    removed = _take_out_everywhere(connection, known, record, key)
    _forget_documents(connection, known, record, key)
    _forget_found(connection, known, record, key)
    if "restriction" in known:
        connection.execute("DELETE FROM restriction WHERE record = ? AND field = ?", (record, key))
    if "account" in known:
        connection.execute(_NOT_COMPARED, (key, record))
    return removed


def _forget_undoing(connection: Any, record: str, key: str) -> None:
    """Take a value of a person (id) out of merges and imports that stand in a file of before.

    Undoing them there gives it back no more; whoever that person was merged into has it no more.
    """
    own = connection.execute("SELECT seq FROM person WHERE id = ?", (record,)).fetchone()
    if own is not None:
        _forget_imported(connection, own[0], (key,))
    rows = connection.execute(
        "SELECT seq, kept, gone, snapshot FROM merge WHERE gone = ? OR kept = ?",
        (record, None if own is None else own[0]),
    )
    for seq, kept, gone, text in rows.fetchall():
        snapshot = json.loads(text)
        if gone == record:
            _forget_moved(connection, kept, record, key, snapshot)
        left = as_json(_without_on(snapshot, "gone" if gone == record else "kept", key))
        connection.execute("UPDATE merge SET snapshot = ? WHERE seq = ?", (left, seq))


def _without_on(snapshot: dict[str, Any], side: str, key: str) -> dict[str, Any]:
    """Return the snapshot of a merge without a value of one of the two."""
    found, other = dict(snapshot), snapshot["kept" if side == "gone" else "gone"]
    value = json.loads(found[side]["fields"]).get(key)
    found[side] = {**found[side], "fields": _fields_without(found[side], key)}
    if side == "kept" or value != json.loads(other["fields"]).get(key):
        found["result"] = {
            name: one for name, one in found["result"].items() if name != key or one != value
        }
    return found


def _fields_without(row: dict[str, Any], key: str) -> str:
    return as_json(_pruned(json.loads(row["fields"]), (key,)))


def _forget_moved(
    connection: Any, kept: int, record: str, key: str, snapshot: dict[str, Any]
) -> None:
    """Take a value of a person (id) out of the one they were merged into (row number).

    What the other of the two had themselves stays.
    """
    value = json.loads(snapshot["gone"]["fields"]).get(key)
    now = connection.execute("SELECT fields FROM person WHERE seq = ?", (kept,)).fetchone()
    theirs = json.loads(snapshot["kept"]["fields"]).get(key)
    if value is not None and value != theirs and json.loads(now[0]).get(key) == value:
        _take_out(connection, "person", "seq", kept, key, owner=kept)
    for application in snapshot["applications"]:
        _take_out(connection, "application", "id", application, key, owner=kept)
    connection.executemany(
        "DELETE FROM document WHERE id = ?",
        [(id_,) for id_, owner, kind in snapshot["documents"] if (owner, kind) == (record, key)],
    )


_NOT_COMPARED: Final = (
    "UPDATE account SET compared = (SELECT json_group_array(j.value) FROM json_each(compared) j "
    "WHERE j.value != ?) WHERE id = ?"
)
"""Nobody has compared a value that is not there."""


def _end_consent_again(connection: Any, id_: str) -> None:
    """End the consents a withdrawal ended: to a field, to a purpose, to a recipient."""
    record, key, _ = id_.split("/")
    at, day = connection.execute(
        "SELECT w.swept_at, w.earliest_due FROM tombstone t JOIN sweep w ON w.number = t.sweep "
        "WHERE t.id = ?",
        (id_,),
    ).fetchone()
    _end_consents(connection, record, key, on=day)
    known = references.tables(connection)
    for table, column in _ACTS:
        if table in known:
            connection.execute(
                f"UPDATE {table} SET withdrawn_at = ? WHERE {column} = ? AND withdrawn_at IS NULL "
                "AND part IN (SELECT p.seq FROM part p JOIN joiner j ON j.seq = p.owner "
                "WHERE j.id = ?)",
                (at, key, record),
            )


_ACTS: Final = (("joiner_consent", "field"), ("recipient_consent", "recipient"))
"""Where the acts of a joiner stand, and the column that says what each is about."""


def store_alone(connection: Any, record: str, key: str, *, since_on: str, value: str) -> None:
    """Keep a value (JSON) of a person, a joiner or an account (id) where nothing reads it.

    In a file of before that; of a record that it lacks nothing is kept.
    """
    known = set(references.tables(connection))
    owner = next(table for table in ("person", "joiner", "account") if table in known)
    if connection.execute(f"SELECT 1 FROM {owner} WHERE id = ?", (record,)).fetchone() is None:
        return
    _take_out_everywhere(connection, known, record, key)
    _end_consents(connection, record, key, on=since_on)
    connection.execute(
        "INSERT OR REPLACE INTO restriction (record, field, since_on, value) VALUES (?, ?, ?, ?)",
        (record, key, since_on, value),
    )


def _end_consents(connection: Any, record: str, key: str, *, on: str) -> None:
    if "consent" in references.tables(connection):
        connection.execute(
            "UPDATE consent SET ended_on = ?, ended_by = 'withdrawn' "
            "WHERE subject = ? AND ended_on IS NULL AND "
            f"(record = ? OR id IN ({_MOVED}))",
            (on, key, record, record),
        )


_MOVED: Final = (
    "SELECT j.value FROM merge m, json_each(m.snapshot, '$.consents.acts') j WHERE m.gone = ?"
)
"""The acts of a person who was merged into another one when the backup was made, and is not now."""


def _take_out_everywhere(connection: Any, known: Collection[str], record: str, key: str) -> int:
    removed = 0
    for owner, table, column in HOMES:
        if owner in known and table in known:
            row = connection.execute(f"SELECT seq FROM {owner} WHERE id = ?", (record,)).fetchone()
            if row is not None:
                removed += _take_out(connection, table, column, row[0], key, owner=row[0])
    return removed


def _take_out(
    connection: Any, table: str, column: str, named: int | str, key: str, *, owner: int
) -> int:
    """Take a value out of rows, and what it alone is found by of their owner (row number)."""
    rows = connection.execute(f"SELECT seq, fields FROM {table} WHERE {column} = ?", (named,))
    removed = 0
    for seq, text in rows.fetchall():
        fields = json.loads(text)
        value = fields.pop(key, None)
        if value is None:
            continue
        kept = as_json(fields)
        connection.execute(f"UPDATE {table} SET fields = ? WHERE seq = ?", (kept, seq))
        left = {term for other, one in fields.items() for term in found_by(one, other)}
        remove_terms(connection, owner, found_by(value, key) - left)
        removed += 1
    return removed


def found_by(value: Any, key: str) -> set[str]:
    """Return every term a stored value may be found by, whatever its field's search is."""
    return {term for kind in _SEARCHED for term in terms_of(kind, value, key)}


def remove_terms(connection: Any, owner: int, terms: Iterable[str]) -> None:
    """Point these terms at a row no longer; payroll is not searched by terms."""
    if "term" in references.tables(connection):
        connection.executemany(
            "DELETE FROM term WHERE term = ? AND seq = ?", [(term, owner) for term in terms]
        )


def _forget_documents(connection: Any, known: Collection[str], record: str, key: str) -> None:
    """Remove the rows of sealed files; the files are not brought back without them."""
    owners = "record = ?2"
    if "part" in known:
        owner = "joiner" if "joiner" in known else "account"
        owners = (
            "(record = ?2 OR record IN "
            f"(SELECT p.id FROM part p JOIN {owner} o ON o.seq = p.owner WHERE o.id = ?2))"
        )
    gone = connection.execute(
        f"DELETE FROM document WHERE kind = ?1 AND {owners} RETURNING terms", (key, record)
    ).fetchall()
    row = (
        "person" in known
        and connection.execute("SELECT seq FROM person WHERE id = ?", (record,)).fetchone()
    )
    if row:
        left = connection.execute("SELECT terms FROM document WHERE record = ?", (record,))
        remove_terms(connection, row[0], _words(gone) - _words(left.fetchall()))


def _forget_found(connection: Any, known: Collection[str], record: str, key: str) -> None:
    """Take what interviewers found off the scorecards of a person."""
    if "scorecard" in known:
        row = connection.execute("SELECT seq FROM person WHERE id = ?", (record,)).fetchone()
        if row is not None:
            interviews.forget_found(connection, row[0], (key,))


def _words(rows: Iterable[tuple[str]]) -> set[str]:
    return {term for (terms,) in rows for term in terms.split()}
