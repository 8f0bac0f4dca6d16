# SPDX-License-Identifier: Apache-2.0
"""From typed values to stored ones: which fields may be entered, by whom, at which stage.

A role enters what it may at least see masked: a recruiter types a birth date from a paper form
and sees it masked from then on (docs/decisions/0003). What a role may not see at all it cannot
enter either.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.model import Field, Scenario
from hr_desk.catalogue.types import FILE_TYPES
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.catalogue.types.documents import NotADocument
from hr_desk.catalogue.types.id_papers import born
from hr_desk.domain import minors
from hr_desk.domain.free_text import Kind, find
from hr_desk.domain.roles import may_enter
from hr_desk.domain.terms import terms_of
from hr_desk.i18n import N_
from hr_desk.operations.problems import (
    GuardianNeeded,
    Missing,
    NotCollected,
    NotYours,
    TextMissing,
)
from hr_desk.operations.session import Session
from hr_desk.store.compartment import Change

POSITION = "applied_position"
"""The field that the chosen requisition fills in; no form asks for it."""

RECORDS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "hiring": ("person", "application"),
    "visits": ("person", "visit"),
    "personnel": ("person", "employment"),
    "payroll": ("person", "employment"),
}
"""Compartment to the kinds of record whose fields it stores."""

GUARDIAN = "guardian"
"""The field a minor's data needs first (policy 6.1)."""

AGE_BAND, BIRTH_DATE, ID_NUMBER = "age_band", "birth_date", "id_number"
"""The fields that say how old somebody is."""

ADULT_FROM: Final = "adult_from"
"""What payroll keeps of a minor in their place: the day from which they are an adult."""


class NotInItsForm(ValueProblem):
    """A text that no parser of its type would have returned."""

    message = N_("“{field}” is not in the form it is kept in. Type it again.")


def stored_values(
    session: Session,
    values: Mapping[str, object],
    *,
    compartment: str,
    scenario: Scenario,
    stage: str | None,
) -> dict[str, dict[str, Any]]:
    """Check typed values and return what is stored: kind of record to field key to JSON value.

    ``stage`` is None in a compartment whose records have no stages (visits). None removes a value
    and is returned as None. Raises ValueProblem (NotInItsForm for a text that was never parsed),
    NotCollected, NotYours and UnknownField.
    """
    stored: dict[str, dict[str, Any]] = {kind: {} for kind in RECORDS_OF[compartment]}
    for key, value in values.items():
        field = session.catalogue.field(key)
        require_enterable(session, field, compartment=compartment, scenario=scenario, stage=stage)
        if value is not None:
            if field.type.name in FILE_TYPES:
                raise NotADocument  # a file comes by documents.add, with its content
            field.type.check(value, session.today())
            require_parsed(field, value)
        stored[field.record][key] = None if value is None else field.type.store(value)
    return stored


def require_parsed(field: Field, value: object) -> None:
    """Refuse a text its own type would store otherwise: search and checks know the one form."""
    if isinstance(value, str) and field.type.parse(field.type.show(value)) != value:
        raise NotInItsForm(field=field.label)


def require_enterable(
    session: Session, field: Field, *, compartment: str, scenario: Scenario, stage: str | None
) -> None:
    """Raise NotCollected for a field this scenario does not ask, NotYours for a closed role."""
    collected = compartment in field.compartments and field.asked_in(scenario)
    if not collected or field.record not in RECORDS_OF[compartment]:
        raise NotCollected(field=field.label)
    if field.supplied_by == "program":
        raise NotCollected(field=field.label)
    if not may_enter(session.access(field, stage=stage, compartment=compartment)):
        if stage is not None and not session.catalogue.reached(stage, field.earliest_stage):
            raise NotCollected(field=field.label)
        raise NotYours(field=field.label)


def require_complete(session: Session, given: Mapping[str, Any], scenario: Scenario) -> None:
    """Raise Missing for a required field that is not given, or a group of which none is."""
    for problem in _missing(session, given, scenario):
        raise problem


def require_guardian(session: Session, given: Mapping[str, Any]) -> None:
    """Raise GuardianNeeded where a minor's data comes without a guardian (policy 6.1, 6.2)."""
    for problem in _guardian(session, given):
        raise problem


def shortcomings(
    session: Session, given: Mapping[str, Any], scenario: Scenario
) -> Iterator[Missing | GuardianNeeded]:
    """Yield all that ``require_complete`` and ``require_guardian`` would refuse for.

    ``values["keys"]`` of each are the fields of which one would do.
    """
    yield from _missing(session, given, scenario)
    yield from _guardian(session, given)


