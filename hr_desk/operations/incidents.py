# SPDX-License-Identifier: Apache-2.0
"""Incidents: what happened is written down, people and regulator are told, the file ends.

A file says the four parts that the policy promises (4.4) and what PIPL 57 adds before anybody is
told; it closes once everybody has a result and the report is noted, and goes five years later
(class INC). A drill is the same with made-up people: it sends nothing, and every paper says so.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from typing import Final

from hr_desk.catalogue.incidents import DISCLOSURE, NOTHING, USER, incident_rules
from hr_desk.domain.clock import SHANGHAI
from hr_desk.domain.letter_words import Listed
from hr_desk.domain.made_up_people import made_up_people
from hr_desk.domain.requests import new_number
from hr_desk.i18n import N_, Message
from hr_desk.operations.due_days import periods
from hr_desk.operations.incident_problems import (
    DrillSendsNothing,
    IncidentClosed,
    IncidentGone,
    IncidentUnfinished,
    IncidentUnreached,
    IncidentWordUnknown,
    MomentsCrossed,
    NotDoneThen,
    NotNamed,
    ReportNotNoted,
    SectionsMissing,
    TooManyPeople,
)
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import ChangedMeanwhile
from hr_desk.operations.session import Session
from hr_desk.operations.texts import one_line
from hr_desk.operations.values import GUARDIAN
from hr_desk.store import incidents as store
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.hiring import as_json
from hr_desk.store.incidents import IncidentRecord, NewIncident, Touched

PRIVACY: Final = "privacy"
OFFICER: Final = ("privacy_officer",)
CLASS: Final = ("INC", "closed")
LONGEST: Final = 2000
MOST: Final = 5000
"""How many people a drill has at most."""

REACHED_BY: Final = ("full_name", "mobile", "email")
"""What is known of each person touched: whom to address, and how; of a minor the guardian too."""

SENT, FAILED, ANNOUNCED = "sent", "failed", "announced"
TOLD: Final = (SENT, ANNOUNCED)
"""The results with which somebody was told; a minor only if the guardian was told as well."""

REASON: Final = N_("Reason")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known when an incident is found; moments are aware.

    ``named`` is the id of the user whose account it was, or the copied register entry of the file
    that went wrong; empty for a device. The account was in other hands from ``since`` to ``until``.
    """

    way: str
    level: str
    found_at: datetime
    named: str = ""
    since: datetime | None = None
    until: datetime | None = None


@operation("incident.open", compartment=PRIVACY, roles=OFFICER)
def open_incident(
    session: Session, change: Change, /, facts: Facts, *, drill: int = 0
) -> tuple[str]:
    """Open the file of an incident, or of a drill with ``drill`` made-up people.

    Raises IncidentWordUnknown, NotNamed, MomentsCrossed, TooManyPeople.
    """
    if not 0 <= drill <= MOST:
        raise TooManyPeople(most=MOST)
    id_ = secrets.token_hex(16)
    record = store.insert(change, _new(session, change, facts, id_, drill=bool(drill)))
    if drill:
        store.add_people(change, record.seq, _made_up(session, drill, facts.way))
    change.facts.update(way=facts.way, level=facts.level, drill=drill)
    return (id_,)


def _new(session: Session, change: Change, facts: Facts, id_: str, *, drill: bool) -> NewIncident:
    rules = incident_rules()
    for word, words in ((facts.way, rules.ways), (facts.level, rules.levels)):
        require_word(word, words)
    since, until = facts.since or facts.found_at, facts.until or facts.found_at
    if not since <= until <= change.now or facts.found_at > change.now:
        raise MomentsCrossed
    return NewIncident(
        id_, new_number(), drill, facts.way, facts.level,
        "" if drill else _named(session, change.compartment, facts),
        _text(since), _text(until), _text(facts.found_at), session.user.id,
    )  # fmt: skip


