# SPDX-License-Identifier: Apache-2.0
"""The SQL of the yearly reports on minors in ``privacy``: numbers of each file, nobody's name."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hr_desk.store.compartment import Change, Compartment

KIND = "minors_report"
"""What the log calls a report; its id is the year."""

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """One made report: address of a file to what it counted, and who had not answered by then.

    ``made_at`` is ISO 8601 in UTC; ``filed_on`` (a day), ``reference`` and ``filed_by`` are None
    until somebody notes that it was handed in.
    """

    year: int
    counts: Mapping[str, Counts]
    missing: tuple[str, ...]
    made_at: str
    made_by: str
    filed_on: str | None = None
    reference: str | None = None
    filed_by: str | None = None


def figures(privacy: Compartment, year: int) -> dict[str, Counts]:
    """Return what files counted for a year, by their addresses."""
    rows = privacy.read(
        "SELECT peer, counts FROM minors_figures WHERE year = ? ORDER BY peer", (year,)
    )
    return {peer: json.loads(counts) for peer, counts in rows}


def put_figures(change: Change, year: int, peer: str, counts: Counts) -> None:
    """Keep what a file counted, in the place of what it said before."""
    change.execute(
        "INSERT INTO minors_figures (year, peer, counts, at) VALUES (?, ?, ?, ?) ON CONFLICT "
        "(year, peer) DO UPDATE SET counts = excluded.counts, at = excluded.at",
        (year, peer, json.dumps(counts, sort_keys=True), change.now.isoformat(timespec="seconds")),
    )
    change.wrote(KIND, str(year), {"peer": peer, "counts": dict(counts)})


def report_of(privacy: Compartment, year: int) -> ReportRecord | None:
    """Return the report of a year, None where none was made."""
    row = privacy.read_one(
        "SELECT year, counts, missing, made_at, made_by, filed_on, reference, filed_by "
        "FROM minors_report WHERE year = ?",
        (year,),
    )
    if row is None:
        return None
    return ReportRecord(row[0], json.loads(row[1]), tuple(json.loads(row[2])), *row[3:])


def put_report(
    change: Change, year: int, *, counts: Mapping[str, Counts], missing: Sequence[str], by: str
) -> None:
    """Write a report in the place of the one that was made before."""
    change.execute(
        "INSERT OR REPLACE INTO minors_report (year, counts, missing, made_at, made_by) "
        "VALUES (?, ?, ?, ?, ?)",
        (year, json.dumps(counts, sort_keys=True), json.dumps(list(missing)),
         change.now.isoformat(timespec="seconds"), by),
    )  # fmt: skip
    change.wrote(KIND, str(year), {"counts": dict(counts), "missing": list(missing)})


def note_filed(change: Change, year: int, *, on: date, reference: str, by: str) -> None:
    """Write when a report was handed in, under which number, and who noted it."""
    change.execute(
        "UPDATE minors_report SET filed_on = ?, reference = ?, filed_by = ? WHERE year = ?",
        (on.isoformat(), reference, by, year),
    )
    change.wrote(KIND, str(year), {"filed_on": on.isoformat(), "reference": reference})
