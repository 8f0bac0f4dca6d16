# SPDX-License-Identifier: Apache-2.0
"""The SQL of interviews and their scorecards in the hiring file."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from hr_desk.store.compartment import Change, Compartment

PLANNED: Final = "planned"
NOTES: Final = "interview_notes"
SCORE: Final = "test_score"
"""The fields of which scorecards keep the values."""
_OF_KEY: Final = {
    NOTES: (("points", "'{}'"), ("remarks", "'{}'"), ("proposal", "NULL"), ("note", "NULL")),
    SCORE: (("score", "NULL"),),
}
_COLUMNS: Final = (
    "SELECT i.seq, i.id, i.version, i.application, a.id, i.starts_at, i.minutes, i.place, i.host, "
    "i.interviewers, i.state, i.state_at, i.entry, i.invitation, v.state, v.state_at, "
    "(SELECT count(*) FROM scorecard s WHERE s.interview = i.seq) "
    "FROM interview i JOIN application a ON a.seq = i.application "
    "LEFT JOIN invitation v ON v.reference = i.invitation"
)
_MOST_VARIABLES: Final = 500


@dataclass(frozen=True, slots=True)
class Sitting:
    """When, where and with whom an interview is; ``interviewers`` are names or ``@`` user ids."""

    starts_at: datetime
    minutes: int
    place: str
    host: str
    interviewers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InterviewRecord:
    """One interview with the state of the invitation that brings the candidate in."""

    seq: int
    id: str
    version: int
    application_seq: int
    application_id: str
    sitting: Sitting
    state: str
    state_at: datetime
    entry: int
    """The audit entry that gave it its state."""
    invitation: str | None
    visit: str
    visit_at: datetime | None
    scorecards: int


@dataclass(frozen=True, slots=True)
class ScorecardRecord:
    """What one interviewer found; ``test_score``, ``note`` and ``remarks`` are stored values.

    ``points`` and ``remarks`` are by criterion, remarks also under ``other``.
    """

    id: str
    version: int
    interviewer: str
    points: Mapping[str, int]
    remarks: Mapping[str, Any]
    proposal: str | None
    test_score: Any
    note: Any
    entered_by: str
    entered_at: datetime


def moment(at: datetime) -> str:
    """Return a moment as it is stored: UTC, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _time(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored)


def _record(row: Sequence[Any]) -> InterviewRecord:
    starts, state_at = datetime.fromisoformat(row[5]), datetime.fromisoformat(row[11])
    sitting = Sitting(starts, row[6], row[7], row[8], tuple(json.loads(row[9])))
    invitation = None if row[13] is None else bytes(row[13]).hex()
    return InterviewRecord(
        row[0], row[1], row[2], row[3], row[4], sitting, row[10], state_at, row[12], invitation,
        row[14] or "", _time(row[15]), row[16],
    )  # fmt: skip


def insert(change: Change, id_: str, *, application: int, sitting: Sitting) -> None:
    """Add a planned interview of an application (row number)."""
    change.execute(
        "INSERT INTO interview (id, version, application, starts_at, minutes, place, host, "
        "interviewers, state, state_at, entry) "
        "VALUES (?, 1, ?, ?, ?, ?, ?, ?, 'planned', ?, ?)",
        (id_, application, *_values(sitting), moment(change.now), change.sequence),
    )
    change.wrote("interview", id_, {"version": 1, "state": PLANNED, **_content(sitting)})


def update(change: Change, record: InterviewRecord, sitting: Sitting) -> None:
    """Give an interview another time, place or people."""
    change.execute(
        "UPDATE interview SET version = version + 1, starts_at = ?, minutes = ?, place = ?, "
        "host = ?, interviewers = ? WHERE seq = ?",
        (*_values(sitting), record.seq),
    )
    written = {"version": record.version + 1, "state": record.state, **_content(sitting)}
    change.wrote("interview", record.id, written)


def set_state(change: Change, record: InterviewRecord, state: str) -> None:
    """Give an interview a state since now."""
    change.execute(
        "UPDATE interview SET version = version + 1, state = ?, state_at = ?, entry = ? "
        "WHERE seq = ?",
        (state, moment(change.now), change.sequence, record.seq),
    )
    change.wrote("interview", record.id, {"version": record.version + 1, "state": state})


def tie(change: Change, ids: Collection[int], reference: str | None) -> None:
    """Note which invitation brings the candidate to these interviews (row numbers)."""
    stored = None if reference is None else bytes.fromhex(reference)
    change.executemany(
        "UPDATE interview SET invitation = ? WHERE seq = ?", [(stored, seq) for seq in ids]
    )


def _values(sitting: Sitting) -> tuple[Any, ...]:
    people = json.dumps(sitting.interviewers, ensure_ascii=False)
    return moment(sitting.starts_at), sitting.minutes, sitting.place, sitting.host, people


def _content(sitting: Sitting) -> dict[str, Any]:
    names = ("starts_at", "minutes", "place", "host", "interviewers")
    return dict(zip(names, _values(sitting), strict=True))


def by_ids(hiring: Compartment, ids: Collection[str]) -> list[InterviewRecord]:
    """Return the interviews with these ids, in the order of the ids; missing ones are absent."""
    found: dict[str, InterviewRecord] = {}
    listed = list(ids)
    for start in range(0, len(listed), _MOST_VARIABLES):
        some = listed[start : start + _MOST_VARIABLES]
        marks = ",".join("?" * len(some))
        rows = hiring.read(f"{_COLUMNS} WHERE i.id IN ({marks})", some)
        found |= {row[1]: _record(row) for row in rows}
    return [found[id_] for id_ in listed if id_ in found]


