# SPDX-License-Identifier: Apache-2.0
"""Joiners who may be one human: why, for whoever works on the file of one of them.

The same ID number, telephone number or e-mail address is reason enough, a name that is written or
read alike needs one more fact, as with candidates (``duplicates``). Somebody who left and comes
back is found for as long as their file is kept. Nothing is refused and nothing is merged: two
files of one human are two employments, or a hand-over made twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from hr_desk.catalogue.model import Access
from hr_desk.domain import likeness
from hr_desk.operations import entries, in_use
from hr_desk.operations.candidates import view_of
from hr_desk.operations.duplicates import (
    AGREEING,
    MOST,
    MOST_NAMESAKES,
    Reason,
    exact_terms,
    reasons_of,
)
from hr_desk.operations.joiner_writing import NAME, records
from hr_desk.operations.operation import require
from hr_desk.operations.session import Session
from hr_desk.store import personnel, search
from hr_desk.store.personnel import JoinerRecord

_HERE: Final = "personnel"


@dataclass(frozen=True, slots=True)
class JoinerTwin:
    """Another joiner who may be the same human: where they stand since when, and why."""

    joiner_id: str
    name: str
    state: str
    """One of domain.joiners.STATES."""
    state_on: date
    reasons: tuple[Reason, ...]


def twins_of(session: Session, joiner_id: str) -> tuple[JoinerTwin, ...]:
    """Return at most five other joiners who may be this one, the newest first.

    A number that this user entered and has not compared yet counts too. Raises RecordGone,
    NotPermitted, CompartmentClosed.
    """
    require(session, "joiner.open")
    (joiner,) = records(session, [joiner_id])
    given = _given(session, joiner)
    named = (one for one in _perhaps(session, given) if NAME in one.fields)
    others = (one for one in named if one.seq != joiner.seq)
    is_open = partial(_is_open, session)
    found = ((one, reasons_of(session, given, one.fields, is_open=is_open)) for one in others)
    return tuple(_twin(session, one, why) for one, why in found if why)[:MOST]


def _given(session: Session, joiner: JoinerRecord) -> dict[str, Any]:
    waiting = entries.entries_of(session, joiner.id)
    stored = {**joiner.fields, **{key: one.value for key, one in waiting.items()}}
    return {key: value for key, value in stored.items() if _is_open(session, key)}


def _is_open(session: Session, key: str) -> bool:
    field = session.catalogue.fields.get(key)
    if field is None or _HERE not in field.retention:
        return False
    return session.access(field, stage=None, compartment=_HERE) is not Access.NONE


def _perhaps(session: Session, given: Mapping[str, Any]) -> list[JoinerRecord]:
    """Return the joiners worth comparing: of the same number, or with such a name."""
    file = session.compartment(_HERE)
    alike = [(frozenset({term}),) for term in exact_terms(session, given)]
    seqs = set(search.newest_matching(file, alike, before=None, limit=MOST_NAMESAKES))
    name = given.get(NAME)
    if isinstance(name, str) and any(given.get(key) for key in AGREEING):
        named = likeness.lookups(name)
        seqs |= set(search.newest_matching(file, named, before=None, limit=MOST_NAMESAKES))
    marks = ",".join("?" * len(seqs))
    return personnel.where(file, f"{in_use.USED} AND seq IN ({marks})", sorted(seqs))


def _twin(session: Session, other: JoinerRecord, reasons: tuple[Reason, ...]) -> JoinerTwin:
    field, stored = session.catalogue.field(NAME), other.fields.get(NAME)
    view = view_of(session, field, stored, stage=None, compartment=_HERE)
    name = "" if view is None else view.shown
    return JoinerTwin(other.id, name, other.state, other.state_on, reasons)
