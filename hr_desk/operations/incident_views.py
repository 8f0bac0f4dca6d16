# SPDX-License-Identifier: Apache-2.0
"""What screens read of incidents, and the papers made of them: letters, announcement, report.

The words of a paper are data (resources/incidents). Whoever reads an incident in full or makes its
papers leaves an entry; a drill says that it is one, on every paper and in every row.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hr_desk.catalogue.incidents import DISCLOSURE, IncidentPaper, incident_rules
from hr_desk.domain import incidents as rules
from hr_desk.domain.clock import SHANGHAI, day_of
from hr_desk.domain.incidents import Due
from hr_desk.domain.letter_words import said_day
from hr_desk.domain.message_texts import OF_THE_COMPANY
from hr_desk.i18n import LANGUAGES, N_, translated
from hr_desk.operations import incidents, policies
from hr_desk.operations.incidents import OFFICER, PRIVACY, REACHED_BY, require_word
from hr_desk.operations.operation import operation
from hr_desk.operations.paper_letters import Draft
from hr_desk.operations.session import Session
from hr_desk.store import incidents as store
from hr_desk.store.compartment import Change
from hr_desk.store.incidents import IncidentRecord, PersonRow

LETTER: Final = "letter"
DRILL_TITLE: Final = N_("Drill: {title}")
DRILL_LINE: Final = N_("This is a drill. Nothing has happened, and nothing is sent.")
_UNKNOWN: Final = "–"


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident for a list; ``people`` are the records touched, ``left`` those not told."""

    id: str
    number: str
    drill: bool
    way: str
    level: str
    found_at: datetime
    closed: bool
    report: Due
    tell: Due
    people: int
    left: int
    waiting: int
    """How many files have not answered."""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody an incident touches, as the call list shows them: empty texts are not known."""

    line: int
    name: str
    mobile: str
    email: str
    minor: bool
    channel: str
    result: str
    result_at: datetime | None


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident in full. ``kinds`` are the field keys that were there of somebody.

    ``named`` is whose account it was, or to whom the file went that went wrong; empty for neither.
    """

    row: IncidentRow
    version: int
    named: str
    since: datetime
    until: datetime
    sections: Mapping[str, str]
    announced: str
    spared: str
    reported_at: datetime | None
    people: tuple[PersonLine, ...]
    kinds: tuple[str, ...]
    files: Mapping[str, int | None]


def list_incidents(session: Session) -> tuple[IncidentRow, ...]:
    """Return every incident, newest first, without those whose years are over.

    Raises CompartmentClosed, NotPermitted.
    """
    over, found = incidents.over(session), store.where(session.compartment(PRIVACY), "1")
    return tuple(_row(session, one) for one in found if one.id not in over)


def _row(session: Session, record: IncidentRecord) -> IncidentRow:
    file, now, known = session.compartment(PRIVACY), session.now(), incident_rules()
    found_at = datetime.fromisoformat(record.found_at)
    counts = store.counts(file, record.seq)
    left = 0 if record.spared else counts.get("", 0)
    closed = record.closed_at is not None
    asked = store.parts(file, record.seq)
    everybody_known = bool(record.drill or asked) and None not in asked.values()
    told = closed or bool(record.spared) or (everybody_known and not left)
    reported = record.reported_at is not None
    return IncidentRow(
        id=record.id, number=record.number, drill=record.drill, way=record.way, level=record.level,
        found_at=found_at, closed=closed,
        report=rules.report_due(known, record.level, found_at, now=now, done=reported),
        tell=rules.tell_due(known, found_at, now=now, done=told),
        people=sum(counts.values()), left=left,
        waiting=sum(people is None for people in asked.values()),
    )  # fmt: skip


def open_in_full(session: Session, incident_id: str) -> IncidentView:
    """Return one incident with everybody it touches; the reading is logged.

    Raises IncidentGone, CompartmentClosed, NotPermitted.
    """
    record, people = _read(session, incident_id)
    reported = record.reported_at
    return IncidentView(
        row=_row(session, record),
        version=record.version,
        named=_named(session, record),
        since=datetime.fromisoformat(record.since_at),
        until=datetime.fromisoformat(record.until_at),
        sections=record.sections,
        announced=record.announced,
        spared=record.spared,
        reported_at=None if reported is None else datetime.fromisoformat(reported),
        people=tuple(_line(session, one) for one in people),
        kinds=_kinds(people),
        files=store.parts(session.compartment(PRIVACY), record.seq),
    )


def _named(session: Session, record: IncidentRecord) -> str:
    """Return the name of what files are asked about: a user's, or a recipient's."""
    if incident_rules().ways[record.way].names == DISCLOSURE:
        row = session.compartment(PRIVACY).read_one(
            "SELECT recipient FROM disclosure_copy WHERE content_sha256 = ?", (record.named,)
        )
        return "" if row is None else str(row[0])
    names = {user.id: user.name for user in session.register.users}
    return names.get(record.named, "")


