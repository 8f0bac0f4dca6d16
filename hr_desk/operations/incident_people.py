# SPDX-License-Identifier: Apache-2.0
"""Whom an incident touches: computed in each file from its log, its register and its records.

A stolen device touches everybody in the files it held; an account in other hands everybody whose
record its entries name in that time, and apart from them whom it could list (``incident_lists``);
a wrong export everybody whose record the entry of the register names. The officer asks, an HR
admin lets the file answer: who, how to reach them, and which kinds of data were there, no value
beside name, telephone, e-mail, and a minor's guardian.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from hr_desk.catalogue.incidents import DISCLOSURE, USER, incident_rules
from hr_desk.domain import minors
from hr_desk.operations import incident_lists
from hr_desk.operations.beside_values import keys_beside
from hr_desk.operations.changes import Changes
from hr_desk.operations.delivery import deliver, send
from hr_desk.operations.incident_problems import IncidentTaskGone
from hr_desk.operations.incidents import (
    OFFICER,
    PRIVACY,
    REACHED_BY,
    open_one,
    require_real,
)
from hr_desk.operations.letters import Letter, Unacceptable, about, takes_in, value_of
from hr_desk.operations.operation import changes_of, desk_operation, operation, require
from hr_desk.operations.request_asking import file_addresses
from hr_desk.operations.request_records import ALIASES, FILES, PersonRecord, everybody
from hr_desk.operations.session import Session
from hr_desk.operations.values import GUARDIAN
from hr_desk.store import crossings, outbox
from hr_desk.store import incidents as store
from hr_desk.store.compartment import Change, Compartment
from hr_desk.store.disclosures import records_of_content
from hr_desk.store.incidents import TaskRow, Touched

ANSWERING: Final = ("hr_admin",)
KINDS: Final = frozenset({"candidate", "visit", "joiner", "account"})
_PARTS: Final = frozenset({"kind", "fields", "known", "minor", "listed"})


@dataclass(frozen=True, slots=True)
class IncidentQuestion:
    """What the officer asks of one file, and how many records of it the incident touches.

    ``listed`` of them no entry names; the account could see them in a list.
    """

    file: str
    reference: str
    way: str
    at: datetime
    people: int
    listed: int = 0


def ask(session: Session, incident_id: str) -> Changes:
    """Ask every file of this desk and of paired ones whom the incident touches, each once.

    Raises IncidentGone, IncidentClosed, DrillSendsNothing.
    """
    changes = _ask(session, incident_id)
    deliver(session)
    return changes


@operation("incident.ask", compartment=PRIVACY, roles=OFFICER)
def _ask(session: Session, change: Change, /, incident_id: str) -> None:
    record = open_one(change, incident_id)
    require_real(record)
    asked = store.parts(change.compartment, record.seq)
    message = {"way": record.way, "named": record.named, "since": record.since_at,
               "until": record.until_at}  # fmt: skip
    for peer in file_addresses(session):
        if peer not in asked:
            reference = send(session, change, receiver=peer, kind="incident.ask", record=record.id,
                             message=message)  # fmt: skip
            crossings.link(change, reference, record=record.id, peer=peer)
            store.add_part(change, record.seq, reference=reference, peer=peer)
    store.update(change, record)


def _take_question(session: Session, change: Change, letter: Letter) -> None:
    """Keep a question of the officer's until somebody lets the file answer."""
    del session
    way, named = letter.text("way"), letter.text("named")
    if way not in incident_rules().ways:
        raise Unacceptable(what="way")
    since, until = (letter.moment(key).isoformat(timespec="seconds") for key in ("since", "until"))
    at = letter.at.isoformat(timespec="seconds")
    store.add_task(change, TaskRow(letter.reference, letter.peer, way, named, since, until, at))
    change.touched("incident", letter.reference)


for _file in FILES:
    takes_in("incident.ask", compartment=_file, roles=OFFICER)(_take_question)


def questions(session: Session) -> tuple[IncidentQuestion, ...]:
    """Return what the officer asks of the files of this session; raises NotPermitted."""
    require(session, "incident.contribute")
    return tuple(
        _question(session, name, task)
        for name in FILES if session.holds(name)
        for task in store.tasks(session.compartment(name))
    )  # fmt: skip


def _question(session: Session, name: str, task: TaskRow) -> IncidentQuestion:
    opened, listed = _touched(session, session.compartment(name), task)
    at, people = datetime.fromisoformat(task.at), len(opened) + len(listed)
    return IncidentQuestion(name, task.reference, task.way, at, people, len(listed))


def count_questions(session: Session) -> int:
    """Return how many questions of incidents wait in the files of this session."""
    return sum(len(store.tasks(session.compartment(name))) for name in FILES if session.holds(name))


