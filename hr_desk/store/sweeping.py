# SPDX-License-Identifier: Apache-2.0
"""The SQL of a sweep, and its proof.

Rows, terms and documents go in one transaction, with tombstones. ``secure_delete`` alone leaves
values in the gaps of pages (measured: 13 of 253,000), so the proof rewrites the file and empties
the log; both moments are noted.
"""

import json
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hr_desk.store import (
    consents,
    contact_reveals,
    driver,
    outbox,
    parts,
    references,
    registers,
    signatures,
    sources,
    stubs,
    tallies,
    temperatures,
)
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.due_records import DueRecord

COMPARTMENTS: Final = ("hiring", "visits", "personnel", "payroll", "privacy")
"""The files a sweep knows how to clear; in privacy it is cases and the copies of the registers."""

DRAFT_CLASS: Final = "DRAFT"
EVIDENCE_CLASS: Final = "CONS"
REGISTER_CLASS: Final = "DISC"
CERTIFICATE_CLASS: Final = "CERT"
_PATIENCE_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Link:
    """A reference by which another compartment (``peer``, an address) knows a removed record."""

    reference: str
    peer: str


@dataclass(frozen=True, slots=True)
class Removed:
    """What a sweep took: records per class, the days on which they were due, who is to be told."""

    counts: Mapping[str, int]
    earliest_due: date
    latest_due: date
    documents: tuple[str, ...]
    links: tuple[Link, ...]
    certificates: tuple[int, ...] = ()
    """Numbers of the sweeps whose certificates have had their years."""


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """What goes although it is no record: drafts, ended consents, entries, certificates, stubs.

    And what was refused of public data. Each up to its day; ``today`` is the day on which the
    consents of removed records end. Notes of a temperature go that are of a day before theirs.
    """

    today: date
    draft: date
    consent: date
    register: date
    certificate: date
    stub: date
    temperature: date
    refused: date


def remove(
    change: Change, records: Sequence[DueRecord], *, number: int, cutoffs: Cutoffs
) -> Removed | None:
    """Delete records with everything of theirs, old drafts, evidence and entries of the register.

    Returns None when nothing is due.
    """
    _mark(change, _marked(change, records))
    own = _OWN.get(change.compartment.name, _SWEPT_OWNERS).format(
        owner=parts.OWNERS.get(change.compartment.name, "")
    )
    links = _remove_crossings(change, own)
    documents = _remove_documents(change, own)
    tallies.count_swept(change)
    if change.compartment.name == "hiring":
        _remove_persons(change, number)
    elif change.compartment.name == "visits":
        _remove_visits(change, number)
    elif change.compartment.name in parts.OWNERS:
        _remove_parts(change, number, own)
    else:
        _remove_cases(change, records, number)
    tallies.thin_swept(change)
    certificates = _remove_certificates(change, cutoffs)
    beside = {
        stubs.CLASS[0]: _remove_stubs(change, cutoffs, number=number),
        temperatures.CLASS[0]: _remove_temperatures(change, cutoffs, number=number),
        sources.CLASS[0]: _remove_refused(change, cutoffs, number=number),
        EVIDENCE_CLASS: _remove_evidence(change, cutoffs, number=number),
        REGISTER_CLASS: _remove_entries(change, cutoffs, number=number),
        DRAFT_CLASS: _remove_drafts(change, cutoffs.draft, number=number),
        CERTIFICATE_CLASS: list(certificates.values()),
    }
    change.execute("DROP TABLE temp.swept")
    outbox.forget_answers(change)
    counts = Counter(record.retention_class for record in records)
    counts.update({class_: len(days) for class_, days in beside.items() if days})
    days = [record.due for record in records] + [day for found in beside.values() for day in found]
    if not days:
        return None
    return Removed(dict(counts), min(days), max(days), documents, links, tuple(certificates))


def _marked(change: Change, records: Sequence[DueRecord]) -> list[tuple[int, str]]:
    """Return what is marked as swept; cases of several kinds have the same row numbers."""
    if change.compartment.name == "privacy":
        return list(enumerate((record.id for record in records), start=1))
    return [(record.seq, record.id) for record in records]