def _named(session: Session, file: Compartment, facts: Facts) -> str:
    """Return what files are asked about: a user, or the digest by which they know what left."""
    names = incident_rules().ways[facts.way].names
    if names == NOTHING:
        return ""
    if names == DISCLOSURE:
        row = file.read_one(
            "SELECT content_sha256 FROM disclosure_copy WHERE id = ?", (facts.named,)
        )
        found = None if row is None else str(row[0])
    else:
        known = {user.id for user in session.register.users}
        found = facts.named if facts.named in known else None
    if not found:
        raise NotNamed
    return found


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _made_up(session: Session, count: int, way: str) -> list[Touched]:
    """Return made-up people; every tenth is a minor, so that a drill tries their letter too.

    Of an account in other hands every second one could only be listed, for the same reason.
    """
    account = incident_rules().ways[way].names == USER
    found = [
        Touched("visit", {key: one[key] for key in (*REACHED_BY, GUARDIAN) if key in one},
                tuple(one), False)
        for one in made_up_people(session.catalogue)
    ]  # fmt: skip
    return [
        Touched(one.kind, one.fields, one.known, number % 10 == 0, account and number % 2 == 0)
        for number, one in enumerate(islice(cycle(found), count), start=1)
    ]


def require_word(word: str, words: Mapping[str, object]) -> None:
    """Raise IncidentWordUnknown for what the declaration does not have."""
    if word not in words:
        raise IncidentWordUnknown(word=word)


def found(file: Compartment, incident_id: str) -> IncidentRecord:
    """Return an incident; raises IncidentGone."""
    known = store.where(file, "id = ?", (incident_id,))
    if not known:
        raise IncidentGone
    return known[0]


def open_one(change: Change, incident_id: str) -> IncidentRecord:
    """Return an incident that is not closed; raises IncidentGone, IncidentClosed."""
    record = found(change.compartment, incident_id)
    if record.closed_at is not None:
        raise IncidentClosed(number=record.number)
    return record


def require_sections(record: IncidentRecord) -> None:
    """Raise SectionsMissing unless everything that is told is written (4.4, PIPL 57)."""
    sections = incident_rules().sections.items()
    missing = tuple(label for key, label in sections if not record.sections.get(key))
    if missing:
        raise SectionsMissing(sections=Listed(missing))


@operation("incident.write", compartment=PRIVACY, roles=OFFICER)
def write(
    session: Session, change: Change, /, incident_id: str, sections: Mapping[str, str], *,
    level: str, version: int,
) -> None:  # fmt: skip
    """Write parts of the file over the version that was read; what is empty becomes empty.

    A level that is lowered leaves the clock as it was: the gravest one that the file had decides.
    Raises IncidentGone, IncidentClosed, IncidentWordUnknown, TextTooLong, ChangedMeanwhile.
    """
    del session
    record, rules = open_one(change, incident_id), incident_rules()
    require_word(level, rules.levels)
    if record.version != version:
        raise ChangedMeanwhile
    for key in sections:
        require_word(key, rules.sections)
    cleaned = {
        key: one_line(text, label=str(rules.sections[key]), longest=LONGEST, required=False)
        for key, text in sections.items()
    }
    gravest = min(record.gravest, level, key=lambda one: rules.levels[one].report_hours)
    store.update(change, record, level=level, gravest=gravest,
                 sections=as_json({**record.sections, **cleaned}))  # fmt: skip


@operation("incident.report", compartment=PRIVACY, roles=OFFICER)
def note_report(
    session: Session, change: Change, /, incident_id: str, *, at: datetime | None = None
) -> None:
    """Note that the regulator was told ``at`` a moment, now unless said; a drill's would have been.

    The log has both, when it was done and when it was entered. Raises IncidentGone,
    IncidentClosed, SectionsMissing, NotDoneThen.
    """
    del session
    record = open_one(change, incident_id)
    require_sections(record)
    store.update(change, record, reported_at=_done_at(change, record, at))


def _done_at(change: Change, record: IncidentRecord, at: datetime | None) -> str:
    """Return when something was done, for the row; the entry tells it beside when it was entered.

    People say it to the minute, and so it is compared. Raises NotDoneThen.
    """
    done, found_at = at or change.now, datetime.fromisoformat(record.found_at)
    if not found_at.replace(second=0, microsecond=0) <= done <= change.now:
        raise NotDoneThen(found=f"{found_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}")
    change.facts["done_at"] = _text(done)
    return _text(done)