def _missing(session: Session, given: Mapping[str, Any], scenario: Scenario) -> Iterator[Missing]:
    for owed in session.catalogue.missing(scenario, set(given)):
        label = " / ".join(str(field.label) for field in owed)
        yield Missing(field=label, keys=tuple(field.key for field in owed))


def births(session: Session, stored: Mapping[str, Any]) -> list[date]:
    """Return every date of birth that stored values give: the typed one, and the ID number's."""
    typed, number = stored.get(BIRTH_DATE), stored.get(ID_NUMBER)
    found = [] if typed is None else [session.catalogue.field(BIRTH_DATE).type.load(typed)]
    told = None if number is None else born(number)
    return found if told is None else [*found, told]


def is_young(session: Session, stored: Mapping[str, Any]) -> bool:
    """Whether anything stored says that somebody is below eighteen today.

    A date of birth counts beside the declared age band, whatever that says: the stricter one is
    followed (policy 6.2).
    """
    band, told = stored.get(AGE_BAND), stored.get(ADULT_FROM)
    if band is not None and minors.is_minor_band(band):
        return True
    if told is not None and session.today() < date.fromisoformat(told):
        return True
    return any(minors.is_minor(birth, session.today()) for birth in births(session, stored))


def adult_from(session: Session, stored: Mapping[str, Any]) -> date | None:
    """Return the day from which a minor is an adult, the last that stored values speak for.

    Where an age band alone says that they are one, the last that it allows. None for who is grown.
    """
    if not is_young(session, stored):
        return None
    days = [minors.adult_from(birth) for birth in births(session, stored)]
    last = max(days, default=session.today())
    if last > session.today():
        return last
    return minors.latest_adult_from(stored[AGE_BAND], session.today())


def lacks_guardian(session: Session, stored: Mapping[str, Any]) -> bool:
    """Whether stored values say that somebody is below eighteen, and name no guardian."""
    return not stored.get(GUARDIAN) and is_young(session, stored)


def _guardian(session: Session, given: Mapping[str, Any]) -> Iterator[GuardianNeeded]:
    if given.get(GUARDIAN) is None and is_young(session, given):
        yield GuardianNeeded(field=session.catalogue.field(GUARDIAN).label, keys=(GUARDIAN,))


Papers = Callable[[str], Iterable[str]]
"""Gives the terms of the documents whose ids a stored value holds."""


def search_terms(
    session: Session, fields: Mapping[str, Any], papers: Papers | None = None
) -> set[str]:
    """Return the terms under which a person is found, from their stored values.

    Without ``papers`` what documents are found by is left out: it changes with them alone.
    """
    terms: set[str] = set()
    for key, stored in fields.items():
        field = session.catalogue.fields.get(key)
        if field is not None and field.search == "document":
            terms.update(papers(stored) if papers is not None else ())
        elif field is not None and field.search != "none":
            terms |= terms_of(field.search, stored, key)
    return terms


def merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Return the old stored values with the new ones in their place; None removes one."""
    return {key: value for key, value in {**old, **new}.items() if value is not None}


FREE_TEXT: Final = "free_text"
"""The fact of an entry that names fields whose free text holds what must not be collected."""


def note_free_text(session: Session, change: Change, stored: Mapping[str, Any]) -> None:
    """Name in the entry the fields whose free text holds a forbidden topic, an ID or card number.

    Keys alone: which topic it is would itself be a thing not to keep. Saving goes on
    (docs/decisions/0010).
    """
    found = set(change.facts.get(FREE_TEXT, ()))
    for key, value in stored.items():
        kind = session.catalogue.field(key).type
        if value is not None and kind.free_text:
            spans = find(kind.show(kind.load(value)), session.catalogue.forbidden)
            if any(span.kind is not Kind.PLATE for span in spans):
                found.add(key)
    if found:
        change.facts[FREE_TEXT] = sorted(found)


def name_in(session: Session, stored: Mapping[str, Any]) -> str:
    """Return the name among stored values as it is shown, empty where it is gone already."""
    kind, value = session.catalogue.field("full_name").type, stored.get("full_name")
    return "" if value is None else kind.show(kind.load(value))


def require_name(session: Session, stored: Mapping[str, Any]) -> str:
    """Return the stored name; raises TextMissing where it is gone, and another file needs it."""
    value = stored.get("full_name")
    if value is None:
        raise TextMissing(field=session.catalogue.field("full_name").label)
    return str(value)