def _mark(change: Change, rows: Sequence[tuple[int, str]]) -> None:
    change.execute("CREATE TEMP TABLE IF NOT EXISTS swept (seq INTEGER PRIMARY KEY, id TEXT)")
    change.execute("DELETE FROM temp.swept")
    change.executemany("INSERT INTO temp.swept VALUES (?, ?)", rows)


def remove_undone(
    change: Change,
    people: Sequence[tuple[int, str]],
    applications: Sequence[tuple[int, str]],
    *,
    number: int,
    on: date,
) -> tuple[tuple[str, ...], tuple[Link, ...]]:
    """Delete persons with everything of theirs, and single applications, as a sweep does.

    Both are numbers and ids; consents of the persons end on the day ``on``. Returns the ids of
    the documents whose files are to go, and who knows the records elsewhere.
    """
    _mark(change, people)
    links = _remove_crossings(change, _SWEPT_APPLICATIONS)
    documents = _remove_documents(change, _SWEPT_APPLICATIONS)
    change.execute(
        "DELETE FROM stub WHERE application IN "
        "(SELECT seq FROM application WHERE person IN (SELECT seq FROM swept))"
    )
    _remove_persons(change, number)
    consents.end_of_swept(change, on=on)
    _mark(change, applications)
    own = "SELECT id FROM swept"
    links += _remove_crossings(change, own)
    documents += _remove_documents(change, own)
    change.execute(
        "INSERT INTO tombstone (id, kind, sweep) SELECT id, 'application', ? FROM swept", (number,)
    )
    change.execute("DELETE FROM invitation WHERE application IN (SELECT seq FROM swept)")
    change.execute("DELETE FROM stub WHERE application IN (SELECT seq FROM swept)")
    change.execute("DELETE FROM application WHERE seq IN (SELECT seq FROM swept)")
    change.execute("DROP TABLE temp.swept")
    return documents, links


_SWEPT_APPLICATIONS: Final = "SELECT id FROM application WHERE person IN (SELECT seq FROM swept)"
_SWEPT_OWNERS: Final = (
    "SELECT id FROM {owner} WHERE seq IN (SELECT owner FROM part WHERE seq IN "
    "(SELECT seq FROM swept)) AND NOT EXISTS (SELECT 1 FROM part WHERE owner = {owner}.seq "
    "AND seq NOT IN (SELECT seq FROM swept))"
)
"""The owners that lose their last part."""

_SWEPT: Final = "SELECT id FROM swept"
_OWN: Final = {"hiring": _SWEPT_APPLICATIONS, "visits": contact_reveals.SWEPT, "privacy": _SWEPT}
"""File to the ids by which others and drafts know what goes."""


_MERGED_AWAY: Final = "SELECT gone FROM merge WHERE kept IN (SELECT seq FROM swept)"
"""Ids of the persons who were made one with a swept one: an older backup still has them."""


def _remove_crossings(change: Change, own: str) -> tuple[Link, ...]:
    """Forget what crossed a border about the swept records; returns who knows them elsewhere.

    An envelope about them that nobody has taken in is not delivered any more: ``record.gone``
    says all that is left to say.
    """
    rows = change.execute(f"SELECT reference, peer FROM link WHERE record IN ({own})").fetchall()
    change.execute(f"DELETE FROM link WHERE record IN ({own})")
    stored = ("restriction",) if change.compartment.name in ("payroll", "personnel") else ()
    for table in ("record_restriction", "policy_told", *stored):
        change.execute(
            f"DELETE FROM {table} WHERE record IN (SELECT id FROM swept) OR record IN ({own})"
        )
    change.execute(f"DELETE FROM outbox WHERE record IN ({own})")
    change.execute(f"DELETE FROM hold WHERE record IN (SELECT id FROM swept) OR record IN ({own})")
    return tuple(Link(bytes(reference).hex(), peer) for reference, peer in rows)


def _remove_documents(change: Change, own: str) -> tuple[str, ...]:
    owners = f"record IN (SELECT id FROM swept) OR record IN ({own})"
    if change.compartment.name == "hiring":
        owners += f" OR record IN ({_MERGED_AWAY})"
    documents = change.execute(f"SELECT id FROM document WHERE {owners}").fetchall()
    change.execute(f"DELETE FROM document WHERE {owners}")
    for table in ("draft", "disclosure_notice"):
        change.execute(f"DELETE FROM {table} WHERE record IN ({own})")
    return tuple(row[0] for row in documents)


