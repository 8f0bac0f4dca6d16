# SPDX-License-Identifier: Apache-2.0
"""Who may be here already: suggestions with their reasons, and pairs that were looked at.

The same phone number, e-mail address or ID number is reason enough; a name that is written or
read alike needs one more fact that agrees. Only what the user may see at least masked takes part:
otherwise a hint would tell a role a value it may not see. Looked up in the term table, never by
walking the file.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from hr_desk.catalogue.model import Access
from hr_desk.domain import likeness, retention
from hr_desk.domain.terms import terms_of
from hr_desk.operations import scope
from hr_desk.operations.applications import all_of
from hr_desk.operations.candidates import view_of
from hr_desk.operations.concluding import RECRUITING
from hr_desk.operations.operation import operation
from hr_desk.operations.problems import NotPermitted, SamePerson
from hr_desk.operations.session import Session
from hr_desk.store import hiring, merging, search
from hr_desk.store.compartment import Change
from hr_desk.store.hiring import ApplicationRecord

NAME: Final = "full_name"
ID_NUMBER: Final = "id_number"
EXACT_KINDS: Final = ("phone", "email")
"""Kinds of search (a field's ``search``) whose same value is reason enough."""
AGREEING: Final = ("birth_date", "employer", "education_history", "wechat_id")
"""Fields one of which has to agree beside a name."""
MOST: Final = 5
"""Suggestions returned at most."""
MOST_NAMESAKES: Final = 200
"""Newest persons with such a name that are compared; beyond, the employer is looked up with it."""

How = Literal["same", "alike"]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two may be one: a field's key and label; ``alike`` for a name that only sounds so."""

    key: str
    label: object
    how: How


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A person who may be the one being typed: their latest application, and why.

    Of somebody whom other recruiters alone work on it says only that they are here: ``held_by``
    is then the name of the user to ask, the reasons are numbers and addresses that were typed,
    and all else is empty.
    """

    person_id: str
    application_id: str
    name: str
    requisition: str
    stage: str
    reasons: tuple[Reason, ...]
    held_by: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A person and somebody older in the file who may be the same."""

    person_id: str
    application_id: str
    name: str
    other: Suggestion


@dataclass(frozen=True, slots=True)
class PairPage:
    """Pairs, the newest person first; ``next_before`` continues, None at the end."""

    pairs: tuple[Pair, ...]
    next_before: int | None


def suggestions_for(session: Session, values: Mapping[str, object]) -> tuple[Suggestion, ...]:
    """Return at most five persons who may be the one with these typed values, newest first.

    Whoever is due for deletion is not among them. Raises CompartmentClosed, NotPermitted.
    """
    _require_reader(session)
    known = session.catalogue.fields
    given = {
        key: known[key].type.store(value)
        for key, value in values.items()
        if value is not None and key in known
    }
    return tuple(_suggested(session, given, without=set()))


def _require_reader(session: Session) -> None:
    if not set(RECRUITING) & set(session.user.roles):
        raise NotPermitted


def _suggested(
    session: Session, given: Mapping[str, Any], *, without: set[int], before: int | None = None
) -> list[Suggestion]:
    exact = _having_exact(session, given, before) - without
    named = _namesakes(session, given, before) - without - exact
    records = [*_latest(session, exact), *_latest(session, named, _agreeing(given))]
    found: list[Suggestion] = []
    mine = scope.of(session)
    for record in sorted(records, key=lambda one: -one.person_seq):
        reasons = _reasons(session, given, record)
        if reasons and not _is_due(session, record):
            found += _suggestion(session, record, reasons, seen=mine.has(record))
    return found[:MOST]


def _having_exact(session: Session, given: Mapping[str, Any], before: int | None) -> set[int]:
    """Return the rows of persons with the same phone number, e-mail address or ID number."""
    file = session.compartment("hiring")
    exact = [(frozenset({term}),) for term in exact_terms(session, given)]
    return set(search.newest_matching(file, exact, before=before, limit=MOST_NAMESAKES))


def _namesakes(session: Session, given: Mapping[str, Any], before: int | None) -> set[int]:
    """Return the rows of persons whose name is worth comparing: with something that may agree."""
    name = given.get(NAME)
    if not isinstance(name, str) or not any(given.get(key) for key in AGREEING):
        return set()
    file, named = session.compartment("hiring"), likeness.lookups(name)
    employer = _employer_terms(session, given)
    both = [(*conjunction, frozenset({term})) for conjunction in named for term in employer]
    found = search.newest_matching(file, named, before=before, limit=MOST_NAMESAKES)
    if len(found) == MOST_NAMESAKES:
        found += search.newest_matching(file, both, before=before, limit=MOST_NAMESAKES)
    return set(found)


def _agreeing(given: Mapping[str, Any]) -> tuple[str, list[Any]]:
    """Return the condition that one of the facts beside a name may agree.

    So namesakes of whom nothing agrees are not read whole; histories are compared afterwards.
    """
    parts, values = [], []
    for key in AGREEING:
        value = given.get(key)
        if isinstance(value, str):
            same = "json_extract({}.fields, ?) = ? COLLATE NOCASE"
            parts += [same.format("p"), same.format("a")]
            values += [f"$.{key}", value] * 2
        elif value:
            present = "json_extract({}.fields, ?) IS NOT NULL"
            parts += [present.format("p"), present.format("a")]
            values += [f"$.{key}"] * 2
    return " OR ".join(parts) or "0", values


def exact_terms(session: Session, given: Mapping[str, Any]) -> list[str]:
    """Return the terms of those of some stored values (by field key) that are reason enough."""
    terms = (
        likeness.exact_term(session.catalogue.field(key).search, str(given[key]), key)
        for key in given
        if _is_exact(session, key)
    )
    return [term for term in terms if term is not None]


def _is_exact(session: Session, key: str) -> bool:
    return key == ID_NUMBER or session.catalogue.field(key).search in EXACT_KINDS


def _employer_terms(session: Session, given: Mapping[str, Any]) -> list[str]:
    """Return the one term of a whole employer's name, the longest of its terms."""
    field = session.catalogue.fields.get("employer")
    if field is None or field.search == "none" or not given.get(field.key):
        return []
    return [max(terms_of(field.search, given[field.key], field.key), key=len)]


def _latest(
    session: Session, persons: Iterable[int], where: tuple[str, list[Any]] = ("1", [])
) -> list[ApplicationRecord]:
    """Return an application, of those that meet ``where``, of each of these persons.

    The newest that the user works on, or where they work on none the newest.
    """
    listed, (condition, values) = sorted(persons, reverse=True), where
    mine = scope.of(session)
    if not listed:
        return []
    rows = hiring.applications_where(
        session.compartment("hiring"),
        f"a.person IN ({','.join('?' * len(listed))}) AND ({condition})",
        [*listed, *values],
        limit=-1,
    )
    newest: dict[int, ApplicationRecord] = {}
    for row in rows:
        known = newest.setdefault(row.person_seq, row)
        if mine.has(row) and not mine.has(known):
            newest[row.person_seq] = row
    return [newest[seq] for seq in listed if seq in newest]


def _reasons(
    session: Session, given: Mapping[str, Any], record: ApplicationRecord
) -> tuple[Reason, ...]:
    stored = {**record.person_fields, **record.fields}
    return reasons_of(
        session, given, stored, is_open=lambda key: _is_open(session, key, record)
    )  # fmt: skip


def reasons_of(
    session: Session,
    given: Mapping[str, Any],
    stored: Mapping[str, Any],
    *,
    is_open: Callable[[str], bool],
) -> tuple[Reason, ...]:
    """Return why two records' stored values may be one human's; empty where nothing says so.

    ``is_open`` tells whether the user may see a field of the other record at least masked.
    """
    same = [key for key in given if key in stored and _agrees(session, key, given, stored)]
    seen = [key for key in same if is_open(key)]
    exact = [key for key in seen if _is_exact(session, key)]
    agreeing = [key for key in seen if key in AGREEING]
    if not exact and not (NAME in seen and agreeing):
        return ()
    how: How = "same" if NAME not in seen or _same_name(given, stored) else "alike"
    named = [key for key in (NAME, *exact, *agreeing) if key in seen]
    fields = session.catalogue.fields
    return tuple(Reason(k, fields[k].label, how if k == NAME else "same") for k in named)


def _agrees(
    session: Session, key: str, given: Mapping[str, Any], stored: Mapping[str, Any]
) -> bool:
    if key == NAME:
        return _same_name(given, stored) or likeness.sounds_alike(given[NAME], stored[NAME])
    if key in AGREEING or _is_exact(session, key):
        one, other = given[key], stored[key]
        texts = isinstance(one, str) and isinstance(other, str)
        return bool(one.casefold() == other.casefold() if texts else one == other)
    return False


def _same_name(given: Mapping[str, Any], stored: Mapping[str, Any]) -> bool:
    return likeness.is_same_name(given[NAME], stored[NAME])


def _is_open(session: Session, key: str, record: ApplicationRecord) -> bool:
    field = session.catalogue.field(key)
    return session.access(field, stage=record.stage) is not Access.NONE


def _is_due(session: Session, record: ApplicationRecord) -> bool:
    """Whether the class of every application has ended: the person goes with the next sweep."""
    return all(_has_ended(session, one) for one in all_of(session, record.person_id))


def _has_ended(session: Session, one: ApplicationRecord) -> bool:
    if one.retention_class is None or one.clock_event is None or one.clock_day is None:
        return False
    class_ = session.catalogue.classes[one.retention_class]
    day = retention.due(class_, one.clock_event, one.clock_day)
    return day is not None and day <= session.trusted_day()


def _suggestion(
    session: Session, record: ApplicationRecord, reasons: tuple[Reason, ...], *, seen: bool
) -> list[Suggestion]:
    if seen:
        name = _name(session, record)
        post = record.requisition_title
        return [Suggestion(record.person_id, record.id, name, post, record.stage, reasons)]
    exact = tuple(one for one in reasons if _is_exact(session, one.key))
    held_by = scope.holder(session, record.owner)
    return [Suggestion("", "", "", "", "", exact, held_by)] if exact else []


def _name(session: Session, record: ApplicationRecord) -> str:
    field, stored = session.catalogue.field(NAME), record.person_fields.get(NAME)
    view = None if stored is None else view_of(session, field, stored, stage=record.stage)
    return "" if view is None else view.shown


def possible_pairs(session: Session, *, before: int | None = None, limit: int = 100) -> PairPage:
    """Compare the next ``limit`` persons, newest first, with the older ones; ``before`` continues.

    Pairs of whom somebody said that they are two people are left out, and those of whom the user
    does not work on both. Raises CompartmentClosed, NotPermitted.
    """
    _require_reader(session)
    below = search.NO_LIMIT_BEFORE if before is None else before
    file = session.compartment("hiring")
    rows = file.read(
        "SELECT seq FROM person WHERE seq < ? ORDER BY seq DESC LIMIT ?", (below, limit)
    )
    seqs = [row[0] for row in rows]
    mine = [record for record in _latest(session, seqs) if scope.of(session).has(record)]
    pairs = [pair for record in mine for pair in _pairs_of(session, record)]
    return PairPage(tuple(pairs), seqs[-1] if len(seqs) == limit else None)


def _pairs_of(session: Session, record: ApplicationRecord) -> Iterable[Pair]:
    stored = {**record.person_fields, **record.fields}
    given = {key: value for key, value in stored.items() if key in session.catalogue.fields
             and _is_open(session, key, record)}  # fmt: skip
    apart = merging.different_from(session.compartment("hiring"), record.person_seq)
    others = _suggested(session, given, without=apart, before=record.person_seq)
    name = _name(session, record)
    return [Pair(record.person_id, record.id, name, one) for one in others if not one.held_by]


@operation("person.keep_apart", compartment="hiring", roles=RECRUITING)
def keep_apart(session: Session, change: Change, /, one: str, other: str) -> None:
    """Note that two persons (ids) are two people; raises RecordGone, SamePerson."""
    merging.keep_apart(change, *_rows(session, change, one, other))


@operation("person.allow_pair", compartment="hiring", roles=RECRUITING)
def allow_pair(session: Session, change: Change, /, one: str, other: str) -> None:
    """Take back that two persons (ids) are two people; raises RecordGone, SamePerson."""
    merging.allow_again(change, *_rows(session, change, one, other))


def _rows(session: Session, change: Change, one: str, other: str) -> tuple[int, int]:
    if one == other:
        raise SamePerson
    both = all_of(session, one), all_of(session, other)
    for applications in both:
        scope.require_person(session, applications)
    rows = (both[0][0].person_seq, both[1][0].person_seq)
    change.touched("person", one)
    change.touched("person", other)
    return rows
