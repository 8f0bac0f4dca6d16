# SPDX-License-Identifier: Apache-2.0
"""Where public data about a candidate comes from, and the person's refusal (policy 3.4(5), (6)).

What a person published themselves, or what is lawfully public, may be used within reason until
they refuse (PIPL 13(6), 27). Each such value has a note of where and when it was public. From a
refusal on it is read, found, printed and exported by nobody, and it goes within a day (class WDR).
Nothing here decides about anybody: every decision is a verb of ``recruitment`` with a reason that a
person chose.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.model import Access, Field, Scenario
from hr_desk.i18n import N_, Message
from hr_desk.operations.concluding import RECRUITING, require_recruiting
from hr_desk.operations.consents import end_for_guardian
from hr_desk.operations.gone_values import forget_copies, take_out
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import RecordGone
from hr_desk.operations.recruitment import records
from hr_desk.operations.session import Session
from hr_desk.operations.source_problems import (
    AlreadyRefused,
    SourceAhead,
    SourceDayMissing,
    SourceKindUnknown,
    SourceOfNothing,
)
from hr_desk.operations.texts import one_line
from hr_desk.operations.values import GUARDIAN, is_young
from hr_desk.store import request_tasks
from hr_desk.store import sources as store
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord
from hr_desk.store.sources import SourceRecord

SELF_PUBLISHED: Final = "self_published"
LAWFUL_PUBLIC: Final = "lawful_public"
KINDS: Final[Mapping[str, str]] = {
    SELF_PUBLISHED: N_("Published by the person themselves"),
    LAWFUL_PUBLIC: N_("Lawfully public: news, government disclosure"),
}
PLACE: Final = N_("Where it was public (address or title)")
LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source as it is shown; ``fields`` are those this user may see the name of."""

    id: str
    kind: str
    place: str
    published_on: date
    fields: tuple[Field, ...]
    refused_on: date | None


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a refusal would do: fields that go, or the whole record, which lives on them."""

    fields: tuple[str, ...]
    whole_record: bool


def of_record(session: Session, application_id: str) -> tuple[SourceLine, ...]:
    """Return the sources of an application's person, the earliest entered first.

    Raises RecordGone, NotPermitted, CompartmentClosed.
    """
    require_recruiting(session)
    application = records(session, [application_id])[0]
    found = store.of_person(session.compartment(store.FILE), application.person_seq)
    return tuple(_line(session, application, one) for one in found)


def _line(session: Session, application: ApplicationRecord, one: SourceRecord) -> SourceLine:
    fields = session.catalogue.fields
    seen = (fields[key] for key in one.fields if _is_open(session, application, key))
    refused = None if one.refused_on is None else date.fromisoformat(one.refused_on)
    return SourceLine(
        one.id, one.kind, one.place, date.fromisoformat(one.published_on), tuple(seen), refused
    )


def _is_open(session: Session, application: ApplicationRecord, key: str) -> bool:
    field = session.catalogue.fields.get(key)
    if field is None:
        return False
    return session.access(field, stage=application.stage) is not Access.NONE


@operation("source.enter", compartment="hiring", roles=RECRUITING)
def enter(
    session: Session, change: Change, /, application_id: str, keys: Sequence[str], *, kind: str,
    place: str, published_on: date | None,
) -> tuple[str]:  # fmt: skip
    """Note where values of a record were public; returns the id of the note.

    ``place`` is an address or the title of a publication (300 characters), ``published_on`` the
    day it was public. Raises SourceKindUnknown, SourceOfNothing where a field is empty or closed to
    this user, TextMissing, TextTooLong, SourceDayMissing, SourceAhead, RecordGone.
    """
    if kind not in KINDS:
        raise SourceKindUnknown
    application = records(session, [application_id])[0]
    stored = _stored(application)
    if not keys or not all(
        stored.get(key) is not None and _is_open(session, application, key) for key in keys
    ):
        raise SourceOfNothing
    where = one_line(place, label=Message(PLACE), longest=LONGEST)
    if published_on is None:
        raise SourceDayMissing
    if published_on > session.today():
        raise SourceAhead
    made = SourceRecord(
        id=secrets.token_hex(16), person=application.person_seq, kind=kind, place=where,
        published_on=published_on.isoformat(), fields=tuple(sorted(set(keys))),
        entered_by=session.user.id, entered_on=session.today().isoformat(),
    )  # fmt: skip
    store.insert(change, made)
    _touch(change, application, keys)
    return (made.id,)


@operation("source.remove", compartment="hiring", roles=RECRUITING)
def remove(session: Session, change: Change, /, application_id: str, source_id: str) -> None:
    """Take a note out that was entered by mistake; the values stay.

    Raises RecordGone, AlreadyRefused.
    """
    application, source = _found(session, application_id, source_id)
    store.remove(change, source.id)
    _touch(change, application, source.fields)


def effect_of_refusal(session: Session, application_id: str, source_id: str) -> Refusal:
    """Return what a refusal would do, to be told before it is done; RecordGone, AlreadyRefused."""
    application, source = _found(session, application_id, source_id)
    return _effect(session, application, source)


def _effect(session: Session, application: ApplicationRecord, source: SourceRecord) -> Refusal:
    stored = _stored(application)
    there = tuple(key for key in source.fields if stored.get(key) is not None)
    left = {key: value for key, value in stored.items() if key not in there}
    owed = session.catalogue.missing(Scenario.RECRUITMENT, left)
    whole = any({one.key for one in group} & set(there) for group in owed) or (
        GUARDIAN in there and is_young(session, stored)
    )
    return Refusal(there, whole)


@operation("source.refuse", compartment="hiring", roles=RECRUITING)
def refuse(session: Session, change: Change, /, application_id: str, source_id: str) -> None:
    """Note that the person refuses the use of what is public about them, and stop it at once.

    The values leave the record and what it is found by; a sweep deletes them within a day, later
    where a hold keeps the record. Where the record cannot be without them, its use is restricted
    and it goes as a whole. Raises RecordGone, AlreadyRefused, StepNotAllowed.
    """
    application, source = _found(session, application_id, source_id)
    effect, stored = _effect(session, application, source), _stored(application)
    _touch(change, application, effect.fields)
    if effect.whole_record:
        store.refuse(change, source.id, on=session.today(), kept={})
        end_for_guardian(session, change, application)
        request_tasks.restrict(
            change, record=application.person_id, row=application.person_seq, reference=source.id
        )
        return
    kept = {key: stored[key] for key in effect.fields}
    store.refuse(change, source.id, on=session.today(), kept=kept)
    forget_copies(change, application.person_seq, effect.fields)
    take_out(session, change, application, effect.fields)


def _found(
    session: Session, application_id: str, source_id: str
) -> tuple[ApplicationRecord, SourceRecord]:
    application = records(session, [application_id])[0]
    found = store.of_person(session.compartment(store.FILE), application.person_seq)
    source = next((one for one in found if one.id == source_id), None)
    if source is None:
        raise RecordGone
    if source.refused_on is not None:
        raise AlreadyRefused
    return application, source


def _stored(application: ApplicationRecord) -> dict[str, Any]:
    return {**application.person_fields, **application.fields}


def _touch(change: Change, application: ApplicationRecord, keys: Collection[str]) -> None:
    change.touched("application", application.id)
    change.touched("person", application.person_id)
    change.fields.update(keys)