def _remove_persons(change: Change, number: int) -> None:
    change.execute(
        "INSERT INTO tombstone (id, kind, sweep) "
        f"SELECT id, 'application', ? FROM ({_SWEPT_APPLICATIONS})",
        (number,),
    )
    change.execute(
        "INSERT INTO tombstone (id, kind, sweep) SELECT id, 'person', ? FROM swept", (number,)
    )
    change.execute(
        "INSERT INTO tombstone (id, kind, sweep) "
        f"SELECT gone, 'person', ? FROM merge WHERE gone IN ({_MERGED_AWAY})",
        (number,),
    )
    change.execute("DELETE FROM merge WHERE kept IN (SELECT seq FROM swept)")
    change.execute(
        "DELETE FROM different_people WHERE one IN (SELECT seq FROM swept) "
        "OR other IN (SELECT seq FROM swept)"
    )
    change.execute(
        "DELETE FROM invitation WHERE application IN "
        "(SELECT seq FROM application WHERE person IN (SELECT seq FROM swept))"
    )
    change.execute("DELETE FROM import_row WHERE person IN (SELECT seq FROM swept)")
    change.execute("DELETE FROM application WHERE person IN (SELECT seq FROM swept)")
    change.execute("DELETE FROM term WHERE seq IN (SELECT seq FROM swept)")
    change.execute("DELETE FROM person WHERE seq IN (SELECT seq FROM swept)")


def _remove_visits(change: Change, number: int) -> None:
    change.execute(
        "INSERT INTO tombstone (id, kind, sweep) SELECT id, 'visit', ? FROM swept", (number,)
    )
    change.execute("DELETE FROM term WHERE seq IN (SELECT seq FROM swept)")
    change.execute("DELETE FROM visit WHERE seq IN (SELECT seq FROM swept)")


def _remove_cases(change: Change, records: Sequence[DueRecord], number: int) -> None:
    """Remove cases with the rows that refer to them."""
    for record in records:
        change.execute(
            "INSERT INTO tombstone (id, kind, sweep) VALUES (?, ?, ?)",
            (record.id, record.kind, number),
        )
        references.remove(change, record.kind, "id = ?", (record.id,))
        change.touched(record.kind, record.id)


def _remove_parts(change: Change, number: int, owners: str) -> None:
    """Remove the swept parts, and the owners that have none left."""
    table = parts.OWNERS[change.compartment.name]
    gone = [row[0] for row in change.execute(owners).fetchall()]
    change.execute(
        "INSERT INTO tombstone (id, kind, sweep) SELECT id, 'part', ? FROM swept", (number,)
    )
    if change.compartment.name == "personnel":
        change.execute("DELETE FROM term WHERE part IN (SELECT seq FROM swept)")
        change.execute("DELETE FROM tick WHERE part IN (SELECT seq FROM swept)")
        for acts in ("joiner_consent", "recipient_consent"):
            change.execute(f"DELETE FROM {acts} WHERE part IN (SELECT seq FROM swept)")
        change.execute(
            "DELETE FROM consent_text WHERE sha256 NOT IN (SELECT text_sha256 FROM joiner_consent "
            "UNION SELECT text_sha256 FROM recipient_consent)"
        )
        change.executemany(
            "DELETE FROM hand_off_row WHERE joiner = (SELECT seq FROM joiner WHERE id = ?)",
            [(id_,) for id_ in gone],
        )
    change.execute("DELETE FROM part WHERE seq IN (SELECT seq FROM swept)")
    for id_ in gone:
        change.execute(
            "INSERT INTO tombstone (id, kind, sweep) VALUES (?, ?, ?)", (id_, table, number)
        )
        change.execute(f"DELETE FROM {table} WHERE id = ?", (id_,))


def _remove_evidence(change: Change, cutoffs: Cutoffs, *, number: int) -> list[date]:
    kept = cutoffs.today - cutoffs.consent
    if change.compartment.name == signatures.FILE:
        return signatures.remove_old(change, today=cutoffs.today, kept=kept, number=number)
    if change.compartment.name not in consents.FILES:
        return []
    consents.end_of_swept(change, on=cutoffs.today)
    return [day + kept for day in consents.remove_old(change, cutoffs.consent, number=number)]


