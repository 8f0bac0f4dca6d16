# SPDX-License-Identifier: Apache-2.0
"""Kinds of visitors at the desk: which kind a purpose means, and what is still owed by it."""

from collections.abc import Iterable, Mapping
from typing import Final

from hr_desk.catalogue.catalogue import Catalogue
from hr_desk.domain.confirming import holds
from hr_desk.operations.problems import NeededOfKind, RecordGone
from hr_desk.operations.session import Session
from hr_desk.store.visits import Confirmed

NO_KIND: Final = ""
"""The kind of a visit of which nobody said any."""


def kind_for(catalogue: Catalogue, purpose: object) -> str:
    """Return the first kind of visitor that comes for a purpose, a code of visit_purpose."""
    kinds = catalogue.visit_types.values()
    return next((one.key for one in kinds if purpose in one.purposes), NO_KIND)


def kind_after(session: Session, kind: str, fields: Mapping[str, object]) -> str:
    """Return the kind of a visit whose values changed: another where the purpose is no more its."""
    type_, purpose = session.catalogue.visit_types.get(kind), fields.get("visit_purpose")
    if type_ is not None and (purpose is None or purpose in type_.purposes):
        return kind
    return kind_for(session.catalogue, purpose)


def known_kind(session: Session, kind: str, fields: Mapping[str, object]) -> str:
    """Return a kind that staff chose, or that of the purpose; raises RecordGone for another."""
    if kind and kind not in session.catalogue.visit_types:
        raise RecordGone
    return kind or kind_for(session.catalogue, fields.get("visit_purpose"))


def owed_texts(session: Session, kind: str, confirmed: Confirmed) -> tuple[str, ...]:
    """Return the texts of a kind whose confirmation does not hold today, by key."""
    type_ = session.catalogue.visit_types.get(kind)
    if type_ is None:
        return ()
    texts, today = session.catalogue.acknowledgements, session.today()
    return tuple(key for key in type_.acknowledgements
                 if not holds(confirmed.get(key), texts[key], today))  # fmt: skip


def lacking(catalogue: Catalogue, kind: str, fields: Mapping[str, object]) -> tuple[str, ...]:
    """Return the fields without which nobody of a kind comes in, and which nobody gave."""
    type_ = catalogue.visit_types.get(kind)
    return () if type_ is None else tuple(key for key in type_.required if fields.get(key) is None)


def require_of_kind(session: Session, kind: str, fields: Mapping[str, object]) -> None:
    """Raise NeededOfKind for what ``lacking`` names: a group whose heads nobody counted."""
    owed = lacking(session.catalogue, kind, fields)
    if owed:
        label = session.catalogue.visit_types[kind].label
        raise NeededOfKind(
            field=session.catalogue.field(owed[0]).label, kind=label, keys=(owed[0],)
        )


def told_now(session: Session, keys: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return confirmations given now; raises RecordGone for a text that is none."""
    texts, on = session.catalogue.acknowledgements, session.today().isoformat()
    wanted = tuple(keys)
    if any(key not in texts for key in wanted):
        raise RecordGone
    return {key: {"digest": texts[key].digest, "on": on} for key in wanted}


def holding(session: Session, kind: str, confirmed: Confirmed) -> Confirmed:
    """Return the confirmations of a kind's texts that hold today, with the day they were given."""
    type_ = session.catalogue.visit_types.get(kind)
    owed = owed_texts(session, kind, confirmed)
    wanted = () if type_ is None else type_.acknowledgements
    return {key: confirmed[key] for key in wanted if key not in owed}
