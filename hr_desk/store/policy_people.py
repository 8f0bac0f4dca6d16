# SPDX-License-Identifier: Apache-2.0
"""The SQL of the people a later version of the policy concerns, and of their consents."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.store import personnel
from hr_desk.store.compartment import Compartment
from hr_desk.store.days import as_day


@dataclass(frozen=True, slots=True)
class Person:
    """One person: the id of their record, the version they know, their stage, stored values."""

    record: str
    known: int
    stage: str | None
    fields: Mapping[str, Any]


def applicants(
    hiring: Compartment, policy: int, *, stages: Collection[str], classes: Collection[str],
    condition: str, values: Sequence[Any],
) -> list[Person]:  # fmt: skip
    """Return persons who know an earlier version and have an application in one of the stages.

    Or in one of the retention classes. ``condition`` on applications ``a`` is that of the scope.
    """
    rows = hiring.read(
        "SELECT p.id, p.notice_version, max(a.stage), p.fields FROM application a "
        "JOIN person p ON p.seq = a.person WHERE p.notice_version < ? "
        f"AND (a.stage IN ({_marks(stages)}) OR a.retention_class IN ({_marks(classes)})) "
        f"AND {condition} GROUP BY p.seq ORDER BY p.seq",
        (policy, *stages, *classes, *values),
    )
    return [Person(id_, known, stage, json.loads(fields)) for id_, known, stage, fields in rows]


def joiners(file: Compartment, policy: int, states: Collection[str]) -> list[Person]:
    """Return joiners in one of the states who know an earlier version."""
    found = personnel.where(
        file, f"notice_version < ? AND state IN ({_marks(states)})", (policy, *states)
    )
    return [Person(one.id, one.notice_version, None, one.fields) for one in found]


def consents(
    file: Compartment, today: date, *, record: str | None = None
) -> list[tuple[str, str, int]]:
    """Return record, subject and policy version of every consent in force in a file.

    With ``record`` of that person or joiner (id) alone.
    """
    mine, values = ("", ()) if record is None else ("AND {} = ? ", (record,))
    if file.name == "hiring":
        sql = (
            "SELECT c.record, c.subject, x.policy_version FROM consent c "
            "JOIN consent_text x ON x.sha256 = c.text_sha256 WHERE c.ended_on IS NULL "
            "AND (c.until IS NULL OR c.until > ?) " + mine.format("c.record")
        )
        return [tuple(row) for row in file.read(sql, (today.isoformat(), *values))]
    rows = file.read(
        "SELECT j.id, c.field, max(x.policy_version) FROM joiner_consent c "
        "JOIN consent_text x ON x.sha256 = c.text_sha256 JOIN part p ON p.seq = c.part "
        "JOIN joiner j ON j.seq = p.owner WHERE c.withdrawn_at IS NULL "
        f"{mine.format('j.id')}GROUP BY j.id, c.field",
        values,
    )
    return [tuple(row) for row in rows]


@dataclass(frozen=True, slots=True)
class Act:
    """One consent of a person who is there, ended or not; ``ended_on`` is a day.

    ``to`` is the recipient (id) that may be told, empty for a consent to the desk's own use.
    """

    record: str
    subject: str
    to: str
    version: int
    ended_on: date | None
    withdrawn: bool


def acts(file: Compartment, subjects: Collection[str]) -> list[Act]:
    """Return every consent to these subjects of the people of a file, the oldest first.

    Of personnel also what may be told to recipients that are there.
    """
    rows = file.read(_ACTS[file.name].format(marks=_marks(subjects)), tuple(subjects))
    return [
        Act(record, subject, to, version, as_day(ended and ended[:10]), bool(withdrawn))
        for record, subject, to, version, ended, withdrawn in rows
    ]


_ACTS: Final = {
    "hiring": "SELECT c.record, c.subject, '', x.policy_version, c.ended_on, "
    "c.ended_by = 'withdrawn' FROM consent c JOIN person p ON p.id = c.record "
    "JOIN consent_text x ON x.sha256 = c.text_sha256 WHERE c.subject IN ({marks}) ORDER BY c.seq",
    "personnel": "SELECT j.id, a.subject, a.whom, x.policy_version, a.ended, a.ended IS NOT NULL "
    "FROM (SELECT part, field AS subject, '' AS whom, given_at, text_sha256, "
    "withdrawn_at AS ended FROM joiner_consent UNION ALL "
    "SELECT c.part, f.value, c.recipient, c.given_at, c.text_sha256, c.withdrawn_at "
    "FROM recipient_consent c JOIN json_each(c.fields) f "
    "JOIN recipient r ON r.id = c.recipient WHERE r.ended_at IS NULL) a "
    "JOIN consent_text x ON x.sha256 = a.text_sha256 JOIN part p ON p.seq = a.part "
    "JOIN joiner j ON j.seq = p.owner WHERE a.subject IN ({marks}) ORDER BY a.given_at",
}


def recipient_consents(file: Compartment) -> list[tuple[str, str, int]]:
    """Return record, field and policy version of what may be told to recipients that are there.

    One line for each of the recipients of a joiner; ``file`` is personnel.
    """
    rows = file.read(
        "SELECT j.id, f.value, max(x.policy_version) FROM recipient_consent c "
        "JOIN json_each(c.fields) f JOIN consent_text x ON x.sha256 = c.text_sha256 "
        "JOIN part p ON p.seq = c.part JOIN joiner j ON j.seq = p.owner "
        "JOIN recipient r ON r.id = c.recipient WHERE c.withdrawn_at IS NULL "
        "AND r.ended_at IS NULL GROUP BY j.id, c.recipient, f.value"
    )
    return [tuple(row) for row in rows]


def versions_of(file: Compartment, texts: Collection[str]) -> dict[str, int]:
    """Return the version of the policy under which each of these texts (hashes) was agreed to."""
    rows = file.read(
        f"SELECT sha256, policy_version FROM consent_text WHERE sha256 IN ({_marks(texts)})",
        tuple(texts),
    )
    return dict(rows)


def _marks(values: Collection[str]) -> str:
    return ",".join("?" * len(values)) or "NULL"
