# SPDX-License-Identifier: Apache-2.0
"""What screens read of incidents, and the papers made of them: letters, announcement, report.

The words of a paper are data (resources/incidents). Whoever reads an incident in full or makes its
papers leaves an entry; a drill says that it is one, on every paper and in every row.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from hr_desk.catalogue.incidents import (
    DISCLOSURE,
    EITHER,
    LISTED,
    OF_GUARDIANS,
    OPENED,
    USER,
    IncidentPaper,
    PaperParagraph,
    incident_rules,
)
from hr_desk.catalogue.types.histories import Contact, ContactPerson
from hr_desk.domain import incidents as rules
from hr_desk.domain.clock import SHANGHAI, day_of
from hr_desk.domain.incidents import Due
from hr_desk.domain.letter_words import said_day
from hr_desk.domain.message_texts import OF_THE_COMPANY
from hr_desk.i18n import LANGUAGES, N_, Text, translated
from hr_desk.operations import incidents, policies
from hr_desk.operations.incidents import OFFICER, PRIVACY, REACHED_BY, require_word
from hr_desk.operations.operation import operation
from hr_desk.operations.paper_letters import Draft
from hr_desk.operations.session import Session
from hr_desk.operations.values import GUARDIAN
from hr_desk.store import incidents as store
from hr_desk.store.compartment import Change
from hr_desk.store.incidents import IncidentRecord, PersonRow

LETTER: Final = "letter"
DRILL_TITLE: Final = N_("Drill: {title}")
DRILL_LINE: Final = N_("This is a drill. Nothing has happened, and nothing is sent.")
_UNKNOWN: Final = "–"


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident for a list; ``people`` are the records touched, ``left`` those not told.

    A minor is told once the guardian is told as well. The clock of the report goes by ``gravest``,
    the worst level that the file ever had.
    """

    id: str
    number: str
    drill: bool
    way: str
    level: str
    gravest: str
    found_at: datetime
    closed: bool
    report: Due
    tell: Due
    people: int
    left: int
    waiting: int
    """How many files have not answered."""
    listed: int
    """How many of the people no entry names, but an account in other hands could list."""


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody an incident touches, as the call list shows them: empty texts are not known.

    Or the guardian of a minor: ``guardian_of`` is the minor's name, ``relation`` what they are to
    the minor; both None for whom the incident touches.
    """

    line: int
    name: str
    mobile: str
    email: str
    minor: bool
    guardian_of: str | None
    relation: Text | None
    channel: str
    result: str
    result_at: datetime | None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident in full. ``kinds`` are the field keys that were there of somebody.

    ``list_kinds`` are the keys that a list shows of those whom an account could only list.
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
    list_kinds: tuple[str, ...]
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
    left = incidents.left_of(file, record)
    closed = record.closed_at is not None
    asked = store.parts(file, record.seq)
    everybody_known = bool(record.drill or asked) and None not in asked.values()
    told = closed or bool(record.spared) or (everybody_known and not left)
    reported = record.reported_at is not None
    return IncidentRow(
        id=record.id, number=record.number, drill=record.drill, way=record.way, level=record.level,
        gravest=record.gravest, found_at=found_at, closed=closed,
        report=rules.report_due(known, record.gravest, found_at, now=now, done=reported),
        tell=rules.tell_due(known, found_at, now=now, done=told),
        people=sum(counts.values()), left=left,
        waiting=sum(people is None for people in asked.values()),
        listed=store.count_listed(file, record.seq),
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
        people=tuple(_line(session, one, people) for one in people),
        kinds=_kinds(one for one in people if not one.touched.listed),
        list_kinds=_kinds(one for one in people if one.touched.listed),
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
    change.fields.update((*REACHED_BY, GUARDIAN))


def _line(session: Session, one: PersonRow, people: Sequence[PersonRow]) -> PersonLine:
    shown = {key: _shown(session, key, one) for key in REACHED_BY}
    at = one.result_at
    return PersonLine(
        line=one.line, name=shown["full_name"], mobile=shown["mobile"], email=shown["email"],
        minor=one.touched.minor,
        guardian_of=_shown(session, "full_name", _minor_of(one, people)) if _guards(one) else None,
        relation=_relation(session, one),
        channel=rules.channel_of(incident_rules(), _reached(session, one)),
        result=one.result, result_at=None if at is None else datetime.fromisoformat(at),
        listed=one.touched.listed,
    )  # fmt: skip


def _guards(one: PersonRow) -> bool:
    return one.guardian_of is not None


def _minor_of(one: PersonRow, people: Sequence[PersonRow]) -> PersonRow:
    """Return whose guardian somebody is; lines count from 1 without gaps."""
    return one if one.guardian_of is None else people[one.guardian_of - 1]


def _contact(session: Session, one: PersonRow) -> ContactPerson | None:
    """Return a guardian as their ward's record names them; None where it does not."""
    stored = one.touched.fields.get(GUARDIAN)
    found = None if stored is None else session.catalogue.field(GUARDIAN).type.load(stored)
    return found if isinstance(found, ContactPerson) else None