def none_arranged(stages: Sequence[str]) -> str:
    """Return the condition that an application ``a`` waits at one of these stages for an interview.

    The stages are its values. Neither is one planned, nor was one held since it came there.
    """
    return (
        f"a.stage IN ({','.join('?' * len(stages))}) AND NOT EXISTS (SELECT 1 FROM interview i "
        "WHERE i.application = a.seq AND (i.state = 'planned' OR (i.state = 'held' AND "
        "substr(i.starts_at, 1, 19) >= (SELECT substr(s.at, 1, 19) FROM step s "
        "WHERE s.application = a.seq ORDER BY s.seq DESC LIMIT 1))))"
    )


def between(hiring: Compartment, begin: datetime, end: datetime) -> list[InterviewRecord]:
    """Return the interviews that start in [begin, end), the earliest first."""
    rows = hiring.read(
        f"{_COLUMNS} WHERE i.starts_at >= ? AND i.starts_at < ? ORDER BY i.starts_at, i.seq",
        (moment(begin), moment(end)),
    )
    return [_record(row) for row in rows]


def of_application(hiring: Compartment, application: int) -> list[InterviewRecord]:
    """Return the interviews of an application (row number), the latest first."""
    rows = hiring.read(
        f"{_COLUMNS} WHERE i.application = ? ORDER BY i.starts_at DESC, i.seq DESC",
        (application,),
    )
    return [_record(row) for row in rows]


def insert_scorecard(
    change: Change, id_: str, record: InterviewRecord, *, interviewer: str,
    points: Mapping[str, int], remarks: Mapping[str, Any], proposal: str | None, test_score: Any,
    note: Any, entered_by: str,
) -> None:  # fmt: skip
    """Add what one interviewer found."""
    given = (_by_criterion(points), _by_criterion(remarks), proposal, _json(test_score),
             _json(note))  # fmt: skip
    change.execute(
        "INSERT INTO scorecard (id, version, interview, interviewer, points, remarks, proposal, "
        "score, note, entered_by, entered_at) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (id_, record.seq, interviewer, *given, entered_by, moment(change.now)),
    )
    _wrote_scorecard(change, id_, record, version=1, given=given)


def update_scorecard(
    change: Change, card: ScorecardRecord, record: InterviewRecord, *,
    points: Mapping[str, int], remarks: Mapping[str, Any], proposal: str | None, test_score: Any,
    note: Any, entered_by: str,
) -> None:  # fmt: skip
    """Replace what one interviewer found."""
    given = (_by_criterion(points), _by_criterion(remarks), proposal, _json(test_score),
             _json(note))  # fmt: skip
    change.execute(
        "UPDATE scorecard SET version = version + 1, points = ?, remarks = ?, proposal = ?, "
        "score = ?, note = ?, entered_by = ?, entered_at = ? WHERE id = ?",
        (*given, entered_by, moment(change.now), card.id),
    )
    _wrote_scorecard(change, card.id, record, version=card.version + 1, given=given)


def _wrote_scorecard(
    change: Change, id_: str, record: InterviewRecord, *, version: int, given: tuple[Any, ...]
) -> None:
    names = ("points", "remarks", "proposal", "score", "note")
    change.wrote("scorecard", id_, {"version": version, **dict(zip(names, given, strict=True))})
    change.touched("interview", record.id)


def scorecards(hiring: Compartment, interview: int) -> list[ScorecardRecord]:
    """Return the scorecards of an interview (row number), the first one first."""
    rows = hiring.read(
        "SELECT id, version, interviewer, points, remarks, proposal, score, note, entered_by, "
        "entered_at FROM scorecard WHERE interview = ? ORDER BY seq",
        (interview,),
    )
    return [
        ScorecardRecord(
            row[0], row[1], row[2], json.loads(row[3]), json.loads(row[4]), row[5],
            _loaded(row[6]), _loaded(row[7]), row[8], datetime.fromisoformat(row[9]),
        )
        for row in rows
    ]  # fmt: skip


def persons_with_scorecards(hiring: Compartment) -> list[str]:
    """Return the ids of the persons of whom a scorecard is kept."""
    rows = hiring.read(
        "SELECT DISTINCT p.id FROM scorecard s JOIN interview i ON i.seq = s.interview "
        "JOIN application a ON a.seq = i.application JOIN person p ON p.seq = a.person"
    )
    return [id_ for (id_,) in rows]


def forget_found(connection: Any, person: int, keys: Collection[str]) -> int:
    """Take what interviewers found of a person (row number) off their scorecards.

    ``keys`` are NOTES (points, remarks, proposal and note) and SCORE; a scorecard that says nothing
    more goes. Returns how many there were.
    """
    sets = [f"{column} = {empty}" for key, columns in _OF_KEY.items() if key in keys
            for column, empty in columns]  # fmt: skip
    if not sets:
        return 0
    theirs = (
        "WHERE interview IN (SELECT i.seq FROM interview i "
        "JOIN application a ON a.seq = i.application WHERE a.person = ?)"
    )
    changed = connection.execute(
        f"UPDATE scorecard SET version = version + 1, {', '.join(sets)} {theirs}", (person,)
    ).rowcount
    connection.execute(
        f"DELETE FROM scorecard {theirs} AND points = '{{}}' AND remarks = '{{}}' "
        "AND proposal IS NULL AND note IS NULL AND score IS NULL",
        (person,),
    )
    return int(changed)


def _by_criterion(given: Mapping[str, Any]) -> str:
    return json.dumps(given, sort_keys=True, ensure_ascii=False)


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _loaded(stored: str | None) -> Any:
    return None if stored is None else json.loads(stored)
