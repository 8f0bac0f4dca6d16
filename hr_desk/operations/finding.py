# SPDX-License-Identifier: Apache-2.0
"""Typed words to search terms, for what a user may see at least masked.

Which words find somebody would otherwise tell a role the values it may not see.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from hr_desk.catalogue.model import Access, Field
from hr_desk.catalogue.types.choices import Choice
from hr_desk.domain.terms import KINDS_OF, Conjunction, matches, narrowed, queries, terms_of
from hr_desk.operations.session import Session
from hr_desk.operations.values import Papers, search_terms


def alternatives_of(
    session: Session, text: str, *, compartment: str = "hiring"
) -> tuple[Conjunction, ...]:
    """Return what is looked up for ``text``: terms of fields open to the user at some stage."""
    open_fields = [
        field
        for field in session.catalogue.fields.values()
        if field.search != "none" and _open_at_some_stage(session, field, compartment)
    ]
    coded = [field for field in open_fields if field.search == "code"]
    whole = [field.key for field in coded if not isinstance(field.type, Choice)]
    kinds = {field.search for field in open_fields}
    found = narrowed(queries(text, whole, documents="document" in kinds), kinds)
    return (*found, *((terms,) for terms in map(partial(_choice_terms, text), coded) if terms))


def _open_at_some_stage(session: Session, field: Field, compartment: str) -> bool:
    """Whether the user may see the field there; only hiring's records have stages."""
    known: Iterable[str | None] = session.catalogue.stages if compartment == "hiring" else (None,)
    return any(
        session.access(field, stage=stage, compartment=compartment) is not Access.NONE
        for stage in known
    )


def _choice_terms(text: str, field: Field) -> frozenset[str]:
    """Return the term of the code that ``text`` names in the field's list, if it names one."""
    code = field.type.meant(text) if isinstance(field.type, Choice) else None
    return terms_of("code", code, field.key)


def found_openly(
    session: Session,
    stored: Mapping[str, Any],
    alternatives: Sequence[Conjunction],
    *,
    stage: str | None,
    compartment: str = "hiring",
    papers: Papers | None = None,
) -> bool:
    """Whether the values open to the user at the record's stage are reason enough to show it.

    ``papers`` gives the terms of the documents whose ids a stored value holds.
    """
    kinds = {KINDS_OF.get(term[0], "code") for one in alternatives for u in one for term in u}
    searched = [
        field
        for key in stored
        if (field := session.catalogue.fields.get(key)) is not None and field.search in kinds
    ]
    closed = {
        f.key
        for f in searched
        if session.access(f, stage=stage, compartment=compartment) is Access.NONE
    }
    looked_up = {term for one in alternatives for union in one for term in union}
    if looked_up.isdisjoint(search_terms(session, {key: stored[key] for key in closed}, papers)):
        return True  # nothing closed has a part in the hit; reading names again would cost more
    seen = {field.key: stored[field.key] for field in searched if field.key not in closed}
    return matches(alternatives, search_terms(session, seen, papers))