def _remove_stubs(change: Change, cutoffs: Cutoffs, *, number: int) -> list[date]:
    if change.compartment.name != stubs.FILE:
        return []
    kept = cutoffs.today - cutoffs.stub
    return [week + kept for week in stubs.settle(change, cutoffs.stub, number=number)]


def _remove_temperatures(change: Change, cutoffs: Cutoffs, *, number: int) -> list[date]:
    if change.compartment.name != temperatures.FILE:
        return []
    days = temperatures.remove_old(change, before=cutoffs.temperature, number=number)
    return [day + (cutoffs.today - cutoffs.temperature) + timedelta(days=1) for day in days]


def _remove_refused(change: Change, cutoffs: Cutoffs, *, number: int) -> list[date]:
    if change.compartment.name != sources.FILE:
        return []
    kept = cutoffs.today - cutoffs.refused
    gone = sources.sweep(change, cutoffs.refused, today=cutoffs.today, number=number)
    return [day + kept for day in gone]


def _remove_entries(change: Change, cutoffs: Cutoffs, *, number: int) -> list[date]:
    registers.forget_passwords(change, cutoffs.today)
    kept = cutoffs.today - cutoffs.register
    return [day + kept for day in registers.remove_old(change, cutoffs.register, number=number)]


def _remove_certificates(change: Change, cutoffs: Cutoffs) -> dict[int, date]:
    """Remove certified sweeps of the day ``cutoffs.certificate`` or before, with their tombstones.

    Returns number to the day each was due. The highest number so far is remembered.
    """
    highest, kept = next_number(change.compartment) - 1, cutoffs.today - cutoffs.certificate
    rows = change.execute(
        "SELECT number, date(swept_at, '+8 hours') FROM sweep WHERE certificate IS NOT NULL "
        "AND date(swept_at, '+8 hours') <= ?", (cutoffs.certificate.isoformat(),)
    ).fetchall()  # fmt: skip
    for table, column in (("tombstone", "sweep"), ("sweep", "number")):
        change.executemany(f"DELETE FROM {table} WHERE {column} = ?", [(row[0],) for row in rows])
    if rows:
        change.compartment.set_fact(_HIGHEST, str(highest))
    return {number: date.fromisoformat(day) + kept for number, day in rows}


_HIGHEST: Final = "sweeps"
"""The fact that names the highest number of a sweep whose row is gone."""


def _remove_drafts(change: Change, cutoff: date, *, number: int) -> list[date]:
    rows = change.execute(
        "SELECT id, typed_on FROM draft WHERE typed_on <= ?", (cutoff.isoformat(),)
    ).fetchall()
    change.executemany(
        "INSERT OR IGNORE INTO tombstone (id, kind, sweep) VALUES (?, 'draft', ?)",
        [(id_, number) for id_, _ in rows],
    )
    change.execute("DELETE FROM draft WHERE typed_on <= ?", (cutoff.isoformat(),))
    return [date.fromisoformat(typed) for _, typed in rows]


def note_sweep(change: Change, number: int, removed: Removed) -> None:
    """Enter a sweep whose proof is still to come."""
    change.execute(
        "INSERT INTO sweep (number, swept_at, counts, earliest_due, latest_due) "
        "VALUES (?, ?, ?, ?, ?)",
        (number, change.now.isoformat(timespec="seconds"), json.dumps(removed.counts),
         removed.earliest_due.isoformat(), removed.latest_due.isoformat()),
    )  # fmt: skip


def next_number(file: Compartment) -> int:
    """Return the number of the next sweep of this file."""
    highest = int(file.read_one("SELECT coalesce(max(number), 0) FROM sweep")[0])
    return max(highest, int(file.fact(_HIGHEST) or 0)) + 1


def rewrite(file: Compartment) -> bool:
    """Rewrite the file without gaps, if no other process has it open; True when done."""
    with file.presence.alone() as alone:
        if alone:
            with driver.told(file.path):
                file.connection.execute("VACUUM")
        return alone


def empty_log(file: Compartment) -> bool:
    """Empty the log until it answers (0, 0, 0); False when a reader kept it for too long."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not driver.checkpoint(file.connection):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