def _read(session: Session, incident_id: str) -> tuple[IncidentRecord, list[PersonRow]]:
    _note_reading(session, incident_id)
    file = session.compartment(PRIVACY)
    record = incidents.found(file, incident_id)
    return record, store.people(file, record.seq)


@operation("incident.read", compartment=PRIVACY, roles=OFFICER)
def _note_reading(session: Session, change: Change, /, incident_id: str) -> None:
    del session
    change.touched("incident", incidents.found(change.compartment, incident_id).id)
    change.fields.update(REACHED_BY)


def _line(session: Session, one: PersonRow) -> PersonLine:
    shown = {key: _shown(session, key, one) for key in REACHED_BY}
    at = one.result_at
    return PersonLine(
        one.line, shown["full_name"], shown["mobile"], shown["email"], one.touched.minor,
        rules.channel_of(incident_rules(), one.touched.fields), one.result,
        None if at is None else datetime.fromisoformat(at),
    )  # fmt: skip


def _shown(session: Session, key: str, one: PersonRow) -> str:
    stored, kind = one.touched.fields.get(key), session.catalogue.field(key).type
    return "" if stored is None else kind.show(kind.load(stored))


def _kinds(people: Iterable[PersonRow]) -> tuple[str, ...]:
    return tuple(sorted({key for one in people for key in one.touched.known}))


def papers(
    session: Session, incident_id: str, key: str, *, code: str = LANGUAGES[0],
    lines: Collection[int] = (),
) -> tuple[Draft, ...]:  # fmt: skip
    """Return a paper of an incident in a language: of letters one for each person touched.

    Where ``lines`` of the call list are named, letters are made for these people alone.
    The making is logged as a reading. Raises IncidentGone, IncidentWordUnknown, SectionsMissing.
    """
    require_word(key, incident_rules().papers)
    record, people = _read(session, incident_id)
    incidents.require_sections(record)
    paper = incident_rules().papers[key]
    values = _values(session, record, people, code)
    if not paper.each:
        return (_draft(session, record, paper, key, values, code=code),)
    return tuple(
        _draft(session, record, paper, key, _about(session, one, values, code), code=code,
               minor=one.touched.minor)
        for one in people
        if not lines or one.line in lines
    )  # fmt: skip


def _about(
    session: Session, one: PersonRow, values: Mapping[str, str], code: str
) -> dict[str, str]:
    """Return the places of a letter to one person: their name, and what was there of them alone."""
    kinds = _said_kinds(session, one.touched.known, code)
    return {**values, "name": _shown(session, "full_name", one), "kinds": kinds}


def _values(
    session: Session, record: IncidentRecord, people: list[PersonRow], code: str
) -> dict[str, str]:
    known = incident_rules()
    company = {place: session.company.get(part, _UNKNOWN) for place, part in OF_THE_COMPANY.items()}
    results = {key: str(sum(one.result == key for one in people)) for key in known.results}
    found = datetime.fromisoformat(record.found_at)
    return {
        **company, **record.sections, **results,
        "name": "", "number": record.number, "reason": record.announced or _UNKNOWN,
        "found": f"{said_day(day_of(found), code)} {found.astimezone(SHANGHAI):%H:%M}",
        "level": known.levels[record.level].label.within(code),
        "way": known.ways[record.way].label.within(code),
        "kinds": _said_kinds(session, _kinds(people), code),
        "people": str(len(people)),
        "minors": str(sum(one.touched.minor for one in people)),
    }  # fmt: skip


def _said_kinds(session: Session, keys: Iterable[str], code: str) -> str:
    between = "、" if code == LANGUAGES[0] else ", "
    fields = session.catalogue.fields
    labels = dict.fromkeys(fields[key].label.within(code) for key in keys if key in fields)
    return between.join(labels) or _UNKNOWN


def _draft(
    session: Session, record: IncidentRecord, paper: IncidentPaper, key: str,
    values: Mapping[str, str], *, code: str, minor: bool = False,
) -> Draft:  # fmt: skip
    title = paper.label.within(code)
    lines = [
        one.text.within(code).format_map(values)
        for one in paper.paragraphs
        if minor or not one.minors
    ]
    if record.drill:
        title = translated(DRILL_TITLE, code, title=title)
        lines = [translated(DRILL_LINE, code), *lines]
    return Draft(
        key=key, about="incident", record_id=record.id, language=code, typed=(), title=title,
        salutation="", paragraphs=tuple(lines), on=session.today(), company=session.company,
        rights=policies.controller_text(session, code), purpose="notice.important",
        fields=REACHED_BY if paper.each else (),
    )  # fmt: skip