@operation("incident.tell", compartment=PRIVACY, roles=OFFICER)
def note_told(
    session: Session, change: Change, /, incident_id: str, lines: Sequence[int], *, result: str,
    at: datetime | None = None,
) -> None:  # fmt: skip
    """Note what came of telling people or guardians (their lines): ``sent`` or ``failed``.

    ``at`` is when they were told, now unless said. Raises IncidentGone, IncidentClosed,
    IncidentWordUnknown, SectionsMissing, NotDoneThen.
    """
    del session
    record = open_one(change, incident_id)
    require_sections(record)
    require_word(result, {key: 1 for key in incident_rules().results if key != ANNOUNCED})
    done = _done_at(change, record, at)
    change.facts["people"] = store.note_result(change, record.seq, lines, result, at=done)
    change.touched("incident", record.id)


@operation("incident.announce", compartment=PRIVACY, roles=OFFICER)
def announce(
    session: Session, change: Change, /, incident_id: str, *, reason: str,
    at: datetime | None = None,
) -> None:  # fmt: skip
    """Note that an announcement tells everybody who could not be told one by one, and why.

    ``at`` is when it was announced, now unless said. Raises IncidentGone, IncidentClosed,
    SectionsMissing, TextMissing (4.4: no announcement without the reason that people are hard to
    reach), TextTooLong, NotDoneThen.
    """
    del session
    record = open_one(change, incident_id)
    require_sections(record)
    text = one_line(reason, label=Message(REASON), longest=LONGEST)
    done = _done_at(change, record, at)
    store.announce_rest(change, record.seq, result=ANNOUNCED, told=SENT, at=done)
    store.update(change, record, announced=text)


@operation("incident.spare", compartment=PRIVACY, roles=OFFICER)
def spare(session: Session, change: Change, /, incident_id: str, *, reason: str) -> None:
    """Note why nobody is told: what was done keeps harm away for certain (PIPL 57).

    Raises IncidentGone, IncidentClosed, TextMissing, TextTooLong.
    """
    del session
    record = open_one(change, incident_id)
    store.update(change, record, spared=one_line(reason, label=Message(REASON), longest=LONGEST))


@operation("incident.close", compartment=PRIVACY, roles=OFFICER)
def close(session: Session, change: Change, /, incident_id: str) -> None:
    """Close the file: its five years begin (class INC).

    Raises IncidentGone, IncidentClosed, SectionsMissing, IncidentUnfinished, IncidentUnreached,
    ReportNotNoted.
    """
    record = open_one(change, incident_id)
    require_sections(record)
    _require_told(change.compartment, record)
    if record.reported_at is None:
        raise ReportNotNoted(number=record.number)
    store.update(
        change, record, closed_at=change.now.isoformat(timespec="seconds"),
        retention_class=CLASS[0], clock_event=CLASS[1], clock_day=session.today().isoformat(),
    )  # fmt: skip


def _require_told(file: Compartment, record: IncidentRecord) -> None:
    """Raise unless every file answered and everybody was told, minors and their guardians."""
    files = sum(people is None for people in store.parts(file, record.seq).values())
    open_ = 0 if record.spared else store.count_without(file, record.seq, (*TOLD, FAILED))
    if files or open_:
        raise IncidentUnfinished(number=record.number, files=files, people=open_)
    if left := left_of(file, record):
        raise IncidentUnreached(number=record.number, people=left)


def left_of(file: Compartment, record: IncidentRecord) -> int:
    """Return how many people are still to be told: without a result, or not reached."""
    return 0 if record.spared else store.count_without(file, record.seq, TOLD)


def require_real(record: IncidentRecord) -> None:
    """Raise DrillSendsNothing for a drill."""
    if record.drill:
        raise DrillSendsNothing


def over(session: Session) -> frozenset[str]:
    """Return the ids of incidents whose years are over: in no list, gone with the next sweep.

    The day is the file's trusted one. Raises CompartmentClosed.
    """
    limit = session.trusted_day() - timedelta(days=periods(session.catalogue)[CLASS])
    found = store.where(
        session.compartment(PRIVACY),
        "retention_class = ? AND clock_event = ? AND clock_day <= ?", (*CLASS, limit.isoformat()),
    )  # fmt: skip
    return frozenset(one.id for one in found)