def _relation(session: Session, one: PersonRow) -> Text | None:
    kind, contact = session.catalogue.field(GUARDIAN).type, _contact(session, one)
    return kind.codes.get(contact.relation) if contact and isinstance(kind, Contact) else None


def _reached(session: Session, one: PersonRow) -> Mapping[str, Any]:
    """Return the stored values by which somebody is reached; a guardian's are in one contact."""
    contact = _contact(session, one)
    if contact is None:
        return one.touched.fields
    return {"full_name": contact.name, "mobile": contact.phone}


def _shown(session: Session, key: str, one: PersonRow) -> str:
    stored, kind = _reached(session, one).get(key), session.catalogue.field(key).type
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
        _draft(session, record, paper, key, _about(session, one, people, values, code=code),
               code=code, to=one)
        for one in people
        if not lines or one.line in lines
    )  # fmt: skip


def _about(
    session: Session, one: PersonRow, people: Sequence[PersonRow], values: Mapping[str, str], *,
    code: str,
) -> dict[str, str]:  # fmt: skip
    """Return the places of a letter to one person: their name, and what was there of them alone.

    One to a guardian is about the minor.
    """
    kinds, about = _said_kinds(session, one.touched.known, code), _minor_of(one, people)
    guardian = _shown(session, "full_name", one) if _guards(one) else ""
    return {**values, "name": _shown(session, "full_name", about), "kinds": kinds,
            "guardian": guardian or _UNKNOWN}  # fmt: skip


def _values(
    session: Session, record: IncidentRecord, people: list[PersonRow], code: str
) -> dict[str, str]:
    known, guardians = incident_rules(), [one for one in people if _guards(one)]
    people = [one for one in people if not _guards(one)]
    company = {place: session.company.get(part, _UNKNOWN) for place, part in OF_THE_COMPANY.items()}
    results = _told(people) | {OF_GUARDIANS + key: count for key, count in _told(guardians).items()}
    found = datetime.fromisoformat(record.found_at)
    return {
        **company, **record.sections, **results,
        "name": "", "guardian": "", "number": record.number, "reason": record.announced or _UNKNOWN,
        "found": f"{said_day(day_of(found), code)} {found.astimezone(SHANGHAI):%H:%M}",
        "level": known.levels[record.level].label.within(code),
        "way": known.ways[record.way].label.within(code),
        "kinds": _said_kinds(session, _kinds(people), code),
        "people": str(len(people)), **_seen(session, people, code),
        "minors": str(sum(one.touched.minor for one in people)),
    }  # fmt: skip


def _seen(session: Session, people: Sequence[PersonRow], code: str) -> dict[str, str]:
    """Return of how many people the record was opened, how many could be listed, and with what."""
    listed = [one for one in people if one.touched.listed]
    return {
        OPENED: str(len(people) - len(listed)),
        LISTED: str(len(listed)),
        "list_kinds": _said_kinds(session, _kinds(listed), code),
    }


def _told(people: Sequence[PersonRow]) -> dict[str, str]:
    """Return of how many people each result is noted."""
    return {key: str(sum(one.result == key for one in people)) for key in incident_rules().results}


def _said_kinds(session: Session, keys: Iterable[str], code: str) -> str:
    between = "、" if code == LANGUAGES[0] else ", "
    fields = session.catalogue.fields
    labels = dict.fromkeys(fields[key].label.within(code) for key in keys if key in fields)
    return between.join(labels) or _UNKNOWN


def _draft(
    session: Session, record: IncidentRecord, paper: IncidentPaper, key: str,
    values: Mapping[str, str], *, code: str, to: PersonRow | None = None,
) -> Draft:  # fmt: skip
    title = paper.label.within(code)
    minor = to.touched.minor if to is not None else values["minors"] != "0"
    lines = [
        one.text.within(code).format_map(values)
        for one in paper.paragraphs
        if _stands(one, guardian=to is not None and _guards(to), minor=minor)
        and one.seen in _told_of(record, to)
    ]
    if record.drill:
        title = translated(DRILL_TITLE, code, title=title)
        lines = [translated(DRILL_LINE, code), *lines]
    return Draft(
        key=key, about="incident", record_id=record.id, language=code, typed=(), title=title,
        salutation="", paragraphs=tuple(lines), on=session.today(), company=session.company,
        rights=policies.controller_text(session, code), purpose="notice.important",
        fields=() if to is None else (GUARDIAN, "full_name") if _guards(to) else REACHED_BY,
    )  # fmt: skip


def _stands(paragraph: PaperParagraph, *, guardian: bool, minor: bool) -> bool:
    """Whether a paragraph stands in the paper for a guardian, for a minor or for neither."""
    return guardian if paragraph.guardians else minor or not paragraph.minors


def _told_of(record: IncidentRecord, to: PersonRow | None) -> tuple[str | None, ...]:
    """Return the words of paragraphs about how far a record was seen that stand in a paper."""
    if incident_rules().ways[record.way].names != USER:
        return (None,)
    own = () if to is None else (LISTED if to.touched.listed else OPENED,)
    return (None, EITHER, *own)