@desk_operation("incident.contribute", roles=ANSWERING)
def contribute(session: Session, question: IncidentQuestion) -> Changes:
    """Let a file answer: everybody the incident touches there, as it stands now.

    Raises NotPermitted, IncidentTaskGone, CompartmentClosed, MessageTooLong.
    """
    require(session, "incident.contribute")
    file = session.compartment(question.file)
    with file.change("incident.contribute") as change:
        change.purpose = "other.request"
        known = {task.reference: task for task in store.tasks(file)}
        if question.reference not in known:
            raise IncidentTaskGone
        task = known[question.reference]
        opened, listed = _touched(session, file, task)
        people, said = [*opened, *listed], _said_of(session, file, task, opened, listed)
        message = {"about": task.reference, "people": said}
        send(session, change, receiver=task.peer, kind="incident.contributed",
             record=outbox.about_each(one.id for one in people), message=message)  # fmt: skip
        for one in people:
            change.touched(one.kind, one.id)
        store.remove_task(change, task.reference)
        change.touched("incident", task.reference)
        change.fields.update(key for one in said for key in one["fields"])
        change.facts.update(people=len(people), listed=len(listed))
    deliver(session)
    return changes_of(change)


def _touched(
    session: Session, file: Compartment, task: TaskRow
) -> tuple[list[PersonRecord], list[PersonRecord]]:
    """Return the records of a file that the incident touches, and apart whom it could list."""
    found, names = everybody(session, file.name), incident_rules().ways[task.way].names
    if names == DISCLOSURE:
        return _named(found, records_of_content(file, task.named)), []
    if names != USER:
        return list(found), []
    log = incident_lists.met(file, task)
    opened = _named(found, log.seen)
    seen = {one.id for one in opened}
    others = [one for one in found if one.id not in seen]
    return opened, incident_lists.could_list(session, file, task, others, log)


def _named(found: Collection[PersonRecord], ids: frozenset[str]) -> list[PersonRecord]:
    return [one for one in found if not ids.isdisjoint((one.id, *one.ids))]


def _said_of(
    session: Session, file: Compartment, task: TaskRow, opened: Collection[PersonRecord],
    listed: Collection[PersonRecord],
) -> list[dict[str, Any]]:  # fmt: skip
    """Return what the officer is told: of an opened record every kind, else what a list shows."""
    beside = keys_beside(session, file)
    roles = incident_lists.roles_then(session, task) if listed else frozenset[str]()
    shown = incident_lists.shown_keys(session, file.name, roles)
    return [
        *(_said(session, one, {*one.fields, *beside.get(one.ids[0], ())}) for one in opened),
        *(_said(session, one, shown & set(one.fields), listed=True) for one in listed),
    ]


def _said(
    session: Session, one: PersonRecord, there: Collection[str], *, listed: bool = False
) -> dict[str, Any]:
    fields = {}
    for key in REACHED_BY:
        names = (name for name in ALIASES.get(key, (key,)) if one.fields.get(name) is not None)
        name = next(names, None)
        if name is not None:
            fields[key] = one.fields[name]
    known = sorted(key for key in there if key in session.catalogue.fields)
    minor = _is_minor(session, one.fields)
    if minor and one.fields.get(GUARDIAN) is not None:
        fields[GUARDIAN] = one.fields[GUARDIAN]
    return {"kind": one.kind, "fields": fields, "known": known, "minor": minor, "listed": listed}


def _is_minor(session: Session, fields: Mapping[str, Any]) -> bool:
    """Whether somebody is below eighteen, by their birthday or else by what they declared."""
    birth, band = fields.get("birth_date"), fields.get("age_band")
    if birth is not None:
        return minors.is_minor(session.catalogue.field("birth_date").type.load(birth),
                               session.today())  # fmt: skip
    return band in minors.BANDS and minors.is_minor_band(str(band))


@takes_in("incident.contributed", compartment=PRIVACY, roles=ANSWERING)
def _contributed(session: Session, change: Change, letter: Letter) -> str | None:
    """Put whom a file named into the incident; one that is closed by now keeps nobody."""
    reference, id_ = about(change, letter)
    sent = letter.message.get("people")
    if not isinstance(sent, list):
        raise Unacceptable(what="people")
    people = [_checked(session, one) for one in sent]
    known = store.where(change.compartment, "id = ?", (id_,)) if id_ else []
    if not known or known[0].closed_at is not None:
        return None
    store.answer(change, known[0].seq, reference, people)
    change.touched("incident", known[0].id)
    return known[0].id


def _checked(session: Session, one: Any) -> Touched:
    if not isinstance(one, dict) or set(one) != _PARTS or one["kind"] not in KINDS:
        raise Unacceptable(what="people")
    fields, known, minor, listed = one["fields"], one["known"], one["minor"], one["listed"]
    for key in ("minor", "listed"):
        if type(one[key]) is not bool:
            raise Unacceptable(what=key)
    sent = {*REACHED_BY, GUARDIAN} if minor else set(REACHED_BY)
    if not isinstance(fields, dict) or not set(fields) <= sent:
        raise Unacceptable(what="fields")
    if not isinstance(known, list) or not all(isinstance(key, str) for key in known):
        raise Unacceptable(what="known")
    catalogue = session.catalogue
    checked = {key: value_of(catalogue.field(key), value) for key, value in fields.items()}
    return Touched(one["kind"], checked, tuple(key for key in known if key in catalogue.fields),
                   minor, listed)  # fmt: skip
