# SPDX-License-Identifier: Apache-2.0
"""A text that a regular confirmed at an earlier visit, found again as long as that visit is kept.

Visits are not linked. Whoever stands at the desk says who they are; only where an earlier visit
says the same name and the same plate or telephone number does its confirmation count, for its
months and for that very text. Nothing is kept for this beside the visits, and nothing of an earlier
one is shown but the day (docs/decisions/0017-what-a-regular-is-known-by.md).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from hr_desk.catalogue.model import Access
from hr_desk.catalogue.types.base import ValueProblem
from hr_desk.domain import visits as states
from hr_desk.domain.confirming import holds
from hr_desk.domain.terms import terms_of
from hr_desk.operations import in_use
from hr_desk.operations.directory import require_reader
from hr_desk.operations.session import Session
from hr_desk.store import search
from hr_desk.store import visits as store
from hr_desk.store.visits import Confirmed, VisitRecord

NAME: Final = "full_name"
KNOWN_BY: Final = ("plate_number", "mobile")
"""What makes a name somebody's: one of them has to be the same."""

SEEN: Final = 200
"""How many visits of one plate or number are looked at, the newest first."""

LET_IN: Final = frozenset({states.ON_SITE, states.NOT_SEEN, states.LEFT})
"""Visits of people whom somebody at the desk saw; what a stranger typed at a kiosk is none."""


def confirmed_before(session: Session, kind: str, typed: Mapping[str, str]) -> Mapping[str, date]:
    """Return the texts of a kind of visitor that need not be confirmed now, with the day they were.

    ``typed`` holds name, plate and telephone number as they are typed, by field key; what is none
    finds nothing. Raises NotPermitted.
    """
    require_reader(session)
    said: dict[str, Any] = {}
    for key in (NAME, *KNOWN_BY):
        field = session.catalogue.field(key)
        try:
            said[key] = field.type.store(field.type.parse(typed.get(key, "")))
        except ValueProblem:
            continue
    found = still_holding(session, kind, said)
    return {key: date.fromisoformat(given["on"]) for key, given in found.items()}


def still_holding(session: Session, kind: str, fields: Mapping[str, Any]) -> Confirmed:
    """Return what whoever says these stored values confirmed before and holds today, by text.

    Each confirmation keeps the day on which it was given, the latest where there are several.
    """
    type_ = session.catalogue.visit_types.get(kind)
    if type_ is None or not type_.acknowledgements:
        return {}
    texts, today = session.catalogue.acknowledgements, session.today()
    found: dict[str, Mapping[str, str]] = {}
    for record in _earlier(session, fields):
        for key in type_.acknowledgements:
            given = record.confirmed.get(key)
            if given is None or not holds(given, texts[key], today):
                continue
            if key not in found or found[key]["on"] < given["on"]:
                found[key] = given
    return found


def _earlier(session: Session, fields: Mapping[str, Any]) -> list[VisitRecord]:
    """Return the visits, also masked ones, of whoever says this name and this plate or number."""
    name = spelled(fields)
    if not name:
        return []
    same = {
        one.id: one
        for key in KNOWN_BY
        if isinstance(said := fields.get(key), str) and _may_ask(session, key)
        for one in visits_with(session, key, said)
        if one.state in LET_IN and spelled(one.fields) == name
    }
    return list(same.values())


def _may_ask(session: Session, key: str) -> bool:
    """Whether the user sees the field in full: nobody asks about what they may not see."""
    field = session.catalogue.field(key)
    return session.access(field, stage=None, compartment="visits") >= Access.FULL


def visits_with(session: Session, key: str, stored: str) -> list[VisitRecord]:
    """Return the visits whose value is exactly this, newest first, without restricted ones."""
    file = session.compartment("visits")
    terms = terms_of(session.catalogue.field(key).search or "", stored, key)
    every = tuple(frozenset({term}) for term in sorted(terms))
    seqs = search.newest_matching(file, (every,), before=None, limit=SEEN) if every else []
    if not seqs:
        return []
    marks = ",".join("?" * len(seqs))
    found = store.visits_where(file, f"{in_use.USED} AND seq IN ({marks})", seqs)
    return [one for one in found if one.fields.get(key) == stored]


def spelled(fields: Mapping[str, Any]) -> str:
    """Return a name by which two visits are taken for one guest's: no case, no gaps."""
    return str(fields.get(NAME, "")).casefold().replace(" ", "")


def answered(session: Session, confirmed: Confirmed) -> dict[str, bool]:
    """Return the fields that are answered by what was confirmed."""
    texts = session.catalogue.acknowledgements
    return {field: True for key in confirmed if (field := texts[key].field) is not None}
